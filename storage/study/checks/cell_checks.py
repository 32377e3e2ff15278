"""Whether the cells of a study hold what their columns say: whole numbers, readable text, words allowed."""

from collections.abc import Iterable, Iterator
from functools import cache

from sqlalchemy import Boolean, Column, Connection, Integer, LargeBinary, Table

from coding.language import plural_form
from storage.study import schema
from storage.study.column_kinds import Holds, allowed, holds, is_moment
from storage.study.connection import raw


def wrong_kinds(connection: Connection, table: Table) -> Iterator[str]:
    """Say in which columns there is text for a number, a number for text, or a word not allowed."""
    if _is_any(connection, table, _none_right(table)):
        yield from _wrong_cells(connection, table, table.columns)


def wrong_words(connection: Connection, table: Table) -> Iterator[str]:
    """Say which columns of keywords hold one that is not allowed: the quick part of wrong_kinds."""
    columns = list(filter(allowed, table.columns))
    right = " AND ".join(f'"{column.name}" IN ({_words(column)})' for column in columns)
    if columns and _is_any(connection, table, f"({right}) IS NOT TRUE"):
        yield from _wrong_cells(connection, table, columns)


def _is_any(connection: Connection, table: Table, condition: str) -> bool:
    query = f'SELECT EXISTS (SELECT 1 FROM "{table.name}" WHERE {condition})'  # noqa: S608 - our own names
    return bool(raw(connection).execute(query).fetchone()[0])


def _wrong_cells(connection: Connection, table: Table, columns: Iterable[Column[object]]) -> Iterator[str]:
    for column in columns:
        query = f'SELECT count(*) FROM "{table.name}" WHERE ({_right(column)}) IS NOT TRUE'  # noqa: S608
        if n := raw(connection).execute(query).fetchone()[0]:
            words = plural_form(
                "{n} cell of “{column}” in “{table}” holds what does not belong there.",
                "{n} cells of “{column}” in “{table}” hold what does not belong there.",
                n,
            )
            yield words.format(n=n, column=column.name, table=table.name)


def unreadable_texts(connection: Connection, table: Table) -> Iterator[str]:
    """Say how many rows have a text that is no Unicode, or a character that ends it too early."""
    texts = [f'CAST("{column.name}" AS BLOB)' for column in table.columns if holds(column)]
    if not texts:
        return
    rows = raw(connection).execute(f'SELECT {", ".join(texts)} FROM "{table.name}"')  # noqa: S608
    if n := sum(not all(map(_is_text, row)) for row in rows):
        words = plural_form(
            "{n} row of “{table}” holds characters that no text has.",
            "{n} rows of “{table}” hold characters that no text has.",
            n,
        )
        yield words.format(n=n, table=table.name)


def _is_text(cell: bytes | None) -> bool:
    try:
        return cell is None or "\0" not in cell.decode()
    except UnicodeDecodeError:
        return False


def _words(column: Column[object]) -> str:
    return ", ".join(repr(str(word)) for word in allowed(column))


@cache
def _none_right(table: Table) -> str:
    """Return SQL that is true of rows with a wrong cell; it is asked of every row, so it is quick."""
    others = [_right(column) for column in table.columns if not _is_number(column)]
    return f"({' AND '.join([whole_numbers(table), *others])}) IS NOT TRUE"


@cache
def whole_numbers(table: Table) -> str:
    """Return SQL that is true of a row whose numbers are numbers, and not too high.

    A number that is in its range may still be a fraction. If one is, so is their sum.
    """
    numbers = [column for column in table.columns if _is_number(column)]
    total = " + ".join(f'coalesce("{column.name}", 0)' for column in numbers)
    return f"{' AND '.join(map(_in_range, numbers))} AND typeof({total}) = 'integer'"


def _is_number(column: Column[object]) -> bool:
    return isinstance(column.type, Integer)


def _in_range(column: Column[object]) -> str:
    name = f'"{column.name}"'
    within = f"{name} BETWEEN -{schema.HIGHEST} AND {schema.HIGHEST}"
    return f"({name} IS NULL OR {within})" if column.nullable else within


def _right(column: Column[object]) -> str:
    """Return SQL that is true of what a column may hold."""
    name = f'"{column.name}"'
    if isinstance(column.type, Boolean):
        right = f"{name} IN (0, 1)"
    elif _is_number(column):
        right = f"typeof({name}) = 'integer' AND {_in_range(column)}"
    elif isinstance(column.type, LargeBinary):
        right = f"typeof({name}) = 'blob'"
    else:
        right = f"typeof({name}) = 'text'"
    if allowed(column):
        right += f" AND {name} IN ({_words(column)})"
    if is_moment(column):
        right += f" AND {name} GLOB '20??-??-??T*' AND datetime({name}) IS NOT NULL"
    if holds(column) is Holds.JSON:
        right += f" AND ({name} = '' OR CASE WHEN json_valid({name}) THEN json_type({name}) = 'object' END)"
    return f"({name} IS NULL OR {right})" if column.nullable else right
