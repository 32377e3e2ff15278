"""The page of a school or case: its attributes, people, interviews, strands by round, and a memo."""

from functools import partial

from PySide6.QtCore import QModelIndex, Qt
from PySide6.QtWidgets import QSplitter, QStackedWidget, QWidget

from app.cases.account_pane import AccountPane
from app.cases.case_facts import CaseInterview, attributes_in_words, interviews_of_case, people_in_words
from app.cases.outcome_rows import OutcomeRow, outcome_columns, outcome_rows
from app.cases.printing import ShownCase, parts_of_case
from app.cases.strand_rows import StrandRow, strand_columns
from app.shell.open_study import OpenStudy
from app.shell.page import Page
from app.shell.places import Place
from app.shell.printed import PrintOut
from app.widgets.bar import SettingsBar
from app.widgets.forms import STRETCH, EmptyPage, button, column_of, hint, line, named, row_of, wide
from app.widgets.memo_editor import MemoEditor
from app.widgets.segmented_control import SegmentedControl
from app.widgets.table import TableColumn, TableModel
from app.widgets.table_view import TableView
from coding.analysis.analysis_data import AnalysisData
from coding.analysis.matrix import ColumnsOf, Matrix, matrix_columns
from coding.analysis.matrix_rows import MatrixRow, RowsOf, matrix_rows, rows_of_case
from coding.analysis.notes import caution
from coding.analysis.selection import Asked
from coding.language import _
from storage.operations.memos import add_memo, write_memo
from storage.queries.cells import cell_summaries, without_others
from storage.queries.memos import WrittenMemo, memo_on
from storage.queries.outcomes import outcome_measures, outcomes
from storage.queries.people import names_of_people
from storage.queries.selecting import asked_of
from storage.queries.tree import blind_readings
from storage.study.tables import (
    ABOUT_INTERVIEWS,
    ATTRIBUTES,
    CASES,
    CODE,
    CODER,
    CODING,
    FRAMEWORK,
    MEMO,
    OUTCOMES,
    READING,
    SAID,
)

_LEFT, _RIGHT = 150, 260  # pixels


class CasesPage(Page):
    """At the left schools and cases, in the middle what there is of one, at the right its memo."""

    page_id = "cases"
    tables = (
        *(CODING, CODE, FRAMEWORK, CODER, READING, MEMO),
        *(*SAID, *ABOUT_INTERVIEWS, *ATTRIBUTES, *CASES, *OUTCOMES),
    )

    def __init__(self, open_study: OpenStudy, parent: QWidget | None = None) -> None:
        """Show nothing yet."""
        super().__init__(open_study, parent)
        self._case: MatrixRow | None = None
        self._asked: Asked | None = None
        self._matrix: Matrix | None = None
        self._memo: WrittenMemo | None = None
        self.cases: TableModel[MatrixRow] = TableModel(key=lambda row: row.place)
        self.list = TableView(self.cases, _("Schools and cases"))
        self.strands: TableModel[StrandRow] = TableModel()
        self.table = TableView(self.strands, _("Strands by round"))
        self.interviews: TableModel[CaseInterview] = TableModel()
        self.visits = TableView(self.interviews, _("Interviews"))
        self.outcomes: TableModel[OutcomeRow] = TableModel()
        self.measured = TableView(self.outcomes, _("Outcomes"))
        self.heading, self.facts, self.people = line(role="heading"), hint(role=""), hint()
        self.memo = named(MemoEditor(), _("Memo of the case"))
        self.memo.setPlaceholderText(_("Write what you think about this case"))
        self.account, self.written = AccountPane(open_study), QStackedWidget()
        self.which: SegmentedControl[int] = SegmentedControl(
            _("What is written"), {0: _("Memo"), 1: _("Account")}, caption=False
        )
        self.others = button(_("All memos"), lambda: self.place_chosen.emit(Place("memos")))
        self.nothing, self.stack = EmptyPage(_("Go to the interviews")), QStackedWidget()
        self._lay_out()
        self._connect()

    def _lay_out(self) -> None:
        self.bar = SettingsBar(_("Cases"))
        self.bar.fill(line(_("Cases"), role="strong"), STRETCH, self.others)
        middle, right = QWidget(), QWidget()
        column_of(
            self.heading,
            self.facts,
            self.people,
            wide(self.table, 4),
            wide(self.measured, 2),
            line(_("Interviews")),
            wide(self.visits, 2),
            on=middle,
            margins=(14, 10, 14, 8),
            spacing=6,
        )
        for part in (self.memo, self.account):
            self.written.addWidget(part)
        column_of(
            row_of(self.which, STRETCH), wide(self.written), on=right, margins=(12, 10, 14, 8), spacing=6
        )
        parts = QSplitter(Qt.Orientation.Horizontal)
        for part in (self.list, middle, right):
            parts.addWidget(part)
        parts.setStretchFactor(1, 1)
        parts.setSizes([_LEFT, 3 * _RIGHT, _RIGHT])
        parts.setChildrenCollapsible(False)
        self.nothing.say(
            _("There are no schools and no cases yet"), _("They come with interviews, or by Study details.")
        )
        for part in (parts, self.nothing):
            self.stack.addWidget(part)
        column_of(self.bar, wide(self.stack), on=self, spacing=0)
        self.cases.show_anew([TableColumn(_("Case"), lambda row: row.label, is_wide=True)], [])
        self.interviews.show_anew(
            [
                TableColumn(_("Interview"), lambda row: row.label),
                TableColumn(_("Title"), lambda row: row.title, is_wide=True),
                TableColumn(_("Round"), lambda row: row.round),
            ],
            [],
        )

    def _connect(self) -> None:
        self.list.selectionModel().currentRowChanged.connect(self._choose)
        for signal in (self.table.clicked, self.table.activated):
            signal.connect(self._open)
        for signal in (self.measured.clicked, self.measured.activated):
            signal.connect(lambda: self.place_chosen.emit(Place("outcomes")))
        for signal in (self.visits.clicked, self.visits.activated):
            signal.connect(self._open_interview)
        self.which.changed.connect(lambda: self.written.setCurrentIndex(self.which.value))
        self.memo.written.connect(self._write)
        for editor in (self.memo, self.account.text):
            editor.left.connect(self.list.setFocus)
            self.open_study.coders.leaving.connect(editor.keep)
        self.nothing.button.clicked.connect(lambda: self.place_chosen.emit(Place("code")))
        self.open_study.closing.connect(self._clear)

    # --- what is shown -----------------------------------------------------------------------

    def refresh(self) -> None:
        """Read the study; the case in hand stays if it is there."""
        study = self.open_study
        data = study.data.analysis_data(study.framework.id, study.coder_ids, study.coder_id)
        self._asked = asked = asked_of(study.reader, data)
        found = [
            *matrix_rows(asked.names, RowsOf.SCHOOL),
            *matrix_rows(asked.names, RowsOf.CASE),
        ]
        self.stack.setCurrentIndex(0 if found else 1)
        places = [row.place for row in found]
        here = self._case.place if self._case is not None else None
        at = places.index(here) if here is not None and here in places else 0
        self.cases.show_rows(found)
        self._case = found[at] if found else None
        if found:
            self.list.selectRow(at)
        self._show()

    def _clear(self) -> None:
        """Keep what is typed, and let go of a study that is being closed."""
        self.memo.keep()
        self.account.clear()
        self._case = self._asked = self._matrix = self._memo = None
        self.cases.show_rows([])
        self.strands.show_anew([], [])
        self.outcomes.show_anew([], [])
        self.interviews.show_rows([])

    def _choose(self, index: QModelIndex) -> None:
        row = self.cases.row_at(index)
        if row is not None and (self._case is None or row.place != self._case.place):
            self.memo.keep()
            self.account.text.keep()
            self._case, self._memo = row, None
            self._show(anew=True)

    def _show(self, *, anew: bool = False) -> None:
        case, asked = self._case, self._asked
        if case is None or asked is None:
            return
        names = asked.names
        data = names.analysis_data
        self._matrix = matrix = Matrix(
            asked, rows_of_case(names, case), matrix_columns(asked, ColumnsOf.STRANDS)
        )
        self.heading.setText(case.label)
        self.facts.setText(attributes_in_words(data, case))
        self.facts.setVisible(bool(self.facts.text()))
        names_of = partial(names_of_people, self.open_study.reader)
        self.people.setText(people_in_words(names, case, names_of))
        study = self.open_study
        written = cell_summaries(study.reader)
        seen = without_others(matrix, written, blind_readings(study.reader, study.coder_id))
        columns = strand_columns(matrix, seen)
        self.strands.show_anew(columns, [StrandRow(at) for at in range(len(matrix.columns))])
        self._show_outcomes(data, case)
        self.interviews.show_rows(interviews_of_case(names, case))
        self._show_memo(case, anew=anew)
        self.account.show_case(case.place, case.label, anew=anew)
        self.context_changed.emit()

    def _show_outcomes(self, data: AnalysisData, case: MatrixRow) -> None:
        """Show what is measured of a case, if anything is."""
        reader = self.open_study.reader
        rows = outcome_rows(data, case.place, outcome_measures(reader), outcomes(reader))
        self.outcomes.show_anew(outcome_columns(rows), rows)
        for at in range(1, self.outcomes.columnCount()):
            self.measured.resizeColumnToContents(at)
        self.measured.setVisible(bool(rows))

    def _show_memo(self, case: MatrixRow, *, anew: bool) -> None:
        """Show the memo on the case of whoever writes; the first, where there are several."""
        about = "case" if case.place.case_id is not None else "school"
        on_id, coder_id = case.place.case_id or case.place.school_id or 0, self.open_study.coder_id
        before, self._memo = self._memo, memo_on(self.open_study.reader, coder_id, about, on_id)
        is_other = (before and before.id) != (self._memo and self._memo.id) and not self.memo.hasFocus()
        self.memo.setReadOnly(not self.open_study.can_write)
        self.memo.show_text(self._memo.text if self._memo is not None else "", anew=anew or is_other)

    # --- what is done ------------------------------------------------------------------------

    def _write(self, text: str) -> None:
        case = self._case
        if not text or case is None or not self.open_study.can_write:
            return
        if self._memo is not None:
            self.open_study.perform(write_memo(self._memo.id, text))
        else:
            on = "case_id" if case.place.case_id is not None else "school_id"
            self.open_study.perform(add_memo(text, on, case.place.case_id or case.place.school_id or 0))

    def _open(self, index: QModelIndex) -> None:
        """Go to the passages behind a number; from a summary to the matrix."""
        row, matrix = self.strands.row_at(index), self._matrix
        if row is None or matrix is None:
            return
        at = index.column() - 1
        if at >= len(matrix.rows):
            self.place_chosen.emit(Place("matrix"))
        else:
            query = matrix.query(at if at >= 0 else len(matrix.rows) - 1, matrix.columns[row.at])
            self.place_chosen.emit(Place("passages", detail=str(query)))

    def _open_interview(self, index: QModelIndex) -> None:
        row = self.interviews.row_at(index)
        if row is not None:
            self.place_chosen.emit(Place("code", row.id))

    # --- as a page ---------------------------------------------------------------------------

    def place(self) -> Place:
        """Return the case in hand."""
        return Place(self.page_id, detail=_detail(self._case) if self._case is not None else "")

    def go(self, place: Place) -> None:
        """Show a school (``school:2``) or a case (``case:1``), and take the keyboard."""
        wanted = (at for at, row in enumerate(self.cases.rows) if _detail(row) == place.detail)
        at = next(wanted, None)
        if at is not None:
            self.list.selectRow(at)
        (self.list if self.stack.currentIndex() == 0 else self.nothing.button).setFocus()

    def context(self) -> str:
        """Return the calm word on what the counts do not show."""
        return caution(self._matrix.analysis_data) if self._matrix is not None else ""

    def keys(self) -> tuple[tuple[str, str], ...]:
        """Return what keys do here."""
        return ((_("Next case"), "↓"), (_("Open"), _("Enter")), (_("Next region"), "F6"))

    def copied(self) -> str:
        """Return the numbers that are selected."""
        return self.table.selected_text()

    def printed(self) -> PrintOut | None:
        """Return what is known of the case in hand, and what is written of it."""
        if self._case is None:
            return None
        self.memo.keep()
        self.account.text.keep()
        shown = ShownCase(
            self._case.label,
            (self.facts.text(), self.people.text()),
            (self.strands.as_text(), self.outcomes.as_text(), self.interviews.as_text()),
            ((_("Memo"), self.memo.text()), (_("Account"), self.account.text.text())),
        )
        return PrintOut(self._case.label, partial(parts_of_case, shown=shown))

    def regions(self) -> list[QWidget]:
        """Return the list, the tables and the memo."""
        measured = [self.measured] if self.outcomes.rows else []
        return [
            self.list,
            self.table,
            *measured,
            self.visits,
            self.account.text if self.which.value else self.memo,
        ]


def _detail(row: MatrixRow) -> str:
    place = row.place
    return f"school:{place.school_id}" if place.case_id is None else f"case:{place.case_id}"
