"""Going back to a restore point: the restored study whole, the present one kept, whatever happens."""

import subprocess
import sys
from pathlib import Path
from shutil import copyfile

import pytest

from coding.errors import CannotUndoError, DamagedError, LockedError, TooNewError
from storage.operations.codings import toggle_code
from storage.operations.reversing import reverse_operation
from storage.operations.studies import rename_study
from storage.queries.codebook import frameworks
from storage.queries.people import study_details
from storage.queries.restore_points import Contents, look_into
from storage.study.connection import connect, raw
from storage.study.keeping.copying import LOGS, beside
from storage.study.keeping.restore_points import BEFORE_GOING_BACK, RestorePoint, keep_now, restore_points
from storage.study.keeping.restoring import go_back
from storage.study.study_file import StudyFile

DATA = Path(__file__).parents[1] / "data"
ROOT = DATA.parents[1]


@pytest.fixture
def path(filled: Path, tmp_path: Path) -> Path:
    """Return a study that was renamed after its one restore point."""
    path = Path(copyfile(filled, tmp_path / "study.strandline"))
    keep_now(path)
    rename(path, "Changed")
    return path


def rename(path: Path, name: str) -> None:
    with StudyFile.open(path) as study:
        study.restore_point = None
        study.perform(rename_study(name))


def kept(path: Path) -> RestorePoint:
    return next(point for point in restore_points(path) if point.occasion == "kept by hand")


def name_in(path: Path) -> str:
    with StudyFile.open_for_reading(path) as study:
        assert study.check() == []
        return study_details(study.reader).name


def test_the_restore_point_takes_the_place_and_what_was_there_is_kept(path: Path) -> None:
    present = go_back(path, kept(path))
    assert name_in(path) == "Saltmere Partnership"
    (point,) = (point for point in restore_points(path) if point.occasion == BEFORE_GOING_BACK)
    assert point.path == present
    assert name_in(point.path) == "Changed"


def test_the_history_says_so_and_undo_stops_there(path: Path) -> None:
    point = kept(path)
    go_back(path, point)
    with StudyFile.open(path) as study:
        said, before = study.history(2)
        assert said.words == f"Go back to the restore point of {point.when}"
        with pytest.raises(CannotUndoError):
            study.undo()
        with pytest.raises(CannotUndoError, match="gone back"):
            study.perform(reverse_operation(before.id))
        study.perform(rename_study("Onwards"))
        study.undo()


def test_one_can_go_back_from_having_gone_back(path: Path) -> None:
    present = go_back(path, kept(path))
    assert present is not None
    go_back(path, next(point for point in restore_points(path) if point.path == present))
    assert name_in(path) == "Changed"


def test_one_of_an_earlier_format_is_brought_up_to_date(path: Path) -> None:
    copyfile(DATA / "version_1.strandline", kept(path).path)
    go_back(path, kept(path))
    with StudyFile.open(path) as study:
        assert [entry.kind for entry in study.history(2)] == ["migrate", "go_back"]
        assert study.check() == []


def test_an_open_study_is_left_alone(path: Path) -> None:
    with StudyFile.open(path), pytest.raises(LockedError):
        go_back(path, kept(path))
    assert name_in(path) == "Changed"
    assert len(restore_points(path)) == 1


@pytest.mark.parametrize(
    ("damage", "error"),
    [
        ("UPDATE coding SET start = -1", DamagedError),
        ("PRAGMA user_version = 1000", TooNewError),
    ],
)
def test_one_that_is_no_good_changes_nothing(path: Path, damage: str, error: type[Exception]) -> None:
    connection = connect(kept(path).path)
    raw(connection).execute(damage)
    if error is TooNewError:
        raw(connection).execute("UPDATE study SET reads_from = 1000")
    connection.close()
    before = path.read_bytes()
    with pytest.raises(error):
        go_back(path, kept(path))
    assert path.read_bytes() == before
    assert len(restore_points(path)) == 1


@pytest.mark.parametrize("beginning", [b"no study any more", b""])
def test_a_study_that_is_beyond_reading_is_replaced_and_kept_as_it_is(path: Path, beginning: bytes) -> None:
    path.write_bytes(beginning + path.read_bytes()[len(beginning) : 40_000])
    damaged = path.read_bytes()
    present = go_back(path, kept(path))
    assert present is not None
    assert name_in(path) == "Saltmere Partnership"
    assert present.stat().st_size > 0 if not beginning else present.read_bytes() == damaged


def test_a_study_that_is_gone_comes_back(path: Path) -> None:
    path.unlink()
    assert go_back(path, kept(path)) is None
    assert name_in(path) == "Saltmere Partnership"


def test_a_log_that_was_left_is_kept_with_the_study_and_does_no_harm(path: Path, tmp_path: Path) -> None:
    with StudyFile.open(path) as study:
        study.perform(rename_study("In the log"))
        died = tmp_path / "died.strandline"
        for end in ("", "-wal", "-shm"):
            copyfile(beside(path, end), beside(died, end))
    for end in ("", "-wal", "-shm"):
        copyfile(beside(died, end), beside(path, end))
    present = go_back(path, kept(path))
    assert present is not None
    assert not any(beside(path, end).exists() for end in LOGS)
    assert name_in(path) == "Saltmere Partnership"
    assert name_in(present) == "In the log"


def test_a_log_of_another_file_does_no_harm(path: Path, filled: Path, tmp_path: Path) -> None:
    other = Path(copyfile(filled, tmp_path / "other.strandline"))
    with StudyFile.open(other) as study:
        study.perform(toggle_code(1, 0, 5, 15))
        copyfile(beside(other, "-wal"), tmp_path / "stale")
    copyfile(tmp_path / "stale", beside(path, "-wal"))
    go_back(path, kept(path))
    assert not any(beside(path, end).exists() for end in LOGS)
    assert name_in(path) == "Saltmere Partnership"


def kill(path: Path, where: str, when: str, at: int = 1) -> None:
    """Go back in a program that dies before or after it has called something for the n-th time."""
    program = f"""
import os, sys
from importlib import import_module
from pathlib import Path
from storage.study.keeping.restore_points import restore_points
from storage.study.keeping.restoring import go_back
module, name = {where!r}.rsplit(".", 1)
module = import_module(module)
act = getattr(module, name)
calls = []
def die(*args, **kwargs):
    calls.append(args)
    if len(calls) < {at}:
        return act(*args, **kwargs)
    if {when!r} == "after":
        act(*args, **kwargs)
    os._exit(9)
point = restore_points(Path({str(path)!r}))[0]
setattr(module, name, die)
go_back(Path({str(path)!r}), point)
"""
    run = subprocess.run([sys.executable, "-c", program], cwd=ROOT, check=False)
    assert run.returncode == 9


@pytest.mark.parametrize(
    "where",
    [
        "storage.study.keeping.restoring.copy_database",
        "storage.study.keeping.restoring.note_barrier",
        "storage.study.keeping.restoring.name_for",
        "storage.study.keeping.copying.forget_logs",
        "storage.study.atomic_write._to_disk",
        "storage.study.keeping.copying.release",
    ],
)
@pytest.mark.parametrize("when", ["before", "after"])
def test_killed_in_between_one_of_the_two_is_there_whole(path: Path, where: str, when: str) -> None:
    kill(path, where, when)
    assert name_in(path) in {"Changed", "Saltmere Partnership"}
    rename(path, "Onwards")
    assert name_in(path) == "Onwards"


def test_killed_in_between_what_was_in_a_log_is_not_lost(path: Path, tmp_path: Path) -> None:
    died = tmp_path / "died.strandline"
    with StudyFile.open(path) as study:
        study.perform(rename_study("In the log"))
        for end in ("", "-wal"):
            copyfile(beside(path, end), beside(died, end))
    for end in ("", "-wal"):
        copyfile(beside(died, end), beside(path, end))
    kill(path, "storage.study.atomic_write._to_disk", "before", 3)
    assert name_in(path) == "In the log"


# --- what a restore point holds ---


def test_what_it_holds_and_what_was_done_since(path: Path) -> None:
    with StudyFile.open(path) as study:
        study.restore_point = None
        study.perform(toggle_code(1, 0, 5, 15))
        study.perform(toggle_code(1, 48, 71, 15))
        study.undo()
        (framework,) = frameworks(study.reader)
        (found,) = look_into(path, [kept(path)]).points
    assert found.contents == Contents(1, {framework.name: 3}, 2, len(framework.codes))
    assert found.since
    assert found.since.in_words == ["1 change to codings", "1 change to the study as a whole"]
    assert found.size == kept(path).path.stat().st_size


def test_what_was_taken_back_since_is_said(path: Path) -> None:
    rename(path, "Once more")
    keep_now(path)
    with StudyFile.open(path) as study:
        study.restore_point = None
        study.undo()
    newest = restore_points(path)[-1]
    (found,) = look_into(path, [newest]).points
    assert found.since
    assert found.since.in_words == ["1 earlier change taken back or done again"]


def test_what_only_the_restore_point_has_is_said(path: Path) -> None:
    present = go_back(path, kept(path))
    rename(path, "Another way")
    before = next(point for point in restore_points(path) if point.path == present)
    (found,) = look_into(path, [before]).points
    assert found.since
    assert found.since.in_words == [
        "1 change to the study as a whole",
        "1 change to the study file",
        "1 change that only it has",
    ]


def test_one_that_cannot_be_read_says_so(path: Path) -> None:
    kept(path).path.write_bytes(b"nothing" * 1000)
    (found,) = look_into(path, [kept(path)]).points
    assert found.contents is None
    assert "not a Strandline study" in found.problem
