"""How the cells and heads of the matrix look."""

from collections.abc import Callable
from enum import StrEnum
from functools import lru_cache

from PySide6.QtCore import QPoint, QPointF, QRect, QRectF, QSize, Qt
from PySide6.QtGui import QAbstractTextDocumentLayout, QColor, QFontMetrics, QPainter, QPen, QTextDocument
from PySide6.QtWidgets import QHeaderView, QStyledItemDelegate, QStyleOptionViewItem, QTableView

from app.matrix.grid_model import CellRole, GridModel
from app.matrix.shown import ShownCell
from app.shell import theme
from app.widgets.documents import show_blocks
from app.widgets.painting import bold, smoothly, write
from app.widgets.passage_cards import small_font
from app.widgets.table import Index
from coding.language import _
from coding.text.blocks import read

_BESIDE, _ABOVE, _FOOT = 10, 8, 26  # pixels between a cell's edge and its words; of the line below them
_PILL = 8
_LAST = 12  # pixels below the last paragraph that may be cut
_STRIP = 3  # pixels of a code's colour over its name


class CellMode(StrEnum):
    """What cells show."""

    SUMMARIES = "summaries"
    PASSAGES = "passages"
    COUNTS = "counts"


class CellPart(StrEnum):
    """What of a cell was pressed."""

    COUNT = "count"
    NEWS = "news"
    REST = "rest"


class CellDelegate(QStyledItemDelegate):
    """Paints cells: what is written, how many passages there are, how many came since."""

    def __init__(self, view: QTableView) -> None:
        """Paint in this table."""
        super().__init__(view)
        self._view = view
        self.mode = CellMode.SUMMARIES
        self.is_written_in = False  # the cell that the keyboard is on: it has a frame of its own
        self.quotation: Callable[[int, int], str] = lambda _row, _column: ""  # while passages are shown
        self._document = lru_cache(128)(self._laid_out)

    def forget(self) -> None:
        """Lay texts out anew, in the colours of now."""
        self._document.cache_clear()

    def part_at(self, index: Index, at: QPoint) -> CellPart:
        """Return what of a cell is at a place of the table."""
        cell: ShownCell = index.data(CellRole.CELL)
        count, news = self._foot(cell, self._view.visualRect(index))
        if cell.passages and (count.contains(at) or self.mode is CellMode.COUNTS):
            return CellPart.COUNT
        return CellPart.NEWS if cell.news and news.contains(at) else CellPart.REST

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        """Paint one cell, and the frame where the keyboard is."""
        cell: ShownCell = index.data(CellRole.CELL)
        colours, rect = theme.current(), QRect(option.rect)
        is_current = self._view.currentIndex() == index
        painter.fillRect(rect, QColor(colours.page))
        if self.mode is CellMode.COUNTS:
            font = bold(theme.interface_font())
            font.setPixelSize(20)
            colour = colours.text if cell.passages else colours.dim
            flags = Qt.AlignmentFlag.AlignCenter
            write(painter, rect, cell.figure, colour, font, flags)
        else:
            self._paint_text(painter, cell, rect, index)
            self._paint_foot(painter, cell, rect)
        if is_current and not self.is_written_in:
            painter.setPen(QPen(QColor(colours.accent), 2))
            painter.drawRect(rect.adjusted(1, 1, -2, -2))

    def _paint_text(self, painter: QPainter, cell: ShownCell, rect: QRect, index: Index) -> None:
        room = rect.adjusted(_BESIDE, _ABOVE, -_BESIDE, -_FOOT)
        text = cell.text
        if self.mode is CellMode.PASSAGES:
            text = self.quotation(index.row(), index.column())
        elif not text:
            top = QRect(room.topLeft(), QSize(room.width(), 18))
            write(painter, top, cell.nothing, theme.current().dim)
            return
        document = self._document(text, room.width(), self.mode is CellMode.PASSAGES)
        painter.save()
        painter.setClipRect(room)
        painter.translate(QPointF(room.topLeft()))
        context = QAbstractTextDocumentLayout.PaintContext()
        context.palette = self._view.palette()
        context.clip = QRectF(0, 0, room.width(), room.height())
        document.documentLayout().draw(painter, context)
        painter.restore()
        if document.size().height() > room.height() + _LAST:
            dots = QRect(room.right() - 16, room.bottom() + 2, 18, 14)
            write(painter, dots, "…", theme.current().dim)

    def _laid_out(self, text: str, width: int, is_said: bool) -> QTextDocument:  # noqa: FBT001 - a key of the cache
        document = QTextDocument()
        font = theme.reading_font(13) if is_said else theme.interface_font()
        font.setPixelSize(13)
        document.setDefaultFont(font)
        document.setDocumentMargin(0)
        show_blocks(document, read(text))
        document.setTextWidth(width)
        return document

    # --- the line below -----------------------------------------------------------------------

    def _foot(self, cell: ShownCell, rect: QRect) -> tuple[QRect, QRect]:
        metrics = QFontMetrics(small_font())
        wide = metrics.horizontalAdvance(cell.how_many)
        count = QRect(rect.left() + _BESIDE, rect.bottom() - _FOOT + 3, wide, 18)
        width = metrics.horizontalAdvance(cell.news) + 2 * _PILL
        return count, QRect(count.right() + 10, count.top(), width, 18)

    def _paint_foot(self, painter: QPainter, cell: ShownCell, rect: QRect) -> None:
        colours = theme.current()
        count, news = self._foot(cell, rect)
        colour = colours.accent if cell.passages else colours.dim
        write(painter, count.adjusted(0, 0, 8, 0), cell.how_many, colour, small_font())
        if cell.news:
            with smoothly(painter):
                painter.setPen(QPen(QColor(colours.warning), 1) if colours.contrast else Qt.PenStyle.NoPen)
                painter.setBrush(QColor(colours.warning_tint))
                painter.drawRoundedRect(QRectF(news), 9, 9)
            write(painter, news.adjusted(_PILL, 0, 0, 0), cell.news, colours.warning, small_font())


class CodeHeader(QHeaderView):
    """The codes over the columns, each with a line in its dimension's colour."""

    def __init__(self, view: QTableView) -> None:
        """Stand over this table."""
        super().__init__(Qt.Orientation.Horizontal, view)
        self.setSectionsClickable(True)
        self.setHighlightSections(False)
        self.setFixedHeight(34)
        self.setAccessibleName(_("Codes"))

    def paintSection(self, painter: QPainter, rect: QRect, logicalIndex: int) -> None:  # noqa: N803 - Qt's own
        """Paint one code."""
        model = self.model()
        if not isinstance(model, GridModel) or model.shown is None:
            return
        column, colours = model.column(logicalIndex), theme.current()
        hue = colours.hue(column.hue)
        painter.save()
        painter.fillRect(rect, QColor(colours.panel))
        painter.fillRect(rect.x(), rect.y(), rect.width(), _STRIP, QColor(hue.mark))
        painter.setPen(QColor(colours.line))
        painter.drawLine(rect.bottomLeft(), rect.bottomRight())
        painter.drawLine(rect.topRight(), rect.bottomRight())
        room = rect.adjusted(_BESIDE, _STRIP, -4, 0)
        font = bold(theme.interface_font())
        font.setPixelSize(13)
        short = f"↳ {column.label}" if column.is_below else column.label
        used = write(painter, room, short, hue.ink, font)
        if column.name != column.label:
            font = theme.interface_font()
            font.setPixelSize(13)
            write(painter, room.adjusted(used + 5, 0, 0, 0), column.name, hue.ink, font)
        painter.restore()


class CaseHeader(QHeaderView):
    """The cases beside the rows: what each is called, and who speaks for it."""

    WIDTH = 104

    def __init__(self, view: QTableView) -> None:
        """Stand beside this table."""
        super().__init__(Qt.Orientation.Vertical, view)
        self.setSectionsClickable(True)
        self.setHighlightSections(False)
        self.setFixedWidth(self.WIDTH)
        self.setAccessibleName(_("Cases"))

    def paintSection(self, painter: QPainter, rect: QRect, logicalIndex: int) -> None:  # noqa: N803 - Qt's own
        """Paint one case."""
        model = self.model()
        if not isinstance(model, GridModel) or model.shown is None:
            return
        row, colours = model.row(logicalIndex), theme.current()
        painter.save()
        painter.fillRect(rect, QColor(colours.panel))
        painter.setPen(QColor(colours.line))
        painter.drawLine(rect.bottomLeft(), rect.bottomRight())
        painter.drawLine(rect.topRight(), rect.bottomRight())
        font = bold(theme.interface_font())
        font.setPixelSize(13)
        painter.setFont(font)
        painter.setPen(QColor(colours.text))
        room = rect.adjusted(_BESIDE, _ABOVE, -4, -2)
        wrap = int(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignTop) | int(Qt.TextFlag.TextWordWrap)
        needed = painter.boundingRect(room, wrap, row.label)
        painter.drawText(room, wrap, row.label)
        top = min(needed.bottom() + 3, room.bottom())
        for at, line in enumerate(filter(None, row.lines)):
            where = QRect(room.left(), top + at * 17, room.width(), 17)
            if where.bottom() <= rect.bottom():
                is_round = at == 0 and row.name != row.label
                write(painter, where, line, colours.text if is_round else colours.dim, small_font())
        painter.restore()
