"""Codes that meet as a picture: each line opens its passages, by mouse and by keyboard."""

from collections.abc import Sequence
from typing import Final

from PySide6.QtCore import QPointF, QRect, QRectF, Qt, Signal
from PySide6.QtGui import (
    QColor,
    QFontMetricsF,
    QKeyEvent,
    QMouseEvent,
    QPainter,
    QPainterPath,
    QPainterPathStroker,
    QPaintEvent,
    QPen,
    QResizeEvent,
)
from PySide6.QtWidgets import QToolTip, QWidget

from app.shell import theme
from app.widgets.painted_column import PaintedColumn, PaintedRow
from app.widgets.painting import smoothly
from coding.analysis.network import Network, NetworkLine, NetworkNode
from coding.language import _

_ROW: Final = 24  # pixels that a name has down
_NAME: Final = 190  # pixels that names have across, at each side
_AROUND, _GAP, _WIDEST, _LARGEST, _NEAR = 18, 8, 12.0, 11.0, 8.0
_BACK: Final = (Qt.Key.Key_Up, Qt.Key.Key_Left)
_ON: Final = (Qt.Key.Key_Down, Qt.Key.Key_Right)


class NetworkView(PaintedColumn):
    """Says ``chosen`` with two columns of the table that it was made of; a node gives its own twice."""

    chosen = Signal(int, int)

    def __init__(self, parent: QWidget | None = None) -> None:
        """Begin empty."""
        super().__init__(parent)
        self.shown = Network()
        self.current: NetworkLine | None = None
        self._hovered: NetworkLine | NetworkNode | None = None
        self._paths: list[tuple[NetworkLine, QPainterPath]] = []
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setMouseTracking(True)
        self.setAccessibleName(_("Codes that meet, as a network"))

    def show_network(self, shown: Network) -> None:
        """Show this picture; the line in hand stays where it is there."""
        here = self.current
        ends = None if here is None else (here.first.at, here.second.at)
        self.shown, self._hovered = shown, None
        there = (line for line in shown.lines if (line.first.at, line.second.at) == ends)
        self.current = next(there, shown.lines[0] if shown.lines else None)
        rows = (len(shown.nodes) + 1) // 2
        self.setMinimumSize(2 * _NAME + 220, max(rows * _ROW + 2 * _AROUND, 160))
        self._lay_out()
        self.rows_have_changed()

    # --- where things are --------------------------------------------------------------------

    def _room(self) -> QRectF:
        """Return where nodes stand: the rest is for their names."""
        wide = min(self.width() - 2 * _NAME, 1.5 * self.height())
        left = (self.width() - wide) / 2
        return QRectF(left, _AROUND, wide, self.height() - 2 * _AROUND)

    def _at(self, x: float, y: float) -> QPointF:
        room = self._room()
        return QPointF(room.center().x() + x * room.width() / 2, room.center().y() + y * room.height() / 2)

    def _lay_out(self) -> None:
        self._paths = []
        for line in self.shown.lines:
            path = QPainterPath(self._at(line.first.x, line.first.y))
            path.quadTo(self._at(*line.bend), self._at(line.second.x, line.second.y))
            self._paths.append((line, path))
        self.update()

    def name_place(self, node: NetworkNode) -> QRectF:
        """Return where the name of a node stands."""
        at, gap = self._at(node.x, node.y), _radius(node) + _GAP
        if node.is_left:
            return QRectF(4, at.y() - _ROW / 2, max(at.x() - gap - 4, 0), _ROW)
        return QRectF(at.x() + gap, at.y() - _ROW / 2, max(self.width() - 4 - at.x() - gap, 0), _ROW)

    def thing_at(self, place: QPointF) -> NetworkLine | NetworkNode | None:
        """Return the node, or the line, that is pointed at."""
        for node in self.shown.nodes:
            apart = place - self._at(node.x, node.y)
            if apart.manhattanLength() <= _radius(node) + 3 or self._written(node).contains(place):
                return node
        stroker = QPainterPathStroker()
        for line, path in self._paths:
            stroker.setWidth(max(_width(line), _NEAR))
            if stroker.createStroke(path).contains(place):
                return line
        return None

    def _written(self, node: NetworkNode) -> QRectF:
        """Return the place that the letters of a name take."""
        room = self.name_place(node)
        width = min(QFontMetricsF(self.font()).horizontalAdvance(_named(node)), room.width())
        return QRectF(room.right() - width if node.is_left else room.left(), room.top(), width, room.height())

    # --- painting ----------------------------------------------------------------------------

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Paint lines, the weakest first, then nodes and names."""
        colours, painter = theme.current(), QPainter(self)
        with smoothly(painter):
            for line, path in reversed(self._paths):
                is_chosen = line is self.current and self.hasFocus()
                is_on = is_chosen or line is self._hovered or self._is_of_hovered(line)
                colour = QColor(colours.accent if is_on else colours.quiet)
                colour.setAlphaF(1.0 if is_on or colours.contrast else 0.55)
                painter.setBrush(Qt.BrushStyle.NoBrush)
                painter.setPen(QPen(colour, _width(line), Qt.PenStyle.SolidLine, Qt.PenCapStyle.RoundCap))
                painter.drawPath(path)
                if is_chosen or line is self._hovered:
                    self._paint_number(painter, line)
            for node in self.shown.nodes:
                self._paint_node(painter, node)

    def _is_of_hovered(self, line: NetworkLine) -> bool:
        hovered = self._hovered
        return isinstance(hovered, NetworkNode) and hovered.at in (line.first.at, line.second.at)

    def _paint_number(self, painter: QPainter, line: NetworkLine) -> None:
        colours, at = theme.current(), self._at(*line.point(0.5))
        words = line.words
        width = QFontMetricsF(self.font()).horizontalAdvance(words) + 16
        box = QRectF(at.x() - width / 2, at.y() - 12, width, 24)
        painter.setPen(QPen(QColor(colours.accent), 1))
        painter.setBrush(QColor(colours.raised))
        painter.drawRoundedRect(box, 6, 6)
        painter.setPen(QColor(colours.text))
        painter.drawText(box, Qt.AlignmentFlag.AlignCenter, words)

    def _paint_node(self, painter: QPainter, node: NetworkNode) -> None:
        colours, hue = theme.current(), theme.current().hue(node.column.hue)
        painter.setPen(QPen(QColor(colours.window), 2))
        painter.setBrush(QColor(hue.mark))
        painter.drawEllipse(self._at(node.x, node.y), _radius(node), _radius(node))
        painter.setPen(QColor(colours.text))
        place = self.name_place(node)
        side = Qt.AlignmentFlag.AlignRight if node.is_left else Qt.AlignmentFlag.AlignLeft
        metrics = QFontMetricsF(self.font())
        words = metrics.elidedText(_named(node), Qt.TextElideMode.ElideMiddle, place.width())
        painter.drawText(place, side | Qt.AlignmentFlag.AlignVCenter, words)

    # --- mouse and keys ----------------------------------------------------------------------

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        """Light up what is pointed at, and say it."""
        thing = self.thing_at(event.position())
        if thing is not self._hovered:
            self._hovered = thing
            pointing = Qt.CursorShape.PointingHandCursor if thing is not None else Qt.CursorShape.ArrowCursor
            self.setCursor(pointing)
            QToolTip.showText(event.globalPosition().toPoint(), _said(thing), self)
            self.update()

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        """Open the passages of what is clicked."""
        thing = self.thing_at(event.position())
        if isinstance(thing, NetworkLine):
            self._choose(thing)
            self.chosen.emit(thing.first.at, thing.second.at)
        elif thing is not None:
            self.chosen.emit(thing.at, thing.at)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Go from line to line, the strongest first; open one."""
        key, lines = Qt.Key(event.key()), self.shown.lines
        at = next((n for n, line in enumerate(lines) if line is self.current), 0)
        if not lines or key not in (*_BACK, *_ON, Qt.Key.Key_Return, Qt.Key.Key_Enter):
            super().keyPressEvent(event)
        elif key in (*_BACK, *_ON):
            self._choose(lines[min(max(at + (1 if key in _ON else -1), 0), len(lines) - 1)])
        elif self.current is not None:
            self.chosen.emit(self.current.first.at, self.current.second.at)

    def _choose(self, line: NetworkLine) -> None:
        self.current = line
        self.setAccessibleDescription(line.words)
        self.rows_have_changed()
        self.update()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Lay out anew."""
        super().resizeEvent(event)
        self._lay_out()

    def painted_rows(self) -> Sequence[PaintedRow]:
        """Return the lines, for a screen reader."""
        return [
            PaintedRow(line.words, path.boundingRect().toAlignedRect(), line is self.current)
            for line, path in self._paths
        ] or [PaintedRow(_("No two codes meet."), QRect())]


def _width(line: NetworkLine) -> float:
    return max(line.share * _WIDEST, 1.0)


def _radius(node: NetworkNode) -> float:
    return max(node.size * _LARGEST, 3.0)


def _named(node: NetworkNode) -> str:
    return f"{node.column.label}  {node.n}"


def _said(thing: NetworkLine | NetworkNode | None) -> str:
    if isinstance(thing, NetworkLine):
        return thing.words
    return "" if thing is None else f"{thing.column.name}: {thing.n}"
