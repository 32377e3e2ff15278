"""Codes down, something else across, a count where they cross, and the codings behind each count."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import NamedTuple

import numpy as np
import pandas as pd

from coding.analysis.analysis_data import AnalysisData, Ints
from coding.analysis.columns import Column


class CrossHeading(NamedTuple):
    """What stands over a column: ``label`` for narrow places, ``name`` in full."""

    label: str
    name: str


class Crossings(NamedTuple):
    """What was counted, parallel: a coding (by position), what it goes with, and where that was counted."""

    coding: Ints
    row: Ints
    column: Ints
    place: Ints


@dataclass(frozen=True, eq=False)
class CrossingsTable:
    """``counts[i, j]`` counts the places with row i and column j; ``in_row`` and ``in_column`` those of one.

    ``of`` is of how much: passages, steps or codings, as the function that counts says.
    """

    data: AnalysisData
    rows: tuple[Column, ...] | tuple[CrossHeading, ...]
    columns: tuple[CrossHeading, ...]
    counts: Ints
    in_row: Ints
    in_column: Ints
    of: int
    crossings: Crossings
    coding_id: Ints

    def coding_ids(self, i: int, j: int) -> list[int]:
        """Return the codings that a count counts."""
        here = (self.crossings.row == i) & (self.crossings.column == j)
        return self.coding_id[np.unique(self.crossings.coding[here])].tolist()

    def used_rows(self) -> list[int]:
        """Return the rows that anything is in."""
        return np.flatnonzero(self.in_row + self.counts.sum(axis=1)).tolist()

    def used_columns(self) -> list[int]:
        """Return the columns that anything is in."""
        return np.flatnonzero(self.in_column + self.counts.sum(axis=0)).tolist()

    def cells(self) -> Iterator[tuple[int, int]]:
        """Yield each row with each column, of those that anything is in."""
        columns = self.used_columns()
        return ((i, j) for i in self.used_rows() for j in columns)


def counted(crossings: Crossings, rows: int, columns: int) -> Ints:
    """Count, for each row and column, the places in which they cross."""
    place = pd.factorize(crossings.place)[0].astype(np.int64)
    met = pd.unique((place * rows + crossings.row) * columns + crossings.column)
    return np.bincount(met % (rows * columns), minlength=rows * columns).reshape(rows, columns)


def distinct(number: Ints, place: Ints, n: int) -> Ints:
    """Count, for each of n numbers, the places that it is in."""
    found = pd.unique(pd.factorize(place)[0].astype(np.int64) * n + number)
    return np.bincount(found % n, minlength=n)
