"""How far the streams of a PDF would swell: pdfium unpacks them whatever they hold.

Pictures are left alone, because nobody draws them here.
"""

import re
import zlib
from collections.abc import Iterator
from typing import Final

from coding.language import _
from storage.readers.kinds import unreadable

_STREAM: Final = re.compile(rb"stream\r?\n")
_PICTURE: Final = re.compile(rb"/Subtype\s*/Image\b")
_PACKED: Final = re.compile(rb"/(?:FlateDecode|Fl)\b")
_LARGEST_STREAM: Final = 40_000_000
_LARGEST_WHOLE: Final = 200_000_000
_DICTIONARY: Final = 2_000  # bytes before a stream in which what it is must stand
_STEP: Final = 1_000_000
_DEEPEST: Final = 3  # streams that are packed several times over


def refuse_swelling(data: bytes) -> None:
    """Refuse a file whose text would take hundreds of megabytes; raises UnreadableError."""
    whole = 0
    for stream in _STREAM.finditer(data):
        begin = data.rfind(b" obj", max(0, stream.start() - _DICTIONARY), stream.start())
        said = data[begin if begin >= 0 else max(0, stream.start() - _DICTIONARY) : stream.start()]
        if not _PACKED.search(said) or _PICTURE.search(said):
            continue
        end = data.find(b"endstream", stream.end())
        size = _unpacked(data[stream.end() : end if end >= 0 else len(data)], said.count(b"Flate"))
        whole += size
        if size > _LARGEST_STREAM or whole > _LARGEST_WHOLE:
            raise unreadable(
                _("Unpacked it would fill hundreds of megabytes, which no transcript does."),
                _("Print it to a new PDF, or save its text in another format."),
            )


def _unpacked(packed: bytes, times: int) -> int:
    """Return how many bytes come out of a stream, counting no further than is too much."""
    size = 0
    for _time in range(min(max(times, 1), _DEEPEST)):
        pieces: list[bytes] = []
        size = 0
        for piece in _pieces(packed):
            size += len(piece)
            if size > _LARGEST_STREAM:
                return size
            pieces.append(piece)
        packed = b"".join(pieces)
    return size


def _pieces(packed: bytes) -> Iterator[bytes]:
    """Unpack step by step; what is damaged ends where the damage is."""
    unpacking = zlib.decompressobj()
    try:
        while packed and not unpacking.eof:
            yield unpacking.decompress(packed, _STEP)
            packed = unpacking.unconsumed_tail
    except zlib.error:
        return
