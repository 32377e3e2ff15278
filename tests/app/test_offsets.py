"""Qt counts UTF-16 units, Python code points."""

from hypothesis import given
from hypothesis import strategies as st

from app.widgets.offsets import Offsets


def units(text: str) -> int:
    return len(text.encode("utf-16-le")) // 2


def test_an_emoji_counts_two_for_qt() -> None:
    offsets = Offsets("a😀b")
    assert [offsets.to_qt(at) for at in range(4)] == [0, 1, 3, 4]


def test_without_wide_characters_both_count_alike() -> None:
    offsets = Offsets("aé字")
    assert (
        [offsets.to_qt(at) for at in range(4)]
        == [offsets.to_code_points(at) for at in range(4)]
        == [0, 1, 2, 3]
    )


def test_inside_a_pair_is_the_character_itself() -> None:
    assert [Offsets("a😀b").to_code_points(at) for at in range(5)] == [0, 1, 1, 2, 3]


@given(st.text(alphabet="aé字😀🧒"))
def test_there_and_back(text: str) -> None:
    offsets = Offsets(text)
    for at in range(len(text) + 1):
        assert offsets.to_qt(at) == units(text[:at])
        assert offsets.to_code_points(offsets.to_qt(at)) == at
