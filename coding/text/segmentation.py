r"""From the paragraphs of a document to a transcript: who speaks, from where to where, and the marks beside.

The stored text is what was said, "\n" between paragraphs. Labels, time stamps that open a paragraph,
headings and recording lines leave it and stand beside; ``[unintelligible]`` and the like stay in it
as marked stretches.
"""

import re
from bisect import bisect_right
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from sys import maxsize
from typing import Final, NamedTuple

from coding.language import _
from coding.model.document import NUMBER, Setting
from coding.model.study import Mark, Span, Speaker, SpeakerKind, Transcript, Turn
from coding.text.beginnings import Labelled, LabelPlace, number_and_time
from coding.text.heads import header_length
from coding.text.label_spelling import label_key
from coding.text.labels import Elsewhere, Labels, labels_of
from coding.text.lines import (
    TalkLine,
    cut_at,
    in_one_line,
    is_recording,
    lines_of,
    places_of,
    told_apart,
    with_runs,
)
from coding.text.stamps import STAMP, MarkKind, is_time, marked_stretches, stamp_ms
from coding.text.times import CLOCK, ms_in

_ENDING: Final = re.compile(r"\W*(?:end|stop)", re.IGNORECASE)
# In brackets or between signs, from one to another as captions have it, or apart from what follows.
_SURELY: Final = r"(?=[\[({#<]|[\d:.,]+\s?(?:-->|→))"
_LEADING_TIME: Final = re.compile(rf"{_SURELY}({STAMP})\s*[-–—:]?\s*|({STAMP})(?=\t|\s\s|$)\s*")
_LEADING_CLOCK: Final = re.compile(rf"^({STAMP})\s*[-–—:]?\s*")
_LAST_TIME: Final = re.compile(r"[\[({#]\s?\d[\d:.,-]{3,}\s?[\])}#]$")
_LAST_CLOCK: Final = re.compile(rf"(?:(?<=\s)[-–—|]\s?|(?<=\s))(?<![\d:]){CLOCK}$")  # without brackets
_FEW_LINES: Final = 3
_CLOCKED: Final = 0.5  # of the paragraphs begin with a time without brackets: then it is none of the words
_MASKED_HEADING: Final = re.compile(r"[^\W\d_]x{2,}\s?[-–—/]\s?\S.{0,60}")
_HEADING_LINES: Final = 25
_HEADING_LENGTH: Final = 120


class PieceOrigin(NamedTuple):
    """A piece of the stored text, [start, end), and where it stood: a paragraph and an offset in it."""

    start: int
    end: int
    paragraph: int
    offset: int


@dataclass(frozen=True, slots=True)
class Segmented:
    """What segmentation made of a text.

    ``possible`` are beginnings that may be labels of somebody who speaks once and were not taken for any.

    Ids of ``transcript`` are positions: a turn's, and a speaker's, who are all of unknown kind.
    ``headings`` are the lines that say something about the interview;
    ``origins`` say, in the order of both, which part of the document each piece of the text is: the
    same characters, but tabs may have become blanks. ``resumed`` are the places within turns at which
    the speaker's label stands again.
    """

    transcript: Transcript
    headings: tuple[str, ...] = ()
    duration_ms: int | None = None
    origins: tuple[PieceOrigin, ...] = ()
    resumed: tuple[int, ...] = ()
    possible: tuple[str, ...] = ()

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


class _Times(NamedTuple):
    """How times stand at the beginnings and the ends of a text's paragraphs."""

    first: re.Pattern[str] = _LEADING_TIME
    last: re.Pattern[str] = _LAST_TIME


_BRACKETED: Final = _Times()


@dataclass(slots=True)
class _Writing:
    """The transcript as it grows, turn by turn."""

    times: _Times = _BRACKETED
    text: list[str] = field(default_factory=list[str])
    length: int = 0
    turns: list[Turn] = field(default_factory=list[Turn])
    marks: list[Mark] = field(default_factory=list[Mark])
    origins: list[PieceOrigin] = field(default_factory=list[PieceOrigin])
    resumed: list[int] = field(default_factory=list[int])
    ms: int | None = None  # that stood on a line of its own, or at the end of the paragraph before

    def begin_turn(self, speaker_id: int | None, ms: int | None = None) -> None:
        """Open a turn, unless this speaker's goes on; one in which nothing was said is written over."""
        if self.turns and self.turns[-1].end == self.turns[-1].start:
            self.turns.pop()
        if speaker_id is None or not self.turns or self.turns[-1].speaker_id != speaker_id:
            at = self.length + bool(self.text)
            self.turns.append(Turn(len(self.turns), at, at, speaker_id, self.ms if ms is None else ms))
        else:
            self.resumed.append(self.length + bool(self.text))

    def add_paragraph(self, line: TalkLine) -> None:
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
            self._mark(start, end, stretch.kind, said[stretch.start : stretch.end], stretch.ms)
        self.origins.append(PieceOrigin(self.length, self.length + len(said), line.paragraph, line.offset))
        self.length += len(said)
        number, start, _end, speaker_id, ms = self.turns[-1]
        self.turns[-1] = Turn(number, start, self.length, speaker_id, ms)
        self.ms = self._time_at_the_end(said)

    def _time_at_the_end(self, said: str) -> int | None:
        """Return the time with which a paragraph ends; without brackets it is marked, for nobody said it."""
        last = self.times.last.search(said) if said[-1] in "])}#0123456789" else None
        if last is None:
            return None
        ms = stamp_ms(last[0])
        if self.times.last is _LAST_CLOCK:
            self._mark(self.length - len(last[0]), self.length, MarkKind.TIME, last[0], ms)
        return ms

    def put_beside(self, kind: MarkKind, text: str) -> None:
        """Keep something beside the text where the next paragraph will begin."""
        if kind is MarkKind.TIME:
            self.put_time(text, stamp_ms(text))
        else:
            at = self.length + bool(self.text)
            self._mark(at, at, kind, text, None if kind is MarkKind.NUMBER else ms_in(text))

    def put_time(self, stamp: str, ms: int | None) -> None:
        """Keep a time beside the text; a turn that begins there begins then."""
        at = self.length + bool(self.text)
        self._mark(at, at, MarkKind.TIME, stamp, ms)
        self.ms = ms
        if self.turns and self.turns[-1].start == self.turns[-1].end and self.turns[-1].ms is None:
            self.turns[-1] = self.turns[-1]._replace(ms=ms)  # it stands between the label and the words

    def _mark(self, start: int, end: int, kind: MarkKind, text: str, ms: int | None) -> None:
        self.marks.append(Mark(len(self.marks), start, end, kind.value, text, ms))

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
    settings: Sequence[Setting] = (),
    asking: Collection[int] | None = None,
) -> Segmented:
    r"""Make a transcript of paragraphs (NFC, "\n" for line breaks inside one).

    A text without speakers becomes a document: a turn a paragraph, nobody speaking. ``rejected_labels`` holds
    keys of labels that are none, as a person has said; ``named`` labels that the format says are some;
    ``elsewhere`` is what other texts have taught of labels; ``settings`` say which words are set otherwise.
    ``asking`` holds numbers of the paragraphs that are the interviewer's, where a person has said so.
    """
    lines = _lines(paragraphs, settings)
    if asking is not None:
        return _said_to_ask(lines, asking)
    talk = [line.text for line in lines if line.kind is None]
    header = talk[: header_length(talk)]
    labels = labels_of(places_of(lines)[len(header) :], rejected_labels, named, elsewhere)
    if len(labels.spelled) < 2 and len(talk) - len(header) <= _FEW_LINES:
        pieces = in_one_line(lines)
        found = labels_of(places_of(pieces)[len(header) :], rejected_labels, named, elsewhere)
        if len(found.spelled) > len(labels.spelled):
            labels, lines = found, pieces
            talk = [line.text for line in lines if line.kind is None]
    times = _times_of(talk)
    if labels:
        return _interview(lines, talk, len(header), labels, times)
    return _document(paragraphs, header, times, _numbers(settings))


def label_places(paragraphs: Sequence[str], settings: Sequence[Setting] = ()) -> list[LabelPlace]:
    """Return the lines of paragraphs that labels are looked for in, what stands beside the talk left out."""
    return places_of(_lines(paragraphs, settings))


def _lines(paragraphs: Sequence[str], settings: Sequence[Setting]) -> list[TalkLine]:
    lines = [line for number, paragraph in enumerate(paragraphs) for line in lines_of(number, paragraph)]
    return list(told_apart(with_runs(lines, settings) if settings else lines))


def _said_to_ask(lines: Sequence[TalkLine], asking: Collection[int]) -> Segmented:
    """Write an interview whose questions are these paragraphs, as a person has said."""
    writing, speakers, headings = _Writing(), dict[str, int](), list[str]()
    for line in lines:
        if line.kind is not None:
            writing.put_beside(line.kind, line.text)
        elif not writing.turns and line.paragraph not in asking and len(line.text) <= _HEADING_LENGTH:
            writing.put_beside(MarkKind.HEADING, line.text)
            headings.append(line.text)
        else:
            who = _("Interviewer") if line.paragraph in asking else _("Participant")
            _write_line(writing, line, Labelled(who, "", "", line.text), speakers)
    names = {label_key(name): name for name in (_("Interviewer"), _("Participant"))}
    transcript = writing.finish([names[key] for key in speakers])
    origins, resumed = tuple(writing.origins), tuple(writing.resumed)
    return Segmented(transcript, tuple(headings), _duration(transcript.marks), origins, resumed)


def _times_of(talk: Sequence[str]) -> _Times:
    """Say how times stand in a text: most paragraphs may begin or end with one though it has no brackets."""

    def is_usual(time: re.Pattern[str], lines: Iterable[str]) -> bool:
        return sum(time.search(line) is not None for line in lines) >= _CLOCKED * max(len(talk), 1)

    begins = is_usual(_LEADING_CLOCK, (line for line in talk if line[:1].isdecimal()))
    ends = is_usual(_LAST_CLOCK, (line for line in talk if line[-1:].isdecimal()))
    return _Times(_LEADING_CLOCK if begins else _LEADING_TIME, _LAST_CLOCK if ends else _LAST_TIME)


def _interview(
    lines: Sequence[TalkLine], talk: Sequence[str], header: int, labels: Labels, times: _Times
) -> Segmented:
    """Write an interview; of its lines of ``talk`` the first ``header`` say what it is."""
    headings = talk[: _heading_length(places_of(lines), header, labels)]
    writing, speakers = _Writing(times), dict[str, int]()
    inside = labels.inside()
    seen = 0
    for line in lines:
        if line.kind is not None:
            writing.put_beside(line.kind, line.text)
            continue
        seen += 1
        if seen <= len(headings):
            writing.put_beside(MarkKind.HEADING, line.text)
            continue
        for piece in cut_at(line, inside) if inside and labels.again(line.text) else (line,):
            labelled = labels.read(piece.text, under_time=piece.under_time, run=piece.run)
            if labelled is None and labels.unnamed and (writing.turns or labels.elsewhere.told.unlabelled):
                labelled = Labelled(labels.unnamed, "", "", piece.text)
            _write_line(writing, piece, labelled, speakers)
    transcript = writing.finish([labels.spelling(key) for key in speakers])
    origins, resumed = tuple(writing.origins), tuple(writing.resumed)
    return Segmented(
        transcript, tuple(headings), _duration(transcript.marks), origins, resumed, labels.possible
    )


def _heading_length(talk: Sequence[LabelPlace], header: int, labels: Labels) -> int:
    """Return how many lines are headings: all before the first label, if they are few and short."""
    for number, line in enumerate(talk[header:], header):
        if labels.read(line.text, under_time=line.under_time, run=line.run):
            return number
        if number >= _HEADING_LINES or len(line.text) > _HEADING_LENGTH:
            break
    return header


def _write_line(
    writing: _Writing, line: TalkLine, labelled: Labelled | None, speakers: dict[str, int]
) -> None:
    """Write one line of talk: the next turn, or another paragraph of the present one."""
    said, stamp = line.text, ""
    if labelled is not None:
        said = labelled.said
        stamp = labelled.time or _put_before(writing, labelled.before)
    opening = writing.times.first.match(said)
    if opening:
        stamp, said = opening[0].rstrip(" -–—:"), said[opening.end() :]
    ms = stamp_ms(stamp) if stamp else None
    if labelled is not None:
        writing.begin_turn(speakers.setdefault(labelled.key, len(speakers)), ms)
    elif not writing.turns:
        writing.begin_turn(None, ms)
    if stamp:
        writing.put_time(stamp, ms)
    # What is said is always the last part of its line.
    before = len(line.text) - len(said)
    writing.add_paragraph(TalkLine(said.replace("\t", " "), line.paragraph, line.offset + before))


def _put_before(writing: _Writing, before: str) -> str:
    """Keep a line number that stands before a label beside the text; return a time for the turn."""
    number, time = number_and_time(before) if before else ("", "")
    if number:
        writing.put_beside(MarkKind.NUMBER, number)
    return time


def _numbers(settings: Sequence[Setting]) -> dict[int, int]:
    """Return where the words of paragraphs begin that an automatic list has numbered."""
    return {s.paragraph: s.end for s in settings if s.manner == NUMBER and s.start == 0}


def _document(
    paragraphs: Sequence[str], header: Sequence[str], times: _Times, numbers: Mapping[int, int]
) -> Segmented:
    writing, headings = _Writing(times), list(header)
    for number, paragraph in enumerate(paragraphs):
        text = paragraph[numbers.get(number, 0) :].strip()
        if text and number in numbers:
            writing.put_beside(MarkKind.NUMBER, paragraph[: numbers[number]].strip())
        if is_recording(text):
            writing.put_beside(MarkKind.RECORDING, text)
        elif is_time(text):
            writing.put_beside(MarkKind.TIME, text)
        elif not writing.turns and _MASKED_HEADING.fullmatch(text):
            writing.put_beside(MarkKind.HEADING, text)
            headings.append(text)
        elif text:
            opening = times.first.match(text)
            said = text[opening.end() :] if opening else text
            writing.begin_turn(None, stamp_ms(opening[0]) if opening else None)
            if opening:
                writing.put_beside(MarkKind.TIME, opening[0].rstrip(" -–—:"))
            writing.add_paragraph(TalkLine(said, number, paragraph.rfind(text) + len(text) - len(said)))
    if not headings and writing.text and len(writing.text[0]) <= _HEADING_LENGTH:
        headings.append(writing.text[0])
    transcript = writing.finish(())
    return Segmented(transcript, tuple(headings), _duration(transcript.marks), tuple(writing.origins))


def _duration(marks: Sequence[Mark]) -> int | None:
    """Return the milliseconds between the first and the last recording line that name a time."""
    lines = [mark for mark in marks if mark.kind == MarkKind.RECORDING and mark.ms is not None]
    starts = [mark.ms or 0 for mark in lines if _ENDING.match(mark.text) is None]
    ends = [mark.ms or 0 for mark in lines if _ENDING.match(mark.text)]
    lasted = ends[-1] - min(starts, default=0) if ends else 0
    return lasted if lasted > 0 else None
