"""What a cell of a table of answers says: marked or not, not answered, not applicable, a number, words."""

import re
from collections.abc import Collection, Iterable
from enum import StrEnum
from typing import Final

from coding.text.names import name_key

# What forms write for a mark and for none, in the spellings of survey services and spreadsheets.
_MARKS: Final = frozenset(
    {
        *("1", "x", "xx", "✓", "✔", "☑", "☒", "✗", "✘", "√", "●", "•", "*", "y", "yes", "t", "true", "on"),
        *(
            "checked",
            "ticked",
            "marked",
            "selected",
            "tick",
            "check",
            "held",
            "highlighted",
            "ja",
            "oui",
            "sí",
        ),
        *("si", "wahr", "vrai"),
    }
)
_NONE: Final = frozenset(
    {
        *(
            "0",
            "n",
            "no",
            "f",
            "false",
            "off",
            "☐",
            "□",
            "○",
            "unchecked",
            "unticked",
            "unmarked",
            "unselected",
        ),
        *("not checked", "not ticked", "not marked", "not selected", "not highlighted", "nein", "non"),
        *("falsch", "faux"),
    }
)
_BLANK: Final = frozenset({"", "-", ".", "_", "--", "---", "..."})
_NOT_ANSWERED: Final = frozenset(
    {
        *("not answered", "no answer", "no response", "unanswered", "not given", "missing", "skipped", "-99"),
        *("(blank)", "blank", "null", "nan", "none given", "left blank", "did not answer", "#null!", "-999"),
    }
)
_NOT_APPLICABLE: Final = frozenset({"n/a", "na", "n.a.", "n. a.", "not applicable", "does not apply"})
_DONT_KNOW: Final = frozenset(
    {
        "don't know",
        "dont know",
        "do not know",
        "dk",
        "d/k",
        "unsure",
        "not sure",
        "no opinion",
        "can't say",
        "?",
    }
)
_WHOLE: Final = re.compile(r"(-?\d+)[.,]0+")
_NUMBER: Final = re.compile(r"-?\d+(?:[.,]\d+)?")
_SPLITS: Final = re.compile(r"[,;\n\r|]+")


class Says(StrEnum):
    """What a cell says of one statement."""

    MARKED = "marked"
    NOT_MARKED = "not marked"
    BLANK = "blank"
    NOT_ANSWERED = "not answered"
    NOT_APPLICABLE = "not applicable"
    DONT_KNOW = "don't know"
    NUMBER = "number"
    WORDS = "words"


_WORDS: Final = (
    (Says.MARKED, _MARKS),
    (Says.NOT_MARKED, _NONE),
    (Says.BLANK, _BLANK),
    (Says.NOT_ANSWERED, _NOT_ANSWERED),
    (Says.NOT_APPLICABLE, _NOT_APPLICABLE),
    (Says.DONT_KNOW, _DONT_KNOW),
)
_SAID: Final = {word: says for says, words in _WORDS for word in words}


def cell_key(cell: str) -> str:
    """Return what a cell is compared by: ``4.0`` is ``4``, whatever the case and the blanks."""
    key = name_key(cell)
    whole = _WHOLE.fullmatch(key)
    return whole[1] if whole else key


def said_in(cell: str, own: Collection[str] = ()) -> Says:
    """Return what a cell says; ``own`` are keys of words that stand for its statement, which mark it."""
    key = cell_key(cell)
    said = _SAID.get(key)
    if said is not None and said is not Says.BLANK:
        return said
    if key and key in own:
        return Says.MARKED
    if said is not None:
        return said
    return Says.NUMBER if _NUMBER.fullmatch(key.rstrip("% ")) else Says.WORDS


def number_in(cell: str) -> float | None:
    """Return the number that a cell is; None for anything else. A comma may be the decimal sign."""
    key = cell_key(cell).rstrip("% ")
    return float(key.replace(",", ".")) if _NUMBER.fullmatch(key) else None


def parts_of(cell: str) -> list[str]:
    """Return what a cell lists, by commas, semicolons, bars or line breaks."""
    return [part.strip() for part in _SPLITS.split(cell) if part.strip()]


def are_marks(cells: Iterable[str]) -> bool:
    """Tell cells that say only of something whether it was marked, from words and numbers."""
    said = {said_in(cell) for cell in cells}
    return bool(said & {Says.MARKED, Says.NOT_MARKED}) and not said & {Says.NUMBER, Says.WORDS}


# Scales that forms are printed with, from the lowest.
_SCALES: Final = (
    (
        *("strongly disagree", "disagree", "neither agree nor disagree", "neither", "neutral"),
        *("agree", "strongly agree"),
    ),
    ("never", "rarely", "seldom", "sometimes", "often", "usually", "always"),
    ("very dissatisfied", "dissatisfied", "neither", "neutral", "satisfied", "very satisfied"),
    ("very poor", "poor", "fair", "average", "good", "very good", "excellent"),
    (
        "not at all",
        "a little",
        "to a small extent",
        "somewhat",
        "to some extent",
        "a lot",
        "to a great extent",
    ),
    ("very unlikely", "unlikely", "neutral", "likely", "very likely"),
)


def scale_of(words: Iterable[str]) -> tuple[str, ...] | None:
    """Return words as a scale from the lowest, if they are of one that forms are printed with."""
    by_key = {name_key(word): word for word in words}
    for scale in _SCALES:
        if len(by_key) > 1 and by_key.keys() <= {*scale}:
            return tuple(by_key[word] for word in scale if word in by_key)
    return None
