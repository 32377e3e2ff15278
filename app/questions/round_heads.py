"""What stands over the answers of each round: what was asked, how many answered, what sums them up."""

from collections.abc import Sequence

from PySide6.QtCore import QSignalBlocker, Signal
from PySide6.QtGui import QFocusEvent
from PySide6.QtWidgets import QHBoxLayout, QPlainTextEdit, QToolButton, QWidget

from app.questions.answer_list import WIDEST
from app.shell.deferred_call import DeferredCall
from app.shell.open_study import OpenStudy
from app.widgets.forms import STRETCH, column_of, hint, line, named, row_of, with_role
from coding.analysis.analysis_data import AnalysisData
from coding.analysis.by_question import Issue
from coding.language import _, plural
from coding.model.study import Round
from storage.operations.summaries import sum_up_answers
from storage.queries.answers import cell_of, is_withheld
from storage.queries.summaries import AnswerSummary, Cell, answer_summaries
from storage.queries.tree import blind_readings

_PAUSE = 700  # milliseconds without a key before what was typed is stored
_HEIGHT = 66


class SummaryField(QPlainTextEdit):
    """Where the answers to a question in a round are summed up; stored as one types."""

    def __init__(self, open_study: OpenStudy) -> None:
        """Begin without a cell."""
        super().__init__(tabChangesFocus=True)
        with_role(self, "field")
        self.setFixedHeight(_HEIGHT)
        self._study = open_study
        self._cell: Cell | None = None
        self._stored = ""
        self._soon = DeferredCall(self.store, self)
        self._soon.setInterval(_PAUSE)
        self.textChanged.connect(self._soon.start)

    def show_cell(self, cell: Cell, text: str, *, hidden: bool = False) -> None:
        """Show what was written; what is being typed in the same cell stays.

        ``hidden``: there is a text that is not seen yet, so nothing is written over it.
        """
        self.setReadOnly(hidden or not self._study.can_write)
        if cell == self._cell and (text == self._stored or self.toPlainText().strip() != self._stored):
            self._stored = text
            return
        self._soon.stop()
        self._cell, self._stored = cell, text
        if self.toPlainText().strip() != text:
            with QSignalBlocker(self):
                self.setPlainText(text)

    def store(self) -> None:
        """Store what was typed, if it is another text."""
        self._soon.stop()
        text = self.toPlainText().strip()
        if self._cell is None or text == self._stored or not self._study.is_open or self.isReadOnly():
            return
        self._stored = text
        self._study.perform(sum_up_answers(*self._cell, text))

    def focusOutEvent(self, event: QFocusEvent) -> None:
        """Store what was typed."""
        self.store()
        super().focusOutEvent(event)


class RoundHead(QWidget):
    """One round's column: the round, its question, how many answered, the summary."""

    passages_wanted = Signal(int)  # those that are coded in the answers of a round

    def __init__(self, open_study: OpenStudy) -> None:
        """Begin empty."""
        super().__init__()
        self._study = open_study
        self.setMaximumWidth(WIDEST)
        self.round, self.asked = line(role="strong"), hint(role="")
        self.answered = with_role(QToolButton(), "link")
        self.answered.clicked.connect(lambda: self.passages_wanted.emit(self.round_id))
        self.round_id = 0
        self.summary, self.by = SummaryField(open_study), hint()
        above = (self.round, self.asked, row_of(self.answered, STRETCH))
        column_of(*above, STRETCH, self.summary, self.by, on=self, spacing=3)

    def show_round(
        self, data: AnalysisData, issue: Issue, round_: Round, written: AnswerSummary | None
    ) -> None:
        """Show what is known of an issue in a round."""
        asked, self.round_id = issue.asked_by(round_.id), round_.id
        numbers = ", ".join(_("Q{n}").format(n=question.position + 1) for question in asked)
        self.round.setText(" · ".join(filter(None, (round_.name, numbers))))
        self.asked.setText(" ".join(question.text for question in asked) or _("Not asked in this round."))
        self.answered.setText(answered_in_words(data, issue, round_))
        blind = blind_readings(self._study.reader, self._study.coder_id)
        of_other = written is not None and written.coder_id != self._study.coder_id
        hidden = written is not None and is_withheld(written, data, round_, blind)
        shown = written.text if written is not None and not hidden else ""
        self.summary.show_cell(cell_of(issue, round_.id), shown, hidden=hidden)
        name = _("Summary of the answers of {round}").format(round=round_.name)
        named(self.summary, name)
        hint_ = _("Hidden while you read blind") if hidden else _("Sum up the answers of {round}")
        self.summary.setPlaceholderText(hint_.format(round=round_.name))
        self.by.setText(_("Last written by {coder}").format(coder=written.coder) if written else "")
        self.by.setVisible(of_other)


def answered_in_words(data: AnalysisData, issue: Issue, round_: Round) -> str:
    """Say how many answers there are, and in how many of the round's interviews."""
    answers = plural("{n} answer", "{n} answers", issue.answers.get(round_.id, 0))
    interviews = plural("{n} interview", "{n} interviews", len(data.interviews_of(round_)))
    return _("{answers}, in {n} of {interviews}").format(
        answers=answers, n=issue.interviews.get(round_.id, 0), interviews=interviews
    )


class RoundHeads(QWidget):
    """The heads of all rounds that are shown, as wide as their columns."""

    passages_wanted = Signal(int)

    def __init__(self, open_study: OpenStudy, beside: int) -> None:
        """Begin empty; ``beside`` is how wide the scroll bar beside the columns is."""
        super().__init__()
        self._study = open_study
        self.heads: list[RoundHead] = []
        self._row = QHBoxLayout(self)
        self._row.setContentsMargins(14, 4, 14 + beside, 8)
        self._row.setSpacing(10)
        self._row.addStretch()

    def show_issue(self, data: AnalysisData, issue: Issue, rounds: Sequence[Round]) -> None:
        """Show an issue in these rounds."""
        while len(self.heads) < len(rounds):
            head = RoundHead(self._study)
            head.passages_wanted.connect(self.passages_wanted)
            self.heads.append(head)
            self._row.insertWidget(len(self.heads) - 1, head, 1000)
        written = answer_summaries(self._study.reader)
        for at, head in enumerate(self.heads):
            head.setVisible(at < len(rounds))
        for head, round_ in zip(self.heads, rounds, strict=False):
            head.show_round(data, issue, round_, written.get(cell_of(issue, round_.id)))

    def store(self) -> None:
        """Store what was typed in all of them."""
        for head in self.heads:
            head.summary.store()
