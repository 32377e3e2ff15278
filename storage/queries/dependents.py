"""What hangs on rows of a study, as the foreign keys of the schema say it."""

from collections import defaultdict, deque
from collections.abc import Collection, Iterable, Iterator, Mapping
from functools import cache
from typing import Any, NamedTuple

from sqlalchemy import Column, Connection, Table, select

from storage.study import schema
from storage.study.column_kinds import Gone, when_gone
from storage.study.connection import batches

Rows = Mapping[Table, Collection[int]]


class PointingColumn(NamedTuple):
    """A foreign key: the table that has it, and its column."""

    table: Table
    column: Column[Any]


def going_with(connection: Connection, table: Table, ids: Iterable[int]) -> Rows:
    """Return the ids of all rows that go when these go, themselves included, by table."""
    found: defaultdict[Table, dict[int, None]] = defaultdict(dict)
    wanted = deque([(table, list(ids))])
    while wanted:
        at, some = wanted.popleft()
        new = [id_ for id_ in some if id_ not in found[at]]
        found[at].update(dict.fromkeys(new))
        if new:
            wanted += ((key.table, _pointing(connection, key, new)) for key in keys_to(at, Gone.GO))
    return {each: rows for each, rows in found.items() if rows}


def left_pointing(
    connection: Connection, going: Rows, gone: Gone
) -> Iterator[tuple[PointingColumn, list[int]]]:
    """Yield the keys that say this of rows that go, with the ids of the rows that have them and stay."""
    for table, ids in going.items():
        for key in keys_to(table, gone):
            leaving = going.get(key.table, ())
            left = [id_ for id_ in _pointing(connection, key, ids) if id_ not in leaving]
            if left:
                yield key, left


def keys_to(table: Table, gone: Gone) -> tuple[PointingColumn, ...]:
    """Return the foreign keys that point at a table and say this of the rows that have them."""
    every = _keys((*schema.JOURNALED, *schema.JOURNAL_TABLES))[table]
    return tuple(key for key in every if when_gone(key.column) is gone)


@cache
def _keys(tables: tuple[Table, ...]) -> Mapping[Table, list[PointingColumn]]:
    found: defaultdict[Table, list[PointingColumn]] = defaultdict(list)
    for table in tables:
        for column in table.columns:
            for key in column.foreign_keys:
                target = key.column.table
                assert isinstance(target, Table)
                found[target].append(PointingColumn(table, column))
    return found


def _pointing(connection: Connection, key: PointingColumn, ids: Iterable[int]) -> list[int]:
    """Return the ids of the rows whose key points at one of these."""
    id_ = key.table.c.id
    return [
        found
        for some in batches(ids)
        for found in connection.scalars(select(id_).where(key.column.in_(some)).order_by(id_))
    ]
