"""What a batch holds and does not bring in, line by line: nothing is dropped without being listed."""

from collections.abc import Iterator
from typing import NamedTuple

from coding.intake.plan import Arrival, ImportPlan
from coding.intake.table import TakenTable
from coding.language import _, plural
from coding.notation.hand_marks import HandRules


class LeftOut(NamedTuple):
    """One thing that stays outside: the file it is in (where it stands in the plan) and why."""

    at: int | None
    name: str
    reason: str


def left_out(plan: ImportPlan) -> tuple[LeftOut, ...]:
    """Return what would not be stored: whole files, then parts of files, of tables, what was passed over."""
    files, parts = list[LeftOut](), list[LeftOut]()
    for at, arrival in enumerate(plan.arrivals):
        name = arrival.file.name
        whole = _whole(arrival)
        if whole:
            files.append(LeftOut(at, name, whole))
        else:
            parts += (LeftOut(at, name, reason) for reason in _parts(arrival, plan.rules))
    rows = (
        LeftOut(None, taken.table.name, reason) for taken in plan.tables for reason in rows_left_out(taken)
    )
    passed = (LeftOut(None, name, _("No transcript; passed over.")) for name in plan.passed_over)
    return (*files, *parts, *rows, *passed)


def _whole(arrival: Arrival) -> str:
    """Return why a file does not come in at all; empty if it does."""
    if arrival.file.problem:
        return arrival.file.problem
    if arrival.include:
        return ""
    if arrival.repeats:
        return _("The same file as {name}; left out.").format(name=arrival.repeats)
    return _("Left out by hand.")


def _parts(arrival: Arrival, rules: HandRules) -> Iterator[str]:
    """Yield what is in a file that comes in and is not taken over."""
    document = arrival.file.document
    yield from document.notes
    if document.highlights and not rules.read_colours:
        yield plural(
            "{n} coloured stretch is not read.",
            "{n} coloured stretches are not read.",
            len(document.highlights),
        )
    if document.comments and not rules.read_comments:
        yield plural("{n} comment is not read.", "{n} comments are not read.", len(document.comments))


def rows_left_out(taken: TakenTable) -> Iterator[str]:
    """Yield the rows and cells of a table that say nothing of any file."""
    rows, header = taken.table.rows, taken.table.header
    for row in taken.match.without_file:
        yield _("No file for “{row}”.").format(row=_begins(rows[row]))
    for row in taken.match.unclear:
        yield _("“{row}” could be several files; nothing was taken.").format(row=_begins(rows[row]))
    for cell in taken.match.not_understood:
        words = rows[cell.row][cell.column]
        yield _("“{words}” under {header} was not understood.").format(
            words=words, header=header[cell.column]
        )


def _begins(row: tuple[str, ...]) -> str:
    """Return the first cells of a row that say anything."""
    return ", ".join([cell for cell in row if cell][:3])
