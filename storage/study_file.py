"""The study file: open, create, lock, check, and the one door through which it changes."""

import sqlite3
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Generic, Self, TypeVar

from filelock import FileLock, Timeout
from sqlalchemy import Connection, func, insert, select, update

from coding.errors import (
    CannotUndoError,
    DamagedError,
    LockedError,
    NotAStudyError,
    ReadOnlyError,
    TooNewError,
    UserError,
)
from coding.language import _
from storage import full_text, journal, schema
from storage.connection import connect, known_errors, not_a_study, raw
from storage.journal import Changes
from storage.operation import Operation, Writing, now, to_json, words_for

T = TypeVar("T")

SUFFIX = ".strandline"
# Operations that undo cannot cross: they changed the shape of rows.
BARRIERS = ("migrate",)


@dataclass(frozen=True, slots=True)
class Done(Generic[T]):
    """What came of an operation: its result and what it changed."""

    result: T
    changes: Changes


@dataclass(frozen=True, slots=True)
class Entry:
    """A line of the history: ``words`` say what was done, ``status`` is done, undone or dropped."""

    id: int
    kind: str
    words: str
    coder: str
    created: str
    status: str


class StudyFile:
    """An open study.

    ``reader`` sees the last commit and is for the thread that opened the file; long jobs open a
    connection of their own. Writing goes through perform, undo and redo only, one at a time.
    """

    def __init__(self, path: Path, lock: FileLock | None) -> None:
        """Use StudyFile.open or StudyFile.create."""
        self.path = path
        self._lock = lock
        self._writing = threading.Lock()
        self._writer: Connection | None = None
        if lock is not None:
            self._writer = _writing_connection(path)
        self.reader = connect(path, read_only=True)
        self.coder_id = self._first_coder()

    @property
    def read_only(self) -> bool:
        """Tell whether changes are refused: the file or its folder may not be written."""
        return self._writer is None

    # --- opening and closing -------------------------------------------------------------

    @classmethod
    def open(cls, path: Path) -> Self:
        """Open a study, read-only where it may not be written.

        Raises UserError: not a study, from a later version, damaged, already open.
        """
        _look_before_opening(path)
        lock = _take_lock(path)
        try:
            with known_errors(path):
                if lock is not None:
                    _bring_up_to_date(path)
                return cls(path, lock)
        except BaseException:
            _release(lock)
            raise

    @classmethod
    def open_for_reading(cls, path: Path) -> Self:
        """Open a study without its lock, also while a window has it open or where nothing may be written.

        Raises UserError: not a study, from a later or an earlier version, damaged.
        """
        if _look_before_opening(path) < schema.SCHEMA_VERSION:
            raise UserError(
                _("“{name}” was written by an earlier version of Strandline.").format(name=path.name),
                _("It has to be brought up to date before it can be read."),
                _("Open it once in the window, or copy it to a folder of your own and open it there."),
            )
        with known_errors(path):
            return cls(path, None)

    @classmethod
    def create(cls, path: Path, setup: Operation[None]) -> Self:
        """Make a new study at path, which must not exist, and perform its first operation."""
        if path.exists():
            raise ReadOnlyError(
                _("“{name}” is already there.").format(name=path.name),
                _("Nothing was changed."),
                _("Choose another name."),
            )
        lock = _take_lock(path)
        if lock is None:
            raise ReadOnlyError(
                _("The folder “{name}” may not be written.").format(name=path.parent.name),
                _("No study was made."),
                _("Choose a folder of your own."),
            )
        try:
            with known_errors(path):
                _create_tables(path)
                return cls._set_up(path, lock, setup)
        except BaseException:
            path.unlink(missing_ok=True)
            _release(lock)
            raise

    @classmethod
    def _set_up(cls, path: Path, lock: FileLock, setup: Operation[None]) -> Self:
        study = cls(path, lock)
        try:
            study.perform(setup)
        except BaseException:
            study.close()
            raise
        study.coder_id = study._first_coder()
        return study

    def close(self) -> None:
        """Close the file, leaving one file that also opens in a read-only folder."""
        self.reader.close()
        if self._writer is not None:
            with self._writing:
                raw(self._writer).execute("PRAGMA journal_mode = DELETE")
                self._writer.close()
                self._writer = None
        _release(self._lock)
        self._lock = None

    def __enter__(self) -> Self:
        """Return the study for a with statement."""
        return self

    def __exit__(self, *_exc: object) -> None:
        """Close it."""
        self.close()

    def _first_coder(self) -> int | None:
        return self.reader.scalar(select(func.min(schema.coder.c.id)))

    # --- changing --------------------------------------------------------------------------

    def perform(self, operation: Operation[T]) -> Done[T]:
        """Do an operation: all of it, on disk before this returns, or nothing.

        An operation that changes no row leaves no trace in the history. Raises UserError, and
        whatever the operation raises, with the study as it was.
        """
        with self._transaction() as connection:
            table = schema.operation
            _drop_undone(connection, self.coder_id)
            operation_id = connection.execute(
                insert(table).values(kind=operation.kind, coder_id=self.coder_id, created=now())
            ).lastrowid
            journal.begin(connection, operation_id)
            writing = Writing(connection, self.coder_id, now())
            result = operation.run(writing)
            journal.end(connection)
            changes = journal.changes_of(connection, operation_id)
            if not changes:
                connection.rollback()
                return Done(result, changes)
            kept = to_json({**operation.parameters, **writing.noted})
            connection.execute(update(table).where(table.c.id == operation_id).values(parameters=kept))
            full_text.follow(connection, changes)
        return Done(result, changes)

    def undo(self) -> Done[Entry]:
        """Take back this coder's last operation that stands. Raises CannotUndoError."""
        entry = self.undoable()
        if entry is None:
            raise CannotUndoError(_("There is nothing to undo."))
        with self._transaction() as connection:
            changes = journal.undo(connection, entry.id)
            full_text.follow(connection, changes)
        return Done(entry, changes)

    def redo(self) -> Done[Entry]:
        """Do again what was undone last. Raises CannotUndoError."""
        entry = self.redoable()
        if entry is None:
            raise CannotUndoError(_("There is nothing to redo."))
        with self._transaction() as connection:
            changes = journal.redo(connection, entry.id)
            full_text.follow(connection, changes)
        return Done(entry, changes)

    @contextmanager
    def _transaction(self) -> Iterator[Connection]:
        if self._writer is None:
            raise ReadOnlyError(
                _("This study is open for reading only."),
                _("The change was not made."),
                _("Save a copy in a folder of your own and work there."),
            )
        with self._writing, known_errors(self.path):
            try:
                with self._writer.begin():
                    yield self._writer
            except BaseException:
                if raw(self._writer).in_transaction:  # a full disk can leave SQLite mid-way
                    raw(self._writer).rollback()
                raise

    # --- history ---------------------------------------------------------------------------

    def undoable(self) -> Entry | None:
        """Return what undo would take back, or None."""
        table = schema.operation.c
        last = self._entry(table.status == "done", table.id.desc())
        return None if last is None or last.kind in BARRIERS else last

    def redoable(self) -> Entry | None:
        """Return what redo would do again, or None."""
        table = schema.operation.c
        return self._entry(table.status == "undone", table.id)

    def _entry(self, condition: object, order: object) -> Entry | None:
        return next(iter(self._entries(condition, order, limit=1, coder_id=self.coder_id)), None)

    def history(self, limit: int | None = None) -> list[Entry]:
        """Return the audit trail, the newest first; nothing is ever deleted from it."""
        return self._entries(None, schema.operation.c.id.desc(), limit=limit, coder_id=None)

    def _entries(
        self, condition: object, order: object, *, limit: int | None, coder_id: int | None
    ) -> list[Entry]:
        operation, coder = schema.operation, schema.coder
        query = (
            select(operation, coder.c.name.label("coder"))
            .outerjoin(coder, coder.c.id == operation.c.coder_id)
            .order_by(order)  # pyright: ignore[reportArgumentType]
            .limit(limit)
        )
        if condition is not None:
            query = query.where(condition)  # pyright: ignore[reportArgumentType]
        if coder_id is not None:
            query = query.where(operation.c.coder_id == coder_id)
        return [
            Entry(
                row.id,
                row.kind,
                words_for(row.kind, row.parameters),
                row.coder or "",
                row.created,
                row.status,
            )
            for row in self.reader.execute(query)
        ]

    def last_change(self) -> str:
        """Return when the study last changed (UTC, ISO 8601), or an empty string."""
        return self.reader.scalar(select(func.max(schema.operation.c.created))) or ""

    # --- looking after the file --------------------------------------------------------------

    def check(self) -> list[str]:
        """Look for damage; return what is wrong, one sentence each, nothing for a sound study."""
        connection = raw(self.reader)
        found = [row[0] for row in connection.execute("PRAGMA integrity_check") if row[0] != "ok"]
        found += [
            _("A row of “{table}” points at something that is not there.").format(table=row[0])
            for row in connection.execute("PRAGMA foreign_key_check")
        ]
        beyond = self.reader.scalar(
            select(func.count())
            .select_from(schema.coding.join(schema.transcript))
            .where(
                (schema.coding.c.end > func.length(schema.transcript.c.text))
                | (schema.coding.c.start >= schema.coding.c.end)
            )
        )
        if beyond:
            found.append(_("{n} codings lie outside their transcript.").format(n=beyond))
        return found

    def save_copy(self, target: Path) -> None:
        """Write a whole copy of the study to target, replacing it only once it is complete."""
        copy_database(self.path, target)


def copy_database(source: Path, target: Path) -> None:
    """Copy a study, open or not, to another file."""
    part = target.with_name(target.name + ".part")
    with known_errors(target):
        part.unlink(missing_ok=True)
        reading = connect(source, read_only=True)
        writing = sqlite3.connect(part)
        try:
            raw(reading).backup(writing)
            writing.execute("PRAGMA journal_mode = DELETE")
        finally:
            writing.close()
            reading.close()
    part.replace(target)


def _drop_undone(connection: Connection, coder_id: int | None) -> None:
    table = schema.operation
    connection.execute(
        update(table).where(table.c.status == "undone", table.c.coder_id == coder_id).values(status="dropped")
    )


def _take_lock(path: Path) -> FileLock | None:
    """Lock the study for this program; None where the file or its folder may not be written."""
    if path.exists() and not _writable(path):
        return None
    lock = FileLock(path.with_name(path.name + ".lock"), timeout=0)
    try:
        lock.acquire()
    except Timeout as error:
        raise LockedError(
            _("“{name}” is already open in another window.").format(name=path.name),
            _("Only one window at a time can change a study."),
            _("Go to that window, or close it first."),
        ) from error
    except OSError:
        return None
    return lock


def _writable(path: Path) -> bool:
    try:
        with path.open("r+b"):
            return True
    except OSError:
        return False


def _release(lock: FileLock | None) -> None:
    if lock is not None:
        lock.release()
        Path(lock.lock_file).unlink(missing_ok=True)


def _look_before_opening(path: Path) -> int:
    """Return the version of the study's format.

    Refuses what is not there, is no study, comes from a later version, or carries something to execute.
    """
    if not path.exists():
        raise NotAStudyError(
            _("There is no file “{name}”.").format(name=path.name),
            remedy=_("Check its name and its folder."),
        )
    if not path.is_file():
        raise not_a_study(path)
    with path.open("rb") as file:
        if file.read(16) != b"SQLite format 3\x00":
            raise not_a_study(path)
    connection = connect(path, read_only=True)
    try:
        with known_errors(path):
            run = raw(connection).execute
            if run("PRAGMA application_id").fetchone()[0] != schema.APPLICATION_ID:
                raise not_a_study(path)
            version = run("PRAGMA user_version").fetchone()[0]
            executable = run(
                "SELECT count(*) FROM sqlite_schema WHERE type IN ('trigger', 'view')"
            ).fetchone()[0]
    finally:
        connection.close()
    if version > schema.SCHEMA_VERSION:
        raise TooNewError(
            _("“{name}” was written by a later version of Strandline.").format(name=path.name),
            _("This version cannot read it safely; nothing was changed."),
            _("Install the newest version and open it there."),
        )
    if executable:
        raise DamagedError(
            _("“{name}” contains instructions that no study has.").format(name=path.name),
            _("It may have been tampered with; it was not opened."),
            _("Ask the person it came from for a fresh copy."),
        )
    return version


def _create_tables(path: Path) -> None:
    connection = connect(path)
    try:
        raw(connection).execute(f"PRAGMA application_id = {schema.APPLICATION_ID}")
        raw(connection).execute(f"PRAGMA user_version = {schema.SCHEMA_VERSION}")
        schema.metadata.create_all(connection)
        full_text.create(connection)
        connection.commit()
    finally:
        connection.close()


def _bring_up_to_date(path: Path) -> None:
    connection = connect(path, read_only=True)
    try:
        version = raw(connection).execute("PRAGMA user_version").fetchone()[0]
    finally:
        connection.close()
    if version < schema.SCHEMA_VERSION:
        from storage.migrating import migrate

        migrate(path, version)


def _writing_connection(path: Path) -> Connection:
    connection = connect(path)
    raw(connection).execute("PRAGMA journal_mode = WAL")
    journal.install(connection)
    return connection
