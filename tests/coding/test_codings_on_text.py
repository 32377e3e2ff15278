"""The codings of one transcript, asked by place."""

from hypothesis import given
from hypothesis import strategies as st

from coding.model.study import Coding, Span
from coding.text.codings_on_text import CodingsOnText, place_of


def coding(id_: int, start: int, end: int) -> Coding:
    return Coding(id_, 1, start, end, 7, 1, None, unsure=False, created="")


def holding(codings: list[Coding]) -> CodingsOnText:
    """Return them as a page holds them: by their places, each read when it is looked at."""
    by_id = {each.id: each for each in codings}
    return CodingsOnText(sorted(map(place_of, codings)), lambda ids: [by_id[coding_id] for coding_id in ids])


SPANS = st.tuples(st.integers(0, 50), st.integers(1, 20)).map(lambda at: Span(at[0], at[0] + at[1]))


@given(st.lists(SPANS, max_size=20), SPANS)
def test_touching_is_what_a_plain_walk_finds(spans: list[Span], place: Span) -> None:
    held = holding([coding(id_, *span) for id_, span in enumerate(spans)])
    found = {c.id for c in held.touching(place)}
    assert found == {id_ for id_, span in enumerate(spans) if span.overlaps(place)}
    assert {c.id for c in held.exactly(place)} == {id_ for id_, span in enumerate(spans) if span == place}


def test_codings_stand_by_start_the_longer_first() -> None:
    held = holding([coding(1, 5, 6), coding(2, 0, 3), coding(3, 0, 9)])
    assert [c.id for c in held] == [3, 2, 1]


def test_a_change_replaces_what_stood() -> None:
    held = holding([coding(1, 0, 3), coding(2, 5, 9)])
    held.replace([1, 3], [coding(3, 2, 6)])
    assert [c.id for c in held] == [3, 2]
    assert held.get(1) is None


def test_those_touching_come_longest_first() -> None:
    held = holding([coding(1, 0, 3), coding(2, 0, 9), coding(3, 20, 30)])
    assert [c.id for c in held.fitting(Span(1, 2))] == [2, 1]


def test_nearest_before_and_after() -> None:
    held = holding([coding(1, 0, 3), coding(2, 10, 12)])
    after, before = held.nearest(Span(4, 5), 1), held.nearest(Span(4, 5), -1)
    assert (after and after.id, before and before.id) == (2, 1)
    assert held.nearest(Span(12, 13), 1) is None


def test_stepping_ends_at_the_ends() -> None:
    first, last = coding(1, 0, 3), coding(2, 10, 12)
    held = holding([first, last])
    assert held.after(first, 1) == last
    assert held.after(last, 1) is None
    assert held.after(first, -1) is None


def test_only_what_is_looked_at_is_made() -> None:
    held = holding([coding(1, 0, 3), coding(2, 5, 9), coding(3, 20, 30)])
    held.touching(Span(1, 6))
    assert {c.id for c in held.made} == {1, 2}
    assert held.get(3) == coding(3, 20, 30)
    assert held.get(4) is None


@given(st.lists(SPANS, max_size=12), st.lists(SPANS, max_size=12), st.sets(st.integers(0, 30)))
def test_changes_leave_what_would_be_read_anew(old: list[Span], new: list[Span], gone: set[int]) -> None:
    held = holding([coding(id_, *span) for id_, span in enumerate(old)])
    added = [coding(len(old) + n, *span) for n, span in enumerate(new)]
    held.replace(gone, added)
    fresh = holding(
        [c for c in holding([coding(n, *s) for n, s in enumerate(old)]) if c.id not in gone] + added
    )
    assert list(held) == list(fresh)
    assert (held.passages, len(held)) == (fresh.passages, len(fresh))
    assert held.touching(Span(10, 30)) == fresh.touching(Span(10, 30))


@given(st.lists(SPANS, max_size=12), SPANS)
def test_the_nearest_is_what_a_plain_walk_finds(spans: list[Span], place: Span) -> None:
    held = holding([coding(id_, *span) for id_, span in enumerate(spans)])
    after = [c for c in held if c.start >= place.end]
    before = [c for c in held if c.end <= place.start]
    assert held.nearest(place, 1) == (after[0] if after else None)
    assert held.nearest(place, -1) == (before[-1] if before else None)
