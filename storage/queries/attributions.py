"""Who says a passage, and its words as they are quoted; never silently shortened."""

from collections.abc import Sequence

from sqlalchemy import Connection

from coding.language import _
from coding.model.role_codes import in_words, roles_in_words
from coding.model.study import Span, Transcript
from coding.text import context as in_context
from storage.queries.people import rounds
from storage.queries.quoting import quoting_in
from storage.queries.texts import interview, transcript
from storage.queries.tree import InterviewParticipant, interview_participants


def attribution(
    transcript: Transcript, span: Span, seats: Sequence[InterviewParticipant], round_name: str
) -> str:
    """Return who speaks in a span; where that is not known, all who take part."""
    people = {speaker.id: speaker.person_id for speaker in transcript.speakers}
    speaking = {
        people.get(turn.speaker_id or 0)
        for turn in transcript.turns
        if span.overlaps(Span(turn.start, turn.end))
    }
    named = [seat for seat in seats if seat.person_id in speaking] or seats
    who = (roles_in_words(seat.title for seat in named), in_words(seat.school for seat in named), round_name)
    return ", ".join(filter(None, who))


def attributed(connection: Connection, interview_id: int, span: Span) -> tuple[str, str]:
    """Return the words of a passage in quotation marks, and who says them; nothing where none are left.

    Beside who says them stands whether they may be quoted, where somebody asked about that.
    """
    text, facts = transcript(connection, interview_id), interview(connection, interview_id)
    if text is None or facts is None or not text.text[span.start : span.end].strip():
        return "", ""
    names = {each.id: each.name for each in rounds(connection)}
    seats = interview_participants(connection, interview_id).get(interview_id, [])
    words = _("“{words}”").format(words=in_context.quotation(text.text, *span))
    who = attribution(text, span, seats, names.get(facts.round_id or 0, ""))
    may_quote = quoting_in(connection, interview_id).of(text, span)
    return words, " · ".join(filter(None, (who, may_quote.line)))
