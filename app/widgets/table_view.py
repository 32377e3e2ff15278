"""How every table looks and answers to keys; and tables whose rows are corrected together."""

from collections.abc import Collection, Hashable, Sequence
from typing import Generic

from PySide6.QtCore import QEvent, QItemSelectionModel, QMetaMethod, QModelIndex, Qt, Signal
from PySide6.QtGui import QContextMenuEvent, QGuiApplication, QKeyEvent, QKeySequence, QMouseEvent
from PySide6.QtWidgets import QAbstractItemView, QHeaderView, QMenu, QTableView, QWidget

from app.shell.deferred_call import DeferredCall
from app.widgets.painting import LEFT
from app.widgets.table import Index, R, TableModel
from app.widgets.table_delegate import TableDelegate
from coding.language import _

_ROW = 28
_NARROWEST = 50
_AROUND_HEADING = 24
_LOOKED_AT = 40  # rows that the width of a column is taken from: all of 1,000 take seconds
_FITTED = 300  # rows that are made as high as their text; more would take too long
_REMEMBERED = 200  # rows that are selected again
_AS_SET = QHeaderView.ResizeMode.Interactive
_BY_CONTENTS = QHeaderView.ResizeMode.ResizeToContents
_STRETCH = QHeaderView.ResizeMode.Stretch
_ENTER = frozenset({Qt.Key.Key_Return, Qt.Key.Key_Enter})


class TableView(QTableView, Generic[R]):
    """A table. Enter or a letter edits, Delete removes, Tab leaves, Ctrl+C copies what is selected.

    A heading that is clicked sorts; the third click brings back the order in which the rows came.
    """

    opened = Signal(object)  # the row of which a field was entered, or double-clicked, that cannot be edited
    remove_pressed = Signal()

    def __init__(self, model: TableModel[R], name: str, parent: QWidget | None = None) -> None:
        """Show this model; ``name`` is what a screen reader calls the table."""
        super().__init__(parent)
        self.rows_model = model
        model.setParent(self)
        self.setModel(model)
        self.setAccessibleName(name)
        self.setItemDelegate(TableDelegate(self))
        self.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        triggers = QAbstractItemView.EditTrigger
        self.setEditTriggers(triggers.DoubleClicked | triggers.EditKeyPressed | triggers.AnyKeyPressed)
        self.setShowGrid(False)
        self.setWordWrap(False)
        self.setTabKeyNavigation(False)
        self.verticalHeader().hide()
        self.verticalHeader().setDefaultSectionSize(_ROW)
        self._set_up_headings(self.horizontalHeader())
        self.doubleClicked.connect(self._open)
        # Queued: the editor of the empty row must have closed before the cursor leaves it.
        model.row_added.connect(self._go_on_in, Qt.ConnectionType.QueuedConnection)
        model.modelReset.connect(self._fit_columns)
        model.rowsInserted.connect(self._fit_columns)
        self._fitted: list[str] = []
        self._fit_columns()

    def _set_up_headings(self, header: QHeaderView) -> None:
        header.setHighlightSections(False)
        header.setDefaultAlignment(LEFT)
        header.setMinimumSectionSize(_NARROWEST)
        header.setResizeContentsPrecision(_LOOKED_AT)
        header.setSortIndicatorClearable(True)
        header.setSortIndicator(-1, Qt.SortOrder.AscendingOrder)
        self.setSortingEnabled(True)

    def _fit_columns(self) -> None:
        """Make columns as wide as they say, or as what stands in the first rows that come."""
        columns, header = self.rows_model.columns, self.horizontalHeader()
        headings = [column.heading for column in columns]
        if headings == self._fitted:
            return
        for at, column in enumerate(columns):
            header.setSectionResizeMode(at, _STRETCH if column.is_wide else _AS_SET)
            if not column.is_wide:
                heading = header.fontMetrics().horizontalAdvance(column.heading) + _AROUND_HEADING
                header.resizeSection(at, column.width or max(heading, self.sizeHintForColumn(at)))
        header.setStretchLastSection(not any(column.is_wide for column in columns))
        self._fitted = headings if self.rows_model.rows else []

    def wrap(self) -> None:
        """Show texts whole, in rows as high as they are long."""
        self.setWordWrap(True)
        fitting = DeferredCall(self._fit_rows, self)
        self.rows_model.modelReset.connect(fitting.start)
        self.rows_model.rowsInserted.connect(fitting.start)
        self.horizontalHeader().sectionResized.connect(fitting.start)

    def _fit_rows(self) -> None:
        few = len(self.rows_model.rows) <= _FITTED
        self.verticalHeader().setSectionResizeMode(_BY_CONTENTS if few else _AS_SET)

    @property
    def is_editing(self) -> bool:
        """Whether the current field is open; Qt's own state forgets that when rows are removed."""
        return bool(self.indexWidget(self.currentIndex()))

    def selected(self) -> list[R]:
        """Return the rows that have a selected field, in order."""
        selection = self.selectionModel().selection()
        ranges = [selection.at(n) for n in range(selection.count())]
        places = sorted({at for each in ranges for at in range(each.top(), each.bottom() + 1)})
        return [self.rows_model.rows[at] for at in places if at < len(self.rows_model.rows)]

    def selected_text(self) -> str:
        """Return what is selected, tab-separated, for a spreadsheet."""
        lines: dict[int, list[str]] = {}
        for index in sorted(self.selectedIndexes()):
            lines.setdefault(index.row(), []).append(str(index.data()))
        return "\n".join("\t".join(texts) for texts in lines.values())

    def event(self, event: QEvent) -> bool:
        """Take Ctrl+C before the window's menu does."""
        if event.type() == QEvent.Type.ShortcutOverride and _is_copy(event):
            event.accept()
            return True
        return super().event(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Act on the current field; the rest, and what an open field leaves over, is Qt's."""
        current = self.currentIndex()
        if self.is_editing or not current.isValid():
            super().keyPressEvent(event)
        elif _is_copy(event):
            self._copy()
        elif event.key() == Qt.Key.Key_Delete:
            if not event.isAutoRepeat():
                self.remove_pressed.emit()
        elif event.key() not in _ENTER or not self.rows_model.is_editable:
            super().keyPressEvent(event)
        elif self.rows_model.flags(current) & Qt.ItemFlag.ItemIsEditable:
            self.edit(current)
        else:
            self._open(current)

    def contextMenuEvent(self, arg__1: QContextMenuEvent) -> None:
        """Show the menu of the current field; a click beside what is selected goes to its field first."""
        by_mouse = arg__1.reason() is QContextMenuEvent.Reason.Mouse
        index = self.indexAt(arg__1.pos()) if by_mouse else self.currentIndex()
        if not index.isValid():
            return
        if not self.selectionModel().isSelected(index):
            self.setCurrentIndex(index)
        menu = self.menu_of(index)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        below = self.viewport().mapToGlobal(self.visualRect(index).bottomLeft())
        menu.popup(arg__1.globalPos() if by_mouse else below)

    def menu_of(self, index: QModelIndex) -> QMenu:
        """Return what can be done with a field and its row: what its keys do."""
        menu = QMenu(self)
        opens, removes = map(QMetaMethod.fromSignal, (self.opened, self.remove_pressed))
        if self.rows_model.flags(index) & Qt.ItemFlag.ItemIsEditable:
            menu.addAction(_("Edit") + "\t" + _("Enter"), lambda: self.edit(index))
        elif self.isSignalConnected(opens):
            menu.addAction(_("Open") + "\t" + _("Enter"), lambda: self._open(index))
        copy = QKeySequence("Ctrl+C").toString(QKeySequence.SequenceFormat.NativeText)
        menu.addAction(_("Copy") + f"\t{copy}", self._copy)
        if self.isSignalConnected(removes) and self.rows_model.row_at(index) is not None:
            menu.addSeparator()
            menu.addAction(_("Remove") + "\t" + _("Del"), self.remove_pressed.emit)
        return menu

    def _copy(self) -> None:
        QGuiApplication.clipboard().setText(self.selected_text())

    def _go_on_in(self, key: Hashable) -> None:
        """Go from the empty row to the row it became; a field opened by Tab is opened there instead."""
        editing = self.is_editing
        index = self.rows_model.index_of(key, max(self.currentIndex().column(), 0))
        if index.isValid():
            self.setCurrentIndex(index)
            if editing:
                self.edit(index)

    def _open(self, index: QModelIndex) -> None:
        row = self.rows_model.row_at(index)
        if row is not None and not self.rows_model.flags(index) & Qt.ItemFlag.ItemIsEditable:
            self.opened.emit(row)


def _is_copy(event: QEvent) -> bool:
    return isinstance(event, QKeyEvent) and event.matches(QKeySequence.StandardKey.Copy)


class RowsTable(TableView[R]):
    """Rows that are corrected together. What is selected stays selected when they are."""

    def show_rows(self, rows: Sequence[R]) -> None:
        """Show these rows; the current and the selected ones are found again by their keys."""
        model = self.rows_model
        selected = {model.key(row) for row in self.selected()}
        at, current = max(self.currentIndex().row(), 0), self.current()
        key = None if current is None else model.key(current)
        model.show_rows(rows)
        if rows and not self.selectionModel().hasSelection():
            at = model.keys.index(key) if key in model.keys else min(at, len(rows) - 1)
            self._select(at, selected if len(selected) > 1 else ())

    def _select(self, current: int, keys: Collection[Hashable]) -> None:
        flags = QItemSelectionModel.SelectionFlag
        model, selection = self.rows_model, self.selectionModel()
        selection.setCurrentIndex(model.index(current, 0), flags.ClearAndSelect | flags.Rows)
        others = [at for at, key in enumerate(model.keys) if key in keys]
        for at in others[:_REMEMBERED]:
            selection.select(model.index(at, 0), flags.Select | flags.Rows)

    def current(self) -> R | None:
        """Return the row the cursor is in."""
        return self.rows_model.row_at(self.currentIndex())

    def meant(self, row: R) -> list[R]:
        """Return what a correction in this row is for: all selected rows, if it is among them."""
        key, selected = self.rows_model.key, self.selected()
        return selected if key(row) in {key(each) for each in selected} else [row]

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
        """Space ticks the selected rows, or unticks them if all are; Escape selects the current row alone."""
        current, selected = self.current(), self.selected()
        ticks = next((column for column in self.rows_model.columns if column.tick), None)
        if self.is_editing or current is None:
            super().keyPressEvent(event)
        elif event.key() == Qt.Key.Key_Space and ticks is not None and ticks.ticked and ticks.tick:
            all_ticked = all(ticks.ticked(row) is not False for row in selected)
            ticks.tick(current, not all_ticked)
        elif event.key() == Qt.Key.Key_Escape and len(selected) > 1:
            self.selectRow(self.currentIndex().row())
        else:
            super().keyPressEvent(event)
