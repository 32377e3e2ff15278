"""How the numbers of lists are written."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from storage.readers.numbering import bullet_as, number_as


@pytest.mark.parametrize(
    ("number", "format_", "wanted"),
    [
        (1, "1", "1"),
        (3, "01", "03"),
        (2, "a", "b"),
        (28, "A", "BB"),
        (4, "i", "iv"),
        (1994, "I", "MCMXCIV"),
        (0, "i", "0"),
        (-1, "a", "-1"),
        (7, "チ", "7"),
    ],
)
def test_numbers(number: int, format_: str, wanted: str) -> None:
    assert number_as(number, format_) == wanted


@pytest.mark.parametrize(("sign", "wanted"), [("\uf0b7", "•"), ("o", "•"), ("", "•"), ("·", "•"), ("–", "–")])
def test_bullets(sign: str, wanted: str) -> None:
    assert bullet_as(sign) == wanted


@given(st.integers(1, 4_999))
def test_roman_numbers_are_all_different(number: int) -> None:
    assert number_as(number, "i") != number_as(number + 1, "i")
    assert set(number_as(number, "I")) <= set("IVXLCDM")
