"""Words filed by hand under another question, and questions that stand under one heading."""

from dataclasses import replace

import pytest

from coding.analysis.analysis_data import AnalysisData
from coding.analysis.answers import find_answers
from coding.analysis.columns import ColumnKind
from coding.analysis.footnotes import footnotes
from coding.analysis.frequencies import frequencies
from coding.analysis.groups import Grouping
from coding.analysis.known_names import KnownNames
from coding.analysis.narrowing import of_rounds
from coding.model.study import Filing, Question
from tests.coding.analysis.small_study import (
    EC,
    HSC,
    Y2014,
    Y2015,
    Coded,
    Speaker,
    Talk,
    analysis_data,
)

CHALLENGE = Question(1, Y2014, 0, "How do you challenge each other?", (EC,))
AHEAD = Question(2, Y2014, 1, "What comes next?")
FUTURE = Question(3, Y2015, 0, "Where are you heading?")
QUESTIONS = (CHALLENGE, AHEAD, FUTURE)
BEFORE = "before the first question"
# The head answers the first question in 1, 3 and 5, and the second in 7.
TALK = Talk(
    people=(1,),
    speakers=(Speaker(0, 40, "interviewer", (0, 2, 4, 6)), Speaker(1, 100, "participant", (1, 3, 5, 7))),
    asked=((0, CHALLENGE.id), (6, AHEAD.id)),
)
LATER = replace(TALK, round_id=Y2015, asked=((2, FUTURE.id),))
CODINGS = [
    Coded(1, EC, 1),
    Coded(1, EC, 3),
    Coded(1, HSC, 3),
    Coded(1, EC, 7),
    Coded(2, HSC, 3),
]
# Of turn 3 what is said from the middle on answers the question that comes only later.
FILED = Filing(9, 1, 35, 40, AHEAD.id)


def study(
    *filings: Filing, questions: tuple[Question, ...] = QUESTIONS, codings: list[Coded] | None = None
) -> AnalysisData:
    held = analysis_data([TALK, LATER], CODINGS if codings is None else codings, questions=questions)
    return replace(held, filings=filings)


def by_question(data: AnalysisData, by: Grouping = Grouping.QUESTION) -> dict[str, tuple[str, str]]:
    """Return how often EC and HSC are coded, by question."""
    found = frequencies(data, (by,))
    columns = [found.columns.get(ColumnKind.STRAND, code) for code in (EC, HSC)]
    texts = {g.label: (found.cell(g, columns[0]).text, found.cell(g, columns[1]).text) for g in found.groups}
    return {label: pair for label, pair in texts.items() if label != BEFORE or pair != ("0", "0")}


def test_nothing_is_filed() -> None:
    assert by_question(study()) == {
        "Q1 How do you challenge…": ("2", "1"),
        "Q2 What comes next?": ("1", "0"),
        "Q1 Where are you heading?": ("0", "1"),
    }


def test_a_passage_that_is_filed_counts_under_the_other_question() -> None:
    whole = replace(FILED, start=30)
    assert by_question(study(whole)) == {
        "Q1 How do you challenge…": ("1", "0"),
        "Q2 What comes next?": ("2", "1"),
        "Q1 Where are you heading?": ("0", "1"),
    }


def test_what_is_prompted_follows() -> None:
    """The second question names no strand: what is filed under it is unprompted."""
    assert by_question(study(), Grouping.PROMPTED)["prompted"] == ("2", "not asked")
    assert by_question(study(replace(FILED, start=30)), Grouping.PROMPTED)["prompted"] == ("1", "not asked")
    back = Filing(9, 1, 70, 80, CHALLENGE.id)
    assert by_question(study(back), Grouping.PROMPTED)["prompted"] == ("3", "not asked")


def test_a_passage_counts_where_its_first_words_are_filed() -> None:
    """Turn 3 is coded from its beginning: only its end is filed."""
    assert by_question(study(FILED)) == by_question(study())


def test_where_nothing_was_asked_filing_is_all_that_counts() -> None:
    """In the second interview the passage stands in the answer, in turn 1 before any question."""
    early = [*CODINGS, Coded(2, EC, 1)]
    assert by_question(study(codings=early))[BEFORE] == ("1", "0")
    filed = by_question(study(Filing(9, 2, 10, 20, FUTURE.id), codings=early))
    assert filed["Q1 Where are you heading?"] == ("1", "1")


@pytest.mark.parametrize(
    ("filing", "first", "second"),
    [
        (None, [(10, 60)], [(70, 80)]),
        (FILED, [(10, 35), (50, 60)], [(35, 40), (70, 80)]),
        (replace(FILED, start=10, end=60), [], [(10, 60), (70, 80)]),
        (replace(FILED, start=0, end=5), [(10, 60)], [(70, 80)]),  # only the interviewer's words
    ],
)
def test_answers_leave_out_what_is_filed_elsewhere(
    filing: Filing | None, first: list[tuple[int, int]], second: list[tuple[int, int]]
) -> None:
    data = study(*filter(None, [filing]))

    def places(question: Question) -> list[tuple[int, int]]:
        found = find_answers(data, question.id).places
        return list(zip(found.start.tolist(), found.end.tolist(), strict=True))

    assert (places(CHALLENGE), places(AHEAD)) == (first, second)


def test_questions_under_one_heading_are_one() -> None:
    headed = (CHALLENGE, *(replace(each, heading="The future") for each in (AHEAD, FUTURE)))
    assert by_question(study(questions=headed)) == {
        "Q1 How do you challenge…": ("2", "1"),
        "The future": ("1", "1"),
    }


def test_the_same_words_under_two_headings_are_two() -> None:
    same = (CHALLENGE, AHEAD, replace(CHALLENGE, id=3, round_id=Y2015, heading="Challenge"))
    assert list(by_question(study(questions=same))) == [*[*by_question(study())][:2], "Challenge"]


def test_a_query_means_a_heading_by_its_name_and_a_question_by_its_words() -> None:
    headed = (CHALLENGE, *(replace(each, heading="The future") for each in (AHEAD, FUTURE)))
    names = KnownNames(study(questions=headed))
    assert names.ids("question", "the FUTURE") == {AHEAD.id, FUTURE.id}
    assert names.ids("question", AHEAD.text) == {AHEAD.id}
    assert names.ids("question", "1") == {CHALLENGE.id, FUTURE.id}


def test_words_filed_under_a_question_of_another_round_stand_under_it_in_one_round_alone() -> None:
    data = of_rounds(study(Filing(9, 1, 30, 40, FUTURE.id)), [Y2014])
    assert by_question(data) == {
        "Q1 How do you challenge…": ("1", "0"),
        "Q2 What comes next?": ("1", "0"),
        "Q1 Where are you heading?": ("1", "1"),
    }
    assert "1 stretch of words was filed under another question by hand, and counts there." in footnotes(
        frequencies(data, (Grouping.QUESTION,))
    )
    later = of_rounds(study(Filing(9, 1, 30, 40, FUTURE.id)), [Y2015])
    assert not any("filed" in note for note in footnotes(frequencies(later, (Grouping.QUESTION,))))
