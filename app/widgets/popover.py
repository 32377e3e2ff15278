"""What opens below a button and shuts by Escape, by a click elsewhere, or by the button."""

from PySide6.QtCore import QPoint, QSize, Qt
from PySide6.QtGui import QHideEvent
from PySide6.QtWidgets import QFrame, QToolButton

from app.widgets.forms import with_role

_GAP = 4  # pixels below the button


class Popover(QFrame):
    """A panel over the page; what subclasses put on it acts at once."""

    def __init__(self, name: str, button: QToolButton) -> None:
        """Open by this button; ``name`` is what a screen reader calls the panel."""
        super().__init__(button, Qt.WindowType.Popup)
        with_role(self, "popover")
        self.setAccessibleName(name)
        self._button = button
        button.setCheckable(True)
        button.clicked.connect(self.show_below)

    def show_below(self) -> None:
        """Show it below its button, within the window; the keyboard goes to its first part."""
        self.place()
        self._button.setChecked(True)
        self.show()
        self.focusNextChild()

    def place(self) -> None:
        """Be as large as it wants to be and stand below its button, within the window."""
        window = self._button.window()
        size = self.sizeHint().boundedTo(QSize(window.width() - 16, window.height() - 60))
        self.resize(size)
        right = self._button.mapToGlobal(QPoint(self._button.width(), self._button.height() + _GAP))
        left = window.mapToGlobal(QPoint(8, 0)).x()
        self.move(max(right.x() - size.width(), left), right.y())

    def hideEvent(self, event: QHideEvent) -> None:
        """Give the keyboard back to the button."""
        super().hideEvent(event)
        self._button.setChecked(False)
        self._button.setFocus(Qt.FocusReason.PopupFocusReason)
