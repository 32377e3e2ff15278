"""What rounds answered to a survey, and what it found."""

import json
from collections.abc import Sequence
from typing import Any

import numpy as np
from sqlalchemy import Connection, select

from coding.analysis.marked_at_schools import MarkedAtSchools, marked_at_schools
from coding.analysis.survey_answers import RoundAnswers
from coding.analysis.survey_results import GroupedBy, SurveyResults
from coding.model.survey import AnswerColumn, Instrument
from storage.queries.people import roles, schools
from storage.queries.people import rounds as rounds_of
from storage.queries.survey_instruments import asked_from, columns_from, survey_of
from storage.study import schema, survey_schema

_survey, _bank, _item = survey_schema.survey, survey_schema.bank, survey_schema.item
_round, _respondent = survey_schema.survey_round, survey_schema.respondent


def round_answers(connection: Connection, survey_id: int) -> tuple[RoundAnswers, ...]:
    """Return what rounds answered, in the order of the rounds; forms entered a second time are left out."""
    rounds = schema.round_.c
    query = select(_round, rounds.name.label("round_name")).join_from(_round, schema.round_)
    found = connection.execute(query.where(_round.c.survey_id == survey_id)).all()
    order = {each.id: at for at, each in enumerate(rounds_of(connection))}
    in_order = sorted(found, key=lambda row: (order[row.round_id], row.id))
    return tuple(_answers(connection, row) for row in in_order)


def _answers(connection: Connection, row: Any) -> RoundAnswers:
    letters = {school.id: school.letter for school in schools(connection)}
    posts = {role.id: role for role in roles(connection)}
    item_ids = {row.guid: row.id for row in connection.execute(select(_item.c.guid, _item.c.id))}
    columns = [(item_ids.get(guid, 0), option) for guid, option in columns_from(row.columns)]
    one = _respondent.c
    wanted = select(one.id, one.number, one.school_id, one.role_id, one.role_group, one.answers)
    there = connection.execute(
        wanted.where(one.survey_round_id == row.id, one.second_of_id.is_(None)).order_by(one.number, one.id)
    ).all()
    return RoundAnswers(
        row.id,
        row.round_id,
        row.round_name,
        tuple(AnswerColumn(item_id, option) for item_id, option in columns),
        tuple(each.id for each in there),
        tuple(each.number for each in there),
        tuple(letters.get(each.school_id, "") for each in there),
        tuple(posts[each.role_id].name if each.role_id in posts else "" for each in there),
        tuple(
            each.role_group or (posts[each.role_id].group if each.role_id in posts else "") for each in there
        ),
        _values([each.answers for each in there], len(columns)),
        asked_from(row.asked),
        row.version,
        row.returned,
        row.date,
    )


def _values(written: Sequence[str], width: int) -> "np.ndarray[Any, np.dtype[np.float64]]":
    """Return the arrays as one; an earlier one may be shorter than what was asked in the end."""
    values = np.full((len(written), width), np.nan)
    if written:
        told = json.loads("[" + ",".join(each or "{}" for each in written) + "]")
        rows = [each.get("values", ()) for each in told]
        if all(len(row) == width for row in rows):
            return np.array(rows, dtype=float).reshape(len(rows), width)
        for at, row in enumerate(rows):
            values[at, : len(row)] = np.array(row[:width], dtype=float)
    return values


def survey_results(
    connection: Connection, by: GroupedBy = GroupedBy.GROUP, survey: Instrument | None = None
) -> SurveyResults | None:
    """Return what a survey found, the study's first if none is named; None where there is no survey."""
    instrument = survey if survey is not None else survey_of(connection)
    if instrument is None:
        return None
    return SurveyResults(
        instrument, round_answers(connection, instrument.id), by, group_order(connection, by)
    )


def marked_at_schools_of(connection: Connection) -> MarkedAtSchools:
    """Return what part of the staff of schools marked each statement of the study's survey."""
    survey = survey_of(connection)
    if survey is None:
        return MarkedAtSchools()
    letters = {school.letter: school.id for school in schools(connection) if school.letter}
    return marked_at_schools(survey, round_answers(connection, survey.id), letters)


def group_order(connection: Connection, by: GroupedBy) -> tuple[str, ...]:
    """Return the names of groups, schools or roles in the study's order."""
    match by:
        case GroupedBy.SCHOOL:
            return tuple(school.letter for school in schools(connection))
        case GroupedBy.ROLE:
            return tuple(role.name for role in roles(connection))
        case GroupedBy.GROUP:
            return tuple(dict.fromkeys(role.group for role in roles(connection) if role.group))
