"""Facts of a study as an editable table: every change is an operation, stored at once, undoable."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any, Generic, Protocol, TypeVar

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QObject, Qt, Signal

from app.shell.open_study import OpenStudy
from app.widgets.combo_box_delegate import CHOICES, Index
from app.widgets.editing_table import NEW_ROW
from coding.errors import UserError
from coding.text.names import clean_name
from storage.study.operation import Operation
from storage.study.tables import TableName

R = TypeVar("R")


@dataclass(frozen=True, slots=True)
class DetailsColumn(Generic[R]):
    """A column: what it shows of a row, what is edited, and the operation that writes what was typed.

    Without ``change`` it is read only; ``change`` may raise UserError, or return None where nothing
    is to be done. ``edited`` is shown in the editor where it differs from what is shown.
    """

    title: str
    show: Callable[[R], str]
    change: Callable[[R, str], Operation[Any] | None] | None = None
    edited: Callable[[R], str] | None = None
    choices: Callable[[], Sequence[str]] | None = None
    tip: str = ""
    wide: bool = False


class Details(Protocol[R]):
    """What a table shows: rows with an ``id``, and how one is added and removed."""

    @property
    def tables(self) -> tuple[TableName, ...]:
        """The tables whose changes are shown."""
        ...

    @property
    def new(self) -> str:
        """What stands in the empty row at the end; empty where rows are not added there."""
        ...

    def columns(self) -> Sequence[DetailsColumn[R]]:
        """Return the columns; they may differ after a change of the study."""
        ...

    def rows(self) -> Sequence[R]:
        """Return the rows in their order."""
        ...

    def add(self, column: int, text: str) -> Operation[int]:
        """Return what adds a row of which one field was typed."""
        ...

    def remove(self, row: R) -> Operation[Any]:
        """Return what removes a row."""
        ...


class DetailsModel(QAbstractTableModel, Generic[R]):
    """Shows Facts and, below them, an empty row in which typing adds one."""

    row_added = Signal(int)  # the id of a row that the empty row became

    def __init__(self, open_study: OpenStudy, facts: Details[R], parent: QObject | None = None) -> None:
        """Show nothing until refreshed."""
        super().__init__(parent)
        self._study = open_study
        self.facts = facts
        self._columns: Sequence[DetailsColumn[R]] = ()
        self._rows: list[R] = []

    def refresh(self) -> None:
        """Read the facts again, row by row, so that a field that is being edited stays open."""
        columns, rows = self.facts.columns(), self.facts.rows()
        if [column.title for column in columns] != [column.title for column in self._columns]:
            self.beginResetModel()
            self._columns, self._rows = columns, list(rows)
            self.endResetModel()
            return
        self._columns = columns
        self._remove_all_but({_id(row) for row in rows})
        self._insert_new(rows)
        self._put_in_order(rows)
        if rows:
            self.dataChanged.emit(self.index(0, 0), self.index(len(rows) - 1, len(columns) - 1))

    def _remove_all_but(self, kept: set[int]) -> None:
        for at in reversed(range(len(self._rows))):
            if _id(self._rows[at]) not in kept:
                self.beginRemoveRows(QModelIndex(), at, at)
                del self._rows[at]
                self.endRemoveRows()

    def _insert_new(self, rows: Sequence[R]) -> None:
        standing = {_id(row) for row in self._rows}
        for at, row in enumerate(rows):
            if _id(row) not in standing:
                self.beginInsertRows(QModelIndex(), at, at)
                self._rows.insert(at, row)
                self.endInsertRows()

    def _put_in_order(self, rows: Sequence[R]) -> None:
        order = [_id(row) for row in self._rows]
        moved = order != [_id(row) for row in rows]
        if moved:
            self.layoutAboutToBeChanged.emit()
        self._rows = list(rows)
        if moved:
            for index in self.persistentIndexList():
                if index.row() < len(order):
                    self.changePersistentIndex(index, self.index_of(order[index.row()], index.column()))
            self.layoutChanged.emit()

    def row_at(self, row: int) -> R | None:
        """Return a row of the facts, None for the empty row."""
        return self._rows[row] if 0 <= row < len(self._rows) else None

    def index_of(self, row_id: int, column: int) -> QModelIndex:
        """Return where a field is, an invalid index where its row is gone."""
        at = next((at for at, row in enumerate(self._rows) if _id(row) == row_id), -1)
        return self.index(at, column) if at >= 0 else QModelIndex()

    def id_at(self, index: Index) -> int | None:
        """Return the id of the row at an index, None in the empty row."""
        row = self.row_at(index.row()) if index.isValid() else None
        return None if row is None else _id(row)

    def column_at(self, column: int) -> DetailsColumn[R]:
        """Return how a column is made."""
        return self._columns[column]

    # --- what Qt asks ------------------------------------------------------------------------

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008 - Qt's own default
        """Count the rows, with the empty one."""
        if parent.isValid() or not self._columns:
            return 0
        return len(self._rows) + (1 if self._can_add() else 0)

    def columnCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008 - Qt's own default
        """Count the columns."""
        return 0 if parent.isValid() else len(self._columns)

    def headerData(
        self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole
    ) -> Any:
        """Return a column's title and its tip."""
        if orientation is Qt.Orientation.Vertical or not 0 <= section < len(self._columns):
            return None
        column = self._columns[section]
        return {Qt.ItemDataRole.DisplayRole: column.title, Qt.ItemDataRole.ToolTipRole: column.tip}.get(
            Qt.ItemDataRole(role)
        )

    def flags(self, index: Index) -> Qt.ItemFlag:
        """Let be edited what can be written."""
        usual = Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable
        column = self._columns[index.column()]
        writable = self._study.can_write and column.change is not None
        return usual | Qt.ItemFlag.ItemIsEditable if writable else usual

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        """Return what a field shows, what is edited, or what may be chosen."""
        if not index.isValid():
            return None
        column, row = self._columns[index.column()], self.row_at(index.row())
        answers: dict[int, Callable[[], Any]] = {
            CHOICES: lambda: list(column.choices()) if column.choices else None,
            NEW_ROW: lambda: row is None,
            Qt.ItemDataRole.AccessibleTextRole: lambda: f"{column.title}: {self._shown(column, row)}",
            Qt.ItemDataRole.EditRole: lambda: "" if row is None else (column.edited or column.show)(row),
            Qt.ItemDataRole.DisplayRole: lambda: self._shown(column, row),
        }
        return answers[role]() if role in answers else None

    def _shown(self, column: DetailsColumn[R], row: R | None) -> str:
        if row is not None:
            return column.show(row)
        return self.facts.new if column is self._columns[0] else ""

    def setData(self, index: Index, value: Any, role: int = Qt.ItemDataRole.EditRole) -> bool:
        """Write what was typed through an operation; what is refused is said, and nothing changes."""
        text, row, at = clean_name(str(value)), self.row_at(index.row()), index.column()
        if role != Qt.ItemDataRole.EditRole or text == self.data(index, role):
            return False
        try:
            operation = self.facts.add(at, text) if row is None else self._change(row, at, text)
        except UserError as error:
            self._study.notices.warn(error)
            return False
        if operation is None:
            return False
        result = self._study.perform(operation)
        if row is None and isinstance(result, int):
            self.row_added.emit(result)
        return True

    def _change(self, row: R, at: int, text: str) -> Operation[Any] | None:
        change = self._columns[at].change
        return change(row, text) if change is not None else None

    def _can_add(self) -> bool:
        return bool(self.facts.new) and self._study.can_write


def _id(row: Any) -> int:
    found: int = row.id
    return found
