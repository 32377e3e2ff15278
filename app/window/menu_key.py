"""Shift+F10: the menu of what has the keyboard, also where the system does not ask for it by itself."""

from PySide6.QtCore import QObject, QPoint, QRect, QRectF, Qt
from PySide6.QtGui import QContextMenuEvent, QKeySequence, QShortcut
from PySide6.QtWidgets import QApplication, QWidget


class MenuKey(QObject):
    """Sends what the menu key sends to the widget that has the keyboard."""

    def __init__(self, window: QWidget) -> None:
        """Listen in this window."""
        super().__init__(window)
        QShortcut(QKeySequence("Shift+F10"), window, self.ask)

    def ask(self) -> None:
        """Ask the widget that has the keyboard for its menu, at its cursor."""
        widget = QApplication.focusWidget()
        if widget is not None:
            at = _cursor_of(widget)
            event = QContextMenuEvent(QContextMenuEvent.Reason.Keyboard, at, widget.mapToGlobal(at))
            QApplication.sendEvent(widget, event)


def _cursor_of(widget: QWidget) -> QPoint:
    """Return the middle of the row, the field or the line that a widget's cursor is in."""
    cursor = widget.inputMethodQuery(Qt.InputMethodQuery.ImCursorRectangle)
    return cursor.toRect().center() if isinstance(cursor, QRectF) else QRect(cursor).center()
