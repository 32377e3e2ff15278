"""Reading .md: marks away, meaning kept; and only where the ending says so."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from coding.errors import UnreadableError
from coding.model.document import Highlight
from storage.readers.files import read_data
from storage.readers.markdown import read_markdown


def lines(text: str) -> list[str]:
    return list(read_markdown(text.encode()).paragraphs)


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("**Interviewer:** How *are* you?\n\n__Head:__ Fine.", ["Interviewer: How are you?", "Head: Fine."]),
        ("# Day one\n\nDay two\n---\n\n***\n\ntext", ["Day one", "Day two", "text"]),
        ("one  \ntwo\\\nthree", ["one\ntwo\nthree"]),
        ("1. one\n2. two\n   - inner\n\n7) seven\n", ["1. one", "2. two", "- inner", "7) seven"]),
        ("* coffee\n* cake\n", ["• coffee", "• cake"]),
        ("> quoted `code` \\*so\\* E&C &amp; E&amp;C", ["quoted code *so* E&C & E&C"]),
        ("    Head:  kept\n    as is\n\n```\nHead: so\n```", ["Head:  kept\nas is", "Head: so"]),
        (
            "a [link](http://x.invalid) and <laughs> <br>b <span class='x'>c</span>",
            ["a link and <laughs> \nb c"],
        ),
        ("| Who | What |\n|---|---|\n| Head | *So* |", ["Who\tWhat", "Head\tSo"]),
        ("so ~~never~~ always ***trust***", ["so never always trust"]),
        ("snake_case, f*** and 2 * 3 * 4", ["snake_case, f*** and 2 * 3 * 4"]),
    ],
)
def test_marks_are_taken_away(text: str, wanted: list[str]) -> None:
    assert lines(text) == wanted


def test_lines_are_joined_unless_a_speaker_or_a_mark_begins_one() -> None:
    text = "Interviewer: How\ndid it go?\n**Head:** Well.\n[unintelligible 00:02:35]\nand on"
    assert lines(text) == ["Interviewer: How did it go?\nHead: Well.\n[unintelligible 00:02:35] and on"]


def test_marked_stretches() -> None:
    document = read_markdown(b"We <mark>tr*ust*</mark> them, <mark>all")
    assert document.paragraphs == ("We trust them, all",)
    assert document.highlights == (Highlight(0, 3, 8, "yellow"), Highlight(0, 15, 18, "yellow"))


def test_what_is_left_out_is_said() -> None:
    document = read_markdown(b"text <!-- hidden\nwords --> ![a](b.png)")
    assert document.paragraphs[0].strip() == "text"
    assert document.notes == ("1 hidden stretch is left out.", "1 picture is left out.")


def test_only_the_ending_says_that_asterisks_are_marks() -> None:
    said = "Head: it was **great**\n"
    assert read_data(said.encode(), ".txt").document.paragraphs == ("Head: it was **great**",)
    assert read_data(said.encode(), ".md").document.paragraphs == ("Head: it was great",)


def test_encodings_and_refusals() -> None:
    assert read_data("**Ça** va".encode("cp1252"), ".md").document.notes[0].startswith("Read as Windows-1252")
    for data in (b"", b"---\n", b"\x00\x01\x02" * 50):
        with pytest.raises(UnreadableError):
            read_data(data, ".md")


@given(st.text("*_`#->|[]()<>! a1.\n\\&;", max_size=60))
def test_no_mixture_of_marks_breaks_it(text: str) -> None:
    read_markdown(b"x " + text.encode())


def test_what_is_too_long_comes_in_as_plain_text() -> None:
    document = read_markdown(b"Head: **so**\n" * 80_000)
    assert document.paragraphs[0] == "Head: **so**"
    assert "plain text" in document.notes[0]
