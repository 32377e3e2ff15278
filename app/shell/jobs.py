"""Long work off the GUI thread: progress, cancel, stale results dropped."""

import gc
import threading
from collections.abc import Callable
from typing import Final

from PySide6.QtCore import QObject, QThread, QTimer, Signal

from coding.errors import CancelledError
from coding.progress import Progress

_EVERY_MS: Final = 50


class Job(QObject):
    """One piece of work on a thread of its own.

    Its signals are sent on the GUI thread, which looks now and then how far the work is. After cancel()
    neither a result nor a failure comes any more: ``cancelled`` is said once the function has really
    stopped and let go of what it held.
    """

    progressed = Signal(int, int, str)
    finished = Signal(object)
    failed = Signal(object)
    cancelled = Signal()
    ended = Signal()  # after any of the three

    def __init__(self, title: str, function: Callable[[Progress], object], parent: QObject) -> None:
        """Prepare the work; ``title`` is what the status line says while it runs."""
        super().__init__(parent)
        self.title = title
        self._function = function
        self._stop = threading.Event()
        self._is_wanted = True
        self._outcome: tuple[str, object] = ("cancelled", None)
        self._latest: tuple[int, int, str] | None = None  # what is to be said of the progress
        self._look = QTimer(self, interval=_EVERY_MS)
        self._look.timeout.connect(self._say_progress)
        self._thread = _Worker(self._run, self)
        self._thread.finished.connect(self._report)

    def start(self) -> None:
        """Begin."""
        self._look.start()
        self._thread.start()

    def stop(self) -> None:
        """Ask the function to stop at its next step; what it had done by then is said all the same."""
        self._stop.set()

    def cancel(self) -> None:
        """Ask the function to stop at its next step, and drop what comes of it."""
        self._is_wanted = False
        self.stop()

    def wait(self) -> None:
        """Block until the thread has ended (used when the program closes)."""
        self._thread.wait()

    @property
    def running(self) -> bool:
        """Tell whether the thread is still at work."""
        return self._thread.isRunning()

    def _progress(self, done: int, total: int, label: str) -> None:
        if self._stop.is_set():
            raise CancelledError
        self._latest = (done, total, label)

    def _say_progress(self) -> None:
        if self._latest is not None:
            latest, self._latest = self._latest, None
            self.progressed.emit(*latest)

    def _run(self) -> None:
        try:
            self._outcome = ("finished", self._function(self._progress))
        except CancelledError:
            self._outcome = ("cancelled", None)
        except Exception as error:  # noqa: BLE001 - handed to the GUI thread, which decides whose fault it is
            self._outcome = ("failed", error)

    def _report(self) -> None:
        self._look.stop()
        kind, value = self._outcome
        self._outcome = ("cancelled", None)  # whoever asked has it; what holds this job need not
        if not self._is_wanted or (kind == "failed" and self._stop.is_set()):
            kind = "cancelled"
        match kind:
            case "finished":
                self.finished.emit(value)
            case "failed":
                self.failed.emit(value)
            case _:
                self.cancelled.emit()
        self.ended.emit()
        # Whoever listened may be the last to hold Jobs, which must not delete this a second time.
        self.setParent(None)
        self.deleteLater()


class _Worker(QThread):
    def __init__(self, function: Callable[[], None], parent: QObject) -> None:
        super().__init__(parent)
        self._function = function

    def run(self) -> None:
        """Run the function on this thread (Qt's name)."""
        self._function()


class Jobs(QObject):
    """The jobs under way; the main window shows the newest and stops all when it closes."""

    started = Signal(object)

    def __init__(self, parent: QObject | None = None) -> None:
        """Begin with none."""
        super().__init__(parent)
        self._running: list[Job] = []
        self._sweeping = GuiThreadGC(self)

    def start(
        self,
        title: str,
        function: Callable[[Progress], object],
        *,
        done: Callable[..., object] | None = None,
        failed: Callable[..., object] | None = None,
    ) -> Job:
        """Run a function on a thread; ``done(result)`` and ``failed(error)`` are called on the GUI thread."""
        job = Job(title, function, self)
        if done is not None:
            job.finished.connect(done)
        if failed is not None:
            job.failed.connect(failed)
        self.started.emit(job)
        return self._run(job)

    def start_quietly(self, function: Callable[[Progress], object], *, done: Callable[..., object]) -> Job:
        """Run what nobody has asked for and nobody misses if it fails: it is not shown."""
        job = Job("", function, self)
        job.finished.connect(done)
        return self._run(job)

    def _run(self, job: Job) -> Job:
        self._running.append(job)
        self._sweeping.begin()
        job.ended.connect(lambda: self._forget(job))
        job.start()
        return job

    def _forget(self, job: Job) -> None:
        self._running.remove(job)
        if not self._running:
            self._sweeping.end()

    @property
    def running(self) -> tuple[Job, ...]:
        """The jobs that have not ended."""
        return tuple(self._running)

    def stop_all(self) -> None:
        """Cancel every job and wait until each has let go."""
        for job in self.running:
            job.cancel()
        for job in self.running:
            job.wait()
        self._sweeping.end()


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
