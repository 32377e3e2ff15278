"""Looking whether a study is sound: whatever the schema says of its tables holds for every row.

Two looks: a quick one at every opening, which finds what the window could not live with, and a whole one
(``strandline check``, after a crash, of every restore point). Both go by the metadata; a later table
needs nothing here.
"""

from collections.abc import Iterator
from typing import Final

from sqlalchemy import Connection

from coding.errors import DamagedError
from storage.study import full_text, schema, sqlite, text_index
from storage.study.checks import cell_checks, row_checks
from storage.study.checks.limits import too_large
from storage.study.checks.schema_check import schema_differences
from storage.study.connection import raw
from storage.study.journal_images import damaged_images

_TABLES: Final = schema.metadata.sorted_tables
# A row a turn or a passage, or more.
_LONG: Final = (schema.turn, schema.mark, schema.coding)


def what_is_wrong(connection: Connection) -> list[str]:
    """Return what is damaged in a study, one sentence each; nothing for a sound one.

    A later look stands on the earlier ones: rows are not compared where their cells are no numbers. Of a
    study of another format only what SQLite itself knows of it is looked at.
    """
    found: list[str] = []
    try:
        (version,) = raw(connection).execute("PRAGMA user_version").fetchone()
        known = version == schema.SCHEMA_VERSION
        for look in _LOOKS if known else (_wrong_file,):
            found += look(connection)
            if found:
                break
    except (
        sqlite.DatabaseError,
        UnicodeDecodeError,
        DamagedError,
    ) as error:  # too damaged to be looked at any further
        found.append(str(error))
    return found


def first_thing_wrong(connection: Connection) -> str | None:
    """Return what makes a file unfit to be opened: what the window could not show, or not without harm.

    Quick: transcripts and journal are not read, and passages are left to first_passage_astray. Both can
    only be asked of a file that is built as a study is.
    """
    return next(_wrong_at_first_sight(connection), None)


def first_passage_astray(connection: Connection) -> str | None:
    """Return what is wrong with turns and passages, of which there are very many: places and keywords."""
    looks = (row_checks.places_astray, row_checks.dangling_by_index, cell_checks.wrong_words)
    return next((wrong for table in _LONG for look in looks for wrong in look(connection, table)), None)


def _wrong_at_first_sight(connection: Connection) -> Iterator[str]:
    yield from row_checks.missing_or_twice(connection)
    for table in _TABLES:
        if table not in (*_LONG, schema.change):
            yield from cell_checks.wrong_kinds(connection, table)
            yield from row_checks.places_astray(connection, table)
            yield from row_checks.dangling(connection, table)
            yield from row_checks.circles(connection, table)
            yield from row_checks.strangers(connection, table)
            if table not in (schema.transcript, schema.text_index):
                yield from cell_checks.unreadable_texts(connection, table)


def _wrong_file(connection: Connection) -> Iterator[str]:
    yield from (row[0] for row in raw(connection).execute("PRAGMA integrity_check") if row[0] != "ok")


def _wrong_cells(connection: Connection) -> Iterator[str]:
    for table in _TABLES:
        yield from cell_checks.wrong_kinds(connection, table)
        yield from cell_checks.unreadable_texts(connection, table)


def _wrong_rows(connection: Connection) -> Iterator[str]:
    yield from row_checks.missing_or_twice(connection)
    for table in _TABLES:
        yield from row_checks.dangling(connection, table)
        yield from row_checks.circles(connection, table)
        yield from row_checks.strangers(connection, table)
        yield from row_checks.places_astray(connection, table)
    yield from row_checks.turns_out_of_order(connection)
    yield from row_checks.lengths_off(connection)
    yield from row_checks.used_up_ids(connection)
    yield from damaged_images(connection)
    yield from full_text.entries_astray(connection)
    yield from text_index.entries_astray(connection)


_LOOKS: Final = (_wrong_file, schema_differences, _wrong_cells, _wrong_rows, too_large)
