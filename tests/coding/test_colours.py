"""One spelling for one colour, and what a person calls it."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from coding.notation.colours import colour_in_words, colour_of, hex_of


@pytest.mark.parametrize(
    ("written", "wanted"),
    [
        ("yellow", "yellow"),
        ("#FFFF00", "yellow"),
        ("ff0", "yellow"),
        ("rgb(255, 255, 0)", "yellow"),
        ("rgba(255,255,0,.5)", "yellow"),
        ("lime", "green"),
        ("darkYellow", "darkYellow"),
        ("92D050", "92d050"),
        ("#FFF2CCFF", "fff2cc"),
        ("PapayaWhip", "papayawhip"),
    ],
)
def test_a_colour_has_one_spelling(written: str, wanted: str) -> None:
    assert colour_of(written) == wanted


@pytest.mark.parametrize("written", ["", "auto", "none", "white", "#fff", "transparent", "rgba(0,0,0,0)"])
def test_no_colour_and_white_are_none(written: str) -> None:
    assert colour_of(written) == ""


@pytest.mark.parametrize(
    ("colour", "words"),
    [
        ("ffff00", "yellow"),
        ("yellow", "yellow"),
        ("darkYellow", "dark yellow"),
        ("92d050", "green"),
        ("00b0f0", "blue"),
        ("ffc000", "orange"),
        ("ffa500", "orange"),
        ("ffc0cb", "pink"),
        ("ff00ff", "pink"),
        ("darkMagenta", "dark pink"),
        ("7030a0", "purple"),
        ("lightGray", "light grey"),
        ("808080", "grey"),
        ("black", "black"),
        ("843c0c", "brown"),
        ("papayawhip", "papayawhip"),
    ],
)
def test_a_colour_is_said_in_words(colour: str, words: str) -> None:
    assert colour_in_words(colour) == words


@given(st.text("0123456789abcdef", min_size=6, max_size=6))
def test_every_colour_has_a_name_and_keeps_its_digits(digits: str) -> None:
    assert colour_in_words(digits)
    if digits != "ffffff":
        assert hex_of(colour_of(digits)) == digits
        assert colour_of(colour_of(digits)) == colour_of(digits)


@given(st.text(max_size=20))
def test_whatever_is_written_does_no_harm(written: str) -> None:
    colour = colour_of(written)
    assert colour_of(colour) == colour
    assert len(hex_of(colour)) == 6
