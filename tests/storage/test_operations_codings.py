"""Codings: the four rules written down, and the law of undo for each operation."""

from collections.abc import Callable
from itertools import pairwise, starmap
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from sqlalchemy import select

from coding.errors import UserError
from coding.model.study import Direction, Span
from coding.text.codings_on_text import place_of
from coding.text.spans import AddNew, AlreadyInside, Grow, TakeOff
from storage.operations.codebook import add_code
from storage.operations.codings import (
    Pick,
    apply_codes,
    resize_coding,
    resize_passage,
    set_direction,
    set_stage,
    set_unsure,
    take_off,
    toggle_code,
)
from storage.operations.memos import write_coding_memo
from storage.operations.studies import add_shipped_framework
from storage.queries.codings import coding_by_id, coding_places, codings
from storage.study import schema
from storage.study.operation import Operation
from storage.study.study_file import StudyFile
from tests.storage.dumps import SPOKEN, made, perform_both_ways, try_all

LENGTH = len(SPOKEN)
PD, JPD, PC, HSC = 1, 2, 7, 9  # of the shipped framework, in its order


def code_id(study: StudyFile, abbreviation: str) -> int:
    found = study.reader.scalar(select(schema.code.c.id).where(schema.code.c.abbreviation == abbreviation))
    assert found is not None
    return found


def passages(study: StudyFile, abbreviation: str) -> list[Span]:
    wanted = code_id(study, abbreviation)
    return [coding.span for coding in codings(study.reader, 1) if coding.code_id == wanted]


# --- the rules, as they are stored ---


def test_a_new_coding_has_coder_time_and_revision(study: StudyFile) -> None:
    coded = study.perform(toggle_code(1, 0, 5, code_id(study, "AI"))).result
    assert coded.rule == AddNew(Span(0, 5))
    assert coded.coding_id is not None
    coding = coding_by_id(study.reader, coded.coding_id)
    assert coding is not None
    assert (coding.span, coding.coder_id, coding.stage_id, coding.unsure) == ((0, 5), 1, None, False)
    assert coding.created.endswith("Z")


def test_the_same_key_again_takes_it_off_and_leaves_the_others(study: StudyFile) -> None:
    for name in ("AI", "DI", "AI"):
        coded = study.perform(toggle_code(1, 0, 5, code_id(study, name))).result
    assert isinstance(coded.rule, TakeOff)
    assert coded.coding_id is None
    assert passages(study, "AI") == []
    assert passages(study, "DI") == [(0, 5)]


def test_inside_such_a_passage_nothing_is_stored(study: StudyFile) -> None:
    first = study.perform(toggle_code(1, 0, 15, code_id(study, "AI"))).result
    done = study.perform(toggle_code(1, 3, 7, code_id(study, "AI")))
    assert isinstance(done.result.rule, AlreadyInside)
    assert done.result.coding_id == first.coding_id
    assert not done.changes
    assert len(study.history()) == len({entry.id for entry in study.history()})


def test_a_partial_overlap_grows_to_the_union_in_one_step(study: StudyFile) -> None:
    study.perform(toggle_code(1, 0, 10, code_id(study, "AI")))
    coded = perform_both_ways(study, toggle_code(1, 5, 15, code_id(study, "AI"))).result
    assert isinstance(coded.rule, Grow)
    assert passages(study, "AI") == [(0, 15)]


def test_growing_absorbs_what_the_union_reaches(study: StudyFile) -> None:
    ai = code_id(study, "AI")
    for start, end in ((0, 10), (20, 30), (40, 50)):
        study.perform(toggle_code(1, start, end, ai))
    perform_both_ways(study, toggle_code(1, 5, 25, ai))
    assert passages(study, "AI") == [(0, 30), (40, 50)]


def test_absorbed_codings_leave_their_memos(study: StudyFile) -> None:
    ai = code_id(study, "AI")
    ids = [study.perform(toggle_code(1, at, at + 5, ai)).result.coding_id for at in (0, 10)]
    for coding_id, words in zip(ids, ("One.", "Two."), strict=True):
        assert coding_id is not None
        study.perform(write_coding_memo(coding_id, words))
    perform_both_ways(study, toggle_code(1, 3, 12, ai))
    assert [coding.memo for coding in codings(study.reader, 1) if coding.code_id == ai] == ["One.\n\nTwo."]


def test_a_strand_takes_the_place_of_its_dimension_alone(study: StudyFile) -> None:
    alone = study.perform(toggle_code(1, 0, 5, code_id(study, "CC"))).result
    coded = perform_both_ways(study, toggle_code(1, 0, 5, code_id(study, "AI"))).result
    assert coded.coding_id == alone.coding_id
    assert passages(study, "CC") == []


def test_a_dimension_is_not_added_where_its_strand_says_it(study: StudyFile) -> None:
    strand = study.perform(toggle_code(1, 0, 5, code_id(study, "AI"))).result
    done = study.perform(toggle_code(1, 0, 5, code_id(study, "CC")))
    assert done.result.coding_id == strand.coding_id
    assert not done.changes


def test_another_dimension_s_strand_leaves_a_dimension_alone(study: StudyFile) -> None:
    study.perform(toggle_code(1, 0, 5, code_id(study, "PD")))
    study.perform(toggle_code(1, 0, 5, code_id(study, "AI")))
    assert passages(study, "PD") == [(0, 5)]


def test_in_a_framework_without_dimensions_a_code_stands_beside_the_one_above_it(study: StudyFile) -> None:
    flat = study.perform(add_shipped_framework("grid_group")).result
    above = study.perform(add_code(flat, None, "Above")).result
    below = study.perform(add_code(flat, above, "Below")).result
    for code in (above, below):
        assert isinstance(study.perform(toggle_code(1, 0, 5, code)).result.rule, AddNew)
    assert {coding.code_id for coding in codings(study.reader, 1)} >= {above, below}


def test_applying_keeps_what_stands_and_adds_stage_and_doubt(study: StudyFile) -> None:
    ai, di = code_id(study, "AI"), code_id(study, "DI")
    study.perform(toggle_code(1, 0, 5, ai))
    applied = perform_both_ways(study, apply_codes(1, 0, 5, [Pick(ai, 2), Pick(di, None, True)])).result  # noqa: FBT003
    found = [coding_by_id(study.reader, coded.coding_id or 0) for coded in applied]
    assert [(c.code_id, c.stage_id, c.unsure) for c in found if c] == [(ai, 2, False), (di, None, True)]
    assert study.history(1)[0].words == "Code passage AI, DI"


def test_a_direction_stands_beside_a_stage_and_stays_as_the_coding_grows(study: StudyFile) -> None:
    ai = code_id(study, "AI")
    lacks = Pick(ai, 2, direction=Direction.LACKS)
    (applied,) = perform_both_ways(study, apply_codes(1, 0, 5, [lacks])).result
    coding_id = applied.coding_id or 0
    perform_both_ways(study, set_direction(coding_id, Direction.WISHES))
    assert study.history(1)[0].words == "Set the direction of AI: wishes for it"
    study.perform(toggle_code(1, 3, 9, ai))
    found = coding_by_id(study.reader, coding_id)
    assert found is not None
    assert (found.span, found.stage_id, found.direction) == ((0, 9), 2, Direction.WISHES)


def test_shrinking_a_coding_leaves_its_neighbours(study: StudyFile) -> None:
    ai = code_id(study, "AI")
    first = study.perform(toggle_code(1, 0, 10, ai)).result.coding_id or 0
    study.perform(toggle_code(1, 10, 20, ai))
    perform_both_ways(study, resize_coding(first, 0, 4))
    assert passages(study, "AI") == [(0, 4), (10, 20)]


def test_a_resized_passage_takes_all_its_codings_along(study: StudyFile) -> None:
    ids = [
        study.perform(toggle_code(1, 0, 5, code_id(study, name))).result.coding_id or 0
        for name in ("AI", "JPD")
    ]
    perform_both_ways(study, resize_passage(ids, 2, 9))
    assert passages(study, "AI") == passages(study, "JPD") == [(2, 9)]


@pytest.mark.parametrize(("start", "end"), [(5, 5), (7, 3), (-1, 4), (0, LENGTH + 1)])
def test_a_span_outside_the_text_is_refused(study: StudyFile, start: int, end: int) -> None:
    with pytest.raises(UserError, match="not in the transcript"):
        study.perform(toggle_code(1, start, end, JPD))


def test_a_coding_that_is_gone_is_refused(study: StudyFile) -> None:
    with pytest.raises(UserError, match="no longer there"):
        study.perform(take_off(99))


# --- the law: undo gives what was, redo what came of it ---

places = st.integers(0, LENGTH)
spans = st.sets(places, min_size=2, max_size=2).map(lambda ends: Span(min(ends), max(ends)))
codes = st.sampled_from([PD, JPD, PC, HSC])
coding_ids = st.integers(1, 6)
stages = st.none() | st.integers(1, 4)
directions = st.sampled_from(Direction)
picks = st.builds(Pick, codes, stages, st.booleans(), directions)


def on_spans(
    act: Callable[..., Operation[Any]], *before: st.SearchStrategy[Any], after: st.SearchStrategy[Any]
) -> st.SearchStrategy[Operation[Any]]:
    """Return operations that take a start and an end between their other parameters."""
    return st.tuples(st.tuples(*before), spans, after).map(lambda parts: act(*parts[0], *parts[1], *parts[2]))


commands = st.one_of(
    on_spans(toggle_code, st.just(1), after=st.tuples(codes)),
    on_spans(apply_codes, st.just(1), after=st.tuples(st.lists(picks, min_size=1, max_size=3))),
    on_spans(resize_coding, coding_ids, after=st.just(())),
    on_spans(resize_passage, st.lists(coding_ids, max_size=3), after=st.just(())),
    st.tuples(coding_ids, st.booleans()).map(lambda parts: set_unsure(parts[0], unsure=parts[1])),
    made(set_stage, coding_ids, stages),
    made(set_direction, coding_ids, directions),
    made(take_off, coding_ids),
    made(write_coding_memo, coding_ids, st.text(max_size=5)),
)


def test_places_are_one_coders_and_in_the_order_they_are_held_in(study: StudyFile) -> None:
    for start, end in ((30, 40), (0, 5), (0, 15), (30, 35)):
        study.perform(toggle_code(1, start, end, code_id(study, "AI" if end % 2 else "DI")))
    assert coding_places(study.reader, 1, [1]) == sorted(map(place_of, codings(study.reader, 1)))
    assert coding_places(study.reader, 1, [2]) == []


@given(commands=st.lists(commands, min_size=1, max_size=6))
def test_every_operation_on_codings_can_be_undone_and_redone(
    filled: Path, commands: list[Operation[Any]]
) -> None:
    try_all(filled, commands)


@given(marks=st.lists(spans, max_size=8))
def test_codings_of_one_code_never_overlap(
    filled: Path, tmp_path_factory: pytest.TempPathFactory, marks: list[Span]
) -> None:
    path = tmp_path_factory.mktemp("spans") / "study.strandline"
    path.write_bytes(filled.read_bytes())
    with StudyFile.open(path) as study:
        for start, end in marks:
            study.perform(toggle_code(1, start, end, JPD))
        found = passages(study, "JPD")
    assert not any(starmap(Span.overlaps, pairwise(found)))
