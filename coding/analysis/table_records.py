"""A table as records, for programs that count on: JSON and CSV hold the same.

``kind`` tells numbers from totals, footnotes and warnings, so that no sum of records is taken for a total: a
total's count stands under ``total``, a sub-strand's under ``of_strand``, not under ``codings``.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Final

from coding.analysis.analysis_data import AnalysisData
from coding.analysis.columns import Column, ColumnKind, Counted
from coding.analysis.comparability import warnings
from coding.analysis.dashes import dash_reasons
from coding.analysis.footnotes import footnotes
from coding.analysis.frequencies import Cell, Frequencies
from coding.analysis.groups import ALL, Group, Grouping, GroupMember
from coding.analysis.measure import Measure
from coding.analysis.notes import caution
from coding.analysis.question_matching import question_texts
from coding.model.code_labels import DIRECTIONS
from coding.model.framework import Framework

Record = Mapping[str, object]
_SUMS: Final = {ColumnKind.CODINGS: "all codings", ColumnKind.PASSAGES: "all passages"}


def table_records(found: Frequencies) -> Iterator[Record]:
    """Yield a record for each number, then for each total, each footnote and each warning.

    ``codings`` is null where nothing can be said yet, and ``why`` says why. With a rate, its value stands
    under the measure's name (``per_interview``) beside the codings that it is taken of; a share is in per
    cent, ``part`` of ``whole``. ``interviews``, ``people``, ``person_rounds`` and ``words`` are what rates
    are taken of; ``interviews_in_all`` and ``participant_words`` are all of the group.
    """
    sums = [column for column in found.columns.columns if column.kind in _SUMS]
    for group in found.groups:
        for column in found.basic:
            yield {"kind": "number", **_number(found, group, column)}
    for group in found.groups:
        for column in found.columns.subs:
            yield {"kind": "sub-strand", **_sub_strand(found, group, column)}
    for group in found.groups:
        for column in sums:
            yield {"kind": "total", **_total(found, group, column)}
    for group in found.totals:
        for column in (*found.basic, *sums):
            yield {"kind": "total", **_total(found, group, column)}
        for column in found.columns.subs:
            yield {"kind": "total", **_total(found, group, column), "sub_strand": column.label}
    yield from note_records(found)


def note_records(found: Frequencies) -> Iterator[Record]:
    """Yield what has to be said with a table: warnings, footnotes, the reasons of dashes, a caution."""
    for kind, notes in (
        ("warning", warnings(found.analysis_data)),
        ("footnote", footnotes(found)),
        ("dash", dash_reasons(found)),
        ("caution", [caution(found.analysis_data)]),
    ):
        for text in notes:
            yield {"kind": kind, "text": text}


def record_fields(records: Sequence[Record]) -> list[str]:
    """Return the keys of records, each once, in the order in which they come."""
    return list(dict.fromkeys(key for record in records for key in record))


def _number(found: Frequencies, group: Group, column: Column) -> Record:
    cell = found.cell(group, column)
    counted = cell.value if found.measure is Measure.COUNT else cell.count
    return {**_place(found, group, column), "codings": counted, **_measured(cell), **_rests_on(cell)}


def _total(found: Frequencies, group: Group, column: Column) -> Record:
    cell = found.cell(group, column)
    counted = cell.value if found.measure is Measure.COUNT else found.count(group, column)
    return {**_place(found, group, column), "total": counted, **_measured(cell), **_rests_on(cell)}


def _sub_strand(found: Frequencies, group: Group, column: Column) -> Record:
    """Return how many of its strand's codings a sub-strand has: no sum, for the strand's has them already."""
    record = dict(_total(found, group, column))
    counted = record.pop("total")
    return {**record, "sub_strand": column.label, "of_strand": counted}


def _place(found: Frequencies, group: Group, column: Column) -> Record:
    return {**members_of(found.analysis_data, group), **code_of(found.analysis_data.framework, column)}


def members_of(analysis_data: AnalysisData, group: Group) -> Record:
    """Return what a group is, under the names of its groupings; null where nobody can tell."""
    return members_named(analysis_data, group.members)


def members_named(analysis_data: AnalysisData, members: Iterable[GroupMember]) -> Record:
    """Return members under the names of their groupings."""
    named: dict[str, object] = {}
    for member in members:
        named[str(member.by)] = member.label
        if member.by is Grouping.SCHOOL:
            school = analysis_data.school_by_id.get(member.id)
            named |= {"school": school.letter if school else None, "school_name": member.label}
        elif member.by is Grouping.INTERVIEW:
            named["interview_id"] = member.id if member.id > 0 else None
        elif member.by is Grouping.QUESTION:
            named["question"] = question_texts(analysis_data).get(member.id)
        elif member.by is Grouping.DIRECTION and member.id != ALL:
            named["direction"] = DIRECTIONS[member.id] or None
    return named


def code_of(framework: Framework, column: Column) -> Record:
    """Return the dimension and strand of a column; a dimension alone has none, and neither has a sum."""
    if column.kind in _SUMS:
        return {"dimension": None, "strand": None, "sum": _SUMS[column.kind]}
    strand = framework.strand_of(column.code_id)
    return {
        "dimension": framework.top(column.code_id).short,
        "strand": None if strand is None else strand.short,
    }


def _measured(cell: Cell) -> Record:
    found = cell.found
    record: dict[str, object] = {}
    if found.measure is not Measure.COUNT:
        record[measure_key(found)] = cell.value
    if found.measure.is_share:
        record |= {"part": cell.part, "whole": cell.whole}
    if cell.low is not None:
        record["certain"] = cell.low
    if found.counted_in is Counted.ANSWERS:
        record["once_per_answer"] = True
    return {**record, "written": cell.text, "why": cell.why or None}


def measure_key(found: Frequencies) -> str:
    """Return the key that the value of a rate or a share stands under: ``per_interview``."""
    if found.measure is Measure.PER_1000_WORDS and found.analysis_data.counts_characters:
        return "per_1000_characters"
    name = {Measure.INTERVIEWS: "interviews_percent", Measure.WORDS: "words_percent"}.get(found.measure)
    return name or found.measure.replace("-", "_")


def _rests_on(cell: Cell) -> Record:
    group, measure = cell.group, cell.found.measure
    used = group.done if measure.is_rate else group.interviews
    return {
        "interviews": used - group.partial if measure.is_of_words else used,
        "interviews_in_all": group.interviews,
        "done": group.done,
        "people": group.people,
        "person_rounds": group.person_rounds,
        "words": None if group.is_part else group.rate_words,
        "participant_words": None if group.is_part else group.participant_words,
    }
