"""Where words and answers begin in each text: derived, kept by perform, undo and redo from the journal.

Without it, how many words passages have and counting once per answer parse every transcript, a second for a
thousand. It holds a byte for a word: each begins so many code points after the one before it.
"""

from collections.abc import Iterable, Iterator, Sequence
from operator import sub
from typing import Final

from sqlalchemy import Connection, delete, insert, null, select

from coding.language import plural
from coding.model.study import Mark, Speaker, SpeakerKind, Transcript, Turn
from coding.text.units import exchanges
from coding.text.words import word_starts
from storage.study import schema
from storage.study.connection import batches
from storage.study.journal import Changes
from storage.study.tables import MARK, SAID, TRANSCRIPT

_FAR: Final = 255


def follow(connection: Connection, changes: Changes) -> None:
    """Bring the index up to date after an operation, its undo or its redo."""
    if changes.touches(*SAID, MARK):
        _index(connection, changes.transcripts | changes.rows.get(TRANSCRIPT, frozenset()))


def rebuild(connection: Connection) -> None:
    """Write the index of every text anew."""
    _index(connection, connection.scalars(select(schema.transcript.c.id)).all())


def entries_astray(connection: Connection) -> Iterator[str]:
    """Say of how many texts the index is missing, or goes beyond their ends."""
    transcript, table = schema.transcript.c, schema.text_index.c
    lengths = {row.id: row.length for row in connection.execute(select(transcript.id, transcript.length))}
    ends = {
        row.transcript_id: max(sum(row.words), sum(row.answers))
        for row in connection.execute(select(table.transcript_id, table.words, table.answers))
    }
    n = sum(ends.get(id_, length + 1) > length for id_, length in lengths.items())
    n += len(ends.keys() - lengths.keys())
    if n:
        yield plural("The index of {n} text does not fit it.", "The indexes of {n} texts do not fit them.", n)


def _index(connection: Connection, transcript_ids: Iterable[int]) -> None:
    table = schema.text_index
    for some in batches(transcript_ids):
        connection.execute(delete(table).where(table.c.transcript_id.in_(some)))
        for id_ in some:
            if (transcript := read_said(connection, id_)) is not None:
                words = packed(word_starts(transcript.text, transcript.marks))
                answers = packed(exchanges(transcript))
                connection.execute(insert(table).values(transcript_id=id_, words=words, answers=answers))


def read_said(connection: Connection, transcript_id: int) -> Transcript | None:
    """Return a transcript as far as it takes to tell words, and who asks and who answers.

    Times are left out: studies of format 3 are read so before theirs are in milliseconds.
    """
    transcript, turn, speaker, mark = (
        schema.transcript.c,
        schema.turn.c,
        schema.speaker.c,
        schema.mark.c,
    )
    text = connection.scalar(select(transcript.text).where(transcript.id == transcript_id))
    if text is None:
        return None
    turns = (
        select(turn.id, turn.start, turn.end, turn.speaker_id, null())
        .where(turn.transcript_id == transcript_id)
        .order_by(turn.start, turn.id)
    )
    asking = select(speaker.id, speaker.label).where(
        speaker.transcript_id == transcript_id, speaker.kind == SpeakerKind.INTERVIEWER
    )
    marks = (
        select(mark.id, mark.start, mark.end, mark.kind, mark.text, null())
        .where(mark.transcript_id == transcript_id, mark.start < mark.end)
        .order_by(mark.start)
    )
    return Transcript(
        transcript_id,
        text,
        tuple(map(Turn._make, connection.execute(turns))),
        tuple(
            Speaker(id_, label, SpeakerKind.INTERVIEWER, None) for id_, label in connection.execute(asking)
        ),
        tuple(map(Mark._make, connection.execute(marks))),
    )


def packed(places: Sequence[int]) -> bytes:
    """Return ascending places as distances, a byte each; 255 goes on into the next byte."""
    distances = list(map(sub, places, [0, *places]))
    if max(distances, default=0) < _FAR:
        return bytes(distances)
    found = bytearray()
    for distance in distances:
        far, rest = divmod(distance, _FAR)
        found += b"\xff" * far
        found.append(rest)
    return bytes(found)
