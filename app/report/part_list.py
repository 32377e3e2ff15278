"""The parts of a report in their order: in it or not, moved by keys or by dragging."""

from collections.abc import Mapping
from typing import Final

from PySide6.QtCore import QModelIndex, QSize, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QListWidget, QListWidgetItem, QWidget

from coding.language import _
from coding.report.plan import ReportPlan

Key = Qt.Key
_HEIGHT: Final = 44


class PartList(QListWidget):
    """Says what the person wants done with parts, by their places; what comes of it is shown anew."""

    chosen = Signal(int)
    moved = Signal(int, int)
    switched = Signal(int)
    removed = Signal(int)

    def __init__(self, parent: QWidget | None = None) -> None:
        """Begin without parts."""
        super().__init__(parent)
        self.setAccessibleName(_("Parts of the report"))
        self.setDragDropMode(QListWidget.DragDropMode.InternalMove)
        self.setDefaultDropAction(Qt.DropAction.MoveAction)
        self.setWordWrap(True)
        self.setTextElideMode(Qt.TextElideMode.ElideRight)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setViewportMargins(8, 0, 0, 0)
        self._is_filling = False
        self.currentRowChanged.connect(self._choose)
        self.itemChanged.connect(self._switch)
        self.model().rowsMoved.connect(self._move)

    def show_plan(self, plan: ReportPlan, beside: Mapping[int, str]) -> None:
        """Show the parts; ``beside`` says where each begins and what has changed of it, by place."""
        row = self.currentRow()
        self._is_filling = True
        while self.count() > len(plan.parts):
            self.takeItem(self.count() - 1)
        while self.count() < len(plan.parts):
            self.addItem(QListWidgetItem())
        for at, part in enumerate(plan.parts):
            item = self.item(at)
            more = beside.get(at, "") if part.is_in else _("left out")
            item.setText(f"{part.title}\n{more}" if more else part.title)
            item.setFlags(item.flags() | Qt.ItemFlag.ItemIsUserCheckable & ~Qt.ItemFlag.ItemIsDropEnabled)
            item.setCheckState(Qt.CheckState.Checked if part.is_in else Qt.CheckState.Unchecked)
            item.setSizeHint(QSize(0, _HEIGHT))
            said = _("{part}, in the report, {more}") if part.is_in else _("{part}, {more}")
            words = said.format(part=part.title, more=more).rstrip(", ")
            item.setData(Qt.ItemDataRole.AccessibleTextRole, words)
        self._is_filling = False
        if self.count():
            self.setCurrentRow(max(0, min(row, self.count() - 1)))

    def _choose(self, row: int) -> None:
        if row >= 0 and not self._is_filling:
            self.chosen.emit(row)

    def _switch(self, item: QListWidgetItem) -> None:
        if not self._is_filling:
            self.switched.emit(self.row(item))

    def _move(self, _from: QModelIndex, first: int, _last: int, _to: QModelIndex, row: int) -> None:
        if not self._is_filling:
            to = row - 1 if row > first else row
            self.moved.emit(first, to)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Move a part by Alt and an arrow, take one off by Delete; the rest is the list's."""
        row, alt = self.currentRow(), event.modifiers() & Qt.KeyboardModifier.AltModifier
        step = {Key.Key_Up: -1, Key.Key_Down: 1}.get(Key(event.key()), 0) if alt else 0
        if step and 0 <= row + step < self.count():
            self.moved.emit(row, row + step)
            self.setCurrentRow(row + step)
        elif event.key() == Key.Key_Delete and row >= 0:
            self.removed.emit(row)
        else:
            super().keyPressEvent(event)
