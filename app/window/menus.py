"""The menus of the window: the bar of old, the same in one button, the study's and the coder's."""

import sys
from collections.abc import Mapping
from pathlib import Path

from PySide6.QtCore import QObject, Signal
from PySide6.QtGui import QAction, QActionGroup
from PySide6.QtWidgets import QMainWindow, QMenu

from app.shell import actions, settings
from app.window.recent import RecentMenu
from coding.language import _

# On this system a menu bar is not in the window, and everybody looks for it above.
HAS_ITS_OWN = sys.platform == "darwin"
_APPEARANCES = tuple(f"appearance_{look}" for look in ("system", "light", "dark", "contrast"))


class WindowMenus(QObject):
    """Makes the menus of the actions that there are; one and the same menu may be opened from two places."""

    study_chosen = Signal(Path)

    def __init__(self, window: QMainWindow, made: Mapping[str, QAction]) -> None:
        """Make them, and show the bar where the person wants it."""
        super().__init__(window)
        self._bar, self._made = window.menuBar(), made
        menus = actions.fill_menus(self._bar, made)
        self.recent = RecentMenu(window)
        self.recent.study_chosen.connect(self.study_chosen)
        menus[actions.FILE].insertMenu(made["open_sample"], self.recent)
        self.main = QMenu(window)
        for menu in menus.values():
            self.main.addMenu(menu)
        self.study = self._study_menu(window)
        self.framework = QMenu(_("Framework"), window)
        self.framework.addActions([made[name] for name in ("add_framework", "frameworks")])
        self.coder = self._coder_menu(window)
        self._follow_appearance()
        made["menu_bar"].setCheckable(True)
        self.show_bar(HAS_ITS_OWN or settings.text("menu_bar") == "shown")

    def _study_menu(self, window: QMainWindow) -> QMenu:
        menu = QMenu(_("Study"), window)
        menu.addMenu(self.recent)
        for name in ("open_study", "study_facts", "history", "hand_on"):
            menu.addAction(self._made[name])
        menu.insertSeparator(self._made["study_facts"])
        menu.insertSeparator(self._made["hand_on"])
        return menu

    def _coder_menu(self, window: QMainWindow) -> QMenu:
        menu = QMenu(_("Coder"), window)
        look = menu.addMenu(_("Appearance"))
        look.addActions([self._made[name] for name in _APPEARANCES])
        size = menu.addMenu(_("Text size"))
        size.addActions([self._made[name] for name in ("larger", "smaller", "usual_size")])
        menu.addSeparator()
        menu.addAction(self._made["keys"])
        return menu

    def _follow_appearance(self) -> None:
        """Let the appearance that was chosen have its mark."""
        group = QActionGroup(self)
        for name in _APPEARANCES:
            action = group.addAction(self._made[name])
            action.setCheckable(True)
            action.setChecked(name == f"appearance_{settings.text('appearance', 'system')}")

    def toggle_bar(self) -> None:
        """Show the bar, or hide it, and remember it."""
        shown = not self.bar_is_shown()
        settings.remember("menu_bar", "shown" if shown else "")
        self.show_bar(shown)

    def bar_is_shown(self) -> bool:
        """Tell whether the menus stand in a bar of their own."""
        return not self._bar.isHidden()

    def show_bar(self, shown: bool) -> None:  # noqa: FBT001 - as Qt's setVisible
        """Show the bar or hide it."""
        self._bar.setVisible(shown)
        self._made["menu_bar"].setChecked(shown)

    def take_keyboard(self) -> bool:
        """Let the bar have the keyboard where it is shown; False where there is none."""
        if self.bar_is_shown():
            self._bar.setFocus()
            self._bar.setActiveAction(self._bar.actions()[0])
        return self.bar_is_shown()
