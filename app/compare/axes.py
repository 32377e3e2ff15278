"""The axes of a chart: strands over a line in their dimension's hue, and round numbers up."""

from collections.abc import Sequence
from typing import Any, Final

import pyqtgraph
from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QFont, QFontMetrics, QPainter, QPen
from PySide6.QtWidgets import QStyleOptionGraphicsItem, QWidget

from app.compare.labels import wrapped, write_lines
from app.compare.palette import line_of
from app.shell import theme
from coding.analysis.chart import Bars, Dimension
from coding.analysis.columns import Column, ColumnKind

pg: Any = pyqtgraph  # brings no types
AXIS_WIDTH = 58  # pixels, of an axis of numbers with its title
_WIDEST_NAMES = 170  # pixels of the names of rows
_INSET = 0.1  # of a category, on either side of its line
_LETTERS_FROM = 9  # pixels of a bar; a narrower one has no letter under it
_LETTERS = 11  # pixels, their row
_NAMES: Final = (12, 11, 10, 9)  # pixels of the letters of names: the first in which no word is cut
_LINE = 10  # pixels: the line under the bars with what is around it
_MOST_LINES = 3
_AIR = 4  # pixels between two names
_TITLE_LETTERS = 11  # pixels


class PanelTitle(pg.LabelItem):
    """What stands over a panel: as many lines as it needs, and cut where the panel ends."""

    def __init__(self) -> None:
        """Say nothing yet."""
        pg.LabelItem.__init__(self, justify="left")

    def updateMin(self) -> None:
        """Ask for the height of the words; a long line makes no panel wider."""
        pg.LabelItem.updateMin(self)
        self.setMinimumWidth(0)
        height = self._sizeHint[Qt.SizeHint.MinimumSize][1]
        for hint in (Qt.SizeHint.MinimumSize, Qt.SizeHint.PreferredSize):
            self._sizeHint[hint] = (0, height)
        self.updateGeometry()


class StrandAxis(pg.AxisItem):
    """Names the strands under the bars, whose the bars are over them, and the dimensions below."""

    def __init__(self) -> None:
        """Show no strands yet."""
        pg.AxisItem.__init__(self, "bottom")
        self._categories: tuple[Column, ...] = ()
        self._dimensions: tuple[Dimension, ...] = ()
        self._bars: Bars | None = None
        self._lines: list[list[str]] = []
        self._size = _NAMES[0]  # pixels of a name's letters

    def show_categories(
        self, categories: tuple[Column, ...], dimensions: tuple[Dimension, ...], bars: Bars
    ) -> None:
        """Show these strands, and these dimensions below them, under these bars."""
        self._categories, self._dimensions, self._bars = categories, dimensions, bars
        self.update()

    def fit(self, pixels: float) -> None:
        """Wrap the names for a category of so many pixels, and take the height that this needs."""
        room = pixels - _AIR
        fitting = (each for each in _NAMES if _widest_word(self._categories, each) <= room)
        self._size = next(fitting, _NAMES[-1])
        fonts = _metrics(self._size)
        self._lines = [
            wrapped(each.label, room, fonts[_is_light(each)], _MOST_LINES) for each in self._categories
        ]
        metrics = QFontMetrics(_font(self._size))
        lines = max(map(len, self._lines), default=1) + bool(self._dimensions)
        self.setHeight(self._letters_at(pixels) + _LINE + lines * metrics.height() + 4)
        self.update()

    def _letters_at(self, pixels: float) -> int:
        """Return the height of the row of letters: nothing where bars are too narrow."""
        bars = self._bars
        if bars is None or not any(bars.letters):
            return 0
        metrics = QFontMetrics(_font(9))
        wanted = max(_LETTERS_FROM, *(metrics.horizontalAdvance(each) + 2 for each in bars.letters))
        return _LETTERS if bars.narrowest * pixels >= wanted else 0

    def category_at(self, x: float) -> Column | None:
        """Return the strand whose name stands at a place of the axis."""
        at = int(x)
        return self._categories[at] if 0 <= x < len(self._categories) else None

    def paint(
        self, painter: QPainter, option: QStyleOptionGraphicsItem, widget: QWidget | None = None
    ) -> None:
        """Draw letters, a line and a name for each strand in view."""
        left, right = self.linkedView().viewRange()[0]
        area, width = self.boundingRect(), self.size().width()
        scale = width / max(right - left, 1e-9)
        painter.setClipRect(QRectF(0, area.top(), width, area.height()))
        top = self._letters_at(scale)
        for at in range(len(self._categories)):
            here = QRectF((at - left) * scale, 0, scale, area.height())
            if here.right() > 0 and here.left() < width:
                self._paint_letters(painter, here, top)
                self._paint_category(painter, here.adjusted(0, top, 0, 0), at)
        for dimension in self._dimensions:
            first, last = ((place - left) * scale for place in (dimension.first, dimension.last + 1))
            _paint_dimension(painter, QRectF(first, 0, last - first, area.height()), dimension)

    def _paint_letters(self, painter: QPainter, here: QRectF, height: int) -> None:
        if not height or self._bars is None:
            return
        painter.setFont(_font(9))
        painter.setPen(QColor(theme.current().dim))
        for (left, right), letter in zip(self._bars.edges, self._bars.letters, strict=True):
            room = QRectF(here.left() + left * here.width(), 1, (right - left) * here.width(), height)
            painter.drawText(room, int(Qt.AlignmentFlag.AlignCenter), letter)

    def _paint_category(self, painter: QPainter, here: QRectF, at: int) -> None:
        category, colours = self._categories[at], theme.current()
        pen = QPen(line_of(category.hue), 3)
        pen.setCapStyle(Qt.PenCapStyle.FlatCap)
        painter.setPen(pen)
        inset, down = _INSET * here.width(), here.top() + 4
        painter.drawLine(QPointF(here.left() + inset, down), QPointF(here.right() - inset, down))
        is_light = _is_light(category)
        painter.setFont(_name_font(self._size, is_light=is_light))
        painter.setPen(QColor(colours.dim if is_light else colours.text))
        for each in self._lines[at : at + 1]:
            write_lines(painter, here.adjusted(0, _LINE - 1, 0, 0), each)


def _widest_word(categories: Sequence[Column], size: int) -> int:
    """Return the pixels of the widest word, which is never broken, in letters of a size."""
    fonts = _metrics(size)
    widths = (
        fonts[_is_light(category)].horizontalAdvance(word)
        for category in categories
        for word in category.label.split()
    )
    return max(widths, default=0)


def _is_light(category: Column) -> bool:
    """Tell what is no strand: its name is lighter than theirs."""
    return category.kind in {ColumnKind.ALONE, ColumnKind.SUB_STRAND}


def _paint_dimension(painter: QPainter, here: QRectF, dimension: Dimension) -> None:
    """Write a dimension's name in its colour under its strands, in the lowest line."""
    painter.setFont(_font(11))
    metrics = painter.fontMetrics()
    colours = theme.current()
    painter.setPen(QColor(colours.hue(dimension.hue).ink if dimension.hue else colours.text))
    room = QRectF(here.left(), here.bottom() - metrics.height() - 4, here.width(), metrics.height())
    write_lines(painter, room, wrapped(dimension.name, here.width() - _AIR, metrics, 1))


def _font(pixels: int) -> QFont:
    font = theme.interface_font()
    font.setPixelSize(pixels)
    return font


def _metrics(size: int) -> tuple[QFontMetrics, QFontMetrics]:
    """Return the metrics of names of strands, and of what is none."""
    strong, light = (QFontMetrics(_name_font(size, is_light=each)) for each in (False, True))
    return strong, light


def _name_font(size: int, *, is_light: bool) -> QFont:
    """Return the font of a name; of what is no strand it is lighter, and never larger than names below."""
    font = _font(min(size, 11) if is_light else size)
    font.setBold(not is_light)
    return font


def value_axis() -> Any:
    """Return an axis of heights."""
    axis = pg.AxisItem("left")
    axis.setStyle(tickLength=0, tickFont=_font(11), tickTextOffset=8, tickAlpha=0)
    axis.setPen(pg.mkPen(None))
    axis.enableAutoSIPrefix(False)  # noqa: FBT003 - counts are written out
    axis.setWidth(AXIS_WIDTH)
    colour_axis(axis)
    return axis


def row_names_width(names: Sequence[str]) -> int:
    """Return the pixels that the names of rows need."""
    metrics = QFontMetrics(_font(11))
    return min(max((metrics.horizontalAdvance(name) for name in names), default=0) + 14, _WIDEST_NAMES)


def name_axis(axis: Any, titles: Sequence[str], pixels: float) -> None:
    """Say what the heights are: the first of these words that has room in so many pixels, or nothing."""
    metrics = QFontMetrics(_font(_TITLE_LETTERS))
    shown = next((title for title in titles if metrics.horizontalAdvance(title) <= pixels), "")
    if axis.labelText != shown:
        axis.setLabel(shown)


def colour_axis(axis: Any) -> None:
    """Take the colours of the theme."""
    colours = theme.current()
    axis.setTextPen(colours.dim)
    axis.setLabel(axis.labelText, **{"color": colours.dim, "font-size": f"{_TITLE_LETTERS}px"})
