"""What quotations are made of, and the words that they are compared with."""

import re
import unicodedata
from bisect import bisect_left
from collections.abc import Iterator, Sequence
from enum import StrEnum
from functools import cached_property, lru_cache
from itertools import accumulate, islice
from typing import Final, NamedTuple

from coding.model.study import Mark, Span

_GAP: Final = r"[\[(]?\s?(?:…|\.{3,}|\.(?:\s\.){2,})(?:\s?[\])])?"
_IN_BRACKETS: Final = r"\[[^\[\]]{0,80}\](?:['’]s\b)?"
_JOINED: Final = r"(?:\w|\[\w{1,3}\](?=\w)|(?<=\w)\[\w{1,4}\]|['’‘ʼ](?=\w))+"
_WRITTEN: Final = re.compile(
    rf"(?P<gap>{_GAP})|(?P<mask>[^\W\d_]?(?:\*{{2,}}|_{{2,}}))|(?P<word>{_JOINED})|(?P<own>{_IN_BRACKETS})"
)
_NOT_COMPARED: Final = re.compile(r"[\[\]'’‘ʼ]")
_MASK: Final = re.compile(r"\w*?x{2,}(?:s|es)?|\w?(?:\*{2,}|_{2,})")
_LABEL: Final = re.compile(r"^[ \t]*[A-Z][\w .]{0,28}:[ \t]+", re.MULTILINE)


class QuotedTokenKind(StrEnum):
    """What a quotation is made of."""

    WORD = "word"
    GAP = "gap"  # an ellipsis
    OWN = "own"  # the writer's words, in brackets
    MASK = "mask"


class QuotedToken(NamedTuple):
    """A word as it is compared, and where it stands."""

    kind: QuotedTokenKind
    text: str
    span: Span


@lru_cache(maxsize=50_000)
def compared(word: str) -> str:
    """Return what a word is compared by: small, without accents, apostrophes and brackets."""
    plain = _NOT_COMPARED.sub("", word)
    if plain.isascii():
        return plain.lower()
    parted = unicodedata.normalize("NFKD", plain.casefold())
    return "".join(each for each in parted if not unicodedata.combining(each))


def is_mask(word: str) -> bool:
    """Tell a name that was masked: Bxxxx, B***, ___."""
    return _MASK.fullmatch(word) is not None


def tokens_of(quotation: str) -> list[QuotedToken]:
    """Return what a quotation is made of; labels of speakers at the beginning of its lines are no part."""
    labels = [match.span() for match in _LABEL.finditer(quotation)]
    return [
        token
        for token in map(_token, _WRITTEN.finditer(quotation))
        if not any(start <= token.span.start < end for start, end in labels)
    ]


def _token(match: re.Match[str]) -> QuotedToken:
    span = Span(*match.span())
    if match["gap"]:
        return QuotedToken(QuotedTokenKind.GAP, "", span)
    if match["own"]:
        return QuotedToken(QuotedTokenKind.OWN, "", span)
    text = compared(match[0])
    return QuotedToken(QuotedTokenKind.MASK if is_mask(text) else QuotedTokenKind.WORD, text, span)


_SAID: Final = re.compile(r"\w+(?:['’‘ʼ]\w+)*+\**|\*{2,}")


class SaidWords:
    """A transcript's words and where they stand, in the text and next to one another."""

    def __init__(self, text: str, marks: Sequence[Mark] = ()) -> None:
        """Take the text; marked stretches are no words."""
        for mark in marks:
            if mark.start < mark.end:
                text = f"{text[: mark.start]}{' ' * (mark.end - mark.start)}{text[mark.end :]}"
        self._text = text
        if text.isascii():
            found: list[str] = _SAID.findall(text.lower())
            self.words = [word.replace("'", "") if "'" in word else word for word in found]
        else:
            self.words = [compared(word) for word in _SAID.findall(text)]
        self._joined = f" {' '.join(self.words)} "

    @cached_property
    def _begins(self) -> list[int]:
        return [*accumulate((len(word) + 1 for word in self.words), initial=0)]

    def places(self, words: Sequence[str]) -> Iterator[int]:
        """Yield where words stand next to each other, by the number of the first."""
        wanted = f" {' '.join(words)} "
        at = self._joined.find(wanted)
        while at >= 0:
            yield bisect_left(self._begins, at)
            at = self._joined.find(wanted, at + 1)

    def span(self, first: int, last: int) -> Span:
        """Return the stretch from one word to another, which is in it."""
        spans = self._spans(first, last + 1)
        return Span(spans[0].start, spans[-1].end)

    def between(self, first: int, end: int) -> str:
        """Return what is said from a word up to another, which is not in it."""
        return " ".join(self._text[span.start : span.end] for span in self._spans(first, end))

    def _spans(self, first: int, end: int) -> list[Span]:
        """Return where some words stand; they are looked for anew, for most words nobody asks."""
        return [Span(*match.span()) for match in islice(_SAID.finditer(self._text), first, end)]
