"""Reading what rounds ask, and which turns ask it."""

from collections import Counter
from typing import Final

from sqlalchemy import Connection, select

from coding.model.study import Filing, Question
from storage.queries.people import rounds
from storage.study import schema

FILED: Final = "filed"  # the role of a link from a question to words that are filed under it


def questions(connection: Connection) -> tuple[Question, ...]:
    """Return the questions of all rounds, round by round (by name), in the order they are listed."""
    table, names = schema.question.c, schema.question_code.c
    codes: dict[int, list[int]] = {}
    for question_id, code_id in connection.execute(
        select(names.question_id, names.code_id).order_by(names.id)
    ):
        codes.setdefault(question_id, []).append(code_id)
    order = {round_.id: at for at, round_ in enumerate(rounds(connection))}
    rows = connection.execute(
        select(table.id, table.round_id, table.position, table.text, table.heading).order_by(
            table.position, table.id
        )
    )
    return tuple(
        Question(row.id, row.round_id, row.position, row.text, tuple(codes.get(row.id, ())), row.heading)
        for row in sorted(rows, key=lambda row: order[row.round_id])
    )


def questions_of(connection: Connection, interview_id: int) -> tuple[Question, ...]:
    """Return the questions of the round that an interview belongs to."""
    interview = schema.interview.c
    round_id = connection.scalar(select(interview.round_id).where(interview.id == interview_id))
    return tuple(question for question in questions(connection) if question.round_id == round_id)


def asked_in(connection: Connection, interview_id: int) -> dict[int, int]:
    """Return the ids of the questions that turns of an interview ask, by turn id."""
    turn = schema.turn.c
    rows = connection.execute(
        select(turn.id, turn.question_id).where(
            turn.transcript_id == interview_id, turn.question_id.is_not(None)
        )
    )
    return {row.id: row.question_id for row in rows}


def filings(connection: Connection) -> tuple[Filing, ...]:
    """Return the words that were filed by hand under a question, by interview and place.

    None is empty, and none over another: where two copies filed the same words, the later filing holds.
    """
    link = schema.link.c
    rows = connection.execute(
        select(link.id, link.interview_id, link.start, link.end, link.from_question_id)
        .where(link.from_question_id.is_not(None), link.role == FILED, link.start < link.end)
        .order_by(link.interview_id, link.start, link.id)
    )
    found: dict[int, list[Filing]] = {}
    for filing in sorted((Filing(*row) for row in rows), key=lambda filing: filing.id):
        before = found.get(filing.interview_id, [])
        found[filing.interview_id] = [*(part for each in before for part in each.without(filing)), filing]
    every = (filing for some in found.values() for filing in some)
    return tuple(sorted(every, key=lambda each: (each.interview_id, each.start)))


def times_asked(connection: Connection) -> Counter[int]:
    """Return in how many interviews each question was found, by question id."""
    turn = schema.turn.c
    pairs = select(turn.question_id, turn.transcript_id).where(turn.question_id.is_not(None)).distinct()
    return Counter(row.question_id for row in connection.execute(pairs))
