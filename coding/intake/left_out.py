"""What a batch holds and does not bring in, line by line: nothing is dropped without being listed."""

from collections.abc import Iterator
from typing import NamedTuple

from coding.intake.plan import ImportPlan, ImportRow
from coding.intake.table import TakenTable
from coding.language import _, plural
from coding.notation.hand_marks import HandRules


class SkippedItem(NamedTuple):
    """One thing that stays outside: the file it is in (where it stands in the plan) and why."""

    at: int | None
    name: str
    reason: str


def left_out(plan: ImportPlan) -> tuple[SkippedItem, ...]:
    """Return what would not be stored: whole files, then parts of files, of tables, what was passed over."""
    files, parts = list[SkippedItem](), list[SkippedItem]()
    for at, import_row in enumerate(plan.rows):
        name = import_row.file.name
        whole = _whole(import_row)
        if whole:
            files.append(SkippedItem(at, name, whole))
        else:
            parts += (SkippedItem(at, name, reason) for reason in _parts(import_row, plan.rules))
    rows = (
        SkippedItem(None, taken.table.name, reason)
        for taken in plan.tables
        for reason in rows_left_out(taken)
    )
    passed = (SkippedItem(None, name, _("No transcript; skipped.")) for name in plan.ignored_files)
    return (*files, *parts, *rows, *passed)


def _whole(import_row: ImportRow) -> str:
    """Return why a file does not come in at all; empty if it does."""
    if import_row.file.problem:
        return import_row.file.problem
    if import_row.include:
        return ""
    if import_row.duplicate_of:
        return _("The same file as {name}; left out.").format(name=import_row.duplicate_of)
    return _("Left out by hand.")


def _parts(import_row: ImportRow, rules: HandRules) -> Iterator[str]:
    """Yield what is in a file that comes in and is not taken over."""
    document = import_row.file.document
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
