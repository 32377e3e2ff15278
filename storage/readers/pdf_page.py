"""One page of a PDF, through pdfium: its pieces of text with their places, its pictures, its marks.

Text comes line by line; a wide gap in a line parts it into pieces, because it may be a column's or a
cell's. All places are points on the page as it is seen, y upwards.
"""

import ctypes
import math
import re
from collections.abc import Iterable, Iterator
from contextlib import closing
from typing import Any, Final, NamedTuple

import pypdfium2
import pypdfium2.raw

from coding.text.names import clean_text
from storage.readers.page_rows import Piece
from storage.readers.page_text import Marking, PageText, PdfStretch

_raw: Final[Any] = pypdfium2.raw  # made from C headers: functions without types

# pdfium writes one of these for a hyphen with which a line ends.
_HYPHENS: Final = "\x02\ufffe"
_LINE: Final = re.compile(f"[^\r\n{_HYPHENS}]+[{_HYPHENS}]?")
_BLANKS: Final = re.compile(r"(?<=\S)\s+(?=\S)")
# Wider than this many letters' height, and there may be two columns.
_GAP: Final = 1.0
_SHORTEST_HEIGHT: Final = 1.0
_HIGHEST_MARKING: Final = 80.0
_GREYEST: Final = 24  # how far apart the parts of a grey may be, of 255
_LONGEST_REMARK: Final = 200_000
# What no page has; one that has more is not looked through to its end.
_MOST_OBJECTS: Final = 50_000
_MOST_ANNOTATIONS: Final = 2_000
_MOST_MARKINGS: Final = 2_000
# Annotations that are drawn on words, and those that are only a remark.
_DRAWN: Final = {
    _raw.FPDF_ANNOT_UNDERLINE,
    _raw.FPDF_ANNOT_SQUIGGLY,
    _raw.FPDF_ANNOT_STRIKEOUT,
    _raw.FPDF_ANNOT_CARET,
    _raw.FPDF_ANNOT_SQUARE,
    _raw.FPDF_ANNOT_CIRCLE,
    _raw.FPDF_ANNOT_INK,
    _raw.FPDF_ANNOT_LINE,
    _raw.FPDF_ANNOT_STAMP,
}
_REMARKED: Final = {_raw.FPDF_ANNOT_TEXT, _raw.FPDF_ANNOT_FREETEXT}


class Box(NamedTuple):
    """A box on a page."""

    left: float
    bottom: float
    right: float
    top: float

    @staticmethod
    def around(points: list[tuple[float, float]]) -> "Box":
        """Return the box around points."""
        xs, ys = [x for x, _y in points], [y for _x, y in points]
        return Box(min(xs), min(ys), max(xs), max(ys))


class _Source(NamedTuple):
    """The characters that a piece was made of, as they stand on the page."""

    first: int
    text: str


def page_text(page: pypdfium2.PdfPage) -> PageText:
    """Read one page; raises PdfiumError where pdfium cannot."""
    with closing(page.get_textpage()) as text:
        reading = _PageReading(page, text)
        reading.read_text()
        reading.read_objects()
        reading.read_annotations()
    return reading.found


class _PageReading:
    """A page that is open for reading."""

    def __init__(self, page: pypdfium2.PdfPage, text: pypdfium2.PdfTextPage) -> None:
        self.found = PageText()
        self._page: Any = page.raw
        self._text = text
        self._characters_raw: Any = text.raw
        self._rect = _raw.FS_RECTF()
        self._sources: list[_Source] = []
        self._middles: dict[int, list[float]] = {}
        self._turned = int(_raw.FPDFPage_GetRotation(self._page))

    # --- text ---

    def read_text(self) -> None:
        """Find the pieces of text."""
        content = self._characters()
        for line in _LINE.finditer(content):
            start = line.start()
            for blanks in _BLANKS.finditer(content, line.start(), line.end()):
                if self._is_wide(blanks.start() - 1, blanks.end()):
                    self._piece(content, start, blanks.start())
                    start = blanks.end()
            self._piece(content, start, line.end())

    def _characters(self) -> str:
        """Return the text of the page, an offset in which is pdfium's number of the character."""
        count = self._text.count_chars()
        content = self._text.get_text_range() if count > 0 else ""
        if len(content) == count:
            return content
        codes = (_raw.FPDFText_GetUnicode(self._text.raw, at) for at in range(count))
        return "".join(chr(code) if 0 <= code <= 0x10FFFF else "\ufffd" for code in codes)

    def _is_wide(self, before: int, after: int) -> bool:
        left, right = self._box(before), self._box(after)
        return right.left - left.right > _GAP * max(_SHORTEST_HEIGHT, left.top - left.bottom)

    def _piece(self, content: str, start: int, end: int) -> None:
        source = content[start:end]
        stripped = source.strip()
        text = clean_text(_with_hyphen(stripped)).replace("\n", " ").strip()
        if not text:
            return
        first = start + len(source) - len(source.lstrip())
        head, tail = self._box(first), self._box(first + len(stripped) - 1)
        bottom, top = min(head.bottom, tail.bottom), max(head.top, tail.top)
        self._sources.append(_Source(first, stripped))
        self.found.pieces.append(
            Piece(
                text,
                min(head.left, tail.left),
                max(head.right, tail.right),
                bottom,
                max(top, bottom + _SHORTEST_HEIGHT),
            )
        )

    def _box(self, at: int) -> Box:
        """Return the box of a character; asked for every blank, so it is quick where a page is upright."""
        rect = self._rect
        _raw.FPDFText_GetLooseCharBox(self._characters_raw, at, rect)
        box = Box(rect.left, rect.bottom, rect.right, rect.top)
        if not self._turned and math.isfinite(sum(box)):
            return box
        return self._seen(((box.left, box.bottom), (box.right, box.top)))

    def _seen(self, corners: Iterable[tuple[float, float]]) -> Box:
        """Return the box around points of the page as it is seen, for it may be turned."""
        points: list[tuple[float, float]] = []
        for corner in corners:
            x, y = corner if all(map(math.isfinite, corner)) else (0.0, 0.0)
            points.append(((x, y), (y, -x), (-x, -y), (-y, x))[self._turned % 4])
        return Box.around(points)

    # --- what is drawn ---

    def read_objects(self) -> None:
        """Count pictures, and find coloured boxes behind words."""
        self.found.objects = max(0, int(_raw.FPDFPage_CountObjects(self._page)))
        for number in range(min(self.found.objects, _MOST_OBJECTS)):
            thing = _raw.FPDFPage_GetObject(self._page, number)
            kind = _raw.FPDFPageObj_GetType(thing)
            self.found.pictures += kind == _raw.FPDF_PAGEOBJ_IMAGE
            if kind == _raw.FPDF_PAGEOBJ_PATH and (colour := _filled_with(thing)):
                box = self._bounds(thing)
                if box.top - box.bottom <= _HIGHEST_MARKING:
                    self._mark([box], colour)

    def _bounds(self, thing: Any) -> Box:
        left, bottom, right, top = (ctypes.c_float() for _side in range(4))
        _raw.FPDFPageObj_GetBounds(thing, left, bottom, right, top)
        return self._seen(((left.value, bottom.value), (right.value, top.value)))

    # --- annotations ---

    def read_annotations(self) -> None:
        """Find highlights and remarks."""
        for number in range(min(_MOST_ANNOTATIONS, int(_raw.FPDFPage_GetAnnotCount(self._page)))):
            annotation = _raw.FPDFPage_GetAnnot(self._page, number)
            if annotation:
                self._annotation(annotation)
                _raw.FPDFPage_CloseAnnot(annotation)

    def _annotation(self, annotation: Any) -> None:
        kind = _raw.FPDFAnnot_GetSubtype(annotation)
        self.found.fields += kind == _raw.FPDF_ANNOT_WIDGET
        if kind not in _REMARKED | _DRAWN | {_raw.FPDF_ANNOT_HIGHLIGHT}:
            return
        remark = clean_text(_string(annotation, b"Contents")).strip()
        self.found.drawn += kind in _DRAWN and not remark
        if remark or kind == _raw.FPDF_ANNOT_HIGHLIGHT:
            colour = _colour_of(annotation) if kind == _raw.FPDF_ANNOT_HIGHLIGHT else ""
            author = clean_text(_string(annotation, b"T")).strip()
            self._mark(self._boxes_of(annotation), colour, author, remark)

    def _boxes_of(self, annotation: Any) -> list[Box]:
        """Return what an annotation covers, line by line, or else the box that it fills."""
        found: list[Box] = []
        quad, rect = _raw.FS_QUADPOINTSF(), _raw.FS_RECTF()
        for number in range(min(_MOST_MARKINGS, int(_raw.FPDFAnnot_CountAttachmentPoints(annotation)))):
            if _raw.FPDFAnnot_GetAttachmentPoints(annotation, number, quad):
                corners = ((quad.x1, quad.y1), (quad.x2, quad.y2), (quad.x3, quad.y3), (quad.x4, quad.y4))
                found.append(self._seen(corners))
        if not found and _raw.FPDFAnnot_GetRect(annotation, rect):
            found.append(self._seen(((rect.left, rect.bottom), (rect.right, rect.top))))
        return found

    # --- what a mark covers ---

    def _mark(self, boxes: list[Box], colour: str, author: str = "", remark: str = "") -> None:
        """Keep a mark with the text in its boxes; a remark beside all text hangs on the nearest."""
        if len(self.found.markings) >= _MOST_MARKINGS:
            return
        covered = [stretch for box in boxes for stretch in self._covered(box)]
        if not covered and remark and boxes and self.found.pieces:
            covered.append(self._nearest(boxes[0]))
        if covered or remark:
            self.found.markings.append(Marking(tuple(covered), colour, author, remark))

    def _covered(self, box: Box) -> Iterator[PdfStretch]:
        for number, piece in enumerate(self.found.pieces):
            if (
                not (box.bottom <= piece.middle <= box.top)
                or box.right < piece.left
                or piece.right < box.left
            ):
                continue
            text = self._sources[number].text
            middles = self._middles_of(number)
            inside = [at for at, x in enumerate(middles) if box.left <= x <= box.right and text[at] != " "]
            if inside:
                start, end = (_cleaned_length(text[:at]) for at in (inside[0], inside[-1] + 1))
                yield PdfStretch(number, min(start, len(piece.text)), min(end, len(piece.text)))

    def _middles_of(self, number: int) -> list[float]:
        """Return where the characters of a piece are, from left to right; looked up once."""
        if number not in self._middles:
            first, text = self._sources[number]
            boxes = (self._box(first + at) for at in range(len(text)))
            self._middles[number] = [(box.left + box.right) / 2 for box in boxes]
        return self._middles[number]

    def _nearest(self, box: Box) -> PdfStretch:
        """Return the end of the line beside a box."""
        height = (box.bottom + box.top) / 2
        pieces = self.found.pieces
        number = min(range(len(pieces)), key=lambda at: abs(pieces[at].middle - height))
        return PdfStretch(number, len(pieces[number].text), len(pieces[number].text))


def _with_hyphen(text: str) -> str:
    return text[:-1] + "-" if text[-1:] in _HYPHENS and text else text


def _cleaned_length(text: str) -> int:
    return len(clean_text(_with_hyphen(text)))


def _filled_with(path: Any) -> str:
    """Return the colour that a shape is filled with; nothing for one that is not, or in grey."""
    mode, stroke = ctypes.c_int(), ctypes.c_int()
    if not _raw.FPDFPath_GetDrawMode(path, mode, stroke) or not mode.value:
        return ""
    parts = [ctypes.c_uint() for _part in range(4)]
    if not _raw.FPDFPageObj_GetFillColor(path, *parts):
        return ""
    shades = [part.value for part in parts[:3]]
    return bytes(shades).hex() if max(shades) - min(shades) > _GREYEST and max(shades) < 256 else ""


def _colour_of(annotation: Any) -> str:
    """Return a highlight's colour; yellow where the file says none that can be read."""
    parts = [ctypes.c_uint() for _part in range(4)]
    if not _raw.FPDFAnnot_GetColor(annotation, _raw.FPDFANNOT_COLORTYPE_Color, *parts):
        return "ffff00"
    return bytes(min(part.value, 255) for part in parts[:3]).hex()


def _string(annotation: Any, key: bytes) -> str:
    """Return a text of an annotation; it comes as UTF-16 with two zero bytes at its end."""
    size = int(_raw.FPDFAnnot_GetStringValue(annotation, key, None, 0))
    if not 2 < size <= _LONGEST_REMARK:
        return ""
    held = (ctypes.c_ushort * (size // 2))()
    _raw.FPDFAnnot_GetStringValue(annotation, key, held, size)
    return bytes(held)[: size - 2].decode("utf-16-le", "replace")
