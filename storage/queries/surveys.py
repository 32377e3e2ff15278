"""Reading a survey: what it asks, and what rounds answered."""

import json
from collections.abc import Mapping, Sequence
from typing import Any

import numpy as np
from sqlalchemy import Connection, func, select

from coding.analysis.survey_answers import RoundAnswers
from coding.analysis.survey_results import GroupedBy, SurveyResults
from coding.model.survey import (
    AnswerColumn,
    AskedNumbers,
    Bank,
    Instrument,
    ItemDirection,
    ItemKind,
    SurveyItem,
)
from coding.text.sorting import natural_key
from storage.queries.people import roles, schools
from storage.study import schema, survey_schema

_survey, _bank, _item = survey_schema.survey, survey_schema.bank, survey_schema.item
_round, _respondent = survey_schema.survey_round, survey_schema.respondent


def survey_of(connection: Connection) -> Instrument | None:
    """Return what the study's survey asks: its first one, None where it has none."""
    return next(iter(surveys(connection)), None)


def has_survey(connection: Connection) -> bool:
    """Tell whether a study has a survey."""
    return bool(connection.scalar(select(func.count()).select_from(_survey)))


def surveys(connection: Connection) -> list[Instrument]:
    """Return the instruments of a study in their order."""
    rows = connection.execute(select(_survey).order_by(_survey.c.position, _survey.c.id)).all()
    return [_instrument(connection, row) for row in rows]


def _instrument(connection: Connection, row: Any) -> Instrument:
    stages = {
        stage.id: (stage.letter, stage.name)
        for stage in connection.execute(select(schema.stage).order_by(schema.stage.c.position))
        if row.framework_id in (None, stage.framework_id)
    }
    items: dict[int, list[SurveyItem]] = {}
    query = select(_item).join(_bank).where(_bank.c.survey_id == row.id)
    for each in connection.execute(query.order_by(_item.c.position, _item.c.id)):
        items.setdefault(each.bank_id, []).append(_as_item(each, stages, len(items.get(each.bank_id, ()))))
    banks = tuple(
        Bank(each.name, each.short, tuple(items.get(each.id, ())), each.code_id, each.id, each.guid)
        for each in connection.execute(
            select(_bank).where(_bank.c.survey_id == row.id).order_by(_bank.c.position, _bank.c.id)
        )
    )
    used = {item.stage for bank in banks for item in bank.items}
    named = tuple(pair for pair in dict.fromkeys(stages.values()) if pair[0] in used)
    letters = {letter for letter, _name in named}
    others = tuple((letter, "") for letter in sorted(used - letters - {""}))
    return Instrument(
        row.name, banks, named + others, row.hides_stages, row.notes, row.id, row.guid, row.framework_id
    )


def _as_item(row: Any, stages: Mapping[int, tuple[str, str]], position: int) -> SurveyItem:
    told = _read(row.options)
    stage = stages[row.stage_id][0] if row.stage_id in stages else str(told.get("stage", ""))
    return SurveyItem(
        row.text,
        ItemKind(row.kind),
        ItemDirection(row.direction),
        stage,
        row.number,
        position,
        tuple(map(str, told.get("options", ()))),
        row.id,
        row.guid,
        row.previous_id,
    )


def _read(written: str) -> dict[str, Any]:
    return json.loads(written) if written else {}


def round_answers(connection: Connection, survey_id: int) -> tuple[RoundAnswers, ...]:
    """Return what rounds answered, in the order of the rounds; forms entered a second time are left out."""
    rounds = schema.round_.c
    query = select(_round, rounds.name.label("round_name")).join_from(_round, schema.round_)
    found = connection.execute(query.where(_round.c.survey_id == survey_id)).all()
    return tuple(
        _answers(connection, row)
        for row in sorted(found, key=lambda row: (natural_key(row.round_name), row.id))
    )


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


def columns_from(written: str) -> list[list[Any]]:
    """Return what the places of a round's answers are about: GUIDs of items, each with its option or none."""
    return json.loads(written)["columns"] if written else []


def columns_as_kept(columns: Sequence[Sequence[Any]]) -> str:
    """Return what the places of a round's answers are about, as a study keeps it."""
    return json.dumps({"columns": [list(each) for each in columns]})


def asked_from(written: str) -> AskedNumbers:
    """Return how many were asked, as a study keeps it."""
    told = _read(written)
    return AskedNumbers(told.get("all"), told.get("groups", {}), told.get("schools", {}))


def asked_as_kept(asked: AskedNumbers) -> str:
    """Return how many were asked as a study keeps it."""
    told = {"all": asked.all, "groups": dict(asked.groups), "schools": dict(asked.schools)}
    return json.dumps({key: value for key, value in told.items() if value}, ensure_ascii=False)


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


def group_order(connection: Connection, by: GroupedBy) -> tuple[str, ...]:
    """Return the names of groups, schools or roles in the study's order."""
    match by:
        case GroupedBy.SCHOOL:
            return tuple(school.letter for school in schools(connection))
        case GroupedBy.ROLE:
            return tuple(role.name for role in roles(connection))
        case GroupedBy.GROUP:
            return tuple(dict.fromkeys(role.group for role in roles(connection) if role.group))
