"""How many words everybody says, counted anew: for a study that was counted by an older rule.

Derived from texts, turns and marks as the index of words is; journaled all the same where an operation
changes a text (storage/operations/rewriting.py).
"""

from collections.abc import Iterable

from sqlalchemy import Connection, bindparam, select, update

from coding.model.study import SpeakerKind
from coding.text.words import words_by_speaker
from storage.study import schema, text_index


def recount(connection: Connection) -> None:
    """Count the words of every interview and speaker, and index them, by the rule of today."""
    for transcript_id in connection.scalars(select(schema.transcript.c.id)).all():
        _recount(connection, transcript_id)
    text_index.rebuild(connection)


def _recount(connection: Connection, transcript_id: int) -> None:
    transcript = text_index.read_said(connection, transcript_id)
    said = words_by_speaker(transcript) if transcript is not None else {}
    speaker, interview = schema.speaker.c, schema.interview
    rows = connection.execute(
        select(speaker.id, speaker.kind).where(speaker.transcript_id == transcript_id)
    ).all()
    _write(connection, ((row.id, said.get(row.id, 0)) for row in rows))
    theirs = sum(said.get(row.id, 0) for row in rows if row.kind == SpeakerKind.PARTICIPANT)
    connection.execute(
        update(interview)
        .where(interview.c.id == transcript_id)
        .values(words=sum(said.values()), participant_words=theirs)
    )


def _write(connection: Connection, counted: Iterable[tuple[int, int]]) -> None:
    table = schema.speaker
    rows = [{"this": id_, "n": n} for id_, n in counted]
    if rows:
        stored = update(table).where(table.c.id == bindparam("this")).values(words=bindparam("n"))
        connection.execute(stored, rows)
