"""Saying what rounds ask, and which turn asks it: steps of a plan."""

from collections.abc import Sequence
from dataclasses import replace

from coding.intake.fold import plan_step, row_step
from coding.intake.plan import ImportPlan, ImportRow
from coding.intake.questions import with_asked
from coding.notation.questions import ListedQuestion


@plan_step
def with_questions(plan: ImportPlan, round_name: str, questions: Sequence[ListedQuestion]) -> ImportPlan:
    """Say what a round asks (ALL_ROUNDS: those without a list); no questions is an empty list."""
    return with_asked(replace(plan, questions={**plan.questions, round_name: tuple(questions)}))


def with_question_of(plan: ImportPlan, index: int, turn: int, question: int | None) -> ImportPlan:
    """Say which question of its round's list (by position) a turn of an arrival asks; None for none."""
    listed = plan.questions_of(plan.rows[index].round.value)
    return _asking(plan, [index], turn, None if question is None else listed[question])


@row_step
def _asking(_plan: ImportPlan, row: ImportRow, turn: int, question: ListedQuestion | None) -> ImportRow:
    text = None if question is None else question.text
    return replace(row, question_choices={**row.question_choices, turn: text})
