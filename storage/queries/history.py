"""Where a change happened, so that undo and redo can go there."""

import json
from dataclasses import dataclass
from functools import cache
from typing import Any

from sqlalchemy import Connection, Select, bindparam, select

from storage.study import schema


@dataclass(frozen=True, slots=True)
class HistoryPlace:
    """An interview and, if the change was to codings, a passage and a coding that stands there now."""

    interview_id: int
    start: int | None = None
    end: int | None = None
    coding_id: int | None = None


def place_of(connection: Connection, operation_id: int) -> HistoryPlace | None:
    """Return where an operation changed something, or None for what has no place in an interview."""
    noted = _noted_place(connection, operation_id)
    if noted is not None:
        return noted
    rows = connection.execute(_changes(), {"operation": operation_id}).all()
    for table_name, row_id, image in rows:
        if table_name == "coding" and (place := _of_coding(connection, row_id, image)) is not None:
            return place
    for table_name, row_id, _image in rows:
        if table_name == "memo" and (place := _of_memo(connection, row_id)) is not None:
            return place
        if table_name in {"interview", "transcript"}:
            return HistoryPlace(row_id)
    return None


def _noted_place(connection: Connection, operation_id: int) -> HistoryPlace | None:
    """Return where an operation says it was: one that changes a text moves codings far from its place."""
    kept = connection.scalar(_parameters(), {"operation": operation_id})
    match json.loads(kept or "{}").get("place"):
        case [int(), *rest] as place if len(rest) <= 3 and all(isinstance(at, int | None) for at in rest):
            return HistoryPlace(*place)
        case _:
            return None


def _of_coding(connection: Connection, coding_id: int, image: str | None) -> HistoryPlace | None:
    row = connection.execute(_coding(), {"coding": coding_id}).first()
    if row is not None:
        return HistoryPlace(row.transcript_id, row.start, row.end, coding_id)
    kept = json.loads(image or "{}")
    if {"transcript_id", "start", "end"} <= kept.keys():
        return HistoryPlace(kept["transcript_id"], kept["start"], kept["end"])
    return None


def _of_memo(connection: Connection, memo_id: int) -> HistoryPlace | None:
    memo = schema.memo.c
    row = connection.execute(
        select(memo.coding_id, memo.interview_id, memo.start, memo.end).where(memo.id == memo_id)
    ).first()
    if row is None:
        return None
    if row.coding_id is not None:
        return _of_coding(connection, row.coding_id, None)
    return None if row.interview_id is None else HistoryPlace(row.interview_id, row.start, row.end)


# Asked at every undo, so each is built only once.


@cache
def _changes() -> Select[*tuple[Any, ...]]:
    change = schema.change.c
    columns = select(change.table_name, change.row_id, change.image)
    return columns.where(change.operation_id == bindparam("operation")).order_by(change.id).limit(200)


@cache
def _parameters() -> Select[str]:
    operation = schema.operation.c
    return select(operation.parameters).where(operation.id == bindparam("operation"))


@cache
def _coding() -> Select[*tuple[Any, ...]]:
    coding = schema.coding.c
    return select(coding.transcript_id, coding.start, coding.end).where(coding.id == bindparam("coding"))
