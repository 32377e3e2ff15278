"""A field for one name, over the row it is about: Enter takes it, Escape and a click elsewhere do not."""

from PySide6.QtCore import QRect, Qt, Signal
from PySide6.QtWidgets import QFrame, QLabel, QLineEdit, QVBoxLayout, QWidget

from coding.language import _


class NameField(QFrame):
    """Asks for a name without standing in the way."""

    named = Signal(str)

    def __init__(self, question: str, text: str, parent: QWidget) -> None:
        """Ask a question with a text to begin from."""
        super().__init__(parent, Qt.WindowType.Popup)
        self.setProperty("role", "card")
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.field = QLineEdit(text)
        self.field.setAccessibleName(question)
        self.field.setPlaceholderText(_("Name"))
        self.field.selectAll()
        self.field.returnPressed.connect(self._take)
        said = QLabel(question)
        said.setProperty("role", "dim")
        said.setWordWrap(True)
        column = QVBoxLayout(self)
        column.setContentsMargins(8, 6, 8, 8)
        column.setSpacing(4)
        column.addWidget(said)
        column.addWidget(self.field)

    def open_over(self, row: QRect) -> None:
        """Stand over a row (global pixels)."""
        self.setFixedWidth(max(row.width(), 240))
        self.adjustSize()
        self.move(row.topLeft())
        self.show()
        self.field.setFocus()

    def _take(self) -> None:
        name = self.field.text().strip()
        self.close()
        if name:
            self.named.emit(name)
