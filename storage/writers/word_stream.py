"""The tables of a Word document as a stream: their rows go into the file one by one.

A document is made with python-docx, its tables without rows; ``write_document`` writes it and puts the
rows in as they come. As elements in memory a row would take 12 KB, and 60,000 of them most of a computer.
Everything uses named styles and no formatting of its own.
"""

import re
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from io import BytesIO
from pathlib import Path
from typing import Final, NamedTuple
from xml.sax.saxutils import escape
from zipfile import ZIP_DEFLATED, ZipFile

from docx.document import Document

from coding.report.blocks import BlockColumn, BlockLook, BlockRow, widths

_FORBIDDEN: Final = re.compile("[^\t\n\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
# A longer passage may run over the foot of a page; others stay in one piece.
_KEPT_WHOLE: Final = 1800
_END_OF_TABLE: Final = b"</w:tbl>"
_MAY_BREAK: Final = '<w:keepNext w:val="0"/>'
_KEPT_WITH_NEXT: Final = "<w:keepNext/>"
_WITH_TOTALS: Final = frozenset({"TableText", "TableFigure"})


class _CellStyles(NamedTuple):
    """The styles of a cell’s first and further paragraphs, and of what stands over its column."""

    first: str
    further: str
    heading: str = "TableHeading"


_STYLES: Final[Mapping[BlockLook, _CellStyles]] = {
    BlockLook.TEXT: _CellStyles("TableText", "TableText"),
    BlockLook.FIGURE: _CellStyles("TableFigure", "TableFigure", "TableHeadingFigure"),
    BlockLook.QUOTATION: _CellStyles("Quotation", "Quotation"),
    BlockLook.SOURCE: _CellStyles("Attribution", "QuotationPlace"),
    BlockLook.CASE: _CellStyles("TableTextStrong", "TableText"),
}
StyleId = Callable[[str], str]  # what a style of ours is called in a document
CellLink = Callable[[int, int, BlockRow], str]  # where a cell leads to, by its row, column, and that row


def printable(text: str) -> str:
    """Return a text without what XML forbids: control characters and halves of surrogate pairs."""
    return _FORBIDDEN.sub("", text)


def twips(millimetres: float) -> str:
    """Return a length as Word wants it, in twentieths of a point."""
    return str(round(millimetres * 1440 / 25.4))


def rows_in_xml(
    columns: Sequence[BlockColumn],
    room: float,
    rows: Iterable[BlockRow],
    style_id: StyleId = str,
    *,
    stays: bool = True,
    with_next: bool = False,
    link: CellLink | None = None,
) -> Iterator[str]:
    """Yield the rows of a table one by one; the first is the heading, which is repeated on every page.

    The table fills ``room`` mm. What does not stay on one page may break after any row; ``with_next``: its
    last row is on the page of what follows. ``link`` returns the address of what a cell leads to.
    """
    loose = "" if stays else _MAY_BREAK
    cells = [twips(width) for width in widths(columns, room)]
    looks = [_STYLES[column.look] for column in columns]
    over_columns = [style_id(look.heading) for look in looks]
    headings = list(zip(over_columns, over_columns, strict=True))
    yield _row(cells, headings, [column.title for column in columns], "<w:cantSplit/><w:tblHeader/>")
    plain = [(style_id(look.first), style_id(look.further)) for look in looks]
    totals = [_in_totals(look) for look in looks]
    strong = [(style_id(first), style_id(further)) for first, further in totals]
    over = style_id("TableTextStrong")
    for at, (row, is_last) in enumerate(_with_ends(rows)):
        if row.over:
            yield _over(sum(map(int, cells)), len(cells), over, row.cells[0])
            continue
        whole = "<w:cantSplit/>" if sum(map(len, row.cells)) < _KEPT_WHOLE else ""
        kept = _KEPT_WITH_NEXT if is_last and with_next else loose
        links = [link(at, number, row) for number in range(len(row.cells))] if link is not None else ()
        yield _row(cells, strong if row.strong else plain, row.cells, whole, kept, links)


def _with_ends(rows: Iterable[BlockRow]) -> Iterator[tuple[BlockRow, bool]]:
    """Yield rows one by one, each with whether it is the last."""
    coming = iter(rows)
    row = next(coming, None)
    while row is not None:
        following = next(coming, None)
        yield row, following is None
        row = following


def _in_totals(look: _CellStyles) -> tuple[str, str]:
    """Return the styles of a cell’s first and further paragraphs in a row of totals."""
    first = f"{look.first}Strong" if look.first in _WITH_TOTALS else look.first
    return first, first if look.further == look.first else look.further


def _over(width: int, columns: int, style: str, text: str) -> str:
    """Return a row of one cell, on the page of the row after it."""
    properties = f'<w:tcW w:w="{width}" w:type="dxa"/><w:gridSpan w:val="{columns}"/>'
    words = f'<w:r><w:t xml:space="preserve">{escape(printable(text))}</w:t></w:r>'
    kept = f'<w:p><w:pPr><w:pStyle w:val="{style}"/><w:keepNext/></w:pPr>{words}</w:p>'
    return f"<w:tr><w:trPr><w:cantSplit/></w:trPr><w:tc><w:tcPr>{properties}</w:tcPr>{kept}</w:tc></w:tr>"


def _row(
    widths: Sequence[str],
    styles: Sequence[tuple[str, str]],
    texts: Sequence[str],
    properties: str,
    loose: str = "",
    links: Sequence[str] = (),
) -> str:
    leads = links or ("",) * len(texts)
    cells = [_cell(*cell, loose) for cell in zip(widths, styles, texts, leads, strict=True)]
    return f"<w:tr><w:trPr>{properties}</w:trPr>{''.join(cells)}</w:tr>"


def _cell(width: str, styles: tuple[str, str], text: str, link: str, loose: str) -> str:
    """Return a cell with a paragraph for each line: the first has a style of its own, and leads somewhere."""
    first, *others = escape(printable(text)).split("\n")
    paragraphs = _paragraph(styles[0], first, loose, link)
    paragraphs += "".join([_paragraph(styles[1], line, loose) for line in others])
    return f'<w:tc><w:tcPr><w:tcW w:w="{width}" w:type="dxa"/></w:tcPr>{paragraphs}</w:tc>'


def _paragraph(style: str, line: str, loose: str, link: str = "") -> str:
    words = f'<w:r><w:t xml:space="preserve">{line}</w:t></w:r>'
    if link:
        words = linked(link, words)
    return f'<w:p><w:pPr><w:pStyle w:val="{style}"/>{loose}</w:pPr>{words}</w:p>'


def linked(address: str, runs: str) -> str:
    """Return runs (in XML) that lead to a file beside the document; they look like what is around."""
    file, _sharp, place = escape(address, {'"': "%22"}).partition("#")
    asked = f' HYPERLINK "{file}" \\l "{place}" ' if place else f' HYPERLINK "{file}" '
    return (
        '<w:r><w:fldChar w:fldCharType="begin"/></w:r>'
        f'<w:r><w:instrText xml:space="preserve">{asked}</w:instrText></w:r>'
        f'<w:r><w:fldChar w:fldCharType="separate"/></w:r>{runs}<w:r><w:fldChar w:fldCharType="end"/></w:r>'
    )


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
