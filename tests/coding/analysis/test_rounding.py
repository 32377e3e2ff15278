"""Rounding is half away from zero, and what is not nothing is never printed as nothing (rule 16)."""

from fractions import Fraction
from math import floor

import pytest
from hypothesis import given
from hypothesis import strategies as st

from coding.analysis.rounding import percent, rate_text, rounded, whole


@pytest.mark.parametrize(
    ("value", "text"),
    [
        (9 / 4, "2.3"),
        (5 / 4, "1.3"),
        (23 / 40, "0.58"),
        (1 / 8, "0.13"),
        (33 / 2, "16.5"),
        (1 / 300, "<0.01"),
        (0, "0"),
    ],
)
def test_a_rate_is_rounded_half_away_from_zero(value: float, text: str) -> None:
    assert rate_text(value) == text


def test_a_rate_just_below_one_is_not_written_with_two_decimals_of_one() -> None:
    assert [rate_text(value) for value in (0.994, 0.996, 9.96)] == ["0.99", "1.0", "10.0"]


@pytest.mark.parametrize(
    ("k", "n", "text"),
    [
        (5, 40, "13 %"),
        (1, 8, "13 %"),
        (1, 400, "<1 %"),
        (399, 400, ">99 %"),
        (0, 40, "0 %"),
        (40, 40, "100 %"),
    ],
)
def test_a_share_is_neither_none_nor_all_unless_it_is(k: int, n: int, text: str) -> None:
    assert percent(k, n) == text


def test_half_goes_away_from_zero_on_both_sides() -> None:
    assert [whole(value) for value in (0.5, 1.5, 2.5, -0.5, -2.5)] == [1, 2, 3, -1, -3]


@given(st.integers(0, 10_000), st.integers(1, 5_000), st.integers(0, 2))
def test_it_is_the_exact_quotient_that_is_rounded(k: int, n: int, decimals: int) -> None:
    exact = floor(Fraction(k, n) * 10**decimals + Fraction(1, 2))
    assert Fraction(rounded(k / n, decimals)) == Fraction(exact, 10**decimals)
