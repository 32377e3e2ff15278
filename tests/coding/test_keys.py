"""The key of a post and the words beside it."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from coding.model.role_codes import (
    InterviewKey,
    heading,
    in_words,
    key,
    keys_in_words,
    parse_key,
    roles_in_words,
    split_key,
)
from coding.model.study import Role, School


@given(st.sampled_from(["A", "B", "É", "AB", "ABC"]), st.integers(1, 99))
def test_a_key_is_read_as_it_is_written(letter: str, number: int) -> None:
    written = key(School(1, letter, ""), Role(1, number, "", ""))
    assert parse_key(str(written)) == written


@pytest.mark.parametrize("text", ["", "B", "2", "B2x", "B123", "Year 2 teacher", "B2 head", "B-", "ABCD2"])
def test_other_words_are_no_key(text: str) -> None:
    assert parse_key(text) is None


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("b2", (InterviewKey("B", 2), "")),
        ("B-2", (InterviewKey("B", 2), "")),
        ("B5 Newly qualified teacher", (InterviewKey("B", 5), "Newly qualified teacher")),
        ("B2 · Head and deputy", (InterviewKey("B", 2), "Head and deputy")),
        ("Governor", (None, "Governor")),
    ],
)
def test_a_key_may_have_words_after_it(text: str, found: tuple[InterviewKey | None, str]) -> None:
    assert split_key(text) == found


def test_roles_become_a_phrase() -> None:
    assert roles_in_words(["Head", "Deputy"]) == "Head and deputy"
    assert (
        roles_in_words(["Governor", "SENCo", "Year 2 teacher", "Governor"])
        == "Governor, SENCo and year 2 teacher"
    )
    assert roles_in_words([]) == ""


def test_schools_keep_their_capitals() -> None:
    assert in_words(["School A", "School B", "School A"]) == "School A and School B"


def test_a_heading_says_what_is_known() -> None:
    assert heading("B2", "Head and deputy", "School B", "x") == "B2 · Head and deputy, School B"
    assert heading("", "", "", "Focus group") == "Focus group"
    assert keys_in_words(["B2", "B2", "", "B4"]) == "B2, B4"
