"""What each interview contributes to a number, and the number without the largest."""

import pytest

from coding.analysis.frequencies import Measure, Unsure, frequencies
from coding.analysis.groups import Grouping
from coding.analysis.robustness import Spread, robustness
from tests.coding.analysis.small_study import (
    EC,
    HSC,
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


def talk(words: int, round_id: int = Y2014, school: int = A, *, done: bool = True) -> Talk:
    return Talk(round_id, school, done, speakers=(Speaker(words=words, turns=tuple(range(9))),))


# HSC: 5, 1 and 0 in School A, 2 in School B; the fifth interview is not done.
STUDY = analysis_data(
    [talk(1000), talk(500), talk(2500), talk(1000, school=B), talk(100, done=False)],
    [
        *(Coded(1, HSC, turn) for turn in range(4)),
        Coded(1, TRUST, 4),
        Coded(1, TRUST, 0),  # on a passage with its strand: nothing more
        Coded(2, HSC, 1),
        Coded(2, EC, 1),
        *(Coded(4, HSC, turn, unsure=turn > 0) for turn in range(2)),
        Coded(5, HSC),
    ],
)


def spread(*by: Grouping, measure: Measure = Measure.COUNT, at: int = 0) -> Spread:
    """Return the spread of HSC in one group of the study."""
    found = robustness(STUDY, by, measure)
    of_strand = [each for (_members, column), each in found.items() if column.code_id == HSC]
    return of_strand[at]


def test_a_dot_for_each_interview_that_is_done() -> None:
    found = spread()
    assert sorted((dot.interview_id, dot.count) for dot in found.dots) == [(1, 5), (2, 1), (3, 0), (4, 2)]
    assert (found.least, found.middle, found.most) == (0, 1.5, 5)


def test_without_the_largest() -> None:
    found = spread()
    assert found.largest is not None and found.largest.interview_id == 1
    assert (found.total, found.rest_total, found.rate, found.rest_rate) == (8, 3, None, None)


def test_rates_per_interview() -> None:
    found = spread(measure=Measure.PER_INTERVIEW)
    assert (found.rate, found.rest_rate) == (2, 1)


def test_rates_per_1000_words() -> None:
    """8 codings on 5,000 words; without the first 3 on 4,000. By interview 5, 2, 0 and 2."""
    found = spread(measure=Measure.PER_1000_WORDS)
    assert (found.rate, found.rest_rate) == (1.6, 0.75)
    assert (found.least, found.middle, found.most) == (0, 2, 5)


def test_of_two_with_as_many_the_one_with_fewer_words_goes() -> None:
    study = analysis_data([talk(1000), talk(500)], [Coded(1, HSC), Coded(2, HSC)])
    ((_members, _column), found), *_rest = (
        each for each in robustness(study, (), Measure.PER_1000_WORDS).items() if each[0][1].code_id == HSC
    )
    assert found.largest is not None and (found.largest.interview_id, found.rest_rate) == (2, 1)


def test_by_school() -> None:
    one, other = spread(Grouping.SCHOOL), spread(Grouping.SCHOOL, at=1)
    assert (one.total, one.rest_total, other.total, other.rest_total) == (6, 1, 2, 0)
    assert (other.least, other.most, len(other.dots)) == (2, 2, 1)


def test_a_group_of_one_interview_has_no_rate_without_it() -> None:
    found = robustness(STUDY, (Grouping.SCHOOL,), Measure.PER_INTERVIEW)
    of_b = [each for (members, column), each in found.items() if members[0].id == B and column.code_id == HSC]
    assert [(each.rate, each.rest_rate) for each in of_b] == [(2, None)]


def test_a_partial_transcript_has_a_reason_for_its_dash() -> None:
    whole = talk(1000)
    partial = Talk(Y2014, A, partial=True, speakers=(Speaker(words=100, turns=(0,)),))
    study = analysis_data([whole, partial], [Coded(1, HSC), Coded(2, HSC)])
    found = robustness(study, (), Measure.PER_1000_WORDS)
    dots = [dot for (_members, column), each in found.items() if column.code_id == HSC for dot in each.dots]
    assert {dot.interview_id: dot.value for dot in dots} == {1: 1, 2: None}
    assert all(dot.why for dot in dots if dot.value is None)


def test_totals_are_those_of_the_table() -> None:
    found = frequencies(STUDY, (Grouping.SCHOOL,), Measure.PER_INTERVIEW)
    spreads = robustness(STUDY, (Grouping.SCHOOL,), Measure.PER_INTERVIEW)
    for group in found.groups:
        for column in found.basic:
            each = spreads[group.members, column]
            assert (each.total, each.rate) == (found.count(group, column), found.cell(group, column).value)


def test_unsure_codings_can_be_left_out() -> None:
    found = robustness(STUDY, (), unsure=Unsure.WITHOUT)
    assert [each.total for (_members, column), each in found.items() if column.code_id == HSC] == [7]


def test_rates_per_person_are_none_of_an_interview() -> None:
    with pytest.raises(ValueError, match="per-person"):
        robustness(STUDY, (), Measure.PER_PERSON)


def test_nothing_done_has_no_spread() -> None:
    assert robustness(analysis_data([talk(10, Y2015, done=False)], [Coded(1, HSC)])) == {}
