"""Two groupings crossed, and any other table of Compare: a table a round, strands down, groups across.

What is written is a ``CrossTable`` of ``coding/analysis/cross_table.py``: the numbers of Compare, whatever
was asked there.
"""

from collections.abc import Iterator, Sequence

from coding.analysis.analysis_data import AnalysisData
from coding.analysis.chart_words import axis_title
from coding.analysis.cross_table import ColumnLook, CrossRowKind, CrossTable, called, cross_table
from coding.analysis.dashes import dash_reasons
from coding.analysis.footnotes import footnotes
from coding.analysis.frequencies import frequencies
from coding.analysis.groups import Grouping, name_of
from coding.analysis.margins import margins_of
from coding.language import _, plural
from coding.report.blocks import (
    Block,
    BlockColumn,
    BlockRow,
    HeadingBlock,
    WordsKind,
    figures,
    notes,
    table,
    words,
)

_WIDTH = 162.0  # mm: the text of an upright page
_NAMES = 46.0  # width of the column with the strands' names, in mm
_LEAST, _MOST = 14.0, 20.0  # of a column of numbers
_ACROSS = 8  # columns in one table; more go into another
_TOO_MANY = 60  # columns of a round that nobody would read on paper


def crossing_blocks(data: AnalysisData) -> Iterator[Block]:
    """Yield role groups within schools, where there are two of each; with what qualifies the numbers."""
    if len(data.role_groups) < 2 or len(data.schools) < 2:
        return
    found = frequencies(data, (Grouping.ROUND, Grouping.SCHOOL, Grouping.ROLE))
    crossed = cross_table(axis_title(found), found, margins_of(found), None)
    if not 0 < len(crossed.columns) <= _TOO_MANY * max(len(data.rounds), 1):
        return
    inner, outer = name_of(Grouping.ROLE), name_of(Grouping.SCHOOL)
    within = _("{inner} within {outer}").format(inner=inner[:1].upper() + inner[1:], outer=outer)
    yield HeadingBlock(within, 2)
    caption = _("Codings by strand, {inner} within {outer}").format(inner=inner, outer=outer)
    yield from cross_table_blocks(crossed, caption)
    alone = sum(group.people == 1 for group in found.groups)
    if alone:
        told = plural(
            "{n} column is of one person, who may be told by it: see to it before this is handed on.",
            "{n} columns are of one person each, who may be told by it: see to it before this is handed on.",
            alone,
        )
        yield words(told, WordsKind.WARNING)
    yield from notes((*footnotes(found), *dash_reasons(found)))


def cross_table_blocks(crossed: CrossTable, caption: str) -> Iterator[Block]:
    """Yield a table of Compare: one for each round, in parts that have room on a page."""
    bands = dict.fromkeys(column.band for column in crossed.columns if column.look is ColumnLook.FIGURE)
    for band in bands:
        parts = list(_parts(crossed, band))
        for at, part in enumerate(parts, 1):
            called_ = ", ".join(filter(None, (caption, band)))
            if len(parts) > 1:
                called_ = _("{caption}, {at} of {n}").format(caption=called_, at=at, n=len(parts))
            yield _part(crossed, part, called_)


def _parts(crossed: CrossTable, band: str) -> Iterator[list[int]]:
    """Yield the places of the columns of a round that have room; no school is parted from its sum."""
    waiting: list[int] = []
    part: list[int] = []
    for at, column in enumerate(crossed.columns):
        if column.band != band or column.look is not ColumnLook.FIGURE:
            continue
        waiting.append(at)
        if column.is_total:
            if part and len(part) + len(waiting) > _ACROSS:
                yield part
                part = []
            part += waiting
            waiting = []
    yield from _cut([*part, *waiting])


def _cut(places: Sequence[int]) -> Iterator[list[int]]:
    for start in range(0, len(places), _ACROSS):
        yield list(places[start : start + _ACROSS])


def _part(crossed: CrossTable, places: Sequence[int], caption: str) -> Block:
    width = min(max((_WIDTH - _NAMES) / max(len(places), 1), _LEAST), _MOST)
    across = [crossed.columns[at] for at in places]
    columns = [
        BlockColumn(crossed.what[:1].upper() + crossed.what[1:]),
        *(figures(f"{column.label}\n{_('n {n}').format(n=column.n)}", width) for column in across),
    ]
    shown = [row for row in crossed.rows if row.kind is not CrossRowKind.N]
    rows = [
        BlockRow((called(row), *(crossed.marked(row, at) for at in places)), strong=not row.is_strand)
        for row in shown
    ]

    def behind(row: int, column: int) -> list[int]:
        counted = shown[row].column
        cells = across[column - 1].number(counted).cells if counted is not None else ()
        return sorted({id_ for cell in cells for id_ in cell.coding_ids})

    return table(caption, columns, rows, behind=behind)
