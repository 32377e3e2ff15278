"""What sheets are filled with: lines of text, rows of tables, pictures. Everything is in points."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from typing import Final

from PySide6.QtCore import QPointF, QRectF
from PySide6.QtGui import QColor, QFont, QImage, QPainter, QPen, QTextLayout, QTextOption

from app.shell import theme
from app.shell.printed import (
    PrintedImage,
    PrintedTable,
    PrintedTranscript,
    PrintedTurn,
    PrintedWords,
    PrintStyle,
)
from app.widgets.offsets import Offsets
from coding.model.study import Span

INK: Final = theme.LIGHT  # paper is white, whatever the window looks like
_INDENT: Final = 14.0
_STRIP: Final = 7.0
_CELL: Final = 5.0  # between columns
_WIDEST_CELL: Final = 170.0
SPEAKERS: Final = 78.0  # columns beside a transcript
MARGIN: Final = 118.0
_GAP: Final = 9.0
_LOWER: Final = 1.5  # small letters stand on the same line as large ones
_ENDLESS: Final = 100_000.0


@dataclass(frozen=True, slots=True)
class PrintLook:
    """How a paragraph is set: size, weight, colour, leading, and the room above it."""

    size: int
    colour: str
    leading: float = 1.25
    above: float = 0.0
    is_bold: bool = False
    is_reading: bool = False

    def font(self) -> QFont:
        """Return the face in this size; a pixel is a point here."""
        font = theme.reading_font(self.size) if self.is_reading else theme.interface_font()
        font.setPixelSize(self.size)
        font.setBold(self.is_bold)
        font.setHintingPreference(QFont.HintingPreference.PreferNoHinting)
        return font


LOOKS: Final = {
    PrintStyle.TITLE: PrintLook(17, INK.text, is_bold=True),
    PrintStyle.HEADING: PrintLook(13, INK.text, above=14, is_bold=True),
    PrintStyle.SUBHEADING: PrintLook(10, INK.text, above=9, is_bold=True),
    PrintStyle.QUOTATION: PrintLook(10, INK.text, 1.35, above=9, is_reading=True),
    PrintStyle.BODY: PrintLook(9, INK.text, 1.3, above=3),
    PrintStyle.SMALL: PrintLook(8, INK.dim, above=2),
}
_SPOKEN: Final = PrintLook(10, INK.text, 1.4, above=7, is_reading=True)
_QUIET: Final = PrintLook(10, INK.dim, 1.4, above=7, is_reading=True)
_LABEL: Final = PrintLook(8, INK.dim)
_CELLS: Final = PrintLook(8, INK.text)
_HEADS: Final = PrintLook(8, INK.dim)
_STRONG: Final = PrintLook(8, INK.text, is_bold=True)


@dataclass(slots=True)
class SetLine:
    """A line of text and where it begins in a piece.

    It is set again when it is painted, which may be on another thread: fonts belong to theirs.
    """

    text: str
    look: PrintLook
    start: int  # in the text that was broken into lines, in Qt's positions
    x: float = 0.0
    y: float = 0.0

    def paint(self, painter: QPainter, top: float, colour: str = "") -> None:
        """Paint it at this height of a sheet."""
        layout = _layout(self.text, self.look)
        painter.setPen(QColor(colour or self.look.colour))
        layout.beginLayout()
        line = layout.createLine()
        line.setLineWidth(_ENDLESS)
        layout.endLayout()
        layout.draw(painter, QPointF(self.x, self.y + top))


@dataclass(slots=True)
class PaperPiece:
    """What is not broken by the end of a sheet; ``keeps`` it with the piece that follows."""

    height: float
    lines: list[SetLine] = field(default_factory=list[SetLine])
    above: float = 0.0  # room that is left out on top of a sheet
    keeps: bool = False
    span: Span | None = None  # of a transcript
    strips: tuple[str, ...] = ()
    rule: bool = False
    image: QImage | None = None
    width: float = 0.0

    def paint(self, painter: QPainter, top: float) -> None:
        """Paint it at this height of a sheet."""
        for each in self.lines:
            each.paint(painter, top)
        for at, hue in enumerate(self.strips):
            band = self.height / len(self.strips)
            painter.fillRect(QRectF(0, top + at * band, 2.5, band), QColor(INK.hue(hue).mark))
        if self.rule:
            painter.setPen(QPen(QColor(INK.border), 0.5))
            painter.drawLine(QPointF(0, top + self.height), QPointF(self.width, top + self.height))
        if self.image is not None:
            painter.drawImage(QRectF(0, top, self.width, self.height), self.image)


def _layout(text: str, look: PrintLook) -> QTextLayout:
    layout = QTextLayout(text, look.font())
    option = QTextOption()
    option.setWrapMode(QTextOption.WrapMode.WrapAtWordBoundaryOrAnywhere)
    option.setUseDesignMetrics(True)  # the same on every device
    layout.setTextOption(option)
    return layout


def set_lines(
    text: str, look: PrintLook, width: float, *, right: bool = False
) -> tuple[list[SetLine], float]:
    """Break a text into lines of a width; return them, and the height of a line."""
    shown = text.replace("\n", "\u2028")
    layout, offsets = _layout(shown, look), Offsets(shown)
    found: list[SetLine] = []
    layout.beginLayout()
    while (line := layout.createLine()).isValid():
        line.setLineWidth(width)
        start = line.textStart()
        ends = (offsets.to_code_points(end) for end in (start, start + line.textLength()))
        x = width - line.naturalTextWidth() if right else 0.0
        found.append(SetLine(shown[slice(*ends)].rstrip("\u2028"), look, start, x))
    layout.endLayout()
    return found, look.size * look.leading


def natural_width(text: str, look: PrintLook) -> float:
    """Return how wide a text is where its lines are not broken."""
    layout = _layout(text.replace("\n", "\u2028"), look)
    widest = 0.0
    layout.beginLayout()
    while (line := layout.createLine()).isValid():
        line.setLineWidth(_ENDLESS)
        widest = max(widest, line.naturalTextWidth())
    layout.endLayout()
    return widest


def pieces_of_words(words: PrintedWords, width: float) -> Iterator[PaperPiece]:
    """Yield a paragraph, a piece a line."""
    look = LOOKS[words.style]
    left = words.indent * _INDENT + (_STRIP if words.hues else 0)
    lines, height = set_lines(words.text, look, width - left)
    last = len(lines) - 1
    for at, each in enumerate(lines):
        each.x += left
        above = look.above if at == 0 else 0
        keeps = words.keeps if at == last else at in {0, last - 1}  # no line alone at the end of a sheet
        yield PaperPiece(height, [each], above, keeps, strips=words.hues)


def pieces_of_image(image: PrintedImage, width: float, height: float) -> Iterator[PaperPiece]:
    """Yield a picture as wide as the sheet, or as high where it would be higher."""
    made = QImage.fromData(image.make())
    scale = min(width / made.width(), height / made.height())
    yield PaperPiece(made.height() * scale, above=8, image=made, width=made.width() * scale)


# --- tables -----------------------------------------------------------------------------------------


def pieces_of_table(table: PrintedTable, width: float) -> Iterator[PaperPiece]:
    """Yield a table row by row; columns that do not fit beside the others follow below with the first."""
    columns = list(zip(table.head, *table.rows, strict=True))
    widths = [max(natural_width(text, _STRONG) for text in column) + _CELL for column in columns]
    numbers = {at for at, column in enumerate(columns) if at and not any(map(_has_letters, column[1:]))}
    for shown in _fitting([min(wide, _WIDEST_CELL) for wide in widths], width):
        room = {at: min(widths[at], _WIDEST_CELL) for at in shown}
        widest = max(shown, key=lambda at: widths[at])
        room[widest] += max(0.0, min(widths[widest] - room[widest], width - sum(room.values())))
        for at, row in enumerate((table.head, *table.rows)):
            look = _HEADS if at == 0 else _STRONG if at - 1 in table.strong else _CELLS
            cells = [(row[column], room[column], column in numbers) for column in shown]
            yield from _row(cells, look, sum(room.values()), above=1 if at else 8)


def _has_letters(text: str) -> bool:
    return any(character.isalpha() for character in text)


def _fitting(widths: Sequence[float], width: float) -> Iterator[list[int]]:
    """Share columns out among as many tables as it takes, each with the first."""
    here, used = [0], widths[0]
    for column in range(1, len(widths)):
        if used + widths[column] > width and len(here) > 1:
            yield here
            here, used = [0], widths[0]
        here.append(column)
        used += widths[column]
    yield here


def _row(
    cells: Sequence[tuple[str, float, bool]], look: PrintLook, width: float, *, above: float
) -> Iterator[PaperPiece]:
    """Yield a row, a piece for each line of its highest cell."""
    left, by_line, height = 0.0, list[list[SetLine]](), 0.0
    for text, wide, is_number in cells:
        lines, height = set_lines(text, look, wide - _CELL, right=is_number)
        for at, each in enumerate(lines):
            if at == len(by_line):
                by_line.append([])
            each.x += left
            by_line[at].append(each)
        left += wide
    last = len(by_line) - 1
    for at, lines in enumerate(by_line):
        is_head = look is _HEADS
        yield PaperPiece(
            height + (2 if at == last else 0),
            lines,
            above if at == 0 else 0,
            keeps=is_head or at < last,
            rule=at == last,
            width=width,
        )


# --- transcripts ------------------------------------------------------------------------------------


def pieces_of_transcript(transcript: PrintedTranscript, width: float) -> Iterator[PaperPiece]:
    """Yield a transcript line by line; brackets are painted when it is known what is on a sheet."""
    for turn in transcript.turns:
        yield from _pieces_of_turn(turn, transcript.text, width)


def _pieces_of_turn(turn: PrintedTurn, text: str, width: float) -> Iterator[PaperPiece]:
    said = text[turn.span.start : turn.span.end]
    look = _QUIET if turn.is_quiet else _SPOKEN
    lines, height = set_lines(said, look, width - SPEAKERS - _GAP - MARGIN - _GAP)
    label = "\n".join(filter(None, (turn.speaker, turn.time)))
    beside, _small = set_lines(label, _LABEL, SPEAKERS, right=True)
    offsets = Offsets(said)
    starts = [turn.span.start + offsets.to_code_points(each.start) for each in lines] + [turn.span.end]
    for at in range(max(len(lines), len(beside))):
        found = [*lines[at : at + 1], *beside[at : at + 1]]
        span = Span(starts[at], starts[at + 1]) if at < len(lines) else None
        for each in lines[at : at + 1]:
            each.x = SPEAKERS + _GAP
        for each in beside[at : at + 1]:
            each.y = _LOWER
        yield PaperPiece(
            height, found, look.above if at == 0 else 0, keeps=at == 0 and len(lines) > 1, span=span
        )
