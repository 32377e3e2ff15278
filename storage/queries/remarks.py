"""Reading remarks: memos on a passage of an interview, which are no codings, and what others wrote."""

from typing import NamedTuple

from sqlalchemy import Connection, select

from coding.language import _
from coding.model.study import Span
from storage.queries.questions import asked_about
from storage.study import schema


class WrittenRemark(NamedTuple):
    """A remark with the name of who wrote it."""

    id: int
    span: Span
    coder_id: int
    coder: str
    text: str


def memos_of_others(
    connection: Connection, on: str, row_id: int, coder_id: int | None
) -> list[WrittenRemark]:
    """Return what others wrote on a row: of a coding, an interview or a code (``code_id``), in order."""
    memo, coder = schema.memo, schema.coder
    query = (
        select(memo.c.id, coder.c.id, coder.c.name, memo.c.text)
        .select_from(memo.join(coder))
        .where(memo.c[on] == row_id, memo.c.coder_id.is_distinct_from(coder_id), memo.c.start.is_(None))
        .order_by(memo.c.id)
    )
    nowhere = Span(0, 0)
    return [
        WrittenRemark(id_, nowhere, whose, name, text) for id_, whose, name, text in connection.execute(query)
    ]


def coding_memos(connection: Connection, interview_id: int) -> list[WrittenRemark]:
    """Return everybody's memos on codings of an interview, in the order of the text."""
    memo, coder, coding = schema.memo, schema.coder, schema.coding
    query = (
        select(memo.c.id, coding.c.start, coding.c.end, coder.c.id, coder.c.name, memo.c.text)
        .select_from(memo.join(coder).join(coding, coding.c.id == memo.c.coding_id))
        .where(coding.c.transcript_id == interview_id)
        .order_by(coding.c.start, coding.c.end, memo.c.id)
    )
    return [
        WrittenRemark(id_, Span(start, end), coder_id, name, text)
        for id_, start, end, coder_id, name, text in connection.execute(query)
    ]


def asked_as_questions(connection: Connection, interview_id: int) -> list[WrittenRemark]:
    """Return what of an interview was made a question, and of which round, in the order of the text."""
    words = _("Asked as a question in {round}: {question}")
    return [
        WrittenRemark(0, each.span, 0, "", words.format(round=each.round, question=each.question.text))
        for each in asked_about(connection)
        if each.interview_id == interview_id
    ]


def remarks(connection: Connection, interview_id: int) -> list[WrittenRemark]:
    """Return everybody's remarks on an interview, in the order of the text."""
    memo, coder = schema.memo, schema.coder
    query = (
        select(memo.c.id, memo.c.start, memo.c.end, coder.c.id, coder.c.name, memo.c.text)
        .select_from(memo.join(coder))
        .where(memo.c.interview_id == interview_id, memo.c.start.is_not(None), memo.c.parent_id.is_(None))
        .order_by(memo.c.start, memo.c.end, memo.c.id)
    )
    return [
        WrittenRemark(id_, Span(start, end), coder_id, name, text)
        for id_, start, end, coder_id, name, text in connection.execute(query)
    ]
