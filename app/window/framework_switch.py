"""The framework in use: named in the bar on top of every page, over a menu of those of the study."""

from collections.abc import Sequence
from functools import partial

from PySide6.QtCore import Qt
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QMenu, QToolButton

from app.shell.actions import ACTIONS, shown_keys
from app.shell.open_study import OpenStudy
from app.shell.plain_text import on_a_button
from app.widgets.forms import with_role
from app.widgets.menus import give_menu
from coding.language import _


class FrameworkSwitch(QToolButton):
    """Names the framework; its menu changes it, and leads to what adds and arranges frameworks."""

    def __init__(self, open_study: OpenStudy, about_frameworks: Sequence[QAction]) -> None:
        """Follow this study; the actions stand at the end of the menu."""
        super().__init__()
        with_role(self, "flat")
        self.setPopupMode(QToolButton.ToolButtonPopupMode.InstantPopup)
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self._study = open_study
        self._actions = about_frameworks
        self._name, self._room = "", 0
        for signal in (open_study.opened, open_study.framework_changed, open_study.closed):
            signal.connect(self._follow)
        self._follow()

    def _follow(self) -> None:
        there = self._study.is_open and bool(self._study.frameworks)
        self.setVisible(there)
        if not there:
            return
        framework = self._study.framework
        following = next(spec for spec in ACTIONS if spec.id == "next_framework")
        self._name = framework.short_name or framework.name
        self.setAccessibleName(_("Framework: {name}").format(name=framework.name))
        self.setToolTip(f"{framework.name}\n{_(following.text)} ({shown_keys(following)})")
        give_menu(self, self._menu())
        self.fit(self._room)

    def _menu(self) -> QMenu:
        menu = QMenu(self)
        for each in self._study.frameworks:
            action = menu.addAction(on_a_button(each.name))
            action.setCheckable(True)
            action.setChecked(each.id == self._study.framework.id)
            action.triggered.connect(partial(self._use, each.id))
        menu.addSeparator()
        menu.addActions(self._actions)
        return menu

    def _use(self, framework_id: int, _checked: bool = False) -> None:  # noqa: FBT001, FBT002 - Qt's
        self._study.use_framework(framework_id)

    def fit(self, room: int) -> None:
        """Cut the name in its middle to so many pixels."""
        self._room = room
        shown = self.fontMetrics().elidedText(self._name, Qt.TextElideMode.ElideMiddle, room)
        self.setText(f"{on_a_button(shown)} ▾")
