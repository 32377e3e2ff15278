"""Where what both copies have on a text is, once that is merged: the same, whichever takes in the other."""

from typing import Any

from sqlalchemy import Table, update

from coding.merging.journals import Row
from coding.merging.texts import MergedText, merged_place
from coding.model.study import Span
from storage.operations.merging_state import Merging
from storage.operations.rewriting import BESIDE
from storage.study import schema


def coding_places(m: Merging, there_id: int, here_id: int, merged: MergedText) -> dict[int, Span | None]:
    """Return where codings of both copies go, by their ids here; both copies' rows are there from now on."""
    return _places(m, schema.coding, (there_id, here_id), merged)


def put_beside(m: Merging, there_id: int, here_id: int, merged: MergedText) -> None:
    """Put memos, rulings, links and clearances of both copies where they belong in the merged text."""
    for table in BESIDE:
        for id_, span in _places(m, table, (there_id, here_id), merged).items():
            if span is not None:
                values = {"start": span.start, "end": span.end}
                m.w.connection.execute(update(table).where(table.c.id == id_).values(**values))


def _places(
    m: Merging, table: Table, text_ids: tuple[int, int], merged: MergedText
) -> dict[int, Span | None]:
    """Leave out what somebody has resized: whoever did means where it is now."""
    theirs = {row["guid"]: row for row in m.on_texts_there.get((table.name, text_ids[0]), ())}
    found: dict[int, Span | None] = {}
    for row in m.on_texts_here.get((table.name, text_ids[1]), ()):
        id_, there = row["id"], theirs.get(row["guid"])
        if there is None or _is_resized(m, table, id_, there["id"]):
            continue
        at = merged_place(merged, _was(m, table, there), _span(row), _span(there))
        if at != merged.here.further.passage(_span(row), merged.text):
            found[id_] = at
        if at is not None:
            m.places[table.name, there["id"]] = at
    return found


def _is_resized(m: Merging, table: Table, here_id: int, there_id: int) -> bool:
    here = m.since_here.before.get((table.name, here_id), {})
    there = m.since_there.before.get((table.name, there_id), {})
    return not {"start", "end"}.isdisjoint({*here, *there})


def _was(m: Merging, table: Table, there: Row) -> Span | None:
    """Return where it was when both copies were one; None where there did not have it yet."""
    place = table.name, there["id"]
    return None if place in m.since_there.inserted else _span({**there, **m.since_there.stood.get(place, {})})


def _span(row: Any) -> Span:
    return Span(row["start"], row["end"])
