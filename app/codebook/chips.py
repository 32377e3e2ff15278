"""The codes at the selection as a list of chips: seen as chips, heard as a list."""

from dataclasses import dataclass
from enum import IntEnum

from PySide6.QtCore import QPoint, QRect, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QColor, QFont, QFontMetrics, QKeyEvent, QMouseEvent, QPainter, QPen, QResizeEvent
from PySide6.QtWidgets import (
    QAbstractItemView,
    QFrame,
    QListView,
    QListWidget,
    QListWidgetItem,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QWidget,
)

from app.shell import theme
from app.widgets.painting import bold, focus_pen, smoothly, write
from app.widgets.table import Index
from coding.language import _

_HEIGHT = 24
_CROSS = 18
_GAP = 3


@dataclass(frozen=True, slots=True)
class CodingChip:
    """A coding as a chip; ``around`` it stands on another passage that touches the selection."""

    coding_id: int
    text: str
    spoken: str
    hue: str
    current: bool
    around: bool
    faint: bool


class _ChipRole(IntEnum):
    CHIP = Qt.ItemDataRole.UserRole + 1


class ChipList(QListWidget):
    """Chips of the codings at the selection, and a last one to add more. A click keeps the focus away."""

    taken_off = Signal(int)
    chosen = Signal(int)
    more_wanted = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        """Begin with nothing but the chip to add."""
        super().__init__(parent)
        self.setAccessibleName(_("Codes of the selected passage"))
        self.setItemDelegate(_ChipDelegate(self))
        self.setFlow(QListView.Flow.LeftToRight)
        self.setWrapping(True)
        self.setResizeMode(QListView.ResizeMode.Adjust)
        self.setSpacing(_GAP)
        self.setViewportMargins(-_GAP - 1, 0, 0, 0)  # the first chip stands flush
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        for policy in (self.setHorizontalScrollBarPolicy, self.setVerticalScrollBarPolicy):
            policy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.show_chips([])

    def show_chips(self, chips: list[CodingChip]) -> None:
        """Show these chips, the row in hand kept."""
        self._metrics = QFontMetrics(chip_font(self.font()))
        row = self.currentRow()
        self.clear()
        for chip in chips:
            self._add(chip.text, chip.spoken, chip)
        self._add("+", _("Add a code (Enter in the transcript)"), None)
        self.setCurrentRow(min(max(row, 0), self.count() - 1))
        self._fit_height()

    def _add(self, text: str, spoken: str, chip: CodingChip | None) -> None:
        item = QListWidgetItem(text)
        item.setData(Qt.ItemDataRole.AccessibleTextRole, spoken)
        item.setToolTip(spoken)
        item.setData(_ChipRole.CHIP, chip)
        self.addItem(item)

    def chip_of(self, index: Index) -> CodingChip | None:
        """Return the chip of an index, None for the one to add."""
        return index.data(_ChipRole.CHIP)

    # --- size --------------------------------------------------------------------------------------

    def width_of(self, index: Index) -> int:
        """Return how wide a chip is, in pixels."""
        chip = self.chip_of(index)
        cross = 0 if chip is None or chip.around else _CROSS - 4
        return min(
            self._metrics.horizontalAdvance(index.data()) + 20 + cross, max(60, self.width() - 2 * _GAP)
        )

    def _fit_height(self) -> None:
        """Be as high as the rows of chips are at this width."""
        lines, x = 1, _GAP
        for row in range(self.count()):
            width = self.width_of(self.model().index(row, 0)) + _GAP
            if x > _GAP and x + width > self.width():
                lines, x = lines + 1, _GAP
            x += width
        self.setFixedHeight(lines * (_HEIGHT + _GAP) + _GAP + 1)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Wrap anew."""
        super().resizeEvent(event)
        self._fit_height()

    # --- what is done --------------------------------------------------------------------------------

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        """Take a code off at its cross, else make it current."""
        point = event.position().toPoint()
        index = self.indexAt(point)
        super().mouseReleaseEvent(event)
        if index.isValid() and event.button() == Qt.MouseButton.LeftButton:
            self._act(index, on_cross=self.is_on_cross(point, index))

    def is_on_cross(self, point: QPoint, index: Index) -> bool:
        """Tell whether a point is on a chip's cross."""
        chip = self.chip_of(index)
        return chip is not None and not chip.around and point.x() > self.visualRect(index).right() - _CROSS

    def _act(self, index: Index, *, on_cross: bool) -> None:
        chip = self.chip_of(index)
        if chip is None:
            self.more_wanted.emit()
        elif on_cross:
            self.taken_off.emit(chip.coding_id)
        else:
            self.chosen.emit(chip.coding_id)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Make current with Enter, take off with Delete."""
        index = self.currentIndex()
        if index.isValid() and event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Space):
            self._act(index, on_cross=False)
        elif index.isValid() and event.key() in (Qt.Key.Key_Delete, Qt.Key.Key_Backspace):
            if self.chip_of(index) is not None and not event.isAutoRepeat():
                self._act(index, on_cross=True)
        else:
            super().keyPressEvent(event)


class _ChipDelegate(QStyledItemDelegate):
    def __init__(self, chips: ChipList) -> None:
        super().__init__(chips)
        self._chips = chips

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        return QSize(self._chips.width_of(index), _HEIGHT)

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        chip = self._chips.chip_of(index)
        rect = option.rect
        ground, edge, ink = _colours(chip)
        shape = QRectF(rect).adjusted(1, 1, -1, -1)
        with smoothly(painter):
            painter.setPen(edge)
            painter.setBrush(ground)
            painter.drawRoundedRect(shape, shape.height() / 2, shape.height() / 2)
            self._write(painter, rect, index, ink)
            if self._chips.hasFocus() and index == self._chips.currentIndex():
                painter.setPen(focus_pen())
                painter.setBrush(Qt.BrushStyle.NoBrush)
                painter.drawRoundedRect(QRectF(rect), rect.height() / 2, rect.height() / 2)

    def _write(self, painter: QPainter, rect: QRect, index: Index, ink: str) -> None:
        chip, font = self._chips.chip_of(index), chip_font(self._chips.font())
        inside = rect.adjusted(10, 0, -8, 0)
        if chip is not None and not chip.around:
            cross = QRect(rect.right() - _CROSS, rect.top(), _CROSS - 6, rect.height())
            write(painter, cross, "×", ink, font, Qt.AlignmentFlag.AlignCenter)
            inside.setRight(cross.left() + 1)
        write(painter, inside, index.data(), ink, font)


def _colours(chip: CodingChip | None) -> tuple[QColor, QPen, str]:
    """Return a chip's ground, edge and ink."""
    colours = theme.current()
    if chip is None:
        return QColor(colours.accent_tint), QPen(QColor(colours.border), 1), colours.accent
    if chip.faint:
        return QColor(colours.hover), QPen(QColor(colours.line)), colours.dim
    hue = colours.hue(chip.hue)
    if chip.around:
        dotted = QPen(QColor(hue.mark), 1, Qt.PenStyle.DotLine)
        return QColor(Qt.GlobalColor.transparent), dotted, hue.ink
    width = (1, 3) if colours.contrast else (0, 1.6)
    edge = QPen(QColor(hue.mark), width[chip.current]) if width[chip.current] else QPen(Qt.PenStyle.NoPen)
    return QColor(hue.tint), edge, hue.ink


def chip_font(font: QFont) -> QFont:
    """Return the face of a chip's words."""
    small = bold(font)
    small.setPixelSize(12)
    return small
