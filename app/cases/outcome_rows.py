"""The figures of a case's schools: a line a measure, a column a year."""

from collections.abc import Sequence
from typing import NamedTuple

from app.widgets.table import TableColumn
from coding.analysis.analysis_data import AnalysisData, school_label
from coding.language import _
from coding.model.cells import RowPlace
from coding.model.outcomes import Outcome, OutcomeMeasure, in_order_of_years


class OutcomeRow(NamedTuple):
    """What a measure was in each year at a school, or who judged it; ``words`` name the school of several."""

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
            for label in dict.fromkeys(each.label for each in mine):
                names = (school_label(school) if len(schools) > 1 else "", measure.name, label)
                by_year = {each.year: _figure(measure, each) for each in mine if each.label == label}
                rows.append(OutcomeRow(" · ".join(filter(None, names)), by_year))
    return rows


def _figure(measure: OutcomeMeasure, figure: Outcome) -> str:
    return f"{figure.value} {measure.unit}".strip() if figure.number is not None else figure.value


def outcome_columns(rows: Sequence[OutcomeRow]) -> list[TableColumn[OutcomeRow]]:
    """Return the measure, then the years."""
    years = in_order_of_years(year for row in rows for year in row.figures)
    return [TableColumn(_("Outcomes"), lambda row: row.words, is_wide=True), *map(_year, years)]


def _year(year: str) -> TableColumn[OutcomeRow]:
    return TableColumn(year, lambda row: row.figures.get(year, ""), is_number=True)
