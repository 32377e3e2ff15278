"""What the program remembers on this computer, never anything from a transcript; how it writes dates."""

import os
from pathlib import Path

from PySide6.QtCore import QByteArray, QDate, QLocale, QSettings

from coding.text.dates import SAMPLE, DateOrder, order_of_sample

_LONGEST = 60_000  # characters: a dozen of the longest paths
_open: list[QSettings] = []  # one, kept: a new one a time would write to the disk at every change


def settings() -> QSettings:
    """Return the program's settings: this user's own, unless keep_in() named a file."""
    if not _open:
        _open.append(QSettings("Strandline", "Strandline"))
    return _open[0]


def keep_in(file: Path) -> None:
    """Keep everything in this file from now on, and leave the user's own settings alone: for tests."""
    _open[:] = [QSettings(str(file), QSettings.Format.IniFormat)]


def text(key: str, default: str = "") -> str:
    """Return a remembered text; the default for what is none, or longer than anything that is remembered."""
    value = settings().value(key, default)
    return value if isinstance(value, str) and len(value) <= _LONGEST else default


def is_file(path: Path) -> bool:
    """Tell whether a remembered file is there; Path's own question raises where it may not look."""
    return os.path.isfile(path)  # noqa: PTH113


def is_folder(path: Path) -> bool:
    """Tell whether a remembered folder is there."""
    return os.path.isdir(path)  # noqa: PTH112


def number(key: str, default: int) -> int:
    """Return a remembered whole number."""
    try:
        return int(text(key, str(default)))
    except ValueError:
        return default


def texts(key: str) -> list[str]:
    """Return a remembered list of texts; another window may just have added to it."""
    settings().sync()
    return [line for line in text(key).split("\n") if line]


def bytes_of(key: str) -> QByteArray:
    """Return remembered bytes (sizes of windows and splitters)."""
    value = settings().value(key)
    return value if isinstance(value, QByteArray) else QByteArray()


def remember(key: str, value: str | int | list[str] | QByteArray) -> None:
    """Keep a value for the next session; it is written when the window is next idle."""
    if isinstance(value, list):
        value = "\n".join(value)
    settings().setValue(key, value if isinstance(value, QByteArray) else str(value))


def date_order() -> DateOrder | None:
    """Return how this computer writes dates that are all numbers; None where it does not."""
    sample = QDate(SAMPLE.year, SAMPLE.month, SAMPLE.day)
    return order_of_sample(QLocale().toString(sample, QLocale.FormatType.ShortFormat))
