"""Names stand in the order that people expect."""

import random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from coding.text.sorting import natural_key


@pytest.mark.parametrize(
    "names",
    [
        ["apfel", "Ärzte", "Éa", "int 1", "int 2", "int 10", "Zebra"],
        ["", "2", "10", "a", "a1", "A2", "a10", "b"],
        ["Round 1", "round 2", "Round 9", "Round 10", "Round 100"],
        ["2014", "2015", "2015-16", "2016"],
        ["B2 2014", "B2 2015", "B10 2014"],
        ["Ast", "Åström", "Łukasz", "Luther", "Øland", "Ost", "Strasse 1", "Straße 2", "Zoë"],
        ["cafe", "café", "cafes", "CAFÉS 2"],
        ["1.2", "1.3", "1.10", "2.1"],
        ["9" * 40, "1" + "0" * 40, "1" + "0" * 5000],
        ["007", "7", "07 a", "8"],
        ["int ٢", "int 3", "int ١٠"],
        ["Волга 2", "Волга 10", "Ёлка"],
    ],
)
def test_names_are_sorted_as_people_do(names: list[str]) -> None:
    mixed = list(names)
    random.Random(7).shuffle(mixed)
    assert sorted(mixed, key=natural_key) == names


@given(st.lists(st.text()))
def test_any_names_have_one_order(names: list[str]) -> None:
    backwards = names[::-1]
    assert sorted(names, key=natural_key) == sorted(backwards, key=natural_key)


@given(st.integers(0), st.integers(0), st.sampled_from(["", "int ", "Ä ", "B"]))
def test_numbers_are_sorted_by_value(one: int, other: int, before: str) -> None:
    first, second = (natural_key(f"{before}{number} x")[0] for number in (one, other))
    assert (first < second) == (one < other)
