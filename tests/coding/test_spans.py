"""What a strand key does to a span: the four rules and what must hold for any codings."""

from hypothesis import given
from hypothesis import strategies as st

from coding.model.study import Coding, Span
from coding.text.spans import AddNew, AlreadyInside, Grow, TakeOff, strand_key


def coding(coding_id: int, start: int, end: int) -> Coding:
    return Coding(coding_id, 1, start, end, 2, 1, None, unsure=False, created="")


def test_nothing_stands_there() -> None:
    assert strand_key(Span(2, 5), []) == AddNew(Span(2, 5))


def test_touching_is_not_overlapping() -> None:
    assert strand_key(Span(5, 8), [coding(1, 2, 5), coding(2, 8, 9)]) == AddNew(Span(5, 8))


def test_the_very_span_is_taken_off_also_where_it_stands_twice() -> None:
    twice = (coding(1, 2, 5), coding(2, 2, 5))
    assert strand_key(Span(2, 5), twice) == TakeOff(twice)


def test_the_very_span_goes_before_the_one_around_it() -> None:
    inner = coding(2, 3, 4)
    assert strand_key(Span(3, 4), [coding(1, 0, 9), inner]) == TakeOff((inner,))


def test_inside_the_smallest_one_around_it_answers() -> None:
    small = coding(2, 2, 6)
    assert strand_key(Span(3, 4), [coding(1, 0, 9), small]) == AlreadyInside(small)


def test_a_partial_overlap_grows_the_coding() -> None:
    one = coding(1, 2, 5)
    assert strand_key(Span(4, 8), [one]) == Grow(one, Span(2, 8), ())


def test_a_wider_span_grows_the_coding_to_itself() -> None:
    one = coding(1, 4, 5)
    assert strand_key(Span(2, 8), [one]) == Grow(one, Span(2, 8), ())


def test_the_first_made_stays_and_absorbs_the_others() -> None:
    first, second = coding(3, 6, 9), coding(7, 2, 5)
    assert strand_key(Span(4, 7), [second, first]) == Grow(first, Span(2, 9), (second,))


def test_what_the_union_reaches_is_absorbed_too() -> None:
    one, two = coding(1, 0, 4), coding(2, 3, 9)
    assert strand_key(Span(2, 3), [one, two]) == AlreadyInside(one)
    assert strand_key(Span(2, 3), [coding(1, 2, 4), two]) == AlreadyInside(coding(1, 2, 4))
    assert strand_key(Span(0, 1), [coding(1, 0, 4), two]) == AlreadyInside(one)
    assert strand_key(Span(-2, 1), [one, two]) == Grow(one, Span(-2, 9), (two,))


spans = st.tuples(st.integers(0, 30), st.integers(1, 10)).map(lambda pair: Span(pair[0], sum(pair)))
standing = st.lists(spans, max_size=6).map(
    lambda found: [coding(number, *span) for number, span in enumerate(found, 1)]
)


@given(span=spans, codings=standing)
def test_exactly_one_rule_holds(span: Span, codings: list[Coding]) -> None:
    match strand_key(span, codings):
        case TakeOff(found):
            assert {c.id for c in found} == {c.id for c in codings if c.span == span}
        case AlreadyInside(around):
            assert around.span.contains(span)
        case Grow(kept, union, absorbed):
            assert union.contains(span)
            assert all(union.contains(c.span) for c in (kept, *absorbed))
            rest = set(codings) - {kept, *absorbed}
            assert not any(union.overlaps(c.span) for c in rest)
        case AddNew(new):
            assert new == span
            assert not any(c.span.overlaps(span) for c in codings)


@given(span=spans, codings=standing)
def test_the_order_in_which_codings_are_read_is_nothing(span: Span, codings: list[Coding]) -> None:
    assert strand_key(span, codings) == strand_key(span, codings[::-1])


@given(one=spans, other=spans)
def test_overlapping_and_containing_as_sets_of_places(one: Span, other: Span) -> None:
    first, second = set(range(*one)), set(range(*other))
    assert one.overlaps(other) == bool(first & second)
    assert one.contains(other) == (first >= second)
    assert set(range(*one.union(other))) >= first | second
