"""Both kinds of evidence side by side: shares and codings by stage, worked out by hand."""

from dataclasses import replace

import numpy as np
import pandas as pd
import pytest

from coding.analysis.coding_fields import Noted
from coding.analysis.joint_display import JointDisplay, grouped_by
from coding.analysis.joint_rows import JointBy, JointRow, Silent
from coding.analysis.joint_words import (
    codings_in_words,
    joint_records,
    notes,
    record_names,
    said_together,
    shares_in_words,
    table_lines,
)
from coding.analysis.known_names import KnownNames
from coding.analysis.selection import Asked, coding_ids, select
from coding.analysis.survey_answers import RoundAnswers
from coding.analysis.survey_results import ALL, SurveyResults
from coding.model.cells import CellKey, RowPlace
from coding.model.joint import JointSentence, JointState
from coding.model.study import Post, Question
from coding.model.survey import AnswerColumn, AskedNumbers, Bank, Instrument, ItemDirection, SurveyItem
from tests.coding.analysis.small_study import (
    EC,
    HEAD,
    HSC,
    JPD,
    MC,
    TEACHER,
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

# HSC: two strengths in A, one in B, and a deficit in A. JPD: one strength in A, asked in 2015 alone.
SURVEY = Instrument(
    "Partnership",
    (
        Bank(
            "High social capital",
            "HSC",
            (
                SurveyItem("We trust", stage="A", number=1, position=0, id=1),
                SurveyItem("We share", stage="A", number=2, position=1, id=2),
                SurveyItem(
                    "We do not", direction=ItemDirection.DEFICIT, stage="A", number=3, position=2, id=3
                ),
                SurveyItem("We give", stage="B", number=1, position=3, id=4),
            ),
            HSC,
        ),
        Bank("Joint practice", "JPD", (SurveyItem("We visit", stage="A", id=5),), JPD),
        Bank("Governance", "FG", (SurveyItem("We govern", stage="A", id=6),), None),
    ),
    (("A", "Beginning"), ("B", "Developing"), ("C", "Embedding")),
)


def answers(
    round_id: int, name: str, items: tuple[int, ...], rows: list[tuple[str, str, str]]
) -> RoundAnswers:
    """Return the answers of a round; rows are school, group and marks, a sign an item."""
    return RoundAnswers(
        round_id,
        round_id,
        name,
        tuple(AnswerColumn(item) for item in items),
        tuple(range(1, len(rows) + 1)),
        tuple(range(1, len(rows) + 1)),
        tuple(school for school, _group, _marks in rows),
        tuple("" for _row in rows),
        tuple(group for _school, group, _marks in rows),
        np.array([[float(mark) for mark in marks] for *_who, marks in rows]),
        AskedNumbers(20),
    )


# 2014: seven answer at A (4 heads, 3 teachers), five at B (1 head, 4 teachers). 2015: ten at A alone.
IN_2014 = answers(
    Y2014,
    "2014",
    (1, 2, 3, 4),
    [("A", "HD", "1101")] * 4 + [("A", "T", "1010")] * 3 + [("B", "HD", "0000")] + [("B", "T", "1000")] * 4,
)
IN_2015 = answers(Y2015, "2015", (1, 2, 3, 4, 5), [("A", "HD", "11011")] * 5 + [("A", "T", "10000")] * 5)
POSTS = (
    *(Post(1, 1, Y2014, A, HEAD), Post(2, 1, Y2015, A, HEAD)),
    *(Post(3, 2, Y2014, B, TEACHER), Post(4, 2, Y2015, B, TEACHER)),
)
TALKS = [
    Talk(Y2014, A, people=(1,), speakers=(Speaker(1, turns=(0, 1, 2)),)),
    Talk(Y2015, A, people=(1,), speakers=(Speaker(1, turns=(0, 1, 2)),)),
    Talk(Y2014, B, people=(2,), speakers=(Speaker(2, turns=(0, 1, 2)),)),
    Talk(Y2015, B, done=False, people=(2,), speakers=(Speaker(2, turns=(0, 1, 2)),)),
]
# In order: ids 1 to 8. One passage of interview 1 carries the strand and its sub-strand: once.
CODED = [
    *(Coded(1, HSC, 0), Coded(1, TRUST, 0), Coded(1, HSC, 1, stage=1), Coded(1, EC, 1)),
    *(Coded(2, HSC, 0, stage=2), Coded(2, TRUST, 1), Coded(2, JPD, 2, stage=1), Coded(3, MC, 1)),
]


def display(by: JointBy = JointBy.ALL, first: RoundAnswers = IN_2014) -> JointDisplay:
    data = analysis_data(TALKS, CODED, POSTS, (Question(1, Y2014, 0, "Trust?", (HSC,)),))
    asked = Asked(
        data, KnownNames(data), lambda _ids: {}, Noted(lambda: pd.DataFrame({"id": []}, dtype=np.int64))
    )
    order = ("A", "B") if by is JointBy.SCHOOL else ("HD", "T")
    results = SurveyResults(SURVEY, (first, IN_2015), grouped_by(by), order)
    return JointDisplay(asked, results, by)


def row(shown: JointDisplay, strand: str, group: str = ALL) -> JointRow:
    return next(each for each in shown.rows if (each.strand, each.group) == (strand, group))


def test_shares_are_of_strengths_by_stage_with_deficits_apart() -> None:
    then, now = row(display(), "HSC").rounds
    # A: 4 x 2 + 3 x 1 + 0 + 4 x 1 = 15 of 12 x 2; B: 4 of 12; C is not asked; deficits: 3 of 12.
    assert shares_in_words(then) == ("15 of 24 63 %", "4 of 12 33 %", "–", "3 of 12 25 %")
    assert shares_in_words(now) == ("15 of 20 75 %", "5 of 10 50 %", "–", "0 of 10 0 %")
    assert (then.people, now.people) == (12, 10)
    assert shares_in_words(row(display(), "JPD").rounds[0]) == ("–", "–", "–", "–")
    assert shares_in_words(row(display(), "JPD").rounds[1]) == ("5 of 10 50 %", "–", "–", "–")


def test_codings_stand_beside_them_those_without_a_stage_first() -> None:
    then, now = row(display(), "HSC").rounds
    # 2014: a passage with strand and sub-strand is one, another shows A; in one of two interviews.
    assert codings_in_words(then) == ("1", "1", "0", "0", "2", "1 of 2")
    assert codings_in_words(now) == ("1", "0", "1", "0", "2", "1 of 2")
    assert (then.is_so_far, now.is_so_far) == (False, True)
    assert (then.named, now.named) == (True, False)


@pytest.mark.parametrize(
    ("by", "group", "shares", "codings"),
    [
        (JointBy.GROUP, "HD", ("8 of 10", "4 of 5", "–", "0 of 5"), ("1", "1", "0", "0", "2", "1 of 1")),
        (JointBy.GROUP, "SLT", ("–",) * 4, ("–",) * 6),
        (JointBy.GROUP, "T", ("7 of 14", "0 of 7", "–", "3 of 7"), ("0", "0", "0", "0", "0", "0 of 1")),
        (JointBy.SCHOOL, "A", ("11 of 14", "4 of 7", "–", "3 of 7"), ("1", "1", "0", "0", "2", "1 of 1")),
        (JointBy.SCHOOL, "B", ("4 of 10", "0 of 5", "–", "0 of 5"), ("0", "0", "0", "0", "0", "0 of 1")),
    ],
)
def test_groups_of_fewer_than_ten_have_no_percentage_however_many_marks(
    by: JointBy, group: str, shares: tuple[str, ...], codings: tuple[str, ...]
) -> None:
    then = row(display(by), "HSC", group).rounds[0]
    assert (shares_in_words(then), codings_in_words(then)) == (shares, codings)


def test_nothing_is_no_number_yet_where_no_interview_is_done() -> None:
    of_b = row(display(JointBy.SCHOOL), "HSC", "B").rounds[1]
    assert (of_b.people, codings_in_words(of_b)) == (0, ("–",) * 6)


def test_schools_of_few_answers_are_one_in_the_interviews_too() -> None:
    shown = display(JointBy.SCHOOL, replace(IN_2014, schools=("A",) * 8 + ("B",) * 4))
    assert [each.label for each in shown.rows if each.strand == "HSC"] == [ALL, "School A", "other schools"]
    others = row(shown, "HSC", "other schools")
    assert str(shown.query(others)) == "HSC school:B"
    assert "Schools with fewer than five answers are shown as one." in notes(shown)


def test_strands_that_a_side_did_not_ask_about_are_silent_and_say_so() -> None:
    shown = display()
    # M&C and E&C are coded, and no bank asks about them; FG is asked about, and no code stands for it.
    assert [(each.strand, each.silent) for each in shown.rows] == [
        *(("HSC", Silent.NEITHER), ("JPD", Silent.NEITHER), ("FG", Silent.SURVEY)),
        *(("M&C", Silent.SURVEY), ("E&C", Silent.SURVEY)),
    ]
    assert said_together(row(shown, "M&C"), {}) == "The survey did not ask"
    assert row(shown, "FG").key is None
    written = {CellKey(RowPlace(), HSC): JointSentence("Both **rise**.", JointState.AGREE)}
    assert said_together(row(shown, "HSC"), written) == "They agree: Both rise."
    assert "No question of 2014 asked about JPD, M&C, E&C." in notes(shown)


def test_a_number_opens_just_what_it_counts() -> None:
    shown = display(JointBy.SCHOOL)
    for each in (each for each in shown.rows if each.code_id):
        for round_ in each.rounds:
            for stage, count in zip((None, 0, 1, 2), (round_.total, *round_.codings[:3]), strict=True):
                query = shown.query(each, round_.round, stage)
                assert query is not None
                found = coding_ids(shown.data, select(shown.asked, query)).tolist()
                assert found == shown.coding_ids(each, round_.round, stage).tolist()
                assert len(found) >= count
    assert str(shown.query(row(shown, "HSC", "A"), "2014", 0)) == "HSC[stage:none] school:A in:2014"


def test_records_have_what_the_table_shows() -> None:
    shown = display(JointBy.GROUP)
    records = [*joint_records(shown, {CellKey(RowPlace(), HSC): JointSentence("Yes.", JointState.AGREE)})]
    assert {tuple(record) for record in records} == {record_names(shown)}
    assert len(records) == sum(len(each.rounds) for each in shown.rows) == len([*table_lines(shown, {})]) - 1
    first, heads = records[0], records[2]
    assert [first[name] for name in ("strand", "group", "round", "marked_A", "of_A", "percent_A")] == [
        *("HSC", "all", "2014", 15, 24, 63)
    ]
    assert (first["state"], first["sentence"], first["codings_none"]) == ("agree", "Yes.", 1)
    assert (heads["group"], heads["marked_A"], heads["percent_A"]) == ("HD", 8, None)
