"""What a survey asks, as a study keeps it; loads nothing that counts."""

import json
from collections.abc import Mapping, Sequence
from typing import Any, Final, NamedTuple

from sqlalchemy import Connection, func, select

from coding.model.survey import AskedNumbers, Bank, Instrument, ItemDirection, ItemKind, SurveyItem
from storage.study import schema, survey_schema

RAISED: Final = "raised"  # the role of a link from a question to the statement that raised it
_survey, _bank, _item = survey_schema.survey, survey_schema.bank, survey_schema.item


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
    rows = connection.execute(query.order_by(_item.c.position, _item.c.id)).all()
    reworded = {each.previous_id for each in rows}
    for each in rows:
        if each.id not in reworded:
            there = items.setdefault(each.bank_id, [])
            there.append(_as_item(each, stages, len(there)))
    banks = tuple(
        Bank(each.name, each.short, tuple(items.get(each.id, ())), each.code_id, each.id, each.guid)
        for each in connection.execute(
            select(_bank).where(_bank.c.survey_id == row.id).order_by(_bank.c.position, _bank.c.id)
        )
    )
    by_id = {bank.id: bank for bank in banks}
    earlier = tuple(
        (by_id[each.bank_id], _as_item(each, stages, each.position)) for each in rows if each.id in reworded
    )
    used = {item.stage for bank in banks for item in bank.items}
    named = tuple(pair for pair in dict.fromkeys(stages.values()) if pair[0] in used)
    letters = {letter for letter, _name in named}
    others = tuple((letter, "") for letter in sorted(used - letters - {""}))
    facts = (row.hides_stages, row.notes, row.id, row.guid, row.framework_id)
    return Instrument(row.name, banks, named + others, *facts, earlier)


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


def columns_from(written: str) -> list[list[Any]]:
    """Return what the places of a round's answers are about: GUIDs of items, each with its option or none."""
    return json.loads(written)["columns"] if written else []


def columns_as_kept(columns: Sequence[Sequence[Any]]) -> str:
    """Return what the places of a round's answers are about, as a study keeps it."""
    return json.dumps({"columns": [list(each) for each in columns]})


def asked_from(written: str) -> AskedNumbers:
    """Return how many were asked, as a study keeps it."""
    told = _read(written)
    return AskedNumbers(told.get("all"), told.get("groups", {}), told.get("schools", {}), told.get("forms"))


def asked_as_kept(asked: AskedNumbers) -> str:
    """Return how many were asked as a study keeps it."""
    told = {
        "all": asked.all,
        "groups": dict(asked.groups),
        "schools": dict(asked.schools),
        "forms": asked.forms,
    }
    return json.dumps({key: value for key, value in told.items() if value}, ensure_ascii=False)


class RaisedQuestion(NamedTuple):
    """A question that a statement raised, in the questions of a round."""

    round: str
    words: str
    id: int


def questions_raised(connection: Connection, item_ids: Sequence[int]) -> list[RaisedQuestion]:
    """Return the questions that statements raised."""
    link, question = schema.link, schema.question
    rows = connection.execute(
        select(schema.round_.c.name, question.c.text, question.c.id)
        .select_from(link.join(question, question.c.id == link.c.from_question_id).join(schema.round_))
        .where(link.c.role == RAISED, link.c.item_id.in_(item_ids))
        .order_by(question.c.id)
    )
    return [RaisedQuestion(*row) for row in rows]
