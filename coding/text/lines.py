"""The lines of a document, told apart: talk, and what nobody said (recording lines, times, numbers)."""

import re
from collections.abc import Iterable, Iterator, Sequence
from itertools import pairwise
from typing import Final, NamedTuple

from coding.model.document import NUMBER, Setting
from coding.text.beginnings import BEFORE, LabelPlace
from coding.text.service_lines import is_service_line
from coding.text.stamps import MarkKind, is_time

_RECORDING: Final = re.compile(
    r"\[?\s*(?P<which>start|begin(?:s|ning)?|end|ends|stop|stops|break|pause|resum\w+)\b(?:\s+of|\s+in)?(?:\s+the)?"
    r"\s+(?:recorded\s+material|recording|transcript(?:ion)?|interview|audio|tape)\b[^\]\n]{0,60}\]?\s*",
    re.IGNORECASE,
)
_OPENING: Final = re.compile(BEFORE)
_STOPPED: Final = re.compile("[.?!…。？！]")
_COULD_BE_LABEL: Final = re.compile(
    r"(?<=[.?!…。？！\"”])\s*(?=[^\W\d_][^\s:：.?!]{0,20}(?:\s[^\s:：.?!]{1,20}){0,2}\s?[:：])"
)


class TalkLine(NamedTuple):
    """A line of a paragraph, where it stands there, and what it is if nobody said it."""

    text: str
    paragraph: int
    offset: int
    kind: MarkKind | None = None
    under_time: bool = False
    run: int = 0  # how far its first words are set otherwise than the rest


def lines_of(number: int, paragraph: str) -> Iterator[TalkLine]:
    """Yield the lines of a paragraph, recording lines at its beginning or end apart."""
    begin = 0
    for line in paragraph.split("\n"):
        rest = line.strip()
        at = begin + line.find(rest)
        begin += len(line) + 1
        opening = _RECORDING.match(rest) if rest.startswith("[") else None
        if opening:
            yield TalkLine(opening[0].strip(), number, at)
            rest, at = rest[opening.end() :], at + opening.end()
        last = rest.rfind("[")
        closing = _RECORDING.fullmatch(rest, last) if last > 0 and rest.endswith("]") else None
        if rest[:last] if closing else rest:
            yield TalkLine(rest[:last].rstrip() if closing else rest, number, at)
        if closing:
            yield TalkLine(rest[last:], number, at + last)


def with_runs(lines: Iterable[TalkLine], settings: Sequence[Setting]) -> Iterator[TalkLine]:
    """Say of lines how far their first words are set otherwise than the rest."""
    openings: dict[int, list[Setting]] = {}
    for setting in settings:
        openings.setdefault(setting.paragraph, []).append(setting)
    for line in lines:
        begun = [s for s in openings.get(line.paragraph, ()) if s.start <= line.offset < s.end]
        if begun and begun[0].manner == NUMBER:
            length = begun[0].end - line.offset
            number, rest = line.text[:length].rstrip(), line.text[length:].lstrip()
            yield TalkLine(number, line.paragraph, line.offset, MarkKind.NUMBER)
            rest_of_it = line._replace(text=rest, offset=line.offset + len(line.text) - len(rest))
            yield from with_runs([rest_of_it], openings[line.paragraph]) if rest else ()
            continue
        run = max((s.end - line.offset for s in begun), default=0)
        yield line._replace(run=run) if 0 < run < len(line.text) else line


def told_apart(lines: Iterable[TalkLine]) -> Iterator[TalkLine]:
    """Say of each line what it is, if it is nothing that anybody said."""
    under_time = False
    for line, after in pairwise([*lines, TalkLine("", 0, 0)]):
        if line.kind is not None:
            yield line
        elif is_recording(line.text):
            yield line._replace(kind=MarkKind.RECORDING)
        elif is_time(line.text):
            yield line._replace(kind=MarkKind.TIME)
        elif line.text.isdecimal() and "-->" in after.text and is_time(after.text):
            yield line._replace(kind=MarkKind.NUMBER)  # as subtitles count
        elif under_time:
            yield line._replace(under_time=True)
        else:
            yield line
            continue
        under_time = is_time(line.text)


def is_recording(line: str) -> bool:
    """Tell a line that says where the recording starts, breaks off or ends, or who wrote it down."""
    return (len(line) < 120 and _RECORDING.fullmatch(line) is not None) or is_service_line(line)


def places_of(lines: Iterable[TalkLine]) -> list[LabelPlace]:
    """Return the lines of talk as labels are looked for in them."""
    return [LabelPlace(line.text, line.under_time, line.run) for line in lines if line.kind is None]


def in_one_line(lines: Sequence[TalkLine]) -> list[TalkLine]:
    """Take lines apart wherever a sentence ends before what could be a label: its line breaks are lost."""
    return [piece for line in lines for piece in cut_at(line, _COULD_BE_LABEL)]


def cut_at(line: TalkLine, places: re.Pattern[str]) -> Iterator[TalkLine]:
    """Take a line apart at each of these places."""
    text = line.text
    colon = text.rfind(":") if ":" in text else text.rfind("：")
    may_be = line.kind is None and _STOPPED.search(text, 0, max(colon, 0)) is not None
    cuts = [found.end() for found in places.finditer(text, _opening_length(text))] if may_be else []
    if not cuts:
        yield line
        return
    starts = [0, *cuts, len(text)]
    for start, end in pairwise(starts):
        if piece := text[start:end].rstrip():
            yield TalkLine(
                piece,
                line.paragraph,
                line.offset + start,
                under_time=line.under_time and not start,
                run=0 if start else line.run,
            )


def _opening_length(text: str) -> int:
    """Return where the words of a line begin, behind the number or time that opens it."""
    found = _OPENING.match(text)
    return found.end() + 1 if found else 1
