"""Keys of the whole window: Alt, pressed and let go alone; Shift+F10; Enter on a button."""

from PySide6.QtCore import QEvent, QObject, QPoint, QRect, QRectF, Qt, Signal
from PySide6.QtGui import QContextMenuEvent, QKeyEvent, QKeySequence, QShortcut
from PySide6.QtWidgets import QApplication, QPushButton, QToolButton, QWidget

_ALONE = Qt.KeyboardModifier.AltModifier
# Whatever comes between pressing and letting go means something else than Alt.
_OTHER = {
    QEvent.Type.MouseButtonPress,
    QEvent.Type.Wheel,
    QEvent.Type.WindowDeactivate,
    QEvent.Type.ApplicationDeactivate,
}


class AltKey(QObject):
    """Watches what else happens while Alt is down, and only then."""

    pressed_alone = Signal()

    def begin(self, event: QKeyEvent) -> None:
        """Watch from now on if this is Alt, pressed without anything else."""
        application = QApplication.instance()
        is_alt = event.key() == Qt.Key.Key_Alt and event.modifiers() in {_ALONE, Qt.KeyboardModifier(0)}
        if is_alt and not event.isAutoRepeat() and application is not None:
            application.installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Say so when Alt is let go and nothing else was; stop watching when something else was."""
        kind = event.type()
        if isinstance(event, QKeyEvent):
            if event.key() != Qt.Key.Key_Alt:
                self._stop()
            elif kind == QEvent.Type.KeyRelease and not event.isAutoRepeat():
                self._stop()
                self.pressed_alone.emit()
        elif kind in _OTHER:
            self._stop()
        return False

    def _stop(self) -> None:
        application = QApplication.instance()
        if application is not None:
            application.removeEventFilter(self)


class MenuKey(QObject):
    """Sends what the menu key sends, also where the system does not: to the widget that has the keyboard."""

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


def pressed_by_enter(event: QKeyEvent) -> bool:
    """Press the button that has the keyboard with Enter, and tell whether there was one.

    In dialogs Qt does so by itself, in a window only some desktops have it.
    """
    button = QApplication.focusWidget()
    alone = event.modifiers() in {Qt.KeyboardModifier.NoModifier, Qt.KeyboardModifier.KeypadModifier}
    if event.key() not in {Qt.Key.Key_Return, Qt.Key.Key_Enter} or not alone or event.isAutoRepeat():
        return False
    if not isinstance(button, QPushButton | QToolButton) or not button.isEnabled():
        return False
    button.click()
    return True


def _cursor_of(widget: QWidget) -> QPoint:
    """Return the middle of the row, the field or the line that a widget's cursor is in."""
    cursor = widget.inputMethodQuery(Qt.InputMethodQuery.ImCursorRectangle)
    return cursor.toRect().center() if isinstance(cursor, QRectF) else QRect(cursor).center()
