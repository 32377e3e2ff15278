"""Coefficients of agreement: known answers, what is undefined, and laws."""

from typing import Any

import numpy as np
import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from coding.analysis.analysis_data import Ints
from coding.analysis.coefficients import (
    MISSING,
    Floats,
    Fourfold,
    ac1,
    alpha,
    brennan_prediger,
    f1,
    jaccard,
    kappa,
    masi,
    masi_distances,
    pooled_kappa,
)
from coding.model.agreement import CoefficientName
from tests.coding.analysis.known_agreement import KNOWN, TOLERANCE

close = pytest.approx


def table_of(values: list[list[int | None]]) -> Ints:
    return np.array([[MISSING if value is None else value for value in row] for row in values])


def with_values(known: dict[str, Any]) -> Ints:
    return table_of(known["values"])


@pytest.mark.parametrize("known", KNOWN["alpha"], ids=lambda known: known["name"])
def test_alpha_as_printed(known: dict[str, Any]) -> None:
    found = alpha(with_values(known)).value
    assert found == (None if known["nominal"] is None else close(known["nominal"], abs=TOLERANCE))


def distances(values: Ints, kind: str) -> Floats:
    """Return squared differences; ordinal ones count the values between, half of the two themselves."""
    scale = np.arange(values.max() + 1, dtype=np.float64)
    one, other = scale[:, None], scale[None, :]
    if kind == "ordinal":
        paired = values[:, (values != MISSING).sum(axis=0) > 1]
        n = np.bincount(paired[paired != MISSING], minlength=len(scale))
        middle = np.cumsum(n) - n / 2
        return (middle[:, None] - middle[None, :]) ** 2
    return (one - other) ** 2 / (np.maximum(one + other, 1) ** 2 if kind == "ratio" else 1)


@pytest.mark.parametrize("kind", ["ordinal", "interval", "ratio"])
def test_alpha_with_a_distance_as_printed(kind: str) -> None:
    values = with_values(KNOWN["alpha"][0])
    assert alpha(values, distances(values, kind)).value == close(KNOWN["alpha"][0][kind], abs=TOLERANCE)


@pytest.mark.parametrize("known", KNOWN["kappa"])
def test_kappa_and_ac1_as_printed(known: dict[str, Any]) -> None:
    table = Fourfold(*known["table"])
    assert kappa(table).value == close(known["kappa"], abs=TOLERANCE)
    if "ac1" in known:
        assert ac1(table).value == close(known["ac1"], abs=TOLERANCE)


def test_f1_as_printed() -> None:
    both, first_only, second_only = KNOWN["f1"]["table"]
    table = Fourfold(both, first_only, second_only, None)
    assert f1(table).value == close(KNOWN["f1"]["f1"], abs=TOLERANCE)
    first, second = frozenset(range(both + first_only)), frozenset(range(first_only, table.carrying))
    assert jaccard(first, second) == close(KNOWN["f1"]["jaccard"], abs=TOLERANCE)


def test_brennan_and_predigers_kappa_as_printed() -> None:
    known = KNOWN["brennan_prediger"]
    units = known["agreed"] + known["disagreed"]
    found = brennan_prediger(known["agreed"], units, known["codes"])
    assert found.value == close(known["kappa"], abs=TOLERANCE)


def test_of_two_values_it_is_twice_the_share_less_one() -> None:
    assert brennan_prediger(35, 50, 2).value == close(0.4)
    assert brennan_prediger(0, 0, 2).why_not and brennan_prediger(5, 5, 1).why_not


@pytest.mark.parametrize(("one", "other", "index", "distance"), KNOWN["masi"]["pairs"])
def test_jaccards_index_and_masi_distance(
    one: list[int], other: list[int], index: float, distance: float
) -> None:
    assert jaccard(frozenset(one), frozenset(other)) == close(index, abs=TOLERANCE)
    assert masi(frozenset(one), frozenset(other)) == close(distance, abs=TOLERANCE)


def test_alpha_of_sets() -> None:
    units = [[frozenset(one) for one in unit] for unit in KNOWN["sets"]["units"]]
    sets = list({each: None for unit in units for each in unit})
    values = np.array([[sets.index(each) for each in unit] for unit in units]).T
    assert alpha(values, masi_distances(sets)).value == close(7 / 32)
    assert close(7 / 32) == KNOWN["sets"]["alpha"]


def test_alpha_worked_out_by_hand() -> None:
    """Four units: 1-1, 0-0, 1-0 and one read by one coder. Pairs: 11 twice, 00 twice, 10 and 01 once.

    n = 6, three of each value: 1 - 5 * 2 / (3 * 3 + 3 * 3) = 4/9.
    """
    assert alpha(table_of([[1, 0, 1, 1], [1, 0, 0, None]])).value == close(4 / 9)


def test_weights_are_as_many_units_alike() -> None:
    few, weights = table_of([[1, 0, 1], [1, 0, 0]]), np.array([2, 5, 3])
    assert alpha(few, weights=weights) == alpha(np.repeat(few, weights, axis=1))


def test_undefined_is_neither_nought_nor_one() -> None:
    never, always, nothing = Fourfold(0, 0, 0, 9), Fourfold(9, 0, 0, 0), Fourfold(0, 0, 0, 0)
    for table in (never, always, nothing):
        assert kappa(table).value is None and kappa(table).why_not
    assert f1(never).value is None and f1(never).why_not
    assert ac1(nothing).value is None and ac1(nothing).why_not
    unread = alpha(table_of([[1, None], [None, 0]]))
    assert unread.value is None and unread.why_not


def test_without_neither_nothing_is_said_of_chance() -> None:
    found = Fourfold(20, 5, 10, None)
    assert kappa(found).value is None and "F1" in kappa(found).why_not
    assert ac1(found).value is None and "F1" in ac1(found).why_not
    assert (found.agreed, found.units) == (20, 35)


def test_pooled_kappa_averages_before_it_divides() -> None:
    """Observed 0.7 and 0.6, expected 0.5 and 0.54: (0.65 - 0.52) / (1 - 0.52)."""
    pooled = pooled_kappa([Fourfold(20, 5, 10, 15), Fourfold(45, 15, 25, 15)])
    assert pooled.value == close(0.13 / 0.48)


def test_each_coefficient_says_what_it_hides() -> None:
    assert len({name.hides for name in CoefficientName}) == len(CoefficientName)
    assert all(name.label and name.hides.endswith(".") for name in CoefficientName)


# --- laws ----------------------------------------------------------------------------------------

cells = st.integers(0, 30)
tables = st.builds(Fourfold, cells, cells, cells, cells)


@st.composite
def readings(draw: st.DrawFn) -> Ints:
    n_coders, n_units = draw(st.integers(2, 4)), draw(st.integers(1, 8))
    row = st.lists(st.integers(-1, 3), min_size=n_units, max_size=n_units)
    return np.array(draw(st.lists(row, min_size=n_coders, max_size=n_coders)))


def same(one: float | None, other: float | None) -> bool:
    return one == (None if other is None else close(other, abs=1e-9))


@given(tables)
def test_the_order_of_the_coders_does_not_matter(table: Fourfold) -> None:
    swapped = Fourfold(table.both, table.second_only, table.first_only, table.neither)
    assert all(same(of(table).value, of(swapped).value) for of in (kappa, ac1, f1))


@given(tables)
def test_what_is_coded_and_what_is_not_may_change_names(table: Fourfold) -> None:
    assert table.neither is not None
    swapped = Fourfold(table.neither, table.first_only, table.second_only, table.both)
    assert all(same(of(table).value, of(swapped).value) for of in (kappa, ac1))


@given(readings(), st.randoms(use_true_random=False))
def test_alpha_knows_no_order_and_no_names(values: Ints, random: Any) -> None:
    coders, units = list(range(len(values))), list(range(values.shape[1]))
    random.shuffle(coders)
    random.shuffle(units)
    names = [0, 1, 2, 3]
    random.shuffle(names)
    renamed = np.append(names, MISSING)[values]
    assert same(alpha(values).value, alpha(renamed[coders][:, units]).value)


@given(readings())
def test_alpha_of_those_who_agree_is_one_if_anything_varies(values: Ints) -> None:
    agreeing = np.where(values == MISSING, MISSING, values.max(axis=0))
    read_twice = (agreeing != MISSING).sum(axis=0) > 1
    assume(read_twice.any())
    varies = len(np.unique(agreeing[:, read_twice].max(axis=0))) > 1
    assert same(alpha(agreeing).value, 1.0 if varies else None)


@given(readings(), st.lists(st.integers(-1, 3), min_size=4, max_size=4))
def test_a_unit_that_one_has_read_changes_nothing(values: Ints, one: list[int]) -> None:
    unit = np.full((len(values), 1), MISSING)
    unit[0, 0] = one[0]
    assert same(alpha(values).value, alpha(np.hstack([values, unit])).value)


@given(st.lists(st.tuples(st.integers(0, 1), st.integers(0, 1)), min_size=1))
def test_alpha_of_two_is_scotts_pi_with_a_small_correction(pairs: list[tuple[int, int]]) -> None:
    """Krippendorff 2011: one less (n - 1) / n of what pi takes away, n the values of both."""
    values = np.array(pairs).T
    share = values.mean()
    chance = share**2 + (1 - share) ** 2
    assume(chance < 1)
    pi = ((values[0] == values[1]).mean() - chance) / (1 - chance)
    n = values.size
    assert alpha(values).value == close(1 - (n - 1) / n * (1 - pi))


sets = st.frozensets(st.integers(0, 5))


@given(sets, sets)
def test_masi_is_a_distance_between_nought_and_one(one: frozenset[int], other: frozenset[int]) -> None:
    assert masi(one, other) == masi(other, one)
    assert 0 <= masi(one, other) <= 1
    assert (masi(one, other) == 0) == (one == other)
