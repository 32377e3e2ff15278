"""The restore points of a study: whole copies of what it was, kept by the hour, day and week.

A study that changed since the last one gets a restore point when it is opened, and once an hour while it is
open. Others are kept before what cannot be undone: a new format, going back, a log that was found beside the
study. A restore point is a study like any other; it is looked at as soon as it is written, and where it is
not sound none of the older ones makes way for it.
"""

import re
import threading
from collections.abc import Callable, Iterable
from contextlib import ExitStack, closing
from dataclasses import dataclass
from datetime import datetime, timedelta
from glob import escape
from pathlib import Path
from typing import Final

from sqlalchemy import Connection

from coding.errors import UserError
from coding.language import _
from storage.study import sqlite
from storage.study.checks.soundness import what_is_wrong
from storage.study.connection import connect, raw, translate_errors
from storage.study.keeping.copying import copy_connected
from storage.study.keeping.restore_folders import restore_folder

EVERY: Final = timedelta(hours=1)
BEFORE_GOING_BACK: Final = "before going back"
AS_FOUND: Final = "as found"
KEPT: Final = "kept by hand"

_HOURS, _DAYS, _WEEKS = 12, 14, 12  # how many of each are kept
_OCCASIONS = 5  # how many are kept of those with an occasion
_STEPS_BETWEEN_LOOKS = 100_000  # of the database: after so many it is asked whether somebody waits
_MADE: Final = re.compile(r"(?P<day>\d{4}-\d\d-\d\d)(?: (?P<time>\d\d\.\d\d\.\d\d))?(?P<occasion> .+)?\Z")


@dataclass(frozen=True, slots=True)
class RestorePoint:
    """A copy on the disk: when it was made (local time) and on what occasion, if on any."""

    path: Path
    made: datetime
    occasion: str = ""

    @property
    def when(self) -> str:
        """When it was made, to the minute."""
        return f"{self.made:%Y-%m-%d %H:%M}"

    @property
    def why(self) -> str:
        """On what occasion it was made, in words."""
        if found := re.fullmatch(r"before format (\d+)", self.occasion):
            return _("before it was brought to format {version}").format(version=found[1])
        known = {
            "": _("in the course of work"),
            BEFORE_GOING_BACK: _("before going back"),
            AS_FOUND: _("when a log was found beside it"),
            KEPT: _("kept by hand"),
        }
        return known.get(self.occasion, self.occasion)


def restore_points(path: Path) -> list[RestorePoint]:
    """Return the restore points of a study, the oldest first."""
    files = (file for file in _files(restore_folder(path)) if file.suffix == path.suffix)
    found = (_read_name(path, file) for file in files)
    return sorted((point for point in found if point), key=lambda point: (point.made, point.path.name))


def _read_name(study: Path, point: Path) -> RestorePoint | None:
    rest = point.stem.removeprefix(f"{study.stem} ")
    if rest == point.stem or not (match := _MADE.match(rest)):
        return None
    try:
        time = (match["time"] or "00.00.00").replace(".", ":")
        made = datetime.fromisoformat(f"{match['day']}T{time}").astimezone()
    except ValueError:
        return None
    return RestorePoint(point, made, (match["occasion"] or "").strip())


def _files(folder: Path) -> list[Path]:
    try:
        return list(folder.iterdir())
    except OSError:
        return []


def copies_of(path: Path) -> list[Path]:
    """Return every file in the folder of restore points that may hold what the study holds."""
    folder = restore_folder(path)
    return [file for file in _files(folder) if path.suffix in file.name or file.suffix == ".part"]


def remove_restore_points(path: Path) -> None:
    """Remove every copy in the folder of restore points, whatever it is called, and what lies beside them.

    Raises UserError where one may not be removed.
    """
    folder = restore_folder(path)
    try:
        for file in copies_of(path):
            file.unlink(missing_ok=True)
    except OSError as error:
        raise UserError(
            _("A restore point cannot be removed ({reason}).").format(reason=error.strerror),
            _("It still holds the study as it was."),
            _("Remove the folder “{name}” yourself.").format(name=folder.name),
        ) from error


# --- keeping one ------------------------------------------------------------------------------------


class PendingRestorePoint:
    """The restore point of an open study, to be written in peace.

    It holds on to the study as it is now: what is changed before it is written does not get into it.
    """

    def __init__(self, path: Path) -> None:
        """Hold on to a study that is in WAL mode; raises UserError where it cannot be read."""
        self._path = path
        self._begun = threading.Lock()
        self._over = threading.Event()
        self._urgent = threading.Event()  # set when somebody waits
        self.wrong: list[str] = []  # what was found to be damaged, once it is written
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
            last = _last_before(_now(), restore_points(self._path))
            if last is None or _state_of(last.path) != _state(self._as_opened):
                self.wrong = _write(self._as_opened, self._path, "", self._look)
        except (OSError, UserError, sqlite.Error):
            pass
        finally:
            self._as_opened.close()
            self._over.set()

    def _look(self, target: Path) -> list[str] | None:
        """Look at what was written, unless somebody waits; None where the look did not come to its end."""
        with closing(connect(target, read_only=True)) as copy:
            # Not interrupt(): between two statements it does nothing.
            raw(copy).set_progress_handler(self._urgent.is_set, _STEPS_BETWEEN_LOOKS)
            wrong = None if self._urgent.is_set() else what_is_wrong(copy)
        return None if self._urgent.is_set() else wrong

    def hurry(self) -> None:
        """Do without the look at it, which takes seconds for a large study: somebody waits."""
        self._urgent.set()

    def wait(self) -> None:
        """Return once it is written and the study no longer held."""
        self.hurry()
        self.keep()
        self._over.wait()


def due_restore_point(path: Path) -> PendingRestorePoint | None:
    """Return the restore point to be kept of an open study; None where the last is less than an hour old."""
    last = _last_before(_now(), restore_points(path))
    if last is not None and _now() - last.made < EVERY:
        return None
    try:
        return PendingRestorePoint(path)
    except UserError:
        return None


def keep_now(path: Path) -> list[str]:
    """Keep a restore point because somebody wants one; return what is wrong with it, sentences.

    Raises UserError or OSError where it cannot be written.
    """
    with closing(connect(path, read_only=True)) as reading:
        return _write(reading, path, KEPT, _look_in_full)


def keep_before_version(path: Path, version: int) -> None:
    """Copy a study before its format is changed; raises UserError or OSError where that is impossible."""
    with closing(connect(path, read_only=True)) as reading:
        _write(reading, path, f"before format {version}", _look_in_full)


def name_for(path: Path, occasion: str) -> Path:
    """Return a free name for a restore point made now; its folder is there. Raises OSError."""
    folder = restore_folder(path)
    folder.mkdir(parents=True, exist_ok=True)
    when = _now()
    while any(folder.glob(f"{escape(path.stem)} {when:%Y-%m-%d %H.%M.%S}*")):  # their times give their order
        when += timedelta(seconds=1)
    return folder / f"{f'{path.stem} {when:%Y-%m-%d %H.%M.%S} {occasion}'.strip()}{path.suffix}"


def _now() -> datetime:
    return datetime.now().astimezone()


def _last_before(now: datetime, points: Iterable[RestorePoint]) -> RestorePoint | None:
    """Return the newest that is not dated in the future, as a wrong clock dates them."""
    return max((point for point in points if point.made <= now), key=lambda point: point.made, default=None)


def _state_of(path: Path) -> tuple[int, int] | None:
    """Return the state of a copy; None where it cannot be read any more."""
    try:
        with closing(connect(path, read_only=True)) as reading, translate_errors(path):
            return _state(reading)
    except UserError:
        return None


def _state(reading: Connection) -> tuple[int, int]:
    """Return what two copies share if nothing was done, undone or redone between them."""
    query = (
        "SELECT coalesce(max(id), 0), count(*) FILTER (WHERE status = 'done') FROM operation"
        " WHERE status <> 'noted'"
    )
    found: tuple[int, int] = raw(reading).execute(query).fetchone()
    return found


def _write(
    reading: Connection, path: Path, occasion: str, look: Callable[[Path], list[str] | None]
) -> list[str]:
    """Write a restore point and look at it; return what is wrong with it, sentences.

    Only where it was looked at and is sound do older ones make way.
    """
    target = name_for(path, occasion)
    copy_connected(reading, path, target)
    wrong = look(target)
    if wrong == []:
        _make_room(path)
    return wrong or []


def _look_in_full(target: Path) -> list[str]:
    with closing(connect(target, read_only=True)) as copy:
        return what_is_wrong(copy)


# --- which are kept ---------------------------------------------------------------------------------


def _make_room(path: Path) -> None:
    points = restore_points(path)
    kept = set(to_keep(points, _now()))
    for point in points:
        if point not in kept:
            for file in (point.path, *point.path.parent.glob(f"{escape(point.path.name)}[-.]*")):
                file.unlink(missing_ok=True)


def to_keep(points: Iterable[RestorePoint], now: datetime) -> list[RestorePoint]:
    """Return those that stay: the newest of each of the last hours, days and weeks that have any.

    Those dated in the future stay; of those with an occasion the newest few.
    """
    newest_first = sorted(points, key=lambda point: point.made, reverse=True)
    usual = [point for point in newest_first if not point.occasion and point.made <= now]
    kept = [point for point in newest_first if point.made > now]
    kept += [point for point in newest_first if point.occasion and point.made <= now][:_OCCASIONS]
    for pattern, many in (("%Y-%m-%d %H", _HOURS), ("%Y-%m-%d", _DAYS), ("%G-%V", _WEEKS)):
        first_of: dict[str, RestorePoint] = {}
        for point in usual:
            first_of.setdefault(point.made.strftime(pattern), point)
        kept += list(first_of.values())[:many]
    return kept
