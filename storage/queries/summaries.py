"""Reading what was written to sum up the answers to questions."""

from collections.abc import Mapping
from typing import NamedTuple

from sqlalchemy import Connection, select

from coding.model.memos import MemoKind
from storage.study import schema

Cell = tuple[int, int]  # a question and a round, by id


class AnswerSummary(NamedTuple):
    """What was written of the answers to a question in a round, in Markdown, and who wrote on it last."""

    coder_id: int
    coder: str
    text: str


def answer_summaries(connection: Connection) -> Mapping[Cell, AnswerSummary]:
    """Return all summaries by question and round; where two were written of one cell, both texts."""
    memo, coder = schema.memo.c, schema.coder.c
    rows = connection.execute(
        select(memo.question_id, memo.round_id, memo.coder_id, coder.name, memo.text)
        .join_from(schema.memo, schema.coder, coder.id == memo.coder_id)
        .where(
            memo.kind == MemoKind.SUMMARY,
            memo.question_id.is_not(None),
            memo.round_id.is_not(None),
            memo.code_id.is_(None),
        )
        .order_by(memo.modified, memo.id)
    )
    found: dict[Cell, AnswerSummary] = {}
    for question_id, round_id, coder_id, name, text in rows:
        before = found.get((question_id, round_id))
        both = "\n\n".join(filter(None, (before.text if before is not None else "", text)))
        found[question_id, round_id] = AnswerSummary(coder_id, name, both)
    return found
