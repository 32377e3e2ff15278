"""What a report held when it was made, without a word: its numbers by key, the codings that it quotes.

A key is what a table is called with its row and column, hidden, so that it says nothing about anybody.
"""

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from hashlib import blake2s
from typing import Final

from coding.language import _, plural
from coding.report.blocks import Block, BlockLook, TableBlock, WordsBlock, WordsKind
from coding.report.plan import MadeReport

_NUMBER: Final = re.compile(r"\d+(?:[,.]\d+)*")
_COUNTED: Final = {WordsKind.BODY, WordsKind.LEAD, WordsKind.NOTE}  # the day under a title is no number


@dataclass(frozen=True, slots=True)
class PartHeld:
    """What a part holds: the texts of its numbers by key, and the ids of codings, one for each quotation."""

    numbers: Mapping[str, str]
    quoted: tuple[int, ...] = ()


def held_by(blocks: Iterable[Block], part: str) -> PartHeld:
    """Return what blocks hold; ``part`` tells parts of one kind apart."""
    numbers: dict[str, str] = {}
    quoted: list[int] = []
    seen: Counter[str] = Counter()
    for block in blocks:
        if isinstance(block, WordsBlock) and block.kind in _COUNTED:
            seen[""] += 1
            numbers |= dict(_numbers_in(block, f"{part}||{seen['']}"))
        if not isinstance(block, TableBlock):
            continue
        seen[block.caption] += 1
        if block.quoted is not None:
            quoted += block.quoted()
            continue
        if any(column.look is BlockLook.FIGURE for column in block.columns):
            name = f"{part}|{block.caption}|{seen[block.caption]}"
            numbers |= dict(_numbers(block, name))
    return PartHeld(numbers, tuple(quoted))


def _numbers(block: TableBlock, name: str) -> Iterator[tuple[str, str]]:
    for row in block.rows():
        if row.over:
            continue
        for column, cell in zip(block.columns, row.cells, strict=True):
            if column.look is BlockLook.FIGURE:
                yield _hidden(f"{name}|{row.key or row.cells[0]}|{column.key or column.title}"), cell


def _numbers_in(block: WordsBlock, name: str) -> Iterator[tuple[str, str]]:
    """Yield the numbers of a paragraph, by their order in it."""
    for at, found in enumerate(_NUMBER.findall(block.text)):
        yield _hidden(f"{name}|{at}"), found


def _hidden(key: str) -> str:
    return blake2s(key.encode(), digest_size=8).hexdigest()


@dataclass(frozen=True, slots=True)
class ReportChanges:
    """How much has changed since a report was made."""

    numbers: int
    withdrawn: int
    added: int

    def __bool__(self) -> bool:
        """Tell whether anything has."""
        return bool(self.numbers or self.withdrawn or self.added)

    @property
    def words(self) -> str:
        """Say it: ``7 numbers, 3 quotations withdrawn``; nothing where nothing has changed."""
        parts = (
            (self.numbers, plural("{n} number", "{n} numbers", self.numbers)),
            (
                self.withdrawn,
                plural("{n} quotation withdrawn", "{n} quotations withdrawn", self.withdrawn),
            ),
            (self.added, plural("{n} quotation more", "{n} quotations more", self.added)),
        )
        return ", ".join(words for n, words in parts if n)


def changes_since(made: MadeReport, now: MadeReport) -> ReportChanges:
    """Return what has changed: numbers that are others, came or went, quotations that went or came."""
    keys = dict.fromkeys((*made.numbers, *now.numbers))
    numbers = sum(made.numbers.get(key) != now.numbers.get(key) for key in keys)
    before, after = set(made.quoted), set(now.quoted)
    return ReportChanges(numbers, len(before - after), len(after - before))


def in_words_since(changes: ReportChanges, day: str) -> str:
    """Say what has changed since a report was made on a day."""
    if not changes:
        return _("made {day}, nothing has changed since").format(day=day)
    return _("made {day}; changed since: {what}").format(day=day, what=changes.words)
