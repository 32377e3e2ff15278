"""Small parts that the lower left of several tabs is made of."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QLabel, QScrollArea, QVBoxLayout, QWidget


def hint(text: str) -> QLabel:
    """Return a quiet line that may break."""
    label = QLabel(text)
    label.setProperty("role", "dim")
    label.setWordWrap(True)
    return label


def beside(*widgets: QWidget, wide: QWidget | None = None) -> QHBoxLayout:
    """Return a row of widgets; the wide one takes what is left."""
    row = QHBoxLayout()
    for widget in widgets:
        row.addWidget(widget, 1 if widget is wide else 0)
    if wide is None:
        row.addStretch(1)
    return row


class Form(QScrollArea):
    """A column that scrolls where it is too high for its place."""

    def __init__(self, name: str, parent: QWidget | None = None) -> None:
        """Begin empty; ``name`` is what a screen reader calls it."""
        super().__init__(parent)
        self.setWidgetResizable(True)
        self.setFrameShape(QScrollArea.Shape.NoFrame)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setMinimumWidth(380)
        self.setAccessibleName(name)
        inner = QWidget()
        self.column = QVBoxLayout(inner)
        self.column.setContentsMargins(14, 12, 14, 12)
        self.column.setSpacing(8)
        self.setWidget(inner)
