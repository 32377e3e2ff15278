"""Merging what two copies say of one thing: what one of them changed stands, what both did is asked."""

from collections.abc import Callable, Iterator, Mapping
from typing import Any, Final

from sqlalchemy import Table, update

from coding.language import N_, _
from coding.merging.journals import QUIET, Row
from coding.merging.plan import Conflict, Side
from coding.merging.values import PASSAGE, RowPair, merged
from coding.model.code_labels import direction_in_words
from coding.model.quoting import strictest
from coding.model.study import Quoting, State
from coding.text.names import shortened
from storage.operations.clearing import quoting_in_words
from storage.operations.merging_answers import join_asked, marks_in_words
from storage.operations.merging_index import RowIndex
from storage.operations.merging_state import Merging
from storage.queries.copies import references, rows_of
from storage.study import schema, survey_schema, tables

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
    "basis",
    "seen",
    "columns",
}
WITH_THE_TEXT: Final[dict[str, set[str]]] = {
    tables.TURN: {"question_id"},
    tables.SPEAKER: {"kind", "person_id"},
    tables.MARK: set[str](),
}
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
    "parent_id": N_("what it stands below"),
    "tags": N_("tags"),
    "day": N_("day"),
    "stage_id": N_("stage"),
    "unsure": N_("doubt"),
    "direction": N_("direction"),
    "code_id": N_("code"),
    "coder_id": N_("coder"),
    PASSAGE: N_("passage"),
    "start": N_("passage"),
    "text": N_("text"),
    "value": N_("value"),
    "type": N_("what its values are"),
    "choices": N_("values to choose from"),
    "per_round": N_("whether it changes from round to round"),
    "date": N_("date"),
    "school_id": N_("school"),
    "round_id": N_("round"),
    "role_id": N_("role"),
    "person_id": N_("person"),
    "question_id": N_("question asked"),
    "quoting": N_("quoting"),
    "note": N_("note"),
    "answers": N_("answers"),
    "asked": N_("how many were asked"),
    "returned": N_("how forms came back"),
    "role_group": N_("role group"),
}
# Keywords as a person reads them.
_WORDS: Final[Mapping[str, Callable[[str], str]]] = {
    "direction": direction_in_words,
    "quoting": lambda asked: quoting_in_words(Quoting(asked)),
    "answers": marks_in_words,
}


def merge_pair(m: Merging, index: RowIndex, known: int, there: tuple[int, Row, Row], *, is_new: bool) -> None:
    """Merge a row of there (its id, as it is there, as it is in the terms of here) into the one here."""
    id_, row, ours = there
    table, here = index.table, index.rows[known]
    was = _changed(m.since_there.before.get((table.name, id_), {}), row)
    before = m.in_our_terms(table.name, {**row, **was})
    was_there = {name: before[name] for name in was}
    was_here = _changed(m.since_here.before.get((table.name, known), {}), here)
    pair = RowPair(
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
    elif table is survey_schema.survey_round:
        values |= join_asked(here, row)
    elif table is schema.kept and found.differing:
        _keep_both(m, ours)
        return
    # What a code was follows from what it is: it is asked of the code.
    for column in found.differing if table is not schema.code_version else ():
        values |= _choose(m, index, known, there, column)
    put(m, index, known, row, values)


def _further(here: Row, there: Row) -> dict[str, Any]:
    """Return what is written of a reading: whoever has come further has."""
    if there["state"] != State.DONE or here["state"] == State.DONE:
        return {}
    blind = here["blind"] and there["blind"]  # it was only if nothing was seen in either copy
    return {"state": there["state"], "done_on": there["done_on"], "blind": blind}


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
    only = WITH_THE_TEXT.get(table.name)
    for column in table.columns:
        name = column.name
        if name in {"start", "end"} and only is None:
            if name == "start" and (row["start"] is None or ours["start"] is not None):
                yield PASSAGE
        elif (name in only if only is not None else name not in _OWN) and (
            not column.foreign_keys or row[name] is None or ours[name] is not None
        ):
            yield name


def _choose(m: Merging, index: RowIndex, known: int, there: tuple[int, Row, Row], column: str) -> Row:
    """Return what is written where both copies say something else."""
    id_, row, ours = there
    name, here = index.table.name, index.rows[known]
    if index.table is schema.memo and column == "text":
        return both_texts(here, row)
    if index.table is schema.clearance:  # whoever noted it, it was shown once; what both wrote of it is kept
        return {"note": joined_texts(here["note"], row["note"])} if column == "note" else {}
    what = _("{what}: {column}").format(what=m.words_for(name, row), column=_(_COLUMNS.get(column, column)))
    conflict = Conflict(
        f"{name}:{row.get('guid', id_)}:{column}",
        what,
        _value(m.here.rows, name, column, m.here.rows[name].get(known, here)),
        _value(m.there.rows, name, column, row),
        _default(column, here, row),
    )
    if m.choose(conflict) is Side.HERE:
        return {}
    return {column: (ours["start"], ours["end"]) if column == PASSAGE else ours[column]}


def _default(column: str, here: Row, there: Row) -> Side:
    """Return what is written until somebody chooses; of what a person asks for it is the stricter."""
    if column != "quoting":
        return Side.HERE
    asked = strictest(Quoting(row[column]) for row in (here, there))
    return Side.HERE if asked == here[column] else Side.THERE


def both_texts(here: Row, there: Row) -> Row:
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
            rows[tables.TRANSCRIPT]
            .get(row.get("transcript_id", row.get("interview_id", 0)), {})
            .get("text", "")
        )
        return f"“{shortened(' '.join(text[row['start'] : row['end']].split()), 60)}”"
    value = row[column]
    if column in _WORDS:
        return f"“{_WORDS[column](value)}”"
    reference = references()[table].get(column)
    if reference is not None and value is not None:
        target = rows[reference.target].get(value, {})
        value = next(
            (target[each] for each in ("abbreviation", "name", "title", "letter") if target.get(each)), "…"
        )
    if isinstance(value, bool):
        return _("yes") if value else _("no")
    return f"“{shortened(str(value), 80)}”" if value not in {None, ""} else _("nothing")


def put(m: Merging, index: RowIndex, known: int, row: Row, values: dict[str, Any]) -> None:
    """Write what is taken over of a row there, and say so."""
    if PASSAGE in values:
        values["start"], values["end"] = values.pop(PASSAGE)
    if _makes_a_circle(m, index.table, known, values.get("parent_id")):
        del values["parent_id"]
    if not values:
        return
    table = index.table
    m.w.connection.execute(update(table).where(table.c.id == known).values(**values))
    said = [_(_COLUMNS.get(name, name)) for name in values if name not in QUIET and name != "end"]
    line = _("{what}: {column}").format(what=m.words_for(table.name, row), column=", ".join(said))
    m.report.add("changed", line if said else _("Order, colours, keys and the like"))


def _makes_a_circle(m: Merging, table: Table, id_: int, parent_id: int | None) -> bool:
    """Tell whether something would stand under itself: it was moved there, and what is above it here."""
    if parent_id is None:
        return False
    rows, seen = rows_of(m.w.connection, table), 0
    while parent_id is not None and seen < len(rows):
        if parent_id == id_:
            return True
        parent_id, seen = rows[parent_id]["parent_id"], seen + 1
    return False
