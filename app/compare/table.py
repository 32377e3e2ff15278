"""The numbers of the chart as a table that can be walked, opened and copied."""

from heapq import nlargest

from PySide6.QtCore import QPoint, QRect, QSize, Qt, Signal
from PySide6.QtGui import QBrush, QColor, QFont, QFontMetrics, QKeyEvent, QPainter
from PySide6.QtWidgets import (
    QHeaderView,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QWidget,
)

from app.compare.numbers import Key, Numbers, NumbersRow, as_text
from app.compare.palette import shaded
from app.shell import theme
from app.widgets.painting import RIGHT, focus_pen, frame, write
from app.widgets.table import Index, TableColumn, TableModel
from app.widgets.table_view import TableView
from coding.analysis.columns import Column, ColumnKind
from coding.analysis.cross_table import NumbersEntry
from coding.language import _

PAGE_KEYS = frozenset({Qt.Key.Key_V, Qt.Key.Key_O})
_ROW = 26
_MEASURED = 24  # rows that the widths of columns are taken from, and names that those of rows are
_AROUND = 20  # pixels beside a number, left and right together
_FEWEST_ROWS, _MOST_ROWS = 2, 4  # on view without scrolling


class NumbersModel(TableModel[NumbersRow]):
    """Groups down, strands across."""

    shown: Numbers | None = None

    def show(self, shown: Numbers | None) -> None:
        """Show these numbers, or none."""
        self.shown = shown
        columns = [_table_column(shown, column) for column in shown.columns] if shown else []
        self.show_anew(columns, shown.rows if shown else [])

    def entry(self, index: Index) -> NumbersEntry:
        """Return one number."""
        assert self.shown is not None
        return self.shown.entry(index.row(), index.column())

    def column(self, index: Index) -> Column:
        """Return the column a number is in."""
        assert self.shown is not None
        return self.shown.columns[index.column()]

    def headerData(
        self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole
    ) -> object:
        """Return strands across and groups down."""
        if orientation is Qt.Orientation.Horizontal:
            return super().headerData(section, orientation, role)
        # A header asks for sections that are gone while the numbers are being replaced.
        if section >= len(self.rows) or role not in {Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.FontRole}:
            return None
        row = self.rows[section]
        return row.label if role == Qt.ItemDataRole.DisplayRole else _font(bold=row.total)


def _table_column(shown: Numbers, column: Column) -> TableColumn[NumbersRow]:
    def in_words(row: NumbersRow) -> str:
        return shown.entry_of(row, column).words

    sums_up = column.kind is ColumnKind.CODINGS
    return TableColumn(
        column.label,
        lambda row: shown.entry_of(row, column).text,
        is_number=True,
        about=column.name,
        font=lambda row: _font(bold=sums_up and row.total),
        tool_tip=in_words,
        spoken=in_words,
    )


def _font(*, bold: bool) -> QFont:
    font = theme.interface_font()
    font.setBold(bold)
    return font


def _height_of(rows: int) -> int:
    """Return the height of so many rows with their headers and a scroll bar."""
    return (rows + 1) * _ROW + 16


class _NumberDelegate(QStyledItemDelegate):
    """Paints the numbers that are selected on the tint of their dimension."""

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        """Paint one number."""
        colours = theme.current()
        model = index.model()
        assert isinstance(model, NumbersModel)
        if model.shown is not None and (
            shade := model.shown.shade(model.rows[index.row()], model.column(index))
        ):
            painter.fillRect(option.rect, shaded(model.column(index).hue, shade))
        if model.entry(index).hatched:
            painter.fillRect(option.rect, QBrush(QColor(colours.line), Qt.BrushStyle.BDiagPattern))
        chosen = bool(option.state & QStyle.StateFlag.State_Selected)
        if chosen and colours.contrast:
            frame(painter, option.rect, colours.accent)
        elif chosen:
            hue = model.column(index).hue
            painter.fillRect(option.rect, QColor(colours.hue(hue).tint if hue else colours.accent_tint))
        inside = option.rect.adjusted(4, 0, -_AROUND // 2, 0)
        write(painter, inside, index.data(), colours.text, index.data(Qt.ItemDataRole.FontRole), RIGHT)
        if option.state & QStyle.StateFlag.State_HasFocus:
            painter.setPen(focus_pen())
            painter.drawRect(option.rect.adjusted(1, 1, -2, -2))


class _RowHeader(QHeaderView):
    """Names the groups, totals in bold (which a style sheet takes from an ordinary header)."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(Qt.Orientation.Vertical, parent)
        self.setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        self.setDefaultSectionSize(_ROW)

    def sizeHint(self) -> QSize:
        """Be as wide as the longest name."""
        numbers, metrics = self.model(), QFontMetrics(_font(bold=True))
        assert isinstance(numbers, NumbersModel)
        names = nlargest(
            _MEASURED, (row.label for row in numbers.shown.rows) if numbers.shown else (), key=len
        )
        return QSize(max(map(metrics.horizontalAdvance, names), default=0) + 22, 0)

    def paintSection(self, painter: QPainter, rect: QRect, logical_index: int) -> None:
        """Write a group's name."""
        vertical = Qt.Orientation.Vertical
        name, font = (
            self.model().headerData(logical_index, vertical, role)
            for role in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.FontRole)
        )
        write(painter, rect.adjusted(6, 0, -6, 0), str(name), theme.current().text, font)


class NumbersTable(TableView[NumbersRow]):
    """Walking says ``entry_chosen``, Enter ``opened``."""

    entry_chosen = Signal(object)  # NumbersEntry

    def __init__(self, parent: QWidget | None = None) -> None:
        """Begin empty."""
        self.numbers = NumbersModel()
        super().__init__(self.numbers, _("Table of the same numbers"), parent)
        self.setItemDelegate(_NumberDelegate(self))
        self.setSelectionBehavior(TableView.SelectionBehavior.SelectItems)
        self.setSortingEnabled(False)
        self.setCornerButtonEnabled(False)
        self.setProperty("role", "plain")
        self.setHorizontalScrollMode(TableView.ScrollMode.ScrollPerPixel)
        self.setVerticalHeader(_RowHeader(self))
        across = self.horizontalHeader()
        across.setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        across.setMinimumSectionSize(20)
        self.setMinimumHeight(_height_of(_FEWEST_ROWS))

    def show_numbers(self, shown: Numbers) -> None:
        """Show these numbers; nothing is chosen."""
        self.numbers.show(shown)
        self.updateGeometry()

    def _fit_columns(self) -> None:
        metrics = self.fontMetrics()
        for at, column in enumerate(self.numbers.columns):
            texts = [column.heading, *map(column.text, self.numbers.rows[:_MEASURED])]
            self.setColumnWidth(at, max(map(metrics.horizontalAdvance, texts)) + _AROUND)

    def code_at(self, at: QPoint) -> int | None:
        """Return the code whose column is at a point, of the numbers or of their headings."""
        shown, column = self.numbers.shown, self.columnAt(at.x())
        return shown.columns[column].code_id if shown is not None and column >= 0 else None

    def choose(self, key: Key) -> None:
        """Put the cursor on a number without saying so."""
        shown = self.numbers.shown
        place = shown.place_of(key) if shown else None
        self.selectionModel().blockSignals(True)  # noqa: FBT003 - Qt's own
        self.clearSelection()
        if place is not None:
            self.setCurrentIndex(self.numbers.index(*place))
        self.selectionModel().blockSignals(False)  # noqa: FBT003
        self.viewport().update()

    def currentChanged(self, current: Index, previous: Index) -> None:
        """Say which number is chosen."""
        super().currentChanged(current, previous)
        if current.isValid():
            self.entry_chosen.emit(self.numbers.entry(current))

    def selected_text(self) -> str:
        """Return the selected numbers with their headers, tab-separated; the whole table for one number."""
        assert self.numbers.shown is not None
        chosen = self.selectedIndexes()
        if len(chosen) < 2:
            return as_text(self.numbers.shown)
        rows, columns = [index.row() for index in chosen], [index.column() for index in chosen]
        return as_text(
            self.numbers.shown,
            slice(min(rows), max(rows) + 1),
            slice(min(columns), max(columns) + 1),
        )

    def sizeHint(self) -> QSize:
        """Ask for a few rows."""
        return QSize(super().sizeHint().width(), _height_of(min(self.numbers.rowCount(), _MOST_ROWS)))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Open with Enter."""
        if event.key() in PAGE_KEYS and not event.modifiers():
            event.ignore()  # the page's
        elif event.key() in {Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Space}:
            self.opened.emit(None)
        else:
            super().keyPressEvent(event)
