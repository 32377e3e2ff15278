"""Reading what rounds ask, and which turns ask it."""

from collections import Counter
from collections.abc import Collection, Iterator, Mapping
from typing import Final, NamedTuple

from sqlalchemy import Connection, select

from coding.model.study import Filing, Question, Span
from storage.queries.attributions import attributed
from storage.queries.people import rounds
from storage.study import schema

FILED: Final = "filed"  # the role of a link from a question to words that are filed under it

ABOUT: Final = "about"  # of one to the words that a question was made of


class QuestionFromText(NamedTuple):
    """A question that was made of what somebody said; its place is empty where the words are gone."""

    question: Question
    round: str
    interview_id: int
    span: Span


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


def asked_about(connection: Connection) -> list[QuestionFromText]:
    """Return the questions that were made of what somebody said, by interview and place."""
    link = schema.link.c
    rows = connection.execute(
        select(link.from_question_id, link.interview_id, link.start, link.end)
        .where(link.from_question_id.is_not(None), link.role == ABOUT, link.start.is_not(None))
        .order_by(link.interview_id, link.start, link.end, link.id)
    ).all()
    known = {question.id: question for question in questions(connection)} if rows else {}
    names = {round_.id: round_.name for round_ in rounds(connection)} if rows else {}
    return [
        QuestionFromText(known[row[0]], names[known[row[0]].round_id], row[1], Span(row.start, row.end))
        for row in rows
    ]


def asked_about_records(
    connection: Connection, question_ids: Collection[int]
) -> Iterator[Mapping[str, object]]:
    """Yield a record for each of these questions that was made of what somebody said, with who and where."""
    for each in asked_about(connection):
        if each.question.id in question_ids:
            words, who = attributed(connection, each.interview_id, each.span)
            yield {
                "kind": "asked_about",
                "heading": each.question.issue,
                "round": each.round,
                "question": each.question.text,
                "number": each.question.position + 1,
                "text": words,
                "attribution": who,
                "interview_id": each.interview_id,
                "start": each.span.start,
                "end": each.span.end,
            }


def times_asked(connection: Connection) -> Counter[int]:
    """Return in how many interviews each question was found, by question id."""
    turn = schema.turn.c
    pairs = select(turn.question_id, turn.transcript_id).where(turn.question_id.is_not(None)).distinct()
    return Counter(row.question_id for row in connection.execute(pairs))
