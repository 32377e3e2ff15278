"""Whether the rows of a study fit together: places in their texts, turns in order, trees without circles."""

from collections.abc import Iterator
from functools import cache
from typing import Any

from sqlalchemy import Column, Connection, Table

from coding.language import _, plural, plural_form
from coding.model.framework import DEEPEST
from storage.study import schema
from storage.study.checks.cell_checks import whole_numbers
from storage.study.column_kinds import Gone, interview_of, when_gone
from storage.study.connection import raw


def missing_or_twice(connection: Connection) -> Iterator[str]:
    """Say of which table there is no row where every study has one, or several where it has only one."""
    for table in (schema.study, schema.coder, schema.framework):
        n = _count(connection, table.name)
        if n == 0:
            yield _("There is no row in “{table}”: the study is incomplete.").format(table=table.name)
        elif n > 1 and table is schema.study:
            yield _("There are {n} rows in “{table}” instead of one.").format(n=n, table=table.name)


def places_astray(connection: Connection, table: Table) -> Iterator[str]:
    """Say how many rows lie outside the text they are in; of a coding something must be left.

    One whose numbers are none lies nowhere.
    """
    whose = interview_of(table)
    if whose is None or not {"start", "end"} <= {*table.c.keys()}:
        return
    least = "<" if table is schema.coding else "<="
    none = '"start" IS NULL AND "end" IS NULL OR ' if table.c.start.nullable else ""
    n = _count(
        connection,
        f'"{table.name}" LEFT JOIN (SELECT id AS text_id, length AS text_length FROM transcript)'  # noqa: S608 - our own names
        f' ON text_id = "{whose.name}" WHERE ({whole_numbers(table)}'
        f' AND ({none}0 <= "start" AND "start" {least} "end" AND "end" <= text_length)) IS NOT TRUE',
    )
    if n and table is schema.coding:
        yield plural(
            "{n} coding lies outside its transcript.", "{n} codings lie outside their transcript.", n
        )
    elif n:
        yield plural_form(
            "{n} row of “{table}” lies outside its transcript.",
            "{n} rows of “{table}” lie outside their transcript.",
            n,
        ).format(n=n, table=table.name)


def turns_out_of_order(connection: Connection) -> Iterator[str]:
    """Say how many turns begin before the one before them has ended."""
    before = 'lag("end", 1, 0) OVER (PARTITION BY transcript_id ORDER BY "start", "end", id)'
    n = _count(connection, f'(SELECT "start" < {before} AS early FROM turn) WHERE early')  # noqa: S608 - our own names
    if n:
        yield plural(
            "{n} turn begins before the turn before it ends.",
            "{n} turns begin before the turn before them ends.",
            n,
        )


def lengths_off(connection: Connection) -> Iterator[str]:
    """Say how many transcripts are not as long as it is said of them."""
    if n := _count(connection, "transcript WHERE length IS NOT length(text)"):
        yield plural(
            "{n} transcript is not as long as is noted.", "{n} transcripts are not as long as is noted.", n
        )


def circles(connection: Connection, table: Table) -> Iterator[str]:
    """Say how many rows stand under themselves, or deeper than anything may."""
    for key in _keys(table, table):
        n = _count(
            connection,
            f'"{table.name}" WHERE id NOT IN (WITH RECURSIVE hung (id, depth) AS ('  # noqa: S608 - our own names
            f'SELECT id, 1 FROM "{table.name}" WHERE "{key.name}" IS NULL UNION ALL '
            f'SELECT each.id, depth + 1 FROM "{table.name}" AS each JOIN hung ON each."{key.name}" = hung.id '
            f"WHERE depth < {4 * DEEPEST}) SELECT id FROM hung)",
        )
        if n:
            words = plural_form(
                "{n} row of “{table}” stands under itself, or too deep.",
                "{n} rows of “{table}” stand under themselves, or too deep.",
                n,
            )
            yield words.format(n=n, table=table.name)


def dangling(connection: Connection, table: Table) -> Iterator[str]:
    """Say whether a row of a table points at nothing."""
    rows = raw(connection).execute(f'PRAGMA foreign_key_check("{table.name}")')
    if rows.fetchone():
        yield _("A row of “{table}” points at something that is not there.").format(table=table.name)


def dangling_by_index(connection: Connection, table: Table) -> Iterator[str]:
    """Say the same of the keys that have an index, which takes a fifth of the time."""
    for key in table.foreign_keys:
        if key.parent.index:
            name, target = key.parent.name, key.column.table.name
            each = f'(SELECT DISTINCT "{name}" AS id FROM "{table.name}")'  # noqa: S608 - our own names
            if _count(connection, f'{each} WHERE id IS NOT NULL AND id NOT IN (SELECT id FROM "{target}")'):  # noqa: S608
                yield _("A row of “{table}” points at something that is not there.").format(table=table.name)


def strangers(connection: Connection, table: Table) -> Iterator[str]:
    """Say how many rows point at a part of something else: a code of another framework's."""
    for key in table.foreign_keys:
        part = key.column.table
        for mine, theirs in wholes_of_both(table, part):
            n = _count(
                connection,
                f'"{table.name}" AS each JOIN "{part.name}" AS part ON part.id = each."{key.parent.name}" '
                f'WHERE each."{mine.name}" IS NOT part."{theirs.name}"',
            )
            if n:
                words = plural_form(
                    "{n} row of “{table}” points at a part of something else.",
                    "{n} rows of “{table}” point at a part of something else.",
                    n,
                )
                yield words.format(n=n, table=table.name)


def used_up_ids(connection: Connection) -> Iterator[str]:
    """Say in which tables the next id could be one that was there before, or none is left."""
    for table in schema.metadata.sorted_tables:
        if not table.dialect_options["sqlite"]["autoincrement"]:
            continue
        query = (
            f'SELECT (SELECT coalesce(max(id), 0) FROM "{table.name}") <= coalesce(max(seq), 0)'  # noqa: S608
            " AND coalesce(max(typeof(seq) <> 'integer'), 0) = 0 AND coalesce(max(seq), 0) < 1 << 31"
            " AND count(*) < 2 FROM sqlite_sequence WHERE name = ?"
        )
        if not raw(connection).execute(query, (table.name,)).fetchone()[0]:
            yield _("The numbering of “{table}” is damaged.").format(table=table.name)


@cache
def wholes_of_both(table: Table, part: Table) -> tuple[tuple[Column[Any], Column[Any]], ...]:
    """Return the columns by which a row of each belongs to one and the same thing."""
    return tuple(
        (mine, theirs)
        for mine in _owners(table)
        for theirs in _owners(part)
        if next(iter(mine.foreign_keys)).column is next(iter(theirs.foreign_keys)).column
    )


def _owners(table: Table) -> list[Column[object]]:
    keys = [key.parent for key in table.foreign_keys]
    return [key for key in keys if not key.nullable and when_gone(key) is Gone.GO]


def _keys(table: Table, target: Table) -> list[Column[object]]:
    return [key.parent for key in table.foreign_keys if key.column.table is target]


def _count(connection: Connection, what: str) -> int:
    return raw(connection).execute(f"SELECT count(*) FROM {what}").fetchone()[0]  # noqa: S608 - our own names
