"""The history of a study: what was done, by whom and when, and what undo would take back next."""

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum
from functools import cache
from typing import Any

from sqlalchemy import (
    BindParameter,
    ColumnElement,
    Connection,
    Select,
    Update,
    bindparam,
    func,
    insert,
    select,
    update,
)

from coding.errors import CannotUndoError
from coding.language import _
from storage.study import schema
from storage.study.operation import now, to_json, words_for

WITHDRAWALS = ("withdraw_person", "withdraw_respondent")
# Operations that undo cannot cross: they changed the shape of rows, took somebody out for good, or put
# another file in the study's place.
BARRIERS = ("migrate", *WITHDRAWALS, "go_back", "repair")


class Written(StrEnum):
    """What a study writes outside itself: kinds of operations that change nothing in it."""

    EXPORT = "export_file"
    COPY = "save_copy"
    SHARED = "share_copy"


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
    coder_id: int | None = None

    @property
    def words(self) -> str:
        """What was done; its operation may have to be imported to say so."""
        return words_for(self.kind, self.parameters)


def newest(connection: Connection, limit: int | None, *where: ColumnElement[bool]) -> list[HistoryEntry]:
    """Return the audit trail, or what of it these conditions ask for, the newest first."""
    found = _operations().where(*where).order_by(schema.operation.c.id.desc()).limit(limit)
    return _entries(connection, found)


def last_done(connection: Connection) -> HistoryEntry | None:
    """Return what undo would take back, whoever did it, or a barrier that it cannot cross."""
    return next(iter(_entries(connection, _last_done())), None)


def first_undone(connection: Connection) -> HistoryEntry | None:
    """Return what redo would do again."""
    return next(iter(_entries(connection, _first_undone())), None)


def nothing_to_undo(last: list[HistoryEntry]) -> CannotUndoError:
    """Say why nothing can be taken back; ``last`` is the newest operation."""
    if last and last[0].kind in WITHDRAWALS:
        return CannotUndoError(
            _("This cannot be undone, nor what was done before."),
            _("A person was taken out at their wish, and nothing of them was kept."),
        )
    return CannotUndoError(_("There is nothing to undo."))


def last_time(connection: Connection) -> str:
    """Return when the newest operation was done; empty where there is none."""
    return connection.scalar(_last_time()) or ""


def begin(connection: Connection, kind: str, coder_id: int | None, checkpointed_id: int | None) -> int:
    """Write a new operation, after which what was undone cannot be redone; return its id."""
    connection.execute(_drop_undone())
    begun = {"kind": kind, "coder_id": coder_id, "created": now(), "checkpointed_id": checkpointed_id}
    return connection.execute(insert(schema.operation), begun).lastrowid


def end(
    connection: Connection,
    operation_id: int,
    parameters: str,
    *,
    interview_id: int | None,
    reverses_id: int | None,
) -> None:
    """Keep what an operation turned out to be."""
    kept = {"kept": parameters, "where": interview_id, "reverses": reverses_id, "operation": operation_id}
    connection.execute(_keep(), kept)


def note(
    connection: Connection, kind: Written, coder_id: int | None, file: str, quoted: Sequence[str] = ()
) -> None:
    """Note that a file was written, where the words of people go on outside the study."""
    noted = {"kind": kind.value, "coder_id": coder_id, "created": now(), "status": "noted"}
    kept = {"file": file, **({"quoted": [*quoted]} if quoted else {})}
    connection.execute(insert(schema.operation), noted | {"parameters": to_json(kept)})


def written_files(connection: Connection) -> list[HistoryEntry]:
    """Return which files were written outside the study, the newest first."""
    table = schema.operation.c
    return _entries(connection, _operations().where(table.kind.in_(Written)).order_by(table.id.desc()))


def note_barrier(connection: Connection, kind: str, **parameters: object) -> None:
    """Write what was done to the file itself into its history: neither undo nor redo crosses it."""
    connection.execute(_drop_undone())
    connection.execute(
        insert(schema.operation).values(kind=kind, created=now(), parameters=to_json(parameters))
    )


def _entries(connection: Connection, query: Select[*tuple[Any, ...]]) -> list[HistoryEntry]:
    return [HistoryEntry(*row) for row in connection.execute(query)]


# Asked at every key, so each is built only once.


@cache
def _operations() -> Select[*tuple[Any, ...]]:
    operation, coder = schema.operation, schema.coder
    o = operation.c
    with_coder = operation.outerjoin(coder, coder.c.id == o.coder_id)
    name = func.coalesce(coder.c.name, "")
    return select(
        o.id,
        o.kind,
        o.parameters,
        name,
        o.created,
        o.status,
        o.undone,
        o.reverses_id,
        o.interview_id,
        o.coder_id,
    ).select_from(with_coder)


@cache
def _last_done() -> Select[*tuple[Any, ...]]:
    table = schema.operation.c
    is_somebodys = table.coder_id.is_not(None) | table.kind.in_(BARRIERS)  # setting a study up is nobody's
    return _operations().where(is_somebodys, table.status == "done").order_by(table.id.desc()).limit(1)


@cache
def _first_undone() -> Select[*tuple[Any, ...]]:
    table = schema.operation.c
    return _operations().where(table.status == "undone").order_by(table.id).limit(1)


@cache
def _last_time() -> Select[str]:
    table = schema.operation.c
    return select(table.created).where(table.status != "noted").order_by(table.id.desc()).limit(1)


@cache
def _drop_undone() -> Update:
    """Make what was undone impossible to redo, because something else is done instead."""
    table = schema.operation
    return update(table).where(table.c.status == "undone").values(status="dropped")


@cache
def _keep() -> Update:
    table = schema.operation
    values: dict[str, BindParameter[Any]] = {
        "parameters": bindparam("kept"),
        "interview_id": bindparam("where"),
        "reverses_id": bindparam("reverses"),
    }
    return update(table).where(table.c.id == bindparam("operation")).values(values)
