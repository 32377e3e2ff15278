"""Reading how agreement is measured, what was settled, and who still reads blind."""

from collections.abc import Collection
from dataclasses import dataclass
from typing import Any

from sqlalchemy import Connection, or_, select

from coding.model.agreement import AgreementRule, rule_in
from coding.model.settling import Basis, KeptFigures
from coding.model.study import Decision, KeptKind, State
from storage.study import schema
from storage.study.connection import batches


@dataclass(frozen=True, slots=True)
class BlindReading:
    """An interview that a coder has read without seeing what others coded; begun and done (UTC)."""

    interview_id: int
    coder_id: int
    began: str
    done: str


@dataclass(frozen=True, slots=True)
class Ruling:
    """How a disagreement was settled; ``coder_id`` is who did it, ``created`` when (UTC)."""

    id: int
    interview_id: int
    start: int
    end: int
    code_id: int
    decision: Decision
    reason: str
    basis: Basis
    coder_id: int
    created: str


def agreement_rule(connection: Connection) -> AgreementRule | None:
    """Return how agreement is measured; None before it is fixed.

    Raises UserError: a later program wrote it in a way that is not known here.
    """
    return rule_in(connection.scalar(select(schema.study.c.settings)) or "")


def rulings(connection: Connection, first_id: int, second_id: int) -> list[Ruling]:
    """Return the rulings on these two coders' disagreements, by place; first and second as they were ruled.

    Those that were made with the two the other way round have their decision turned.
    """
    table = schema.ruling.c
    pair = (table.first_id == first_id) & (table.second_id == second_id)
    turned = (table.first_id == second_id) & (table.second_id == first_id)
    query = select(schema.ruling).where(or_(pair, turned)).order_by(table.interview_id, table.start, table.id)
    return [_ruling(row, is_turned=row.first_id != first_id) for row in connection.execute(query)]


_TURNED = {Decision.FIRST: Decision.SECOND, Decision.SECOND: Decision.FIRST}


def _ruling(row: Any, *, is_turned: bool) -> Ruling:
    decision = Decision(row.decision)
    return Ruling(
        row.id,
        row.interview_id,
        row.start,
        row.end,
        row.code_id,
        _TURNED.get(decision, decision) if is_turned else decision,
        row.reason,
        Basis.from_json(row.basis),
        row.coder_id,
        row.created,
    )


def kept_figures(connection: Connection, first: str, second: str) -> list[KeptFigures]:
    """Return the figures of two coders (GUIDs) that were kept before settling, the oldest first."""
    kept = schema.kept.c
    query = select(kept.value).where(kept.kind == KeptKind.FIGURES).order_by(kept.id)
    found = [KeptFigures.from_json(value) for value in connection.scalars(query)]
    return [each for each in found if {each.first, each.second} == {first, second}]


def read_blind(connection: Connection) -> list[tuple[int, int]]:
    """Return interview id and coder id of each blind reading that is not done."""
    reading = schema.reading.c
    query = select(reading.interview_id, reading.coder_id).where(reading.blind, reading.state != State.DONE)
    return [(row.interview_id, row.coder_id) for row in connection.execute(query.order_by(reading.id))]


def read_unseeing(connection: Connection, coder_ids: Collection[int]) -> list[BlindReading]:
    """Return the blind readings of these coders that are done."""
    reading = schema.reading.c
    query = select(reading.interview_id, reading.coder_id, reading.started, reading.done_on)
    done = reading.blind & (reading.state == State.DONE) & reading.coder_id.in_(coder_ids)
    rows = connection.execute(query.where(done).order_by(reading.id))
    return [BlindReading(*row) for row in rows]


def done_by(connection: Connection) -> dict[int, set[int]]:
    """Return the interviews that each coder is done with, by coder id."""
    reading = schema.reading.c
    found: dict[int, set[int]] = {}
    query = select(reading.coder_id, reading.interview_id).where(reading.state == State.DONE)
    for coder_id, interview_id in connection.execute(query).all():
        found.setdefault(coder_id, set()).add(interview_id)
    return found


def begun_by(connection: Connection) -> dict[int, set[int]]:
    """Return the interviews that each coder has begun or is done with, by coder id."""
    reading = schema.reading.c
    found: dict[int, set[int]] = {}
    for coder_id, interview_id in connection.execute(select(reading.coder_id, reading.interview_id)).all():
        found.setdefault(coder_id, set()).add(interview_id)
    return found


def guids(connection: Connection) -> dict[int, str]:
    """Return the GUID of every interview by its id."""
    interview = schema.interview.c
    return {row.id: row.guid for row in connection.execute(select(interview.id, interview.guid))}


def times_of(connection: Connection, interview_ids: Collection[int]) -> dict[int, list[tuple[int, int]]]:
    """Return where turns begin whose time is noted, with the milliseconds, in order, by interview."""
    turn = schema.turn.c
    found: dict[int, list[tuple[int, int]]] = {}
    for some in batches(sorted(interview_ids)):
        noted = turn.transcript_id.in_(some) & turn.ms.is_not(None)
        query = select(turn.transcript_id, turn.start, turn.ms).where(noted)
        for id_, start, ms in connection.execute(query.order_by(turn.transcript_id, turn.start)).all():
            found.setdefault(id_, []).append((start, ms or 0))
    return found
