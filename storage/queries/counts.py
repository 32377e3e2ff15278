"""How often each code of a framework was given, for the panel: live, so it has to be cheap."""

from collections import Counter
from collections.abc import Collection
from functools import lru_cache
from typing import Any

from sqlalchemy import (
    ColumnElement,
    Connection,
    Integer,
    Select,
    and_,
    bindparam,
    column,
    func,
    select,
    values,
)

from coding.model.framework import Framework
from coding.model.study import TALK
from storage.study import schema

_coding = schema.coding.c
Counts = Select[int, int]


def counts_of_codes(
    connection: Connection, framework: Framework, coder_ids: Collection[int], transcript_id: int | None = None
) -> Counter[int]:
    """Return these coders' codings by code id, in a transcript or, for None, in all interviews.

    A code with codes below it counts each passage once, whichever of them it carries
    (counting rule 6); only a dimension counts itself alone.
    """
    wanted: dict[str, Any] = {"coders": list(coder_ids)}
    if transcript_id is not None:
        wanted["transcript"] = transcript_id
    one = transcript_id is not None
    every = _read(connection, _alone(one=one), wanted)
    found = Counter({code_id: n for code_id, n in every.items() if code_id in framework.by_id})
    family = _family(framework, found)
    if family:
        found = Counter({**found, **_read(connection, _with_those_below(family, one=one), wanted)})
    return found


def times_of_use(connection: Connection, coder_ids: Collection[int]) -> dict[int, tuple[str, str]]:
    """Return when each code was first and last given by these coders, by code id: UTC, as stored."""
    created = _coding.created
    query = select(_coding.code_id, func.min(created), func.max(created)).where(
        _coding.coder_id.in_(coder_ids), created != ""
    )
    rows: Any = connection.execute(query.group_by(_coding.code_id))
    return {code_id: (first, last) for code_id, first, last in rows}


def _read(connection: Connection, query: Counts, wanted: dict[str, Any]) -> Counter[int]:
    return Counter({row[0]: row[1] for row in connection.execute(query, wanted)})


def _family(framework: Framework, found: Counter[int]) -> tuple[tuple[int, int], ...]:
    """Return the codes that count for more than themselves, each with all that counts for it."""
    return tuple(
        (code.id, below.id)
        for code in framework.codes
        if not framework.is_group(code.id)
        and any(found[below.id] for below in framework.below(code.id) if below != code)
        for below in framework.below(code.id)
    )


@lru_cache(maxsize=2)  # built once: it runs at every coding
def _alone(*, one: bool) -> Counts:
    # By the bare column SQLite would walk the index of codes and read the table row by row; so it
    # reads coding_place alone, twice as fast.
    code_id = _coding.code_id if one else _coding.code_id + 0
    return select(code_id, func.count()).where(_mine(one=one)).group_by(code_id)


@lru_cache(maxsize=32)
def _with_those_below(pairs: tuple[tuple[int, int], ...], *, one: bool) -> Counts:
    family = values(column("above", Integer), column("code", Integer)).data(list(pairs)).cte("family")
    passages = (
        select(family.c.above, _coding.transcript_id, _coding.start, _coding.end, _coding.coder_id)
        .join(family, family.c.code == _coding.code_id)
        .where(_mine(one=one))
        .distinct()
        .subquery()
    )
    return select(passages.c.above, func.count()).group_by(passages.c.above)


def _mine(*, one: bool) -> ColumnElement[bool]:
    mine = _coding.coder_id.in_(bindparam("coders", expanding=True))
    if one:
        return and_(mine, _coding.transcript_id == bindparam("transcript"))
    beside = select(schema.interview.c.id).where(schema.interview.c.kind.not_in(TALK))
    return and_(mine, _coding.transcript_id.not_in(beside))
