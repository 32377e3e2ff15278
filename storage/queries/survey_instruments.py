"""What a survey asks, as a study keeps it; loads nothing that counts."""

import json
from collections.abc import Mapping, Sequence
from typing import Any

from sqlalchemy import Connection, func, select

from coding.model.survey import AskedNumbers, Bank, Instrument, ItemDirection, ItemKind, SurveyItem
from storage.study import schema, survey_schema

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
