"""Reading codings."""

from collections.abc import Collection, Sequence
from functools import cache
from typing import Any

from sqlalchemy import Connection, Select, bindparam, func, literal, select

from coding.model.study import Coding, Span
from coding.text.codings_on_text import CodingPlace
from storage.study import schema
from storage.study.connection import batches, fetched

_coding = schema.coding.c


def _codings() -> Select[*tuple[Any, ...]]:
    """Select the columns of a Coding in its order, memo last."""
    memo = schema.memo
    mine = (memo.c.coding_id == _coding.id) & (memo.c.coder_id == _coding.coder_id)
    return select(
        _coding.id,
        _coding.transcript_id,
        _coding.start,
        _coding.end,
        _coding.code_id,
        _coding.coder_id,
        _coding.stage_id,
        _coding.unsure,
        _coding.created,
        _coding.direction,
        func.coalesce(memo.c.text, ""),
    ).select_from(schema.coding.outerjoin(memo, mine))


def codings(connection: Connection, transcript_id: int) -> list[Coding]:
    """Return everybody's codings of a transcript in no order."""
    columns = [schema.coding.c[name] for name in Coding._fields[:-1]]
    query = select(*columns, literal("")).where(_coding.transcript_id == transcript_id)
    found = list(map(Coding._make, fetched(connection.execute(query))))
    memos = _memos(connection, transcript_id)
    for at, coding in enumerate(found):
        if coding.unsure or coding.id in memos:
            found[at] = coding._replace(unsure=bool(coding.unsure), memo=memos.get(coding.id, ""))
    return found


def coding_places(
    connection: Connection, transcript_id: int, coder_ids: Collection[int]
) -> list[CodingPlace]:
    """Return the places of these coders' codings of a transcript, in order."""
    # The index holds all of it.
    rows: Any = connection.execute(_places(), {"transcript": transcript_id, "coders": list(coder_ids)})
    return fetched(rows)


@cache
def _places() -> Select[int, int, int, int]:
    place = (_coding.start, -_coding.end, _coding.id)
    theirs = _coding.coder_id.in_(bindparam("coders", expanding=True))
    here = _coding.transcript_id == bindparam("transcript")
    return select(*place, _coding.code_id).where(here, theirs).order_by(*place)


def _memos(connection: Connection, transcript_id: int) -> dict[int, str]:
    """Return the coders' own memos on a transcript's codings, by coding."""
    memo = schema.memo.c
    own = (memo.coding_id == _coding.id) & (memo.coder_id == _coding.coder_id)
    query = (
        select(memo.coding_id, memo.text)
        .select_from(schema.memo.join(schema.coding, own))
        .where(_coding.transcript_id == transcript_id)
    )
    return {coding_id: text for coding_id, text in connection.execute(query) if coding_id is not None}


def coding_memos(connection: Connection) -> dict[int, str]:
    """Return the coders' own memos on codings of all interviews, by coding."""
    memo = schema.memo.c
    own = (memo.coding_id == _coding.id) & (memo.coder_id == _coding.coder_id)
    query = select(_coding.id, memo.text).select_from(schema.memo.join(schema.coding, own))
    return {id_: written for id_, written in connection.execute(query)}  # noqa: C416 - dict() loses the types


def codings_touching(
    connection: Connection, transcript_id: int, span: Span, code_ids: Collection[int], coder_id: int | None
) -> list[Coding]:
    """Return one coder's codings of these codes that share at least one code point with a span."""
    wanted = {
        "transcript": transcript_id,
        "codes": list(code_ids),
        "coder": coder_id,
        "from": span.start,
        "to": span.end,
    }
    return [Coding._make(row) for row in connection.execute(_touching(), wanted)]


@cache
def _touching() -> Select[*tuple[Any, ...]]:
    """Build the query once: it runs at every key."""
    return _codings().where(
        _coding.transcript_id == bindparam("transcript"),
        _coding.code_id.in_(bindparam("codes", expanding=True)),
        _coding.coder_id == bindparam("coder"),
        _coding.start < bindparam("to"),
        _coding.end > bindparam("from"),
    )


def codings_by_id(connection: Connection, ids: Sequence[int]) -> list[Coding]:
    """Return those of these codings that are there, in the order of the ids' transcripts and places."""
    found: list[Coding] = []
    for some in batches(ids):
        found += [Coding._make(row) for row in connection.execute(_these(), {"ids": some})]
    return sorted(found, key=lambda coding: (coding.transcript_id, coding.start, -coding.end, coding.id))


@cache
def _these() -> Select[*tuple[Any, ...]]:
    return _codings().where(_coding.id.in_(bindparam("ids", expanding=True)))


def coding_by_id(connection: Connection, coding_id: int) -> Coding | None:
    """Return one coding, or None if it is no longer there."""
    return next(iter(codings_by_id(connection, [coding_id])), None)


_NEWEST = 200  # codings among which the last used codes are looked for


def last_used_codes(connection: Connection, coder_id: int | None) -> list[int]:
    """Return the codes of a coder's newest codings, the last used first, each once."""
    query = select(_coding.code_id).where(_coding.coder_id == coder_id).order_by(_coding.id.desc())
    return list(dict.fromkeys(connection.scalars(query.limit(_NEWEST))))


def count_codings(connection: Connection, code_ids: Collection[int]) -> int:
    """Return how many codings of these codes there are, everybody's."""
    return connection.scalar(select(func.count()).where(_coding.code_id.in_(code_ids))) or 0


def codebook_version(connection: Connection, coding_id: int) -> int:
    """Return the revision of the framework under which a coding was made."""
    return connection.scalar(_revision(), {"coding": coding_id}) or 1


@cache
def _revision() -> Select[int]:
    return select(_coding.revision).where(_coding.id == bindparam("coding"))


def coding_ids_of_memos(connection: Connection, memo_ids: Collection[int]) -> list[int]:
    """Return the codings that those of these memos that are there are about."""
    memo = schema.memo.c
    query = select(memo.coding_id).where(memo.id.in_(memo_ids), memo.coding_id.is_not(None))
    return [coding_id for coding_id in connection.scalars(query) if coding_id is not None]


def newest_codings(
    connection: Connection, code_ids: Collection[int], coder_ids: Collection[int], limit: int
) -> list[int]:
    """Return the ids of the codings with one of these codes that these coders made last, the newest first."""
    query = select(_coding.id).where(_coding.code_id.in_(code_ids), _coding.coder_id.in_(coder_ids))
    return list(connection.scalars(query.order_by(_coding.created.desc(), _coding.id.desc()).limit(limit)))
