"""One window a study: the lock beside the file."""

import os
from contextlib import suppress
from pathlib import Path
from typing import TYPE_CHECKING

from coding.errors import LockedError
from coding.language import _

if TYPE_CHECKING:
    from filelock import BaseFileLock


def take_lock(path: Path) -> "BaseFileLock | None":
    """Lock a study for this program; None where the file or its folder may not be written.

    Raises LockedError where another program holds it, or may hold it. The system lets go of the lock of a
    program that died.
    """
    from filelock import FileLock, Timeout  # who only reads needs none

    if path.exists() and not _writable(path):
        return None
    beside = path.with_name(path.name + ".lock")
    lock = FileLock(beside, timeout=0, thread_local=False)
    try:
        lock.acquire()
    except Timeout as error:
        raise LockedError(
            _("“{name}” is already open in another window.").format(name=path.name),
            _("Only one window at a time can change a study."),
            _("Go to that window, or close it first."),
        ) from error
    except OSError as error:
        if not os.path.lexists(beside):
            return None
        raise _of_another_account(path, beside) from error
    return lock


def _of_another_account(path: Path, beside: Path) -> LockedError:
    """Return the error for a lock that may not even be looked at: whoever left it may have the study open."""
    return LockedError(
        _("“{lock}” beside the study was left by somebody else and cannot be opened.").format(
            lock=beside.name
        ),
        _("Whether “{name}” is open there cannot be told, so it was not opened.").format(name=path.name),
        _("If nobody has it open, delete “{lock}” and open the study again.").format(lock=beside.name),
    )


def release(lock: "BaseFileLock | None") -> None:
    """Give a lock back, leaving no file behind."""
    if lock is None:
        return
    # Unlinked while it is still held: whoever waits on the old file notices and takes a new one.
    # Windows refuses that, and there the library does it afterwards.
    with suppress(OSError):
        Path(lock.lock_file).unlink()
    lock.release()


def _writable(path: Path) -> bool:
    """Tell without opening the file, whose closing would drop SQLite's lock where this program has it open.

    Windows tells only by opening, and holds locks by the handle.
    """
    if os.name != "nt":
        return os.access(path, os.W_OK, effective_ids=True)
    try:
        with path.open("r+b"):
            return True
    except OSError:
        return False
