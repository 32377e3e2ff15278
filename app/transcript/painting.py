"""Painting behind and around the text of a transcript. Positions are Qt's."""

from collections.abc import Iterable, Iterator
from itertools import pairwise

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QPainter, QPen, QTextCharFormat, QTextLayout

from app.shell import theme
from app.transcript.coding_style import CodingStyle
from app.transcript.row import VisibleRow
from coding.model.study import Span, merged

# In high contrast they tell dimensions apart where other themes have tints.
_LINES = (
    Qt.PenStyle.SolidLine,
    Qt.PenStyle.DashLine,
    Qt.PenStyle.DotLine,
    Qt.PenStyle.DashDotLine,
    Qt.PenStyle.DashDotDotLine,
)

_Tinted = tuple[Span, tuple[int, str]]  # a stretch of one hue, and the hue with its dimension's order


def paint_codings(painter: QPainter, rows: list[VisibleRow], codings: list[tuple[Span, CodingStyle]]) -> None:
    """Fill what is coded with its dimensions' tints; in high contrast there are lines below it."""
    colours = theme.current()
    tinted = list(_joined(codings))
    for row in rows:
        here = [(span, hue) for span, hue in tinted if span.start < row.end and span.end > row.start]
        for stretch, hues in _stretches(row, here):
            if colours.contrast:
                _underline(painter, row, stretch, hues)
            else:
                _paint_bands(painter, row, stretch, [colours.hue(hue).tint for _order, hue in hues])
    for position, hue in edges_between(codings):
        _paint_edge(painter, rows, position, colours.hue(hue).mark)


def edges_between(codings: Iterable[tuple[Span, CodingStyle]]) -> list[tuple[int, str]]:
    """Return where a passage begins right behind another of its dimension, at most a blank away; its hue."""
    by_hue: dict[tuple[int, str], set[Span]] = {}
    for span, look in codings:
        by_hue.setdefault((look.order, look.hue), set()).add(span)
    found: list[tuple[int, str]] = []
    for (_order, hue), spans in by_hue.items():
        right_behind = {end + blank for _start, end in spans for blank in (0, 1)}
        found += [(position, hue) for position in sorted({span.start for span in spans} & right_behind)]
    return found


def _paint_edge(painter: QPainter, rows: list[VisibleRow], position: int, colour: str) -> None:
    for row in rows:
        if row.start <= position < row.end:
            x, inset = row.x(position) - 1, row.height * 0.12
            painter.fillRect(QRectF(x, row.top + inset, 1.5, row.height - 2 * inset), QColor(colour))


def _paint_bands(painter: QPainter, row: VisibleRow, stretch: Span, tints: list[str]) -> None:
    """Fill a stretch of a line: a band for each dimension, the first on top."""
    left, right = row.x(stretch.start), row.x(stretch.end)
    inset = row.height * 0.12
    height = (row.height - 2 * inset) / len(tints)
    for number, tint in enumerate(tints):
        band = QRectF(left, row.top + inset + number * height, right - left, height)
        painter.fillRect(band, QColor(tint))


def _underline(painter: QPainter, row: VisibleRow, stretch: Span, hues: list[tuple[int, str]]) -> None:
    """Draw a line for each dimension under a stretch of a line, each broken in its own way."""
    bottom = row.top + row.height * 0.88
    for number, (order, hue) in enumerate(hues):
        colour = QColor(theme.current().hue(hue).mark)
        painter.setPen(QPen(colour, 2, _LINES[order % len(_LINES)], Qt.PenCapStyle.FlatCap))
        y = bottom + 3 * number
        painter.drawLine(QPointF(row.x(stretch.start), y), QPointF(row.x(stretch.end), y))


def paint_hits(painter: QPainter, rows: list[VisibleRow], hits: list[Span]) -> None:
    """Underline what was found."""
    painter.setPen(QPen(QColor(theme.current().warning), 1.5))
    for hit in hits:
        for row in rows:
            if hit.start < row.end and hit.end > row.start:
                y = row.top + row.height * 0.9
                left, right = row.x(max(hit.start, row.start)), row.x(min(hit.end, row.end))
                painter.drawLine(QPointF(left, y), QPointF(right, y))


def selection_pen(*, coded: bool, focused: bool) -> QPen:
    """Return the pen for the selection: dashed where it is not coded, grey while another has the keys."""
    colours = theme.current()
    pen = QPen(QColor(colours.accent if focused else colours.quiet), 1.6 if coded else 1.1)
    if not coded:
        pen.setStyle(Qt.PenStyle.DashLine)
    return pen


def hover_pen(look: CodingStyle) -> QPen:
    """Return the pen for what the pointer is on."""
    return QPen(QColor(theme.current().hue(look.hue).mark), 1.2)


def outline(painter: QPainter, rows: list[VisibleRow], span: Span, pen: QPen) -> None:
    """Draw a rounded box around a span, line by line."""
    painter.setPen(pen)
    painter.setBrush(Qt.BrushStyle.NoBrush)
    for row in rows:
        start, end = max(span.start, row.start), min(span.end, row.end)
        if start < end:
            left, right = row.x(start), row.x(end)
            box = QRectF(left - 1.5, row.top + row.height * 0.07, right - left + 3, row.height * 0.86)
            painter.drawRoundedRect(box, 3, 3)


def dimmed(block_start: int, spans: Iterable[Span]) -> list[QTextLayout.FormatRange]:
    """Return the formats that dim stretches of a block that begins there."""
    look = QTextCharFormat()
    look.setForeground(QColor(theme.current().dim))
    return [_format_range(span.start - block_start, span.length, look) for span in spans]


def _format_range(start: int, length: int, look: QTextCharFormat) -> QTextLayout.FormatRange:
    found = QTextLayout.FormatRange()
    found.start, found.length, found.format = max(start, 0), length, look  # pyright: ignore[reportAttributeAccessIssue]
    return found


def _joined(codings: Iterable[tuple[Span, CodingStyle]]) -> Iterator[_Tinted]:
    """Join passages of one hue that overlap or meet: many codings make few tinted stretches."""
    by_hue: dict[tuple[int, str], list[Span]] = {}
    for span, look in sorted(codings, key=lambda coding: coding[0].start):
        by_hue.setdefault((look.order, look.hue), []).append(span)
    return ((span, hue) for hue, spans in by_hue.items() for span in merged(spans))


def _stretches(row: VisibleRow, tinted: list[_Tinted]) -> Iterator[tuple[Span, list[tuple[int, str]]]]:
    """Cut a line where hues begin or end; yield each coded stretch with its hues in order."""
    edges = {row.start, row.end}
    for span, _hue in tinted:
        edges |= {max(span.start, row.start), min(span.end, row.end)}
    for start, end in pairwise(sorted(edges)):
        here = sorted(hue for span, hue in tinted if span.start < end and span.end > start)
        if here:
            yield Span(start, end), list({hue: (order, hue) for order, hue in reversed(here)}.values())[::-1]
