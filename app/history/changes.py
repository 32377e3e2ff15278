"""The audit trail in a window: every change, who made it and when, the newest first."""

from functools import partial

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QAbstractItemView, QComboBox, QGridLayout, QLineEdit, QWidget

from app.shell import settings
from app.shell.deferred_call import DeferredCall
from app.shell.export_kinds import HISTORY_CSV, HISTORY_WORD, ExportKind
from app.shell.exports import Exports
from app.shell.jobs import Job
from app.shell.open_study import OpenStudy
from app.widgets.forms import DIALOG, STRETCH, button, caption, column_of, named, wide
from app.widgets.look_ahead_dialog import LookAheadDialog
from app.widgets.table import TableColumn, TableModel
from app.widgets.table_view import TableView
from coding.errors import UserError
from coding.language import _, plural
from coding.text.dates import typed_date
from coding.text.names import clean_name
from coding.text.times import local_minute
from storage.operations.reversing import reverse_operation
from storage.queries.coders import coders
from storage.queries.history import (
    HistoryFilter,
    HistoryLine,
    count_history,
    history_page,
    interview_headings,
    place_of,
)
from storage.queries.history_groups import groups
from storage.study.keeping.snapshot import snapshot

_AT_ONCE = 200
_TYPING = 300  # ms without a key, after which what was typed is looked for


class HistoryDialog(LookAheadDialog):
    """Lists the changes, as many at once as are looked at; a filter says which."""

    place_wanted = Signal(object)  # the HistoryPlace of the chosen change is to be shown

    def __init__(self, open_study: OpenStudy, parent: QWidget | None = None) -> None:
        """List the changes of the open study."""
        said = _("How many changes are listed")
        super().__init__(open_study, _("History of changes"), said, _("Take back this step"), parent)
        self._headings = interview_headings(open_study.reader)
        self._wanted = HistoryFilter()
        self._total = 0
        self._most = _AT_ONCE  # that were asked for
        self._whole = False  # all that is asked for is listed
        self._reading = False
        self.group = self._choice(_("Kind of change"), groups())
        self.coder = self._choice(
            _("Who made it"), {coder.id: coder.name for coder in coders(open_study.reader)}
        )
        self.interview = self._choice(_("Interview"), self._headings)
        self.since, self.until = named(QLineEdit(), _("From this day")), named(QLineEdit(), _("To this day"))
        self.words = named(QLineEdit(), _("Words of the change"))
        model = TableModel(_columns(), lambda line: line.entry.id)
        self.changes: TableView[HistoryLine] = TableView(model, _("History of changes"))
        self.place_button = button(_("Go to the place"), self._go_to_place)
        self._exports = Exports(open_study, self)
        self._typed = DeferredCall(self._filter, self)
        self._typed.setInterval(_TYPING)
        self._lay_out()
        self._connect()
        self._filter()

    def _choice(self, name: str, choices: "dict[str, str] | dict[int, str]") -> QComboBox:
        box = named(QComboBox(), name)
        box.addItem(_("all"), None)
        for value, words in choices.items():
            box.addItem(words, value)
        box.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        box.setMinimumContentsLength(12)
        return box

    def _lay_out(self) -> None:
        self.changes.setSortingEnabled(False)  # the list is longer than what is listed
        self.changes.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        for field in (self.since, self.until):
            field.setPlaceholderText(_("2015-06-12"))
        column_of(
            self._filters(),
            wide(self.changes),
            self.said,
            self.buttons(
                button(_("Export to Word…"), partial(self._export, HISTORY_WORD)),
                button(_("Export as CSV…"), partial(self._export, HISTORY_CSV)),
                STRETCH,
                self.place_button,
            ),
            on=self,
            margins=DIALOG,
            spacing=10,
        )
        self.resize(980, 620)
        self.changes.setFocus()

    def _filters(self) -> QGridLayout:
        grid = QGridLayout()
        fields = (
            (_("Kind"), self.group),
            (_("Who"), self.coder),
            (_("Interview"), self.interview),
            (_("From"), self.since),
            (_("To"), self.until),
            (_("Words"), self.words),
        )
        for at, (words, field) in enumerate(fields):
            row, column = divmod(at, 3)
            grid.addWidget(caption(words, field, "dim"), row, 2 * column)
            grid.addWidget(field, row, 2 * column + 1)
            grid.setColumnStretch(2 * column + 1, 1)
        return grid

    def _connect(self) -> None:
        for box in (self.group, self.coder, self.interview):
            box.currentIndexChanged.connect(self._filter)
        for field in (self.since, self.until, self.words):
            field.textEdited.connect(self._typed.start)
            field.returnPressed.connect(self._filter)
        self.changes.verticalScrollBar().valueChanged.connect(self._read_more)
        self.changes.verticalScrollBar().rangeChanged.connect(self._read_more)
        self.changes.selectionModel().currentRowChanged.connect(self._show_current)
        self.changes.opened.connect(self._go_to_place)
        self.open_study.study_changed.connect(self._follow)

    # --- what is listed ----------------------------------------------------------------------

    def _filter(self) -> None:
        """List what is asked for, from the newest on."""
        self._typed.stop()
        try:
            order = settings.date_order()
            since, until = typed_date(self.since.text(), order), typed_date(self.until.text(), order)
        except UserError as error:  # half a date, as long as it is typed
            self.said.warn(error)
            return
        self._wanted = HistoryFilter(
            self.group.currentData() or "",
            self.coder.currentData(),
            self.interview.currentData(),
            since,
            until,
            clean_name(self.words.text()),
            self.open_study.coder_id,
        )
        self.changes.rows_model.show_anew(_columns(), [])
        self._read(_AT_ONCE)

    def _follow(self) -> None:
        """After a change list as much as before, with what is new."""
        self._read(max(_AT_ONCE, len(self.changes.rows_model.rows)))

    def _read(self, limit: int) -> None:
        path, wanted, headings = self.open_study.file.path, self._wanted, self._headings
        self._reading, self._most = True, limit

        def read(_progress: object) -> tuple[int, list[HistoryLine]]:
            with snapshot(path) as connection:
                return count_history(connection, wanted), history_page(connection, wanted, headings, limit)

        self.look_ahead(_("Reading the history"), read, self._show)

    def _show(self, found: tuple[int, list[HistoryLine]]) -> None:
        self._total, lines = found
        self._reading = False
        self._whole = len(lines) < self._most
        self.changes.rows_model.show_rows(lines)
        if lines and not self.changes.currentIndex().isValid():
            self.changes.selectRow(0)
        self._say()

    def _read_more(self) -> None:
        """Read on once the end of the list comes in sight."""
        bar, rows = self.changes.verticalScrollBar(), self.changes.rows_model.rows
        if self._reading or self._whole or not rows or bar.value() + bar.pageStep() < bar.maximum():
            return
        path, wanted, headings, before = self.open_study.file.path, self._wanted, self._headings, rows[-1]
        self._reading = True

        def read(_progress: object) -> list[HistoryLine]:
            with snapshot(path) as connection:
                return history_page(connection, wanted, headings, _AT_ONCE, before.entry.id)

        self.look_ahead(_("Reading the history"), read, self._add)

    def _add(self, lines: list[HistoryLine]) -> None:
        self._whole = len(lines) < _AT_ONCE
        if lines:
            self.changes.rows_model.add_rows(lines)
        self._reading = False
        self._say()

    def _say(self) -> None:
        said = self._how_many(len(self.changes.rows_model.rows))
        if self.open_study.read_blind:
            said += _("; what others did in interviews that you read blind is left out")
        self.said.say(said, "dim")
        self._show_current()

    def _how_many(self, n: int) -> str:
        if not n:
            return _("No change is like this.")
        if self._whole:
            return plural("{n} change", "{n} changes", n)
        if self._wanted.words:
            return _("The newest {n} of those; scroll down for more").format(n=f"{n:,}")
        said = _("The newest {n} of {total} changes; scroll down for more")
        return said.format(n=f"{n:,}", total=f"{self._total:,}")

    # --- one change --------------------------------------------------------------------------

    @property
    def _current(self) -> HistoryLine | None:
        return self.changes.rows_model.row_at(self.changes.currentIndex())

    def _show_current(self) -> None:
        current = self._current
        can = current is not None and current.can_be_taken_back
        self.act_button.setEnabled(can and self.open_study.can_write)
        self.place_button.setEnabled(current is not None)

    def act(self) -> Job | None:
        """Take back the chosen step, as a step of its own."""
        current = self._current
        if current is None or not current.can_be_taken_back:
            return None
        before = self.open_study.file.last_change()
        self.open_study.perform(reverse_operation(current.entry.id))
        if self.open_study.file.last_change() != before:
            self.open_study.notices.say(_("Taken back: {words}").format(words=current.entry.words))
        return None

    def _go_to_place(self) -> None:
        current = self._current
        place = place_of(self.open_study.reader, current.entry.id) if current is not None else None
        if place is None:
            self.said.say(_("This change has no place in an interview."))
        else:
            self.place_wanted.emit(place)
            self.accept()

    def _export(self, kind: ExportKind) -> None:
        self._exports.history(kind, self._wanted)


def _columns() -> list[TableColumn[HistoryLine]]:
    return [
        TableColumn(_("When"), lambda line: local_minute(line.entry.created), width=132),
        TableColumn(_("What"), lambda line: line.entry.words, is_wide=True),
        TableColumn(_("Who"), lambda line: line.entry.coder, width=80),
        TableColumn(_("Interview"), lambda line: line.interview, width=140),
        TableColumn(_("Status"), lambda line: line.status or _("active"), is_wide=True),
    ]
