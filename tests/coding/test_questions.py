"""Lists of questions, and questions known again in what an interviewer says."""

import pytest

from coding.model.framework import Code, Framework
from coding.model.study import Speaker, SpeakerKind, Transcript, Turn
from coding.notation.code_names import Names
from coding.notation.questions import (
    ALL_ROUNDS,
    AskedQuestion,
    ListedQuestion,
    parse_by_round,
    parse_questions,
    recognise,
    understood,
)

CHALLENGE, TEACHERS, TRUST, LEADS, PUPILS, NEXT = QUESTIONS = (
    "How do you challenge each other?",
    "What has the partnership done for the development of teachers?",
    "How has trust between the schools changed?",
    "Who leads the partnership, and how are decisions made?",
    "What difference has the partnership made to pupils?",
    "What would you like to see next year?",
)
FRAMEWORK = Framework(
    1,
    "Model",
    "Model",
    ("strand",),
    (),
    (Code(1, None, "High social capital", "HSC"), Code(2, None, "Evaluation and challenge", "E&C")),
)
INTERVIEWER, HEAD = 0, 1


def talk(*turns: str, whose: int = INTERVIEWER) -> Transcript:
    """Return an interview in which the interviewer asks and the head says yes after each."""
    text, made = "", list[Turn]()
    for said in turns:
        for words, speaker in ((said, whose), ("Yes, we do that.", HEAD)):
            made.append(Turn(len(made), len(text), len(text) + len(words), speaker, None))
            text += f"{words}\n"
    speakers = (
        Speaker(INTERVIEWER, "Interviewer", SpeakerKind.INTERVIEWER, None),
        Speaker(HEAD, "Head", SpeakerKind.PARTICIPANT, None),
    )
    return Transcript(1, text, tuple(made), speakers, ())


def asked(*turns: str) -> list[str | None]:
    """Return the question that each turn of the interviewer asks."""
    found = recognise(talk(*turns), QUESTIONS)
    return [QUESTIONS[found[at].question] if at in found else None for at in range(0, 2 * len(turns), 2)]


@pytest.mark.parametrize(
    ("said", "question"),
    [
        ("OK thanks. So the next one is how do you challenge each other as schools?", CHALLENGE),
        ("In what ways do you challenge one another?", CHALLENGE),
        ("Could you tell me who leads the partnership and how decisions get made?", LEADS),
        ("So trust between the schools, how has that changed?", TRUST),
        ("And what difference has it made to the pupils?", PUPILS),
        ("What's been done for teachers' development by the partnership?", TEACHERS),
        ("Looking ahead. What would you like to see happening next year?", NEXT),
    ],
)
def test_a_question_in_other_words_is_known(said: str, question: str) -> None:
    assert asked(said) == [question]


@pytest.mark.parametrize(
    "said",
    [
        "Can you give me an example of that?",
        "And the teachers?",
        "How do people trust their head?",
        "What is the difference between a school and a partnership?",
        f"{TRUST} And {PUPILS}",  # two at once
        "Mm. Next year.",
    ],
)
def test_what_is_no_listed_question_or_two_is_not_guessed(said: str) -> None:
    assert asked(said) == [None]


def test_a_question_asked_again_is_the_same_and_talk_about_it_is_none() -> None:
    again = "Let me ask again: how do you challenge each other?"
    assert asked(CHALLENGE, TRUST, again, "Challenge him in public, you mean?") == [
        CHALLENGE,
        TRUST,
        CHALLENGE,
        None,
    ]


def test_only_the_interviewer_asks() -> None:
    assert recognise(talk(CHALLENGE, whose=HEAD), QUESTIONS) == {}


def test_a_word_for_word_question_is_wholly_like() -> None:
    assert recognise(talk(TRUST), QUESTIONS)[0].likeness == 1.0


def test_a_list_loses_its_numbers_and_gives_its_strands() -> None:
    typed = """
    1. How do you challenge each other? [E&C]
    Q2 What of joint practice?  JPD, M&C
    (3) Roles (head, deputy)
    - Trust? (HSC/E&C)
    4\tWhat next?\tAA

    Tell me about OFSTED
    15 years ago, what was it like?
    """
    assert parse_questions(typed) == (
        AskedQuestion("How do you challenge each other?", "E&C"),
        AskedQuestion("What of joint practice?", "JPD, M&C"),
        AskedQuestion("Roles (head, deputy)"),
        AskedQuestion("Trust?", "HSC/E&C"),
        AskedQuestion("What next?", "AA"),
        AskedQuestion("Tell me about OFSTED"),
        AskedQuestion("15 years ago, what was it like?"),
    )


def test_a_question_listed_twice_is_one() -> None:
    assert parse_questions("How is trust? [HSC]\nHow is trust?\nhow is trust [E&C]") == (
        AskedQuestion("How is trust?", "HSC; E&C"),
    )


def test_a_list_can_name_its_rounds() -> None:
    typed = "What next?\n2014\nHow is trust?\nRound 2015:\nHow do you challenge?\n2016\n"
    assert parse_by_round(typed) == {
        ALL_ROUNDS: (AskedQuestion("What next?"),),
        "2014": (AskedQuestion("How is trust?"),),
        "2015": (AskedQuestion("How do you challenge?"),),
    }


def test_strands_are_read_and_guesses_are_not_taken() -> None:
    questions = parse_questions("One? [HSC/E&C]\nTwo? [E&D]\nThree? [high socal capital]\nFour?")
    assert understood(questions, Names(FRAMEWORK)) == (
        ListedQuestion("One?", (1, 2)),
        ListedQuestion("Two?", (), ("E", "D")),
        ListedQuestion("Three?", (), ("high socal capital",)),
        ListedQuestion("Four?"),
    )
