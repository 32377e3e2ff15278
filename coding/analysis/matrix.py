"""The framework matrix: a row for each case, a column for each code, and the codings of every cell.

A cell holds what the query ``filter and row and code`` finds; its count is that of distinct passages
(counting rule 6: what lies below a code rolls up into it, a passage once).
"""

from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass, replace
from enum import StrEnum
from typing import Final

import numpy as np

from coding.analysis.analysis_data import AnalysisData, Bools, Ints, bools, ints
from coding.analysis.coding_fields import voices_of
from coding.analysis.matrix_rows import MatrixRow
from coding.analysis.measure import DASH
from coding.analysis.selection import Asked, Look, select
from coding.analysis.speaker_attribution import voices
from coding.analysis.tally import passages
from coding.analysis.words_said import WordSearch, WordsSaid
from coding.language import N_, _, plural
from coding.model.cells import CellKey, Seen
from coding.model.framework import Code, Framework
from coding.model.query import CodeTerm, Query, all_of


class ColumnsOf(StrEnum):
    """What columns can be."""

    KEY_STRANDS = "key-strands"
    STRANDS = "strands"
    DIMENSIONS = "dimensions"


COLUMNS_IN_WORDS: Final = {
    ColumnsOf.KEY_STRANDS: N_("key strands"),
    ColumnsOf.STRANDS: N_("all strands"),
    ColumnsOf.DIMENSIONS: N_("dimensions"),
}


@dataclass(frozen=True, slots=True)
class MatrixColumn:
    """A code; ``is_below``: a sub-strand that stands beside its strand, which counts it too."""

    code_id: int
    label: str
    name: str
    hue: str
    term: CodeTerm
    is_below: bool = False


def matrix_columns(
    asked: Asked, columns: ColumnsOf, key_strands: Collection[int] = (), *, apart: bool = False
) -> list[MatrixColumn]:
    """Return the codes of one kind in the order of the codebook; ``apart`` with their sub-strands beside."""
    framework = asked.analysis_data.framework
    return [
        _column(asked, code, is_below=is_below)
        for code, is_below in _codes(framework, columns, key_strands, apart=apart)
    ]


def columns_of_codes(asked: Asked, code_ids: Sequence[int]) -> list[MatrixColumn]:
    """Return columns for chosen codes, in this order."""
    return [_column(asked, asked.analysis_data.framework.by_id[id_]) for id_ in code_ids]


def _column(asked: Asked, code: Code, *, is_below: bool = False) -> MatrixColumn:
    hue = asked.analysis_data.framework.hue(code.id)
    term = CodeTerm(asked.names.text_of_code[code.id])
    return MatrixColumn(code.id, code.short, code.name, hue, term, is_below)


def _codes(
    framework: Framework, columns: ColumnsOf, key_strands: Collection[int], *, apart: bool
) -> Iterator[tuple[Code, bool]]:
    for code in framework.codes:
        is_strand = framework.strand_of(code.id) == code
        if columns is ColumnsOf.DIMENSIONS:
            if code.parent_id is None:
                yield code, False
        elif is_strand and (columns is ColumnsOf.STRANDS or code.id in key_strands):
            yield code, False
            if apart:
                yield from ((below, True) for below in framework.below(code.id) if below != code)


def words_looked_for(asked: Asked, narrowed: Query) -> WordSearch | None:
    """Return what texts are searched for by a filter, once for all columns; None where it names no words.

    A column adds a code to the filter: the words may then stand in any interview that is coded.
    """
    words = Look(asked, narrowed).words
    return None if words is None else replace(words, wanted=asked.analysis_data.coded_interviews.tolist())


class Matrix:
    """What is in the cells of these rows and columns, of what a filter finds."""

    def __init__(
        self,
        asked: Asked,
        rows: Sequence[MatrixRow],
        columns: Sequence[MatrixColumn],
        narrowed: Query | None = None,
        said: WordsSaid | None = None,
    ) -> None:
        """Ask for each column once, for each row when something of it is wanted.

        ``said`` is what ``words_looked_for`` have brought, where these were looked for already.
        """
        self.rows, self.columns = tuple(rows), tuple(columns)
        self._asked, self._narrowed = asked, narrowed or Query()
        self._ids = ints(asked.analysis_data.codings, "id")
        self._passage = passages(asked.analysis_data)
        self._of_rows: dict[int, Ints] = {}  # as far as they were asked for
        self._done_rows: dict[int, bool] = {}
        self._said = self._looked_for() if said is None else said
        self._whole = [self._below(column) for column in self.columns]
        self._of_columns = [self._column(column) for column in self.columns]

    @property
    def analysis_data(self) -> AnalysisData:
        """Where the codings are."""
        return self._asked.analysis_data

    def _row(self, row: int) -> Ints:
        """Return the positions of the codings of a row."""
        if row not in self._of_rows:
            found = select(self._asked, Query(fields=self.rows[row].fields)).codings
            self._of_rows[row] = np.flatnonzero(found)
        return self._of_rows[row]

    def _cell(self, row: int, column: int) -> Ints:
        at = self._row(row)
        return at[self._of_columns[column][at]]

    def _below(self, column: MatrixColumn) -> Bools:
        data = self._asked.analysis_data
        below = [code.id for code in data.framework.below(column.code_id)]
        return np.isin(ints(data.codings, "code_id"), below)

    def _column(self, column: MatrixColumn) -> Bools:
        found = self._below(column)
        if self._narrowed == Query():
            return found
        return found & Look(self._asked, self.query(None, column)).selection(self._said).codings

    def _looked_for(self) -> WordsSaid:
        words = words_looked_for(self._asked, self._narrowed)
        return {} if words is None else words.found_in(self._asked.read_texts)

    def codings(self, row: int, column: int) -> Ints:
        """Return the ids of the codings in a cell."""
        return self._ids[self._cell(row, column)]

    def count(self, row: int, column: int) -> int:
        """Return how many passages there are in a cell."""
        return len(np.unique(self._passage[self._cell(row, column)]))

    def figure(self, row: int, column: int) -> str:
        """Return how many passages a cell has; a dash where there are none and may be some yet (rule 2)."""
        n = self.count(row, column)
        return str(n) if n or self.is_done(row) else DASH

    def how_many(self, row: int, column: int) -> str:
        """Say how many passages there are in a cell, and where none, whether there may be some yet."""
        if n := self.count(row, column):
            return plural("{n} passage", "{n} passages", n)
        return _("no passages") if self.is_done(row) else _("no passages yet")

    def key(self, row: int, column: int) -> CellKey:
        """Return which cell it is, whatever else is shown."""
        return CellKey(self.rows[row].place, self.columns[column].code_id)

    def query(self, row: int | None, column: MatrixColumn) -> Query:
        """Return what asks for the passages of a cell, or of a whole column."""
        narrowed = self._narrowed
        what = column.term if narrowed.what is None else all_of((narrowed.what, column.term))
        fields = () if row is None else self.rows[row].fields
        return Query(what, (*fields, *narrowed.fields, *self.analysis_data.source_fields), narrowed.within)

    def only(self, rows: Sequence[int], columns: Sequence[int]) -> "Matrix":
        """Return the matrix of some of its rows and columns, by their positions."""
        some_rows, some_columns = [self.rows[at] for at in rows], [self.columns[at] for at in columns]
        return Matrix(self._asked, some_rows, some_columns, self._narrowed, self._said)

    def interviews(self, row: int) -> frozenset[int]:
        """Return the interviews, by id, in which a row is spoken for."""
        data = self.analysis_data
        asked_about = voices_of(data, self.rows[row].fields, self._asked.names)
        return frozenset(np.unique(voices(data).interview_id[asked_about]).tolist())

    def is_done(self, row: int) -> bool:
        """Tell whether a row has interviews and all are done: else that nothing is there says nothing (2)."""
        if row not in self._done_rows:
            interviews = self.analysis_data.interviews
            there = np.isin(ints(interviews, "id"), [*self.interviews(row)])
            self._done_rows[row] = bool(there.any()) and bool(bools(interviews, "done")[there].all())
        return self._done_rows[row]

    # --- what has moved: of all that there is, whatever the filter ---------------------------------

    def everything(self, row: int, column: int) -> Ints:
        """Return the ids of the codings in a cell, those that the filter leaves out with them."""
        return self._ids[self._every(row, column)]

    def _every(self, row: int, column: int) -> Ints:
        at = self._row(row)
        return at[self._whole[column][at]]

    def came(self, row: int, column: int, seen: Seen) -> Ints:
        """Return the ids of the codings that came to a cell since it was looked at."""
        ids = self.everything(row, column)
        return ids[~np.isin(ids, sorted(seen.ids))]

    def went(self, row: int, column: int, seen: Seen) -> int:
        """Return how many codings left a cell since it was looked at."""
        return len(seen.ids - {*self.everything(row, column).tolist()})

    def since(self, row: int, column: int, seen: Seen) -> int:
        """Return how many passages came, went or were recoded since a cell was looked at."""
        now = self._every(row, column)
        new = now[~np.isin(self._ids[now], sorted(seen.ids))]
        return len(np.unique(self._passage[new])) + self.went(row, column, seen)
