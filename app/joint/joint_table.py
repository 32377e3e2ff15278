"""The table of the joint display: a row a strand or group, a line a round; survey left, codings right."""

from typing import Final, NamedTuple

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QPersistentModelIndex, QPoint, QRect, Qt, Signal
from PySide6.QtGui import QBrush, QColor, QFontMetrics, QKeyEvent, QMouseEvent, QPainter, QPen
from PySide6.QtWidgets import (
    QAbstractItemView,
    QHeaderView,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QTableView,
    QWidget,
)

from app.shell import theme
from app.widgets.painting import LEFT, RIGHT, bold, write
from app.widgets.table import Index
from coding.analysis.joint_display import NO_STAGE, JointDisplay
from coding.analysis.joint_rows import JointRound, JointRow
from coding.analysis.joint_words import (
    Sentences,
    codings_in_words,
    label_of,
    said_together,
    sentence_of,
    shares_in_words,
)
from coding.analysis.survey_results import ALL
from coding.language import _

_BAR: Final = 3  # pixels of the bar below a figure
_SENTENCE: Final = 150  # pixels that sentences have at least
_WRAPPED: Final = int(Qt.AlignmentFlag.AlignVCenter | Qt.TextFlag.TextWordWrap)
_AROUND: Final = 10
_OPEN: Final = frozenset({Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Space})


class JointPlace(NamedTuple):
    """What was pressed: a row, a round, and a stage of the framework (0: without one), None for all."""

    row: JointRow
    round_: JointRound
    stage: int | None = None


class JointModel(QAbstractTableModel):
    """Holds the rows; a field says in words what is painted in it."""

    def __init__(self) -> None:
        """Begin empty."""
        super().__init__()
        self.display: JointDisplay | None = None
        self.sentences: Sentences = {}
        self.is_compact = False  # where there is little room: percentages alone, as far as there are some

    def show(self, display: JointDisplay | None, sentences: Sentences) -> None:
        """Show another display."""
        self.beginResetModel()
        self.display, self.sentences = display, sentences
        self.endResetModel()

    def say(self, sentences: Sentences) -> None:
        """Show other sentences beside the same numbers."""
        self.sentences = sentences
        last = self.columnCount() - 1
        self.dataChanged.emit(self.index(0, last), self.index(self.rowCount() - 1, last))

    @property
    def rows(self) -> tuple[JointRow, ...]:
        """What is shown."""
        return self.display.rows if self.display is not None else ()

    @property
    def n_shares(self) -> int:
        """How many columns are of the survey: the stages and deficits."""
        return len(self.display.stages) + 1 if self.display is not None else 0

    @property
    def first_count(self) -> int:
        """The column of codings without a stage."""
        return 2 + self.n_shares

    @property
    def with_some(self) -> int:
        """The column of interviews with at least one coding; that of all codings is before it."""
        return self.first_count + self.n_shares + 1

    def stage_at(self, column: int) -> int | None:
        """Return the stage that a column is about, 0 for none, None where it is about all."""
        assert self.display is not None
        stages = [each.stage_id for each in self.display.stages]
        if 2 <= column < 2 + len(stages):
            return stages[column - 2]
        at = column - self.first_count
        return (NO_STAGE, *stages)[at] if 0 <= at <= len(stages) else None

    def texts(self, round_: JointRound) -> tuple[str, ...]:
        """Return the figures of a round as they are painted, from the third column on."""
        shares = shares_in_words(round_)
        if self.is_compact:
            there = (*round_.shares, round_.deficits)
            shares = tuple(
                share.percent or words if share is not None else words
                for share, words in zip(there, shares, strict=True)
            )
        return (*shares, *codings_in_words(round_))

    def rowCount(self, parent: QModelIndex | QPersistentModelIndex | None = None) -> int:
        """Return how many rows there are."""
        return 0 if parent is not None and parent.isValid() else len(self.rows)

    def columnCount(self, parent: QModelIndex | QPersistentModelIndex | None = None) -> int:
        """Return name, round, survey, codings, interviews and what both say together."""
        if self.display is None or (parent is not None and parent.isValid()):
            return 0
        return self.with_some + 2

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        """Return a field in words, round by round."""
        row, column = self.rows[index.row()], index.column()
        if role == Qt.ItemDataRole.ToolTipRole:
            return self._tool_tip(row, column)
        if role not in {Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.AccessibleTextRole}:
            return None
        if column == 0:
            return row.strand if row.group == ALL else f"{row.strand} · {label_of(row)}"
        if column == self.columnCount() - 1:
            return said_together(row, self.sentences)
        if column == 1:
            return ", ".join(each.round for each in row.rounds)
        return _(", then ").join(_in_full(each)[column - 2] for each in row.rounds)

    def _tool_tip(self, row: JointRow, column: int) -> str | None:
        if column == 0:
            return row.name
        if column == self.columnCount() - 1:
            return said_together(row, self.sentences) or None
        if column < 2 + self.n_shares:
            people = _("{round}: {share}, {n} answered")
            return "\n".join(
                people.format(round=each.round, share=_in_full(each)[column - 2], n=each.people)
                for each in row.rounds
            )
        done = _("{round}: {done} of {n} interviews done")
        return "\n".join(
            done.format(round=each.round, done=each.done, n=each.interviews) for each in row.rounds
        )

    def headerData(
        self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole
    ) -> object:
        """Return what stands over a column."""
        if self.display is None or orientation is not Qt.Orientation.Horizontal:
            return None
        if role == Qt.ItemDataRole.TextAlignmentRole:
            return RIGHT if self.first_count <= section <= self.with_some else LEFT
        return self.heading(section) if role == Qt.ItemDataRole.DisplayRole else None

    def heading(self, section: int) -> str:
        """Return what stands over a column, a line or two."""
        assert self.display is not None
        letters = [each.letter for each in self.display.stages]
        marked = [_("marked\n{stage}").format(stage=each) for each in (*letters, _("deficits"))]
        coded = [_("coded\n{stage}").format(stage=each) for each in (_("none"), *letters, _("all"))]
        heads = (_("Strand"), "", *marked, *coded, _("interviews\nwith one"), _("Together"))
        return heads[section]


def _in_full(round_: JointRound) -> tuple[str, ...]:
    return (*shares_in_words(round_), *codings_in_words(round_))


class JointDelegate(QStyledItemDelegate):
    """Paints names, figures with a bar below them, and sentences with their state."""

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        """Paint one field."""
        model = index.model()
        assert isinstance(model, JointModel)
        colours, row, rect = theme.current(), model.rows[index.row()], option.rect
        painter.save()
        painter.setClipRect(rect)
        chosen = bool(option.state & QStyle.StateFlag.State_Selected)
        if chosen and not colours.contrast:
            painter.fillRect(rect, QColor(colours.accent_tint))
        column, last = index.column(), model.columnCount() - 1
        if column == 0:
            _write_name(painter, rect, row)
        elif column == last:
            _write_together(painter, rect, row, model.sentences)
        else:
            for at, round_ in enumerate(row.rounds):
                line = line_of(rect, at, len(row.rounds))
                if column == 1:
                    write(painter, line, round_.round, colours.dim, theme.interface_font())
                else:
                    self._figure(painter, line, model, row, at, column)
        if chosen and colours.contrast:
            painter.fillRect(rect.adjusted(0, rect.height() - 2, 0, 0), QColor(colours.accent))
        edge = colours.border if column == 1 + model.n_shares else colours.line
        if column in {1 + model.n_shares, model.with_some}:
            painter.fillRect(QRect(rect.right(), rect.top(), 1, rect.height()), QColor(edge))
        painter.fillRect(QRect(rect.left(), rect.bottom(), rect.width(), 1), QColor(colours.line))
        painter.restore()

    def _figure(
        self, painter: QPainter, line: QRect, model: JointModel, row: JointRow, at: int, column: int
    ) -> None:
        round_, colours, font = row.rounds[at], theme.current(), theme.interface_font()
        text = model.texts(round_)[column - 2]
        is_last = at == len(row.rounds) - 1
        ink = colours.text if is_last else colours.dim
        hue = QColor(colours.hue(row.hue).mark) if row.hue else QColor(colours.accent)
        room = line.adjusted(4, 0, -6, 0)
        if column >= model.first_count:
            write(painter, room.adjusted(0, 0, 0, -_BAR), text, ink, font, RIGHT)
            counts = round_.codings
            place = column - model.first_count
            if place < len(counts) and counts[place] and round_.has_interviews:
                length = max(round(room.width() * counts[place] / _most(model)), 1)
                bar = QRect(room.right() - length + 1, line.bottom() - _BAR, length, _BAR)
                _paint_bar(painter, bar, hue, is_last=is_last, is_small=round_.is_so_far)
            return
        shares = (*round_.shares, round_.deficits)
        share = shares[column - 2]
        write(painter, room.adjusted(0, 0, 0, -_BAR), text, ink, font)
        if share is not None:
            track = QRect(room.left(), line.bottom() - _BAR, room.width(), _BAR)
            painter.fillRect(track, QColor(colours.line if colours.contrast else colours.hover))
            length = max(round(track.width() * share.marks.k / share.marks.n), 1 if share.marks.k else 0)
            colour = QColor(colours.dim) if column == 1 + model.n_shares else hue
            bar = QRect(track.left(), track.top(), length, _BAR)
            _paint_bar(painter, bar, colour, is_last=is_last, is_small=share.is_small)


def line_of(rect: QRect, at: int, n: int) -> QRect:
    """Return the part of a field that is a round's."""
    height = _line_height()
    top = rect.top() + (rect.height() - height * n) // 2 + at * height
    return QRect(rect.left(), top + 1, rect.width(), height - 3)


def _line_height() -> int:
    return QFontMetrics(theme.interface_font()).height() + _BAR + 5


def _most(model: JointModel) -> int:
    return max((n for row in model.rows for each in row.rounds for n in each.codings), default=1) or 1


def _paint_bar(painter: QPainter, bar: QRect, colour: QColor, *, is_last: bool, is_small: bool) -> None:
    """Paint a bar: of an earlier round paler, of few people or interviews not done hatched."""
    if not bar.width():
        return
    if is_small:
        painter.fillRect(bar, QBrush(colour, Qt.BrushStyle.Dense4Pattern))
        return
    if not is_last:
        colour = QColor(colour)
        colour.setAlpha(150)
    painter.fillRect(bar, colour)


def _write_name(painter: QPainter, rect: QRect, row: JointRow) -> None:
    colours, font = theme.current(), theme.interface_font()
    is_strand = row.group == ALL
    room = rect.adjusted(_AROUND if is_strand else 2 * _AROUND + 4, 0, -4, 0)
    if is_strand and row.hue:
        painter.fillRect(
            QRect(rect.left(), rect.top(), 4, rect.height() - 1), QColor(colours.hue(row.hue).mark)
        )
    text = row.strand if is_strand else label_of(row)
    write(painter, room, text, colours.text, bold(font) if is_strand else font)


def _write_together(painter: QPainter, rect: QRect, row: JointRow, sentences: Sentences) -> None:
    colours, font = theme.current(), theme.interface_font()
    said, room = said_together(row, sentences), rect.adjusted(_AROUND, 4, -6, -4)
    if not said:
        words = _("Write what both say…") if row.key is not None else ""
        write(painter, room, words, colours.dim, font)
        return
    painter.setFont(font)
    painter.setPen(QPen(QColor(colours.text if sentence_of(row, sentences).text else colours.dim)))
    painter.drawText(room, _WRAPPED, said)


class JointTable(QTableView):
    """The table; Enter or a click on a row opens what is behind it."""

    opened = Signal(object)  # a JointPlace

    def __init__(self, parent: QWidget | None = None) -> None:
        """Begin empty."""
        super().__init__(parent)
        self.joint = JointModel()
        self.joint.setParent(self)
        self.setModel(self.joint)
        self.setItemDelegate(JointDelegate(self))
        self.setAccessibleName(_("Survey and interviews side by side"))
        self.setShowGrid(False)
        self.setTabKeyNavigation(False)
        self.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.verticalHeader().hide()
        heads = self.horizontalHeader()
        heads.setHighlightSections(False)
        heads.setSectionsClickable(False)
        heads.setMinimumSectionSize(24)
        self._pressed_at = QPoint()
        self.clicked.connect(self._open_pressed)

    def show_display(self, display: JointDisplay | None, sentences: Sentences) -> None:
        """Show another display, on the row of the same strand and group if it is still there."""
        before = self.current()
        self.joint.show(display, sentences)
        if display is None or not display.rows:
            return
        self.fit()
        names = [(row.strand, row.group) for row in display.rows]
        wanted = (before.strand, before.group) if before is not None else names[0]
        self.setCurrentIndex(self.joint.index(names.index(wanted) if wanted in names else 0, 0))

    def fit(self) -> None:
        """Give columns the width of their words; sentences have what is left."""
        model, heads = self.joint, self.horizontalHeader()
        if model.display is None or not model.columnCount():
            return
        metrics, last = QFontMetrics(theme.interface_font()), model.columnCount() - 1
        room = self.viewport().width()
        model.is_compact = False
        widths = self._widths(metrics)
        if room - sum(widths) < _SENTENCE:
            model.is_compact = True
            widths = self._widths(metrics)
        for column, width in enumerate((*widths, max(room - sum(widths), _SENTENCE))):
            heads.setSectionResizeMode(column, QHeaderView.ResizeMode.Fixed)
            heads.resizeSection(column, width)
        line, sentence = _line_height(), heads.sectionSize(last) - _AROUND - 6
        for at, row in enumerate(model.rows):
            said = said_together(row, model.sentences)
            needs = metrics.boundingRect(QRect(0, 0, sentence, 10_000), _WRAPPED, said).height() + 10
            self.setRowHeight(at, max(len(row.rounds) * line, needs))

    def _widths(self, metrics: QFontMetrics) -> list[int]:
        return [self._width(column, metrics) for column in range(self.joint.columnCount() - 1)]

    def _width(self, column: int, metrics: QFontMetrics) -> int:
        """Return how wide a column is: as its heading and its longest figure."""
        model = self.joint
        heads = [metrics.horizontalAdvance(part) for part in model.heading(column).split("\n")]
        if column == 0:
            names = [row.strand if row.group == ALL else label_of(row) for row in model.rows]
            heads += [QFontMetrics(bold(theme.interface_font())).horizontalAdvance(n) + 16 for n in names]
        elif column == 1:
            heads += [metrics.horizontalAdvance(each.round) for row in model.rows for each in row.rounds]
        else:
            texts = {model.texts(each)[column - 2] for row in model.rows for each in row.rounds}
            heads += map(metrics.horizontalAdvance, texts)
        return max(heads, default=0) + 12

    def current(self) -> JointRow | None:
        """Return the row that the keyboard is on."""
        index = self.currentIndex()
        rows = self.joint.rows
        return rows[index.row()] if index.isValid() and index.row() < len(rows) else None

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Note where it is pressed: each round has a line of its own."""
        self._pressed_at = event.position().toPoint()
        super().mousePressEvent(event)

    def _open_pressed(self, index: QModelIndex) -> None:
        self._open(index, self._pressed_line(index))

    def _pressed_line(self, index: QModelIndex) -> int:
        """Return the round that was pressed on; the last one where the mouse was elsewhere."""
        rect, n = self.visualRect(index), len(self.joint.rows[index.row()].rounds)
        lines = (at for at in range(n) if line_of(rect, at, n).contains(self._pressed_at))
        return next(lines, n - 1)

    def _open(self, index: QModelIndex, line: int) -> None:
        row = self.joint.rows[index.row()]
        if row.rounds:
            self.opened.emit(JointPlace(row, row.rounds[line], self.joint.stage_at(index.column())))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Open a row with Enter."""
        if event.key() in _OPEN and self.currentIndex().isValid():
            self._open(self.currentIndex(), len(self.joint.rows[self.currentIndex().row()].rounds) - 1)
        else:
            super().keyPressEvent(event)
