"""Figures of schools: typed, taken in from tables, changed, removed."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from sqlalchemy import func, select, update

from coding.errors import UserError
from coding.language import N_, _
from coding.model.outcomes import NOT_APPLICABLE, MeasureSettings, OutcomeMeasure
from coding.model.study import AttributeType
from coding.model.survey import Better, MeasureKind
from coding.outcomes.reading import ReadFigure
from coding.text.names import clean_name, name_key, needed_name
from coding.text.typed_values import typed_value
from storage.operations.removing import remove
from storage.operations.standing import refuse_gone, value_of
from storage.queries.outcomes import outcome_measures
from storage.study import schema, survey_schema
from storage.study.operation import WriteContext, operation

_measure, _outcome = survey_schema.measure, survey_schema.outcome
_YEAR: Final = re.compile(r"(?:19|20)\d\d(?:/(?:(?:19|20)?\d\d))?")


@dataclass(frozen=True, slots=True)
class OutcomePlace:
    """Of what measure, school (or line of reference) and year a figure is."""

    measure_id: int
    school_id: int | None
    year: str
    label: str = ""


@operation(N_("Add the measure {name}"))
def add_measure(w: WriteContext, name: str) -> int:
    """Add something measured of schools; return its id.

    Raises UserError: no name, or another measure has it.
    """
    return _write_measure(w, _free_name(w, name, None))


@operation(N_("Change the measure {name}"), leave_out=("measure",))
def change_measure(w: WriteContext, measure: OutcomeMeasure) -> None:
    """Let a measure be what is said here.

    Raises UserError: it, or its strand, is no longer there, no name, or another measure has it.
    """
    refuse_gone(w, _measure, measure.id)
    refuse_gone(w, schema.code, measure.code_id)
    w.note(name=clean_name(measure.name))
    values = {
        "name": _free_name(w, measure.name, measure.id),
        "kind": measure.kind.value,
        "unit": clean_name(measure.unit),
        "better": measure.better.value,
        "code_id": measure.code_id,
        "levels": "\n".join(map(clean_name, measure.levels)),
        "source": measure.source.strip(),
        "settings": measure.settings.to_json(),
    }
    w.connection.execute(update(_measure).where(_measure.c.id == measure.id).values(values))


@operation(N_("Remove the measure {name}"))
def remove_measure(w: WriteContext, measure_id: int) -> None:
    """Remove a measure with its figures.

    Raises UserError: it is no longer there.
    """
    w.note(name=value_of(w, _measure.c.name, measure_id))
    remove(w, _measure, [measure_id])


@operation(N_("Write the figure of {name}, {year}"), leave_out=("place", "value"))
def write_outcome(w: WriteContext, place: OutcomePlace, value: str) -> None:
    """Write a figure, in place of the one that was there; an empty one is missing.

    Raises UserError: the measure or the school is no longer there, no year, or a value that is neither a
    number nor one of the levels.
    """
    name = value_of(w, _measure.c.name, place.measure_id)
    w.note(name=name, year=place.year)
    refuse_gone(w, schema.school, place.school_id)
    if _YEAR.fullmatch(place.year) is None:
        raise UserError(
            _("“{year}” is no year, such as 2015 or 2014/15.").format(year=place.year),
            _("Nothing was changed."),
        )
    (measure,) = (each for each in outcome_measures(w.connection) if each.id == place.measure_id)
    _store(w, place, _typed(measure, value))


@operation(N_("Take in the figures of schools ({n})"), leave_out=("figures",))
def store_figures(w: WriteContext, figures: Sequence[ReadFigure]) -> None:
    """Store figures that were read of tables; one of the same school and year takes the other's place.

    What is measured is added where it is not there. Raises UserError: a school is no longer there.
    """
    w.note(n=len(figures))
    measures = {name_key(each.name): each.id for each in outcome_measures(w.connection)}
    by_measure: dict[str, list[ReadFigure]] = {}
    for each in figures:
        by_measure.setdefault(clean_name(each.measure), []).append(each)
    for name, some in by_measure.items():
        measure_id = measures.get(name_key(name)) or _write_measure(w, name, some)
        for each in some:
            refuse_gone(w, schema.school, each.school_id)
            place = OutcomePlace(measure_id, each.school_id, each.year, clean_name(each.label))
            _store(w, place, each.value, each.pupils, each.note)


def _write_measure(w: WriteContext, name: str, figures: Sequence[ReadFigure] = ()) -> int:
    """Add a measure; it is a rating where most of its figures are words."""
    values = [each for each in figures if each.value != NOT_APPLICABLE]
    is_rating = sum(not each.is_number for each in values) * 2 > len(values)
    levels = dict.fromkeys(each.value for each in values) if is_rating else ()
    return w.add(
        _measure,
        name=name,
        kind=(MeasureKind.RATING if is_rating else MeasureKind.NUMBER).value,
        unit=next((each.unit for each in figures if each.unit), ""),
        better=Better.HIGHER.value,
        levels="\n".join(levels),
        position=w.connection.scalar(select(func.count()).select_from(_measure)) or 0,
        settings=MeasureSettings().to_json(),
    )


def _store(
    w: WriteContext, place: OutcomePlace, value: str, pupils: int | None = None, note: str = ""
) -> None:
    """Put a figure in its place; nothing is kept of one that is empty."""
    here = (_outcome.c.measure_id == place.measure_id) & (_outcome.c.year == place.year)
    here &= (_outcome.c.label == place.label) & _outcome.c.school_id.is_(place.school_id)
    row_id = w.connection.scalar(select(_outcome.c.id).where(here))
    if not value:
        remove(w, _outcome, [] if row_id is None else [row_id])
        return
    more = ({"pupils": pupils} if pupils is not None else {}) | ({"note": note} if note else {})
    if row_id is None:
        w.add(
            _outcome,
            measure_id=place.measure_id,
            school_id=place.school_id,
            label=place.label,
            year=place.year,
            value=value,
            **more,
        )
    else:
        w.connection.execute(update(_outcome).where(_outcome.c.id == row_id).values(value=value, **more))


def _typed(measure: OutcomeMeasure, value: str) -> str:
    said = clean_name(value).rstrip("% ") if measure.kind is MeasureKind.NUMBER else clean_name(value)
    if not said or said.casefold() in {NOT_APPLICABLE, _("not applicable")}:
        return NOT_APPLICABLE if said else ""
    if measure.kind is MeasureKind.NUMBER:
        return typed_value(said, AttributeType.NUMBER)
    return typed_value(said, AttributeType.CHOICE, measure.levels) if measure.levels else said


def _free_name(w: WriteContext, name: str, measure_id: int | None) -> str:
    name = needed_name(name, _("A measure needs a name."))
    others = (each for each in outcome_measures(w.connection) if each.id != measure_id)
    if any(name_key(each.name) == name_key(name) for each in others):
        raise UserError(
            _("There is a measure “{name}” already.").format(name=name), _("Nothing was changed.")
        )
    return name
