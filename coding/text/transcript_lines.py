"""A transcript as it is read: its lines with labels, times and headings put back where they stood."""

import re
from bisect import bisect_right
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Final
from unicodedata import bidirectional

from coding.model.study import Mark, Span, SpeakerKind, Transcript, Turn
from coding.text.stamps import MarkKind
from coding.text.times import full_clock

_LINE: Final = re.compile(r"[^\n]+")
_STRONG: Final = frozenset({"L", "R", "AL"})


@dataclass(frozen=True, slots=True)
class TranscriptLine:
    """A line: what somebody says, or what stands beside the text (a heading, a time on its own).

    ``label`` is of who speaks, on the first line of a turn; ``span`` is the stretch of the stored text, empty
    where ``beside`` stands instead. ``turn`` counts from 0, and is None where nobody speaks.
    """

    span: Span
    label: str = ""
    beside: str = ""
    is_heading: bool = False
    asks: bool = False
    turn: int | None = None


def transcript_lines(transcript: Transcript) -> list[TranscriptLine]:
    """Return all lines in order; their spans hold every character of the text but line breaks."""
    beside = sorted((mark for mark in transcript.marks if mark.start == mark.end), key=_place)
    waiting = iter([*beside, None])
    mark = next(waiting)
    found: list[TranscriptLine] = []
    for number, turn, span in _said(transcript):
        speaker = None if turn is None else transcript.speaker_of(turn)
        begins = turn is not None and span.start == _first(transcript, turn)
        timed = False
        while mark is not None and mark.start <= span.start:
            timed |= mark.kind == MarkKind.TIME and mark.start == span.start
            found.append(_beside(mark))
            mark = next(waiting)
        if begins and turn is not None and turn.ms is not None and not timed and speaker is not None:
            found.append(TranscriptLine(Span(span.start, span.start), beside=f"[{full_clock(turn.ms)}]"))
        label = speaker.label if speaker is not None and begins else ""
        asks = speaker is not None and speaker.kind is SpeakerKind.INTERVIEWER
        found.append(TranscriptLine(span, label, asks=asks, turn=number))
    while mark is not None:
        found.append(_beside(mark))
        mark = next(waiting)
    return found


def _place(mark: Mark) -> tuple[int, int]:
    return mark.start, mark.id


def _first(transcript: Transcript, turn: Turn) -> int:
    line = _LINE.search(transcript.text, turn.start, turn.end)
    return turn.start if line is None else line.start()


def _beside(mark: Mark) -> TranscriptLine:
    return TranscriptLine(
        Span(mark.start, mark.start), beside=mark.text, is_heading=mark.kind == MarkKind.HEADING
    )


def _said(transcript: Transcript) -> Iterator[tuple[int | None, Turn | None, Span]]:
    """Yield the lines of all turns, and those that belong to none."""
    end = 0
    for number, turn in enumerate(transcript.turns):
        yield from ((None, None, span) for span in _lines(transcript.text, end, turn.start))
        yield from ((number, turn, span) for span in _lines(transcript.text, turn.start, turn.end))
        end = max(end, turn.end)
    yield from ((None, None, span) for span in _lines(transcript.text, end, len(transcript.text)))


def _lines(text: str, start: int, end: int) -> Iterator[Span]:
    return (Span(line.start(), line.end()) for line in _LINE.finditer(text, start, end))


def cut_at(span: Span, places: Sequence[int]) -> Iterator[Span]:
    """Yield a stretch in pieces, cut at those of the places (in order) that lie within it."""
    first, last = bisect_right(places, span.start), bisect_right(places, span.end - 1)
    yield from (Span(start, end) for start, end in pairwise([span.start, *places[first:last], span.end]))


def edges_of(spans: Iterable[Span]) -> list[int]:
    """Return where stretches begin and end, each place once, in order."""
    return sorted({place for span in spans for place in (span.start, span.end)})


def is_right_to_left(text: str) -> bool:
    """Tell a text whose first letter is of a script that is written from right to left."""
    return next((kind for kind in map(bidirectional, text) if kind in _STRONG), "L") != "L"
