"""Merging the rows of one table: which is which, what comes in, what both copies say otherwise."""

from collections.abc import Iterable, Iterator, Mapping
from typing import Any, Final

from sqlalchemy import Table, update

from coding.language import N_, _
from coding.merging.journals import QUIET, Beginning, Row
from coding.merging.matching import Key, keys_of
from coding.merging.plan import Conflict, Side
from coding.merging.values import PASSAGE, Pair, merged
from coding.model.study import State
from coding.text.names import shortened
from storage.operations.merging_state import Merging
from storage.queries.copies import references, rows_of
from storage.study import schema
from storage.study.schema import Gone

# What is never taken over from a row that is here: counted anew, of an earlier format, or merged otherwise.
_OWN: Final = {
    "id",
    "guid",
    "state",
    "words",
    "participant_words",
    "kind",
    "also",
    "of_id",
    "done_on",
    "blind",
}
_WITH_THE_TEXT: Final = {"turn": {"question_id"}, "speaker": {"kind", "person_id"}, "mark": set[str]()}
_LISTS: Final = {"interview": "interviews", "code": "codes", "person": "people", "coder": "coders"}
_ON: Final = ("coder_id", "start", "end", "coding_id", "interview_id", "code_id")  # what a memo is on
_COLUMNS: Final = {
    "name": N_("name"),
    "title": N_("title"),
    "definition": N_("definition"),
    "short_definition": N_("short definition"),
    "when_to_use": N_("when to use"),
    "when_not_to_use": N_("when not to use"),
    "example": N_("example"),
    "notes": N_("notes"),
    "abbreviation": N_("abbreviation"),
    "aliases": N_("aliases"),
    "label": N_("label"),
    "parent_id": N_("place in the codebook"),
    "stage_id": N_("stage"),
    "unsure": N_("doubt"),
    "code_id": N_("code"),
    "coder_id": N_("coder"),
    PASSAGE: N_("passage"),
    "start": N_("passage"),
    "text": N_("text"),
    "value": N_("value"),
    "date": N_("date"),
    "school_id": N_("school"),
    "round_id": N_("round"),
    "role_id": N_("role"),
    "person_id": N_("person"),
    "question_id": N_("question asked"),
}


class Index:
    """The rows of a table here, by GUID and by what else they are known by."""

    def __init__(self, m: Merging, table: Table) -> None:
        """Read them as they are by now."""
        self.table = table
        self.rows = rows_of(m.w.connection, table)
        self._texts = rows_of(m.w.connection, schema.transcript) if table is schema.interview else {}
        self._alike: dict[tuple[object, ...], list[Row]] | None = None
        self._by_guid = dict(self._guids())
        self._by_key: dict[Key, int] = {}
        theirs = {row.get("guid") for row in m.there.rows[table.name].values()}
        for id_, row in sorted(self.rows.items(), reverse=True):
            if "guid" not in row or row["guid"] not in theirs:
                self._by_key.update(dict.fromkeys(self._keys(row, self._texts), id_))

    def _guids(self) -> Iterator[tuple[str, int]]:
        for id_, row in self.rows.items():
            yield from ((guid, id_) for guid in str(row.get("also", "")).split())
            if "guid" in row:
                yield row["guid"], id_

    def _keys(self, row: Row, texts: Mapping[int, Row]) -> Iterator[Key]:
        yield from keys_of(self.table.name, row)
        if text := texts.get(row["id"], {}).get("text"):
            yield "text", text

    def alike(self, columns: tuple[str, ...], row: Row) -> list[Row]:
        """Return the rows here that say the same in these columns."""
        if self._alike is None:
            self._alike = {}
            for each in self.rows.values():
                self._alike.setdefault(tuple(each[name] for name in columns), []).append(each)
        return self._alike.get(tuple(row[name] for name in columns), [])

    def by_guid(self, row: Row) -> int | None:
        """Return the row here that has this GUID, or took in the one that had it."""
        guids = [row.get("guid", ""), *str(row.get("also", "")).split()]
        return next((self._by_guid[guid] for guid in guids if guid in self._by_guid), None)

    def by_key(self, m: Merging, row: Row) -> int | None:
        """Return the row here that is known by the same; ``row`` is one of there, in the terms of here."""
        texts = m.there.rows["transcript"] if self.table is schema.interview else dict[int, Row]()
        return next((self._by_key[key] for key in self._keys(row, texts) if key in self._by_key), None)


def take_rows(m: Merging, table: Table) -> None:
    """Take over what a table there has; from now on its rows are known here."""
    index, ids = Index(m, table), m.ids.setdefault(table.name, {})
    new: list[Row] = []  # of turns and marks, which nothing points at
    for id_, row in _parents_first(table, m.there.rows[table.name]):
        if table.name in _WITH_THE_TEXT and _is_of_new(m, row):
            if table is schema.speaker:
                ids[id_] = add(m, table, row, m.in_our_terms(table.name, row))
            else:
                new.append(m.in_our_terms(table.name, row))
        elif table is not schema.mark:
            ids[id_] = _take(m, index, id_, row)
    m.w.add_many(table, [{name: row[name] for name in row if name != "id"} for row in new])


def _is_of_new(m: Merging, row: Row) -> bool:
    """Tell whether something belongs to an interview that has come in."""
    return ("interview", m.here_of("interview", row["transcript_id"])) in m.new_ids


def _parents_first(table: Table, rows: Mapping[int, Row]) -> Iterable[tuple[int, Row]]:
    """Yield rows such that what they point at in their own table comes before them."""
    own = [name for name, each in references()[table.name].items() if each.target == table.name]
    waiting, done = dict(sorted(rows.items())), set[int | None]((None,))
    while waiting:
        free = [id_ for id_, row in waiting.items() if all(row[name] in done for name in own)]
        for id_ in free or list(waiting):
            done.add(id_)
            yield id_, waiting.pop(id_)


def _take(m: Merging, index: Index, id_: int, row: Row) -> int | None:
    """Return the id here of a row there, which is merged or added; None if it is left out."""
    name = index.table.name
    ours = m.in_our_terms(name, row)
    known = index.by_guid(row)
    if known is not None:
        _merge(m, index, known, (id_, row, ours), is_new=False)
        return known
    before = m.since_there.before.get((name, id_), {})
    was = m.in_our_terms(name, {**row, **before}) if before else ours
    known = next((k for k in (index.by_key(m, ours), index.by_key(m, was)) if k is not None), None)
    if known is not None and _is_same(m, index, known, (id_, row)):
        is_new = m.base.beginning is Beginning.NONE or bool(
            {(name, known)} & m.since_here.inserted or {(name, id_)} & m.since_there.inserted
        )
        _merge(m, index, known, (id_, row, ours), is_new=is_new)
        return known
    if name in _WITH_THE_TEXT or not _comes_in(m, index.table, id_, row, ours):
        return None
    if not _has_all(index.table, row, ours):
        _note_unplaced(m, index.table, row, ours)
        return None
    standing = _holding(index, ours)
    if standing is None:
        return add(m, index.table, row, ours)
    if index.table is schema.memo:
        _put(m, index, standing, row, dict(_both_texts(index.rows[standing], row)))
    return standing


def _holding(index: Index, ours: Row) -> int | None:
    """Return what here takes in what is new: a wider coding of the code, a memo on the same thing."""
    if index.table is schema.coding:
        same = ("transcript_id", "code_id", "coder_id")
        rows = index.alike(same, ours)
        return next((r["id"] for r in rows if r["start"] <= ours["start"] and ours["end"] <= r["end"]), None)
    if index.table is schema.memo:
        rows = index.alike(_ON, ours)
        wanted = (
            ours["text"] if ours["start"] is not None or not any(ours[name] for name in _ON[3:]) else None
        )
        return next((row["id"] for row in rows if wanted in {None, row["text"]}), None)
    return None


def _is_same(m: Merging, index: Index, known: int, there: tuple[int, Row]) -> bool:
    """Ask whether two people of one name are one, if they were made in two copies."""
    id_, row = there
    name = index.table.name
    if name not in {"person", "coder"} or row.get("kind") == "agreed":
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
        if column.foreign_keys and schema.when_gone(column) is not Gone.NULL
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
    if place not in m.touched_there or table.name == "reading":
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
    if table is schema.coder and _is_called(m, row["name"]):
        values["name"] = _("{name} (other copy)").format(name=row["name"])
    id_ = m.w.add(table, **values)
    m.new_ids.add((table.name, id_))
    if table.name in _LISTS:
        m.report.add(_LISTS[table.name], m.words_for(table.name, row))
    elif table is schema.coding:
        m.report.codings[m.there.rows["coder"][row["coder_id"]]["name"]] += 1
    else:
        m.report.others[table.name] += 1
    return id_


def _is_called(m: Merging, name: str) -> bool:
    return any(row["name"] == name for row in rows_of(m.w.connection, schema.coder).values())


# --- what is in both ----------------------------------------------------------------------------


def _merge(m: Merging, index: Index, known: int, there: tuple[int, Row, Row], *, is_new: bool) -> None:
    id_, row, ours = there
    table, here = index.table, index.rows[known]
    was = _changed(m.since_there.before.get((table.name, id_), {}), row)
    if table is schema.coding and row["transcript_id"] in m.as_there:
        was = {**was, "start": row["start"], "end": row["end"]}  # each word is where it was put there
    before = m.in_our_terms(table.name, {**row, **was})
    was_there = {name: before[name] for name in was}
    was_here = _changed(m.since_here.before.get((table.name, known), {}), here)
    pair = Pair(
        _with_passage(here),
        _with_passage(ours),
        _with_passage(was_here),
        _with_passage(was_there),
        (m.since_here.is_whole, m.since_there.is_whole),
        is_new,
    )
    found = merged(pair, [*_columns(table, row, ours)])
    values: dict[str, Any] = {**found.taken}
    if table is schema.reading:
        values = _further(here, ours)
    elif table is schema.kept and found.differing:
        _keep_both(m, ours)
        return
    for column in found.differing:
        values |= _choose(m, index, known, there, column)
    _put(m, index, known, row, values)


def _further(here: Row, there: Row) -> dict[str, Any]:
    """Return what is written of a reading: whoever has come further has."""
    if there["state"] != State.DONE or here["state"] == State.DONE:
        return {}
    return {"state": there["state"], "done_on": there["done_on"], "blind": False}


def _keep_both(m: Merging, ours: Row) -> None:
    """Keep what is kept under a name twice, if both copies changed it."""
    values = {name: value for name, value in ours.items() if name not in {"id", "guid"}}
    m.w.add(schema.kept, **values | {"name": _("{name} (from the copy)").format(name=ours["name"])})
    m.report.others["kept"] += 1


def _changed(was: Row, now: Row) -> Row:
    """Leave out what is again as it was; where a passage was says nothing, for the text has moved."""
    return {name: value for name, value in was.items() if name in {"start", "end"} or value != now.get(name)}


def _with_passage(row: Row) -> Row:
    """Say start and end as one thing: who resizes a passage means both."""
    if "start" not in row and "end" not in row:
        return row
    return {**row, PASSAGE: (row.get("start"), row.get("end"))}


def _columns(table: Table, row: Row, ours: Row) -> Iterator[str]:
    """Yield what of a row can be taken over; nothing that points at what was left out."""
    only = _WITH_THE_TEXT.get(table.name)
    for column in table.columns:
        name = column.name
        if name in {"start", "end"} and only is None:
            if name == "start" and (row["start"] is None or ours["start"] is not None):
                yield PASSAGE
        elif (name in only if only is not None else name not in _OWN) and (
            not column.foreign_keys or row[name] is None or ours[name] is not None
        ):
            yield name


def _choose(m: Merging, index: Index, known: int, there: tuple[int, Row, Row], column: str) -> Row:
    """Return what is written where both copies say something else."""
    id_, row, ours = there
    name, here = index.table.name, index.rows[known]
    if index.table is schema.memo and column == "text":
        return _both_texts(here, row)
    what = _("{what}: {column}").format(what=m.words_for(name, row), column=_(_COLUMNS.get(column, column)))
    conflict = Conflict(
        f"{name}:{row.get('guid', id_)}:{column}",
        what,
        _value(m.here.rows, name, column, here),
        _value(m.there.rows, name, column, row),
    )
    if m.choose(conflict) is Side.HERE:
        return {}
    return {column: (ours["start"], ours["end"]) if column == PASSAGE else ours[column]}


def _both_texts(here: Row, there: Row) -> Row:
    """Keep both texts of a memo, one under the other, unless the one holds the other."""
    joined = joined_texts(here["text"], there["text"])
    return {"text": joined} if joined != here["text"] else {}


def joined_texts(here: str, there: str) -> str:
    """Return both texts, one under the other; only the longer one where it holds the other."""
    if there in here:
        return here
    return there if here in there else f"{here}\n\n{there}"


def _value(rows: Mapping[str, Mapping[int, Row]], table: str, column: str, row: Row) -> str:
    """Return a value in words."""
    if column == PASSAGE:
        text = (
            rows["transcript"].get(row.get("transcript_id", row.get("interview_id", 0)), {}).get("text", "")
        )
        return f"“{shortened(' '.join(text[row['start'] : row['end']].split()), 60)}”"
    value = row[column]
    reference = references()[table].get(column)
    if reference is not None and value is not None:
        target = rows[reference.target].get(value, {})
        value = next(
            (target[each] for each in ("abbreviation", "name", "title", "letter") if target.get(each)), "…"
        )
    if isinstance(value, bool):
        return _("yes") if value else _("no")
    return f"“{shortened(str(value), 80)}”" if value not in {None, ""} else _("nothing")


def _put(m: Merging, index: Index, known: int, row: Row, values: dict[str, Any]) -> None:
    """Write what is taken over, and say so."""
    if PASSAGE in values:
        values["start"], values["end"] = values.pop(PASSAGE)
    if index.table is schema.code and _makes_a_circle(m, known, values.get("parent_id")):
        del values["parent_id"]
    if not values:
        return
    table = index.table
    m.w.connection.execute(update(table).where(table.c.id == known).values(**values))
    said = [_(_COLUMNS.get(name, name)) for name in values if name not in QUIET and name != "end"]
    line = _("{what}: {column}").format(what=m.words_for(table.name, row), column=", ".join(said))
    m.report.add("changed", line if said else _("Order, colours, keys and the like"))


def _makes_a_circle(m: Merging, code_id: int, parent_id: int | None) -> bool:
    """Tell whether a code would stand under itself: it was moved there, and what is above it here."""
    rows, seen = rows_of(m.w.connection, schema.code), 0
    while parent_id is not None and seen < len(rows):
        if parent_id == code_id:
            return True
        parent_id, seen = rows[parent_id]["parent_id"], seen + 1
    return False
