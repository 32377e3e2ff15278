"""What is said around a passage, and the ellipsis of a quotation that cuts a sentence."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from coding.model.study import Span, Turn
from coding.text.context import around, quotation

TEXT = "How was it?\nWe met, and it worked. Dr. Hill said so: “Go on.” Then we stopped…\nMm.\n—\nAnd now?"
ENDS = [*(at for at, character in enumerate(TEXT) if character == "\n"), len(TEXT)]
STARTS = [0, *(end + 1 for end in ENDS[:-1])]
TURNS = [Turn(at, STARTS[at], ENDS[at], at % 2 + 1, None) for at in range(len(STARTS))]


def quoted(words: str) -> str:
    start = TEXT.index(words)
    return quotation(TEXT, start, start + len(words))


@pytest.mark.parametrize(
    ("words", "with_ellipsis"),
    [
        ("We met, and it worked.", "We met, and it worked."),
        ("We met, and it worked", "We met, and it worked"),
        ("it worked.", "… it worked."),
        ("We met", "We met …"),
        ("met, and", "… met, and …"),
        ("Hill said so", "… Hill said so …"),
        ("Then we stopped…", "Then we stopped…"),
        (" and it worked. ", "… and it worked."),
        ("How was it?\nWe met", "How was it?\nWe met …"),
        (TEXT, TEXT),
    ],
)
def test_a_cut_sentence_has_its_ellipsis(words: str, with_ellipsis: str) -> None:
    assert quoted(words) == with_ellipsis


@given(st.text(alphabet="ab. \n…?", max_size=40), st.data())
def test_nothing_is_lost_of_a_quotation(text: str, data: st.DataObject) -> None:
    start = data.draw(st.integers(0, len(text)))
    end = data.draw(st.integers(start, len(text)))
    assert text[start:end].strip() in quotation(text, start, end)


def said(start: int, end: int, steps: int) -> tuple[list[str], list[str]]:
    found = around(TEXT, TURNS, Span(start, end), steps)
    return [TEXT[a:b] for _who, a, b in found.before], [TEXT[a:b] for _who, a, b in found.after]


def test_the_rest_of_its_turn_is_the_first_step() -> None:
    at = TEXT.index("Then")
    assert said(at, ENDS[1], 0) == ([], [])
    assert said(at, ENDS[1], 1) == (["We met, and it worked. Dr. Hill said so: “Go on.”"], ["Mm."])
    assert said(at, ENDS[1], 3)[0][0] == "How was it?"


def test_a_turn_without_words_is_no_step() -> None:
    assert said(STARTS[1], ENDS[1], 3) == (["How was it?"], ["Mm.", "And now?"])


def test_each_stretch_knows_who_says_it() -> None:
    found = around(TEXT, TURNS, Span(STARTS[1], STARTS[1] + 6), 1)
    assert ([who for who, *_span in found.before], [who for who, *_span in found.after]) == ([1], [2])
