"""The bars of one panel, painted to the pixel: categories across, the measure up."""

import math
from collections.abc import Sequence
from typing import Final

from PySide6.QtCore import QPointF, QRect, QRectF, Qt
from PySide6.QtGui import QBrush, QColor, QFontMetrics, QPainter, QPainterPath, QPen, QTransform
from PySide6.QtWidgets import QGraphicsItem, QStyleOptionGraphicsItem, QWidget

from app.compare.palette import blended, colour_of
from app.shell import theme
from coding.analysis.chart import Bar, Bars, Panel
from coding.analysis.scale import axis_for

_GAP_FROM: Final = 5  # pixels of a bar; from here on a pixel is left between two
_EDGE_FROM: Final = 3  # pixels of a bar; a narrower one would be all edge
_OUTLINE: Final = 3
_FIGURE: Final = 12
_SMALL_FIGURE: Final = 10


def _no_bar(_category: int, _place: int) -> Bar:
    raise LookupError


_NOTHING: Final = Panel("", "", Bars(0, (), (), (), _no_bar), axis_for((), whole=True))


class BarsItem(QGraphicsItem):
    """Paints the bars that are ``seen``; ``current`` is outlined, ``hovered`` lightly."""

    def __init__(self) -> None:
        """Paint nothing yet."""
        super().__init__()
        self.shown = _NOTHING
        self.seen = (0.0, 0.0)  # from one place of the axis to another
        self.current: Bar | None = None
        self.hovered: Bar | None = None

    def show_panel(self, panel: Panel) -> None:
        """Paint the bars of this panel."""
        self.prepareGeometryChange()
        self.shown = panel
        self.current = self.hovered = None
        self.update()

    def boundingRect(self) -> QRectF:
        """Return the whole panel."""
        axis = self.shown.axis
        return QRectF(0, axis.low, max(self.shown.bars.n_categories, 1), axis.high - axis.low)

    def bar_at(self, point: QPointF) -> Bar | None:
        """Return the bar in whose column a point lies, however low the bar is."""
        return next(self.shown.bars.between(point.x(), point.x()), None)

    def total_at(self, point: QPointF) -> Bar | None:
        """Return the last bar that carries a figure in the category of a point."""
        bars, category = self.shown.bars, math.floor(point.x())
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
        self._paint_grid(painter, to_pixels)
        seen = list(self.shown.bars.between(*self.seen))
        tones = {look: _Tones(*look) for look in {(bar.colour, bar.pale) for bar in seen}}
        for bar in seen:
            _paint_bar(painter, bar, to_pixels, tones[bar.colour, bar.pale])
        self._write_figures(painter, seen, to_pixels)
        for bar in (self.hovered, self.current):
            if bar is not None and bar in self.shown.bars:
                _outline(painter, _area(bar, 0, bar.value or 0, to_pixels), strong=bar is self.current)
        painter.setTransform(to_pixels)

    def _write_figures(self, painter: QPainter, seen: Sequence[Bar], to_pixels: QTransform) -> None:
        """Write the totals, and small ones over the other bars that are wide enough."""
        font = painter.font()
        small = theme.interface_font()
        small.setPixelSize(_SMALL_FIGURE)
        width_of = QFontMetrics(small).horizontalAdvance
        painter.setFont(small)
        for bar in seen:
            area = _area(bar, 0, bar.value or 0, to_pixels)
            has_room = not bar.figure and area.width() > _GAP_FROM and width_of(bar.text) <= area.width()
            if has_room and bar.value:  # two that touch would be read as one
                _write_figure(painter, bar, bar.text, area, paired=False)
        painter.setFont(font)
        for bar in seen:
            if bar.figure:
                area = _area(bar, 0, bar.value or 0, to_pixels)
                _write_figure(painter, bar, bar.figure, area, paired=self.shown.bars.paired)

    def _paint_grid(self, painter: QPainter, to_pixels: QTransform) -> None:
        """Draw a line at each tick, zero darker."""
        across = to_pixels.mapRect(self.boundingRect())
        colours = theme.current()
        for tick in self.shown.axis.ticks:
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


def _write_figure(painter: QPainter, bar: Bar, figure: str, area: QRect, *, paired: bool) -> None:
    """Write a number over its bar, under it where it falls; those of a pair away from each other."""
    metrics = QFontMetrics(painter.font())
    spare = metrics.horizontalAdvance(figure) - area.width()
    left = area.left() - (round(spare / 2) if not paired else max(spare, 0) if bar.pale else 0)
    falls = bar.value is not None and bar.value < 0
    base = area.bottom() + 4 + metrics.ascent() if falls else area.top() - 5
    letters = QPainterPath()
    letters.addText(left, base, painter.font(), figure)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.strokePath(letters, QPen(QColor(theme.current().page), 3))  # legible over other bars
    painter.setRenderHint(QPainter.RenderHint.Antialiasing, on=False)
    painter.setPen(QColor(theme.current().text))
    painter.drawText(left, base, figure)


def _outline(painter: QPainter, area: QRect, *, strong: bool) -> None:
    colours = theme.current()
    painter.setPen(QPen(QColor(colours.accent if strong else colours.quiet), 2 if strong else 1))
    painter.setBrush(Qt.BrushStyle.NoBrush)
    painter.drawRect(area.adjusted(-_OUTLINE, -_OUTLINE, _OUTLINE, _OUTLINE - 1))
