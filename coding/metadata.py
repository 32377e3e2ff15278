"""Filling a plan from a table: what its columns mean, which file a row is about, what it says."""

from collections.abc import Sequence

from coding.arrivals import ImportPlan
from coding.metadata_table import ColumnUse, Table


def guess_uses(table: Table, plan: ImportPlan) -> tuple[ColumnUse, ...]:
    """Guess what each column says, by its header in many spellings and by its cells."""
    del plan
    return tuple(ColumnUse.LEAVE_OUT for _column in table.header)


def with_table(plan: ImportPlan, table: Table, uses: Sequence[ColumnUse]) -> ImportPlan:
    """Fill a plan from a table, a use for each column; a table of this name already there is replaced.

    What a person has corrected by hand stays. What matched stands in ``plan.tables``.
    """
    del table, uses
    return plan


def without_table(plan: ImportPlan, name: str) -> ImportPlan:
    """Take back what the table of this name has filled in."""
    del name
    return plan
