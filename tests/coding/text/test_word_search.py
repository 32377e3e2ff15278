"""Words near each other, against what one would count by hand."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from coding.model.query import NearTerm
from coding.text.word_search import near_in


def near(text: str, one: str, other: str, apart: int) -> list[str]:
    return [text[start:end] for start, end in near_in(text, NearTerm(one, other, apart)).tolist()]


@pytest.mark.parametrize(
    ("apart", "found"),
    [
        (0, []),
        (1, ["head and"]),
        (2, ["and so, head", "head and"]),  # so is between
        (4, ["and so, head", "head and", "and a well-being e.g. head"]),
    ],
)
def test_words_are_counted_in_between_as_everywhere(apart: int, found: list[str]) -> None:
    assert near("And so, head and a well-being e.g. head".lower(), "head", "and", apart) == found


def test_a_word_is_not_near_itself_and_the_nearest_counts() -> None:
    assert near("trust, trust", "trust", "trust", 3) == ["trust, trust"] * 2
    assert near("a b x", "x", "b", 5) == ["b x"]
    assert near("x", "x", "x", 9) == near("x y", "x", "z", 9) == []


WORDS = ["the", "and", "e.g.", "well-being", "-", "The,", "3.5", "(and)", "xx"]


@given(st.lists(st.sampled_from(WORDS), max_size=14), st.integers(0, 4))
def test_as_if_each_pair_was_looked_at(said: list[str], apart: int) -> None:
    words = [word.strip("(),").lower() for word in said if word != "-"]
    the, and_ = ([at for at, word in enumerate(words) if word == each] for each in ("the", "and"))
    is_near = any(abs(one - other) <= apart for one in the for other in and_)
    assert bool(near(" ".join(said), "the", "and", apart)) == is_near
