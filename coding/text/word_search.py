"""Where a text has the words that a query asks for."""

import re
import unicodedata
from collections.abc import Sequence
from functools import lru_cache
from typing import Final

import numpy as np
from numpy.typing import NDArray

from coding.model.query import NearTerm, Phrase, RegularExpression, WordTerm
from coding.model.study import Span
from coding.text.expressions import Expression
from coding.text.finding import find_words, word_places
from coding.text.words import word_starts

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


def near_in(text: str, near: NearTerm) -> NDArray[np.int64]:
    """Return the stretches from one of two words to the other, the shortest from each of the first.

    They are rows of start and end, in the order of their starts. A word is at most so many words after
    another: the next one is 1 after it. The lists of both words and of all words are in order, and are laid
    side by side.
    """
    ones, others = (_rows(phrases_in(text, Phrase(wanted))) for wanted in (near.one, near.other))
    if not len(ones) or not len(others) or not near.apart:
        return _rows([])
    before = np.searchsorted(others[:, 1], ones[:, 0], side="right") - 1  # the last that ends before it
    after = np.searchsorted(others[:, 0], ones[:, 1], side="left")  # the first that begins after it
    has_before, has_after = before >= 0, after < len(others)
    first = np.concatenate([others[before[has_before]], ones[has_after]])
    second = np.concatenate([ones[has_before], others[after[has_after]]])
    words = np.array(word_starts(text), dtype=np.int64)
    between = np.searchsorted(words, second[:, 0]) - np.searchsorted(words, first[:, 1])
    found = np.column_stack([first[:, 0], second[:, 1]])[between < near.apart]
    return found[np.argsort(found[:, 0], kind="stable")]


def _rows(spans: Sequence[Span]) -> NDArray[np.int64]:
    return np.array(spans, dtype=np.int64).reshape(-1, 2)


def places_in(text: str, term: WordTerm, seconds: float | None = None) -> list[Span]:
    """Return where words stand in a text, in order; a regular expression's empty matches are left out.

    Raises TooSlowError where an expression takes longer.
    """
    match term:
        case RegularExpression():
            return [Span(*place) for place in _places_of(term, text, seconds)]
        case NearTerm():
            return [Span(*place) for place in near_in(text, term).tolist()]
        case Phrase():
            return phrases_in(text, term)


def _places_of(pattern: RegularExpression, text: str, seconds: float | None) -> list[tuple[int, int]]:
    return expression(pattern, seconds).places_in(searched(text, pattern))


def expression(pattern: RegularExpression, seconds: float | None = None) -> Expression:
    """Return what to look for in ``searched`` texts. Raises ValueError where it is no regular expression."""
    written = pattern.pattern if pattern.exact else without_accents(pattern.pattern)
    return Expression(written, exact=pattern.exact, seconds=seconds)


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
