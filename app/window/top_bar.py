"""The bar on top: the menu, the study, the pages, the framework, the finder, undo and redo, who codes."""

from collections.abc import Mapping
from itertools import pairwise

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QAction, QResizeEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QSizePolicy, QToolButton, QWidget

from app.shell.plain_text import on_a_button
from app.widgets.chip_bar import Chip, ChipButton
from app.widgets.forms import with_role
from app.widgets.menus import give_menu, menu_button
from app.window.coder_avatar import CoderAvatar
from app.window.framework_switch import FrameworkSwitch
from app.window.menus import HAS_ITS_OWN, WindowMenus
from app.window.page_tabs import PageTabs
from coding.language import _
from coding.model.study import Coder

HEIGHT = 44
_FINDER = (150, 296)  # pixels, at the least and at most
_NARROW, _NAME, _SHORT_NAME = 1150, 240, 170
_FRAMEWORK, _SHORT_FRAMEWORK = 180, 110


class TopBar(QFrame):
    """Says which page is wanted; knows nothing of the pages."""

    page_wanted = Signal(str)
    everybody_wanted = Signal()

    def __init__(
        self,
        actions: Mapping[str, QAction],
        menus: WindowMenus,
        frameworks: FrameworkSwitch,
        finder: QWidget,
        parent: QWidget | None = None,
    ) -> None:
        """Put the bar together around a finder field."""
        super().__init__(parent)
        self.setProperty("role", "topbar")
        self.setFixedHeight(HEIGHT)
        self._study, self._path = "", ""
        self.menu = menu_button(_("Menu"))
        self.menu.setText("☰")
        self.menu.setToolTip(_("Menu (Alt or F10)"))
        give_menu(self.menu, menus.main)
        self.menu.setVisible(not HAS_ITS_OWN)
        self.study = menu_button(_("Study"), "study")
        give_menu(self.study, menus.study)
        self.pages = PageTabs()
        self.pages.wanted.connect(self.page_wanted)
        self.whose: ChipButton | None = None  # whose codings are shown, where they are not everybody's
        self.frameworks, self._finder = frameworks, finder
        self._tools = [_tool(actions[name], sign) for name, sign in (("undo", "↶"), ("redo", "↷"))]
        self.avatar = CoderAvatar()
        give_menu(self.avatar, menus.coder)
        finder.setMinimumWidth(_FINDER[0])
        finder.setMaximumWidth(_FINDER[1])
        finder.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        row = QHBoxLayout(self)
        row.setContentsMargins(8, 0, 8, 0)
        row.setSpacing(4)
        for widget in (self.menu, self.study, self.pages):
            row.addWidget(widget)
        row.addSpacing(4)
        row.addWidget(frameworks)
        row.addStretch(1)
        row.addWidget(finder, 1000)  # takes what is left, as far as it goes
        row.addSpacing(4)
        for tool in self._tools:
            row.addWidget(tool)
        row.addWidget(self.avatar)
        self._row = row
        self._show_name()

    def add_page(self, page_id: str, title: str) -> None:
        """Add a page's button."""
        self.pages.add(page_id, title)
        self._set_tab_order()

    def _set_tab_order(self) -> None:
        """Let Tab go from left to right."""
        left = [self.menu, self.study, *self.pages.stops(), self.frameworks, self._finder]
        whose = [] if self.whose is None else [self.whose]
        stops = [*left, *self._tools, *whose, self.avatar]
        for before, after in pairwise(stops):
            QWidget.setTabOrder(before, after)

    def offer_page(self, page_id: str, *, on: bool) -> None:
        """Offer a page, or keep it back as long as there is no use for it."""
        self.pages.offer(page_id, on=on)

    def show_page(self, page_id: str) -> None:
        """Mark the page that is shown; none where it has no button."""
        self.pages.mark(page_id)

    def show_study(self, name: str, path: str = "") -> None:
        """Show which study is open, and on pointing where it lies; an empty name when none is."""
        self._study, self._path = name, path
        self._show_name()
        self.pages.setVisible(bool(name))
        self.avatar.setVisible(bool(name))
        if not name:
            self._show_whose("")

    def show_coder(self, coder: Coder | None, note: str, shown: str) -> None:
        """Show who codes, with a note if there is one, and whose codings are shown if not everybody's."""
        if coder is not None:
            self.avatar.show_coder(coder, note)
        self._show_whose(shown)

    def _show_whose(self, shown: str) -> None:
        if self.whose is not None:
            self._row.removeWidget(self.whose)
            self.whose.hide()
            self.whose.deleteLater()
            self.whose = None
        if shown:
            why = _("Only these codings are shown, counted and exported. × shows everybody’s.")
            self.whose = ChipButton(Chip(shown, why, self.everybody_wanted.emit))
            self._row.insertWidget(self._row.indexOf(self.avatar), self.whose)
            self._set_tab_order()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Shorten the names of study and framework where the window is narrow."""
        super().resizeEvent(event)
        self._show_name()

    def _show_name(self) -> None:
        is_narrow = self.width() < _NARROW
        self.frameworks.fit(_SHORT_FRAMEWORK if is_narrow else _FRAMEWORK)
        name, room = self._study or "Strandline", _SHORT_NAME if is_narrow else _NAME
        shown = self.study.fontMetrics().elidedText(name, Qt.TextElideMode.ElideRight, room)
        self.study.setText(on_a_button(shown) + " ▾")
        self.study.setToolTip(f"{name}\n{self._path}".strip())
        self.study.setAccessibleName(_("Study {name}").format(name=name))


def _tool(action: QAction, sign: str) -> QToolButton:
    button = with_role(QToolButton(), "flat")
    button.setText(sign)
    button.setFixedWidth(32)
    button.setAccessibleName(action.text().replace("&", ""))
    button.clicked.connect(action.trigger)

    def follow() -> None:
        button.setEnabled(action.isEnabled())
        button.setToolTip(action.toolTip())

    action.changed.connect(follow)
    follow()
    return button
