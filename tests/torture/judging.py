"""What is found after a kill: whether the study opens, is sound, and has every acknowledged change."""

import os
import zipfile
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import closing
from pathlib import Path
from time import time
from typing import Final

from coding.errors import UserError
from storage.study.checks.soundness import what_is_wrong
from storage.study.connection import connect
from storage.study.history import BARRIERS, WITHDRAWALS
from storage.study.keeping.restore_folders import restore_folder
from storage.study.keeping.restore_points import AS_FOUND
from storage.study.study_file import StudyFile
from tests.storage.dumps import dump
from tests.torture.states import State, digest_of, state_of

LOST, CORRUPT, UNOPENABLE = "lost", "corrupt", "unopenable"
Finding = tuple[str, str]  # one of these three, and what it is

_LONG_AGO: Final = 3600  # seconds, after which what a dead program left is swept


def judge(
    path: Path, start: State, last: State, gone: Sequence[str] = (), leaving: str = ""
) -> Iterator[Finding]:
    """Look at a study after a kill; ``last`` was acknowledged.

    Words of ``gone`` are nowhere, and one of who was ``leaving`` is nowhere if they are gone.
    """
    age(path.parent)
    try:
        study = StudyFile.open(path)
    except UserError as error:
        yield UNOPENABLE, str(error)
        return
    with study:
        if study.restore_point is not None:
            study.restore_point.keep()
        yield from ((CORRUPT, wrong) for wrong in study.check())
        found = state_of(study)
        yield from _compare(study, last, found)
        yield from _undo_all(study, start, state_of(study))
        if leaving and found.history[-1][1] in WITHDRAWALS:
            gone = (*gone, leaving)
    if (copy := path.with_name("copy.strandline")).exists():
        yield from judge_whole(copy)
    yield from ((CORRUPT, f"left beside it: {name}") for name in leftovers(path.parent))
    yield from _copies_astray(path)
    yield from (
        (LOST, f"“{word}” of somebody who withdrew is in {name}") for word, name in _traces(path, gone)
    )


def judge_whole(path: Path, rows: Mapping[str, int] | None = None) -> Iterator[Finding]:
    """Look at a study of which nothing is known, or how many rows its tables have."""
    age(path.parent)
    try:
        with StudyFile.open(path) as study:
            yield from ((CORRUPT, wrong) for wrong in study.check())
            if rows is not None and rows != {name: len(table) for name, table in dump(study).items()}:
                yield CORRUPT, f"{path.name} has other rows than it had"
    except UserError as error:
        yield UNOPENABLE, f"{path.name}: {error}"


def age(folder: Path) -> None:
    """Let everything in a folder be of an hour ago, so that what a dead program left is swept."""
    for part in folder.rglob("*.part*"):
        os.utime(part, (time() - _LONG_AGO, time() - _LONG_AGO))


def leftovers(folder: Path) -> list[str]:
    """Return what nobody needs once a study was opened and closed."""
    ends = ("-wal", "-shm", "-journal", ".lock")
    files = [file for file in _files(folder) if ".log-" not in file.name and file.name != "settings.ini.lock"]
    return sorted(file.name for file in files if ".part" in file.name or file.name.endswith(ends))


# --- what was acknowledged ------------------------------------------------------------------------


def _compare(study: StudyFile, last: State, found: State) -> Iterator[Finding]:
    """Look for all that was acknowledged; what was under way may be there whole, and goes and comes again."""
    if found == last:
        return
    if found.history == last.history:
        yield LOST, "the history is that of before, and the rows are not"
        return
    statuses = {id_: status for id_, _kind, status in found.history}
    lost = [line for line in last.history if line[0] not in statuses]
    if lost:
        yield LOST, f"operations {lost} are gone"
        return
    new = [line for line in found.history if line[0] > last.last_id]
    flipped = [id_ for id_, _kind, status in last.history if statuses[id_] != status != "undone"]
    if new and new[-1][1] in BARRIERS:
        return
    there, back = (study.redo, study.undo) if flipped and not new else (study.undo, study.redo)
    there()
    if digest_of(study) != last.digest:
        yield (
            LOST,
            f"taking back what was under way ({new or flipped}) does not lead to what was acknowledged",
        )
    back()
    if digest_of(study) != found.digest:
        yield CORRUPT, "undo does not come back"


def _undo_all(study: StudyFile, start: State, now: State) -> Iterator[Finding]:
    """Undo to the beginning and come back."""
    steps = 0
    while (entry := study.undoable()) is not None and entry.id > start.last_id:
        study.undo()
        steps += 1
    barred = any(kind in BARRIERS for id_, kind, _status in now.history if id_ > start.last_id)
    if not barred and digest_of(study) != start.digest:
        yield CORRUPT, "undo to the beginning does not lead there"
    for _step in range(steps):
        study.redo()
    if digest_of(study) != now.digest:
        yield CORRUPT, "redo does not come back from the beginning"


# --- what lies beside it --------------------------------------------------------------------------


def _copies_astray(path: Path) -> Iterator[Finding]:
    points = [file for file in _files(restore_folder(path)) if file.suffix == path.suffix]
    for copy in (point for point in points if AS_FOUND not in point.name):
        yield from ((CORRUPT, f"{copy.name}: {wrong}") for wrong in _wrong_with(copy))
    report, codings = path.with_name("report.docx"), path.with_name("codings.csv")
    if report.exists() and (not zipfile.is_zipfile(report) or zipfile.ZipFile(report).testzip()):
        yield CORRUPT, "half a report stands in its place"
    if codings.exists() and not codings.read_bytes().endswith(b"\n"):
        yield CORRUPT, "half a list of codings stands in its place"


def _wrong_with(copy: Path) -> list[str]:
    try:
        with closing(connect(copy, read_only=True)) as connection:
            return what_is_wrong(connection)
    except UserError as error:
        return [str(error)]


def _files(folder: Path) -> list[Path]:
    return [file for file in folder.rglob("*") if file.is_file()] if folder.is_dir() else []


def _traces(path: Path, gone: Sequence[str]) -> Iterable[tuple[str, str]]:
    """Yield where words stand that are to be nowhere; copies that a person made are that person's."""
    if gone:
        files = [path, *_files(restore_folder(path))]
        for file in files:
            held = file.read_bytes()
            yield from ((word, file.name) for word in gone if word.encode() in held)
