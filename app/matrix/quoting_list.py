"""Passages as cards, each with what it takes to quote it in the cell that is written in."""

from collections.abc import Collection

from PySide6.QtCore import QEvent, QRect, Qt, Signal
from PySide6.QtGui import QKeyEvent, QMouseEvent, QPainter
from PySide6.QtWidgets import QStyleOptionViewItem, QWidget

from app.shell import theme
from app.widgets.painting import RIGHT, write
from app.widgets.passage_cards import CardDelegate, small_font
from app.widgets.passage_list import PassageList
from app.widgets.passage_model import PassageRole
from app.widgets.table import Index
from coding.analysis.passages import Passage
from coding.language import _
from coding.model.study import Span
from storage.queries.cells import QuotedInSummary


class _QuotingCards(CardDelegate):
    """Cards with “Quote”, or that they are quoted."""

    def __init__(self) -> None:
        super().__init__()
        self.quoted: Collection[QuotedInSummary] = ()
        self.can_quote = False
        self.beside_source = 76

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        """Paint a card, and in its corner whether it is quoted."""
        super().paint(painter, option, index)
        passage: Passage = index.data(PassageRole.PASSAGE)
        is_quoted = self.is_quoted(passage)
        if is_quoted or self.can_quote:
            colours = theme.current()
            words, colour = (_("quoted ✓"), colours.dim) if is_quoted else (_("Quote"), colours.accent)
            room = quote_place(option.rect)
            write(painter, room, words, colour, small_font(), RIGHT)

    def is_quoted(self, passage: Passage) -> bool:
        """Tell whether the summary quotes of a passage."""
        span = Span(passage.start, passage.end)
        return any(
            each.interview_id == passage.interview_id and each.span.overlaps(span) for each in self.quoted
        )


def quote_place(card: QRect) -> QRect:
    """Return where on a card “Quote” stands."""
    return QRect(card.right() - 104, card.bottom() - 38, 80, 22)


class QuotingList(PassageList):
    """Says ``quote_wanted`` by the word on a card, and by Ctrl+Shift+C."""

    quote_wanted = Signal(object)  # a Passage

    def __init__(self, parent: QWidget | None = None) -> None:
        """Begin empty."""
        super().__init__(parent)
        self._cards = _QuotingCards()
        self.cards = self._cards
        self._cards.setParent(self)
        self.setItemDelegate(self._cards)

    def show_quoted(self, quoted: Collection[QuotedInSummary], *, can_quote: bool) -> None:
        """Show which passages are quoted; others can be where a cell is written in."""
        self._cards.quoted, self._cards.can_quote = tuple(quoted), can_quote
        self.viewport().update()

    def quote_current(self) -> None:
        """Quote the passage that the keyboard is on."""
        passage = self.current()
        if passage is not None and self._cards.can_quote and not self._cards.is_quoted(passage):
            self.quote_wanted.emit(passage)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        """Quote where the word is pressed, else open the passage's place."""
        at = event.position().toPoint()
        index = self.indexAt(at)
        if self._cards.can_quote and index.isValid() and quote_place(self.visualRect(index)).contains(at):
            self.setCurrentIndex(index)
            self.quote_current()
            return
        super().mouseReleaseEvent(event)

    def event(self, event: QEvent) -> bool:
        """Keep the key that quotes for the list."""
        if event.type() == QEvent.Type.ShortcutOverride and _quotes(event):
            event.accept()
            return True
        return super().event(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Quote with Ctrl+Shift+C."""
        if _quotes(event):
            self.quote_current()
        else:
            super().keyPressEvent(event)


def _quotes(event: QEvent) -> bool:
    wanted = Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.ShiftModifier
    return isinstance(event, QKeyEvent) and event.key() == Qt.Key.Key_C and event.modifiers() == wanted
