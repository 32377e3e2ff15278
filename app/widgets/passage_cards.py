"""A list of passages as cards: each quotation whole, who says it, and its strands."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Final

import numpy as np
from PySide6.QtCore import QPointF, QRectF, QSize
from PySide6.QtGui import (
    QColor,
    QFont,
    QFontMetricsF,
    QPainter,
    QPainterPath,
    QPen,
    QTextCharFormat,
    QTextLayout,
    QTextOption,
)
from PySide6.QtWidgets import QStyle, QStyledItemDelegate, QStyleOptionViewItem

from app.shell import theme
from app.widgets.card_stack import Ints
from app.widgets.offsets import Offsets
from app.widgets.painting import focus_pen, mark_words, smoothly, width_of
from app.widgets.passage_model import PassageRole, source_of
from app.widgets.table import Index
from coding.analysis.passages import Passage
from coding.text.finding import find_in

READING_SIZE: Final = 15
_SMALL_SIZE: Final = 12
_LEADING: Final = 1.42
_SMALL_LEADING: Final = 1.25
_AROUND: Final = 14  # pixels between the card and the edge of the list
_BELOW: Final = 10
_INSIDE: Final = 12
_BETWEEN: Final = 4  # the quotation and its source
_STRIP: Final = 4
_EDGES: Final = 2 * _INSIDE + _BELOW + _BETWEEN  # of a card's height, what is not text
_RADIUS: Final = 6.0
_SAMPLE: Final = "we have to trust each other and the children "  # its letters are as wide as those of talk
_RAGGED: Final = 4  # code points by which lines are shorter because words are not broken
_LONGEST: Final = 4000  # code points shown; more would be taller than any screen


@dataclass(frozen=True, slots=True)
class Block:
    """A paragraph laid out in a width; ``height`` is in pixels."""

    layout: QTextLayout
    height: float


class CardDelegate(QStyledItemDelegate):
    """Lays cards out and paints them."""

    def __init__(self) -> None:
        """Mark nothing yet."""
        super().__init__()
        self.hue = ""
        self.words = ""
        self.beside_source = 0  # pixels at the right of the line below that something else needs
        self.note: Callable[[Passage], str] = lambda _passage: ""  # what stands after its source

    def guessed_heights(self, lengths: Ints, width: int) -> Ints:
        """Return about how high cards are whose quotations have so many code points."""
        metrics = QFontMetricsF(theme.reading_font(READING_SIZE))
        a_line = _inner(width) / (metrics.horizontalAdvance(_SAMPLE) / len(_SAMPLE))
        lines = np.ceil((np.minimum(lengths, _LONGEST) + _RAGGED) / a_line)
        source = QFontMetricsF(small_font()).height() * _SMALL_LEADING
        return np.rint(lines * metrics.height() * _LEADING + source + _EDGES).astype(np.int64)

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        """Return the width of the list and the height that the whole quotation takes."""
        width = width_of(option)
        blocks = self._blocks(index.data(PassageRole.PASSAGE), width)
        return QSize(width, round(sum(block.height for block in blocks)) + _EDGES)

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        """Paint one card."""
        passage: Passage = index.data(PassageRole.PASSAGE)
        colours = theme.current()
        card = QRectF(option.rect).adjusted(_AROUND + 0.5, 0.5, -_AROUND - 0.5, -_BELOW - 0.5)
        with smoothly(painter):
            _paint_ground(painter, card, option)
            _paint_strip(painter, card, hues_of(passage, self.hue))
            quotation, source = self._blocks(passage, option.rect.width())
            at = QPointF(card.left() + _STRIP + _INSIDE, card.top() + _INSIDE - 2)
            painter.setPen(QColor(colours.text))
            quotation.layout.draw(painter, at)
            painter.setPen(QColor(colours.dim))
            source.layout.draw(painter, at + QPointF(0, quotation.height + _BETWEEN))

    def _blocks(self, passage: Passage, width: int) -> tuple[Block, Block]:
        inner = _inner(width)
        text = shown_text(passage)
        said = QTextLayout(text.replace("\n", "\u2028"), theme.reading_font(READING_SIZE))
        said.setFormats(_marks(text, self.words))
        below = " · ".join(filter(None, (source_of(passage), self.note(passage))))
        source = QTextLayout(below, small_font())
        return laid_out(said, inner, _LEADING), laid_out(source, inner - self.beside_source, _SMALL_LEADING)


def shown_text(passage: Passage) -> str:
    """Return a quotation whole, or with a marked end where it is longer than any screen."""
    words = passage.quoted
    return words if len(words) <= _LONGEST else words[:_LONGEST].rstrip() + " […]"


def _inner(width: int) -> int:
    """Return how wide the words of a card are."""
    return max(width - 2 * _AROUND - _STRIP - 2 * _INSIDE, 40)


def small_font() -> QFont:
    """Return the face of what stands beside a quotation."""
    font = theme.interface_font()
    font.setPixelSize(_SMALL_SIZE)
    return font


def laid_out(layout: QTextLayout, width: int, leading: float) -> Block:
    """Break a paragraph into lines of a width in pixels; ``leading`` is their distance by their height."""
    option = QTextOption()
    option.setWrapMode(QTextOption.WrapMode.WrapAtWordBoundaryOrAnywhere)
    layout.setTextOption(option)
    layout.beginLayout()
    height = 0.0
    while (line := layout.createLine()).isValid():
        line.setLineWidth(width)
        line.setPosition(QPointF(0, height))
        height += line.height() * leading
    layout.endLayout()
    return Block(layout, height)


def _marks(text: str, words: str) -> list[QTextLayout.FormatRange]:
    """Return what marks the words that were looked for."""
    offsets = Offsets(text)
    marks: list[QTextLayout.FormatRange] = []
    for span in find_in(text, words):
        mark = QTextLayout.FormatRange()
        mark.start = offsets.to_qt(span.start)
        mark.length = offsets.to_qt(span.end) - mark.start
        mark.format = QTextCharFormat()
        mark_words(mark.format)
        marks.append(mark)
    return marks


def hues_of(passage: Passage, first: str) -> list[str]:
    """Return the hues of a passage's dimensions; the one that was asked for comes first."""
    hues = list(dict.fromkeys(strand.hue for strand in passage.strands))
    return sorted(hues, key=lambda hue: hue != first)


def _paint_ground(painter: QPainter, card: QRectF, option: QStyleOptionViewItem) -> None:
    colours = theme.current()
    selected = bool(option.state & QStyle.StateFlag.State_Selected)
    hovered = bool(option.state & QStyle.StateFlag.State_MouseOver)
    focused = bool(option.state & QStyle.StateFlag.State_HasFocus)
    chosen = QPen(QColor(colours.accent if selected else colours.line), 1)
    painter.setPen(focus_pen() if focused else chosen)
    painter.setBrush(QColor(colours.hover if hovered else colours.raised))
    painter.drawRoundedRect(card, _RADIUS, _RADIUS)


def _paint_strip(painter: QPainter, card: QRectF, hues: list[str]) -> None:
    """Paint the left edge in the hues of the passage's dimensions, one above the other."""
    outline = QPainterPath()
    outline.addRoundedRect(card, _RADIUS, _RADIUS)
    painter.save()
    painter.setClipPath(outline)
    height = card.height() / max(len(hues), 1)
    for at, hue in enumerate(hues):
        band = QRectF(card.left(), card.top() + at * height, _STRIP, height)
        painter.fillRect(band, QColor(theme.current().hue(hue).mark))
    painter.restore()
