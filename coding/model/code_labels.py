"""What stands on a coding's chip: ``HSC``, ``HSC lacks``, ``E&C · B``, ``DI ?``; directions in words."""

from collections.abc import Mapping
from typing import Final

from coding.language import N_, _
from coding.model.study import Direction

# In columns of numbers a direction is its place here, 0 for none.
DIRECTIONS: Final = tuple(Direction)
SAID: Final = DIRECTIONS[1:]  # those that say something, in the order of their keys

_SIGNS: Final[Mapping[str, str]] = {
    Direction.SHOWS: N_("shows"),
    Direction.LACKS: N_("lacks"),
    Direction.MIXED: N_("mixed"),
    Direction.WISHES: N_("wishes"),
}
_WORDS: Final[Mapping[str, str]] = {
    Direction.UNSAID: N_("direction not coded"),
    Direction.SHOWS: N_("shows it"),
    Direction.LACKS: N_("lacks it"),
    Direction.MIXED: N_("mixed"),
    Direction.WISHES: N_("wishes for it"),
}
_OF_A_CODING: Final[Mapping[str, str]] = {
    Direction.UNSAID: N_("{code} has no direction."),
    Direction.SHOWS: N_("The passage shows {code}."),
    Direction.LACKS: N_("The passage lacks {code}."),
    Direction.MIXED: N_("The passage is mixed on {code}."),
    Direction.WISHES: N_("The passage wishes for {code}."),
}


def code_label(short: str, direction: str = "", stage: str = "", *, unsure: bool = False) -> str:
    """Return a code with what is said about it: ``HSC lacks · C ?``."""
    sign = f" {direction_sign(direction)}" if direction else ""
    letter = f" · {stage}" if stage else ""
    return f"{short}{sign}{letter}{' ?' if unsure else ''}"


def direction_sign(direction: str) -> str:
    """Return the one word that stands for a direction behind its strand."""
    return _(_SIGNS[direction])


def direction_in_words(direction: str) -> str:
    """Return what a direction is called on a button, in a menu, in a table."""
    return _(_WORDS[direction])


def said_of_coding(code: str, direction: str) -> str:
    """Return the sentence that says a coding's direction, for a status line and a screen reader."""
    return _(_OF_A_CODING[direction]).format(code=code)
