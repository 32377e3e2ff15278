"""The numbers of the chart as a table that can be walked, opened and copied."""

from PySide6.QtCore import (
    QAbstractTableModel,
    QModelIndex,
    QObject,
    QPersistentModelIndex,
    QRect,
    QSize,
    Qt,
    Signal,
)
from PySide6.QtGui import QBrush, QColor, QFont, QFontMetrics, QKeyEvent, QPainter, QPen
from PySide6.QtWidgets import (
    QHeaderView,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QTableView,
    QWidget,
)

from app.compare.numbers import Key, Numbers, NumbersEntry, as_text
from app.shell import theme
from coding.analysis.columns import Column, ColumnKind
from coding.language import _

Index = QModelIndex | QPersistentModelIndex
_RIGHT = int(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
_LEFT = int(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
_ROW = 26
_MEASURED = 60  # rows that the widths of columns are taken from
_AROUND = 20  # pixels beside a number, left and right together
_FEWEST_ROWS, _MOST_ROWS = 2, 4  # on view without scrolling


class NumbersModel(QAbstractTableModel):
    """Groups down, strands across."""

    def __init__(self, parent: QObject | None = None) -> None:
        """Begin empty."""
        super().__init__(parent)
        self.shown: Numbers | None = None

    def show(self, shown: Numbers | None) -> None:
        """Show these numbers, or none."""
        self.beginResetModel()
        self.shown = shown
        self.endResetModel()

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008 - Qt's signature
        """Return how many groups there are."""
        return 0 if parent.isValid() or self.shown is None else len(self.shown.rows)

    def columnCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008 - Qt's signature
        """Return how many columns there are."""
        return 0 if parent.isValid() or self.shown is None else len(self.shown.columns)

    def entry(self, index: Index) -> NumbersEntry:
        """Return one number."""
        assert self.shown is not None
        return self.shown.entry(index.row(), index.column())

    def column(self, index: Index) -> Column:
        """Return the column a number is in."""
        assert self.shown is not None
        return self.shown.columns[index.column()]

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        """Return a number as written, its alignment, its words."""
        if not index.isValid() or self.shown is None:
            return None
        entry = self.entry(index)
        values: dict[int, object] = {
            Qt.ItemDataRole.DisplayRole: entry.text,
            Qt.ItemDataRole.TextAlignmentRole: _RIGHT,
            Qt.ItemDataRole.ToolTipRole: entry.words,
            Qt.ItemDataRole.AccessibleTextRole: entry.words,
        }
        if role == Qt.ItemDataRole.FontRole:
            everything = self.column(index).kind is ColumnKind.CODINGS
            return _bold() if everything and self.shown.rows[index.row()].total else None
        if role == Qt.ItemDataRole.BackgroundRole and entry.hatched:
            return QBrush(QColor(theme.current().line), Qt.BrushStyle.BDiagPattern)
        return values.get(role)

    def headerData(
        self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole
    ) -> object:
        """Return strands across and groups down."""
        down = orientation == Qt.Orientation.Vertical
        # A header asks for sections that are gone while the numbers are being replaced.
        if self.shown is None or section >= len(self.shown.rows if down else self.shown.columns):
            return None
        if down:
            return self._row_header(section, role)
        column = self.shown.columns[section]
        match role:
            case Qt.ItemDataRole.DisplayRole:
                return column.label
            case Qt.ItemDataRole.ToolTipRole | Qt.ItemDataRole.AccessibleTextRole:
                return column.name
            case Qt.ItemDataRole.TextAlignmentRole:
                return _RIGHT
            case _:
                return None

    def _row_header(self, section: int, role: int) -> object:
        assert self.shown is not None
        row = self.shown.rows[section]
        match role:
            case Qt.ItemDataRole.DisplayRole | Qt.ItemDataRole.AccessibleTextRole:
                return row.label
            case Qt.ItemDataRole.TextAlignmentRole:
                return _LEFT
            case Qt.ItemDataRole.FontRole if row.total:
                return _bold()
            case _:
                return None


def _bold() -> QFont:
    font = QFont(theme.interface_font())
    font.setBold(True)
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
        ground = model.data(index, Qt.ItemDataRole.BackgroundRole)
        if isinstance(ground, QBrush):
            painter.fillRect(option.rect, ground)
        if option.state & QStyle.StateFlag.State_Selected:
            hue = model.column(index).hue
            painter.fillRect(option.rect, QColor(colours.hue(hue).tint if hue else colours.accent_tint))
        font = model.data(index, Qt.ItemDataRole.FontRole)
        painter.setFont(font if isinstance(font, QFont) else theme.interface_font())
        painter.setPen(QColor(colours.text))
        inside = option.rect.adjusted(4, 0, -_AROUND // 2, 0)
        painter.drawText(inside, _RIGHT, model.entry(index).text)
        if option.state & QStyle.StateFlag.State_HasFocus:
            painter.setPen(QPen(QColor(colours.accent), 1.5))
            painter.drawRect(option.rect.adjusted(1, 1, -2, -2))


class _RowHeader(QHeaderView):
    """Names the groups, totals in bold (which a style sheet takes from an ordinary header)."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(Qt.Orientation.Vertical, parent)
        self.setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        self.setDefaultSectionSize(_ROW)

    def sizeHint(self) -> QSize:
        """Be as wide as the longest name."""
        metrics = QFontMetrics(_bold())
        names = [self.model().headerData(row, Qt.Orientation.Vertical) for row in range(self.count())]
        return QSize(max((metrics.horizontalAdvance(str(name)) for name in names), default=0) + 22, 0)

    def paintSection(self, painter: QPainter, rect: QRect, logical_index: int) -> None:
        """Write a group's name."""
        vertical = Qt.Orientation.Vertical
        font = self.model().headerData(logical_index, vertical, Qt.ItemDataRole.FontRole)
        painter.setFont(font or theme.interface_font())
        painter.setPen(QColor(theme.current().text))
        name = self.model().headerData(logical_index, vertical)
        painter.drawText(rect.adjusted(6, 0, -6, 0), _LEFT, str(name))


class NumbersTable(QTableView):
    """Walking says ``entry_chosen``, Enter ``opened``."""

    entry_chosen = Signal(object)  # Entry
    opened = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        """Begin empty."""
        super().__init__(parent)
        self.numbers = NumbersModel(self)
        self.setModel(self.numbers)
        self.setItemDelegate(_NumberDelegate(self))
        self.setAccessibleName(_("Table of the same numbers"))
        self.setShowGrid(False)
        self.setCornerButtonEnabled(False)
        self.setTabKeyNavigation(False)
        self.setProperty("role", "plain")
        self.setHorizontalScrollMode(QTableView.ScrollMode.ScrollPerPixel)
        self.setVerticalHeader(_RowHeader(self))
        across = self.horizontalHeader()
        across.setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        across.setMinimumSectionSize(20)
        across.setHighlightSections(False)
        self.setMinimumHeight(_height_of(_FEWEST_ROWS))
        self.doubleClicked.connect(self.opened)

    def show_numbers(self, shown: Numbers) -> None:
        """Show these numbers; nothing is chosen."""
        self.numbers.show(shown)
        metrics = self.fontMetrics()
        for at, column in enumerate(shown.columns):
            rows = range(min(len(shown.rows), _MEASURED))
            texts = [column.label, *(shown.entry(row, at).text for row in rows)]
            self.setColumnWidth(at, max(metrics.horizontalAdvance(text) for text in texts) + _AROUND)
        self.updateGeometry()

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
        if event.key() in {Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Space}:
            self.opened.emit()
        else:
            super().keyPressEvent(event)
