"""Who carries a strand (counting rule 20): in how many interviews it is, with a dot for each of them.

Counts measure cutting too; in how many interviews a strand is does not.
"""

from collections.abc import Iterator, Sequence
from typing import Final

from coding.analysis.analysis_data import AnalysisData
from coding.analysis.columns import Column, Counted
from coding.analysis.cross_table import ColumnLook, CrossColumn, NumbersEntry
from coding.analysis.frequencies import Frequencies, frequencies
from coding.analysis.groups import Group, Grouping
from coding.analysis.measure import Measure, Unsure
from coding.language import _

MOST_DOTS: Final = 20  # interviews of a round; of more there is a bar


def carrier_columns(
    analysis_data: AnalysisData, unsure: Unsure, counted_in: Counted
) -> Iterator[CrossColumn]:
    """Yield a column for each round: in how many of its interviews each strand is."""
    shares = frequencies(analysis_data, (Grouping.ROUND,), Measure.INTERVIEWS, unsure, counted_in)
    few = all(group.interviews <= MOST_DOTS for group in shares.groups)
    each = None
    if few:
        by = (Grouping.ROUND, Grouping.INTERVIEW)
        each = frequencies(analysis_data, by, Measure.COUNT, unsure, counted_in)
    for group in shares.groups:
        yield _column(shares, group, each)


def _column(shares: Frequencies, group: Group, each: Frequencies | None) -> CrossColumn:
    def number(column: Column) -> NumbersEntry:
        cell = shares.cell(group, column)
        return NumbersEntry(cell.text, hatched=False, cells=(cell,), value=cell.value)

    interviews: Sequence[Group] = ()
    if each is not None:
        interviews = [other for other in each.groups if other.members[0] == group.members[0]]

    def dots(column: Column) -> list[NumbersEntry]:
        cells = [] if each is None else [each.cell(other, column) for other in interviews]
        return [NumbersEntry(cell.text, cell.hatched, (cell,), value=cell.value) for cell in cells]

    said = _("one dot an interview") if interviews else _("interviews with at least one")
    return CrossColumn(
        _("Who carries it"),
        said,
        group.label,
        _("Who carries it, {round}").format(round=group.label),
        _("{done} of {n}").format(done=group.done, n=group.interviews),
        number,
        look=ColumnLook.DOTS if interviews else ColumnLook.BAR,
        dots=dots if interviews else None,
    )
