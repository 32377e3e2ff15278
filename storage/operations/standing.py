"""Rows that an operation is about: one that is no longer there is said in words."""

from typing import TypeVar

from sqlalchemy import Column, Table, select

from coding.errors import UserError
from coding.language import _
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
