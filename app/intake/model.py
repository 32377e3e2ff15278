"""The import plan as a table: a row a file, guesses in italics, what is missing as a question."""

from collections.abc import Callable
from typing import Any

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QObject, Qt, Signal
from PySide6.QtGui import QColor, QFont

from app.intake.columns import ImportColumn, columns
from app.shell import theme
from app.widgets.combo_box_delegate import CHOICES, FREE, Index
from coding.intake.plan import GuessSource, ImportPlan, ImportRow
from coding.intake.row_notes import remarks, source_in_words
from coding.language import _

_NOWHERE = QModelIndex()


class ImportModel(QAbstractTableModel):
    """Shows an ImportPlan. What is typed or ticked goes out as a signal; the page knows for which rows."""

    typed = Signal(int, int, str)  # row, column, text
    ticked = Signal(int, bool)  # row, whether it is to come in

    def __init__(self, parent: QObject | None = None) -> None:
        """Begin with no files."""
        super().__init__(parent)
        self.plan = ImportPlan()
        self.columns = columns()
        roles = Qt.ItemDataRole
        self._readers: dict[int, Callable[[ImportRow, ImportColumn], Any]] = {
            roles.DisplayRole: self._shown,
            roles.EditRole: self._edited,
            roles.CheckStateRole: self._checked,
            roles.FontRole: self._font,
            roles.ForegroundRole: self._colour,
            roles.TextAlignmentRole: _alignment,
            roles.ToolTipRole: self._tool_tip,
            roles.AccessibleTextRole: self._spoken,
            CHOICES: self._choices,
            FREE: lambda _import_row, column: column.free,
        }

    def show_plan(self, plan: ImportPlan) -> None:
        """Show another plan; with as many rows it is the same one, corrected."""
        if len(plan.rows) == len(self.plan.rows):
            self.plan = plan
            last = self.index(self.rowCount() - 1, self.columnCount() - 1)
            self.dataChanged.emit(self.index(0, 0), last)
            return
        self.beginResetModel()
        self.plan = plan
        self.endResetModel()

    def import_row(self, row: int) -> ImportRow:
        """Return the arrival of a row."""
        return self.plan.rows[row]

    def rowCount(self, parent: Index = _NOWHERE) -> int:
        """Return the number of files."""
        return 0 if parent.isValid() else len(self.plan.rows)

    def columnCount(self, parent: Index = _NOWHERE) -> int:
        """Return the number of columns."""
        return 0 if parent.isValid() else len(self.columns)

    def headerData(
        self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole
    ) -> Any:
        """Return the columns' titles."""
        if orientation is not Qt.Orientation.Horizontal:
            return None
        column = self.columns[section]
        if role == Qt.ItemDataRole.TextAlignmentRole:
            return _alignment(None, column)
        return column.title if role == Qt.ItemDataRole.DisplayRole else None

    def flags(self, index: Index) -> Qt.ItemFlag:
        """Say which fields can be corrected and which rows can be ticked."""
        flags = Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable
        if not index.isValid() or not self.import_row(index.row()).readable:
            return flags
        if index.column() == 0:
            return flags | Qt.ItemFlag.ItemIsUserCheckable
        return flags | (Qt.ItemFlag.ItemIsEditable if self.columns[index.column()].correct else flags)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        """Return what a field shows and how."""
        import_row, column = self.import_row(index.row()), self.columns[index.column()]
        read = self._readers.get(role)
        return None if read is None else read(import_row, column)

    def setData(self, index: Index, value: Any, role: int = Qt.ItemDataRole.EditRole) -> bool:
        """Say what was typed or ticked; the corrected plan comes back through show_plan."""
        if role == Qt.ItemDataRole.CheckStateRole:
            self.ticked.emit(index.row(), Qt.CheckState(value) is Qt.CheckState.Checked)
        elif str(value) != self.data(index, Qt.ItemDataRole.EditRole):
            self.typed.emit(index.row(), index.column(), str(value))
        return True

    def _edited(self, import_row: ImportRow, column: ImportColumn) -> str:
        return column.edited(import_row) if column.edited else column.shown(import_row, self.plan)

    def _checked(self, import_row: ImportRow, column: ImportColumn) -> Qt.CheckState | None:
        if column is not self.columns[0] or not import_row.readable:
            return None
        return Qt.CheckState.Checked if import_row.include else Qt.CheckState.Unchecked

    def _choices(self, import_row: ImportRow, column: ImportColumn) -> list[str] | None:
        return list(column.choices(self.plan, import_row)) if column.choices else None

    def _font(self, import_row: ImportRow, column: ImportColumn) -> QFont | None:
        font = QFont()
        font.setItalic(True)
        return font if self._is_guess(import_row, column) else None

    def _is_missing(self, import_row: ImportRow, column: ImportColumn) -> bool:
        return column.wanted and import_row.readable and not column.shown(import_row, self.plan)

    def _is_guess(self, import_row: ImportRow, column: ImportColumn) -> bool:
        return column.source(import_row) not in {GuessSource.BY_HAND, GuessSource.TABLE, GuessSource.NOWHERE}

    def _shown(self, import_row: ImportRow, column: ImportColumn) -> str:
        return "?" if self._is_missing(import_row, column) else column.shown(import_row, self.plan)

    def _colour(self, import_row: ImportRow, column: ImportColumn) -> QColor | None:
        colours = theme.current()
        if self._is_missing(import_row, column) or import_row.file.problem:
            return QColor(colours.warning)
        if not import_row.readable or not import_row.include:
            return QColor(colours.quiet)
        return QColor(colours.dim) if self._is_guess(import_row, column) else None

    def _tool_tip(self, import_row: ImportRow, column: ImportColumn) -> str:
        if column is self.columns[0]:
            return import_row.file.path
        if column is self.columns[-1]:
            return "\n".join(remarks(import_row))
        if self._is_missing(import_row, column):
            return _("Nothing says it. Type it here.")
        return source_in_words(column.source(import_row))

    def _spoken(self, import_row: ImportRow, column: ImportColumn) -> str:
        """Return a field for a screen reader: a guess is said to be one."""
        shown = column.shown(import_row, self.plan) or _("not known")
        guess = source_in_words(column.source(import_row))
        return f"{shown}, {guess}" if guess else shown


def _alignment(_import_row: ImportRow | None, column: ImportColumn) -> Qt.AlignmentFlag:
    across = Qt.AlignmentFlag.AlignRight if column.is_number else Qt.AlignmentFlag.AlignLeft
    return across | Qt.AlignmentFlag.AlignVCenter
