"""Many codings at once: one step to undo, and the same as if each were done by itself."""

from collections.abc import Callable
from pathlib import Path
from shutil import copyfile
from tempfile import TemporaryDirectory
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from coding.errors import UserError
from coding.model.study import Direction, Origin, TranscriptSpan
from storage.operations.coders import add_coder
from storage.operations.codings import Pick, apply_codes, set_stage, set_unsure
from storage.operations.many_codings import (
    ManyCoded,
    add_code_to,
    add_to_memos,
    code_places,
    give_codings,
    mark_unsure,
    recode,
    remove_codings,
    set_directions,
    set_stages,
)
from storage.operations.memos import write_coding_memo
from storage.queries.codings import codings
from storage.queries.frames import noted
from storage.study.operation import Operation
from storage.study.study_file import StudyFile
from tests.storage.dumps import dump, made, perform_both_ways, try_all
from tests.storage.test_merging_codes import ai, bare, code, hsc, of_code, put

assert ai, hsc  # fixtures
assert bare

GONE = 999_999
ME = 1


def test_codings_get_another_code_and_stay_what_they_are(bare: StudyFile, hsc: int, ai: int) -> None:
    ids = put(bare, hsc, (0, 10), (20, 30))
    for act in (set_unsure(ids[0], unsure=True), set_stage(ids[1], 2), write_coding_memo(ids[0], "One")):
        bare.perform(act)
    assert perform_both_ways(bare, recode(ids, ai)).result == 2
    first, second = of_code(bare, ai)
    assert (first.id, first.span, first.unsure, first.memo) == (ids[0], (0, 10), True, "One")
    assert (second.id, second.stage_id) == (ids[1], 2)
    assert of_code(bare, hsc) == []


def test_recoded_codings_join_those_that_stand_there(bare: StudyFile, hsc: int, ai: int) -> None:
    ids = put(bare, hsc, (0, 10), (20, 30), (50, 60))
    put(bare, ai, (0, 10), (25, 40), (45, 70))
    perform_both_ways(bare, recode(ids, ai))
    assert sorted(each.span for each in of_code(bare, ai)) == [(0, 10), (20, 40), (45, 70)]


def test_a_recoded_strand_takes_the_place_of_its_dimension(bare: StudyFile, hsc: int, ai: int) -> None:
    dimension = code(bare, "CC").id
    ids = put(bare, hsc, (0, 10), (20, 30))
    put(bare, dimension, (0, 10))
    perform_both_ways(bare, recode(ids[:1], ai))
    assert of_code(bare, dimension) == []
    perform_both_ways(bare, recode(ids[1:], dimension))
    assert [each.span for each in of_code(bare, dimension)] == [(20, 30)]


def test_each_coders_recoded_codings_stay_their_own(bare: StudyFile, hsc: int, ai: int) -> None:
    other = bare.perform(add_coder("J. Nolan")).result
    ids = put(bare, hsc, (0, 10)) + put(bare, hsc, (5, 20), coder_id=other)
    bare.perform(recode(ids, ai))
    assert [(each.coder_id, each.span) for each in of_code(bare, ai)] == [(ME, (0, 10)), (other, (5, 20))]


def test_a_code_is_added_to_passages(bare: StudyFile, hsc: int, ai: int) -> None:
    ids = put(bare, hsc, (0, 10), (20, 30), (40, 50), (60, 70))
    put(bare, ai, (0, 12), (28, 35))
    came = perform_both_ways(bare, add_code_to(ids, ai)).result
    assert came == ManyCoded(added=2, grown=1, left=1)
    assert sorted(each.span for each in of_code(bare, ai)) == [(0, 12), (20, 35), (40, 50), (60, 70)]
    assert len(of_code(bare, hsc)) == 4


def test_results_of_a_search_are_coded_as_such(bare: StudyFile, hsc: int) -> None:
    put(bare, hsc, (0, 10))
    places = [
        TranscriptSpan(1, 2, 8),
        TranscriptSpan(1, 20, 30),
        TranscriptSpan(1, 28, 35),
        TranscriptSpan(1, 40, 45),
    ]
    came = perform_both_ways(bare, code_places(places, hsc)).result
    assert came == ManyCoded(added=2, grown=0, left=1)
    assert sorted(each.span for each in of_code(bare, hsc)) == [(0, 10), (20, 35), (40, 45)]
    frame = noted(bare.reader)
    assert frame["origin"].tolist() == ["", str(Origin.SEARCH), str(Origin.SEARCH)]


def test_codings_are_removed_with_their_memos(bare: StudyFile, hsc: int) -> None:
    ids = put(bare, hsc, (0, 10), (20, 30), (40, 50))
    bare.perform(write_coding_memo(ids[0], "One"))
    assert perform_both_ways(bare, remove_codings(ids[:2])).result == 2
    assert [each.id for each in of_code(bare, hsc)] == ids[2:]


def test_doubt_and_stage_of_many(bare: StudyFile, hsc: int) -> None:
    ids = put(bare, hsc, (0, 10), (20, 30))
    bare.perform(set_unsure(ids[0], unsure=True))
    assert perform_both_ways(bare, mark_unsure(ids, unsure=True)).result == 1
    assert perform_both_ways(bare, set_stages(ids, 3)).result == 2
    assert [(each.unsure, each.stage_id) for each in of_code(bare, hsc)] == [(True, 3)] * 2
    perform_both_ways(bare, set_stages(ids, None))
    assert [each.stage_id for each in of_code(bare, hsc)] == [None, None]
    assert perform_both_ways(bare, set_directions(ids[:1], Direction.LACKS)).result == 1
    assert perform_both_ways(bare, set_directions(ids, Direction.LACKS)).result == 1
    assert {each.direction for each in of_code(bare, hsc)} == {Direction.LACKS}
    assert bare.history(1)[0].words == "Set the direction of 1 coding: lacks it"


def test_a_memo_stands_under_what_was_written(bare: StudyFile, hsc: int) -> None:
    ids = put(bare, hsc, (0, 10), (20, 30))
    bare.perform(write_coding_memo(ids[0], "One"))
    assert perform_both_ways(bare, add_to_memos(ids, "Two ")).result == 2
    assert [each.memo for each in of_code(bare, hsc)] == ["One\n\nTwo", "Two"]


def test_codings_are_given_to_another_coder_with_their_memos(bare: StudyFile, hsc: int) -> None:
    other = bare.perform(add_coder("J. Nolan")).result
    ids = put(bare, hsc, (0, 10), (20, 30))
    put(bare, hsc, (5, 15), coder_id=other)
    bare.perform(write_coding_memo(ids[1], "One"))
    perform_both_ways(bare, give_codings(ids, other))
    found = [(each.coder_id, each.span, each.memo) for each in of_code(bare, hsc)]
    assert sorted(found) == [(other, (0, 15), ""), (other, (20, 30), "One")]


ACTS: dict[str, Callable[[list[int]], Operation[Any]]] = {
    "no such codings": lambda _ids: recode([GONE], 8),
    "recode as no such code": lambda ids: recode(ids, GONE),
    "add no such code": lambda ids: add_code_to(ids, GONE),
    "code with no such code": lambda _ids: code_places([TranscriptSpan(1, 0, 5)], GONE),
    "code for nobody": lambda _ids: code_places([TranscriptSpan(1, 0, 5)], 8, coder_id=GONE),
    "code in no such interview": lambda _ids: code_places([TranscriptSpan(GONE, 0, 5)], 8),
    "code beyond the text": lambda _ids: code_places([TranscriptSpan(1, 0, GONE)], 8),
    "remove no such codings": lambda _ids: remove_codings([GONE]),
    "doubt no such codings": lambda _ids: mark_unsure([GONE], unsure=True),
    "no such stage": lambda ids: set_stages(ids, GONE),
    "direction of no such codings": lambda _ids: set_directions([GONE], Direction.LACKS),
    "a memo on no such codings": lambda _ids: add_to_memos([GONE], "Look."),
    "give to nobody": lambda ids: give_codings(ids, GONE),
}


@pytest.mark.parametrize("act", ACTS.values(), ids=ACTS)
def test_what_is_gone_is_said_and_nothing_changes(
    bare: StudyFile, hsc: int, act: Callable[[list[int]], Operation[Any]]
) -> None:
    ids = put(bare, hsc, (0, 10))
    before = dump(bare)
    with pytest.raises(UserError):
        bare.perform(act(ids))
    assert dump(bare) == before


SOME = st.lists(st.integers(1, 6), min_size=1, max_size=4)
CODES = st.integers(1, 12)
PLACES = st.lists(st.builds(TranscriptSpan, st.just(1), st.integers(0, 30), st.integers(31, 60)), max_size=4)


@given(
    st.lists(
        st.one_of(
            made(recode, SOME, CODES),
            made(add_code_to, SOME, CODES),
            made(code_places, PLACES, CODES),
            made(remove_codings, SOME),
            made(set_stages, SOME, st.none() | st.integers(1, 4)),
            made(set_directions, SOME, st.sampled_from(Direction)),
            made(add_to_memos, SOME, st.text(max_size=5)),
            made(give_codings, SOME, st.just(1)),
        ),
        min_size=1,
        max_size=5,
    )
)
def test_whatever_is_done_to_many_can_be_undone_and_redone(
    filled: Path, commands: list[Operation[Any]]
) -> None:
    try_all(filled, commands)


@given(st.lists(st.tuples(st.integers(0, 60), st.integers(1, 20)), max_size=5))
def test_coding_many_places_is_as_coding_each(filled: Path, places: list[tuple[int, int]]) -> None:
    spans = [(start, start + length) for start, length in places]

    def after(*acts: Operation[Any]) -> list[tuple[int, int]]:
        with TemporaryDirectory() as folder:
            path = Path(copyfile(filled, Path(folder, "study.strandline")))
            with StudyFile.open(path) as study:
                for act in acts:
                    study.perform(act)
                return sorted(each.span for each in codings(study.reader, 1) if each.code_id == 8)

    at_once = after(code_places([TranscriptSpan(1, *span) for span in spans], 8))
    assert at_once == after(*(apply_codes(1, *span, [Pick(8)]) for span in spans))
