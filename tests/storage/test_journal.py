"""The journal: Changes, undo and redo come from it, for whatever an operation writes."""

import sqlite3
from collections.abc import Callable
from contextlib import closing
from pathlib import Path
from shutil import copyfile
from tempfile import TemporaryDirectory
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from hypothesis.stateful import (
    RuleBasedStateMachine,
    invariant,
    precondition,
    rule,
    run_state_machine_as_test,
)
from sqlalchemy import Table, delete, insert, select, update
from sqlalchemy.exc import DBAPIError, IntegrityError

from coding.errors import CannotUndoError, ReadOnlyError
from storage.operations.codings import set_unsure, take_off, toggle_code
from storage.operations.interviews import remove_interview
from storage.operations.memos import write_coding_memo
from storage.operations.studies import rename_study
from storage.operations.withdrawing import withdraw_person
from storage.study import journal, schema
from storage.study.connection import raw
from storage.study.history import Written
from storage.study.operation import Operation, WriteContext, operation
from storage.study.study_file import StudyFile
from storage.study.tables import CODING, MEMO
from tests.storage.dumps import Dump, dump, perform_both_ways


@operation("Write names")
def write_names(w: WriteContext, text: str) -> None:
    w.connection.execute(update(schema.person).values(name=text))


@operation("Add a coder")
def add_coder(w: WriteContext, name: str) -> int:
    return w.add(schema.coder, name=name)


@operation("Add codings")
def add_codings(w: WriteContext, count: int) -> None:
    row = {"transcript_id": 1, "start": 0, "end": 5, "code_id": 2, "coder_id": 1}
    w.connection.execute(insert(schema.coding), [row] * count)


@operation("Rename everybody twice")
def rename_twice(w: WriteContext) -> None:
    for name in ("Once", "Twice"):
        w.connection.execute(update(schema.person).values(name=name))


@operation("Touch a row", leave_out=("table",))
def touch(w: WriteContext, table: Table) -> None:
    column = "words" if "words" in table.c else "time"
    w.connection.execute(update(table).where(table.c.id == 1).values({column: 99}))


# --- Changes ---


def test_changes_name_rows_and_transcripts(study: StudyFile) -> None:
    changes = study.perform(toggle_code(1, 0, 5, 15)).changes
    assert changes.rows[CODING] == {4}
    assert changes.transcripts == {1}
    assert changes.touches(MEMO, CODING)
    assert not changes.touches(MEMO)


@pytest.mark.parametrize("table", [schema.turn, schema.mark, schema.speaker])
def test_what_belongs_to_a_transcript_names_it(study: StudyFile, table: Table) -> None:
    assert study.perform(touch(table)).changes.transcripts == {1}


def test_what_is_gone_still_names_its_transcript(study: StudyFile) -> None:
    changes = study.perform(take_off(1)).changes
    assert changes.rows == {"coding": {1}, "memo": {1}}
    assert changes.transcripts == {1}
    assert study.undo().changes.transcripts == {1}


def test_an_update_that_changes_nothing_is_no_change(study: StudyFile) -> None:
    done = study.perform(set_unsure(1, unsure=False))
    assert not done.changes
    assert study.history(1)[0].kind == "fill"


def test_bulk_writes_are_seen(study: StudyFile) -> None:
    done = perform_both_ways(study, add_codings(500))
    assert len(done.changes.rows[CODING]) == 500


def test_nothing_is_written_outside_an_operation(study: StudyFile) -> None:
    assert study._writer is not None
    with pytest.raises(IntegrityError), study._writer.begin():
        study._writer.execute(update(schema.study).values(name="Sneaked in"))


def test_the_reader_writes_nothing(study: StudyFile) -> None:
    with pytest.raises(ReadOnlyError):
        study.reader.execute(delete(schema.coding))


# --- undo and redo ---


@given(text=st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\0"), max_size=40))
def test_any_text_comes_back(filled: Path, text: str) -> None:
    with TemporaryDirectory() as folder, StudyFile.open(_copy(filled, folder)) as study:
        perform_both_ways(study, write_names(text))


def _copy(filled: Path, folder: str) -> Path:
    return Path(copyfile(filled, Path(folder, "study.strandline")))


def test_ids_are_never_used_twice(study: StudyFile) -> None:
    first = study.perform(toggle_code(1, 0, 5, 15)).result.coding_id
    study.undo()
    assert study.perform(toggle_code(1, 0, 5, 16)).result.coding_id != first


def test_undo_and_redo_walk_the_whole_history(study: StudyFile) -> None:
    states = [dump(study)]
    for name in "abc":
        study.perform(rename_study(name))
        states.append(dump(study))
    for state in states[-2::-1]:
        study.undo()
        assert dump(study) == state
    for state in states[1:]:
        study.redo()
        assert dump(study) == state


def test_something_new_ends_redo_but_stays_in_the_trail(study: StudyFile) -> None:
    study.perform(rename_study("a"))
    study.undo()
    study.perform(rename_study("b"))
    assert study.redoable() is None
    assert [entry.status for entry in study.history(2)] == ["done", "dropped"]


def test_what_changed_nothing_leaves_redo_alone(study: StudyFile) -> None:
    study.perform(rename_study("a"))
    study.undo()
    study.perform(set_unsure(1, unsure=False))
    assert study.redo().result.words == "Rename the study “a”"


def test_the_first_setting_up_cannot_be_undone(study: StudyFile) -> None:
    study.undo()
    assert study.undoable() is None
    with pytest.raises(CannotUndoError, match="nothing to undo"):
        study.undo()


def test_undo_still_works_tomorrow(study: StudyFile) -> None:
    before = dump(study)
    study.perform(remove_interview(1))
    study.close()
    with StudyFile.open(study.path) as again:
        assert "Remove the interview" in again.undo().result.words
        assert dump(again) == before


def test_a_row_that_an_operation_changed_twice_comes_back(study: StudyFile) -> None:
    perform_both_ways(study, rename_twice())


def test_after_what_is_done_for_good_nothing_can_be_replayed(study: StudyFile, other: int) -> None:
    study.perform(rename_study("a"))
    study.undo()
    study.coder_id = other
    study.perform_irreversibly(withdraw_person(1))
    assert study.reader.scalars(select(schema.change)).all() == []
    assert [entry.status for entry in study.history(2)] == ["done", "dropped"]


@pytest.fixture
def other(study: StudyFile) -> int:
    """Return a second coder, who joined before everything else."""
    return study.perform(add_coder("Second reader")).result


def test_undo_takes_the_last_act_whoever_it_was(study: StudyFile, other: int) -> None:
    mine = study.coder_id
    study.perform(toggle_code(1, 0, 5, 15))
    before = dump(study)
    study.coder_id = other
    study.perform(toggle_code(1, 0, 5, 15))
    after = dump(study)
    study.coder_id = mine
    study.undo()
    assert dump(study) == before
    study.redo()
    assert dump(study) == after


def test_a_failing_operation_leaves_no_trace(study: StudyFile) -> None:
    @operation("Fail half-way")
    def fail(w: WriteContext) -> None:
        w.connection.execute(delete(schema.memo))
        raise ValueError("half-way")

    before, entries = dump(study), study.history()
    with pytest.raises(ValueError, match="half-way"):
        study.perform(fail())
    assert (dump(study), study.history()) == (before, entries)
    study.perform(rename_study("It goes on"))


# --- any mixture ---


class Journal(RuleBasedStateMachine):
    """Perform, undo, redo, close and open in any order; keep what each state looked like."""

    source: Path

    def __init__(self) -> None:
        super().__init__()
        self.folder = TemporaryDirectory()
        self.study = StudyFile.open(_copy(self.source, self.folder.name))
        self.study.coder_id = 1
        self.past: list[Dump] = []
        self.future: list[Dump] = []

    def teardown(self) -> None:
        self.study.close()
        self.folder.cleanup()

    @rule(start=st.integers(0, 40), length=st.integers(1, 20), code_id=st.sampled_from([1, 2, 3, 15]))
    def press_a_key(self, start: int, length: int, code_id: int) -> None:
        before = dump(self.study)
        if self.study.perform(toggle_code(1, start, start + length, code_id)).changes:
            self.past.append(before)
            self.future.clear()

    @rule(text=st.sampled_from(["", "x", "y"]))
    def write_memo(self, text: str) -> None:
        ids = self.study.reader.scalars(select(schema.coding.c.id)).all()
        before = dump(self.study)
        if ids and self.study.perform(write_coding_memo(ids[-1], text)).changes:
            self.past.append(before)
            self.future.clear()

    @precondition(lambda self: self.past)
    @rule()
    def undo(self) -> None:
        self.future.append(dump(self.study))
        self.study.undo()
        assert dump(self.study) == self.past.pop()

    @precondition(lambda self: self.future)
    @rule()
    def redo(self) -> None:
        self.past.append(dump(self.study))
        self.study.redo()
        assert dump(self.study) == self.future.pop()

    @rule()
    def close_and_open(self) -> None:
        self.study.close()
        self.study = StudyFile.open(self.study.path)

    @invariant()
    def is_sound(self) -> None:
        assert self.study.check() == []
        assert not raw(self.study.reader).in_transaction


@pytest.mark.hypothesis
def test_any_mixture_of_doing_and_undoing(filled: Path) -> None:
    machine: Any = type("Journal", (Journal,), {"source": filled})
    run_state_machine_as_test(machine, settings=settings(stateful_step_count=20))


def test_when_an_operation_was_taken_back_and_where_it_was_is_kept(study: StudyFile) -> None:
    study.perform(toggle_code(1, 0, 5, 15))
    entry = study.history(1)[0]
    assert (entry.undone, entry.interview_id) == ("", 1)
    study.undo()
    assert study.history(1)[0].undone >= entry.created
    study.redo()
    assert study.history(1)[0].undone == ""
    study.perform(rename_study("Everywhere"))
    assert study.history(1)[0].interview_id is None


def test_a_file_that_was_written_stands_in_the_history_and_in_nobodys_way(study: StudyFile) -> None:
    study.perform(rename_study("Renamed"))
    study.undo()
    changed = study.last_change()
    study.note_file(Written.EXPORT, Path("report.docx"))
    assert study.history(1)[0].words == "Export report.docx"
    assert study.last_change() == changed
    study.redo()
    assert study.undo().result.kind == "rename_study"


@pytest.mark.parametrize("make", [lambda: toggle_code(1, 0, 5, 15), lambda: rename_study("Other")])
def test_a_record_of_rows_that_are_not_there_stops_undo(
    study: StudyFile, make: Callable[[], Operation[Any]]
) -> None:
    study.perform(make())
    study.close()
    with closing(sqlite3.connect(study.path)) as database:
        database.execute(
            "UPDATE change SET row_id = 99999 WHERE operation_id = (SELECT max(id) FROM operation)"
        )
        database.commit()
    with StudyFile.open(study.path) as again:
        before = dump(again)
        with pytest.raises(CannotUndoError, match="damaged"):
            again.undo()
        assert dump(again) == before


def test_what_is_no_study_is_let_go_when_it_cannot_be_written(tmp_path: Path) -> None:
    path = tmp_path / "empty.strandline"
    with pytest.raises(DBAPIError):
        journal.connect_for_writing(path)
    assert not path.with_name(f"{path.name}-wal").exists()
