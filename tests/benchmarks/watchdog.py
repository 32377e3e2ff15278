"""A watchdog on the event loop: for how long each act on the window keeps the next key waiting.

What is measured is the processor time of the GUI thread: work on other threads keeps nobody waiting, and what
else runs on this machine does not count. Where an act waits in a loop of its own (a dialog, a change that is
long in being stored), the window looks at events meanwhile: each stretch between two looks counts by itself.
"""

from collections.abc import Callable
from dataclasses import dataclass
from time import perf_counter, sleep, thread_time

from PySide6.QtCore import QAbstractEventDispatcher
from PySide6.QtWidgets import QApplication

from app.shell.jobs import Jobs

_IDLE = 0.06  # seconds without work after which an act is over; what is done after painting comes sooner


@dataclass(frozen=True, slots=True)
class Act:
    """What was done, and the longest stretch in which the window looked at no event, in ms."""

    name: str
    blocked: float


class Watchdog:
    """Watches acts one after another; ``commands`` has them all."""

    def __init__(self, jobs: Jobs) -> None:
        self.commands: list[Act] = []
        self._jobs = jobs
        self._longest = self._since = 0.0
        loop = QAbstractEventDispatcher.instance()
        assert loop is not None
        loop.awake.connect(self._look)
        loop.aboutToBlock.connect(self._look)

    def watch(self, name: str, act: Callable[[], object], idle: float = _IDLE) -> None:
        """Do an act and all that follows from it, until nothing was done for a while and no job runs."""
        longest, idle_since = self._took(act), perf_counter()
        while perf_counter() - idle_since < idle or self._jobs.running:
            took = self._took(QApplication.processEvents)
            longest = max(longest, took)
            if took > 1:
                idle_since = perf_counter()
            sleep(0.001)  # lets jobs work
        self.commands.append(Act(name, longest))

    def _took(self, act: Callable[[], object]) -> float:
        self._longest, self._since = 0.0, thread_time()
        act()
        self._look()
        return self._longest * 1000

    def _look(self) -> None:
        now = thread_time()
        self._longest, self._since = max(self._longest, now - self._since), now
