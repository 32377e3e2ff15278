"""Which files are let in as studies, and which file that is."""

import os
from contextlib import closing
from pathlib import Path
from sqlite3 import Connection, OperationalError
from typing import Final

from coding.errors import DamagedError, NotAStudyError, ReadOnlyError, TooNewError, UserError
from coding.language import _
from storage.study import schema
from storage.study.connection import connect, not_a_study, raw, translate_errors

# File systems hold names of 255 bytes; "-journal" and ".lock" are added to this one.
_LONGEST_NAME: Final = 240


def resolved(path: Path) -> Path:
    """Return where a study really is: a link to it must not get a lock of its own."""
    try:
        return path.resolve()
    except (OSError, RuntimeError):  # links in a circle, a name too long
        return path.absolute()


def identity(path: Path) -> tuple[int, int] | None:
    """Return what tells a file from one that took its place; None where there is none."""
    try:
        found = path.stat()
    except OSError:
        return None
    return found.st_dev, found.st_ino


def refuse_long_name(path: Path) -> None:
    """Refuse a new study whose name leaves no room for the files that SQLite keeps beside it."""
    if len(os.fsencode(path.name)) > _LONGEST_NAME:
        raise UserError(
            _("The name of the study is too long."), _("No study was made."), _("Choose a shorter name.")
        )


def look_before_opening(path: Path) -> int:
    """Return the version of the study's format.

    Refuses what is no study, comes from a later version that lets no earlier one read, is incomplete, or
    carries something to execute.
    Nothing but SQLite opens the file: see refuse_what_is_no_file.
    """
    with translate_errors(path), closing(connect(path, read_only=True)) as connection:
        run = raw(connection).execute
        if run("PRAGMA application_id").fetchone()[0] != schema.APPLICATION_ID:
            raise not_a_study(path)
        version: int = run("PRAGMA user_version").fetchone()[0]
        if version > schema.SCHEMA_VERSION and not _may_be_read_here(raw(connection)):
            raise _too_new(path)
        _refuse_what_executes(raw(connection), path)
        if version >= schema.SCHEMA_VERSION:
            _refuse_what_is_incomplete(raw(connection), path)
    return version


def _may_be_read_here(connection: Connection) -> bool:
    """Tell whether a study of a later format says that programs of this one may read it."""
    try:
        found = connection.execute("SELECT reads_from FROM study").fetchone()
    except OperationalError:
        return False
    return found is not None and isinstance(found[0], int) and 0 < found[0] <= schema.SCHEMA_VERSION


def refuse_what_is_no_file(path: Path) -> None:
    """Refuse what is not there, is a folder, or may not be read.

    The file itself is not opened: closing it again would drop SQLite's lock on it where this program has
    it open (a POSIX lock belongs to the process).
    """
    if identity(path) is None:
        raise NotAStudyError(
            _("There is no file “{name}”.").format(name=path.name),
            remedy=_("Check its name and its folder."),
        )
    if not path.is_file():
        raise not_a_study(path)
    if os.name != "nt" and not os.access(path, os.R_OK, effective_ids=True):
        raise ReadOnlyError(
            _("“{name}” may not be read.").format(name=path.name),
            _("It was not opened."),
            _("Ask whoever looks after the file to let you read it."),
        )


def recover(path: Path, *, leftovers: tuple[str, ...] = ("-journal", "-wal")) -> None:
    """Bring a study that was not closed properly to its last commit; its lock must be held.

    A program that died while it closed a study leaves a journal that only a writer can roll back.
    Raises UserError.
    """
    if any(path.with_name(path.name + end).exists() for end in leftovers):
        with translate_errors(path), closing(connect(path)) as connection:
            raw(connection).execute("SELECT count(*) FROM sqlite_schema").fetchone()


def _refuse_what_executes(connection: Connection, path: Path) -> None:
    query = "SELECT count(*) FROM sqlite_schema WHERE type IN ('trigger', 'view')"
    if connection.execute(query).fetchone()[0]:
        raise DamagedError(
            _("“{name}” contains instructions that no study has.").format(name=path.name),
            _("It may have been tampered with; it was not opened."),
            _("Ask the person it came from for a fresh copy."),
        )


def _refuse_what_is_incomplete(connection: Connection, path: Path) -> None:
    """Refuse a study that lacks tables or columns: cut short when it was made, or tampered with."""
    query = (
        "SELECT entry.name, part.name FROM sqlite_schema AS entry, pragma_table_info(entry.name) AS part"
        " WHERE entry.type = 'table'"
    )
    there = set(connection.execute(query))
    wanted = {(table.name, column.name) for table in schema.metadata.tables.values() for column in table.c}
    if not wanted <= there or connection.execute("SELECT count(*) FROM study").fetchone() != (1,):
        raise DamagedError(
            _("“{name}” is incomplete.").format(name=path.name),
            _("Parts that every study has are not in it; it was not opened."),
            _("Open the newest copy from its folder of restore points."),
        )


def _too_new(path: Path) -> UserError:
    return TooNewError(
        _("“{name}” was written by a later version of Strandline.").format(name=path.name),
        _("This version cannot read it safely; nothing was changed."),
        _("Install the newest version and open it there."),
    )


def too_old(path: Path) -> UserError:
    """Return the error for a study that has to be brought up to date first."""
    return UserError(
        _("“{name}” was written by an earlier version of Strandline.").format(name=path.name),
        _("It has to be brought up to date before it can be read."),
        _("Open it once in the window, or copy it to a folder of your own and open it there."),
    )
