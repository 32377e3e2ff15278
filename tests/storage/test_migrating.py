"""Bringing older studies up to date, tried with steps made up for it."""

import sqlite3
from contextlib import closing
from pathlib import Path
from shutil import copyfile
from typing import Any

import pytest

from coding.errors import CannotUndoError, DamagedError, UserError
from storage.operations.studies import rename_study, set_up_study
from storage.study import schema
from storage.study.connection import raw
from storage.study.keeping.restore_points import restore_points
from storage.study.migrating import STEPS, migrate
from storage.study.study_file import StudyFile
from tests.storage.dumps import dump
from tests.tools.keep_version import KEPT

STEP = '''
"""Step {new}."""
from alembic import op
import sqlalchemy as sa

revision = "{new:04}"
down_revision = "{old:04}"


def upgrade():
    {does}
'''
ADD = 'op.add_column("school", sa.Column("town", sa.Text, nullable=False, server_default=""))'
FILL = 'op.execute("UPDATE school SET town = lower(letter)")'
REMAKE = """with op.batch_alter_table("coding", table_kwargs={"sqlite_autoincrement": True}) as table:
        table.alter_column("created", new_column_name="coded")"""
BREAK = 'op.execute("UPDATE coding SET code_id = 999")'


@pytest.fixture
def path(filled: Path, tmp_path: Path) -> Path:
    return Path(copyfile(filled, tmp_path / "study.strandline"))


def steps(folder: Path, *does: str) -> Path:
    """Write steps from the present version on; return their folder."""
    versions = folder / "steps" / "versions"
    versions.mkdir(parents=True)
    for source in (STEPS / "versions").glob("0*.py"):
        copyfile(source, versions / source.name)
    for new, doing in enumerate(does, schema.SCHEMA_VERSION + 1):
        (versions / f"{new:04}.py").write_text(STEP.format(new=new, old=new - 1, does=doing))
    return versions.parent


def take(path: Path, folder: Path, *does: str) -> None:
    target = schema.SCHEMA_VERSION + len(does)
    migrate(path, schema.SCHEMA_VERSION, target=target, steps=steps(folder, *does))


def ask(path: Path, query: str) -> list[Any]:
    with closing(sqlite3.connect(path)) as connection:
        return connection.execute(query).fetchall()


def test_the_steps_lead_to_the_present_version() -> None:
    names = sorted(path.stem[:4] for path in (STEPS / "versions").glob("0*.py"))
    assert names == [f"{version:04}" for version in range(1, schema.SCHEMA_VERSION + 1)]


def test_all_steps_are_taken_in_order(path: Path, tmp_path: Path) -> None:
    take(path, tmp_path, ADD, FILL)
    assert ask(path, "SELECT town FROM school") == [("a",), ("b",)]
    assert ask(path, "PRAGMA user_version") == [(schema.SCHEMA_VERSION + 2,)]


def test_a_table_made_anew_keeps_ids_and_counting(path: Path, tmp_path: Path) -> None:
    before = ask(path, "SELECT id, created FROM coding")
    take(path, tmp_path, REMAKE)
    assert ask(path, "SELECT id, coded FROM coding") == before
    assert ask(path, "SELECT seq FROM sqlite_sequence WHERE name = 'coding'") == [(len(before),)]
    assert ask(path, "SELECT DISTINCT \"table\" FROM pragma_foreign_key_list('memo') ORDER BY 1") == [
        (name,)
        for name in (
            *("case_", "code", "coder", "coding", "interview", "item", "memo"),
            *("person", "question", "round", "school"),
        )
    ]


def test_what_was_there_is_kept_first(path: Path, tmp_path: Path) -> None:
    take(path, tmp_path, ADD)
    (point,) = restore_points(path)
    assert "before format" in point.occasion
    with StudyFile.open(point.path) as kept:
        assert kept.check() == []


def test_neither_undo_nor_redo_crosses_it(path: Path, tmp_path: Path) -> None:
    with StudyFile.open(path) as study:
        study.perform(rename_study("Undone"))
        study.undo()
    take(path, tmp_path, FILL.replace("town", "name"))
    _pretend_to_be_present(path)
    with StudyFile.open(path) as study:
        assert study.redoable() is None
        with pytest.raises(CannotUndoError):
            study.undo()
        assert study.history(1)[0].words == f"Bring the study to format {schema.SCHEMA_VERSION + 1}"
        study.perform(rename_study("After"))
        study.undo()


def _pretend_to_be_present(path: Path) -> None:
    with closing(sqlite3.connect(path)) as connection:
        connection.execute(f"PRAGMA user_version = {schema.SCHEMA_VERSION}")


@pytest.mark.parametrize("does", [(ADD, BREAK), (ADD, "raise ZeroDivisionError")])
def test_a_step_that_fails_leaves_the_study_as_it_was(
    path: Path, tmp_path: Path, does: tuple[str, ...]
) -> None:
    with pytest.raises((DamagedError, ZeroDivisionError)):
        take(path, tmp_path, *does)
    with StudyFile.open(path) as study:
        assert study.check() == []
        assert study.history(1)[0].kind == "fill"


def test_without_a_restore_point_nothing_is_touched(path: Path, tmp_path: Path) -> None:
    before = path.read_bytes()
    path.with_name(f"{path.stem} restore points").write_text("in the way")
    with pytest.raises(UserError, match="no copy of it could be kept"):
        take(path, tmp_path, ADD)
    assert path.read_bytes() == before


def test_an_older_study_is_not_read_without_being_brought_up_to_date() -> None:
    path = KEPT / "version_1.strandline"
    with pytest.raises(UserError, match="earlier version"):
        StudyFile.open_for_reading(path)


def test_a_study_of_every_version_is_kept() -> None:
    kept = sorted(path.name for path in KEPT.glob("version_*.strandline"))
    assert kept == [f"version_{version}.strandline" for version in range(1, schema.SCHEMA_VERSION + 1)]


@pytest.mark.parametrize("version", range(1, schema.SCHEMA_VERSION + 1))
def test_a_study_of_any_version_opens_whole(version: int, tmp_path: Path) -> None:
    path = Path(copyfile(KEPT / f"version_{version}.strandline", tmp_path / "old.strandline"))
    with StudyFile.open(path) as study:
        assert study.check() == []
        held = dump(study)
        assert [len(held[name]) for name in ("interview", "turn", "coding", "memo")] == [1, 3, 4, 2]
        present = StudyFile.create(tmp_path / "new.strandline", set_up_study("New", "Me"))
        with present:
            assert _tables(study) == _tables(present)


def _tables(study: StudyFile) -> dict[str, list[Any]]:
    """Return name, type, need and default of every column, whatever their order."""
    return {
        table.name: sorted(
            raw(study.reader).execute(
                f"SELECT name, type, [notnull], dflt_value FROM pragma_table_info('{table}')"
            )
        )
        for table in schema.metadata.sorted_tables
    }


def test_words_counted_by_an_older_rule_are_counted_anew(tmp_path: Path) -> None:
    path = Path(copyfile(KEPT / "version_3.strandline", tmp_path / "old.strandline"))
    counted = "SELECT speaker.words, interview.words, participant_words FROM speaker, interview ORDER BY 1"
    with StudyFile.open(path) as study:
        right = raw(study.reader).execute(counted).fetchall()
        indexed = raw(study.reader).execute("SELECT words FROM text_index").fetchall()
    path = Path(copyfile(KEPT / "version_3.strandline", tmp_path / "older.strandline"))
    with closing(sqlite3.connect(path)) as connection:
        connection.execute("UPDATE speaker SET words = words + 1")
        connection.execute("UPDATE interview SET words = 99, participant_words = 99")
        connection.execute("UPDATE text_index SET words = x'0101'")
        connection.commit()
    with StudyFile.open(path) as study:
        assert raw(study.reader).execute(counted).fetchall() == right
        assert raw(study.reader).execute("SELECT words FROM text_index").fetchall() == indexed
