"""Merging turns: what either copy made of them stands in both orders, what both made of one is asked."""

from collections.abc import Callable, Sequence
from pathlib import Path
from shutil import copyfile
from typing import Any

import pytest

from coding.merging.plan import MergePlan, Side
from storage.merging.other_copy import read_other
from storage.operations.correcting import correct_turn, join_turns, split_turn
from storage.operations.merging import merge_copy
from storage.queries.codings import codings
from storage.queries.texts import transcript
from storage.study.operation import Operation
from storage.study.study_file import StudyFile
from tests.storage.dumps import perform_both_ways

Acts = Sequence[Operation[Any]]
Looks = Callable[[StudyFile], Any]
BothOrders = Callable[..., list[tuple[Any, MergePlan]]]

HEAD = ("Head", "Well, we trust each other now.")
DEPUTY = ("Deputy", "And we say hard things. [unintelligible 00:01:10]")


def said(study: StudyFile) -> list[tuple[str, str]]:
    """Return who says what."""
    found = transcript(study.reader, 1)
    assert found is not None
    speakers = {each.id: each.label for each in found.speakers}
    return [(speakers[turn.speaker_id or 0], found.text[turn.start : turn.end]) for turn in found.turns]


def coded(study: StudyFile) -> list[tuple[int, int]]:
    """Return where the codings are."""
    return sorted((each.start, each.end) for each in codings(study.reader, 1))


@pytest.fixture
def both_orders(filled: Path, tmp_path: Path) -> BothOrders:
    """Return what merges two copies in both orders; it returns how each looks, and its plan."""

    def changed(name: str, acts: Acts) -> Path:
        path = Path(copyfile(filled, tmp_path / f"{name}.strandline"))
        with StudyFile.open(path) as study:
            for act in acts:
                study.perform(act)
        return path

    def merge(here: Path, there: Path, side: Side, looks: Looks) -> tuple[Any, MergePlan]:
        path = Path(copyfile(here, tmp_path / f"into {here.name}"))
        other = read_other(path, there)
        keys = ("text", "turns")
        with StudyFile.open(path) as study:
            guid = next(row["guid"] for row in other.rows["interview"].values())
            choices = {f"transcript:{guid}:{key}": side for key in keys}
            plan = perform_both_ways(study, merge_copy(other, there.name, choices)).result
            return looks(study), plan

    def merge_both(one: Acts, other: Acts, looks: Looks = said, first: Side = Side.HERE) -> list[Any]:
        here, there = changed("one", one), changed("other", other)
        second = Side.THERE if first is Side.HERE else Side.HERE
        return [merge(here, there, first, looks), merge(there, here, second, looks)]

    return merge_both


def test_each_copy_split_another_turn(both_orders: BothOrders) -> None:
    for found, plan in both_orders(
        [split_turn(1, "How is", "it going?", 2)], [split_turn(3, "And we say", "hard things.", 1)]
    ):
        assert plan.conflicts == ()
        assert found == [
            ("Interviewer", "How is"),
            ("Head", "it going?"),
            HEAD,
            ("Deputy", "And we say"),
            ("Interviewer", "hard things."),
        ]


@pytest.mark.parametrize(
    ("side", "words"), [(Side.HERE, "How|is it going?"), (Side.THERE, "How is it|going?")]
)
def test_one_turn_split_in_both_copies_is_asked(both_orders: BothOrders, side: Side, words: str) -> None:
    first, second = words.split("|")
    one, other = [split_turn(1, "How", "is it going?", 2)], [split_turn(1, "How is it", "going?", 3)]
    for found, plan in both_orders(one, other, first=side):
        assert len(plan.conflicts) == 1
        assert found == [
            ("Interviewer", first),
            ("Head" if side is Side.HERE else "Deputy", second),
            HEAD,
            DEPUTY,
        ]


def test_one_turn_split_alike_in_both_copies_is_split_once(both_orders: BothOrders) -> None:
    acts = [split_turn(1, "How is", "it going?", 2)]
    for found, plan in both_orders(acts, acts):
        assert plan.conflicts == ()
        assert found == [("Interviewer", "How is"), ("Head", "it going?"), HEAD, DEPUTY]


def test_paragraphs_stay_with_who_says_them(both_orders: BothOrders) -> None:
    """All words of two turns are others, so that the texts alone do not say where the second begins."""
    one = [correct_turn(1, "First.\nSecond.", 1), correct_turn(2, "Third.", 2)]
    for found, _plan in both_orders(one, [correct_turn(3, "Fourth.", 3)]):
        assert found == [("Interviewer", "First.\nSecond."), ("Head", "Third."), ("Deputy", "Fourth.")]


def test_a_joined_turn_and_one_given_to_somebody_else_come_along(both_orders: BothOrders) -> None:
    one, other = [join_turns(2)], [correct_turn(3, DEPUTY[1], 2)]
    for found, plan in both_orders(one, other):
        assert plan.conflicts == ()
        assert found == [("Interviewer", f"How is it going? {HEAD[1]}"), ("Head", DEPUTY[1])]


def test_a_turn_given_to_two_is_asked(both_orders: BothOrders) -> None:
    words = "How is it going?"
    for found, plan in both_orders([correct_turn(1, words, 2)], [correct_turn(1, words, 3)]):
        assert [each.what for each in plan.conflicts] == ["Turns of “B2 head”"]
        assert found[0] == ("Head", words)


def test_a_coding_whose_words_repeat_is_where_its_corrections_put_it(both_orders: BothOrders) -> None:
    """Turn 3, "And we say hard things. [...]", is split, and its first part split into the same again.

    The codings of "And we say hard things." (48 to 71) grow with the first part that they cover: by the
    39 of a line break and "hard things. [...]", to 110. Turn 1 gets 8 shorter in the other copy. By the
    words alone they would end after the first "hard things.": at 63.
    """
    again = split_turn(3, "And we say", "hard things. [unintelligible 00:01:10]", 3)
    for found, _plan in both_orders([correct_turn(1, "And how?", 1)], [again, again], coded):
        assert found == [(15, 39), (40, 102), (40, 102)]
