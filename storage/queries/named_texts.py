"""Where in a study names can stand beside the transcripts: every text that somebody wrote."""

from collections.abc import Iterable, Iterator, Mapping
from typing import Final, NamedTuple
from unicodedata import normalize

from sqlalchemy import ColumnElement, Connection, Table, select

from coding.model.study import Span
from storage.study import schema

# Running text, in which a pseudonym may be marked with brackets.
_RUNNING: Final[Mapping[Table, tuple[str, ...]]] = {
    schema.mark: ("text",),
    schema.memo: ("text",),
    schema.question: ("text",),
    schema.stage: ("definition",),
    schema.code: (
        "short_definition",
        "definition",
        "when_to_use",
        "when_not_to_use",
        "example",
        "notes",
    ),
}
# What things are called.
_CALLED: Final[Mapping[Table, tuple[str, ...]]] = {
    schema.study: ("name",),
    schema.coder: ("name",),
    schema.school: ("name",),
    schema.round_: ("name",),
    schema.role: ("name", "role_group"),
    schema.person: ("name",),
    schema.post: ("title",),
    schema.interview: ("title", "source_name"),
    schema.attribute: ("name",),
    schema.attribute_value: ("value",),
    schema.speaker: ("label",),
    schema.framework: ("name", "short_name", "levels", "source"),
    schema.stage: ("name",),
    schema.code: ("name", "label", "aliases"),
    schema.meaning: ("written",),
}


class NamedText(NamedTuple):
    """A text of the study (NFC, however it was typed), where it is kept, and whether it is running text."""

    table: Table
    column: str
    id: int
    text: str
    is_running: bool


def texts_of_study(connection: Connection) -> Iterator[NamedText]:
    """Yield every text of the study that can hold a name, but for the transcripts themselves."""
    for table in dict.fromkeys((*_CALLED, *_RUNNING)):
        yield from _texts(connection, table)


def texts_of_interview(connection: Connection, interview_id: int) -> Iterator[NamedText]:
    """Yield the texts of one interview: what it is called, its labels, marks, memos and attributes."""
    mine = select(schema.coding.c.id).where(schema.coding.c.transcript_id == interview_id)
    memo = schema.memo.c
    yield from _texts(connection, schema.interview, schema.interview.c.id == interview_id)
    for table in (schema.speaker, schema.mark):
        yield from _texts(connection, table, table.c.transcript_id == interview_id)
    yield from _texts(connection, schema.memo, (memo.interview_id == interview_id) | memo.coding_id.in_(mine))
    values = schema.attribute_value
    yield from _texts(connection, values, values.c.interview_id == interview_id)


def texts_of_participants(connection: Connection, interview_ids: Iterable[int]) -> Iterator[NamedText]:
    """Yield what the people and the schools of some interviews are called, each once."""
    people, schools = _participants(connection, set(interview_ids))
    for person_id in sorted(people):
        yield from _texts(connection, schema.person, schema.person.c.id == person_id)
        yield from _texts(connection, schema.post, schema.post.c.person_id == person_id)
        values = schema.attribute_value
        yield from _texts(connection, values, values.c.person_id == person_id)
    for school_id in sorted(schools):
        yield from _texts(connection, schema.school, schema.school.c.id == school_id)


def _participants(connection: Connection, interview_ids: set[int]) -> tuple[set[int], set[int]]:
    part, interview = schema.participation.c, schema.interview.c
    taking_part = connection.execute(select(part.interview_id, part.person_id))
    places = connection.execute(select(interview.id, interview.school_id))
    people = {row.person_id for row in taking_part if row.interview_id in interview_ids}
    schools = {row.school_id for row in places if row.id in interview_ids and row.school_id is not None}
    return people, schools


def _texts(
    connection: Connection, table: Table, where: ColumnElement[bool] | None = None
) -> Iterator[NamedText]:
    called, running = _CALLED.get(table, ()), _RUNNING.get(table, ())
    query = select(table.c.id, *(table.c[name] for name in (*called, *running))).order_by(table.c.id)
    for id_, *texts in connection.execute(query if where is None else query.where(where)).all():
        for name, text in zip((*called, *running), texts, strict=True):
            if text:
                yield NamedText(table, name, id_, normalize("NFC", text), name in running)


def text_and_turns(connection: Connection, transcript_id: int) -> tuple[str, list[Span]]:
    """Return the text of a transcript and where its turns are, in order."""
    transcript, turn = schema.transcript.c, schema.turn.c
    text = connection.scalar(select(transcript.text).where(transcript.id == transcript_id)) or ""
    rows = connection.execute(
        select(turn.start, turn.end).where(turn.transcript_id == transcript_id).order_by(turn.start, turn.id)
    )
    return text, [Span(row.start, row.end) for row in rows]
