"""Alt, pressed and let go alone, as it opens the menu of a program."""

from PySide6.QtCore import QEvent, QObject, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QApplication

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
