"""Writing a memo on one coding, or the same on several."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QDialog, QPlainTextEdit, QWidget

from app.widgets.forms import DIALOG, STRETCH, button, column_of, hint, named, row_of, wide, with_role
from coding.language import _


class MemoDialog(QDialog):
    """Says ``written`` with the text when it is saved."""

    written = Signal(str)

    def __init__(self, said: str, text: str, parent: QWidget | None) -> None:
        """Begin with what stands there."""
        super().__init__(parent)
        self.setWindowTitle(_("Memo"))
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.text = named(with_role(QPlainTextEdit(text), "field"), _("Memo"))
        self.text.setTabChangesFocus(True)
        self.save_button = button(_("Save"), self.save, "primary")
        foot = row_of(hint(_("Ctrl+Enter saves")), STRETCH, button(_("Cancel"), self.close), self.save_button)
        column_of(hint(said), wide(self.text), foot, on=self, margins=DIALOG, spacing=8)
        QShortcut(QKeySequence("Ctrl+Return"), self, self.save)
        self.resize(460, 260)
        self.text.setFocus()

    def save(self) -> None:
        """Store what is written."""
        text = self.text.toPlainText()
        self.close()
        self.written.emit(text)
