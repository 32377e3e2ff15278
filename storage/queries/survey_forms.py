"""The forms of a round as they are stored, to be looked at, corrected and entered again."""

import json
from collections.abc import Mapping
from typing import Any

from sqlalchemy import Connection, select

from coding.model.survey import Instrument
from coding.survey.entry import FormEntry, StoredForm
from coding.survey.table import AskedColumn
from storage.queries.people import roles, schools
from storage.queries.survey_instruments import columns_from
from storage.study import schema, survey_schema

_round, _respondent = survey_schema.survey_round, survey_schema.respondent


def stored_forms(connection: Connection, survey: Instrument, round_name: str) -> tuple[StoredForm, ...]:
    """Return the forms of a round by number, each with its second entry; what was asked stands by name."""
    rounds = schema.round_.c
    row = connection.execute(
        select(_round.c.id, _round.c.round_id, _round.c.columns)
        .join_from(_round, schema.round_)
        .where(_round.c.survey_id == survey.id, rounds.name == round_name)
    ).first()
    if row is None:
        return ()
    places = asked_places(survey, row.columns)
    texts = _texts(connection, survey, row.round_id)
    letters = {school.id: school.letter or school.name for school in schools(connection)}
    numbers = {role.id: role.number for role in roles(connection)}
    one = _respondent.c
    found = connection.execute(
        select(_respondent).where(one.survey_round_id == row.id).order_by(one.number, one.id)
    ).all()
    again: dict[int, StoredForm] = {}
    forms: list[tuple[Any, FormEntry]] = []
    for each in found:
        entry = FormEntry(
            *(round_name, letters.get(each.school_id, ""), numbers.get(each.role_id), each.role_group),
            _answers(each.answers, places),
            texts.get(each.id, {}),
        )
        if each.second_of_id is not None:
            again[each.second_of_id] = StoredForm(each.id, each.guid, each.number, entry)
        else:
            forms.append((each, entry))
    return tuple(
        StoredForm(each.id, each.guid, each.number, entry, again.get(each.id)) for each, entry in forms
    )


def words_of_respondent(connection: Connection, respondent_id: int) -> list[str]:
    """Return what a respondent wrote at open questions."""
    speaker, turn, transcript = schema.speaker.c, schema.turn.c, schema.transcript.c
    rows = connection.execute(
        select(transcript.text, turn.start, turn.end)
        .select_from(schema.turn)
        .join(schema.speaker, speaker.id == turn.speaker_id)
        .join(schema.transcript, transcript.id == turn.transcript_id)
        .where(speaker.respondent_id == respondent_id)
    )
    return [row.text[row.start : row.end] for row in rows]


def asked_places(survey: Instrument, columns: str) -> list[AskedColumn | None]:
    """Return the name and option of each place in a round's answers; None where the survey has it no more."""
    names = {item.guid: bank.name_of(item) for bank, item in (*survey.earlier, *survey.places)}
    return [
        AskedColumn(names[guid], option) if guid in names else None for guid, option in columns_from(columns)
    ]


def _answers(written: str, places: list[AskedColumn | None]) -> dict[AskedColumn, float | None]:
    read: list[float | None] = json.loads(written or "{}").get("values", [])
    values = [None if value is None else float(value) for value in read]
    values += [None] * (len(places) - len(values))
    return {place: value for place, value in zip(places, values, strict=False) if place is not None}


def _texts(connection: Connection, survey: Instrument, round_id: int) -> Mapping[int, dict[str, str]]:
    """Return what each respondent of a round wrote, by question."""
    names = {item.id: bank.name_of(item) for bank, item in survey.places}
    interview, speaker, turn, transcript = (
        *(schema.interview.c, schema.speaker.c, schema.turn.c, schema.transcript.c),
    )
    rows = connection.execute(
        select(interview.item_id, speaker.respondent_id, transcript.text, turn.start, turn.end)
        .select_from(schema.interview)
        .join(schema.transcript, transcript.id == interview.id)
        .join(schema.turn, turn.transcript_id == interview.id)
        .join(schema.speaker, speaker.id == turn.speaker_id)
        .where(interview.round_id == round_id, interview.item_id.in_(names))
    )
    found: dict[int, dict[str, str]] = {}
    for row in rows:
        found.setdefault(row.respondent_id, {})[names[row.item_id]] = row.text[row.start : row.end]
    return found
