"""Reading how far somebody has gone through the passages of a code."""

from collections.abc import Iterable
from dataclasses import dataclass

from sqlalchemy import Connection, select

from coding.model.going_through import GoingThrough
from coding.model.study import Coding, KeptKind
from storage.queries.codebook import framework as read_framework
from storage.queries.codings import codings_by_id
from storage.study import schema

_code, _coding = schema.code.c, schema.coding.c


@dataclass(frozen=True, slots=True)
class CodePass:
    """The passages of a code that one coder has still to look at, in the order of the interviews.

    ``target_ids`` are the codes that they are sorted into, ``n_left`` how many were looked at and stay.
    """

    code_id: int
    target_ids: tuple[int, ...]
    to_do: tuple[Coding, ...]
    n_left: int


def code_pass(connection: Connection, code_id: int, coder_id: int | None) -> CodePass | None:
    """Return how far a coder has gone through a code; None for a code that is no longer there.

    Before anything was chosen the codes below it are what its passages are sorted into.

    Raises UserError: a later program wrote what is kept of it.
    """
    if connection.scalar(select(_code.id).where(_code.id == code_id)) is None:
        return None
    kept = kept_pass(connection, code_id, coder_id)
    left = frozenset(kept[1].left) if kept is not None else frozenset[str]()
    targets = kept_targets(connection, code_id, coder_id)
    if targets is None:
        targets = _codes_below(connection, code_id)
    query = select(_coding.id, _coding.guid).where(_coding.code_id == code_id, _coding.coder_id == coder_id)
    guids = {row.id: row.guid for row in connection.execute(query)}
    to_do = [id_ for id_, guid in guids.items() if guid not in left]
    found = tuple(codings_by_id(connection, to_do))
    return CodePass(code_id, tuple(id_ for id_ in targets if id_ != code_id), found, len(guids) - len(to_do))


def kept_pass(connection: Connection, code_id: int, coder_id: int | None) -> tuple[int, GoingThrough] | None:
    """Return the row that keeps how far a coder has gone through a code, and what it holds.

    Raises UserError: a later program wrote it.
    """
    row = connection.execute(select(_code.guid, _code.also).where(_code.id == code_id)).one()
    known = {row.guid, *row.also.split()}
    kept = schema.kept.c
    mine = (kept.kind == KeptKind.GOING_THROUGH) & (kept.coder_id == coder_id)
    for each in connection.execute(select(kept.id, kept.value).where(mine).order_by(kept.id)):
        held = GoingThrough.from_json(each.value)
        if held.code in known:
            return each.id, held
    return None


def kept_targets(connection: Connection, code_id: int, coder_id: int | None) -> tuple[int, ...] | None:
    """Return the codes that a coder chose to sort the passages of a code into; None before any was.

    Raises UserError: a later program wrote it.
    """
    kept = kept_pass(connection, code_id, coder_id)
    return None if kept is None else _known_codes(connection, kept[1].targets)


def _codes_below(connection: Connection, code_id: int) -> tuple[int, ...]:
    framework_id = connection.scalar(select(_code.framework_id).where(_code.id == code_id))
    assert framework_id is not None
    return tuple(code.id for code in read_framework(connection, framework_id).children(code_id))


def _known_codes(connection: Connection, guids: Iterable[str]) -> tuple[int, ...]:
    """Return the codes that have these GUIDs, or took in those that had them, in this order."""
    known: dict[str, int] = {}
    for row in connection.execute(select(_code.id, _code.guid, _code.also)):
        known |= dict.fromkeys((*row.also.split(), row.guid), row.id)
    return tuple(dict.fromkeys(known[guid] for guid in guids if guid in known))
