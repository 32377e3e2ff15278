"""Merging the texts of interviews that two copies have: corrections, turns, speakers and marks."""

from collections.abc import Mapping
from typing import Any, Final

from coding.language import _
from coding.merging.plan import Conflict, Side
from coding.merging.texts import MergedText, corrected, merged_text, one_text
from coding.model.study import Span
from coding.text.names import shortened
from storage.operations.merging_answers import add_answers, new_answers, with_new, without
from storage.operations.merging_places import coding_places, put_beside
from storage.operations.merging_state import Merging
from storage.operations.merging_turns import TurnMerging
from storage.operations.rewriting import rewrite, stored_text
from storage.study import schema, tables

_BESIDE_TEXT: Final = (tables.TURN, tables.MARK)


def add_texts(m: Merging) -> None:
    """Add the transcripts of the interviews that have come in."""
    for there_id, row in m.there.rows[tables.TRANSCRIPT].items():
        here_id = m.here_of(tables.INTERVIEW, there_id)
        if here_id is not None and (tables.INTERVIEW, here_id) in m.new_ids:
            m.w.add(schema.transcript, id=here_id, text=row["text"])


def merge_texts(m: Merging) -> None:
    """Let the interviews that are in both copies read as both have corrected them."""
    for there_id in m.there.rows[tables.TRANSCRIPT]:
        here_id = m.here_of(tables.INTERVIEW, there_id)
        if here_id is not None and (tables.INTERVIEW, here_id) not in m.new_ids:
            _merge_text(m, there_id, here_id)


def _merge_text(m: Merging, there_id: int, here_id: int) -> None:
    """Merge one text, and remember how its words move; then who speaks from where to where."""
    turns = TurnMerging(m, there_id, here_id)
    there: str = m.there.rows[tables.TRANSCRIPT][there_id]["text"]
    new = new_answers(m, there_id)
    merged = _wanted(m, turns, stored_text(m.w, here_id), without(there, new))
    if new:
        merged = with_new(merged, there, new)
    if new or merged.here.since or merged.there.since:
        _put_in_place(m, there_id, here_id, merged)
    if new:
        add_answers(m, here_id, merged, there, new)
    elif m.is_whole:
        turns.merge(merged)
    elif merged.text == merged.there.text != merged.here.text:
        turns.take_all()


def _put_in_place(m: Merging, there_id: int, here_id: int, merged: MergedText) -> None:
    """Write the merged text, with all that is here on its words."""
    placed = coding_places(m, there_id, here_id, merged) if m.is_whole else {}
    _note_lost(m, here_id, merged, placed)
    if merged.here.further or placed:
        rewrite(m.w, here_id, merged.here.further, placed)
    if m.is_whole:
        put_beside(m, there_id, here_id, merged)
    if merged.text != merged.here.text:
        m.report.add("changed", _text_of(m, there_id))
    if merged.text != merged.there.text:
        m.moves[there_id] = merged.there.further, merged.text


def _note_lost(m: Merging, here_id: int, merged: MergedText, placed: Mapping[int, Span | None]) -> None:
    """Note the codings made here of which a correction there leaves no word."""
    deleted = {image["guid"] for image in m.since_there.deleted.get(tables.CODING, ())}
    for row in m.on_texts_here.get((tables.CODING, here_id), ()):
        id_ = row["id"]
        if row["guid"] in deleted or placed.get(id_) is not None:
            continue
        if id_ in placed or merged.here.further.passage(Span(row["start"], row["end"]), merged.text) is None:
            m.lose(m.here, row, here_id)


def _wanted(m: Merging, turns: TurnMerging, here: str, there: str) -> MergedText:
    """Return what an interview reads in the end."""
    there_id = turns.there_id
    place = tables.TRANSCRIPT, there_id
    base: str = m.since_there.before.get(place, {}).get("text", there)
    if here == there == base:
        return one_text(here, there, Side.HERE)
    if not m.is_whole:
        # What was cut out at somebody's wish comes back only if that is wished here.
        is_chosen = here != there and (base != there or not m.since_there.is_whole)
        return one_text(here, there, _choose(m, there_id, [(here, there)]) if is_chosen else Side.HERE)
    both = corrected(base, here, there)
    passages = turns.contested(both)
    found = merged_text(both, Side.HERE, passages)
    if found.clashes and _choose(m, there_id, found.clashes) is Side.THERE:
        return merged_text(both, Side.THERE, passages)
    return found


def _choose(m: Merging, there_id: int, clashes: Any) -> Side:
    guid = m.there.rows[tables.INTERVIEW][there_id]["guid"]
    here, there = clashes[0] if len(clashes) == 1 else ("", "")
    ours, theirs = _("as it is here"), _("as it is there")
    if len(here) + len(there) < 120:
        ours, theirs = f"{ours}: “{here}”" if here else ours, f"{theirs}: “{there}”" if there else theirs
    return m.choose(Conflict(f"transcript:{guid}:text", _text_of(m, there_id), ours, theirs))


def _text_of(m: Merging, there_id: int) -> str:
    title = shortened(m.there.rows[tables.INTERVIEW][there_id]["title"], 60)
    return _("Text of “{interview}”").format(interview=title)
