"""The list of the Passages page: passages are read, selected and acted on here, by keys and by mouse."""

from collections.abc import Mapping

import numpy as np
from PySide6.QtCore import QModelIndex, QPoint, Qt, Signal
from PySide6.QtGui import QContextMenuEvent, QKeyEvent, QMouseEvent
from PySide6.QtWidgets import QFrame, QListView, QWidget

from app.passages.row_delegate import RowDelegate, box_of
from app.passages.row_details import RowDetails, ShownPassage
from app.passages.row_model import RowModel
from app.shell.places import Place
from app.widgets.card_stack import Ints
from app.widgets.card_view import CardView
from app.widgets.table import Index
from coding.analysis.passage_listing import GroupHeading, PassageListing
from coding.analysis.passages import Passage, Passages
from coding.language import _

MOST_STEPS = 3  # turns of context on each side
_MOVES = frozenset(
    {
        *(Qt.Key.Key_Up, Qt.Key.Key_Down, Qt.Key.Key_PageUp, Qt.Key.Key_PageDown),
        *(Qt.Key.Key_Home, Qt.Key.Key_End),
    }
)


class RowList(CardView):
    """Says where a passage stands when it is opened, and what else is pressed on passages."""

    place_chosen = Signal(Place)
    selection_changed = Signal()
    fold_wanted = Signal(object)  # the key of a heading
    key_pressed = Signal(QKeyEvent)  # one that may act on what is selected
    menu_wanted = Signal(QPoint)  # global
    escaped = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        """Begin empty."""
        self.delegate = RowDelegate()
        self.rows = RowModel()
        super().__init__(parent)
        self.delegate.setParent(self)
        self.rows.setParent(self)
        self.setItemDelegate(self.delegate)
        self.setModel(self.rows)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setSelectionMode(QListView.SelectionMode.NoSelection)
        self.setAccessibleName(_("Passages"))
        self._anchor = 0  # the row from which Shift extends
        self.doubleClicked.connect(self._open_row)

    def guessed_heights(self) -> Ints:
        """Return about how high each row is."""
        return self.delegate.guessed_heights(self.rows.lengths(), self.viewport().width())

    # --- what is shown -----------------------------------------------------------------------

    def show_rows(self, found: Passages | None, listing: PassageListing, details: RowDetails | None) -> None:
        """Show passages from the top; those that were selected stay so where they still are."""
        before = self._places_of_chosen()
        current = self.current()
        self.rows.show(found, listing, details)
        self._anchor = 0
        self.start_over()
        self._select_again(before)
        if current is not None:
            self._go_to(current)
        self.selection_changed.emit()

    def relist(self, listing: PassageListing) -> None:
        """Show the same passages in other rows, the one in hand where it is now."""
        current, heading = self.current(), self.current_heading()
        self.rows.relist(listing)
        self._anchor = 0
        self.start_over()
        if heading is not None:
            self._go_to_heading(heading)
        elif current is not None:
            self._go_to(current)

    def _places_of_chosen(self) -> set[tuple[int, ...]]:
        """Return where the selected passages stand, and whose they are."""
        found = self.rows.found
        if found is None or not self.rows.chosen.any():
            return set()
        chosen = self.rows.chosen
        columns = (column[chosen].tolist() for column in (*found.places, found.coder_ids))
        return set(zip(*columns, strict=True))

    def _select_again(self, places: set[tuple[int, ...]]) -> None:
        found = self.rows.found
        if not places or found is None:
            return
        columns = (column.tolist() for column in (*found.places, found.coder_ids))
        there = [place in places for place in zip(*columns, strict=True)]
        self.rows.choose(np.flatnonzero(there), chosen=True)

    def _go_to(self, passage: Passage) -> None:
        """Make a passage current where it is listed; else the one after where it stood."""
        found = self.rows.found
        if found is None:
            return
        same = (found.interview_ids == passage.interview_id) & (found.places.start == passage.start)
        for position in np.flatnonzero(same & (found.places.end == passage.end)):
            for row in np.flatnonzero(self.rows.listing.rows == position)[:1].tolist():
                self.setCurrentIndex(self.rows.index(row))
                return

    def _go_to_heading(self, heading: GroupHeading) -> None:
        keys = [each.key for each in self.rows.listing.headings]
        if heading.key in keys:
            row = np.flatnonzero(self.rows.listing.rows == -1 - keys.index(heading.key))[0]
            self.setCurrentIndex(self.rows.index(int(row)))

    # --- what is in hand ---------------------------------------------------------------------

    def current(self) -> Passage | None:
        """Return the passage the keyboard is on, or None."""
        shown = self.current_shown()
        return None if shown is None else shown.passage

    def current_shown(self) -> ShownPassage | None:
        """Return it with all that its row says."""
        position = self.rows.position(self.currentIndex().row())
        return self.rows.shown(position) if position >= 0 else None

    def memos(self) -> Mapping[int, str]:
        """Return the memos on codings, by coding."""
        return self.rows.details.memos if self.rows.details is not None else {}

    def current_heading(self) -> GroupHeading | None:
        """Return the heading the keyboard is on, or None."""
        return self.rows.heading(self.currentIndex().row())

    def in_hand(self) -> Ints:
        """Return the positions of the passages that are selected, else that of the current one."""
        if self.rows.chosen.any():
            return np.flatnonzero(self.rows.chosen)
        position = self.rows.position(self.currentIndex().row())
        return np.array([position] if position >= 0 else [], dtype=np.int64)

    def start(self) -> None:
        """Take the keyboard, on the first passage."""
        self.setFocus()
        if not self.currentIndex().isValid() and self.rows.rowCount():
            row = next(
                (row for row in range(min(3, len(self.rows.listing))) if self.rows.position(row) >= 0), 0
            )
            self.setCurrentIndex(self.rows.index(row))

    def currentChanged(self, current: Index, previous: Index) -> None:
        """Give the links to the row in hand."""
        super().currentChanged(current, previous)
        if not self.delegate.compact:
            for index in (previous, current):
                self.measure_again(index.row() if index.isValid() else -1)
        self.scrollTo(current)

    # --- selecting ---------------------------------------------------------------------------

    def select_all(self, on: bool = True) -> None:  # noqa: FBT001, FBT002 - connected to a signal
        """Select all passages, or none."""
        self.rows.choose(np.arange(len(self.rows.chosen)), chosen=on)
        self._follow_selection()

    def toggle(self, row: int) -> None:
        """Select the passage of a row, or no more; of a heading, all under it."""
        positions = self._under(row)
        if len(positions):
            self.rows.choose(positions, chosen=not self.rows.chosen[positions].all())
            self._anchor = row
            self._follow_selection()

    def _under(self, row: int) -> Ints:
        heading, rows = self.rows.heading(row), self.rows.listing.rows
        if heading is None:
            return rows[row : row + 1] if row >= 0 else rows[:0]
        following = (row + 1 + np.flatnonzero(rows[row + 1 :] < 0)).tolist()
        end = next((at for at in following if self._depth_at(at) <= heading.depth), len(rows))
        under = rows[row + 1 : end]
        return np.unique(under[under >= 0])

    def _depth_at(self, row: int) -> int:
        heading = self.rows.heading(row)
        return heading.depth if heading is not None else 0

    def extend_to(self, row: int) -> None:
        """Select all from where the selection began to a row."""
        first, last = sorted((self._anchor, row))
        rows = self.rows.listing.rows[first : last + 1]
        self.rows.choose_only(np.unique(rows[rows >= 0]))
        self._follow_selection()

    def _follow_selection(self) -> None:
        self.viewport().update()
        self.selection_changed.emit()

    # --- context -----------------------------------------------------------------------------

    def step_context(self, by: int) -> None:
        """Show a turn more (1) or less (-1) on each side of the passage in hand."""
        row = self.currentIndex().row()
        position = self.rows.position(row)
        if position < 0 or self.delegate.compact:
            return
        steps = min(max(self.rows.steps(position) + by, 0), MOST_STEPS)
        self.rows.set_steps(position, steps)
        for at in np.flatnonzero(self.rows.listing.rows == position).tolist():
            self.measure_again(at)
        self.scrollTo(self.currentIndex())

    # --- keys --------------------------------------------------------------------------------

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Move, select, show context, fold, open; what else is pressed may act on the selection."""
        key, shift = event.key(), bool(event.modifiers() & Qt.KeyboardModifier.ShiftModifier)
        row = self.currentIndex().row()
        if key in _MOVES:
            self._move(event, extends=shift, before=row)
        elif key == Qt.Key.Key_A and event.modifiers() == Qt.KeyboardModifier.ControlModifier:
            self.select_all()
        elif key == Qt.Key.Key_Space:
            self.toggle(row)
        elif key in {Qt.Key.Key_Right, Qt.Key.Key_Left} and not event.modifiers():
            self._sideways(1 if key == Qt.Key.Key_Right else -1)
        elif key in {Qt.Key.Key_Return, Qt.Key.Key_Enter} and row >= 0:
            self.open_current()
        elif key == Qt.Key.Key_Escape:
            self._escape()
        else:
            self.key_pressed.emit(event)
            if not event.isAccepted():
                super().keyPressEvent(event)

    def _move(self, event: QKeyEvent, *, extends: bool, before: int) -> None:
        if extends and not self.rows.chosen.any():
            self._anchor = max(before, 0)
        super().keyPressEvent(event)
        if extends:
            self.extend_to(self.currentIndex().row())

    def _sideways(self, by: int) -> None:
        heading = self.current_heading()
        if heading is None:
            self.step_context(by)
        elif heading.is_folded == (by > 0):
            self.fold_wanted.emit(heading.key)

    def _escape(self) -> None:
        if self.rows.chosen.any():
            self.select_all(False)  # noqa: FBT003
        else:
            self.escaped.emit()

    def open_current(self) -> None:
        """Open the place of the passage in hand, or fold a heading."""
        self._open_row(self.currentIndex())

    def _open_row(self, index: QModelIndex) -> None:
        heading, position = self.rows.heading(index.row()), self.rows.position(index.row())
        if heading is not None:
            self.fold_wanted.emit(heading.key)
        elif position >= 0:
            passage = self.rows.shown(position).passage
            self.place_chosen.emit(Place("code", passage.interview_id, passage.start, passage.end))

    # --- mouse -------------------------------------------------------------------------------

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Make a row current; its box, Ctrl and Shift select, its links do what they say."""
        point = event.position().toPoint()
        index, before = self.indexAt(point), self.currentIndex().row()
        super().mousePressEvent(event)
        if not index.isValid() or event.button() != Qt.MouseButton.LeftButton:
            return
        row, modifiers = index.row(), event.modifiers()
        if modifiers & Qt.KeyboardModifier.ShiftModifier:
            self._anchor = self._anchor if self.rows.chosen.any() else max(before, 0)
            self.extend_to(row)
        elif modifiers & Qt.KeyboardModifier.ControlModifier or self._is_on_box(point, index):
            self.toggle(row)
        elif self.rows.heading(row) is not None:
            self._open_row(index)
        else:
            self._anchor = row
            if row == before:  # the links are painted already
                self._follow_link(point, index)

    def _is_on_box(self, point: QPoint, index: QModelIndex) -> bool:
        box = box_of(self.visualRect(index), compact=self.delegate.compact)
        return self.rows.heading(index.row()) is None and box.adjusted(-8, -6, 6, 6).contains(point)

    def _follow_link(self, point: QPoint, index: QModelIndex) -> None:
        if self.delegate.compact:
            return
        rect = self.visualRect(index)
        layout = self.delegate.layout_of(index, rect.width(), is_current=True)
        for place, action, _words in layout.links:
            if place.translated(rect.topLeft()).contains(point):
                match action:
                    case "open":
                        self._open_row(index)
                    case _:
                        self.step_context(1 if action == "more" else -MOST_STEPS)

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        """Offer what can be done with what is selected."""
        index = self.indexAt(event.pos())
        if event.reason() == QContextMenuEvent.Reason.Mouse and index.isValid():
            self.setCurrentIndex(index)
        if len(self.in_hand()):
            self.menu_wanted.emit(event.globalPos())
