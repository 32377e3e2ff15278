"""One clock: places in a recording, lengths as people write them (``02:31``, ``1:02:31``), stored times."""

import re
from datetime import date, datetime
from typing import Final

from coding.errors import UserError
from coding.language import _

# Minutes and seconds, with hours before them or as many minutes as there are ("[125:13]"). Programs leave out
# noughts (0:0:7.0), count from a place behind the beginning (0:0:-6.-820) and write frames (00:00:03:18).
CLOCK: Final = (
    r"(?:\d{1,3}:\d{1,2}:[0-5]\d(?:[:;]\d{2,3}(?!\d))?|\d{1,3}:\d{1,2}:(?:-\d{1,2}|\d)(?!\d)|\d{1,3}:[0-5]\d)"
)
_TIME: Final = re.compile(rf"(?<![\d:]){CLOCK}(?!\d)(?:[.,]\d{{1,6}}(?!\d)|-\d(?=[#)\]]))?")
_PARTS: Final = re.compile(r"(\d+):(-?\d+)(?::(-?\d+))?(?:[.,](\d{1,6})|-(\d)(?=[#)\]]|$))?")
# Lengths in letters (1h 02m 03s) and seconds alone (3.1, 187s), which are times only where nothing else
# can be.
LETTERED: Final = (
    r"(?:\d{1,2}\s?h\s?\d{1,2}\s?m(?:in)?\s?(?:\d{1,2}(?:[.,]\d+)?\s?s)?"
    r"|\d{1,3}\s?m(?:in)?\s?\d{1,2}(?:[.,]\d+)?\s?s"
    r"|\d{1,3}\s?['’′]\s?\d{1,2}\s?(?:[\"”″]|['’′]{2}))"
)
WHOLE_LETTERED: Final = r"\d{1,2}\s?h\s?\d{1,2}\s?m(?:in)?\s?\d{1,2}(?:[.,]\d+)?\s?s(?!\w)"  # a time anywhere
SECONDS: Final = r"(?:\d{1,5}[.,]\d{1,3}\s?s?|\d{1,5}\s?s)"
SURE_SECONDS: Final = (
    r"(?:\d{1,5}[.,]\d{3}|\d{1,5}(?:[.,]\d{1,3})?\s?s)(?![\w.])"  # 2.10 may count paragraphs
)
DOTTED: Final = r"\d{1,2}\.[0-5]\d\.[0-5]\d"
_DOTTED: Final = re.compile(rf"(?<![\d.]){DOTTED}(?![\d.])")
_LETTERED: Final = re.compile(
    r"(?:(\d+)\s?h\s?)?(?:(\d+)\s?(?:m(?:in)?|['’′])\s?)?(?:(\d+)(?:[.,](\d+))?\s?s?)?"
)
# A time of the day: 2:10 PM, or what stands behind a date.
_OF_DAY: Final = re.compile(
    r"(?:(?P<day>\d[./-]\d{1,4}(?:,\s?|[\sT]))|(?<![\d:]))(\d{1,2}):(\d\d)(?::(\d\d))?(?:\s?(?P<half>[ap])\.?m)?",
    re.IGNORECASE,
)
_MINUTES: Final = re.compile(r"\d{1,4}")


def clock(ms: int | None) -> str:
    """Write milliseconds as ``02:31``, from an hour on as ``1:02:31``; nothing for None."""
    if ms is None:
        return ""
    minutes, seconds = divmod(ms // 1000, 60)
    return full_clock(ms) if minutes >= 60 else f"{minutes:02}:{seconds:02}"


def exact_clock(ms: int) -> str:
    """Write milliseconds as ``02:31.250``, which is read back as they were; a whole second as ``02:31``."""
    return f"{clock(ms)}.{ms % 1000:03}" if ms % 1000 else clock(ms)


def full_clock(ms: int) -> str:
    """Write milliseconds as ``0:02:31`` for other programs: a spreadsheet takes 02:31 for hours."""
    minutes, seconds = divmod(ms // 1000, 60)
    return f"{minutes // 60}:{minutes % 60:02}:{seconds:02}"


def local_minute(time: str) -> str:
    """Return a stored time (UTC, ISO 8601) as this machine's, to the minute; what is no time as it is."""
    try:
        return datetime.fromisoformat(time).astimezone().strftime("%Y-%m-%d %H:%M")
    except (ValueError, OverflowError):
        return time


def is_day(text: str) -> bool:
    """Tell whether this is a day as the study stores it (2015-06-10)."""
    try:
        return date.fromisoformat(text).isoformat() == text
    except ValueError:
        return False


def local_day(time: str) -> str:
    """Return the day of a stored time (UTC, ISO 8601) on this machine: ``2015-06-12``."""
    return local_minute(time)[:10]


def ms_in(text: str) -> int | None:
    """Return the first time in a text in milliseconds: ``2:10`` is 130,000; None for none."""
    found = _TIME.search(text) if ":" in text else None
    return None if found is None else in_ms(found[0])


def in_ms(written: str) -> int:
    """Return in milliseconds what is known to be a time; some programs write 00:01:60 for two minutes."""
    of_day = _OF_DAY.search(written)
    if of_day is not None and (of_day["day"] or of_day["half"]):
        return _since_midnight(of_day)
    found = _PARTS.search(written)
    if found is None:
        dotted = _DOTTED.search(written)
        return in_ms(dotted[0].replace(".", ":")) if dotted else _without_colons(written)
    first, second, third, part, tenth = found.groups()
    seconds = int(first) * 60 + int(second)
    seconds = max(seconds if third is None else seconds * 60 + int(third), 0)
    return seconds * 1000 + _thousandths(part or tenth)


def _since_midnight(found: re.Match[str]) -> int:
    """Return a time of the day in milliseconds: its first number counts hours, however many follow."""
    _day, hours, minutes, seconds, half = found.groups()
    hour = int(hours) if half is None else int(hours) % 12 + 12 * (half in "pP")
    return (hour * 3600 + int(minutes) * 60 + int(seconds or 0)) * 1000


def _without_colons(written: str) -> int:
    """Return in milliseconds ``1h 02m 03s``, ``12m30s`` or ``3.1``."""
    found = _LETTERED.match(written, next((at for at, char in enumerate(written) if char.isdecimal()), 0))
    if found is None:
        return 0
    hours, minutes, seconds = (int(part or 0) for part in found.groups()[:3])
    return (hours * 3600 + minutes * 60 + seconds) * 1000 + _thousandths(found[4])


def _thousandths(part: str | None) -> int:
    """Return the digits behind a second's point in milliseconds; what is finer is cut."""
    return int((part or "0").ljust(3, "0")[:3])


def read_length(text: str) -> int | None:
    """Read a typed length in milliseconds: ``19:48``, ``1:02:10``, or whole minutes; None for an empty text.

    Raises UserError for anything else.
    """
    text = text.strip()
    if not text:
        return None
    if _MINUTES.fullmatch(text):
        return int(text) * 60_000
    if _TIME.fullmatch(text) is None:
        raise UserError(
            _("“{text}” is no length of time.").format(text=text),
            remedy=_("Type it as minutes and seconds: 19:48."),
        )
    return ms_in(text)
