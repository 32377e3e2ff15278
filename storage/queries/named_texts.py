"""Where in a study names can stand beside the transcripts: every text that somebody wrote."""

from collections.abc import Collection, Iterable, Iterator
from typing import NamedTuple
from unicodedata import normalize

from sqlalchemy import Connection, Table, select

from coding.model.study import Span
from storage.queries.dependents import going_with
from storage.study import schema
from storage.study.column_kinds import CAN_NAME, Holds, holds
from storage.study.connection import batches


class NamedText(NamedTuple):
    """A text of the study (NFC, however it was typed), where it is kept, and whether it is running text."""

    table: Table
    column: str
    id: int
    text: str
    is_running: bool


def texts_of_study(connection: Connection) -> Iterator[NamedText]:
    """Yield every text of the study that can hold a name, but for the transcripts themselves."""
    for table in schema.JOURNALED:
        yield from _texts(connection, table)


def texts_of_interviews(connection: Connection, interview_ids: Iterable[int]) -> Iterator[NamedText]:
    """Yield the texts of interviews, and of their people and schools, each once.

    What goes with one of them is its own: titles, labels, marks, memos, posts, attributes.
    """
    ids = set(interview_ids)
    people, schools = _participants(connection, ids)
    found: dict[Table, set[int]] = {}
    for table, rows in ((schema.interview, ids), (schema.person, people), (schema.school, schools)):
        for each, going in going_with(connection, table, sorted(rows)).items():
            found.setdefault(each, set()).update(going)
    for table, rows in found.items():
        yield from _texts(connection, table, sorted(rows))


def _participants(connection: Connection, interview_ids: set[int]) -> tuple[set[int], set[int]]:
    part, interview = schema.participation.c, schema.interview.c
    taking_part = connection.execute(select(part.interview_id, part.person_id))
    places = connection.execute(select(interview.id, interview.school_id))
    people = {row.person_id for row in taking_part if row.interview_id in interview_ids}
    schools = {row.school_id for row in places if row.id in interview_ids and row.school_id is not None}
    return people, schools


def _texts(connection: Connection, table: Table, ids: Collection[int] | None = None) -> Iterator[NamedText]:
    columns = [column for column in table.columns if holds(column) in CAN_NAME]
    if not columns or table is schema.transcript:
        return
    query = select(table.c.id, *columns).order_by(table.c.id)
    queries = [query] if ids is None else [query.where(table.c.id.in_(some)) for some in batches(ids)]
    for id_, *texts in (row for each in queries for row in connection.execute(each).all()):
        for column, text in zip(columns, texts, strict=True):
            if text:
                is_running = holds(column) is not Holds.NAME
                yield NamedText(table, column.name, id_, normalize("NFC", text), is_running)


def text_and_turns(connection: Connection, transcript_id: int) -> tuple[str, list[Span]]:
    """Return the text of a transcript and where its turns are, in order."""
    transcript, turn = schema.transcript.c, schema.turn.c
    text = connection.scalar(select(transcript.text).where(transcript.id == transcript_id)) or ""
    rows = connection.execute(
        select(turn.start, turn.end).where(turn.transcript_id == transcript_id).order_by(turn.start, turn.id)
    )
    return text, [Span(row.start, row.end) for row in rows]
