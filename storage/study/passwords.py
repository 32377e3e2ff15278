"""Setting, changing and removing the password of a study, for all that is kept of it.

Everything is written anew beside its place, looked at, and put there only then.
"""

from contextlib import closing
from enum import StrEnum
from pathlib import Path

from sqlalchemy import Connection

from coding.errors import DamagedError, PasswordNeededError, ReadOnlyError, UserError, WrongPasswordError
from coding.language import _
from coding.progress import Progress, silent
from storage.study import sqlite
from storage.study.atomic_write import replacing
from storage.study.checks.soundness import what_is_wrong
from storage.study.connection import connect, raw, translate_errors
from storage.study.keeping.copying import LOGS, forget_logs
from storage.study.keeping.leftover_logs import has_leftover_log, take_in_log
from storage.study.keeping.restore_points import copies_of, remove_restore_points
from storage.study.keys import Key, new_key, unlocked
from storage.study.lock import release, take_lock
from storage.study.open_checks import look_before_opening, recover, refuse_what_is_no_file, resolved


class RestorePoints(StrEnum):
    """What becomes of the restore points when the password changes."""

    FOLLOW = "follow"
    GO = "go"


def set_password(
    path: Path,
    old: str | None,
    new: str | None,
    points: RestorePoints = RestorePoints.FOLLOW,
    progress: Progress = silent,
) -> list[Path]:
    """Give a study that nobody has open another password, or its first, or (None) none any more.

    Return the restore points that could not follow: damaged ones, and those with yet another password.
    ``progress`` may raise CancelledError; the study is as it was then. Raises UserError.
    """
    path = resolved(path)
    refuse_what_is_no_file(path)
    lock = take_lock(path)
    if lock is None:
        raise ReadOnlyError(
            _("“{name}” may not be written.").format(name=path.name),
            _("Its password was not changed."),
            _("Save a copy in a folder of your own and set the password there."),
        )
    try:
        with translate_errors(path):
            held = unlocked(path, old)
        if has_leftover_log(path):
            take_in_log(path)
        look_before_opening(path)
        key = None if new is None else new_key(new)
        left = []
        if points is RestorePoints.FOLLOW:
            left = _let_points_follow(path, (old, new), key, progress)
        _write_anew(path, held, key)
        if points is RestorePoints.GO:
            remove_restore_points(path)
    finally:
        release(lock)
    return left


def _let_points_follow(
    path: Path, passwords: tuple[str | None, ...], key: Key | None, progress: Progress
) -> list[Path]:
    """Write every restore point anew, also where an earlier attempt was cut short; return those left."""
    left: list[Path] = []
    found = copies_of(path)
    points = [file for file in found if file.suffix == path.suffix]
    for done, point in enumerate(points):
        progress(done, len(points) + 1, _("Writing the restore points anew"))
        try:
            held = _unlocked_by_any(point, passwords)
            recover(point)
            _write_anew(point, held, key)
        except UserError:
            left.append(point)
    for file in found:  # logs set aside and halves of copies cannot follow
        if file.name.endswith((*LOGS, ".part")):
            file.unlink(missing_ok=True)
    return left


def _unlocked_by_any(path: Path, passwords: tuple[str | None, ...]) -> Key | None:
    for password in (None, *(password for password in passwords if password)):
        try:
            return unlocked(path, password)
        except (PasswordNeededError, WrongPasswordError):
            continue
    return unlocked(path)


def _write_anew(path: Path, old: Key | None, key: Key | None) -> None:
    """Put a copy with another key, or none, in the place of a study that nobody has open."""
    with replacing(path, like=path) as part:
        with translate_errors(path), closing(connect(path, key=old)) as connection:
            export_to(connection, part, key)
            wrong, expected = set(what_is_wrong(connection)), _sizes(connection)
        with translate_errors(path), closing(connect(part, read_only=True)) as copy:
            if not set(what_is_wrong(copy)) <= wrong or _sizes(copy) != expected:
                raise DamagedError(
                    _("“{name}” is damaged.").format(name=path.name),
                    _("It cannot be written anew with another password; it was left as it is."),
                    _("Open the newest copy from its folder of restore points."),
                )
        forget_logs(part)
        forget_logs(path)


def _sizes(connection: Connection) -> list[tuple[str, int]]:
    run = raw(connection).execute
    names = [name for (name,) in run("SELECT name FROM sqlite_schema WHERE type = 'table' ORDER BY name")]
    return [(name, run(f'SELECT count(*) FROM "{name}"').fetchone()[0]) for name in names]  # noqa: S608


def export_to(connection: Connection, part: Path, key: Key | None) -> None:
    """Write all that a database holds to an empty file with a key of its own, or without one.

    Where that fails, the connection has to be closed.
    """
    run = raw(connection).execute
    run(
        "ATTACH DATABASE ? AS other KEY ?",
        (f"{part.absolute().as_uri()}?mode=rwc", "" if key is None else key.pragma),
    )
    run("BEGIN")
    try:
        run("SELECT sqlcipher_export('other')").fetchone()
    except sqlite.OperationalError as error:  # a function's error has words and no code
        full = any(words in str(error) for words in ("disk is full", "disk I/O error"))
        error.sqlite_errorcode = sqlite.FULL if full else sqlite.CORRUPT
        raise
    for name in ("application_id", "user_version"):
        run(f"PRAGMA other.{name} = {run(f'PRAGMA main.{name}').fetchone()[0]}")
    run("COMMIT")
    run("DETACH DATABASE other")
