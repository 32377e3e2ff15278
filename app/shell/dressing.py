"""A window that puts on another theme without keeping anybody waiting."""

from collections.abc import Iterator
from itertools import chain

from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QMainWindow, QStackedWidget, QWidget


class DressedWindow(QMainWindow):
    """A window of the program; whoever makes one gives it its dressing."""

    dressing: "Dressing"


class Dressing(QTimer):
    """Dresses a window piece by piece; a key that is pressed meanwhile comes between.

    Qt dresses all that is in a window, seen or not: 60 µs a widget to take the old sheet off and as much to
    put on the new one, 170 ms once all pages were seen. Those that nobody sees are taken out of their stack
    before, and come back one by one, or when they are wanted. No step takes more than 40 ms.
    """

    def __init__(self, window: QMainWindow, stack: QStackedWidget) -> None:
        """Wait for a sheet; ``stack`` has the pages, one on view."""
        super().__init__(window)
        self._window, self._stack = window, stack
        self._sheet = ""
        self._out: list[QWidget] = []
        self._steps: Iterator[None] = iter(())
        self.timeout.connect(self._step)

    def wear(self, sheet: str) -> None:
        """Put on this sheet: at once where nobody looks, else one piece after another."""
        self._sheet = sheet
        if self._window.isVisible():
            self._window.setUpdatesEnabled(False)  # nobody sees it undressed
            self._steps = chain(self._take_out(), self._put_on(), self._bring_back())
            self.start(0)
        else:
            self._change()

    def finish(self) -> None:
        """Do at once what is left to do."""
        for _each in self._steps:
            pass
        self.stop()

    def _step(self) -> None:
        if next(self._steps, self) is self:
            self.stop()

    def _take_out(self) -> Iterator[None]:
        for page in [self._stack.widget(at) for at in range(self._stack.count())]:
            if page is not None and page is not self._stack.currentWidget():
                self._stack.removeWidget(page)
                page.setParent(None)
                self._out.append(page)
                yield

    def _put_on(self) -> Iterator[None]:
        self._change()
        self._window.setUpdatesEnabled(True)
        yield

    def _bring_back(self) -> Iterator[None]:
        while self._out:
            page = self._out.pop()
            if self._stack.indexOf(page) < 0:  # not wanted meanwhile
                self._stack.addWidget(page)
                yield

    def _change(self) -> None:
        self._window.setStyleSheet("")  # over another sheet Qt dresses every widget twice
        self._window.setStyleSheet(self._sheet)
