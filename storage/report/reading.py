"""What a report is made of: whose codings, with which framework, of the study as it is or as it was."""

from collections.abc import Generator
from contextlib import contextmanager
from pathlib import Path
from typing import NamedTuple

from sqlalchemy import Connection

from coding.analysis.analysis_data import AnalysisData
from coding.errors import UserError
from coding.language import _
from coding.progress import Progress, silent
from coding.report.plan import ReportPlan
from storage.queries.codebook import current_framework_id
from storage.queries.guids import StudyGuids
from storage.queries.past import moment_asked, since, since_in_words, was_on
from storage.queries.study_data import analysis_data
from storage.study.keeping.snapshot import snapshot
from storage.study.past import as_of


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


class ReportSource(NamedTuple):
    """A study to make a report of, what is counted of it, and what is said if that is as it was."""

    connection: Connection
    data: AnalysisData
    since: tuple[str, ...] = ()


@contextmanager
def report_source(
    study: Path, plan: ReportPlan, shown: ShownCodings, progress: Progress = silent
) -> Generator[ReportSource]:
    """Give the study as it is, or as it was then where a report asks for that.

    Raises UserError: its framework or all its coders are gone, or the journal does not reach back so far; and
    whatever ``progress`` raises.
    """
    with snapshot(study) as now:
        data = data_of_plan(now, plan, shown)
        if not plan.as_of:
            yield ReportSource(now, data)
            return
        moment = moment_asked(now, data.framework.id, plan.as_of)
        with as_of(study, moment, progress, searched=True) as past:
            was = data_of_plan(past.connection, plan, shown)
            found = since(past, was, now, data)
            said = (was_on(moment), *since_in_words(past, found))
            yield ReportSource(past.connection, was, said)
