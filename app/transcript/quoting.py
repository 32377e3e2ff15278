"""A quotation with its place, for the clipboard; never silently shortened."""

from collections.abc import Sequence

from coding.language import _
from coding.model.quoting import MayQuote, not_cleared
from coding.model.study import Span, Transcript
from coding.text import context as in_context
from storage.queries.attributions import attribution
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
    words = _("“{words}”").format(words=in_context.quotation(transcript.text, *span))
    who = attribution(transcript, span, seats, round_name)
    parts = (
        words,
        f"({who})" if who else "",
        "" if may_quote.state.is_free else not_cleared(),
    )
    return " ".join(filter(None, parts))
