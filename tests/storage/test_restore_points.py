"""Restore points: kept where something changed, fewer the older they are, and never in the way of working."""

import os
import sqlite3
import threading
from contextlib import closing, suppress
from datetime import datetime, timedelta
from pathlib import Path
from shutil import copyfile
from stat import S_IMODE

import pytest
from sqlalchemy import Connection

from coding.errors import DiskFullError
from storage.operations.studies import rename_study
from storage.queries.people import study_details
from storage.study import sqlite
from storage.study.connection import raw
from storage.study.keeping import restore_points as restore_points_module
from storage.study.keeping.copying import copy_database, replacing_study
from storage.study.keeping.restore_folders import choose_restore_folder, restore_folder, sync_service
from storage.study.keeping.restore_points import (
    PendingRestorePoint,
    RestorePoint,
    copies_of,
    remove_restore_points,
    restore_points,
    to_keep,
)
from storage.study.study_file import StudyFile


@pytest.fixture
def path(filled: Path, tmp_path: Path) -> Path:
    return Path(copyfile(filled, tmp_path / "My [first] study.strandline"))


def yesterday(point: RestorePoint) -> None:
    """Date a restore point back."""
    point.path.rename(point.path.with_name(point.path.name.replace("study 20", "study 19")))


def rename(path: Path, name: str) -> None:
    with StudyFile.open(path) as study:
        study.perform(rename_study(name))


def test_opening_keeps_what_was_there(path: Path) -> None:
    rename(path, "Changed")
    (point,) = restore_points(path)
    assert point.path.parent.name == "My [first] study restore points"
    with StudyFile.open_for_reading(point.path) as kept:
        assert study_details(kept.reader).name == "Saltmere Partnership"


def test_it_is_kept_before_the_first_change(path: Path) -> None:
    with StudyFile.open(path) as study:
        study.perform(rename_study("Changed"))
        assert len(restore_points(path)) == 1


def test_what_is_changed_while_it_is_written_does_not_get_into_it(path: Path) -> None:
    with StudyFile.open(path) as study:
        study.perform(rename_study("Before"))
        yesterday(*restore_points(path))
        late = PendingRestorePoint(path)
        study.perform(rename_study("After"))
        late.keep()
        with StudyFile.open_for_reading(restore_points(path)[-1].path) as kept:
            assert study_details(kept.reader).name == "Before"


def test_one_an_hour_is_enough(path: Path) -> None:
    rename(path, "Changed")
    rename(path, "Changed again")
    assert len(restore_points(path)) == 1


def test_nothing_changed_nothing_kept(path: Path) -> None:
    StudyFile.open(path).close()
    yesterday(*restore_points(path))
    StudyFile.open(path).close()
    assert len(restore_points(path)) == 1


def test_a_change_since_yesterday_is_kept(path: Path) -> None:
    rename(path, "Changed")
    yesterday(*restore_points(path))
    StudyFile.open(path).close()
    assert len(restore_points(path)) == 2


def test_an_undo_since_yesterday_is_kept(path: Path) -> None:
    with StudyFile.open(path) as study:
        study.undo()
    yesterday(*restore_points(path))
    StudyFile.open(path).close()
    assert len(restore_points(path)) == 2


NOW = datetime.fromisoformat("2026-11-26T12:30").astimezone()


def at(when: str, occasion: str = "") -> RestorePoint:
    return RestorePoint(Path(f"{when} {occasion}"), datetime.fromisoformat(when).astimezone(), occasion)


def test_the_newest_of_each_hour_day_and_week_stay() -> None:
    points = [
        at("2026-11-26T12:05"),
        at("2026-11-26T11:50"),
        at("2026-11-26T11:10"),  # the same hour and day
        at("2026-11-25T09:00"),
        at("2026-10-07T16:00"),
        at("2026-10-06T10:00"),
    ]
    assert set(points) - set(to_keep(points, NOW)) == {points[2]}


def test_in_time_only_one_a_week_is_left() -> None:
    days = [at(f"2026-{month:02}-{day:02}T10:00") for month in (9, 10, 11) for day in range(1, 26)]
    weeks = [f"{point.made:%G-%V}" for point in to_keep(days, NOW) if point.made < NOW - timedelta(days=20)]
    assert len(weeks) == len(set(weeks)) >= 8


def test_what_is_dated_in_the_future_pushes_nothing_out() -> None:
    points = [at(f"2031-01-{day:02}T10:00") for day in range(1, 30)] + [at("2026-11-26T12:05")]
    assert set(to_keep(points, NOW)) == set(points)


def test_those_with_an_occasion_are_counted_apart() -> None:
    points = [at(f"2026-11-26T10:{minute:02}", "before going back") for minute in range(9)]
    points += [at("2026-11-26T12:05")]
    assert len(set(to_keep(points, NOW))) == 6


def test_a_point_of_the_future_keeps_none_from_being_written(path: Path) -> None:
    StudyFile.open(path).close()
    (point,) = restore_points(path)
    point.path.rename(point.path.with_name(f"{path.stem} 2099-01-01 10.00.00.strandline"))
    rename(path, "Changed")
    StudyFile.open(path).close()
    assert len(restore_points(path)) == 2


def test_names_of_earlier_versions_and_strange_ones_are_read(path: Path) -> None:
    folder = restore_folder(path)
    folder.mkdir()
    for name in ("2015-06-10", "2015-06-11 before format 2", "2015-06-12 10.05.06", "2015-99-99", "copy"):
        copyfile(path, folder / f"{path.stem} {name}.strandline")
    points = restore_points(path)
    assert [f"{point.made:%d %H:%M:%S} {point.occasion}" for point in points] == [
        "10 00:00:00 ",
        "11 00:00:00 before format 2",
        "12 10:05:06 ",
    ]
    assert len(copies_of(path)) == 5
    remove_restore_points(path)
    assert list(folder.iterdir()) == []


def test_a_damaged_study_makes_no_restore_point_go(path: Path) -> None:
    folder = restore_folder(path)
    folder.mkdir()
    for minute in range(10, 15):  # of one hour, of which only the last would stay
        copyfile(path, folder / f"{path.stem} 2015-06-10 10.{minute}.00.strandline")
    with closing(sqlite3.connect(path)) as database:
        database.execute("UPDATE transcript SET text = text || 'x'")  # not as long as noted
        database.execute("UPDATE operation SET status = 'undone'")
        database.commit()
    with StudyFile.open(path) as study:
        assert study.restore_point is not None
        study.restore_point.keep()
        assert study.restore_point.wrong
    assert len(restore_points(path)) == 6


def test_who_waits_does_without_the_look(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A look that would never end: it is broken off, the restore point stays, and no older one goes."""
    looking = threading.Event()

    def look_for_ever(copy: Connection) -> list[str]:
        looking.set()
        counting = "WITH RECURSIVE c (n) AS (SELECT 1 UNION ALL SELECT n + 1 FROM c) SELECT sum(n) FROM c"
        with suppress(sqlite.OperationalError):
            raw(copy).execute(counting).fetchone()
        return ["It was broken off."]

    monkeypatch.setattr(restore_points_module, "what_is_wrong", look_for_ever)
    with StudyFile.open(path) as study:
        assert study.restore_point is not None
        keeping = threading.Thread(target=study.restore_point.keep)
        keeping.start()
        assert looking.wait(10)
        study.restore_point.wait()
        keeping.join()
        assert study.restore_point.wrong == []
    assert len(restore_points(path)) == 1


def test_nobody_may_read_it_who_may_not_read_the_study(path: Path) -> None:
    path.chmod(0o600)
    StudyFile.open(path).close()
    (point,) = restore_points(path)
    assert S_IMODE(point.path.stat().st_mode) == 0o600


# --- where they are kept ---


@pytest.mark.parametrize(
    ("folder", "service"),
    [
        ("Dropbox/Work", "Dropbox"),
        ("OneDrive - University of X", "OneDrive"),
        ("Nextcloud", "Nextcloud"),
        ("Library/CloudStorage/GoogleDrive-me", "a cloud drive"),
        ("Documents/dropbox notes", "Dropbox"),
        ("Documents/Boxes", ""),
    ],
)
def test_folders_that_are_copied_elsewhere_are_known(tmp_path: Path, folder: str, service: str) -> None:
    assert sync_service(tmp_path / folder / "study.strandline") == service


def test_a_folder_is_known_by_what_lies_in_it(tmp_path: Path) -> None:
    (tmp_path / ".stfolder").mkdir()
    assert sync_service(tmp_path / "deep" / "study.strandline") == "Syncthing"


def test_out_of_such_a_folder_restore_points_are_kept_elsewhere(tmp_path: Path) -> None:
    folder = restore_folder(tmp_path / "Dropbox" / "study.strandline")
    assert tmp_path / "Dropbox" not in folder.parents
    assert folder.name.startswith("study ")


def test_a_folder_can_be_chosen(path: Path, tmp_path: Path) -> None:
    choose_restore_folder(path, tmp_path / "safe")
    StudyFile.open(path).close()
    (point,) = restore_points(path)
    assert point.path.parent == tmp_path / "safe"


@pytest.mark.parametrize("damaged", ["", "[1, 2]", "nonsense", '{"a": {}}', "null"])
def test_damaged_choices_are_no_choices(path: Path, tmp_path: Path, damaged: str) -> None:
    choose_restore_folder(path, tmp_path / "safe")
    next(Path(os.environ["STRANDLINE_DATA"]).glob("*.json")).write_text(damaged)
    assert restore_folder(path).parent == path.parent


def test_a_restore_point_that_cannot_be_written_stops_nobody(path: Path) -> None:
    path.with_name(f"{path.stem} restore points").write_text("in the way")
    rename(path, "Changed")
    with StudyFile.open(path) as study:
        assert study_details(study.reader).name == "Changed"


def test_a_copy_replaces_only_when_complete(path: Path, tmp_path: Path) -> None:
    target = tmp_path / "old copy.strandline"
    target.write_bytes(b"precious")
    with path.open("r+b") as file:
        file.seek(0)
        file.write(os.urandom(4096))
    with pytest.raises(Exception, match="not a Strandline study"):
        copy_database(path, target)
    assert target.read_bytes() == b"precious"
    assert not target.with_name(target.name + ".part").exists()


def test_nothing_is_left_of_a_copy_for_which_there_is_no_room(path: Path, tmp_path: Path) -> None:
    target = tmp_path / "elsewhere" / "copy.strandline"
    target.parent.mkdir()

    def copy() -> None:
        with replacing_study(path, target) as part:
            part.with_name(f"{part.name}-journal").touch()
            raise DiskFullError("No room.")

    with pytest.raises(DiskFullError, match="No copy was made"):
        copy()
    assert list(target.parent.iterdir()) == []
