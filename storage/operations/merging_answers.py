"""Merging answers to a survey: respondents of both copies, each once, and what they wrote."""

import json
from collections.abc import Sequence
from typing import Any

from sqlalchemy import select, update

from coding.language import _
from coding.merging.answers import asked_in_both
from coding.merging.journals import Row
from coding.merging.texts import MergedText
from coding.model.study import InterviewKind
from storage.operations.merging_state import Merging
from storage.operations.removing import remove
from storage.operations.rewriting import count_words
from storage.queries.survey_instruments import columns_as_kept, columns_from
from storage.study import schema, survey_schema, tables

_round, _respondent = survey_schema.survey_round, survey_schema.respondent


def join_asked(here: Row, there: Row) -> dict[str, Any]:
    """Return what a round was asked in either copy, where that is more than here."""
    ours, theirs = columns_from(here["columns"]), columns_from(there["columns"])
    both = asked_in_both(ours, theirs)
    return {"columns": columns_as_kept(both)} if len(both) > len(ours) else {}


def marks_in_words(answers: str) -> str:
    """Return answers as they follow each other, for a choice between two."""
    signs = {None: "–", 1: "1", 0: "0"}
    values = json.loads(answers or "{}").get("values", [])
    return " ".join(signs.get(value, f"{value}") for value in values)


def numbered(m: Merging, ours: Row) -> dict[str, Any]:
    """Return a respondent of there with a number that none here has; a second entry has its first one's."""
    one = _respondent.c
    if ours["second_of_id"] is not None:
        first = m.w.connection.scalar(select(one.number).where(one.id == ours["second_of_id"]))
        return {"number": first}
    round_id = ours["survey_round_id"]
    if round_id not in m.numbers:
        here = select(one.number).where(one.survey_round_id == round_id, one.second_of_id.is_(None))
        m.numbers[round_id] = {*m.w.connection.scalars(here)}
    taken = m.numbers[round_id]
    number = ours["number"] if ours["number"] not in taken else max(taken) + 1
    taken.add(number)
    return {"number": number}


def new_answers(m: Merging, there_id: int) -> list[Row]:
    """Return the turns at the end of a text of answers that respondents wrote who are new here.

    Empty for any other text, and where they do not stand at its end.
    """
    if m.there.rows[tables.INTERVIEW][there_id]["kind"] != InterviewKind.ANSWERS:
        return []
    turns = sorted(m.on_texts_there.get((tables.TURN, there_id), ()), key=lambda row: row["start"])
    are_new = [_is_new(m, turn) for turn in turns]
    first = are_new.index(True) if True in are_new else len(turns)
    return turns[first:] if all(are_new[first:]) else []


def _is_new(m: Merging, turn: Row) -> bool:
    speaker = m.there.rows[tables.SPEAKER].get(turn["speaker_id"], {})
    known = m.here_of(tables.RESPONDENT, speaker.get("respondent_id"))
    return (tables.RESPONDENT, known) in m.new_ids


def without(text: str, new: Sequence[Row]) -> str:
    """Return a text of there without its new answers, which stand at its end."""
    return text[: max(new[0]["start"] - 1, 0)] if new else text


def with_new(merged: MergedText, there: str, new: Sequence[Row]) -> MergedText:
    """Return a merged text with the new answers of there below all others."""
    words = there[new[0]["start"] :]
    text = f"{merged.text}\n{words}" if merged.text else words
    return merged._replace(text=text, there=merged.there._replace(text=there))


def add_answers(m: Merging, here_id: int, merged: MergedText, there: str, new: Sequence[Row]) -> None:
    """Add who wrote the new answers, by their numbers here, and where; turns that are empty now go."""
    transcript = schema.transcript
    here = transcript.c.id == here_id
    m.w.connection.execute(update(transcript).where(here).values(text=merged.text))
    shift = len(merged.text) - len(there)
    turn, turns = schema.turn, list[dict[str, Any]]()
    for row in new:
        speaker = m.there.rows[tables.SPEAKER][row["speaker_id"]]
        respondent_id = m.here_of(tables.RESPONDENT, speaker["respondent_id"])
        number = m.w.connection.scalar(select(_respondent.c.number).where(_respondent.c.id == respondent_id))
        speaker_id = m.w.add(
            schema.speaker,
            transcript_id=here_id,
            label=_("No. {number}").format(number=number),
            kind=speaker["kind"],
            respondent_id=respondent_id,
        )
        place = {"start": row["start"] + shift, "end": row["end"] + shift}
        turns.append({"transcript_id": here_id, "speaker_id": speaker_id, **place})
    m.w.add_many(turn, turns)
    empty = select(turn.c.id).where(turn.c.transcript_id == here_id, turn.c.start == turn.c.end)
    remove(m.w, turn, m.w.connection.scalars(empty).all())
    count_words(m.w, here_id)


def name_by_numbers(m: Merging) -> None:
    """Call those who wrote in texts that came in by the numbers that they have here."""
    speaker = schema.speaker
    rows = m.w.connection.execute(
        select(speaker.c.id, speaker.c.label, speaker.c.transcript_id, _respondent.c.number).join_from(
            speaker, _respondent, speaker.c.respondent_id == _respondent.c.id
        )
    )
    for row in rows.all():
        label = _("No. {number}").format(number=row.number)
        is_new = (tables.INTERVIEW, row.transcript_id) in m.new_ids
        if is_new and row.label != label:
            m.w.connection.execute(update(speaker).where(speaker.c.id == row.id).values(label=label))
