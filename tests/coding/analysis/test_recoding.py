"""A sample that is coded again: how it is drawn, what lies in it, and what stands where what stood."""

from hypothesis import given
from hypothesis import strategies as st

from coding.analysis.disagreements import compared
from coding.analysis.recoding import clipped, draw, recoded
from tests.coding.analysis.known_agreement import JN, SR, Given, count_words, frame, spans
from tests.coding.analysis.small_study import EC, FRAMEWORK, HSC, PC, TRUST

NAMES = tuple("abcdefgh")
names = st.lists(st.text(min_size=1), unique=True)


def test_a_draw_is_the_same_on_every_computer() -> None:
    r"""``printf '2026\ne' | sha256sum`` begins with 052e, d with 087f, g with 4c6f, the others with more."""
    assert draw(NAMES, 3, "2026") == ("e", "d", "g")


def test_another_seed_draws_others() -> None:
    assert len({draw(NAMES, 4, str(seed)) for seed in range(20)}) > 10


@given(names, st.integers(0, 20))
def test_a_draw_knows_no_order_and_takes_none_twice(all_: list[str], n: int) -> None:
    drawn = draw(all_, n, "7")
    assert drawn == draw(reversed(all_ + all_), n, "7")
    assert len(set(drawn)) == len(drawn) == min(n, len(all_)) and set(drawn) <= set(all_)


@given(names, st.integers(0, 20))
def test_a_larger_draw_adds_to_a_smaller(all_: list[str], n: int) -> None:
    assert draw(all_, n + 1, "7")[:n] == draw(all_, n, "7")


def test_codings_are_cut_off_at_the_edges_of_the_sample() -> None:
    codings = frame(
        Given(SR, HSC, 0, 100),
        Given(SR, EC, 45, 55),
        Given(SR, EC, 0, 40),
        Given(SR, HSC, 40, 60, interview=2),
    )
    inside = clipped(codings, spans((40, 60), (90, 120)))
    assert list(inside.columns) == list(codings.columns)
    assert inside[["id", "start", "end"]].to_numpy().tolist() == [[1, 40, 60], [1, 90, 100], [2, 45, 55]]


def test_a_line_for_each_strand() -> None:
    codings = frame(
        Given(SR, HSC, 0, 10),
        Given(SR, TRUST, 20, 30),
        Given(JN, HSC, 0, 10),
        Given(JN, EC, 20, 30),
        Given(JN, EC, 40, 50),
        Given(JN, PC, 60, 70),
    )
    found = compared(FRAMEWORK, codings, (SR, JN), count_words)
    lines = recoded(FRAMEWORK, found.first, found.second)
    assert [line.words for line in lines] == [
        "HSC: recoded, 1 where 2 stood",
        "E&C: recoded, 2 where 0 stood",
        "PC alone: recoded, 1 where 0 stood",
    ]
