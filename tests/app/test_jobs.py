"""Long work on a thread of its own, and what must not happen there."""

import gc
import threading

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from app.shell.jobs import Jobs
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


def test_what_a_dropped_job_has_found_all_the_same_is_not_reported(qtbot: QtBot) -> None:
    parent, found = QWidget(), list[object]()
    qtbot.addWidget(parent)
    goes_on = threading.Event()
    job = Jobs(parent).start("Looking", lambda _progress: goes_on.wait(10), done=found.append)
    with qtbot.waitSignal(job.cancelled):
        job.drop()
        goes_on.set()
    assert not found
