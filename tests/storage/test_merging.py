"""Merging another copy: what was done in both copies is in one, and what was decided stays decided."""

from collections.abc import Iterator
from pathlib import Path
from shutil import copyfile
from typing import Any

import pytest
from sqlalchemy import select

from coding.errors import CancelledError, UserError
from coding.merging.plan import Choices, MergePlan, Side
from coding.model.agreement import Measuring, UnitKind
from coding.model.settling import AgreedCoding, Basis, RuledOn, Settlement
from coding.model.study import Clearing, CoderKind, Decision, Direction, Quoting, State, TranscriptSpan
from coding.privacy.masking import Pseudonyms
from storage.merging.other_copy import look_ahead, read_other
from storage.operations import merging_state
from storage.operations.agreement import fix_agreement, settle
from storage.operations.arranging import group_codes
from storage.operations.clearing import note_shown, set_quoting
from storage.operations.codebook import add_code, delete_code, edit_entry, rename_code
from storage.operations.coders import add_coder, merge_coders
from storage.operations.codings import resize_coding, set_direction, set_stage, take_off, toggle_code
from storage.operations.correcting import correct_turn
from storage.operations.interviews import remove_interview
from storage.operations.memos import write_code_memo, write_coding_memo, write_interview_memo
from storage.operations.merging import merge_copy
from storage.operations.merging_codes import merge_codes
from storage.operations.people import add_person, add_school, remove_person
from storage.operations.questions import ask_as_question
from storage.operations.reading import set_blind, set_state
from storage.operations.second_look import ask_second_look, drop_second_look, let_stand
from storage.operations.studies import set_up_study
from storage.operations.withdrawing import withdraw_person
from storage.privacy.masked_export import Parts, share_copy
from storage.queries.agreement import agreement_rule, read_unseeing
from storage.queries.coders import coders
from storage.queries.codings import codings_by_id
from storage.queries.questions import asked_about
from storage.queries.quoting import asked_of_quoting, clearances
from storage.queries.second_look import second_look
from storage.queries.texts import transcript
from storage.queries.tree import reading_states
from storage.study import schema
from storage.study.study_file import StudyFile
from tests.storage.dumps import SPOKEN, dump, fill, perform_both_ways
from tests.storage.named_study import fill_with_names
from tests.tools.keep_version import KEPT

FG = 7  # has two codings


@pytest.fixture
def other(study: StudyFile, tmp_path: Path) -> Iterator[StudyFile]:
    """Yield another copy of the study, open."""
    study.checkpoint()
    copyfile(study.path, tmp_path / "other.strandline")
    with StudyFile.open(tmp_path / "other.strandline") as other:
        yield other


def merge(study: StudyFile, other: StudyFile | Path, choices: Choices | None = None) -> MergePlan:
    """Merge the other copy: what is foreseen is done, the law of undo holds, and twice adds nothing."""
    there = other if isinstance(other, Path) else other.path
    read = read_other(study.path, there)
    foreseen = look_ahead(study.path, read, choices or {})
    found = perform_both_ways(study, merge_copy(read, there.name, choices or {})).result
    assert foreseen == found
    again = look_ahead(study.path, read_other(study.path, there), choices or {})
    assert again.adds_nothing
    return found


def places(study: StudyFile) -> list[tuple[Any, ...]]:
    c = schema.coding.c
    return sorted(tuple(row) for row in study.reader.execute(select(c.start, c.end, c.code_id, c.coder_id)))


def text(study: StudyFile) -> str:
    return study.reader.scalar(select(schema.transcript.c.text)) or ""


def names(study: StudyFile, table: Any) -> list[str]:
    return sorted(study.reader.scalars(select(table.c.name)))


def conflict(plan: MergePlan) -> str:
    (found,) = plan.conflicts
    return found.key


def test_nothing_comes_in_from_a_copy_that_is_the_same(study: StudyFile, other: StudyFile) -> None:
    plan = merge(study, other)
    assert plan == MergePlan()
    assert study.history(1)[0].kind == "fill"


def test_how_agreement_is_measured_stays_and_the_other_way_is_said(
    study: StudyFile, other: StudyFile
) -> None:
    other.perform(fix_agreement(Measuring(UnitKind.SENTENCE)))
    (note,) = merge(study, other).notes
    assert note.startswith("How agreement is measured is fixed there (sentence · alpha")
    assert agreement_rule(study.reader) is None
    study.perform(fix_agreement(Measuring(UnitKind.CHARACTER)))
    (note,) = merge(study, other).notes
    assert "fixed otherwise there (sentence · alpha" in note
    rule = agreement_rule(study.reader)
    assert rule is not None
    assert rule.measuring.unit is UnitKind.CHARACTER


def test_the_same_way_to_measure_is_not_spoken_of(study: StudyFile, other: StudyFile) -> None:
    for copy in (study, other):
        copy.perform(fix_agreement(Measuring()))
    assert merge(study, other).notes == ()


def test_a_blind_reading_that_is_done_there_is_one_here(study: StudyFile, other: StudyFile) -> None:
    other.coder_id = other.perform(add_coder("J. Nolan")).result
    other.perform(set_blind(1, blind=True))
    other.perform(set_state(1, State.DONE))
    merge(study, other)
    jn = coders(study.reader)[-1].id
    assert [each.interview_id for each in read_unseeing(study.reader, [jn])] == [1]


def test_what_a_second_coder_did_comes_in(study: StudyFile, other: StudyFile) -> None:
    other.coder_id = other.perform(add_coder("J. Nolan")).result
    other.perform(toggle_code(1, 0, 5, 15))
    other.perform(write_interview_memo(1, "Seen twice."))
    other.perform(set_state(1, State.DONE))
    study.perform(add_coder("A. Reader"))
    plan = merge(study, other)
    assert (plan.coders, plan.codings, plan.memos) == (("J. Nolan",), (("J. Nolan", 1),), 1)
    assert (0, 5, 15, 3) in places(study)
    assert [coder.name for coder in coders(study.reader)] == ["Me", "A. Reader", "J. Nolan"]
    assert reading_states(study.reader, [3]) == {1: State.DONE}


def test_a_copy_that_went_on_is_merged_again(study: StudyFile, other: StudyFile) -> None:
    other.perform(toggle_code(1, 0, 5, 15))
    merge(study, other)
    other.perform(toggle_code(1, 0, 5, 15))
    other.perform(toggle_code(1, 50, 60, 16))
    plan = merge(study, other)
    assert (plan.codings, len(plan.removed), plan.conflicts) == ((("Me", 1),), 1, ())
    assert places(study) == places(other)


def test_codings_find_their_words_in_a_corrected_text(study: StudyFile, other: StudyFile) -> None:
    study.perform(correct_turn(2, "Well, all of us here trust each other now.", 2))
    at = SPOKEN.index("hard things")
    other.perform(toggle_code(1, at, at + 11, 15))
    merge(study, other)
    words = [text(study)[start:end] for start, end, code, _coder in places(study) if code == 15]
    assert words == ["hard things"]


def test_corrections_of_both_copies_stand(study: StudyFile, other: StudyFile) -> None:
    study.perform(correct_turn(2, "Well, we all trust each other now.", 2))
    other.perform(correct_turn(1, "How is it all going?", 1))
    plan = merge(study, other)
    assert plan.conflicts == ()
    assert text(study).startswith("How is it all going?\nWell, we all trust")


@pytest.mark.parametrize(("side", "word"), [(Side.HERE, "really"), (Side.THERE, "truly")])
def test_a_text_corrected_here_and_there_is_asked(
    study: StudyFile, other: StudyFile, side: Side, word: str
) -> None:
    study.perform(correct_turn(2, "Well, we really trust each other now.", 2))
    other.perform(correct_turn(2, "Well, we truly trust each other now.", 2))
    key = conflict(look_ahead(study.path, read_other(study.path, other.path)))
    plan = merge(study, other, {key: side})
    assert "really" in plan.conflicts[0].here and "truly" in plan.conflicts[0].there
    assert f"we {word} trust" in text(study)


@pytest.mark.parametrize(("side", "name"), [(Side.HERE, "Capital"), (Side.THERE, "Wealth")])
def test_a_code_renamed_here_and_there_is_asked(
    study: StudyFile, other: StudyFile, side: Side, name: str
) -> None:
    study.perform(rename_code(7, "Capital"))
    other.perform(rename_code(7, "Wealth"))
    other.perform(edit_entry(7, "notes", "Only there."))
    key = conflict(look_ahead(study.path, read_other(study.path, other.path)))
    merge(study, other, {key: side})
    found = study.reader.execute(select(schema.code).where(schema.code.c.id == 7)).one()
    assert (found.name, found.notes) == (name, "Only there.")


@pytest.mark.parametrize("side", Side)
def test_what_was_deleted_here_and_changed_there_is_asked(
    study: StudyFile, other: StudyFile, side: Side
) -> None:
    study.perform(remove_interview(1))
    other.perform(toggle_code(1, 0, 5, 15))
    key = conflict(look_ahead(study.path, read_other(study.path, other.path)))
    plan = merge(study, other, {key: side})
    assert len(places(study)) == (4 if side is Side.THERE else 0)
    assert plan.interviews == (("B2 head",) if side is Side.THERE else ())
    if side is Side.THERE:
        assert text(study) == SPOKEN


@pytest.mark.parametrize("side", Side)
def test_what_was_deleted_there_and_changed_here_is_asked(
    study: StudyFile, other: StudyFile, side: Side
) -> None:
    other.perform(remove_interview(1))
    study.perform(set_stage(1, 1))
    key = conflict(look_ahead(study.path, read_other(study.path, other.path)))
    merge(study, other, {key: side})
    assert len(places(study)) == (3 if side is Side.HERE else 0)


@pytest.mark.parametrize("side", Side)
def test_directions_that_differ_are_asked_about_and_one_alone_is_taken(
    study: StudyFile, other: StudyFile, side: Side
) -> None:
    study.perform(set_direction(1, Direction.SHOWS))
    other.perform(set_direction(1, Direction.LACKS))
    other.perform(set_direction(2, Direction.MIXED))
    plan = look_ahead(study.path, read_other(study.path, other.path))
    assert (plan.conflicts[0].here, plan.conflicts[0].there) == ("“shows it”", "“lacks it”")
    merge(study, other, {conflict(plan): side})
    said = {each.id: each.direction for each in codings_by_id(study.reader, [1, 2])}
    assert said[1] == (Direction.SHOWS if side is Side.HERE else Direction.LACKS)
    assert said[2] == Direction.MIXED


@pytest.mark.parametrize(("here", "there"), [(Quoting.ASK, Quoting.NO), (Quoting.NO, Quoting.ASK)])
def test_of_what_a_person_asks_for_the_stricter_holds_until_it_is_decided(
    study: StudyFile, other: StudyFile, here: Quoting, there: Quoting
) -> None:
    study.perform(set_quoting(1, here))
    other.perform(set_quoting(1, there))
    (asked,) = merge(study, other).conflicts
    assert {asked.here, asked.there} == {"“only after showing”", "“not to be quoted”"}
    assert asked_of_quoting(study.reader) == {1: Quoting.NO}


def test_a_second_look_that_was_dropped_there_is_dropped(study: StudyFile, tmp_path: Path) -> None:
    study.perform(ask_second_look(7))
    study.checkpoint()
    with StudyFile.open(Path(copyfile(study.path, tmp_path / "other.strandline"))) as other:
        other.perform(drop_second_look(7))
        study.perform(edit_entry(9, "notes", "Here."))
        merge(other, study.path)
        merge(study, other.path)
        for each in (study, other):
            assert each.reader.scalar(select(schema.code.c.look_from).where(schema.code.c.id == 7)) == 0


def test_what_was_deleted_on_one_side_only_goes(study: StudyFile, other: StudyFile) -> None:
    other.perform(take_off(1))
    study.perform(take_off(2))
    plan = merge(study, other)
    assert len(plan.removed) == 1
    assert len(places(study)) == 1


def test_a_memo_written_in_both_keeps_both_texts(study: StudyFile, other: StudyFile) -> None:
    study.perform(write_coding_memo(1, "Echoes A2, and B."))
    other.perform(write_coding_memo(1, "Not at all."))
    study.perform(write_code_memo(7, "Mine."))
    other.perform(write_code_memo(7, "Theirs."))
    merge(study, other)
    found = study.reader.scalars(select(schema.memo.c.text).order_by(schema.memo.c.id)).all()
    assert found == ["Echoes A2, and B.\n\nNot at all.", "A joint one.", "Mine.\n\nTheirs."]


def test_codings_of_one_code_that_meet_become_one(study: StudyFile, other: StudyFile) -> None:
    study.perform(toggle_code(1, 0, 10, 15))
    other.perform(toggle_code(1, 5, 16, 15))
    merge(study, other)
    assert [place[:2] for place in places(study) if place[2] == 15] == [(0, 16)]


def test_new_codes_people_and_schools_come_in(study: StudyFile, other: StudyFile) -> None:
    for file in (study, other):
        file.perform(add_school("C", "School C"))
        file.perform(add_person("Dr Kxxx"))
    code = other.perform(add_code(1, 7, "Owning up", "OU")).result
    other.perform(toggle_code(1, 0, 5, code))
    plan = merge(study, other)
    assert (plan.codes, plan.people) == (("OU, Owning up",), ())
    assert names(study, schema.school) == ["School A", "School B", "School C"]
    assert names(study, schema.person).count("Dr Kxxx") == 1
    (asked,) = plan.conflicts
    merged_apart = merge_apart(study, other, asked.key)
    assert merged_apart.count("Dr Kxxx") == 2


def merge_apart(study: StudyFile, other: StudyFile, key: str) -> list[str]:
    study.undo()
    merge(study, other, {key: Side.THERE})
    return names(study, schema.person)


def test_coders_merged_there_are_merged_here(study: StudyFile, other: StudyFile) -> None:
    new = other.perform(add_coder("J. Nolan")).result
    other.perform(toggle_code(1, 0, 5, 15, coder_id=new))
    merge(study, other)
    other.perform(merge_coders(new, 1))
    study.perform(toggle_code(1, 50, 60, 16, coder_id=new))
    merge(study, other)
    assert {place[3] for place in places(study)} == {1}


def test_a_code_merged_here_takes_what_is_coded_with_it_there(study: StudyFile, other: StudyFile) -> None:
    other.perform(toggle_code(1, 0, 5, 16))
    other.perform(rename_code(16, "Looking into things"))
    study.perform(merge_codes(16, 17))
    before = names(study, schema.code)
    plan = merge(study, other)
    assert plan.codings == (("Me", 1),)
    assert (0, 5, 17, 1) in places(study)
    assert (names(study, schema.code), plan.codes, plan.conflicts) == (before, (), ())


def test_groups_come_in_as_groups(study: StudyFile, other: StudyFile) -> None:
    made = other.perform(group_codes([16, 17], "Asking")).result
    merge(study, other)
    groups = study.reader.scalars(select(schema.code.c.name).where(schema.code.c.is_group)).all()
    assert "Asking" in groups
    here = study.reader.scalar(select(schema.code.c.parent_id).where(schema.code.c.id == 16))
    assert here == study.reader.scalar(select(schema.code.c.id).where(schema.code.c.name == "Asking"))
    assert made


def test_merging_says_how_far_it_is_and_stopped_leaves_all_as_it_was(
    study: StudyFile, other: StudyFile, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(merging_state, "_OFTEN", 1)
    other.perform(toggle_code(1, 25, 40, 15))
    read, before, said = read_other(study.path, other.path), dump(study), list[tuple[int, int]]()
    look_ahead(study.path, read, progress=lambda done, of, _name: said.append((done, of)))
    assert [done for done, _of in said] == [*range(1, len(said) + 1)]
    assert said[-1][0] <= said[-1][1]

    def stop(done: int, _of: int, _name: str) -> None:
        if done == 30:
            raise CancelledError

    with pytest.raises(CancelledError):
        study.perform(merge_copy(read, "other", {}, stop))
    assert dump(study) == before


def test_who_was_withdrawn_here_never_comes_in_again(study: StudyFile, other: StudyFile) -> None:
    other.perform(toggle_code(1, 25, 40, 15))
    other.perform(write_interview_memo(1, "Mrs Bxxxx says “Well, we trust each other now.”"))
    study.perform_irreversibly(withdraw_person(1, stand_in="somebody"))
    read = read_other(study.path, other.path)
    plan = look_ahead(study.path, read)
    study.perform(merge_copy(read, "other", {}))
    assert study.check() == []
    held = repr(dump(study)) + repr(plan) + repr(study.history())
    assert [word for word in ("Mrs Bxxxx", "trust each other") if word in held] == []
    assert names(study, schema.person) == ["Miss Nxxx", "Mr Txxx"]


def test_two_studies_that_hold_the_same_texts(tmp_path: Path, study: StudyFile) -> None:
    with StudyFile.create(tmp_path / "apart.strandline", set_up_study("Apart", "You")) as other:
        other.perform(fill())
        other.perform(toggle_code(1, 0, 5, 15))
        plan = merge(study, other)
        assert (plan.interviews, plan.coders, plan.codings) == ((), ("You",), (("You", 4),))
        assert names(study, schema.school) == ["School A", "School B"]
        assert len(places(study)) == 7
        assert text(study) == text(other)


def test_the_study_itself_is_refused(study: StudyFile) -> None:
    with pytest.raises(UserError, match="the study itself"):
        read_other(study.path, study.path)


def test_the_other_copy_stays_as_it_is(study: StudyFile, other: StudyFile) -> None:
    other.perform(toggle_code(1, 0, 5, 15))
    before = dump(other), other.path.read_bytes()
    merge(study, other)
    assert (dump(other), other.path.read_bytes()) == before


def test_a_resized_coding_and_a_removed_person_are_taken_over(study: StudyFile, other: StudyFile) -> None:
    other.perform(resize_coding(1, 17, 47))
    other.perform(remove_person(3))
    plan = merge(study, other)
    assert places(study) == places(other)
    assert (names(study, schema.person), plan.conflicts) == (names(other, schema.person), ())


def test_a_deleted_code_takes_its_codings_along_unless_it_was_used_here(
    study: StudyFile, other: StudyFile
) -> None:
    other.perform(delete_code(9))
    study.perform(toggle_code(1, 0, 5, 9))
    plan = merge(study, other)
    assert "deleted there, changed here" in plan.conflicts[0].what
    assert len(places(study)) == 4


@pytest.mark.parametrize("version", range(1, schema.SCHEMA_VERSION))
def test_a_copy_of_an_earlier_format_is_read_as_it_is(tmp_path: Path, version: int) -> None:
    kept = KEPT / f"version_{version}.strandline"
    old = Path(copyfile(kept, tmp_path / "old.strandline"))
    here = Path(copyfile(kept, tmp_path / "here.strandline"))
    with StudyFile.open(here) as study:
        before = dump(study)
        assert merge(study, old) == MergePlan()
        study.perform(take_off(study.reader.scalar(select(schema.coding.c.id)) or 0))
        assert merge(study, old) == MergePlan()
        assert len(before["coding"]) - 1 == len(dump(study)["coding"])
    assert old.read_bytes() == kept.read_bytes()
    assert [each.name for each in tmp_path.iterdir() if each.name.startswith("old")] == ["old.strandline"]


def as_second_coder(study: StudyFile, path: Path, name: str, codes: int, *, codings: bool) -> Path:
    """Write a copy for a second coder, who codes the first words there."""
    share_copy(study.path, path, Pseudonyms(), Parts(codings=codings, for_coder=True))
    with StudyFile.open(path) as copy:
        copy.coder_id = copy.perform(add_coder(name)).result
        copy.perform(toggle_code(1, 0, 5, codes))
    return path


def test_the_copies_of_two_second_coders_come_back(study: StudyFile, tmp_path: Path) -> None:
    one = as_second_coder(study, tmp_path / "one.strandline", "J. Nolan", 15, codings=False)
    two = as_second_coder(study, tmp_path / "two.strandline", "P. Okafor", 16, codings=True)
    study.perform(take_off(3))
    for path in (one, two):
        plan = merge(study, path)
        assert (len(plan.coders), plan.interviews, plan.removed, plan.conflicts) == (1, (), (), ())
    assert [place[2:] for place in places(study)] == [(15, 2), (16, 3), (7, 1), (7, 1)]


def test_a_second_coder_can_take_in_the_study(study: StudyFile, tmp_path: Path) -> None:
    path = as_second_coder(study, tmp_path / "one.strandline", "J. Nolan", 15, codings=False)
    study.perform(toggle_code(1, 50, 60, 16))
    with StudyFile.open(path) as copy:
        merge(copy, study.path)
        merge(study, path)
        assert [place[:3] for place in places(copy)] == [place[:3] for place in places(study)]
        assert len(places(study)) == 5


def test_who_was_withdrawn_there_only_is_named(study: StudyFile, other: StudyFile) -> None:
    other.perform_irreversibly(withdraw_person(1, stand_in="somebody"))
    plan = merge(study, other)
    assert plan.notes == (
        "Mrs Bxxxx was withdrawn in the other copy and is still here: withdraw them here too.",
    )
    (asked,) = plan.conflicts
    assert (asked.key.split(":")[0], text(study), len(places(study))) == ("transcript", SPOKEN, 3)


def test_what_was_merely_deleted_there_is_not_withdrawn(study: StudyFile, other: StudyFile) -> None:
    study.perform_irreversibly(withdraw_person(1, stand_in="somebody"))
    withdrawn = study.reader.scalars(select(schema.withdrawn.c.guid)).all()
    other.perform(remove_person(3))
    study.perform(merge_copy(read_other(study.path, other.path), "other", {}))
    assert study.reader.scalars(select(schema.withdrawn.c.guid)).all() == withdrawn
    assert names(study, schema.person) == ["Mr Txxx"]


def test_a_text_cut_at_somebody_s_wish_stays_cut(study: StudyFile, other: StudyFile) -> None:
    other.perform(correct_turn(1, "How is it all going?", 1))
    study.perform_irreversibly(withdraw_person(1, stand_in="somebody"))
    before = text(study)
    plan = look_ahead(study.path, read_other(study.path, other.path))
    study.perform(merge_copy(read_other(study.path, other.path), "other", {}))
    assert text(study) == before
    there = {each.key: Side.THERE for each in plan.conflicts}
    study.perform(merge_copy(read_other(study.path, other.path), "other", there))
    assert text(study).startswith("How is it all going?\nAnd we say")


def test_two_coders_of_one_name_are_one_or_two(study: StudyFile, tmp_path: Path) -> None:
    with StudyFile.create(tmp_path / "apart.strandline", set_up_study("Apart", "Me")) as other:
        other.perform(fill())
        other.perform(toggle_code(1, 0, 5, 15))
        plan = look_ahead(study.path, read_other(study.path, other.path))
        key = next(each.key for each in plan.conflicts if each.key.startswith("coder"))
        merge(study, other, {key: Side.THERE})
        assert [coder.name for coder in coders(study.reader)] == ["Me", "Me (other copy)"]
        assert len(places(study)) == 7
        study.undo()
        merge(study, other)
        assert [len(coders(study.reader)), len(places(study))] == [1, 4]


def test_a_new_interview_comes_in_whole(study: StudyFile, tmp_path: Path) -> None:
    with StudyFile.create(tmp_path / "apart.strandline", set_up_study("Apart", "You")) as other:
        other.perform(fill_with_names())
        plan = merge(study, other)
        assert plan.interviews == ("Jane Hill and Tom Ward, Oak School", "Jane_Hill 2015")
        assert (plan.people, dict(plan.codings)["You"]) == (("Jane Hill", "Tom Ward"), 5)
        theirs = transcript(other.reader, 1)
        ours = transcript(study.reader, 2)
        assert theirs is not None and ours is not None and ours.text == theirs.text
        assert [turn[1:3] for turn in ours.turns] == [turn[1:3] for turn in theirs.turns]
        assert [s.label for s in ours.speakers] == [s.label for s in theirs.speakers]
        assert len(ours.marks) == len(theirs.marks) == 1


def guids_ruled_on(study: StudyFile) -> set[str]:
    c = schema.coding.c
    (found,) = study.reader.scalars(select(schema.ruling.c.basis))
    basis = Basis.from_json(found)
    return {*study.reader.scalars(select(c.guid).where(c.id.in_([*basis.coding_ids, *basis.agreed])))}


def test_rulings_stand_on_the_same_codings(study: StudyFile, other: StudyFile) -> None:
    study.perform(toggle_code(1, 50, 60, 16))
    theirs = other.perform(add_coder("J. Nolan")).result
    other.perform(toggle_code(1, 0, 16, 9, coder_id=theirs))
    ruled_on = RuledOn(4, 0, 16, 9, 0, unsure=False)
    settled = AgreedCoding(1, 0, 16, 9, 0, unsure=False)
    ruling = Settlement(1, 0, 16, 1, theirs, 9, Decision.SECOND, Basis((ruled_on,)), (settled,))
    other.perform(settle(ruling, ()))
    merge(study, other)
    assert len(guids_ruled_on(study)) == 2
    assert guids_ruled_on(study) == guids_ruled_on(other)
    kinds = [coder.kind for coder in coders(study.reader)]
    assert kinds == [CoderKind.PERSON, CoderKind.PERSON, CoderKind.AGREED]


def test_what_the_other_copy_never_had_goes_only_if_it_is_wished(study: StudyFile, tmp_path: Path) -> None:
    path = as_second_coder(study, tmp_path / "one.strandline", "J. Nolan", 15, codings=False)
    with StudyFile.open(path) as copy:
        copy.perform(remove_interview(1))
    plan = merge(study, path)
    assert "deleted there, changed here" in conflict(plan) + plan.conflicts[0].what
    assert len(places(study)) == 3


def test_coders_merged_one_after_the_other_there(study: StudyFile, other: StudyFile) -> None:
    one, two = (other.perform(add_coder(name)).result for name in ("A. Reader", "B. Reader"))
    for coder, code in ((one, 15), (two, 16)):
        other.perform(toggle_code(1, 0, 5, code, coder_id=coder))
    merge(study, other)
    other.perform(merge_coders(two, one))
    other.perform(merge_coders(one, 1))
    merge(study, other)
    assert [coder.kind for coder in coders(study.reader)] == ["person", "former", "former"]
    assert {place[3] for place in places(study)} == {1}


def test_codings_on_words_corrected_away_there_are_written_down(study: StudyFile, other: StudyFile) -> None:
    at = SPOKEN.index("now")
    study.perform(toggle_code(1, at, at + 3, 15))
    other.perform(correct_turn(2, "Well, we trust each other.", 2))
    plan = merge(study, other)
    assert len(plan.unplaced) == 1 and "“now”" in plan.unplaced[0]
    memos = study.reader.scalars(select(schema.memo.c.text)).all()
    assert any(plan.unplaced[0] in memo for memo in memos)


def looking_again(study: StudyFile) -> list[tuple[int, int, int]]:
    """Return what of FG is to be looked at again: its place, and whose it is."""
    found = (second_look(study.reader, FG, coder.id) for coder in coders(study.reader))
    to_do = (each for look in found if look is not None for each in look.to_do)
    return sorted({(each.start, each.end, each.coder_id or 0) for each in to_do})


def test_what_was_coded_without_knowing_what_was_changed_is_looked_at_again(
    study: StudyFile, other: StudyFile
) -> None:
    """Here the codebook is changed once and asks, there thrice otherwise: 4 is more than 2 for nothing."""
    study.perform(edit_entry(FG, "definition", "Means something else."))
    study.perform(ask_second_look(FG))
    before = looking_again(study)
    study.perform(toggle_code(1, 0, 5, FG))  # made under what it means now
    for words in ("One.", "Two.", "Three."):
        other.perform(edit_entry(9, "definition", words))
    other.perform(toggle_code(1, 83, 97, FG))
    plan = merge(study, other)
    theirs = next(place for place in looking_again(study) if place not in before)
    assert theirs[:2] == (83, 97)
    assert looking_again(study) == sorted([*before, theirs])
    assert [each for each in plan.notes if "1 coding is to be looked at again" in each]
    here = {each.start: each.id for each in codings_by_id(study.reader, range(1, 20)) if each.code_id == FG}
    study.checkpoint()
    merge(other, study)  # and back: the same in both
    assert looking_again(other) == looking_again(study)
    study.perform(let_stand(FG, here[83]))
    other.checkpoint()
    merge(study, other)  # what stands goes on standing
    assert looking_again(study) == before


def test_where_both_copies_ask_a_coding_stands_only_if_it_does_in_both(
    study: StudyFile, other: StudyFile
) -> None:
    known = [
        (each.id, each.start) for each in codings_by_id(study.reader, range(1, 20)) if each.code_id == FG
    ]
    (first, _at), (second, _also) = known
    for copy, words in ((study, "Here."), (other, "There.")):
        copy.perform(edit_entry(FG, "definition", words))
        copy.perform(ask_second_look(FG))
        copy.perform(let_stand(FG, first))
    other.perform(let_stand(FG, second))
    other.perform(toggle_code(1, 83, 97, FG))
    merge(study, other, {f"code:{_guid(study, FG)}:definition": Side.THERE})
    again = {each[0] for each in looking_again(study)}
    assert again == {dict(known)[second], 83}


def _guid(study: StudyFile, code_id: int) -> str:
    return study.reader.scalars(select(schema.code.c.guid).where(schema.code.c.id == code_id)).one()


def test_what_became_a_question_comes_in_with_where_it_was_said(study: StudyFile, other: StudyFile) -> None:
    study.perform(correct_turn(1, "And how is it going?", 1))
    other.perform(ask_as_question(2, "Do we trust?", TranscriptSpan(1, 23, 47)))
    merge(study, other)
    [about] = asked_about(study.reader)
    assert about.question.text == "Do we trust?"
    assert text(study)[slice(*about.span)] == SPOKEN[23:47]


def test_a_showing_noted_in_two_copies_is_one(study: StudyFile, other: StudyFile) -> None:
    place = TranscriptSpan(1, 23, 47)
    study.perform(note_shown([place], Clearing.CLEARED, "2026-03-01", "By e-mail."))
    other.perform(add_coder("J. Nolan"))
    other.coder_id = coders(other.reader)[-1].id
    other.perform(note_shown([place], Clearing.CLEARED, "2026-03-01", "She asked for a copy."))
    other.perform(note_shown([place], Clearing.ASKED, "2026-02-01"))
    assert not merge(study, other).conflicts
    noted = {(each.state, each.day): each.note for each in clearances(study.reader)}
    assert noted == {
        (Clearing.CLEARED, "2026-03-01"): "By e-mail.\n\nShe asked for a copy.",
        (Clearing.ASKED, "2026-02-01"): "",
    }
    assert len(clearances(study.reader)) == 2
