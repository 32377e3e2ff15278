"""Reading who may be quoted, and which passages were shown to whoever says them."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from sqlalchemy import ColumnElement, Connection, select

from coding.model.quoting import Clearance, MayQuote, may_be_quoted
from coding.model.study import Clearing, Quoting, Span, Transcript
from coding.text.uttering import uttered
from storage.study import schema


def asked_of_quoting(connection: Connection) -> Mapping[int, Quoting]:
    """Return what people ask for who may not simply be quoted, by id."""
    person = schema.person.c
    rows = connection.execute(select(person.id, person.quoting).where(person.quoting != Quoting.FREE))
    return {id_: Quoting(quoting) for id_, quoting in rows}


def clearances(connection: Connection) -> tuple[Clearance, ...]:
    """Return all that was noted of showing passages."""
    return _clearances(connection)


def _clearances(connection: Connection, *where: ColumnElement[bool]) -> tuple[Clearance, ...]:
    c = schema.clearance.c
    columns = (c.id, c.interview_id, c.start, c.end, c.state, c.note, c.created)
    rows = connection.execute(select(*columns).where(*where).order_by(c.id))
    return tuple(Clearance(*row[:4], Clearing(row.state), row.note, row.created[:10]) for row in rows)


@dataclass(frozen=True, slots=True)
class QuotingHere:
    """What is asked for in one interview: by its people, by id, and of its passages."""

    people: Mapping[int, Quoting]
    taking_part: Sequence[int]
    shown: Sequence[Clearance]

    def of(self, transcript: Transcript, span: Span) -> MayQuote:
        """Return whether a passage of the interview may be quoted."""
        if not self.people and not self.shown:
            return MayQuote()
        return may_be_quoted(span, uttered(transcript, self.taking_part, self.people), self.shown)


def quoting_in(connection: Connection, interview_id: int) -> QuotingHere:
    """Return what is asked for in an interview."""
    part, speaker = schema.participation.c, schema.speaker.c
    here = select(part.person_id).where(part.interview_id == interview_id)
    speaking = select(speaker.person_id).where(
        speaker.transcript_id == interview_id, speaker.person_id.is_not(None)
    )
    taking_part = tuple(connection.scalars(here.union(speaking)))
    asked = asked_of_quoting(connection)
    return QuotingHere(
        {id_: asked[id_] for id_ in taking_part if id_ in asked},
        taking_part,
        _clearances(connection, schema.clearance.c.interview_id == interview_id),
    )
