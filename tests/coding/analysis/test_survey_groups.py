"""Results by any grouping, nobody singled out; scales around their middle; who is behind a bar."""

from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from coding.analysis.survey_answers import RoundAnswers
from coding.analysis.survey_bars import SurveyBar, share_of, who_is_behind
from coding.analysis.survey_groups import ByAnswer, BySchools, GroupedBy, GroupingOf
from coding.analysis.survey_records import statement_records
from coding.analysis.survey_results import DONT_KNOW, SurveyResults
from coding.analysis.survey_scales import scale_shares
from coding.analysis.survey_table import SurveyTableau
from coding.model.survey import AnswerColumn, Bank, Instrument, ItemKind, SurveyItem

YES = SurveyItem("We meet", id=1)
AGREE = SurveyItem("It helps", ItemKind.SCALE, options=("no", "so so", "yes"), number=2, position=1, id=2)
POST = SurveyItem("How long?", ItemKind.CHOICE, options=("new", "long"), number=3, position=2, id=3)
TICKS = SurveyItem("Where?", ItemKind.CHOICES, options=("here", "there"), number=4, position=3, id=4)
BANK = Bank("General", "GEN", (YES, AGREE, POST, TICKS), id=1)
COLUMNS = (*(AnswerColumn(at) for at in (1, 2, 3)), AnswerColumn(4, 0), AnswerColumn(4, 1))
NAN = float("nan")
# Statement, scale (-2 does not know), length, ticks; school and role group of each.
ROWS = (
    *(("A", "T", (1, 2, 0, 1, 1)), ("A", "T", (1, 2, 0, 1, 0)), ("A", "T", (0, 1, 0, 0, 0))),
    *(("A", "T", (1, 0, 1, NAN, NAN)), ("A", "T", (0, -2, 1, 1, 1)), ("A", "HD", (1, 2, NAN, 1, 1))),
    *(("B", "T", (1, NAN, 1, 0, 1)), ("B", "HD", (0, 2, 1, 1, 0))),
)
ROUND = RoundAnswers(
    *(1, 1, "2014", COLUMNS, tuple(range(1, 9)), tuple(range(1, 9))),
    tuple(row[0] for row in ROWS),
    ("",) * 8,
    tuple(row[1] for row in ROWS),
    np.array([row[2] for row in ROWS], dtype=float),
)


def results(by: GroupingOf = GroupedBy.GROUP, *, tells_few: bool = False) -> SurveyResults:
    order = ("new", "long") if isinstance(by, ByAnswer) else ()
    return SurveyResults(Instrument("x", (BANK,)), (ROUND,), by, order, tells_few)


@pytest.mark.parametrize(
    ("by", "sizes"),
    [
        # Five teachers at A, and three others, who are too few to stand alone: all eight stand together.
        (GroupedBy.CROSSED, {"others": 8}),
        (GroupedBy.SCHOOL, {"A": 6, "other schools": 2}),
        (
            BySchools("phase", {(1, "A"): "primary", (1, "B"): "secondary"}),
            {"primary": 6, "other schools": 2},
        ),
        (ByAnswer(POST), {"new": 3, "long": 4, "": 1}),
    ],
)
def test_nobody_is_singled_out_by_a_group(by: GroupingOf, sizes: dict[str, int]) -> None:
    found = results(by)
    assert {group: found.size(ROUND, group) for group in found.groups} == sizes


def test_role_and_school_are_crossed_where_the_researcher_says_so() -> None:
    found = results(GroupedBy.CROSSED, tells_few=True)
    assert {group: found.size(ROUND, group) for group in found.groups} == {
        "A · HD": 1,
        "A · T": 5,
        "B · HD": 1,
        "B · T": 1,
    }


def test_shares_are_of_groups_by_an_answer() -> None:
    found = results(ByAnswer(POST))
    assert [found.share(ROUND, YES, group) for group in found.groups] == [(2, 3), (2, 4), (1, 1)]


def test_a_scale_stands_around_its_middle_and_who_does_not_know_apart() -> None:
    found = scale_shares(results(), ROUND, AGREE)
    assert found is not None
    # no 1, so so 1, yes 4: the mean of 1, 2, 3, 3, 3, 3 is 2.5, their variance (2.25 + 0.25 + 4 · 0.25) / 6
    assert (found.counts, found.n, found.mean, found.dont_know) == ((1, 1, 4), 6, 2.5, 1)
    assert found.spread == pytest.approx((3.5 / 6) ** 0.5)
    assert found.left == -(1 + 0.5) / 6
    assert found.text == "mean 2.5, SD 0.8, n 6 (1 does not know)"
    assert results().option_share(ROUND, AGREE, "all", DONT_KNOW) == (1, 7)
    named = {row.words: row.cells[0].lines for row in SurveyTableau(results(), [BANK]).rows if row.cells}
    assert named["yes"] == ("4 of 6",)
    assert named["don’t know, of all who said something"] == ("1 of 7",)
    assert (named["here"], named["there"]) == (("5 of 7",), ("4 of 7",))  # together more than all
    means = [each for each in statement_records(results(), by_group=False) if "mean" in each]
    assert [(each["statement"], each["mean"], each["sd"], each["n"]) for each in means] == [
        ("GEN 2", 2.5, 0.76, 6)
    ]


@given(st.lists(st.sampled_from((0, 1, 2, 3, -1, -2, NAN)), min_size=1, max_size=12))
def test_as_many_are_behind_a_bar_as_it_says(values: list[float]) -> None:
    item = replace(AGREE, options=("a", "b", "c", "d"))
    who = tuple(range(1, len(values) + 1))
    given_ = RoundAnswers(
        *(1, 1, "2014", (AnswerColumn(2),), who, who, ("",) * len(who), ("",) * len(who), ("",) * len(who)),
        np.array(values, dtype=float)[:, None],
    )
    bank = Bank("General", "GEN", (item,), id=1)
    found = SurveyResults(Instrument("x", (bank,)), (given_,))
    bars = (SurveyBar(bank, item, answer) for answer in (None, DONT_KNOW, 0, 1, 2, 3))
    for bar in bars:
        share = share_of(found, given_, bar)
        assert share is not None and len(who_is_behind(found, given_, bar)) == share.k
    told = scale_shares(found, given_, item)
    assert told is not None and sum(told.counts) == told.n and -1 <= told.left <= 0
