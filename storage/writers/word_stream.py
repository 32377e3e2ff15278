"""The tables of a Word document as a stream: their rows go into the file one by one.

A document is made with python-docx, its tables without rows; ``write_document`` writes it and puts the
rows in as they come. As elements in memory a row would take 12 KB, and 60,000 of them most of a computer.
Everything uses named styles and no formatting of its own.
"""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from io import BytesIO
from pathlib import Path
from typing import Final
from xml.sax.saxutils import escape
from zipfile import ZIP_DEFLATED, ZipFile

from docx.document import Document

_FORBIDDEN: Final = re.compile("[^\t\n\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
# A longer passage may run over the foot of a page; others stay in one piece.
_KEPT_WHOLE: Final = 1800
_END_OF_TABLE: Final = b"</w:tbl>"
_WITH_TOTALS: Final = frozenset({"TableText", "TableFigure"})


@dataclass(frozen=True, slots=True)
class WordColumn:
    """A column of a table: ``width`` in mm, the styles of a cell’s first and further paragraphs."""

    title: str
    width: float
    style: str = "TableText"
    further: str = ""
    heading: str = "TableHeading"


def figures(title: str, width: float) -> WordColumn:
    """Return a column of figures, set to the right."""
    return WordColumn(title, width, "TableFigure", heading="TableHeadingFigure")


@dataclass(frozen=True, slots=True)
class WordRow:
    """The cells of a row, a text each with a line for each paragraph; ``strong`` for totals."""

    cells: tuple[str, ...]
    strong: bool = False


def printable(text: str) -> str:
    """Return a text without what XML forbids: control characters and halves of surrogate pairs."""
    return _FORBIDDEN.sub("", text)


def twips(millimetres: float) -> str:
    """Return a length as Word wants it, in twentieths of a point."""
    return str(round(millimetres * 1440 / 25.4))


def rows_in_xml(columns: Sequence[WordColumn], rows: Iterable[WordRow]) -> Iterator[str]:
    """Yield the rows of a table one by one; the first is the heading, which is repeated on every page."""
    widths = [twips(column.width) for column in columns]
    headings = [(column.heading, column.heading) for column in columns]
    yield _row(widths, headings, [column.title for column in columns], "<w:cantSplit/><w:tblHeader/>")
    plain = [(column.style, column.further or column.style) for column in columns]
    strong = [(_strong(column.style), column.further or _strong(column.style)) for column in columns]
    for row in rows:
        whole = "<w:cantSplit/>" if sum(map(len, row.cells)) < _KEPT_WHOLE else ""
        yield _row(widths, strong if row.strong else plain, row.cells, whole)


def _strong(style: str) -> str:
    return f"{style}Strong" if style in _WITH_TOTALS else style


def _row(
    widths: Sequence[str], styles: Sequence[tuple[str, str]], texts: Sequence[str], properties: str
) -> str:
    cells = [_cell(*cell) for cell in zip(widths, styles, texts, strict=True)]
    return f"<w:tr><w:trPr>{properties}</w:trPr>{''.join(cells)}</w:tr>"


def _cell(width: str, styles: tuple[str, str], text: str) -> str:
    """Return a cell with a paragraph for each line: the first has a style of its own."""
    first, *others = escape(printable(text)).split("\n")
    paragraphs = "".join([_paragraph(styles[0], first), *(_paragraph(styles[1], line) for line in others)])
    return f'<w:tc><w:tcPr><w:tcW w:w="{width}" w:type="dxa"/></w:tcPr>{paragraphs}</w:tc>'


def _paragraph(style: str, line: str) -> str:
    words = f'<w:r><w:t xml:space="preserve">{line}</w:t></w:r>'
    return f'<w:p><w:pPr><w:pStyle w:val="{style}"/></w:pPr>{words}</w:p>'


def write_document(document: Document, tables: Sequence[Iterable[str]], path: Path) -> None:
    """Write a document to a file, the rows (in XML) of each of its tables in the order of the tables.

    Raises OSError where there is no room, and whatever the rows raise; the file is of no use then.
    """
    without_rows = BytesIO()
    document.save(without_rows)
    main = document.part.partname.lstrip("/")
    with ZipFile(without_rows) as made, ZipFile(path, "w", ZIP_DEFLATED) as package:
        for part in made.infolist():
            content = made.read(part)
            if part.filename != main:
                package.writestr(part, content)
                continue
            with package.open(part, "w") as file:
                for piece in _with_rows(content, tables):
                    file.write(piece)


def _with_rows(xml: bytes, tables: Sequence[Iterable[str]]) -> Iterator[bytes]:
    """Yield the main part of a document piece by piece, the rows of each table before its end."""
    first, *others = xml.split(_END_OF_TABLE)
    yield first
    for rows, following in zip(tables, others, strict=True):
        for row in rows:
            yield row.encode()
        yield _END_OF_TABLE + following
