"""A table of figures with a line a round in each row, every one of which can be pressed."""

from collections.abc import Sequence
from typing import Any, Final

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QPersistentModelIndex, QPoint, QRect, Qt
from PySide6.QtGui import QColor, QFontMetrics, QKeyEvent, QMouseEvent, QPainter
from PySide6.QtWidgets import (
    QAbstractItemView,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QTableView,
)

from app.shell import theme
from app.widgets.painting import LEFT, RIGHT
from app.widgets.table import Index

_OPEN: Final = frozenset({Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Space})


class FigureModel(QAbstractTableModel):
    """Rows of any kind; a field says in words what is painted in it."""

    @property
    def rows(self) -> Sequence[Any]:
        """What is shown."""
        raise NotImplementedError

    @property
    def width(self) -> int:
        """How many columns there are; 0 where nothing is shown."""
        raise NotImplementedError

    def words(self, row: Any, column: int) -> str:
        """Return a field in words."""
        raise NotImplementedError

    def tool_tip(self, row: Any, column: int) -> str | None:
        """Return what is said of a field beside what stands in it."""
        raise NotImplementedError

    def heading(self, section: int) -> str:
        """Return what stands over a column, a line or two."""
        raise NotImplementedError

    def is_set_right(self, section: int) -> bool:
        """Tell a column whose heading stands over the right end of its figures."""
        raise NotImplementedError

    def rowCount(self, parent: QModelIndex | QPersistentModelIndex | None = None) -> int:
        """Return how many rows there are."""
        return 0 if parent is not None and parent.isValid() else len(self.rows)

    def columnCount(self, parent: QModelIndex | QPersistentModelIndex | None = None) -> int:
        """Return how many columns there are."""
        return 0 if parent is not None and parent.isValid() else self.width

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        """Return a field in words, and what its tooltip says."""
        row, column = self.rows[index.row()], index.column()
        if role == Qt.ItemDataRole.ToolTipRole:
            return self.tool_tip(row, column)
        if role not in {Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.AccessibleTextRole}:
            return None
        return self.words(row, column)

    def headerData(
        self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole
    ) -> object:
        """Return what stands over a column."""
        if not self.width or orientation is not Qt.Orientation.Horizontal:
            return None
        if role == Qt.ItemDataRole.TextAlignmentRole:
            return RIGHT if self.is_set_right(section) else LEFT
        return self.heading(section) if role == Qt.ItemDataRole.DisplayRole else None


class FigureDelegate(QStyledItemDelegate):
    """Paints the ground of a field and the line below it; what stands in it is the subclass's."""

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        """Paint one field."""
        model = index.model()
        assert isinstance(model, FigureModel)
        colours, rect = theme.current(), option.rect
        chosen = bool(option.state & QStyle.StateFlag.State_Selected)
        painter.save()
        painter.setClipRect(rect)
        if chosen and not colours.contrast:
            painter.fillRect(rect, QColor(colours.accent_tint))
        self.paint_field(painter, rect, model, index)
        if chosen and colours.contrast:
            painter.fillRect(rect.adjusted(0, rect.height() - 2, 0, 0), QColor(colours.accent))
        painter.fillRect(QRect(rect.left(), rect.bottom(), rect.width(), 1), QColor(colours.line))
        painter.restore()

    def paint_field(self, painter: QPainter, rect: QRect, model: Any, index: Index) -> None:
        """Paint what stands in a field."""
        raise NotImplementedError


class FigureTable(QTableView):
    """The table; Enter, or a press on a line of a row, opens what is behind it."""

    below_words = 0  # pixels of a line that its words do not need

    def __init__(self, model: FigureModel, delegate: FigureDelegate, name: str) -> None:
        """Show a model; ``name`` is what a screen reader calls the table."""
        super().__init__()
        model.setParent(self)
        delegate.setParent(self)
        self._figures = model
        self._pressed_at = QPoint()
        self.setModel(model)
        self.setItemDelegate(delegate)
        self.setAccessibleName(name)
        self.setShowGrid(False)
        self.setTabKeyNavigation(False)
        self.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.verticalHeader().hide()
        heads = self.horizontalHeader()
        heads.setHighlightSections(False)
        heads.setSectionsClickable(False)
        heads.setMinimumSectionSize(24)
        self.clicked.connect(self._open_pressed)

    # --- what a subclass says ---

    def lines_in(self, row: Any) -> int:
        """Return how many lines a row has: a round each, 0 for one that opens nothing."""
        raise NotImplementedError

    def open_line(self, index: QModelIndex, line: int) -> None:
        """Open what is behind a line of a field."""
        raise NotImplementedError

    # --- how it is pressed ---

    def current(self) -> Any:
        """Return the row that the keyboard is on, or None."""
        at, rows = self.currentIndex().row(), self._figures.rows
        return rows[at] if 0 <= at < len(rows) else None

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Note where it is pressed: each round has a line of its own."""
        self._pressed_at = event.position().toPoint()
        super().mousePressEvent(event)

    def _open_pressed(self, index: QModelIndex) -> None:
        n, rect = self.lines_in(self._figures.rows[index.row()]), self.visualRect(index)
        if n:
            lines = (at for at in range(n) if self._line(rect, at, n).contains(self._pressed_at))
            self.open_line(index, next(lines, n - 1))  # the last where it was pressed beside them

    def _line(self, rect: QRect, at: int, n: int) -> QRect:
        return line_of(rect, at, n, self.below_words)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Open the last line of a row with Enter."""
        row = self.current()
        if event.key() in _OPEN and row is not None:
            if n := self.lines_in(row):
                self.open_line(self.currentIndex(), n - 1)
        else:
            super().keyPressEvent(event)


def line_of(rect: QRect, at: int, n: int, below_words: int = 0) -> QRect:
    """Return the part of a field that is a round's: the lines stand in its middle, one below another."""
    height = line_height(below_words)
    top = rect.top() + (rect.height() - height * n) // 2 + at * height
    return QRect(rect.left(), top, rect.width(), height)


def line_height(below_words: int = 0) -> int:
    """Return how high a line is, in pixels: as its words are, and what stands below them."""
    return QFontMetrics(theme.interface_font()).height() + max(below_words, 1)
