"""Rows that an operation is about: one that is no longer there is said in words."""

from collections.abc import Collection
from typing import TypeVar

from sqlalchemy import Column, Table, select

from coding.errors import UserError
from coding.language import _
from coding.model.study import TranscriptSpan
from storage.study import schema
from storage.study.connection import batches
from storage.study.operation import WriteContext

T = TypeVar("T")


def value_of(w: WriteContext, column: Column[T], row_id: int) -> T:
    """Return one field of a row.

    Raises UserError: the row is no longer there.
    """
    row = w.connection.execute(select(column).where(column.table.c.id == row_id)).first()
    if row is None:
        raise UserError(_("That is no longer in the study."), _("Nothing was changed."))
    return row[0]


def refuse_gone(w: WriteContext, table: Table, row_id: int | None) -> None:
    """Refuse a row that is no longer there; None points at none.

    Raises UserError: the row is no longer there.
    """
    if row_id is not None:
        value_of(w, table.c.id, row_id)


def refuse_beyond_text(w: WriteContext, places: Collection[TranscriptSpan]) -> None:
    """Refuse passages that are not in their transcripts.

    Raises UserError: one of them is not.
    """
    length: dict[int, int] = {}
    transcript = schema.transcript.c
    for some in batches({place.transcript_id for place in places}):
        rows = w.connection.execute(select(transcript.id, transcript.length).where(transcript.id.in_(some)))
        length |= {row.id: row.length for row in rows}
    if any(not 0 <= each.start < each.end <= length.get(each.transcript_id, 0) for each in places):
        raise UserError(
            _("A passage is not in its transcript."), _("Nothing was changed."), _("Search again.")
        )
