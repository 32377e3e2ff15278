"""Keeping a window on a screen that there is, and no larger than it, frame and title included."""

from PySide6.QtCore import QEvent, QMargins, QObject, QTimer
from PySide6.QtGui import QGuiApplication, QScreen
from PySide6.QtWidgets import QStyle, QWidget

_FRAMED = 300  # milliseconds after which a window manager that is in no hurry has drawn a frame


def keep_on_screen(window: QWidget) -> None:
    """Fit a window to its screen, now, when it is shown, and whenever a screen goes or has less room."""
    _ScreenKeeper(window)
    fit_to_screen(window)


class _ScreenKeeper(QObject):
    """Listens to the screens, and to the window being shown: only then is it known how wide its frame is."""

    def __init__(self, window: QWidget) -> None:
        super().__init__(window)
        self._window = window
        self._frame = _frame(window)
        application = QGuiApplication.instance()
        assert isinstance(application, QGuiApplication)
        application.screenRemoved.connect(self._fit)
        application.screenAdded.connect(self._follow)
        for screen in QGuiApplication.screens():
            self._follow(screen)
        window.installEventFilter(self)

    def _follow(self, screen: QScreen) -> None:
        screen.availableGeometryChanged.connect(self._fit)

    def _fit(self, _changed: object = None) -> None:
        fit_to_screen(self._window)

    def _look_again(self) -> None:
        """Fit once more if the frame turns out to take more room than was left for it."""
        before, now = self._frame, _frame(self._window)
        wider = now.left() + now.right() > before.left() + before.right()
        if wider or now.top() + now.bottom() > before.top() + before.bottom():
            self._frame = now
            self._fit()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Look at the frame when the window has got one."""
        if event.type() == QEvent.Type.Show:
            for wait in (0, _FRAMED):
                QTimer.singleShot(wait, self, self._look_again)
        return False


def fit_to_screen(window: QWidget) -> None:
    """Make a window no larger than its screen, and bring it there if it stands on none."""
    if window.isMaximized() or window.isFullScreen():
        return
    screen = QGuiApplication.screenAt(window.geometry().center()) or window.screen()
    room = screen.availableGeometry().marginsRemoved(_frame(window))
    place = window.geometry()
    place.setSize(place.size().boundedTo(room.size()))
    place.moveLeft(max(room.left(), min(place.left(), room.right() - place.width() + 1)))
    place.moveTop(max(room.top(), min(place.top(), room.bottom() - place.height() + 1)))
    if place != window.geometry():
        window.setGeometry(place)


def _frame(window: QWidget) -> QMargins:
    """Return how wide the frame is around a window; the title is guessed as long as nobody has drawn one."""
    inner, outer = window.geometry(), window.frameGeometry()
    if not window.isVisible():
        return QMargins(0, window.style().pixelMetric(QStyle.PixelMetric.PM_TitleBarHeight), 0, 0)
    return QMargins(
        inner.left() - outer.left(),
        inner.top() - outer.top(),
        outer.right() - inner.right(),
        outer.bottom() - inner.bottom(),
    )
