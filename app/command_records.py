"""What the sub-commands print, as records: plain values under the obvious keys."""

from collections.abc import Iterator, Mapping

from coding.analysis.columns import Column, ColumnKind
from coding.analysis.frequencies import Frequencies, Measure
from coding.analysis.groups import Group, Grouping
from coding.analysis.material import Material
from coding.framework import Framework

Record = Mapping[str, object]


def frequency_records(found: Frequencies) -> Iterator[Record]:
    """Yield a record for each group and strand; ``codings`` is null where nothing can be said yet.

    With a rate, its value stands under the measure's name (``per_interview``) beside the codings
    it is taken of.
    """
    for group in found.groups:
        for column in found.basic:
            cell = found.cell(group, column)
            record = {
                **_members(found.material, group),
                **_code_of(found.material.framework, column),
                "codings": cell.value,
                "interviews": group.interviews,
                "done": group.done,
                "words": group.words,
            }
            if found.measure is not Measure.COUNT:
                record["codings"] = int(found.all_counts[group.position, found.columns.place[column]])
                record[found.measure.replace("-", "_")] = cell.value
            yield record


def _members(material: Material, group: Group) -> dict[str, object]:
    named: dict[str, object] = {}
    for member in group.members:
        named[member.by] = member.label
        if member.by is Grouping.SCHOOL:
            school = material.school_by_id.get(member.id)
            named |= {"school": school.letter if school else None, "school_name": member.label}
        elif member.by is Grouping.INTERVIEW:
            named["interview_id"] = member.id
    return named


def _code_of(framework: Framework, column: Column) -> dict[str, object]:
    """Name a column's strand; a dimension alone has none."""
    alone = column.kind is ColumnKind.ALONE
    return {
        "dimension": framework.top(column.code_id).short,
        "strand": None if alone else framework.by_id[column.code_id].short,
    }


def frequency_rows(found: Frequencies) -> Iterator[tuple[object, ...]]:
    """Yield the rows of the table: each group's numbers as written, its total after the last."""
    columns = (*found.basic, *(c for c in found.columns.columns if c.kind is ColumnKind.CODINGS))
    listed = [(group, found.total_of(group)) for group in found.groups]
    for at, (group, total) in enumerate(listed):
        yield _row(found, group, columns)
        if total is not group and (at + 1 == len(listed) or listed[at + 1][1] is not total):
            yield _row(found, total, columns)


def _row(found: Frequencies, group: Group, columns: tuple[Column, ...]) -> tuple[object, ...]:
    return (
        *(member.label for member in group.members),
        *(found.cell(group, column).text for column in columns),
    )
