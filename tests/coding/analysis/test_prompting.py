"""What prompted a coding: the round's list, the strand's name just before, or neither."""

import pytest

from coding.analysis.prompting import PromptedBy, prompted_by
from coding.model.study import Question
from tests.coding.analysis.small_study import EC, HSC, JPD, MC, PC, Y2014, Coded, Speaker, Talk, analysis_data

ANSWER = "We do."


def asked(said: list[str], code: int, listed: tuple[int, ...] = (), at: int = -1) -> PromptedBy:
    """Return what prompted a coding on one turn; the interviewer has the even turns, of ten code points."""
    talk = Talk(
        speakers=(
            Speaker(kind="interviewer", turns=tuple(range(0, len(said), 2))),
            Speaker(person=1, turns=tuple(range(1, len(said), 2))),
        ),
        asked=((0, 1),) if listed else (),
    )
    questions = (Question(1, Y2014, 0, "How do you work?", listed),) if listed else ()
    turn = at % len(said)
    study = analysis_data([talk], [Coded(1, code, turn)], questions=questions)
    return PromptedBy(int(prompted_by(study, {1: "".join(words.ljust(10)[:10] for words in said)})[0]))


@pytest.mark.parametrize(
    ("question", "code", "expected"),
    [
        ("Why trust?", HSC, PromptedBy.NAME),  # a sub-strand's name
        ("E&C? Why?", EC, PromptedBy.NAME),
        ("e&c? Why?", EC, PromptedBy.NOT_KNOWN),  # an abbreviation is written as the codebook has it
        ("Any JPD?", JPD, PromptedBy.NAME),
        ("Any JPDs?", JPD, PromptedBy.NOT_KNOWN),
        ("Why trust?", PC, PromptedBy.NOT_KNOWN),  # the dimension alone is not named
        ("PC, you?", PC, PromptedBy.NAME),
    ],
)
def test_named_just_before(question: str, code: int, expected: PromptedBy) -> None:
    assert asked([question, ANSWER], code) is expected


def test_the_list_goes_before_the_name() -> None:
    assert asked(["Any JPD?", ANSWER], JPD, listed=(JPD,)) is PromptedBy.LIST
    assert asked(["Any JPD?", ANSWER], JPD, listed=(MC,)) is PromptedBy.NAME
    assert asked(["Any luck?", ANSWER], JPD, listed=(MC,)) is PromptedBy.NEITHER


def test_only_the_turn_just_before_counts() -> None:
    later = ["Any JPD?", ANSWER, "Why then?", ANSWER]
    assert asked(later, JPD, listed=(MC,)) is PromptedBy.NEITHER
    assert asked(later, JPD, listed=(MC,), at=1) is PromptedBy.NAME


def test_what_the_interviewer_says_does_not_prompt_itself() -> None:
    assert asked(["Any luck?", ANSWER, "JPD or so?"], JPD) is PromptedBy.NOT_KNOWN


def test_a_back_channel_asks_nothing() -> None:
    assert asked(["Any JPD?", ANSWER, "JPD, mm.", ANSWER], JPD) is PromptedBy.NAME
    assert asked(["Any luck?", ANSWER, "JPD, mm.", ANSWER], JPD) is PromptedBy.NOT_KNOWN
