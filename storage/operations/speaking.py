"""Saying of stored transcripts who speaks in them: by their labels, or the other way round; codings stay."""

from collections.abc import Mapping

from sqlalchemy import select, update

from coding.language import N_
from coding.model.study import InterviewKind, SpeakerKind
from coding.text.revised_transcript import Meant, RevisedTranscript
from storage.operations.interviews import note_interview
from storage.operations.removing import remove
from storage.operations.replacing import refuse_another_text, speakers_of, write_turns
from storage.operations.rewriting import count_words, rewrite
from storage.study import schema
from storage.study.operation import WriteContext, operation


@operation(N_("Say who speaks in “{interview}”"), leave_out=("version", "meant"))
def tell_speakers(w: WriteContext, version: RevisedTranscript, meant: Mapping[str, Meant]) -> None:
    """Let a transcript have the speakers and turns of ``version``; labels leave the text.

    What was a document for want of speakers is an interview then.
    A speaker whose label was there keeps kind and person; ``meant`` says who the new ones are. Speakers who
    have no turn any more go. All codings stay on their words.

    Raises UserError: the transcript has changed since, or the interview is no longer there.
    """
    interview_id = version.stored.id
    note_interview(w, interview_id)
    refuse_another_text(w, version)
    rewrite(w, interview_id, version.change)
    write_turns(w, version, speakers_of(w, version, meant))
    speaker, turn = schema.speaker.c, schema.turn.c
    speaking = select(turn.speaker_id).where(turn.transcript_id == interview_id, turn.speaker_id.is_not(None))
    silent = select(speaker.id).where(speaker.transcript_id == interview_id, speaker.id.not_in(speaking))
    remove(w, schema.speaker, w.connection.scalars(silent))
    if version.original.transcript.speakers:
        _become_interview(w, interview_id)
    count_words(w, interview_id)


def _become_interview(w: WriteContext, interview_id: int) -> None:
    """Let what came in as a document, because nobody seemed to speak, be the interview that it is."""
    interview = schema.interview
    is_document = (interview.c.id == interview_id) & (interview.c.kind == InterviewKind.DOCUMENT)
    w.connection.execute(update(interview).where(is_document).values(kind=InterviewKind.INTERVIEW.value))


@operation(N_("Exchange interviewer and participants in “{interview}”"))
def exchange_speakers(w: WriteContext, interview_id: int) -> None:
    """Let interviewers be participants and participants interviewers; what participants said is counted anew.

    Where one of each speaks, the person who takes part is the other one's now; else nobody is known.

    Raises UserError: the interview is no longer there.
    """
    note_interview(w, interview_id)
    speaker = schema.speaker
    rows = w.connection.execute(
        select(speaker.c.id, speaker.c.kind, speaker.c.person_id).where(
            speaker.c.transcript_id == interview_id, speaker.c.kind.in_([*_OTHER_SIDE])
        )
    ).all()
    people = [row.person_id for row in rows if row.person_id is not None]
    is_pair = sorted(row.kind for row in rows) == sorted(_OTHER_SIDE)
    for row in rows:
        kind = _OTHER_SIDE[row.kind]
        answers = kind == SpeakerKind.PARTICIPANT
        person_id = people[0] if is_pair and answers and len(people) == 1 else None
        w.connection.execute(
            update(speaker).where(speaker.c.id == row.id).values(kind=kind, person_id=person_id)
        )
    count_words(w, interview_id)


_OTHER_SIDE = {
    SpeakerKind.INTERVIEWER.value: SpeakerKind.PARTICIPANT.value,
    SpeakerKind.PARTICIPANT.value: SpeakerKind.INTERVIEWER.value,
}
