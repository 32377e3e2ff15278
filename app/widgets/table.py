"""Tables: what a column shows and takes of a row, and the model over a list of rows."""

from collections.abc import Callable, Hashable, Mapping, Sequence
from dataclasses import KW_ONLY, dataclass
from functools import cached_property
from typing import Any, Final, Generic, TypeVar

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QPersistentModelIndex, Qt, Signal
from PySide6.QtGui import QColor, QFont, QIcon

from app.shell import theme
from app.widgets.painting import LEFT, RIGHT
from coding.language import _
from coding.text.names import clean_name
from coding.text.sorting import NaturalKey, natural_key
from storage.study.operation import Operation

R = TypeVar("R")
Index = QModelIndex | QPersistentModelIndex
NOWHERE: Final = QModelIndex()
CHOICES: Final = Qt.ItemDataRole.UserRole + 1  # the texts to choose from, or None where there are none
FREE: Final = Qt.ItemDataRole.UserRole + 2  # whether something else may be typed in place of a choice

_MANY = 50  # rows that come or go at once: then all are shown anew
_FLAGS = Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable
_TICKS = {None: None, False: Qt.CheckState.Unchecked, True: Qt.CheckState.Checked}


@dataclass(frozen=True)  # slots do not go with a type in brackets
class TableColumn(Generic[R]):
    """A column: its heading, what it shows of a row, and how a row is changed in it.

    ``change`` writes what was typed or chosen, by itself or by the operation that it returns; it may
    raise UserError. Columns without a ``width`` in pixels are as wide as what stands in them; the wide
    ones share what is left over.
    """

    heading: str
    text: Callable[[R], str]
    change: Callable[[R, str], Operation[Any] | None] | None = None
    width: int = 0
    by_name: KW_ONLY
    is_wide: bool = False
    is_number: bool = False
    about: str = ""  # the heading's tooltip
    can_change: Callable[[R], bool] = lambda _row: True
    edited: Callable[[R], str] | None = None  # what the editor begins with, where that is not the text
    choices: Callable[[R], Sequence[str]] | None = None
    is_free: bool = False  # something else than a choice may be typed
    ticked: Callable[[R], bool | None] | None = None  # None: this row has nothing to tick
    tick: Callable[[R, bool], None] | None = None
    colour: Callable[[R], str | None] | None = None
    font: Callable[[R], QFont | None] | None = None
    icon: Callable[[R], QIcon] | None = None
    tool_tip: Callable[[R], str] | None = None  # where that is not the text
    spoken: Callable[[R], str] | None = None  # where that is not the heading with the text

    @property
    def alignment(self) -> Qt.AlignmentFlag:
        """Where text stands across the column."""
        return RIGHT if self.is_number else LEFT

    @cached_property
    def answers(self) -> Mapping[int, Callable[[R], Any]]:
        """What Qt is told of a field, by the role that it asks for.

        None of them points back at the column: what its functions know would wait for a search for garbage.
        """
        heading, text, alignment, is_free = self.heading, self.text, self.alignment, self.is_free
        colour, choices, ticked = self.colour, self.choices, self.ticked
        roles = Qt.ItemDataRole
        found: dict[int, Callable[[R], Any] | None] = {
            roles.DisplayRole: self.text,
            roles.EditRole: self.edited or self.text,
            roles.ToolTipRole: self.tool_tip or self.text,
            roles.AccessibleTextRole: self.spoken or (lambda row: f"{heading}: {text(row) or _('empty')}"),
            roles.TextAlignmentRole: lambda _row: alignment,
            roles.FontRole: self.font,
            roles.DecorationRole: self.icon,
            roles.ForegroundRole: colour and (lambda row: QColor(name) if (name := colour(row)) else None),
            roles.CheckStateRole: ticked and (lambda row: _TICKS[ticked(row)]),
            CHOICES: choices and (lambda row: list(choices(row))),
            FREE: lambda _row: is_free,
        }
        return {role: answer for role, answer in found.items() if answer is not None}


class TableModel(QAbstractTableModel, Generic[R]):
    """Shows rows. A row is told from the others by its key: by that it is found again when rows change.

    Where ``new`` says something it stands in an empty row at the end, and typing there adds a row.
    """

    new = ""
    row_added = Signal(object)  # the key of the row that the empty row became

    def __init__(
        self, columns: Sequence[TableColumn[R]] = (), key: Callable[[R], Hashable] = lambda row: row
    ) -> None:
        """Begin without rows."""
        super().__init__()
        self.columns = columns
        self.key = key
        self.rows: list[R] = []  # as they are shown
        self.keys: list[Hashable] = []
        self._given: Sequence[R] = ()  # as they came
        self._order = (-1, Qt.SortOrder.AscendingOrder)

    # --- what is shown -----------------------------------------------------------------------

    def show_columns(self, columns: Sequence[TableColumn[R]]) -> None:
        """Show the rows by these columns; with other headings the rows are to be shown anew."""
        if [column.heading for column in columns] == [column.heading for column in self.columns]:
            self.columns = columns
        else:
            self.show_anew(columns, [])

    def show_rows(self, rows: Sequence[R]) -> None:
        """Show these rows. A field that is being edited stays open, what is selected stays selected."""
        self._given = rows
        ordered = self._ordered(rows)
        keys = [self.key(row) for row in ordered]
        if len(set(keys) ^ set(self.keys)) > _MANY or len(set(keys)) < len(keys):
            self.show_anew(self.columns, ordered)
            return
        if keys != self.keys:
            self._move_to(ordered, keys)
        self.rows = ordered
        if ordered:
            self.dataChanged.emit(self.index(0, 0), self.index(len(ordered) - 1, len(self.columns) - 1))

    def add_rows(self, rows: Sequence[R]) -> None:
        """Show more rows below the others, of a list that is read bit by bit and not sorted."""
        first = len(self.rows)
        self.beginInsertRows(NOWHERE, first, first + len(rows) - 1)
        self.rows += rows
        self.keys += [self.key(row) for row in rows]
        self._given = self.rows
        self.endInsertRows()

    def show_anew(self, columns: Sequence[TableColumn[R]], rows: Sequence[R]) -> None:
        """Show other rows by other columns; nothing is selected."""
        self.beginResetModel()
        self.columns, self.rows, self.keys = columns, list(rows), [self.key(row) for row in rows]
        self.endResetModel()

    def _move_to(self, rows: list[R], keys: list[Hashable]) -> None:
        """Take out what is gone, put what is new at the end, then all in order."""
        places, standing = {key: at for at, key in enumerate(keys)}, set(self.keys)
        for at in reversed(range(len(self.keys))):
            if self.keys[at] not in places:
                self.beginRemoveRows(NOWHERE, at, at)
                del self.rows[at], self.keys[at]
                self.endRemoveRows()
        new = [key for key in keys if key not in standing]
        if new:
            self.beginInsertRows(NOWHERE, len(self.keys), len(keys) - 1)
            self.rows += [rows[places[key]] for key in new]
            self.keys += new
            self.endInsertRows()
        if keys != self.keys:
            self.layoutAboutToBeChanged.emit()
            before, self.rows, self.keys = self.keys, rows, keys
            for index in self.persistentIndexList():
                if index.row() < len(before):
                    self.changePersistentIndex(index, self.index(places[before[index.row()]], index.column()))
            self.layoutChanged.emit()

    def sort(self, column: int, order: Qt.SortOrder = Qt.SortOrder.AscendingOrder) -> None:
        """Sort by a column as people do; by -1 as the rows came."""
        self._order = (column, order)
        self.show_rows(self._given)

    def _ordered(self, rows: Sequence[R]) -> list[R]:
        at, order = self._order
        if not 0 <= at < len(self.columns):
            return list(rows)
        column = self.columns[at]

        def place(row: R) -> NaturalKey:
            text = column.text(row)
            return natural_key(text.replace(",", "") if column.is_number else text)

        return sorted(rows, key=place, reverse=order is Qt.SortOrder.DescendingOrder)

    @property
    def is_editable(self) -> bool:
        """Whether anything can be typed."""
        return any(column.change is not None for column in self.columns)

    def row_at(self, index: Index) -> R | None:
        """Return the row of an index, None in the empty row and nowhere."""
        return self.rows[index.row()] if 0 <= index.row() < len(self.rows) else None

    def index_of(self, key: Hashable, column: int = 0) -> QModelIndex:
        """Return where a field is, an invalid index where its row is gone."""
        return self.index(self.keys.index(key), column) if key in self.keys else QModelIndex()

    def as_text(self) -> tuple[tuple[str, ...], list[tuple[str, ...]]]:
        """Return the headings, and what each row shows below them."""
        head = tuple(column.heading for column in self.columns)
        return head, [tuple(column.text(row) for column in self.columns) for row in self.rows]

    # --- what Qt asks ------------------------------------------------------------------------

    def rowCount(self, parent: Index = NOWHERE) -> int:
        """Count the rows, with the empty one."""
        return 0 if parent.isValid() else len(self.rows) + bool(self.new)

    def columnCount(self, parent: Index = NOWHERE) -> int:
        """Count the columns."""
        return 0 if parent.isValid() else len(self.columns)

    def headerData(
        self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole
    ) -> Any:
        """Return a column's heading and what it is about."""
        if orientation is Qt.Orientation.Vertical or not 0 <= section < len(self.columns):
            return None
        column = self.columns[section]
        match role:
            case Qt.ItemDataRole.DisplayRole:
                return column.heading
            case Qt.ItemDataRole.ToolTipRole:
                return column.about or None
            case Qt.ItemDataRole.TextAlignmentRole:
                return column.alignment
            case _:
                return None

    def flags(self, index: Index) -> Qt.ItemFlag:
        """Say what can be typed in and what can be ticked."""
        row, column = self.row_at(index), self.columns[index.column()]
        flags = _FLAGS
        if column.change is not None and (column.can_change(row) if row is not None else not column.choices):
            flags |= Qt.ItemFlag.ItemIsEditable
        if column.ticked is not None and row is not None and column.ticked(row) is not None:
            flags |= Qt.ItemFlag.ItemIsUserCheckable
        return flags

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        """Return what a field shows and how."""
        row = self.row_at(index)
        if row is None:
            return self._of_new_row(index.column(), role)
        answer = self.columns[index.column()].answers.get(role)
        return None if answer is None else answer(row)

    def _of_new_row(self, column: int, role: int) -> Any:
        match role:
            case Qt.ItemDataRole.DisplayRole | Qt.ItemDataRole.AccessibleTextRole:
                return self.new if column == 0 else ""
            case Qt.ItemDataRole.ForegroundRole:
                return QColor(theme.current().quiet)
            case _:
                return "" if role == Qt.ItemDataRole.EditRole else None

    def setData(self, index: Index, value: Any, role: int = Qt.ItemDataRole.EditRole) -> bool:
        """Write what was typed, chosen or ticked."""
        row, column = self.row_at(index), self.columns[index.column()]
        if role == Qt.ItemDataRole.CheckStateRole and row is not None and column.tick is not None:
            column.tick(row, Qt.CheckState(value) is Qt.CheckState.Checked)
            return True
        text = clean_name(str(value))
        if role != Qt.ItemDataRole.EditRole or text == self.data(index, role):
            return False
        return self.write(row, index.column(), text)

    def write(self, row: R | None, column: int, text: str) -> bool:
        """Write a text to a row, or to a new one; return whether that was done."""
        change = self.columns[column].change
        if row is not None and change is not None:
            change(row, text)
        return row is not None
