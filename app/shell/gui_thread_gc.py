"""Collecting garbage on the GUI thread alone while other threads work.

Python collects on whichever thread happens to allocate. A Qt object that is collected on another thread
than its own stops its timers there, and the program may die of it.
"""

import gc

from PySide6.QtCore import QObject, QTimer

_EVERY_MS = 50


class GuiThreadGC(QObject):
    """Takes over from Python's own collecting between begin() and end()."""

    def __init__(self, parent: QObject) -> None:
        """Leave it to Python at first."""
        super().__init__(parent)
        self._timer = QTimer(self)
        self._timer.setInterval(_EVERY_MS)
        self._timer.timeout.connect(_collect_what_is_due)

    def begin(self) -> None:
        """Collect here from now on."""
        gc.disable()
        self._timer.start()

    def end(self) -> None:
        """Leave it to Python again."""
        self._timer.stop()
        gc.enable()


def _collect_what_is_due() -> None:
    """Collect the oldest generation of which as much was made as Python waits for."""
    due = [
        at for at, (n, most) in enumerate(zip(gc.get_count(), gc.get_threshold(), strict=True)) if n > most
    ]
    if due:
        gc.collect(due[-1])
