"""The figures of one measure as a table of the study: schools and lines of reference by year."""

from collections.abc import Sequence
from typing import Any, NamedTuple

from app.shell.open_study import OpenStudy
from app.widgets.study_table import StudyRows
from app.widgets.table import TableColumn
from coding.language import _, plural
from coding.model.outcomes import NOT_APPLICABLE, Outcome, OutcomeMeasure, in_order_of_years
from coding.model.role_codes import school_in_words
from coding.model.survey import MeasureKind
from storage.operations.outcomes import OutcomePlace, write_outcome
from storage.queries.outcomes import outcomes
from storage.queries.people import rounds, schools
from storage.study.operation import Operation
from storage.study.tables import MEASURE, OUTCOME, ROUND, SCHOOL


class FigureRow(NamedTuple):
    """A school, of a rating once more for each who judged; without a school a line of reference."""

    id: int
    school_id: int | None
    name: str
    label: str = ""


class FigureRows(StudyRows[FigureRow]):
    """The figures of ``measure``, each in its cell; what is empty is missing.

    ``more_years`` and ``more_lines`` have no figure yet.
    """

    tables = (MEASURE, OUTCOME, SCHOOL, ROUND)

    def __init__(self, open_study: OpenStudy) -> None:
        """Show nothing until a measure is chosen."""
        super().__init__(open_study)
        self.measure: OutcomeMeasure | None = None
        self.more_years: set[str] = set()
        self.more_lines: list[str] = []
        self._figures: dict[tuple[int | None, str, str], Outcome] = {}

    def choose(self, measure: OutcomeMeasure | None) -> None:
        """Show the figures of another measure."""
        if (measure and measure.id) != (self.measure and self.measure.id):
            self.more_years, self.more_lines = set(), []
        self.measure = measure

    def _read(self) -> None:
        its = [] if self.measure is None else self.figures()
        self._figures = {(each.school_id, each.label, each.year): each for each in its}

    def figures(self) -> list[Outcome]:
        """Return the figures of the measure."""
        measure_id = self.measure.id if self.measure else 0
        return [each for each in outcomes(self.study.reader) if each.measure_id == measure_id]

    def years(self) -> list[str]:
        """Return the years that have figures, those of the rounds, and those that were added, in order."""
        asked = (each.name for each in rounds(self.study.reader) if each.name[:4].isdecimal())
        return in_order_of_years([*(each.year for each in self.figures()), *asked, *self.more_years])

    def rows(self) -> Sequence[FigureRow]:
        """Return the schools, then the lines of reference; of a rating a row for each who judged a school."""
        if self.measure is None:
            return []
        self._read()
        is_rating = self.measure.kind is MeasureKind.RATING
        places = list[tuple[int | None, str, str]]()
        for school in schools(self.study.reader):
            labels = [label for school_id, label, _year in self._figures if school_id == school.id]
            judged = dict.fromkeys([*labels, *(self.more_lines if is_rating else ())])
            for label in judged or [""]:
                name = school_in_words(school.letter, school.name)
                places.append((school.id, ", ".join(filter(None, (name, label))), label))
        lines = [label for school_id, label, _year in self._figures if school_id is None]
        lines += () if is_rating else self.more_lines
        places += ((None, label, label) for label in dict.fromkeys(lines))
        return [FigureRow(at, *place) for at, place in enumerate(places, 1)]

    def columns(self) -> Sequence[TableColumn[FigureRow]]:
        """Return the school and a column for each year."""
        self._read()
        years = self.years() if self.measure else []
        school: TableColumn[FigureRow] = TableColumn(_("School"), lambda row: row.name, is_wide=True)
        return (school, *map(self._year, years))

    def _year(self, year: str) -> TableColumn[FigureRow]:
        measure = self.measure
        levels = ["", *measure.levels, NOT_APPLICABLE] if measure and measure.levels else []

        def choices(_row: FigureRow) -> list[str]:
            return levels

        return TableColumn(
            year,
            lambda row: self._text(row, year),
            lambda row, text: self._write(row, year, text),
            is_number=True,
            choices=choices if levels else None,
            about=_("A figure, n/a where it does not apply, nothing where it is missing"),
            tool_tip=lambda row: self._more(row, year),
        )

    def _at(self, row: FigureRow, year: str) -> Outcome | None:
        return self._figures.get((row.school_id, row.label, year))

    def _text(self, row: FigureRow, year: str) -> str:
        figure = self._at(row, year)
        return "" if figure is None else figure.value

    def _more(self, row: FigureRow, year: str) -> str:
        figure = self._at(row, year)
        if figure is None:
            return _("missing")
        pupils = "" if figure.pupils is None else plural("of {n} pupil", "of {n} pupils", figure.pupils)
        value = _("not applicable") if figure.value == NOT_APPLICABLE else figure.value
        return ", ".join(filter(None, (value, pupils, figure.note)))

    def _write(self, row: FigureRow, year: str, text: str) -> Operation[Any] | None:
        assert self.measure is not None
        if text.strip() == self._text(row, year):
            return None
        return write_outcome(OutcomePlace(self.measure.id, row.school_id, year, row.label), text)

    def add(self, column: int, text: str) -> Operation[int]:
        """Add no row: schools are the study's, a line of reference is added by its button."""
        raise NotImplementedError

    def remove(self, row: FigureRow) -> None:
        """Remove no row: a figure that is emptied is gone."""
