"""A small card over the window, gone as soon as one turns to something else."""

from PySide6.QtCore import QEvent, QObject, QRect, Signal
from PySide6.QtGui import QHideEvent
from PySide6.QtWidgets import QFrame, QLineEdit, QWidget


class Overlay(QFrame):
    """A card with one field, inside the window: no window of its own that a system could misplace.

    It closes when the field loses the focus, however that comes about.
    """

    closed = Signal()

    def __init__(self, parent: QWidget) -> None:
        """Stand over the window of this widget; hidden at first."""
        super().__init__(parent)
        self.setProperty("role", "card")
        self.setAutoFillBackground(True)
        self.field = QLineEdit()
        self.field.installEventFilter(self)
        self._over = parent
        self._line = QRect()  # of the window: the card is to stand below it, if there is room
        self.hide()

    def fit(self) -> None:
        """Be as high as what the card holds, and stay inside the window."""
        layout = self.layout()
        if layout is not None:
            layout.activate()
            self.setFixedHeight(layout.totalHeightForWidth(self.width()))
        self._move_inside()

    def open_near(self, line: QRect) -> None:
        """Open below a line (global), above it where there is room only there, always inside the window."""
        window = self._over.window()
        if self.parent() is not window:
            self.setParent(window)
        self._line = QRect(window.mapFromGlobal(line.topLeft()), line.size())
        self.show()
        self.raise_()
        self.fit()
        self.field.setFocus()

    def _move_inside(self) -> None:
        """Stand below the line or above it; where neither has room, as near as the window allows."""
        room, line = self.window().rect(), self._line
        below, above = line.top() + line.height(), line.top() - self.height()
        x = max(room.left(), min(line.left(), room.right() - self.width()))
        y = below
        if below > room.bottom() - self.height():
            y = above if line.height() and above >= room.top() else room.bottom() - self.height()
        self.move(x, max(room.top(), y))

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Close when the field is left."""
        if watched is self.field and event.type() == QEvent.Type.FocusOut and self.isVisible():
            self.close()
        return super().eventFilter(watched, event)

    def hideEvent(self, event: QHideEvent) -> None:
        """Say that the card is gone."""
        super().hideEvent(event)
        self.closed.emit()
