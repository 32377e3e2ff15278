"""The one order that people are shown names in: accents and case folded, numbers by their value."""

import re
import unicodedata
from functools import lru_cache
from typing import Final

_NUMBER: Final = re.compile(r"(\d+)")
# Letters that are no letter with an accent to Unicode, and stand beside one for people.
_BESIDE: Final = str.maketrans(
    {"ø": "o", "ł": "l", "đ": "d", "ð": "d", "þ": "th", "æ": "ae", "œ": "oe", "ı": "i"}
)

NaturalKey = tuple[tuple[str | tuple[int, str], ...], str]


@lru_cache(maxsize=65_536)
def natural_key(name: str) -> NaturalKey:
    """Return what a name is sorted by: apfel, Ärzte, Éa, int 1, int 2, int 10, Zebra.

    Two names that differ in case and accents only stand beside each other, always in the same order.
    """
    parts = _NUMBER.split(without_accents(name))
    return tuple(_value(part) if at % 2 else part for at, part in enumerate(parts)), name


def without_accents(text: str) -> str:
    """Return a text in small letters without accents; blanks and digits of all scripts as they are."""
    if text.isascii():
        return text.casefold()
    letters = unicodedata.normalize("NFD", text.casefold().translate(_BESIDE))
    return unicodedata.normalize("NFC", "".join(each for each in letters if not unicodedata.combining(each)))


def _value(digits: str) -> tuple[int, str]:
    """Return what orders numbers by value, however long they are."""
    plain = "".join(str(unicodedata.decimal(digit)) for digit in digits).lstrip("0")
    return len(plain), plain
