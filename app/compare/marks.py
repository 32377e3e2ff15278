"""What stands for a number, painted in pixels: a bar, a part of a stack, a dot, a tile, the end of a line."""

from collections.abc import Callable, Mapping
from functools import lru_cache
from typing import Final

from PySide6.QtCore import QPointF, QRect, QRectF, Qt
from PySide6.QtGui import (
    QBrush,
    QColor,
    QFont,
    QPainter,
    QPainterPath,
    QPainterPathStroker,
    QPen,
    QPolygonF,
    QTransform,
)

from app.compare.palette import blended, colour_of, edge_of, pattern_of, readable_on
from app.shell import theme
from coding.analysis.chart import STAGE, TILE, Bar, ChartMark
from coding.analysis.measure import DASH

_GAP_FROM: Final = 5  # pixels of a bar; from here on a pixel is left between two
_EDGE_FROM: Final = 3  # pixels of a bar; a narrower one would be all edge
_LETTER_FROM: Final = 10  # pixels of a part of a stack, both ways; a smaller one has no letter in it
_DOT: Final = (5.0, 9.0)  # pixels across, at least and at most
# Of a school by its position: a circle where there are no corners.
_SHAPES: Final[tuple[tuple[tuple[float, float], ...], ...]] = (
    (),
    ((0.05, 0.05), (0.95, 0.05), (0.95, 0.95), (0.05, 0.95)),
    ((0.5, 0.0), (1.0, 0.95), (0.0, 0.95)),
    ((0.5, -0.1), (1.1, 0.5), (0.5, 1.1), (-0.1, 0.5)),
    ((0.0, 0.05), (1.0, 0.05), (0.5, 1.0)),
    ((0.35, 0.0), (0.65, 0.0), (0.65, 1.0), (0.35, 1.0)),
    ((0.0, 0.35), (1.0, 0.35), (1.0, 0.65), (0.0, 0.65)),
    ((0.5, 0.0), (1.0, 0.4), (0.8, 1.0), (0.2, 1.0), (0.0, 0.4)),
)
_LIGHTEST: Final = 0.08  # of a tile that is not nothing, on the way to the darkest


def area_of(bar: Bar, low: float, high: float, to_pixels: QTransform) -> QRect:
    """Return a part of a bar in whole pixels; what is not nothing is at least one high."""
    mapped = to_pixels.mapRect(QRectF(bar.left, min(low, high), bar.width, abs(high - low)))
    left, right = round(mapped.left()), round(mapped.right())
    if right - left >= _GAP_FROM and not bar.figure:
        right -= 1
    top, bottom = round(mapped.top()), round(mapped.bottom())
    return QRect(left, top, max(right - left, 1), max(bottom - top, 1 if low != high else 0))


def place_of(bar: Bar, mark: ChartMark, to_pixels: QTransform) -> QRect:
    """Return where the mark of a number is."""
    if mark in {ChartMark.DOT, ChartMark.END}:
        return _dot(bar, to_pixels).toAlignedRect()
    return area_of(bar, *bar.ends, to_pixels)


def _dot(bar: Bar, to_pixels: QTransform) -> QRectF:
    """Return where a dot is: all of a plot have one size."""
    value = bar.value or 0.0
    slot = to_pixels.mapRect(QRectF(bar.left, value, bar.width, 0.0))
    size = min(max(slot.width() - 1.0, _DOT[0]), _DOT[1])
    return QRectF(slot.center().x() - size / 2, slot.top() - size / 2, size, size)


class Tones:
    """The colours of bars that play one role: of what is certain and what is not, each also under hatches."""

    def __init__(self, role: str, pale: bool) -> None:  # noqa: FBT001 - as a bar says it
        """Know the colours of a role, pale or full."""
        is_stage = role.startswith(STAGE)
        self.edge = QColor(theme.current().border) if is_stage else edge_of(role)
        self.pattern = pattern_of(role)
        colour, page = colour_of(role, pale=pale), QColor(theme.current().page)
        self.certain, self.unsure = (
            (tone, blended(tone, page, 0.25)) for tone in (colour, blended(colour, page, 0.45))
        )


def paint_bar(painter: QPainter, bar: Bar, to_pixels: QTransform, tones: Tones) -> None:
    """Fill a bar: hatched where interviews are not done, pale where codings are unsure.

    What is pale has an edge in the full colour: on its own it is hardly seen.
    """
    foot, top = bar.ends
    certain = top if bar.low is None else bar.low
    for low, high, (tone, under) in ((foot, certain, tones.certain), (certain, top, tones.unsure)):
        if low == high:
            continue
        area = area_of(bar, low, high, to_pixels)
        painter.fillRect(area, under if bar.hatched else tone)
        if bar.hatched:
            painter.fillRect(area, QBrush(tone, Qt.BrushStyle.BDiagPattern))
        elif tones.pattern is not Qt.BrushStyle.NoBrush:
            painter.fillRect(area, QBrush(tones.edge, tones.pattern))
        if (bar.hatched or tone != tones.edge) and min(area.width(), area.height()) >= _EDGE_FROM:
            painter.setPen(tones.edge)
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.drawRect(area.adjusted(0, 0, -1, -1))
        if bar.letter and min(area.width(), area.height()) >= _LETTER_FROM and not bar.hatched:
            painter.setFont(_small(9))
            painter.setPen(readable_on(tone))
            painter.drawText(area, int(Qt.AlignmentFlag.AlignCenter), bar.letter)


def _paint_dot(painter: QPainter, bar: Bar, to_pixels: QTransform, tones: Tones) -> None:
    """Paint a dot at its height, hollow where the interview is not done or the round is an earlier one."""
    if bar.value is None:
        return
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setPen(QPen(tones.edge, 1.4))
    painter.setBrush(QColor(theme.current().page) if bar.hatched or bar.pale else tones.edge)
    painter.drawPath(shape_of(bar.colour, _dot(bar, to_pixels)))
    painter.setRenderHint(QPainter.RenderHint.Antialiasing, on=False)


def shape_of(role: str, room: QRectF) -> QPainterPath:
    """Return the shape of the dots of a colour role: colour alone tells nobody anything."""
    path = QPainterPath()
    position = role.partition(":")[2]
    corners = _SHAPES[int(position) % len(_SHAPES)] if position.isdigit() else ()
    if corners:
        path.addPolygon(
            QPolygonF(
                [QPointF(room.left() + x * room.width(), room.top() + y * room.height()) for x, y in corners]
            )
        )
        path.closeSubpath()
    else:
        path.addEllipse(room)
    return path


def _paint_tile(painter: QPainter, bar: Bar, to_pixels: QTransform, tones: Tones) -> None:
    """Paint a tile, the darker the higher its number, and the number in it where it has room."""
    area = area_of(bar, *bar.ends, to_pixels).adjusted(0, 1, 0, 0)
    ground = tone_of_tile(bar)
    painter.fillRect(area, ground)
    if bar.hatched:
        painter.fillRect(area, QBrush(blended(tones.edge, ground, 0.5), Qt.BrushStyle.BDiagPattern))
    painter.setPen(QColor(theme.current().line))
    painter.setBrush(Qt.BrushStyle.NoBrush)
    painter.drawRect(area.adjusted(0, 0, -1, -1))
    painter.setFont(_small(11, bold=bar.colour != TILE))
    words = bar.figure if bar.value is not None else DASH
    metrics = painter.fontMetrics()
    if area.height() >= metrics.ascent() and area.width() >= metrics.horizontalAdvance(words):
        painter.setPen(readable_on(ground) if bar.value else QColor(theme.current().dim))
        painter.drawText(area, int(Qt.AlignmentFlag.AlignCenter), words)


def tone_of_tile(bar: Bar) -> QColor:
    """Return the colour of a tile: nothing has the page's."""
    colours = theme.current()
    share = _LIGHTEST + (1 - _LIGHTEST) * bar.shade if bar.shade else 0.0
    return blended(QColor(colours.total), QColor(colours.page), share)


def paint_line(painter: QPainter, earlier: Bar, later: Bar, to_pixels: QTransform) -> None:
    """Draw the line from an earlier number to a later one."""
    if earlier.value is None or later.value is None:
        return
    ends = (QRectF(place_of(bar, ChartMark.END, to_pixels)).center() for bar in (earlier, later))
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setPen(QPen(edge_of(later.colour), 2))
    painter.drawLine(*ends)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing, on=False)


PAINTERS: Final[Mapping[ChartMark, Callable[[QPainter, Bar, QTransform, Tones], None]]] = {
    ChartMark.BAR: paint_bar,
    ChartMark.DOT: _paint_dot,
    ChartMark.END: _paint_dot,
    ChartMark.TILE: _paint_tile,
}


def room_of_figure(painter: QPainter, figure: str, area: QRect) -> QRect:
    """Return where a number over a bar stands."""
    metrics = painter.fontMetrics()
    width = metrics.horizontalAdvance(figure)
    left = area.left() - round((width - area.width()) / 2)
    return QRect(left, area.top() - 4 - metrics.ascent(), width, metrics.ascent())


def write_figure(painter: QPainter, bar: Bar, figure: str, area: QRect, *, paired: bool) -> None:
    """Write a number over its bar, under it where it falls; those of a pair away from each other."""
    metrics = painter.fontMetrics()
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


def _small(pixels: int, *, bold: bool = False) -> QFont:
    font = theme.interface_font()
    font.setPixelSize(pixels)
    font.setBold(bold)
    return font
