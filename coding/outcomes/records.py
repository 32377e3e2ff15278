"""Figures of schools as records for other programs: a figure a record."""

from collections.abc import Iterator, Mapping, Sequence
from typing import Any, Final

from coding.model.outcomes import NOT_APPLICABLE, Outcome, OutcomeMeasure
from coding.model.study import School
from coding.text.sorting import natural_key

FIELDS: Final = ("measure", "school", "year", "value", "percent", "unit", "label", "pupils", "note")


def outcome_records(
    measures: Sequence[OutcomeMeasure], figures: Sequence[Outcome], schools: Mapping[int, School]
) -> Iterator[dict[str, Any]]:
    """Yield the figures by measure, school and year; lines of reference come last, by name.

    ``percent`` is the number where the unit is %, ``value`` what is stored.
    """
    for measure in measures:
        its = [each for each in figures if each.measure_id == measure.id]
        for each in sorted(its, key=lambda one: _order(one, schools)):
            school = schools.get(each.school_id or 0)
            yield {
                "measure": measure.name,
                "school": each.label if school is None else school.letter or school.name,
                "year": each.year,
                "value": _plain(each),
                "percent": each.number if measure.unit == "%" else None,
                "unit": measure.unit,
                "label": each.label,
                "pupils": each.pupils,
                "note": each.note,
            }


def _order(figure: Outcome, schools: Mapping[int, School]) -> tuple[object, ...]:
    school = schools.get(figure.school_id or 0)
    name = (school.letter or school.name) if school else ""
    return school is None, natural_key(name), natural_key(figure.label), natural_key(figure.year)


def _plain(figure: Outcome) -> float | str | None:
    number = figure.number
    return figure.value if number is None or figure.value == NOT_APPLICABLE else number
