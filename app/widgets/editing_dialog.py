"""What the dialogs that edit facts have in common."""

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QDialog, QHBoxLayout, QWidget

from app.shell.open_study import OpenStudy
from app.widgets.forms import button, row_of, wide
from app.widgets.message_line import MessageLine
from coding.language import _


class EditingDialog(QDialog):
    """A dialog without OK: what is edited is stored at once; Ctrl+Z takes it back, here too.

    What the study says meanwhile (a refusal, what was undone) stands at the bottom.
    """

    def __init__(self, open_study: OpenStudy, parent: QWidget | None = None) -> None:
        """Listen to what is said of the study."""
        super().__init__(parent)
        self.open_study = open_study
        self.said = MessageLine(_("What just happened"))
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        QShortcut(QKeySequence.StandardKey.Undo, self, open_study.undo)
        QShortcut(QKeySequence("Ctrl+Shift+Z"), self, open_study.redo)
        open_study.notices.warned.connect(self.said.warn)
        open_study.notices.said.connect(self.said.say)
        open_study.closing.connect(self.close)

    def bottom(self) -> QHBoxLayout:
        """Return the line of what is said, with the button that closes."""
        return row_of(wide(self.said), button(_("Close"), self.close))
