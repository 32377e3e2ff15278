"""What the schema says of its columns is followed everywhere, in tables that nobody has named yet too."""

import ast
from collections.abc import Iterator
from pathlib import Path

import pytest
from sqlalchemy import Column, ForeignKey, Integer, Table, Text, func, select

from coding.errors import UserError
from coding.privacy.masking import Pseudonym, Pseudonyms
from storage import operations
from storage.operations.codebook import delete_code
from storage.operations.interviews import remove_interview
from storage.operations.masking import mask_interviews, places_to_mask
from storage.operations.people import remove_person
from storage.operations.removing import remove
from storage.operations.studies import set_up_study
from storage.operations.withdrawing import withdraw_person
from storage.privacy.masked_export import share_copy
from storage.study import connection, journal, schema
from storage.study.column_kinds import Gone, Holds, holds, when_gone
from storage.study.operation import WriteContext, operation
from storage.study.study_file import StudyFile
from storage.study.tables import TableName
from tests.storage.dumps import dump, perform_both_ways
from tests.storage.named_study import fill_with_names

OPERATIONS = Path(operations.__path__[0])
NAMES = Pseudonyms((Pseudonym("Jane", "Anna"),))
EVERY_TABLE = schema.metadata.sorted_tables


def holding(kind: Holds, *tables: Table) -> set[str]:
    return {column.name for table in tables for column in table.columns if holds(column) is kind}


# --- everything says what it is ---


def test_every_text_column_says_what_it_holds() -> None:
    texts = [column for table in EVERY_TABLE for column in table.columns if column.type.python_type is str]
    assert [str(column) for column in texts if not isinstance(holds(column), Holds)] == []
    numbers = [column for table in EVERY_TABLE for column in table.columns if column not in texts]
    assert [str(column) for column in numbers if holds(column)] == []


def test_every_foreign_key_says_what_becomes_of_its_row() -> None:
    keys = [key.parent for table in EVERY_TABLE for key in table.foreign_keys]
    assert [str(key) for key in keys if not isinstance(key.info.get("gone"), Gone)] == []
    emptied = [key for key in keys if when_gone(key) is Gone.NULL]
    assert [str(key) for key in emptied if not key.nullable] == []


def test_what_is_said_of_whom_is_no_keyword() -> None:
    assert holding(Holds.SPEECH, *EVERY_TABLE) == {"text"}
    assert holding(Holds.NAME, schema.interview) == {"title", "source_name", "author"}
    assert holding(Holds.PROSE, schema.memo) == {"text"}


def test_nothing_is_deleted_but_by_what_follows_the_keys() -> None:
    deleting = [
        path.name
        for path in OPERATIONS.glob("*.py")
        for node in ast.walk(ast.parse(path.read_text("utf-8")))
        if isinstance(node, ast.ImportFrom) and "delete" in {alias.name for alias in node.names}
    ]
    assert deleting == ["removing.py"]


# --- a table that no operation has heard of ---


@pytest.fixture
def recording(monkeypatch: pytest.MonkeyPatch) -> Iterator[Table]:
    """Yield a table of recordings: of an interview, by somebody, perhaps with a coding, and made twice."""
    table = Table(
        TableName("recording"),
        schema.metadata,
        Column("id", Integer, primary_key=True),
        Column("interview_id", Integer, ForeignKey("interview.id"), info={"gone": Gone.GO}),
        Column("coding_id", Integer, ForeignKey("coding.id"), info={"gone": Gone.NULL}),
        Column("person_id", Integer, ForeignKey("person.id"), info={"gone": Gone.REFUSE}),
        Column("recording_id", Integer, ForeignKey("recording.id"), info={"gone": Gone.GO}),
        Column("said", Text, info={"holds": Holds.SPEECH}),
        Column("note", Text, info={"holds": Holds.PROSE}),
        Column("title", Text, info={"holds": Holds.NAME}),
        Column("checksum", Text, info={"holds": Holds.WORD}),
        sqlite_autoincrement=True,
    )
    monkeypatch.setattr(schema, "JOURNALED", (*schema.JOURNALED, table))
    monkeypatch.setitem(journal.TABLES, table.name, table)  # pyright: ignore[reportArgumentType]
    yield table
    schema.metadata.remove(table)


@pytest.fixture
def study(recording: Table, tmp_path: Path) -> Iterator[StudyFile]:
    """Yield a study full of names, with two recordings of the interview that is Jane's alone."""
    with StudyFile.create(tmp_path / "named.strandline", set_up_study("Partnership", "Me")) as study:
        study.perform(fill_with_names())
        study.perform(record())
        yield study


@operation("Record")
def record(w: WriteContext) -> None:
    """Write a recording of the second interview, and two of the first, made from one another."""
    (table,) = (table for table in schema.JOURNALED if table.name == "recording")
    said = {"said": "Jane, said", "note": "Jane, noted", "title": "Jane, called", "checksum": "Jane"}
    w.add(table, interview_id=2, coding_id=5, **said)
    w.add(table, interview_id=1, coding_id=1, person_id=2)
    w.add(table, interview_id=1, recording_id=2)


def recorded(study: StudyFile, table: Table) -> list[tuple[object, ...]]:
    columns = (table.c.id, table.c.coding_id, table.c.said, table.c.note, table.c.title, table.c.checksum)
    return [tuple(row) for row in study.reader.execute(select(*columns).order_by(table.c.id))]


def test_it_is_masked_and_counted(study: StudyFile, recording: Table, tmp_path: Path) -> None:
    perform_both_ways(study, mask_interviews([2], NAMES))
    assert not places_to_mask(study.reader, [2], NAMES)
    masked = (1, 5, "Anna, said", "Anna, noted", "Anna, called", "Jane")
    assert recorded(study, recording)[0] == masked
    study.undo()
    share_copy(study.path, tmp_path / "copy.strandline", NAMES)
    with StudyFile.open_for_reading(tmp_path / "copy.strandline") as copy:
        assert recorded(copy, recording)[0] == masked


def test_it_goes_with_what_it_belongs_to(study: StudyFile, recording: Table) -> None:
    perform_both_ways(study, remove_interview(1))
    assert [row[0] for row in recorded(study, recording)] == [1]


def test_it_forgets_what_it_can_do_without(study: StudyFile, recording: Table) -> None:
    perform_both_ways(study, delete_code(7))
    assert [row[:2] for row in recorded(study, recording)] == [(1, None), (2, None), (3, None)]


def test_it_keeps_what_it_cannot_do_without(study: StudyFile) -> None:
    before = dump(study)
    with pytest.raises(UserError, match="Tom Ward is still needed by 1 interview and 1 row of “recording”"):
        study.perform(remove_person(2))
    assert dump(study) == before


def test_nothing_of_a_person_is_left_in_it(study: StudyFile, recording: Table) -> None:
    study.perform_irreversibly(withdraw_person(1, ["Jane"]))
    assert [row[0] for row in recorded(study, recording)] == [2, 3]
    assert "Jane, called" not in repr(study.history())


# --- removing ---


@operation("Remove all")
def remove_all(w: WriteContext, table: Table) -> None:
    """Remove every row of a table."""
    remove(w, table, w.connection.scalars(select(table.c.id)))


def test_rows_that_stand_under_one_another_go_in_their_order(
    study: StudyFile, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(connection, "BATCH", 2)
    before = dump(study)
    study.perform(remove_all(schema.code))
    study.undo()
    assert dump(study) == before
    study.redo()
    rows = (select(func.count()).select_from(table) for table in (schema.code, schema.coding))
    assert [study.reader.scalar(count) for count in rows] == [0, 0]


def test_a_coder_is_needed_by_what_the_coder_wrote(study: StudyFile) -> None:
    with pytest.raises(UserError, match="needed by 2 interviews and 4 rows of “memo”"):
        study.perform(remove_all(schema.coder))
