"""Taking back one step of long ago, where nothing later stands on it."""

from collections.abc import Mapping

from sqlalchemy import func, select

from coding.errors import CannotUndoError
from coding.language import N_, _
from storage.operations.code_versions import count_up
from storage.study import journal, schema
from storage.study.history import BARRIERS
from storage.study.operation import WriteContext, operation, words_for


@operation(N_("Take back: {what}"), leave_out=("operation_id",))
def reverse_operation(w: WriteContext, operation_id: int) -> None:
    """Take back one operation, whoever did it, as an operation of its own that can itself be undone.

    Raises UserError: it does not stand, a later one touched the same rows or leans on it, or the study
    has changed its format, gone back, been repaired, or somebody has withdrawn since.
    """
    table = schema.operation.c
    row = w.connection.execute(
        select(table.kind, table.parameters, table.status).where(table.id == operation_id)
    ).first()
    barrier = w.connection.scalar(select(func.max(table.id)).where(table.kind.in_(BARRIERS))) or 0
    if row is None or row.status != "done":
        raise CannotUndoError(_("This change does not stand any more: there is nothing to take back."))
    if operation_id <= barrier:
        raise CannotUndoError(
            _("This change can no longer be undone."),
            _(
                "Since then the study has changed its format, gone back to a restore point or been repaired, "
                "or a participant has withdrawn."
            ),
        )
    before = _revisions(w)
    journal.reverse(w.connection, operation_id)
    _count_on(w, before)
    w.reverses_id = operation_id
    w.note(what=words_for(row.kind, row.parameters))


def _revisions(w: WriteContext) -> dict[int, int]:
    framework = schema.framework.c
    return {row.id: row.revision for row in w.connection.execute(select(framework.id, framework.revision))}


def _count_on(w: WriteContext, before: Mapping[int, int]) -> None:
    """Let no codebook go back: what was coded since was coded under none of the versions to come."""
    for framework_id, revision in _revisions(w).items():
        if revision < before.get(framework_id, 0):
            count_up(w, framework_id, before[framework_id] + 1)
