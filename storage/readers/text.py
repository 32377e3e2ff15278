"""Plain text in any encoding that is met with: UTF-8, UTF-16, UTF-32, Windows-1252 and others."""

import codecs
import re
from itertools import pairwise
from statistics import median
from typing import Final

from coding.document import Document
from coding.labels import read_label
from coding.language import _, plural
from storage.readers.clean import clean
from storage.readers.kinds import unreadable

# UTF-32 first: its mark begins with that of UTF-16.
_MARKS: Final = (
    (codecs.BOM_UTF32_LE, "utf-32-le"),
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
_SAMPLE: Final = 100_000
_CONTROLS: Final = re.compile("[\x00-\x08\x0e-\x1a\x1c-\x1f]")
# What English, French, German, Spanish, Portuguese, Italian and Nordic texts are written with.
_WESTERN: Final = frozenset(
    "àâäáãåæçèéêëìíîïñòóôöõøœùúûüÿßÀÂÄÁÃÅÆÇÈÉÊËÌÍÎÏÑÒÓÔÖÕØŒÙÚÛÜ‘’‚“”„–—…•«»‹›€£°¿¡·½¼¾§´©®™\xa0"
)
_REPLACED: Final = "\ufffd"


def read_text(data: bytes) -> Document:
    """Read a text file; raises UnreadableError if it is no text."""
    text, encoding = decoded(data)
    if len(_CONTROLS.findall(text[:_SAMPLE])) > 3 + len(text[:_SAMPLE]) / 200:
        raise unreadable(_("It holds no text, whatever its ending says."))
    notes: list[str] = []
    if not encoding.startswith("utf"):
        notes.append(
            _("Read as {encoding}: look whether accents and quotation marks are right.").format(
                encoding="Windows-1252" if encoding == "cp1252" else encoding
            )
        )
    text = clean(text)
    lost = text.count(_REPLACED)
    if lost:
        notes.append(plural("{n} character could not be read.", "{n} characters could not be read.", lost))
    paragraphs = [line.strip() for line in text.split("\n")]
    if _is_wrapped(paragraphs):
        paragraphs = _unwrapped(paragraphs)
        notes.append(_("Lines that were broken at the margin were joined to paragraphs."))
    return Document(tuple(filter(None, paragraphs)), notes=tuple(notes))


def decoded(data: bytes) -> tuple[str, str]:
    """Return the text of bytes, not yet cleaned, and their encoding; raises UnreadableError for no text."""
    for mark, encoding in _MARKS:
        if data.startswith(mark):
            errors = "surrogatepass" if encoding.startswith("utf-16") else "replace"
            return _lenient(data[len(mark) :], encoding, errors), encoding
    if b"\x00" in data[:_SAMPLE]:
        encoding = _utf16_without_mark(data[:_SAMPLE])
        return _lenient(data, encoding, "surrogatepass"), encoding
    try:
        return data.decode("utf-8"), "utf-8"
    except UnicodeDecodeError as error:
        if error.start > len(data) - 4 or _is_mostly_utf8(data):
            return data.decode("utf-8", "replace"), "utf-8"
    encoding = _eight_bit(data[:_SAMPLE])
    return data.decode(encoding, "replace"), encoding


def _lenient(data: bytes, encoding: str, errors: str) -> str:
    """Decode, keeping unpaired surrogates for clean() and dropping half a character at the end."""
    try:
        return data.decode(encoding, errors)
    except UnicodeDecodeError:
        return data.decode(encoding, "replace")


def _utf16_without_mark(sample: bytes) -> str:
    """Tell which half of each unit is mostly zero; text in which neither is, is none."""
    even, odd = sample[::2].count(0), sample[1::2].count(0)
    units = max(len(sample) // 2, 1)
    if max(even, odd) < 0.3 * units or min(even, odd) > 0.05 * units:
        raise unreadable(_("It holds no text, whatever its ending says."))
    return "utf-16-le" if odd > even else "utf-16-be"


def _is_mostly_utf8(data: bytes) -> bool:
    """Tell a damaged UTF-8 file: most characters beyond ASCII in it are whole."""
    sample = data[:_SAMPLE].decode("utf-8", "replace")
    beyond = sum(not char.isascii() for char in sample)
    return sample.count(_REPLACED) < 0.1 * beyond


def _eight_bit(sample: bytes) -> str:
    """Return an encoding of one byte a character: Windows-1252 where that gives a Western text."""
    western = sample.decode("cp1252", "replace")
    beyond = [char for char in western if not char.isascii()]
    if len(beyond) < 0.01 * len(sample) or (len(beyond) < 0.15 * len(sample) and _WESTERN.issuperset(beyond)):
        return "cp1252"
    from charset_normalizer import from_bytes

    best = from_bytes(sample).best()
    return best.encoding if best is not None else "cp1252"


def _is_wrapped(lines: list[str]) -> bool:
    """Tell lines broken at a margin from paragraphs: long, alike, and rarely ending where a sentence does."""
    inner = [pair for pair in pairwise(lines) if all(pair)]
    if len(inner) < 8 or max(len(line) for line, _after in inner) > 100:
        return False
    going_on = [line for line, after in inner if not read_label(after)]
    if len(going_on) < 8 or median(map(len, going_on)) < 50:
        return False
    return sum(line[-1] in '.?!…"”’]' for line in going_on) < 0.4 * len(going_on)


def _unwrapped(lines: list[str]) -> list[str]:
    joined: list[str] = []
    open_paragraph = False
    for line in lines:
        if open_paragraph and line and not read_label(line) and not line.startswith("["):
            joined[-1] = f"{joined[-1]} {line}"
        else:
            joined.append(line)
        open_paragraph = bool(line)
    return joined
