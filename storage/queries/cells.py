"""Reading what is written of a row and a code: the summaries of the matrix, and whatever else stands so."""

from collections.abc import Collection, Iterator, Mapping
from typing import TYPE_CHECKING, NamedTuple

from sqlalchemy import Connection, RowMapping, select

from coding.model.cells import CellKey, RowPlace, Seen
from coding.model.memos import MemoKind
from coding.model.study import Span
from coding.text.blocks import linked
from storage.study import schema

if TYPE_CHECKING:
    from coding.analysis.matrix import Matrix


class CellSummary(NamedTuple):
    """What is written in a cell, by whom and when, and which codings were there then."""

    memo_id: int
    guid: str
    text: str
    coder: str
    changed: str
    seen: Seen
    coder_id: int = 0


class QuotedInSummary(NamedTuple):
    """A passage that a summary quotes."""

    interview_id: int
    span: Span


def written(connection: Connection, kind: MemoKind) -> Iterator[tuple[CellKey, RowMapping]]:
    """Yield what is written of a row and a code, by place, the first written first, with who wrote it."""
    memo, coder = schema.memo, schema.coder
    rows = connection.execute(
        select(memo, coder.c.name.label("coder"))
        .join(coder, coder.c.id == memo.c.coder_id)
        .where(memo.c.kind == kind, memo.c.code_id.is_not(None))
        .order_by(memo.c.modified, memo.c.id)
    ).mappings()
    return ((CellKey(RowPlace.of(dict(row), row["about"]), row["code_id"]), row) for row in rows)


def both_texts(later: str, before: str) -> str:
    """Return what was written twice of one place as one text, the later first."""
    return "\n\n".join(filter(None, (later, before)))


def cell_summaries(connection: Connection) -> dict[CellKey, CellSummary]:
    """Return all summaries; where two were written of one cell, both texts, the later one first."""
    found: dict[CellKey, CellSummary] = {}
    for key, row in written(connection, MemoKind.SUMMARY):
        text = both_texts(row["text"], found[key].text if key in found else "")
        seen = Seen.from_json(row["seen"])
        found[key] = CellSummary(
            row["id"], row["guid"], text, row["coder"], row["modified"], seen, row["coder_id"]
        )
    return found


def without_others(
    matrix: "Matrix", written: Mapping[CellKey, CellSummary], blind: Mapping[int, Collection[int]]
) -> dict[CellKey, CellSummary]:
    """Return what is written but for what others wrote of cases with interviews that somebody reads blind.

    ``blind``: the interviews that a coder reads so, by coder.
    """
    shown = dict(written)
    for coder_id, interviews in blind.items():
        theirs = {*interviews}
        rows = {row.place for at, row in enumerate(matrix.rows) if theirs and matrix.interviews(at) & theirs}
        shown = {k: each for k, each in shown.items() if k.place not in rows or each.coder_id == coder_id}
    return shown


def quoted_in(connection: Connection, summary: CellSummary) -> list[QuotedInSummary]:
    """Return the passages that a summary quotes, in no order."""
    link = schema.link.c
    rows = connection.execute(
        select(link.guid, link.interview_id, link.start, link.end).where(
            link.from_memo_id == summary.memo_id, link.start.is_not(None)
        )
    )
    there = linked(summary.text)
    return [QuotedInSummary(row.interview_id, Span(row.start, row.end)) for row in rows if row.guid in there]
