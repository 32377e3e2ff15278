"""A table of what the study holds: every change is an operation, stored at once, undoable."""

from collections.abc import Sequence
from typing import Any, Generic

from PySide6.QtCore import Qt
from PySide6.QtGui import QColor, QShowEvent
from PySide6.QtWidgets import QPushButton, QWidget

from app.shell import theme
from app.shell.open_study import OpenStudy
from app.widgets.forms import STRETCH, column_of, hint, row_of, wide
from app.widgets.table import Index, R, TableColumn, TableModel
from app.widgets.table_view import TableView
from coding.errors import UserError
from coding.language import _
from storage.study.journal import Changes
from storage.study.operation import Operation
from storage.study.tables import TableName


class StudyRows(Generic[R]):
    """What a table shows of the study: rows that have an ``id``, and how they are added and removed."""

    tables: tuple[TableName, ...] = ()  # whose changes are shown
    new = ""  # marked with N_: what stands in the empty row at the end, where rows are added there

    def __init__(self, open_study: OpenStudy) -> None:
        """Read them from this study."""
        self.study = open_study

    def columns(self) -> Sequence[TableColumn[R]]:
        """Return the columns; they may differ after a change of the study."""
        raise NotImplementedError

    def rows(self) -> Sequence[R]:
        """Return the rows in their order."""
        raise NotImplementedError

    def add(self, column: int, text: str) -> Operation[int]:
        """Return what adds a row of which one field was typed. Raises UserError."""
        raise NotImplementedError

    def remove(self, row: R) -> Operation[Any] | None:
        """Return what removes a row, None where rows stay."""


class StudyModel(TableModel[R]):
    """Writes what is typed by operations; what is refused is said, and nothing changes."""

    def __init__(self, source: StudyRows[R]) -> None:
        """Show nothing until refreshed."""
        super().__init__(key=_id)
        self.source = source
        if source.new and not source.study.file.read_only:
            self.new = _(source.new)

    def refresh(self) -> None:
        """Read the rows again."""
        self.show_columns(self.source.columns())
        self.show_rows(self.source.rows())

    def flags(self, index: Index) -> Qt.ItemFlag:
        """Let be edited what can be written."""
        flags = super().flags(index)
        return flags if self.source.study.can_write else flags & ~Qt.ItemFlag.ItemIsEditable

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        """Show quietly what cannot be edited."""
        if role == Qt.ItemDataRole.ForegroundRole and not self.flags(index) & Qt.ItemFlag.ItemIsEditable:
            return QColor(theme.current().quiet)
        return super().data(index, role)

    def write(self, row: R | None, column: int, text: str) -> bool:
        """Perform the operation that writes a text."""
        change = self.columns[column].change
        try:
            if row is None:
                operation = self.source.add(column, text)
            else:
                operation = change(row, text) if change is not None else None
        except UserError as error:
            self.source.study.notices.warn(error)
            return False
        if operation is None:
            return False
        result = self.source.study.perform(operation)
        if row is None and isinstance(result, int):
            self.row_added.emit(result)
        return True


class StudyTable(QWidget):
    """What the study holds, to edit in place, with the words above it and its buttons below.

    Enter or a letter edits, Delete removes, the empty row adds.
    """

    def __init__(self, source: StudyRows[Any], name: str, words: str, parent: QWidget | None = None) -> None:
        """Show these rows; ``name`` is what a screen reader calls the table, ``words`` stand above it."""
        super().__init__(parent)
        self.source = source
        self.model: StudyModel[Any] = StudyModel(source)
        self.view: TableView[Any] = TableView(self.model, name)
        self.view.setSelectionBehavior(TableView.SelectionBehavior.SelectItems)
        self.remove = QPushButton(_("Remove"))
        self._lay_out(words)
        self.remove.clicked.connect(self.remove_selected)
        self.view.remove_pressed.connect(self.remove_selected)
        source.study.study_changed.connect(self._on_study_changed)
        self._stale = True

    def _lay_out(self, words: str) -> None:
        self.buttons = row_of(self.remove, STRETCH)
        column_of(hint(words), wide(self.view), self.buttons, on=self, margins=(0, 12, 0, 0))

    def refresh(self) -> None:
        """Read the rows again."""
        self._stale = False
        self.model.refresh()
        self.remove.setEnabled(self.source.study.can_write)

    def _on_study_changed(self, changes: Changes) -> None:
        if self.source.study.is_open and changes.touches(*self.source.tables):
            self._stale = True
            if self.isVisible():
                self.refresh()

    def showEvent(self, event: QShowEvent) -> None:
        """Catch up with what changed behind another tab."""
        super().showEvent(event)
        if self._stale and self.source.study.is_open:
            self.refresh()

    def remove_selected(self) -> None:
        """Remove the rows that have a selected field; what is still needed stays, and is said."""
        for row in self.view.selected():
            operation = self.source.remove(row)
            if operation is not None:
                self.source.study.perform(operation)


def _id(row: Any) -> int:
    found: int = row.id
    return found
