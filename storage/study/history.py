"""The history of a study as it is shown: what was done, by whom, and what undo would take back next."""

from dataclasses import dataclass
from functools import cache
from typing import Any

from sqlalchemy import Connection, Select, bindparam, func, select

from storage.study import schema
from storage.study.operation import words_for

# Operations that undo cannot cross: they changed the shape of rows, or took somebody out for good.
BARRIERS = ("migrate", "withdraw_person")


@dataclass(frozen=True, slots=True)
class HistoryEntry:
    """A line of the history; ``status`` is done, undone or dropped, ``undone`` when it was taken back."""

    id: int
    kind: str
    parameters: str
    coder: str
    created: str
    status: str
    undone: str = ""
    reverses_id: int | None = None
    interview_id: int | None = None

    @property
    def words(self) -> str:
        """What was done; its operation may have to be imported to say so."""
        return words_for(self.kind, self.parameters)


def newest(connection: Connection, limit: int | None) -> list[HistoryEntry]:
    """Return the audit trail, the newest first."""
    return _entries(connection, _operations().order_by(schema.operation.c.id.desc()).limit(limit))


def last_done(connection: Connection, coder_id: int | None) -> HistoryEntry | None:
    """Return what undo would take back, or a barrier that it cannot cross."""
    return next(iter(_entries(connection, _last_done(), coder=coder_id)), None)


def first_undone(connection: Connection, coder_id: int | None) -> HistoryEntry | None:
    """Return what redo would do again."""
    return next(iter(_entries(connection, _first_undone(), coder=coder_id)), None)


def _entries(connection: Connection, query: Select[*tuple[Any, ...]], **values: object) -> list[HistoryEntry]:
    return [HistoryEntry(*row) for row in connection.execute(query, values)]


# Asked at every key, so each is built only once.


@cache
def _operations() -> Select[*tuple[Any, ...]]:
    operation, coder = schema.operation, schema.coder
    o = operation.c
    with_coder = operation.outerjoin(coder, coder.c.id == o.coder_id)
    name = func.coalesce(coder.c.name, "")
    return select(
        o.id, o.kind, o.parameters, name, o.created, o.status, o.undone, o.reverses_id, o.interview_id
    ).select_from(with_coder)


@cache
def _last_done() -> Select[*tuple[Any, ...]]:
    table = schema.operation.c
    mine = (table.coder_id == bindparam("coder")) | table.kind.in_(BARRIERS)
    return _operations().where(mine, table.status == "done").order_by(table.id.desc()).limit(1)


@cache
def _first_undone() -> Select[*tuple[Any, ...]]:
    table = schema.operation.c
    mine = table.coder_id == bindparam("coder")
    return _operations().where(mine, table.status == "undone").order_by(table.id).limit(1)
