"""The questions of a round in what arrives: which turn asks which, before anything is stored."""

from collections.abc import Mapping, Sequence
from dataclasses import replace

from coding.intake.plan import AskedTurn, ImportPlan, ImportRow
from coding.notation.questions import ListedQuestion, recognise


def with_asked(plan: ImportPlan) -> ImportPlan:
    """Recognise the questions in every arrival of which turns, speakers, round or list are others now."""
    asked = [_asked(row, plan.questions_of(row.round.value)) for row in plan.rows]
    return replace(plan, rows=tuple(asked))


def _asked(row: ImportRow, listed: Sequence[ListedQuestion]) -> ImportRow:
    texts = tuple(question.text for question in listed)
    if row.segmented is None or (not texts and not row.asked):
        return row
    kinds = tuple(label.kind for label in row.speaker_labels)
    asked_for = (row.segmented, texts, kinds, row.question_choices)
    if row.asked_for == asked_for:
        return row
    found = {
        at: AskedTurn(at, best.question, best.likeness)
        for at, best in recognise(row.transcript, texts).items()
    }
    found |= _by_hand(row.question_choices, texts)
    asked = tuple(found[at] for at in sorted(found) if found[at].question >= 0)
    return replace(row, asked=asked, asked_for=asked_for)


def _by_hand(choices: Mapping[int, str | None], texts: Sequence[str]) -> dict[int, AskedTurn]:
    """Return what was said of turns; a position of -1 stands for no question."""
    return {
        turn: AskedTurn(turn, -1 if text is None else texts.index(text), 1.0, by_hand=True)
        for turn, text in choices.items()
        if text is None or text in texts
    }
