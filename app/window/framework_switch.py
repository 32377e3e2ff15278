"""The framework in use: named in the bar on top of every page, over a menu of those of the study."""

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
    """Names the framework; its menu changes it."""

    def __init__(self, open_study: OpenStudy, menu: QMenu) -> None:
        """Follow this study; its frameworks stand above what the menu has already."""
        super().__init__()
        with_role(self, "flat")
        self.setPopupMode(QToolButton.ToolButtonPopupMode.InstantPopup)
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self._study = open_study
        self._menu, self._rest = menu, menu.insertSeparator(menu.actions()[0])
        self._listed: list[QAction] = []
        give_menu(self, menu)
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
        self._list()
        self.fit(self._room)

    def _list(self) -> None:
        for action in self._listed:
            self._menu.removeAction(action)
            action.deleteLater()
        self._listed = [QAction(on_a_button(each.name), self) for each in self._study.frameworks]
        for action, each in zip(self._listed, self._study.frameworks, strict=True):
            action.setCheckable(True)
            action.setChecked(each.id == self._study.framework.id)
            action.triggered.connect(partial(self._use, each.id))
        self._menu.insertActions(self._rest, self._listed)

    def _use(self, framework_id: int, _checked: bool = False) -> None:  # noqa: FBT001, FBT002 - Qt's
        self._study.use_framework(framework_id)

    def fit(self, room: int) -> None:
        """Cut the name in its middle to so many pixels."""
        self._room = room
        shown = self.fontMetrics().elidedText(self._name, Qt.TextElideMode.ElideMiddle, room)
        self.setText(f"{on_a_button(shown)} ▾")
