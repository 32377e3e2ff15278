r"""What every reader returns: the same plain Document, whatever the format was.

All text in it is NFC, with "\\n" for line breaks inside a paragraph and "\\t" between the cells of a
table's row; control characters, no-break spaces and unpaired surrogates are dealt with.
"""

import re
import unicodedata
from dataclasses import dataclass
from typing import Final


@dataclass(frozen=True, slots=True)
class Highlight:
    """A coloured stretch of one paragraph; ``colour`` is a name (yellow) or six hexadecimal digits."""

    paragraph: int
    start: int
    end: int
    colour: str


@dataclass(frozen=True, slots=True)
class Comment:
    """A remark in the margin and what it hangs on, from a place up to another (paragraph, offset)."""

    author: str
    text: str
    start: tuple[int, int]
    end: tuple[int, int]


@dataclass(frozen=True, slots=True)
class Document:
    """The content of a file. ``notes`` say in words what was found in it and left out."""

    paragraphs: tuple[str, ...]
    highlights: tuple[Highlight, ...] = ()
    comments: tuple[Comment, ...] = ()
    author: str = ""
    notes: tuple[str, ...] = ()


_BREAKS: Final = re.compile("\r\n?|[\x0b\x0c\x85\u2028\u2029]")
_BLANKS: Final = re.compile("[\u00a0\u2007\u202f]")
# Controls but tab and line feed, soft hyphens, zero-width spaces and byte order marks, non-characters.
_NOTHING: Final = re.compile(
    "[\x00-\x08\x0e-\x1f\x7f-\x84\x86-\x9f\u00ad\u200b\u2060\ufeff\ufdd0-\ufdef\ufffe\uffff]"
)
_SURROGATES: Final = re.compile("[\ud800-\udfff]")


def clean(text: str) -> str:
    """Return text as a study stores it: NFC, LF, plain blanks, nothing that cannot be seen or stored."""
    if text.isascii() and text.isprintable():
        return text
    text = _BREAKS.sub("\n", text)
    text = _NOTHING.sub("", _BLANKS.sub(" ", text))
    return unicodedata.normalize("NFC", _SURROGATES.sub("\ufffd", text))
