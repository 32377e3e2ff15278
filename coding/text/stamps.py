"""Time stamps and the marks that transcribers write into a text: nobody said them."""

import re
from collections.abc import Iterator
from enum import StrEnum
from functools import cache
from typing import Final, NamedTuple

from coding.text.times import CLOCK, DOTTED, LETTERED, SECONDS, SURE_SECONDS, WHOLE_LETTERED, in_ms, ms_in


class MarkKind(StrEnum):
    """What a mark is. The first three stand beside the text, the others are stretches of it.

    A time stands beside the text where it opens a paragraph and is a stretch anywhere else.
    """

    HEADING = "heading"
    RECORDING = "recording"  # where the recording starts, breaks off or ends
    NUMBER = "number"  # of a line or turn, as the transcriber counted
    TIME = "time"
    UNINTELLIGIBLE = "unintelligible"
    EVENT = "event"  # laughter, a pause, a telephone


class Stretch(NamedTuple):
    """A mark found in a text, with its place there and its time in milliseconds, if it names one."""

    start: int
    end: int
    kind: MarkKind
    ms: int | None


# Chats write the day before the time of day: 12/05/2015, 2:10 PM, 2015-05-12T14:10:00Z.
_DAY: Final = r"(?:\d{1,4}[./-]\d{1,2}[./-]\d{1,4}(?:,\s?|\s|T))?+"
# A part of a second, or tenths in brackets; the half of the day, or its zone.
_ZONE: Final = r"Z|[+-]\d\d:\d\d(?![\d:])"
_BEHIND: Final = rf"(?:[.,]-?\d{{1,6}}|-\d{{1,2}}(?=[#)\]]))?(?:\s?[AaPp]\.?[Mm](?!\w)\.?|{_ZONE})?"
_CLOCK: Final = rf"{_DAY}{CLOCK}{_BEHIND}"
# A time that cannot be part of what somebody said: in brackets or between number signs.
BRACKETED_TIME: Final = rf"(?:\[\s?{_CLOCK}\s?\]|\(\s?{_CLOCK}\s?\)|\{{\s?{_CLOCK}\s?\}}|#\s?{_CLOCK}\s?#)"
ANY_TIME: Final = rf"(?:{BRACKETED_TIME}|{_CLOCK}(?![\w:]))"
# What begins a turn or stands beside its speaker may be from a time to another, with how long that is.
_TO: Final = rf"(?:\s*+(?:-->|->|→|[-–—,]|to|bis|à|a)\s*+{_CLOCK}|[ \t]++{_CLOCK}){{0,2}}"
_ARROW: Final = r"\s?(?:-->|->|→|[-–—])\s?"
_IN_BRACKETS: Final = rf"(?:{_CLOCK}{_TO}|{LETTERED}|{DOTTED}|{SECONDS}(?:{_ARROW}{SECONDS})?)"
STAMP: Final = (
    rf"(?:\[\s?{_IN_BRACKETS}\s?\]|\(\s?(?:{_CLOCK}{_TO}|{LETTERED})\s?\)|\{{\s?{_CLOCK}{_TO}\s?\}}"
    rf"|<\s?{_CLOCK}{_TO}\s?>|#\s?{_CLOCK}\s?#|{_CLOCK}(?![\w:]){_TO}(?![\w:])|{WHOLE_LETTERED})"
)
_NAMED_STAMP: Final = rf"(?:(?i:time(?:\s?(?:code|stamp))?|tc)\s?[:=]?\s?|@\s?)?(?=[\d\[({{<#]){STAMP}"
# What opens a line, before its speaker, may be a time of any shape: nobody begins to speak with 12m30s.
OPENING_STAMP: Final = (
    rf"(?:{_NAMED_STAMP}|{LETTERED}(?!\w)|{SURE_SECONDS}(?:(?:{_ARROW}|\t){SURE_SECONDS})?)"
)
_DIGIT: Final = re.compile(r"\d")


@cache
def _only_time() -> re.Pattern[str]:
    """Return a pattern, as the other one below, that takes long to make and is not wanted at the start."""
    return re.compile(rf"\W{{0,3}}?{_NAMED_STAMP}\W{{0,3}}")


def is_time(line: str) -> bool:
    """Tell a line that is a time, or from one to another, and nothing else."""
    return (
        len(line) < 80 and _DIGIT.search(line, 0, 12) is not None and _only_time().fullmatch(line) is not None
    )


def stamp_ms(stamp: str) -> int | None:
    """Return where a stamp begins, in milliseconds: that of ``[3.1]`` too; None for nothing."""
    return in_ms(stamp) if stamp and _DIGIT.search(stamp) else None


_UNHEARD: Final = r"unintelligible|inaudible|unclear|indistinct|indecipherable|incomprehensible|not audible"
_NOISES: Final = (
    r"laugh\w*|chuckl\w*|giggl\w*|paus(?:es?|ing)|long pause|sighs?|coughs?|cross-?\s?talk|silence"
)
_HAPPENINGS: Final = (
    rf"{_NOISES}|over-?\s?talk\w*|overlap\w*|talking over|speaking over|sneez\w*|sniff\w*|cries|crying|nods|"
    r"nodding|gasps?|whisper\w*|mumbl\w*|clears throat|noises?|background|(?:tele)?phone|bell|knock\w*|"
    r"interrupt\w*|break|music|applause|redacted|recording|recorder|tape|audio|sound|sic"
)


@cache
def _mark() -> re.Pattern[str]:
    return re.compile(
        rf"[\[({{<#](?:(?<=[\[({{#])(?<!\w[({{])(?P<time>\s?{_CLOCK}\s?)[\])}}#]"
        rf"|(?<=\[)(?P<unheard>\s?(?:{_UNHEARD})\b[^\[\]\n]{{0,120}})\]"
        rf"|(?<=\[)(?P<event>\s?(?:{_HAPPENINGS})\b[^\[\]\n]{{0,120}})\]"
        r"|(?<=\[)(?P<doubt>\s?(?:\?+|…|\.{2,}|xx+)\s?)\]"
        rf"|(?<=[(<])\(?(?P<unheard_round>\s?(?:{_UNHEARD})(?:[\s,:-]+{_CLOCK})?\s?)[)>]\)?"
        rf"|(?<=[(<])\(?(?P<event_round>\s?(?:{_NOISES})(?:\s+[^\W\d_]+){{0,2}}\s?)[)>]\)?)",
        re.IGNORECASE,
    )


_KINDS: Final = {
    "time": MarkKind.TIME,
    "unheard": MarkKind.UNINTELLIGIBLE,
    "unheard_round": MarkKind.UNINTELLIGIBLE,
    "doubt": MarkKind.UNINTELLIGIBLE,
    "event": MarkKind.EVENT,
    "event_round": MarkKind.EVENT,
}


def marked_stretches(text: str) -> Iterator[Stretch]:
    """Find time stamps, ``[unintelligible 00:02:35]``, ``(laughs)`` and the like, in order.

    Other words in brackets (``[name of the school]``) stand for something that was said and are none.
    """
    for match in _mark().finditer(text):
        kind = _KINDS[match.lastgroup or ""]
        yield Stretch(match.start(), match.end(), kind, ms_in(match[0]))
