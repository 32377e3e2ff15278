"""Whether a passage may be quoted: what those who speak in it asked for, and what they said when shown it."""

from collections.abc import Iterable, Sequence
from enum import StrEnum
from typing import Final, NamedTuple

from coding.language import _
from coding.model.study import Clearing, Quoting, Span


class Quotable(StrEnum):
    """What keeps a passage from being quoted, or does not; queries know it by these words."""

    OPEN = "open"  # nobody who speaks asks for anything
    CLEARED = "cleared"
    SHOWN = "shown"  # and not answered yet
    ASK = "ask"  # it has to be shown first
    REFUSED = "refused"
    NO = "no"

    @property
    def is_free(self) -> bool:
        """Tell whether the passage may be quoted."""
        return self in {Quotable.OPEN, Quotable.CLEARED}


class Clearance(NamedTuple):
    """A passage that was shown to whoever says it, on a day (ISO 8601), and what came of it."""

    id: int
    interview_id: int
    start: int
    end: int
    state: Clearing
    note: str
    day: str

    @property
    def span(self) -> Span:
        """The passage."""
        return Span(self.start, self.end)


class Uttered(NamedTuple):
    """Words of somebody, from where to where, and whether that person may be quoted."""

    span: Span
    quoting: Quoting


class MayQuote(NamedTuple):
    """Whether a passage may be quoted; ``day`` is when it was shown or answered, if it was."""

    state: Quotable = Quotable.OPEN
    day: str = ""

    @property
    def words(self) -> str:
        """What is said of it; nothing of what nobody asked about."""
        said = {
            Quotable.OPEN: "",
            Quotable.CLEARED: _("shown {day}, cleared"),
            Quotable.SHOWN: _("shown {day}, not answered"),
            Quotable.ASK: _("to be shown first"),
            Quotable.REFUSED: _("shown {day}, refused"),
            Quotable.NO: _("not to be quoted"),
        }
        return said[self.state].format(day=self.day)

    @property
    def line(self) -> str:
        """The same with a sign before it."""
        return f"{SIGNS[self.state]} {self.words}" if self.words else ""


OPEN: Final = MayQuote()
SIGNS: Final = {
    Quotable.OPEN: "",
    Quotable.CLEARED: "✓",
    Quotable.SHOWN: "○",
    Quotable.ASK: "○",
    Quotable.REFUSED: "✗",
    Quotable.NO: "✗",
}
_STRICTER: Final = (Quoting.FREE, Quoting.ASK, Quoting.NO)


def not_cleared() -> str:
    """Return what stands after a quotation that may not be made."""
    return _("[not cleared for quotation]")


def strictest(asked: Iterable[Quoting]) -> Quoting:
    """Return what whoever asks most asks for; of nobody nothing."""
    return max(asked, key=_STRICTER.index, default=Quoting.FREE)


def may_be_quoted(passage: Span, said: Sequence[Uttered], shown: Iterable[Clearance]) -> MayQuote:
    """Return whether a passage may be quoted, by who speaks in it and what was noted of its interview.

    Of what was noted on the same words the latest answer counts; showing them again takes no answer back.
    Who may not be quoted is not, whatever was cleared; what was refused is not quoted, whoever says it.
    """
    if any(each.quoting is Quoting.NO for each in said if each.span.overlaps(passage)):
        return MayQuote(Quotable.NO)
    here = [each for each in shown if each.start < passage.end and passage.start < each.end]
    here.sort(key=lambda each: (each.day, each.id), reverse=True)
    open_words, cleared = [passage], ""
    for answer in here:
        if answer.state is Clearing.ASKED or not any(answer.span.overlaps(words) for words in open_words):
            continue
        if answer.state is Clearing.REFUSED:
            return MayQuote(Quotable.REFUSED, answer.day)
        cleared = cleared or answer.day
        open_words = _without(open_words, answer.span)
    wanted = [e.span for e in said if e.quoting is Quoting.ASK and e.span.overlaps(passage)]
    left = [words for each in wanted for words in _shared(open_words, each)]
    if not left:
        return MayQuote(Quotable.CLEARED, cleared) if cleared and (wanted or not open_words) else OPEN
    return _not_answered(left, [each for each in here if each.state is Clearing.ASKED])


def _not_answered(left: Sequence[Span], asked: Sequence[Clearance]) -> MayQuote:
    for each in asked:
        left = _without(left, each.span)
    return MayQuote(Quotable.ASK) if left or not asked else MayQuote(Quotable.SHOWN, asked[0].day)


def _without(spans: Iterable[Span], taken: Span) -> list[Span]:
    """Return what is left of spans outside one."""
    found: list[Span] = []
    for span in spans:
        parts = (Span(span.start, min(span.end, taken.start)), Span(max(span.start, taken.end), span.end))
        found += [part for part in parts if part.start < part.end] if span.overlaps(taken) else [span]
    return found


def _shared(spans: Iterable[Span], with_: Span) -> list[Span]:
    found = (Span(max(each.start, with_.start), min(each.end, with_.end)) for each in spans)
    return [each for each in found if each.start < each.end]
