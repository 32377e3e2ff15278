r"""From the paragraphs of a document to a transcript: who speaks, from where to where, and the marks beside.

The stored text is what was said, "\n" between paragraphs. Labels, time stamps that open a paragraph,
headings and recording lines leave it and stand beside; ``[unintelligible]`` and the like stay in it
as marked stretches.
"""

import re
from bisect import bisect_right
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass, field
from sys import maxsize
from typing import Final, NamedTuple

from coding.model.study import Mark, Span, Speaker, SpeakerKind, Transcript, Turn
from coding.text.labels import Elsewhere, Labelled, Labels, header_length, labels_of
from coding.text.stamps import BRACKETED_TIME, MarkKind, marked_stretches
from coding.text.times import seconds_in

_RECORDING: Final = re.compile(
    r"\[?\s*(?P<which>start|begin(?:s|ning)?|end|ends|stop|stops|break|pause|resum\w+)\b(?:\s+of|\s+in)?(?:\s+the)?"
    r"\s+(?:recorded\s+material|recording|transcript(?:ion)?|interview|audio|tape)\b[^\]\n]{0,60}\]?\s*",
    re.IGNORECASE,
)
_ENDING: Final = re.compile(r"\W*(?:end|stop)", re.IGNORECASE)
_LEADING_TIME: Final = re.compile(rf"({BRACKETED_TIME})\s*[-–—:]?\s*")
_MASKED_HEADING: Final = re.compile(r"[^\W\d_]x{2,}\s?[-–—/]\s?\S.{0,60}")
_HEADING_LINES: Final = 10
_HEADING_LENGTH: Final = 120


class PieceOrigin(NamedTuple):
    """A piece of the stored text, [start, end), and where it stood: a paragraph and an offset in it."""

    start: int
    end: int
    paragraph: int
    offset: int


class _Line(NamedTuple):
    """A line of a paragraph without blanks around it, and where it stands there."""

    text: str
    paragraph: int
    offset: int


@dataclass(frozen=True, slots=True)
class Segmented:
    """What segmentation made of a text.

    Ids of ``transcript`` are positions: a turn's, and a speaker's, who are all of unknown kind.
    ``headings`` are the lines that say something about the interview; ``duration`` is in seconds;
    ``origins`` say, in the order of both, which part of the document each piece of the text is: the
    same characters, but tabs may have become blanks. ``resumed`` are the places within turns at which
    the speaker's label stands again.
    """

    transcript: Transcript
    headings: tuple[str, ...] = ()
    duration: int | None = None
    origins: tuple[PieceOrigin, ...] = ()
    resumed: tuple[int, ...] = ()

    def spans_of(self, paragraph: int, start: int, end: int) -> Iterator[Span]:
        """Find where part of a paragraph stands in the text: nowhere if it is a label or a heading."""
        for origin in self.origins[self._first_after(paragraph, start) :]:
            shift = origin.start - origin.offset
            if origin.paragraph != paragraph or origin.offset >= end:
                break
            yield Span(max(start + shift, origin.start), min(end + shift, origin.end))

    def place_of(self, paragraph: int, offset: int) -> int:
        """Return the place in the text that a place in the document comes to: that of the next words."""
        at = self._first_after(paragraph, offset)
        if at == len(self.origins):
            return len(self.transcript.text)
        origin = self.origins[at]
        inside = origin.paragraph == paragraph and offset > origin.offset
        return origin.start + (offset - origin.offset if inside else 0)

    def paragraph_at(self, place: int) -> int:
        """Return the number of the paragraph in which a place of the text stood."""
        at = bisect_right(self.origins, PieceOrigin(place, maxsize, 0, 0)) - 1
        return self.origins[at].paragraph if at >= 0 else 0

    def _first_after(self, paragraph: int, offset: int) -> int:
        """Return the position of the first origin that ends after a place in the document."""
        at = bisect_right(self.origins, (paragraph, offset), key=lambda o: (o.paragraph, o.offset))
        if at:
            start, end, inside, begin = self.origins[at - 1]
            at -= inside == paragraph and begin + end - start > offset
        return at


@dataclass(slots=True)
class _Writing:
    """The transcript as it grows, turn by turn."""

    text: list[str] = field(default_factory=list[str])
    length: int = 0
    turns: list[Turn] = field(default_factory=list[Turn])
    marks: list[Mark] = field(default_factory=list[Mark])
    origins: list[PieceOrigin] = field(default_factory=list[PieceOrigin])
    resumed: list[int] = field(default_factory=list[int])

    def begin_turn(self, speaker_id: int | None, time: int | None = None) -> None:
        """Open a turn, unless this speaker's goes on; one in which nothing was said is written over."""
        if self.turns and self.turns[-1].end == self.turns[-1].start:
            self.turns.pop()
        if speaker_id is None or not self.turns or self.turns[-1].speaker_id != speaker_id:
            at = self.length + bool(self.text)
            self.turns.append(Turn(len(self.turns), at, at, speaker_id, time))
        else:
            self.resumed.append(self.length + bool(self.text))

    def add_paragraph(self, line: _Line) -> None:
        """Add to the open turn."""
        said = line.text
        if not said:
            return
        if self.text:
            self.text.append("\n")
            self.length += 1
        self.text.append(said)
        for stretch in marked_stretches(said):
            start, end = self.length + stretch.start, self.length + stretch.end
            self._mark(start, end, stretch.kind, said[stretch.start : stretch.end], stretch.time)
        self.origins.append(PieceOrigin(self.length, self.length + len(said), line.paragraph, line.offset))
        self.length += len(said)
        number, start, _end, speaker_id, time = self.turns[-1]
        self.turns[-1] = Turn(number, start, self.length, speaker_id, time)

    def put_beside(self, kind: MarkKind, text: str) -> None:
        """Keep something beside the text where the next paragraph will begin."""
        at = self.length + bool(self.text)
        self._mark(at, at, kind, text, None if kind is MarkKind.NUMBER else seconds_in(text))

    def _mark(self, start: int, end: int, kind: MarkKind, text: str, time: int | None) -> None:
        self.marks.append(Mark(len(self.marks), start, end, kind.value, text, time))

    def finish(self, labels: Sequence[str]) -> Transcript:
        """Return the transcript; what stands beside its end is kept within it."""
        if self.turns and self.turns[-1].end == self.turns[-1].start:
            self.turns.pop()
        last = self.length
        marks = [m if m.end <= last else m._replace(start=min(m.start, last), end=last) for m in self.marks]
        speakers = tuple(
            Speaker(number, label, SpeakerKind.UNKNOWN, None) for number, label in enumerate(labels)
        )
        return Transcript(0, "".join(self.text), tuple(self.turns), speakers, tuple(marks))


def segment(
    paragraphs: Sequence[str],
    rejected_labels: Collection[str] = (),
    named: Collection[str] = (),
    elsewhere: Elsewhere | None = None,
) -> Segmented:
    r"""Make a transcript of paragraphs (NFC, "\n" for line breaks inside one).

    A text without speakers becomes a document: a turn a paragraph, nobody speaking. ``rejected_labels`` holds
    keys of labels that are none, as a person has said; ``named`` labels that the format says are some;
    ``elsewhere`` is what other texts have taught of labels.
    """
    lines = [line for number, paragraph in enumerate(paragraphs) for line in _lines(number, paragraph)]
    talk = [line.text for line in lines if not is_recording(line.text)]
    header = talk[: header_length(talk)]
    labels = labels_of(talk[len(header) :], rejected_labels, named, elsewhere)
    if labels:
        return _interview(lines, talk, len(header), labels)
    return _document(paragraphs, header)


def _lines(number: int, paragraph: str) -> Iterator[_Line]:
    """Yield the lines of a paragraph, recording lines at its beginning or end apart."""
    begin = 0
    for line in paragraph.split("\n"):
        rest = line.strip()
        at = begin + line.find(rest)
        begin += len(line) + 1
        opening = _RECORDING.match(rest) if rest.startswith("[") else None
        if opening:
            yield _Line(opening[0].strip(), number, at)
            rest, at = rest[opening.end() :], at + opening.end()
        last = rest.rfind("[")
        closing = _RECORDING.fullmatch(rest, last) if last > 0 and rest.endswith("]") else None
        if rest[:last] if closing else rest:
            yield _Line(rest[:last].rstrip() if closing else rest, number, at)
        if closing:
            yield _Line(rest[last:], number, at + last)


def is_recording(line: str) -> bool:
    """Tell a line that says where the recording starts, breaks off or ends, and nothing else."""
    return len(line) < 120 and _RECORDING.fullmatch(line) is not None


def _interview(lines: Sequence[_Line], talk: Sequence[str], header: int, labels: Labels) -> Segmented:
    """Write an interview; of its lines of ``talk`` the first ``header`` say what it is."""
    headings = talk[: _heading_length(talk, header, labels)]
    writing, speakers = _Writing(), dict[str, int]()
    seen = 0
    for line in lines:
        if is_recording(line.text):
            writing.put_beside(MarkKind.RECORDING, line.text)
            continue
        seen += 1
        if seen <= len(headings):
            writing.put_beside(MarkKind.HEADING, line.text)
        else:
            labelled = labels.read(line.text)
            if labelled is None and labels.only_ask and writing.turns:
                writing.begin_turn(None)
            _write_line(writing, line, labelled, speakers)
    transcript = writing.finish([labels.spelling(key) for key in speakers])
    origins, resumed = tuple(writing.origins), tuple(writing.resumed)
    return Segmented(transcript, tuple(headings), _duration(transcript.marks), origins, resumed)


def _heading_length(talk: Sequence[str], header: int, labels: Labels) -> int:
    """Return how many lines are headings: all before the first label, if they are few and short."""
    for number, line in enumerate(talk[header:], header):
        if labels.read(line):
            return number
        if number >= _HEADING_LINES or len(line) > _HEADING_LENGTH:
            break
    return header


def _write_line(writing: _Writing, line: _Line, labelled: Labelled | None, speakers: dict[str, int]) -> None:
    """Write one line of talk: the next turn, or another paragraph of the present one."""
    said, stamp = line.text, ""
    if labelled is not None:
        said = labelled.said
        stamp = labelled.time or _put_before(writing, labelled.before)
    leading = _LEADING_TIME.match(said)
    if leading:
        stamp, said = leading[1], said[leading.end() :]
    if labelled is not None:
        writing.begin_turn(speakers.setdefault(labelled.key, len(speakers)), seconds_in(stamp))
    elif not writing.turns:
        writing.begin_turn(None, seconds_in(stamp))
    if stamp:
        writing.put_beside(MarkKind.TIME, stamp)
    # What is said is always the last part of its line.
    before = len(line.text) - len(said)
    writing.add_paragraph(_Line(said.replace("\t", " "), line.paragraph, line.offset + before))


def _put_before(writing: _Writing, before: str) -> str:
    """Keep a line number that stands before a label beside the text; return a time for the turn."""
    if before and ":" not in before:
        writing.put_beside(MarkKind.NUMBER, before)
        return ""
    return before.rstrip(" -–—")


def _document(paragraphs: Sequence[str], header: Sequence[str]) -> Segmented:
    writing, headings = _Writing(), list(header)
    for number, paragraph in enumerate(paragraphs):
        text = paragraph.strip()
        if is_recording(text):
            writing.put_beside(MarkKind.RECORDING, text)
        elif not writing.turns and _MASKED_HEADING.fullmatch(text):
            writing.put_beside(MarkKind.HEADING, text)
            headings.append(text)
        elif text:
            leading = _LEADING_TIME.match(text)
            said = text[leading.end() :] if leading else text
            writing.begin_turn(None, seconds_in(leading[1]) if leading else None)
            if leading:
                writing.put_beside(MarkKind.TIME, leading[1])
            writing.add_paragraph(_Line(said, number, paragraph.find(text) + len(text) - len(said)))
    if not headings and writing.text and len(writing.text[0]) <= _HEADING_LENGTH:
        headings.append(writing.text[0])
    transcript = writing.finish(())
    return Segmented(transcript, tuple(headings), _duration(transcript.marks), tuple(writing.origins))


def _duration(marks: Sequence[Mark]) -> int | None:
    """Return the seconds between the first and the last recording line that name a time."""
    lines = [mark for mark in marks if mark.kind == MarkKind.RECORDING and mark.time is not None]
    starts = [mark.time or 0 for mark in lines if _ENDING.match(mark.text) is None]
    ends = [mark.time or 0 for mark in lines if _ENDING.match(mark.text)]
    lasted = ends[-1] - min(starts, default=0) if ends else 0
    return lasted if lasted > 0 else None
