"""A report's blocks as pages to look at: rich text of the same parts in the same order.

Everything is in pixels of 1/96 inch, whatever the screen. Of long tables only the first rows are there.
"""

from collections.abc import Callable, Generator, Iterable, Sequence
from dataclasses import dataclass, field, replace
from functools import partial
from itertools import islice
from typing import Final

from PySide6.QtCore import QPointF, QRectF, QSizeF, Qt, QUrl
from PySide6.QtGui import (
    QAbstractTextDocumentLayout,
    QColor,
    QImage,
    QPainter,
    QPalette,
    QTextCursor,
    QTextDocument,
    QTextFormat,
    QTextFrameFormat,
    QTextImageFormat,
    QTextLength,
    QTextTable,
    QTextTableFormat,
)

from app.report.paper_looks import (
    BELOW,
    CAPTION,
    CELLS,
    CONTENTS,
    ENTRY,
    HEADINGS,
    QUOTATION,
    SOURCE,
    STRONG,
    WORDS,
    PaperLook,
    cell_of,
    in_a_cell,
    letters_of,
    paragraph_of,
)
from coding.language import _
from coding.report.blocks import (
    Block,
    BlockColumn,
    BlockLook,
    BlockRow,
    BreakBlock,
    ContentsBlock,
    DrawnBlock,
    FieldBlock,
    FigureBlock,
    HeadingBlock,
    ListOf,
    QuotationBlock,
    TableBlock,
    WordsBlock,
    WordsKind,
    WrittenBlock,
    is_break,
    pages_on_their_side,
    widths,
)
from coding.report.captions import Captions
from coding.text.blocks import LISTS, BlockKind, TextRun, in_one_line

MM: Final = 96 / 25.4
EDGE: Final = 24 * MM
SIZE: Final = QSizeF(210 * MM, 297 * MM)
ROWS: Final = 60  # of a table that are looked at
_PLACE: Final = QTextFormat.Property.UserProperty.value + 1  # the place of the part in the plan
Draw = Callable[[FigureBlock | DrawnBlock], bytes]


@dataclass(frozen=True, slots=True)
class PaperPart:
    """The blocks of a part that are looked at, and its place in the plan."""

    place: int
    blocks: tuple[Block, ...]


@dataclass
class PaperPages:
    """The documents of a report, each upright or on its side, and where its parts begin."""

    documents: list[QTextDocument] = field(default_factory=list[QTextDocument])
    page_of: dict[int, int] = field(default_factory=dict[int, int])  # of each part, from 0
    counts: list[int] = field(default_factory=list[int])

    @property
    def n(self) -> int:
        """How many pages there are."""
        return sum(self.counts)

    def find(self, page: int) -> tuple[QTextDocument, int] | None:
        """Return the document that a page is in, and its number there."""
        for document, count in zip(self.documents, self.counts, strict=True):
            if page < count:
                return document, page
            page -= count
        return None

    def size(self, page: int) -> QSizeF:
        """Return how large a page is, in pixels of 1/96 inch."""
        found = self.find(page)
        return found[0].pageSize() if found else SIZE

    def paint(self, painter: QPainter, page: int) -> None:
        """Paint a page, black on whatever is there, with its upper left corner where the painter is."""
        found = self.find(page)
        if found is None:
            return
        document, number = found
        size = document.pageSize()
        look = QAbstractTextDocumentLayout.PaintContext()
        look.clip = QRectF(0, number * size.height(), size.width(), size.height())
        palette = QPalette()
        palette.setColor(QPalette.ColorRole.Text, QColor("black"))
        look.palette = palette
        painter.save()
        painter.translate(0, -number * size.height())
        painter.setClipRect(look.clip)
        document.documentLayout().draw(painter, look)
        painter.restore()

    def words(self, page: int) -> str:
        """Return what stands on a page, for those who cannot see it."""
        found = self.find(page)
        if found is None:
            return ""
        document, number = found
        height = document.pageSize().height()
        layout = document.documentLayout()
        first, last = (
            layout.hitTest(QPointF(EDGE, at * height), Qt.HitTestAccuracy.FuzzyHit)
            for at in (number, number + 1)
        )
        cursor = QTextCursor(document)
        cursor.setPosition(max(first, 0))
        cursor.setPosition(max(last, first, 0), QTextCursor.MoveMode.KeepAnchor)
        return cursor.selectedText().replace("\u2029", "\n").replace("\u2028", " ")

    def part_at(self, page: int, x: float, y: float) -> int | None:
        """Return the place of the part that stands at a point of a page."""
        found = self.find(page)
        if found is None:
            return None
        document, number = found
        layout = document.documentLayout()
        point = QPointF(x, y + number * document.pageSize().height())
        at = layout.hitTest(point, Qt.HitTestAccuracy.FuzzyHit)
        block = document.findBlock(max(at, 0))
        while block.isValid():
            place = block.blockFormat().property(_PLACE)
            if isinstance(place, int):
                return place
            block = block.previous()
        return None


def in_short(blocks: Iterable[Block]) -> tuple[Block, ...]:
    """Return blocks with the first rows of their tables alone, made now: nothing is read later, nor held."""
    kept: list[Block] = []
    for block in blocks:
        if isinstance(block, TableBlock):
            first = partial(tuple, [*islice(block.rows(), ROWS + 1)])
            kept.append(replace(block, rows=first, quoted=None))
        else:
            kept.append(block)
    return tuple(kept)


class PaperWriter:
    """Sets blocks on pages; ``draw`` returns a figure as a picture."""

    def __init__(self, draw: Draw, chapter: int, rows: int | None = ROWS) -> None:
        """Begin with nothing; ``chapter`` stands before the numbers of captions, if it is not 0.

        Of tables so many ``rows`` are there, None for all.
        """
        self._draw, self._rows = draw, rows
        self._before = f"{chapter}." if chapter else ""
        self._pages = PaperPages()
        self._is_wide: bool | None = None
        self._cursor = QTextCursor()
        self._starts: list[tuple[int, QTextDocument, int]] = []  # part, document, block number
        self._listed: dict[ListOf, list[tuple[str, int]]] = {of: [] for of in ListOf}
        self._place = 0
        self._is_first = True

    def write(self, parts: Sequence[PaperPart]) -> Generator[None, None, PaperPages]:
        """Set all parts, a step for each block; return them as pages."""
        every = [(part.place, block) for part in parts for block in part.blocks]
        blocks = [block for _place, block in every]
        self._captions = Captions(blocks, self._before)
        self._list(blocks)
        wide = self._wide = pages_on_their_side(blocks, SIZE.width() / MM - 48)
        last: int | None = None
        for at, (place, block) in enumerate(every):
            self._turn(is_wide=wide[at])
            self._place = place
            if place != last:
                self._starts.append((place, self._pages.documents[-1], self._here()))
                last = place
            self._add(block, at)
            yield
        for document in self._pages.documents:
            self._pages.counts.append(document.pageCount())
        for place, document, number in self._starts:
            self._pages.page_of[place] = self._page(document, number)
        return self._pages

    def _list(self, blocks: Sequence[Block]) -> None:
        """Note what contents list, before they are written."""
        for at, block in enumerate(blocks):
            match block:
                case HeadingBlock(text, level):
                    self._listed[ListOf.HEADINGS].append((text, level))
                case TableBlock() | FigureBlock() | DrawnBlock():
                    self._listed[self._captions.of[at]].append((self._caption(at, block), 1))
                case _:
                    pass

    def _caption(self, at: int, block: TableBlock | FigureBlock | DrawnBlock) -> str:
        return f"{self._captions.labels[at]}. {block.caption}"

    def _here(self) -> int:
        document = self._pages.documents[-1]
        return 0 if self._is_first else document.blockCount()

    def _page(self, document: QTextDocument, number: int) -> int:
        at = self._pages.documents.index(document)
        block = document.findBlockByNumber(min(number, document.blockCount() - 1))
        top = document.documentLayout().blockBoundingRect(block).top()
        return sum(self._pages.counts[:at]) + int(top // document.pageSize().height())

    def _turn(self, *, is_wide: bool) -> None:
        if is_wide == self._is_wide:
            return
        self._is_wide = is_wide
        document = QTextDocument()
        document.setPageSize(SIZE.transposed() if is_wide else SIZE)
        frame = QTextFrameFormat()
        frame.setMargin(EDGE)
        document.rootFrame().setFrameFormat(frame)
        document.setUndoRedoEnabled(False)
        self._pages.documents.append(document)
        self._cursor = QTextCursor(document)
        self._is_first = True

    @property
    def _room(self) -> float:
        """How wide the text is, in mm."""
        return self._pages.documents[-1].pageSize().width() / MM - 48

    # --- blocks ------------------------------------------------------------------------------

    def _add(self, block: Block, at: int) -> None:
        match block:
            case TableBlock():
                self._table(block, self._caption(at, block))
            case FigureBlock() | DrawnBlock():
                self._figure(block, self._caption(at, block), at)
            case WordsBlock(_runs, kind):
                self._paragraph(self._captions.text(at, block), WORDS[kind])
            case ContentsBlock(of, title):
                self._contents(of, title)
            case BreakBlock():
                if is_break(self._captions.blocks, self._wide, at):
                    self._begin(WORDS[WordsKind.BODY], breaks=True)
            case _:
                self._add_words(block)

    def _add_words(self, block: HeadingBlock | FieldBlock | WrittenBlock | QuotationBlock) -> None:
        match block:
            case HeadingBlock(text, level):
                self._paragraph(text, HEADINGS[level - 1])
            case FieldBlock(label, text):
                self._runs((TextRun(f"{label} ", bold=True), TextRun(text)), ENTRY)
            case WrittenBlock():
                self._written(block)
            case QuotationBlock(words, source):
                self._paragraph(words, QUOTATION)
                self._paragraph(source, SOURCE)

    def _begin(self, look: PaperLook, *, breaks: bool = False) -> None:
        """Begin a paragraph."""
        paragraph = paragraph_of(look)
        paragraph.setProperty(_PLACE, self._place)
        if breaks:
            paragraph.setPageBreakPolicy(QTextFormat.PageBreakFlag.PageBreak_AlwaysAfter)
        if self._is_first:
            self._cursor.setBlockFormat(paragraph)
            self._is_first = False
        else:
            self._cursor.insertBlock(paragraph)

    def _paragraph(self, text: str, look: PaperLook) -> None:
        for line in text.split("\n"):
            self._begin(look)
            self._cursor.insertText(line, letters_of(look))

    def _runs(self, runs: Iterable[TextRun], look: PaperLook) -> None:
        self._begin(look)
        for run in runs:
            letters = letters_of(look, bold=run.bold, italic=run.italic)
            self._cursor.insertText(run.text, letters)

    def _written(self, block: WrittenBlock) -> None:
        written = block.written
        if written.kind in LISTS:
            self._paragraph(in_one_line(written), ENTRY)
        else:
            self._runs(written.runs, QUOTATION if written.kind is BlockKind.QUOTE else WORDS[WordsKind.BODY])

    def _contents(self, of: ListOf, title: str) -> None:
        listed = self._listed[of]
        if not listed:
            return
        self._paragraph(title, HEADINGS[1])
        for text, level in listed:
            self._begin(CONTENTS)
            self._cursor.insertText("\u2003" * (level - 1) + text, letters_of(CONTENTS))

    def _figure(self, block: FigureBlock | DrawnBlock, caption: str, at: int) -> None:
        image = QImage.fromData(self._draw(block))
        name = f"figure:{at}"
        document = self._pages.documents[-1]
        document.addResource(QTextDocument.ResourceType.ImageResource.value, QUrl(name), image)
        self._begin(CAPTION)
        shown = QTextImageFormat()
        shown.setName(name)
        shown.setWidth(self._room * MM)
        shown.setHeight(self._room * MM * image.height() / max(image.width(), 1))
        self._cursor.insertImage(shown)
        self._paragraph(caption, BELOW)

    def _table(self, block: TableBlock, caption: str) -> None:
        self._paragraph(caption, CAPTION)
        rows = [*block.rows()]
        has_more, rows = len(rows) > len(rows[: self._rows]), rows[: self._rows]
        made = self._cursor.insertTable(len(rows) + 1, len(block.columns), _table_format(block, self._room))
        for at, column in enumerate(block.columns):
            _fill(made, 0, at, column.title, STRONG, column.look)
        for number, row in enumerate(rows, 1):
            _fill_row(made, number, block.columns, row)
        self._cursor.movePosition(QTextCursor.MoveOperation.End)
        if has_more:
            self._paragraph(_("More rows are in the file."), SOURCE)


def _table_format(block: TableBlock, room: float) -> QTextTableFormat:
    made = QTextTableFormat()
    made.setHeaderRowCount(1)
    made.setBorder(0)
    made.setCellPadding(0)
    made.setCellSpacing(0)
    made.setBorderCollapse(True)
    made.setWidth(QTextLength(QTextLength.Type.FixedLength, room * MM))
    lengths = [QTextLength(QTextLength.Type.FixedLength, width * MM) for width in widths(block.columns, room)]
    made.setColumnWidthConstraints(lengths)
    return made


def _fill_row(made: QTextTable, number: int, columns: Sequence[BlockColumn], row: BlockRow) -> None:
    if row.over:
        made.mergeCells(number, 0, 1, len(columns))
        _fill(made, number, 0, row.cells[0], STRONG, BlockLook.TEXT)
        return
    for at, (column, cell) in enumerate(zip(columns, row.cells, strict=True)):
        is_total = row.strong and column.look in {BlockLook.TEXT, BlockLook.FIGURE}
        _fill(made, number, at, cell, STRONG if is_total else CELLS[column.look], column.look)


def _fill(made: QTextTable, row: int, column: int, text: str, look: PaperLook, kind: BlockLook) -> None:
    cell = made.cellAt(row, column)
    cell.setFormat(cell_of(is_heading=row == 0, is_last=row == made.rows() - 1))
    cursor = cell.firstCursorPosition()
    cursor.setBlockFormat(in_a_cell(look, kind))
    cursor.insertText(text.replace("\n", "\u2028"), letters_of(look))
