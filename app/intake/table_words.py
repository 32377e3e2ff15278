"""A table that says who is who, in words: what its columns mean, and how its rows met the files."""

from collections.abc import Iterator

from coding.intake.left_out import rows_left_out
from coding.intake.plan import ImportPlan
from coding.intake.table import ColumnUse, TakenTable
from coding.language import N_, _, plural

USES = {
    ColumnUse.FILE: N_("the file"),
    ColumnUse.KEY: N_("the key"),
    ColumnUse.SCHOOL: N_("the school"),
    ColumnUse.ROUND: N_("the round"),
    ColumnUse.PERSON: N_("the person"),
    ColumnUse.ROLE: N_("the role"),
    ColumnUse.DATE: N_("the date"),
    ColumnUse.GROUP: N_("the group"),
    ColumnUse.OF_INTERVIEW: N_("more about the interview"),
    ColumnUse.OF_PERSON: N_("more about the person"),
    ColumnUse.LEAVE_OUT: N_("left out"),
}


def matched_in_words(taken: TakenTable) -> str:
    """Return how many rows met a file."""
    rows = plural("{n} row", "{n} rows", len(taken.table.rows))
    return _("{met} of {rows} met a file").format(met=taken.match.matched, rows=rows)


def doubts(taken: TakenTable, plan: ImportPlan) -> Iterator[str]:
    """Yield what did not go together, a sentence each."""
    yield from rows_left_out(taken)
    match = taken.match
    for found in match.contradictions:
        name = plan.rows[found.index].file.name
        yield _("{file}: the table says {taken}, elsewhere it is {named}; the table’s was taken.").format(
            file=name, taken=found.taken, named=found.named
        )
    if match.without_row:
        names = ", ".join(plan.rows[at].file.name for at in match.without_row)
        yield _("No row for {names}.").format(names=names)
