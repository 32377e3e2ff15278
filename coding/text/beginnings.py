"""Where in a line a speaker's label could end: before a colon or a dash, in brackets, beside a time.

Nothing is decided here: a line has as many beginnings as it has signs for one, and labels.py takes those
that recur.
"""

import re
from collections.abc import Iterator
from enum import IntEnum, auto
from typing import Final, NamedTuple

from coding.text.label_looks import Trust, trust
from coding.text.label_spelling import label_key
from coding.text.stamps import ANY_TIME, OPENING_STAMP, STAMP
from coding.text.times import CLOCK


class Sign(IntEnum):
    """What stands between a label and what was said; the sign that comes first here is believed first."""

    FORMAT = auto()  # the format says so, or the label is set in another manner than what follows
    BRACKETS = auto()
    COLON = auto()
    TIME = auto()
    TAB = auto()
    SEMICOLON = auto()
    STOP = auto()
    DASH = auto()
    MARK = auto()
    BLANK = auto()
    ALONE = auto()


class Labelled(NamedTuple):
    """A line taken apart: its label as written, what stood before it, the time beside it, what was said."""

    label: str
    before: str
    time: str
    said: str
    sign: Sign = Sign.COLON

    @property
    def key(self) -> str:
        """The label without the differences of spelling that mean nothing."""
        return label_key(self.label)


class LabelPlace(NamedTuple):
    """A line, whether it stands under a time, and how far its first words are set otherwise than the rest."""

    text: str
    under_time: bool = False
    run: int = 0


_LONGEST: Final = 80  # characters of a label
_LONGEST_ALONE: Final = 60
_MOST_WORDS: Final = 12
# The number or bullet of a list that the talk was set as; "J." is no number but an initial.
_ITEM: Final = (
    r"(?:#\d{1,4}|\(\d{1,4}\)|\d{1,4}[.)]?|\d{1,5}[.,]\d{1,2}|(?:\d{1,3}\.){2,4}\d{0,3}|[a-z][.)]|[A-Z]\)"
    r"|[ivx]{2,5}[.)]|[•▪–-])(?=\s)"
)
_TIME: Final = rf"(?:{OPENING_STAMP}(?:\s*+[-–—>|])?+\s*+)"
# Two parts of a pattern never share a run of blanks: a line of them would be shared out in every way.
BEFORE: Final = rf"(?P<before>(?:{_TIME}|{_ITEM}\s++{_TIME}?+)?+)"
_BEFORE: Final = re.compile(BEFORE)
_NUMBER_BEFORE: Final = re.compile(rf"{_ITEM}\s*")
_TIME_BEFORE: Final = re.compile(rf"{OPENING_STAMP}[\s–—>|-]*")
# A colon that is none of a clock's.
_COLON: Final = re.compile(r"[*_\"”]{0,3}[:：]{1,2}(?![:：/\\])(?!(?<=\d[:：])\d)[*_]{0,3}")
_BRACKETS: Final = re.compile(
    r"(?:\[([^\[\]\n]{1,60})\]|\(([^()\n]{1,60})\)|<([^<>\n]{1,60})>|\{([^{}\n]{1,60})\})(?=\s|$)"
)
_IN_ROUND: Final = re.compile(r"\(\d{1,4}\)")
_DIGIT: Final = re.compile(r"\d")
_DASHED: Final = re.compile("[=|>)»→~–—-]")
_TAB: Final = re.compile("[\t\u3000]")  # a tab, or the wide blank of East Asian texts
_DASH: Final = re.compile(r"\s[-–—]\s")
_MARK: Final = re.compile(r"\s?(?:[=|>)»→~](?=\s)|[–—](?=\S)|(?<=\w)[-–—](?=\s))")
_SEMICOLON: Final = re.compile(r"\s?;(?=\s)")
_STOP: Final = re.compile(r"(?P<label>[A-Z]{1,4}\d{0,2}|[^\W\d_a-zß-öø-ÿ]{2,20})\.(?=\s)")
_CAPITALS: Final = re.compile(r"[A-Z]{2,4}\d{0,2}(?=\s+[\"“'‘(…]?(?:[A-Z][a-z’']|[IA]\s))")  # "MQ So how"
_TIME_BESIDE: Final = re.compile(rf"(?<=[\s\])])({STAMP})(?=\s|$)|({ANY_TIME})(?=\s|$)")
_TIME_BEHIND: Final = re.compile(rf"[\s:]*+({STAMP}|{CLOCK}(?![\d:]))")
_TIME_LAST: Final = re.compile(rf"(?:(?<=\s)|(?=[\[(#{{<]))({STAMP})$")
_EDGES: Final = re.compile(r"^[*_#@<>|»\[({\"“„«\s]+|[*_@,|\s>\])}?!:：\"”»–—-]+$")
# Who sent a message, as chats write it.
_SENDER: Final = re.compile(r"From\s+(?P<name>\S.*?)(?:\s+to\s+\S.*)?", re.IGNORECASE)
_WHOLE: Final = re.compile(r"[*_]{0,3}[\[(<{]([^\[\](){}<>]+)[\])>}][*_]{0,3}")


def beginnings(line: LabelPlace) -> list[Labelled]:
    """Return the ways in which a line could begin with a label, the sign that says most first."""
    text, under_time, run = line
    found = _BEFORE.match(text)
    start, before = (found.end(), (found["before"] or "").strip()) if found else (0, "")
    ways = list(_after(text, start, before))
    if (before.isdecimal() and text[len(before)] == "\t") or _IN_ROUND.fullmatch(before):
        ways += _after(text, 0, "")  # "1<tab>How?", "(1) How?": the number of a line or of a speaker
    if run > start:
        label, time = _apart(text[start:run])
        behind = _TIME_BEHIND.match(text, run)
        time, said = (behind[1], behind.end()) if behind else (time, run)
        if label:
            ways.insert(0, Labelled(label, before, time, text[said:].lstrip(" \t:："), Sign.FORMAT))
    if under_time and ways and ways[-1].sign is Sign.ALONE:
        ways[-1] = ways[-1]._replace(sign=Sign.TIME)
    return ways


def number_and_time(before: str) -> tuple[str, str]:
    """Take what stands before a label apart: the number of the line, and the time; either may be empty."""
    if _TIME_BEFORE.fullmatch(before):
        return "", before.rstrip(" -–—>|")
    found = _NUMBER_BEFORE.match(f"{before} ")
    time = before[found.end() :] if found else ""
    return (before.removesuffix(time).rstrip(), number_and_time(time)[1]) if time else (before, "")


def _after(line: str, start: int, before: str) -> Iterator[Labelled]:
    """Yield what a line could begin with behind the time or number that opens it."""
    head = line[start : start + _LONGEST + 1]
    if not head:
        return
    if head[0] in "[(<{":
        found = _BRACKETS.match(line, start)
        label = bare_label(found[found.lastindex or 0]) if found else ""
        if found and label and line[found.end() :].lstrip()[:1] not in (":", "："):
            yield Labelled(label, before, "", line[found.end() :].lstrip(" \t-–—"), Sign.BRACKETS)
    for sign, end, begin in _signs(head):
        label, time = _apart(head[:end])
        if label and label.count(" ") < _MOST_WORDS:
            yield Labelled(label, before, time, line[start + begin :].strip(), sign)
            if sign is Sign.COLON and label.replace(" ", "").isalnum() and trust(label) > Trust.NONE:
                return  # as most labels are: no other way to read the line is likelier
    beside = _TIME_BESIDE.search(head, 1) if _DIGIT.search(head) else None
    if beside is not None and beside.start() > 0:
        label = bare_label(head[: beside.start()])
        if label:
            said = line[start + beside.end() :].lstrip(" \t-–—")
            yield Labelled(label, before, (beside[1] or beside[2]).strip(), said, Sign.TIME)
    elif len(line) - start <= _LONGEST_ALONE and (label := bare_label(head)):
        yield Labelled(label, before, "", "", Sign.ALONE)


def _signs(head: str) -> Iterator[tuple[Sign, int, int]]:
    """Yield the signs in a line's first words: which, where the label ends, where speech begins."""
    if found := _COLON.search(head, 1):
        yield Sign.COLON, found.start(), found.end()
    if found := _TAB.search(head, 1):
        yield Sign.TAB, found.start(), found.end()
    if ";" in head and (found := _SEMICOLON.search(head, 1)):
        yield Sign.SEMICOLON, found.start(), found.end()
    if found := _STOP.match(head):
        yield Sign.STOP, found.end() - 1, found.end()
    if found := _CAPITALS.match(head):
        yield Sign.BLANK, found.end(), found.end()
    if not _DASHED.search(head, 1):
        return
    if found := _DASH.search(head, 1):
        yield Sign.DASH, found.start(), found.end()
    if found := _MARK.search(head, 1):
        yield Sign.MARK, found.start(), found.end()


def _apart(written: str) -> tuple[str, str]:
    """Take what stands before a sign apart: the label, and the time behind it."""
    written = written.strip()
    found = _TIME_LAST.search(written) if _DIGIT.search(written) else None
    label = bare_label(written[: found.start()] if found else written)
    sender = _SENDER.fullmatch(label) if label.startswith("From ") else None
    return sender["name"] if sender else label, found[1] if found else ""


def bare_label(written: str) -> str:
    """Return a label without the signs around it: ``[Mara]``, ``#Mara``, ``Mara?`` are Mara."""
    written = written.strip()
    if written.isalnum():
        return written
    whole = _WHOLE.fullmatch(written)
    if whole:
        written = whole[1]
    else:
        edged = _EDGES.sub("", written) if written.strip("?") else written
        written = edged + ")" if edged.count("(") > edged.count(")") else edged
        written = edged + "]" if edged.count("[") > edged.count("]") else written
    return " ".join(written.split())
