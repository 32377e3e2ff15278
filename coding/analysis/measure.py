"""What a number is, and how one is written."""

from enum import StrEnum
from typing import Final

from coding.analysis.rounding import percent, rate_text, rounded
from coding.language import _
from coding.model.study import Direction

DASH: Final = "–"
PERCENT_FROM: Final = 10  # of so many a share has a percentage (rule 10)


class Measure(StrEnum):
    """What a number is: codings, or what does not depend on how finely one cuts; of equal rank (rule 20)."""

    COUNT = "codings"
    PER_INTERVIEW = "per-interview"
    PER_PERSON = "per-person"
    PER_1000_WORDS = "per-1000-words"
    INTERVIEWS = "interviews"  # with at least one
    WORDS = "words"  # of participants, as a share
    SHARE = "share-of-codings"

    @property
    def is_rate(self) -> bool:
        """Tell a number that is taken of done interviews only."""
        return self is not Measure.COUNT

    @property
    def is_share(self) -> bool:
        """Tell a part of a whole; its value is in per cent."""
        return self in {Measure.INTERVIEWS, Measure.WORDS, Measure.SHARE}

    @property
    def is_of_words(self) -> bool:
        """Tell a number that is taken of what participants say in whole transcripts."""
        return self in {Measure.PER_1000_WORDS, Measure.WORDS}


class OfDirection(StrEnum):
    """Which codings are counted, by what they say of their strands: all, or those of one direction."""

    ANY = "all"
    SHOWS = "shows"
    LACKS = "lacks"
    MIXED = "mixed"
    WISHES = "wishes"
    NONE = "none"

    @property
    def alone(self) -> Direction | None:
        """The direction, None for all."""
        if self is OfDirection.ANY:
            return None
        return Direction.UNSAID if self is OfDirection.NONE else Direction(self.value)


class Unsure(StrEnum):
    """What becomes of unsure codings: left out, counted, or a range from certain to all."""

    WITHOUT = "without"
    WITH = "with"
    RANGE = "range"


def number_text(value: float, measure: Measure) -> str:
    """Write a count whole, a rate with one decimal, with two where it is below 1."""
    return rate_text(value) if measure.is_rate else rounded(value)


def share_text(k: int, n: int, measure: Measure) -> str:
    """Write a share in a table: interviews as ``17 of 20``, others in per cent from n = 10 on."""
    if measure is Measure.INTERVIEWS or n < PERCENT_FROM:
        return _("{k} of {n}").format(k=k, n=n)
    return percent(k, n)


def signed(value: float, measure: Measure) -> str:
    """Write a difference with its sign, of shares in points; nothing before 0."""
    if value == 0:
        return "0"
    size = abs(value)
    shown = points_text(size) if measure.is_share else number_text(size, measure)
    return shown if shown == "0" else f"+{shown}" if value > 0 else f"−{shown}"


def points_text(size: float) -> str:
    """Write a difference of percentages: whole, and what is not nothing at least ``<1``."""
    shown = rounded(size)
    return "<1" if shown == "0" else shown
