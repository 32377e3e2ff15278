"""A study as it was: a copy in memory in which everything that was done later is taken back.

Operations are played backwards in the order of time, those that were undone later forwards. Nothing is taken
back on the disk. Where the journal does not reach, it is said: before a withdrawal (its journal was emptied),
before a repair, before a shared copy was made, and between a restore point and the day it was gone back to.
What was taken back and done again stands all the while: of that the journal keeps no time.
"""

import json
from collections.abc import Generator, Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from itertools import groupby
from pathlib import Path
from typing import Any, Final, NamedTuple

from sqlalchemy import Connection, select

from coding.errors import UserError
from coding.language import _
from coding.progress import Progress, silent
from coding.text.times import local_minute
from storage.study import indexes, schema, word_counts
from storage.study.connection import batches, fetched, raw
from storage.study.history import WITHDRAWALS
from storage.study.journal import Changes
from storage.study.journal_images import TABLES, Note, record_is_damaged
from storage.study.memory_copy import copied_to_memory
from storage.study.tables import MARK, SAID, TRANSCRIPT, TableName

_FOR_GOOD: Final = (*WITHDRAWALS, "repair")  # nothing before them can be known
_JOURNAL: Final = (schema.operation, schema.change, schema.text_index)
# What a change of format worked out of what was there, worked out again of what is there now; by format.
_STEPS: Final = {
    4: (
        "DELETE FROM reading",
        (
            "INSERT INTO reading (interview_id, coder_id, state, blind, started, done_on)"
            " SELECT id, (SELECT min(id) FROM coder), state, 0, '', '' FROM interview"
            " WHERE state <> 'not started' ORDER BY id"
        ),
    ),
    5: (
        (
            "UPDATE code SET is_group = 1 WHERE parent_id IS NULL AND framework_id IN"
            " (SELECT id FROM framework WHERE instr(levels, char(10)) > 0)"
        ),
    ),
    7: (
        "UPDATE turn SET ms = time * 1000 WHERE ms IS NULL",
        "UPDATE mark SET ms = time * 1000 WHERE ms IS NULL",
        "UPDATE interview SET duration_ms = duration * 1000 WHERE duration_ms IS NULL",
    ),
}
_COUNTED_ANEW: Final = 4  # the format with which words were counted by another rule


@dataclass(frozen=True)
class Past:
    """A study as it was: ``connection`` reads it; ``later`` are the operations that were taken back, by id.

    ``again`` are those that stood then and were undone since.
    """

    connection: Connection
    moment: str
    later: tuple[int, ...]
    again: tuple[int, ...]


class _Happening(NamedTuple):
    """Something that is to be taken back: an operation that was done, or its undoing."""

    time: str
    is_undoing: bool
    operation_id: int


@contextmanager
def as_of(
    source: Path, moment: str, progress: Progress = silent, *, searched: bool = False
) -> Generator[Past]:
    """Give a study as it was at a moment (UTC, ISO 8601, as operations have it), that included.

    Its words are found by the full-text index only where it is to be ``searched``. Raises UserError where
    the journal does not reach back so far, and whatever ``progress`` raises.
    """
    progress(0, 1, _("As it was"))
    with copied_to_memory(source, also=_JOURNAL) as copy:
        run = raw(copy).execute
        run("PRAGMA foreign_keys = OFF")  # rows come and go in an order of their own
        _refuse_what_is_not_known(copy, moment)
        happenings = _later_than(copy, moment)
        touched = _take_back(copy, happenings, progress)
        _cross_formats(copy, moment)
        indexes.follow(copy, _said(copy, touched, all_of_it=searched))
        done = tuple(each.operation_id for each in happenings if not each.is_undoing)
        again = tuple(each.operation_id for each in happenings if each.is_undoing)
        yield Past(copy, moment, done, again)


def _refuse_what_is_not_known(copy: Connection, moment: str) -> None:
    """Raise UserError where the journal does not say what stood then."""
    began = _begun(copy)
    if moment < began:
        raise UserError(
            _("This study, or this copy of it, was begun on {when}.").format(when=local_minute(began)),
            _("What was before that is not in it."),
            _("Ask for a later day, or ask whoever has the study that it was copied from."),
        )
    table = schema.operation.c
    rows = copy.execute(
        select(table.id, table.kind, table.created).where(table.created > moment).order_by(table.id.desc())
    ).all()
    for operation_id, kind, created in rows:
        if kind in _FOR_GOOD:
            raise _not_before(created, withdrawn=kind in WITHDRAWALS)
        if kind == "go_back" and moment > _last_before(copy, operation_id):
            raise UserError(
                _("The study went back to a restore point on {when}.").format(when=local_minute(created)),
                _("What was done between that point and then is no longer in it."),
                _("Ask for a day before the restore point, or for a later one."),
            )


def _begun(copy: Connection) -> str:
    """Return when the study was begun: as a copy of another, or set up, which is nobody's doing."""
    table = schema.operation.c
    first = copy.execute(select(table.created, table.coder_id).order_by(table.id).limit(1)).first()
    made = copy.scalar(select(schema.study.c.created)) or ""
    return max(made, first.created) if first is not None and first.coder_id is None else made


def _not_before(created: str, *, withdrawn: bool) -> UserError:
    why = (
        _("A person was taken out of the study on {when}, and with them what was known of the time before.")
        if withdrawn
        else _("The study was repaired on {when}; what was done before is no longer known.")
    )
    return UserError(
        why.format(when=local_minute(created)),
        _("Tables are not rebuilt for the time before."),
        _("Ask for a later day. Restore points of that time may still be there."),
    )


def _last_before(copy: Connection, operation_id: int) -> str:
    """Return when the last thing happened before an operation."""
    query = "SELECT max(max(created), max(undone)) FROM operation WHERE id < ?"
    return raw(copy).execute(query, (operation_id,)).fetchone()[0] or ""


def _later_than(copy: Connection, moment: str) -> list[_Happening]:
    """Return what happened later, the last first; what was done and undone later is nothing."""
    table = schema.operation.c
    changed = table.status != "noted"
    rows = copy.execute(select(table.id, table.created, table.status, table.undone).where(changed)).all()
    found: list[_Happening] = []
    for operation_id, created, status, undone in rows:
        if status == "done" and created > moment:
            found.append(_Happening(created, is_undoing=False, operation_id=operation_id))
        elif status != "done" and created <= moment < undone:
            found.append(_Happening(undone, is_undoing=True, operation_id=operation_id))
    # Of one millisecond: what was undone was undone before another thing was done.
    found.sort(key=lambda each: each.operation_id if each.is_undoing else -each.operation_id)
    found.sort(key=lambda each: (each.time, not each.is_undoing), reverse=True)
    return found


def _take_back(copy: Connection, happenings: Sequence[_Happening], progress: Progress) -> dict[str, set[int]]:
    """Put in place what the journal kept; return the rows that were touched, by table."""
    touched: dict[str, set[int]] = {}
    done = 0
    for is_undoing, some in groupby(happenings, key=lambda each: each.is_undoing):
        ids = [each.operation_id for each in some]
        for part in batches(ids):
            progress(done, len(happenings), _("As it was"))
            done += len(part)
            notes = _notes(copy, part, forwards=is_undoing)
            for note in notes:
                touched.setdefault(note.table_name, set()).add(note.row_id)
            _put(copy, notes, forwards=is_undoing)
    return touched


def _notes(copy: Connection, ids: Sequence[int], *, forwards: bool) -> list[Note]:
    """Return what was noted of operations, in the order in which it is to be replayed."""
    table = schema.change.c
    query = select(table.operation_id, table.id, table.table_name, table.row_id, table.action, table.image)
    found: dict[int, list[Note]] = {}
    for operation_id, *note in fetched(
        copy.execute(query.where(table.operation_id.in_(ids)).order_by(table.id))
    ):
        found.setdefault(operation_id, []).append(Note._make(note))
    notes: list[Note] = []
    for operation_id in ids:
        mine = found.get(operation_id, [])
        notes += mine if forwards else mine[::-1]
    return [note for note in notes if note.table_name in TABLES]


def _put(copy: Connection, notes: Iterable[Note], *, forwards: bool) -> None:
    """Replay notes, those of one kind with one statement."""
    run = raw(copy)
    for (name, action, columns), some in groupby(notes, key=_kind):
        alike = list(some)
        if action == "U" and columns:
            named = ", ".join(f'"{column}" = ?' for column in columns)
            rows = [(*_values(note, columns), note.row_id) for note in alike]
            run.executemany(f'UPDATE "{name}" SET {named} WHERE id = ?', rows)  # noqa: S608 - our own names
        elif action == ("D" if forwards else "I"):
            run.executemany(f'DELETE FROM "{name}" WHERE id = ?', [(note.row_id,) for note in alike])  # noqa: S608
        elif action != "U":
            if not columns:
                raise record_is_damaged()
            named = ", ".join(f'"{column}"' for column in columns)
            marks = ", ".join("?" * len(columns))
            rows = [_values(note, columns) for note in alike]
            run.executemany(f'INSERT INTO "{name}" ({named}) VALUES ({marks})', rows)  # noqa: S608


def _kind(note: Note) -> tuple[str, str, tuple[str, ...]]:
    """Return what notes that are replayed together have in common; columns that are no more are left."""
    there = TABLES[note.table_name].c
    return note.table_name, note.action, tuple(name for name in note.values if name in there)


def _values(note: Note, columns: Sequence[str]) -> tuple[Any, ...]:
    values = note.values
    return tuple(values[column] for column in columns)


def _cross_formats(copy: Connection, moment: str) -> None:
    """Work out again what changes of format had worked out since."""
    table = schema.operation.c
    migrated = (table.kind == "migrate") & (table.created > moment)
    for parameters in copy.scalars(select(table.parameters).where(migrated).order_by(table.id)).all():
        said = json.loads(parameters or "{}")
        for version in range(int(said.get("old", 0)) + 1, int(said.get("version", 0)) + 1):
            for statement in _STEPS.get(version, ()):
                raw(copy).execute(statement)
            if version == _COUNTED_ANEW:
                word_counts.recount(copy)


def _said(copy: Connection, touched: dict[str, set[int]], *, all_of_it: bool) -> Changes:
    """Return which texts are to be indexed anew."""
    every = frozenset(copy.scalars(select(schema.transcript.c.id)))
    if all_of_it:
        return Changes({TRANSCRIPT: every}, every)
    names = [name for name in (*SAID, MARK) if name in touched]
    if not names:
        return Changes()
    transcripts = set(touched.get(TRANSCRIPT, ()))
    for name in names:
        transcripts |= set(_transcripts_of(copy, name, touched[name]))
    rows = {TableName(name): frozenset(touched[name]) for name in names}
    return Changes({**rows, TRANSCRIPT: frozenset(transcripts)}, frozenset(transcripts))


def _transcripts_of(copy: Connection, name: str, ids: set[int]) -> Iterator[int]:
    table = TABLES[name]
    column = table.c.id if name == TRANSCRIPT else table.c.get("transcript_id")
    if column is not None:
        for some in batches(ids):
            yield from copy.scalars(select(column).where(table.c.id.in_(some)))
