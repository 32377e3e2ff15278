"""Merging the rows of one table: which is which, what comes in, what both copies say otherwise."""

from collections.abc import Iterable, Mapping
from typing import Final

from sqlalchemy import Table

from coding.language import _
from coding.merging.journals import Beginning, Row
from coding.merging.matching import keys_of
from coding.merging.plan import Conflict, Side
from coding.model.memos import MemoKind
from coding.model.study import CoderKind
from storage.operations.merging_answers import numbered
from storage.operations.merging_index import RowIndex
from storage.operations.merging_pairs import WITH_THE_TEXT, both_texts, merge_pair, put
from storage.operations.merging_state import Merging
from storage.queries.copies import references, rows_of
from storage.study import schema, survey_schema, tables
from storage.study.column_kinds import Gone, when_gone

_LISTS: Final[dict[str, str]] = {
    tables.INTERVIEW: "interviews",
    tables.CODE: "codes",
    tables.PERSON: "people",
    tables.CODER: "coders",
}
# Of these there is one of a cell, a row or a school, whoever wrote it.
_ONE_OF_EACH: Final = frozenset({MemoKind.SUMMARY.value, MemoKind.ACCOUNT.value, MemoKind.JOINT.value})
# Whose a memo is, of what kind, what it is on.
_ON: Final = (
    *("kind", "coder_id", "parent_id", "start", "end"),
    *("coding_id", "interview_id", "code_id", "person_id", "school_id", "round_id", "question_id", "case_id"),
    *("day", "about"),
)


def take_rows(m: Merging, table: Table) -> None:
    """Take over what a table there has; from now on its rows are known here."""
    index, ids = RowIndex(m, table), m.ids.setdefault(table.name, {})
    new: list[Row] = []  # of turns and marks, which nothing points at
    for id_, row in _parents_first(table, m.there.rows[table.name]):
        m.look_at_one_more()
        if table.name in WITH_THE_TEXT and _is_of_new(m, row):
            if table is schema.speaker:
                ids[id_] = add(m, table, row, m.in_our_terms(table.name, row))
            else:
                new.append(m.in_our_terms(table.name, row))
        elif table is not schema.mark:
            ids[id_] = _take(m, index, id_, row)
    m.w.add_many(table, [{name: row[name] for name in row if name != "id"} for row in new])


def _is_of_new(m: Merging, row: Row) -> bool:
    """Tell whether something belongs to an interview that has come in."""
    return (tables.INTERVIEW, m.here_of(tables.INTERVIEW, row["transcript_id"])) in m.new_ids


def _parents_first(table: Table, rows: Mapping[int, Row]) -> Iterable[tuple[int, Row]]:
    """Yield rows such that what they point at in their own table comes before them."""
    own = [name for name, each in references()[table.name].items() if each.target == table.name]
    waiting, done = dict(sorted(rows.items())), set[int | None]((None,))
    while waiting:
        free = [id_ for id_, row in waiting.items() if all(row[name] in done for name in own)]
        for id_ in free or list(waiting):
            done.add(id_)
            yield id_, waiting.pop(id_)


def _take(m: Merging, index: RowIndex, id_: int, row: Row) -> int | None:
    """Return the id here of a row there, which is merged or added; None if it is left out."""
    name = index.table.name
    ours = m.in_our_terms(name, row)
    known = index.by_guid(row)
    if known is not None:
        if not _was_taken_in(index, known, row):
            merge_pair(m, index, known, (id_, row, ours), is_new=False)
        return known
    before = m.since_there.before.get((name, id_), {})
    was = m.in_our_terms(name, {**row, **before}) if before else ours
    known = next((k for k in (index.by_key(m, ours), index.by_key(m, was)) if k is not None), None)
    if known is not None and _is_same(m, index, known, (id_, row)):
        is_new = m.base.beginning is Beginning.NONE or bool(
            {(name, known)} & m.since_here.inserted or {(name, id_)} & m.since_there.inserted
        )
        merge_pair(m, index, known, (id_, row, ours), is_new=is_new)
        return known
    if name in WITH_THE_TEXT or not _comes_in(m, index.table, id_, row, ours):
        return None
    if not _has_all(index.table, row, ours):
        _note_unplaced(m, index.table, row, ours)
        return None
    standing = _holding(index, ours)
    if standing is None:
        return add(m, index.table, row, ours)
    if index.table is schema.memo:
        put(m, index, standing, row, dict(both_texts(index.rows[standing], row)))
    return standing


def _was_taken_in(index: RowIndex, known: int, row: Row) -> bool:
    """Tell whether a code of there was merged here: what it is called there says nothing of this one."""
    return index.table is schema.code and row["guid"] in index.rows[known]["also"].split()


def _holding(index: RowIndex, ours: Row) -> int | None:
    """Return what here takes in what is new: a wider coding of the code, a memo on the same thing."""
    if index.table is schema.coding:
        same = ("transcript_id", "code_id", "coder_id")
        rows = index.alike(same, ours)
        return next((r["id"] for r in rows if r["start"] <= ours["start"] and ours["end"] <= r["end"]), None)
    if index.table is schema.memo:
        is_summary = ours["kind"] in _ONE_OF_EACH
        rows = index.alike(tuple(name for name in _ON if name != "coder_id" or not is_summary), ours)
        is_free = ours["start"] is not None or not any(ours[name] for name in _ON[5:])
        wanted = ours["text"] if is_free else None
        return next((row["id"] for row in rows if wanted in {None, row["text"]}), None)
    return None


def _is_same(m: Merging, index: RowIndex, known: int, there: tuple[int, Row]) -> bool:
    """Ask whether two people of one name are one, if they were made in two copies."""
    id_, row = there
    name = index.table.name
    if name not in {tables.PERSON, tables.CODER} or row.get("kind") == CoderKind.AGREED:
        return True
    if m.base.beginning is not Beginning.NONE and (name, id_) not in m.since_there.inserted:
        return True
    conflict = Conflict(
        f"{name}:{row['guid']}:same",
        _("{name} is in both copies").format(name=row["name"]),
        _("the same person"),
        _("somebody else of that name"),
    )
    return m.choose(conflict) is Side.HERE or index.rows[known]["name"] != row["name"]


def _note_unplaced(m: Merging, table: Table, row: Row, ours: Row) -> None:
    """Say that the words of a coding are not in the text here; the interview's memo will keep it."""
    if table is schema.coding and ours["start"] is None and ours["transcript_id"] is not None:
        m.lose(m.there, row, ours["transcript_id"])


def _has_all(table: Table, row: Row, ours: Row) -> bool:
    """Tell whether all is here that a row cannot do without."""
    if "start" in row and row["start"] is not None and ours["start"] is None:
        return False
    return not any(
        row[column.name] is not None and ours[column.name] is None
        for column in table.columns
        if column.foreign_keys and when_gone(column) is not Gone.NULL
    )


def _comes_in(m: Merging, table: Table, id_: int, row: Row, ours: Row) -> bool:
    """Tell whether what is not here comes in: what was deleted here does only if that is chosen."""
    place = table.name, id_
    if m.base.beginning is Beginning.NONE or place in m.since_there.inserted:
        return True
    if m.hangs_on(table.name, row, m.brought_back):
        m.brought_back.add(place)
        return True
    if m.base.beginning is Beginning.COMMON and not _was_deleted_here(m, table, row, ours):
        return True
    if place not in m.touched_there or table.name == tables.READING:
        return False
    what = _("{what}: deleted here, changed there").format(what=m.words_for(table.name, row))
    key = f"{table.name}:{row.get('guid', id_)}:gone"
    conflict = Conflict(key, what, _("leave it deleted"), _("bring it back"), Side.THERE)
    if m.choose(conflict) is Side.HERE:
        return False
    m.brought_back.add(place)
    return True


def _was_deleted_here(m: Merging, table: Table, row: Row, ours: Row) -> bool:
    gone = m.since_here.deleted.get(table.name, ())
    if "guid" in row:
        return any(image["guid"] == row["guid"] for image in gone)
    keys = {*keys_of(table.name, ours)}
    return any(not keys.isdisjoint(keys_of(table.name, image)) for image in gone)


def add(m: Merging, table: Table, row: Row, ours: Row) -> int:
    """Add a row of there, with its GUID; return its id here."""
    values = {name: value for name, value in ours.items() if name != "id"}
    if table is survey_schema.respondent:
        values |= numbered(m, ours)
    if table is schema.coder and _is_called(m, row["name"]):
        values["name"] = _("{name} (other copy)").format(name=row["name"])
    id_ = m.w.add(table, **values)
    m.new_ids.add((table.name, id_))
    if table.name in _LISTS:
        whole = f"{row['abbreviation']}, {row['name']}" if row.get("abbreviation") else ""
        m.report.add(_LISTS[table.name], whole or m.words_for(table.name, row))
    elif table is schema.coding:
        m.report.codings[m.there.rows[tables.CODER][row["coder_id"]]["name"]] += 1
    else:
        m.report.others[table.name] += 1
    return id_


def _is_called(m: Merging, name: str) -> bool:
    return any(row["name"] == name for row in rows_of(m.w.connection, schema.coder).values())
