"""Storing a change without the window standing still on a slow disk.

A change is on the disk before anything is shown as done. On most disks that takes a few milliseconds, and
nothing else happens meanwhile. On a slow one (a network drive, a stick) the window says that it is storing
and goes on painting; keys and clicks wait their turn.
"""

from collections.abc import Callable
from concurrent.futures import Future, ThreadPoolExecutor
from typing import ClassVar, TypeVar

from PySide6.QtCore import QEventLoop, QObject, Qt, Signal

from coding.language import _
from coding.threads import no_collecting

T = TypeVar("T")


class Storing(QObject):
    """Runs one act after the other on a thread of its own and returns what came of it."""

    takes_time = Signal(str)  # what takes a while, in words; the window goes on meanwhile
    over = Signal()
    said_after: ClassVar[float] = 0.08  # seconds
    _ended = Signal()

    def __init__(self, parent: QObject | None = None) -> None:
        """Begin with nothing to store."""
        super().__init__(parent)
        self._thread = ThreadPoolExecutor(1, thread_name_prefix="storing")

    def run(self, act: Callable[[], T], words: str = "") -> T:
        """Return what the act returns, or raise what it raises, once it is over.

        ``words`` are shown where that takes a while; ``Storing…`` if there are none.
        """
        with no_collecting():
            future = self._thread.submit(act)
            try:
                future.exception(self.said_after)
            except TimeoutError:
                self._wait(future, words or _("Storing…"))
            return future.result()

    def _wait(self, future: "Future[T]", words: str) -> None:
        loop = QEventLoop(self)
        self._ended.connect(loop.quit, Qt.ConnectionType.QueuedConnection)
        self.takes_time.emit(words)
        future.add_done_callback(lambda _future: self._ended.emit())
        loop.exec(QEventLoop.ProcessEventsFlag.ExcludeUserInputEvents)
        loop.deleteLater()
        self.over.emit()
