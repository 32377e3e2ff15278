"""The page of outcomes: what is measured of schools, the figures, and each school beside its strand."""

from collections.abc import Sequence
from functools import partial

from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QFrame, QMenu, QScrollArea, QSplitter, QStackedWidget, QWidget

from app.outcomes.exporting import OutcomeExports
from app.outcomes.figures import FigureRows
from app.outcomes.measures import MeasureRows
from app.outcomes.multiples import OutcomeMultiples
from app.shell.open_study import OpenStudy
from app.shell.page import Page
from app.shell.printed import PrintedPart, PrintedTable, PrintedWords, PrintOut, PrintStyle
from app.widgets.bar import SettingsBar
from app.widgets.forms import STRETCH, EmptyPage, button, column_of, hint, line, show_in, wide
from app.widgets.menus import give_menu, menu_button
from app.widgets.name_dialog import NameDialog
from app.widgets.study_table import StudyTable
from coding.analysis.outcome_panels import OutcomePanels, cautions, panels_of
from coding.errors import UnreadableError
from coding.language import _, plural
from coding.model.outcomes import OutcomeMeasure
from coding.outcomes.reading import ReadFigures, read_figures
from storage.intake.outcome_files import figures_of
from storage.operations.outcomes import store_figures
from storage.queries.outcomes import outcome_measures, outcomes
from storage.queries.people import schools
from storage.readers.kinds import TABLES, patterns
from storage.study.connection import Connection
from storage.study.tables import CODE, CODER, CODING, FRAMEWORK, MEASURE, OUTCOME, ROUND, SCHOOL


class OutcomesPage(Page):
    """Above what is measured, in the middle the figures of one measure, below a panel a school."""

    page_id = "outcomes"
    tables = (MEASURE, OUTCOME, SCHOOL, ROUND, CODING, CODE, FRAMEWORK, CODER)

    def __init__(self, open_study: OpenStudy, parent: QWidget | None = None) -> None:
        """Show nothing yet."""
        super().__init__(open_study, parent)
        self.measured, self.figures = MeasureRows(open_study), FigureRows(open_study)
        self.measures = StudyTable(
            self.measured,
            _("Measures"),
            _("What is measured of schools. The strand of a measure is shown beside its figures."),
        )
        self.values = StudyTable(
            self.figures, _("Figures"), _("Empty is missing; n/a is where a figure does not apply.")
        )
        self.multiples = OutcomeMultiples()
        self.heading, self.caution = line(role="heading"), hint()
        self.exports = OutcomeExports(open_study, self, self._every_measure)
        self.export = menu_button(_("Export the outcomes"))
        self.export.setText(_("Export ▾"))
        menu = QMenu(self.export)
        self.exports.fill(menu)
        give_menu(self.export, menu)
        self.take = button(_("Take in a table…"), self.take_file)
        self.paste = button(_("Paste a table"), self.paste_table)
        self.more_year = button(_("Year…"), self._ask_year)
        self.more_line = button(_("Line of reference…"), self._ask_line)
        self.nothing, self.stack = EmptyPage(_("Take in a table…")), QStackedWidget()
        self._lay_out()
        self._connect()

    def _lay_out(self) -> None:
        self.bar = SettingsBar(_("Outcomes"))
        self.bar.fill(line(_("Outcomes"), role="strong"), STRETCH, self.paste, self.take, self.export)
        figures, drawn = QWidget(), QWidget()
        self.values.remove.hide()
        for more in (self.more_year, self.more_line):
            self.values.buttons.addWidget(more)
        column_of(self.heading, wide(self.values), on=figures, margins=(14, 6, 14, 4), spacing=2)
        column_of(wide(self.multiples), self.caution, on=drawn, margins=(14, 4, 14, 8), spacing=4)
        parts = QSplitter(Qt.Orientation.Vertical)
        for part, share in ((self.measures, 3), (figures, 4), (drawn, 4)):
            parts.addWidget(part)
            parts.setStretchFactor(parts.count() - 1, share)
        parts.setChildrenCollapsible(False)
        self.measures.setContentsMargins(14, 0, 14, 0)
        self.nothing.say(
            _("No figures of schools yet"),
            _("Attainment, attendance or a self-evaluation, by school and year, to read beside the strands."),
        )
        scrolled = QScrollArea()
        scrolled.setWidgetResizable(True)
        scrolled.setFrameShape(QFrame.Shape.NoFrame)
        scrolled.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        show_in(scrolled, parts)
        for part in (scrolled, self.nothing):
            self.stack.addWidget(part)
        column_of(self.bar, wide(self.stack), on=self, spacing=0)

    def _connect(self) -> None:
        self.measures.view.selectionModel().currentRowChanged.connect(self._choose)
        self.measures.model.row_added.connect(self._show_added)
        self.nothing.button.clicked.connect(self.take_file)
        self.open_study.closing.connect(self._clear)

    def _clear(self) -> None:
        """Let go of a study that is being closed."""
        self.figures.choose(None)
        self.multiples.show_measure(None)

    # --- what is shown -----------------------------------------------------------------------

    def refresh(self) -> None:
        """Read the study again; the measure in hand stays."""
        known = outcome_measures(self.open_study.reader)
        self.stack.setCurrentIndex(0 if known else 1)
        self.export.setEnabled(bool(known))
        self.measures.refresh()
        in_hand = self.figures.measure
        ids = [each.id for each in known]
        at = ids.index(in_hand.id) if in_hand and in_hand.id in ids else 0
        for act in (self.take, self.paste, self.more_year, self.more_line, self.nothing.button):
            act.setEnabled(self.open_study.can_write)
        self._show(known[at] if known else None)
        if known and self.measures.view.currentIndex().row() != at:
            self.measures.view.setCurrentIndex(self.measures.model.index(at, 0))

    def _choose(self) -> None:
        at = self.measures.view.currentIndex().row()
        rows = self.measures.model.rows
        if 0 <= at < len(rows):
            self._show(rows[at])

    def _show_added(self, measure_id: int) -> None:
        keys = list(self.measures.model.keys)
        if measure_id in keys:
            self.measures.view.setCurrentIndex(self.measures.model.index(keys.index(measure_id), 0))

    def _show(self, measure: OutcomeMeasure | None) -> None:
        self.figures.choose(measure)
        self.values.refresh()
        self.heading.setText("" if measure is None else measure.name)
        self.more_line.setText(
            _("Who judged…") if measure is not None and measure.levels else _("Line of reference…")
        )
        shown = None if measure is None else self._drawn(measure)
        self.multiples.show_measure(shown)
        self.caution.setText("" if shown is None else "  ".join(cautions(shown)))

    def _drawn(self, measure: OutcomeMeasure) -> OutcomePanels:
        study = self.open_study
        data = study.data.analysis_data(study.framework.id, study.coder_ids, study.coder_id)
        every, known = outcomes(study.reader), schools(study.reader)
        years = self.figures.years() if measure == self.figures.measure else ()
        return panels_of(measure, every, known, data, years)

    def _every_measure(self) -> list[OutcomePanels]:
        """Return all measures, the one in hand first."""
        known = outcome_measures(self.open_study.reader)
        return [self._drawn(each) for each in sorted(known, key=lambda each: each != self.figures.measure)]

    # --- what comes in -----------------------------------------------------------------------

    def take_file(self) -> None:
        """Ask for tables and take the figures in."""
        kinds = _("Tables ({endings})").format(endings=patterns(TABLES))
        for path in self.open_study.notices.ask_files(_("Take in figures of schools"), kinds):
            try:
                self._store(figures_of(path, self.open_study.reader))
            except UnreadableError as error:
                self.open_study.notices.warn(error)

    def paste_table(self) -> None:
        """Take in a table that was copied, from a spreadsheet or a document."""
        text = QGuiApplication.clipboard().text()
        rows = [row.split("\t") for row in text.splitlines()]
        measure = self.figures.measure
        name = measure.name if measure else _("Measure")
        self._store(read_figures(rows, name, schools(self.open_study.reader)))

    def _store(self, read: ReadFigures) -> None:
        if read.figures:
            self.open_study.perform(store_figures(read.figures))
        count = plural("{n} figure taken in", "{n} figures taken in", len(read.figures))
        self.open_study.notices.say("  ".join((count, *read.left_out[:3])))

    def _ask_year(self) -> None:
        dialog = NameDialog(_("Another year"), _("Year (2016 or 2015/16)"), "", _("Add"), self)
        dialog.given.connect(self._add_year)
        dialog.open()

    def _add_year(self, year: str) -> None:
        self.figures.more_years.add(year.strip())
        self.values.refresh()

    def _ask_line(self) -> None:
        title = self.more_line.text().rstrip("…")
        dialog = NameDialog(title, _("Name (national, floor standard, after challenge)"), "", _("Add"), self)
        dialog.given.connect(self._add_line)
        dialog.open()

    def _add_line(self, name: str) -> None:
        self.figures.more_lines.append(name.strip())
        self.values.refresh()

    # --- what a page does --------------------------------------------------------------------

    def keys(self) -> tuple[tuple[str, str], ...]:
        """Return what keys do here."""
        return ((_("Edit"), _("Enter")), (_("Next region"), "F6"))

    def copied(self) -> str:
        """Return the figures that are selected."""
        return self.values.view.selected_text()

    def printed(self) -> PrintOut | None:
        """Return the figures of all measures."""
        if self.figures.measure is None:
            return None
        head, rows = self.values.model.as_text()
        return PrintOut(
            self.figures.measure.name,
            partial(_printed, name=self.figures.measure.name, head=head, rows=rows, note=self.caution.text()),
        )

    def regions(self) -> list[QWidget]:
        """Return the two tables."""
        return [self.measures.view, self.values.view]


def _printed(
    _connection: Connection, name: str, head: tuple[str, ...], rows: Sequence[tuple[str, ...]], note: str
) -> Sequence[PrintedPart]:
    return (
        PrintedWords(name, PrintStyle.TITLE, keeps=True),
        PrintedTable(head, rows),
        PrintedWords(note, PrintStyle.BODY),
    )
