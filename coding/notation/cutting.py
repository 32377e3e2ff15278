"""Taking hand-written codes out of a transcript, so that what is stored is speech only."""

from collections.abc import Callable, Iterable, Iterator, Sequence
from typing import NamedTuple

from coding.model.study import Mark, Span, Transcript, Turn
from coding.text.segmentation import PieceOrigin, Segmented
from coding.text.text_change import Replacement, TextChange

_CLINGS = ".,;:!?…)]"  # what stands right behind a word


class Cut(NamedTuple):
    """The transcript without what was cut out, and how places in it move."""

    segmented: Segmented
    change: TextChange


def cut_out(heard: Segmented, pieces: tuple[Span, ...]) -> Cut:
    """Take pieces (in order, none overlapping) out of a transcript with the blanks they leave.

    A line of which nothing is left goes, and a turn in which nothing is said.
    """
    if not pieces:
        return Cut(heard, TextChange())
    text = heard.transcript.text
    change = TextChange.of(Replacement(start, end, "") for start, end in _tidied(text, pieces))
    transcript = _moved(heard.transcript, change)
    origins = tuple(_origins_left(heard.origins, change))
    return Cut(Segmented(transcript, heard.headings, heard.duration_ms, origins), change)


def _tidied(text: str, pieces: Sequence[Span]) -> list[Span]:
    """Return what goes, with blanks and line breaks, in order and none touching another."""
    by_line: dict[Span, list[Span]] = {}
    for piece in pieces:
        found = text.find("\n", piece.end)
        line = Span(text.rfind("\n", 0, piece.start) + 1, len(text) if found < 0 else found)
        by_line.setdefault(line, []).append(piece)
    gone: list[Span] = []
    some: list[Span] = []
    for line, inside in by_line.items():
        joined = _joined(inside, lambda a, b: not text[a.end : b.start].strip())
        around = text[line.start : joined[0].start] + text[joined[-1].end : line.end]
        if len(joined) == 1 and not around.strip():
            gone.append(line)
        else:
            some += [_with_blanks(text, line, piece) for piece in joined]
    lines = _joined(gone, lambda a, b: a.end + 1 == b.start)
    some += [Span(s - 1, e) if s else Span(0, min(e + 1, len(text))) for s, e in lines]
    return _joined(sorted(some), lambda a, b: b.start <= a.end)


def _joined(spans: Iterable[Span], belong: Callable[[Span, Span], bool]) -> list[Span]:
    """Join spans that follow on each other where they belong together."""
    joined: list[Span] = []
    for span in spans:
        if joined and belong(joined[-1], span):
            joined[-1] = joined[-1].union(span)
        else:
            joined.append(span)
    return joined


def _with_blanks(text: str, line: Span, piece: Span) -> Span:
    """Return a piece of a line with the blanks that are too many without it."""
    before, behind = text[line.start : piece.start], text[piece.end : line.end]
    following = behind.lstrip()
    start, end = line.start + len(before.rstrip()), line.end - len(following)
    if not following or following[0] in _CLINGS:
        return Span(start, line.end if not following else piece.end)
    if not before.strip():
        return Span(line.start, end)
    return Span(piece.start, end if before[-1].isspace() else piece.end)


def _moved(transcript: Transcript, change: TextChange) -> Transcript:
    text = change.applied(transcript.text)
    turns: list[Turn] = []
    for _id, start, end, speaker_id, ms in transcript.turns:
        span = trimmed(text, change.moved(Span(start, end)) or Span(0, 0))
        if span.length:
            turns.append(Turn(len(turns), *span, speaker_id, ms))
    marks: list[Mark] = []
    for mark in transcript.marks:
        span = _mark_moved(mark, change, len(text))
        if span is not None:
            marks.append(Mark(len(marks), *span, mark.kind, mark.text, mark.ms))
    return Transcript(transcript.id, text, tuple(turns), transcript.speakers, tuple(marks))


def _mark_moved(mark: Mark, change: TextChange, length: int) -> Span | None:
    if mark.start < mark.end:
        return change.moved(Span(mark.start, mark.end))
    place = min(change.place(mark.start), length)
    return Span(place, place)


def trimmed(text: str, span: Span) -> Span:
    """Return a span without the blanks at its ends; an empty one where it is all blank."""
    start, end = span
    while start < end and text[start].isspace():
        start += 1
    while end > start and text[end - 1].isspace():
        end -= 1
    return Span(start, end)


def _origins_left(origins: Sequence[PieceOrigin], change: TextChange) -> Iterator[PieceOrigin]:
    """Yield the origins of what is left, each with the part of the document that it is."""
    gone = at = 0  # how much is cut out before, and the next cut
    cuts = change.replacements
    for start, end, paragraph, offset in origins:
        begin = start
        while begin < end:
            cut, until, _new = cuts[at] if at < len(cuts) else (end, end, "")
            stop = min(cut, end)
            if begin < stop:
                yield PieceOrigin(begin - gone, stop - gone, paragraph, offset + begin - start)
            begin = max(begin, until)
            if cut >= end or until > end:
                break
            gone, at = gone + until - cut, at + 1
