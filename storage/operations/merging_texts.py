"""Merging the texts of interviews that two copies have: corrections, turns, speakers and marks."""

from collections.abc import Mapping
from typing import Any, Final

from sqlalchemy import Table, select, update

from coding.language import _
from coding.merging.journals import ChangesSince, Copy, Row
from coding.merging.plan import Conflict, Side
from coding.merging.texts import MergedText, merged_text, one_text
from coding.model.study import Span
from coding.text.names import shortened
from storage.operations.merging_places import coding_places, put_beside
from storage.operations.merging_state import Merging
from storage.operations.removing import remove
from storage.operations.rewriting import count_words, mark_moved, rewrite, stored_text
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
    """Merge one text, and remember how its words move."""
    merged = _wanted(m, there_id, stored_text(m.w, here_id))
    if merged is not None:
        _put_in_place(m, there_id, here_id, merged)
    if _has_new_turns(m.there, m.since_there, there_id) and not _has_new_turns(m.here, m.since_here, here_id):
        _take_turns(m, there_id, here_id)


def _put_in_place(m: Merging, there_id: int, here_id: int, merged: MergedText) -> None:
    """Write the merged text, with all that is here on its words."""
    placed = coding_places(m, there_id, here_id, merged) if _is_whole(m) else {}
    _note_lost(m, here_id, merged, placed)
    if merged.here.further or placed:
        rewrite(m.w, here_id, merged.here.further, placed)
    if _is_whole(m):
        put_beside(m, there_id, here_id, merged)
    if merged.text != merged.here.text:
        m.report.add("changed", _text_of(m, there_id))
    if merged.text != merged.there.text:
        m.moves[there_id] = merged.there.further, merged.text


def _is_whole(m: Merging) -> bool:
    return m.since_here.is_whole and m.since_there.is_whole


def _note_lost(m: Merging, here_id: int, merged: MergedText, placed: Mapping[int, Span | None]) -> None:
    """Note the codings made here of which a correction there leaves no word."""
    deleted = {image["guid"] for image in m.since_there.deleted.get(tables.CODING, ())}
    for id_, row in m.here.rows[tables.CODING].items():
        if row["transcript_id"] != here_id or row["guid"] in deleted or placed.get(id_) is not None:
            continue
        if id_ in placed or merged.here.further.passage(Span(row["start"], row["end"]), merged.text) is None:
            m.lose(m.here, row, here_id)


def _wanted(m: Merging, there_id: int, here: str) -> MergedText | None:
    """Return what an interview reads in the end; None where both copies read as they did."""
    place = tables.TRANSCRIPT, there_id
    there: str = m.there.rows[tables.TRANSCRIPT].get(there_id, {}).get("text", "")
    base: str = m.since_there.before.get(place, {}).get("text", there)
    if here == there == base:
        return None
    if not _is_whole(m):
        # What was cut out at somebody's wish comes back only if that is wished here.
        is_chosen = here != there and (base != there or not m.since_there.is_whole)
        return one_text(here, there, _choose(m, there_id, [(here, there)]) if is_chosen else Side.HERE)
    found = merged_text(base, here, there, Side.HERE)
    if found.clashes and _choose(m, there_id, found.clashes) is Side.THERE:
        return merged_text(base, here, there, Side.THERE)
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


# --- turns, speakers, marks --------------------------------------------------------------------


def _has_new_turns(copy: Copy, done: ChangesSince, transcript_id: int) -> bool:
    """Tell whether turns or marks of a transcript were added or taken away since."""
    added = (copy.rows[table].get(id_, {}) for table, id_ in done.inserted if table in _BESIDE_TEXT)
    gone = (row for table in _BESIDE_TEXT for row in done.deleted.get(table, ()))
    return any(row.get("transcript_id") == transcript_id for row in (*added, *gone))


def _take_turns(m: Merging, there_id: int, here_id: int) -> None:
    """Let who speaks from where to where, and what stands beside the text, be as it is there."""
    speakers = _speakers(m, there_id, here_id)
    turns = [
        {name: row[name] for name in ("start", "end", "time")}
        | {"speaker_id": speakers.get(row["speaker_id"])}
        for row in _of(m, tables.TURN, there_id)
    ]
    standing = {(row.start, row.end): row.id for row in _standing(m, schema.turn, here_id)}
    kept = {standing[place]: turn for turn in turns if (place := (turn["start"], turn["end"])) in standing}
    remove(m.w, schema.turn, standing.values() - kept.keys())
    for id_, turn in kept.items():
        m.w.connection.execute(update(schema.turn).where(schema.turn.c.id == id_).values(**turn))
    new = [turn for turn in turns if (turn["start"], turn["end"]) not in standing]
    m.w.add_many(schema.turn, [{"transcript_id": here_id, **turn} for turn in new])
    remove(m.w, schema.mark, [row.id for row in _standing(m, schema.mark, here_id)])
    marks = [{**row, "transcript_id": here_id} for row in _of(m, tables.MARK, there_id)]
    m.w.add_many(schema.mark, [{k: v for k, v in mark.items() if k != "id"} for mark in marks])
    count_words(m.w, here_id)


def _speakers(m: Merging, there_id: int, here_id: int) -> dict[int | None, int]:
    """Return the ids here of the speakers there, by label; those that are new are added."""
    known = {row.label: row.id for row in _standing(m, schema.speaker, here_id)}
    found: dict[int | None, int] = {}
    for row in _of(m, tables.SPEAKER, there_id):
        if row["label"] not in known:
            values = {name: row[name] for name in ("label", "kind", "words")}
            person = m.here_of(tables.PERSON, row["person_id"])
            known[row["label"]] = m.w.add(schema.speaker, transcript_id=here_id, person_id=person, **values)
        found[row["id"]] = known[row["label"]]
    return found


def _of(m: Merging, table: str, there_id: int) -> list[Row]:
    """Return what stands on or beside a text there, in its order, each where it is in the text here."""
    rows = (row for row in m.there.rows[table].values() if row["transcript_id"] == there_id)
    ordered = sorted(rows, key=lambda row: (row.get("start", 0), row.get("end", 0), row["id"]))
    if there_id not in m.moves or table == tables.SPEAKER:
        return ordered
    change, text = m.moves[there_id]
    before = [Span(row["start"], row["end"]) for row in ordered]
    if table == tables.TURN:
        after: list[Span | None] = [*change.turns(before, text)]
    else:
        after = [mark_moved(span, change) for span in before]
    places = zip(ordered, after, strict=True)
    return [{**row, "start": at.start, "end": at.end} for row, at in places if at is not None]


def _standing(m: Merging, table: Table, here_id: int) -> list[Any]:
    return list(m.w.connection.execute(select(table).where(table.c.transcript_id == here_id)))
