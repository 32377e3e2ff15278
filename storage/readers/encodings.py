"""The encodings that text files come in: UTF-8, UTF-16, UTF-32, Windows-1252 and others."""

import codecs
import re
from typing import Final

from coding.language import _, plural
from coding.text.names import clean_text
from storage.readers.kinds import LONGEST_TEXT, too_long, unreadable

# UTF-32 first: its mark begins with that of UTF-16.
_MARKS: Final = (
    (codecs.BOM_UTF32_LE, "utf-32-le"),
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
_SAMPLE: Final = 100_000
_MOST_LINES: Final = 600_000  # the empty ones too
_LARGEST_TEXT: Final = 2 * LONGEST_TEXT  # bytes, before they are decoded
_CONTROLS: Final = re.compile("[\x00-\x08\x0e-\x1a\x1c-\x1f]")
# What English, French, German, Spanish, Portuguese, Italian and Nordic texts are written with.
_WESTERN: Final = frozenset(
    "àâäáãåæçèéêëìíîïñòóôöõøœùúûüÿßÀÂÄÁÃÅÆÇÈÉÊËÌÍÎÏÑÒÓÔÖÕØŒÙÚÛÜ‘’‚“”„–—…•«»‹›€£°¿¡·½¼¾§´©®™\xa0"
)
_REPLACED: Final = "\ufffd"
_IDEOGRAPHIC: Final = re.compile("[\u3001\u3002\uff0c\uff1f\n ]")
# Han, kana, hangul, the signs that go with them, and ASCII.
_EAST_ASIAN: Final = re.compile("[\u3000-\u30ff\u3400-\u9fff\uac00-\ud7a3\uff00-\uffef\t\n\r -~]")
_MOST_NULS: Final = 0.02  # of a text in which they are only strays


def text_and_notes(data: bytes) -> tuple[str, list[str]]:
    """Return the text of bytes, clean, and what is to be said of it; raises UnreadableError for no text."""
    if len(data) > _LARGEST_TEXT:
        raise too_long(plural("{n} megabyte", "{n} megabytes", len(data) // 1_000_000))
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
    nuls = 0 if encoding.startswith(("utf-16", "utf-32")) else data.count(b"\x00")
    if nuls:
        notes.append(plural("{n} NUL character is left out.", "{n} NUL characters are left out.", nuls))
    text = clean_text(text)
    lines = text.count("\n")
    if lines > _MOST_LINES:
        raise too_long(plural("{n} line", "{n} lines", lines))
    lost = text.count(_REPLACED)
    if lost:
        notes.append(plural("{n} character could not be read.", "{n} characters could not be read.", lost))
    return text, notes


def decoded(data: bytes) -> tuple[str, str]:
    """Return the text of bytes, not yet cleaned, and their encoding; raises UnreadableError for no text."""
    for mark, encoding in _MARKS:
        if data.startswith(mark):
            errors = "surrogatepass" if encoding.startswith("utf-16") else "replace"
            return _lenient(data[len(mark) :], encoding, errors), encoding
    encoding = _utf16_without_mark(data[:_SAMPLE])
    if encoding:
        return _lenient(data, encoding, "surrogatepass"), encoding
    nuls = data.count(b"\x00")
    if nuls > _MOST_NULS * len(data):
        raise unreadable(_("It holds no text, whatever its ending says."))
    if nuls:
        data = data.replace(b"\x00", b"")
    try:
        return data.decode("utf-8"), "utf-8"
    except UnicodeDecodeError as error:
        is_cut_off = error.start > len(data) - 4 and not data[: error.start].isascii()
        if is_cut_off or _is_mostly_utf8(data):
            return data.decode("utf-8", "replace"), "utf-8"
    encoding = _eight_bit(data[:_SAMPLE])
    return data.decode(encoding, "replace"), encoding


def _lenient(data: bytes, encoding: str, errors: str) -> str:
    """Decode, keeping unpaired surrogates for clean_text() and dropping half a character at the end."""
    try:
        return data.decode(encoding, errors)
    except UnicodeDecodeError:
        return data.decode(encoding, "replace")


def _utf16_without_mark(sample: bytes) -> str:
    """Return the kind of UTF-16 that bytes without a mark are in; empty for none.

    In Western text one half of each unit is mostly zero. In Chinese or Japanese neither is, but nearly
    every unit is a sign of these scripts.
    """
    even, odd = sample[::2].count(0), sample[1::2].count(0)
    units = max(len(sample) // 2, 1)
    if max(even, odd) >= 0.3 * units and min(even, odd) <= 0.05 * units:
        return "utf-16-le" if odd > even else "utf-16-be"
    if _is_utf8(sample):
        return ""
    return next((encoding for encoding in ("utf-16-le", "utf-16-be") if _is_east_asian(sample, encoding)), "")


def _is_utf8(sample: bytes) -> bool:
    """Tell UTF-8, with strays in it or cut off at the end."""
    try:
        sample.decode("utf-8")
    except UnicodeDecodeError as error:
        return error.start > len(sample) - 4
    return True


def _is_east_asian(sample: bytes, encoding: str) -> bool:
    text = sample[: len(sample) // 2 * 2].decode(encoding, "replace")
    signs = len(_EAST_ASIAN.findall(text))
    return signs >= 0.95 * max(len(text), 1) and _IDEOGRAPHIC.search(text) is not None


def _is_mostly_utf8(data: bytes) -> bool:
    """Tell a damaged UTF-8 file: most characters beyond ASCII in it are whole."""
    sample = data[:_SAMPLE].decode("utf-8", "replace")
    beyond = sum(not char.isascii() for char in sample)
    return sample.count(_REPLACED) < 0.1 * beyond


def _eight_bit(sample: bytes) -> str:
    """Return an encoding of one byte a character: Windows-1252 where that gives a Western text."""
    western = sample.decode("cp1252", "replace")
    beyond = [char for char in western if not char.isascii()]
    if len(beyond) < 0.01 * len(sample) or (len(beyond) < 0.25 * len(sample) and _WESTERN.issuperset(beyond)):
        return "cp1252"
    from charset_normalizer import from_bytes

    best = from_bytes(sample).best()
    return best.encoding if best is not None else "cp1252"
