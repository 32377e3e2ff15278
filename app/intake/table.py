"""The table's view: corrections typed into a field go to all selected rows."""

from PySide6.QtCore import QEvent, QItemSelection, QItemSelectionModel, QModelIndex, Qt, Signal
from PySide6.QtGui import QKeyEvent, QMouseEvent
from PySide6.QtWidgets import QAbstractItemView, QHeaderView, QTableView, QWidget

from app.intake.model import ImportModel
from app.widgets.combo_box_delegate import Index
from app.widgets.framing_delegate import FramingDelegate
from coding.language import _


class ImportTable(QTableView):
    """Files to correct in place. Space ticks all selected rows, Enter and letters edit."""

    rows_shown = Signal()  # the current or the selected rows are others
    tick_wanted = Signal()

    def __init__(self, model: ImportModel, parent: QWidget | None = None) -> None:
        """Show this model."""
        super().__init__(parent)
        self.rows = model
        self.setModel(model)
        self.setItemDelegate(FramingDelegate(self))
        self.setAccessibleName(_("Files to import"))
        self.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.setSelectionMode(QAbstractItemView.SelectionMode.ExtendedSelection)
        triggers = QAbstractItemView.EditTrigger
        self.setEditTriggers(triggers.DoubleClicked | triggers.EditKeyPressed | triggers.AnyKeyPressed)
        self.setShowGrid(False)
        self.setWordWrap(False)
        self.verticalHeader().hide()
        self.verticalHeader().setDefaultSectionSize(28)
        header = self.horizontalHeader()
        header.setHighlightSections(False)
        header.setDefaultAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
        for at, column in enumerate(model.columns):
            header.resizeSection(at, column.width)
        header.setStretchLastSection(True)
        header.setSectionResizeMode(QHeaderView.ResizeMode.Interactive)

    def selectionChanged(self, selected: QItemSelection, deselected: QItemSelection) -> None:
        """Say that other rows are selected."""
        super().selectionChanged(selected, deselected)
        self.rows_shown.emit()

    def currentChanged(self, current: Index, previous: Index) -> None:
        """Say that the cursor is elsewhere."""
        super().currentChanged(current, previous)
        self.rows_shown.emit()

    def selected_rows(self) -> list[int]:
        """Return the selected rows in order."""
        return sorted(index.row() for index in self.selectionModel().selectedRows())

    def rows_meant(self, row: int) -> list[int]:
        """Return the rows that a correction in this row is for: all selected ones, if it is among them."""
        selected = self.selected_rows()
        return selected if row in selected else [row]

    def current_row(self) -> int | None:
        """Return the row the cursor is in."""
        index = self.currentIndex()
        return index.row() if index.isValid() else None

    def selectionCommand(
        self, index: Index, event: QEvent | None = None
    ) -> QItemSelectionModel.SelectionFlag:
        """Keep several selected rows when one of them is clicked, so that they can be corrected together."""
        several = len(self.selectionModel().selectedRows()) > 1
        plain = isinstance(event, QMouseEvent) and not event.modifiers()
        if several and plain and self.selectionModel().isRowSelected(index.row(), QModelIndex()):
            return QItemSelectionModel.SelectionFlag.NoUpdate
        return super().selectionCommand(index, event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Space ticks, Enter edits, Escape selects the current row alone; the rest is Qt's."""
        current = self.currentIndex()
        if self.state() == QAbstractItemView.State.EditingState or not current.isValid():
            super().keyPressEvent(event)
        elif event.key() == Qt.Key.Key_Space:
            self.tick_wanted.emit()
        elif event.key() in {Qt.Key.Key_Return, Qt.Key.Key_Enter}:
            self.edit(current)
        elif event.key() == Qt.Key.Key_Escape and len(self.selected_rows()) > 1:
            self.selectRow(current.row())
        else:
            super().keyPressEvent(event)
