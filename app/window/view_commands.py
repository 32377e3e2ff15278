"""How the window looks and is gone about in: text size, menu bar, full screen, light and dark, regions."""

from collections.abc import Callable
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Qt

from app.shell import settings, theme
from app.window.regions import step_region
from coding.language import _

if TYPE_CHECKING:
    from app.window.window import MainWindow

_LOOKS = ("system", "light", "dark", "contrast")


class ViewCommands(QObject):
    """Acts for the menu View."""

    def __init__(self, window: "MainWindow") -> None:
        """Serve this window."""
        super().__init__(window)
        self._window = window

    def handlers(self) -> dict[str, Callable[[], object]]:
        """Return what to do by action id."""
        handlers: dict[str, Callable[[], object]] = {
            f"appearance_{look}": partial(theme.choose, look) for look in _LOOKS
        }
        return handlers | {
            "back": self._window.navigator.back,
            "forward": self._window.navigator.forward,
            "fold_interviews": self._fold_interviews,
            "next_region": partial(self._step_region, 1),
            "previous_region": partial(self._step_region, -1),
            "larger": partial(self._resize_text, 1),
            "smaller": partial(self._resize_text, -1),
            "usual_size": partial(self._resize_text, 0),
            "menu_bar": self._toggle_menu_bar,
            "full_screen": self._toggle_full_screen,
            "preferences": self._show_preferences,
        }

    def _step_region(self, by: int) -> None:
        step_region([self._window.top_bar, *self._window.navigator.regions()], by)

    def _resize_text(self, by: int) -> None:
        from app.transcript.page import USUAL_TEXT_SIZE

        size = settings.number("text_size", USUAL_TEXT_SIZE)
        self._window.code.page.set_text_size(size + by if by else USUAL_TEXT_SIZE)
        size = settings.number("text_size", USUAL_TEXT_SIZE)
        self._window.status.say(_("Transcripts in letters of {n} pixels.").format(n=size))

    def _fold_interviews(self) -> None:
        page = self._window.code.page
        if self._window.page is page:
            page.panes.toggle_fold()

    def _toggle_menu_bar(self) -> None:
        self._window.menus.toggle_bar()

    def _toggle_full_screen(self) -> None:
        """Take the whole screen, or be a window again; how it was is what Qt remembers."""
        self._window.setWindowState(self._window.windowState() ^ Qt.WindowState.WindowFullScreen)

    def _show_preferences(self) -> None:
        from app.window.preferences import PreferencesDialog

        window = self._window
        PreferencesDialog(window.actions_, window.code.page, window.hints, window).exec()
