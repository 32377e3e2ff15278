"""What a batch holds and does not bring in, line by line: nothing is dropped without being listed."""

import re
from collections.abc import Iterator
from typing import Final, NamedTuple

from coding.intake.coded_tables import segments_left_out
from coding.intake.plan import ImportPlan, ImportRow
from coding.intake.taken_tables import ColumnUse, TakenTable
from coding.language import _, plural
from coding.notation.hand_marks import HandRules

_EXAMPLES: Final = 3


class SkippedItem(NamedTuple):
    """One thing that stays outside: the file it is in (where it stands in the plan) and why."""

    at: int | None
    name: str
    reason: str


def left_out(plan: ImportPlan) -> tuple[SkippedItem, ...]:
    """Return what would not be stored: whole files, then parts of files, of tables, what was passed over."""
    files, parts = list[SkippedItem](), list[SkippedItem]()
    for at, row in enumerate(plan.rows):
        name = row.file.name
        whole = _whole(row)
        if whole:
            files.append(SkippedItem(at, name, whole))
        else:
            parts += (SkippedItem(at, name, reason) for reason in _parts(row, plan.rules))
    rows = (
        SkippedItem(None, taken.table.name, reason)
        for taken in plan.tables
        for reason in rows_left_out(taken)
    )
    segments = (SkippedItem(None, name, reason) for name, reason in segments_left_out(plan))
    passed = (SkippedItem(None, name, _("No transcript; skipped.")) for name in plan.ignored_files)
    answers = _("Answers to a survey: they come in on the page Survey.")
    surveys = (SkippedItem(None, re.split(r"[/\\\\]", path)[-1], answers) for path in plan.surveys)
    return (*files, *parts, *rows, *segments, *surveys, *passed)


def _whole(row: ImportRow) -> str:
    """Return why a file does not come in at all; empty if it does."""
    if row.file.problem:
        return row.file.problem
    if row.include:
        return ""
    if row.duplicate_of:
        return _("The same as {name}; left out.").format(name=row.duplicate_of)
    if row.version_of:
        return nearly_in_words(row)
    return _("Left out by hand.")


def nearly_in_words(row: ImportRow) -> str:
    """Return which text a file is nearly the same as, and what can be done."""
    if row.include:
        return _("Nearly the same as {name}: if one is a corrected version, leave the other out.").format(
            name=row.version_of
        )
    return _(
        "Nearly the same as {name}, which is in the study; left out. “Replace by a corrected file” lets it "
        "take its place; tick it to have both."
    ).format(name=row.version_of)


def _parts(row: ImportRow, rules: HandRules) -> Iterator[str]:
    """Yield what is in a file that comes in and is not taken over."""
    if row.open_date:
        yield open_date_in_words(row)
    seats = len(row.participants)
    said = row.person_attributes
    without = [each for each in (said if len(said) == 1 and not seats else said[max(seats, 1) :]) if each]
    if without:
        yield _("Said of people who are not among those taking part, and not stored: {values}.").format(
            values="; ".join(f"{name}: {value}" for each in without for name, value in each.items())
        )
    document = row.file.document
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
    for at, use in enumerate(taken.uses):
        if use is ColumnUse.LEAVE_OUT and any(row[at] for row in rows):
            yield _("The column {header} is not stored.").format(header=header[at])
    for row in taken.match.without_file:
        yield _("No file for “{row}”.").format(row=_begins(rows[row]))
    for row in taken.match.unclear:
        yield _("“{row}” could be several files; nothing was taken.").format(row=_begins(rows[row]))
    for cell in taken.match.not_understood:
        words = rows[cell.row][cell.column]
        yield _("“{words}” under {header} was not understood.").format(
            words=words, header=header[cell.column]
        )

    for cell in taken.match.two_days:
        yield _("“{words}” under {header} could be two days; none was taken.").format(
            words=rows[cell.row][cell.column], header=header[cell.column]
        )


def assumed_dates(taken: TakenTable) -> Iterator[str]:
    """Yield that dates of a table were read as this computer writes them, which another may not."""
    cells = dict.fromkeys(taken.table.rows[cell.row][cell.column] for cell in taken.match.assumed)
    if cells:
        yield _("Read as this computer writes dates, for the table proves no order: {dates}.").format(
            dates=", ".join([*list(cells)[:_EXAMPLES], *(["…"] if len(cells) > _EXAMPLES else [])])
        )


def open_date_in_words(row: ImportRow) -> str:
    """Return that the date of a file could be two days."""
    return _("“{date}” could be two days; none was taken. Say which.").format(date=row.open_date)


def _begins(row: tuple[str, ...]) -> str:
    """Return the first cells of a row that say anything."""
    return ", ".join([cell for cell in row if cell][:3])
