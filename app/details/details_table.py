"""A table of facts with its two buttons."""

from typing import Any

from PySide6.QtCore import QModelIndex, Qt, Signal
from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import (
    QAbstractItemView,
    QHeaderView,
    QPushButton,
    QWidget,
)

from app.details.details_model import Details, DetailsModel
from app.shell.open_study import OpenStudy
from app.widgets.editing_table import EditingTable, FieldDelegate
from app.widgets.forms import STRETCH, column_of, hint, row_of, wide
from coding.language import _
from storage.study.journal import Changes


class DetailsTable(QWidget):
    """Facts to edit in place; Enter or a letter edits, Delete removes, the empty row adds."""

    opened = Signal(int)  # id of a row whose read-only field was double-clicked or entered

    def __init__(
        self, open_study: OpenStudy, facts: Details[Any], name: str, hint: str, parent: QWidget | None = None
    ) -> None:
        """Show these facts; ``name`` is what a screen reader calls the table, ``hint`` stands above it."""
        super().__init__(parent)
        self.open_study = open_study
        self.model: DetailsModel[Any] = DetailsModel(open_study, facts, self)
        self.view = EditingTable(self)
        self.view.setModel(self.model)
        self.view.setAccessibleName(name)
        self.view.setItemDelegate(FieldDelegate(self.view))
        self.remove = QPushButton(_("Remove"))
        self._lay_out(hint)
        self.remove.clicked.connect(self.remove_selected)
        self.view.remove_pressed.connect(self.remove_selected)
        self.view.entered_row.connect(self._open)
        self.view.doubleClicked.connect(self._open)
        self.model.modelReset.connect(self._measure)
        # Queued: the editor of the empty row must have closed before the cursor leaves it.
        self.model.row_added.connect(self._go_on_in, Qt.ConnectionType.QueuedConnection)
        open_study.study_changed.connect(self._on_study_changed)
        self._stale = True

    def _lay_out(self, words: str) -> None:
        self.buttons = row_of(self.remove, STRETCH)
        column_of(hint(words), wide(self.view), self.buttons, on=self, margins=(0, 12, 0, 0))

    def refresh(self) -> None:
        """Read the facts again."""
        self._stale = False
        self.model.refresh()
        self.remove.setEnabled(self.open_study.can_write)

    def _measure(self) -> None:
        """Give columns the width of what stands in their first rows, the wide ones the rest."""
        self.view.resizeColumnsToContents()
        modes = QHeaderView.ResizeMode
        for at in range(self.model.columnCount()):
            mode = modes.Stretch if self.model.column_at(at).wide else modes.Interactive
            self.view.horizontalHeader().setSectionResizeMode(at, mode)

    def _go_on_in(self, row_id: int) -> None:
        """Go from the empty row to the row it became; a field opened by Tab is opened there instead."""
        editing = self.view.state() == QAbstractItemView.State.EditingState
        index = self.model.index_of(row_id, max(self.view.currentIndex().column(), 0))
        if index.isValid():
            self.view.setCurrentIndex(index)
            if editing:
                self.view.edit(index)

    def _on_study_changed(self, changes: Changes) -> None:
        if self.open_study.is_open and changes.touches(*self.model.facts.tables):
            self._stale = True
            if self.isVisible():
                self.refresh()

    def showEvent(self, event: QShowEvent) -> None:
        """Catch up with what changed behind another tab."""
        super().showEvent(event)
        if self._stale and self.open_study.is_open:
            self.refresh()

    def _open(self, index: QModelIndex) -> None:
        row_id = self.model.id_at(index)
        if row_id is not None and not self.model.flags(index) & Qt.ItemFlag.ItemIsEditable:
            self.opened.emit(row_id)

    def remove_selected(self) -> None:
        """Remove the rows that have a selected field; what is still needed stays, and is said."""
        rows = {index.row() for index in self.view.selectedIndexes()}
        chosen = [row for at in sorted(rows) if (row := self.model.row_at(at)) is not None]
        for row in chosen:
            self.open_study.perform(self.model.facts.remove(row))
