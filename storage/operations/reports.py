"""Reports that are kept under a name: kept, renamed, changed, removed; what they held when they were made."""

from sqlalchemy import func, select, update

from coding.errors import UserError
from coding.language import N_, _
from coding.model.study import KeptKind
from coding.report.plan import MadeReport, ReportPlan
from coding.text.names import needed_name, same_name
from storage.operations.removing import remove
from storage.study import schema
from storage.study.operation import WriteContext, operation

_kept = schema.kept.c
_OF_REPORTS = _kept.kind == KeptKind.REPORT


@operation(N_("Keep the report “{name}”"), leave_out=("plan",))
def keep_report(w: WriteContext, name: str, plan: ReportPlan) -> int:
    """Keep a report under a name; return its id.

    Raises UserError: no name, or another report has it.
    """
    name = _free_name(w, name)
    w.note(name=name)
    last = w.connection.scalar(select(func.max(_kept.position)).where(_OF_REPORTS))
    values = {"name": name, "position": 0 if last is None else last + 1, "value": plan.to_json()}
    return w.add(schema.kept, kind=KeptKind.REPORT.value, coder_id=w.coder_id, **values)


@operation(N_("Rename the report “{name}”"))
def rename_report(w: WriteContext, report_id: int, new: str) -> None:
    """Give a report another name.

    Raises UserError: it is no longer kept, no name, or another report has it.
    """
    name = _free_name(w, new, but=report_id)
    w.note(name=_name(w, report_id))
    w.connection.execute(update(schema.kept).where(_kept.id == report_id).values(name=name))


@operation(N_("Change the report “{name}”"), leave_out=("plan",))
def change_report(w: WriteContext, report_id: int, plan: ReportPlan) -> None:
    """Let a report be made of something else; what it held when it was made is kept.

    Raises UserError: it is no longer kept.
    """
    w.note(name=_name(w, report_id))
    w.connection.execute(update(schema.kept).where(_kept.id == report_id).values(value=plan.to_json()))


@operation(N_("Remove the report “{name}”"))
def remove_report(w: WriteContext, report_id: int) -> None:
    """Keep a report no longer.

    Raises UserError: it is no longer kept.
    """
    w.note(name=_name(w, report_id))
    remove(w, schema.kept, [report_id])


@operation(N_("Note what “{name}” held when it was made"), leave_out=("made",))
def note_report_made(w: WriteContext, report_id: int, made: MadeReport) -> None:
    """Note what a report held when it was made, to tell later what has changed.

    Raises UserError: it is no longer kept.
    """
    w.note(name=_name(w, report_id))
    values = {"made": made.to_json(), "made_at": w.time}
    w.connection.execute(update(schema.kept).where(_kept.id == report_id).values(values))


def _name(w: WriteContext, report_id: int) -> str:
    name = w.connection.scalar(select(_kept.name).where(_kept.id == report_id, _OF_REPORTS))
    if name is None:
        raise UserError(_("That report is no longer kept."), _("Nothing was changed."))
    return name


def _free_name(w: WriteContext, typed: str, but: int = 0) -> str:
    name = needed_name(typed, _("A report has a name."))
    others = w.connection.scalars(select(_kept.name).where(_OF_REPORTS, _kept.id != but))
    if any(same_name(name, other) for other in others):
        raise UserError(_("There is a report “{name}” already.").format(name=name), _("Nothing was changed."))
    return name
