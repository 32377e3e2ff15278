"""Keeping a window on a screen that there is, and no larger than it."""

from functools import partial

from PySide6.QtGui import QGuiApplication, QScreen
from PySide6.QtWidgets import QWidget


def keep_on_screen(window: QWidget) -> None:
    """Fit a window to its screen, now and whenever a screen goes."""
    application = QGuiApplication.instance()
    assert isinstance(application, QGuiApplication)
    application.screenRemoved.connect(partial(_follow, window))
    fit_to_screen(window)


def _follow(window: QWidget, _gone: QScreen) -> None:
    fit_to_screen(window)


def fit_to_screen(window: QWidget) -> None:
    """Make a window no larger than its screen, and bring it there if it stands on none."""
    if window.isMaximized() or window.isFullScreen():
        return
    available = window.screen().availableGeometry()
    window.resize(window.size().boundedTo(available.size()))
    place = window.geometry()
    place.moveLeft(max(available.left(), min(place.left(), available.right() - place.width() + 1)))
    place.moveTop(max(available.top(), min(place.top(), available.bottom() - place.height() + 1)))
    window.setGeometry(place)
