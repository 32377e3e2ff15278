"""Where a person takes part and speaks."""

from sqlalchemy import Connection, select

from coding.model.study import Span, SpeakerKind
from storage.study import schema

_speaker, _part, _turn = schema.speaker.c, schema.participation.c, schema.turn.c


def interviews_with(connection: Connection, person_id: int) -> list[int]:
    """Return the ids of the interviews in which a person takes part or speaks, in order."""
    heard = select(_speaker.transcript_id).where(_speaker.person_id == person_id)
    listed = select(_part.interview_id).where(_part.person_id == person_id)
    return sorted(connection.scalars(heard.union(listed)))


def is_sole(connection: Connection, interview_id: int, person_id: int) -> bool:
    """Tell whether nobody else is interviewed: then the whole of it is the person's.

    Where the person speaks under a label of their own, a participant nobody has named is somebody else.
    """
    listed = select(_part.person_id).where(_part.interview_id == interview_id)
    heard = select(_speaker.person_id).where(
        _speaker.transcript_id == interview_id,
        _speaker.person_id.is_not(None),
        _speaker.kind != SpeakerKind.INTERVIEWER.value,
    )
    if not set(connection.scalars(listed.union(heard))) <= {person_id}:
        return False
    return not (turns_of(connection, interview_id, person_id) and open_labels(connection, interview_id))


def turns_of(connection: Connection, interview_id: int, person_id: int) -> list[tuple[int, Span]]:
    """Return the turns of a person in an interview, with their ids, in order."""
    rows = connection.execute(
        select(_turn.id, _turn.start, _turn.end)
        .join(schema.speaker, _speaker.id == _turn.speaker_id)
        .where(_turn.transcript_id == interview_id, _speaker.person_id == person_id)
        .order_by(_turn.start)
    )
    return [(row.id, Span(row.start, row.end)) for row in rows]


def open_labels(connection: Connection, interview_id: int) -> list[str]:
    """Return the labels of whom nobody has said who they are; interviewers are nobody in this."""
    query = (
        select(_speaker.label)
        .where(
            _speaker.transcript_id == interview_id,
            _speaker.person_id.is_(None),
            _speaker.kind != SpeakerKind.INTERVIEWER.value,
        )
        .order_by(_speaker.id)
    )
    return list(connection.scalars(query))
