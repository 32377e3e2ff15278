"""A list of cards of any height that lays out only what is on view, however many there are."""

import numpy as np
from PySide6.QtCore import QItemSelection, QItemSelectionModel, QModelIndex, QPoint, QRect, Qt
from PySide6.QtGui import QCursor, QPainter, QPaintEvent, QRegion, QResizeEvent
from PySide6.QtWidgets import QAbstractItemView, QListView, QStyle, QStyleOptionViewItem, QWidget

from app.widgets.card_stack import CardStack, Ints
from app.widgets.table import Index

_NO_CARDS = np.empty(0, dtype=np.int64)
_LINE = 24  # pixels that an arrow of the scroll bar moves


class CardView(QListView):
    """Shows a list's items one below the other, each as high as its delegate says.

    QListView itself must know the height of every item above a place, and of all for its scroll bar:
    with thousands of quotations that is half a minute. Here a height is a guess until the card comes
    on view, and what is on view stays where it is when a card above turns out higher or lower.
    """

    def __init__(self, parent: QWidget | None = None) -> None:
        """Begin empty."""
        super().__init__(parent)
        self._stack = CardStack(self.guessed_heights())
        self._place = 0  # what of the stack is at the top of the view
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setVerticalScrollMode(QListView.ScrollMode.ScrollPerPixel)
        self.verticalScrollBar().setSingleStep(_LINE)
        self.setMouseTracking(True)
        self.viewport().setMouseTracking(True)

    def guessed_heights(self) -> Ints:
        """Return about how high each item is in the present width."""
        raise NotImplementedError

    # --- laying out --------------------------------------------------------------------------

    def start_over(self) -> None:
        """Show other items, from the top."""
        self._place, self._stack = 0, CardStack(_NO_CARDS)
        self.scheduleDelayedItemsLayout()
        self.executeDelayedItemsLayout()  # now, and not again when the event loop comes to it

    def doItemsLayout(self) -> None:
        """Lay the cards out anew; the one at the top stays there."""
        row = self._stack.row_at(self._place)
        hidden = self._place - self._stack.top(row)
        self._place, self._stack = 0, CardStack(self.guessed_heights())
        if 0 <= row < len(self._stack):
            self._measure(row)
            self._place = self._stack.top(row) + hidden
        self._settle()

    def updateGeometries(self) -> None:
        """Let the scroll bar follow the size of the view."""
        self._settle()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Lay out anew in another width."""
        if event.size().width() != event.oldSize().width():
            self.doItemsLayout()
        else:
            self._settle()

    def scrollContentsBy(self, dx: int, dy: int) -> None:
        """Follow the scroll bar."""
        if self.verticalScrollBar().value() != self._place:
            self._place = self.verticalScrollBar().value()
            self._settle()

    def _settle(self) -> None:
        """Measure what is on view until all of it is known."""
        while True:
            self._place = max(min(self._place, self._limit()), 0)
            unknown = (row for row in self._rows(self._room()) if not self._stack.is_measured(row))
            row = next(unknown, None)
            if row is None:
                break
            self._measure(row)
        self._move_scroll_bar()
        self.viewport().update()

    def _measure(self, row: int) -> int:
        """Return how high a card is; what is on view stays in its place."""
        if not self._stack.is_measured(row):
            before, height = self._stack.height(row), self.sizeHintForIndex(self._item(row)).height()
            if self._stack.top(row) < self._place:
                self._place += height - before
            self._stack.put(row, height)
        return self._stack.height(row)

    def measure_again(self, row: int) -> None:
        """Follow a row that became higher or lower; what is above it stays in its place."""
        if 0 <= row < len(self._stack):
            self._stack.put(row, self.sizeHintForIndex(self._item(row)).height())
            self._settle()

    def _move_scroll_bar(self) -> None:
        bar = self.verticalScrollBar()
        bar.setPageStep(self._room())
        bar.setMaximum(max(bar.maximum(), self._limit()))  # may show the bar: all is asked for anew
        bar.setValue(self._place)
        bar.setMaximum(self._limit())

    def _room(self) -> int:
        return self.viewport().height()

    def _limit(self) -> int:
        return max(self._stack.total - self._room(), 0)

    def _rows(self, height: int, top: int = 0) -> range:
        """Return the cards between two lines of the view."""
        if not len(self._stack):
            return range(0)
        first, last = (self._stack.row_at(self._place + top + at) for at in (0, max(height - 1, 0)))
        return range(first, last + 1)

    def _item(self, row: int) -> QModelIndex:
        return self.model().index(row, 0)

    # --- where things are --------------------------------------------------------------------

    def visualRect(self, index: Index) -> QRect:
        """Return where an item is in the view."""
        row = index.row()
        if not 0 <= row < len(self._stack):
            return QRect()
        top = self._stack.top(row) - self._place
        return QRect(0, top, self.viewport().width(), self._stack.height(row))

    def indexAt(self, p: QPoint) -> QModelIndex:
        """Return the item at a point of the view."""
        inside = 0 <= p.y() + self._place < self._stack.total
        return self._item(self._stack.row_at(p.y() + self._place)) if inside else QModelIndex()

    def visualRegionForSelection(self, selection: QItemSelection) -> QRegion:
        """Return where selected items are."""
        region = QRegion()
        for index in selection.indexes():
            region += self.visualRect(index)
        return region

    def setSelection(self, rect: QRect, command: QItemSelectionModel.SelectionFlag) -> None:
        """Select the item in the middle of a rectangle: one at a time is selected."""
        index = self.indexAt(rect.center())
        chosen = QItemSelection(index, index) if index.isValid() else QItemSelection()
        self.selectionModel().select(chosen, command)

    def scrollTo(
        self, index: Index, hint: QAbstractItemView.ScrollHint = QAbstractItemView.ScrollHint.EnsureVisible
    ) -> None:
        """Bring an item on view, whole; one higher than the view from its top."""
        row, room = index.row(), self._room()
        if not 0 <= row < len(self._stack):
            return
        self._row_away(row, -1)  # measures it and what will be above it
        top, bottom = self._stack.top(row), self._stack.bottom(row)
        fills_the_view = top <= self._place and bottom >= self._place + room
        if not fills_the_view:
            self._place = min(max(self._place, bottom - room), top)
        self._settle()

    # --- keys --------------------------------------------------------------------------------

    def moveCursor(
        self,
        cursorAction: QAbstractItemView.CursorAction,  # noqa: N803 - Qt's name
        modifiers: Qt.KeyboardModifier,
    ) -> QModelIndex:
        """Return the item that a key leads to."""
        move, last = QAbstractItemView.CursorAction, len(self._stack) - 1
        row = self.currentIndex().row()
        match cursorAction:
            case move.MoveHome:
                row = 0
            case move.MoveEnd:
                row = last
            case move.MoveUp | move.MovePrevious:
                row -= 1
            case move.MoveDown | move.MoveNext:
                row += 1
            case move.MovePageUp | move.MovePageDown:
                row = self._row_away(max(row, 0), 1 if cursorAction is move.MovePageDown else -1)
            case _:
                pass
        return self._item(min(max(row, 0), last))

    def _row_away(self, row: int, step: int) -> int:
        """Return the furthest card that fits into the view together with a card, the next one at least."""
        reached, left = row, self._room() - self._measure(row)
        while 0 <= reached + step < len(self._stack):
            left -= self._measure(reached + step)
            if left < 0 and reached != row:
                break
            reached += step
        return reached

    def keyboardSearch(self, search: str) -> None:
        """Ignore letters: every quotation would have to be read for them."""

    # --- painting ----------------------------------------------------------------------------

    def paintEvent(self, e: QPaintEvent) -> None:
        """Paint the cards that were uncovered."""
        option = QStyleOptionViewItem()
        self.initViewItemOption(option)
        usual = option.state & ~(QStyle.StateFlag.State_HasFocus | QStyle.StateFlag.State_MouseOver)
        painter = QPainter(self.viewport())
        for row in self._rows(e.rect().height(), e.rect().top()):
            index = self._item(row)
            option.rect = self.visualRect(index)  # pyright: ignore[reportAttributeAccessIssue]
            option.state = usual | self._state(index)  # pyright: ignore[reportAttributeAccessIssue]
            self.itemDelegate().paint(painter, option, index)
        painter.end()

    def _state(self, index: QModelIndex) -> QStyle.StateFlag:
        state = QStyle.StateFlag.State_None
        if self.selectionModel().isSelected(index):
            state |= QStyle.StateFlag.State_Selected
        if self.hasFocus() and index == self.currentIndex():
            state |= QStyle.StateFlag.State_HasFocus
        mouse = self.viewport().mapFromGlobal(QCursor.pos())
        if self.viewport().underMouse() and self.visualRect(index).contains(mouse):
            state |= QStyle.StateFlag.State_MouseOver
        return state
