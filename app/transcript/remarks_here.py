"""What was written on passages of the interview on view: shown beside the text, and gone to."""

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QWidget

from app.shell.open_study import OpenStudy
from app.transcript.pane import TranscriptPane
from coding.language import _
from coding.model.study import Span
from storage.queries.remarks import WrittenRemark, asked_as_questions, coding_memos, remarks


class RemarksOnPage(QObject):
    """Remarks, memos of codings, and what became a question; of others' none where one reads blind."""

    said = Signal(str)

    def __init__(self, open_study: OpenStudy, pane: TranscriptPane, page: QWidget) -> None:
        """Show them in this pane."""
        super().__init__(page)
        self._study, self._pane = open_study, pane
        self.written: list[WrittenRemark] = []
        pane.remarks.chosen.connect(self.choose)
        pane.memos.chosen.connect(self.choose)

    def show_interview(self, interview_id: int) -> None:
        """Read what was written on an interview, and show it."""
        study, mine = self._study, self._study.coder_id
        blind = interview_id in study.read_blind
        written = remarks(study.reader, interview_id)
        shown = (each for each in written if not blind or each.coder_id == mine)
        self.written = sorted(
            (*shown, *asked_as_questions(study.reader, interview_id)), key=lambda each: each.span
        )
        memos = [
            memo._replace(coder="") if memo.coder_id == mine else memo
            for memo in coding_memos(study.reader, interview_id)
            if not blind or memo.coder_id == mine
        ]
        self._pane.show_written(self.written, memos)

    def touching(self, span: Span) -> tuple[WrittenRemark, ...]:
        """Return those on passages that touch a span."""
        return tuple(r for r in self.written if r.span.start < span.end and span.start <= r.span.end)

    def step(self, by: int) -> None:
        """Go to the passage of the next or previous remark, of whatever kind has a pencil."""
        here = self._pane.view.selected.start
        beyond = [each for each in self.written if (each.span.start - here) * by > 0]
        if beyond:
            self.choose(min(beyond, key=lambda each: abs(each.span.start - here)))
        else:
            self.said.emit(_("No further remark here.") if self.written else _("No remarks here."))

    def choose(self, remark: WrittenRemark) -> None:
        """Select the passage of a remark."""
        end = max(remark.span.end, remark.span.start + 1)
        self._pane.view.select_span(Span(remark.span.start, end))
        self._pane.view.setFocus()
