"""The entries of a legend: one that says what a colour means, and one that is a filter as well."""

from typing import Final, NamedTuple

from PySide6.QtCore import QEvent, QRect, QRectF, QSize, Qt, Signal
from PySide6.QtGui import (
    QBrush,
    QColor,
    QEnterEvent,
    QFont,
    QFontMetrics,
    QKeyEvent,
    QMouseEvent,
    QPainter,
    QPaintEvent,
    QPen,
)
from PySide6.QtWidgets import QAbstractButton, QWidget

from app.compare.marks import shape_of
from app.compare.palette import colour_of, edge_of, pattern_of
from app.shell import theme
from app.widgets.painting import focus_pen
from coding.analysis.chart import STAGE, LegendEntry
from coding.analysis.groups import GroupMember
from coding.language import _

_SIDE: Final = 10
_AIR: Final = 5  # pixels on either side of an entry
_LONGEST: Final = 200  # pixels of a name
_PRESSES: Final = {Qt.Key.Key_Space, Qt.Key.Key_Return, Qt.Key.Key_Enter}


def _font() -> QFont:
    font = theme.interface_font()
    font.setPixelSize(12)
    return font


class LegendLook(NamedTuple):
    """How an entry is painted: a square or the shape of its dots, hollow where it is left out; words."""

    entry: LegendEntry
    words: str
    dotted: bool

    @property
    def size(self) -> QSize:
        """What the square and the words need."""
        metrics = QFontMetrics(_font())
        width = min(metrics.horizontalAdvance(self.words), _LONGEST)
        return QSize(_SIDE + 6 + width + 2 * _AIR, metrics.height() + 4)

    def paint(self, painter: QPainter, room: QRect) -> None:
        """Paint both."""
        self._paint_square(painter, room)
        font = _font()
        font.setStrikeOut(self.entry.hidden)
        painter.setFont(font)
        painter.setPen(QColor(theme.current().dim))
        area = room.adjusted(_AIR + _SIDE + 6, 0, 0, 0)
        words = painter.fontMetrics().elidedText(self.words, Qt.TextElideMode.ElideRight, area.width())
        painter.drawText(area, int(Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft), words)

    def _paint_square(self, painter: QPainter, room: QRect) -> None:
        colour = colour_of(self.entry.colour)
        edge = (
            QColor(theme.current().border)
            if self.entry.colour.startswith(STAGE)
            else edge_of(self.entry.colour)
        )
        painter.setPen(QPen(edge, 1.4))
        painter.setBrush(Qt.BrushStyle.NoBrush if self.entry.hidden else colour)
        inner = _SIDE - 1.4
        square = QRectF(_AIR + 0.7, (room.height() - _SIDE) / 2 + 0.7, inner, inner)
        if self.dotted:
            painter.drawPath(shape_of(self.entry.colour, square))
        else:
            painter.drawRoundedRect(square, 2, 2)
            if not self.entry.hidden:
                painter.setBrush(QBrush(edge, pattern_of(self.entry.colour)))
                painter.drawRoundedRect(square, 2, 2)


class LegendLabel(QWidget):
    """An entry that only says what a colour means."""

    def __init__(self, look: LegendLook) -> None:
        """Show an entry."""
        super().__init__()
        self.entry, self._look = look.entry, look
        self.setAccessibleName(self.entry.text)
        self.setToolTip(self.entry.text)

    def sizeHint(self) -> QSize:
        """Ask for the square and the words."""
        return self._look.size

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Paint the square and the words."""
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        self._look.paint(painter, self.rect())


class LegendButton(QAbstractButton):
    """An entry that can be taken out of the chart: checked while it is in it."""

    pressed_on = Signal(object, bool)  # the member, and whether it is wanted alone

    def __init__(self, look: LegendLook, member: GroupMember) -> None:
        """Show an entry."""
        super().__init__()
        self.entry, self.member, self._look = look.entry, member, look
        self.setCheckable(True)
        self.setChecked(not self.entry.hidden)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        left_out = _("{name}, left out").format(name=self.entry.name)
        self.setAccessibleName(left_out if self.entry.hidden else self.entry.text)
        act = _("click to bring it back") if self.entry.hidden else _("click to hide it")
        said = _("{entry}: {act}, Ctrl+click to see it alone").format(entry=self.entry.text, act=act)
        self.setToolTip(said)
        self.setCursor(Qt.CursorShape.PointingHandCursor)

    def sizeHint(self) -> QSize:
        """Ask for the square and the words."""
        return self._look.size

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        """Take a click, with or without Ctrl."""
        if event.button() == Qt.MouseButton.LeftButton and self.rect().contains(event.position().toPoint()):
            self._press(event.modifiers())

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Take Space and Enter, with or without Ctrl."""
        if event.key() in _PRESSES:
            self._press(event.modifiers())
        else:
            super().keyPressEvent(event)

    def keyReleaseEvent(self, event: QKeyEvent) -> None:
        """Leave Qt's own press by Space alone."""
        event.ignore()

    def _press(self, modifiers: Qt.KeyboardModifier) -> None:
        self.pressed_on.emit(self.member, bool(modifiers & Qt.KeyboardModifier.ControlModifier))

    def enterEvent(self, event: QEnterEvent) -> None:
        """Show that it can be pressed."""
        super().enterEvent(event)
        self.update()

    def leaveEvent(self, event: QEvent) -> None:
        """Show that the pointer has gone."""
        super().leaveEvent(event)
        self.update()

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Paint what is under the pointer or has the keyboard, then the entry."""
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        room = QRectF(self.rect()).adjusted(0.5, 0.5, -0.5, -0.5)
        if self.underMouse():
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(QColor(theme.current().hover))
            painter.drawRoundedRect(room, 4, 4)
        if self.hasFocus():
            painter.setPen(focus_pen())
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.drawRoundedRect(room, 4, 4)
        self._look.paint(painter, self.rect())
