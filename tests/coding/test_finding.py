"""Finding words in a text."""

import unicodedata
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from coding.model.study import Span
from coding.text.finding import find_in, find_words, standing_in

_TEXT = st.text(alphabet="aAbéÉeßsSİı’'x\u0302 \n😀", max_size=40)


@pytest.mark.parametrize(
    ("text", "wanted", "found"),
    [
        ("Trust, and more trust.", "trust", ["Trust", "trust"]),
        ("We don’t say it.", "DON'T", ["don’t"]),
        ("Le café.", "cafe", ["café"]),
        ("Le cafe.", "café", ["cafe"]),
        ("Die Straße.", "strasse", ["Straße"]),
        ("one\ntwo", "one two", ["one\ntwo"]),
        ("😀 face", "face", ["face"]),
        ("x\u0302y", "xy", ["x\u0302y"]),
        ("x\u0302y", "x", ["x\u0302"]),
        ("aaaa", "aa", ["aa", "aa"]),
        ("anything", "", []),
        ("ß and \u0301", "and", ["and"]),
    ],
)
def test_finds_whatever_case_accent_and_apostrophe(text: str, wanted: str, found: list[str]) -> None:
    assert [text[start:end] for start, end in find_in(text, wanted)] == found


@given(_TEXT, st.data())
def test_every_stretch_of_a_text_is_found_where_it_stands(text: str, data: st.DataObject) -> None:
    text = unicodedata.normalize("NFC", text)
    start = data.draw(st.integers(0, len(text)))
    wanted = text[start : data.draw(st.integers(start, len(text)))]
    if any(not unicodedata.combining(character) for character in wanted):
        assert any(span.overlaps(Span(start, start + len(wanted))) for span in find_in(text, wanted))


@given(_TEXT, _TEXT)
def test_what_is_found_lies_in_the_text_in_order(text: str, wanted: str) -> None:
    found = find_in(text, wanted)
    assert all(0 <= span.start < span.end <= len(text) for span in found)
    assert all(before.end <= after.start for before, after in pairwise(found))


@given(st.lists(_TEXT, max_size=5), _TEXT)
def test_many_texts_are_looked_through_at_once(texts: list[str], wanted: str) -> None:
    assert standing_in(texts, wanted) == {at for at, text in enumerate(texts) if find_in(text, wanted)}


@pytest.mark.parametrize(
    ("text", "wanted", "found"),
    [
        ("Trust, entrust, trustees: TRUST", "trust", [(0, 5), (26, 31)]),
        ("ba a a", "a a", [(3, 6)]),
        ("a a a", "a a", [(0, 3), (2, 5)]),
        ("Straße Straßen", "strasse", [(0, 6)]),
        ("un café, deux cafés", "cafe", [(3, 7)]),
        ("don’t snake_case", "don't snake", [(0, 11)]),
        ("", "a", []),
    ],
)
def test_whole_words_are_found(text: str, wanted: str, found: list[tuple[int, int]]) -> None:
    assert find_words(text, wanted) == found


def test_beginnings_are_found_where_a_word_begins() -> None:
    assert find_words("Trustees entrust trust", "trust", is_beginning=True) == [(0, 5), (17, 22)]
