"""The tab of questions: what a round asks, and which turns of the interviewers ask it."""

from functools import partial
from typing import NamedTuple

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QComboBox, QPlainTextEdit, QPushButton, QWidget

from app.intake.panel import ImportPanel, PanelContext
from app.shell import theme
from app.widgets.forms import STRETCH, Form, caption, hint, named, row_of, wide, with_role
from app.widgets.table import TableColumn, TableModel
from app.widgets.table_view import RowsTable
from coding.intake.plan import AskedTurn, ImportPlan, ImportRow
from coding.intake.question_corrections import with_question_of, with_questions
from coding.language import N_, _
from coding.model.framework import Framework
from coding.model.study import Span
from coding.notation.questions import ALL_ROUNDS, ListedQuestion, parse_questions, understood
from coding.text.sorting import natural_key

_SHOWN = 140


class _QuestionRow(NamedTuple):
    """A turn that asks a question of its round's list."""

    at: int
    import_row: ImportRow
    asked: AskedTurn
    listed: tuple[ListedQuestion, ...]

    @property
    def key(self) -> tuple[str, int]:
        """What tells it from the others."""
        return self.import_row.file.path, self.asked.turn

    @property
    def span(self) -> Span:
        """Where the question is asked."""
        assert self.import_row.segmented is not None
        turn = self.import_row.segmented.transcript.turns[self.asked.turn]
        return Span(turn.start, turn.end)

    @property
    def said(self) -> str:
        """What the interviewer says there, in one line."""
        assert self.import_row.segmented is not None
        words = " ".join(self.import_row.segmented.transcript.text[slice(*self.span)].split())
        return words if len(words) <= _SHOWN else f"{words[:_SHOWN]} …"


class QuestionsPanel(ImportPanel):
    """A line for each turn that asks a question; the list of a round is typed or pasted below."""

    step = N_("Questions")
    is_optional = True

    file_wanted = Signal()  # a list of questions is to be read from a file

    def __init__(self, parent: QWidget | None = None) -> None:
        """Begin without questions."""
        self.lists = _Lists()
        super().__init__(self.lists, parent)
        self._plan = ImportPlan()
        columns: list[TableColumn[_QuestionRow]] = [
            TableColumn(_("Question"), _question, self._correct, 380, choices=_choices),
            TableColumn(_("As it was asked"), lambda row: row.said, width=420),
            TableColumn(_("Likeness"), _likeness, width=70, colour=_colour, is_number=True),
            TableColumn(_("Turn"), lambda row: str(row.asked.turn + 1), width=60, is_number=True),
            TableColumn(_("File"), lambda row: row.import_row.file.name, width=170),
        ]
        self.table = RowsTable(TableModel(columns, lambda row: row.key), _("Questions that were found"))
        self.fill_with(self.table)
        self.lists.said.connect(self._say_list)
        self.lists.file.clicked.connect(self.file_wanted)

    def take_text(self, text: str) -> None:
        """Take a list of questions for the round that is chosen."""
        self._say_list(self.lists.round_name, text)

    def title(self, plan: ImportPlan) -> str:
        """Return how many questions there are, and in how many turns they were found."""
        if not plan.rows:
            return ""
        rounds = dict.fromkeys(row.round.value for row in plan.rows)
        listed = len({question.text for name in rounds for question in plan.questions_of(name)})
        found = sum(len(row.asked) for row in plan.rows if row.include)
        if not listed:
            return _("Questions")
        return _("Questions {n} · {found} found").format(n=listed, found=found)

    def show_plan(self, plan: ImportPlan) -> None:
        """Show what is asked in a plan's files."""
        self._plan = plan
        rows = [
            _QuestionRow(at, row, asked, plan.questions_of(row.round.value))
            for at, row in enumerate(plan.rows)
            if row.include
            for asked in row.asked
        ]
        self.table.show_rows(rows)
        self.lists.show_plan(plan)

    def shown(self) -> PanelContext | None:
        """Return where the question is asked."""
        row = self.table.current()
        return None if row is None else PanelContext(row.at, row.span)

    def _correct(self, row: _QuestionRow, text: str) -> None:
        for each in self.table.meant(row):
            texts = [question.text for question in each.listed]
            question = texts.index(text) if text in texts else None
            self.say(partial(with_question_of, index=each.at, turn=each.asked.turn, question=question))

    def _say_list(self, round_name: str, text: str) -> None:
        self.say_anew(partial(_with_list, round_name=round_name, text=text))


def _with_list(plan: ImportPlan, round_name: str, text: str) -> ImportPlan:
    return with_questions(plan, round_name, understood(parse_questions(text), plan.known.names))


def _question(row: _QuestionRow) -> str:
    return row.listed[row.asked.question].text


def _choices(row: _QuestionRow) -> list[str]:
    return [*(question.text for question in row.listed), _("none of them")]


def _likeness(row: _QuestionRow) -> str:
    return _("by hand") if row.asked.by_hand else f"{row.asked.likeness:.0%}"


def _colour(row: _QuestionRow) -> str | None:
    return None if row.asked.by_hand else theme.current().dim


class _Lists(Form):
    """The questions of one round, a line each, to be typed or pasted."""

    said = Signal(str, str)  # the round's name, ALL_ROUNDS for all; the text

    def __init__(self) -> None:
        super().__init__(_("What a round asks"))
        self.round = named(QComboBox(), _("Round"))
        self.file = QPushButton(_("From a file…"))
        self.use = QPushButton(_("Look for them"))
        self.text = named(
            with_role(QPlainTextEdit(tabChangesFocus=True), "field"), _("Questions of the round, a line each")
        )
        self.text.setMinimumHeight(70)
        self.text.setPlaceholderText(_("How do you challenge each other? [E&C]"))
        self.unread = hint(role="warning")
        self._plan = ImportPlan()
        self.show_parts(
            row_of(caption(_("Asked in"), self.round), self.round, self.file, self.use, STRETCH),
            wide(self.text),
            self.unread,
            hint(_("A line a question; strands it asks about stand in brackets at its end.")),
        )
        self.round.activated.connect(self._show_list)
        self.use.clicked.connect(self._say)

    def show_plan(self, plan: ImportPlan) -> None:
        """Offer the rounds of a plan, and show the list of the one that is chosen."""
        self._plan = plan
        chosen = self.round.currentData()
        self.round.clear()
        self.round.addItem(_("all rounds"), ALL_ROUNDS)
        for name in sorted({a.round.value for a in plan.rows if a.round.value}, key=natural_key):
            self.round.addItem(name, name)
        self.round.setCurrentIndex(max(self.round.findData(chosen), 0))
        self._show_list()

    @property
    def round_name(self) -> str:
        """The round whose list is on view."""
        return str(self.round.currentData() or ALL_ROUNDS)

    def _show_list(self) -> None:
        listed = self._plan.questions_of(self.round_name)
        framework = self._plan.known.framework
        self.text.setPlainText("\n".join(_line(question, framework) for question in listed))
        unread = [words for question in listed for words in question.unread]
        self.unread.setVisible(bool(unread))
        names = ", ".join(f"“{words}”" for words in unread)
        self.unread.setText(_("No strand is called so: {names}.").format(names=names))

    def _say(self) -> None:
        self.said.emit(self.round_name, self.text.toPlainText())


def _line(question: ListedQuestion, framework: Framework | None) -> str:
    codes = [framework.by_id[code_id].short for code_id in question.code_ids] if framework else []
    written = ", ".join((*codes, *question.unread))
    return f"{question.text} [{written}]" if written else question.text
