"""Where in a study the words of a quotation stand; the study gives texts and what it knows of them."""

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import Final, NamedTuple, Protocol

from coding.chapter.tokens import QuotedToken, QuotedTokenKind, SaidWords, tokens_of
from coding.chapter.wording import Alignment, align
from coding.intake.role_words import PostHint
from coding.model.quoting import MayQuote
from coding.model.study import Span, TranscriptSpan

_LEAST_SHARE: Final = 0.6
_MOST_TOKENS: Final = 5_000  # of one quotation
_MOST_TEXTS: Final = 12


class SaidBy(NamedTuple):
    """Somebody who speaks: the posts and the role held in that round, 0 or nothing where not known.

    ``title`` and ``school`` are what they are called, ``posts`` all that the post may be called.
    """

    person: str
    title: str
    posts: tuple[PostHint, ...]
    number: int
    group: str
    letter: str
    school: str
    is_interviewer: bool


@dataclass(frozen=True, slots=True)
class PassageFacts:
    """What a study knows of a passage: ids of the codes on it, in ``codes`` with those above them."""

    interview_id: int
    span: Span
    words: str
    round: str
    said_by: tuple[SaidBy, ...]
    coded: tuple[int, ...]
    codes: frozenset[int]
    may_quote: MayQuote
    attribution: str


class StudyTexts(Protocol):
    """The texts of a study and what is known of passages."""

    def likely(self, tokens: Sequence[QuotedToken], quotation: str) -> Sequence[int]:
        """Return the interviews that have words of a quotation, the likeliest first."""
        ...

    def said(self, interview_id: int) -> SaidWords:
        """Return the words of an interview."""
        ...

    def nearest(self, tokens: Sequence[QuotedToken]) -> TranscriptSpan | None:
        """Return the turn that has most of the less common words of a quotation."""
        ...

    def facts(self, interview_id: int, span: Span) -> PassageFacts:
        """Return what is known of a passage."""
        ...


class FoundKind(StrEnum):
    """How a quotation was found."""

    EXACT = "exact"
    DIFFERS = "differs"
    TWICE = "twice"
    NO = "no"


class At(NamedTuple):
    """A place where a quotation stands, or nearly."""

    interview_id: int
    alignment: Alignment


@dataclass(frozen=True, slots=True)
class Located:
    """Where a quotation stands: one place, several word for word, or none and the nearest there is."""

    kind: FoundKind
    places: tuple[At, ...]
    nearest: At | None = None


NOWHERE: Final = Located(FoundKind.NO, ())


def located(quotation: str, study: StudyTexts) -> Located:
    """Return where a quotation stands in a study."""
    tokens = tokens_of(quotation)
    if len(tokens) > _MOST_TOKENS or not any(token.kind is QuotedTokenKind.WORD for token in tokens):
        return NOWHERE
    likely = list(study.likely(tokens, quotation))[:_MOST_TEXTS]
    exact = [At(id_, each) for id_ in likely for each in _word_for_word(tokens, study.said(id_))]
    if exact:
        return Located(FoundKind.TWICE if len(exact) > 1 else FoundKind.EXACT, tuple(exact))
    aligned = [(id_, align(quotation, tokens, study.said(id_))) for id_ in likely]
    near = [At(id_, each) for id_, each in aligned if each is not None]
    near.sort(
        key=lambda at: (len(at.alignment.differences) > 0, -at.alignment.share, len(at.alignment.differences))
    )
    if not near:
        turn = study.nearest(tokens)
        alike = None if turn is None else At(turn.transcript_id, Alignment(Span(turn.start, turn.end), (), 0))
        return Located(FoundKind.NO, (), alike)
    best = near[0]
    if best.alignment.share < _LEAST_SHARE:
        return Located(FoundKind.NO, (), best)
    if best.alignment.is_exact:
        alike = tuple(at for at in near if at.alignment.is_exact)
        return Located(FoundKind.TWICE if len(alike) > 1 else FoundKind.EXACT, alike)
    return Located(FoundKind.DIFFERS, (best,))


def _word_for_word(tokens: Sequence[QuotedToken], said: SaidWords) -> list[Alignment]:
    """Return where all words of a quotation without ellipses and brackets stand next to each other."""
    if len(tokens) < 3 or any(
        token.kind not in {QuotedTokenKind.WORD, QuotedTokenKind.MASK} for token in tokens
    ):
        return []
    words = [token.text for token in tokens]
    return [Alignment(said.span(at, at + len(words) - 1), (), 1.0) for at in said.places(words)]
