"""Which files are let in as studies, and which file that is."""

import os
from collections.abc import Generator
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing, contextmanager, suppress
from pathlib import Path
from typing import Final

from sqlalchemy import Connection

from coding.errors import DamagedError, LockedError, NotAStudyError, ReadOnlyError, TooNewError, UserError
from coding.language import _
from coding.threads import no_collecting
from storage.study import schema
from storage.study.checks.limits import refuse_what_is_too_large
from storage.study.checks.schema_check import schema_differences, schema_intrusions
from storage.study.checks.soundness import first_passage_astray, first_thing_wrong, what_is_wrong
from storage.study.connection import connect, not_a_study, raw, translate_errors
from storage.study.keys import Key, let_go, unlocked
from storage.study.lock import release, take_lock
from storage.study.sqlite import OperationalError

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


def refuse_what_is_there(path: Path) -> None:
    """Refuse to make a study where a file is already."""
    if path.exists():
        raise ReadOnlyError(
            _("“{name}” is already there.").format(name=path.name),
            _("Nothing was changed."),
            _("Choose another name."),
        )


def refuse_long_name(path: Path) -> None:
    """Refuse a new study whose name leaves no room for the files that SQLite keeps beside it."""
    if len(os.fsencode(path.name)) > _LONGEST_NAME:
        raise UserError(
            _("The name of the study is too long."), _("No study was made."), _("Choose a shorter name.")
        )


def look_before_opening(path: Path) -> int:
    """Return the version of the study's format.

    Refuses what is no study, comes from a later version that lets no earlier one read, carries something to
    execute, or is so unsound that the window could not show it. Nothing but SQLite opens the file: see
    refuse_what_is_no_file.
    """
    with translate_errors(path), closing(connect(path, read_only=True)) as connection:
        version = format_of(connection, path)
        if version != schema.SCHEMA_VERSION:
            wrong = next(schema_intrusions(connection), None)
        else:
            wrong = next(schema_differences(connection), None) or _first_thing_wrong(connection, path)
    if wrong is not None:
        raise DamagedError(
            _("“{name}” is damaged, or was tampered with.").format(name=path.name),
            _("It was not opened: {reason}").format(reason=wrong),
            _("Open the newest copy from its folder of restore points."),
        )
    return version


@contextmanager
def unlocking(path: Path, password: str | None) -> Generator[Key | None]:
    """Give the key of a study that is being opened, to be let go of where it is not opened after all.

    Raises PasswordNeededError, WrongPasswordError.
    """
    with translate_errors(path):
        key = unlocked(path, password)
    try:
        yield key
    except BaseException:
        let_go(key)
        raise


def problems_of(path: Path, password: str | None = None) -> list[str]:
    """Return what is wrong with a study, one sentence each, also where it cannot be opened for that.

    Raises UserError: not a study, from a later or an earlier version; PasswordNeededError,
    WrongPasswordError.
    """
    path = resolved(path)
    refuse_what_is_no_file(path)
    with translate_errors(path):
        key = unlocked(path, password)
    recover_if_alone(path)
    with translate_errors(path), closing(connect(path, read_only=True, key=key)) as connection:
        if format_of(connection, path) < schema.SCHEMA_VERSION:
            raise too_old(path)
        return what_is_wrong(connection)


def recover_if_alone(path: Path) -> None:
    """Roll back what a program that died while closing left, unless somebody has the study open."""
    with suppress(LockedError):
        lock = take_lock(path)
        try:
            if lock is not None:
                recover(path, leftovers=("-journal",))
        finally:
            release(lock)


def _first_thing_wrong(connection: Connection, path: Path) -> str | None:
    """Look at passages on a thread beside: SQLite needs no interpreter for it."""
    with no_collecting(), ThreadPoolExecutor(1) as beside:
        passages = beside.submit(_first_passage_astray, path)
        wrong = first_thing_wrong(connection)
        if wrong is None:
            refuse_what_is_too_large(connection, path)
        return wrong or passages.result()


def _first_passage_astray(path: Path) -> str | None:
    with translate_errors(path), closing(connect(path, read_only=True)) as connection:
        return first_passage_astray(connection)


def format_of(connection: Connection, path: Path) -> int:
    """Return the version of a study's format; refuses what is no study or cannot be read here."""
    run = raw(connection).execute
    if run("PRAGMA application_id").fetchone()[0] != schema.APPLICATION_ID:
        raise not_a_study(path)
    version: int = run("PRAGMA user_version").fetchone()[0]
    if version > schema.SCHEMA_VERSION and not _may_be_read_here(connection):
        raise too_new(path)
    if version < 1:
        raise DamagedError(
            _("“{name}” says that it is a study of format {version}.").format(
                name=path.name, version=version
            ),
            _("There is no such format; it was not opened, and nothing was changed."),
            _("Open the newest copy from its folder of restore points."),
        )
    return version


def _may_be_read_here(connection: Connection) -> bool:
    """Tell whether a study of a later format says that programs of this one may read it."""
    try:
        found = raw(connection).execute("SELECT reads_from FROM study").fetchone()
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


def too_new(path: Path) -> UserError:
    """Return the error for a study of a later version that lets no earlier one read."""
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
