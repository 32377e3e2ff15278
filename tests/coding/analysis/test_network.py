"""The network of codes that meet: the same numbers as the table, the same picture every time."""

from itertools import combinations

import pytest

from coding.analysis.network import network, places_of_numbers
from coding.model.query import Within
from tests.coding.analysis.small_study import EC, HSC, JPD
from tests.coding.analysis.test_codes_together import together


def test_lines_are_the_pairs_that_meet_the_strongest_first() -> None:
    """In answers HSC and E&C meet once, HSC and JPD once, E&C and JPD twice."""
    shown = network(together(Within.ANSWER))
    pairs = [(line.first.column.code_id, line.second.column.code_id, line.n) for line in shown.lines]
    assert pairs == [(JPD, EC, 2), (JPD, HSC, 1), (HSC, EC, 1)]
    assert [line.share for line in shown.lines] == [1, 0.5, 0.5]
    assert [node.n for node in shown.nodes] == [2, 2, 3]
    assert len(network(together(Within.ANSWER), least=2).lines) == 1
    assert len(network(together(Within.ANSWER), least=2).nodes) == 3
    assert shown.lines[0].words == "JPD and E&C: 2"


def test_names_on_one_side_stand_evenly_apart() -> None:
    shown = network(together(Within.ANSWER))
    for side in (True, False):
        ys = [node.y for node in shown.nodes if node.is_left is side]
        assert all(abs(one - other) >= 1 for one, other in combinations(ys, 2))
    assert network(together(Within.ANSWER)) == shown


def test_a_line_goes_from_node_to_node() -> None:
    line = network(together(Within.ANSWER)).lines[0]
    assert line.point(0) == pytest.approx((line.first.x, line.first.y))
    assert line.point(1) == pytest.approx((line.second.x, line.second.y))


def test_numbers_of_lines_never_stand_on_one_another() -> None:
    shown = network(together(Within.ANSWER))
    at = [line.point(t) for line, t in places_of_numbers(shown).items()]
    assert len(at) == 3
    assert all(abs(a[0] - b[0]) >= 0.13 or abs(a[1] - b[1]) >= 0.1 for a, b in combinations(at, 2))
