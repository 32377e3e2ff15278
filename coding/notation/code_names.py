"""What the codes of a framework are called, and which code somebody meant.

A written word is compared by its *key*: lower case, ``&`` read as "and", hyphens as blanks,
brackets, quotes and full stops left out, so that ``E & C``, ``e&c`` and ``(E&C)`` are one.
"""

import re
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Final

from coding.model.framework import Code, Framework

SHORT: Final = 4  # an abbreviation of so many letters or fewer is never guessed
_NEAR: Final = 84.0  # likeness in per cent from which a name is worth guessing
_CLEAR: Final = 6.0  # by how much the best guess must beat the next code
_SILENT: Final = frozenset("()[]{}\"'“”‘’.*_-–—−")
_TOKEN: Final = re.compile(r"\w+(?:['’]\w+)*|[^\w\s]")


@dataclass(frozen=True, slots=True)
class Token:
    """A word or a sign, where it stands in the text, and its key (empty for silent signs)."""

    text: str
    start: int
    end: int
    key: str

    @property
    def is_word(self) -> bool:
        """Tell a word from a sign."""
        return self.text[0].isalnum()


def tokens(text: str) -> list[Token]:
    """Cut a text into words and signs; blanks fall away."""
    return [Token(m.group(), m.start(), m.end(), _key(m.group())) for m in _TOKEN.finditer(text)]


def pieces_of(written: str) -> list[str]:
    """Return what stands between the strokes of a text, without the doubt about it."""
    return [piece.strip(" \t?!") for piece in written.split("/")]


def _key(word: str) -> str:
    if word == "&":
        return "and"
    if word in _SILENT:
        return ""
    return unicodedata.normalize("NFC", word.casefold()).replace("’", "'")


@lru_cache(maxsize=4096)
def key_of(text: str) -> str:
    """Return what a name is compared by."""
    return " ".join(token.key for token in tokens(text) if token.key)


def _begin_words(beginnings: list[str], words: list[str]) -> bool:
    """Tell whether each beginning begins a word, in order: "dist lead", "distributed system leadership"."""
    rest = iter(words)
    return all(any(word.startswith(beginning) for word in rest) for beginning in beginnings)


@dataclass(frozen=True, slots=True)
class Near:
    """A code whose name is spelt nearly so; ``likeness`` in per cent."""

    code: Code
    likeness: float


class Names:
    """The names of one framework's codes: abbreviations, names, labels and aliases."""

    def __init__(self, framework: Framework) -> None:
        """Gather the names; a framework that changed needs new Names."""
        self.framework = framework
        self._codes: dict[str, list[Code]] = {}
        self._abbreviations: dict[str, Code] = {}
        for code in framework.codes:
            self._gather(code)
        self.longest = max((len(key.split()) for key in self._codes), default=0)
        self._guessable = [key for key in self._codes if len(key.replace(" ", "")) > SHORT]

    def _gather(self, code: Code) -> None:
        for written in (code.abbreviation, code.name, code.label, *code.aliases):
            key = key_of(written)
            if key and code not in self._codes.setdefault(key, []):
                self._codes[key].append(code)
        if code.abbreviation:
            self._abbreviations[key_of(code.abbreviation)] = code

    def called(self, key: str) -> tuple[Code, ...]:
        """Return the codes that are called exactly so; an abbreviation goes before the names of others."""
        abbreviated = self._abbreviations.get(key)
        return (abbreviated,) if abbreviated else tuple(self._codes.get(key, ()))

    def is_abbreviation(self, key: str) -> bool:
        """Tell whether a key is an abbreviation rather than a name in words."""
        return key in self._abbreviations

    def near(self, key: str) -> tuple[Near, ...]:
        """Return the codes spelt nearly so, the likeliest first; nothing for four letters or fewer."""
        from rapidfuzz import fuzz, process

        if len(key.replace(" ", "")) <= SHORT:
            return ()
        best: dict[int, Near] = {}
        for name, likeness, _place in process.extract(
            key, self._guessable, scorer=fuzz.ratio, score_cutoff=_NEAR, limit=None
        ):
            for code in self._codes[name]:
                best.setdefault(code.id, Near(code, likeness))
        return tuple(sorted(best.values(), key=lambda near: -near.likeness))

    def guess(self, key: str) -> Near | None:
        """Return the one code that a misspelt name must mean, or None where none or two could be meant."""
        best, *others = self.near(key) or (None,)
        if best is None or any(best.likeness - other.likeness < _CLEAR for other in others if other):
            return None
        return best

    def one_letter_off(self, key: str) -> tuple[Code, ...]:
        """Return the codes whose abbreviation differs in one letter or has two swapped: to ask about only."""
        from rapidfuzz.distance import OSA

        return tuple(
            code
            for abbreviation, code in self._abbreviations.items()
            if len(abbreviation) == len(key) > 1 and OSA.distance(abbreviation, key, score_cutoff=1) == 1
        )

    def complete(self, fragment: str, recent: Sequence[int] = ()) -> tuple[Code, ...]:
        """Return the codes that a beginning may lead to, the likeliest first; ``recent`` ids break ties.

        An empty fragment offers every code, the recent ones first.
        """
        key = key_of(fragment)
        lately = {code_id: place for place, code_id in enumerate(recent)}
        ranked = [
            (rank, lately.get(code.id, len(lately)), place, code)
            for place, code in enumerate(self.framework.codes)
            if (rank := self._rank(code, key)) is not None
        ]
        found = [code for *_order, code in sorted(ranked, key=lambda item: item[:3])]
        return (*found, *(near.code for near in self.near(key) if near.code not in found))

    @staticmethod
    def _rank(code: Code, key: str) -> int | None:
        """Return how well a beginning fits a code: 0 is best, None not at all."""
        if not key:
            return 0
        abbreviation = key_of(code.abbreviation)
        names = [key_of(name) for name in (code.name, code.label, *code.aliases)]
        fits = (
            abbreviation == key or key in names,
            abbreviation.startswith(key) or abbreviation.replace(" and ", "").startswith(key),
            any(name.startswith(key) for name in names),
            any(_begin_words(key.split(), name.split()) for name in names),
        )
        return next((rank for rank, fit in enumerate(fits) if fit), None)
