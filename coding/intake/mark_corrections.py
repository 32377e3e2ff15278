"""Putting hand-written codes right: each function returns the plan with one thing said about its marks.

Only the files that it concerns are read again, from their text as heard; what was said stays.
"""

from collections.abc import Callable
from dataclasses import replace

from coding.intake.interpretation import read_notation
from coding.intake.plan import ImportPlan, ImportRow
from coding.intake.questions import with_asked
from coding.notation.code_names import key_of
from coding.notation.hand_marks import HandMark, HandRules, MarkChoice


def with_rules(plan: ImportPlan, rules: HandRules) -> ImportPlan:
    """Say how the marks of the batch are read."""
    return _read_again(replace(plan, rules=rules), lambda _import_row: True)


def with_label(plan: ImportPlan, written: str, code_id: int | None) -> ImportPlan:
    """Say that a label (a whole mark, or unread words of one) means this code from now on, or none."""
    key = key_of(written)
    labels = {**plan.rules.labels, key: code_id}
    return _read_again(
        replace(plan, rules=replace(plan.rules, labels=labels)),
        lambda import_row: _has_label(import_row, key),
    )


def _has_label(import_row: ImportRow, key: str) -> bool:
    return any(
        key == key_of(mark.written) or any(key == key_of(unread.written) for unread in mark.unread)
        for mark in import_row.marks
    )


def with_colour(plan: ImportPlan, colour: str, code_id: int | None) -> ImportPlan:
    """Say that a colour means this code (a dimension or strand), or none."""
    colours = {**plan.rules.colours, colour: code_id}
    return _read_again(
        replace(plan, rules=replace(plan.rules, colours=colours)),
        lambda import_row: any(
            highlight.colour == colour for highlight in import_row.file.document.highlights
        ),
    )


def with_mark(plan: ImportPlan, index: int, mark: HandMark, choice: MarkChoice) -> ImportPlan:
    """Say how far one mark of an arrival reaches or which codes it means; an empty choice takes that back."""
    import_row = plan.rows[index]
    choices = {**import_row.mark_choices, mark.key: choice}
    if choice == MarkChoice():
        del choices[mark.key]
    chosen = read_notation(replace(import_row, mark_choices=choices), plan.known, plan.rules)
    return with_asked(replace(plan, rows=(*plan.rows[:index], chosen, *plan.rows[index + 1 :])))


def _read_again(plan: ImportPlan, concerned: Callable[[ImportRow], bool]) -> ImportPlan:
    import_rows = tuple(
        read_notation(import_row, plan.known, plan.rules)
        if import_row.original is not None and concerned(import_row)
        else import_row
        for import_row in plan.rows
    )
    return with_asked(replace(plan, rows=import_rows))  # a turn may be gone, or back
