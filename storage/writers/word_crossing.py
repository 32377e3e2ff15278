"""Two groupings crossed, in Word: a table a round, strands down; across, each role group within each school.

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
from storage.writers.word_parts import WIDTH, WordFile
from storage.writers.word_stream import WordColumn, WordRow, figures

_NAMES = 46.0  # width of the column with the strands' names, in mm
_LEAST, _MOST = 14.0, 20.0  # of a column of numbers
_ACROSS = 8  # columns in one table; more go into another
_TOO_MANY = 60  # columns of a round that nobody would read on paper


def write_crossing(word: WordFile, analysis_data: AnalysisData) -> None:
    """Write role groups within schools, where there are two of each; with what qualifies the numbers."""
    if len(analysis_data.role_groups) < 2 or len(analysis_data.schools) < 2:
        return
    found = frequencies(analysis_data, (Grouping.ROUND, Grouping.SCHOOL, Grouping.ROLE))
    table = cross_table(axis_title(found), found, margins_of(found), None)
    if not 0 < len(table.columns) <= _TOO_MANY * max(len(analysis_data.rounds), 1):
        return
    inner, outer = name_of(Grouping.ROLE), name_of(Grouping.SCHOOL)
    word.heading(_("{inner} within {outer}").format(inner=inner[:1].upper() + inner[1:], outer=outer), 2)
    write_cross_table(
        word, table, _("Codings by strand, {inner} within {outer}").format(inner=inner, outer=outer)
    )
    alone = sum(group.people == 1 for group in found.groups)
    if alone:
        told = plural(
            "{n} column is of one person, who may be told by it: see to it before this is handed on.",
            "{n} columns are of one person each, who may be told by it: see to it before this is handed on.",
            alone,
        )
        word.paragraph(told, "Warning")
    for note in dict.fromkeys((*footnotes(found), *dash_reasons(found))):
        word.paragraph(note, "Note")


def write_cross_table(word: WordFile, table: CrossTable, caption: str) -> None:
    """Write a table of Compare: a Word table for each round, in parts that have room on a page."""
    bands = dict.fromkeys(column.band for column in table.columns if column.look is ColumnLook.FIGURE)
    for band in bands:
        parts = list(_parts(table, band))
        for at, part in enumerate(parts, 1):
            words = ", ".join(filter(None, (caption, band)))
            if len(parts) > 1:
                words = _("{caption}, {at} of {n}").format(caption=words, at=at, n=len(parts))
            _write_part(word, table, part, words)


def _parts(table: CrossTable, band: str) -> Iterator[list[int]]:
    """Yield the places of the columns of a round that have room; no school is parted from its sum."""
    waiting: list[int] = []
    part: list[int] = []
    for at, column in enumerate(table.columns):
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


def _write_part(word: WordFile, table: CrossTable, places: Sequence[int], caption: str) -> None:
    width = min(max((WIDTH - _NAMES) / max(len(places), 1), _LEAST), _MOST)
    across = [table.columns[at] for at in places]
    columns = [
        WordColumn(table.what[:1].upper() + table.what[1:], WIDTH - width * len(places)),
        *(figures(f"{column.label}\n{_('n {n}').format(n=column.n)}", width) for column in across),
    ]
    rows = (
        WordRow(
            (called(row), *(table.marked(row, at) for at in places)),
            strong=not row.is_strand,
        )
        for row in table.rows
        if row.kind is not CrossRowKind.N
    )
    word.table(caption, columns, rows)
