"""What a change of the text does to what stands on it."""

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from coding.model.study import Span
from coding.text.text_change import Replacement, TextChange

TEXT = "Jane said that Oakfield works."


def changed(*replacements: tuple[int, int, str]) -> TextChange:
    return TextChange.of(Replacement(*parts) for parts in replacements)


def moved(span: tuple[int, int], *replacements: tuple[int, int, str]) -> str | None:
    """Return what a passage says after the change."""
    change = changed(*replacements)
    there = change.moved(Span(*span))
    return None if there is None else change.applied(TEXT)[there.start : there.end]


@pytest.mark.parametrize(
    ("span", "replacements", "says"),
    [
        ((5, 14), [(0, 4, "Rosalind")], "said that"),  # a change before
        ((0, 9), [(0, 4, "Rosalind")], "Rosalind said"),  # at its beginning
        ((10, 23), [(15, 23, "Rowan")], "that Rowan"),  # at its end
        ((0, 30), [(0, 4, "Al"), (15, 23, "Rowan School")], "Al said that Rowan School works."),
        ((2, 9), [(0, 4, "Rosalind")], "Rosalind said"),  # half of what is replaced
        ((5, 18), [(15, 23, "Rowan")], "said that Rowan"),
        ((5, 9), [(0, 4, "")], "said"),
        ((5, 9), [(4, 9, "")], None),  # nothing is left
        ((5, 9), [(5, 5, "really "), (9, 9, ",")], "said"),  # what is put in at the edges is not its own
        ((5, 14), [(9, 9, ",")], "said, that"),
        ((0, 4), [(4, 9, "")], "Jane"),  # what lies right behind or before it
        ((24, 29), [(15, 24, "")], "works"),
    ],
)
def test_where_a_passage_goes(
    span: tuple[int, int], replacements: list[tuple[int, int, str]], says: str | None
) -> None:
    assert moved(span, *replacements) == says


def test_what_is_put_in_at_the_edge_of_a_turn_belongs_to_it() -> None:
    change = changed((5, 5, "Well, "), (9, 9, "!"))
    there = change.grown(Span(5, 9))
    assert change.applied(TEXT)[there.start : there.end] == "Well, said!"


def test_a_turn_that_is_emptied_stays_as_a_place() -> None:
    assert changed((0, 30, "")).grown(Span(0, 30)) == Span(0, 0)


@pytest.mark.parametrize(
    ("new", "says"),
    [
        ("yes.\nNo", ["One yes.", "No two.", "Three."]),  # parted where the lines are
        ("yes", ["One yes", " two.", "Three."]),  # all of it to the first
        ("a\nb\nc", ["One a", "b\nc two.", "Three."]),
    ],
)
def test_turns_that_one_replacement_joins_do_not_lie_over_one_another(new: str, says: list[str]) -> None:
    text = "One more.\nTurn two.\nThree."
    change = changed((4, 14, new))
    after = change.applied(text)
    turns = change.turns([Span(0, 9), Span(10, 19), Span(20, 26)], after)
    assert [after[turn.start : turn.end] for turn in turns] == says


def test_of_turns_that_are_replaced_by_one_line_the_others_are_empty() -> None:
    change = changed((0, 26, "Gone."))
    turns = change.turns([Span(0, 9), Span(10, 19), Span(20, 26)], "Gone.")
    assert turns == [Span(0, 5), Span(5, 5), Span(5, 5)]


def test_a_point_stays_before_what_is_put_in_there() -> None:
    assert changed((0, 2, "x"), (5, 5, "abc")).place(5) == 4


def test_a_change_without_replacements_changes_nothing() -> None:
    assert not changed()
    assert changed((0, 0, "x"))


def test_the_same_change_further_on() -> None:
    assert changed((0, 4, "Al"), (5, 5, "we ")).shifted(3) == changed((3, 7, "Al"), (8, 8, "we "))


@st.composite
def _changes(draw: st.DrawFn) -> TextChange:
    cuts = sorted(draw(st.lists(st.integers(0, len(TEXT)), min_size=0, max_size=8, unique=True)))
    pairs = zip(cuts[::2], cuts[1::2], strict=False)
    return TextChange.of(Replacement(a, b, draw(st.text("xyz", max_size=4))) for a, b in pairs)


@given(_changes(), st.lists(st.integers(0, len(TEXT)), min_size=2, max_size=8))
def test_turns_stay_in_order(change: TextChange, ends: list[int]) -> None:
    edges = sorted(ends)
    before = [Span(start, end) for start, end in zip(edges[::2], edges[1::2], strict=False)]
    after = change.turns(before, change.applied(TEXT))
    assert all(one.end <= other.start for one, other in pairwise(after))
    assert all(0 <= start <= end <= len(change.applied(TEXT)) for start, end in after)


@given(_changes(), st.integers(0, len(TEXT)), st.integers(1, len(TEXT)))
def test_what_is_kept_of_a_passage_is_in_it_after_the_change(
    change: TextChange, start: int, length: int
) -> None:
    """The characters of a passage that no replacement touches are exactly those of the passage it becomes."""
    span = Span(start, min(start + length, len(TEXT)))
    kept = "".join(
        TEXT[i]
        for i in range(span.start, span.end)
        if not any(r.start <= i < r.end for r in change.replacements)
    )
    there = change.moved(span)
    text = "" if there is None else change.applied(TEXT)[there.start : there.end]
    new = "".join(r.text for r in change.replacements if r.start < span.end and r.end > span.start)
    assert sorted(text) == sorted(kept + new)


def test_blanks_that_words_leave_at_the_edges_of_a_passage_are_none_of_it() -> None:
    change = changed((24, 29, ""), (0, 4, ""))  # " said that Oakfield ."
    new = change.applied(TEXT)
    assert [change.passage(span, new) for span in (Span(0, 9), Span(15, 29), Span(4, 9), Span(24, 30))] == [
        Span(1, 5),
        Span(11, 19),
        Span(0, 5),
        None,
    ]


@given(_changes())
def test_a_change_can_be_made_further_on(change: TextChange) -> None:
    assert change.shifted(3).applied("abc" + TEXT) == "abc" + change.applied(TEXT)


def test_a_place_behind_all_changes_moves_by_what_they_add() -> None:
    change = changed((0, 4, "Rosalind"), (15, 23, "Rowan"))
    assert [change.place(at) for at in (10, 29)] == [14, 30]


def test_a_change_after_another_of_the_same_text_is_at_its_new_place() -> None:
    """“Jane” has become “Rosalind” here; there “Oakfield” became “Rowan”, and “Jane” too."""
    here = changed((0, 4, "Rosalind"))
    there = changed((0, 4, "Rosalind"), (15, 23, "Rowan"))
    assert there.after(here) == changed((19, 27, "Rowan"))
    assert there.after(here).applied(here.applied(TEXT)) == there.applied(TEXT)
    assert here.after(there) == changed()
