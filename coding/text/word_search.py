"""Where a text has the words that a query asks for."""

import re
import unicodedata
from bisect import bisect_left
from collections.abc import Sequence
from functools import lru_cache
from typing import Final

from coding.model.query import NearTerm, Pattern, Phrase
from coding.model.study import Span
from coding.text.finding import find_words
from coding.text.words import each_word

_BEYOND_ASCII: Final = re.compile(r"[^\x00-\x7f]")
_OPEN_END: Final = "*"


def phrases_in(text: str, phrase: Phrase) -> list[Span]:
    """Return where a phrase stands as whole words, in order; ``*`` at its end makes the last a beginning."""
    wanted = phrase.text.removesuffix(_OPEN_END)
    is_beginning = wanted != phrase.text
    if not phrase.exact:
        return find_words(text, wanted.strip(), is_beginning=is_beginning)
    closed = "" if is_beginning else r"(?![^\W_])"
    written = re.compile(rf"(?<![^\W_])(?={re.escape(wanted.strip())}{closed})")
    return [Span(m.start(), m.start() + len(wanted.strip())) for m in written.finditer(text)]


def near_in(text: str, near: NearTerm) -> list[Span]:
    """Return the stretches from one of two words to the other, the shortest from each of the first."""
    ones, others = (phrases_in(text, Phrase(wanted)) for wanted in (near.one, near.other))
    if not ones or not others:
        return []
    starts = [match.start() for match in each_word(text, 0, len(text))]
    found: set[Span] = set()
    for one in ones:
        for other in _beside(one, others):
            first, second = sorted((one, other))
            apart = _word_at(starts, second.start) - _word_at(starts, first.end - 1)
            if apart <= near.apart:
                found.add(Span(first.start, second.end))
    return sorted(found)


def _beside(one: Span, others: Sequence[Span]) -> Sequence[Span]:
    """Return the last of the others that ends before one, and the first that begins after it."""
    before = [other for other in others[: bisect_left(others, one)] if other.end <= one.start][-1:]
    after = [other for other in others[bisect_left(others, one) :] if other.start >= one.end][:1]
    return [*before, *after]


def _word_at(starts: Sequence[int], place: int) -> int:
    return bisect_left(starts, place + 1) - 1


def compiled(pattern: Pattern) -> re.Pattern[str]:
    """Return the expression to look for in ``searched`` texts."""
    if pattern.exact:
        return re.compile(pattern.pattern)
    return re.compile(without_accents(pattern.pattern), re.IGNORECASE)


def searched(text: str, pattern: Pattern) -> str:
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
