"""What happens to the study's file while nobody thinks of it."""

import sqlite3
from collections.abc import Callable
from contextlib import closing
from pathlib import Path
from shutil import copyfile

import pytest
from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from app.shell import study_keeper
from app.shell.jobs import Jobs
from app.shell.open_study import OpenStudy
from app.shell.study_keeper import StudyKeeper
from storage.operations.codings import toggle_code
from storage.operations.correcting import correct_turn
from storage.operations.studies import rename_study
from storage.queries.people import study_details
from storage.study.connection import raw
from storage.study.keeping.copying import beside
from storage.study.keeping.restore_points import restore_points
from storage.study.study_file import StudyFile
from tests.app.conftest import RecordedNotices


@pytest.fixture
def kept(open_study: OpenStudy, monkeypatch: pytest.MonkeyPatch) -> OpenStudy:
    """Return a study that is looked after, with short pauses."""
    monkeypatch.setattr(study_keeper, "_PAUSE", 20)
    StudyKeeper(open_study, open_study)
    return open_study


def name_in(path: Path) -> str:
    """Return the name of a study as its file alone has it, without the log."""
    alone = Path(copyfile(path, path.with_name("alone")))
    with closing(sqlite3.connect(alone)) as database:
        return database.execute("SELECT name FROM study").fetchone()[0]


def test_in_a_pause_the_file_gets_everything(kept: OpenStudy, qtbot: QtBot) -> None:
    kept.perform(rename_study("Stored"))
    qtbot.waitUntil(lambda: name_in(kept.file.path) == "Stored")


def test_leaving_the_window_is_a_pause(open_study: OpenStudy, qtbot: QtBot) -> None:
    keeper = StudyKeeper(open_study, open_study)
    open_study.jobs.stop_all()  # a restore point being written holds a checkpoint back
    open_study.perform(rename_study("Stored"))
    assert name_in(open_study.file.path) != "Stored"
    keeper._follow_application(Qt.ApplicationState.ApplicationInactive)
    qtbot.waitUntil(lambda: name_in(open_study.file.path) == "Stored")


def test_a_restore_point_an_hour(kept: OpenStudy, qtbot: QtBot) -> None:
    kept.jobs.stop_all()
    path = kept.file.path
    for point in restore_points(path):
        point.path.rename(point.path.with_name(point.path.name.replace(" 20", " 19", 1)))
    kept.perform(rename_study("Changed"))
    before = len(restore_points(path))
    kept.keep_restore_point()
    qtbot.waitUntil(lambda: len(restore_points(path)) == before + 1)
    qtbot.waitUntil(lambda: not kept.jobs.running)


# --- other programs ---


def change(study: OpenStudy) -> None:
    study.perform(rename_study("Lost"))


@pytest.mark.parametrize("act", [change, OpenStudy.undo])
def test_work_goes_on_in_a_copy(
    open_study: OpenStudy, qtbot: QtBot, notices: RecordedNotices, act: Callable[[OpenStudy], object]
) -> None:
    open_study.perform(rename_study("Stored"))
    path = open_study.file.path
    path.unlink()
    act(open_study)
    qtbot.waitUntil(lambda: open_study.is_open and open_study.file.path != path)
    assert study_details(open_study.reader).name == "Stored"
    assert "you are working there now" in str(notices.errors[-1])
    open_study.perform(rename_study("Going on"))
    assert study_details(open_study.reader).name == "Going on"


def left_with_another_log(open_study: OpenStudy, filled_study: Path, folder: Path) -> Path:
    open_study.jobs.stop_all()  # a restore point being written holds a checkpoint back
    open_study.perform(correct_turn(2, "We trust nobody.", 2))
    open_study.file.checkpoint()
    for start in range(30):
        open_study.perform(toggle_code(1, start, start + 3, 16))
    path = Path(copyfile(filled_study, folder / "restored.strandline"))
    copyfile(beside(open_study.file.path, "-wal"), beside(path, "-wal"))
    return path


@pytest.mark.parametrize("answer", ["Open without the log", None])
def test_a_log_that_does_not_fit_is_asked_about(
    open_study: OpenStudy,
    filled_study: Path,
    tmp_path: Path,
    notices: RecordedNotices,
    answer: str | None,
) -> None:
    path = left_with_another_log(open_study, filled_study, tmp_path)
    notices.answers = [answer]
    other = OpenStudy(notices, Jobs())
    assert other.open(path) is (answer is not None)
    assert notices.answers == []
    assert study_details(open_study.reader).name
    other.close()


# --- where it lies ---


def test_a_folder_that_is_copied_elsewhere_is_said_once(
    qtbot: QtBot, filled_study: Path, tmp_path: Path, notices: RecordedNotices
) -> None:
    path = tmp_path / "Dropbox" / "study.strandline"
    path.parent.mkdir()
    copyfile(filled_study, path)
    for _time in range(2):
        study = OpenStudy(notices, Jobs())
        StudyKeeper(study, study)
        study.open(path)
        study.close()
        study.jobs.stop_all()
    assert [error.what for error in notices.errors] == [
        "“study.strandline” lies in a folder that Dropbox copies to other computers."
    ]


def test_a_second_name_is_said(
    qtbot: QtBot, filled_study: Path, tmp_path: Path, notices: RecordedNotices
) -> None:
    path = Path(copyfile(filled_study, tmp_path / "study.strandline"))
    path.with_name("other").hardlink_to(path)
    study = OpenStudy(notices, Jobs())
    StudyKeeper(study, study)
    study.open(path)
    assert "second name" in str(notices.errors[-1])
    study.close()


def test_a_study_that_is_damaged_is_said_when_its_restore_point_is_written(
    qtbot: QtBot, filled_study: Path, tmp_path: Path, notices: RecordedNotices
) -> None:
    path = Path(copyfile(filled_study, tmp_path / "study.strandline"))
    with closing(sqlite3.connect(path)) as database:
        database.execute('UPDATE coding SET start = 5000000, "end" = 5000001')
        database.commit()
    study = OpenStudy(notices, Jobs())
    study.open(path)
    qtbot.waitUntil(lambda: bool(notices.errors))
    assert "damaged" in str(notices.errors[-1])
    study.close()


def test_a_newer_study_says_so(
    qtbot: QtBot, filled_study: Path, tmp_path: Path, notices: RecordedNotices
) -> None:
    path = Path(copyfile(filled_study, tmp_path / "study.strandline"))
    with closing(sqlite3.connect(path)) as database:
        database.execute("PRAGMA user_version = 99")
    study = OpenStudy(notices, Jobs())
    assert study.open(path)
    assert "later version" in str(notices.errors[-1])
    assert not study.can_write
    study.close()
    with StudyFile.open(path) as file:
        assert file.is_newer


def test_what_a_restore_point_holds_back_comes_into_the_file_later(
    kept: OpenStudy, qtbot: QtBot, tmp_path: Path
) -> None:
    kept.jobs.stop_all()
    with StudyFile.open_for_reading(kept.file.path) as other:
        raw(other.reader).execute("BEGIN")
        assert study_details(other.reader).name
        kept.perform(rename_study("Stored"))
        qtbot.waitUntil(lambda: bool(kept.jobs.running))
        qtbot.waitUntil(lambda: not kept.jobs.running)
        assert name_in(kept.file.path) != "Stored"
    qtbot.waitUntil(lambda: name_in(kept.file.path) == "Stored")
