"""Where a text has the words that a query asks for."""

import re
import unicodedata
from bisect import bisect_left
from collections.abc import Iterator, Sequence
from functools import lru_cache
from itertools import islice
from typing import Final

from coding.model.query import NearTerm, Phrase, RegularExpression
from coding.model.study import Span
from coding.text.finding import find_words, word_places
from coding.text.words import each_word

_BEYOND_ASCII: Final = re.compile(r"[^\x00-\x7f]")
_FEW: Final = 8  # matches that may lie over one another: of the words of one phrase, fewer do
_OPEN_END: Final = "*"


def phrases_in(text: str, phrase: Phrase) -> list[Span]:
    """Return where a phrase stands as whole words, in order; ``*`` at its end makes the last a beginning."""
    wanted = phrase.text.removesuffix(_OPEN_END)
    is_beginning = wanted != phrase.text
    if not phrase.exact:
        return find_words(text, wanted.strip(), is_beginning=is_beginning)
    starts = word_places(text, wanted.strip(), is_beginning=is_beginning)
    return [Span(at, at + len(wanted.strip())) for at in starts]


def near_in(text: str, near: NearTerm) -> list[Span]:
    """Return the stretches from one of two words to the other, the shortest from each of the first."""
    ones, others = (phrases_in(text, Phrase(wanted)) for wanted in (near.one, near.other))
    if not ones or not others:
        return []
    return sorted({pair for one in ones for pair in _pairs(text, one, others, near.apart)})


def _pairs(text: str, one: Span, others: Sequence[Span], apart: int) -> Iterator[Span]:
    """Yield the stretch to the last of the others before one, and that to the first after it, if near."""
    at = bisect_left(others, one)
    before = next((each for each in reversed(others[max(at - _FEW, 0) : at]) if each.end <= one.start), None)
    after = next((each for each in others[at : at + _FEW] if each.start >= one.end), None)
    if before is not None and _are_near(text, before, one, apart):
        yield Span(before.start, one.end)
    if after is not None and _are_near(text, one, after, apart):
        yield Span(one.start, after.end)


def _are_near(text: str, first: Span, second: Span, apart: int) -> bool:
    """Tell whether a word is at most so many words after another: the next one is 1 after it."""
    between = each_word(text, first.end, second.start)
    return apart > 0 and next(islice(between, apart - 1, None), None) is None


def compiled(pattern: RegularExpression) -> re.Pattern[str]:
    """Return the expression to look for in ``searched`` texts."""
    if pattern.exact:
        return re.compile(pattern.pattern)
    return re.compile(without_accents(pattern.pattern), re.IGNORECASE)


def searched(text: str, pattern: RegularExpression) -> str:
    """Return the text that an expression is looked for in, as long as the text itself."""
    return text if pattern.exact else without_accents(text)


def without_accents(text: str) -> str:
    """Return a text with plain letters for those with accents; its length stays."""
    for character in set(_BEYOND_ASCII.findall(text)):
        text = text.replace(character, _plain(character))
    return text


@lru_cache(maxsize=4096)
def _plain(character: str) -> str:
    parts = unicodedata.normalize("NFD", character)
    plain = "".join(part for part in parts if not unicodedata.combining(part))
    return plain if len(plain) == 1 else character
