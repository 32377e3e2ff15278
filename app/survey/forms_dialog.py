"""Forms that were filled in with Word, as they were understood: what is unclear is settled by a key."""

from collections.abc import Sequence
from typing import Final, NamedTuple

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QDialog, QLabel, QLineEdit, QScrollArea, QWidget

from app.shell.open_study import OpenStudy
from app.widgets.forms import DIALOG, STRETCH, button, caption, column_of, hint, named, row_of, show_in, wide
from app.widgets.table import TableColumn, TableModel
from app.widgets.table_view import RowsTable
from coding.language import _, plural
from coding.survey.forms_sheet import marks_by_bank
from coding.survey.plan import SurveyPlan, with_cell, with_survey_round
from coding.survey.sheets import UnclearCell
from storage.operations.surveys import store_answers
from storage.queries.people import roles, schools

_SIZE: Final = (900, 620)
_NOTES: Final = 84  # pixels
_SCHOOL, _ROLE = 1, 2  # columns of the sheet that forms make
_SETTLES: Final = {Qt.Key.Key_1: "1", Qt.Key.Key_0: "0", Qt.Key.Key_X: "1", Qt.Key.Key_N: "0"}


class FormRow(NamedTuple):
    """A form among those that came: its place among the rows of the sheet, and what it says."""

    at: int
    file: str
    school: str
    role: str
    marks: str
    unclear: int


class FormsDialog(QDialog):
    """The forms, below them what is unclear; stores on a press."""

    def __init__(self, open_study: OpenStudy, plan: SurveyPlan, at: int, parent: QWidget | None) -> None:
        """Show the table of a plan that was made of forms."""
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle(_("Filled-in forms"))
        self.resize(*_SIZE)
        self._study, self.plan, self._at = open_study, plan, at
        self.round = named(QLineEdit(", ".join(plan.tables[at].rounds)), _("Round of these answers"))
        self.round.setMaximumWidth(120)
        self.forms: RowsTable[FormRow] = RowsTable(
            TableModel(self._form_columns(), lambda row: row.at), _("Forms")
        )
        self.unclear = UnclearTable(
            TableModel(self._unclear_columns(), lambda row: (row.row, row.column)), _("What is unclear")
        )
        self.summary = hint(role="strong")
        self.notes = named(QScrollArea(), _("Notes on the forms"))
        self.notes.setFixedHeight(_NOTES)
        self.notes.setWidgetResizable(True)
        self.store = button(_("Store the forms"), self._store, "primary")
        self._lay_out()
        self.round.editingFinished.connect(self._say_round)
        self.unclear.settled.connect(self.settle)
        open_study.closing.connect(self.reject)
        self._show()

    def _lay_out(self) -> None:
        about = _(
            "Nothing is stored yet. What is unclear is stored as not answered, unless you say what is meant: "
            "1 marked, 0 not marked, or Enter to choose. A blank means “not true or unclear”."
        )
        head = row_of(wide(self.summary), caption(_("Round"), self.round), self.round)
        below = caption(_("Unclear"), self.unclear)
        foot = row_of(STRETCH, button(_("Close"), self.reject), self.store)
        parts = (hint(about), head, wide(self.forms), below, wide(self.unclear), self.notes, foot)
        column_of(*parts, on=self, margins=DIALOG, spacing=8)

    def _form_columns(self) -> Sequence[TableColumn[FormRow]]:
        reader = self._study.reader
        letters = [each.letter for each in schools(reader)]
        posts = [each.name for each in roles(reader)]
        return (
            TableColumn(_("Form"), lambda row: row.file, width=170),
            TableColumn(
                _("School"),
                lambda row: row.school,
                self._say_school,
                80,
                choices=lambda _row: letters,
                is_free=True,
            ),
            TableColumn(
                _("Role"), lambda row: row.role, self._say_role, 150, choices=lambda _row: posts, is_free=True
            ),
            TableColumn(_("Marked"), lambda row: row.marks, is_wide=True),
            TableColumn(_("Unclear"), lambda row: str(row.unclear or ""), width=70, is_number=True),
        )

    def _unclear_columns(self) -> Sequence[TableColumn[UnclearCell]]:
        rows = self.plan.tables[self._at].sheet.rows
        return (
            TableColumn(_("Form"), lambda row: rows[row.row][0], width=150),
            TableColumn(_("What"), lambda row: row.name, width=80),
            TableColumn(_("Words"), lambda row: row.words, is_wide=True),
            TableColumn(_("Why it is unclear"), lambda row: row.reason, width=250),
            TableColumn(
                _("Taken for"),
                self._taken_for,
                self._choose,
                120,
                choices=lambda row: [_in_words(each) for each in row.choices],
            ),
        )

    # --- what is shown ---

    def _show(self) -> None:
        table = self.plan.tables[self._at]
        of = self.plan.instrument
        by_row = {each.row: at for at, each in enumerate(table.respondents)}
        rows: list[FormRow] = []
        for at in range(1, len(table.sheet.rows)):
            cells = {place: self._cell(at, place) for place in (_SCHOOL, _ROLE)}
            found = by_row.get(at + 1)  # rows count from 1
            banks = {} if found is None else marks_by_bank(table, of, found)
            marks = " · ".join(f"{bank} {marked}" for bank, (marked, _answered) in banks.items())
            unclear = sum(each.row == at for each in table.unclear)
            rows.append(FormRow(at, table.sheet.rows[at][0], cells[_SCHOOL], cells[_ROLE], marks, unclear))
        self.forms.show_rows(rows)
        self.unclear.show_rows(table.sheet.unclear)
        open_ = len(table.unclear)
        count = plural("{n} form", "{n} forms", len(rows))
        self.summary.setText(f"{count}, " + (_("{n} unclear").format(n=open_) if open_ else _("all clear")))
        notes = QLabel("\n".join(self._notes()) or _("No form is without a mark in a bank."))
        notes.setWordWrap(True)
        notes.setMargin(6)
        show_in(self.notes, notes)
        can = bool(self.plan.included) and not self.plan.lacks_round and self._study.can_write
        self.store.setEnabled(can)

    def _notes(self) -> Sequence[str]:
        lacks = _("Say of which round the forms are.") if self.plan.lacks_round else ""
        set_up = _("The survey that is set up: {name}.").format(name=self.plan.instrument.name)
        problems = [f"{name}: {reason}" for name, reason in self.plan.problems]
        return [
            each
            for each in (
                lacks,
                set_up if self.plan.is_new else "",
                *problems,
                *self.plan.tables[self._at].notes,
            )
            if each
        ]

    def _cell(self, row: int, column: int) -> str:
        table = self.plan.tables[self._at]
        return table.corrections.cells.get((row, column), table.sheet.rows[row][column])

    def _taken_for(self, row: UnclearCell) -> str:
        cells = self.plan.tables[self._at].corrections.cells
        place = (row.row, row.column)
        return _in_words(cells[place]) if place in cells else _("not answered")

    # --- what is said ---

    def settle(self, row: UnclearCell, cell: str) -> None:
        """Take a place that is unclear for what a person says."""
        if cell in row.choices:
            self._say(row.row, row.column, cell)

    def _choose(self, row: UnclearCell, words: str) -> None:
        self.settle(row, next((each for each in row.choices if _in_words(each) == words), ""))

    def _say_school(self, row: FormRow, text: str) -> None:
        self._say(row.at, _SCHOOL, text)

    def _say_role(self, row: FormRow, text: str) -> None:
        self._say(row.at, _ROLE, text)

    def _say(self, row: int, column: int, cell: str) -> None:
        self.plan = with_cell(self.plan, self._at, (row, column), cell)
        self._show()

    def _say_round(self) -> None:
        said = self.round.text().strip()
        if said and said != ", ".join(self.plan.tables[self._at].rounds):
            self.plan = with_survey_round(self.plan, [self._at], said)
            self._show()

    def _store(self) -> None:
        self._say_round()
        if self._study.perform(store_answers(self.plan)) is not None:
            self.accept()


class UnclearTable(RowsTable[UnclearCell]):
    """What is unclear, a row each: a digit settles the current one and goes to the next."""

    settled = Signal(object, str)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Settle by a key."""
        row, cell = self.current(), _SETTLES.get(Qt.Key(event.key()))
        if event.key() in {Qt.Key.Key_Return, Qt.Key.Key_Enter} and not self.is_editing:
            last = self.rows_model.columnCount() - 1
            self.setCurrentIndex(self.currentIndex().siblingAtColumn(last))
        if row is None or cell is None or self.is_editing or event.modifiers():
            super().keyPressEvent(event)
            return
        at = self.currentIndex().row()
        self.settled.emit(row, cell)
        self.selectRow(min(at + 1, self.rows_model.rowCount() - 1))


def _in_words(cell: str) -> str:
    return {"1": _("marked"), "0": _("not marked")}.get(cell, cell)
