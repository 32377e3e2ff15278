"""A comparison as it is read: strands down with a sum for each dimension; across, what bars stand for.

``cross_table`` makes it of a table by round, ``change_table`` of a change. A number is made when it is looked
at, and knows what it counts.
"""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from enum import Enum, auto
from functools import cached_property
from html import escape

from coding.analysis.change_words import factor_line, pair_label
from coding.analysis.columns import Column, ColumnKind
from coding.analysis.comparison import Comparison, RoundPair
from coding.analysis.frequencies import Cell, Frequencies
from coding.analysis.groups import Group, Grouping, GroupMember
from coding.analysis.measure import Measure
from coding.analysis.notes import in_words_of
from coding.language import _


@dataclass(frozen=True, slots=True)
class NumbersEntry:
    """One number in a table; ``cells`` are what it counts (two for a change).

    ``beside`` says what more talk made of a change. ``value`` is what it is sorted by, None for a dash.
    """

    text: str
    hatched: bool
    cells: tuple[Cell, ...]
    beside: str = ""
    value: float | None = None

    @property
    def words(self) -> str:
        """The number in full."""
        return "; ".join(map(in_words_of, self.cells))


class ColumnLook(Enum):
    """What stands for the numbers of a column: a figure, a dot an interview, or a bar where they are many."""

    FIGURE = auto()
    DOTS = auto()
    BAR = auto()


class CrossRowKind(Enum):
    """What a row of a cross table is of; sums are those of dimensions and of everything."""

    DIMENSION = auto()
    STRAND = auto()
    SUB_STRAND = auto()
    SUM = auto()
    N = auto()


@dataclass(frozen=True, slots=True)
class CrossRow:
    """A row: ``column`` is what it counts, None for the interviews; ``dimension`` the code above a strand."""

    kind: CrossRowKind
    label: str
    name: str
    hue: str = ""
    column: Column | None = None
    dimension: int = 0

    @property
    def is_strand(self) -> bool:
        """Tell a strand, or a sub-strand beside it, from what sums up."""
        return self.kind in {CrossRowKind.STRAND, CrossRowKind.SUB_STRAND}


@dataclass(frozen=True, slots=True)
class CrossColumn:
    """A column: the round it stands under, a short label and its name in full, and its numbers.

    ``state`` says with a round how many of its interviews are done, ``n`` how many of the column's.
    """

    band: str
    state: str
    label: str
    name: str
    n: str
    number: Callable[[Column], NumbersEntry]
    is_total: bool = False
    look: ColumnLook = ColumnLook.FIGURE
    dots: Callable[[Column], Sequence[NumbersEntry]] | None = None


@dataclass(frozen=True, eq=False)
class CrossTable:
    """All rows and columns; which rows are shown, and in which order, is the reader's choice."""

    what: str  # the numbers are: ``codings``
    columns: tuple[CrossColumn, ...]
    rows: tuple[CrossRow, ...]
    note: str = ""  # whose change it is where it is not everybody's

    def entry(self, row: CrossRow, column: int) -> NumbersEntry | None:
        """Return one number; None for how many interviews there are."""
        return None if row.column is None else self.columns[column].number(row.column)

    def text(self, row: CrossRow, column: int) -> str:
        """Return what stands in a row and a column."""
        entry = self.entry(row, column)
        return self.columns[column].n if entry is None else entry.text

    def marked(self, row: CrossRow, column: int) -> str:
        """Return the same with a star where interviews it counts are not all done."""
        entry = self.entry(row, column)
        return self.text(row, column) + "*" * (entry is not None and entry.hatched)

    @cached_property
    def highest(self) -> float:
        """The highest number of those that are compared by shades, as ``shade`` says."""
        numbers = (self._shaded(row, column) for row in self.rows if row.is_strand for column in self.columns)
        return max((number for number in numbers if number is not None), default=0.0)

    def shade(self, row: CrossRow, column: int) -> float:
        """Return how dark a number is on one scale for all strands, from 0 to 1.

        Sums have no shade, they would leave none to the others; neither has a change, nor who carries what.
        """
        number = self._shaded(row, self.columns[column]) if row.is_strand else None
        return number / self.highest if number and self.highest else 0.0

    def _shaded(self, row: CrossRow, column: CrossColumn) -> float | None:
        if row.column is None or column.is_total or column.look is not ColumnLook.FIGURE:
            return None
        entry = column.number(row.column)
        return entry.value if len(entry.cells) == 1 else None

    def ordered(self, by: int | None, *, descending: bool) -> list[CrossRow]:
        """Return the rows, the strands of each dimension in the order of a column if one is named."""
        if by is None or by >= len(self.columns):
            return list(self.rows)
        found: list[CrossRow] = []
        waiting: list[list[CrossRow]] = []  # strands of a dimension, each with its sub-strands
        for row in self.rows:
            if row.kind is CrossRowKind.SUB_STRAND and waiting:
                waiting[-1].append(row)
                continue
            if row.kind is CrossRowKind.STRAND and (not waiting or waiting[-1][0].dimension == row.dimension):
                waiting.append([row])
                continue
            found += self._sorted(waiting, by, descending=descending)
            waiting = [[row]] if row.kind is CrossRowKind.STRAND else []
            found += [] if waiting else [row]
        return found + self._sorted(waiting, by, descending=descending)

    def _sorted(self, strands: list[list[CrossRow]], by: int, *, descending: bool) -> list[CrossRow]:
        """Return strands, each with its sub-strands after it, in the order of a column; so these too."""

        def place(row: CrossRow) -> tuple[bool, float]:
            entry = self.entry(row, by)
            value = None if entry is None else entry.value
            return value is None, 0 if value is None else -value if descending else value

        ordered = sorted(strands, key=lambda rows: place(rows[0]))
        return [row for strand, *subs in ordered for row in (strand, *sorted(subs, key=place))]


# --- making one ----------------------------------------------------------------------------------------


def cross_table(
    what: str,
    found: Frequencies,
    margins: Frequencies | None,
    compared: Comparison | None,
    carriers: Sequence[CrossColumn] = (),
) -> CrossTable:
    """Return the table of a table by round; ``margins`` has the inner of two groupings over all outer ones.

    With ``compared`` a column says how all together changed; ``carriers`` come last.
    """
    whole = margins or found
    columns: list[CrossColumn] = []
    for total in whole.totals or whole.groups:
        of_round = total.members[0]
        state = _("{done} of {n} done").format(done=total.done, n=total.interviews)
        groups = list(_of_round(found, of_round))
        if margins is not None:
            groups += [(margins, group) for group in margins.groups if group.members[0] == of_round]
        if whole.totals:
            groups.append((whole, total))
        columns += [_column(source, group, of_round.label, state, total) for source, group in groups]
    if compared is not None and (pair := compared.together):
        columns.append(_change_column(compared, pair, "", _("change")))
    note = "" if compared is None else compared.reason
    return CrossTable(what, (*columns, *carriers), _rows(found), note)


def change_table(what: str, compared: Comparison) -> CrossTable:
    """Return the table of a change: a column for each that has one, all together last."""
    band = _("{earlier} to {later}").format(earlier=compared.earlier.name, later=compared.later.name)
    columns = (
        _change_column(
            compared, pair, band, _("all") if pair.member is None else _short(compared.found, pair.member)
        )
        for pair in compared.pairs
    )
    return CrossTable(what, tuple(columns), _rows(compared.found))


def _of_round(found: Frequencies, of_round: GroupMember) -> Iterator[tuple[Frequencies, Group]]:
    """Yield the groups of a round; of two groupings the total of each outer one after what is in it."""
    if found.by == (Grouping.ROUND,):
        return
    groups = [group for group in found.groups if group.members[0] == of_round]
    crossed = len(found.by) > 2  # nobody there is no column: not every school has every role
    for at, group in enumerate(groups):
        if group.interviews or not crossed or found.count(group, found.columns.get(ColumnKind.CODINGS)):
            yield found, group
        last = at + 1 == len(groups) or groups[at + 1].members[:-1] != group.members[:-1]
        if crossed and last:
            yield found, found.total_of(group)


def _column(found: Frequencies, group: Group, band: str, state: str, whole: Group) -> CrossColumn:
    def number(column: Column) -> NumbersEntry:
        cell = found.cell(group, column)
        return NumbersEntry(cell.text, cell.hatched, (cell,), value=cell.value)

    within = [_short(found, member) for member in group.members[1:]]
    label = " · ".join([*within[:-1], _("all")] if group.is_total else within)
    return CrossColumn(
        band,
        state,
        _("all") if group == whole else label,
        group.label,
        _n(group),
        number,
        is_total=group.is_total or group == whole,
    )


def _change_column(compared: Comparison, pair: RoundPair, band: str, label: str) -> CrossColumn:
    is_count = compared.found.measure is Measure.COUNT

    def number(column: Column) -> NumbersEntry:
        change = compared.change(pair, column)
        beside = factor_line(compared, pair, column) if change.value is not None and is_count else ""
        cells = (change.earlier, change.later)
        return NumbersEntry(change.text, hatched=False, cells=cells, beside=beside, value=change.value)

    name = " · ".join(filter(None, (pair_label(pair), compared.reason)))
    n = f"{pair.earlier.done} + {pair.later.done}"
    return CrossColumn(band, "", label, name, n, number, is_total=pair.member is None)


def _short(found: Frequencies, member: GroupMember) -> str:
    """Return what a column is called in little room: a school by its letter."""
    if member.by is Grouping.SCHOOL:
        school = found.analysis_data.school_by_id.get(member.id)
        return school.letter or member.label if school else member.label
    return member.label


def _n(group: Group) -> str:
    if group.finished or not group.interviews:
        return str(group.done)
    return _("{done} of {n}").format(done=group.done, n=group.interviews)


def _rows(found: Frequencies) -> tuple[CrossRow, ...]:
    framework, columns = found.analysis_data.framework, found.columns
    rows: list[CrossRow] = []
    for column in columns.listed:
        top = framework.by_id[columns.dimension_of(column)]
        if top.is_group and (not rows or rows[-1].dimension != top.id):
            summed = columns.get(ColumnKind.DIMENSION_CODINGS, top.id)
            rows.append(CrossRow(CrossRowKind.DIMENSION, top.name, "", column.hue, summed, top.id))
        kind = CrossRowKind.STRAND if column.is_basic else CrossRowKind.SUB_STRAND
        rows.append(CrossRow(kind, column.label, column.name, column.hue, column, top.id))
    everything, passages = (columns.get(kind) for kind in (ColumnKind.CODINGS, ColumnKind.PASSAGES))
    return (
        *rows,
        CrossRow(CrossRowKind.SUM, everything.name.capitalize(), "", column=everything),
        CrossRow(CrossRowKind.SUM, passages.name.capitalize(), "", column=passages),
        CrossRow(CrossRowKind.N, _("n interviews done"), ""),
    )


# --- for other programs ----------------------------------------------------------------------------------


def called(row: CrossRow) -> str:
    """Return what a row is called in full: a strand by both its names, a sub-strand below it set in."""
    words = f"{row.label} {row.name}" if row.is_strand and row.label != row.name else row.label
    return f"– {words}" if row.kind is CrossRowKind.SUB_STRAND else words


def as_lines(table: CrossTable, rows: Sequence[CrossRow], columns: Sequence[int]) -> list[list[str]]:
    """Return a table or a part of it as texts, under two lines of headings: rounds and columns."""
    chosen = [table.columns[at] for at in columns]
    bands = [
        column.band if at == 0 or chosen[at - 1].band != column.band else ""
        for at, column in enumerate(chosen)
    ]
    lines = [["", *bands], [table.what, *(column.label for column in chosen)]]
    lines += [[called(row), *(table.text(row, at) for at in columns)] for row in rows]
    return lines


def as_html(lines: Sequence[Sequence[str]], bold: Sequence[bool]) -> str:
    """Return lines as a table that Word and Excel take as one; ``bold`` tells the rows that sum up."""

    def cell(tag: str, at: int, text: str) -> str:
        aligned = "" if at == 0 else ' align="right"'
        return f"<{tag}{aligned}>{escape(text)}</{tag}>"

    head, body = lines[:2], lines[2:]
    rows = ["".join(cell("th", at, text) for at, text in enumerate(line)) for line in head]
    for line, heavy in zip(body, bold, strict=True):
        rows.append("".join(cell("th" if heavy else "td", at, text) for at, text in enumerate(line)))
    inner = "".join(f"<tr>{row}</tr>" for row in rows)
    return f'<table border="1" cellspacing="0" cellpadding="3">{inner}</table>'
