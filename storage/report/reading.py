"""Whose codings, with which framework, a report is made of."""

from typing import NamedTuple

from sqlalchemy import Connection

from coding.analysis.analysis_data import AnalysisData
from coding.errors import UserError
from coding.language import _
from coding.report.plan import ReportPlan
from storage.queries.codebook import current_framework_id
from storage.queries.guids import StudyGuids
from storage.queries.study_data import analysis_data


class ShownCodings(NamedTuple):
    """What is made a report of that says nothing of it: coders, a framework (0: the study’s first).

    Where ``blind_for`` reads an interview blind, others’ codings of it are left out.
    """

    coder_ids: tuple[int, ...]
    framework_id: int = 0
    blind_for: int | None = None


def data_of_plan(connection: Connection, plan: ReportPlan, shown: ShownCodings) -> AnalysisData:
    """Return what a report counts. Raises UserError: its framework or all its coders are gone."""
    guids = StudyGuids(connection)
    framework_id: int | None = shown.framework_id or current_framework_id(connection)
    if plan.framework:
        framework_id = guids.id("framework", plan.framework)
    coder_ids = list(shown.coder_ids)
    if plan.coders:
        coder_ids = [id_ for guid in plan.coders if (id_ := guids.id("coder", guid)) is not None]
    if framework_id is None or not coder_ids:
        raise UserError(_("The framework or the coders of this report are no longer in the study."))
    return analysis_data(connection, framework_id, coder_ids, shown.blind_for)
