"""Counting by question, prompted and unprompted, by attribute, and at most once per answer (rules 8, 9)."""

from dataclasses import replace

import numpy as np
import pandas as pd
import pytest

from coding.analysis.analysis_data import AnalysisData, Ints, ints
from coding.analysis.columns import ColumnKind, Counted
from coding.analysis.comparison import comparison
from coding.analysis.footnotes import footnotes
from coding.analysis.frequencies import Cell, Frequencies, frequencies
from coding.analysis.groups import By, ByAttribute, Grouping, groupings_of
from coding.analysis.measure import DASH, Measure
from coding.analysis.notes import in_words_of, summary
from coding.model.study import Attribute, AttributeKind, Post, Question
from tests.coding.analysis.small_study import (
    EC,
    HSC,
    JPD,
    PC,
    PD,
    TRUST,
    Y2014,
    Y2015,
    A,
    B,
    Coded,
    Speaker,
    Talk,
    analysis_data,
)

CHALLENGE = Question(1, Y2014, 0, "How do you challenge each other?", (EC,))
AHEAD = Question(2, Y2014, 1, "What comes next?")
AGAIN = Question(3, Y2015, 0, "How do you challenge each other?")
QUESTIONS = (CHALLENGE, AHEAD, AGAIN)

# The head answers in 1, 3, 5 and 7; the interviewer greets, asks, probes and asks the second question.
ASKED = Talk(
    people=(1,),
    speakers=(Speaker(0, 40, "interviewer", (0, 2, 4, 6)), Speaker(1, 100, "participant", (1, 3, 5, 7))),
    asked=((2, CHALLENGE.id), (6, AHEAD.id)),
)
UNASKED = replace(ASKED, asked=(), answers=(0, 4))
CODINGS = [
    Coded(1, EC, 1),  # before the first question
    Coded(1, EC, 3),  # prompted
    Coded(1, HSC, 3),
    Coded(1, EC, 5),  # prompted, in the same answer
    Coded(1, EC, 7),  # the second question names no strand
    Coded(1, HSC, 5, 7),  # over both answers
    Coded(2, EC, 1),  # nothing is recognised in the second interview
    Coded(2, EC, 3),  # in the same answer
    Coded(2, EC, 5),
]
FIRST, SECOND = "Q1 How do you challenge…", "Q2 What comes next?"
BEFORE, UNKNOWN = "before the first question", "no question recognised"


@pytest.fixture
def study() -> AnalysisData:
    return analysis_data([ASKED, UNASKED], CODINGS, questions=QUESTIONS)


def cell(found: Frequencies, label: str, code: int = 0, kind: ColumnKind = ColumnKind.STRAND) -> Cell:
    group = next(group for group in (*found.groups, *found.totals) if group.label == label)
    return found.cell(group, found.columns.get(kind if code else ColumnKind.CODINGS, code))


def counts(study: AnalysisData, by: By, code: int, counted_in: Counted = Counted.PASSAGES) -> dict[str, str]:
    found = frequencies(study, (by,), counted_in=counted_in)
    column = found.columns.get(ColumnKind.STRAND, code)
    return {group.label: found.cell(group, column).text for group in (*found.groups, *found.totals)}


# --- rule 9 -----------------------------------------------------------------------------------------


def test_codings_belong_to_the_question_they_answer(study: AnalysisData) -> None:
    assert counts(study, Grouping.QUESTION, EC) == {
        FIRST: "2",
        SECOND: "1",
        BEFORE: "1",
        UNKNOWN: "3",
        "all questions": "7",
    }


def test_a_passage_over_two_answers_is_in_each_and_once_in_the_total(study: AnalysisData) -> None:
    found = frequencies(study, (Grouping.QUESTION,))
    assert [cell(found, label, HSC).value for label in (FIRST, SECOND, "all questions")] == [2, 1, 2]
    assert cell(found, SECOND, HSC).coding_ids == (6,)
    assert footnotes(found)[1].startswith("1 passage belongs to two groups")


def test_inside_the_answer_to_a_question_that_names_the_strand_it_is_prompted(study: AnalysisData) -> None:
    assert counts(study, Grouping.PROMPTED, EC) == {
        "prompted": "2",
        "unprompted": "2",
        UNKNOWN: "3",
        "all": "7",
    }
    assert counts(study, Grouping.PROMPTED, HSC) == {
        "prompted": "not asked",
        "unprompted": "2",
        UNKNOWN: "0",
        "all": "2",
    }


def test_a_passage_with_a_prompted_and_an_unprompted_strand_counts_each_where_it_belongs(
    study: AnalysisData,
) -> None:
    found = frequencies(study, (Grouping.PROMPTED,))
    both = [
        cell(found, label, PC, ColumnKind.DIMENSION_PASSAGES).value for label in ("prompted", "unprompted")
    ]
    assert both == [2, 4]  # the passage on turn 3 is in both
    assert cell(found, "all", PC, ColumnKind.DIMENSION_PASSAGES).value == 8
    assert not any("two groups" in note for note in footnotes(found))


@pytest.mark.parametrize(
    ("named", "coded", "prompted"),
    [(PC, EC, 1), (PC, PC, 1), (PC, JPD, 0), (HSC, TRUST, 1), (TRUST, HSC, 1), (EC, PC, 0), (99, EC, 0)],
)
def test_a_question_asks_about_what_counts_for_what_it_names(named: int, coded: int, prompted: int) -> None:
    asked = (replace(CHALLENGE, code_ids=(named,)),)
    study = analysis_data([ASKED], [Coded(1, coded, 3)], questions=asked)
    found = frequencies(study, (Grouping.PROMPTED,))
    groups = {
        group.label: found.cell(group, found.columns.get(ColumnKind.CODINGS)).value for group in found.groups
    }
    assert groups.get("prompted", 0) == prompted
    assert groups["unprompted"] == 1 - prompted


def test_what_the_interviewer_alone_says_belongs_to_the_question_it_asks() -> None:
    study = analysis_data([ASKED], [Coded(1, EC, 2), Coded(1, EC, 6), Coded(1, EC, 0)], questions=QUESTIONS)
    assert counts(study, Grouping.QUESTION, EC)[FIRST] == "1"
    assert counts(study, Grouping.QUESTION, EC)[BEFORE] == "1"


def test_the_same_question_in_two_rounds_is_one_and_can_be_compared() -> None:
    later = replace(ASKED, round_id=Y2015, asked=((2, AGAIN.id),))
    study = analysis_data(
        [ASKED, later], [Coded(1, EC, 3), Coded(2, EC, 3), Coded(2, EC, 5)], questions=QUESTIONS
    )
    found = frequencies(study, (Grouping.ROUND, Grouping.QUESTION))
    assert cell(found, f"2014, {FIRST}", EC).value == 1
    assert cell(found, f"2015, {FIRST}", EC).value == 2
    compared = comparison(study, Grouping.QUESTION)
    assert compared is not None
    pair = next(pair for pair in compared.pairs if pair.member and pair.member.label == FIRST)
    assert compared.change(pair, found.columns.get(ColumnKind.STRAND, EC)).text == "1, then 2"
    # Its strands are named in the first round only.
    prompted = frequencies(study, (Grouping.ROUND, Grouping.PROMPTED))
    assert cell(prompted, "2014, prompted", EC).value == 1
    assert cell(prompted, "2015, unprompted", EC).value == 2


# --- denominators -----------------------------------------------------------------------------------


def test_rates_by_question_are_of_the_interviews_that_were_asked_it(study: AnalysisData) -> None:
    found = frequencies(study, (Grouping.QUESTION,), Measure.PER_INTERVIEW)
    assert [cell(found, label, EC).text for label in (FIRST, UNKNOWN, "all questions")] == [
        "2.0",
        "3.0",
        "3.5",
    ]
    assert {group.label: (group.interviews, group.people) for group in found.groups} == {
        FIRST: (1, 1),
        SECOND: (1, 1),
        BEFORE: (1, 1),
        UNKNOWN: (1, 1),
    }


def test_words_are_not_known_by_question_but_together_they_are(study: AnalysisData) -> None:
    found = frequencies(study, (Grouping.PROMPTED,), Measure.PER_1000_WORDS)
    prompted = cell(found, "prompted", EC)
    assert (prompted.text, prompted.why) == (DASH, "Words are counted by speaker, not by answer.")
    assert cell(found, UNKNOWN, EC).text == "30.0"  # 3 in 100
    assert cell(found, "all", EC).text == "35.0"  # 7 in 200


def test_questions_of_interviews_that_are_not_done_show_a_dash(study: AnalysisData) -> None:
    held = analysis_data([replace(ASKED, done=False)], [Coded(1, EC, 3)], questions=QUESTIONS)
    found = frequencies(held, (Grouping.QUESTION,))
    assert cell(found, FIRST, EC).hatched
    assert cell(found, SECOND, EC).text == DASH


def test_by_question_and_role_a_voice_counts_where_it_speaks() -> None:
    joint = Talk(
        people=(1, 2),
        speakers=(
            Speaker(0, 10, "interviewer", (0, 3)),
            Speaker(1, 50, "participant", (1, 4)),
            Speaker(2, 50, "participant", (2,)),
        ),
        asked=((0, CHALLENGE.id), (3, AHEAD.id)),
    )
    posts = (Post(1, 1, Y2014, A, 1), Post(2, 2, Y2014, A, 3))
    study = analysis_data([joint], [Coded(1, EC, 2, 4)], posts, QUESTIONS)
    found = frequencies(study, (Grouping.QUESTION, Grouping.ROLE))
    placed = {
        group.label: found.count(group, found.columns.get(ColumnKind.CODINGS)) for group in found.groups
    }
    assert {label for label, n in placed.items() if n} == {f"{FIRST}, T", f"{SECOND}, HD"}


# --- rule 8 -----------------------------------------------------------------------------------------


def test_at_most_once_per_answer(study: AnalysisData) -> None:
    assert counts(study, Grouping.QUESTION, EC, Counted.ANSWERS) == {
        FIRST: "1",
        SECOND: "1",
        BEFORE: "1",
        UNKNOWN: "2",
        "all questions": "5",
    }
    everything = cell(frequencies(study, (), counted_in=Counted.ANSWERS), "all")
    assert (everything.value, everything.passages, len(everything.coding_ids)) == (7, 5, 9)
    assert summary(everything) == "7 once per answer (9 codings), in 2 of 2 interviews"


def test_once_per_answer_each_coder_counts() -> None:
    study = analysis_data([ASKED], [Coded(1, EC, 3), Coded(1, EC, 5, coder=2)], questions=QUESTIONS)
    assert cell(frequencies(study, (), counted_in=Counted.ANSWERS), "all", EC).value == 2


def test_doubt_is_counted_by_answer_too() -> None:
    study = analysis_data(
        [ASKED], [Coded(1, EC, 3, unsure=True), Coded(1, EC, 5), Coded(1, EC, 7, unsure=True)]
    )
    study = replace(study, questions=QUESTIONS)
    found = cell(frequencies(study, (), counted_in=Counted.ANSWERS), "all", EC)
    assert (found.value, found.unsure) == (2, 1)


def code_points(codings: pd.DataFrame) -> Ints:
    return ints(codings, "end") - ints(codings, "start")


def test_notes_say_how_answers_are_taken_and_how_long_passages_are(study: AnalysisData) -> None:
    notes = footnotes(frequencies(study, counted_in=Counted.ANSWERS))
    assert any("At most once per answer" in note for note in notes)
    assert "Questions were recognised in 1 of 2 interviews." in notes
    measured = replace(study, count_words=code_points)
    assert "Median length of a passage: 2014: 10 words." in footnotes(frequencies(measured))
    assert not any("Median" in note for note in footnotes(frequencies(measured, counted_in=Counted.ANSWERS)))


# --- attributes -------------------------------------------------------------------------------------

PHASE = Attribute(1, "phase", AttributeKind.INTERVIEW)
TENURE = Attribute(2, "tenure", AttributeKind.PERSON)


def test_interviews_are_counted_by_an_attribute() -> None:
    talks = [Talk(), Talk(), Talk(school_id=B)]
    study = analysis_data(
        talks, [Coded(1, EC), Coded(2, EC), Coded(3, EC)], attributes={PHASE: {1: "Primary", 2: "primary"}}
    )
    assert counts(study, ByAttribute(1, "phase"), EC) == {"Primary": "2", "phase not known": "1", "all": "3"}


def test_people_are_counted_by_theirs() -> None:
    joint = Talk(
        people=(1, 2, 3),
        speakers=(
            Speaker(1, 60, "participant", (1,)),
            Speaker(2, 40, "participant", (2,)),
            Speaker(3, 40, "participant", (3,)),
        ),
    )
    study = analysis_data(
        [joint],
        [Coded(1, EC, 1), Coded(1, EC, 1, 2), Coded(1, HSC, 3)],
        attributes={TENURE: {1: "9 years", 2: "10 years"}},
    )
    by = ByAttribute(2, "tenure")
    assert counts(study, by, EC) == {"9 years": "2", "10 years": "1", "tenure not known": "0", "all": "2"}
    assert counts(study, by, HSC)["tenure not known"] == "1"
    rates = frequencies(study, (by,), Measure.PER_1000_WORDS)
    assert cell(rates, "10 years", EC).text == "25.0"  # 1 in 40


def test_nobody_in_particular_has_what_all_people_of_the_interview_share() -> None:
    talk = Talk(people=(1, 2), speakers=(Speaker(0, 100, "participant", (1,)), Speaker(1, 10, turns=(2,))))
    shared = analysis_data([talk], [Coded(1, EC, 1)], attributes={TENURE: {1: "long", 2: "long"}})
    assert counts(shared, ByAttribute(2, "tenure"), EC)["long"] == "1"
    apart = analysis_data([talk], [Coded(1, EC, 1)], attributes={TENURE: {1: "long", 2: "short"}})
    assert counts(apart, ByAttribute(2, "tenure"), EC)["tenure not known"] == "1"


def test_a_study_is_grouped_by_what_it_has(study: AnalysisData) -> None:
    plain = analysis_data([Talk()], [])
    assert groupings_of(plain) == (Grouping.SCHOOL, Grouping.ROLE, Grouping.INTERVIEW)
    more = replace(study, attributes=(PHASE,))
    assert groupings_of(more)[3:] == (Grouping.QUESTION, Grouping.PROMPTED, ByAttribute(1, "phase"))


def test_nothing_coded_and_nothing_asked_is_no_error() -> None:
    for by in (Grouping.QUESTION, Grouping.PROMPTED, ByAttribute(1, "phase")):
        for counted_in in Counted:
            assert (
                frequencies(analysis_data([], []), (Grouping.ROUND, by), counted_in=counted_in).groups == ()
            )
            found = frequencies(
                analysis_data([ASKED], [], questions=QUESTIONS), (Grouping.ROUND, by), counted_in=counted_in
            )
            assert np.all(found.all_counts == 0)


def test_a_dimension_named_in_another_framework_prompts_nothing() -> None:
    asked = (replace(CHALLENGE, code_ids=(PD, 99)),)
    study = analysis_data([ASKED], [Coded(1, JPD, 3), Coded(1, EC, 3)], questions=asked)
    found = frequencies(study, (Grouping.PROMPTED,))
    assert (cell(found, "prompted", JPD).value, cell(found, "unprompted", EC).value) == (1, 1)


# --- rule 15: not asked ------------------------------------------------------------------------------


def test_what_no_question_of_the_round_asks_about_is_neither_none_nor_unfinished() -> None:
    later = replace(ASKED, round_id=Y2015, asked=((2, AGAIN.id),))
    codings = [Coded(1, EC, 3), Coded(2, EC, 3)]
    found = frequencies(
        analysis_data([ASKED, later], codings, questions=QUESTIONS), (Grouping.ROUND, Grouping.PROMPTED)
    )
    assert cell(found, "2014, prompted", EC).text == "1"
    unasked = cell(found, "2014, prompted", JPD)
    assert (unasked.value, unasked.text) == (None, "not asked")
    assert unasked.why == "No question of 2014 asks about JPD."
    assert in_words_of(unasked).startswith("JPD, 2014, prompted: not asked. ")


def test_a_rate_of_what_was_prompted_is_of_the_interviews_that_were_asked_about_it() -> None:
    trust = Question(4, Y2014, 2, "Do you trust each other?", (HSC,))
    both = replace(ASKED, asked=((2, CHALLENGE.id), (6, trust.id)))
    codings = [Coded(1, EC, 3), Coded(2, EC, 3), Coded(2, HSC, 7), Coded(2, HSC, 7, 7)]
    study = analysis_data([ASKED, both], codings, questions=(*QUESTIONS, trust))
    found = frequencies(study, (Grouping.PROMPTED,), Measure.PER_INTERVIEW)
    assert cell(found, "prompted", EC).text == "1.0"  # 2 codings, asked in both
    hsc = cell(found, "prompted", HSC)
    assert (hsc.text, hsc.group.done, hsc.group.people) == ("1.0", 1, 1)  # asked in the second only
    assert cell(found, "prompted").group.done == 2


def test_a_document_without_speakers_has_no_answers() -> None:
    codings = [Coded(1, EC, 1), Coded(1, EC, 2), Coded(2, EC, 1), Coded(2, EC, 3)]
    study = analysis_data([Talk(), UNASKED], codings)
    found = frequencies(study, (), counted_in=Counted.ANSWERS)
    assert cell(found, "all", EC).value == 3  # two passages of the document, one answer
    assert "1 of 2 interviews have no speakers and so no answers: each passage counts." in footnotes(found)
