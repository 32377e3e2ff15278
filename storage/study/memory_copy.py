"""A whole study in memory, to try on it what shall not touch the disk."""

from collections.abc import Generator
from contextlib import closing, contextmanager
from pathlib import Path

from sqlalchemy import Connection, Table

from storage.study import schema
from storage.study.connection import connect, in_memory, raw, translate_errors
from storage.study.new_tables import make_tables


@contextmanager
def copied_to_memory(
    source: Path, *, without: tuple[Table, ...] = (), also: tuple[Table, ...] = ()
) -> Generator[Connection]:
    """Give a copy of a study as it is at this moment, without its history and its full-text index.

    Rows keep their ids; tables ``without`` stay empty, those ``also`` wanted come along.
    Raises UserError if the study cannot be read.
    """
    with closing(in_memory()) as copy:
        make_tables(copy)
        with closing(connect(source, read_only=True)) as reading, translate_errors(source):
            raw(reading).execute("BEGIN")  # every table at the same moment
            for table in (*schema.JOURNALED, *also):
                if table not in without:
                    _copy_rows(reading, copy, table)
        yield copy


def _copy_rows(reading: Connection, copy: Connection, table: Table) -> None:
    names = [column.name for column in table.columns]
    quoted = ", ".join(f'"{name}"' for name in names)
    marks = ", ".join("?" * len(names))
    rows = raw(reading).execute(f'SELECT {quoted} FROM "{table.name}"')  # noqa: S608 - our own names
    raw(copy).executemany(f'INSERT INTO "{table.name}" ({quoted}) VALUES ({marks})', rows)  # noqa: S608
