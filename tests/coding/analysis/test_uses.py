"""How often a code was used, round by round: worked out by hand."""

from dataclasses import replace

from coding.analysis.analysis_data import AnalysisData
from coding.analysis.passages import find_passages
from coding.analysis.uses import known, uses_by_round
from coding.model.framework import Code
from tests.coding.analysis.small_study import EC, HSC, JPD, PC, Y2014, Y2015, Coded, Talk, analysis_data

_BELOW = 90


def used(data: AnalysisData, code_id: int) -> list[tuple[str, str, str]]:
    return [(each.label, each.codings.text, each.interviews.text) for each in uses_by_round(data, code_id)]


def with_code_below() -> AnalysisData:
    """Return three interviews, of which the second of 2014 is not done, with HSC and a code below it."""
    talks = [Talk(Y2014), Talk(Y2014, done=False), Talk(Y2015)]
    both = [Coded(1, HSC), Coded(1, _BELOW), Coded(1, HSC, 1), Coded(2, HSC), Coded(3, _BELOW), Coded(3, PC)]
    data = analysis_data(talks, [*both, Coded(3, EC)])
    below = Code(_BELOW, HSC, "Below", "BEL")
    return replace(data, framework=replace(data.framework, codes=(*data.framework.codes, below)))


def test_a_code_counts_with_what_is_below_it_and_interviews_that_are_done() -> None:
    data = with_code_below()
    assert used(data, HSC) == [
        ("2014", "3", "1 of 1"),
        ("2015", "1", "1 of 1"),
        ("all rounds", "4", "2 of 2"),
    ]
    assert used(data, _BELOW) == [
        ("2014", "1", "1 of 1"),
        ("2015", "1", "1 of 1"),
        ("all rounds", "2", "2 of 2"),
    ]
    assert [each.codings.coding_ids for each in uses_by_round(data, _BELOW)] == [(2,), (5,), (2, 5)]


def test_of_a_group_what_is_coded_on_it_alone_counts() -> None:
    data = with_code_below()
    assert used(data, PC)[-1] == ("all rounds", "1", "1 of 2")
    assert uses_by_round(analysis_data([Talk()], [Coded(1, HSC)]), PC) == ()


def test_passages_come_as_their_codings_are_named() -> None:
    data = analysis_data([Talk(), Talk()], [Coded(1, HSC), Coded(2, JPD), Coded(1, EC), Coded(1, HSC, 1)])
    found = find_passages(data).in_order_of(known(data, [4, 9, 3, 1, 2]))
    assert list(zip(*(column.tolist() for column in found.places[:2]), strict=True)) == [
        (1, 10),
        (1, 0),
        (2, 0),
    ]
