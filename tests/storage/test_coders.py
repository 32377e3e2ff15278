"""Who codes: added, changed, merged, withdrawn."""

from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from coding.errors import UserError
from coding.model.study import CoderKind, State
from storage.operations.coders import add_coder, edit_coder, merge_coders, withdraw_coder
from storage.operations.codings import set_stage, set_unsure, toggle_code
from storage.operations.memos import write_coding_memo, write_interview_memo
from storage.operations.reading import set_blind, set_state
from storage.queries.agreement import read_unseeing
from storage.queries.coders import coders, coders_called, everybody
from storage.queries.codings import codings
from storage.queries.texts import interview_memo
from storage.queries.tree import blind_interviews, reading_states
from storage.study.operation import Operation
from storage.study.study_file import StudyFile
from tests.storage.dumps import dump, made, perform_both_ways, try_all

ME = 1


@pytest.fixture
def other(study: StudyFile) -> int:
    """Return a second coder, who has coded nothing yet."""
    return study.perform(add_coder("J. Nolan")).result


def places(study: StudyFile, coder_id: int) -> list[tuple[int, int, int]]:
    return sorted((c.start, c.end, c.code_id) for c in codings(study.reader, 1) if c.coder_id == coder_id)


def as_(study: StudyFile, coder_id: int) -> StudyFile:
    study.coder_id = coder_id
    return study


def test_initials_are_made_of_the_name_unless_they_are_said(study: StudyFile, other: int) -> None:
    assert [coder.short for coder in coders(study.reader)] == ["Me", "JN"]
    study.perform(edit_coder(other, "J. Nolan", "Jo", "green"))
    found = coders(study.reader)[1]
    assert (found.short, found.hue, found.kind) == ("Jo", "green", CoderKind.PERSON)


@pytest.mark.parametrize("name", ["", "  ", "me", "ME", "J.\u00a0Nolan"])
def test_a_coder_has_a_name_of_their_own(study: StudyFile, other: int, name: str) -> None:
    before = dump(study)
    with pytest.raises(UserError):
        study.perform(add_coder(name))
    assert dump(study) == before


def test_coders_are_called_by_name_or_initials(study: StudyFile, other: int) -> None:
    assert coders_called(study.reader, []) == coders_called(study.reader, ["all"]) == (ME, other)
    assert coders_called(study.reader, ["jn"]) == coders_called(study.reader, ["j. nolan"]) == (other,)
    with pytest.raises(UserError, match="no one coder “somebody”"):
        coders_called(study.reader, ["somebody"])


def test_coding_for_somebody_else_is_theirs_and_says_who_did_it(study: StudyFile, other: int) -> None:
    study.perform(toggle_code(1, 0, 5, 15, coder_id=other))
    assert places(study, other) == [(0, 5, 15)]
    entry = study.history(1)[0]
    assert (entry.coder, entry.words.endswith(", for J. Nolan")) == ("Me", True)
    assert reading_states(study.reader, [other]) == {1: State.BEING_READ}


def test_an_interview_is_done_if_all_who_read_it_are(study: StudyFile, other: int) -> None:
    study.perform(set_state(1, State.DONE))
    assert reading_states(study.reader, [ME, other]) == {1: State.DONE}
    as_(study, other).perform(toggle_code(1, 0, 5, 15))
    assert reading_states(study.reader, [ME, other]) == {1: State.BEING_READ}
    assert reading_states(study.reader, [ME]) == {1: State.DONE}
    study.perform(set_state(1, State.DONE))
    assert reading_states(study.reader, [ME, other]) == {1: State.DONE}


def test_blind_reading_ends_when_it_is_done_and_stays_known(study: StudyFile, other: int) -> None:
    perform_both_ways(as_(study, other), set_blind(1, blind=True))
    assert blind_interviews(study.reader, other) == {1}
    perform_both_ways(study, set_state(1, State.DONE))
    assert not blind_interviews(study.reader, other)
    assert [each.interview_id for each in read_unseeing(study.reader, [ME, other])] == [1]
    with pytest.raises(UserError, match="done with this interview"):
        study.perform(set_blind(1, blind=True))


def test_what_is_taken_up_again_is_not_read_blind(study: StudyFile, other: int) -> None:
    as_(study, other).perform(set_blind(1, blind=True))
    study.perform(set_state(1, State.DONE))
    perform_both_ways(study, set_state(1, State.BEING_READ))
    study.perform(set_state(1, State.DONE))
    assert not blind_interviews(study.reader, other)
    assert read_unseeing(study.reader, [other]) == []


def test_merging_gives_all_to_the_other(study: StudyFile, other: int) -> None:
    before = places(study, ME)
    as_(study, other).perform(toggle_code(1, 0, 5, 15))
    study.perform(write_interview_memo(1, "Theirs"))
    study.perform(set_state(1, State.DONE))
    perform_both_ways(study, merge_coders(other, ME))
    assert places(study, ME) == sorted([*before, (0, 5, 15)])
    assert everybody(study.reader) == (ME,)
    assert "Theirs" in interview_memo(study.reader, 1, ME)
    assert reading_states(study.reader, [ME]) == {1: State.DONE}
    merged, former = coders(study.reader)
    assert (merged.also, former.kind) == ((former.guid,), CoderKind.FORMER)


def test_merged_codings_of_one_code_that_meet_become_one(study: StudyFile, other: int) -> None:
    mine = study.perform(toggle_code(1, 0, 10, 15)).result.coding_id
    assert mine is not None
    study.perform(set_unsure(mine, unsure=True))
    study.perform(write_coding_memo(mine, "One"))
    theirs = as_(study, other).perform(toggle_code(1, 5, 20, 15)).result.coding_id
    assert theirs is not None
    study.perform(set_stage(theirs, 2))
    study.perform(write_coding_memo(theirs, "Two"))
    perform_both_ways(study, merge_coders(other, ME))
    (one,) = [coding for coding in codings(study.reader, 1) if coding.code_id == 15 and coding.start < 30]
    assert (one.id, one.span, one.coder_id, one.stage_id, one.unsure) == (mine, (0, 20), ME, 2, False)
    assert one.memo == "One\n\nTwo"


def test_withdrawing_a_coder_takes_all_that_is_theirs(study: StudyFile, other: int) -> None:
    before = dump(study)
    as_(study, other).perform(toggle_code(1, 0, 5, 15))
    study.perform(write_interview_memo(1, "Theirs"))
    as_(study, ME)
    perform_both_ways(study, withdraw_coder(other))
    after = dump(study)
    assert {name: after[name] for name in ("coding", "memo", "reading")} == {
        name: before[name] for name in ("coding", "memo", "reading")
    }
    assert everybody(study.reader) == (ME,)


def test_the_only_coder_stays(study: StudyFile) -> None:
    with pytest.raises(UserError, match="the only coder"):
        study.perform(withdraw_coder(ME))


@pytest.mark.parametrize("ids", [(1, 1), (1, 9), (9, 1)])
def test_nobody_becomes_one_with_who_is_not_there(study: StudyFile, ids: tuple[int, int]) -> None:
    with pytest.raises(UserError):
        study.perform(merge_coders(*ids))


_WHO = st.integers(1, 4)
_SPAN = st.tuples(st.integers(0, 40), st.integers(1, 30)).map(lambda at: (at[0], at[0] + at[1]))


def _toggle(span: tuple[int, int], code_id: int) -> Operation[Any]:
    return toggle_code(1, *span, code_id)


def _blind(blind: bool) -> Operation[Any]:  # noqa: FBT001 - drawn
    return set_blind(1, blind=blind)


_ACTS = st.one_of(
    made(add_coder, st.sampled_from(["A", "B", "C"])),
    made(_toggle, _SPAN, st.integers(2, 6)),
    made(merge_coders, _WHO, _WHO),
    made(withdraw_coder, _WHO),
    made(set_state, st.just(1), st.sampled_from(State)),
    made(_blind, st.booleans()),
)


@given(st.lists(_ACTS, max_size=6))
def test_every_act_can_be_taken_back(filled: Path, acts: list[Operation[Any]]) -> None:
    try_all(filled, acts)
