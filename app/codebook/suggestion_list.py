"""The list under the picker's field: codes with their colour, name, place and key."""

from enum import IntEnum

from PySide6.QtCore import QRect, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QFont, QFontMetrics, QPainter
from PySide6.QtWidgets import (
    QFrame,
    QListWidget,
    QListWidgetItem,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QWidget,
)

from app.codebook.model import Index
from app.codebook.row import paint_key
from app.shell import theme
from coding.language import _
from coding.model.framework import Code, Framework

_ROW = 26
_SHOWN = 9


class _SuggestionRole(IntEnum):
    CODE = Qt.ItemDataRole.UserRole + 1


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

    def offer(self, framework: Framework, codes: tuple[Code, ...], *, first_in_hand: bool) -> None:
        """Offer these codes of a framework."""
        self.framework = framework
        self.clear()
        for code in codes:
            item = QListWidgetItem(" ".join(filter(None, (code.abbreviation, code.name))))
            item.setData(_SuggestionRole.CODE, code)
            self.addItem(item)
        self.setCurrentRow(0 if first_in_hand and codes else -1)
        self.setFixedHeight(min(len(codes), _SHOWN) * _ROW)
        self.setVisible(bool(codes))

    @property
    def in_hand(self) -> Code | None:
        """The code that Enter would take."""
        item = self.currentItem() if self.currentRow() >= 0 else None
        return None if item is None else item.data(_SuggestionRole.CODE)

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
        if framework is None or not isinstance(code, Code):
            return
        rect: QRect = option.rect  # pyright: ignore[reportAttributeAccessIssue]
        state: QStyle.StateFlag = option.state  # pyright: ignore[reportAttributeAccessIssue]
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(Qt.PenStyle.NoPen)
        self._paint_ground(painter, rect, state)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(QColor(theme.current().hue(framework.hue(code.id)).mark))
        painter.drawRoundedRect(QRect(rect.left() + 8, rect.center().y() - 4, 9, 9), 2, 2)
        right = rect.right() - 8
        if code.key:
            paint_key(
                painter, QRect(right - 20, rect.center().y() - 8, 20, 17), code.key, self._offers.font()
            )
        self._write(painter, rect.adjusted(26, 0, -36, 0), code, framework)
        painter.restore()

    @staticmethod
    def _paint_ground(painter: QPainter, rect: QRect, state: QStyle.StateFlag) -> None:
        colours = theme.current()
        if state & QStyle.StateFlag.State_Selected:
            painter.setBrush(QColor(colours.accent_tint))
        elif state & QStyle.StateFlag.State_MouseOver:
            painter.setBrush(QColor(colours.hover))
        else:
            return
        painter.drawRoundedRect(QRectF(rect).adjusted(1, 1, -1, -1), 4, 4)

    def _write(self, painter: QPainter, rect: QRect, code: Code, framework: Framework) -> None:
        """Write abbreviation, name, and the code above in grey."""
        colours, plain = theme.current(), self._offers.font()
        heavy = QFont(plain)
        heavy.setWeight(QFont.Weight.DemiBold)
        above = " › ".join(other.short for other in framework.path(code.id)[:-1])
        parts = (
            (code.abbreviation, heavy, colours.text),
            (code.name, plain, colours.text),
            (above, plain, colours.dim),
        )
        x = rect.left()
        for text, font, colour in parts:
            room = rect.right() - x
            if not text or room < 12:
                continue
            metrics = QFontMetrics(font)
            painter.setFont(font)
            painter.setPen(QColor(colour))
            shown = metrics.elidedText(text, Qt.TextElideMode.ElideRight, room)
            painter.drawText(
                QRect(x, rect.top(), room, rect.height()),
                Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft,
                shown,
            )
            x += metrics.horizontalAdvance(shown) + 8
