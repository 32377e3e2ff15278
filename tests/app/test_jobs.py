"""Long work on a thread of its own, and what must not happen there."""

import gc
import threading
from collections.abc import Callable, Iterator

import pytest
from PySide6.QtCore import QObject
from PySide6.QtWidgets import QProgressBar, QWidget
from pytestqt.qtbot import QtBot

from app.shell.jobs import Job, Jobs
from app.window.status_line import StatusLine
from coding.progress import Progress


class _Timed(QObject):
    """A Qt object in a ring of references, with a timer that may only be stopped on its own thread."""

    def __init__(self, died_on: list[threading.Thread]) -> None:
        super().__init__()
        self.itself = self
        self.died_on = died_on
        self.startTimer(60_000)

    def __del__(self) -> None:
        self.died_on.append(threading.current_thread())


def test_no_qt_object_dies_on_the_thread_of_a_job(qtbot: QtBot) -> None:
    parent, died_on = QWidget(), list[threading.Thread]()
    qtbot.addWidget(parent)
    jobs = Jobs(parent)

    def allocate(_progress: Progress) -> int:
        return len([[number] for number in range(200_000)])

    gc.collect()
    _Timed(died_on)
    with qtbot.waitSignal(jobs.start("Allocating", allocate).finished):
        pass
    qtbot.waitUntil(gc.isenabled)
    gc.collect()
    assert died_on == [threading.main_thread()]


class Told:
    """Jobs whose work waits for ``go_on``, and all that was said of them."""

    def __init__(self, jobs: Jobs) -> None:
        self.jobs = jobs
        self.go_on = threading.Event()
        self.said: list[object] = []

    def begin(self, work: Callable[[Progress], object]) -> Job:
        def wait_and_work(progress: Progress) -> object:
            assert self.go_on.wait(10)
            return work(progress)

        return self.jobs.start("Working", wait_and_work, done=self.said.append, failed=self.said.append)


@pytest.fixture
def told(qtbot: QtBot) -> Iterator[Told]:
    jobs = Jobs()
    yield Told(jobs)
    jobs.stop_all()


def fail(_progress: Progress) -> None:
    raise ValueError


def succeed(_progress: Progress) -> str:
    return "written"


def go_a_step(progress: Progress) -> None:
    progress(1, 2, "")


def test_what_came_of_a_job_is_not_kept_by_it(qtbot: QtBot) -> None:
    """Whatever holds a job that has ended: modules that are loaded by one are set aside from collecting."""
    jobs, heard = Jobs(), list[object]()
    job = jobs.start("Reading", lambda _progress: object(), done=heard.append)
    with qtbot.waitSignal(job.ended):
        pass
    qtbot.waitUntil(lambda: not jobs.running)
    assert not any(heard[0] in each for each in vars(job).values() if isinstance(each, tuple))


def test_a_failure_is_said(qtbot: QtBot, told: Told) -> None:
    job = told.begin(fail)
    told.go_on.set()
    with qtbot.waitSignals([job.failed, job.ended]):
        pass
    assert isinstance(told.said[0], ValueError)


@pytest.mark.parametrize("work", [fail, succeed, go_a_step])
def test_nothing_comes_of_a_cancelled_job(
    qtbot: QtBot, told: Told, work: Callable[[Progress], object]
) -> None:
    job = told.begin(work)
    job.cancel()
    told.go_on.set()
    with qtbot.waitSignals([job.cancelled, job.ended]):
        pass
    assert told.said == []
    assert told.jobs.running == ()


def test_what_was_done_before_a_job_could_stop_is_said(qtbot: QtBot, told: Told) -> None:
    job = told.begin(succeed)
    job.stop()
    told.go_on.set()
    with qtbot.waitSignal(job.ended):
        pass
    assert told.said == ["written"]


def test_what_fails_because_it_was_stopped_is_not_said(qtbot: QtBot, told: Told) -> None:
    job = told.begin(fail)
    job.stop()
    told.go_on.set()
    with qtbot.waitSignals([job.cancelled, job.ended]):
        pass
    assert told.said == []


def test_a_job_that_outlives_all_who_hold_jobs_ends_in_peace(qtbot: QtBot) -> None:
    def begin_and_leave() -> None:
        jobs = Jobs()
        jobs.start("Working", succeed, done=said.append)
        jobs.stop_all()

    said: list[object] = []
    begin_and_leave()
    qtbot.wait(0)  # its report is still to come
    qtbot.wait(0)  # and its end
    assert said == []


class Slow:
    """A piece of work that goes a step whenever it is let."""

    def __init__(self, title: str, steps: int) -> None:
        self.title, self._steps = title, steps
        self._may = threading.Semaphore(0)

    def __call__(self, progress: Progress) -> None:
        for step in range(1, self._steps + 1):
            assert self._may.acquire(timeout=10)
            progress(step, self._steps, self.title.lower())

    def go(self, steps: int = 1) -> None:
        self._may.release(steps)


def test_two_jobs_at_once_have_a_progress_of_their_own(qtbot: QtBot) -> None:
    jobs, line = Jobs(), StatusLine()
    qtbot.addWidget(line)
    line.show()
    jobs.started.connect(line.follow)
    bar, older, newer = line.findChildren(QProgressBar)[0], Slow("Older", 9), Slow("Newer", 5)
    first = jobs.start(older.title, older)
    second = jobs.start(newer.title, newer)
    for each, job in ((newer, second), (older, first)):
        with qtbot.waitSignal(job.progressed):
            each.go(2 if each is older else 1)
    assert (bar.value(), bar.maximum()) == (1, 5)
    with qtbot.waitSignal(second.ended):
        newer.go(5)
    qtbot.waitUntil(lambda: (bar.value(), bar.maximum()) == (2, 9))
    with qtbot.waitSignal(first.ended):
        older.go(9)
    assert not bar.isVisible()
    jobs.stop_all()
