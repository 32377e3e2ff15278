"""Hits as a list: a heading for each interview, each hit with its context and who says it."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from PySide6.QtCore import QAbstractListModel, QEvent, QModelIndex, QObject, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QFont, QPainter, QTextCharFormat, QTextLayout, QTextOption
from PySide6.QtWidgets import QListView, QStyle, QStyledItemDelegate, QStyleOptionViewItem

from app.shell import theme
from app.widgets.offsets import Offsets
from app.widgets.painting import bold, fill, focus_pen, smoothly, write
from app.widgets.table import NOWHERE, Index
from coding.language import _
from storage.queries.people import rounds
from storage.queries.searching import Hit
from storage.queries.tree import interview_row
from storage.study.connection import Connection

ROW = Qt.ItemDataRole.UserRole
_HEADING, _MARGIN, _BETWEEN = 38, 24, 4
_LOW = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignBottom
_MEASURE = 720  # pixels of the widest line, about 90 characters


@dataclass(frozen=True, slots=True)
class Heading:
    """The interview that the hits below are in."""

    interview_id: int
    text: str


@dataclass(frozen=True, slots=True)
class ShownHit:
    """A hit with who says it."""

    hit: Hit
    attribution: str

    @property
    def text(self) -> str:
        """The words around the hit, cuts marked."""
        return ("… " if self.hit.cut_before else "") + self.hit.excerpt + (" …" if self.hit.cut_after else "")

    def matches(self) -> list[tuple[int, int]]:
        """Where the matches stand in the text: start and length."""
        moved = (2 if self.hit.cut_before else 0) - self.hit.excerpt_start
        return [(match.start + moved, match.length) for match in self.hit.matches]


def interview_in_words(connection: Connection, interview_id: int) -> str:
    """Return what stands over the hits of an interview: whose it is, and its round."""
    row = interview_row(connection, interview_id, ())
    names = {round_.id: round_.name for round_ in rounds(connection)}
    said = (row.heading or row.title, names.get(row.round_id or 0, "")) if row else ()
    return ", ".join(filter(None, said))


class HitModel(QAbstractListModel):
    """Headings and hits, a page after the other."""

    def __init__(self, parent: QObject | None = None) -> None:
        """Begin empty."""
        super().__init__(parent)
        self.rows: list[Heading | ShownHit] = []

    def clear(self) -> None:
        """Show nothing."""
        self.beginResetModel()
        self.rows = []
        self.endResetModel()

    def add(self, rows: Sequence[Heading | ShownHit]) -> None:
        """Show more below."""
        if rows:
            self.beginInsertRows(QModelIndex(), len(self.rows), len(self.rows) + len(rows) - 1)
            self.rows += rows
            self.endInsertRows()

    @property
    def hits(self) -> list[ShownHit]:
        """The hits shown."""
        return [row for row in self.rows if isinstance(row, ShownHit)]

    def rowCount(self, parent: Index = NOWHERE) -> int:
        """Count headings and hits."""
        return 0 if parent.isValid() else len(self.rows)

    def flags(self, index: Index) -> Qt.ItemFlag:
        """Pass over headings."""
        is_hit = isinstance(self.rows[index.row()], ShownHit)
        return Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable if is_hit else Qt.ItemFlag.NoItemFlags

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        """Return a row, or what a screen reader says."""
        row = self.rows[index.row()]
        if role == ROW:
            return row
        if role in {Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.AccessibleTextRole}:
            return row.text if isinstance(row, Heading) else f"{row.text} ({row.attribution})"
        return None


class HitList(QListView):
    """Shows hits; as wide as it is, lines are no longer than can be read."""

    def __init__(self, model: HitModel) -> None:
        """Show this model."""
        super().__init__()
        self.setModel(model)
        self.setItemDelegate(_HitDelegate(self))
        self.setAccessibleName(_("Hits"))
        self.setResizeMode(QListView.ResizeMode.Adjust)
        self.setMouseTracking(True)
        self.setVerticalScrollMode(QListView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)

    def event(self, event: QEvent) -> bool:
        """Let a change of colours be a repaint, as trees do: Qt would break every hit into lines anew."""
        if event.type() == QEvent.Type.StyleChange:
            self.viewport().update()
            return True
        return super().event(event)


class _HitDelegate(QStyledItemDelegate):
    def __init__(self, view: QListView) -> None:
        super().__init__(view)
        self._view = view

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        row = index.data(ROW)
        width = self._view.viewport().width()
        if not isinstance(row, ShownHit):
            return QSize(width, _HEADING)
        layout = _laid_out(row, width)
        return QSize(width, int(layout.boundingRect().height()) + option.fontMetrics.height() + 18 + _BETWEEN)

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        row = index.data(ROW)
        with smoothly(painter):
            if isinstance(row, ShownHit):
                _paint_hit(painter, option, row)
            elif isinstance(row, Heading):
                room = option.rect.adjusted(_MARGIN, 0, -_MARGIN, -4)
                write(painter, room, row.text, theme.current().text, bold(option.font), _LOW)


def _paint_hit(painter: QPainter, option: QStyleOptionViewItem, row: ShownHit) -> None:
    colours = theme.current()
    card = QRectF(option.rect).adjusted(_MARGIN - 10, 2, -_MARGIN + 10, -2)
    card.setWidth(min(card.width(), _MEASURE + 20))
    if option.state & (QStyle.StateFlag.State_Selected | QStyle.StateFlag.State_HasFocus):
        painter.setPen(focus_pen())
        painter.setBrush(QColor(colours.accent_tint))
        painter.drawRoundedRect(card, 5, 5)
    elif option.state & QStyle.StateFlag.State_MouseOver:
        fill(painter, card, colours.hover, 5)
    layout = _laid_out(row, option.rect.width())
    painter.setPen(QColor(colours.text))
    layout.draw(painter, card.topLeft() + QRectF(10, 6, 0, 0).topLeft())
    below = card.adjusted(10, 0, -10, -6).toRect()
    write(painter, below, row.attribution, colours.dim, option.font, _LOW)


def _laid_out(row: ShownHit, width: int) -> QTextLayout:
    """Break the words around a hit into lines, the matches in bold."""
    layout = QTextLayout(row.text, theme.reading_font(15))
    option = QTextOption()
    option.setWrapMode(QTextOption.WrapMode.WrapAtWordBoundaryOrAnywhere)
    layout.setTextOption(option)
    layout.setFormats(list(_emphasised(row)))
    layout.beginLayout()
    height = 0.0
    while (line := layout.createLine()).isValid():
        line.setLineWidth(min(width - 2 * _MARGIN, _MEASURE))
        line.setPosition(QRectF(0, height, 0, 0).topLeft())
        height += line.height() * 1.25
    layout.endLayout()
    return layout


def _emphasised(row: ShownHit) -> Iterable[QTextLayout.FormatRange]:
    bold = QTextCharFormat()
    bold.setFontWeight(QFont.Weight.Bold)
    offsets = Offsets(row.text)
    for start, length in row.matches():
        first, end = offsets.to_qt(start), offsets.to_qt(start + length)
        found = QTextLayout.FormatRange()
        found.start = first  # pyright: ignore[reportAttributeAccessIssue]
        found.length = end - first  # pyright: ignore[reportAttributeAccessIssue]
        found.format = bold  # pyright: ignore[reportAttributeAccessIssue]
        yield found
