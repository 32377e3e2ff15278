"""Subtitles (.vtt, .srt) as transcription services write them: cues become turns, their times stay.

A paragraph begins with its time, "[02:35] Jane Hill: ..."; a long turn has another one with its
time about every half minute, where a sentence ends.
"""

import html
import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from itertools import pairwise
from typing import Final, NamedTuple

from coding.language import _, plural
from coding.model.document import Document
from coding.text.labels import Labels, labels_of
from coding.text.names import clean_text, shortened
from coding.text.service_lines import is_service_line
from coding.text.times import CLOCK, exact_clock, in_ms
from storage.readers.encodings import text_and_notes
from storage.readers.kinds import unreadable

_TIME: Final = rf"({CLOCK})(?:[.,]-?\d{{1,6}})?"
_TIMING: Final = re.compile(rf"\s*{_TIME}\s*-->\s*{_TIME}(?!\w)")
# How a cue is set on the screen, as both formats say it behind the times; what else stands there is said.
_SET_SO: Final = re.compile(r"(?:\s+(?:vertical|line|position|size|align|region|[XYxy][12]):\S+)*\s*")
_HEAD: Final = re.compile(r"WEBVTT\b")
_SET_ASIDE: Final = re.compile(r"(NOTE|STYLE|REGION)\b")
_VOICE: Final = re.compile(r"<v(?:\.[^\s<>]*)?\s+([^<>]*)>")
_VOICE_IN_ID: Final = re.compile(r'\d+\s+"([^"<>]{1,80})"\s+\(\d+\)')  # as Webex counts its captions
# Tags of both formats and their elder relations; other words in pointed brackets may be meant.
_TAG: Final = re.compile(
    r"</?(?:c|i|b|u|s|p|v|ruby|rt|lang|font|span)(?:[.\s][^<>]*)?/?>|<[\d:.]+>|\{\\[^{}]*\}", re.IGNORECASE
)
_CHANGE: Final = re.compile(r"\s*(?:>>+|[-–—](?=\s))\s*")
_NO_LABEL: Final = re.compile(r"[:\t\n<>]+")
_ENDS: Final = tuple('.?!…"”’)]。？！')
# Milliseconds after which a turn gets another time: at the end of a sentence, or in the midst of one.
_AFTER: Final = 30_000
_AT_THE_LATEST: Final = 90_000
_PAUSE: Final = 4_000
_SHOWN: Final = 3  # lines that rolling captions may show again


class _Cue(NamedTuple):
    start: int  # milliseconds, as the end
    end: int
    lines: tuple[str, ...]


class _Said(NamedTuple):
    """What one voice says in a cue; ``voice`` is empty where the cue names nobody."""

    start: int
    end: int
    voice: str
    text: str
    changes: bool


@dataclass(slots=True)
class _File:
    """The cues of a file, and what stands beside them."""

    cues: list[_Cue] = field(default_factory=list[_Cue])
    asides: list[str] = field(default_factory=list[str])


def read_subtitles(data: bytes) -> Document:
    """Read subtitles; raises UnreadableError if nothing is said in them."""
    text, notes = text_and_notes(data)
    file = _parsed(text)
    _put_aside(file)
    cues, repeated = _once(sorted(file.cues, key=lambda cue: cue.start))
    said = _named([part for cue in cues for part in _voices(cue)])
    if not said:
        raise unreadable(_("There are no words in these subtitles."))
    if file.asides:
        count = plural("{n} note", "{n} notes", len(file.asides))
        notes.append(
            _("Left out of the subtitles: {notes}, such as “{text}”.").format(
                notes=count, text=shortened(file.asides[0], 60)
            )
        )
    if repeated:
        notes.append(
            plural(
                "{n} line that rolling captions show again is left out.",
                "{n} lines that rolling captions show again are left out.",
                repeated,
            )
        )
    speakers = tuple(dict.fromkeys(part.voice for part in said if part.voice))
    return Document(tuple(_paragraphs(said)), notes=tuple(notes), speakers=speakers)


# --- the file ---


def _parsed(text: str) -> _File:
    """Take a file apart: blocks between blank lines, each a cue, an aside, or more of the cue before.

    Behind a time without words the words are still to come, whatever they begin with.
    """
    file = _File()
    is_vtt = _HEAD.match(text.lstrip()) is not None
    for block in re.split(r"\n[ \t]*(?:\n[ \t]*)+", text.strip()):
        lines = block.split("\n")
        at = [number for number, line in enumerate(lines) if _TIMING.match(line)]
        awaited = bool(file.cues) and not file.cues[-1].lines
        is_aside = not awaited and is_vtt and _SET_ASIDE.match(lines[0]) is not None
        if at and (at[0] <= 1 or is_aside or not file.cues):
            file.asides += _aside(lines[: at[0]][:-1])
        elif is_aside or not file.cues:
            file.asides += _aside(lines)
            continue
        else:
            _go_on(file, lines[: at[0] if at else None])
        voice = _VOICE_IN_ID.fullmatch(lines[at[0] - 1].strip()) if at and at[0] else None
        for start, end in pairwise([*at, len(lines)]):
            numbered = end < len(lines) and lines[end - 1].strip().isdecimal()
            said = lines[start + 1 : end - numbered]
            file.cues.append(_cue(lines[start], [f"<v {voice[1]}>", *said] if voice and said else said))
    return file


def _put_aside(file: _File) -> None:
    """Put aside what a service shows as a caption of its own."""
    services = [cue for cue in file.cues if is_service_line(" ".join(cue.lines) or "-")]
    file.asides += [" ".join(cue.lines) for cue in services]
    file.cues = [cue for cue in file.cues if cue not in services] if services else file.cues


def _go_on(file: _File, lines: Iterable[str]) -> None:
    """Add lines to the last cue: there was a blank line inside it."""
    last = file.cues[-1]
    file.cues[-1] = last._replace(lines=(*last.lines, *lines))


def _cue(timing: str, lines: Sequence[str]) -> _Cue:
    found = _TIMING.match(timing)
    assert found is not None
    start, end = map(in_ms, found.groups())
    set_so = _SET_SO.match(timing, found.end())
    beside = timing[set_so.end() if set_so else found.end() :].lstrip(" \t]")
    return _Cue(start, max(start, end), (beside, *lines) if beside else tuple(lines))


def _aside(lines: Sequence[str]) -> Iterator[str]:
    """Return what is said in a block that is no cue; the format's own words and its styles are nothing."""
    if lines and not re.match(r"(STYLE|REGION)\b", lines[0]):
        text = " ".join(" ".join(lines).split())
        text = re.sub(r"^(?:WEBVTT|NOTE)\b[\s-]*", "", text)
        if any(char.isalpha() for char in text):
            yield text


# --- captions that roll ---


def _once(cues: Sequence[_Cue]) -> tuple[list[_Cue], int]:
    """Take lines once that rolling captions show again and again; return how many were left out."""
    plain = [cue._replace(lines=tuple(filter(str.strip, map(_plain, cue.lines)))) for cue in cues]
    again = sum(_shows_again(before, after) for before, after in pairwise(plain))
    if again < max(3, 0.3 * len(plain)) or any("<v" in line for cue in cues for line in cue.lines):
        return list(cues), 0
    found: list[_Cue] = []
    shown: list[str] = []
    repeated = 0
    for cue in plain:
        known = next(
            (n for n in range(min(_SHOWN, len(cue.lines)), 0, -1) if list(cue.lines[:n]) == shown[-n:]), 0
        )
        news = list(cue.lines[known:])
        if news and not known and shown and news[0].startswith(f"{shown[-1]} "):
            known, grown = 1, news[0]
            news[0] = grown[len(shown[-1]) + 1 :]
            shown[-1:] = [grown, *news[1:]]
        else:
            shown = [*shown, *news][-_SHOWN:]
        repeated += known
        if news:
            found.append(cue._replace(lines=tuple(news)))
    return found, repeated


def _shows_again(before: _Cue, after: _Cue) -> bool:
    if not before.lines or not after.lines:
        return False
    if before.lines == after.lines and len(after.lines) == 1:
        return False  # "No." may well be said again
    return after.lines[0] == before.lines[-1] or after.lines[0].startswith(f"{before.lines[-1]} ")


# --- who speaks ---


def _plain(text: str) -> str:
    """Return text without tags."""
    return " ".join(clean_text(html.unescape(_TAG.sub("", text))).split())


def _voices(cue: _Cue) -> Iterator[_Said]:
    """Take a cue apart at its voices, and at dashes before each of several lines."""
    text = "\n".join(cue.lines)
    pieces = _VOICE.split(text)
    for number in range(0, len(pieces), 2):
        voice = " ".join(_NO_LABEL.sub(" ", _plain(pieces[number - 1])).split()) if number else ""
        lines = [line for line in map(_plain, pieces[number].split("\n")) if line]
        opened = [_CHANGE.match(line) is not None for line in lines]
        apart = sum(opened) > 1 or any(line.startswith(">>") for line in lines)
        for at, line in enumerate(lines):
            changes = opened[at] and apart
            if at and not changes:
                yield _Said(cue.start, cue.end, voice, line, changes=False)
            else:
                yield _Said(cue.start, cue.end, voice, line, changes=changes)


def _named(said: Sequence[_Said]) -> list[_Said]:
    """Read names before a colon, where the format has named nobody."""
    bare = [part for part in said if not part.voice]
    labels = labels_of([_bare(part) for part in bare]) if bare else Labels({})
    return [part if part.voice else _with_name(part, labels) for part in said]


def _bare(part: _Said) -> str:
    return _CHANGE.sub("", part.text, count=1) if part.changes else part.text


def _with_name(part: _Said, labels: Labels) -> _Said:
    found = labels.read(_bare(part))
    if found is None:
        return part
    return part._replace(
        voice=_NO_LABEL.sub(" ", labels.spelling(found.key)).strip(), text=found.said, changes=False
    )


# --- turns ---


@dataclass(slots=True)
class _CueTurn:
    """The turn that is being written, and its open paragraph."""

    voice: str = ""
    start: int = 0
    end: int = 0
    words: list[str] = field(default_factory=list[str])
    begins: bool = True

    def is_over(self, said: _Said) -> bool:
        return said.changes or bool(said.voice and said.voice != self.voice)

    def needs_time(self, said: _Said) -> bool:
        """Tell whether a paragraph with a time of its own should begin here."""
        lasted = said.start - self.start
        ends = bool(self.words) and self.words[-1].endswith(_ENDS)
        return lasted >= _AT_THE_LATEST or (ends and (lasted >= _AFTER or said.start - self.end >= _PAUSE))

    def paragraph(self) -> Iterator[str]:
        text = " ".join(filter(None, self.words))
        label = f"{self.voice}: " if self.voice and self.begins else ""
        if text:
            yield f"[{exact_clock(self.start)}] {label}{text}"


def _paragraphs(said: Iterable[_Said]) -> Iterator[str]:
    turn = _CueTurn()
    for part in said:
        over = turn.is_over(part)
        if over or turn.needs_time(part):
            wrote = list(turn.paragraph())
            yield from wrote
            begins = over or (turn.begins and not wrote)
            voice = part.voice if over else turn.voice
            turn = _CueTurn(voice, part.start, begins=begins)
        elif not turn.words:
            turn.voice, turn.start = part.voice, part.start
        turn.words.append(part.text)
        turn.end = part.end
    yield from turn.paragraph()
