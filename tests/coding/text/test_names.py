"""Names and texts are cleaned one way, and compared one way."""

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from coding.errors import UserError
from coding.text.names import clean_name, clean_text, name_key, needed_name, same_name, shortened

UNSEEN = ["\u200b", "\uffff", "\u2060\ufeff", "\x00\x07", "\u00a0 \t\n", "\u200d", "\u200e\u200f", "\u3164",
          "\u2800", "\u0301", "\u00ad", "\U000e0041", "\u2066\u2069", "\u034f"]  # fmt: skip


@pytest.mark.parametrize(
    ("typed", "name"),
    [
        ("cafe\u0301", "café"),
        ("bell\x07name", "bellname"),
        ("nul\x00name", "nulname"),
        ("vt\x0bname", "vt name"),
        ("  Mrs \u00a0 Hill\r\n", "Mrs Hill"),
        ("line\u2028break", "line break"),
        ("Ann\u200b\u200d", "Ann"),
        ("Ann \u200d Lee", "Ann Lee"),
        ("\u202eevil\u202c", "evil"),
        ("می\u200cخواهم", "می\u200cخواهم"),
        ("👩\u200d🏫 room", "👩\u200d🏫 room"),
        ("E & C?", "E & C?"),
        ("Oak \ud83d", "Oak \ufffd"),
        ("e\u034f\u0301", "é"),
        *((text, "") for text in UNSEEN),
    ],
)
def test_a_name_is_cleaned(typed: str, name: str) -> None:
    assert clean_name(typed) == name


def test_a_text_keeps_its_lines_and_blanks() -> None:
    assert clean_text(" One.\r\n\r\n  Two\x0bthree\x07 cafe\u0301 ") == " One.\n\n  Two\nthree café "


@pytest.mark.parametrize("typed", UNSEEN)
def test_a_name_in_which_nothing_is_seen_is_refused(typed: str) -> None:
    with pytest.raises(UserError, match="A code needs a name"):
        needed_name(typed, "A code needs a name.")


@pytest.mark.parametrize(
    ("one", "other", "same"),
    [
        ("caf\u00e9", "cafe\u0301", True),
        ("Mrs Hill", "MRS  HILL ", True),
        ("O’Brien", "O'Brien", True),
        ("Smith–Jones", "smith-jones", True),
        ("Straße", "STRASSE", True),
        ("Ann", "A\u200dnn", True),
        ("Ann", "Ann\u200b", True),
        ("Σίσυφος", "ΣΊΣΥΦΟΣ", True),
        ("Jose", "José", False),
        ("Ann Lee", "AnnLee", False),
        ("E & C", "E and C", False),
        ("Round 1", "Round 10", False),
    ],
)
def test_names_are_compared_as_people_do(one: str, other: str, same: bool) -> None:  # noqa: FBT001
    assert same_name(one, other) is same
    assert same_name(other, one) is same


@given(st.text())
def test_what_is_clean_stays_so(text: str) -> None:
    name = clean_name(text)
    assert clean_name(name) == name == clean_text(name)
    assert unicodedata.is_normalized("NFC", name)
    assert name == " ".join(name.split())
    assert not any(unicodedata.category(sign) in {"Cc", "Cs"} for sign in name)
    assert bool(name) == any(unicodedata.category(sign)[0] in "LNPS" for sign in name)


@given(st.text(), st.text())
def test_a_name_and_its_cleaned_form_are_the_same(one: str, other: str) -> None:
    assert same_name(one, clean_name(one))
    assert name_key(name_key(one)) == name_key(one)
    assert same_name(f"{one} {other}", f"  {one}\t{other}")


def test_what_is_quoted_is_no_longer_than_asked_for_and_marks_its_cut() -> None:
    assert shortened("We plan", 7) == "We plan"
    assert shortened("We plan together", 8) == "We plan…"
    assert shortened("We plan together", 9) == "We plan…"  # no blank before the cut
