"""Paints the rows of the Passages page: headings, passages, and passages on one line."""

from collections.abc import Sequence
from typing import Final

import numpy as np
from PySide6.QtCore import QPoint, QPointF, QRect, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QFontMetrics, QFontMetricsF, QPainter, QPen
from PySide6.QtWidgets import QListView, QStyle, QStyledItemDelegate, QStyleOptionViewItem

from app.passages.row_details import ShownPassage
from app.passages.row_layout import (
    BOX,
    COMPACT_ROW,
    STRIP_X,
    TEXT_X,
    RowLayout,
    is_wide,
    lay_out,
    words_width,
)
from app.passages.row_model import RowRole
from app.shell import theme
from app.widgets.card_stack import Ints
from app.widgets.painting import (
    RIGHT,
    bold,
    frame,
    paint_arrow,
    paint_box,
    paint_chip,
    paint_mark,
    smoothly,
    width_of,
    write,
)
from app.widgets.passage_cards import hues_of, small_font
from app.widgets.table import Index
from coding.analysis.passage_listing import GroupHeading
from coding.language import _, plural
from coding.model.query import WordTerm

_HEADING: Final = (34, 28)  # pixels, by depth
_STEP: Final = 18
_READING, _COMPACT = 15, 13
_SAMPLE: Final = "we have to trust each other and the children "  # its letters are as wide as those of talk
_LONGEST: Final = 4000
_LEADING: Final = 1.42
_LEAST: Final = 58  # of a row whose facts are the higher part
_FACTS_BELOW: Final = 44


class RowDelegate(QStyledItemDelegate):
    """Lays rows out and paints them; ``terms`` are marked in quotations."""

    def __init__(self) -> None:
        """Mark nothing yet."""
        super().__init__()
        self.terms: Sequence[WordTerm] = ()
        self.compact = False

    # --- how high rows are -------------------------------------------------------------------

    def guessed_heights(self, lengths: Ints, width: int) -> Ints:
        """Return about how high rows are, by the code points of their quotations; below 0 are headings."""
        headings = np.where(lengths == -1, _HEADING[0], _HEADING[1])
        if self.compact:
            return np.where(lengths < 0, headings, COMPACT_ROW).astype(np.int64)
        metrics = QFontMetricsF(theme.reading_font(_READING))
        a_line = words_width(width) / (metrics.horizontalAdvance(_SAMPLE) / len(_SAMPLE))
        lines = np.ceil((np.minimum(lengths, _LONGEST) + 4) / a_line)
        words = np.rint(lines * metrics.height() * _LEADING) + 18
        rows = np.maximum(words, _LEAST) if is_wide(width) else words + _FACTS_BELOW
        return np.where(lengths < 0, headings, rows).astype(np.int64)

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        """Return the width of the list and the height of a row."""
        width = width_of(option)
        heading = index.data(RowRole.HEADING)
        if isinstance(heading, GroupHeading):
            return QSize(width, _HEADING[min(heading.depth, 1)])
        if self.compact:
            return QSize(width, COMPACT_ROW)
        return QSize(width, self.layout_of(index, width, is_current=self._is_current(option, index)).height)

    def layout_of(self, index: Index, width: int, *, is_current: bool) -> RowLayout:
        """Return where the parts of a passage's row stand."""
        return lay_out(index.data(RowRole.PASSAGE), width, self.terms, is_current=is_current)

    def _is_current(self, option: QStyleOptionViewItem, index: Index) -> bool:
        view = option.widget
        return isinstance(view, QListView) and view.currentIndex() == index

    # --- painting ----------------------------------------------------------------------------

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        """Paint a row."""
        heading = index.data(RowRole.HEADING)
        with smoothly(painter):
            if isinstance(heading, GroupHeading):
                _paint_heading(painter, option, heading)
            else:
                chosen = index.data(Qt.ItemDataRole.CheckStateRole) is Qt.CheckState.Checked
                self._paint_passage(painter, option, index, chosen=chosen)
            if option.state & QStyle.StateFlag.State_HasFocus:
                painter.setPen(QPen(QColor(theme.current().accent), 1.6))
                painter.setBrush(Qt.BrushStyle.NoBrush)
                painter.drawRect(QRectF(option.rect).adjusted(0.8, 0.8, -0.8, -1.2))

    def _paint_passage(
        self, painter: QPainter, option: QStyleOptionViewItem, index: Index, *, chosen: bool
    ) -> None:
        shown: ShownPassage = index.data(RowRole.PASSAGE)
        rect: QRect = option.rect
        _paint_ground(painter, option, chosen=chosen)
        box = box_of(rect, compact=self.compact)
        paint_box(painter, box, Qt.CheckState.Checked if chosen else Qt.CheckState.Unchecked)
        _paint_strip(painter, rect, hues_of(shown.passage, ""))
        if self.compact:
            _paint_compact(painter, rect, shown)
            return
        layout = self.layout_of(index, rect.width(), is_current=self._is_current(option, index))
        corner = QPointF(rect.topLeft())
        for block, at, colour in layout.texts:
            painter.setPen(QColor(colour))
            block.layout.draw(painter, corner + at)
        _paint_facts(painter, rect.topLeft(), layout, shown.passage.coder)


def box_of(rect: QRect, *, compact: bool) -> QRect:
    """Return where the box of a row is that selects it."""
    box = BOX.translated(rect.topLeft())
    if compact:
        box.moveTop(rect.center().y() - box.height() // 2)
    return box


def _paint_ground(painter: QPainter, option: QStyleOptionViewItem, *, chosen: bool) -> None:
    colours, rect = theme.current(), option.rect
    if chosen and colours.contrast:
        frame(painter, rect, colours.accent)
    elif chosen:
        painter.fillRect(rect, QColor(colours.accent_tint))
    elif option.state & QStyle.StateFlag.State_MouseOver:
        painter.fillRect(rect, QColor(colours.hover))
    painter.fillRect(QRect(rect.left(), rect.bottom(), rect.width(), 1), QColor(colours.line))


def _paint_strip(painter: QPainter, rect: QRect, hues: Sequence[str]) -> None:
    top, height = rect.top() + 8, max(rect.height() - 16, 4)
    if not hues:  # nothing is coded
        painter.fillRect(QRectF(rect.left() + STRIP_X, top, 4, height), QColor(theme.current().border))
    share = height / max(len(hues), 1)
    for at, hue in enumerate(hues):
        band = QRectF(rect.left() + STRIP_X, top + at * share, 4, share)
        painter.fillRect(band, QColor(theme.current().hue(hue).mark))


def _paint_heading(painter: QPainter, option: QStyleOptionViewItem, heading: GroupHeading) -> None:
    colours, rect = theme.current(), option.rect
    painter.fillRect(rect, QColor(colours.panel if heading.depth else colours.hover))
    painter.fillRect(QRect(rect.left(), rect.bottom(), rect.width(), 1), QColor(colours.line))
    x = rect.left() + 14 + heading.depth * _STEP
    middle = rect.center().y()
    paint_arrow(painter, QPointF(x, middle), is_open=not heading.is_folded)
    x += 12
    if heading.hue:
        paint_mark(painter, QRect(x, middle - 5, 10, 10), heading.hue)
        x += 18
    room = QRect(x, rect.top(), rect.right() - x - 130, rect.height())
    width = write(painter, room, heading.label, colours.text, bold(painter.font()))
    n = plural("{n} passage", "{n} passages", heading.passages)
    write(painter, QRect(x + width + 10, rect.top(), 130, rect.height()), n, colours.dim, small_font())


def _paint_facts(painter: QPainter, corner: QPoint, layout: RowLayout, coder: str) -> None:
    colours = theme.current()
    for chip in layout.chips:
        room = chip.rect.translated(corner)
        if chip.hue:
            paint_chip(painter, room, chip.text, chip.hue, dashed=chip.unsure)
        else:
            write(painter, room, chip.text, colours.dim, small_font(), Qt.AlignmentFlag.AlignCenter)
    for rect, _action, words in layout.links:
        write(painter, rect.translated(corner), words, colours.accent, small_font())
    if coder:
        pill = layout.coder.translated(corner)
        painter.setPen(QPen(QColor(colours.border), 1))
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.drawRoundedRect(QRectF(pill).adjusted(0.5, 0.5, -0.5, -0.5), 9, 9)
        write(painter, pill, coder, colours.dim, small_font(), Qt.AlignmentFlag.AlignCenter)


def _paint_compact(painter: QPainter, rect: QRect, shown: ShownPassage) -> None:
    """Paint a passage on one line: words, codes, who; cut with an ellipsis."""
    colours = theme.current()
    font = theme.reading_font(_COMPACT)
    codes = ", ".join(strand.label for strand in shown.passage.strands) or _("no code")
    facts = min(300, rect.width() // 3)
    x = rect.right() - facts - 12
    words = QRect(rect.left() + TEXT_X, rect.top(), x - rect.left() - TEXT_X - 12, rect.height())
    write(painter, words, " ".join(shown.words.split()), colours.text, font)
    may_quote = shown.passage.may_quote.line
    who = " ".join(filter(None, (may_quote and f"{may_quote} ·", shown.place, shown.passage.coder)))
    width = min(QFontMetrics(bold(small_font())).horizontalAdvance(codes) + 4, facts // 2)
    write(painter, QRect(x, rect.top(), width, rect.height()), codes, colours.text, bold(small_font()))
    room = QRect(x + width + 8, rect.top(), facts - width - 8, rect.height())
    write(painter, room, who, colours.dim, small_font(), RIGHT)
