"""The codings of one transcript, asked by place."""

from hypothesis import given
from hypothesis import strategies as st

from coding.model.study import Coding, Span
from coding.text.codings_on_text import CodingsOnText


def coding(id_: int, start: int, end: int) -> Coding:
    return Coding(id_, 1, start, end, 7, 1, None, unsure=False, created="")


SPANS = st.tuples(st.integers(0, 50), st.integers(1, 20)).map(lambda at: Span(at[0], at[0] + at[1]))


@given(st.lists(SPANS, max_size=20), SPANS)
def test_touching_is_what_a_plain_walk_finds(spans: list[Span], place: Span) -> None:
    held = CodingsOnText(coding(id_, *span) for id_, span in enumerate(spans))
    found = {c.id for c in held.touching(place)}
    assert found == {id_ for id_, span in enumerate(spans) if span.overlaps(place)}
    assert {c.id for c in held.exactly(place)} == {id_ for id_, span in enumerate(spans) if span == place}


def test_codings_stand_by_start_the_longer_first() -> None:
    held = CodingsOnText([coding(1, 5, 6), coding(2, 0, 3), coding(3, 0, 9)])
    assert [c.id for c in held] == [3, 2, 1]


def test_a_change_replaces_what_stood() -> None:
    held = CodingsOnText([coding(1, 0, 3), coding(2, 5, 9)])
    held.replace([1, 3], [coding(3, 2, 6)])
    assert [c.id for c in held] == [3, 2]
    assert held.get(1) is None


def test_those_touching_come_longest_first() -> None:
    held = CodingsOnText([coding(1, 0, 3), coding(2, 0, 9), coding(3, 20, 30)])
    assert [c.id for c in held.fitting(Span(1, 2))] == [2, 1]


def test_nearest_before_and_after() -> None:
    held = CodingsOnText([coding(1, 0, 3), coding(2, 10, 12)])
    after, before = held.nearest(Span(4, 5), 1), held.nearest(Span(4, 5), -1)
    assert (after and after.id, before and before.id) == (2, 1)
    assert held.nearest(Span(12, 13), 1) is None


def test_stepping_ends_at_the_ends() -> None:
    first, last = coding(1, 0, 3), coding(2, 10, 12)
    held = CodingsOnText([first, last])
    assert held.after(first, 1) == last
    assert held.after(last, 1) is None
    assert held.after(first, -1) is None
