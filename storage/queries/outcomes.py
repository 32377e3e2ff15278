"""Reading the figures of schools."""

from typing import TYPE_CHECKING

from sqlalchemy import Connection, select

from coding.model.outcomes import MeasureSettings, Outcome, OutcomeMeasure
from coding.model.survey import Better, MeasureKind
from storage.queries.people import schools
from storage.study import survey_schema

if TYPE_CHECKING:
    from coding.analysis.analysis_data import AnalysisData
    from coding.analysis.outcome_panels import OutcomePanels

_measure, _outcome = survey_schema.measure.c, survey_schema.outcome.c


def outcome_measures(connection: Connection) -> tuple[OutcomeMeasure, ...]:
    """Return what is measured of schools, in its order."""
    rows = connection.execute(select(survey_schema.measure).order_by(_measure.position, _measure.id))
    return tuple(
        OutcomeMeasure(
            row.id,
            row.name,
            MeasureKind(row.kind),
            row.unit,
            Better(row.better),
            row.code_id,
            tuple(filter(None, row.levels.split("\n"))),
            row.source,
            MeasureSettings.from_json(row.settings),
        )
        for row in rows
    )


def outcomes(connection: Connection) -> tuple[Outcome, ...]:
    """Return all figures, in the order in which they came."""
    columns = (
        *(_outcome.id, _outcome.measure_id, _outcome.school_id, _outcome.label),
        *(_outcome.year, _outcome.value, _outcome.pupils, _outcome.note),
    )
    return tuple(Outcome(*row) for row in connection.execute(select(*columns).order_by(_outcome.id)))


def outcome_panels(connection: Connection, data: "AnalysisData") -> "list[OutcomePanels]":
    """Return every measure school by school, beside the codings of its strand in ``data``."""
    from coding.analysis.outcome_panels import panels_of

    every, known = outcomes(connection), schools(connection)
    return [panels_of(each, every, known, data) for each in outcome_measures(connection)]
