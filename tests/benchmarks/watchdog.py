"""A watchdog on the event loop: for how long each act on the window keeps the next key waiting.

What is measured is the processor time of the GUI thread: work on other threads keeps nobody waiting, and what
else runs on this machine does not count.
"""

from collections.abc import Callable
from dataclasses import dataclass
from time import perf_counter, sleep, thread_time

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

    def watch(self, name: str, act: Callable[[], object], idle: float = _IDLE) -> None:
        """Do an act and all that follows from it, until nothing was done for a while and no job runs."""
        longest, idle_since = _took(act), perf_counter()
        while perf_counter() - idle_since < idle or self._jobs.running:
            took = _took(QApplication.processEvents)
            longest = max(longest, took)
            if took > 1:
                idle_since = perf_counter()
            sleep(0.001)  # lets jobs work
        self.commands.append(Act(name, longest))


def _took(act: Callable[[], object]) -> float:
    begin = thread_time()
    act()
    return (thread_time() - begin) * 1000
