"""The bars of one plot, painted to the pixel: categories across, the measure up."""

import math
from collections.abc import Sequence
from typing import Final

from PySide6.QtCore import QPointF, QRect, QRectF, Qt
from PySide6.QtGui import QColor, QPainter, QPen, QTransform
from PySide6.QtWidgets import QGraphicsItem, QStyleOptionGraphicsItem, QWidget

from app.compare.marks import PAINTERS, Tones, paint_line, place_of, room_of_figure, write_figure
from app.shell import theme
from coding.analysis.chart import Bar, Bars, ChartMark
from coding.analysis.scale import Axis, axis_for

_OUTLINE: Final = 3
_FIGURE: Final = 12
_SMALL_FIGURE: Final = 10
_FIGURES_FROM: Final = 9  # pixels of a bar; the figure of a narrower one is said on hover


def _no_bar(_category: int, _place: int) -> Bar:
    raise LookupError


_NOTHING: Final = Bars(0, (), (), (), _no_bar)
_DASHED: Final = Qt.PenStyle.CustomDashLine


class BarsItem(QGraphicsItem):
    """Paints the bars that are ``seen``; ``current`` is outlined, ``hovered`` lightly."""

    def __init__(self) -> None:
        """Paint nothing yet."""
        super().__init__()
        self.bars: Bars = _NOTHING
        self.axis: Axis = axis_for((), whole=True)
        self.ticks: Sequence[float] = ()  # with a line across
        self.seen = (0.0, 0.0)  # from one place of the axis to another
        self.parted_at: tuple[int, ...] = ()  # the categories with which a dimension begins
        self.tinted: int | None = None  # the category of what is chosen
        self.current: Bar | None = None
        self.hovered: Bar | None = None
        self._only_figures = False

    def show_bars(self, bars: Bars, axis: Axis, *, only_figures: bool) -> None:
        """Paint these bars, or nothing but their figures."""
        self.prepareGeometryChange()
        self.bars, self.axis, self._only_figures = bars, axis, only_figures
        self.current = self.hovered = self.tinted = None
        self.update()

    def boundingRect(self) -> QRectF:
        """Return the whole plot."""
        return QRectF(0, self.axis.low, max(self.bars.n_categories, 1), self.axis.high - self.axis.low)

    def bar_at(self, point: QPointF) -> Bar | None:
        """Return the bar in whose column a point lies, however low the bar is; of a stack the part there."""
        here = list(self.bars.between(point.x(), point.x()))
        if len(here) < 2:
            return here[0] if here else None
        there = [bar for bar in here if bar.ends[0] <= point.y() < bar.ends[1]]
        if there or self.bars.mark is ChartMark.TILE:
            return there[0] if there else None
        return next((bar for bar in reversed(here) if bar.value), here[0])

    def total_at(self, point: QPointF) -> Bar | None:
        """Return the last bar that carries a figure in the category of a point."""
        bars, category = self.bars, math.floor(point.x())
        if not bars.totals or not 0 <= category < bars.n_categories:
            return None
        return bars[category * len(bars.edges) + bars.totals[-1]]

    def paint(
        self, painter: QPainter, option: QStyleOptionGraphicsItem, widget: QWidget | None = None
    ) -> None:
        """Paint everything in pixels: the units of the two axes have nothing in common."""
        to_pixels = painter.transform()
        painter.resetTransform()
        self._tint_column(painter, to_pixels)
        self._paint_parts(painter, to_pixels)
        seen = list(self.bars.between(*self.seen))
        if not self._only_figures:
            self._paint_grid(painter, to_pixels)
            tones = {look: Tones(*look) for look in {(bar.colour, bar.pale) for bar in seen}}
            paint = PAINTERS[self.bars.mark]
            for bar in seen:
                paint(painter, bar, to_pixels, tones[bar.colour, bar.pale])
            self._join(painter, to_pixels)
        self._write_figures(painter, seen, to_pixels)
        for bar in (self.hovered, self.current):
            if bar is not None and bar in self.bars:
                _outline(painter, self._area(bar, to_pixels), strong=bar is self.current)
        painter.setTransform(to_pixels)

    def _area(self, bar: Bar, to_pixels: QTransform) -> QRect:
        """Return where a bar is, or the figure that stands for it."""
        area = place_of(bar, self.bars.mark, to_pixels)
        if self._only_figures:
            area.setTop(area.bottom() + 1)
        return area

    def _join(self, painter: QPainter, to_pixels: QTransform) -> None:
        """Draw the lines between two numbers, in the strands that are seen."""
        if not self.bars.joined:
            return
        first, last = max(math.floor(self.seen[0]), 0), min(math.ceil(self.seen[1]), self.bars.n_categories)
        for category in range(first, last):
            bars = self.bars.of_category(category)
            for earlier, later in self.bars.joined:
                paint_line(painter, bars[earlier], bars[later], to_pixels)

    def _tint_column(self, painter: QPainter, to_pixels: QTransform) -> None:
        """Tint the strand of what is chosen, from the top to the bottom."""
        if self.tinted is not None:
            box = QRectF(self.tinted, self.axis.low, 1, 2 * (self.axis.high - self.axis.low))
            painter.fillRect(to_pixels.mapRect(box).toRect(), QColor(theme.current().accent_tint))

    def _paint_parts(self, painter: QPainter, to_pixels: QTransform) -> None:
        """Draw a dashed line where a dimension ends and another begins."""
        pen = QPen(QColor(theme.current().line), 1, _DASHED)
        pen.setDashPattern([3, 3])
        painter.setPen(pen)
        up = to_pixels.mapRect(QRectF(0, self.axis.low, 1, 2 * (self.axis.high - self.axis.low)))
        for category in self.parted_at:
            at = round(to_pixels.map(QPointF(category, 0)).x())
            painter.drawLine(at, round(up.top()), at, round(up.bottom()))

    def _write_figures(self, painter: QPainter, seen: Sequence[Bar], to_pixels: QTransform) -> None:
        """Write the totals, and small ones over the other bars where they are wide enough.

        Two small ones that touched would be read as one number: the second stands higher.
        """
        if self.bars.mark is not ChartMark.TILE:
            self._write_small_figures(painter, seen, to_pixels)
            self._write_totals(painter, seen, to_pixels)

    def _write_small_figures(self, painter: QPainter, seen: Sequence[Bar], to_pixels: QTransform) -> None:
        """Write the numbers over bars; parts of a stack have letters in them, dots have shapes."""
        wide = to_pixels.mapRect(QRectF(0, 0, self.bars.narrowest, 1)).width()
        if (
            not self.bars.has_figures
            or self.bars.stages
            or self.bars.mark is not ChartMark.BAR
            or wide < _FIGURES_FROM
        ):
            return
        small = theme.interface_font()
        small.setPixelSize(_SMALL_FIGURE)
        painter.setFont(small)
        taken = QRect()
        for bar in seen:
            area = self._area(bar, to_pixels)
            if bar.figure or not bar.value:
                continue
            room = room_of_figure(painter, bar.text, area)
            if room.adjusted(-2, 0, 2, 0).intersects(taken):
                room.moveBottom(taken.top() - 1)
                area.setTop(room.bottom() + 4)
            write_figure(painter, bar, bar.text, area, paired=False)
            taken = room

    def _write_totals(self, painter: QPainter, seen: Sequence[Bar], to_pixels: QTransform) -> None:
        font = theme.interface_font()
        font.setPixelSize(_FIGURE)
        font.setBold(True)
        painter.setFont(font)
        for bar in seen:
            if bar.figure:
                write_figure(painter, bar, bar.figure, self._area(bar, to_pixels), paired=self.bars.paired)

    def _paint_grid(self, painter: QPainter, to_pixels: QTransform) -> None:
        """Draw a line at each tick, zero darker."""
        across = to_pixels.mapRect(self.boundingRect())
        colours = theme.current()
        for tick in self.ticks:
            painter.setPen(QColor(colours.line if tick else colours.quiet))
            at = round(to_pixels.map(QPointF(0, tick)).y())
            painter.drawLine(round(across.left()), at, round(across.right()), at)


def _outline(painter: QPainter, area: QRect, *, strong: bool) -> None:
    colours = theme.current()
    painter.setPen(QPen(QColor(colours.accent if strong else colours.quiet), 2 if strong else 1))
    painter.setBrush(Qt.BrushStyle.NoBrush)
    painter.drawRect(area.adjusted(-_OUTLINE, -_OUTLINE, _OUTLINE, _OUTLINE - 1))
