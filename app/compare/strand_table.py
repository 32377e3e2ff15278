"""The table of the Compare page: strands down, schools by round across; folded, sorted, walked and copied."""

from collections.abc import Sequence
from typing import Any

from PySide6.QtCore import QEvent, QMimeData, QPoint, QSize, Qt, Signal
from PySide6.QtGui import QGuiApplication, QHelpEvent, QKeyEvent, QMouseEvent
from PySide6.QtWidgets import QHeaderView, QToolTip, QWidget

from app.compare.numbers import Key, Numbers, key_of
from app.compare.strand_painting import BandHeader, EntryDelegate, StrandHeader, dot_at, width_of_columns
from app.compare.table import PAGE_KEYS
from app.widgets.forms import with_role
from app.widgets.table import Index, TableColumn, TableModel
from app.widgets.table_view import TableView
from coding.analysis.cross_table import CrossRow, CrossRowKind, CrossTable, NumbersEntry, as_html, as_lines
from coding.language import _

_OPENS = frozenset({Qt.Key.Key_Return, Qt.Key.Key_Enter})


class StrandModel(TableModel[CrossRow]):
    """The rows of a cross table: those of folded dimensions left out, sorted within the others."""

    def __init__(self) -> None:
        """Begin empty."""
        super().__init__()
        self.table: CrossTable | None = None
        self.is_shaded = False
        self.folded: set[int] = set()
        self._sorting: tuple[int, Qt.SortOrder] = (-1, Qt.SortOrder.AscendingOrder)
        self._place_of: dict[Key, tuple[CrossRow, int]] = {}

    def show(self, shown: Numbers | None) -> None:
        """Show numbers as a table, or none."""
        table = shown.table if shown is not None else None
        self.is_shaded = shown is not None and shown.is_shaded
        headings = [column.name for column in table.columns] if table else []
        if headings != [column.about for column in self.columns]:
            self._sorting = (-1, Qt.SortOrder.AscendingOrder)
        self.table = table
        self.show_anew([self._column(at) for at in range(len(headings))], self._wanted())

    def _column(self, at: int) -> TableColumn[CrossRow]:
        assert self.table is not None
        column, table = self.table.columns[at], self.table

        def in_words(row: CrossRow) -> str:
            entry = table.entry(row, at)
            return f"{row.label}, {column.name}: {column.n}" if entry is None else entry.words

        return TableColumn(
            column.label,
            lambda row: table.text(row, at),
            is_number=True,
            about=column.name,
            tool_tip=in_words,
            spoken=in_words,
        )

    def _wanted(self) -> list[CrossRow]:
        if self.table is None:
            return []
        at, order = self._sorting
        rows = self.table.ordered(at if at >= 0 else None, descending=order is Qt.SortOrder.DescendingOrder)
        return [row for row in rows if not (row.is_strand and row.dimension in self.folded)]

    def sort(self, column: int, order: Qt.SortOrder = Qt.SortOrder.AscendingOrder) -> None:
        """Sort the strands of each dimension by a column; by -1 they are in the order of the codebook."""
        self._sorting = (column, order)
        self.show_rows(self._wanted())

    def _ordered(self, rows: Any) -> list[CrossRow]:
        return list(rows)

    def fold(self, dimension: int) -> None:
        """Fold the strands of a dimension away, or show them again."""
        self.folded ^= {dimension}
        self.show_rows(self._wanted())

    def entry(self, index: Index) -> NumbersEntry | None:
        """Return the number at an index; None for how many interviews there are."""
        row = self.row_at(index)
        return None if row is None or self.table is None else self.table.entry(row, index.column())

    def index_of_number(self, key: Key) -> Index | None:
        """Return where a number is; None where it is folded away or not there."""
        _members, kind, code_id, _stage = key
        for at, row in enumerate(self.rows):
            if row.column is None or (row.column.kind, row.column.code_id) != (kind, code_id):
                continue
            for column in range(len(self.columns)):
                entry = self.entry(self.index(at, column))
                if entry is not None and key_of(entry.cells) == key:
                    return self.index(at, column)
        return None

    def headerData(
        self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole
    ) -> Any:
        """Return what rows and columns are called."""
        if orientation is Qt.Orientation.Horizontal:
            return super().headerData(section, orientation, role)
        if not 0 <= section < len(self.rows):
            return None
        row = self.rows[section]
        match role:
            case Qt.ItemDataRole.DisplayRole:
                return row.label
            case Qt.ItemDataRole.ToolTipRole:
                return row.name or row.label
            case Qt.ItemDataRole.AccessibleTextRole:
                return f"{row.label}, {row.name}" if row.name else row.label
            case _:
                return None


class StrandTable(TableView[CrossRow]):
    """Walking says ``entry_chosen``, Enter ``opened``; Space folds the dimension that the cursor is in."""

    entry_chosen = Signal(object)  # NumbersEntry

    def __init__(self, parent: QWidget | None = None) -> None:
        """Begin empty."""
        self.model_ = StrandModel()
        super().__init__(self.model_, _("Table of the numbers"), parent)
        with_role(self, "numbers")
        self.setItemDelegate(EntryDelegate(self))
        self.setSelectionBehavior(TableView.SelectionBehavior.SelectItems)
        self.setHorizontalHeader(BandHeader(self.model_, self))
        self._set_up_headings(self.horizontalHeader())
        self.horizontalHeader().setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        self.horizontalHeader().setMinimumSectionSize(24)
        self.setVerticalHeader(StrandHeader(self.model_, self))
        self.verticalHeader().sectionClicked.connect(self._fold_row)
        self.verticalHeader().show()
        self.setCornerButtonEnabled(False)
        self.setMinimumHeight(120)

    def show_numbers(self, shown: Numbers | None) -> None:
        """Show these numbers; nothing is chosen."""
        self.model_.show(shown)
        self._fit_columns()

    def _fit_columns(self) -> None:
        header = self.horizontalHeader()
        for at, width in enumerate(width_of_columns(self.model_, self.font())):
            header.resizeSection(at, width)
        self.verticalHeader().updateGeometry()

    def choose(self, key: Key) -> None:
        """Put the cursor on a number without saying so."""
        index = self.model_.index_of_number(key)
        if index is None:  # folded away, or the dot of one interview
            return
        self.selectionModel().blockSignals(True)  # noqa: FBT003 - Qt's own
        self.setCurrentIndex(index)
        self.selectionModel().blockSignals(False)  # noqa: FBT003
        self.viewport().update()

    def currentChanged(self, current: Index, previous: Index) -> None:
        """Say which number is chosen."""
        super().currentChanged(current, previous)
        entry = self.model_.entry(current) if current.isValid() else None
        if entry is not None:
            self.entry_chosen.emit(entry)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Choose the number, or the one interview whose dot is pressed."""
        super().mousePressEvent(event)
        dot = self.dot_under(event.position().toPoint())
        if dot is not None:
            self.entry_chosen.emit(dot)

    def dot_under(self, point: QPoint) -> NumbersEntry | None:
        """Return what the interview adds whose dot is at a point."""
        index, table = self.indexAt(point), self.model_.table
        row = self.model_.row_at(index)
        if table is None or row is None or row.column is None or not row.is_strand:
            return None
        column = table.columns[index.column()]
        at = dot_at(column, self.visualRect(index), point.x())
        dots = column.dots(row.column) if column.dots is not None else ()
        return dots[at] if at is not None and at < len(dots) else None

    def viewportEvent(self, event: QEvent) -> bool:
        """Say of a dot which interview it is."""
        if isinstance(event, QHelpEvent) and event.type() == QEvent.Type.ToolTip:
            dot = self.dot_under(event.pos())
            if dot is not None:
                QToolTip.showText(event.globalPos(), dot.words, self)
                return True
        return super().viewportEvent(event)

    def code_at(self, at: QPoint) -> int | None:
        """Return the code whose row is at a point."""
        row = self.rowAt(at.y())
        column = self.model_.rows[row].column if row >= 0 else None
        return column.code_id or None if column is not None else None

    def _fold_row(self, row: int) -> None:
        if self.model_.rows[row].kind is CrossRowKind.DIMENSION:
            self.model_.fold(self.model_.rows[row].dimension)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Open with Enter, fold with Space."""
        index = self.currentIndex()
        if event.key() in PAGE_KEYS and not event.modifiers():
            event.ignore()  # the page's
        elif event.key() in _OPENS and not event.modifiers():
            self.opened.emit(None)
        elif event.key() == Qt.Key.Key_Space and index.isValid():
            self._fold_around(index)
        else:
            super().keyPressEvent(event)

    def _fold_around(self, index: Index) -> None:
        """Fold or unfold the dimension of a row, and stay on its sum."""
        dimension = self.model_.rows[index.row()].dimension
        heads = [at for at, row in enumerate(self.model_.rows) if row.kind is CrossRowKind.DIMENSION]
        head = next((at for at in heads if self.model_.rows[at].dimension == dimension), None)
        if dimension and head is not None:
            self.setCurrentIndex(self.model_.index(head, index.column()))
            self.model_.fold(dimension)

    # --- for other programs ----------------------------------------------------------------------

    def copied(self) -> QMimeData:
        """Return what is selected, or all of it for one number: as a table for Word, with tabs for others."""
        table, rows = self.model_.table, self.model_.rows
        if table is None:
            return QMimeData()
        columns = list(range(len(table.columns)))
        chosen = self.selectedIndexes()
        if len(chosen) > 1:
            lines, across = [i.row() for i in chosen], [i.column() for i in chosen]
            rows, columns = rows[min(lines) : max(lines) + 1], columns[min(across) : max(across) + 1]
        return _for_word(table, rows, columns)

    def selected_text(self) -> str:
        """Return what is selected, or all of it for one number, tab-separated."""
        return self.copied().text()

    def _copy(self) -> None:
        QGuiApplication.clipboard().setMimeData(self.copied())

    def sizeHint(self) -> QSize:
        """Ask for the room of a table."""
        return QSize(super().sizeHint().width(), 400)


def table_for_word(table: CrossTable) -> QMimeData:
    """Return a whole table for the clipboard."""
    return _for_word(table, table.rows, range(len(table.columns)))


def _for_word(table: CrossTable, rows: Sequence[CrossRow], columns: Sequence[int]) -> QMimeData:
    data, texts = QMimeData(), as_lines(table, rows, columns)
    data.setText("\n".join("\t".join(line) for line in texts))
    data.setHtml(as_html(texts, [not row.is_strand for row in rows]))
    return data
