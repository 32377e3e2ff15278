"""The list under the finder's field."""

from collections.abc import Sequence
from dataclasses import dataclass
from enum import Enum
from itertools import groupby

from PySide6.QtCore import QModelIndex, QPoint, QRect, QSize, Qt, Signal
from PySide6.QtGui import QAction, QFont, QPainter, QStandardItem, QStandardItemModel
from PySide6.QtWidgets import (
    QFrame,
    QListView,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QWidget,
)

from app.shell import theme
from app.shell.places import Place
from app.widgets.forms import column_of, line, named
from app.widgets.painting import RIGHT, fill_ground, smoothly, write
from app.widgets.table import Index
from coding.language import N_, _

FINDING = Qt.ItemDataRole.UserRole
_HEADING, _LINE, _TALL = 26, 28, 44
_MOST = 560


class ResultKind(Enum):
    """What a finding is; the value is the heading over it."""

    STRAND = N_("CODE THE SELECTION WITH")
    INTERVIEW = N_("INTERVIEWS")
    PASSAGE = N_("PASSAGES")
    MEMO = N_("MEMOS")
    VIEW = N_("VIEWS")
    EVERYWHERE = ""
    COMMAND = N_("COMMANDS")


@dataclass(frozen=True, slots=True)
class SearchResult:
    """One line of the finder: what it is, its words, and what choosing it means.

    Exactly one of ``code_id``, ``place`` and ``action`` is given.
    """

    kind: ResultKind
    title: str
    detail: str = ""
    code_id: int | None = None
    place: Place | None = None
    action: QAction | None = None
    why_not: str = ""  # a command that cannot be chosen now


class FinderSuggestions(QFrame):
    """Findings under headings; one of them is current, and never a heading."""

    chosen = Signal(object)  # Finding
    current_changed = Signal(object)  # Finding

    def __init__(self, parent: QWidget | None = None) -> None:
        """Begin hidden."""
        super().__init__(parent)
        self.setProperty("role", "card")
        self._model = QStandardItemModel(self)
        self.list = named(QListView(), _("Findings"))
        self.list.setModel(self._model)
        self.list.setItemDelegate(_SuggestionDelegate(self.list))
        self.list.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.list.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.list.clicked.connect(self._choose)
        self._nothing = line()
        self._nothing.setContentsMargins(12, 8, 12, 8)
        column_of(self.list, self._nothing, on=self, margins=(4, 4, 4, 4))
        self.hide()

    @property
    def findings(self) -> list[SearchResult]:
        """What is shown, from top to bottom."""
        rows = (self._model.item(row).data(FINDING) for row in range(self._model.rowCount()))
        return [finding for finding in rows if isinstance(finding, SearchResult)]

    @property
    def current(self) -> SearchResult | None:
        """The finding that Enter chooses."""
        finding = self.list.currentIndex().data(FINDING)
        return finding if isinstance(finding, SearchResult) else None

    def show_findings(self, findings: Sequence[SearchResult], nothing: str, *, wide: int) -> None:
        """Show findings, or the words for none, ``wide`` pixels wide."""
        self._model.clear()
        height = 0
        for kind, group in groupby(findings, key=lambda finding: finding.kind):
            if kind.value:
                self._model.appendRow(_heading(kind))
                height += _HEADING
            for finding in group:
                self._model.appendRow(_line(finding))
                height += _height(finding)
        self.list.setVisible(bool(findings))
        self._nothing.setVisible(not findings)
        self._nothing.setText(nothing)
        self.list.setFixedHeight(min(height + 2, _MOST))
        self.setFixedWidth(wide)
        self.adjustSize()
        self.step(1)

    def step(self, by: int) -> None:
        """Make another finding current; at either end it stays."""
        rows = [row for row in range(self._model.rowCount()) if _can_be_chosen(self._model.item(row))]
        if not rows:
            return
        current = self.list.currentIndex().row()
        at = rows.index(current) + by if current in rows else 0
        index = self._model.index(rows[min(max(at, 0), len(rows) - 1)], 0)
        self.list.setCurrentIndex(index)
        self.list.scrollTo(index)
        self.current_changed.emit(index.data(FINDING))

    def code_at(self, at: QPoint) -> int | None:
        """Return the code at a point of the list, None where none is."""
        finding = self.list.indexAt(at).data(FINDING)
        return finding.code_id if isinstance(finding, SearchResult) else None

    def choose_current(self) -> None:
        """Choose what is current."""
        self._choose(self.list.currentIndex())

    def _choose(self, index: QModelIndex) -> None:
        finding = index.data(FINDING)
        if isinstance(finding, SearchResult) and not finding.why_not:
            self.chosen.emit(finding)


def _can_be_chosen(item: QStandardItem) -> bool:
    finding = item.data(FINDING)
    return isinstance(finding, SearchResult) and not finding.why_not


def _heading(kind: ResultKind) -> QStandardItem:
    item = QStandardItem(_(kind.value))
    item.setFlags(Qt.ItemFlag.NoItemFlags)
    return item


def _line(finding: SearchResult) -> QStandardItem:
    item = QStandardItem(finding.title)
    item.setEditable(False)
    item.setData(finding, FINDING)
    spoken = f"{finding.title}, {finding.detail}" if finding.detail else finding.title
    item.setEnabled(not finding.why_not)
    item.setData(spoken, Qt.ItemDataRole.AccessibleTextRole)
    item.setToolTip(spoken)
    return item


def _height(finding: SearchResult) -> int:
    return _TALL if finding.kind is ResultKind.PASSAGE else _LINE


class _SuggestionDelegate(QStyledItemDelegate):
    """Paints a heading, a line with its detail at the right, or a passage with its place below."""

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        finding = index.data(FINDING)
        return QSize(200, _height(finding) if isinstance(finding, SearchResult) else _HEADING)

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        finding = index.data(FINDING)
        inside = option.rect.adjusted(10, 0, -10, 0)
        with smoothly(painter):
            if isinstance(finding, SearchResult):
                fill_ground(painter, option, chosen=bool(option.state & QStyle.StateFlag.State_Selected))
                painter.setFont(option.font)
                _paint_finding(painter, inside, finding)
            else:
                small = QFont(option.font)
                small.setPixelSize(11)
                small.setLetterSpacing(QFont.SpacingType.AbsoluteSpacing, 1)
                write(painter, inside.adjusted(0, 6, 0, 0), str(index.data()), theme.current().dim, small)


def _paint_finding(painter: QPainter, inside: QRect, finding: SearchResult) -> None:
    colours, metrics = theme.current(), painter.fontMetrics()
    if finding.kind is ResultKind.PASSAGE:
        half = inside.height() // 2
        write(painter, inside.adjusted(0, 3, 0, -half), finding.title, colours.text)
        write(painter, inside.adjusted(0, half, 0, -3), finding.detail, colours.dim)
        return
    left_over = inside.width() - metrics.horizontalAdvance(finding.title) - 16
    wide = min(metrics.horizontalAdvance(finding.detail) + 2, max(left_over, 96))
    title = colours.quiet if finding.why_not else colours.text
    write(painter, inside.adjusted(0, 0, -wide - 12, 0), finding.title, title)
    detail = inside.adjusted(inside.width() - wide, 0, 0, 0)
    write(painter, detail, finding.detail, colours.dim, flags=RIGHT)
