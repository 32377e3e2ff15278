"""The list of the rail: where a press ticks, opens or asks for one alone, and how rows are painted."""

from PySide6.QtCore import QModelIndex, QPoint, QRect, QSize, Qt, Signal
from PySide6.QtGui import QColor, QKeyEvent, QMouseEvent, QPainter
from PySide6.QtWidgets import QStyledItemDelegate, QStyleOptionViewItem, QWidget

from app.passages.rail_rows import RailKey, RailRow
from app.shell import theme
from app.widgets.painting import (
    RIGHT,
    bold,
    fill_ground,
    outline_focus,
    paint_arrow,
    paint_box,
    paint_mark,
    smoothly,
    write,
)
from app.widgets.table import Index
from app.widgets.tree import TreeModel, TreeView
from coding.language import _

_MARGIN, _BOX, _SHORT, _STEP, _ROW = 12, 15, 44, 14, 26


class CodesToAsk(TreeModel[RailRow]):
    """Rows by key: a code's id, or what is no code."""

    def __init__(self) -> None:
        """Begin empty."""
        super().__init__(
            {
                Qt.ItemDataRole.DisplayRole: lambda row: row.short or row.name,
                Qt.ItemDataRole.AccessibleTextRole: lambda row: row.spoken,
                Qt.ItemDataRole.ToolTipRole: lambda row: row.name,
                Qt.ItemDataRole.CheckStateRole: lambda row: row.state,
            }
        )

    def below(self, item: RailRow) -> tuple[RailRow, ...]:
        """Return the codes below."""
        return item.below

    def key_of(self, item: RailRow, above: object) -> RailKey:
        """Return what a row is known by."""
        return item.key

    def flags(self, index: Index) -> Qt.ItemFlag:
        """Say which rows can be ticked."""
        row, flags = self.item_at(index), super().flags(index)
        return flags | Qt.ItemFlag.ItemIsUserCheckable if row is not None and row.state is not None else flags


class CodesToAskView(TreeView):
    """Space and the box tick a row, Enter and its name ask for it alone."""

    tick_wanted = Signal(object)  # the key of a row
    only_wanted = Signal(object)

    def __init__(self, model: CodesToAsk, parent: QWidget | None = None) -> None:
        """Show this model."""
        self._met: set[object] = set()
        super().__init__(model, _("Codes to look for"), parent)
        self._rows = model
        self.setItemDelegate(_RailDelegate(self))
        self.setUniformRowHeights(True)
        self.enter_pressed.connect(self._only)

    def always_open(self) -> list[object]:
        """Return the dimensions, open when they are first seen."""
        new = [row.key for row in self._rows.items() if row.is_heading and row.key not in self._met]
        self._met.update(new)
        return list(new)

    def _only(self, index: QModelIndex) -> None:
        self.only_wanted.emit(self._rows.key_at(index))

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        """Tick, open or ask for one alone, by where it is pressed."""
        super().mouseReleaseEvent(event)
        point = event.position().toPoint()
        index = self.indexAt(point)
        row = self._rows.item_at(index)
        if row is None or event.button() != Qt.MouseButton.LeftButton:
            return
        if row.is_heading and _arrow(self.visualRect(index)).contains(point):
            self.setExpanded(index, not self.isExpanded(index))
        elif row.state is not None and _is_on_box(self.visualRect(index), row, point):
            self.tick_wanted.emit(row.key)
        else:
            self.only_wanted.emit(row.key)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Tick with Space."""
        if event.key() == Qt.Key.Key_Space and self.currentIndex().isValid():
            self.tick_wanted.emit(self._rows.key_at(self.currentIndex()))
        else:
            super().keyPressEvent(event)


def _arrow(rect: QRect) -> QRect:
    return QRect(rect.left() + 4, rect.top(), 18, rect.height())


def _box(rect: QRect, row: RailRow) -> QRect:
    x = rect.left() + _MARGIN + 4 + max(row.depth - 1, 0) * _STEP
    return QRect(x, rect.center().y() - _BOX // 2, _BOX, _BOX)


def _is_on_box(rect: QRect, row: RailRow, point: QPoint) -> bool:
    return _box(rect, row).adjusted(-4, -6, 3, 6).contains(point)


class _RailDelegate(QStyledItemDelegate):
    """Paints rows of the rail."""

    def __init__(self, view: CodesToAskView) -> None:
        super().__init__(view)
        self._view = view

    def sizeHint(self, _option: QStyleOptionViewItem, _index: Index) -> QSize:
        """Return a row's height."""
        return QSize(120, _ROW)

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        """Paint a row."""
        model = self._view.model()
        assert isinstance(model, CodesToAsk)
        row = model.item_at(index)
        if row is None:
            return
        rect, usual = option.rect, self._view.font()
        is_asked = row.state is not None and row.state is not Qt.CheckState.Unchecked
        with smoothly(painter):
            fill_ground(painter, option, chosen=is_asked)
            if is_asked:
                painter.fillRect(QRect(rect.left(), rect.top(), 3, rect.height()), _accent())
            left = self._paint_front(painter, rect, row, index)
            count = QRect(rect.right() - _MARGIN - 90, rect.top(), 90, rect.height())
            heavy = bold(usual) if row.found is not None else usual
            width = write(painter, count, row.count, theme.current().dim, heavy, RIGHT)
            name = QRect(left, rect.top(), rect.right() - _MARGIN - width - 8 - left, rect.height())
            colour = theme.current().text if row.is_heading or not row.short else theme.current().dim
            write(painter, name, row.name, colour, bold(usual) if row.is_heading else usual)
            if self._view.hasFocus() and index == self._view.currentIndex():
                outline_focus(painter, rect)

    def _paint_front(self, painter: QPainter, rect: QRect, row: RailRow, index: Index) -> int:
        """Paint what stands before the name; return where that begins."""
        if row.is_heading:
            paint_arrow(painter, _arrow(rect).center().toPointF(), is_open=self._view.isExpanded(index))
            paint_mark(painter, QRect(rect.left() + 25, rect.center().y() - 5, 10, 10), row.hue)
            return rect.left() + 42
        if row.state is None:
            return rect.left() + _MARGIN
        box = _box(rect, row)
        paint_box(painter, box, row.state)
        if not row.short:
            return box.right() + 9
        ink = theme.current().hue(row.hue).ink
        short = QRect(box.right() + 9, rect.top(), _SHORT, rect.height())
        write(painter, short, row.short, ink, bold(self._view.font()))
        return short.right() + 4


def _accent() -> QColor:
    return QColor(theme.current().accent)
