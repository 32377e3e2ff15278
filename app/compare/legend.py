"""The legend over a chart: a square of colour and a name for each, and the filter that takes one out."""

from collections.abc import Callable, Sequence
from typing import Final

from PySide6.QtCore import QEvent, QPointF, QRectF, QSize, Qt, Signal
from PySide6.QtGui import (
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
from app.compare.palette import colour_of
from app.shell import theme
from app.widgets.flow_layout import FlowLayout
from app.widgets.forms import line
from app.widgets.painting import focus_pen
from coding.analysis.chart import STAGE, LegendEntry
from coding.analysis.groups import GroupMember
from coding.language import _

_SIDE: Final = 10
_AIR: Final = 5  # pixels on either side of an entry
_LONGEST: Final = 200  # pixels of a name
_PRESSES: Final = {Qt.Key.Key_Space, Qt.Key.Key_Return, Qt.Key.Key_Enter}


class Legend(QWidget):
    """Shows what the colours mean; a press on an entry hides it or brings it back, with Ctrl alone."""

    toggled = Signal(object)  # GroupMember
    wanted_alone = Signal(object)

    def __init__(self, parent: QWidget | None = None) -> None:
        """Begin empty."""
        super().__init__(parent)
        self.setAccessibleName(_("Legend"))
        self._row = FlowLayout(self, across=6, down=2)
        self._shown: object = None
        self._buttons: list[LegendButton] = []

    def show_entries(
        self,
        entries: Sequence[LegendEntry],
        note: str,
        caption: str = "",
        *,
        can_hide: Callable[[GroupMember], bool] = lambda _member: False,
        dotted: bool = False,
    ) -> None:
        """Show these entries after a caption, and a note after them; ``dotted``: their dots have shapes."""
        shown = (tuple(entries), note, caption, dotted, theme.current())
        if self._shown == shown:
            return
        self._shown = shown
        focused = next((button.entry.member for button in self._buttons if button.hasFocus()), None)
        self._clear()
        n = _common_n(entries)
        names_alone = caption and all(entry.short for entry in entries if entry.member)
        for entry in entries:
            words = _words(entry, short=bool(names_alone), with_n=not n)
            can = entry.member is not None and can_hide(entry.member)
            self._buttons.append(LegendButton(entry, words, can_press=can, dotted=dotted))
        said = [line(n)] if n else []
        for widget in (
            *([line(caption)] if names_alone else []),
            *self._buttons,
            *said,
            *([line(f"· {note}")] if note else []),
        ):
            self._row.addWidget(widget)
            widget.show()  # what is not yet shown takes no room
        for button in self._buttons:
            button.pressed_on.connect(self._press)
            if focused is not None and button.entry.member == focused:
                button.setFocus()
        self.updateGeometry()

    @property
    def members(self) -> list[GroupMember]:
        """Whatever has an entry, left out or not."""
        return [button.entry.member for button in self._buttons if button.entry.member is not None]

    def _press(self, member: GroupMember, alone: bool) -> None:  # noqa: FBT001 - as the signal says it
        (self.wanted_alone if alone else self.toggled).emit(member)

    def _clear(self) -> None:
        self._buttons = []
        while (item := self._row.takeAt(0)) is not None:
            widget = item.widget()
            if widget is not None:
                widget.hide()
                widget.deleteLater()


def _common_n(entries: Sequence[LegendEntry]) -> str:
    """Return what is said once at the end: how many interviews each has, where all have the same."""
    each = {entry.n for entry in entries if entry.member is not None and not entry.hidden}
    n = next(iter(each)) if len(each) == 1 else ""
    return _("{n} each").format(n=n) if n and len(entries) > 1 else ""


def _words(entry: LegendEntry, *, short: bool, with_n: bool) -> str:
    name = entry.short if short and entry.short else entry.name
    return _("{name}, {n}").format(name=name, n=entry.n) if with_n and entry.n else name


def _font() -> QFont:
    font = theme.interface_font()
    font.setPixelSize(12)
    return font


class LegendButton(QAbstractButton):
    """An entry: checked while it is in the chart."""

    pressed_on = Signal(object, bool)  # the member, and whether it is wanted alone

    def __init__(self, entry: LegendEntry, words: str, *, can_press: bool, dotted: bool) -> None:
        """Show an entry with these words."""
        super().__init__()
        self.entry = entry
        self._dotted = dotted
        self._words = words  # not Qt's text: an & in it would be a key
        self.setCheckable(True)
        self.setChecked(not entry.hidden)
        self._can_press = can_press
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus if can_press else Qt.FocusPolicy.NoFocus)
        left_out = _("{name}, left out").format(name=entry.name)
        self.setAccessibleName(left_out if entry.hidden else entry.text)
        self.setToolTip(self._said())
        if can_press:
            self.setCursor(Qt.CursorShape.PointingHandCursor)

    def _said(self) -> str:
        if not self._can_press:
            return self.entry.text
        act = _("click to bring it back") if self.entry.hidden else _("click to hide it")
        return _("{entry}: {act}, Ctrl+click to see it alone").format(entry=self.entry.text, act=act)

    def sizeHint(self) -> QSize:
        """Ask for the square and the words."""
        metrics = QFontMetrics(_font())
        width = min(metrics.horizontalAdvance(self._words), _LONGEST)
        return QSize(_SIDE + 6 + width + 2 * _AIR, metrics.height() + 4)

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
        if self._can_press and self.entry.member is not None:
            self.pressed_on.emit(self.entry.member, bool(modifiers & Qt.KeyboardModifier.ControlModifier))

    def enterEvent(self, event: QEnterEvent) -> None:
        """Show that it can be pressed."""
        super().enterEvent(event)
        self.update()

    def leaveEvent(self, event: QEvent) -> None:
        """Show that the pointer has gone."""
        super().leaveEvent(event)
        self.update()

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Paint the square, hollow where it is left out, and the name, then struck."""
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        colours, room = theme.current(), QRectF(self.rect()).adjusted(0.5, 0.5, -0.5, -0.5)
        if self._can_press and self.underMouse():
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(QColor(colours.hover))
            painter.drawRoundedRect(room, 4, 4)
        if self.hasFocus():
            painter.setPen(focus_pen())
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.drawRoundedRect(room, 4, 4)
        self._paint_square(painter)
        font = _font()
        font.setStrikeOut(self.entry.hidden)
        painter.setFont(font)
        painter.setPen(QColor(colours.dim))
        left = _AIR + _SIDE + 6
        words = painter.fontMetrics().elidedText(
            self._words, Qt.TextElideMode.ElideRight, self.width() - left
        )
        area = self.rect().adjusted(left, 0, 0, 0)
        painter.drawText(area, int(Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft), words)

    def _paint_square(self, painter: QPainter) -> None:
        colour = colour_of(self.entry.colour)
        edge = QColor(theme.current().border) if self.entry.colour.startswith(STAGE) else colour
        painter.setPen(QPen(edge, 1.4))
        painter.setBrush(Qt.BrushStyle.NoBrush if self.entry.hidden else colour)
        top = QPointF(_AIR, (self.height() - _SIDE) / 2)
        room = QRectF(top.x() + 0.7, top.y() + 0.7, _SIDE - 1.4, _SIDE - 1.4)
        if self._dotted:
            painter.drawPath(shape_of(self.entry.colour, room))
        else:
            painter.drawRoundedRect(room, 2, 2)
