"""What the compare page shows, made from the study and the controls: a chart, and the same as a table."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from functools import cached_property, partial

from coding.analysis.analysis_data import AnalysisData
from coding.analysis.carriers import carrier_columns
from coding.analysis.change_records import change_records
from coding.analysis.change_words import factor_line, n_of_both, pair_label
from coding.analysis.chart import Chart
from coding.analysis.chart_words import axis_title
from coding.analysis.columns import Column, ColumnKind
from coding.analysis.compare_settings import CompareSettings
from coding.analysis.comparison import Comparison, RoundPair, comparison
from coding.analysis.cross_table import CrossColumn, CrossTable, NumbersEntry, change_table, cross_table
from coding.analysis.drawing import change_drawn_as, drawn_as, look_of
from coding.analysis.forms import ChartForm, Shown, Style
from coding.analysis.frequencies import Cell, Frequencies, frequencies
from coding.analysis.groups import Group, Grouping, MemberKey
from coding.analysis.interview_records import interview_records
from coding.analysis.margins import all_records, margins_of
from coding.analysis.measure import Measure, number_text
from coding.analysis.print_style import in_greys
from coding.analysis.spread_records import SPREAD_MEASURES, spread_records
from coding.analysis.table_records import Record
from coding.language import _

Key = tuple[tuple[tuple[MemberKey, ...], ...], ColumnKind, int, int | None]


@dataclass(frozen=True, slots=True)
class NumbersRow:
    """A row of the table; a change has two groups, the earlier and the later."""

    label: str
    total: bool
    groups: tuple[Group, ...]


@dataclass(frozen=True)
class Numbers:
    """A chart and its table, whose numbers are made when they are looked at."""

    found: Frequencies
    chart: Chart
    rows: tuple[NumbersRow, ...]
    entry_of: Callable[[NumbersRow, Column], NumbersEntry]
    make_table: Callable[[], CrossTable]
    compared: Comparison | None = None
    is_shaded: bool = False

    @cached_property
    def table(self) -> CrossTable:
        """The same with the strands down."""
        return self.make_table()

    def with_notes(self, said: Sequence[str]) -> "Numbers":
        """Return it with what is to be said below it first, on screen and in pictures."""
        whole = tuple(words if words.endswith(".") else f"{words}." for words in said)
        return replace(self, chart=replace(self.chart, notes=(*whole, *self.chart.notes)))

    def records(self) -> tuple[list[Record], list[Record], list[Record]]:
        """Return the table as records, what every interview adds to it, and how these spread."""
        found = self.found
        table = all_records(found) if self.compared is None else change_records(self.compared)
        interviews = interview_records(found.analysis_data, found.by, found.unsure, found.counted_in)
        measure = found.measure if found.measure in SPREAD_MEASURES else Measure.COUNT
        by = [each for each in found.by if each is not Grouping.INTERVIEW]
        spread = spread_records(found.analysis_data, by, measure, found.unsure, found.counted_in)
        return list(table), list(interviews), list(spread)

    @property
    def shades_note(self) -> str:
        """What the shades of the table say, where it has any."""
        if not self.is_shaded or not self.table.highest:
            return ""
        of_table, most = self.found, self.table.highest
        return _("The darker a cell, the higher its number, up to {most}; sums have no shade.").format(
            most=number_text(most, of_table.measure)
        )

    def shade(self, row: NumbersRow, column: Column) -> float:
        """Return how dark a number stands in its row, from 0 to 1: on the scale of the whole table."""
        most = self.table.highest
        if not self.is_shaded or row.total or not most or column not in self.found.listed:
            return 0.0
        return (self.entry_of(row, column).value or 0.0) / most

    @property
    def columns(self) -> tuple[Column, ...]:
        """The columns of the table."""
        return self.found.columns.read

    def entry(self, row: int, column: int) -> NumbersEntry:
        """Return one number."""
        return self.entry_of(self.rows[row], self.columns[column])

    def place_of(self, key: Key) -> tuple[int, int] | None:
        """Return the row and the column of a number, or None if the table has none such."""
        members, kind, code_id, stage = key
        if stage is not None:
            return None
        row = self._row_of.get(members)
        column = next(
            (at for at, c in enumerate(self.columns) if (c.kind, c.code_id) == (kind, code_id)), None
        )
        return None if row is None or column is None else (row, column)

    def find(self, key: Key) -> NumbersEntry | None:
        """Return a number, or None if there is none such any more."""
        place = self.place_of(key)
        if place is not None:
            return self.entry(*place)
        return self._found_in_chart(key) or self._found_in_table(key)

    def _found_in_table(self, key: Key) -> NumbersEntry | None:
        _members, kind, code_id, _stage = key
        of = next((each for each in self.columns if (each.kind, each.code_id) == (kind, code_id)), None)
        if of is None:
            return None
        entries = (
            entry
            for column in self.table.columns
            for entry in (column.number(of), *(column.dots(of) if column.dots else ()))
        )
        return next((entry for entry in entries if key_of(entry.cells) == key), None)

    def _found_in_chart(self, key: Key) -> NumbersEntry | None:
        """Return a number that the chart shows and the table has not: of a stage, of an interview."""
        members, kind, code_id, stage = key
        called = [(column.kind, column.code_id) for column in self.chart.categories]
        if (kind, code_id) not in called:
            return None
        at = called.index((kind, code_id))
        parts = (part for panel in self.chart.panels for part in panel.parts)
        bar = next(filter(None, (part.of_members(at, members, stage) for part in parts)), None)
        return None if bar is None else NumbersEntry(bar.text, bar.hatched, bar.cells, bar.beside)

    @cached_property
    def _row_of(self) -> dict[object, int]:
        return {tuple(group.keys for group in row.groups): at for at, row in enumerate(self.rows)}


def key_of(cells: Sequence[Cell]) -> Key:
    """Return what tells a number from all others on the page, also after the study has changed."""
    column = cells[-1].column
    stage = cells[-1].found.analysis_data.stage
    return (tuple(cell.group.keys for cell in cells), column.kind, column.code_id, stage)


def numbers(analysis_data: AnalysisData, asked: CompareSettings) -> Numbers:
    """Return what the page shows; the chart of the rounds where there is no change (see ``comparison``)."""
    analysis_data = analysis_data.of_direction(asked.direction.alone)
    if Shown.SUB_STRANDS in asked.shown:
        analysis_data = analysis_data.apart
    compared = None
    if asked.form in {ChartForm.CHANGE, ChartForm.SLOPE}:
        compared = comparison(
            analysis_data, asked.by[0], asked.measure, asked.unsure, asked.counted_in, asked.whose
        )
    if compared is not None:
        return _changes(compared, _in_style(change_drawn_as(asked.form, compared, look_of(asked)), asked))
    by = (Grouping.ROUND, *asked.by)
    found = frequencies(analysis_data, by, asked.measure, asked.unsure, asked.counted_in)
    drawn = _in_style(drawn_as(asked.form, found, look_of(asked)), asked)

    def make_table() -> CrossTable:
        carriers = () if asked.by[-1] is Grouping.INTERVIEW else _carriers(found)
        return cross_table(
            axis_title(found), found, margins_of(found), _change_beside(found, asked), carriers
        )

    def entry_of(row: NumbersRow, column: Column) -> NumbersEntry:
        cell = found.cell(row.groups[0], column)
        return NumbersEntry(cell.text, cell.hatched, (cell,), value=cell.value)

    rows = tuple(map(_row, (*found.totals, *found.groups)))
    return Numbers(found, drawn, rows, entry_of, make_table, is_shaded=Shown.SHADES in asked.shown)


def _carriers(found: Frequencies) -> tuple[CrossColumn, ...]:
    """Return in how many interviews each strand is."""
    return tuple(carrier_columns(found.analysis_data, found.unsure, found.counted_in))


def _change_beside(found: Frequencies, asked: CompareSettings) -> Comparison | None:
    """Return the change of all together, where there is one."""
    if found.measure is Measure.SHARE:
        return None
    return comparison(
        found.analysis_data, Grouping.ROUND, found.measure, found.unsure, found.counted_in, asked.whose
    )


def _in_style(drawn: Chart, asked: CompareSettings) -> Chart:
    return in_greys(drawn) if asked.style is Style.PRINT else drawn


def _row(group: Group) -> NumbersRow:
    label = group.members[0].label if group.is_total else group.label
    return NumbersRow(label, group.is_total, (group,))


def _changes(compared: Comparison, drawn: Chart) -> Numbers:
    """Return the table of a change, all together first."""
    pairs = {(pair.earlier, pair.later): pair for pair in (*compared.pairs[-1:], *compared.pairs[:-1])}
    rows = tuple(
        NumbersRow(_label_of(compared, pair), pair.member is None, groups) for groups, pair in pairs.items()
    )

    is_count = compared.found.measure is Measure.COUNT

    def entry_of(row: NumbersRow, column: Column) -> NumbersEntry:
        pair = pairs[row.groups[0], row.groups[1]]
        change = compared.change(pair, column)
        beside = factor_line(compared, pair, column) if change.value is not None and is_count else ""
        return NumbersEntry(change.text, hatched=False, cells=(change.earlier, change.later), beside=beside)

    make_table = partial(change_table, drawn.axis_title, compared)
    return Numbers(compared.found, drawn, rows, entry_of, make_table, compared)


def _label_of(compared: Comparison, pair: RoundPair) -> str:
    """Name a row; all together with the n of both rounds."""
    label = pair_label(pair)
    return label if pair.member else f"{label}, {n_of_both(compared, pair)}"


_ALL = slice(None)


def as_text(shown: Numbers, rows: slice = _ALL, columns: slice = _ALL) -> str:
    """Return the table or a part of it, tab-separated with its headers, for a spreadsheet."""
    header = [shown.chart.axis_title, *(column.label for column in shown.columns[columns])]
    across = shown.columns[columns]
    lines = [
        [row.label, *(shown.entry_of(row, column).text for column in across)] for row in shown.rows[rows]
    ]
    return "\n".join("\t".join(line) for line in [header, *lines])
