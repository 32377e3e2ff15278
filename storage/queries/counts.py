"""How often each code of a framework was given, for the panel: live, so it has to be cheap."""

from collections import Counter
from collections.abc import Collection, Mapping
from typing import Any

from sqlalchemy import ColumnElement, Connection, Integer, Select, and_, column, func, select, values

from coding.framework import Framework
from storage import schema

_coding = schema.coding.c


def counts_by_transcript(
    connection: Connection,
    framework: Framework,
    coder_id: int | None,
    transcript_ids: Collection[int] | None = None,
) -> dict[int, Counter[int]]:
    """Return one coder's codings by transcript and code; of all transcripts for None.

    A code with codes below it counts each passage once, whichever of them it carries
    (counting rule 6); only a dimension counts itself alone.
    """
    mine = _coding.coder_id == coder_id
    if transcript_ids is not None:
        mine = and_(mine, _coding.transcript_id.in_(transcript_ids))
    rolled_up = _rolled_up(framework)
    queries = [_alone([code.id for code in framework.codes if code.id not in rolled_up], mine)]
    if rolled_up:
        queries.append(_with_those_below(rolled_up, mine))
    found: dict[int, Counter[int]] = {}
    for query in queries:
        for transcript_id, code_id, count in connection.execute(query):
            found.setdefault(transcript_id, Counter())[code_id] = count
    return found


def _rolled_up(framework: Framework) -> Mapping[int, list[int]]:
    """Return the codes that count for more than themselves, with all that counts for them."""
    return {
        code.id: [below.id for below in framework.below(code.id)]
        for code in framework.codes
        if framework.children(code.id) and not framework.is_dimension(code.id)
    }


def _alone(code_ids: list[int], mine: ColumnElement[bool]) -> Select[int, int, int]:
    return (
        select(_coding.transcript_id, _coding.code_id, func.count())
        .where(mine, _coding.code_id.in_(code_ids))
        .group_by(_coding.transcript_id, _coding.code_id)
    )


def _with_those_below(rolled_up: Mapping[int, list[int]], mine: ColumnElement[bool]) -> Select[int, int, int]:
    pairs: list[tuple[Any, ...]] = [
        (code_id, below_id) for code_id, below in rolled_up.items() for below_id in below
    ]
    family = values(column("above", Integer), column("code", Integer)).data(pairs).cte("family")
    passages = (
        select(_coding.transcript_id, family.c.above, _coding.start, _coding.end)
        .join(family, family.c.code == _coding.code_id)
        .where(mine)
        .distinct()
        .subquery()
    )
    transcript_id, above = passages.c.transcript_id, passages.c.above
    return select(transcript_id, above, func.count()).group_by(transcript_id, above)
