"""A line of text that shortens itself with an ellipsis; the whole is its tooltip."""

from PySide6.QtCore import QSize
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QLabel, QWidget

from app.widgets.painting import write


class ElidedLabel(QLabel):
    """A label that never makes its window wider."""

    def __init__(self, role: str, parent: QWidget | None = None) -> None:
        """Begin empty, styled by its role."""
        super().__init__(parent)
        self.setProperty("role", role)

    def setText(self, text: str) -> None:
        """Show a text."""
        super().setText(text)
        self.setToolTip(text)

    def minimumSizeHint(self) -> QSize:
        """Be content with little width."""
        return QSize(60, super().minimumSizeHint().height())

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Paint what fits."""
        colour = self.palette().color(self.foregroundRole()).name()
        write(QPainter(self), self.contentsRect(), self.text(), colour)
