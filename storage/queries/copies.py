"""All that merging has to know of one of two copies of a study: its rows and its journal."""

import json
from functools import cache
from typing import Any

from sqlalchemy import Connection, Table, select

from coding.merging.journals import Copy, DoneOperation, NotedRow, Reference, References, Row
from storage.study import schema
from storage.study.column_kinds import Gone, when_gone


def read_copy(connection: Connection) -> Copy:
    """Read a whole study with its journal; an operation that is not done yet is left out."""
    study = connection.execute(select(schema.study)).mappings().one()
    operation, change = schema.operation.c, schema.change.c
    done = connection.execute(
        select(
            operation.id, operation.kind, operation.created, operation.status == "done", operation.parameters
        )
        .where(operation.status != "noted")
        .order_by(operation.id)
    )
    notes = connection.execute(
        select(change.operation_id, change.table_name, change.row_id, change.action, change.image).order_by(
            change.id
        )
    )
    return Copy(
        study["guid"],
        study["came_from"],
        study["created"],
        {table.name: rows_of(connection, table) for table in schema.JOURNALED},
        _finished([DoneOperation(*row[:3], bool(row[3]), row[4]) for row in done]),
        [NotedRow(*row[:4], json.loads(row[4] or "{}")) for row in notes],
    )


def rows_of(connection: Connection, table: Table) -> dict[int, Row]:
    """Return all rows of a table by id, as plain values."""
    return {row["id"]: dict(row) for row in connection.execute(select(table)).mappings()}


def _finished(done: list[DoneOperation]) -> list[DoneOperation]:
    """Leave out the operation in which this is read: what is kept with it is written at its end."""
    return done[:-1] if done and not done[-1].parameters else done


@cache
def references() -> References:
    """Return what the columns of each table point at."""
    return {table.name: dict(map(_reference, _pointing(table))) for table in schema.JOURNALED}


def _pointing(table: Table) -> list[Any]:
    return [column for column in table.columns if column.foreign_keys]


def _reference(column: Any) -> tuple[str, Reference]:
    (key,) = column.foreign_keys
    return column.name, Reference(key.column.table.name, when_gone(column) is Gone.GO)
