"""Interviews: added, edited, read, removed; who takes part and who speaks.

An interview's own parts (transcript, codings, memos, participants) go with it.
"""

from collections.abc import Sequence
from dataclasses import dataclass

from sqlalchemy import func, insert, select, update

from coding.errors import UserError
from coding.language import N_, _
from coding.model.study import Interview, InterviewKind, SpeakerKind
from coding.text.names import clean_name, needed_name
from storage.operations.questions import forget_questions
from storage.operations.removing import remove
from storage.operations.standing import refuse_gone
from storage.queries.tree import interview_row
from storage.study import schema
from storage.study.operation import WriteContext, operation

_interview = schema.interview


@dataclass(frozen=True, slots=True)
class InterviewDetails:
    """What a researcher says of an interview; ``date`` ISO 8601 or empty."""

    title: str
    round_id: int | None = None
    school_id: int | None = None
    date: str = ""
    duration_ms: int | None = None
    partial: bool = False
    kind: InterviewKind = InterviewKind.INTERVIEW
    author: str = ""


def details_of(interview: Interview) -> InterviewDetails:
    """Return the facts of an interview as they stand, to be replaced in part."""
    return InterviewDetails(
        interview.title,
        interview.round_id,
        interview.school_id,
        interview.date,
        interview.duration_ms,
        interview.partial,
        interview.kind,
        interview.author,
    )


@operation(N_("Add the interview “{interview}”"), leave_out=("facts",))
def add_interview(w: WriteContext, facts: InterviewDetails, person_ids: Sequence[int] = ()) -> int:
    """Add an interview that has no transcript yet; return its id.

    Raises UserError: no title, a length below nothing, or the round, the school or somebody who takes part is
    no longer there.
    """
    interview_id = w.add(_interview, **_values(w, facts))
    _write_participants(w, interview_id, person_ids)
    note_interview(w, interview_id)
    return interview_id


@operation(N_("Change the details of “{interview}”"), leave_out=("facts",))
def edit_interview(w: WriteContext, interview_id: int, facts: InterviewDetails) -> None:
    """Change title, round, school, date, duration, kind, author, or whether the transcript is partial.

    In another round other questions are asked: none is known until they are looked for there.

    Raises UserError: the interview, its round or its school is no longer there, no title, or a length below
    nothing.
    """
    note_interview(w, interview_id)
    values = _values(w, facts)
    if (
        w.connection.scalar(select(_interview.c.round_id).where(_interview.c.id == interview_id))
        != facts.round_id
    ):
        forget_questions(w, interview_id)
    w.connection.execute(update(_interview).where(_interview.c.id == interview_id).values(values))


def _values(w: WriteContext, facts: InterviewDetails) -> dict[str, object]:
    if facts.duration_ms is not None and facts.duration_ms < 0:
        raise UserError(_("An interview cannot last less than nothing."), _("Nothing was changed."))
    refuse_gone(w, schema.round_, facts.round_id)
    refuse_gone(w, schema.school, facts.school_id)
    return {
        "title": needed_name(facts.title, _("An interview needs a title.")),
        "round_id": facts.round_id,
        "school_id": facts.school_id,
        "date": facts.date.strip(),
        "duration_ms": facts.duration_ms,
        "partial": facts.partial,
        "kind": facts.kind.value,
        "author": clean_name(facts.author),
    }


@operation(N_("Change who takes part in “{interview}”"))
def set_participants(w: WriteContext, interview_id: int, person_ids: Sequence[int]) -> None:
    """Say who takes part. A speaker who stood for somebody no longer there stands for nobody.

    Raises UserError: the interview, or somebody who is to take part, is no longer there.
    """
    note_interview(w, interview_id)
    _write_participants(w, interview_id, person_ids)
    speaker = schema.speaker
    w.connection.execute(
        update(speaker)
        .where(
            speaker.c.transcript_id == interview_id,
            speaker.c.person_id.is_not(None),
            speaker.c.person_id.not_in(person_ids),
        )
        .values(person_id=None)
    )


def _write_participants(w: WriteContext, interview_id: int, person_ids: Sequence[int]) -> None:
    person, table = schema.person.c, schema.participation
    if set(person_ids) - set(w.connection.scalars(select(person.id).where(person.id.in_(person_ids)))):
        raise UserError(
            _("Somebody who was to take part is no longer in the study."), _("Nothing was changed.")
        )
    mine = table.c.interview_id == interview_id
    standing = set(w.connection.scalars(select(table.c.person_id).where(mine)))
    others = select(table.c.id).where(mine, table.c.person_id.not_in(person_ids))
    remove(w, table, w.connection.scalars(others))
    new = [person_id for person_id in dict.fromkeys(person_ids) if person_id not in standing]
    if new:
        rows = [{"interview_id": interview_id, "person_id": person_id} for person_id in new]
        w.connection.execute(insert(table), rows)


@operation(N_("Say who “{label}” is in “{interview}”"))
def correct_speaker(w: WriteContext, speaker_id: int, kind: SpeakerKind, person_id: int | None) -> None:
    """Say what kind of speaker a label stands for, and which person.

    The person takes part from now on; whoever the label stood for before does not, unless another
    label does. What participants said is counted anew.

    Raises UserError: the speaker or the person is no longer there.
    """
    speaker = schema.speaker
    row = w.connection.execute(select(speaker).where(speaker.c.id == speaker_id)).first()
    if row is None:
        raise UserError(_("That speaker is no longer there."), _("Nothing was changed."))
    refuse_gone(w, schema.person, person_id)
    note_interview(w, row.transcript_id)
    w.note(label=row.label)
    w.connection.execute(
        update(speaker).where(speaker.c.id == speaker_id).values(kind=kind.value, person_id=person_id)
    )
    if person_id != row.person_id and person_id is not None:
        _replace_participant(w, row.transcript_id, row.person_id, person_id)
    if kind.value != row.kind:
        _count_participant_words(w, row.transcript_id)


def _replace_participant(w: WriteContext, interview_id: int, old: int | None, new: int) -> None:
    taking_part, speaker = schema.participation.c, schema.speaker.c
    listed = list(
        w.connection.scalars(
            select(taking_part.person_id)
            .where(taking_part.interview_id == interview_id)
            .order_by(taking_part.id)
        )
    )
    heard = set(w.connection.scalars(select(speaker.person_id).where(speaker.transcript_id == interview_id)))
    kept = [person_id for person_id in listed if person_id != old or person_id in heard]
    _write_participants(w, interview_id, [*kept, new])


def _count_participant_words(w: WriteContext, interview_id: int) -> None:
    speaker = schema.speaker.c
    theirs = select(func.coalesce(func.sum(speaker.words), 0)).where(
        speaker.transcript_id == interview_id, speaker.kind == SpeakerKind.PARTICIPANT.value
    )
    w.connection.execute(
        update(_interview)
        .where(_interview.c.id == interview_id)
        .values(participant_words=theirs.scalar_subquery())
    )


@operation(N_("Remove the interview “{interview}”"))
def remove_interview(w: WriteContext, interview_id: int) -> None:
    """Remove an interview with all that is its own: transcript, codings, memos, attributes; people stay.

    Raises UserError: the interview is no longer there.
    """
    note_interview(w, interview_id)
    remove(w, _interview, [interview_id])


def note_interview(w: WriteContext, interview_id: int) -> None:
    """Keep what the interview is called for the history, or refuse if it is no longer there."""
    row = interview_row(w.connection, interview_id, ())
    if row is None:
        raise UserError(_("That interview is no longer in the study."), _("Nothing was changed."))
    w.note(interview=row.heading)
