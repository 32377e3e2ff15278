"""The study file: open, create, lock, check, and the one door through which it changes."""

import threading
from collections.abc import Callable, Generator, Sequence
from contextlib import ExitStack, closing, contextmanager, suppress
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING, Final, Generic, Self, TypeVar

from sqlalchemy import Connection, func, select

from coding.errors import CannotUndoError, ReadOnlyError
from coding.language import _
from coding.model.study import CoderKind
from storage.study import extending, full_text, history, indexes, journal, schema, sqlite
from storage.study.atomic_write import known_errors
from storage.study.checks.soundness import what_is_wrong
from storage.study.connection import BUSY_TIMEOUT, commits_seen, connect, raw, translate_errors
from storage.study.history import BARRIERS, HistoryEntry, Written
from storage.study.journal import Changes
from storage.study.keeping.copying import beside, copy_connected, copy_database
from storage.study.keeping.leftover_logs import has_leftover_log, take_in_log
from storage.study.keeping.leftovers import forget_study, sweep_beside
from storage.study.keeping.restore_points import PendingRestorePoint, due_restore_point
from storage.study.keys import Key, let_go, new_key
from storage.study.lock import release, take_lock
from storage.study.new_tables import create_tables
from storage.study.open_checks import (
    look_before_opening,
    recover_if_alone,
    refuse_long_name,
    refuse_what_is_no_file,
    refuse_what_is_there,
    resolved,
    too_old,
    unlocking,
)
from storage.study.operation import Operation, WriteContext, now, to_json
from storage.study.own_files import OwnFiles

if TYPE_CHECKING:
    from filelock import BaseFileLock

T = TypeVar("T")

SUFFIX = ".strandline"
_LONG_LOG: Final = 4_000_000  # bytes, from which on the log is brought into the file after a commit


@dataclass(frozen=True, slots=True)
class Done(Generic[T]):
    """What came of an operation: its result and what it changed."""

    result: T
    changes: Changes


class StudyFile:
    """An open study.

    ``reader`` sees the last commit and is for the thread that opened the file; long jobs open a
    connection of their own. Writing goes through perform, undo and redo only, one at a time.
    """

    def __init__(self, path: Path, lock: "BaseFileLock | None", key: Key | None) -> None:
        """Use StudyFile.open or StudyFile.create."""
        self.path = path
        self._lock = lock
        self._key = key  # held, so that other connections to the study need no password
        self._writing = threading.Lock()
        self._replayed = ""  # when something was undone or redone last, in this session
        self._version = 0  # of what is on disk, in this session
        self._undoable: tuple[int, HistoryEntry | None] = (-1, None)  # of which version, and what it was
        self._writer: Connection | None = None
        self.rescued: Path | None = None  # where all of it is, once other files took the place of its own
        self.is_newer = False  # of a later format, which may be read here but not changed
        self.is_to_be_read = False  # opened for reading only, whatever may be written
        self.restore_point: PendingRestorePoint | None = (
            None  # still to be kept: on a job, else before a change
        )
        with ExitStack() as if_it_fails:
            if lock is not None:
                self._writer = if_it_fails.enter_context(closing(journal.connect_for_writing(path)))
            self.reader = if_it_fails.enter_context(closing(connect(path, read_only=True)))
            self._files = OwnFiles(path)
            self._checkpointed_id: int | None = None
            self.checkpoint()
            self.coder_id = self._first_coder()
            if_it_fails.pop_all()

    @property
    def read_only(self) -> bool:
        """Tell whether changes are refused: the file or its folder may not be written."""
        return self._writer is None

    def state(self) -> int:
        """Return a number that is another one after each change, on whatever thread it was stored.

        What SQLite says itself is another one after each checkpoint, too: that serves where others may write.
        """
        return commits_seen(self.reader) if self._writer is None else self._version

    # --- opening and closing -------------------------------------------------------------

    @classmethod
    def open(cls, path: Path, password: str | None = None) -> Self:
        """Open a study, read-only where it may not be written.

        Raises UserError: not a study, from a later version, damaged, already open; PasswordNeededError,
        WrongPasswordError.
        """
        path = resolved(path)
        refuse_what_is_no_file(path)
        lock = take_lock(path)
        try:
            with unlocking(path, password) as key:
                if lock is not None and has_leftover_log(path):
                    take_in_log(path)
                version = look_before_opening(path)
                if version < schema.SCHEMA_VERSION:
                    _bring_up_to_date(path, version, writable=lock is not None)
                    look_before_opening(path)
                elif version > schema.SCHEMA_VERSION:  # it may be read, as it says itself
                    release(lock)
                    lock = None
                with translate_errors(path):
                    study = cls(path, lock, key)
                    study.is_newer = version > schema.SCHEMA_VERSION
        except BaseException:
            release(lock)
            raise
        if lock is not None:
            sweep_beside(path)
            if version == schema.SCHEMA_VERSION:
                study.restore_point = due_restore_point(path)
        return study

    @classmethod
    def open_for_reading(cls, path: Path, password: str | None = None) -> Self:
        """Open a study without its lock, also while a window has it open or where nothing may be written.

        Raises UserError: not a study, from a later or an earlier version, damaged; PasswordNeededError,
        WrongPasswordError.
        """
        path = resolved(path)
        refuse_what_is_no_file(path)
        with unlocking(path, password) as key:
            recover_if_alone(path)
            if look_before_opening(path) < schema.SCHEMA_VERSION:
                raise too_old(path)
            with translate_errors(path):
                study = cls(path, None, key)
        study.is_to_be_read = True
        return study

    @classmethod
    def create(cls, path: Path, setup: Operation[None], password: str | None = None) -> Self:
        """Make a new study at path, which must not exist, and perform its first operation."""
        key = None if password is None else new_key(password)
        path = resolved(path)
        refuse_long_name(path)
        refuse_what_is_there(path)
        lock = take_lock(path)
        if lock is None:
            raise ReadOnlyError(
                _("The folder “{name}” may not be written.").format(name=path.parent.name),
                _("No study was made."),
                _("Choose a folder of your own."),
            )
        part = beside(path, ".part")
        with ExitStack() as if_it_fails, translate_errors(path), known_errors(path):
            if_it_fails.callback(release, lock)
            if_it_fails.callback(let_go, key)
            if_it_fails.callback(forget_study, part)
            forget_study(part)
            cls._make(part, lock, key, setup)
            part.rename(path)
            if_it_fails.callback(forget_study, path)  # nobody has worked in it yet
            study = cls(path, lock, key)
            if_it_fails.pop_all()
        return study

    @classmethod
    def _make(cls, part: Path, lock: "BaseFileLock", key: Key | None, setup: Operation[None]) -> None:
        """Make a whole study beside its place, so that a program that dies leaves none by half."""
        create_tables(part, key)
        study = cls(part, lock, key)
        try:
            study.perform(setup)
        finally:
            study._lock = study._key = None  # kept for the study in its place
            study.close()

    def close(self) -> None:
        """Close the file, leaving one file that also opens in a read-only folder."""
        if self.restore_point is not None:
            self.restore_point.wait()
        # The last connection to close brings the log into whatever file has the study's name by then. Where
        # that is another one, the reader closes last, which may not write.
        if self._files.are_in_place():
            self.reader.close()
            self._close_writer()
        else:
            self._close_writer()
            self.reader.close()
        release(self._lock)
        let_go(self._key)
        self._lock = self._key = None

    def _close_writer(self) -> None:
        if self._writer is None:
            return
        with self._writing:
            if self._files.are_in_place():
                # Where somebody else still reads, or the disk is full, the next to close does it.
                with suppress(sqlite.OperationalError):
                    raw(self._writer).execute("PRAGMA busy_timeout = 100")
                    raw(self._writer).execute("PRAGMA journal_mode = DELETE")
            self._writer.close()
            self._writer = None

    def __enter__(self) -> Self:
        """Return the study for a with statement."""
        return self

    def __exit__(self, *_exc: object) -> None:
        """Close it."""
        self.close()

    def _first_coder(self) -> int | None:
        coder = schema.coder.c
        return self.reader.scalar(select(func.min(coder.id)).where(coder.kind == CoderKind.PERSON))

    # --- changing --------------------------------------------------------------------------

    def perform(self, operation: Operation[T]) -> Done[T]:
        """Do an operation: all of it, on disk before this returns, or nothing.

        An operation that changes no row leaves no trace in the history. Raises UserError, and
        whatever the operation raises, with the study as it was.
        """
        with self._transaction() as connection:
            return self._perform(connection, operation)

    def perform_irreversibly(
        self, operation: Operation[T], *, before_commit: Callable[[], object] = lambda: None
    ) -> Done[T]:
        """Do an operation that nobody may find any trace of, whose kind is among BARRIERS.

        ``before_commit`` removes what lies elsewhere: a program that dies can have removed it in vain, but
        never leaves it where the study says that all is gone.

        What undo would need of it and of all before it is dropped; the file is written anew without its
        free pages. Raises as perform does. If there is no room to write it anew, what is gone is gone all
        the same: freed pages are overwritten.
        """
        if self.restore_point is not None:
            self.restore_point.wait()  # else it came to light when all others have been removed
        self._tell_sqlite("PRAGMA secure_delete = ON")
        try:
            with self._transaction() as connection:
                done = self._perform(connection, operation)
                if done.changes:
                    journal.forget(connection)
                    full_text.rebuild(connection)
                    before_commit()
            self._tell_sqlite("VACUUM")
            self._tell_sqlite("PRAGMA wal_checkpoint(TRUNCATE)")
            sweep_beside(self.path)
        finally:
            self._tell_sqlite("PRAGMA secure_delete = OFF")
        return done

    def _tell_sqlite(self, command: str) -> None:
        """Say something to SQLite outside of transactions; without room it does not happen."""
        if self._writer is not None:
            with self._writing, suppress(sqlite.OperationalError):
                if self._files.are_in_place():
                    raw(self._writer).execute(command).fetchall()
                    self._files.note()

    def _perform(self, connection: Connection, operation: Operation[T]) -> Done[T]:
        operation_id = extending.begin(connection, operation, self.coder_id, self._checkpointed_id)
        writing = WriteContext(connection, self.coder_id, now())
        result = operation.run(writing)
        journal.end(connection)
        changes = journal.changes_of(connection, operation_id)
        if not changes:
            connection.rollback()
            return Done(result, changes)
        extending.fold(connection, operation, operation_id)
        kept = to_json({**operation.parameters, **writing.noted})
        where = journal.only_interview(connection, changes)
        history.end(connection, operation_id, kept, interview_id=where, reverses_id=writing.reverses_id)
        indexes.follow(connection, changes)
        return Done(result, changes)

    def undo(self) -> Done[HistoryEntry]:
        """Take back the last operation that stands, whoever did it. Raises CannotUndoError."""
        entry = self.undoable()
        if entry is None:
            raise history.nothing_to_undo(self.history(1))
        with self._transaction() as connection:
            changes = journal.undo(connection, entry.id)
            indexes.follow(connection, changes)
        self._replayed = now()
        return Done(entry, changes)

    def redo(self) -> Done[HistoryEntry]:
        """Do again what was undone last. Raises CannotUndoError."""
        entry = self.redoable()
        if entry is None:
            raise CannotUndoError(_("There is nothing to redo."))
        with self._transaction() as connection:
            changes = journal.redo(connection, entry.id)
            indexes.follow(connection, changes)
        self._replayed = now()
        return Done(entry, changes)

    def note_file(self, kind: Written, file: Path, quoted: Sequence[str] = ()) -> None:
        """Keep in the history that a file was written from this study, unless it is open for reading only.

        ``quoted`` are the GUIDs of the codings whose passages it quotes.
        """
        if not self.read_only:
            with self._transaction() as connection:
                history.note(connection, kind, self.coder_id, str(file), quoted)

    @contextmanager
    def _transaction(self) -> Generator[Connection]:
        if self._writer is None:
            raise ReadOnlyError(
                _("This study is open for reading only."),
                _("The change was not made."),
                _("Save a copy in a folder of your own and work there."),
            )
        if self.restore_point is not None:
            self.restore_point.keep()
        with self._writing, translate_errors(self.path):
            self._refuse_other_files()
            try:
                with self._writer.begin():
                    yield self._writer
            except BaseException:
                if raw(self._writer).in_transaction:  # a full disk can leave SQLite mid-way
                    raw(self._writer).rollback()
                raise
            finally:
                self._version += 1
            if not self._files.are_joined():
                self._rescue()
            elif self._files.log_size() > _LONG_LOG:
                self._checkpoint()
            self._files.note()

    def _refuse_other_files(self) -> None:
        """Write nothing to files that were deleted or replaced: it would be gone once they are closed."""
        if self.rescued is None and not self._files.are_in_place():
            self._rescue()
        if self.rescued is not None:
            raise ReadOnlyError(
                _("“{name}” was deleted, moved or replaced while it was open.").format(name=self.path.name),
                _("The last change was not stored; all before it is in “{copy}”.").format(
                    copy=self.rescued.name
                ),
                _("Go on there."),
            )

    def _rescue(self) -> None:
        """Write all that the open files hold to a copy beside them, where work can go on.

        Raises UserError where it cannot be written.
        """
        when = datetime.now().astimezone()
        copy = self.path.with_name(f"{self.path.stem} rescued {when:%Y-%m-%d %H.%M.%S}{SUFFIX}")
        assert self._writer is not None
        copy_connected(self._writer, self.path, copy)
        self.rescued = copy

    def checkpoint(self) -> bool:
        """Bring the log into the study's file, so that a copy of the file alone has every change.

        Anybody may call it, on any thread, whenever nothing is going on. Returns whether nothing is left to
        be brought: whoever reads keeps some of it back.
        """
        if self._writer is None:
            return True
        with self._writing, suppress(sqlite.OperationalError):
            if self._files.are_in_place():
                whole = self._checkpoint()
                self._files.note()
                return whole
        return True

    def _checkpoint(self) -> bool:
        """Bring into the file what can be brought without waiting for whoever is reading."""
        assert self._writer is not None
        run = raw(self._writer).execute
        run("PRAGMA busy_timeout = 0")
        _busy, in_log, in_file = run("PRAGMA wal_checkpoint(TRUNCATE)").fetchone()
        run(f"PRAGMA busy_timeout = {BUSY_TIMEOUT}")
        if in_log == in_file:
            self._checkpointed_id = run("SELECT max(id) FROM operation").fetchone()[0]
        return in_log == in_file

    # --- history ---------------------------------------------------------------------------

    def undoable(self) -> HistoryEntry | None:
        """Return what undo would take back, or None; a change of format is a barrier."""
        version = self._version
        if self._undoable[0] != version:
            last = history.last_done(self.reader)
            self._undoable = version, last if last and last.kind not in BARRIERS else None
        return self._undoable[1]

    def redoable(self) -> HistoryEntry | None:
        """Return what redo would do again, or None."""
        return history.first_undone(self.reader)

    def history(self, limit: int | None = None) -> list[HistoryEntry]:
        """Return the audit trail, the newest first; nothing is ever deleted from it."""
        return history.newest(self.reader, limit)

    def last_change(self) -> str:
        """Return when the study last changed (UTC, ISO 8601), or an empty string."""
        return max(history.last_time(self.reader), self._replayed)

    # --- looking after the file --------------------------------------------------------------

    def check(self) -> list[str]:
        """Look for damage; return what is wrong, one sentence each, nothing for a sound study."""
        return what_is_wrong(self.reader)

    def save_copy(self, target: Path) -> None:
        """Write a whole copy of the study to target, replacing it only once it is complete."""
        if self._files.are_in_place():
            copy_database(self.path, target)
        else:
            copy_connected(self.reader, self.path, target)


def _bring_up_to_date(path: Path, version: int, *, writable: bool) -> None:
    if not writable:
        raise too_old(path)
    from storage.study.migrating import migrate

    migrate(path, version)
