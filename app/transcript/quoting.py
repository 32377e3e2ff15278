"""A quotation with its place, for the clipboard; never silently shortened."""

from collections.abc import Sequence

from coding.language import _
from coding.model.quoting import MayQuote, not_cleared
from coding.model.role_codes import in_words, roles_in_words
from coding.model.study import Span, Transcript
from coding.text import context as in_context
from storage.queries.tree import InterviewParticipant


def quotation(
    transcript: Transcript,
    span: Span,
    seats: Sequence[InterviewParticipant],
    round_name: str,
    may_quote: MayQuote,
) -> str:
    """Return the words between quotation marks with ``(Headteacher, School B, 2015)``.

    Named are those who speak in the span; where that is not known, all who take part. Words that may not be
    quoted say so.
    """
    people = {speaker.id: speaker.person_id for speaker in transcript.speakers}
    speaking = {
        people.get(turn.speaker_id or 0)
        for turn in transcript.turns
        if span.overlaps(Span(turn.start, turn.end))
    }
    named = [seat for seat in seats if seat.person_id in speaking] or seats
    who = (roles_in_words(seat.title for seat in named), in_words(seat.school for seat in named), round_name)
    words = _("“{words}”").format(words=in_context.quotation(transcript.text, *span))
    attribution = ", ".join(filter(None, who))
    parts = (
        words,
        f"({attribution})" if attribution else "",
        "" if may_quote.state.is_free else not_cleared(),
    )
    return " ".join(filter(None, parts))
