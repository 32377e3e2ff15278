"""The list of interviews folded to a rail: rounds, keys and how far each is; who it is says the tooltip."""

from collections.abc import Iterable

from PySide6.QtCore import QPointF, QRect, QSize, Qt
from PySide6.QtGui import QFont, QPainter
from PySide6.QtWidgets import QStyle, QStyledItemDelegate, QStyleOptionViewItem, QWidget

from app.explorer.delegate import SIGN, paint_state
from app.explorer.model import BRANCH, Branch, InterviewModel, round_name
from app.shell import theme
from app.widgets.painting import bold, fill, fill_ground, outline_focus, smoothly, write
from app.widgets.table import Index
from app.widgets.tree import TreeView
from coding.language import _
from storage.queries.tree import InterviewRow, RoundBranch, SchoolBranch

WIDTH = 56
_ROW = 26  # pixels: one height for all, so that Qt asks for none of a thousand
_LEFT, _RIGHT = 11, 12
_STRIPE = 3


class RailModel(InterviewModel):
    """The interviews right below their rounds."""

    def below(self, item: Branch) -> Iterable[Branch]:
        """Return the interviews of a round, school after school."""
        return item.interviews if isinstance(item, RoundBranch) else ()


class RailView(TreeView):
    """Shows all interviews in little width."""

    def __init__(self, parent: QWidget | None = None) -> None:
        """Begin empty."""
        self.rail = RailModel()
        super().__init__(self.rail, _("Interviews"), parent)
        self.all_open = True
        self.header().setStretchLastSection(
            False
        )  # Qt makes the last no narrower than it thinks it reads well
        self.header().setMinimumSectionSize(WIDTH)
        self.header().resizeSection(0, WIDTH)
        self.delegate = _RailDelegate(self)
        self.setItemDelegate(self.delegate)
        self.setVerticalScrollBarPolicy(
            Qt.ScrollBarPolicy.ScrollBarAlwaysOff
        )  # the wheel and the keys scroll
        self.setSelectionMode(TreeView.SelectionMode.NoSelection)
        self.setUniformRowHeights(True)


class _RailDelegate(QStyledItemDelegate):
    """Knows how rows look; ``open_id`` is the interview on view."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.open_id: int | None = None

    def sizeHint(self, _option: QStyleOptionViewItem, _index: Index) -> QSize:
        return QSize(WIDTH, _ROW)

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        branch = index.data(BRANCH)
        small = QFont(option.font)
        small.setPixelSize(12)
        with smoothly(painter):
            if isinstance(branch, InterviewRow):
                self._paint_interview(painter, option, branch, small)
            elif not isinstance(branch, SchoolBranch):
                colour, at = theme.current().text, Qt.AlignmentFlag.AlignCenter
                write(painter, option.rect, round_name(branch), colour, bold(small), at)
            if option.state & QStyle.StateFlag.State_HasFocus:
                outline_focus(painter, option.rect)

    def _paint_interview(
        self, painter: QPainter, option: QStyleOptionViewItem, row: InterviewRow, font: QFont
    ) -> None:
        colours, is_open = theme.current(), row.id == self.open_id
        fill_ground(painter, option, chosen=is_open)
        if is_open:
            fill(painter, QRect(option.rect.topLeft(), QSize(_STRIPE, option.rect.height())), colours.accent)
        room = option.rect.adjusted(_LEFT, 0, -_RIGHT - SIGN - 4, 0)
        colour = colours.accent if is_open else colours.text
        write(painter, room, row.keys or row.name, colour, bold(font) if is_open else font)
        paint_state(
            painter, QPointF(option.rect.right() - _RIGHT - SIGN / 2, room.center().y() + 0.5), row.state
        )
