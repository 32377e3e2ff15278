"""The axes of a chart: strands over a line in their dimension's hue, and round numbers up."""

from typing import Any

import pyqtgraph
from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QFont, QFontMetrics, QPainter, QPen
from PySide6.QtWidgets import QStyleOptionGraphicsItem, QWidget

from app.shell import theme
from coding.analysis.columns import Column

pg: Any = pyqtgraph  # brings no types
_HEIGHT, _HIGHER = 28, 38  # with one line of words, with two
_INSET = 0.1  # of a category, on either side of its line


class StrandAxis(pg.AxisItem):
    """Names the strands under the bars."""

    def __init__(self) -> None:
        """Show no strands yet."""
        pg.AxisItem.__init__(self, "bottom")
        self._categories: tuple[Column, ...] = ()

    def show_categories(self, categories: tuple[Column, ...]) -> None:
        """Show these strands."""
        if categories == self._categories:
            return
        self._categories = categories
        two = any(" " in category.label for category in categories)
        self.setHeight(_HIGHER if two else _HEIGHT)

    def paint(
        self, painter: QPainter, option: QStyleOptionGraphicsItem, widget: QWidget | None = None
    ) -> None:
        """Draw a line and a name for each strand in view."""
        left, right = self.linkedView().viewRange()[0]
        area, width = self.boundingRect(), self.size().width()
        scale = width / max(right - left, 1e-9)
        font = theme.interface_font()
        font.setPixelSize(12)
        font.setBold(True)
        painter.setFont(font)
        painter.setClipRect(QRectF(0, area.top(), width, area.height()))
        for at, category in enumerate(self._categories):
            here = QRectF((at - left) * scale, 0, scale, area.height())
            if here.right() > 0 and here.left() < width:
                _paint_category(painter, here, category)


def _paint_category(painter: QPainter, here: QRectF, category: Column) -> None:
    colours = theme.current()
    pen = QPen(QColor(colours.hue(category.hue).mark), 3)
    pen.setCapStyle(Qt.PenCapStyle.FlatCap)
    painter.setPen(pen)
    inset = _INSET * here.width()
    painter.drawLine(QPointF(here.left() + inset, 5), QPointF(here.right() - inset, 5))
    first, _blank, rest = category.label.partition(" ")
    _write(painter, here, 8, first, QColor(colours.text))
    if rest:
        small = QFont(painter.font())
        small.setPixelSize(10)
        small.setBold(False)
        painter.save()
        painter.setFont(small)
        _write(painter, here, 22, rest, QColor(colours.dim))
        painter.restore()


def _write(painter: QPainter, here: QRectF, top: float, words: str, colour: QColor) -> None:
    metrics = QFontMetrics(painter.font())
    painter.setPen(colour)
    shown = metrics.elidedText(words, Qt.TextElideMode.ElideRight, round(here.width()) - 2)
    under = QRectF(here.left(), top, here.width(), metrics.height() + 2)
    painter.drawText(under, int(Qt.AlignmentFlag.AlignHCenter | Qt.AlignmentFlag.AlignTop), shown)


def value_axis() -> Any:
    """Return an axis of heights."""
    axis = pg.AxisItem("left")
    font = theme.interface_font()
    font.setPixelSize(12)
    axis.setStyle(tickLength=0, tickFont=font, tickTextOffset=8, tickAlpha=0)
    axis.setPen(pg.mkPen(None))
    axis.enableAutoSIPrefix(False)  # noqa: FBT003 - counts are written out
    axis.setWidth(58)
    colour_axis(axis)
    return axis


def name_axis(axis: Any, title: str) -> None:
    """Say what the heights are."""
    if axis.labelText != title:
        axis.setLabel(title)


def colour_axis(axis: Any) -> None:
    """Take the colours of the theme."""
    colours = theme.current()
    axis.setTextPen(colours.dim)
    axis.setLabel(axis.labelText, **{"color": colours.dim, "font-size": "12px"})
