"""Whole copies of a study, which take the place of another file only once they are complete."""

from collections.abc import Generator
from contextlib import closing, contextmanager
from pathlib import Path

from sqlalchemy import Connection

from coding.errors import DiskFullError, UserError
from coding.language import _
from storage.study.atomic_write import replacing
from storage.study.connection import connect, raw, translate_errors
from storage.study.keys import key_behind
from storage.study.lock import release, take_lock

# What SQLite keeps beside a study while it is open, and leaves where a program died.
LOGS = ("-wal", "-shm", "-journal")


def beside(path: Path, end: str) -> Path:
    """Return the file whose name is a study's with something after it."""
    return path.with_name(path.name + end)


def copy_database(source: Path, target: Path) -> None:
    """Copy a study, open or not, to another file, which is replaced only once the copy is complete.

    Raises UserError: the target is the study itself or open elsewhere, the disk is full, the folder
    may not be written, the source is damaged.
    """
    with closing(connect(source, read_only=True)) as reading:
        copy_connected(reading, source, target)


def copy_connected(reading: Connection, source: Path, target: Path) -> None:
    """Copy a study through a connection to it, also where its file is no longer in its place."""
    key = key_behind(raw(reading), source)
    with (
        replacing_study(source, target) as part,
        translate_errors(source),
        closing(connect(part, key=key)) as writing,
    ):
        raw(reading).backup(raw(writing))
        raw(writing).execute("PRAGMA journal_mode = DELETE")


@contextmanager
def replacing_study(source: Path, target: Path) -> Generator[Path]:
    """Give an empty file; the study written there takes target's place at the end, or nothing changes.

    Nobody may read it who may not read the source. Raises UserError: the target is the source itself or
    open elsewhere, the disk is full, the folder may not be written.
    """
    _refuse_itself(source, target)
    # A window that has the target open would go on in a file that is no longer there.
    lock = take_lock(target) if target.exists() else None
    try:
        with replacing(target, like=source) as part, _room_for(part):
            yield part
            forget_logs(target)
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
        forget_logs(part)


def _refuse_itself(source: Path, target: Path) -> None:
    if target.exists() and source.exists() and target.samefile(source):
        raise UserError(
            _("“{name}” is the study itself.").format(name=target.name),
            _("No copy was made; everything in it is stored already."),
            _("Choose another name."),
        )


def forget_logs(path: Path) -> None:
    """Take away what a program that died left of the study that is replaced: it belongs to no other."""
    for end in LOGS:
        beside(path, end).unlink(missing_ok=True)
