"""Choices that settings keep as a word and people know by a label."""

from enum import StrEnum
from typing import Self

from coding.language import _


class LabelledChoice(StrEnum):
    """A choice: the word that is kept, then what it is called, then what else is said of it."""

    words: tuple[str, ...]

    def __new__(cls, value: str, *words: str) -> Self:
        """Make a member of its word and what is said of it, marked for translation."""
        member = str.__new__(cls, value)
        member._value_ = value
        member.words = words
        return member

    @property
    def label(self) -> str:
        """What it is called in a table, a menu or a sentence."""
        return _(self.words[0])
