"""Going through the passages of a code: sorted, left, kept until tomorrow; all of it can be taken back."""

from contextlib import suppress
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from coding.errors import UserError
from coding.model.study import Direction, Span
from storage.operations.coders import add_coder
from storage.operations.codings import set_direction, set_stage, set_unsure, toggle_code
from storage.operations.going_through import (
    add_target,
    forget_left,
    leave_passage,
    set_targets,
    sort_passage,
)
from storage.operations.memos import write_coding_memo
from storage.operations.merging_codes import merge_codes
from storage.queries.codebook import framework
from storage.queries.codings import codings
from storage.queries.going_through import CodePass, code_pass
from storage.study.operation import Operation
from storage.study.study_file import StudyFile
from tests.storage.dumps import dump, perform_both_ways

ME = 1


def code(study: StudyFile, short: str) -> int:
    return next(each.id for each in framework(study.reader, 1).codes if each.short == short)


def put(study: StudyFile, short: str, start: int, end: int) -> int:
    coded = study.perform(toggle_code(1, start, end, code(study, short))).result
    assert coded.coding_id is not None
    return coded.coding_id


def spans(study: StudyFile, short: str) -> list[Span]:
    return sorted(each.span for each in codings(study.reader, 1) if each.code_id == code(study, short))


def now(study: StudyFile, short: str, coder_id: int = ME) -> CodePass:
    found = code_pass(study.reader, code(study, short), coder_id)
    assert found is not None
    return found


@pytest.fixture
def ai(study: StudyFile) -> list[int]:
    """Return three codings of AI."""
    return [put(study, "AI", start, end) for start, end in ((17, 21), (23, 34), (48, 55))]


def test_it_begins_with_the_codes_below(study: StudyFile, ai: list[int]) -> None:
    assert [each.id for each in now(study, "AI").to_do] == ai
    assert now(study, "AI").target_ids == ()
    below = [each.id for each in framework(study.reader, 1).children(code(study, "HSC"))]
    assert below
    assert now(study, "HSC").target_ids == (*below,)


def test_a_passage_goes_to_one_code(study: StudyFile, ai: list[int]) -> None:
    perform_both_ways(study, sort_passage(code(study, "AI"), ai[1], [code(study, "DI")]))
    assert spans(study, "DI") == [(23, 34)]
    assert [each.id for each in now(study, "AI").to_do] == [ai[0], ai[2]]
    assert study.history(1)[0].words == "Sort a passage of AI into DI"


def test_to_both_each_has_stage_doubt_and_memo(study: StudyFile, ai: list[int]) -> None:
    study.perform(set_unsure(ai[0], unsure=True))
    study.perform(set_stage(ai[0], 2))
    study.perform(set_direction(ai[0], Direction.MIXED))
    study.perform(write_coding_memo(ai[0], "Two things."))
    perform_both_ways(study, sort_passage(code(study, "AI"), ai[0], [code(study, "DI"), code(study, "CE")]))
    made = [each for each in codings(study.reader, 1) if each.span == (17, 21)]
    assert {each.code_id for each in made} == {code(study, "DI"), code(study, "CE")}
    said = [(each.stage_id, each.direction, each.unsure, each.memo) for each in made]
    assert said == [(2, Direction.MIXED, True, "Two things.")] * 2


def test_it_joins_what_has_the_new_code(study: StudyFile, ai: list[int]) -> None:
    put(study, "DI", 30, 40)
    put(study, "DI", 60, 64)
    perform_both_ways(study, sort_passage(code(study, "AI"), ai[1], [code(study, "DI")]))
    assert spans(study, "DI") == [(23, 40), (60, 64)]


def test_what_is_left_is_not_asked_again_unless_wanted(study: StudyFile, ai: list[int]) -> None:
    perform_both_ways(study, leave_passage(code(study, "AI"), ai[0]))
    found = now(study, "AI")
    assert ([each.id for each in found.to_do], found.n_left) == (ai[1:], 1)
    perform_both_ways(study, forget_left(code(study, "AI")))
    assert [each.id for each in now(study, "AI").to_do] == ai


def test_targets_are_chosen_and_made_on_the_way(study: StudyFile, ai: list[int]) -> None:
    perform_both_ways(study, set_targets(code(study, "AI"), [code(study, "CE"), code(study, "DI")]))
    made = perform_both_ways(study, add_target(code(study, "AI"), "weighing evidence")).result
    assert now(study, "AI").target_ids == (code(study, "CE"), code(study, "DI"), made)
    assert framework(study.reader, 1).by_id[made].parent_id == code(study, "CC")
    study.perform(leave_passage(code(study, "AI"), ai[0]))
    assert now(study, "AI").target_ids[-1] == made


def test_it_is_each_coders_own(study: StudyFile, ai: list[int]) -> None:
    other = study.perform(add_coder("J. Nolan")).result
    study.perform(leave_passage(code(study, "AI"), ai[0]))
    assert now(study, "AI", other).to_do == ()
    assert now(study, "AI", other).n_left == 0


def test_it_follows_a_code_that_is_merged(study: StudyFile, ai: list[int]) -> None:
    study.perform(set_targets(code(study, "AI"), [code(study, "CE")]))
    study.perform(leave_passage(code(study, "AI"), ai[0]))
    study.perform(merge_codes(code(study, "CE"), code(study, "DI")))
    study.perform(merge_codes(code(study, "AI"), code(study, "AA")))
    found = now(study, "AA")
    assert found.target_ids == (code(study, "DI"),)
    assert ([each.id for each in found.to_do], found.n_left) == (ai[1:], 1)


@pytest.mark.parametrize("wrong", ["gone", "other code", "itself", "none"])
def test_what_cannot_be_sorted_is_said(study: StudyFile, ai: list[int], wrong: str) -> None:
    of, to = code(study, "AI"), code(study, "DI")
    acts = {
        "gone": sort_passage(of, 999, [to]),
        "other code": sort_passage(to, ai[0], [of]),
        "itself": sort_passage(of, ai[0], [of]),
        "none": sort_passage(of, ai[0], []),
    }
    before = dump(study)
    with pytest.raises(UserError):
        study.perform(acts[wrong])
    assert dump(study) == before


_code = st.sampled_from([7, 8, 11, 12, 13, 999])
_coding = st.integers(1, 9)
_acts: st.SearchStrategy[Operation[Any]] = st.one_of(
    st.tuples(_code, _coding, st.lists(_code, max_size=3)).map(lambda a: sort_passage(*a)),
    st.tuples(_code, _coding).map(lambda a: leave_passage(*a)),
    st.tuples(_code).map(lambda a: forget_left(*a)),
    st.tuples(_code, st.lists(_code, max_size=3)).map(lambda a: set_targets(*a)),
    st.tuples(_code, st.sampled_from(["", "new", "newer"])).map(lambda a: add_target(*a)),
)


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.lists(_acts, max_size=8))
def test_all_of_it_can_be_taken_back(study: StudyFile, acts: list[Operation[Any]]) -> None:
    before, done = dump(study), 0
    for act in acts:
        with suppress(UserError):
            done += bool(perform_both_ways(study, act).changes)
    for _ in range(done):
        study.undo()
    assert dump(study) == before
