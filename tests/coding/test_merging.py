"""The rules by which two copies become one, without a study."""

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from coding.merging.journals import (
    Base,
    Beginning,
    Copy,
    DoneOperation,
    NotedRow,
    Reference,
    base_of,
    since,
    touched,
)
from coding.merging.plan import MergePlan, Side, in_one_line
from coding.merging.texts import corrected, merged_place, merged_text
from coding.merging.values import Merged, RowPair, merged
from coding.model.study import Span

BASE = "We trust each other now. It was hard."
HERE = "We really trust each other now. It was hard."
THERE = "We truly trust each other now. It was very hard."


def done(*ids: int, stands: bool = True) -> list[DoneOperation]:
    return [DoneOperation(id_, "toggle_code", f"2026-01-{id_:02}", stands, "{}") for id_ in ids]


def copy(
    *operations: DoneOperation, guid: str = "a", came_from: str = "", notes: tuple[NotedRow, ...] = ()
) -> Copy:
    rows = {
        "coding": {7: {"id": 7, "code_id": 3, "coder_id": 1}},
        "code": {3: {"id": 3}},
        "coder": {1: {"id": 1}},
    }
    return Copy(guid, came_from, "2026-01-03", rows, operations, notes)


def test_copies_were_one_up_to_where_their_journals_differ() -> None:
    one, other = done(1, 2, 3), [*done(1, 2), *done(4)]
    assert base_of(copy(*one), copy(*other)) == Base(2, 2, Beginning.COMMON)
    undone = [*done(1), *done(2, stands=False)]
    assert base_of(copy(*one), copy(*undone)) == Base(1, 1, Beginning.COMMON)
    assert base_of(copy(*done(8)), copy(*done(9))) == Base(0, 0, Beginning.NONE)


def test_a_copy_without_a_history_was_one_when_it_was_made() -> None:
    masked = copy(*done(9), guid="b", came_from="a")
    assert base_of(copy(*done(1, 2, 3, 4)), masked) == Base(3, 0, Beginning.COMMON)
    assert base_of(masked, copy(*done(1, 2, 3, 4))) == Base(0, 3, Beginning.COMMON)


@pytest.mark.parametrize(
    ("last", "expected"), [(2, Base(5, 2, Beginning.MERGED)), (9, Base(1, 1, Beginning.COMMON))]
)
def test_what_was_merged_before_is_known(last: int, expected: Base) -> None:
    kept = json.dumps({"merged": ["a", last, f"2026-01-{last:02}"]})
    merge = DoneOperation(5, "merge_copy", "2026-01-05", True, kept)  # noqa: FBT003 - as it is read
    assert base_of(copy(*done(1, 3), merge), copy(*done(1, 2, 4))) == expected


def test_what_was_done_since_is_told_by_the_journal() -> None:
    notes = (
        NotedRow(1, "coding", 5, "U", {"unsure": 0}),
        NotedRow(2, "coding", 7, "U", {"stage_id": None}),
        NotedRow(3, "coding", 7, "U", {"stage_id": 1}),
        NotedRow(3, "coding", 8, "I", {}),
        NotedRow(3, "coding", 9, "D", {"id": 9}),
        NotedRow(4, "transcript", 1, "U", {"text": BASE}),
        NotedRow(4, "coding", 7, "U", {"start": 3, "end": 9}),
    )
    found = since(copy(*done(1, 2, 3, 4), notes=notes), 1)
    assert found.before == {("coding", 7): {"stage_id": None}, ("transcript", 1): {"text": BASE}}
    assert found.stood["coding", 7] == {"start": 3, "end": 9}
    assert (found.inserted, found.deleted, found.is_whole) == ({("coding", 8)}, {"coding": [{"id": 9}]}, True)
    assert not since(copy(*done(1, 2)), 1).is_whole


def test_what_something_hangs_on_is_touched_with_it() -> None:
    study = copy(*done(1, 2), notes=(NotedRow(2, "coding", 7, "U", {"unsure": 0}),))
    keys = {"coding": {"code_id": Reference("code", goes=True), "coder_id": Reference("coder", goes=False)}}
    assert touched(study, since(study, 1), keys) == {("coding", 7), ("code", 3), ("coder", 1)}


def test_corrections_stand_where_they_do_not_meet() -> None:
    found = merged_text(corrected(BASE, HERE, THERE), Side.HERE)
    assert found.text == "We really trust each other now. It was very hard."
    assert merged_text(corrected(BASE, HERE, THERE), Side.THERE).text == THERE
    assert found.clashes == (("really ", "truly "),)
    alike = merged_text(corrected(BASE, HERE, HERE), Side.HERE)
    assert (alike.text, alike.clashes) == (HERE, ())


_WORDS = st.lists(st.sampled_from(["a", "b", "\n"]), max_size=8).map(" ".join)


@given(_WORDS, _WORDS, _WORDS, st.sampled_from(Side))
def test_both_texts_become_the_merged_one_whichever_takes_in_the_other(
    base: str, here: str, there: str, side: Side
) -> None:
    found = merged_text(corrected(base, here, there), side)
    assert found.here.further.applied(here) == found.text == found.there.further.applied(there)
    turned = Side.HERE if side is Side.THERE else Side.THERE
    assert merged_text(corrected(base, there, here), turned).text == found.text


def test_who_knows_better_than_the_words_says_where_a_passage_is() -> None:
    """The second "a" was coded; there, one was put in before it, and the words say after it."""
    found = merged_text(corrected("a a", "a a", "a a a"), Side.HERE)
    assert merged_place(found, Span(2, 3), Span(2, 3), Span(2, 3)) == Span(2, 3)
    assert merged_place(found, Span(2, 3), Span(2, 3), Span(4, 5)) == Span(4, 5)
    turned = merged_text(corrected("a a", "a a a", "a a"), Side.HERE)
    assert merged_place(turned, Span(2, 3), Span(4, 5), Span(2, 3)) == Span(4, 5)


@pytest.mark.parametrize(
    ("was_here", "was_there", "expected"),
    [
        ({}, {"name": "Old"}, Merged({"name": "There"})),
        ({"name": "Old"}, {}, Merged()),
        ({"name": "Old"}, {"name": "Old"}, Merged({}, ("name",))),
        ({}, {}, Merged()),
    ],
)
def test_what_one_copy_changed_stands(
    was_here: dict[str, str], was_there: dict[str, str], expected: Merged
) -> None:
    pair = RowPair({"name": "Here"}, {"name": "There"}, was_here, was_there, (True, True))
    assert merged(pair, ["name"]) == expected


def test_what_a_journal_does_not_know_any_more_is_asked() -> None:
    pair = RowPair({"name": "Here"}, {"name": "There"}, {}, {}, (False, False))
    assert merged(pair, ["name"]).differing == ("name",)
    known = RowPair({"name": "Old"}, {"name": "There"}, {}, {"name": "Old"}, (False, True))
    assert merged(known, ["name"]).taken == {"name": "There"}


def test_what_comes_in_is_said_in_short() -> None:
    assert (
        in_one_line(MergePlan(codings=(("A", 2), ("B", 1)), memos=1)) == "What comes in: 3 codings, 1 memo."
    )
    assert in_one_line(MergePlan()).startswith("Nothing comes in")
