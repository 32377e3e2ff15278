"""What is printed, set on sheets of paper: broken where a sheet ends, the study above, the page below."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from typing import Final

from PySide6.QtCore import QPointF, QSizeF
from PySide6.QtGui import QColor, QPainter, QPen

from app.shell.printed import (
    PrintedCoding,
    PrintedImage,
    PrintedPart,
    PrintedTable,
    PrintedTranscript,
    PrintStyle,
)
from app.window.paper_brackets import brackets_on, paint_brackets
from app.window.paper_pieces import (
    INK,
    LOOKS,
    PaperPiece,
    pieces_of_image,
    pieces_of_table,
    pieces_of_transcript,
    pieces_of_words,
    set_lines,
)
from coding.language import _
from coding.progress import Progress, silent

EDGE: Final = 42.0  # points around what is printed, of which a printer may need some
_HEAD, _FOOT = 22.0, 20.0


@dataclass(slots=True)
class PaperSheet:
    """One page: pieces at their heights, and the codings of the transcript that is on it."""

    placed: list[tuple[float, PaperPiece]] = field(default_factory=list[tuple[float, PaperPiece]])
    codings: tuple[PrintedCoding, ...] = ()


@dataclass(frozen=True, slots=True)
class Paper:
    """All sheets of what is printed."""

    study: str
    title: str
    size: QSizeF  # of the paper, in points
    sheets: list[PaperSheet]

    def paint(self, painter: QPainter, number: int, scale: float) -> None:
        """Paint a sheet; ``scale`` is how many of the painter's units a point has."""
        painter.save()
        painter.scale(scale, scale)
        painter.translate(EDGE, EDGE)
        room = _room(self.size)
        self._paint_edges(painter, number, room)
        painter.translate(0, _HEAD)
        sheet = self.sheets[number]
        for top, piece in sheet.placed:
            piece.paint(painter, top)
        if sheet.codings:
            paint_brackets(painter, brackets_on(sheet.codings, sheet.placed), room.width(), room.height())
        painter.restore()

    def _paint_edges(self, painter: QPainter, number: int, room: QSizeF) -> None:
        """Write the study over the sheet, and under it what is printed and which page this is."""
        foot = _HEAD + room.height() + _FOOT
        page = _("Page {n} of {all}").format(n=number + 1, all=len(self.sheets))
        small = LOOKS[PrintStyle.SMALL]
        foot -= 11
        for text, top, share, left in (
            (self.study, 0, 1, 0),
            (self.title, foot, 0.8, 0),
            (page, foot, 0.2, 0.8),
        ):
            line = set_lines(text, small, share * room.width(), right=left > 0)[0][0]
            line.x += left * room.width()
            line.paint(painter, top)
        painter.setPen(QPen(QColor(INK.border), 0.5))
        painter.drawLine(QPointF(0, 13), QPointF(room.width(), 13))


def _room(size: QSizeF) -> QSizeF:
    """Return how much of a sheet is filled, between head and foot."""
    return QSizeF(size.width() - 2 * EDGE, size.height() - 2 * EDGE - _HEAD - _FOOT)


def set_on_paper(
    study: str, title: str, parts: Sequence[PrintedPart], size: QSizeF, progress: Progress = silent
) -> Paper:
    """Set parts on sheets of a size in points, each on as many as it takes."""
    room = _room(size)
    sheets = _Sheets(room.height())
    for at, part in enumerate(parts):
        progress(at, len(parts), title)
        if isinstance(part, PrintedTranscript):
            sheets.codings = tuple(
                sorted(part.codings, key=lambda coding: (coding.span.start, -coding.span.end))
            )
        sheets.add(_pieces(part, room))
    return Paper(study, title, size, sheets.done())


def _pieces(part: PrintedPart, room: QSizeF) -> Iterator[PaperPiece]:
    match part:
        case PrintedTable():
            return pieces_of_table(part, room.width())
        case PrintedImage():
            return pieces_of_image(part, room.width(), room.height())
        case PrintedTranscript():
            return pieces_of_transcript(part, room.width())
        case _:
            return pieces_of_words(part, room.width())


class _Sheets:
    """Fills sheets from the top; what is to stay together goes to the next where it does not fit."""

    def __init__(self, height: float) -> None:
        self._height = height
        self._sheets = [PaperSheet()]
        self._used = 0.0
        self._chain: list[PaperPiece] = []
        self.codings: tuple[PrintedCoding, ...] = ()

    def add(self, pieces: Iterable[PaperPiece]) -> None:
        for piece in pieces:
            self._chain.append(piece)
            if not piece.keeps:
                self._place_chain()

    def done(self) -> list[PaperSheet]:
        self._place_chain()
        return self._sheets

    def _place_chain(self) -> None:
        chain, self._chain = self._chain, []
        needed = sum(piece.above + piece.height for piece in chain)
        if self._used and self._used + needed > self._height >= needed:
            self._begin_sheet()
        for piece in chain:
            self._place(piece)

    def _place(self, piece: PaperPiece) -> None:
        above = piece.above if self._used else 0.0
        if self._used and self._used + above + piece.height > self._height:
            self._begin_sheet()
            above = 0.0
        self._sheets[-1].placed.append((self._used + above, piece))
        self._used += above + piece.height
        if piece.span is not None:
            self._sheets[-1].codings = self.codings

    def _begin_sheet(self) -> None:
        self._sheets.append(PaperSheet())
        self._used = 0.0
