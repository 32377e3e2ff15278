"""Taking back one step of long ago, where nothing later stands on it."""

import json
from collections.abc import Mapping

from sqlalchemy import Connection, Table, func, select

from coding.errors import CannotUndoError
from coding.language import N_, _
from storage.operations.code_versions import count_up
from storage.operations.rewriting import BESIDE
from storage.study import journal, schema, tables
from storage.study.history import BARRIERS
from storage.study.operation import WriteContext, operation, words_for


@operation(N_("Take back: {what}"), leave_out=("operation_id",))
def reverse_operation(w: WriteContext, operation_id: int) -> None:
    """Take back one operation, whoever did it, as an operation of its own that can itself be undone.

    Raises UserError: it does not stand, a later one touched the same rows or leans on it, something was put
    later on words that it changed, or the study has changed its format, gone back, been repaired, or somebody
    has withdrawn since.
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
    _refuse_other_words(w.connection, operation_id)
    before = _revisions(w)
    journal.reverse(w.connection, operation_id)
    _count_on(w, before)
    w.reverses_id = operation_id
    w.note(what=words_for(row.kind, row.parameters))


def _refuse_other_words(connection: Connection, operation_id: int) -> None:
    """Refuse where something was put later on words that would be others again, or would be gone."""
    change, text = schema.change.c, schema.transcript.c
    of_texts = (change.operation_id == operation_id) & (change.table_name == tables.TRANSCRIPT)
    query = select(text.id, text.text, change.image).join_from(
        schema.transcript, schema.change, text.id == change.row_id
    )
    for row in connection.execute(query.where(of_texts, change.action == "U")):
        before = json.loads(row.image).get("text")
        if before is None:
            continue
        pairs = enumerate(zip(before, row.text, strict=False))
        alike = next((at for at, (old, new) in pairs if old != new), min(len(before), len(row.text)))
        for table in (schema.coding, *BESIDE):
            if _is_put_later(connection, operation_id, table, row.id, alike):
                raise CannotUndoError(
                    _("This change can no longer be undone."),
                    _("Something that was added later depends on it."),
                    _("Take back or delete the later change first."),
                )


def _is_put_later(
    connection: Connection, operation_id: int, table: Table, transcript_id: int, beyond: int
) -> bool:
    """Tell whether a row of a table was put later on words of a transcript beyond an offset."""
    change = schema.change.c
    whose = table.c.transcript_id if table is schema.coding else table.c.interview_id
    query = (
        select(change.action, change.image)
        .join_from(table, schema.change, table.c.id == change.row_id)
        .where(change.table_name == table.name, change.operation_id > operation_id)
        .where(whose == transcript_id, table.c.end > beyond)
    )
    return any(
        row.action == "I" or not {"start", "end"}.isdisjoint(json.loads(row.image or "{}"))
        for row in connection.execute(query)
    )


def _revisions(w: WriteContext) -> dict[int, int]:
    framework = schema.framework.c
    return {row.id: row.revision for row in w.connection.execute(select(framework.id, framework.revision))}


def _count_on(w: WriteContext, before: Mapping[int, int]) -> None:
    """Let no codebook go back: what was coded since was coded under none of the versions to come."""
    for framework_id, revision in _revisions(w).items():
        if revision < before.get(framework_id, 0):
            count_up(w, framework_id, before[framework_id] + 1)
