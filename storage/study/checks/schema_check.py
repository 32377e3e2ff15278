"""Whether a file is built as a study is: every table, column, key and index ours, and nothing else.

What SQLite executes stands in its schema: a trigger, a view, a check, a computed column or index. So the
statements that made a file are compared with those that the metadata would make, whatever the order of
their parts: a table that was brought up to date has its new columns at the end.
"""

import re
from collections.abc import Iterator, Mapping
from functools import cache
from typing import Final

from sqlalchemy import Connection, Table
from sqlalchemy.dialects.sqlite import dialect
from sqlalchemy.schema import CreateIndex, CreateTable

from coding.language import _
from storage.study import full_text, schema
from storage.study.connection import raw

Words = tuple[str, ...]

_WORD: Final = re.compile(r"""'(?:[^']|'')*'|"(?:[^"]|"")*"|`[^`]*`|\[[^\]]*\]|\w+|\S""")
_CONSTRAINTS: Final = ("constraint", "primary", "foreign", "unique", "check")
_EXECUTED: Final = frozenset({"check", "generated", "as", "where"})
# What SQLite makes for itself; the second is there where somebody has had it count.
_OWN: Final = ("sqlite_sequence", "sqlite_stat1")


def schema_differences(connection: Connection) -> Iterator[str]:
    """Say what a file of the present format has that a study has not, lacks, or has otherwise."""
    found = _statements(connection)
    sql = dict(_tables_and_indexes(found))
    ours = _ours(tuple(schema.metadata.tables.values()))
    yield from _strange(found)
    for name in sorted(ours.keys() - sql.keys()):
        yield _("“{name}” is missing: the study is incomplete.").format(name=name)
    for name in sorted(ours.keys() & sql.keys()):
        if _parts(sql[name]) != ours[name]:
            yield _not_as_in_a_study(name)
    for name in sorted(sql.keys() - ours.keys() - _shadows() - {*_OWN}):
        yield _("“{name}” is no part of a study.").format(name=name)


def schema_intrusions(connection: Connection) -> Iterator[str]:
    """Say what a file of an earlier format has that no study of any format has: something to execute."""
    found = _statements(connection)
    yield from _strange(found)
    for name, sql in _tables_and_indexes(found):
        words = _words(sql)
        foreign = name != full_text.INDEX and words[1:2] == ("virtual",)
        if foreign or _EXECUTED & {*words}:
            yield _not_as_in_a_study(name)


def _statements(connection: Connection) -> list[tuple[str, str, str]]:
    """Return name, kind and SQL of everything in the schema."""
    rows = raw(connection).execute("SELECT name, type, coalesce(sql, '') FROM sqlite_schema ORDER BY name")
    return [(str(name), str(kind), str(sql)) for name, kind, sql in rows]


def _tables_and_indexes(found: list[tuple[str, str, str]]) -> Iterator[tuple[str, str]]:
    return ((name, sql) for name, kind, sql in found if kind in {"table", "index"})


def _strange(found: list[tuple[str, str, str]]) -> Iterator[str]:
    names: set[str] = set()
    for name, kind, sql in found:
        if kind not in {"table", "index"}:
            yield _("“{name}” is an instruction that no study has.").format(name=name)
        elif name in names or (name in _shadows() and _EXECUTED & {*_words(sql)}):
            yield _not_as_in_a_study(name)
        names.add(name)


def _not_as_in_a_study(name: str) -> str:
    return _("“{name}” is not made as in a study.").format(name=name)


@cache
def _shadows() -> frozenset[str]:
    """Return the tables that the full-text index keeps its own things in."""
    return frozenset(f"{full_text.INDEX}_{part}" for part in ("data", "idx", "content", "docsize", "config"))


@cache
def _ours(tables: tuple[Table, ...]) -> Mapping[str, frozenset[Words]]:
    sqlite = dialect()
    made = {str(table.name): str(CreateTable(table).compile(dialect=sqlite)) for table in tables}
    for table in tables:
        made |= {str(index.name): str(CreateIndex(index).compile(dialect=sqlite)) for index in table.indexes}
    made[full_text.INDEX] = full_text.CREATE
    return {name: _parts(sql) for name, sql in made.items()}


def _parts(sql: str) -> frozenset[Words]:
    """Return what a statement defines: of a table its columns and keys, of anything else all at once."""
    words = _words(sql)
    if words[:2] != ("create", "table"):
        return frozenset({words})
    head, *definitions = _split(words)
    return frozenset(part for each in definitions for part in _definition(each)) | {head}


def _words(sql: str) -> Words:
    return tuple(word.strip("\"'`[]").casefold() for word in _WORD.findall(sql))


def _split(words: Words) -> Iterator[Words]:
    """Yield what stands outside the outer brackets, then what stands in them, by its commas."""
    opens = words.index("(") if "(" in words else len(words)
    closes = next((at for at in range(len(words) - 1, opens, -1) if words[at] == ")"), len(words))
    yield words[:opens] + words[closes + 1 :]
    depth = begin = 0
    inside = words[opens + 1 : closes]
    for at, word in enumerate(inside):
        depth += (word == "(") - (word == ")")
        if word == "," and depth == 0:
            yield inside[begin:at]
            begin = at + 1
    yield inside[begin:]


def _definition(words: Words) -> Iterator[Words]:
    """Yield a key in one spelling, and a column with what is said of it in one order."""
    if words and words[0] in _CONSTRAINTS:
        yield words[2:] if words[0] == "constraint" else words
        return
    if "references" in words:
        at = words.index("references")
        yield ("foreign", "key", "(", words[0], ")", *words[at : at + 5])
        words = words[:at] + words[at + 5 :]
    yield words[:1] + tuple(sorted(words[1:]))
