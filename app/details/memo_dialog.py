"""A memo on a whole interview, in a window of its own; it is stored when the window is left."""

from PySide6.QtCore import Qt
from PySide6.QtGui import QCloseEvent
from PySide6.QtWidgets import QDialog, QDialogButtonBox, QPlainTextEdit, QWidget

from app.shell.open_study import OpenStudy
from app.transcript.remark_column import in_words
from app.widgets.forms import column_of, line, with_role
from coding.language import _
from storage.operations.memos import write_interview_memo
from storage.queries.remarks import memos_of_others
from storage.queries.texts import interview_memo


class InterviewMemoDialog(QDialog):
    """One field and one button; Escape and the cross keep the text too."""

    def __init__(
        self, open_study: OpenStudy, interview_id: int, heading: str, parent: QWidget | None = None
    ) -> None:
        """Show the memo of this interview."""
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle(_("Memo of the interview"))
        self.resize(520, 360)
        self._study, self._interview_id = open_study, interview_id
        memo = interview_memo(open_study.reader, interview_id, open_study.coder_id)
        self.text = with_role(QPlainTextEdit(memo, tabChangesFocus=True), "field")
        self.text.setAccessibleName(_("Memo of {interview}").format(interview=heading))
        self.text.setReadOnly(not open_study.can_write)
        buttons = QDialogButtonBox(QDialogButtonBox.StandardButton.Close)
        buttons.rejected.connect(self.reject)
        column_of(line(heading, "heading"), self.text, self._others(), buttons, on=self, margins=None)
        self.text.setFocus()

    def _others(self) -> QPlainTextEdit:
        """Return what others wrote, to be read; not there where nobody did."""
        study = self._study
        blind = self._interview_id in study.read_blind
        written = (
            [] if blind else memos_of_others(study.reader, "interview_id", self._interview_id, study.coder_id)
        )
        others = QPlainTextEdit(in_words(written), readOnly=True, tabChangesFocus=True)
        others.setAccessibleName(_("Memos of others"))
        others.setMaximumHeight(140)
        others.setVisible(bool(written))
        return others

    def reject(self) -> None:
        """Store the memo and leave."""
        self._store()
        super().reject()

    def closeEvent(self, event: QCloseEvent) -> None:
        """Store the memo and leave."""
        self._store()
        super().closeEvent(event)

    def _store(self) -> None:
        if self._study.can_write:
            self._study.perform(write_interview_memo(self._interview_id, self.text.toPlainText()))
