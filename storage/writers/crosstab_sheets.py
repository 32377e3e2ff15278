"""Tables of frequencies as sheets: strands down, groups across, each measure below the one before.

Beneath stand charts that Excel draws from the numbers: one a round, all on one scale.
"""

from collections.abc import Iterator, Sequence
from typing import Final

from coding.analysis.analysis_data import AnalysisData
from coding.analysis.columns import Column, ColumnKind
from coding.analysis.frequencies import Cell, Frequencies, frequencies
from coding.analysis.groups import By, Group, Grouping, groupings_of, name_of
from coding.analysis.measure import Measure
from coding.analysis.scale import axis_for
from coding.analysis.speaker_attribution import NOT_KNOWN
from coding.language import N_, _
from storage.writers.chart_marks import SCHOOLS, TOTALS, UNKNOWN_COLOUR
from storage.writers.sheet_stream import Value
from storage.writers.workbook_parts import BarSeries, SheetChart, SheetColumn, WorkbookFile

_MEASURES: Final = (
    (Measure.COUNT, N_("Codings")),
    (Measure.INTERVIEWS, N_("Interviews with at least one")),
    (Measure.PER_INTERVIEW, N_("Codings per interview")),
    (Measure.PER_1000_WORDS, N_("Codings per 1,000 words")),
)
_MANY: Final = 30  # groups: of more nobody reads a chart
_LABELS: Final = 4  # columns before the numbers
_NOT_ACROSS: Final = (
    *(Grouping.ROUND, Grouping.SCHOOL, Grouping.INTERVIEW, Grouping.CODER, Grouping.DIRECTION),
)


def add_frequencies(book: WorkbookFile, analysis_data: AnalysisData) -> None:
    """Add the table of rounds and schools, with a chart a round."""
    _add(book, _("Frequencies"), analysis_data, Grouping.SCHOOL)


def add_crosstabs(book: WorkbookFile, analysis_data: AnalysisData) -> None:
    """Add a sheet for each other thing that the study can be counted by: role, question, attributes."""
    for by in groupings_of(analysis_data):
        if by not in _NOT_ACROSS:
            _add(book, _("By {grouping}").format(grouping=name_of(by)), analysis_data, by)


def _add(book: WorkbookFile, name: str, analysis_data: AnalysisData, by: By) -> None:
    tables = [
        (_(label), frequencies(analysis_data, (Grouping.ROUND, by), measure)) for measure, label in _MEASURES
    ]
    first = tables[0][1]
    groups = _across(first)
    sums = [each for each in first.columns.columns if each.kind in {ColumnKind.CODINGS, ColumnKind.PASSAGES}]
    rows = [*_rows(tables, groups, sums), *_sizes(groups)]
    columns = [
        SheetColumn(_("Measure"), 22, wrapped=True),
        SheetColumn(_("Dimension"), 12),
        SheetColumn(_("Strand"), 12),
        SheetColumn(_("Name"), 30, wrapped=True),
        *(SheetColumn(group.label, 12) for group in groups),
    ]
    charts = tuple(_charts(first, groups)) if len(groups) <= _MANY else ()
    book.sheet(name, columns, lambda: rows, len(rows), frozen=_LABELS, charts=charts)


def _across(found: Frequencies) -> list[Group]:
    """Return the groups in the order of the columns: of each round its members, then all of it."""
    columns: list[Group] = []
    for total in found.totals:
        columns += [group for group in found.groups if group.members[:-1] == total.members[:-1]]
        columns.append(total)
    return columns


def _rows(
    tables: Sequence[tuple[str, Frequencies]], groups: Sequence[Group], sums: Sequence[Column]
) -> Iterator[list[Value]]:
    for label, found in tables:
        framework = found.analysis_data.framework
        more = sums if found.measure is Measure.COUNT else ()
        for column in (*found.basic, *more):
            dimension = framework.top(column.code_id).short if column.code_id else ""
            strand = column.label if column.code_id else ""
            cells = [_value(found.cell(group, column)) for group in groups]
            yield [label, dimension, strand, column.name, *cells]


def _value(cell: Cell) -> Value:
    """Return a number as a number, of a share how many: per cent of few say too much. A dash is no 0."""
    if cell.value is None:
        return cell.text
    match cell.found.measure:
        case Measure.COUNT:
            return int(cell.value)
        case Measure.INTERVIEWS:
            return cell.part
        case _:
            return cell.value


def _sizes(groups: Sequence[Group]) -> Iterator[list[Value]]:
    for label, values in (
        (_("Interviews"), [group.interviews for group in groups]),
        (_("Interviews done"), [group.done for group in groups]),
        (_("People in interviews done"), [group.people for group in groups]),
        (_("Words that rates are taken of"), [group.rate_words for group in groups]),
    ):
        yield [_("What they are taken of"), "", "", label, *values]


def _charts(found: Frequencies, groups: Sequence[Group]) -> Iterator[SheetChart]:
    """Yield a chart a round of the counts, all on one scale."""
    inner = [group for group in groups if not group.is_total]
    values = [found.cell(group, column).value or 0.0 for group in inner for column in found.basic]
    axis = axis_for(values, whole=True)
    highest = axis.ticks[-1] if axis.ticks[-1] >= axis.top else axis.ticks[-1] + axis.ticks[1]
    for total in found.totals:
        mine = [
            (at, group)
            for at, group in enumerate(groups)
            if group in inner and group.members[:-1] == total.members[:-1]
        ]
        if not any(group.interviews for _at, group in mine):
            continue
        series = tuple(
            BarSeries(group.members[-1].label, _LABELS + at, _colour(group, number))
            for number, (at, group) in enumerate(mine)
        )
        title = _("Codings by strand, {round}").format(round=total.members[0].label)
        alternative = _("Bars: codings of each strand by {groups}. The numbers stand above.").format(
            groups=", ".join(each.name for each in series)
        )
        rows = (1, len(found.basic))
        yield SheetChart(title, 2, rows, series, _("codings"), highest, alternative)


def _colour(group: Group, number: int) -> str:
    if group.members[-1].id == NOT_KNOWN:
        return UNKNOWN_COLOUR
    return SCHOOLS[number % len(SCHOOLS)] if number < len(SCHOOLS) else TOTALS["total"]
