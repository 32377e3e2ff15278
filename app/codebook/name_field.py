"""A field for one name, over the row it is about: Enter takes it, Escape and a click elsewhere do not."""

from PySide6.QtCore import QRect, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QLabel, QVBoxLayout, QWidget

from app.codebook.overlay import Overlay
from coding.language import _


class NameField(Overlay):
    """Asks for a name without standing in the way; deletes itself once it is gone."""

    named = Signal(str)

    def __init__(self, question: str, text: str, parent: QWidget) -> None:
        """Ask a question with a text to begin from."""
        super().__init__(parent)
        self.field.setText(text)
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
        self.closed.connect(self.deleteLater)

    def open_over(self, row: QRect) -> None:
        """Stand over a row (global pixels)."""
        self.setFixedWidth(max(row.width(), 240))
        self.open_near(row.topLeft())

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Turn away with Escape."""
        if event.key() == Qt.Key.Key_Escape:
            self.close()
        else:
            super().keyPressEvent(event)

    def _take(self) -> None:
        name = self.field.text().strip()
        self.close()
        if name:
            self.named.emit(name)
