"""The journal: undo, redo, the audit trail and Changes come from here and nowhere else.

While the writing connection is open, TEMP triggers note every row an operation touches. An insert keeps the
row's id; an update the old values of the columns that changed; a delete the whole row. Undoing swaps: the
image that was kept goes into the table, what stood there becomes the image, so that the same rows, replayed
forwards, are the redo.
"""

import json
from collections import defaultdict
from collections.abc import Generator, Iterable, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from functools import cache
from itertools import groupby
from pathlib import Path
from typing import Any, Final

from sqlalchemy import (
    Connection,
    Delete,
    Integer,
    Select,
    Table,
    Update,
    bindparam,
    delete,
    insert,
    select,
    update,
)
from sqlalchemy.exc import IntegrityError

from coding.errors import CannotUndoError
from coding.language import _
from storage.study import schema
from storage.study.column_kinds import interview_of
from storage.study.connection import BATCH, batches, connect, fetched, raw
from storage.study.journal_images import TABLES, Note, record_is_damaged, refuse_damaged
from storage.study.operation import now
from storage.study.tables import INTERVIEW, MEMO, READING, TRANSCRIPT, TableName

# Whose rows make their interview one of those that an operation changed.
_ON_TRANSCRIPTS: Final = {*(t.name for t in schema.JOURNALED if "transcript_id" in t.c), READING}


@dataclass(frozen=True, slots=True)
class Changes:
    """What an operation changed: ids by table name, and the transcripts whose text, codings or readings did.

    Read from the journal, never composed. ``rows`` holds inserted, updated and deleted ids alike.
    """

    rows: Mapping[TableName, frozenset[int]] = field(default_factory=dict[TableName, frozenset[int]])
    transcripts: frozenset[int] = frozenset()

    def __bool__(self) -> bool:
        """Tell whether anything changed."""
        return bool(self.rows)

    def touches(self, *tables: TableName) -> bool:
        """Tell whether rows of any of these tables changed."""
        return any(table in self.rows for table in tables)


def connect_for_writing(path: Path) -> Connection:
    """Open the connection of a study through which everything is written, with a log and a journal."""
    connection = connect(path)
    try:
        raw(connection).execute("PRAGMA journal_mode = WAL")
        raw(connection).execute("PRAGMA wal_autocheckpoint = 0")
        install(connection)
    except BaseException:
        connection.close()
        raise
    return connection


def install(connection: Connection) -> None:
    """Make the triggers on a writing connection; a write outside an operation fails from now on."""
    run = connection.exec_driver_sql
    run("CREATE TEMP TABLE journaling (operation_id INTEGER, replaying INTEGER NOT NULL)")
    run("INSERT INTO journaling VALUES (NULL, 0)")
    for table in schema.JOURNALED:
        for action in "IUD":
            run(_trigger(table, action))
    connection.commit()


def _trigger(table: Table, action: str) -> str:
    verb, side = {"I": ("INSERT", "NEW"), "U": ("UPDATE", "OLD"), "D": ("DELETE", "OLD")}[action]
    columns = [column.name for column in table.columns]
    if action == "I":
        image = "NULL"
    elif action == "D":
        image = "json_object(" + ", ".join(f"'{name}', OLD.\"{name}\"" for name in columns) + ")"
    else:
        changed = " UNION ALL ".join(
            f"""SELECT '{name}' AS k, OLD."{name}" AS v WHERE OLD."{name}" IS NOT NEW."{name}" """
            for name in columns
        )
        image = f"(SELECT json_group_object(k, v) FROM ({changed}))"  # noqa: S608 - names from our own metadata
    some_change = (
        " AND (" + " OR ".join(f'OLD."{name}" IS NOT NEW."{name}"' for name in columns) + ")"
        if action == "U"
        else ""
    )
    return (
        f'CREATE TEMP TRIGGER journal_{table.name}_{action} AFTER {verb} ON main."{table.name}" '  # noqa: S608
        f"WHEN (SELECT NOT replaying FROM journaling){some_change} BEGIN "
        f"INSERT INTO change (operation_id, table_name, row_id, action, image) "
        f"VALUES ((SELECT operation_id FROM journaling), '{table.name}', {side}.id, '{action}', {image}); END"
    )


def begin(connection: Connection, operation_id: int) -> None:
    """Note all rows from now on under this operation."""
    raw(connection).execute("UPDATE journaling SET operation_id = ?", (operation_id,))


def end(connection: Connection) -> None:
    """Stop noting: further writes are refused until the next operation begins."""
    raw(connection).execute("UPDATE journaling SET operation_id = NULL")


def changes_of(connection: Connection, operation_id: int) -> Changes:
    """Read what an operation changed."""
    return _changes(connection, _notes_of(connection, operation_id))


def _notes_of(connection: Connection, operation_id: int) -> list[Note]:
    return [Note._make(row) for row in fetched(connection.execute(_notes(), {"operation": operation_id}))]


def _changes(connection: Connection, notes: Iterable[Note]) -> Changes:
    rows: dict[TableName, set[int]] = defaultdict(set)
    transcripts: set[int] = set()
    for _id, table_name, row_id, _action, image in notes:
        rows[TableName(table_name)].add(row_id)
        if table_name == TRANSCRIPT:
            transcripts.add(row_id)
        elif table_name in _ON_TRANSCRIPTS and image:
            name = _interview_column(table_name)
            if f'"{name}"' in image:  # to read every image takes longer than all else here
                transcripts |= {json.loads(image).get(name)} - {None}
    transcripts |= _transcripts_of(connection, rows)
    return Changes({name: frozenset(ids) for name, ids in rows.items()}, frozenset(transcripts))


def only_interview(connection: Connection, changes: Changes) -> int | None:
    """Return the interview that changes are about, if it is one only."""
    found = set(changes.transcripts) | set(changes.rows.get(INTERVIEW, ()))
    for ids in batches(changes.rows.get(MEMO, ())):
        found |= set(connection.scalars(_interviews_of_memos(), {"ids": ids}))
    for name, ids in changes.rows.items():
        if "interview_id" in TABLES[name].c and len(found) < 2:
            found |= set(connection.scalars(_whose(name), {"ids": list(ids)[:BATCH]})) - {None}
    return found.pop() if len(found) == 1 else None


def _transcripts_of(connection: Connection, rows: Mapping[TableName, set[int]]) -> set[int]:
    found: set[int] = set()
    for name, changed in rows.items():
        if name in _ON_TRANSCRIPTS:
            for ids in batches(changed):
                found |= set(connection.scalars(_whose(name), {"ids": ids}))
    return found


@cache
def _interview_column(table_name: str) -> str:
    whose = interview_of(TABLES[table_name])
    assert whose is not None
    return whose.name


# Asked at every key, so each is built only once.


@cache
def _notes() -> Select[int, str, int, str, str | None]:
    change = schema.change.c
    return (
        select(change.id, change.table_name, change.row_id, change.action, change.image)
        .where(change.operation_id == bindparam("operation"))
        .order_by(change.id)
    )


@cache
def _whose(name: str) -> Select[int]:
    table = TABLES[name]
    ids = bindparam("ids", type_=Integer, expanding=True)
    whose = interview_of(table)
    assert whose is not None
    return select(whose).where(table.c.id.in_(ids)).distinct()


@cache
def _interviews_of_memos() -> Select[int]:
    """Return the interviews of memos on codings: these say no interview of their own."""
    memo, coding = schema.memo, schema.coding
    ids = bindparam("ids", type_=Integer, expanding=True)
    joined = memo.join(coding, coding.c.id == memo.c.coding_id)
    return select(coding.c.transcript_id).select_from(joined).where(memo.c.id.in_(ids)).distinct()


@cache
def _later() -> Select[int]:
    mine, later = schema.change.alias("mine"), schema.change.alias("later")
    return (
        select(later.c.operation_id)
        .join(mine, (mine.c.table_name == later.c.table_name) & (mine.c.row_id == later.c.row_id))
        .join(schema.operation, schema.operation.c.id == later.c.operation_id)
        .where(
            mine.c.operation_id == bindparam("operation"),
            later.c.operation_id > bindparam("operation"),
            schema.operation.c.status == "done",
        )
        .limit(1)
    )


@cache
def _rows(table: Table) -> Select[*tuple[Any, ...]]:
    return select(table).where(table.c.id.in_(bindparam("ids", type_=Integer, expanding=True)))


@cache
def _removal(table: Table) -> Delete:
    return delete(table).where(table.c.id.in_(bindparam("ids", type_=Integer, expanding=True)))


@cache
def _set_status() -> Update:
    operation = schema.operation
    this = operation.c.id == bindparam("operation")
    return update(operation).where(this).values(status=bindparam("now"), undone=bindparam("time"))


def undo(connection: Connection, operation_id: int) -> Changes:
    """Take an operation back inside the caller's transaction.

    Raises CannotUndoError if a later operation that stands touched the same rows, or if something that came
    later leans on them.
    """
    return _replay(connection, operation_id, forwards=False)


def redo(connection: Connection, operation_id: int) -> Changes:
    """Do an undone operation again inside the caller's transaction; refusals as for undo."""
    return _replay(connection, operation_id, forwards=True)


def reverse(connection: Connection, operation_id: int) -> None:
    """Take an old operation back as part of the one that is being done, which is noted like any other.

    Raises CannotUndoError as undo does.
    """
    rows = _replayable(connection, operation_id, forwards=False)
    with _refusing_what_leans_on_it():
        _swap_all(connection, rows, forwards=False)


def forget(connection: Connection) -> None:
    """Drop what is kept of rows for undo and redo: nothing that was done can be replayed any more."""
    connection.execute(delete(schema.change))
    undone = schema.operation.c.status == "undone"
    connection.execute(update(schema.operation).where(undone).values(status="dropped"))


def _replay(connection: Connection, operation_id: int, *, forwards: bool) -> Changes:
    rows = _replayable(connection, operation_id, forwards=forwards)
    before = _changes(connection, rows)
    raw(connection).execute("UPDATE journaling SET replaying = 1")
    with _refusing_what_leans_on_it():
        kept = _swap_all(connection, rows, forwards=forwards)
    raw(connection).execute("UPDATE journaling SET replaying = 0")
    images = {each["note"]: each["was"] for each in kept}
    # SQLAlchemy's own way takes four times as long for thousands.
    raw(connection).executemany(
        "UPDATE change SET image = ? WHERE id = ?", [(was, note_id) for note_id, was in images.items()]
    )
    status, undone = ("done", "") if forwards else ("undone", now())
    connection.execute(_set_status(), {"operation": operation_id, "now": status, "time": undone})
    after = _changes(connection, (note._replace(image=images[note.id]) for note in rows))
    return Changes(before.rows, before.transcripts | after.transcripts)


@contextmanager
def _refusing_what_leans_on_it() -> Generator[None]:
    try:
        yield
    except IntegrityError as error:
        raise CannotUndoError(
            _("This change can no longer be undone."),
            _("Something that was added later depends on it."),
            _("Take back or delete the later change first."),
        ) from error


def _replayable(connection: Connection, operation_id: int, *, forwards: bool) -> list[Note]:
    """Return what was noted of an operation; raises CannotUndoError where it cannot be replayed."""
    _refuse_if_touched_later(connection, operation_id)
    rows = _notes_of(connection, operation_id)
    refuse_damaged(rows, forwards=forwards)
    return rows


def _swap_all(connection: Connection, rows: list[Note], *, forwards: bool) -> list[Mapping[str, object]]:
    """Put the images of an operation in place; return by note the images of what stood there."""
    kept: list[Mapping[str, object]] = []
    ordered = rows if forwards else rows[::-1]
    for (name, action), notes in groupby(ordered, key=lambda note: (note.table_name, note.action)):
        kept += _swap(connection, TABLES[name], (action, forwards), list(notes))
    return kept


def _swap(
    connection: Connection, table: Table, step: tuple[str, bool], notes: list[Note]
) -> Iterable[Mapping[str, object]]:
    """Put the images of notes of one kind in place; return by note the image of what stood there."""
    match step:
        case ("I", False) | ("D", True):
            return _take_out(connection, table, notes)
        case ("I", True) | ("D", False):
            connection.execute(insert(table), [note.values for note in notes])
            return [{"note": note.id, "was": None} for note in notes]
        case _:
            return _swap_values(connection, table, notes)


def _take_out(connection: Connection, table: Table, notes: list[Note]) -> Iterable[Mapping[str, object]]:
    """Delete rows, in the order of the notes but for those that a statement takes together."""
    for some in batches(notes):
        these = {"ids": [note.row_id for note in some]}
        found = connection.execute(_rows(table), these).mappings()
        images = {row["id"]: json.dumps(dict(row), ensure_ascii=False) for row in found}
        if images.keys() != {*these["ids"]}:
            raise record_is_damaged()
        connection.execute(_removal(table), these)
        yield from ({"note": note.id, "was": images[note.row_id]} for note in some)


def _swap_values(
    connection: Connection, table: Table, notes: Sequence[Note]
) -> Iterable[Mapping[str, object]]:
    """Put old values in place, many rows at a time: a change of a text moves thousands."""
    for some in _each_row_once(notes):
        by_columns: dict[tuple[str, ...], list[tuple[Note, dict[str, Any]]]] = defaultdict(list)
        for note in some:
            values = note.values
            by_columns[tuple(values)].append((note, values))
        for columns, images in by_columns.items():
            yield from _swap_columns(connection, table, columns, images)


def _each_row_once(notes: Sequence[Note]) -> Iterable[Sequence[Note]]:
    """Cut notes, in their order, into stretches that touch no row twice, nor too many rows for a query."""
    some: dict[int, Note] = {}
    for note in notes:
        if note.row_id in some or len(some) == BATCH:
            yield list(some.values())
            some = {}
        some[note.row_id] = note
    yield list(some.values())


def _swap_columns(
    connection: Connection,
    table: Table,
    columns: Sequence[str],
    images: Sequence[tuple[Note, dict[str, Any]]],
) -> Iterable[Mapping[str, object]]:
    wanted = select(table.c.id, *(table.c[name] for name in columns))
    these = [note.row_id for note, _values in images]
    stood = {id_: values for id_, *values in connection.execute(wanted.where(table.c.id.in_(these)))}
    if stood.keys() != {*these}:
        raise record_is_damaged()
    _put(connection, table, images)
    for note, _values in images:
        was = dict(zip(columns, stood[note.row_id], strict=True))
        yield {"note": note.id, "was": json.dumps(was, ensure_ascii=False)}


def _put(connection: Connection, table: Table, images: Sequence[tuple[Note, dict[str, Any]]]) -> None:
    """Write the values of images: at once where many say the same, as where a code took another's place."""
    alike: dict[str | None, list[tuple[Note, dict[str, Any]]]] = defaultdict(list)
    for note, values in images:
        alike[note.image].append((note, values))
    apart: list[dict[str, Any]] = []
    for some in alike.values():
        if len(some) == 1:
            apart += [{"row": note.row_id} | values for note, values in some]
        else:
            ids = [note.row_id for note, _values in some]
            connection.execute(update(table).where(table.c.id.in_(ids)).values(some[0][1]))
    if apart:
        connection.execute(update(table).where(table.c.id == bindparam("row")), apart)


def _refuse_if_touched_later(connection: Connection, operation_id: int) -> None:
    if connection.execute(_later(), {"operation": operation_id}).first() is not None:
        raise CannotUndoError(
            _("This change can no longer be undone."),
            _("A later change touched the same place."),
            _("Take back the later change first."),
        )
