"""The table of results: a row a statement, round beside round, by group, painted as bars."""

from typing import Final

from PySide6.QtCore import QModelIndex, QRect, Qt, Signal
from PySide6.QtGui import QBrush, QColor, QFontMetrics, QPainter, QPen
from PySide6.QtWidgets import QHeaderView

from app.shell import theme
from app.widgets.figure_table import FigureDelegate, FigureModel, FigureTable, line_height, line_of
from app.widgets.painting import RIGHT, bold, write, write_in_two
from app.widgets.table import Index
from coding.analysis.measure import DASH
from coding.analysis.survey_results import ALL, SurveyShare
from coding.analysis.survey_scales import ScaleShares
from coding.analysis.survey_table import ShareCell, SurveyForm, SurveyRow, SurveyTableau, signed_points
from coding.language import _
from coding.model.survey import ItemKind

_BAR: Final = 66  # pixels of 100 per cent
_BAND: Final = 24
_AROUND: Final = 12
_WORDS: Final = 230  # pixels that statements have at least
_SHORT_BAR: Final = 34  # where it is narrow
_SCALE: Final = 1.6  # of a bar: the answers of a scale around the middle


class ShareModel(FigureModel):
    """Holds the rows; a field says in words what is painted in it."""

    def __init__(self) -> None:
        """Begin empty."""
        super().__init__()
        self.shown: SurveyTableau | None = None
        self.bar = _BAR

    def show(self, shown: SurveyTableau | None) -> None:
        """Show another table."""
        self.beginResetModel()
        self.shown = shown
        self.endResetModel()

    @property
    def rows(self) -> tuple[SurveyRow, ...]:
        """What is shown."""
        return self.shown.rows if self.shown is not None else ()

    def group_at(self, column: int) -> str:
        """Return the group that a column is about."""
        assert self.shown is not None
        return self.shown.columns[(column - 1) // 2] if column > 0 else ALL

    def is_change(self, column: int) -> bool:
        """Tell a column of changes from one of shares."""
        return column > 0 and column % 2 == 0

    def cell(self, row: SurveyRow, column: int) -> ShareCell | None:
        """Return what a field shows."""
        return row.cells[(column - 1) // 2] if row.cells and column > 0 else None

    @property
    def width(self) -> int:
        """The words, and two columns a group."""
        return 0 if self.shown is None else 1 + 2 * len(self.shown.columns)

    def words(self, row: SurveyRow, column: int) -> str:
        """Return a field in words, round by round."""
        if column == 0:
            deficit = _("deficit") if row.is_deficit else ""
            return " ".join(filter(None, (row.name, row.words, deficit)))
        cell = self.cell(row, column)
        if cell is None:
            return ""
        return cell.change if self.is_change(column) else _(", then ").join(cell.lines)

    def tool_tip(self, row: SurveyRow, column: int) -> str | None:
        """Return the words whole, why a change is withheld, and what it is made of."""
        cell = self.cell(row, column)
        if column == 0 or cell is None:
            return row.words
        if cell.why:
            return cell.why
        if self.is_change(column) or cell.scales:
            return _(", then ").join(cell.lines)
        return self._bounds(row, self.group_at(column)) or None

    def _bounds(self, row: SurveyRow, group: str) -> str:
        """Say what a share would be of all who were asked, round by round, where that is known."""
        assert self.shown is not None
        if row.item is None or row.item.kind is not ItemKind.STATEMENT:
            return ""
        results = self.shown.results
        found = ((each, results.bounds(each, row.item, group)) for each in results.rounds)
        said = _("{round}: {bounds} of the {asked} asked")
        return "\n".join(
            said.format(round=round_.round, bounds=bounds.text, asked=bounds.asked)
            for round_, bounds in found
            if bounds is not None
        )

    def is_set_right(self, section: int) -> bool:
        """Tell the columns of changes."""
        return self.is_change(section)

    def heading(self, section: int) -> str:
        """Return the groups with how many answered."""
        assert self.shown is not None
        if section == 0:
            return _("Statement")
        group = self.group_at(section)
        if self.is_change(section):
            if not self.shown.has_change:
                return ""
            mix = _("at {round}’s mix").format(round=self.shown.results.rounds[0].round)
            return f"{_('change')}\n{mix}" if group == ALL else _("change")
        called = _("All") if group == ALL else group or _("not known")
        return f"{called}\n{self.shown.sizes(group)}"


class ShareDelegate(FigureDelegate):
    """Paints bands, statements, bars with their figures, and changes."""

    def paint_field(self, painter: QPainter, rect: QRect, model: ShareModel, index: Index) -> None:
        """Paint one field."""
        row, column, colours = model.rows[index.row()], index.column(), theme.current()
        cell = model.cell(row, column)
        if row.is_band:
            painter.fillRect(rect, QColor(colours.panel))
            if column == 0:
                font = bold(theme.interface_font())
                write(painter, rect.adjusted(_AROUND, 0, 0, 0), row.words, colours.text, font)
        elif column == 0:
            _write_statement(painter, rect, row)
        elif cell is not None and model.is_change(column):
            _write_change(painter, rect, row, cell, is_all=column == 2)
        elif cell is not None:
            _paint_cell(painter, rect.adjusted(4, 0, 0, 0), row, cell, model.bar)


def _paint_cell(painter: QPainter, rect: QRect, row: SurveyRow, cell: ShareCell, bar: int) -> None:
    n = len(cell.lines)
    for at, scale in enumerate(cell.scales):
        _paint_scale(painter, line_of(rect, at, n), scale, bar, is_last=at + 1 == n)
    for at, share in enumerate(cell.shares):
        line = line_of(rect, at, n)
        _paint_share(painter, line, share, bar, is_last=at + 1 == n, is_deficit=row.is_deficit)


def _write_statement(painter: QPainter, rect: QRect, row: SurveyRow) -> None:
    colours, font = theme.current(), theme.interface_font()
    indent = _AROUND if row.answer is None else 3 * _AROUND
    ink = colours.dim if row.is_deficit else colours.text
    left = rect.left() + indent
    if row.name:
        name = row.name.rpartition(" ")[2] if row.item is not None else row.name
        strong = colours.dim if row.is_deficit else colours.accent
        width = max(32, QFontMetrics(bold(font)).horizontalAdvance(name) + 12)
        write(painter, QRect(left, rect.top(), width, rect.height()), name, strong, bold(font))
        left += width
    room = QRect(left, rect.top(), rect.right() - left - 4, rect.height())
    tag = _("deficit") if row.is_deficit else ""
    width = QFontMetrics(font).horizontalAdvance(tag) + 14 if tag else 0
    used = write_in_two(painter, room.adjusted(0, 0, -width, 0), row.words, ink, font)
    if tag:
        at = min(left + used + 8, room.right() - width + 4)
        box = QRect(at, rect.center().y() - 9, width - 4, 18)
        painter.setPen(QPen(QColor(colours.border), 1))
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.drawRoundedRect(box, 4, 4)
        write(painter, box, tag, colours.dim, font, Qt.AlignmentFlag.AlignCenter)


def _write_change(painter: QPainter, rect: QRect, row: SurveyRow, cell: ShareCell, *, is_all: bool) -> None:
    colours, font = theme.current(), theme.interface_font()
    room = rect.adjusted(2, 0, -8, 0)
    quiet = row.is_deficit or cell.points is None
    ink = colours.dim if quiet else colours.text
    if is_all and cell.at_mix is not None:
        mix = signed_points(cell.at_mix)
        write(painter, room, mix, colours.dim, font, RIGHT)
        room = room.adjusted(0, 0, -34, 0)
    sign = "⇅ " if cell.is_opposite else ""
    write(painter, room, sign + cell.change, ink, font if quiet else bold(font), RIGHT)


def _paint_share(
    painter: QPainter,
    line: QRect,
    share: SurveyShare | None,
    bar_width: int,
    *,
    is_last: bool,
    is_deficit: bool,
) -> None:
    colours = theme.current()
    track = QRect(line.left(), line.center().y() - 5, bar_width, 10)
    painter.fillRect(track, QColor(colours.line if colours.contrast else colours.hover))
    figures = line.adjusted(bar_width + 8, 0, 0, 0)
    font = theme.interface_font()
    if share is None or not share.n:
        write(painter, figures, DASH if share is None else _("no answers"), colours.dim, font)
        return
    mark = QColor(colours.dim if is_deficit else colours.accent)
    length = max(round(bar_width * share.k / share.n), 1 if share.k else 0)
    bar = QRect(track.left(), track.top(), length, track.height())
    if length:
        if share.is_small:
            painter.fillRect(bar, QBrush(mark, Qt.BrushStyle.BDiagPattern))
        elif is_last:
            painter.fillRect(bar, mark)
        else:
            painter.fillRect(bar, QColor(colours.accent_tint))
        if share.is_small or not is_last:
            painter.setPen(QPen(mark, 1))
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.drawRect(bar.adjusted(0, 0, -1, -1))
    used = write(painter, figures, share.text, colours.text, font)
    write(painter, figures.adjusted(used + 6, 0, 0, 0), share.percent, colours.dim, font)


def _paint_scale(
    painter: QPainter, line: QRect, scale: ScaleShares | None, bar_width: int, *, is_last: bool
) -> None:
    """Paint the answers of a scale one behind another around the middle; who does not know is not in it."""
    colours, font = theme.current(), theme.interface_font()
    if scale is None or not scale.n:
        write(painter, line, DASH if scale is None else _("no answers"), colours.dim, font)
        return
    left = 0
    if scale.counts:
        half = _SCALE * bar_width / 2
        left, middle = round(2 * half) + 8, line.left() + round(half)
        begin = middle + scale.left * half
        for at, count in enumerate(scale.counts):
            end = begin + half * count / scale.n
            part = QRect(round(begin), line.center().y() - 5, round(end) - round(begin), 10)
            if part.width():
                painter.fillRect(part, _answer_brush(at, len(scale.counts), is_small=scale.is_small))
                painter.setPen(QPen(QColor(colours.accent if is_last else colours.dim), 1))
                painter.setBrush(Qt.BrushStyle.NoBrush)
                painter.drawRect(part.adjusted(0, 0, -1, -1))
            begin = end
        painter.fillRect(QRect(middle, line.top() + 1, 1, line.height() - 2), QColor(colours.text))
    write(painter, line.adjusted(left, 0, 0, 0), scale.figure, colours.text, font)


def _answer_brush(at: int, n: int, *, is_small: bool) -> QBrush:
    """Return what an answer is filled with: the higher on the scale the fuller, the middle one left empty."""
    colours = theme.current()
    if is_small:
        return QBrush(QColor(colours.dim), Qt.BrushStyle.BDiagPattern)
    place = 2 * at - (n - 1)  # from the middle, below it negative
    if not place:
        return QBrush(QColor(colours.page))
    colour = QColor(colours.accent if place > 0 else colours.dim)
    colour.setAlphaF(0.35 + 0.65 * abs(place) / (n - 1))
    return QBrush(colour)


def _figures(shown: SurveyTableau) -> int:
    """Return how much room the figures beside a bar need."""
    widest = "000 of 000 100 %" if shown.form is SurveyForm.PROFILE else "00 of 00 100 %"
    metrics = QFontMetrics(theme.interface_font())
    scales = {each for row in shown.rows for cell in row.cells for each in cell.scales if each is not None}
    more = round((_SCALE - 1) * _BAR) if any(each.counts for each in scales) else 0
    needs = (metrics.horizontalAdvance(each.figure) + more for each in scales)
    return max(metrics.horizontalAdvance(widest), *needs, 0) + 22


def _changes(*, is_all: bool) -> int:
    metrics = QFontMetrics(theme.interface_font())
    mix = metrics.horizontalAdvance(_("at {round}’s mix").format(round="2014")) if is_all else 0
    return max(mix, metrics.horizontalAdvance(_("change"))) + 20


class ShareTable(FigureTable):
    """The table; Enter or a press on a bar opens what is behind it."""

    opened = Signal(object, str, int)  # a SurveyRow, the group and the round (by place) whose bar it was

    def __init__(self) -> None:
        """Begin empty."""
        self.shares = ShareModel()
        super().__init__(self.shares, ShareDelegate(), _("Results of the survey"))

    def lines_in(self, row: SurveyRow) -> int:
        """Return how many rounds a row has; a band opens nothing."""
        return len(row.cells[0].lines) if row.cells else 0

    def open_line(self, index: QModelIndex, line: int) -> None:
        """Say which row, group and round it was."""
        row = self.shares.rows[index.row()]
        self.opened.emit(row, self.shares.group_at(index.column()), line)

    def show_table(self, shown: SurveyTableau | None) -> None:
        """Show another table, on the same row if there is one that is called so."""
        name = self.current_name()
        self.shares.show(shown)
        if shown is None:
            return
        self.fit()
        rows = self.shares.rows
        at = next((at for at, row in enumerate(rows) if row.cells and row.name == name), None)
        first = next((at for at, row in enumerate(rows) if row.cells), None)
        if at is not None or first is not None:
            self.setCurrentIndex(self.shares.index(at if at is not None else first or 0, 0))

    def fit(self) -> None:
        """Share out the width among the columns."""
        shown = self.shares.shown
        assert shown is not None
        self.shares.bar = self._bar_for(shown)
        heads = self.horizontalHeader()
        heads.setSectionResizeMode(0, QHeaderView.ResizeMode.Stretch)
        for column in range(1, self.shares.width):
            heads.setSectionResizeMode(column, QHeaderView.ResizeMode.Fixed)
            width = self.shares.bar + _figures(shown)
            if self.shares.is_change(column):
                width = _changes(is_all=column == 2) if shown.has_change else 0
            heads.resizeSection(column, width)
            self.setColumnHidden(column, width == 0)
        height = max(line_height() * len(shown.results.rounds) + 10, 28)
        for at, row in enumerate(self.shares.rows):
            self.setRowHeight(at, _BAND if row.is_band else height)
            if row.is_band:
                self.setSpan(at, 0, 1, self.shares.width)
            elif self.columnSpan(at, 0) > 1:
                self.setSpan(at, 0, 1, 1)

    def _bar_for(self, shown: SurveyTableau) -> int:
        """Return how long bars are: shorter where the groups would leave the statements too little room."""
        return _BAR if self._left_for(shown, len(shown.groups), _BAR) >= _WORDS else _SHORT_BAR

    def _left_for(self, shown: SurveyTableau, groups: int, bar: int) -> int:
        change = 1 if shown.has_change else 0
        of_all = bar + _figures(shown) + change * _changes(is_all=True)
        of_group = bar + _figures(shown) + change * _changes(is_all=False)
        return self.viewport().width() - of_all - groups * of_group

    def fitting(self, shown: SurveyTableau, groups: int) -> int:
        """Return how many groups there is room for beside all and the statements."""
        room = (n for n in range(groups, 0, -1) if self._left_for(shown, n, _SHORT_BAR) >= _WORDS)
        return next(room, 0)

    def current_name(self) -> str:
        """Return what the row is called that the keyboard is on."""
        row = self.current()
        return row.name if row is not None else ""
