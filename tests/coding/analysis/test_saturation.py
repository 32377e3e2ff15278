"""New codes by interview, and from where on they are few."""

from itertools import permutations
from statistics import mean

import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from coding.analysis.saturation import new_codes, saturation
from tests.coding.analysis.known_agreement import KNOWN, SR, TOLERANCE, Given, frame


def test_as_printed() -> None:
    known = KNOWN["saturation"]
    found = saturation(known["new_codes"], known["base"], known["run"])
    assert found is not None and found.base_codes == known["base_codes"]
    ratios = {f"{run.first}-{run.last}": run.ratio for run in found.runs}
    assert ratios == pytest.approx(known["ratios"], abs=TOLERANCE)
    assert found.reached is not None
    assert f"{found.reached.first}-{found.reached.last}" == known["reached"]


def test_not_reached_and_not_to_be_told() -> None:
    found = saturation([4, 4, 4, 4, 4, 4])
    assert found is not None and found.reached is None
    assert saturation([4, 4, 4, 4, 4]) is None
    assert saturation([0, 0, 0, 0, 3, 3]) is None


def coded(*codes: tuple[int, int]) -> pd.DataFrame:
    return frame(*(Given(SR, code, 0, 10, interview=interview) for interview, code in codes))


def test_a_code_is_new_once_in_the_order_of_interviewing() -> None:
    found = new_codes(coded((1, 7), (2, 7), (2, 8), (3, 8), (3, 9), (9, 9)), (3, 2, 1), {7, 8, 9})
    assert found.by_interview == (2, 1, 0)


def test_codes_of_a_given_framework_tell_nothing() -> None:
    found = new_codes(coded((1, 7), (2, 8)), (1, 2), ())
    assert found.by_interview is None and found.mean_over_orders is None and found.why_not
    assert new_codes(coded((1, 7), (2, 8)), (1, 2), {8}).by_interview == (0, 1)


@given(st.sets(st.tuples(st.integers(1, 4), st.integers(1, 5))))
def test_the_mean_over_orders_is_that_of_all_orders(codes: set[tuple[int, int]]) -> None:
    table, made = coded(*sorted(codes)), set(range(1, 6))
    every = [new_codes(table, order, made).by_interview for order in permutations(range(1, 5))]
    each_place = zip(*(each for each in every if each is not None), strict=True)
    found = new_codes(table, (1, 2, 3, 4), made).mean_over_orders
    assert found == pytest.approx([mean(place) for place in each_place])
