"""Rows of plain things in a table: what a panel lists, some of it to be corrected in place."""

from collections.abc import Callable, Hashable, Sequence
from dataclasses import dataclass
from typing import Any, Generic, TypeVar

from PySide6.QtCore import QAbstractTableModel, QItemSelectionModel, QModelIndex, QObject, Qt, Signal
from PySide6.QtGui import QColor, QIcon
from PySide6.QtWidgets import QAbstractItemView, QHeaderView, QTableView, QWidget

from app.widgets.combo_box_delegate import CHOICES, FREE, Index
from app.widgets.framing_delegate import FramingDelegate

T = TypeVar("T")
_NOWHERE = QModelIndex()
_ACROSS = {
    False: Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter,
    True: Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter,
}


@dataclass(frozen=True)  # slots do not go with a type in brackets
class RowsField(Generic[T]):
    """A column: its title, width, what it shows of a row, and in which colour.

    Where there are ``choices`` it can be corrected; where it is ``free``, in words of one's own.
    """

    title: str
    width: int
    shown: Callable[[T], str]
    colour: Callable[[T], str | None] = lambda _row: None
    swatch: Callable[[T], QIcon | None] = lambda _row: None
    choices: Callable[[T], Sequence[str]] | None = None
    free: bool = False
    is_number: bool = False


class RowsModel(QAbstractTableModel, Generic[T]):
    """Shows rows by their fields; what is corrected goes out as a signal."""

    typed = Signal(int, int, str)  # row, column, text

    def __init__(
        self,
        fields: Sequence[RowsField[T]],
        key: Callable[[T], Hashable],
        parent: QObject | None = None,
    ) -> None:
        """Begin without rows; ``key`` tells a row from the others and stays through corrections."""
        super().__init__(parent)
        self.fields = fields
        self.key = key
        self.rows: Sequence[T] = ()
        self.keys: list[Hashable] = []

    def show_rows(self, rows: Sequence[T]) -> None:
        """Show these rows."""
        before, self.keys = self.keys, [self.key(row) for row in rows]
        if before == self.keys:
            self.rows = rows
            if rows:
                self.dataChanged.emit(self.index(0, 0), self.index(len(rows) - 1, len(self.fields) - 1))
            return
        self.beginResetModel()
        self.rows = rows
        self.endResetModel()

    def rowCount(self, parent: Index = _NOWHERE) -> int:
        """Return the number of rows."""
        return 0 if parent.isValid() else len(self.rows)

    def columnCount(self, parent: Index = _NOWHERE) -> int:
        """Return the number of fields."""
        return 0 if parent.isValid() else len(self.fields)

    def headerData(
        self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole
    ) -> Any:
        """Return the fields' titles."""
        if orientation is not Qt.Orientation.Horizontal:
            return None
        if role == Qt.ItemDataRole.TextAlignmentRole:
            return _ACROSS[self.fields[section].is_number]
        return self.fields[section].title if role == Qt.ItemDataRole.DisplayRole else None

    def flags(self, index: Index) -> Qt.ItemFlag:
        """Say which fields can be corrected."""
        flags = Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable
        if index.isValid() and self.fields[index.column()].choices is not None:
            return flags | Qt.ItemFlag.ItemIsEditable
        return flags

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        """Return what a field shows and how."""
        row, field = self.rows[index.row()], self.fields[index.column()]
        roles = Qt.ItemDataRole
        match role:
            case roles.DisplayRole | roles.EditRole | roles.ToolTipRole:
                return field.shown(row)
            case roles.ForegroundRole:
                colour = field.colour(row)
                return QColor(colour) if colour else None
            case roles.DecorationRole:
                return field.swatch(row)
            case roles.TextAlignmentRole:
                return _ACROSS[field.is_number]
            case _:
                return self._for_editor(field, row, role)

    @staticmethod
    def _for_editor(field: RowsField[T], row: T, role: int) -> Any:
        if role == CHOICES:
            return list(field.choices(row)) if field.choices else None
        return field.free if role == FREE else None

    def setData(self, index: Index, value: Any, role: int = Qt.ItemDataRole.EditRole) -> bool:
        """Say what was chosen or typed; the corrected rows come back through show_rows."""
        if role == Qt.ItemDataRole.EditRole and str(value) != self.data(index, role):
            self.typed.emit(index.row(), index.column(), str(value))
        return True


class RowsTable(QTableView, Generic[T]):
    """A table of rows. What is selected stays selected when the rows are corrected."""

    def __init__(self, model: RowsModel[T], name: str, parent: QWidget | None = None) -> None:
        """Show this model; ``name`` is what a screen reader calls the table."""
        super().__init__(parent)
        self.rows_model = model
        self.setModel(model)
        self.setAccessibleName(name)
        self.setItemDelegate(FramingDelegate(self))
        self.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.setSelectionMode(QAbstractItemView.SelectionMode.ExtendedSelection)
        triggers = QAbstractItemView.EditTrigger
        self.setEditTriggers(triggers.DoubleClicked | triggers.EditKeyPressed)
        self.setShowGrid(False)
        self.setWordWrap(False)
        self.setTabKeyNavigation(False)
        self.verticalHeader().hide()
        self.verticalHeader().setDefaultSectionSize(28)
        header = self.horizontalHeader()
        header.setHighlightSections(False)
        for at, field in enumerate(model.fields):
            header.resizeSection(at, field.width)
        header.setStretchLastSection(True)
        header.setSectionResizeMode(QHeaderView.ResizeMode.Interactive)

    def show_rows(self, rows: Sequence[T]) -> None:
        """Show these rows; the current and the selected ones are found again by their keys."""
        model = self.rows_model
        selected = {model.key(row) for row in self.selected()}
        at = max(self.currentIndex().row(), 0)
        current = self.current()
        current_key = None if current is None else model.key(current)
        model.show_rows(rows)
        keys = model.keys
        if current_key in keys:
            at = keys.index(current_key)
        if rows and not self.selectionModel().hasSelection():
            others = [n for n, key in enumerate(keys) if key in selected] if len(selected) > 1 else []
            self._select(min(at, len(rows) - 1), others)

    def _select(self, current: int, others: Sequence[int]) -> None:
        flags = QItemSelectionModel.SelectionFlag
        model, selection = self.rows_model, self.selectionModel()
        selection.setCurrentIndex(model.index(current, 0), flags.ClearAndSelect | flags.Rows)
        for row in others[:200]:
            selection.select(model.index(row, 0), flags.Select | flags.Rows)

    def current(self) -> T | None:
        """Return the row the cursor is in."""
        at = self.currentIndex().row()
        return self.rows_model.rows[at] if 0 <= at < len(self.rows_model.rows) else None

    def selected(self) -> list[T]:
        """Return the selected rows in order."""
        rows = sorted({index.row() for index in self.selectionModel().selectedRows()})
        return [self.rows_model.rows[row] for row in rows]

    def meant(self, row: int) -> list[T]:
        """Return what a correction in this row is for: all selected rows, if it is among them."""
        here, selected = self.rows_model.rows[row], self.selected()
        keys = {self.rows_model.key(each) for each in selected}
        return selected if self.rows_model.key(here) in keys else [here]
