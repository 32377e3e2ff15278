"""What a code was: one version for each revision of its codebook in which it changed, whatever changed it."""

from pathlib import Path
from shutil import copyfile

from sqlalchemy import select

from coding.model.code_versions import CodeVersion
from coding.model.study import CodeChange
from coding.privacy.masking import Pseudonym, Pseudonyms
from storage.merging.other_copy import read_other
from storage.operations.arranging import group_codes, move_code
from storage.operations.codebook import add_code, delete_code, edit_entry, rename_code
from storage.operations.coders import add_coder, withdraw_coder
from storage.operations.masking import mask_interviews
from storage.operations.merging import merge_copy
from storage.operations.merging_codes import merge_codes
from storage.operations.own_frameworks import duplicate_framework
from storage.operations.withdrawing import withdraw_person
from storage.privacy.masked_export import share_copy
from storage.queries.code_versions import codebook_at, revisions
from storage.study import schema
from storage.study.study_file import StudyFile
from tests.storage.dumps import SPOKEN, codes_without_version, perform_both_ways

JPD, MC = 2, 3  # ids in the shipped framework


def versions(study: StudyFile, code_id: int) -> list[tuple[int, CodeChange]]:
    """Return the revisions of a code that is there, and what changed."""
    version = schema.code_version.c
    guid = select(schema.code.c.guid).where(schema.code.c.id == code_id).scalar_subquery()
    rows = study.reader.execute(
        select(version.revision, version.what).where(version.code_guid == guid).order_by(version.revision)
    )
    return [(row.revision, CodeChange(row.what)) for row in rows]


def at(study: StudyFile, revision: int, short: str) -> CodeVersion:
    return next(each for each in codebook_at(study.reader, 1, revision) if each.abbreviation == short)


def test_each_change_is_a_version_and_the_codebook_is_there_as_it_was(study: StudyFile) -> None:
    before = codebook_at(study.reader, 1, 1)
    perform_both_ways(study, edit_entry(JPD, "definition", "Planning together."))
    perform_both_ways(study, rename_code(JPD, "Joint planning"))
    perform_both_ways(study, move_code(JPD, None, 0))
    new = perform_both_ways(study, add_code(1, None, "New one")).result
    perform_both_ways(study, delete_code(new))
    assert versions(study, JPD) == [
        (1, CodeChange.NEW),
        (2, CodeChange.MEANING),
        (3, CodeChange.NAME),
        (4, CodeChange.PLACE),
    ]
    assert codebook_at(study.reader, 1, 1) == before
    assert (at(study, 2, "JPD").definition, at(study, 2, "JPD").name) == (
        "Planning together.",
        before[1].name,
    )
    assert "New one" in [each.name for each in codebook_at(study.reader, 1, 5)]
    assert "New one" not in [each.name for each in codebook_at(study.reader, 1, 6)]
    newest, *_rest = revisions(study.reader, 1)
    assert (newest.number, newest.coder) == (6, "Me")
    assert [each[:2] for each in newest.changes] == [(CodeChange.GONE, "New one")]


def test_what_makes_no_version_of_the_codebook_changes_the_version_that_is(study: StudyFile) -> None:
    perform_both_ways(study, edit_entry(JPD, "notes", "Look at A2."))
    perform_both_ways(study, edit_entry(JPD, "definition", "One"))
    perform_both_ways(study, edit_entry(JPD, "example", "Two"))
    perform_both_ways(study, move_code(JPD, 1, 5))  # the last of its dimension
    assert versions(study, JPD) == [(1, CodeChange.NEW), (2, CodeChange.MEANING)]
    assert (at(study, 1, "JPD").notes, at(study, 2, "JPD").example) == ("Look at A2.", "Two")
    assert next(each.abbreviation for each in codebook_at(study.reader, 1, 1)[1:]) == "JPD"
    assert next(each.abbreviation for each in codebook_at(study.reader, 1, 2)[1:]) != "JPD"


def test_a_merged_code_says_what_took_it_in_and_a_copy_begins_anew(study: StudyFile) -> None:
    guid = study.reader.scalar(select(schema.code.c.guid).where(schema.code.c.id == MC))
    perform_both_ways(study, merge_codes(MC, JPD))
    version = schema.code_version.c
    last = study.reader.execute(
        select(version.what, version.parent_guid).where(version.code_guid == guid, version.revision == 2)
    ).one()
    assert (last.what, last.parent_guid) == ("merged", at(study, 2, "JPD").code_guid)
    perform_both_ways(study, group_codes([JPD, 4], "Both"))
    copy = perform_both_ways(study, duplicate_framework(1)).result
    (only,) = revisions(study.reader, copy)
    assert {each.what for each in only.changes} == {CodeChange.NEW}


def test_two_copies_that_changed_one_codebook_have_the_versions_of_both(
    study: StudyFile, tmp_path: Path
) -> None:
    study.checkpoint()
    other = Path(copyfile(study.path, tmp_path / "other.strandline"))
    with StudyFile.open(other) as there:
        there.perform(edit_entry(MC, "definition", "There."))
        there.perform(edit_entry(MC, "definition", "There again."))
        there.perform(edit_entry(JPD, "when_to_use", "Theirs."))
    study.perform(edit_entry(JPD, "definition", "Here."))
    perform_both_ways(study, merge_copy(read_other(study.path, other), other.name, {}))
    assert versions(study, MC) == [(1, CodeChange.NEW), (2, CodeChange.MEANING), (3, CodeChange.MEANING)]
    assert at(study, 2, "JPD").definition == "Here."
    # Nobody had both changes of JPD before: that is a version of its own.
    now = revisions(study.reader, 1)[0].number
    assert now == 5
    assert (at(study, now, "JPD").definition, at(study, now, "JPD").when_to_use) == ("Here.", "Theirs.")


def test_names_and_withdrawn_words_leave_earlier_versions_too(study: StudyFile, tmp_path: Path) -> None:
    said = SPOKEN[17:46]  # of Mrs Bxxxx alone
    study.perform(edit_entry(JPD, "definition", f"Mrs Bxxxx plans. “{said}”"))
    study.perform(edit_entry(JPD, "definition", "Planning."))
    pseudonyms = Pseudonyms((Pseudonym("Mrs Bxxxx", "Head"),))
    share_copy(study.path, tmp_path / "shared.strandline", pseudonyms)
    with StudyFile.open(tmp_path / "shared.strandline") as shared:
        assert at(shared, 2, "JPD").definition == f"Head plans. “{said}”"
    perform_both_ways(study, mask_interviews([1], pseudonyms))
    assert at(study, 2, "JPD").definition == f"Head plans. “{said}”"
    study.undo()
    study.perform_irreversibly(withdraw_person(1, (), "Somebody"))
    left = at(study, 2, "JPD").definition
    assert said not in left
    assert "Bxxxx" not in left
    assert codes_without_version(study) == []


def test_versions_outlast_the_coder_who_made_them(study: StudyFile) -> None:
    me, study.coder_id = study.coder_id, study.perform(add_coder("Jo")).result
    study.perform(edit_entry(JPD, "definition", "Mine."))
    jo, study.coder_id = study.coder_id, me
    perform_both_ways(study, withdraw_coder(jo))
    assert versions(study, JPD)[-1] == (2, CodeChange.MEANING)
    assert revisions(study.reader, 1)[0].coder == "Jo"
