"""The list of memos: each with its title, how it goes on, what it is on and when it was changed."""

from collections.abc import Sequence
from dataclasses import dataclass
from enum import IntEnum
from functools import lru_cache

from PySide6.QtCore import QAbstractListModel, QModelIndex, QRect, QSize, Qt, Signal
from PySide6.QtGui import QPainter
from PySide6.QtWidgets import QListView, QStyle, QStyledItemDelegate, QStyleOptionViewItem, QWidget

from app.shell import theme
from app.widgets.painting import RIGHT, bold, fill, fill_ground, mark_found, smoothly, write
from app.widgets.table import NOWHERE, Index
from coding.language import _
from coding.text.times import local_day
from storage.queries.memos import WrittenMemo, goes_on, kinds_of_memos

_HEADING, _ROW = 26, 66  # pixels


class MemoRole(IntEnum):
    """What a row holds besides its words."""

    ROW = Qt.ItemDataRole.UserRole + 1


@dataclass(frozen=True, slots=True)
class MemoHeading:
    """A group with the number of its memos."""

    title: str
    n: int


Row = WrittenMemo | MemoHeading


class MemoModel(QAbstractListModel):
    """Holds the memos that are listed, with the headings of their groups."""

    def __init__(self) -> None:
        """Begin empty."""
        super().__init__()
        self.rows: Sequence[Row] = ()

    def show(self, rows: Sequence[Row]) -> None:
        """List these."""
        self.beginResetModel()
        self.rows = rows
        self.endResetModel()

    def rowCount(self, parent: Index = NOWHERE) -> int:
        """Return how many rows there are, headings too."""
        return 0 if parent.isValid() else len(self.rows)

    def flags(self, index: Index) -> Qt.ItemFlag:
        """Let memos be chosen, headings only read."""
        enabled = Qt.ItemFlag.ItemIsEnabled
        is_heading = isinstance(self.rows[index.row()], MemoHeading)
        return enabled if is_heading else enabled | Qt.ItemFlag.ItemIsSelectable

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        """Return the words of a row."""
        if not index.isValid():
            return None
        row = self.rows[index.row()]
        if role == MemoRole.ROW:
            return row
        if role in {Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.AccessibleTextRole}:
            return f"{row.title}, {row.n}" if isinstance(row, MemoHeading) else _spoken(row)
        return None


def _spoken(memo: WrittenMemo) -> str:
    parts = (kind_in_words(memo), memo.title, ", ".join(memo.tags), memo.coder, day_of(memo))
    return ". ".join(filter(None, parts))


def kind_in_words(memo: WrittenMemo) -> str:
    """Return what a memo is on: ``Passage · E&C · B4 Literacy lead``."""
    return " · ".join(filter(None, (kinds_of_memos()[memo.about], memo.on)))


_day = lru_cache(4096)(local_day)


def day_of(memo: WrittenMemo) -> str:
    """Return the day on which a memo was changed last."""
    return _day(memo.changed)


class _MemoDelegate(QStyledItemDelegate):
    """Paints a heading, or a memo in three lines, with the ``words`` marked that were looked for."""

    words: Sequence[str] = ()

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        is_heading = isinstance(index.data(MemoRole.ROW), MemoHeading)
        return QSize(option.rect.width(), _HEADING if is_heading else _ROW)

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        row = index.data(MemoRole.ROW)
        with smoothly(painter):
            if isinstance(row, MemoHeading):
                fill(painter, option.rect, theme.current().hover)
                inner = QRect(option.rect).adjusted(12, 0, -12, 0)
                words = f"{row.title} · {row.n}"
                write(painter, inner, words, theme.current().dim, option.font)
            elif isinstance(row, WrittenMemo):
                _paint_memo(painter, option, row, self.words)


def _paint_memo(
    painter: QPainter, option: QStyleOptionViewItem, memo: WrittenMemo, words: Sequence[str]
) -> None:
    colours, rect = theme.current(), QRect(option.rect)
    chosen = bool(option.state & QStyle.StateFlag.State_Selected)
    fill_ground(painter, option, chosen=chosen)
    if chosen:
        fill(painter, QRect(rect.left(), rect.top(), 3, rect.height()), colours.accent)
    fill(painter, QRect(rect.left(), rect.bottom(), rect.width(), 1), colours.line)
    first = QRect(rect.left() + 12, rect.top() + 5, rect.width() - 24, 18)
    day = write(painter, first, day_of(memo), colours.dim, option.font, RIGHT)
    room, heavy = first.adjusted(0, 0, -day - 8, 0), bold(option.font)
    mark_found(painter, room, memo.heading, heavy, words)
    write(painter, room, memo.heading, colours.text, heavy)
    room, said = first.translated(0, 19), goes_on(memo, words)
    mark_found(painter, room, said, option.font, words)
    write(painter, room, said, colours.text, option.font)
    third = first.translated(0, 38)
    about = " · ".join((kinds_of_memos()[memo.about], *memo.tags))
    coder = write(painter, third, memo.coder, colours.dim, option.font, RIGHT)
    write(painter, third.adjusted(0, 0, -coder - 8, 0), about, colours.dim, option.font)


class MemoList(QListView):
    """The list. Down goes on, Enter goes to the text."""

    memo_shown = Signal(object)  # WrittenMemo
    text_wanted = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        """Begin empty."""
        self._quiet = False
        super().__init__(parent)
        self.memos = MemoModel()
        self.memos.setParent(self)
        self.setModel(self.memos)
        self._delegate = _MemoDelegate(self)
        self.setItemDelegate(self._delegate)
        self.setAccessibleName(_("Memos"))
        self.setSelectionMode(QListView.SelectionMode.SingleSelection)
        self.setVerticalScrollMode(QListView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setMouseTracking(True)
        self.activated.connect(self._go_to_text)

    def show_rows(self, rows: Sequence[Row], memo_id: int | None) -> None:
        """List these, and choose the memo with this id, if it is listed."""
        self._quiet = True
        if rows != self.memos.rows:
            self.memos.show(rows)
        at = next(
            (n for n, row in enumerate(rows) if isinstance(row, WrittenMemo) and row.id == memo_id), None
        )
        self.setCurrentIndex(QModelIndex() if at is None else self.memos.index(at))
        self._quiet = False

    def mark(self, words: Sequence[str]) -> None:
        """Mark these words in what is listed."""
        self._delegate.words = words
        self.viewport().update()

    def current(self) -> WrittenMemo | None:
        """Return the memo that is chosen."""
        row = self.currentIndex().data(MemoRole.ROW)
        return row if isinstance(row, WrittenMemo) else None

    def first(self) -> WrittenMemo | None:
        """Return the first that is listed."""
        return next((row for row in self.memos.rows if isinstance(row, WrittenMemo)), None)

    def currentChanged(self, current: Index, previous: Index) -> None:
        """Say which memo is chosen."""
        super().currentChanged(current, previous)
        memo = self.current()
        if not self._quiet and memo is not None:
            self.memo_shown.emit(memo)

    def moveCursor(self, action: QListView.CursorAction, modifiers: Qt.KeyboardModifier) -> QModelIndex:
        """Pass over headings."""
        index = super().moveCursor(action, modifiers)
        up = action in {QListView.CursorAction.MoveUp, QListView.CursorAction.MovePageUp}
        while index.isValid() and isinstance(index.data(MemoRole.ROW), MemoHeading):
            index = self.memos.index(index.row() + (-1 if up else 1))
        return index if index.isValid() else self.currentIndex()

    def _go_to_text(self, _index: QModelIndex) -> None:
        self.text_wanted.emit()
