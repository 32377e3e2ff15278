"""Filling a plan from tables that say who is who."""

from collections.abc import Sequence
from dataclasses import replace

from coding.intake.plan import ImportPlan
from coding.intake.recompute import recompute
from coding.intake.table import ColumnUse, Table, TakenTable
from coding.intake.table_columns import guess_uses
from coding.intake.table_matching import Files

__all__ = ["found_table", "guess_uses", "with_table", "without_table"]

# By school and role alone, or over many columns, a table is rather a survey than a list of who is who.
_MEETING = (ColumnUse.FILE, ColumnUse.KEY, ColumnUse.PERSON)
_MOST_COLUMNS = 30
_MOST = 0.5
_KEY_FILE = frozenset({"name", "pseudonym"})
_MANY = frozenset({ColumnUse.OF_INTERVIEW, ColumnUse.OF_PERSON, ColumnUse.LEAVE_OUT})


def with_table(plan: ImportPlan, table: Table, uses: Sequence[ColumnUse]) -> ImportPlan:
    """Fill a plan from a table, a use for each column; a table of this name already there is replaced.

    What a person has corrected by hand stays. What matched stands in ``plan.tables``. Where two columns
    are to say what one can say only, the one that was given it last does.
    """
    before = next((other.uses for other in plan.tables if other.table.name == table.name), None)
    taken = TakenTable(table, _each_once(uses, before or ()))
    if before is not None:
        tables = tuple(taken if other.table.name == table.name else other for other in plan.tables)
    else:
        tables = (*plan.tables, taken)
    return recompute(replace(plan, tables=tables))


def _each_once(uses: Sequence[ColumnUse], before: Sequence[ColumnUse]) -> tuple[ColumnUse, ...]:
    """Leave out a column whose use another one has taken over."""
    once = list(uses)
    for at, use in enumerate(uses):
        is_new = at >= len(before) or before[at] is not use
        others = [other for other, its_use in enumerate(uses) if its_use is use and other != at]
        if use not in _MANY and others and not is_new:
            once[at] = ColumnUse.LEAVE_OUT
    for at, use in enumerate(once):
        if use not in _MANY and use in once[:at]:
            once[at] = ColumnUse.LEAVE_OUT
    return tuple(once)


def without_table(plan: ImportPlan, name: str) -> ImportPlan:
    """Take back what the table of this name has filled in."""
    tables = tuple(other for other in plan.tables if other.table.name != name)
    return recompute(replace(plan, tables=tables))


def found_table(plan: ImportPlan, table: Table) -> ImportPlan | None:
    """Fill a plan from a table that lay among its files; None if the table is about none of them.

    A table without a header is given one: its first row names a file too.
    """
    table = _with_header(plan, table)
    uses = guess_uses(table, plan)
    if _KEY_FILE.issubset(name.casefold() for name in table.header):
        return None  # the key to the masked names, which has no business in the study
    if not any(use in uses for use in _MEETING):
        return None
    taken = with_table(plan, table, uses)
    matched = taken.tables[-1].match.matched
    by_file = ColumnUse.FILE in uses
    most = matched >= _MOST * len(table.rows) and len(table.header) <= _MOST_COLUMNS
    return taken if matched and (by_file or most) else None


def _with_header(plan: ImportPlan, table: Table) -> Table:
    files = Files(plan)
    if not any(cell and files.called(cell) for cell in table.header):
        return table
    numbered = tuple(f"{number}" for number in range(1, len(table.header) + 1))
    return replace(table, header=numbered, rows=(table.header, *table.rows))
