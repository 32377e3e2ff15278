"""A person is taken out at their wish: nothing of theirs is left in the file, all else stands."""

import os
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path
from shutil import copyfile
from threading import Event, Thread
from typing import Any

import pytest
from sqlalchemy import Connection, func, select

from coding.errors import CannotUndoError, UserError
from coding.model.study import AttributeKind
from storage.operations.attributes import add_attribute, set_attribute
from storage.operations.codings import take_off
from storage.operations.interviews import InterviewDetails, edit_interview
from storage.operations.memos import write_coding_memo, write_interview_memo
from storage.operations.people import edit_person
from storage.operations.studies import rename_study, set_up_study
from storage.operations.withdrawing import withdraw_person
from storage.privacy.withdrawal_plan import plan_withdrawal
from storage.queries.texts import transcript
from storage.study import schema
from storage.study.connection import raw
from storage.study.history import Written
from storage.study.keeping import restore_points as backups
from storage.study.keeping.copying import beside
from storage.study.keeping.restore_points import (
    AS_FOUND,
    PendingRestorePoint,
    copies_of,
    remove_restore_points,
    restore_points,
)
from storage.study.study_file import StudyFile
from tests.storage.dumps import dump
from tests.storage.named_study import fill_with_names

# What Jane said or is called: none of it may be left anywhere.
HERS = (
    "marmalade",
    "dumplings were",
    "quite splendid",
    "Jane Hill",
    "Jane_Hill",
    "Mrs Hxxxx",
    "her first memo",
    "Jane of the toast",
)


@pytest.fixture
def named(tmp_path: Path) -> Iterator[StudyFile]:
    """Yield a study with a long history of names, opened twice so that it has a restore point."""
    path = tmp_path / "named.strandline"
    with StudyFile.create(path, set_up_study("Partnership", "Me")) as study:
        study.perform(fill_with_names())
        study.perform(write_coding_memo(5, "her first memo"))
        study.perform(write_coding_memo(5, "another"))
        study.perform(edit_person(1, "Mrs Hxxxx"))
        study.perform(write_interview_memo(2, "a memo that was taken back"))
        study.undo()
    with StudyFile.open(path) as study:
        yield study


def bytes_of(study: StudyFile) -> bytes:
    """Return all bytes of the study and of what SQLite keeps beside it."""
    beside = study.path.parent.glob(f"{study.path.name}*")
    return b"".join(each.read_bytes() for each in beside if each.is_file())


def left_of_hers(data: bytes) -> list[str]:
    encodings = ("utf-8", "utf-16-le")
    return [each for each in HERS if any(each.lower().encode(e) in data.lower() for e in encodings)]


def withdraw(study: StudyFile) -> None:
    study.perform_irreversibly(withdraw_person(1, ["Jane Hill", "Jane"], "a colleague"))


def test_no_byte_of_the_person_is_left(named: StudyFile) -> None:
    assert set(left_of_hers(bytes_of(named))) == set(HERS)  # the search finds what is there
    withdraw(named)
    assert left_of_hers(bytes_of(named)) == []
    named.close()
    assert left_of_hers(bytes_of(named)) == []


def test_the_words_of_the_others_stand_with_their_codings(named: StudyFile) -> None:
    withdraw(named)
    assert named.check() == []
    found = transcript(named.reader, 1)
    assert found is not None
    assert found.text.split("\n") == [
        "How did Oak School begin?",
        "And I, Tom, say [a colleague]’s toast is what held it together.",
        "And later?",
        "Later the porridge won over every single governor.",
    ]
    assert [found.text[turn.start : turn.end] for turn in found.turns] == found.text.split("\n")
    rows = named.reader.execute(select(schema.coding).order_by(schema.coding.c.id))
    assert [found.text[row.start : row.end] for row in rows] == [
        "And I, Tom, say [a colleague]’s toast is what held it together.",
        "And I, Tom, say [a colleague]’s",
        "And later?\nLater the porridge won over every single governor.",
    ]
    assert transcript(named.reader, 2) is None
    search = "SELECT count(*) FROM search WHERE search MATCH 'porridge'"
    assert named.reader.exec_driver_sql(search).scalar() == 1


def test_what_others_quote_is_cut_out(named: StudyFile) -> None:
    withdraw(named)
    memos = list(named.reader.scalars(select(schema.memo.c.text)))
    assert memos == ["She says “[…]”.", "Compare Oak School."]


def test_it_cannot_be_undone_and_says_so(named: StudyFile) -> None:
    withdraw(named)
    for coder in (named.coder_id, 99):  # another coder's undo does not cross it either
        named.coder_id = coder
        assert named.undoable() is None
        assert named.redoable() is None
        with pytest.raises(CannotUndoError, match="taken out at their wish"):
            named.undo()
    assert named.reader.scalar(select(func.count()).select_from(schema.change)) == 0


def test_work_goes_on_afterwards(named: StudyFile) -> None:
    withdraw(named)
    before = dump(named)
    named.perform(take_off(2))
    named.undo()
    assert dump(named) == before


def test_the_trail_says_it_without_the_person(named: StudyFile) -> None:
    named.perform(edit_interview(2, InterviewDetails("Jane Hill alone")))
    named.perform(edit_interview(1, InterviewDetails("Kitchen talk")))
    withdraw(named)
    trail = [entry.words for entry in named.history()]
    assert trail[0] == "Withdraw a participant: 2 interviews, 2 passages"
    assert "Rename a person to …" in trail
    assert "Write a memo on a coding" in trail
    assert not [words for words in trail if "Jane" in words]


def test_the_trail_forgets_what_was_said_of_the_person(named: StudyFile) -> None:
    named.perform(add_attribute("Year", AttributeKind.PERSON))
    for attribute_id, value in ((1, "from Snoring"), (1, "x"), (2, "2014")):
        named.perform(set_attribute(attribute_id, [1], value))
    withdraw(named)
    trail = [entry.words for entry in named.history(4)]
    assert trail[1:] == ["Set Year to 2014", "Set Known as to …", "Set Known as to …"]
    assert b"Snoring" not in bytes_of(named)


def test_the_trail_forgets_what_interviews_of_the_person_were_called(named: StudyFile) -> None:
    named.perform(edit_interview(2, InterviewDetails("Toast in Snoring")))
    named.perform(rename_study("After Toast in Snoring, and Oak School"))
    named.perform(rename_study("Partnership"))
    withdraw(named)
    assert [entry.words for entry in named.history(3)][1:] == [
        "Rename the study “Partnership”",
        "Rename the study “…”",
    ]


def test_everything_that_changes_is_listed_before(named: StudyFile) -> None:
    plan = plan_withdrawal(named.path, 1, ["Jane Hill", "Jane"])
    assert plan.person == "Mrs Hxxxx"
    assert [(each.is_whole, each.turns) for each in plan.interviews] == [(False, 1), (True, 2)]
    assert (plan.gone, plan.shortened, plan.memos, plan.quotations) == (2, 1, 3, 1)
    assert [passage.text[:9] for passage in plan.passages] == ["Jane Hill", "the marma", "The dumpl"]
    numbers = {(each.what, each.round): (each.before, each.after) for each in plan.numbers}
    assert numbers["Interviews", "2015"] == (2, 1)
    assert numbers["FG", "2015"] == (3, 1)
    assert dict(plan.named) == {
        "O2 · Head, Tom Ward, Oak School": 1,
        "titles, headings and labels of interviews": 3,
    }
    assert plan.restore_points == tuple(copies_of(named.path))


def test_what_is_announced_is_what_happens(named: StudyFile) -> None:
    plan = plan_withdrawal(named.path, 1, ["Jane Hill", "Jane"], "a colleague")
    assert plan.named == ()
    before = dump(named)
    withdraw(named)
    after = dump(named)
    assert len(before["memo"]) - len(after["memo"]) == plan.memos
    assert len(before["coding"]) - len(after["coding"]) == sum(
        len(passage.codes) for passage in plan.passages if not passage.is_shortened
    )


def test_planning_changes_nothing(named: StudyFile) -> None:
    before = bytes_of(named)
    plan_withdrawal(named.path, 1)
    assert bytes_of(named) == before


def test_a_refusal_changes_nothing(named: StudyFile) -> None:
    before = dump(named)
    with pytest.raises(UserError, match="name on the list"):
        named.perform_irreversibly(withdraw_person(1, ["Jane"], "Jane B"))
    with pytest.raises(UserError, match="no longer"):
        named.perform_irreversibly(withdraw_person(99))
    assert dump(named) == before
    assert named.undoable() is not None


def test_restore_points_hold_the_words_until_they_are_removed(named: StudyFile) -> None:
    withdraw(named)
    (point,) = restore_points(named.path)
    assert left_of_hers(point.path.read_bytes())
    remove_restore_points(named.path)
    assert restore_points(named.path) == []


def test_what_lies_elsewhere_goes_before_the_study_says_that_all_is_gone(named: StudyFile) -> None:
    def refuse() -> None:
        assert study_people(named) == 2
        raise UserError("It may not be removed.")

    with pytest.raises(UserError, match="may not be removed"):
        named.perform_irreversibly(withdraw_person(1), before_commit=refuse)
    assert study_people(named) == 2


def study_people(study: StudyFile) -> int:
    return study.reader.scalar(select(func.count()).select_from(schema.person)) or 0


def test_a_program_that_died_withdrawing_leaves_no_copy_of_the_log(named: StudyFile, tmp_path: Path) -> None:
    named.perform(write_interview_memo(2, "only in the log: marmalade"))
    named.perform(withdraw_person(1, ["Jane Hill", "Jane"], "a colleague"))
    path = tmp_path / "dead" / "study.strandline"
    path.parent.mkdir()
    for end in ("", "-wal"):
        copyfile(beside(named.path, end), beside(path, end))
    assert b"marmalade" in beside(path, "-wal").read_bytes()
    with StudyFile.open(path) as study:
        assert study_people(study) == 1
    assert not [each for each in copies_of(path) if AS_FOUND in each.name]


def test_a_restore_point_still_being_written_is_waited_for(
    named: StudyFile, monkeypatch: pytest.MonkeyPatch
) -> None:
    begun, go_on = Event(), Event()
    write = backups._write

    def write_slowly(reading: Connection, path: Path, occasion: str, look: Any) -> list[str]:
        begun.set()
        assert go_on.wait(10)
        return write(reading, path, occasion, look)

    monkeypatch.setattr(backups, "_write", write_slowly)
    named.restore_point = late = PendingRestorePoint(named.path)
    keeping = Thread(target=late.keep)
    withdrawing = Thread(target=withdraw, args=(named,))
    remove_restore_points(named.path)
    keeping.start()
    assert begun.wait(10)
    withdrawing.start()
    withdrawing.join(0.3)  # as long as it takes by far
    assert named.reader.scalar(select(func.count()).select_from(schema.person)) == 2
    go_on.set()
    withdrawing.join()
    keeping.join()
    assert len(restore_points(named.path)) == 1


def test_another_reader_keeps_nothing_back(named: StudyFile) -> None:
    with StudyFile.open_for_reading(named.path) as other:
        withdraw(named)
        assert other.reader.scalar(select(func.count()).select_from(schema.person)) == 1
    with suppress(OSError):
        named.close()
    assert left_of_hers(bytes_of(named)) == []


def test_what_is_gone_is_known_by_guid_alone(study: StudyFile) -> None:
    run = raw(study.reader).execute
    (guid,) = run("SELECT guid FROM person WHERE id = 1").fetchone()
    study.perform_irreversibly(withdraw_person(1))
    withdrawn = run("SELECT guid FROM withdrawn").fetchall()
    assert (guid,) in withdrawn
    assert run("SELECT count(*) FROM person WHERE guid IN (SELECT guid FROM withdrawn)").fetchone() == (0,)


def test_what_was_written_outside_the_study_is_listed_and_what_lay_half_written_goes(
    named: StudyFile, tmp_path: Path
) -> None:
    named.note_file(Written.EXPORT, tmp_path / "report.docx")
    half = named.path.with_name(".strandline-0a1b2c3d.part")
    half.write_text("her words")
    os.utime(half, (0, 0))
    (line,) = plan_withdrawal(named.path, 1).written
    assert line.endswith(f"Export {tmp_path / 'report.docx'}")
    withdraw(named)
    assert not half.exists()
    assert named.history(2)[1].kind == "export_file"
