"""What coding does to a span: the rules with known answers, and what must hold for any codings."""

from hypothesis import given
from hypothesis import strategies as st

from coding.model.study import Coding, Span, merged
from coding.text.spans import (
    AddNew,
    AlreadyInside,
    Grow,
    Rule,
    StandingCodings,
    TakeOff,
    TakePlace,
    apply_code,
    apply_to_all,
    joined,
    letters_of,
    meeting,
    reached,
    resize,
    strand_key,
)


def coding(coding_id: int, start: int, end: int) -> Coding:
    return Coding(coding_id, 1, start, end, 2, 1, None, unsure=False, created="")


def key(span: Span, own: list[Coding] | tuple[Coding, ...]) -> Rule:
    return strand_key(span, StandingCodings(own))


def test_nothing_stands_there() -> None:
    assert key(Span(2, 5), []) == AddNew(Span(2, 5))


def test_codings_that_meet_stand_in_groups_of_their_own() -> None:
    first, inside, far, beside = coding(4, 0, 9), coding(2, 3, 5), coding(1, 9, 12), coding(3, 11, 14)
    assert meeting([first, inside, far, beside]) == [(inside, first), (far, beside)]
    assert meeting([first, far]) == []


def test_many_spans_are_coded_as_if_one_after_the_other() -> None:
    far, around = coding(4, 40, 60), coding(1, 20, 30)
    reached_first, reached_next = coding(3, 8, 12), coding(2, 11, 14)
    done = apply_to_all([Span(2, 5), Span(5, 9), Span(22, 25), Span(70, 72), Span(71, 75)], [far, around])
    assert done == [AddNew(Span(2, 5)), AddNew(Span(5, 9)), AlreadyInside(around), AddNew(Span(70, 75))]
    grown = apply_to_all([Span(2, 5), Span(4, 9)], [reached_first, reached_next])
    assert grown == [Grow(reached_next, Span(2, 14), (reached_first,))]
    assert apply_to_all([], [far]) == []
    assert apply_to_all([], []) == []


def test_letters_are_what_is_left_without_the_blanks_at_the_ends() -> None:
    text = "We said: \n so it is. "
    assert letters_of(text, Span(8, len(text))) == Span(11, 20)
    assert letters_of(text, Span(0, 7)) == Span(0, 7)
    assert letters_of(text, Span(8, 11)) is None


def test_touching_is_not_overlapping() -> None:
    assert key(Span(5, 8), [coding(1, 2, 5), coding(2, 8, 9)]) == AddNew(Span(5, 8))


def test_the_very_span_is_taken_off_also_where_it_stands_twice() -> None:
    twice = (coding(1, 2, 5), coding(2, 2, 5))
    assert key(Span(2, 5), twice) == TakeOff(twice)


def test_the_very_span_goes_before_the_one_around_it() -> None:
    inner = coding(2, 3, 4)
    assert key(Span(3, 4), [coding(1, 0, 9), inner]) == TakeOff((inner,))


def test_inside_the_smallest_one_around_it_answers() -> None:
    small = coding(2, 2, 6)
    assert key(Span(3, 4), [coding(1, 0, 9), small]) == AlreadyInside(small)


def test_a_partial_overlap_grows_the_coding() -> None:
    one = coding(1, 2, 5)
    assert key(Span(4, 8), [one]) == Grow(one, Span(2, 8), ())


def test_a_wider_span_grows_the_coding_to_itself() -> None:
    one = coding(1, 4, 5)
    assert key(Span(2, 8), [one]) == Grow(one, Span(2, 8), ())


def test_the_first_made_stays_and_absorbs_the_others() -> None:
    first, second = coding(3, 6, 9), coding(7, 2, 5)
    assert key(Span(4, 7), [second, first]) == Grow(first, Span(2, 9), (second,))


def test_what_the_union_reaches_is_absorbed_too() -> None:
    one, two = coding(1, 0, 4), coding(2, 3, 9)
    assert key(Span(2, 3), [one, two]) == AlreadyInside(one)
    assert key(Span(2, 3), [coding(1, 2, 4), two]) == AlreadyInside(coding(1, 2, 4))
    assert key(Span(0, 1), [coding(1, 0, 4), two]) == AlreadyInside(one)
    assert key(Span(-2, 1), [one, two]) == Grow(one, Span(-2, 9), (two,))


def test_applying_leaves_the_very_span_as_it_stands() -> None:
    one = coding(1, 2, 5)
    assert apply_code(Span(2, 5), StandingCodings((one,))) == AlreadyInside(one)
    assert apply_code(Span(4, 8), StandingCodings((one,))) == key(Span(4, 8), [one])


def test_a_strand_takes_the_place_of_its_dimension_on_the_very_span_only() -> None:
    alone = coding(1, 2, 5)
    assert strand_key(Span(2, 5), StandingCodings(dimension=(alone,))) == TakePlace(alone)
    assert strand_key(Span(2, 6), StandingCodings(dimension=(alone,))) == AddNew(Span(2, 6))


def test_a_dimension_is_said_by_its_strand_on_the_very_span_only() -> None:
    strand = coding(1, 2, 5)
    assert strand_key(Span(2, 5), StandingCodings(strands=(strand,))) == AlreadyInside(strand)
    assert strand_key(Span(2, 4), StandingCodings(strands=(strand,))) == AddNew(Span(2, 4))


def test_what_stands_of_the_code_itself_goes_before_its_kin() -> None:
    own, kin = coding(1, 2, 5), coding(2, 2, 5)
    for standing in (StandingCodings((own,), (kin,)), StandingCodings((own,), (), (kin,))):
        assert strand_key(Span(2, 5), standing) == TakeOff((own,))
        assert apply_code(Span(2, 5), standing) == AlreadyInside(own)


def test_another_span_takes_in_what_it_reaches_and_not_what_the_old_one_did() -> None:
    one, next_, far = coding(1, 0, 10), coding(2, 10, 20), coding(3, 18, 30)
    assert resize(one, Span(0, 4), (one, next_, far)) == Grow(one, Span(0, 4), ())
    assert resize(one, Span(0, 11), (far, next_, one)) == Grow(one, Span(0, 30), (next_, far))


spans = st.tuples(st.integers(0, 30), st.integers(1, 10)).map(lambda pair: Span(pair[0], sum(pair)))
standing = st.lists(spans, max_size=6).map(
    lambda found: [coding(number, *span) for number, span in enumerate(found, 1)]
)


@given(span=spans, codings=standing)
def test_exactly_one_rule_holds(span: Span, codings: list[Coding]) -> None:
    match key(span, codings):
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
        case TakePlace():
            raise AssertionError("there is no dimension")


@given(span=spans, codings=standing)
def test_applying_differs_from_the_key_only_where_the_very_span_stands(
    span: Span, codings: list[Coding]
) -> None:
    rule, applied = key(span, codings), apply_code(span, StandingCodings(codings))
    if isinstance(rule, TakeOff):
        assert applied == AlreadyInside(rule.codings[0])
    else:
        assert applied == rule


@given(span=spans, own=standing, dimension=standing, strands=standing)
def test_kin_matters_only_where_a_new_coding_would_stand(
    span: Span, own: list[Coding], dimension: list[Coding], strands: list[Coding]
) -> None:
    rule = key(span, own)
    kin = [c for c in (*dimension, *strands) if c.span == span]
    with_kin = strand_key(span, StandingCodings(own, dimension, strands))
    if isinstance(rule, AddNew) and kin:
        assert isinstance(with_kin, TakePlace | AlreadyInside)
        assert with_kin.coding.span == span
    else:
        assert with_kin == rule


@given(span=spans, codings=standing.filter(bool))
def test_a_new_span_covers_what_was_asked_and_overlaps_nothing_that_is_left(
    span: Span, codings: list[Coding]
) -> None:
    changed, others = codings[0], codings[1:]
    grow = resize(changed, span, codings)
    covered = set(range(*grow.span))
    assert covered == set(range(*span)).union(*(range(*c.span) for c in grow.absorbed))
    assert grow.coding == changed not in grow.absorbed
    assert not any(grow.span.overlaps(c.span) for c in others if c not in grow.absorbed)


@given(span=spans, codings=standing)
def test_the_order_in_which_codings_are_read_is_nothing(span: Span, codings: list[Coding]) -> None:
    assert key(span, codings) == key(span, codings[::-1])


@given(one=spans, other=spans)
def test_overlapping_and_containing_as_sets_of_places(one: Span, other: Span) -> None:
    first, second = set(range(*one)), set(range(*other))
    assert one.overlaps(other) == bool(first & second)
    assert one.contains(other) == (first >= second)
    assert set(range(*one.union(other))) >= first | second


def test_spans_that_overlap_or_meet_are_one() -> None:
    spans = [Span(0, 9), Span(2, 4), Span(9, 12), Span(13, 15)]
    assert merged(spans) == [Span(0, 12), Span(13, 15)]
    assert merged([]) == []


_others = st.lists(st.tuples(st.integers(0, 20), st.integers(1, 6)), max_size=9).map(
    lambda places: [coding(at + 1, start, start + length) for at, (start, length) in enumerate(places)]
)


@given(_others)
def test_those_that_meet_are_those_that_each_reaches(codings: list[Coding]) -> None:
    groups = {frozenset(group) for group in meeting(codings)}
    apart = {frozenset(reached(each.span, codings)) for each in codings}
    assert groups == {group for group in apart if len(group) > 1}


def test_those_of_two_coders_do_not_meet() -> None:
    assert meeting([coding(1, 0, 5), coding(2, 0, 5)._replace(coder_id=2)]) == []
    assert meeting([coding(1, 0, 5), coding(2, 0, 5)._replace(transcript_id=2)]) == []


def test_what_is_joined_has_the_first_stage_and_doubt_only_if_all_had_it() -> None:
    one, two = coding(1, 4, 9)._replace(unsure=True), coding(2, 0, 5)._replace(stage_id=3)
    assert joined((one, two)) == coding(1, 0, 9)._replace(stage_id=3)
    assert joined((one, two._replace(unsure=True))).unsure
