"""What the page shows as a table: codes that meet, follow one another, in a course, or across lenses.

Several rounds stand in one cell, in their order: ``2 · 7``.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from functools import partial

from PySide6.QtGui import QFont

from app.shell import theme
from app.shell.places import Place
from app.widgets.painting import bold
from app.widgets.table import TableColumn
from coding.analysis.analysis_data import AnalysisData
from coding.analysis.codes_together import CodesTogether
from coding.analysis.columns import Column, ColumnKind
from coding.analysis.crossings import CrossHeading, CrossingsTable
from coding.analysis.known_names import KnownNames
from coding.analysis.table_records import Record
from coding.analysis.together_records import pair_in_words
from coding.model.query import CodeTerm, Exactly, Field, Query, Within, all_of
from coding.model.study import Round
from coding.query.editing import alone

BETWEEN = " · "  # rounds in a cell


@dataclass(frozen=True, eq=False)
class ShownTable:
    """Rows and columns by position, and what stands where they cross; ``rounds`` are those counted apart."""

    data: AnalysisData
    rows: tuple[Column, ...] | tuple[CrossHeading, ...]
    columns: tuple[CrossHeading, ...]
    used_rows: list[int]
    used_columns: list[int]
    text: Callable[[int, int], str]
    is_quiet: Callable[[int, int], bool]
    words: Callable[[int, int], str]
    coding_ids: Callable[[int, int], list[int]]
    said: str
    fields: Sequence[str]
    records: list[Record]
    query: Callable[[int, int], Query] | None = None  # that finds the passages of a cell
    place: Place | None = None  # that shows what is behind all numbers, where that is no passages

    def as_text(self) -> str:
        """Return the whole table, tab-separated, for a spreadsheet."""
        head = ("", *(self.columns[j].label for j in self.used_columns))
        rows = ((self.rows[i].label, *(self.text(i, j) for j in self.used_columns)) for i in self.used_rows)
        return "\n".join("\t".join(cells) for cells in (head, *rows))

    def table_columns(self) -> list[TableColumn[int]]:
        """Return the columns of the table: names first."""
        return [self._names(), *map(self._column, self.used_columns)]

    def _names(self) -> TableColumn[int]:
        def label(at: int) -> str:
            return self.rows[at].label

        return TableColumn("", label, font=lambda _at: bold(QFont()), tool_tip=lambda at: self.rows[at].name)

    def _column(self, j: int) -> TableColumn[int]:
        def colour(i: int) -> str | None:
            return theme.current().dim if self.is_quiet(i, j) else None

        def text(i: int) -> str:
            return self.text(i, j)

        def words(i: int) -> str:
            return self.words(i, j)

        heading = self.columns[j]
        return TableColumn(
            heading.label,
            text,
            is_number=True,
            about=heading.name,
            colour=colour,
            tool_tip=words,
            spoken=words,
        )


def meetings_table(
    data: AnalysisData,
    found: Sequence[CodesTogether],
    rounds: Sequence[Round],
    said: str,
    fields: Sequence[str],
    records: list[Record],
) -> ShownTable:
    """Show codes by codes; ``rounds`` are those asked for, none for all."""
    first = found[0]
    used = [at for at in range(len(first.columns)) if any(each.both[at, at] for each in found)]

    def text(i: int, j: int) -> str:
        numbers = BETWEEN.join(str(each.both[i, j]) for each in found)
        return f"({numbers})" if i == j else numbers

    def is_quiet(i: int, j: int) -> bool:
        return i == j or not any(each.both[i, j] for each in found)

    def words(i: int, j: int) -> str:
        return _in_rounds([pair_in_words(each, i, j) for each in found], rounds)

    return ShownTable(
        *(data, first.columns, tuple(CrossHeading(each.label, each.name) for each in first.columns)),
        *(used, used, text, is_quiet, words),
        lambda i, j: sorted({id_ for each in found for id_ in each.coding_ids(i, j)}),
        *(said, fields, records),
        query=partial(_query, data, first, rounds),
    )


def crossed_table(
    found: Sequence[CrossingsTable],
    rounds: Sequence[Round],
    said: str,
    of_cell: Callable[[CrossingsTable, int, int], str],
    fields: Sequence[str],
    records: list[Record],
) -> ShownTable:
    """Show codes by what they are crossed with."""
    first = found[0]

    def text(i: int, j: int) -> str:
        return BETWEEN.join(str(each.counts[i, j]) for each in found)

    def is_quiet(i: int, j: int) -> bool:
        return not any(each.counts[i, j] for each in found)

    def words(i: int, j: int) -> str:
        return _in_rounds([of_cell(each, i, j) for each in found], rounds)

    return ShownTable(
        *(first.data, first.rows, first.columns),
        sorted({at for each in found for at in each.used_rows()}),
        sorted({at for each in found for at in each.used_columns()}),
        *(text, is_quiet, words),
        lambda i, j: sorted({id_ for each in found for id_ in each.coding_ids(i, j)}),
        *(said, fields, records),
    )


def _in_rounds(words: Sequence[str], rounds: Sequence[Round]) -> str:
    if len(words) < 2:
        return words[0]
    return "\n".join(f"{each.name}: {said}" for each, said in zip(rounds, words, strict=True))


def _query(data: AnalysisData, found: CodesTogether, rounds: Sequence[Round], i: int, j: int) -> Query:
    names = KnownNames(data).text_of_code
    terms = all_of(_term(found.columns[at], names) for at in sorted({i, j}))
    values = tuple(Exactly(each.name) for each in rounds)
    fields = (Field("in", values),) if values else ()
    return Query(terms, (*fields, *data.source_fields), found.within if i != j else Within.PASSAGE)


def _term(column: Column, names: Mapping[int, str]) -> CodeTerm:
    name = names[column.code_id]
    return alone(name) if column.kind is ColumnKind.ALONE else CodeTerm(name)
