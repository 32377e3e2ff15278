"""Writing a file so that an old one stays whole until the new one is complete."""

import errno
import os
import re
from collections.abc import Generator
from contextlib import contextmanager, suppress
from pathlib import Path
from secrets import token_hex
from shutil import rmtree
from stat import S_IMODE, S_IRUSR, S_IWUSR
from time import time
from typing import Final

from coding.errors import DiskFullError, ReadOnlyError, UserError
from coding.language import _

_LEFT_AFTER: Final = 60  # seconds in which nobody wrote to it
_NO_ROOM = {errno.ENOSPC, errno.EFBIG, getattr(errno, "EDQUOT", errno.ENOSPC)}
_NOT_ALLOWED = {errno.EACCES, errno.EPERM, errno.EROFS, errno.EBUSY, errno.ETXTBSY}


@contextmanager
def replacing(target: Path, *, like: Path | None = None) -> Generator[Path]:
    """Give a temporary path in target's folder; what was written there takes target's place at the end.

    Whoever may not read the file that it is made ``like`` may not read it either.

    If anything goes wrong in between, target is as it was and nothing is left beside it. Raises
    UserError: no such folder, not allowed, open in another program, disk full.
    """
    target = target.absolute()
    target = target.resolve() if target.is_symlink() else target
    with known_errors(target):
        _refuse_what_may_not_be_written(target)
        part = _temporary(target.parent)
        try:
            _narrow(part, like)
            yield part
            _to_disk(part)
            part.replace(target)
        finally:
            part.unlink(missing_ok=True)


@contextmanager
def replacing_folder(target: Path, ours: re.Pattern[str], *, like: Path | None = None) -> Generator[Path]:
    """Give a temporary folder beside target; at the end it takes the place of a folder that is there.

    Raises UserError where that holds a file whose name is none of ``ours``, and as ``replacing`` does.
    """
    target = target.absolute()
    with known_errors(target):
        if target.exists() and not (
            target.is_dir() and all(ours.fullmatch(p.name) for p in target.iterdir())
        ):
            raise UserError(
                _("“{name}” is there already, with files of others in it.").format(name=target.name),
                _("Nothing was written."),
                _("Choose another name or folder."),
            )
        part, old = (target.with_name(f".strandline-{token_hex(4)}.part") for _each in range(2))
        part.mkdir()
        try:
            yield part
            for path in part.iterdir():
                _narrow(path, like)
            if target.exists():
                target.rename(old)
            part.rename(target)
        finally:
            for folder in (part, old):
                rmtree(folder, ignore_errors=True)


def _refuse_what_may_not_be_written(target: Path) -> None:
    """Find out before the work is done, not after; Word keeps its open document locked on Windows."""
    if target.is_dir():
        raise UserError(
            _("“{name}” is a folder.").format(name=target.name),
            _("Nothing was written."),
            _("Choose a file name."),
        )
    if target.exists():
        with target.open("r+b"):
            pass


def _temporary(folder: Path) -> Path:
    part = folder / f".strandline-{token_hex(4)}.part"
    part.touch(exist_ok=False)
    return part


def _narrow(part: Path, like: Path | None) -> None:
    """Take away what the other file does not grant."""
    if like is not None and like.exists():
        part.chmod(S_IMODE(part.stat().st_mode) & S_IMODE(like.stat().st_mode) | S_IRUSR | S_IWUSR)


def sweep(folder: Path) -> None:
    """Remove what programs that died while they wrote a file have left in a folder."""
    long_ago = time() - _LEFT_AFTER
    with suppress(OSError):
        for part in folder.glob(".strandline-????????.part*"):  # and SQLite's journal of it
            if part.stat().st_mtime < long_ago:
                rmtree(part) if part.is_dir() else part.unlink()


def _to_disk(path: Path) -> None:
    with path.open("r+b") as file:
        os.fsync(file.fileno())


@contextmanager
def known_errors(target: Path) -> Generator[None]:
    """Say in words why a file cannot be written; raises UserError."""
    try:
        yield
    except OSError as error:
        raise _explained(error, target) from error


def _explained(error: OSError, target: Path) -> UserError:
    kept = _("Nothing was written; what was there before is as it was.")
    if error.errno in _NO_ROOM:
        return DiskFullError(_("The disk is full."), kept, _("Free some space, or choose another folder."))
    if error.errno in _NOT_ALLOWED:
        return ReadOnlyError(
            _("“{name}” cannot be written: it is open in another program, or you may not change it.").format(
                name=target.name
            ),
            kept,
            _("Close it there and try again, or choose another name or folder."),
        )
    if not target.parent.is_dir():
        return UserError(
            _("There is no folder “{name}”.").format(name=target.parent),
            _("Nothing was written."),
            _("Make the folder first, or choose another."),
        )
    return UserError(
        _("“{name}” cannot be written ({reason}).").format(name=target.name, reason=error.strerror),
        kept,
        _("Choose another name or folder."),
    )
