"""The list of disagreements, grouped by interview: each can be settled by a key."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from enum import IntEnum
from typing import Final

from PySide6.QtCore import QAbstractListModel, QModelIndex, QRect, QSize, Qt, Signal
from PySide6.QtGui import QKeyEvent, QPainter
from PySide6.QtWidgets import QListView, QStyle, QStyledItemDelegate, QStyleOptionViewItem, QWidget

from app.shell import theme
from app.widgets.painting import LEFT, RIGHT, bold, fill, fill_ground, paint_chip, smoothly, write
from app.widgets.table import NOWHERE, Index
from coding.analysis.disagreement_words import in_words, kind_in_words
from coding.analysis.readings import Reading, label_of
from coding.analysis.settled_items import Item, Standing
from coding.language import N_, _
from coding.model.framework import Framework
from coding.model.study import Decision

_HEADING, _ROW = 28, 46  # pixels
_SIGNS: Mapping[Standing, str] = {
    Standing.OPEN: "○",
    Standing.SETTLED: "✓",
    Standing.DISCUSS: "?",
    Standing.CHANGED: "○",
}
_STANDINGS: Mapping[Standing, str] = {
    Standing.OPEN: N_("open"),
    Standing.SETTLED: N_("settled"),
    Standing.DISCUSS: N_("to be discussed"),
    Standing.CHANGED: N_("changed since it was settled"),
}
DECISION_KEYS: Final[Mapping[str, Decision]] = {
    "A": Decision.FIRST,
    "B": Decision.SECOND,
    "2": Decision.BOTH,
    "N": Decision.NEITHER,
    "D": Decision.DISCUSS,
}


class ListRole(IntEnum):
    """What a row holds besides its words."""

    ROW = Qt.ItemDataRole.UserRole + 1


@dataclass(frozen=True, slots=True)
class InterviewHeading:
    """An interview with the number of its disagreements that are listed."""

    key: str
    title: str
    n: int


@dataclass(frozen=True, slots=True)
class Row:
    """A disagreement with where it stands (``06:52``, or empty)."""

    item: Item
    place: str


@dataclass(frozen=True, slots=True)
class Listing:
    """All rows in their order, and what is needed to say them."""

    rows: Sequence[InterviewHeading | Row]
    framework: Framework
    initials: tuple[str, str]

    def how(self, item: Item) -> str:
        """Return how far an item is settled, shortly: ``as SR``; empty where it is open."""
        first, second = self.initials
        words = {
            Decision.FIRST: _("as {coder}").format(coder=first),
            Decision.SECOND: _("as {coder}").format(coder=second),
            Decision.BOTH: _("both"),
            Decision.NEITHER: _("neither"),
            Decision.DISCUSS: _("to discuss"),
        }
        if item.standing is Standing.CHANGED:
            return _("changed since")
        return words[item.decision] if item.decision is not None else ""

    def spoken(self, row: Row) -> str:
        """Return what a screen reader says of a row."""
        each = row.item.disagreement
        parts = (
            kind_in_words(each.kind, self.initials),
            in_words(self.framework, each, self.initials),
            _(_STANDINGS[row.item.standing]),
            self.how(row.item),
            row.place,
        )
        return ". ".join(filter(None, parts))


class DisagreementModel(QAbstractListModel):
    """Holds a listing."""

    def __init__(self) -> None:
        """Begin empty."""
        super().__init__()
        self.listing: Listing | None = None

    def show(self, listing: Listing | None) -> None:
        """Show this."""
        self.beginResetModel()
        self.listing = listing
        self.endResetModel()

    @property
    def rows(self) -> Sequence[InterviewHeading | Row]:
        """What is listed."""
        return () if self.listing is None else self.listing.rows

    def rowCount(self, parent: Index = NOWHERE) -> int:
        """Return how many rows there are, headings too."""
        return 0 if parent.isValid() else len(self.rows)

    def flags(self, index: Index) -> Qt.ItemFlag:
        """Let disagreements be chosen, headings only read."""
        row = self.rows[index.row()]
        enabled = Qt.ItemFlag.ItemIsEnabled
        return enabled if isinstance(row, InterviewHeading) else enabled | Qt.ItemFlag.ItemIsSelectable

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        """Return the words of a row."""
        if not index.isValid() or self.listing is None:
            return None
        row = self.rows[index.row()]
        if role == ListRole.ROW:
            return row
        if role in {Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.AccessibleTextRole}:
            return f"{row.key} {row.title}" if isinstance(row, InterviewHeading) else self.listing.spoken(row)
        if role == Qt.ItemDataRole.ToolTipRole and isinstance(row, Row):
            return in_words(self.listing.framework, row.item.disagreement, self.listing.initials)
        return None


class DisagreementDelegate(QStyledItemDelegate):
    """Paints a heading, or a disagreement in two lines."""

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        """Return the height of a row."""
        row = index.data(ListRole.ROW)
        return QSize(option.rect.width(), _HEADING if isinstance(row, InterviewHeading) else _ROW)

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        """Paint a row."""
        row, model = index.data(ListRole.ROW), index.model()
        assert isinstance(model, DisagreementModel)
        assert model.listing is not None
        with smoothly(painter):
            if isinstance(row, InterviewHeading):
                _paint_heading(painter, option, row)
            elif isinstance(row, Row):
                _paint_row(painter, option, row, model.listing)


def _paint_heading(painter: QPainter, option: QStyleOptionViewItem, row: InterviewHeading) -> None:
    colours, rect = theme.current(), QRect(option.rect)
    fill(painter, rect, colours.hover)
    inner = rect.adjusted(12, 0, -12, 0)
    taken = write(painter, inner, row.key, colours.text, bold(option.font)) + 6 if row.key else 0
    rest = inner.adjusted(taken, 0, 0, 0)
    write(painter, rest, f"{row.title} · {row.n}", colours.dim, option.font)


def _paint_row(painter: QPainter, option: QStyleOptionViewItem, row: Row, listing: Listing) -> None:
    colours, rect = theme.current(), QRect(option.rect)
    chosen = bool(option.state & QStyle.StateFlag.State_Selected)
    fill_ground(painter, option, chosen=chosen)
    if chosen:
        fill(painter, QRect(rect.left(), rect.top(), 3, rect.height()), colours.accent)
    first = QRect(rect.left() + 12, rect.top() + 4, rect.width() - 24, 18)
    is_settled = row.item.standing is Standing.SETTLED
    write(painter, first, _SIGNS[row.item.standing], colours.good if is_settled else colours.dim, option.font)
    place = write(painter, first, row.place, colours.dim, option.font, RIGHT)
    words = first.adjusted(17, 0, -place - 6, 0)
    name, how = kind_in_words(row.item.disagreement.kind, listing.initials), listing.how(row.item)
    beside = option.fontMetrics.horizontalAdvance(how) + 6 if how else 0
    taken = write(painter, words.adjusted(0, 0, -beside, 0), name, colours.text, option.font, LEFT)
    write(painter, words.adjusted(taken + 6, 0, 6, 0), how, colours.dim, option.font)
    second = QRect(rect.left() + 29, rect.top() + 23, rect.width() - 41, 18)
    half = second.width() // 2
    each = row.item.disagreement
    for at, (initials, reading) in enumerate(zip(listing.initials, (each.first, each.second), strict=True)):
        side = QRect(second.left() + at * half, second.top(), half - 4, second.height())
        _paint_side(painter, side, initials, reading, listing.framework)


def _paint_side(
    painter: QPainter, room: QRect, initials: str, reading: Reading | None, framework: Framework
) -> None:
    colours = theme.current()
    taken = write(painter, room, initials, colours.dim) + 7
    rest = room.adjusted(taken, 0, 0, 0)
    if reading is None:
        write(painter, rest, "–", colours.dim)
    else:
        hue = framework.hue(reading.code_id)
        paint_chip(painter, rest, label_of(framework, reading), hue, dashed=reading.unsure)


class DisagreementList(QListView):
    """The list. Down goes on, a key settles, Enter goes to the ruling's text."""

    item_shown = Signal(object)  # Item or None
    decided = Signal(object)  # Decision
    text_wanted = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        """Begin empty."""
        self._quiet = False
        super().__init__(parent)
        self.disagreements = DisagreementModel()
        self.disagreements.setParent(self)
        self.setModel(self.disagreements)
        self.setItemDelegate(DisagreementDelegate(self))
        self.setAccessibleName(_("Disagreements"))
        self.setSelectionMode(QListView.SelectionMode.SingleSelection)
        self.setVerticalScrollMode(QListView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)

    def show_listing(self, listing: Listing | None, key: frozenset[int] | None) -> None:
        """Show this, and go to the item with this key; else to the first."""
        self._quiet = True
        self.disagreements.show(listing)
        rows = self.disagreements.rows
        places = [at for at, row in enumerate(rows) if isinstance(row, Row)]
        wanted = (at for at in places if _row(rows[at]).item.key == key)
        at = next(wanted, places[0] if places else None)
        if at is not None:
            self.setCurrentIndex(self.disagreements.index(at))
        self._quiet = False
        self.item_shown.emit(self.current())

    def current(self) -> Item | None:
        """Return the item in hand."""
        at = self.currentIndex()
        row = self.disagreements.rows[at.row()] if at.isValid() else None
        return row.item if isinstance(row, Row) else None

    def items(self) -> list[Item]:
        """Return what is listed, in order."""
        return [row.item for row in self.disagreements.rows if isinstance(row, Row)]

    def next_open(self, after: frozenset[int]) -> Item | None:
        """Return the next open item after one, from the beginning after the last."""
        listed = self.items()
        at = next((n for n, item in enumerate(listed) if item.key == after), -1)
        around = (*listed[at + 1 :], *listed[: max(at, 0)])
        return next((item for item in around if item.is_open), None)

    def currentChanged(self, current: Index, previous: Index) -> None:
        """Say which item is in hand."""
        super().currentChanged(current, previous)
        if not self._quiet:
            self.item_shown.emit(self.current())

    def moveCursor(self, action: QListView.CursorAction, modifiers: Qt.KeyboardModifier) -> QModelIndex:
        """Pass over headings."""
        index = super().moveCursor(action, modifiers)
        rows = self.disagreements.rows
        if not index.isValid() or not isinstance(rows[index.row()], InterviewHeading):
            return index
        up = {QListView.CursorAction.MoveUp, QListView.CursorAction.MovePageUp}
        for at in _from(index.row(), -1 if action in up else 1, len(rows)):
            if isinstance(rows[at], Row):
                return self.disagreements.index(at)
        return self.currentIndex()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Settle by a key; it acts only while the list has the keyboard."""
        plain = not event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier
        decision = DECISION_KEYS.get(event.text().upper()) if plain else None
        if decision is not None:
            if not event.isAutoRepeat():
                self.decided.emit(decision)
        elif event.key() in {Qt.Key.Key_Return, Qt.Key.Key_Enter} and plain:
            self.text_wanted.emit()
        else:
            super().keyPressEvent(event)


def _row(row: InterviewHeading | Row) -> Row:
    assert isinstance(row, Row)
    return row


def _from(at: int, by: int, n: int) -> Iterator[int]:
    """Yield the places from one on, forwards or back; then the other way."""
    yield from range(at, n if by > 0 else -1, by)
    yield from range(at, -1 if by > 0 else n, -by)
