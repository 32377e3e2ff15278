"""Reading the reports that are kept."""

from typing import NamedTuple

from sqlalchemy import Connection, select

from coding.errors import UserError
from coding.language import _
from coding.model.study import KeptKind
from coding.report.plan import MadeReport, ReportPlan
from coding.text.names import name_key
from storage.study import schema


class ReportRow(NamedTuple):
    """A report that is kept. ``plan`` is None where a later program wrote it, ``made`` before it was made."""

    id: int
    guid: str
    name: str
    plan: ReportPlan | None
    made: MadeReport | None
    made_at: str


def kept_reports(connection: Connection) -> list[ReportRow]:
    """Return all reports in their order."""
    kept = schema.kept.c
    rows = connection.execute(
        select(kept.id, kept.guid, kept.name, kept.value, kept.made, kept.made_at)
        .where(kept.kind == KeptKind.REPORT)
        .order_by(kept.position, kept.id)
    )
    return [_row(*row) for row in rows]


def _row(id_: int, guid: str, name: str, value: str, made: str, made_at: str) -> ReportRow:
    try:
        plan = ReportPlan.from_json(value)
        held = MadeReport.from_json(made) if made else None
    except UserError:
        return ReportRow(id_, guid, name, None, None, made_at)
    return ReportRow(id_, guid, name, plan, held, made_at)


def report_called(connection: Connection, name: str) -> ReportRow:
    """Return the report with this name. Raises UserError where there is none, or none that can be made."""
    found = kept_reports(connection)
    for row in found:
        if name_key(row.name) == name_key(name):
            if row.plan is None:
                raise UserError(_("A later version of Strandline kept this report."))
            return row
    known = ", ".join(row.name for row in found)
    remedy = _("These are kept: {known}.").format(known=known) if known else ""
    raise UserError(_("No report “{name}” is kept.").format(name=name), remedy=remedy)
