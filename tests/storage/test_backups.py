"""Restore points: one a day where something changed, the last ten, and never in the way of working."""

import os
from pathlib import Path
from shutil import copyfile

import pytest

from coding.errors import DiskFullError
from storage.operations.studies import rename_study
from storage.queries.people import study_details
from storage.study.restore_points import KEPT, RestorePoint, copy_database, replacing_study, restore_points
from storage.study.study_file import StudyFile


@pytest.fixture
def path(filled: Path, tmp_path: Path) -> Path:
    return Path(copyfile(filled, tmp_path / "My [first] study.strandline"))


def yesterday(point: Path) -> Path:
    """Date a restore point back."""
    return point.rename(point.with_name(point.name.replace("study 20", "study 19")))


def rename(path: Path, name: str) -> None:
    with StudyFile.open(path) as study:
        study.perform(rename_study(name))


def test_opening_keeps_what_was_there(path: Path) -> None:
    rename(path, "Changed")
    (point,) = restore_points(path)
    assert point.parent.name == "My [first] study restore points"
    with StudyFile.open_for_reading(point) as kept:
        assert study_details(kept.reader).name == "Oaktree Partnership"


def test_it_is_kept_before_the_first_change(path: Path) -> None:
    with StudyFile.open(path) as study:
        study.perform(rename_study("Changed"))
        assert len(restore_points(path)) == 1


def test_what_is_changed_while_it_is_written_does_not_get_into_it(path: Path) -> None:
    with StudyFile.open(path) as study:
        study.perform(rename_study("Before"))
        yesterday(*restore_points(path))
        late = RestorePoint(path)
        study.perform(rename_study("After"))
        late.keep()
        with StudyFile.open_for_reading(restore_points(path)[-1]) as kept:
            assert study_details(kept.reader).name == "Before"


def test_one_a_day_is_enough(path: Path) -> None:
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


def test_the_last_ten_stay(path: Path) -> None:
    rename(path, "Changed")
    (point,) = restore_points(path)
    old = yesterday(point)
    for day in range(10, 10 + KEPT):
        copyfile(old, old.with_name(f"{path.stem} 2015-06-{day}.strandline"))
    StudyFile.open(path).close()
    points = restore_points(path)
    assert len(points) == KEPT
    assert old not in points


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
