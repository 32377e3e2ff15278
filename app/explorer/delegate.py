"""Painting a row of the tree: a round in bold, a school, an interview with its key, state and codings."""

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QPointF, QRect, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QFont, QFontMetrics, QPainter, QPen, QPolygonF
from PySide6.QtWidgets import QStyle, QStyledItemDelegate, QStyleOptionViewItem, QWidget

from app.explorer.model import BRANCH, done_in_words, round_name, school_name
from app.shell import theme
from coding.model.study import State
from storage.queries.tree import InterviewRow, RoundBranch, SchoolBranch

_ROUND_HEIGHT, _ROW_HEIGHT = 30, 25
_INDENT = {RoundBranch: 14, SchoolBranch: 24, InterviewRow: 38}
_RIGHT = 14
_SIGN = 11  # the state's sign is a circle of this diameter


class InterviewDelegate(QStyledItemDelegate):
    """Knows how rows look; ``open_id`` is the interview on view, ``key_width`` the column of keys."""

    def __init__(self, parent: QWidget) -> None:
        """Paint for this view."""
        super().__init__(parent)
        self.open_id: int | None = None
        self.key_width = 0

    def measure_keys(self, keys: set[str], font: QFont) -> None:
        """Make the column of keys as wide as the widest, within reason."""
        metrics = QFontMetrics(_bold(font))
        widest = max((metrics.horizontalAdvance(key) for key in keys), default=0)
        self.key_width = min(widest + 10, 84) if widest else 0

    def sizeHint(self, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex) -> QSize:
        """Give rounds more air than what hangs below them."""
        is_round = isinstance(index.data(BRANCH), RoundBranch)
        return QSize(120, _ROUND_HEIGHT if is_round else _ROW_HEIGHT)

    def paint(
        self, painter: QPainter, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex
    ) -> None:
        """Paint one row."""
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setFont(option.font)
        branch = index.data(BRANCH)
        is_open = isinstance(branch, InterviewRow) and branch.id == self.open_id
        _paint_ground(painter, option, is_open=is_open)
        inside = option.rect.adjusted(_INDENT[type(branch)], 0, -_RIGHT, 0)
        match branch:
            case RoundBranch():
                _paint_arrow(painter, option)
                _paint_line(
                    painter,
                    inside.adjusted(14, 0, 0, 0),
                    round_name(branch),
                    done_in_words(branch),
                    bold=True,
                )
            case SchoolBranch():
                _paint_arrow(painter, option, indent=10)
                count = str(len(branch.interviews))
                _paint_line(painter, inside.adjusted(14, 0, 0, 0), school_name(branch), count)
            case _:
                self._paint_interview(painter, inside, branch, is_open=is_open)
        painter.restore()

    def _paint_interview(self, painter: QPainter, inside: QRect, row: InterviewRow, *, is_open: bool) -> None:
        colours = theme.current()
        middle = inside.center().y() + 1
        _paint_state(painter, QPointF(inside.right() - _SIGN / 2, middle - 0.5), row.state)
        end = inside.right() - _SIGN - 8
        if row.codings:
            count = QRect(end - 60, inside.top(), 60, inside.height())
            painter.setPen(QColor(colours.quiet))
            painter.drawText(count, _RIGHT_ALIGNED, str(row.codings))
            end -= painter.fontMetrics().horizontalAdvance(str(row.codings)) + 6
        usual = painter.font()
        painter.setPen(QColor(colours.text))
        painter.setFont(_bold(usual))
        left = inside.left()
        if row.keys:
            key = painter.fontMetrics().elidedText(row.keys, Qt.TextElideMode.ElideRight, self.key_width - 6)
            painter.drawText(QRect(left, inside.top(), self.key_width, inside.height()), _LEFT_ALIGNED, key)
            left += self.key_width
        if not is_open:
            painter.setFont(usual)
        room = QRect(left, inside.top(), end - left, inside.height())
        name = painter.fontMetrics().elidedText(row.name, Qt.TextElideMode.ElideRight, room.width())
        painter.drawText(room, _LEFT_ALIGNED, name)


_LEFT_ALIGNED = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter
_RIGHT_ALIGNED = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter


def _bold(font: QFont) -> QFont:
    bold = QFont(font)
    bold.setWeight(QFont.Weight.DemiBold)
    return bold


def _paint_ground(painter: QPainter, option: QStyleOptionViewItem, *, is_open: bool) -> None:
    colours = theme.current()
    state = option.state
    if is_open:
        painter.fillRect(option.rect, QColor(colours.accent_tint))
    elif state & QStyle.StateFlag.State_MouseOver:
        painter.fillRect(option.rect, QColor(colours.hover))
    if state & QStyle.StateFlag.State_HasFocus:
        painter.setPen(QPen(QColor(colours.accent), 1))
        painter.drawRoundedRect(QRectF(option.rect).adjusted(3.5, 1.5, -3.5, -1.5), 4, 4)


def _paint_arrow(painter: QPainter, option: QStyleOptionViewItem, indent: int = 0) -> None:
    """Paint a small triangle: pointing down where the row is unfolded."""
    at = QPointF(option.rect.left() + 18 + indent, option.rect.center().y() + 0.5)
    unfolded = bool(option.state & QStyle.StateFlag.State_Open)
    corners = ((-4, -2), (4, -2), (0, 3)) if unfolded else ((-2, -4), (3, 0), (-2, 4))
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(QColor(theme.current().dim))
    painter.drawPolygon(QPolygonF([at + QPointF(x, y) for x, y in corners]))


def _paint_line(painter: QPainter, inside: QRect, text: str, at_right: str, *, bold: bool = False) -> None:
    colours = theme.current()
    usual = painter.font()
    right_width = painter.fontMetrics().horizontalAdvance(at_right)
    painter.setPen(QColor(colours.dim))
    painter.drawText(inside, _RIGHT_ALIGNED, at_right)
    painter.setPen(QColor(colours.text))
    painter.setFont(_bold(usual) if bold else usual)
    room = inside.adjusted(0, 0, -right_width - 8, 0)
    shown = painter.fontMetrics().elidedText(text, Qt.TextElideMode.ElideRight, room.width())
    painter.drawText(room, _LEFT_ALIGNED, shown)


def _paint_state(painter: QPainter, centre: QPointF, state: State) -> None:
    """Paint a tick for done, a half-filled circle for being read, an empty one for not started."""
    colours = theme.current()
    box = QRectF(centre.x() - _SIGN / 2, centre.y() - _SIGN / 2, _SIGN, _SIGN).adjusted(0.7, 0.7, -0.7, -0.7)
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
