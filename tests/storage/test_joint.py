"""What is written of both kinds of evidence: typed, undone, renamed with its group, merged."""

from pathlib import Path
from shutil import copyfile

import pytest
from sqlalchemy import select

from coding.errors import UserError
from coding.model.cells import CellKey, RowPlace
from coding.model.joint import JointState
from storage.operations.joint import write_joint
from storage.operations.merging import merge_copy
from storage.operations.people import edit_role
from storage.queries.copies import read_copy
from storage.queries.joint import joint_sentences
from storage.queries.memos import memos
from storage.study import schema
from storage.study.study_file import StudyFile
from tests.storage.dumps import perform_both_ways

ALL_OF_IT = CellKey(RowPlace(), 7)
OF_B, OF_HEADS = CellKey(RowPlace(school_id=2), 7), CellKey(RowPlace(role="HD"), 7)


def said(study: StudyFile) -> dict[CellKey, tuple[str, str]]:
    return {key: (each.text, each.state.value) for key, each in joint_sentences(study.reader).items()}


def test_a_row_has_one_sentence_with_its_state(study: StudyFile) -> None:
    for key in (ALL_OF_IT, OF_B, OF_HEADS):
        perform_both_ways(study, write_joint(key, "More speak of it.", JointState.UNSAID))
        perform_both_ways(study, write_joint(key, "More speak of it, fewer mark it.", JointState.CONTRADICT))
    text = "More speak of it, fewer mark it."
    assert said(study) == dict.fromkeys((ALL_OF_IT, OF_B, OF_HEADS), (text, "contradict"))
    perform_both_ways(study, write_joint(OF_B, "", JointState.UNSAID))
    assert said(study)[OF_B] == ("", "")
    assert text not in [memo.text for memo in memos(study.reader)]  # it is no memo of the page Memos
    with pytest.raises(UserError):
        study.perform(write_joint(CellKey(RowPlace(), 99), "Gone.", JointState.AGREE))


def test_typing_is_one_step_of_undo_and_a_renamed_group_keeps_its_sentence(study: StudyFile) -> None:
    for at in range(1, 20):
        study.perform(write_joint(OF_HEADS, "Heads say it, staff mark it"[:at], JointState.UNSAID))
    assert said(study) == {OF_HEADS: ("Heads say it, staff", "")}
    roles = study.reader.execute(select(schema.role).where(schema.role.c.role_group == "HD")).all()
    for role in roles:
        study.perform(edit_role(role.id, role.number, role.name, "Heads"))
    assert [*said(study)] == [CellKey(RowPlace(role="Heads"), 7)]
    for _step in (*roles, "typing"):
        study.undo()
    assert said(study) == {}


def test_two_copies_of_a_sentence_are_one_row(study: StudyFile, tmp_path: Path) -> None:
    study.reader.rollback()
    with StudyFile.open(Path(copyfile(study.path, tmp_path / "copy.strandline"))) as copy:
        copy.perform(write_joint(OF_B, "There.", JointState.EXPLAINED))
        copy.perform(write_joint(ALL_OF_IT, "All there.", JointState.SILENT))
        other = read_copy(copy.reader)
    study.perform(write_joint(OF_B, "Here.", JointState.AGREE))
    study.perform(merge_copy(other, "copy", {}))
    assert said(study) == {OF_B: ("Here.\n\nThere.", "agree"), ALL_OF_IT: ("All there.", "silent")}
