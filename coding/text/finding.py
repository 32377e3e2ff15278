"""Finding words in a text: exactly, but whatever their case, accents and kind of apostrophe."""

import re
import string
import unicodedata
from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Sequence
from functools import cache, lru_cache
from itertools import accumulate
from typing import Final

from coding.model.study import Span

# What a word processor turns into something that nobody types.
_TYPED = str.maketrans("’‘‛“”„–—‑", "'''\"\"\"---")
_UNLIKE_ITS_FOLD: Final = re.compile(r"[^ -@\[-~]")  # at most these are compared by something else
_PLAIN_BUT_UNLIKE: Final = string.ascii_uppercase + "\t\n\v\f\r\x1c\x1d\x1e\x1f"
_BETWEEN: Final = "\0"  # in no text


def find_in(text: str, wanted: str) -> list[Span]:
    """Return where wanted stands in a text, in order and not overlapping; code points of the text.

    Blanks at the ends of wanted count. Nothing is found for an empty one.
    """
    sought = "".join(map(_folded, wanted))
    if not sought:
        return []
    folded, ends = _prepared(text)
    found: list[Span] = []
    at = folded.find(sought)
    while at >= 0:
        found.append(Span(at, at + len(sought)))
        at = folded.find(sought, at + len(sought))
    return found if ends is None else _as_written(ends, found)


def find_words(text: str, wanted: str, *, is_beginning: bool = False) -> list[Span]:
    """Return where wanted stands as whole words, or as the beginning of one, in order.

    A word ends where no letter or digit follows.
    """
    sought = "".join(map(_folded, wanted))
    if not sought:
        return []
    folded, ends = _prepared(text)
    if sought not in folded:
        return []
    found = [Span(at, at + len(sought)) for at in word_places(folded, sought, is_beginning=is_beginning)]
    return found if ends is None else _as_written(ends, found)


def word_places(text: str, wanted: str, *, is_beginning: bool) -> Iterator[int]:
    """Yield where wanted begins in a text as whole words, exactly as it is written."""
    letters = re.escape(wanted)
    closed = "" if is_beginning else r"(?![^\W_])"
    lapping = any(wanted.startswith(wanted[at:]) for at in range(1, len(wanted)))
    # The letters first: they are looked for far more quickly than what must not stand before them.
    pattern = rf"(?<![^\W_])(?={letters}{closed})" if lapping else rf"{letters}(?<![^\W_]{letters}){closed}"
    return (match.start() for match in re.finditer(pattern, text))


def standing_in(texts: Sequence[str], wanted: str) -> set[int]:
    """Return the positions of the texts, many short ones, in which wanted stands."""
    if _BETWEEN in wanted:
        return set()
    starts = list(accumulate((len(text) + 1 for text in texts), initial=0))
    return {bisect_right(starts, found.start) - 1 for found in find_in(_BETWEEN.join(texts), wanted)}


@lru_cache(maxsize=1)  # one looks for several things in one transcript
def _prepared(text: str) -> tuple[str, list[int] | None]:
    """Return the folded text and, where lengths differ, how far it goes with each code point."""
    folded = lowered if len(lowered := text.lower()) == len(text) else text
    folds = {character: _folded(character) for character in _unlike_their_folds(folded)}
    for character, fold in folds.items():
        if fold != character:
            folded = folded.replace(character, fold)  # far quicker than str.translate
    if all(len(fold) == 1 for fold in folds.values()):
        return folded, None
    return folded, list(accumulate(len(_folded(character)) for character in text))


def _unlike_their_folds(text: str) -> set[str]:
    """Return the characters of a text that may be compared by something else; plain ones are asked for."""
    if text.isascii():
        return {character for character in _PLAIN_BUT_UNLIKE if character in text}
    return set(filter(_UNLIKE_ITS_FOLD.match, set(text)))


@cache
def _folded(character: str) -> str:
    """Return what a character is compared by: ``É`` by e, ``ß`` by ss, an accent of its own by nothing."""
    if character.isspace():
        return " "
    plain = unicodedata.normalize("NFD", character.translate(_TYPED).casefold())
    return "".join(part for part in plain if not unicodedata.combining(part))


def _as_written(ends: list[int], found: list[Span]) -> list[Span]:
    """Turn spans of the folded text into spans of the text; half a ``ß`` is the whole."""
    spans: list[Span] = []
    for span in found:
        at = bisect_right(ends, span.start)
        end = bisect_right(ends, ends[bisect_left(ends, span.end)])  # with accents of their own
        if not spans or spans[-1].end <= at:
            spans.append(Span(at, end))
    return spans
