"""A round's list of questions as text that a person edits, and what was understood of it."""

from collections.abc import Sequence

from coding.model.framework import Framework
from coding.model.study import Question
from coding.notation.code_names import Names
from coding.notation.questions import (
    ALL_ROUNDS,
    ListedQuestion,
    kept,
    parse_by_round,
    parse_questions,
    understood,
)


def as_text(questions: Sequence[Question], framework: Framework) -> str:
    """Return a list, a line each, with the strands that it asks about in brackets at its end."""
    return "\n".join(_line(question, framework) for question in questions)


def _line(question: Question, framework: Framework) -> str:
    names = [framework.by_id[id_].short for id_ in question.code_ids if id_ in framework.by_id]
    return f"{question.text} [{', '.join(names)}]" if names else question.text


def read_list(text: str, framework: Framework, standing: Sequence[Question]) -> tuple[ListedQuestion, ...]:
    """Read a list; a question that stands keeps the codes of other frameworks it asks about."""
    listed = understood(parse_questions(text), Names(framework))
    same = kept([question.text for question in standing], [question.text for question in listed])
    return tuple(
        question if was is None else _with_others(question, standing[was], framework)
        for question, was in zip(listed, same, strict=True)
    )


def _with_others(listed: ListedQuestion, standing: Question, framework: Framework) -> ListedQuestion:
    others = tuple(id_ for id_ in standing.code_ids if id_ not in framework.by_id)
    return ListedQuestion(listed.text, (*listed.code_ids, *others), listed.unread)


def differs(listed: Sequence[ListedQuestion], standing: Sequence[Question]) -> bool:
    """Tell whether a list says something else than the one that stands."""
    before = [(question.text, set(question.code_ids)) for question in standing]
    return [(question.text, set(question.code_ids)) for question in listed] != before


def of_round(text: str, round_name: str) -> str:
    """Return what a file of questions says of one round: its part, where rounds have parts."""
    parts = parse_by_round(text)
    if set(parts) <= {ALL_ROUNDS}:
        return text
    chosen = parts.get(round_name) or parts.get(ALL_ROUNDS, ())
    lines = (f"{asked.text} [{asked.written}]" if asked.written else asked.text for asked in chosen)
    return "\n".join(lines)
