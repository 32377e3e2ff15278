"""Repairing a damaged study: all that can be saved goes into a new file, and what could not is listed.

The old file is only read. Rows are taken from its pages one by one (storage/study/repair/salvage.py), made to
fit the schema again, and written to a new study. What was done before a repair cannot be undone.
"""

from collections.abc import Mapping
from contextlib import closing, suppress
from dataclasses import dataclass
from pathlib import Path
from shutil import copyfile
from tempfile import TemporaryDirectory

from sqlalchemy import Connection, Table

from coding.errors import DamagedError, UserError
from coding.language import _
from coding.progress import Progress, silent
from storage.study import indexes, schema
from storage.study.checks.soundness import what_is_wrong
from storage.study.connection import connect, raw, translate_errors
from storage.study.history import note_barrier
from storage.study.journal import Changes
from storage.study.keeping.copying import LOGS, beside, replacing_study
from storage.study.keeping.leftover_logs import has_leftover_log
from storage.study.keys import Key
from storage.study.lock import release, take_lock
from storage.study.new_tables import create_tables
from storage.study.open_checks import recover, refuse_what_is_no_file, refuse_what_is_there, resolved
from storage.study.repair.decrypting import RESERVED, decrypted
from storage.study.repair.made_whole import Losses, make_whole
from storage.study.repair.salvage import TABLES, Rows, salvage
from storage.study.tables import TRANSCRIPT, TURN


@dataclass(frozen=True, slots=True)
class Repaired:
    """What came of a repair: rows by table in the new study, and what could not be saved, sentences."""

    saved: Mapping[str, int]
    losses: Losses


def repair(path: Path, target: Path, key: Key | None = None, progress: Progress = silent) -> Repaired:
    """Rebuild a damaged study into a new file; the old one is left as it is.

    With a password, the ``key_of_damaged`` is held, and opens the new one too. Raises UserError: the study is
    open in a window, the new file is there already or may not be written, nothing can be saved.
    """
    path = resolved(path)
    refuse_what_is_no_file(path)
    refuse_what_is_there(target)
    lock = take_lock(path)
    try:
        with replacing_study(path, target) as part:
            return _rebuild(path, part, key, progress)
    finally:
        release(lock)


def _rebuild(path: Path, part: Path, key: Key | None, progress: Progress) -> Repaired:
    progress(0, 3, _("Reading what can be read"))
    data, damaged = _bytes_of(path, part.parent), 0
    if key is not None:
        data, damaged = decrypted(data, key)
    found = salvage(data, 0 if key is None else RESERVED)
    if not any(
        found.rows[table] for table in (schema.transcript, schema.coding, schema.interview, schema.code)
    ):
        raise DamagedError(
            _("Nothing of “{name}” can be saved.").format(name=path.name),
            _("No study was made; the file was left as it is."),
            _("Go back to a restore point, or open a copy."),
        )
    progress(1, 3, _("Fitting it together"))
    losses = make_whole(found, path.stem)
    losses.damaged_pages = damaged
    progress(2, 3, _("Writing the new study"))
    create_tables(part, key)
    with translate_errors(part), closing(connect(part)) as connection:
        raw(connection).execute("PRAGMA foreign_keys = OFF")
        with connection.begin():
            _write(connection, found.rows, found.last_ids)
        losses.still_wrong += what_is_wrong(connection)
    return Repaired({table.name: len(rows) for table, rows in found.rows.items()}, losses)


def _bytes_of(path: Path, folder: Path) -> bytes:
    """Return the bytes of a study; a log beside it is taken in, on a copy, as far as SQLite can."""
    if not has_leftover_log(path):
        return path.read_bytes()
    with TemporaryDirectory(prefix=".strandline-", dir=folder) as aside:
        copy = Path(copyfile(path, Path(aside, path.name)))
        for end in LOGS:
            if beside(path, end).exists():
                copyfile(beside(path, end), beside(copy, end))
        with suppress(UserError):
            recover(copy)
        return copy.read_bytes()


def _write(connection: Connection, rows: Mapping[Table, Rows], last_ids: Mapping[str, int]) -> None:
    run = raw(connection)
    for table in TABLES:
        names = [column.name for column in table.columns]
        quoted, marks = ", ".join(f'"{name}"' for name in names), ", ".join("?" * len(names))
        values = ([row[name] for name in names] for _id, row in sorted(rows[table].items()))
        run.executemany(f'INSERT INTO "{table.name}" ({quoted}) VALUES ({marks})', values)  # noqa: S608
        # An id that was ever given is never given again.
        if last := max([last_ids.get(table.name, 0), *rows[table]]):
            run.execute("DELETE FROM sqlite_sequence WHERE name = ?", (table.name,))
            run.execute("INSERT INTO sqlite_sequence VALUES (?, ?)", (table.name, last))
    texts, turns = frozenset(rows[schema.transcript]), frozenset(rows[schema.turn])
    indexes.follow(connection, Changes({TRANSCRIPT: texts, TURN: turns}, texts))
    note_barrier(connection, "repair")
