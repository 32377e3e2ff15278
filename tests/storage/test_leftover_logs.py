"""A log left beside a study: taken in where it belongs to it, and doing no damage where it does not."""

import subprocess
import sys
from pathlib import Path
from shutil import copyfile

import pytest

from storage.operations.codings import toggle_code
from storage.operations.correcting import correct_turn
from storage.operations.studies import rename_study
from storage.queries.people import study_details
from storage.study.keeping.copying import beside
from storage.study.keeping.leftover_logs import LeftoverLogError, has_leftover_log, set_log_aside
from storage.study.keeping.restore_folders import restore_folder
from storage.study.keeping.restore_points import restore_points
from storage.study.study_file import StudyFile


@pytest.fixture
def dead(study: StudyFile, tmp_path: Path) -> Path:
    """Return a copy of a study as a program leaves it that died after a change."""
    study.perform(rename_study("Before the end"))
    path = tmp_path / "dead" / "study.strandline"
    path.parent.mkdir()
    for end in ("", "-wal"):
        copyfile(beside(study.path, end), beside(path, end))
    return path


def test_the_last_changes_are_taken_in(dead: Path) -> None:
    with StudyFile.open(dead) as study:
        assert study_details(study.reader).name == "Before the end"
        assert study.check() == []
    assert not has_leftover_log(dead)
    assert "as found" in {point.occasion for point in restore_points(dead)}


def put_together(path: Path, study: Path, log: Path) -> None:
    copyfile(study, path)
    copyfile(log, beside(path, "-wal"))


def test_a_study_that_was_put_back_opens_without_the_log_of_later(
    filled: Path, study: StudyFile, tmp_path: Path
) -> None:
    """Restored by hand, while the log of the later study was left beside it."""
    study.perform(correct_turn(2, "Well, we trust nobody.", 2))
    study.checkpoint()
    log = beside(study.path, "-wal")
    for number in range(60):
        study.perform(toggle_code(1, number, number + 3, 16))
    path = tmp_path / "restored.strandline"
    put_together(path, filled, log)
    before = path.read_bytes(), beside(path, "-wal").read_bytes()
    with pytest.raises(LeftoverLogError, match="do not fit together"):
        StudyFile.open(path)
    assert (path.read_bytes(), beside(path, "-wal").read_bytes()) == before
    set_log_aside(path)
    with StudyFile.open(path) as again:
        assert again.check() == []
        assert study_details(again.reader).name == "Saltmere Partnership"
    assert [file for file in restore_folder(path).iterdir() if file.name.endswith(".log-wal")]


def test_a_study_of_later_opens_without_the_log_of_earlier(study: StudyFile, tmp_path: Path) -> None:
    study.perform(toggle_code(1, 0, 5, 15))
    log = Path(copyfile(beside(study.path, "-wal"), tmp_path / "early-wal"))
    for number in range(9):
        study.perform(toggle_code(1, number, number + 3, 16))
    study.checkpoint()
    path = tmp_path / "later.strandline"
    put_together(path, study.path, log)
    with pytest.raises(LeftoverLogError):
        StudyFile.open(path)


def test_a_log_that_was_half_brought_in_still_belongs(study: StudyFile, tmp_path: Path) -> None:
    """The program died after bringing the log into the file and before emptying it."""
    for number in range(9):
        study.perform(toggle_code(1, number, number + 3, 16))
    log = Path(copyfile(beside(study.path, "-wal"), tmp_path / "whole-wal"))
    study.checkpoint()
    path = tmp_path / "again.strandline"
    put_together(path, study.path, log)
    with StudyFile.open(path) as again:
        assert len(again.history()) == len(study.history())


def test_what_was_looked_at_leaves_nothing_beside_the_copies(dead: Path) -> None:
    StudyFile.open(dead).close()
    kept = {file.name for file in restore_folder(dead).iterdir()}
    assert not {name for name in kept if name.endswith((".strandline-wal", ".strandline-shm"))}


_DIES_MIGRATING = """
import os, signal, sys
from pathlib import Path
from storage.study import migrating
from storage.study.study_file import StudyFile

migrating.note_barrier = lambda connection, *_kind, **_versions: (
    connection.exec_driver_sql("PRAGMA cache_spill = 1"),
    connection.exec_driver_sql("PRAGMA cache_size = 1"),
    connection.exec_driver_sql("UPDATE transcript SET text = text || ''"),
    os.kill(os.getpid(), signal.SIGKILL),
)
StudyFile.open(Path(sys.argv[1]))
"""


@pytest.mark.parametrize("version", [1, 2])
def test_a_study_of_an_earlier_format_survives_a_program_that_died_changing_it(
    version: int, tmp_path: Path
) -> None:
    root = Path(__file__).parents[2]
    path = Path(copyfile(root / f"tests/data/version_{version}.strandline", tmp_path / "old.strandline"))
    subprocess.run([sys.executable, "-c", _DIES_MIGRATING, str(path)], cwd=root, check=False)
    assert has_leftover_log(path)
    with StudyFile.open(path) as study:
        assert study.check() == []
