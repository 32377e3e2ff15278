"""What rounds answered to a survey, and what it found."""

import json
from collections.abc import Sequence
from typing import Any

import numpy as np
from sqlalchemy import Connection, select

from coding.analysis.marked_at_schools import MarkedAtSchools, marked_at_schools
from coding.analysis.survey_answers import RoundAnswers
from coding.analysis.survey_groups import ByAnswer, BySchools, GroupedBy, GroupingOf, is_offered
from coding.analysis.survey_results import SurveyResults
from coding.errors import UserError
from coding.language import _
from coding.model.study import AttributeKind
from coding.model.survey import AnswerColumn, Instrument
from coding.text.names import name_key
from storage.queries.attributes import attribute_values, attributes
from storage.queries.cases import cases
from storage.queries.people import roles, schools
from storage.queries.people import rounds as rounds_of
from storage.queries.survey_instruments import asked_from, columns_from, survey_of
from storage.study import schema, survey_schema
from storage.study.connection import fetched

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
    here = wanted.where(one.survey_round_id == row.id, one.second_of_id.is_(None))
    there = fetched(connection.execute(here.order_by(one.number, one.id)))
    ids, numbers, school_ids, role_ids, groups, written = zip(*there, strict=True) if there else ((),) * 6
    names = {id_: role.name for id_, role in posts.items()}
    of_roles = {id_: role.group for id_, role in posts.items()}
    return RoundAnswers(
        row.id,
        row.round_id,
        row.round_name,
        tuple(AnswerColumn(item_id, option) for item_id, option in columns),
        ids,
        numbers,
        tuple(letters.get(id_, "") for id_ in school_ids),
        tuple(names.get(id_, "") for id_ in role_ids),
        tuple(group or of_roles.get(id_, "") for group, id_ in zip(groups, role_ids, strict=True)),
        _values(written, len(columns)),
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
    connection: Connection,
    by: GroupingOf = GroupedBy.GROUP,
    survey: Instrument | None = None,
    *,
    tells_few: bool = False,
) -> SurveyResults | None:
    """Return what a survey found, the study's first if none is named; None where there is no survey.

    ``tells_few``: role groups of a school of fewer than five, on screen alone.
    """
    instrument = survey if survey is not None else survey_of(connection)
    if instrument is None:
        return None
    rounds = round_answers(connection, instrument.id)
    return SurveyResults(instrument, rounds, by, group_order(connection, by), tells_few)


def groupings(connection: Connection, survey: Instrument) -> dict[str, GroupingOf]:
    """Return what respondents can be grouped by, by its name.

    What every survey asks, attributes of schools, cases, and questions with one choice (``GEN 3``).
    """
    found: dict[str, GroupingOf] = {each.value: each for each in GroupedBy}
    letters = {school.id: school.letter for school in schools(connection)}
    in_rounds = [each.id for each in rounds_of(connection)]
    values = attribute_values(connection)
    for attribute in attributes(connection):
        if attribute.kind is AttributeKind.SCHOOL:
            said = [each for each in values if each.attribute_id == attribute.id]
            of: dict[tuple[int, str], str] = {}
            for each in sorted(said, key=lambda value: value.round_id is not None):
                places = in_rounds if each.round_id is None else [each.round_id]
                of |= {(round_id, letters.get(each.school_id or 0, "")): each.value for round_id in places}
            found[attribute.name] = BySchools(attribute.name, of)
    belonging = {
        (round_id, letters[id_]): case.name
        for case in cases(connection)
        for id_ in case.school_ids
        if id_ in letters
        for round_id in in_rounds
    }
    if belonging:
        found[_("case")] = BySchools(_("case"), belonging)
    asked = ((bank.name_of(item), item) for bank, item in survey.places)
    return found | {name: ByAnswer(item) for name, item in asked if is_offered(item)}


def grouping_called(connection: Connection, survey: Instrument, name: str) -> GroupingOf:
    """Return the grouping of this name, however it is written. Raises UserError: there is none."""
    known = groupings(connection, survey)
    found = {name_key(each): grouping for each, grouping in known.items()}.get(name_key(name))
    if found is None:
        raise UserError(
            _("Results are not grouped by {typed}.").format(typed=name),
            remedy=_("These are there: {known}.").format(known=", ".join(known)),
        )
    return found


def marked_at_schools_of(connection: Connection) -> MarkedAtSchools:
    """Return what part of the staff of schools marked each statement of the study's survey."""
    survey = survey_of(connection)
    if survey is None:
        return MarkedAtSchools()
    letters = {school.letter: school.id for school in schools(connection) if school.letter}
    return marked_at_schools(survey, round_answers(connection, survey.id), letters)


def group_order(connection: Connection, by: GroupingOf) -> tuple[str, ...]:
    """Return the names of groups in the study's order, of answers in the survey's."""
    letters = tuple(school.letter for school in schools(connection))
    groups = tuple(dict.fromkeys(role.group for role in roles(connection) if role.group))
    match by:
        case GroupedBy.SCHOOL:
            return letters
        case GroupedBy.ROLE:
            return tuple(role.name for role in roles(connection))
        case GroupedBy.GROUP:
            return groups
        case GroupedBy.CROSSED:
            return tuple(f"{letter} · {group}" for letter in letters for group in groups)
        case ByAnswer(item):
            return item.options
        case BySchools(name):
            chosen = (each.choices for each in attributes(connection) if each.name == name)
            return next(chosen, ())
