"""Painting a row of the tree: a round in bold, a school, an interview with its key, state and codings."""

from PySide6.QtCore import QPointF, QRect, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QFont, QFontMetrics, QPainter, QPen, QPolygonF
from PySide6.QtWidgets import QStyle, QStyledItemDelegate, QStyleOptionViewItem, QWidget

from app.explorer.model import BRANCH, done_in_words, round_name, school_name
from app.shell import theme
from app.widgets.painting import RIGHT, bold, fill_ground, outline_focus, paint_arrow, smoothly, write
from app.widgets.table import Index
from coding.model.study import State
from storage.queries.tree import InterviewRow, RoundBranch, SchoolBranch

_ROUND_HEIGHT, _ROW_HEIGHT = 30, 25
_INDENT = {RoundBranch: 14, SchoolBranch: 24, InterviewRow: 38}
_RIGHT = 14
SIGN = 11  # the state's sign is a circle of this diameter


class InterviewDelegate(QStyledItemDelegate):
    """Knows how rows look; ``open_id`` is the interview on view, ``key_width`` the column of keys."""

    def __init__(self, parent: QWidget) -> None:
        """Paint for this view."""
        super().__init__(parent)
        self.open_id: int | None = None
        self.key_width = 0

    def measure_keys(self, keys: set[str], font: QFont) -> None:
        """Make the column of keys as wide as the widest, within reason."""
        metrics = QFontMetrics(bold(font))
        widest = max((metrics.horizontalAdvance(key) for key in keys), default=0)
        self.key_width = min(widest + 10, 84) if widest else 0

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        """Give rounds more air than what hangs below them."""
        is_round = isinstance(index.data(BRANCH), RoundBranch)
        return QSize(120, _ROUND_HEIGHT if is_round else _ROW_HEIGHT)

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        """Paint one row."""
        branch = index.data(BRANCH)
        is_open = isinstance(branch, InterviewRow) and branch.id == self.open_id
        inside = option.rect.adjusted(_INDENT[type(branch)], 0, -_RIGHT, 0)
        with smoothly(painter):
            painter.setFont(option.font)
            fill_ground(painter, option, chosen=is_open)
            if option.state & QStyle.StateFlag.State_HasFocus:
                outline_focus(painter, option.rect)
            if isinstance(branch, InterviewRow):
                self._paint_interview(painter, inside, branch, is_open=is_open)
            else:
                unfolded = bool(option.state & QStyle.StateFlag.State_Open)
                arrow = QPointF(inside.left() + 4, inside.center().y() + 0.5)
                paint_arrow(painter, arrow, is_open=unfolded)
                _paint_heading(painter, inside.adjusted(14, 0, 0, 0), branch)

    def _paint_interview(self, painter: QPainter, inside: QRect, row: InterviewRow, *, is_open: bool) -> None:
        colours, usual = theme.current(), painter.font()
        middle = inside.center().y() + 1
        paint_state(painter, QPointF(inside.right() - SIGN / 2, middle - 0.5), row.state)
        room = inside.adjusted(0, 0, -SIGN - 8, 0)
        if row.codings:
            count = write(painter, room, str(row.codings), colours.quiet, usual, RIGHT)
            room.setRight(room.right() - count - 6)
        if row.keys:
            key = QRect(room.topLeft(), QSize(self.key_width - 6, room.height()))
            write(painter, key, row.keys, colours.text, bold(usual))
            room.setLeft(room.left() + self.key_width)
        write(painter, room, row.name, colours.text, bold(usual) if is_open else usual)


def _paint_heading(painter: QPainter, room: QRect, branch: RoundBranch | SchoolBranch) -> None:
    """Write the name of a round in bold, that of a school, and how much is below it."""
    colours, usual = theme.current(), painter.font()
    if isinstance(branch, RoundBranch):
        name, font, at_right = round_name(branch), bold(usual), done_in_words(branch)
    else:
        name, font, at_right = school_name(branch), usual, str(len(branch.interviews))
    taken = write(painter, room, at_right, colours.dim, usual, RIGHT)
    write(painter, room.adjusted(0, 0, -taken - 8, 0), name, colours.text, font)


def paint_state(painter: QPainter, centre: QPointF, state: State) -> None:
    """Paint a tick for done, a half-filled circle for being read, an empty one for not started."""
    colours = theme.current()
    box = QRectF(centre.x() - SIGN / 2, centre.y() - SIGN / 2, SIGN, SIGN).adjusted(0.7, 0.7, -0.7, -0.7)
    painter.setBrush(Qt.BrushStyle.NoBrush)
    match state:
        case State.DONE:
            painter.setPen(QPen(QColor(colours.good), 1.7))
            tick = ((-4.0, 0.5), (-1.2, 3.2), (4.2, -3.4))
            painter.drawPolyline(QPolygonF([centre + QPointF(x, y) for x, y in tick]))
        case State.BEING_READ:
            painter.setPen(QPen(QColor(colours.accent), 1.3))
            painter.drawEllipse(box)
            painter.setBrush(QColor(colours.accent))
            painter.drawPie(box, 90 * 16, 180 * 16)
        case State.NOT_STARTED:
            painter.setPen(QPen(QColor(colours.quiet), 1.3))
            painter.drawEllipse(box)
