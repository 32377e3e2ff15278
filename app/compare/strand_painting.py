"""How the table of the Compare page is painted: rounds over columns, dimensions over strands, numbers."""

from typing import TYPE_CHECKING

from PySide6.QtCore import QPoint, QPointF, QRect, QSize, Qt
from PySide6.QtGui import (
    QBrush,
    QColor,
    QFont,
    QFontMetrics,
    QPainter,
    QPaintEvent,
    QPen,
    QPolygon,
)
from PySide6.QtWidgets import QHeaderView, QStyle, QStyledItemDelegate, QStyleOptionViewItem, QTableView

from app.compare.palette import shaded
from app.shell import theme
from app.widgets.painting import LEFT, RIGHT, bold, focus_pen, paint_mark, smoothly, write
from app.widgets.table import Index
from coding.analysis.cross_table import ColumnLook, CrossColumn, CrossRow, CrossRowKind, NumbersEntry

if TYPE_CHECKING:
    from app.compare.strand_table import StrandModel

_ROW, _HEAD = 26, 46  # pixels
_MEASURED = 24  # columns and rows that widths are taken from
_AROUND, _LEAST, _MOST = 18, 44, 150  # pixels of a column
_NAME, _SHORT = 232, 60  # pixels of the names of strands; of what stands before them
_BEFORE, _SET_IN = 32, 14  # pixels before the name of a strand; of a sub-strand besides
_DOT, _APART = 16, 6  # pixels of an interview's dot with the room around it; between two schools
_BAR = 110
_SIZES = ((5, 6.0), (3, 4.8), (1, 3.4))  # from so many codings on, the radius of a dot


def width_of_columns(model: "StrandModel", font: QFont) -> list[int]:
    """Return the width of each column; of many the widest of the first goes for all."""
    metrics, rows = QFontMetrics(bold(font)), model.rows
    looked_at = range(min(len(model.columns), _MEASURED))
    widths = [
        max(
            (metrics.horizontalAdvance(model.columns[at].text(row)) for row in rows),
            default=0,
        )
        for at in looked_at
    ]
    headings = [metrics.horizontalAdvance(column.heading) for column in model.columns]
    wide = [*widths, *([max(widths, default=0)] * (len(model.columns) - len(widths)))]
    columns = model.table.columns if model.table is not None else ()
    return [
        _drawn_width(column) or min(max(number, heading + 8, _LEAST - _AROUND), _MOST) + _AROUND
        for number, heading, column in zip(wide, headings, columns, strict=True)
    ]


def _drawn_width(column: CrossColumn) -> int:
    """Return the room for what is drawn in place of a figure; 0 for a figure."""
    match column.look:
        case ColumnLook.DOTS:
            return max(int(column.n.split()[-1]) * _DOT + 24, 90)
        case ColumnLook.BAR:
            return _BAR + 70
        case ColumnLook.FIGURE:
            return 0


def dot_at(column: CrossColumn, rect: QRect, x: int) -> int | None:
    """Return which dot of a field is at a place across, from 0 on; None beside them."""
    at = (x - rect.left() - 10) // _DOT
    return at if column.look is ColumnLook.DOTS and at >= 0 else None


def _ground_of(row: CrossRow) -> str:
    colours = theme.current()
    return colours.panel if row.kind in {CrossRowKind.DIMENSION, CrossRowKind.SUM} else colours.page


class EntryDelegate(QStyledItemDelegate):
    """Paints numbers: sums bold, nothing grey, what is not done hatched, what is chosen in an outline."""

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        """Paint one number."""
        colours, rect = theme.current(), option.rect
        model: StrandModel = index.model()  # pyright: ignore[reportAssignmentType]
        row, entry = model.rows[index.row()], model.entry(index)
        assert model.table is not None
        column = model.table.columns[index.column()]
        hue = colours.hue(row.hue) if row.hue else None
        chosen = bool(option.state & QStyle.StateFlag.State_Selected)
        pointed = bool(option.state & QStyle.StateFlag.State_MouseOver) and entry is not None
        shade = model.table.shade(row, index.column()) if model.is_shaded else 0.0
        painter.fillRect(rect, shaded(row.hue, shade) if shade else QColor(_ground_of(row)))
        if (chosen or pointed) and not colours.contrast:
            painter.fillRect(rect, QColor(hue.tint if hue else colours.accent_tint))
        if entry is not None and entry.hatched:
            painter.fillRect(rect, QBrush(QColor(colours.line), Qt.BrushStyle.BDiagPattern))
        if column.look is not ColumnLook.FIGURE and entry is not None:
            self._draw(painter, rect, column, row, entry)
            _finish(painter, rect, model, index.column(), chosen=chosen)
            return
        text = str(index.data())
        quiet = row.kind is CrossRowKind.N or text in {"0", "–"}
        heavy = row.kind is CrossRowKind.DIMENSION or (column.is_total and row.kind is not CrossRowKind.N)
        heavy |= row.kind is CrossRowKind.SUM
        font = bold(theme.interface_font()) if heavy else theme.interface_font()
        figure = column.look is ColumnLook.FIGURE
        room = rect.adjusted(4 if figure else 10, 0, -_AROUND // 2, 0)
        write(painter, room, text, colours.dim if quiet else colours.text, font, RIGHT if figure else LEFT)
        _finish(painter, rect, model, index.column(), chosen=chosen)

    def _draw(
        self, painter: QPainter, rect: QRect, column: CrossColumn, row: CrossRow, entry: NumbersEntry
    ) -> None:
        """Draw a dot for each interview, or a bar; of a sum the figure stands beside nothing."""
        colours = theme.current()
        mark = QColor(colours.hue(row.hue).mark if row.hue else colours.text)
        if not row.is_strand or row.column is None:
            write(painter, rect.adjusted(10, 0, -6, 0), entry.text, colours.dim, theme.interface_font())
        elif column.dots is not None:
            with smoothly(painter):
                for at, dot in enumerate(column.dots(row.column)):
                    _draw_dot(
                        painter,
                        QPointF(rect.left() + 10 + (at + 0.5) * _DOT, rect.center().y() + 0.5),
                        dot,
                        mark,
                    )
        else:
            length = round(_BAR * (entry.value or 0) / 100)
            painter.fillRect(QRect(rect.left() + 10, rect.center().y() - 4, _BAR, 9), QColor(colours.line))
            painter.fillRect(QRect(rect.left() + 10, rect.center().y() - 4, length, 9), mark)
            after = rect.adjusted(_BAR + 18, 0, -4, 0)
            write(painter, after, entry.text, colours.text, theme.interface_font())


def _draw_dot(painter: QPainter, middle: QPointF, dot: NumbersEntry, mark: QColor) -> None:
    """Draw what an interview adds in one of four sizes; hollow for nothing, dashed for one being read."""
    count = dot.cells[0].count
    radius = next((size for least, size in _SIZES if count >= least), 2.2)
    open_ = not dot.cells[0].group.finished
    pen = QPen(mark if count or open_ else QColor(theme.current().quiet), 1.2)
    if open_:
        pen.setStyle(Qt.PenStyle.DotLine)
    painter.setPen(pen)
    painter.setBrush(mark if count and not open_ else Qt.BrushStyle.NoBrush)
    painter.drawEllipse(middle, radius, radius)


def _finish(painter: QPainter, rect: QRect, model: "StrandModel", column: int, *, chosen: bool) -> None:
    _draw_edges(painter, rect, model, column)
    if chosen:
        painter.setPen(focus_pen())
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.drawRect(rect.adjusted(1, 1, -2, -2))


def _draw_edges(painter: QPainter, rect: QRect, model: "StrandModel", column: int) -> None:
    """Draw the line under a row, and the one before another round."""
    painter.setPen(QColor(theme.current().line))
    painter.drawLine(rect.bottomLeft(), rect.bottomRight())
    if _begins_band(model, column):
        painter.setPen(QColor(theme.current().border))
        painter.drawLine(rect.topLeft(), rect.bottomLeft())


def _begins_band(model: "StrandModel", column: int) -> bool:
    columns = model.table.columns if model.table is not None else ()
    return column == 0 or (column < len(columns) and columns[column].band != columns[column - 1].band)


class StrandHeader(QHeaderView):
    """The names of the rows, which stay in sight: dimensions with a triangle that folds, and strands."""

    def __init__(self, model: "StrandModel", parent: QTableView) -> None:
        """Name the rows of this model."""
        super().__init__(Qt.Orientation.Vertical, parent)
        self._model, self._table = model, parent
        self.setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        self.setDefaultSectionSize(_ROW)
        self.setSectionsClickable(True)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)

    def sizeHint(self) -> QSize:
        """Be as wide as the names, up to a third of the table; longer ones are whole in their tooltip."""
        metrics = QFontMetrics(bold(theme.interface_font()))
        names = [metrics.horizontalAdvance(row.name or row.label) for row in self._model.rows[:_MEASURED]]
        wanted = max(names, default=0) + _BEFORE + _SHORT
        return QSize(max(min(wanted, self._table.width() * 22 // 100), _NAME), 0)

    def paintSection(self, painter: QPainter, rect: QRect, logical_index: int) -> None:
        """Write what a row is called."""
        if not 0 <= logical_index < len(self._model.rows):
            return
        row, colours, font = self._model.rows[logical_index], theme.current(), theme.interface_font()
        painter.fillRect(rect, QColor(_ground_of(row)))
        inside = rect.adjusted(12, 0, -6, 0)
        match row.kind:
            case CrossRowKind.DIMENSION:
                self._paint_triangle(painter, rect, folded=row.dimension in self._model.folded)
                paint_mark(painter, QRect(rect.left() + 24, rect.center().y() - 4, 10, 10), row.hue)
                write(painter, inside.adjusted(28, 0, 0, 0), row.label, colours.text, bold(font))
            case CrossRowKind.STRAND:
                self._paint_strand(painter, inside.adjusted(_BEFORE - 12, 0, 0, 0), row, font)
            case CrossRowKind.SUB_STRAND:
                self._paint_strand(painter, inside.adjusted(_BEFORE + _SET_IN - 12, 0, 0, 0), row, font)
            case CrossRowKind.SUM:
                write(painter, inside, row.label, colours.text, bold(font))
            case CrossRowKind.N:
                write(painter, inside, row.label, colours.dim, font)
        painter.setPen(QColor(colours.line))
        painter.drawLine(rect.bottomLeft(), rect.bottomRight())

    def _paint_strand(self, painter: QPainter, room: QRect, row: CrossRow, font: QFont) -> None:
        colours = theme.current()
        colour = colours.hue(row.hue).ink if row.hue else colours.text
        is_strand = row.kind is CrossRowKind.STRAND
        width = write(painter, room, row.label, colour, bold(font) if is_strand else font)
        if row.name != row.label:
            after = room.adjusted(max(width + 8, _SHORT), 0, 0, 0)
            write(painter, after, row.name, colours.dim, font)

    def _paint_triangle(self, painter: QPainter, rect: QRect, *, folded: bool) -> None:
        x, y = rect.left() + 13, rect.center().y()
        down = [QPoint(x - 4, y - 2), QPoint(x + 4, y - 2), QPoint(x, y + 3)]
        right = [QPoint(x - 2, y - 4), QPoint(x - 2, y + 4), QPoint(x + 3, y)]
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(QColor(theme.current().dim))
        painter.drawPolygon(QPolygon(right if folded else down))


class BandHeader(QHeaderView):
    """The headings in two lines: the round with how much of it is done, then its columns. A click sorts."""

    def __init__(self, model: "StrandModel", parent: QTableView) -> None:
        """Head the columns of this model."""
        super().__init__(Qt.Orientation.Horizontal, parent)
        self._model = model
        self.setSectionsClickable(True)

    def sizeHint(self) -> QSize:
        """Be two lines high."""
        return QSize(super().sizeHint().width(), _HEAD)

    def paintSection(self, painter: QPainter, rect: QRect, logical_index: int) -> None:
        """Write the heading of a column, with an arrow where the table is sorted by it."""
        table, colours = self._model.table, theme.current()
        painter.fillRect(rect, QColor(colours.page))
        if table is None or logical_index >= len(table.columns):
            return
        column, sorted_by = table.columns[logical_index], self.sortIndicatorSection() == logical_index
        down = self.sortIndicatorOrder() is Qt.SortOrder.DescendingOrder
        words = f"{column.label} {'▾' if down else '▴'}" if sorted_by else column.label
        lower = rect.adjusted(10, _HEAD // 2, -_AROUND // 2, 0)
        font = bold(theme.interface_font()) if column.is_total or sorted_by else theme.interface_font()
        flags = RIGHT if column.look is ColumnLook.FIGURE else LEFT
        write(painter, lower, words, colours.dim, font, flags)
        painter.setPen(QColor(colours.border))
        painter.drawLine(rect.bottomLeft(), rect.bottomRight())
        if _begins_band(self._model, logical_index):
            painter.drawLine(rect.topLeft(), rect.bottomLeft())

    def paintEvent(self, e: QPaintEvent) -> None:
        """Write each round over its columns; it stays in sight as long as any of them is."""
        super().paintEvent(e)
        table = self._model.table
        if table is None or not table.columns:  # a change that nobody has
            return
        painter = QPainter(self.viewport())
        starts = [at for at in range(len(table.columns)) if _begins_band(self._model, at)]
        for start, after in zip(starts, [*starts[1:], len(table.columns)], strict=True):
            left = max(self.sectionViewportPosition(start), 0)
            right = self.sectionViewportPosition(after - 1) + self.sectionSize(after - 1)
            if right > left:
                self._paint_band(painter, QRect(left, 2, right - left, _HEAD // 2), start)
        painter.end()

    def _paint_band(self, painter: QPainter, room: QRect, start: int) -> None:
        assert self._model.table is not None
        column, colours = self._model.table.columns[start], theme.current()
        inside = room.adjusted(8, 0, -4, 0)
        width = write(painter, inside, column.band, colours.text, bold(theme.interface_font()), LEFT)
        rest = inside.adjusted(width + 8, 0, 0, 0)
        if rest.width() > 20:
            write(painter, rest, column.state, colours.dim, theme.interface_font(), LEFT)
