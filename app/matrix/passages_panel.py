"""The drawer of the matrix: the passages of a cell, those that came since, and the round before."""

from collections.abc import Collection
from typing import Final, NamedTuple

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QLabel, QToolButton, QWidget

from app.matrix.quoting_list import QuotingList
from app.matrix.shown import ShownMatrix
from app.shell.places import Place
from app.widgets.drawer import Drawer
from app.widgets.forms import STRETCH, button, hint, row_of, with_role
from app.widgets.passage_model import ReadTexts
from app.widgets.segmented_control import SegmentedControl
from coding.analysis.passages import Passages, find_passages
from coding.language import _, plural
from coding.text.blocks import plain
from storage.queries.cells import QuotedInSummary

_NOW: Final = "now"
_BEFORE: Final = "before"


class InDrawer(NamedTuple):
    """What the drawer shows: a cell, and of it only what came since."""

    row: int
    column: int
    only_news: bool = False


class PassagesPanel(Drawer):
    """Shows a cell’s passages while it is written in, or because its number was pressed."""

    place_chosen = Signal(Place)
    seen_pressed = Signal()
    all_wanted = Signal()

    def __init__(self, read: ReadTexts, parent: QWidget | None = None) -> None:
        """Begin empty; ``read`` returns the texts of interviews."""
        super().__init__(_("Passages of a cell"), parent)
        self._read = read
        self._all: Passages | None = None
        self._shown: ShownMatrix | None = None
        self._what: InDrawer | None = None
        self.which: SegmentedControl[str] = SegmentedControl(
            _("What stands beside"), {_NOW: _("Passages"), _BEFORE: _("Before")}, caption=False
        )
        self.news = hint()
        self.seen = button(_("Seen"), self.seen_pressed.emit)
        self.every = with_role(QToolButton(), "flat")
        self.every.setText(_("All passages"))
        self.every.clicked.connect(self.all_wanted)
        self.earlier = hint(role="")
        self.list = QuotingList()
        self.list.place_chosen.connect(self.place_chosen)
        self.foot: QLabel = hint(_("Quote puts the words at the cursor, linked (Ctrl+Shift+C)."))
        self.which.changed.connect(self._show)
        self.column.addLayout(row_of(self.which, STRETCH, margins=(14, 0, 14, 4)))
        self.column.addLayout(row_of(self.news, STRETCH, self.every, self.seen, margins=(16, 0, 14, 4)))
        self.earlier.setContentsMargins(16, 2, 16, 6)
        self.column.addWidget(self.earlier)
        self.column.addWidget(self.list, 1)
        self.foot.setContentsMargins(16, 6, 16, 8)
        self.column.addWidget(self.foot)

    def clear(self) -> None:
        """Show nothing of a study that is closed."""
        self._shown = self._what = self._all = None
        self.heading.setText("")
        self.earlier.setText("")
        self.list.clear()

    @property
    def what(self) -> InDrawer | None:
        """The cell that is shown."""
        return self._what

    def show_cell(self, shown: ShownMatrix, what: InDrawer) -> None:
        """Show a cell of a matrix."""
        self._shown, self._what = shown, what
        before = shown.earlier(what.row)
        cell = shown.cell(what.row, what.column)
        self.which.setVisible(before is not None and not what.only_news)
        self.which.button(_NOW).setText(_("Passages {n}").format(n=cell.passages))
        if before is None:
            self.which.choose(_NOW)
        else:
            year = shown.matrix.rows[before].lines[0]
            self.which.button(_BEFORE).setText(_("{round} beside it").format(round=year))
        self._show()

    def _show(self) -> None:
        shown, what = self._shown, self._what
        if shown is None or what is None:
            return
        before = shown.earlier(what.row)
        is_before = self.which.value == _BEFORE and not what.only_news and before is not None
        row = before if is_before and before is not None else what.row
        cell, summary = shown.cell(row, what.column), shown.summary(row, what.column)
        self.heading.setText(cell.name)
        came = shown.matrix.came(row, what.column, summary.seen) if summary is not None else ()
        went = shown.matrix.went(row, what.column, summary.seen) if summary is not None else 0
        has_news = bool(cell.text) and (len(came) > 0 or went > 0) and not is_before
        gone = plural("{n} coding went", "{n} codings went", went) if went else ""
        self.news.setText(" · ".join(filter(None, (cell.news, gone))) if has_news else "")
        for part in (self.news, self.seen):
            part.setVisible(has_news)
        self.every.setVisible(what.only_news)
        self.earlier.setVisible(is_before)
        self.earlier.setText(plain(cell.text) or _("Nothing written yet"))
        if self._all is None or self._all.analysis_data is not shown.matrix.analysis_data:
            self._all = find_passages(shown.matrix.analysis_data)
        ids = came if what.only_news else shown.matrix.codings(row, what.column)
        self.list.show_passages(self._all.with_codings([int(id_) for id_ in ids]), self._read, hue=cell.hue)
        self.list.setAccessibleName(_("Passages of {cell}").format(cell=cell.name))

    def show_quoted(self, quoted: Collection[QuotedInSummary], *, can_quote: bool) -> None:
        """Show which passages the cell quotes, and whether others can be quoted now."""
        self.list.show_quoted(quoted, can_quote=can_quote)
        self.foot.setVisible(can_quote)
