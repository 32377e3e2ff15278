"""PDF files for tests, written by hand: text where it is wanted, pictures, highlights and remarks.

A page is a list of things; places are points from the lower left corner of a page of 400 x 600.
"""

from collections.abc import Sequence
from typing import NamedTuple

WIDTH, HEIGHT = 400, 600


class Text(NamedTuple):
    """Words on one line, beginning here."""

    x: float
    y: float
    words: str
    size: float = 10


class Fill(NamedTuple):
    """A coloured box."""

    x: float
    y: float
    width: float
    height: float
    colour: str = "1 1 0"


class Picture(NamedTuple):
    """A picture that fills the page."""


class Note(NamedTuple):
    """An annotation of this kind (Highlight, Text, Underline) over a box, with what is said of it."""

    kind: str
    x: float
    y: float
    width: float
    height: float
    says: str = ""
    author: str = ""


Thing = Text | Fill | Picture | Note


def pdf(*pages: Sequence[Thing], author: str = "", turned: int = 0) -> bytes:
    """Return a PDF of these pages."""
    objects = ["", "", "<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica /Encoding /WinAnsiEncoding >>"]
    objects.append(
        "<< /Type /XObject /Subtype /Image /Width 1 /Height 1 /ColorSpace /DeviceGray /BitsPerComponent 8 "
        "/Length 1 >>\nstream\nA\nendstream"
    )
    kids: list[int] = []
    for page in pages:
        notes = [thing for thing in page if isinstance(thing, Note)]
        content = "\n".join(_drawn(thing) for thing in page)
        objects.append(f"<< /Length {len(content)} >>\nstream\n{content}\nendstream")
        stream = len(objects)
        objects += map(_annotation, notes)
        annotations = " ".join(f"{number} 0 R" for number in range(stream + 1, len(objects) + 1))
        objects.append(
            f"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 {WIDTH} {HEIGHT}] /Rotate {turned} "
            f"/Resources << /Font << /F1 3 0 R >> /XObject << /I1 4 0 R >> >> "
            f"/Contents {stream} 0 R /Annots [{annotations}] >>"
        )
        kids.append(len(objects))
    objects[0] = "<< /Type /Catalog /Pages 2 0 R >>"
    objects[1] = f"<< /Type /Pages /Kids [{' '.join(f'{kid} 0 R' for kid in kids)}] /Count {len(kids)} >>"
    objects.append(f"<< /Author ({author}) >>")
    return _file(objects)


def column(lines: Sequence[str], x: float = 50, top: float = 550, pitch: float = 12) -> list[Thing]:
    """Return lines one below the other."""
    return [Text(x, top - number * pitch, line) for number, line in enumerate(lines) if line]


def _drawn(thing: Thing) -> str:
    match thing:
        case Text(x, y, words, size):
            escaped = words.replace("\\", "\\\\").replace("(", "\\(").replace(")", "\\)")
            return f"BT /F1 {size} Tf 1 0 0 1 {x} {y} Tm ({escaped}) Tj ET"
        case Fill(x, y, width, height, colour):
            return f"{colour} rg {x} {y} {width} {height} re f 0 g"
        case Picture():
            return f"q {WIDTH} 0 0 {HEIGHT} 0 0 cm /I1 Do Q"
        case Note():
            return ""


def _annotation(note: Note) -> str:
    left, bottom, right, top = note.x, note.y, note.x + note.width, note.y + note.height
    quad = f"{left} {top} {right} {top} {left} {bottom} {right} {bottom}"
    points = "" if note.kind == "Text" else f"/QuadPoints [{quad}]"
    return (
        f"<< /Type /Annot /Subtype /{note.kind} /Rect [{left} {bottom} {right} {top}] {points} "
        f"/C [1 1 0] /Contents ({note.says}) /T ({note.author}) >>"
    )


def _file(objects: Sequence[str]) -> bytes:
    """Return a file of these objects, numbered, with where each begins."""
    whole, places = "%PDF-1.4\n", list[int]()
    for number, content in enumerate(objects, 1):
        places.append(len(whole))
        whole += f"{number} 0 obj\n{content}\nendobj\n"
    rows = "".join(f"{place:010} 00000 n \n" for place in places)
    table = f"xref\n0 {len(objects) + 1}\n0000000000 65535 f \n{rows}"
    trailer = f"trailer << /Size {len(objects) + 1} /Root 1 0 R /Info {len(objects)} 0 R >>"
    return f"{whole}{table}{trailer}\nstartxref\n{len(whole)}\n%%EOF".encode("cp1252")
