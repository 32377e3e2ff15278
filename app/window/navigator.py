"""The pages on view and the way between them."""

from collections.abc import Iterator
from typing import Final

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QStackedWidget, QWidget

from app.shell.open_study import OpenStudy
from app.shell.page import Page
from app.shell.places import NavigationHistory, Place
from app.window.pages import LATER_PAGES

_MADE_AHEAD: Final = ("passages", "compare", "by_question", "codebook")


class Navigator(QObject):
    """Shows places, makes pages when they are first wanted, and knows the way back.

    Without a study the first widget, the welcome page, is on view.
    """

    moved = Signal()
    context_changed = Signal()  # of the page on view

    def __init__(self, open_study: OpenStudy, welcome: QWidget, parent: QObject | None = None) -> None:
        """Begin on the welcome page."""
        super().__init__(parent)
        self.stack = QStackedWidget()
        self._open_study = open_study
        self._welcome = welcome
        self._trail = NavigationHistory()
        self._pages: dict[str, Page] = {}
        self._later = {spec.page_id: spec for spec in LATER_PAGES}
        self.stack.addWidget(welcome)
        open_study.opened.connect(self._forget_the_way)

    def add(self, page: Page) -> None:
        """Take in a page."""
        self._pages[page.page_id] = page
        self.stack.addWidget(page)
        page.place_chosen.connect(self.go)
        page.left.connect(self.back)
        page.context_changed.connect(self.context_changed)

    def has(self, page_id: str) -> bool:
        """Tell whether there is a page of this name, made already or not."""
        return page_id in self._pages or page_id in self._later

    @property
    def page(self) -> Page | None:
        """The page on view, or None on the welcome page."""
        shown = self.stack.currentWidget()
        return shown if isinstance(shown, Page) else None

    def go(self, place: Place) -> None:
        """Go to a place and note it on the trail."""
        if not self._open_study.is_open:
            return
        if self.page is not None:
            self._trail.update(self.page.place())
        self._show(place)
        if self.page is not None:
            self._trail.visit(self.page.place())

    def back(self) -> None:
        """Go back to where one was."""
        self._walk(self._trail.back())

    def forward(self) -> None:
        """Go forward again."""
        self._walk(self._trail.forward())

    def leave_study(self) -> None:
        """Show the welcome page."""
        self._put_on_view(self._welcome)
        self._welcome.setFocus()
        self.moved.emit()

    def _forget_the_way(self) -> None:
        self._trail = NavigationHistory()

    def regions(self) -> list[QWidget]:
        """Return the regions of what is on view."""
        return self.page.regions() if self.page is not None else [self._welcome]

    def _walk(self, place: Place | None) -> None:
        if place is not None and self._open_study.is_open:
            self._show(place)

    def _show(self, place: Place) -> None:
        page = self._made(place.page)
        self._put_on_view(page)
        page.refresh_if_stale()
        page.go(place)
        self.moved.emit()

    def _made(self, page_id: str) -> Page:
        if page_id in self._later:
            self.add(self._later.pop(page_id).make(self._open_study))
        return self._pages[page_id]

    def make_ahead(self) -> Iterator[str]:
        """Make the pages that are wanted most, one a step, and yield their names.

        To make one is half of what its first visit takes. Without a study none is made.
        """
        for page_id in _MADE_AHEAD:
            if self._open_study.is_open:
                self._made(page_id)
            yield page_id

    def _put_on_view(self, page: QWidget) -> None:
        if self.stack.indexOf(page) < 0:  # out of it while the window puts on another theme
            self.stack.addWidget(page)
        self.stack.setCurrentWidget(page)
