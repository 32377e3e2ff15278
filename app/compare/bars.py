"""The bars of one plot, painted to the pixel: categories across, the measure up."""

import math
from collections.abc import Sequence
from functools import lru_cache
from typing import Final

from PySide6.QtCore import QPointF, QRect, QRectF, Qt
from PySide6.QtGui import (
    QBrush,
    QColor,
    QFont,
    QFontMetrics,
    QPainter,
    QPainterPath,
    QPainterPathStroker,
    QPen,
    QTransform,
)
from PySide6.QtWidgets import QGraphicsItem, QStyleOptionGraphicsItem, QWidget

from app.compare.palette import blended, colour_of
from app.shell import theme
from coding.analysis.chart import Bar, Bars
from coding.analysis.scale import Axis, axis_for

_GAP_FROM: Final = 5  # pixels of a bar; from here on a pixel is left between two
_EDGE_FROM: Final = 3  # pixels of a bar; a narrower one would be all edge
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
        """Return the bar in whose column a point lies, however low the bar is."""
        return next(self.bars.between(point.x(), point.x()), None)

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
        font = theme.interface_font()
        font.setPixelSize(_FIGURE)
        font.setBold(True)
        painter.setFont(font)
        self._tint_column(painter, to_pixels)
        self._paint_parts(painter, to_pixels)
        seen = list(self.bars.between(*self.seen))
        if not self._only_figures:
            self._paint_grid(painter, to_pixels)
            tones = {look: _Tones(*look) for look in {(bar.colour, bar.pale) for bar in seen}}
            for bar in seen:
                _paint_bar(painter, bar, to_pixels, tones[bar.colour, bar.pale])
        self._write_figures(painter, seen, to_pixels)
        for bar in (self.hovered, self.current):
            if bar is not None and bar in self.bars:
                _outline(painter, self._area(bar, to_pixels), strong=bar is self.current)
        painter.setTransform(to_pixels)

    def _area(self, bar: Bar, to_pixels: QTransform) -> QRect:
        """Return where a bar is, or the figure that stands for it."""
        area = _area(bar, 0, bar.value or 0, to_pixels)
        if self._only_figures:
            area.setTop(area.bottom() + 1)
        return area

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
        font = painter.font()
        small = theme.interface_font()
        small.setPixelSize(_SMALL_FIGURE)
        painter.setFont(small)
        taken = QRect()
        for bar in seen:
            area = self._area(bar, to_pixels)
            if bar.figure or not bar.value or area.width() < _FIGURES_FROM - 1:
                continue
            room = _room_of_figure(painter, bar.text, area)
            if room.adjusted(-2, 0, 2, 0).intersects(taken):
                room.moveBottom(taken.top() - 1)
                area.setTop(room.bottom() + 4)
            _write_figure(painter, bar, bar.text, area, paired=False)
            taken = room
        painter.setFont(font)
        for bar in seen:
            if bar.figure:
                _write_figure(painter, bar, bar.figure, self._area(bar, to_pixels), paired=self.bars.paired)

    def _paint_grid(self, painter: QPainter, to_pixels: QTransform) -> None:
        """Draw a line at each tick, zero darker."""
        across = to_pixels.mapRect(self.boundingRect())
        colours = theme.current()
        for tick in self.ticks:
            painter.setPen(QColor(colours.line if tick else colours.quiet))
            at = round(to_pixels.map(QPointF(0, tick)).y())
            painter.drawLine(round(across.left()), at, round(across.right()), at)


def _area(bar: Bar, low: float, high: float, to_pixels: QTransform) -> QRect:
    """Return a part of a bar in whole pixels; what is not nothing is at least one high."""
    mapped = to_pixels.mapRect(QRectF(bar.left, min(low, high), bar.width, abs(high - low)))
    left, right = round(mapped.left()), round(mapped.right())
    if right - left >= _GAP_FROM and not bar.figure:
        right -= 1
    top, bottom = round(mapped.top()), round(mapped.bottom())
    return QRect(left, top, max(right - left, 1), max(bottom - top, 1 if low != high else 0))


class _Tones:
    """The colours of bars that play one role: of what is certain and what is not, each also under hatches."""

    def __init__(self, role: str, pale: bool) -> None:  # noqa: FBT001 - as a bar says it
        self.edge = colour_of(role)
        colour, page = colour_of(role, pale=pale), QColor(theme.current().page)
        self.certain, self.unsure = (
            (tone, blended(tone, page, 0.25)) for tone in (colour, blended(colour, page, 0.45))
        )


def _paint_bar(painter: QPainter, bar: Bar, to_pixels: QTransform, tones: _Tones) -> None:
    """Fill a bar: hatched where interviews are not done, pale where codings are unsure.

    What is pale has an edge in the full colour: on its own it is hardly seen.
    """
    value = bar.value or 0.0
    certain = value if bar.low is None else bar.low
    for low, high, (tone, under) in ((0.0, certain, tones.certain), (certain, value, tones.unsure)):
        if low == high:
            continue
        area = _area(bar, low, high, to_pixels)
        painter.fillRect(area, under if bar.hatched else tone)
        if bar.hatched:
            painter.fillRect(area, QBrush(tone, Qt.BrushStyle.BDiagPattern))
        if (bar.hatched or tone != tones.edge) and area.width() >= _EDGE_FROM:
            painter.setPen(tones.edge)
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.drawRect(area.adjusted(0, 0, -1, -1))


def _room_of_figure(painter: QPainter, figure: str, area: QRect) -> QRect:
    """Return where a number over a bar stands."""
    metrics = painter.fontMetrics()
    width = metrics.horizontalAdvance(figure)
    left = area.left() - round((width - area.width()) / 2)
    return QRect(left, area.top() - 4 - metrics.ascent(), width, metrics.ascent())


def _write_figure(painter: QPainter, bar: Bar, figure: str, area: QRect, *, paired: bool) -> None:
    """Write a number over its bar, under it where it falls; those of a pair away from each other."""
    metrics = QFontMetrics(painter.font())
    spare = metrics.horizontalAdvance(figure) - area.width()
    left = area.left() - (round(spare / 2) if not paired else max(spare, 0) if bar.pale else 0)
    falls = bar.value is not None and bar.value < 0
    base = area.bottom() + 4 + metrics.ascent() if falls else area.top() - 5
    ground = _ground_of(figure, painter.font().toString()).translated(left, base)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.fillPath(ground, QColor(theme.current().page))  # legible over other bars
    painter.setRenderHint(QPainter.RenderHint.Antialiasing, on=False)
    painter.setPen(QColor(theme.current().text))
    painter.drawText(left, base, figure)


@lru_cache(maxsize=1_000)
def _ground_of(figure: str, font: str) -> QPainterPath:
    """Return what is cleared below a number and around it; to work it out takes longer than to paint it."""
    face, letters = QFont(), QPainterPath()
    face.fromString(font)
    letters.addText(0, 0, face, figure)
    return QPainterPathStroker(QPen(Qt.GlobalColor.black, 3)).createStroke(letters)


def _outline(painter: QPainter, area: QRect, *, strong: bool) -> None:
    colours = theme.current()
    painter.setPen(QPen(QColor(colours.accent if strong else colours.quiet), 2 if strong else 1))
    painter.setBrush(Qt.BrushStyle.NoBrush)
    painter.drawRect(area.adjusted(-_OUTLINE, -_OUTLINE, _OUTLINE, _OUTLINE - 1))
