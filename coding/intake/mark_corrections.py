"""Putting hand-written codes right: each function is a step that says one thing about a plan's marks.

Only the files that it concerns are read again, from their text as heard; what was said stays.
"""

from collections.abc import Callable
from dataclasses import replace

from coding.intake.fold import plan_step, row_step
from coding.intake.interpretation import read_notation
from coding.intake.plan import ImportPlan, ImportRow
from coding.intake.questions import with_asked
from coding.notation.code_names import key_of
from coding.notation.hand_marks import HandMark, HandRules, MarkChoice, MarkSource


@plan_step
def with_rules(plan: ImportPlan, rules: HandRules) -> ImportPlan:
    """Say how the marks of the batch are read."""
    return _read_again(plan, rules, lambda _row: True)


@plan_step
def with_label(plan: ImportPlan, written: str, code_id: int | None) -> ImportPlan:
    """Say that a label (a whole mark, or unread words of one) means this code from now on, or none."""
    key = key_of(written)
    rules = replace(plan.rules, labels={**plan.rules.labels, key: code_id})
    return _read_again(plan, rules, lambda row: _has_label(row, key))


def _has_label(row: ImportRow, key: str) -> bool:
    return any(
        key == key_of(mark.written) or any(key == key_of(unread.written) for unread in mark.unread)
        for mark in row.marks
    )


@plan_step
def with_colour(plan: ImportPlan, colour: str, code_id: int | None) -> ImportPlan:
    """Say that a colour means this code (a dimension or strand), or none."""
    rules = replace(plan.rules, colours={**plan.rules.colours, colour: code_id})
    return _read_again(
        plan, rules, lambda row: any(each.colour == colour for each in row.file.document.highlights)
    )


def _read_again(plan: ImportPlan, rules: HandRules, concerned: Callable[[ImportRow], bool]) -> ImportPlan:
    rows = tuple(
        read_notation(row, plan.known, rules) if row.original is not None and concerned(row) else row
        for row in plan.rows
    )
    return with_asked(replace(plan, rows=rows, rules=rules))  # a turn may be gone, or back


def with_mark(plan: ImportPlan, index: int, mark: HandMark, choice: MarkChoice) -> ImportPlan:
    """Say how far one mark of an arrival reaches or which codes it means; an empty choice takes that back."""
    return _chosen(plan, [index], mark.key, choice)


@row_step
def _chosen(plan: ImportPlan, row: ImportRow, key: tuple[MarkSource, int], choice: MarkChoice) -> ImportRow:
    choices = {**row.mark_choices, key: choice}
    if choice == MarkChoice():
        del choices[key]
    return read_notation(replace(row, mark_choices=choices), plan.known, plan.rules)
