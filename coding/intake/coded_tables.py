"""Tables of coded segments beside the files: each segment goes to its file, what fits none is listed."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace

from coding.intake.interpretation import read_notation
from coding.intake.plan import ImportPlan, ImportRow
from coding.intake.table_matching import Files
from coding.language import _, plural
from coding.notation.coded_segments import CodedSegment
from coding.notation.hand_marks import MarkSource


def with_segments(plan: ImportPlan, segments: Iterable[CodedSegment]) -> ImportPlan:
    """Take in coded segments beside those that are there; they are numbered on."""
    first = plan.segments[-1].row + 1 if plan.segments else 0
    new = (segment._replace(row=number) for number, segment in enumerate(segments, first))
    return with_segments_placed(replace(plan, segments=(*plan.segments, *new)))


def with_segments_placed(plan: ImportPlan) -> ImportPlan:
    """Give every file the segments that are of it, and read its marks anew where they are others."""
    if not plan.segments:
        return plan
    files, of_row = Files(plan), dict[int, list[CodedSegment]]()
    readable = [at for at, row in enumerate(plan.rows) if row.readable]
    for segment in plan.segments:
        found = files.called(segment.document) if segment.document else tuple(readable[:2])
        if len(found) == 1:
            of_row.setdefault(found[0], []).append(segment)
    rows = tuple(_with(plan, row, tuple(of_row.get(at, ()))) for at, row in enumerate(plan.rows))
    return replace(plan, rows=rows)


def _with(plan: ImportPlan, row: ImportRow, segments: tuple[CodedSegment, ...]) -> ImportRow:
    if not row.readable or row.segments == segments:
        return row
    return read_notation(replace(row, segments=segments), plan.known, plan.rules)


@dataclass(frozen=True, slots=True)
class SegmentCounts:
    """How many segments there are, became marks, were not found in their file's text, and fit no file."""

    all: int
    found: int
    not_found: tuple[CodedSegment, ...]
    without_file: tuple[CodedSegment, ...]


def segment_counts(plan: ImportPlan) -> SegmentCounts:
    """Return what became of the segments of all tables."""
    placed = {mark.number for row in plan.rows for mark in row.marks if mark.mark_source is MarkSource.TABLE}
    of_files = {segment.row for row in plan.rows for segment in row.segments}
    return SegmentCounts(
        len(plan.segments),
        sum(segment.row in placed for segment in plan.segments),
        tuple(each for each in plan.segments if each.row in of_files and each.row not in placed),
        tuple(each for each in plan.segments if each.row not in of_files),
    )


def segments_left_out(plan: ImportPlan) -> Iterator[tuple[str, str]]:
    """Yield the documents and reasons of segments that become no codings."""
    counts = segment_counts(plan)
    for segment in counts.not_found:
        yield (
            segment.document,
            _("Coded {codes}, and not found in the text: “{words}”.").format(
                codes=", ".join(segment.codes), words=_begins(segment.words)
            ),
        )
    documents = dict.fromkeys(segment.document for segment in counts.without_file)
    for document in documents:
        n = sum(segment.document == document for segment in counts.without_file)
        yield (
            document or _("(no document named)"),
            plural("{n} coded segment is of no file here.", "{n} coded segments are of no file here.", n),
        )


def _begins(words: str) -> str:
    one_line = " ".join(words.split())
    return one_line if len(one_line) <= 80 else one_line[:79].rsplit(" ", 1)[0] + " …"
