"""Looking whether a study is sound: whatever the schema says of its tables holds for every row."""

import sqlite3
from collections.abc import Iterator

from sqlalchemy import Connection, Table, func, select

from coding.errors import DamagedError
from coding.language import _
from storage.study import schema
from storage.study.connection import raw
from storage.study.schema import Holds


def what_is_wrong(connection: Connection) -> list[str]:
    """Return what is damaged in a study, one sentence each; nothing for a sound one.

    Of a study of another format only what can be said without knowing its tables.
    """
    run = raw(connection).execute
    try:
        wrong = [
            *(row[0] for row in run("PRAGMA integrity_check") if row[0] != "ok"),
            *(
                _("A row of “{table}” points at something that is not there.").format(table=row[0])
                for row in run("PRAGMA foreign_key_check")
            ),
        ]
        if run("PRAGMA user_version").fetchone() != (schema.SCHEMA_VERSION,):
            return wrong
        return [*wrong, *_astray(connection), *_unreadable(connection)]
    except (sqlite3.DatabaseError, DamagedError) as error:  # too damaged to be looked at any further
        return [str(error)]


def _astray(connection: Connection) -> Iterator[str]:
    """Say which places lie outside the text they are in; of a coding something must be left."""
    transcript = schema.transcript.c
    rows = connection.execute(select(transcript.id, func.length(transcript.text).label("length")))
    lengths = {row.id: row.length for row in rows}
    for table in schema.JOURNALED:
        least = 1 if table is schema.coding else 0
        places = _places(connection, table)
        n = sum(not 0 <= start <= end - least <= lengths.get(id_, 0) - least for id_, start, end in places)
        if n and table is schema.coding:
            yield _("{n} codings lie outside their transcript.").format(n=n)
        elif n:
            yield _("{n} rows of “{table}” lie outside their transcript.").format(n=n, table=table.name)


def _places(connection: Connection, table: Table) -> Iterator[tuple[int, int, int]]:
    whose = schema.interview_of(table)
    if whose is not None and {"start", "end"} <= set(table.c.keys()):
        rows = connection.execute(select(whose, table.c.start, table.c.end).where(table.c.start.is_not(None)))
        yield from ((id_, start, end) for id_, start, end in rows)


def _unreadable(connection: Connection) -> Iterator[str]:
    for table in (*schema.JOURNALED, *schema.JOURNAL_TABLES):
        for column in table.columns:
            if schema.holds(column) is Holds.JSON:
                n = connection.scalar(select(func.count()).where(column != "", func.json_valid(column) == 0))
                if n:
                    yield _("{n} rows of “{table}” cannot be read.").format(n=n, table=table.name)
