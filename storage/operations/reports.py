"""Reports that are kept under a name: kept, renamed, changed, removed; what they held when they were made."""

from typing import Final

from coding.language import N_
from coding.model.study import KeptKind
from coding.report.plan import MadeReport, ReportPlan
from storage.operations.kept import KeptUnderNames
from storage.study.operation import WriteContext, operation

_REPORTS: Final = KeptUnderNames(
    KeptKind.REPORT,
    nameless=N_("A report has a name."),
    gone=N_("That report is no longer kept."),
    taken=N_("There is a report “{name}” already."),
)


@operation(N_("Keep the report “{name}”"), leave_out=("plan",))
def keep_report(w: WriteContext, name: str, plan: ReportPlan) -> int:
    """Keep a report under a name; return its id.

    Raises UserError: no name, or another has it.
    """
    return _REPORTS.keep(w, name, plan.to_json())


@operation(N_("Rename the report “{name}”"))
def rename_report(w: WriteContext, report_id: int, new: str) -> None:
    """Give a report another name.

    Raises UserError: it is no longer kept, no name, or another has it.
    """
    _REPORTS.rename(w, report_id, new)


@operation(N_("Change the report “{name}”"), leave_out=("plan",))
def change_report(w: WriteContext, report_id: int, plan: ReportPlan) -> None:
    """Let a report be made of something else; what it held when it was made stays.

    Raises UserError: it is no longer kept.
    """
    _REPORTS.change(w, report_id, value=plan.to_json())


@operation(N_("Remove the report “{name}”"))
def remove_report(w: WriteContext, report_id: int) -> None:
    """Keep a report no longer. Raises UserError: it is not kept."""
    _REPORTS.remove(w, report_id)


@operation(N_("Note what “{name}” held when it was made"), leave_out=("made",))
def note_report_made(w: WriteContext, report_id: int, made: MadeReport) -> None:
    """Note what a report held when it was made, to tell later what has changed.

    Raises UserError: it is no longer kept.
    """
    _REPORTS.change(w, report_id, made=made.to_json(), made_at=w.time)
