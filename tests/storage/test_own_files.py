"""Other programs at the files of an open study: nothing that was announced is lost."""

import os
import sqlite3
from collections.abc import Callable
from contextlib import closing
from pathlib import Path
from shutil import copyfile
from time import monotonic

import pytest

from coding.errors import ReadOnlyError
from storage.operations.codings import toggle_code
from storage.operations.studies import rename_study
from storage.queries.people import study_details
from storage.study.connection import raw
from storage.study.keeping.copying import beside
from storage.study.study_file import StudyFile


def delete(path: Path) -> None:
    path.unlink()


def move_away(path: Path) -> None:
    path.rename(path.with_name("elsewhere.strandline"))


def put_another_in_its_place(path: Path) -> None:
    copyfile(path, beside(path, ".new"))
    beside(path, ".new").replace(path)


def write_over_it(path: Path) -> None:
    held = path.read_bytes()
    path.write_bytes(held)
    os.utime(path, ns=(0, 0))


def take_its_log(path: Path) -> None:
    beside(path, "-wal").unlink()


def put_another_log_there(path: Path) -> None:
    copyfile(beside(path, "-wal"), beside(path, ".new"))
    beside(path, ".new").replace(beside(path, "-wal"))


DISTURBANCES = [
    delete,
    move_away,
    put_another_in_its_place,
    write_over_it,
    take_its_log,
    put_another_log_there,
]


@pytest.mark.parametrize("disturb", DISTURBANCES)
def test_what_was_stored_is_rescued_before_the_next_change(
    study: StudyFile, disturb: Callable[[Path], None]
) -> None:
    study.perform(rename_study("Stored"))
    disturb(study.path)
    with pytest.raises(ReadOnlyError, match="moved or replaced"):
        study.perform(rename_study("Not stored"))
    assert study.rescued is not None
    with StudyFile.open(study.rescued) as copy:
        assert study_details(copy.reader).name == "Stored"
        assert copy.check() == []
        copy.perform(rename_study("Going on"))


def test_a_log_that_goes_while_a_change_is_stored_is_noticed_at_once(
    study: StudyFile, monkeypatch: pytest.MonkeyPatch
) -> None:
    # As when SQLite's own locks were dropped and another client closed the study last.
    monkeypatch.setattr(study._files, "are_in_place", lambda: True)
    take_its_log(study.path)
    study.perform(rename_study("Stored"))
    assert study.rescued is not None
    with StudyFile.open(study.rescued) as copy:
        assert study_details(copy.reader).name == "Stored"


def test_only_one_copy_is_made(study: StudyFile) -> None:
    study.perform(rename_study("Stored"))
    delete(study.path)
    for _attempt in range(3):
        with pytest.raises(ReadOnlyError):
            study.perform(rename_study("Not stored"))
    assert len(list(study.path.parent.glob("*rescued*.strandline"))) == 1


def test_own_writing_is_not_taken_for_anybody_elses(study: StudyFile) -> None:
    for start in range(0, 40, 2):
        study.perform(toggle_code(1, start, start + 1, 15))
        study.checkpoint()
    with StudyFile.open_for_reading(study.path):
        study.undo()
    assert study.rescued is None


def test_after_a_checkpoint_the_file_alone_holds_everything(study: StudyFile, tmp_path: Path) -> None:
    study.perform(rename_study("Stored"))
    study.checkpoint()
    alone = Path(copyfile(study.path, tmp_path / "copied.strandline"))
    with closing(sqlite3.connect(alone)) as database:
        assert database.execute("SELECT name FROM study").fetchone() == ("Stored",)
    assert beside(study.path, "-wal").stat().st_size == 0


def test_who_reads_does_not_keep_a_checkpoint_waiting(study: StudyFile, tmp_path: Path) -> None:
    with StudyFile.open_for_reading(study.path) as other:
        raw(other.reader).execute("BEGIN")
        assert study_details(other.reader).name
        study.perform(rename_study("Stored"))
        begun = monotonic()
        study.checkpoint()
        assert monotonic() - begun < 2  # five seconds are the time to wait for another program
        raw(other.reader).execute("COMMIT")
    study.perform(rename_study("Stored later"))
    study.checkpoint()
    assert study.history(1)[0].words.endswith("“Stored later”")


def test_closing_writes_nothing_into_a_file_that_was_put_over_the_study(
    study: StudyFile, filled: Path
) -> None:
    for start in range(0, 40, 2):
        study.perform(toggle_code(1, start, start + 1, 15))
    study.path.write_bytes(filled.read_bytes())
    with pytest.raises(ReadOnlyError):
        study.perform(rename_study("Not stored"))
    study.close()
    assert study.path.read_bytes() == filled.read_bytes()
