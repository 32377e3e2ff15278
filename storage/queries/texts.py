"""Reading interviews and their transcripts."""

from collections.abc import Sequence
from dataclasses import replace
from typing import Any

from sqlalchemy import Connection, Row, Select, select, true

from coding.errors import DamagedError
from coding.language import _
from coding.model.memos import MemoKind
from coding.model.study import Interview, InterviewKind, Mark, Speaker, SpeakerKind, Transcript, Turn
from storage.study import schema
from storage.study.connection import fetched


def _interviews() -> Select[*tuple[Any, ...]]:
    table = schema.interview.c
    return select(
        table.id,
        table.title,
        table.school_id,
        table.round_id,
        table.date,
        table.duration_ms,
        table.partial,
        table.source_name,
        table.source_sha256,
        table.words,
        table.participant_words,
        table.kind,
        table.author,
    )


def interviews(connection: Connection) -> list[Interview]:
    """Return all interviews in the order they came in."""
    rows = connection.execute(_interviews().order_by(schema.interview.c.id))
    return [_interview_of(row) for row in rows]


def interview(connection: Connection, interview_id: int) -> Interview | None:
    """Return one interview, or None if it is no longer there."""
    row = connection.execute(_interviews().where(schema.interview.c.id == interview_id)).first()
    return None if row is None else _interview_of(row)


def _interview_of(row: Row[*tuple[Any, ...]]) -> Interview:
    interview = Interview(*row)
    return replace(interview, kind=InterviewKind(interview.kind))


def participants(connection: Connection) -> dict[int, list[int]]:
    """Return the ids of the people in each interview, by interview id."""
    table = schema.participation.c
    found: dict[int, list[int]] = {}
    rows = connection.execute(select(table.interview_id, table.person_id).order_by(table.id))
    for interview_id, person_id in rows.all():
        found.setdefault(interview_id, []).append(person_id)
    return found


def interview_memo(connection: Connection, interview_id: int, coder_id: int | None) -> str:
    """Return this coder's memo on an interview, or an empty string."""
    memo = schema.memo.c
    mine = (memo.interview_id == interview_id) & (memo.coder_id == coder_id) & memo.start.is_(None)
    mine &= memo.kind == MemoKind.MEMO
    query = select(memo.text).where(mine)
    return connection.scalar(query) or ""


def transcript(connection: Connection, transcript_id: int) -> Transcript | None:
    """Return a transcript with its turns and marks; None if there is none. May raise DamagedError."""
    stored = schema.transcript.c
    row = connection.execute(select(stored.text, stored.length).where(stored.id == transcript_id)).first()
    if row is None:
        return None
    text, length = row
    if len(text) != length:
        raise DamagedError(
            _("The transcript is damaged."),
            _("Its text is not as long as it was when it was stored; it is not shown."),
            _("Open the newest copy from its folder of restore points."),
        )
    turn, speaker, mark = schema.turn.c, schema.speaker.c, schema.mark.c
    turns = connection.execute(
        select(turn.id, turn.start, turn.end, turn.speaker_id, turn.ms)
        .where(turn.transcript_id == transcript_id)
        .order_by(turn.start, turn.id)
    )
    speakers = connection.execute(
        select(speaker.id, speaker.label, speaker.kind, speaker.person_id)
        .where(speaker.transcript_id == transcript_id)
        .order_by(speaker.id)
    )
    marks = connection.execute(
        select(mark.id, mark.start, mark.end, mark.kind, mark.text, mark.ms)
        .where(mark.transcript_id == transcript_id)
        .order_by(mark.start, mark.id)
    )
    return Transcript(
        transcript_id,
        text,
        tuple(map(Turn._make, fetched(turns))),
        tuple(Speaker(row.id, row.label, SpeakerKind(row.kind), row.person_id) for row in speakers),
        tuple(map(Mark._make, fetched(marks))),
    )


def marks_in_texts(
    connection: Connection, interview_ids: Sequence[int] | None = None
) -> dict[int, list[Mark]]:
    """Return the stretches that are no words, of these interviews or of all, in order."""
    mark = schema.mark.c
    here = true() if interview_ids is None else mark.transcript_id.in_(interview_ids)
    query = (
        select(mark.transcript_id, mark.id, mark.start, mark.end, mark.kind, mark.text, mark.ms)
        .where(mark.start < mark.end, here)
        .order_by(mark.transcript_id, mark.start)
    )
    found: dict[int, list[Mark]] = {}
    for transcript_id, *values in fetched(connection.execute(query)):
        found.setdefault(transcript_id, []).append(Mark._make(values))
    return found
