"""The cells of the matrix as a table model."""

from enum import IntEnum

from PySide6.QtCore import QAbstractTableModel, Qt

from app.matrix.shown import ShownCell, ShownMatrix
from app.widgets.table import NOWHERE, Index
from coding.analysis.matrix import MatrixColumn
from coding.analysis.matrix_rows import MatrixRow


class CellRole(IntEnum):
    """What a cell holds besides its words."""

    CELL = Qt.ItemDataRole.UserRole + 1


class GridModel(QAbstractTableModel):
    """Holds what is shown; a cell is worked out when it is looked at."""

    def __init__(self) -> None:
        """Begin empty."""
        super().__init__()
        self.shown: ShownMatrix | None = None
        self._cells: dict[tuple[int, int], ShownCell] = {}

    def show_matrix(self, shown: ShownMatrix | None) -> None:
        """Show a matrix; one of the same rows and columns takes the place of the other without a jump."""
        same = shown is not None and self.shown is not None and _names(shown) == _names(self.shown)
        if not same:
            self.beginResetModel()
        self.shown, self._cells = shown, {}
        if same:
            last = self.index(self.rowCount() - 1, self.columnCount() - 1)
            self.dataChanged.emit(self.index(0, 0), last)
        else:
            self.endResetModel()

    def rowCount(self, parent: Index = NOWHERE) -> int:
        """Return how many cases there are."""
        return 0 if parent.isValid() or self.shown is None else len(self.shown.matrix.rows)

    def columnCount(self, parent: Index = NOWHERE) -> int:
        """Return how many codes there are."""
        return 0 if parent.isValid() or self.shown is None else len(self.shown.matrix.columns)

    def cell(self, row: int, column: int) -> ShownCell:
        """Return what a cell shows."""
        if (row, column) not in self._cells:
            assert self.shown is not None
            self._cells[row, column] = self.shown.cell(row, column)
        return self._cells[row, column]

    def row(self, section: int) -> MatrixRow:
        """Return a case."""
        assert self.shown is not None
        return self.shown.matrix.rows[section]

    def column(self, section: int) -> MatrixColumn:
        """Return a code."""
        assert self.shown is not None
        return self.shown.matrix.columns[section]

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        """Return what a cell shows, or what a screen reader says of it."""
        if not index.isValid() or self.shown is None:
            return None
        cell = self.cell(index.row(), index.column())
        match role:
            case CellRole.CELL:
                return cell
            case Qt.ItemDataRole.DisplayRole:
                return cell.text or cell.how_many
            case Qt.ItemDataRole.AccessibleTextRole:
                return cell.spoken
            case _:
                return None

    def headerData(
        self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole
    ) -> object:
        """Return what a case or a code is called."""
        if self.shown is None or role not in {
            Qt.ItemDataRole.DisplayRole,
            Qt.ItemDataRole.ToolTipRole,
            Qt.ItemDataRole.AccessibleTextRole,
        }:
            return None
        if orientation is Qt.Orientation.Horizontal:
            column = self.column(section)
            return f"{column.label} {column.name}" if column.label != column.name else column.name
        row = self.row(section)
        return "\n".join(filter(None, (row.label, *row.lines)))


def _names(shown: ShownMatrix) -> tuple[object, ...]:
    return (*shown.matrix.rows, None, *shown.matrix.columns)
