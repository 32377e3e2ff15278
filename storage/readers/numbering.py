"""How the numbers of automatic lists are written; formats count, readers of Word and ODF say which."""

import unicodedata
from typing import Final

_ROMAN: Final = (
    (1000, "m"),
    (900, "cm"),
    (500, "d"),
    (400, "cd"),
    (100, "c"),
    (90, "xc"),
    (50, "l"),
    (40, "xl"),
    (10, "x"),
    (9, "ix"),
    (5, "v"),
    (4, "iv"),
    (1, "i"),
)
_LARGEST_ROMAN: Final = 5000


def number_as(number: int, format_: str) -> str:
    """Write a number as digits (``1``), letters (``a``, ``A``) or Roman (``i``, ``I``); digits for others."""
    match format_:
        case "a" | "A" if number > 0:
            # After z comes aa, after zz aaa: a letter repeated, as word processors do it.
            text = chr(ord("a") + (number - 1) % 26) * min((number - 1) // 26 + 1, 20)
        case "i" | "I" if 0 < number < _LARGEST_ROMAN:
            text = _roman(number)
        case "01":
            text = f"{number:02d}"
        case _:
            text = str(number)
    return text.upper() if format_.isupper() else text


def _roman(number: int) -> str:
    written = ""
    for value, letters in _ROMAN:
        times, number = divmod(number, value)
        written += letters * times
    return written


def bullet_as(sign: str) -> str:
    """Write a bullet; symbol fonts keep theirs in private places or under letters."""
    sign = sign.strip()
    is_foreign = not sign or unicodedata.category(sign[0]) in {"Co", "Cn", "Cs"}
    return "•" if is_foreign or sign[0] in "·●○◦" or sign[0].isalnum() else sign[0]
