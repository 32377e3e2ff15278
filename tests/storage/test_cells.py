"""Summaries of cells of the matrix: typed, quoted, seen, kept through renaming, masking and merging."""

from dataclasses import replace
from pathlib import Path
from shutil import copyfile
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from sqlalchemy import func, select

from coding.errors import UserError
from coding.model.cells import CellKey, RowPlace, Seen
from coding.privacy.masking import Pseudonym, Pseudonyms
from storage.operations import cells as commands
from storage.operations.masking import mask_interviews
from storage.operations.memos import write_code_memo
from storage.operations.merging import merge_copy
from storage.operations.merging_codes import merge_codes
from storage.operations.people import edit_role
from storage.queries.cells import cell_summaries, quoted_in
from storage.queries.codebook import code_memo
from storage.queries.copies import read_copy
from storage.queries.memos import memos
from storage.study import schema
from storage.study.operation import Operation
from storage.study.study_file import StudyFile
from tests.storage.dumps import made, perform_both_ways, try_all

B_2015 = CellKey(RowPlace(school_id=2, round_id=2), 7)
HEADS = CellKey(RowPlace(role="HD"), 7)
_KEYS = st.sampled_from(
    [B_2015, HEADS, CellKey(RowPlace(person_id=3), 9), CellKey(RowPlace(school_id=99), 7)]
)
_TEXTS = st.sampled_from(["", "Trust is ordinary.", "Trust is ordinary now."])
_SEEN = st.lists(st.integers(1, 3), max_size=3)

ACTS: st.SearchStrategy[Operation[Any]] = st.one_of(
    made(commands.write_summary, _KEYS, _TEXTS, _SEEN),
    made(commands.note_seen, _KEYS, _SEEN),
    made(commands.quote_in_summary, _KEYS, _SEEN, st.integers(1, 2), st.just(3), st.just(9)),
)


@given(some=st.lists(ACTS, min_size=1, max_size=8))
def test_whatever_is_done_can_be_undone_and_redone_exactly(filled: Path, some: list[Operation[Any]]) -> None:
    try_all(filled, [replace(each, is_typed=False) for each in some])  # a step of undo each


def texts(study: StudyFile) -> dict[CellKey, str]:
    return {key: each.text for key, each in cell_summaries(study.reader).items()}


def test_a_cell_has_one_summary_whatever_it_is_about(study: StudyFile) -> None:
    for key in (B_2015, HEADS):
        study.perform(commands.write_summary(key, "One.", [1]))
        study.perform(commands.write_summary(key, "Two.", [1, 2]))
    assert texts(study) == {B_2015: "Two.", HEADS: "Two."}
    assert cell_summaries(study.reader)[B_2015].seen == Seen(frozenset({1, 2}))


def test_what_is_typed_on_is_one_step_of_undo(study: StudyFile) -> None:
    for at in range(1, 40):
        study.perform(commands.write_summary(B_2015, "Trust is ordinary now and a little rude"[:at], [1]))
    study.undo()
    assert texts(study) == {}


def test_an_hour_of_writing_is_ten_operations_and_a_megabyte(study: StudyFile) -> None:
    before = study.path.stat().st_size
    n = study.reader.scalar(select(func.max(schema.operation.c.id)))
    words = "Trust is now ordinary and a little rude. " * 100
    for at in range(1, 3601, 3):  # a pause every three seconds
        study.perform(commands.write_summary(B_2015, words[: at + 1], [1, 2, 3]))
    study.reader.rollback()
    assert (study.reader.scalar(select(func.max(schema.operation.c.id))) or 0) - (n or 0) <= 10
    assert study.path.stat().st_size - before < 1_000_000


def test_what_is_not_there_has_no_summary(study: StudyFile) -> None:
    for key in (
        CellKey(RowPlace(school_id=99), 7),
        CellKey(RowPlace(school_id=1), 999),
        CellKey(RowPlace(), 7),
    ):
        with pytest.raises(UserError):
            study.perform(commands.write_summary(key, "One.", []))
    study.perform(commands.write_summary(B_2015, "  ", []))
    assert texts(study) == {}


def test_a_summary_is_neither_the_memo_of_its_code_nor_in_the_list_of_memos(study: StudyFile) -> None:
    study.perform(commands.write_summary(B_2015, "A summary.", []))
    study.perform(write_code_memo(7, "A memo."))
    assert code_memo(study.reader, 7, study.coder_id) == "A memo."
    assert "A summary." not in [memo.text for memo in memos(study.reader)]


def test_a_quotation_points_at_its_passage_as_long_as_it_stands_in_the_text(study: StudyFile) -> None:
    guid = study.perform(commands.quote_in_summary(B_2015, [1], 1, 23, 47)).result
    study.perform(commands.write_summary(B_2015, f"“[trust](link:{guid})”", [1]))
    found = cell_summaries(study.reader)[B_2015]
    assert [(each.interview_id, each.span) for each in quoted_in(study.reader, found)] == [(1, (23, 47))]
    study.perform(commands.write_summary(B_2015, "Nothing.", [1]))
    assert quoted_in(study.reader, cell_summaries(study.reader)[B_2015]) == []


def test_a_summary_follows_its_role_group_and_is_masked_with_it(study: StudyFile) -> None:
    roles = study.reader.execute(select(schema.role).where(schema.role.c.role_group == "HD")).all()
    study.perform(commands.write_summary(HEADS, "Heads of Oak say so.", []))
    for role in roles:
        perform_both_ways(study, edit_role(role.id, role.number, role.name, "Heads of Oak"))
    assert [*texts(study)] == [CellKey(RowPlace(role="Heads of Oak"), 7)]
    names = Pseudonyms((Pseudonym("Oak", "Elm"),))
    perform_both_ways(study, mask_interviews([1], names))
    assert texts(study) == {CellKey(RowPlace(role="Heads of Elm"), 7): "Heads of Elm say so."}


def test_codes_that_are_merged_keep_both_summaries(study: StudyFile) -> None:
    other = CellKey(B_2015.place, 9)
    study.perform(commands.write_summary(B_2015, "Of the one.", []))
    study.perform(commands.write_summary(other, "Of the other.", []))
    perform_both_ways(study, merge_codes(9, 7))
    assert texts(study) == {B_2015: "Of the other.\n\nOf the one."}
    perform_both_ways(study, commands.write_summary(B_2015, "Of both.", []))
    assert texts(study) == {B_2015: "Of both."}


def test_two_copies_that_wrote_on_one_cell_have_both_texts(study: StudyFile, tmp_path: Path) -> None:
    study.reader.rollback()
    with StudyFile.open(Path(copyfile(study.path, tmp_path / "copy.strandline"))) as copy:
        copy.perform(commands.write_summary(B_2015, "There.", [1]))
        copy.perform(commands.write_summary(HEADS, "Heads there.", [2]))
        other = read_copy(copy.reader)
    study.perform(commands.write_summary(B_2015, "Here.", [1]))
    study.perform(merge_copy(other, "copy", {}))
    assert texts(study) == {B_2015: "Here.\n\nThere.", HEADS: "Heads there."}
    assert cell_summaries(study.reader)[HEADS].seen == Seen(frozenset({2}))
