"""What the pages of a damaged study still hold, by table."""

from collections.abc import Iterator, Mapping, Sequence
from contextlib import closing, suppress
from dataclasses import dataclass, field, replace
from functools import cache
from itertools import pairwise
from typing import Any, Final

from sqlalchemy import Boolean, Column, Integer, LargeBinary, Table

from storage.study import schema
from storage.study.column_kinds import holds, interview_of
from storage.study.connection import in_memory, raw
from storage.study.new_tables import make_tables
from storage.study.repair.damaged_pages import Pages, Record, Tree, Value
from storage.study.sqlite import DatabaseError

Row = dict[str, Value]
Rows = dict[int, Row]

# What is read: the indexes of words are derived, and written anew.
TABLES: Final = tuple(table for table in schema.metadata.sorted_tables if table is not schema.text_index)
_GUID: Final = 36
_BEYOND: Final = 2**31  # no study has as many rows: such an id is damaged, and leaves no room for new ones


@dataclass(slots=True)
class Salvage:
    """The rows of each table by their ids, and what is known of those that are gone.

    ``known`` are ids that indexes still name, ``of_interview`` the interviews of some of them by table and
    id; ``whole`` are the tables of which an index is whole, so that no more rows than those were there.
    ``last_ids`` are the highest that were ever given, ``from_index`` the codings put together from an index.
    """

    rows: dict[Table, Rows] = field(default_factory=dict[Table, Rows])
    known: dict[Table, set[int]] = field(default_factory=dict[Table, set[int]])
    of_interview: dict[tuple[Table, int], int] = field(default_factory=dict[tuple[Table, int], int])
    whole: set[Table] = field(default_factory=set[Table])
    last_ids: dict[str, int] = field(default_factory=dict[str, int])
    from_index: set[int] = field(default_factory=set[int])
    garbage: int = 0  # rows on pages of which nobody can tell the table

    def deleted(self) -> set[tuple[str, int]]:
        """Return the rows that the journal says were taken out, and stayed out."""
        standing = {
            id_: row.get("status", "done") == "done" for id_, row in self.rows[schema.operation].items()
        }
        gone: dict[tuple[str, int], bool] = {}
        for _id, note in sorted(self.rows[schema.change].items()):
            if (action := note.get("action")) in {"I", "D"}:
                stands = standing.get(_number(note.get("operation_id")), True)
                place = str(note.get("table_name")), _number(note.get("row_id"))
                gone[place] = (action == "D") == stands
        return {place for place, is_gone in gone.items() if is_gone}


@dataclass(frozen=True, slots=True)
class _Entry:
    """A line of the database's own list of its tables and indexes."""

    kind: str
    name: str
    table: str
    root: int
    sql: str


def salvage(data: bytes, reserved: int = 0) -> Salvage:
    """Read whatever can be read in the bytes of a study's file; each page ends with so many reserved ones."""
    pages, found = Pages(data, reserved), Salvage()
    free = pages.free()
    entries = _entries(pages, free or set())
    names = {table: _names(table, entries) for table in TABLES}
    used: set[int] = set()
    broken: list[Table] = []
    for table in TABLES:
        tree = _tree(pages, entries, table.name)
        used |= tree.pages
        if tree.broken:
            broken.append(table)
        fitting = {
            id_: record
            for id_, record in tree.rows.items()
            if 0 < id_ < _BEYOND and fits(table, names[table], record)
        }
        found.rows[table] = {id_: _row(names[table], id_, record) for id_, record in fitting.items()}
    _read_last_ids(_tree(pages, entries, "sqlite_sequence"), found)
    used |= _read_indexes(pages, entries, found)
    if broken:
        roots = {entry.name: entry.root for entry in entries.values()}
        others = (entry for entry in entries.values() if entry.name.startswith(("search", "text_index")))
        for entry in others:
            used |= pages.table(entry.root).pages
        lost = [
            number
            for number in range(2, pages.count + 1)
            if number not in used and number not in (free or ())
        ]
        _take_lost_pages(pages, lost, names, broken, roots, found)
    _complete_from_indexes(pages, entries, found)
    return found


# --- the list of tables ---------------------------------------------------------------------------


def _entries(pages: Pages, free: set[int]) -> dict[str, _Entry]:
    """Return the tables and indexes by name; where their list is broken, from all pages that look like it."""
    tree = pages.table(1)
    records: list[Record] = []
    if tree.broken:
        numbers = (number for number in range(2, pages.count + 1) if number not in free)
        records += (record for number in numbers for record in pages.leaf(number).values())
    records += tree.rows.values()
    found = {entry.name: entry for entry in map(_entry, records) if entry is not None}
    if tree.broken and found:
        for usual in sorted(_usual_entries(), key=lambda usual: _likeness(found, usual), reverse=True):
            found = _completed(found, usual)
    return found


@cache
def _usual_entries() -> tuple[tuple[_Entry, ...], ...]:
    """Return the tables and indexes as they follow each other in a new study, and in one written anew."""
    found: list[tuple[_Entry, ...]] = []
    with closing(in_memory()) as empty:
        make_tables(empty)
        for _again in range(2):
            query = "SELECT type, name, tbl_name, rootpage, sql FROM sqlite_schema WHERE rootpage > 0"
            found.append(tuple(_Entry(*row) for row in raw(empty).execute(f"{query} ORDER BY rootpage")))
            raw(empty).execute("VACUUM")
    return tuple(found)


def _likeness(found: Mapping[str, _Entry], usual: Sequence[_Entry]) -> int:
    """Count how often two that follow each other lie as far apart as they usually do: chance seldom does."""
    moved = [found[entry.name].root - entry.root for entry in usual if entry.name in found]
    return sum(one == other for one, other in pairwise(moved))


def _completed(found: Mapping[str, _Entry], usual: Sequence[_Entry]) -> dict[str, _Entry]:
    """Add what is missing in a row, where those before and after it lie as far apart as they usually do."""
    whole, missing, before, usual_before = dict(found), list[_Entry](), 1, 1
    for entry in usual:
        if entry.name not in found:
            missing.append(entry)
            continue
        moved = found[entry.name].root - entry.root
        if moved == before - usual_before:
            whole |= {each.name: replace(each, root=each.root + moved) for each in missing}
        missing, before, usual_before = [], found[entry.name].root, entry.root
    return whole


def _entry(record: Record) -> _Entry | None:
    match record:
        case ("table" | "index" as kind, str(name), str(table), int(root), str(sql)) if sql.startswith(
            "CREATE "
        ):
            return _Entry(kind, name, table, root, sql)
        case _:
            return None


def _tree(pages: Pages, entries: Mapping[str, _Entry], name: str) -> Tree:
    entry = entries.get(name)
    return pages.table(entry.root) if entry is not None and entry.kind == "table" else Tree(broken=1)


def _names(table: Table, entries: Mapping[str, _Entry]) -> Sequence[str]:
    """Return the columns of a table in the order of its file: those added later stand last there."""
    entry = entries.get(table.name)
    with suppress(DatabaseError), closing(in_memory()) as empty:
        if entry is not None and entry.sql.startswith("CREATE TABLE "):
            raw(empty).execute(entry.sql)
            return [row[1] for row in raw(empty).execute(f'PRAGMA table_info("{table.name}")')]
    return [column.name for column in table.columns]


# --- rows -------------------------------------------------------------------------------------------


def _row(names: Sequence[str], id_: int, record: Record) -> Row:
    return {**dict(zip(names, record, strict=False)), "id": id_}


def fits(table: Table, names: Sequence[str], record: Record) -> bool:
    """Tell whether a record can be a row of a table, by the kinds of its values."""
    columns = [table.c.get(name) for name in names]
    return len(record) <= len(names) and all(
        column is None or _is_of(column, value) for column, value in zip(columns, record, strict=False)
    )


def _is_of(column: Column[Any], value: Value) -> bool:
    match value:
        case None:
            return bool(column.primary_key or column.nullable)
        case int():
            return isinstance(column.type, Integer | Boolean) and not column.primary_key
        case str():
            return holds(column) is not None
        case _:
            return isinstance(column.type, LargeBinary)


def is_required(column: Column[Any]) -> bool:
    """Tell whether a row without this column's value is none; GUIDs are given anew."""
    given = column.nullable or column.server_default is not None or column.name in {"id", "guid", "length"}
    return not given


def _read_last_ids(tree: Tree, found: Salvage) -> None:
    for record in tree.rows.values():
        match record:
            case (str(name), int(last)) if last < _BEYOND:
                found.last_ids[name] = last
            case _:
                pass


# --- indexes ----------------------------------------------------------------------------------------


def _read_indexes(pages: Pages, entries: Mapping[str, _Entry], found: Salvage) -> set[int]:
    """Note which rows the indexes name, and their interviews; return the pages of all indexes."""
    used: set[int] = set()
    for table, names, tree in _indexes(pages, entries):
        used |= tree.pages
        last = found.last_ids.get(table.name, max(found.rows[table], default=0))
        found.known.setdefault(table, set()).update(id_ for id_ in tree.rows if 0 < id_ <= last)
        if not tree.broken:
            found.whole.add(table)
        whose = interview_of(table)
        if whose is not None and names[0] == whose.name:
            of = {(table, id_): record[0] for id_, record in tree.rows.items()}
            found.of_interview |= {place: id_ for place, id_ in of.items() if isinstance(id_, int)}
    return used


def _indexes(pages: Pages, entries: Mapping[str, _Entry]) -> Iterator[tuple[Table, Sequence[str], Tree]]:
    for table in TABLES:
        for index in table.indexes:
            entry = entries.get(str(index.name))
            if entry is not None and entry.kind == "index":
                yield table, [column.name for column in index.columns], pages.index(entry.root)


def _complete_from_indexes(pages: Pages, entries: Mapping[str, _Entry], found: Salvage) -> None:
    """Put codings together that are gone from their table: an index has all of them that counts."""
    table = schema.coding
    for each, names, tree in _indexes(pages, entries):
        if each is table and {"start", "end", "code_id", "coder_id"} <= set(names):
            for id_, record in tree.rows.items():
                if 0 < id_ < _BEYOND and id_ not in found.rows[table] and fits(table, names, record[:-1]):
                    found.rows[table][id_] = _row(names, id_, record[:-1])
                    found.from_index.add(id_)


# --- pages that no tree leads to ------------------------------------------------------------------------


def _take_lost_pages(
    pages: Pages,
    lost: Sequence[int],
    names: Mapping[Table, Sequence[str]],
    broken: Sequence[Table],
    roots: Mapping[str, int],
    found: Salvage,
) -> None:
    """Give the rows of lost pages to the one broken table that they can belong to."""
    deleted = found.deleted()
    for number in lost:
        records = pages.leaf(number)
        if not records:
            continue
        meant = [table for table in broken if _can_hold(table, names[table], records, found)]
        if len(meant) > 1:  # two tables of the same columns: in a new study their pages are in order
            meant = [table for table in meant if _lies_between(number, table, roots)]
        if len(meant) != 1:
            found.garbage += len(records) if meant else 0
            continue
        table = meant[0]
        for id_, record in records.items():
            if (table.name, id_) not in deleted:
                found.rows[table][id_] = _row(names[table], id_, record)


def _can_hold(table: Table, names: Sequence[str], records: Mapping[int, Record], found: Salvage) -> bool:
    """Tell whether the rows of a page can be a table's: of their kinds, new, and known to its index."""
    known = found.known[table] if table in found.whole else records.keys()
    last = found.last_ids.get(table.name, max(records))
    guid = names.index("guid") if "guid" in names else None
    return all(
        id_ not in found.rows[table]
        and 0 < id_ <= last
        and id_ in known
        and fits(table, names, record)
        and (guid is None or (guid < len(record) and len(str(record[guid])) == _GUID))
        and len(record) >= sum(map(is_required, table.c))
        for id_, record in records.items()
    )


def _lies_between(number: int, table: Table, roots: Mapping[str, int]) -> bool:
    """Tell whether a page lies after the tables that were made before one, and before those made later."""
    order = [entry.name for entry in _usual_entries()[0] if entry.kind == "table"]
    at = order.index(table.name)
    before = max((roots[name] for name in order[:at] if name in roots), default=0)
    after = min((roots[name] for name in order[at + 1 :] if name in roots), default=number + 1)
    return table.name not in roots and before < number < after


def _number(value: Value) -> int:
    return value if isinstance(value, int) else 0
