"""Questions of a round in files that arrive: found, put right, and found anew when something changes."""

from coding.intake.corrections import with_round, with_speaker
from coding.intake.import_report import report
from coding.intake.plan import ImportPlan, IncomingFile
from coding.intake.question_corrections import with_question_of, with_questions
from coding.model.document import Document
from coding.model.study import SpeakerKind
from coding.notation.questions import ALL_ROUNDS, ListedQuestion
from tests.coding.intake.plans import new_study, plan_of

TALK = (
    "Interviewer: So how do you challenge each other?\nHead: We say it.\n"
    "Interviewer: And what would you like to see next year?\nHead: More."
)
CHALLENGE = ListedQuestion("How do you challenge each other?", (7,))
NEXT = ListedQuestion("What would you like to see next year?")
TRUST = ListedQuestion("How has trust changed?")


def planned(**lists: tuple[ListedQuestion, ...]) -> ImportPlan:
    """Return a file of 2015, with lists of questions that the study has."""
    document = Document(tuple(TALK.split("\n")))
    file = IncomingFile("B2.docx", "B2.docx", ("2015",), "1", document)
    known = new_study(questions={name.removeprefix("in_"): asked for name, asked in lists.items()})
    return plan_of([file], known)


def asked(plan: ImportPlan) -> dict[int, str]:
    (import_row,) = plan.rows
    listed = plan.questions_of(import_row.round.value)
    return {found.turn: listed[found.question].text for found in import_row.asked}


def test_the_list_of_the_round_is_looked_for() -> None:
    assert asked(planned(in_2015=(NEXT, CHALLENGE))) == {0: CHALLENGE.text, 2: NEXT.text}
    assert asked(planned(in_2014=(NEXT, CHALLENGE))) == {}


def test_a_list_that_comes_along_goes_before_the_one_of_the_study() -> None:
    plan = with_questions(planned(in_2015=(CHALLENGE,)), "2015", [NEXT])
    assert asked(plan) == {2: NEXT.text}


def test_a_list_for_all_is_for_rounds_without_one() -> None:
    for_all = with_questions(planned(), ALL_ROUNDS, [NEXT])
    assert asked(for_all) == {2: NEXT.text}
    assert asked(with_questions(for_all, "2015", [CHALLENGE])) == {0: CHALLENGE.text}


def test_what_was_said_of_a_turn_stays_with_a_longer_list() -> None:
    plan = with_question_of(planned(in_2015=(CHALLENGE, NEXT)), 0, 2, None)
    plan = with_question_of(plan, 0, 0, 1)
    assert asked(plan) == {0: NEXT.text}
    assert asked(with_questions(plan, "2015", [TRUST, NEXT])) == {0: NEXT.text}
    assert plan.rows[0].asked[0].by_hand


def test_another_round_asks_something_else() -> None:
    plan = with_round(planned(in_2015=(CHALLENGE,), in_2014=(NEXT,)), [0], "2014")
    assert asked(plan) == {2: NEXT.text}


def test_only_the_interviewer_asks() -> None:
    plan = with_speaker(planned(in_2015=(CHALLENGE,)), [0], "Interviewer", SpeakerKind.PARTICIPANT)
    assert asked(plan) == {}


def test_nothing_is_looked_for_twice() -> None:
    plan = planned(in_2015=(CHALLENGE,))
    assert with_round(plan, [0], "2015").rows[0].asked is plan.rows[0].asked


def test_the_report_names_what_was_found() -> None:
    (record,) = report(planned(in_2015=(NEXT, CHALLENGE)))
    assert record["questions"] == [
        {"turn": 0, "question": CHALLENGE.text, "by_hand": False},
        {"turn": 2, "question": NEXT.text, "by_hand": False},
    ]
