"""Marks that a table of coded segments makes: where the words stand, and which codes are meant."""

from collections.abc import Iterable, Mapping, Sequence

from coding.language import _
from coding.model.study import Transcript
from coding.notation.code_names import Names
from coding.notation.coded_segments import CodedSegment, SegmentFinder, codes_called, turn_of
from coding.notation.cutting import trimmed
from coding.notation.hand_marks import HandMark, HandRules, MarkChoice, MarkSource
from coding.notation.mark_reading import MarkReader, MarkReading


def marks_of_segments(
    segments: Sequence[CodedSegment],
    transcript: Transcript,
    names: Names | None,
    rules: HandRules,
    choices: Mapping[tuple[MarkSource, int], MarkChoice],
) -> tuple[HandMark, ...]:
    """Return a mark for each segment whose words stand in the transcript; the others make none."""
    if not segments or names is None:
        return ()
    reader, finder = MarkReader(names, rules, choices), SegmentFinder(transcript)
    return tuple(_marks(segments, transcript, names, reader, finder))


def _marks(
    segments: Iterable[CodedSegment],
    transcript: Transcript,
    names: Names,
    reader: MarkReader,
    finder: SegmentFinder,
) -> Iterable[HandMark]:
    for segment in segments:
        placed = finder.place(segment)
        span = placed.span and trimmed(transcript.text, placed.span)
        if not span or not span.length:
            continue
        reading = _reading(segment, names, reader)
        several = _("These words stand here {n} times.").format(n=placed.times) if placed.times > 1 else ""
        yield HandMark(
            MarkSource.TABLE,
            span.start,
            turn_of(transcript, span.start),
            span,
            ", ".join(segment.codes),
            author=segment.coder,
            codes=reading.codes,
            unread=reading.unread,
            memo=segment.comment,
            reach=None,
            note=several,
            is_none=reading.is_none,
            number=segment.row,
        )


def _reading(segment: CodedSegment, names: Names, reader: MarkReader) -> MarkReading:
    """Return what the codes of a segment mean; what is no clear code of the framework is asked about."""
    readings = [
        reader.named(segment.row, code, tuple(each.id for each in codes_called(code, names)))
        for code in segment.codes
    ]
    codes = {code.code_id: code for reading in readings for code in reading.codes}
    unread = tuple(piece for reading in readings for piece in reading.unread)
    return MarkReading(tuple(codes.values()), unread, is_none=all(reading.is_none for reading in readings))
