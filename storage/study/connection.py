"""The one way to a database: for the study, its copies, jobs and migrations."""

from collections.abc import Callable, Generator, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from contextvars import ContextVar
from functools import cache, partial
from pathlib import Path
from typing import Any, Final, TypeVar

from sqlalchemy import Connection, CursorResult, Engine, ExceptionContext, create_engine, event
from sqlalchemy.exc import DBAPIError
from sqlalchemy.pool import NullPool

from coding.errors import DamagedError, DiskFullError, LockedError, NotAStudyError, ReadOnlyError, UserError
from coding.language import _
from storage.study import sqlite
from storage.study.keys import Key, has_password, key_of, wrong_password

T = TypeVar("T")

BATCH: Final = 900
BUSY_TIMEOUT: Final = 5000  # ms to wait for another program


def connect(path: Path, *, read_only: bool = False, key: Key | None = None) -> Connection:
    """Open a connection to a study file.

    A writer begins every transaction with BEGIN IMMEDIATE and syncs on commit. A reader is in
    autocommit: each statement sees the last commit. Nothing from the file is executed. Only a new file needs
    to be told its key. Raises PasswordNeededError where nobody has the study open.
    """
    with translate_errors(path):
        key = key or key_of(path)
    pragma = "" if key is None else key.pragma
    with translate_errors(path):
        connection = _connected(partial(_open, path, pragma, read_only=read_only), writes=not read_only)
    return connection.execution_options(study=path)


def in_memory() -> Connection:
    """Open an empty database that never touches a disk; each statement is its own transaction.

    Foreign keys are not held while it is filled.
    """
    return _connected(partial(sqlite.connect, ":memory:"), writes=False)


def _connected(opening: Callable[[], sqlite.Connection], *, writes: bool) -> Connection:
    token = _opening.set(opening)
    try:
        return _engine(writes=writes).connect()
    finally:
        _opening.reset(token)


_opening: ContextVar[Callable[[], sqlite.Connection]] = ContextVar("opening")


def _open_wanted() -> sqlite.Connection:
    return _opening.get()()


@cache
def _engine(*, writes: bool) -> Engine:
    """Return the engine of all files: what it has compiled is not compiled again for each of them."""
    engine = create_engine(
        "sqlite://",
        module=sqlite.MODULE,
        creator=_open_wanted,
        poolclass=NullPool,
        hide_parameters=True,  # no transcript text in a traceback
    )
    # Rows are also read where nobody expects an error: a page, a tree, a count.
    event.listen(engine, "handle_error", _instead, retval=True)
    if writes:
        event.listen(engine, "begin", _begin_immediate)
    return engine


def _instead(context: ExceptionContext) -> UserError | None:
    path = context.connection and context.connection.get_execution_options().get("study")
    return _explain(context.original_exception, path) if path else None


def _begin_immediate(connection: Connection) -> None:
    connection.exec_driver_sql("BEGIN IMMEDIATE")


def _open(path: Path, key: str, *, read_only: bool) -> sqlite.Connection:
    uri = path.absolute().as_uri()
    connection = _reading(path, uri, key) if read_only else sqlite.connect(uri + "?mode=rwc", key)
    connection.execute("PRAGMA trusted_schema = OFF")
    connection.execute("PRAGMA foreign_keys = ON")
    connection.execute(f"PRAGMA busy_timeout = {BUSY_TIMEOUT}")
    connection.execute("PRAGMA temp_store = MEMORY")
    connection.execute("PRAGMA synchronous = FULL")
    return connection


def _reading(path: Path, uri: str, key: str) -> sqlite.Connection:
    connection = sqlite.connect(uri + "?mode=ro", key)
    try:
        connection.execute("SELECT 1 FROM sqlite_schema")
    except sqlite.OperationalError as error:
        connection.close()
        unfinished = any(path.with_name(path.name + end).exists() for end in ("-wal", "-journal"))
        folder_refuses = sqlite.primary_code(error) in {sqlite.CANTOPEN, sqlite.READONLY}
        if unfinished or not folder_refuses:
            raise
        # A study that was never closed, in a folder that may not be written: SQLite cannot make its
        # shared-memory file there. Nobody else can write there either.
        connection = sqlite.connect(uri + "?mode=ro&immutable=1", key)
    return connection


def raw(connection: Connection) -> sqlite.Connection:
    """Return the driver's own connection behind one of SQLAlchemy's."""
    driver: Any = connection.connection.dbapi_connection
    return driver


def fetched(result: CursorResult[*tuple[Any, ...]]) -> list[tuple[Any, ...]]:
    """Fetch straight from the driver: 50,000 rows in a third of the time that SQLAlchemy's own take."""
    rows: Any = result.cursor
    with translate_errors(result.connection.get_execution_options().get("study", Path())):
        return rows.fetchall()


def batches(values: Iterable[T]) -> Iterator[Sequence[T]]:
    """Yield values in as many as one statement takes: older SQLite knows 999 variables."""
    every = list(values)
    return (every[at : at + BATCH] for at in range(0, len(every), BATCH))


def commits_seen(connection: Connection) -> int:
    """Return a number that changes with every commit of another connection."""
    return raw(connection).execute("PRAGMA data_version").fetchone()[0]


@contextmanager
def translate_errors(path: Path) -> Generator[None]:
    """Turn what SQLite says is wrong with the file or the disk into a sentence for the researcher."""
    try:
        yield
    except DBAPIError as error:
        user_error = _explain(error.orig, path)
        if user_error is None:
            raise
        raise user_error from error
    except (sqlite.Error, UnicodeDecodeError) as error:
        user_error = _explain(error, path)
        if user_error is None:
            raise
        raise user_error from error
    except UnicodeEncodeError as error:  # half of a character, as a broken program puts on the clipboard
        raise UserError(
            _("There is a broken character in the text."),
            _("The last change was not stored."),
            _("Take it out and try again."),
        ) from error


def _explain(error: BaseException | None, path: Path) -> UserError | None:
    code = sqlite.primary_code(error)
    if code is None:
        return _undecodable(error, path)
    if sqlite.is_not_shared(error):
        return _not_shared(path)
    in_words = _IN_WORDS.get(code)
    return None if in_words is None else in_words(path)


def _in_use(path: Path) -> UserError:
    return LockedError(
        _("“{name}” is in use by another program.").format(name=path.name),
        _("The last change was not stored."),
        _("Wait a moment and try again, or close the other program."),
    )


def _full(_path: Path) -> UserError:
    return DiskFullError(
        _("The disk is full."),
        _("The last change was not stored; everything before it is safe."),
        _("Free some space and try again."),
    )


def _failing(path: Path) -> UserError:
    return DiskFullError(  # as for a quota, of which SQLite says no more
        _("The disk with “{name}” cannot be read or written.").format(name=path.name),
        _("The last change was not stored; everything before it is safe."),
        _("Check that the drive is there and that you have room on it, and try again."),
    )


def _not_writable(path: Path) -> UserError:
    return ReadOnlyError(
        _("“{name}” may not be written.").format(name=path.name),
        _("It can be read, but no change is stored."),
        _("Save a copy in a folder of your own and work there."),
    )


def _not_opened(path: Path) -> UserError:
    return UserError(
        _("“{name}” cannot be opened.").format(name=path.name),
        remedy=_("Check that the file is there and that you may read it."),
    )


def _no_database(path: Path) -> UserError:
    return wrong_password(path) if has_password(path) else not_a_study(path)


def _not_shared(path: Path) -> UserError:
    return UserError(
        _("The drive of “{name}” does not let a study be changed.").format(name=path.name),
        _("Some drives, often those on a network, cannot share memory or locks. Nothing was changed."),
        _("Copy the study to a disk of this computer and open it there."),
    )


def _undecodable(error: BaseException | None, path: Path) -> UserError | None:
    """Return the error for text that is no Unicode, which Python's driver meets and SQLite does not."""
    if isinstance(error, UnicodeDecodeError):  # in the schema, of which SQLite's own message tells
        return _damaged(path)
    if isinstance(error, sqlite.Error) and "decode" in str(error):
        error.args = ("text that is no Unicode",)  # it quotes the transcript
        return _damaged(path)
    return None


def _damaged(path: Path) -> DamagedError:
    return DamagedError(
        _("“{name}” is damaged.").format(name=path.name),
        _("Parts of the study cannot be read."),
        _("Open the newest copy from its folder of restore points."),
    )


_IN_WORDS: Final[Mapping[int, Callable[[Path], UserError]]] = {
    sqlite.BUSY: _in_use,
    sqlite.LOCKED: _in_use,
    sqlite.FULL: _full,
    sqlite.IOERR: _failing,
    sqlite.READONLY: _not_writable,
    sqlite.PERM: _not_writable,
    sqlite.CANTOPEN: _not_opened,
    sqlite.NOTADB: _no_database,
    sqlite.CORRUPT: _damaged,
}


def not_a_study(path: Path) -> NotAStudyError:
    """Return the error for a file that is something else."""
    return NotAStudyError(
        _("“{name}” is not a Strandline study.").format(name=path.name),
        _("Nothing was changed."),
        _("Choose a file that ends in .strandline, or import this one as a transcript."),
    )
