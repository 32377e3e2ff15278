"""Whole copies of a study, and the restore points kept beside it.

A study that changed since the last one gets a restore point of what it is when it is opened, at most one
a day, in the folder ``<name> restore points``; the last ten stay. A restore point is a study like any other.
"""

import sqlite3
import threading
from collections.abc import Generator
from contextlib import ExitStack, closing, contextmanager
from datetime import datetime
from pathlib import Path

from sqlalchemy import Connection

from coding.errors import DiskFullError, UserError
from coding.language import _
from storage.study.atomic_write import replacing
from storage.study.connection import connect, raw, translate_errors
from storage.study.lock import release, take_lock

KEPT = 10


def copy_database(source: Path, target: Path) -> None:
    """Copy a study, open or not, to another file, which is replaced only once the copy is complete.

    Raises UserError: the target is the study itself or open elsewhere, the disk is full, the folder
    may not be written, the source is damaged.
    """
    with closing(connect(source, read_only=True)) as reading:
        copy_connected(reading, source, target)


def copy_connected(reading: Connection, source: Path, target: Path) -> None:
    """Copy a study through a connection to it, also where its file is no longer in its place."""
    with replacing_study(source, target) as part:
        _copy(reading, source, part)


@contextmanager
def replacing_study(source: Path, target: Path) -> Generator[Path]:
    """Give an empty file; the study written there takes target's place at the end, or nothing changes.

    Raises UserError: the target is the source itself or open elsewhere, the disk is full, the folder
    may not be written.
    """
    _refuse_itself(source, target)
    # A window that has the target open would go on in a file that is no longer there.
    lock = take_lock(target) if target.exists() else None
    try:
        with replacing(target) as part, _room_for(part):
            yield part
            _forget_unfinished(target)
    finally:
        release(lock)


@contextmanager
def _room_for(part: Path) -> Generator[None]:
    """Say what a full disk means for a copy; leave nothing of a copy that was not finished."""
    try:
        yield
    except DiskFullError as error:
        raise DiskFullError(
            _("The disk is full or cannot be written."),
            _("No copy was made; the study is as it was."),
            _("Free some space, or choose another folder."),
        ) from error
    finally:
        _forget_unfinished(part)


def _refuse_itself(source: Path, target: Path) -> None:
    if target.exists() and source.exists() and target.samefile(source):
        raise UserError(
            _("“{name}” is the study itself.").format(name=target.name),
            _("No copy was made; everything in it is stored already."),
            _("Choose another name."),
        )


def _copy(reading: Connection, source: Path, target: Path) -> None:
    with translate_errors(source), closing(sqlite3.connect(target)) as writing:
        raw(reading).backup(writing)
        writing.execute("PRAGMA journal_mode = DELETE")


def _forget_unfinished(target: Path) -> None:
    """Take away what a program that died left of the study that is replaced: it belongs to no other."""
    for end in ("-wal", "-shm", "-journal"):
        target.with_name(target.name + end).unlink(missing_ok=True)


def restore_points(path: Path) -> list[Path]:
    """Return the restore points of a study, the oldest first."""
    return sorted(_folder(path).glob(f"{_escaped(path.stem)} ????-??-??*{path.suffix}"))


def remove_restore_points(path: Path) -> None:
    """Remove all restore points of a study; raises UserError where one may not be removed."""
    try:
        for point in restore_points(path):
            point.unlink(missing_ok=True)
    except OSError as error:
        raise UserError(
            _("A restore point cannot be removed ({reason}).").format(reason=error.strerror),
            _("It still holds the study as it was."),
            _("Remove the folder “{name}” yourself.").format(name=_folder(path).name),
        ) from error


class RestorePoint:
    """The restore point of a study just opened, to be written in peace.

    It holds on to the study as it is now: what is changed before it is written does not get into it.
    """

    def __init__(self, path: Path) -> None:
        """Hold on to a study that is in WAL mode; raises UserError where it cannot be read."""
        self._path = path
        self._begun = threading.Lock()
        self._over = threading.Event()
        with translate_errors(path), ExitStack() as if_it_fails:
            self._as_opened = if_it_fails.enter_context(closing(connect(path, read_only=True)))
            raw(self._as_opened).execute("BEGIN")
            raw(self._as_opened).execute("SELECT 1 FROM sqlite_schema").fetchone()
            if_it_fails.pop_all()

    def keep(self) -> None:
        """Write it if the study changed since the last one, unless another thread does or did.

        A restore point that cannot be written stops nobody from working.
        """
        if not self._begun.acquire(blocking=False):
            return
        try:
            points = restore_points(self._path)
            if not points or _state_of(points[-1]) != _state(self._as_opened):
                _write(self._as_opened, self._path, _today(self._path))
        except (OSError, UserError, sqlite3.Error):
            pass
        finally:
            self._as_opened.close()
            self._over.set()

    def wait(self) -> None:
        """Return once it is written and the study no longer held."""
        self.keep()
        self._over.wait()


def due_restore_point(path: Path) -> RestorePoint | None:
    """Return the restore point to be kept of an open study; None where today has one already."""
    if _today(path) in restore_points(path):
        return None
    try:
        return RestorePoint(path)
    except UserError:
        return None


def keep_before_version(path: Path, version: int) -> Path:
    """Copy a study before its format is changed; raises UserError or OSError where that is impossible."""
    target = _today(path, f" before format {version}")
    with closing(connect(path, read_only=True)) as reading:
        _write(reading, path, target)
    return target


def _today(path: Path, occasion: str = "") -> Path:
    day = datetime.now().astimezone().date().isoformat()
    return _folder(path) / f"{path.stem} {day}{occasion}{path.suffix}"


def _folder(path: Path) -> Path:
    return path.with_name(f"{path.stem} restore points")


def _escaped(name: str) -> str:
    """Take the meaning of a pattern out of a name."""
    return "".join(f"[{sign}]" if sign in "*?[" else sign for sign in name)


def _state_of(path: Path) -> tuple[int, int]:
    with closing(connect(path, read_only=True)) as reading:
        return _state(reading)


def _state(reading: Connection) -> tuple[int, int]:
    """Return what two copies share if nothing was done, undone or redone between them."""
    query = "SELECT coalesce(max(id), 0), count(*) FILTER (WHERE status = 'done') FROM operation"
    found: tuple[int, int] = raw(reading).execute(query).fetchone()
    return found


def _write(reading: Connection, path: Path, target: Path) -> None:
    target.parent.mkdir(exist_ok=True)
    copy_connected(reading, path, target)
    for old in restore_points(path)[:-KEPT]:
        old.unlink()
