"""What the compare page shows, made from the study and the controls: a chart, and the same as a table."""

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum

from coding.analysis.chart import Chart, Layout, Look
from coding.analysis.charting import PLAIN, change_chart, chart
from coding.analysis.columns import Column
from coding.analysis.comparison import Comparison, comparison
from coding.analysis.frequencies import Cell, Frequencies, Measure, Unsure, frequencies
from coding.analysis.groups import Group, Grouping
from coding.analysis.material import Material
from coding.analysis.notes import in_words_of


class Rounds(StrEnum):
    """How rounds are set against each other."""

    CHARTS = "charts"
    PAIRED = "paired"
    CHANGE = "change"


@dataclass(frozen=True, slots=True)
class Wish:
    """What the controls ask for."""

    measure: Measure = Measure.COUNT
    by: Grouping = Grouping.SCHOOL
    unsure: Unsure = Unsure.WITH
    rounds: Rounds = Rounds.CHARTS
    look: Look = PLAIN


@dataclass(frozen=True, slots=True)
class Entry:
    """One number in the table; ``cells`` are what it counts (two for a change)."""

    text: str
    hatched: bool
    cells: tuple[Cell, ...]

    @property
    def words(self) -> str:
        """The number in full."""
        return "; ".join(map(in_words_of, self.cells))


@dataclass(frozen=True, slots=True)
class Row:
    """A row of the table."""

    label: str
    total: bool
    entries: tuple[Entry, ...]


@dataclass(frozen=True, slots=True)
class Numbers:
    """A chart and its table. ``found`` is what both were made of."""

    found: Frequencies
    chart: Chart
    columns: tuple[Column, ...]
    rows: tuple[Row, ...]


def numbers(material: Material, wish: Wish) -> Numbers:
    """Return what the page shows. A change needs two rounds; where there is but one, its chart is shown."""
    compared = None
    if wish.rounds is Rounds.CHANGE:
        compared = comparison(material, wish.by, wish.measure, wish.unsure)
    if compared is not None:
        columns = compared.found.columns.columns
        drawn = change_chart(compared, wish.look)
        return Numbers(compared.found, drawn, columns, _changes(compared, columns))
    found = frequencies(material, (Grouping.ROUND, wish.by), wish.measure, wish.unsure)
    layout = Layout.PAIRED if wish.rounds is Rounds.PAIRED else Layout.PANELS
    columns = found.columns.columns
    return Numbers(
        found,
        chart(found, Look(wish.look.scale, layout, wish.look.total)),
        columns,
        tuple(_row(found, group, columns) for group in (*found.totals, *found.groups)),
    )


def _row(found: Frequencies, group: Group, columns: Sequence[Column]) -> Row:
    cells = [found.cell(group, column) for column in columns]
    label = group.members[0].label if group.is_total else group.label
    return Row(
        label,
        group.is_total,
        tuple(Entry(cell.text, cell.hatched, (cell,)) for cell in cells),
    )


def _changes(compared: Comparison, columns: Sequence[Column]) -> tuple[Row, ...]:
    """Return a row for each pair, all together first."""
    rows: list[Row] = []
    for pair in (*compared.pairs[-1:], *compared.pairs[:-1]):
        changes = [compared.change(pair, column) for column in columns]
        label = pair.member.label if pair.member else pair.later.members[-1].label
        entries = (Entry(c.text, hatched=False, cells=(c.earlier, c.later)) for c in changes)
        rows.append(Row(label, pair.member is None, tuple(entries)))
    return tuple(rows)


_ALL = slice(None)


def as_text(shown: Numbers, rows: slice = _ALL, columns: slice = _ALL) -> str:
    """Return the table or a part of it, tab-separated with its headers, for a spreadsheet."""
    header = [shown.chart.axis_title, *(column.label for column in shown.columns[columns])]
    lines = [[row.label, *(entry.text for entry in row.entries[columns])] for row in shown.rows[rows]]
    return "\n".join("\t".join(line) for line in [header, *lines])


def key_of(cells: Sequence[Cell]) -> tuple[object, ...]:
    """Return what tells a number from all others on the page, also after the study has changed."""
    return tuple((cell.group.members, cell.column.kind, cell.column.code_id) for cell in cells)
