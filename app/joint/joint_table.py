"""The table of the joint display: a row a strand or group, a line a round; survey left, codings right."""

from typing import Final, NamedTuple

from PySide6.QtCore import QModelIndex, QRect, Qt, Signal
from PySide6.QtGui import QBrush, QColor, QFontMetrics, QPainter, QPen
from PySide6.QtWidgets import QHeaderView

from app.shell import theme
from app.widgets.figure_table import FigureDelegate, FigureModel, FigureTable, line_height, line_of
from app.widgets.painting import RIGHT, bold, write
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
_BELOW: Final = _BAR + 5
_SENTENCE: Final = 150  # pixels that sentences have at least
_WRAPPED: Final = int(Qt.AlignmentFlag.AlignVCenter | Qt.TextFlag.TextWordWrap)
_AROUND: Final = 10


class JointPlace(NamedTuple):
    """What was pressed: a row, a round, and a stage of the framework (0: without one), None for all."""

    row: JointRow
    round_: JointRound
    stage: int | None = None


class JointModel(FigureModel):
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
        last = self.width - 1
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

    @property
    def width(self) -> int:
        """Name, round, survey, codings, interviews and what both say together."""
        return self.with_some + 2 if self.display is not None else 0

    def words(self, row: JointRow, column: int) -> str:
        """Return a field in words, round by round."""
        if column == 0:
            return row.strand if row.group == ALL else f"{row.strand} · {label_of(row)}"
        if column == self.width - 1:
            return said_together(row, self.sentences)
        if column == 1:
            return ", ".join(each.round for each in row.rounds)
        return _(", then ").join(_in_full(each)[column - 2] for each in row.rounds)

    def tool_tip(self, row: JointRow, column: int) -> str | None:
        """Return the name of a strand, the sentence whole, and of whom a figure is."""
        if column == 0:
            return row.name
        if column == self.width - 1:
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

    def is_set_right(self, section: int) -> bool:
        """Tell the columns of codings."""
        return self.first_count <= section <= self.with_some

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


class JointDelegate(FigureDelegate):
    """Paints names, figures with a bar below them, and sentences with their state."""

    def paint_field(self, painter: QPainter, rect: QRect, model: JointModel, index: Index) -> None:
        """Paint one field."""
        colours, row, column = theme.current(), model.rows[index.row()], index.column()
        if column == 0:
            _write_name(painter, rect, row)
        elif column == model.width - 1:
            _write_together(painter, rect, row, model.sentences)
        else:
            for at, round_ in enumerate(row.rounds):
                line = line_of(rect, at, len(row.rounds), _BELOW)
                if column == 1:
                    write(painter, line, round_.round, colours.dim, theme.interface_font())
                else:
                    self._figure(painter, line.adjusted(0, 1, 0, -2), model, row, at, column)
        if column in {1 + model.n_shares, model.with_some}:
            edge = colours.border if column == 1 + model.n_shares else colours.line
            painter.fillRect(QRect(rect.right(), rect.top(), 1, rect.height()), QColor(edge))

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


class JointTable(FigureTable):
    """The table; Enter or a click on a row opens what is behind it."""

    opened = Signal(object)  # a JointPlace
    below_words = _BELOW

    def __init__(self) -> None:
        """Begin empty."""
        self.joint = JointModel()
        super().__init__(self.joint, JointDelegate(), _("Survey and interviews side by side"))

    def lines_in(self, row: JointRow) -> int:
        """Return how many rounds a row has."""
        return len(row.rounds)

    def open_line(self, index: QModelIndex, line: int) -> None:
        """Say which row, round and stage it was."""
        row = self.joint.rows[index.row()]
        self.opened.emit(JointPlace(row, row.rounds[line], self.joint.stage_at(index.column())))

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
        if model.display is None or not model.width:
            return
        metrics, last = QFontMetrics(theme.interface_font()), model.width - 1
        room = self.viewport().width()
        model.is_compact = False
        widths = self._widths(metrics)
        if room - sum(widths) < _SENTENCE:
            model.is_compact = True
            widths = self._widths(metrics)
        for column, width in enumerate((*widths, max(room - sum(widths), _SENTENCE))):
            heads.setSectionResizeMode(column, QHeaderView.ResizeMode.Fixed)
            heads.resizeSection(column, width)
        line, sentence = line_height(_BELOW), heads.sectionSize(last) - _AROUND - 6
        for at, row in enumerate(model.rows):
            said = said_together(row, model.sentences)
            needs = metrics.boundingRect(QRect(0, 0, sentence, 10_000), _WRAPPED, said).height() + 10
            self.setRowHeight(at, max(len(row.rounds) * line, needs))

    def _widths(self, metrics: QFontMetrics) -> list[int]:
        return [self._width(column, metrics) for column in range(self.joint.width - 1)]

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
