"""How every reader cleans its text: NFC, no control characters, no-break spaces, unpaired surrogates."""

import re
import unicodedata
from typing import Final

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
_SURROGATES: Final = re.compile("[\ud800-\udfff]")


def clean(text: str) -> str:
    """Return text as a study stores it: NFC, LF, plain blanks, nothing that cannot be seen or stored."""
    if text.isascii() and text.isprintable():
        return text
    text = _BREAKS.sub("\n", text)
    text = _NOTHING.sub("", _BLANKS.sub(" ", text))
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
