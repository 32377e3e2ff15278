"""Whether the files of an open study are still those that it was opened with.

A commit is safe only in them: a program that deletes or replaces the study, or its write-ahead log, leaves
this one writing to files that are gone once it closes.
"""

import os
from pathlib import Path
from typing import Final

from storage.study.keeping.copying import beside

_Stamp = tuple[int, int, int, int]  # device, number, size, time of change

# Windows says the time of a change late for a file that is open.
_TELLS_TIME: Final = os.name != "nt"


class OwnFiles:
    """The study's file and its write-ahead log, as this program left them."""

    def __init__(self, path: Path) -> None:
        """Take them as they are."""
        self._path = path
        self._log = beside(path, "-wal")
        self.note()

    def note(self) -> None:
        """Take them as they are now, after this program has written to them."""
        self._was = _stamp(self._path)
        self._log_was = _stamp(self._log)

    def log_size(self) -> int:
        """Return how many bytes the log has."""
        now = _stamp(self._log)
        return 0 if now is None else now[2]

    def are_in_place(self) -> bool:
        """Tell whether no other files stand in their places and nobody else wrote to the study's own."""
        return self.are_joined() and (not _TELLS_TIME or _stamp(self._path) == self._was)

    def are_joined(self) -> bool:
        """Tell whether the files that were just written to are those in their places."""
        log_is = self._log_was is None or _is_same(_stamp(self._log), self._log_was)  # None: only read
        return log_is and _is_same(_stamp(self._path), self._was)


def has_other_names(path: Path) -> bool:
    """Tell whether a file goes by several names (hard links): a program that opens another finds no log."""
    try:
        return path.stat().st_nlink > 1
    except OSError:
        return False


def _is_same(now: _Stamp | None, was: _Stamp | None) -> bool:
    return now is not None and was is not None and now[:2] == was[:2]


def _stamp(path: Path) -> _Stamp | None:
    try:
        found = path.stat()
    except OSError:
        return None
    return found.st_dev, found.st_ino, found.st_size, found.st_mtime_ns
