"""How every reader cleans its text: NFC, no control characters, no-break spaces, unpaired surrogates."""

import re
import unicodedata
from typing import Final

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
