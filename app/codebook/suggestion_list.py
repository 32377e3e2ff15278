"""The list under the picker's field: codes with their colour, name, place and key."""

from enum import IntEnum

from PySide6.QtCore import QPoint, QRect, QSize, Qt
from PySide6.QtGui import QPainter
from PySide6.QtWidgets import (
    QFrame,
    QListWidget,
    QListWidgetItem,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QWidget,
)

from app.shell import theme
from app.widgets.painting import bold, fill_ground, paint_key, paint_mark, smoothly, write
from app.widgets.table import Index
from coding.language import _
from coding.model.framework import Code, Framework

_ROW = 26
_SHOWN = 9


class _SuggestionRole(IntEnum):
    CODE = Qt.ItemDataRole.UserRole + 1
    NEW = Qt.ItemDataRole.UserRole + 2  # the name of a code that is to be made


class SuggestionList(QListWidget):
    """Codes to choose from; the field keeps the focus and moves the row in hand."""

    def __init__(self, parent: QWidget | None = None) -> None:
        """Begin empty."""
        super().__init__(parent)
        self.framework: Framework | None = None
        self.setAccessibleName(_("Codes that fit"))
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setUniformItemSizes(True)
        self.setItemDelegate(_OfferDelegate(self))

    def offer(
        self, framework: Framework, codes: tuple[Code, ...], *, first_in_hand: bool, new_name: str = ""
    ) -> None:
        """Offer these codes of a framework, over them perhaps a new one of this name."""
        self.framework = framework
        self.clear()
        if new_name:
            item = QListWidgetItem(_("New code “{name}”").format(name=new_name))
            item.setData(_SuggestionRole.NEW, new_name)
            self.addItem(item)
        for code in codes:
            item = QListWidgetItem(" ".join(filter(None, (code.abbreviation, code.name))))
            item.setData(_SuggestionRole.CODE, code)
            self.addItem(item)
        self.setCurrentRow(self.count() - len(codes) if first_in_hand and codes else -1)
        self.setFixedHeight(min(self.count(), _SHOWN) * _ROW)
        self.setVisible(self.count() > 0)

    def code_at(self, at: QPoint) -> int | None:
        """Return the code at a point, None where none is."""
        item = self.itemAt(at)
        code: Code | None = None if item is None else item.data(_SuggestionRole.CODE)
        return None if code is None else code.id

    @property
    def in_hand(self) -> Code | None:
        """The code that Enter would take."""
        item = self.currentItem() if self.currentRow() >= 0 else None
        return None if item is None else item.data(_SuggestionRole.CODE)

    @property
    def new_in_hand(self) -> str:
        """The name of the new code that Enter would make; empty where it would not."""
        item = self.currentItem() if self.currentRow() >= 0 else None
        return "" if item is None else item.data(_SuggestionRole.NEW) or ""

    @property
    def in_words(self) -> str:
        """The row in hand, and which of how many it is; empty where none is in hand."""
        item = self.currentItem() if self.currentRow() >= 0 else None
        if item is None:
            return ""
        return _("{choice}, {n} of {all}").format(
            choice=item.text(), n=self.currentRow() + 1, all=self.count()
        )

    def step(self, by: int) -> None:
        """Move the row in hand, round at the ends."""
        if self.count():
            row = self.currentRow()
            self.setCurrentRow((row + by) % self.count() if row >= 0 or by > 0 else self.count() - 1)


class _OfferDelegate(QStyledItemDelegate):
    def __init__(self, offers: SuggestionList) -> None:
        super().__init__(offers)
        self._offers = offers

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        return QSize(200, _ROW)

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        framework, code = self._offers.framework, index.data(_SuggestionRole.CODE)
        rect = option.rect
        if framework is None or not isinstance(code, Code):
            self._paint_new(painter, option, index)
            return
        with smoothly(painter):
            selected = bool(option.state & QStyle.StateFlag.State_Selected)
            fill_ground(painter, option, chosen=selected, radius=4)
            middle = rect.center().y()
            paint_mark(painter, QRect(rect.left() + 8, middle - 4, 9, 9), framework.hue(code.id))
            if code.key:
                cap = QRect(rect.right() - 28, middle - 8, 20, 17)
                paint_key(painter, cap, code.key, self._offers.font())
            self._write(painter, rect.adjusted(26, 0, -36, 0), code, framework)

    def _paint_new(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        with smoothly(painter):
            selected = bool(option.state & QStyle.StateFlag.State_Selected)
            fill_ground(painter, option, chosen=selected, radius=4)
            room, text = option.rect.adjusted(26, 0, -36, 0), index.data(Qt.ItemDataRole.DisplayRole)
            write(painter, room, text, theme.current().text, self._offers.font())

    def _write(self, painter: QPainter, room: QRect, code: Code, framework: Framework) -> None:
        """Write abbreviation, name, and the code above in grey."""
        colours, plain = theme.current(), self._offers.font()
        above = " › ".join(other.short for other in framework.path(code.id)[:-1])
        parts = (
            (code.abbreviation, colours.text, bold(plain)),
            (code.name, colours.text, plain),
            (above, colours.dim, plain),
        )
        for text, colour, font in parts:
            if text and room.width() > 12:
                room.setLeft(room.left() + write(painter, room, text, colour, font) + 8)
