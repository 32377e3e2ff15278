"""Where a text has the words that a query asks for."""

import re
import unicodedata
from collections.abc import Iterator, Sequence
from functools import lru_cache
from itertools import islice
from typing import Final

from coding.model.query import NearTerm, Phrase, RegularExpression
from coding.model.study import Span
from coding.text.expressions import Expression
from coding.text.finding import find_words, word_places
from coding.text.words import each_word

_BEYOND_ASCII: Final = re.compile(r"[^\x00-\x7f]")
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
    if not ones or not others or not near.apart:
        return []
    return sorted({*_pairs(text, ones, others, near.apart)})


def _pairs(text: str, ones: Sequence[Span], others: Sequence[Span], apart: int) -> Iterator[Span]:
    """Yield from each one the stretch to the last of the others before it, and to the first after, if near.

    Both lists are in order, and are gone through once.
    """
    before = after = 0  # how many of the others end before it; the first that begins after it
    for one in ones:
        while before < len(others) and others[before].end <= one.start:
            before += 1
        while after < len(others) and others[after].start < one.end:
            after += 1
        if before and _are_near(text, others[before - 1].end, one.start, apart):
            yield Span(others[before - 1].start, one.end)
        if after < len(others) and _are_near(text, one.end, others[after].start, apart):
            yield Span(one.start, others[after].end)


def _are_near(text: str, end: int, start: int, apart: int) -> bool:
    """Tell whether a word is at most so many words after another: the next one is 1 after it."""
    if start - end < apart:  # the next but one is two letters after the one before, at the nearest
        return True
    return next(islice(each_word(text, end, start), apart - 1, None), None) is None


def expression(pattern: RegularExpression) -> Expression:
    """Return what to look for in ``searched`` texts. Raises ValueError where it is no regular expression."""
    written = pattern.pattern if pattern.exact else without_accents(pattern.pattern)
    return Expression(written, exact=pattern.exact)


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
