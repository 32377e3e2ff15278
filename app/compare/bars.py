"""The bars of one panel, painted to the pixel: categories across, the measure up."""

import math
from typing import Final

from PySide6.QtCore import QPointF, QRect, QRectF, Qt
from PySide6.QtGui import QBrush, QColor, QFontMetrics, QPainter, QPainterPath, QPen, QTransform
from PySide6.QtWidgets import QGraphicsItem, QStyleOptionGraphicsItem, QWidget

from app.compare.palette import blended, colour_of
from app.shell import theme
from coding.analysis.chart import Bar, Panel
from coding.analysis.scale import axis_for

_GAP_FROM: Final = 5  # pixels of a bar; from here on a pixel is left between two
_OUTLINE: Final = 3
_FIGURE: Final = 12


class BarsItem(QGraphicsItem):
    """Paints bars; ``current`` is outlined, ``hovered`` lightly."""

    def __init__(self) -> None:
        """Paint nothing yet."""
        super().__init__()
        self.shown = Panel("", "", (), axis_for((), whole=True))
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
        across = max((bar.category for bar in self.shown.bars), default=0) + 1
        return QRectF(0, axis.low, across, axis.high - axis.low)

    def bar_at(self, point: QPointF) -> Bar | None:
        """Return the bar in whose column a point lies, however low the bar is."""
        return next((bar for bar in self.shown.bars if 0 <= point.x() - bar.left < bar.width), None)

    def total_at(self, point: QPointF) -> Bar | None:
        """Return the last bar that carries a figure in the category of a point."""
        here = [bar for bar in self.shown.bars if bar.figure and bar.category == math.floor(point.x())]
        return here[-1] if here else None

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
        for bar in self.shown.bars:
            _paint_bar(painter, bar, to_pixels)
        paired = any(bar.pale for bar in self.shown.bars)
        for bar in self.shown.bars:
            if bar.figure:
                _write_figure(painter, bar, _area(bar, 0, bar.value or 0, to_pixels), paired=paired)
        for bar in (self.hovered, self.current):
            if bar is not None and bar in self.shown.bars:
                _outline(painter, _area(bar, 0, bar.value or 0, to_pixels), strong=bar is self.current)
        painter.setTransform(to_pixels)

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


def _paint_bar(painter: QPainter, bar: Bar, to_pixels: QTransform) -> None:
    """Fill a bar: hatched where interviews are not done, pale where codings are unsure."""
    colour, page = colour_of(bar.colour, pale=bar.pale), QColor(theme.current().page)
    value = bar.value or 0.0
    certain = value if bar.low is None else bar.low
    for low, high, tone in ((0.0, certain, colour), (certain, value, blended(colour, page, 0.45))):
        if low == high:
            continue
        area = _area(bar, low, high, to_pixels)
        if bar.hatched:
            painter.fillRect(area, blended(tone, page, 0.25))
            painter.fillRect(area, QBrush(tone, Qt.BrushStyle.BDiagPattern))
            painter.setPen(tone)
            painter.drawRect(area.adjusted(0, 0, -1, -1))
        else:
            painter.fillRect(area, tone)


def _write_figure(painter: QPainter, bar: Bar, area: QRect, *, paired: bool) -> None:
    """Write a number over its bar, under it where it falls; those of a pair away from each other."""
    metrics = QFontMetrics(painter.font())
    spare = metrics.horizontalAdvance(bar.figure) - area.width()
    left = area.left() - (round(spare / 2) if not paired else max(spare, 0) if bar.pale else 0)
    falls = bar.value is not None and bar.value < 0
    base = area.bottom() + 4 + metrics.ascent() if falls else area.top() - 5
    letters = QPainterPath()
    letters.addText(left, base, painter.font(), bar.figure)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.strokePath(letters, QPen(QColor(theme.current().page), 3))  # legible over other bars
    painter.setRenderHint(QPainter.RenderHint.Antialiasing, on=False)
    painter.setPen(QColor(theme.current().text))
    painter.drawText(left, base, bar.figure)


def _outline(painter: QPainter, area: QRect, *, strong: bool) -> None:
    colours = theme.current()
    painter.setPen(QPen(QColor(colours.accent if strong else colours.quiet), 2 if strong else 1))
    painter.setBrush(Qt.BrushStyle.NoBrush)
    painter.drawRect(area.adjusted(-_OUTLINE, -_OUTLINE, _OUTLINE, _OUTLINE - 1))
