"""What a word is, as the counting rules say it."""

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from coding.text.words import word_spans, word_starts, words


def found_in(text: str) -> list[str]:
    return [text[start:end] for start, end in word_spans(text, 0, len(text))]


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("don’t be a well-being officer’s", ["don’t", "be", "a", "well-being", "officer’s"]),
        ("e.g. the U.K.'s Ph.D., i.e. 3.5", ["e.g", "the", "U.K.'s", "Ph.D", "i.e", "3.5"]),
        ("and/or he/she", ["and", "or", "he", "she"]),
        ("We did that.Then we stopped.", ["We", "did", "that", "Then", "we", "stopped"]),
        ("school B. I think", ["school", "B", "I", "think"]),
        ("may\u00adbe می\u200cخواهم", ["may\u00adbe", "می\u200cخواهم"]),
    ],
)
def test_hyphens_apostrophes_and_points_inside_an_abbreviation_join(text: str, found: list[str]) -> None:
    assert found_in(text) == found


@pytest.mark.parametrize(
    "address",
    [
        "https://example.org/a/b?c=d#e",
        "http://example.org:8080/a",
        "www.example.co.uk/staff",
        "example.org",
        "a.b+c@school.sch.uk",
        "first_last@example.org",
    ],
)
def test_an_address_is_one_word_without_what_closes_the_sentence(address: str) -> None:
    assert found_in(f"see {address}, (or {address}).") == ["see", address, "or", address]


@pytest.mark.parametrize(
    "text", ["***", "__", "– … →", "§ # & /", "🇬🇧", "🏴󠁧󠁢󠁥󠁮󠁧󠁿", "👩‍👩‍👧", "1️⃣", "ℹ️", "™ ©", "\ufffd"]
)
def test_symbols_masks_and_emoji_are_none(text: str) -> None:
    assert found_in(text) == []
    assert found_in(f"We {text} agree") == ["We", "agree"]


def test_a_masked_name_is_one() -> None:
    assert found_in("B____ and Txxx") == ["B", "and", "Txxx"]


def test_without_blanks_each_character_counts() -> None:
    assert found_in("我们相信。Trust") == ["我", "们", "相", "信", "Trust"]
    assert words("ไม่เป็นไร", 0, 9) == 7  # what stands on a letter goes with it
    assert word_starts("我们") == [0, 1]


@given(st.text("ab.@/-'_:1 wcomh", max_size=40))
def test_words_do_not_overlap_and_begin_with_a_letter_or_a_figure(text: str) -> None:
    spans = word_spans(text, 0, len(text))
    assert all(one.end <= other.start for one, other in pairwise(spans))
    assert all(text[start].isalnum() for start, _end in spans)


@given(st.text("a.:/@w ", min_size=1, max_size=8))
def test_long_texts_take_no_longer_a_character(piece: str) -> None:
    assert words(piece * 2_000, 0, len(piece) * 2_000) >= 0
