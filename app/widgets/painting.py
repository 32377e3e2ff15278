"""What the rows of lists and trees are painted of: grounds, text, marks, arrows, caps of keys."""

import re
from collections.abc import Generator, Iterable
from contextlib import contextmanager
from typing import Final

from PySide6.QtCore import QPointF, QRect, QRectF, QSize, Qt
from PySide6.QtGui import (
    QColor,
    QFont,
    QFontMetrics,
    QIcon,
    QPainter,
    QPen,
    QPixmap,
    QPolygonF,
    QTextCharFormat,
)
from PySide6.QtWidgets import QApplication, QListView, QStyle, QStyleOptionViewItem

from app.shell import theme

LEFT: Final = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter
RIGHT: Final = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter


def bold(font: QFont) -> QFont:
    """Return a font a little heavier."""
    heavy = QFont(font)
    heavy.setWeight(QFont.Weight.DemiBold)
    return heavy


def width_of(option: QStyleOptionViewItem) -> int:
    """Return how wide the rows of a list are."""
    view = option.widget
    return view.viewport().width() if isinstance(view, QListView) else option.rect.width()


@contextmanager
def smoothly(painter: QPainter) -> Generator[None]:
    """Paint with smooth edges, and leave the painter as it was."""
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    yield
    painter.restore()


def write(
    painter: QPainter,
    room: QRect,
    text: str,
    colour: str,
    font: QFont | None = None,
    flags: Qt.AlignmentFlag = LEFT,
) -> int:
    """Write a text, cut to its room, in this font or the painter's; return how wide it is in pixels."""
    if font is not None:
        painter.setFont(font)
    metrics = QFontMetrics(painter.font())
    shown = metrics.elidedText(text, Qt.TextElideMode.ElideRight, room.width())
    painter.setPen(QColor(colour))
    painter.drawText(room, flags, shown)
    return metrics.horizontalAdvance(shown)


def write_in_two(painter: QPainter, room: QRect, text: str, colour: str, font: QFont) -> int:
    """Write a text that is too long for its room in two lines, where two fit; return its width in pixels."""
    metrics = QFontMetrics(font)
    words = text.split()
    fitting = next(
        (
            n
            for n in range(len(words), 0, -1)
            if metrics.horizontalAdvance(" ".join(words[:n])) <= room.width()
        ),
        0,
    )
    if not 0 < fitting < len(words) or room.height() < 2 * metrics.height():
        return write(painter, room, text, colour, font)
    middle = room.center().y()
    above = QRect(room.left(), middle - metrics.height(), room.width(), metrics.height())
    widths = (
        write(painter, above, " ".join(words[:fitting]), colour, font),
        write(painter, above.translated(0, metrics.height()), " ".join(words[fitting:]), colour, font),
    )
    return max(widths)


def fill(painter: QPainter, rect: QRect | QRectF, colour: str, radius: float = 0) -> None:
    """Fill a field, its corners rounded where there is a radius."""
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(QColor(colour))
    painter.drawRoundedRect(rect, radius, radius)


def fill_ground(painter: QPainter, option: QStyleOptionViewItem, *, chosen: bool, radius: float = 0) -> None:
    """Fill a row that is chosen, or that the pointer is on."""
    colours = theme.current()
    rect = QRectF(option.rect).adjusted(1, 1, -1, -1) if radius else QRectF(option.rect)
    if chosen and colours.contrast:
        frame(painter, rect, colours.accent, radius)
    elif chosen:
        fill(painter, rect, colours.accent_tint, radius)
    elif option.state & QStyle.StateFlag.State_MouseOver:
        fill(painter, rect, colours.hover, radius)


def frame(painter: QPainter, rect: QRect | QRectF, colour: str, radius: float = 0) -> None:
    """Draw an edge of two pixels inside a field: in high contrast this says what a tint says elsewhere."""
    painter.setPen(QPen(QColor(colour), 2))
    painter.setBrush(Qt.BrushStyle.NoBrush)
    painter.drawRoundedRect(QRectF(rect).adjusted(1, 1, -1, -1), radius, radius)


def focus_pen() -> QPen:
    """Return the pen for the edge of what the keyboard is at."""
    colours = theme.current()
    return QPen(QColor(colours.accent), 2 if colours.contrast else 1.5)


def mark_words(look: QTextCharFormat) -> None:
    """Let a format mark words that were looked for."""
    colours = theme.current()
    look.setFontWeight(QFont.Weight.DemiBold)
    if colours.contrast:
        look.setUnderlineStyle(QTextCharFormat.UnderlineStyle.SingleUnderline)
    else:
        look.setBackground(QColor(colours.accent_tint))


def mark_found(painter: QPainter, room: QRect, text: str, font: QFont, words: Iterable[str]) -> None:
    """Mark words in a text that is then written into this room with ``write``."""
    metrics, colours = QFontMetrics(font), theme.current()
    shown = metrics.elidedText(text, Qt.TextElideMode.ElideRight, room.width())
    for word in filter(None, words):
        for found in re.finditer(re.escape(word), shown, re.IGNORECASE):
            left = room.left() + metrics.horizontalAdvance(shown[: found.start()])
            place = QRect(left, room.top() + 1, metrics.horizontalAdvance(found[0]), room.height() - 2)
            painter.fillRect(place, QColor(colours.accent_tint))
            painter.fillRect(QRect(left, place.bottom(), place.width(), 2), QColor(colours.accent))


def outline_focus(painter: QPainter, rect: QRect) -> None:
    """Outline the row that the keyboard is at."""
    painter.setPen(focus_pen())
    painter.setBrush(Qt.BrushStyle.NoBrush)
    painter.drawRoundedRect(QRectF(rect).adjusted(3, 1, -3, -1), 4, 4)


def paint_mark(painter: QPainter, rect: QRect | QRectF, hue: str) -> None:
    """Paint the square of a dimension."""
    fill(painter, rect, theme.current().hue(hue).mark, 2)


def paint_arrow(painter: QPainter, centre: QPointF, *, is_open: bool) -> None:
    """Paint a small triangle: pointing down where a row is open, else to the right."""
    corners = ((-4, -2), (4, -2), (0, 3)) if is_open else ((-2, -4), (3, 0), (-2, 4))
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(QColor(theme.current().dim))
    painter.drawPolygon(QPolygonF([centre + QPointF(x, y) for x, y in corners]))


def paint_box(painter: QPainter, rect: QRect, state: Qt.CheckState) -> None:
    """Paint a box to be ticked: with a tick, with a bar where it is in part or not wanted, or empty."""
    colours = theme.current()
    is_on = state is not Qt.CheckState.Unchecked
    painter.setPen(QPen(QColor(colours.accent if is_on else colours.border), 1))
    painter.setBrush(QColor(colours.accent if is_on else colours.raised))
    painter.drawRoundedRect(QRectF(rect).adjusted(0.5, 0.5, -0.5, -0.5), 3, 3)
    if not is_on:
        return
    painter.setPen(QPen(QColor(colours.on_accent), 1.7))
    painter.setBrush(Qt.BrushStyle.NoBrush)
    centre = QRectF(rect).center()
    corners = ((-3.5, 0), (-1, 2.7), (3.7, -2.7)) if state is Qt.CheckState.Checked else ((-3.5, 0), (3.5, 0))
    painter.drawPolyline(QPolygonF([centre + QPointF(x, y) for x, y in corners]))


def paint_key(painter: QPainter, rect: QRect, key: str, font: QFont) -> None:
    """Paint a key as the cap it stands on."""
    colours = theme.current()
    edge = QColor(colours.line)
    painter.setPen(QPen(edge if colours.dark else edge.darker(112), 1))
    painter.setBrush(QColor(colours.raised))
    painter.drawRoundedRect(QRectF(rect).adjusted(0.5, 0.5, -0.5, -0.5), 3, 3)
    small = QFont(font)
    small.setPixelSize(11)
    write(painter, rect, key, colours.dim, small, Qt.AlignmentFlag.AlignCenter)


def paint_chip(painter: QPainter, room: QRect, text: str, hue: str, *, dashed: bool) -> None:
    """Paint a label in a dimension's colours, at the left of its room; with a dashed edge where in doubt."""
    colours, edged = theme.current().hue(hue), dashed or theme.current().contrast
    font = QFont(painter.font())
    font.setPixelSize(11)
    font.setWeight(QFont.Weight.DemiBold)
    width = min(QFontMetrics(font).horizontalAdvance(text) + 13, room.width())
    chip = QRectF(room.left() + 0.5, room.top() + 0.5, width - 1, room.height() - 1)
    line = Qt.PenStyle.DashLine if dashed else Qt.PenStyle.SolidLine
    painter.setPen(QPen(QColor(colours.mark), 1, line) if edged else QPen(Qt.PenStyle.NoPen))
    painter.setBrush(QColor(theme.current().raised if dashed else colours.tint))
    painter.drawRoundedRect(chip, 4, 4)
    painter.setBrush(Qt.BrushStyle.NoBrush)
    before = painter.font()
    write(painter, chip.toRect(), text, colours.ink, font, Qt.AlignmentFlag.AlignCenter)
    painter.setFont(before)


def hue_icon(hue: str) -> QIcon:
    """Return a square in the colour of a hue."""
    size, scale = 12, QApplication.primaryScreen().devicePixelRatio() if QApplication.screens() else 1.0
    pixmap = QPixmap(QSize(int(size * scale), int(size * scale)))
    pixmap.setDevicePixelRatio(scale)
    pixmap.fill(Qt.GlobalColor.transparent)
    painter = QPainter(pixmap)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    paint_mark(painter, QRectF(0, 0, size, size), hue)
    painter.end()
    return QIcon(pixmap)
