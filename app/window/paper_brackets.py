"""The brackets beside a transcript on one sheet: those that overlap have lanes, labels stand at the right."""

from collections.abc import Sequence
from typing import Final, NamedTuple

from PySide6.QtCore import QPointF, Qt
from PySide6.QtGui import QColor, QPainter, QPen

from app.shell.printed import PrintedCoding
from app.window.paper_pieces import INK, MARGIN, PaperPiece, PrintLook, SetLine, set_lines

_LANE: Final = 6.0
_LANES: Final = 0.4  # of the margin, that lanes take at most
_ARM: Final = 3.5
_LABEL: Final = PrintLook(8, INK.text, 1.15, is_bold=True)


class SheetBracket(NamedTuple):
    """A coding where it is on a sheet; it is open where it goes on before or after."""

    coding: PrintedCoding
    top: float
    bottom: float
    begins: bool
    ends: bool


def brackets_on(
    codings: Sequence[PrintedCoding], placed: Sequence[tuple[float, PaperPiece]]
) -> list[SheetBracket]:
    """Return where codings stand beside the lines of a sheet."""
    lines = [(top, piece, piece.span) for top, piece in placed if piece.span is not None]
    if not lines:
        return []
    found: list[SheetBracket] = []
    for coding in codings:
        here = [
            (top, top + piece.height)
            for top, piece, span in lines
            if span.start < coding.span.end and span.end > coding.span.start
        ]
        if here:
            first, last = lines[0][2], lines[-1][2]
            begins, ends = coding.span.start >= first.start, coding.span.end <= last.end
            found.append(SheetBracket(coding, here[0][0] + 1, here[-1][1] - 1, begins, ends))
    return found


def paint_brackets(painter: QPainter, brackets: Sequence[SheetBracket], width: float, height: float) -> None:
    """Paint the brackets of a sheet and, right of all lanes, their labels, none over another."""
    lanes = _lanes(brackets)
    step = min(_LANE, _LANES * MARGIN / max(len(set(lanes)), 1))
    left = width - MARGIN
    room = left + step * (max(lanes, default=0) + 1) + _ARM + 3
    taken = 0.0
    labels = [(bracket, *set_lines(bracket.coding.label, _LABEL, width - room)) for bracket in brackets]
    below = sum(each_height * len(lines) for _bracket, lines, each_height in labels)
    for (bracket, lines, line_height), lane in zip(labels, lanes, strict=True):
        x = left + lane * step
        _paint_bracket(painter, bracket, x)
        wanted = (bracket.top + bracket.bottom) / 2 - line_height * len(lines) / 2
        at = min(max(wanted, taken), max(height - below, taken))
        _paint_label(painter, lines, QPointF(room, at), line_height, bracket.coding)
        taken = at + line_height * len(lines)
        below -= line_height * len(lines)


def _lanes(brackets: Sequence[SheetBracket]) -> list[int]:
    """Return a lane for each bracket, the first that is free where it begins."""
    free: list[float] = []
    found: list[int] = []
    for bracket in brackets:
        lane = next((at for at, bottom in enumerate(free) if bottom <= bracket.top), len(free))
        free[lane:] = [bracket.bottom, *free[lane + 1 :]]
        found.append(lane)
    return found


def _colours(coding: PrintedCoding) -> tuple[str, str]:
    hue = INK.hue(coding.hue)
    return (INK.quiet, INK.quiet) if coding.is_faint else (hue.mark, hue.ink)


def _paint_bracket(painter: QPainter, bracket: SheetBracket, x: float) -> None:
    line = Qt.PenStyle.DashLine if bracket.coding.unsure else Qt.PenStyle.SolidLine
    painter.setPen(QPen(QColor(_colours(bracket.coding)[0]), 0.6 if bracket.coding.is_faint else 1.1, line))
    top, bottom = QPointF(x + _ARM, bracket.top), QPointF(x + _ARM, bracket.bottom)
    painter.drawLine(top, bottom)
    if bracket.begins:
        painter.drawLine(QPointF(x, bracket.top), top)
    if bracket.ends:
        painter.drawLine(QPointF(x, bracket.bottom), bottom)


def _paint_label(
    painter: QPainter, lines: Sequence[SetLine], at: QPointF, line_height: float, coding: PrintedCoding
) -> None:
    for number, each in enumerate(lines):
        each.x = at.x()
        each.paint(painter, at.y() + number * line_height, _colours(coding)[1])
