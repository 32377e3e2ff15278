"""Asking for a name."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QDialog, QLineEdit, QWidget

from app.widgets.forms import DIALOG, STRETCH, button, caption, column_of, named, row_of
from coding.language import _


class NameDialog(QDialog):
    """Says ``given`` with the name when Enter or its button is pressed."""

    given = Signal(str)

    def __init__(self, title: str, label: str, name: str, act: str, parent: QWidget | None) -> None:
        """Begin with a name; ``act`` is what the button says."""
        super().__init__(parent)
        self.setWindowTitle(title)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.name = named(QLineEdit(name), label)
        self.act_button = button(act, self.accept, "primary")
        foot = row_of(STRETCH, button(_("Cancel"), self.reject), self.act_button)
        column_of(caption(label, self.name), self.name, foot, on=self, margins=DIALOG, spacing=8)
        self.name.textChanged.connect(self._follow)
        self.name.returnPressed.connect(self.accept)
        self.name.selectAll()
        self.resize(400, self.sizeHint().height())
        self._follow()

    def _follow(self) -> None:
        self.act_button.setEnabled(bool(self.name.text().strip()))

    def accept(self) -> None:
        """Give the name, if there is one."""
        if self.name.text().strip():
            name = self.name.text()
            super().accept()
            self.given.emit(name)
