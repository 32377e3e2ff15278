"""The one way to a database: what it promises, and whose fault an error is."""

import sqlite3
from contextlib import closing
from pathlib import Path

import pytest
from sqlalchemy import text
from sqlalchemy.exc import IntegrityError

from coding.errors import DamagedError, DiskFullError, LockedError, ReadOnlyError, UserError
from storage.study import sqlite
from storage.study.connection import connect, raw, translate_errors

PATH = Path("My study.strandline")


def error_of(code: int) -> sqlite.Error:
    error = sqlite.OperationalError("as SQLite says it")
    error.sqlite_errorcode = code
    return error


@pytest.mark.parametrize(
    ("code", "kind"),
    [
        (sqlite3.SQLITE_BUSY, LockedError),
        (sqlite3.SQLITE_BUSY_SNAPSHOT, LockedError),
        (sqlite3.SQLITE_FULL, DiskFullError),
        (sqlite3.SQLITE_IOERR_WRITE, DiskFullError),
        (sqlite3.SQLITE_IOERR_SHMMAP, UserError),
        (sqlite3.SQLITE_PROTOCOL, UserError),
        (sqlite3.SQLITE_READONLY_DBMOVED, ReadOnlyError),
        (sqlite3.SQLITE_CANTOPEN_ISDIR, UserError),
        (sqlite3.SQLITE_CORRUPT_VTAB, DamagedError),
    ],
)
def test_what_the_researcher_can_mend_becomes_a_sentence(code: int, kind: type[UserError]) -> None:
    with pytest.raises(kind) as found, translate_errors(PATH):
        raise error_of(code)
    assert found.value.what.endswith(".")
    assert found.value.remedy


@pytest.mark.parametrize(
    ("codes", "said"),
    [
        ((sqlite3.SQLITE_FULL,), "The disk is full."),
        ((sqlite3.SQLITE_IOERR, sqlite3.SQLITE_IOERR_READ, sqlite3.SQLITE_IOERR_WRITE), "read or written"),
        (
            (
                sqlite3.SQLITE_IOERR_SHMOPEN,
                sqlite3.SQLITE_IOERR_SHMSIZE,
                sqlite3.SQLITE_IOERR_SHMLOCK,
                sqlite3.SQLITE_IOERR_SHMMAP,
                sqlite3.SQLITE_IOERR_LOCK,
                sqlite3.SQLITE_PROTOCOL,
            ),
            "does not let a study be changed",
        ),
    ],
)
def test_a_drive_that_shares_no_memory_is_not_called_full(codes: tuple[int, ...], said: str) -> None:
    for code in codes:
        with pytest.raises(UserError, match=said), translate_errors(PATH):
            raise error_of(code)


def test_our_own_bugs_stay_bugs() -> None:
    with pytest.raises(sqlite.OperationalError), translate_errors(PATH):
        raise error_of(sqlite3.SQLITE_ERROR)


def test_no_transcript_text_in_a_traceback(tmp_path: Path) -> None:
    with closing(connect(tmp_path / "a.strandline")) as connection:
        connection.exec_driver_sql("CREATE TABLE said (words TEXT UNIQUE)")
        say = text("INSERT INTO said VALUES (:words)")
        connection.execute(say, {"words": "in confidence"})
        with pytest.raises(IntegrityError) as found:
            connection.execute(say, {"words": "in confidence"})
    assert "in confidence" not in str(found.value)


def test_every_commit_is_on_disk_and_foreign_keys_bind(tmp_path: Path) -> None:
    with closing(connect(tmp_path / "a.strandline")) as connection:
        run = raw(connection).execute
        assert run("PRAGMA synchronous").fetchone() == (2,)
        assert run("PRAGMA foreign_keys").fetchone() == (1,)
        assert run("PRAGMA trusted_schema").fetchone() == (0,)


def test_a_path_may_hold_any_sign(tmp_path: Path) -> None:
    path = tmp_path / "Año 100% #1? ’äß.strandline"
    with closing(connect(path)) as connection:
        connection.exec_driver_sql("CREATE TABLE a (b)")
        connection.commit()
    with closing(connect(path, read_only=True)) as connection:
        assert connection.scalar(text("SELECT count(*) FROM a")) == 0
