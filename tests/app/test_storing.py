"""A slow disk: the window goes on, and nothing is said to be stored before it is."""

import gc
import threading
from collections.abc import Callable
from pathlib import Path
from shutil import copyfile

import pytest
from PySide6.QtCore import QTimer
from pytestqt.qtbot import QtBot

from app.shell.jobs import Jobs
from app.shell.open_study import OpenStudy
from app.shell.storing import Storing
from coding.errors import UserError
from storage.operations.studies import rename_study
from storage.queries.people import study_details
from storage.study.journal import Changes
from storage.study.operation import Operation
from storage.study.study_file import StudyFile
from tests.app.conftest import RecordedNotices


@pytest.fixture(autouse=True)
def impatient(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(Storing, "said_after", 0.02)


def slowed(act: Callable[[], object], until: threading.Event) -> Callable[[], object]:
    def slow_act() -> object:
        assert until.wait(10)
        return act()

    return slow_act


def test_the_window_goes_on_while_a_slow_disk_stores(
    open_study: OpenStudy, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    open_study.jobs.stop_all()
    go_on, seen = threading.Event(), list[str]()
    file, perform = open_study.file, open_study.file.perform

    def perform_slowly(operation: Operation[object]) -> object:
        return slowed(lambda: perform(operation), go_on)()

    def seen_change(_changes: Changes) -> None:
        seen.append("changed")

    monkeypatch.setattr(file, "perform", perform_slowly)
    open_study.storing.takes_time.connect(seen.append)
    open_study.storing.over.connect(lambda: seen.append("over"))
    open_study.study_changed.connect(seen_change)

    def while_it_stores() -> None:
        seen.append(study_details(open_study.reader).name)
        go_on.set()

    QTimer.singleShot(150, while_it_stores)
    open_study.perform(rename_study("Stored"))
    assert seen == ["Storing…", "Saltmere Partnership", "over", "changed"]
    assert study_details(open_study.reader).name == "Stored"


def test_acts_are_done_one_after_the_other(qtbot: QtBot) -> None:
    storing, done = Storing(), list[str]()
    go_on = threading.Event()

    def second() -> None:
        QTimer.singleShot(0, go_on.set)
        storing.run(lambda: done.append("second"))

    QTimer.singleShot(150, second)
    storing.run(slowed(lambda: done.append("first"), go_on))
    assert done == ["first", "second"]


def test_what_is_refused_is_refused_here(qtbot: QtBot) -> None:
    def refuse() -> None:
        raise UserError("No.")

    with pytest.raises(UserError, match="No"):
        Storing().run(refuse)


def test_no_garbage_is_collected_on_the_other_thread(qtbot: QtBot) -> None:
    assert gc.isenabled()
    assert Storing().run(gc.isenabled) is False
    assert gc.isenabled()


def test_the_window_goes_on_while_a_large_study_is_opened(
    qtbot: QtBot,
    filled_study: Path,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    notices: RecordedNotices,
) -> None:
    path = Path(copyfile(filled_study, tmp_path / "large.strandline"))
    go_on, seen, opens = threading.Event(), list[str](), StudyFile.open

    def open_slowly(where: Path, password: str | None = None) -> object:
        return slowed(lambda: opens(where, password), go_on)()

    monkeypatch.setattr(StudyFile, "open", open_slowly)
    study = OpenStudy(notices, Jobs())
    study.storing.takes_time.connect(seen.append)
    QTimer.singleShot(150, go_on.set)
    assert study.open(path)
    assert seen == ["Opening…"]
    study.close()


def test_garbage_of_a_closed_study_waits_while_another_is_opened(open_study: OpenStudy) -> None:
    path, seen = open_study.file.path, list[bool]()

    def opening() -> StudyFile | None:
        seen.append(open_study._left.isActive())
        return None if len(seen) == 1 else StudyFile.open(path)

    open_study.close()
    assert open_study._left.isActive()
    assert not open_study._hold(path, opening)  # the person turned away
    assert open_study._left.isActive()
    assert open_study._hold(path, opening)
    assert not open_study._left.isActive()
    assert seen == [False, False]
