"""One clean-up for whatever is read or typed, and one way to tell whether two names are the same.

Texts are stored in NFC, with plain blanks and LF, without what cannot be seen or stored. A name is besides
in one line, its blanks single, and there is something to see in it.
"""

import re
import unicodedata
from functools import lru_cache
from typing import Final

from coding.errors import UserError
from coding.language import _

_BREAKS: Final = re.compile("\r\n?|[\x0b\x0c\x85\u2028\u2029]")
_BLANKS: Final = re.compile("[\u00a0\u2007\u202f]")
# Controls but tab and line feed, soft hyphens, zero-width spaces and byte order marks, non-characters;
# and directions that are forced on letters, which know their own: they can make one text look like another.
_NOTHING: Final = re.compile(
    "[\x00-\x08\x0e-\x1f\x7f-\x84\x86-\x9f\u00ad\u200b\u2060\ufeff\ufdd0-\ufdef\ufffe\uffff"
    "\u202a-\u202e\u2066-\u2069]"
)
# Accents without end on one letter; putting them in order would take minutes.
_ACCENTS: Final = re.compile(r"(?>[^\w\s\x00-\x7f\u2000-\u2bff\u3000-\u303f]{64,})")
_MOST_ACCENTS: Final = 30
# What printers join, written as the letters that it is: "office" is found in a text of either kind.
_LIGATURES: Final = re.compile("[\ufb00-\ufb06]")
_LETTERS: Final = dict(
    zip(
        "\ufb00\ufb01\ufb02\ufb03\ufb04\ufb05\ufb06",
        ("ff", "fi", "fl", "ffi", "ffl", "st", "st"),
        strict=True,
    )
)
_SURROGATES: Final = re.compile("[\ud800-\udfff]")
# What is drawn as nothing or as a blank, and needed in no name: fillers, signs of formulas, tags.
_UNSEEN: Final = re.compile(
    "[\u034f\u115f\u1160\u17b4\u17b5\u180b-\u180f\u2061-\u2065\u206a-\u206f\u2800\u3164\uffa0\ufff0-\ufffb"
    "\U000e0000-\U000e0fff]"
)
# Joiners, marks of direction and variants of a sign: some scripts and emoji need them inside, none alone.
_JOINERS: Final = "\u200c\u200d\u200e\u200f\u061c" + "".join(map(chr, range(0xFE00, 0xFE10)))
_SIGNS: Final = str.maketrans("’‘‛ʼ“”„‐‑–—", "''''\"\"\"----", _JOINERS)


def clean_text(text: str) -> str:
    """Return text as a study stores it: NFC, LF, plain blanks, nothing that cannot be seen or stored."""
    if text.isascii() and text.isprintable():
        return text
    text = _BREAKS.sub("\n", text)
    text = _NOTHING.sub("", _BLANKS.sub(" ", text))
    text = _LIGATURES.sub(lambda found: _LETTERS[found[0]], text)
    text = _ACCENTS.sub(_fewer_accents, text)
    return unicodedata.normalize("NFC", _SURROGATES.sub("\ufffd", text))


def _fewer_accents(run: re.Match[str]) -> str:
    """Keep so many marks on one letter as any writing has."""
    kept: list[str] = []
    marks = 0
    for char in run[0]:
        marks = marks + len(unicodedata.normalize("NFD", char)) if unicodedata.combining(char) else 0
        if marks <= _MOST_ACCENTS:
            kept.append(char)
    return "".join(kept)


def clean_name(text: str) -> str:
    """Return a name, a title or another short text in one line; empty where nothing of it can be seen."""
    if text.isascii() and text.isprintable():
        return " ".join(text.split())
    words = (word.strip(_JOINERS) for word in clean_text(_UNSEEN.sub("", text)).split())
    return " ".join(word for word in words if any(map(_is_seen, word)))


def _is_seen(sign: str) -> bool:
    """Tell letters, numbers and signs from what is seen on another one only."""
    return unicodedata.category(sign)[0] in "LNPS"


def shortened(text: str, most: int = 80) -> str:
    """Return a text as it is quoted in a message: no longer than so many code points, the cut marked."""
    return text if len(text) <= most else text[: most - 1].rstrip() + "…"


def needed_name(text: str, otherwise: str) -> str:
    """Return a name, cleaned; raises UserError with the sentence ``otherwise`` where there is none."""
    name = clean_name(text)
    if not name:
        raise UserError(otherwise, _("Nothing was changed."))
    return name


@lru_cache(maxsize=65_536)
def name_key(name: str) -> str:
    """Return what a name is compared by: whatever its case, blanks, and the kind of apostrophe or dash."""
    if name.isascii() and name.isprintable():
        return " ".join(name.split()).casefold()
    return unicodedata.normalize("NFC", clean_name(name).translate(_SIGNS).casefold())


def same_name(one: str, other: str) -> bool:
    """Tell whether two names are the same to people."""
    return name_key(one) == name_key(other)
