"""What codes look like where somebody writes them down: runs of abbreviations and names in a text.

    HSC/E&C        JPD · C, HSC?        E&C Analytical Investigation?        trust

A run says how much it looks like a code, and nothing about where it stands: endings.py does.
"""

import re
from collections.abc import Iterable, Iterator
from enum import IntEnum
from functools import lru_cache
from itertools import pairwise
from typing import Final, NamedTuple

from coding.model.framework import Framework
from coding.notation.annotations import stem
from coding.notation.code_names import Names, key_of, tokens
from coding.notation.direction_writing import SIGNED


class Appearance(IntEnum):
    """How much an item of a run looks like a code."""

    ACRONYM = 0  # capitals that the framework does not know
    WORD = 1  # a name of one word, or written as in talk: trust, social capital
    NAME = 2  # a name as a heading has it: Disciplined Innovation, TRUST, hsc
    ABBREVIATION = 3  # as the framework writes it: HSC


class Run(NamedTuple):
    """Codes that stand side by side, [start, end) with the signs, stages and doubt that are glued to them.

    ``looks`` is that of the item most like a code; ``several`` tells that there are two items at least,
    ``tight`` that they are joined as nobody talks (by ``/`` or nothing), ``wordy`` that a name of several
    words is among them, ``known`` that no item is an acronym which the framework does not know.
    """

    start: int
    end: int
    looks: Appearance
    several: bool
    tight: bool
    doubted: bool
    wordy: bool
    known: bool


_BEGIN: Final = r"(?<![\w&])"
_END: Final = r"(?![\w&]|['’]\w)"
_ACRONYM: Final = (
    r"(?!(?:OK|TV|UK|II|III|IV)\b)(?:[A-Z]{2,6}(?:[ \t]?&[ \t]?[A-Z]{1,3})?|[A-Z][ \t]?&[ \t]?[A-Z]{1,3})"
)
_GAP: Final = r"(?:[ \t]*(?:[/,;+|·&]|(?<=[ \t])and(?=[ \t]))[ \t]*|[ \t]+)"
# Codes of one letter, (a) to (i), are told from words by their brackets only.
_BRACKETED: Final = r"(?<=[(\[])(?:{})(?=[)\]])"
_DOUBT: Final = r"(?:[ \t]?(?:[?!]+|[(\[]\?[)\]]))?"
_CLOSES: Final = r"(?=[ \t]*(?:\Z|[\n/,;.?!)\]]))"
_PERHAPS_CAPITALS: Final = re.compile(r"[A-Z](?:[ \t]?&|[A-Z])")
_SMALL: Final = frozenset({"and", "of", "in", "the", "for"})
_LOOSE: Final = frozenset({",", "and"})
_IN_SENTENCE: Final = re.compile(r"\w[,’']?[ \t]\Z")
_SHORTEST_START: Final = 3  # shorter abbreviations begin a run only as the framework writes them


class Runs:
    """Finds the codes of one framework in texts."""

    def __init__(self, names: Names) -> None:
        """Prepare the patterns; a framework that changed needs another."""
        exact, written = _abbreviations(names.framework), _written(names.framework)
        letters, stages = _any_of(_single_letters(names.framework)), _stages(names.framework)
        exactly = f"{_any_of(exact)}|{_BRACKETED.format(letters)}"
        parts = (exactly, f"(?i:{_any_of(written)})", _ACRONYM)
        item = _BEGIN + "(?:" + "|".join(parts) + ")" + _END
        one = f"{item}(?:{SIGNED})?{_stage_after(names.framework, stages)}{_DOUBT}"
        self._run = re.compile(rf"{one}(?:{_GAP}(?:(?i:{stages})[ \t]+)?{one})*")
        self._item = re.compile(
            _BEGIN + "(?:(?P<abbreviation>{})|(?P<name>{})|(?P<acronym>{}))".format(*parts) + _END
        )
        self._capitals = re.compile(f"{_BEGIN}(?:{_ACRONYM}){_END}")
        self._before_letter = re.compile(rf"[(\[](?=(?:{letters})[)\]])")
        self._by_first_word = _by_first_word(written)
        self._made = lru_cache(maxsize=2048)(self._made_of)  # the same few codes stand all over a batch
        self.stages = re.compile(rf"(?:(?:{stages})[ \t]*)*", re.IGNORECASE)

    def found(self, text: str) -> Iterator[Run]:
        """Yield the runs of a text in order, none overlapping."""
        end = 0
        for start in sorted(self._starts(text)):
            match = self._run.match(text, start) if start >= end else None
            if match is not None:
                end = match.end()
                yield self._of(text, self._begin(text, start, end), end)

    def _begin(self, text: str, start: int, end: int) -> int:
        """Return where a run begins: in a sentence behind the everyday names that end it.

        ``What we need is trust HSC`` and ``And how is trust? HSC`` hold one code each; the other is said.
        """
        if not _IN_SENTENCE.search(text, max(0, start - 3), start):
            return start
        for item, following in pairwise(list(self._item.finditer(text, start, end + 1))):
            joined = text[item.end() : following.start()].strip(" \t?!,")
            if joined not in {"", "and"} or _looks(item) is not Appearance.WORD:
                return item.start()
            start = following.start()
        return start

    def _starts(self, text: str) -> set[int]:
        """Return where items begin; names that do not occur in the text are not searched for."""
        starts = {
            match.start()
            for match in _PERHAPS_CAPITALS.finditer(text)
            if self._capitals.match(text, match.start())
        }
        starts.update(match.end() for match in self._before_letter.finditer(text))
        lowered = text.lower() if len(text.lower()) == len(text) else text
        for first, pattern in self._by_first_word.items():
            for written in _spellings(first):
                starts.update(at for at in _places(lowered, written) if pattern.match(text, at))
        return starts

    def _of(self, text: str, start: int, end: int) -> Run:
        """Return a run; what it is made of depends on its own signs and one more on each side of it."""
        begin = max(0, start - 1)
        return self._made(text[begin : end + 1], start - begin, end - begin)._replace(start=start, end=end)

    def _made_of(self, text: str, start: int, end: int) -> Run:
        items = list(self._item.finditer(text, start))  # one sign more, for the closing bracket
        gaps = {text[a.end() : b.start()].strip(" \t?!()[]").lower() for a, b in pairwise(items)}
        return Run(
            start,
            end,
            max(map(_looks, items), default=Appearance.ACRONYM),
            len(items) > 1,
            bool(gaps - _LOOSE),
            "?" in text[start:end],
            any(item["name"] is not None and len(tokens(item[0])) > 1 for item in items),
            all(item["acronym"] is None for item in items),
        )


@lru_cache(maxsize=8)
def runs_of(names: Names) -> Runs:
    """Return what finds the codes of these names."""
    return Runs(names)


def _looks(item: re.Match[str]) -> Appearance:
    if item["abbreviation"] is not None:
        return Appearance.ABBREVIATION
    if item["acronym"] is not None:
        return Appearance.ACRONYM
    words = [token.text for token in tokens(item[0]) if token.is_word and token.key not in _SMALL]
    is_abbreviation = "&" in item[0] or (len(words) == 1 and len(words[0]) <= _SHORTEST_START)
    as_heading = len(words) > 1 and all(word[0].isupper() for word in words)
    return Appearance.NAME if as_heading or is_abbreviation or item[0].isupper() else Appearance.WORD


def _abbreviations(framework: Framework) -> set[str]:
    """Return what is written exactly so: abbreviations, and aliases in capitals."""
    return {
        written
        for code in framework.codes
        for written in (code.abbreviation, *(a for a in code.aliases if a.isupper()))
        if len(written) > 1
    }


def _written(framework: Framework) -> set[str]:
    """Return all that codes are called, letters of any size; single letters are too short to tell."""
    return {
        key
        for code in framework.codes
        for written in (code.abbreviation, code.name, code.label, *code.aliases)
        if len(key := key_of(written)) > 1
    }


def _single_letters(framework: Framework) -> set[str]:
    return {code.abbreviation for code in framework.codes if len(code.abbreviation) == 1}


def _any_of(written: Iterable[str]) -> str:
    """Return a pattern for any of these; the longest first, as little in between as there may be."""
    return "|".join(map(_pattern, sorted(written, key=len, reverse=True))) or "(?!)"


def _pattern(written: str) -> str:
    words = [token for token in tokens(written) if token.key]
    joined = "(?:&|and)" if words[0].key == "and" else re.escape(words[0].text)
    for before, word in pairwise(words):
        apart = before.is_word and word.is_word and "and" not in {before.key, word.key}
        joined += "[ \\t-]{1,2}" if apart else "[ \\t]?"
        joined += "(?:&|and)" if word.key == "and" else re.escape(word.text)
    return joined


def _by_first_word(written: Iterable[str]) -> dict[str, re.Pattern[str]]:
    grouped: dict[str, list[str]] = {}
    for key in written:
        if len(key) >= _SHORTEST_START:
            first = key.split()[0]
            grouped.setdefault(first if len(first) > 1 else key, []).append(key)
    return {
        word: re.compile(f"{_BEGIN}(?:{_any_of(keys)}){_END}", re.IGNORECASE)
        for word, keys in grouped.items()
    }


def _spellings(key: str) -> tuple[str, ...]:
    """Return how a key may be written: "e and c", "e&c", "e & c"."""
    return (key, key.replace(" and ", "&"), key.replace(" and ", " & ")) if " and " in key else (key,)


def _places(text: str, word: str) -> Iterator[int]:
    """Yield where a word stands in a text, even inside of others."""
    at = text.find(word)
    while at >= 0:
        yield at
        at = text.find(word, at + 1)


def _stages(framework: Framework) -> str:
    """Return a pattern for the words that say a stage: developing, developed, stage B."""
    words = [f"stage[ \\t]{re.escape(stage.letter)}\\b" for stage in framework.stages]
    for stage in framework.stages:
        words += [rf"{re.escape(stem(stage.name.lower()))}\w{{0,2}}(?:ed|ing)\b", re.escape(stage.name)]
    return "|".join(words) or "(?!)"


def _stage_after(framework: Framework, stages: str) -> str:
    """Return a pattern for the stage that may follow a code: ``HSC B``, ``JPD·C``, ``JPD (A)``."""
    letters = "|".join(re.escape(stage.letter) for stage in framework.stages) or "(?!)"
    return (
        rf"(?:[ \t]?[:·-][ \t]?(?:{letters}|(?i:{stages}))(?![\w'’])"
        rf"|[ \t]+(?:(?i:{letters}|{stages})){_CLOSES}"
        rf"|[ \t]?[(\[](?:{letters}|(?i:{stages}))[ \t]?\??[)\]])?"
    )
