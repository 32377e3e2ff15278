"""The figures of a case's schools: a line a measure, a column a year."""

from collections.abc import Sequence
from typing import NamedTuple

from app.widgets.table import TableColumn
from coding.analysis.analysis_data import AnalysisData, school_label
from coding.language import _
from coding.model.cells import RowPlace
from coding.model.outcomes import Outcome, OutcomeMeasure, in_order_of_years


class OutcomeRow(NamedTuple):
    """What a measure was in each year at one school; ``words`` name both where a case has several schools."""

    words: str
    figures: dict[str, str]


def outcome_rows(
    data: AnalysisData, place: RowPlace, measures: Sequence[OutcomeMeasure], figures: Sequence[Outcome]
) -> list[OutcomeRow]:
    """Return the figures of a school, or of the schools of a case; what was never measured is left out."""
    case = next((each for each in data.cases if each.id == place.case_id), None)
    there = {place.school_id} if case is None else case.school_ids
    schools = [school for school in data.schools if school.id in there]
    rows: list[OutcomeRow] = []
    for school in schools:
        for measure in measures:
            mine = [each for each in figures if (each.measure_id, each.school_id) == (measure.id, school.id)]
            by_year: dict[str, str] = {}
            for each in mine:
                before = by_year.get(each.year)
                by_year[each.year] = "; ".join(filter(None, (before, _figure(measure, each))))
            if by_year:
                names = (school_label(school) if len(schools) > 1 else "", measure.name)
                rows.append(OutcomeRow(" · ".join(filter(None, names)), by_year))
    return rows


def _figure(measure: OutcomeMeasure, figure: Outcome) -> str:
    """Return a figure with its unit; of a rating, with who judged."""
    said = f"{figure.value} {measure.unit}".strip() if figure.number is not None else figure.value
    return f"{said} ({figure.label})" if figure.label else said


def outcome_columns(rows: Sequence[OutcomeRow]) -> list[TableColumn[OutcomeRow]]:
    """Return the measure, then the years."""
    years = in_order_of_years(year for row in rows for year in row.figures)
    return [TableColumn(_("Outcomes"), lambda row: row.words, is_wide=True), *map(_year, years)]


def _year(year: str) -> TableColumn[OutcomeRow]:
    return TableColumn(year, lambda row: row.figures.get(year, ""), is_number=True)
