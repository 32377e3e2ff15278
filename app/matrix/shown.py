"""What the matrix shows: which rows and columns, and what stands in each of its cells."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import NamedTuple

from coding.analysis.matrix import ColumnsOf, Matrix
from coding.analysis.matrix_rows import RowsOf
from coding.analysis.notes import caution
from coding.language import _, plural
from coding.model.cells import CellKey
from coding.text.blocks import plain
from storage.queries.cells import CellSummary


class RowsWanted(NamedTuple):
    """What rows are; of attributes the name of one."""

    rows: RowsOf = RowsOf.SCHOOL_BY_ROUND
    attribute: str = ""


class ColumnsWanted(NamedTuple):
    """What columns are: a kind, or codes that were chosen."""

    columns: ColumnsOf = ColumnsOf.STRANDS
    code_ids: tuple[int, ...] = ()
    apart: bool = False


class ShownCell(NamedTuple):
    """What one cell shows; ``since`` is how many passages came or went since its summary was changed."""

    text: str
    passages: int
    figure: str  # how many, or a dash
    how_many: str  # in words
    since: int
    hue: str
    name: str
    is_withheld: bool = False

    @property
    def nothing(self) -> str:
        """What stands where no text does."""
        return _("Hidden while you read blind") if self.is_withheld else _("Nothing written yet")

    @property
    def news(self) -> str:
        """What came or went, in words; nothing where nothing did."""
        return plural("{n} passage since", "{n} passages since", self.since) if self.since else ""

    @property
    def spoken(self) -> str:
        """What a screen reader says of it."""
        said = plain(self.text) if self.text else self.nothing
        return " · ".join(filter(None, (self.name, self.how_many, self.news, said)))


@dataclass(frozen=True)
class ShownMatrix:
    """A matrix with what is written in it."""

    matrix: Matrix
    written: Mapping[CellKey, CellSummary]
    withheld: frozenset[CellKey] = frozenset()

    def is_withheld(self, row: int, column: int) -> bool:
        """Tell whether somebody else wrote there what one who reads blind does not see yet."""
        return self.matrix.key(row, column) in self.withheld

    def summary(self, row: int, column: int) -> CellSummary | None:
        """Return what is written in a cell."""
        return self.written.get(self.matrix.key(row, column))

    def text(self, row: int, column: int) -> str:
        """Return what is written in a cell, as Markdown."""
        summary = self.summary(row, column)
        return summary.text if summary is not None else ""

    def cell(self, row: int, column: int) -> ShownCell:
        """Return what a cell shows."""
        summary = self.summary(row, column)
        since = self.matrix.since(row, column, summary.seen) if summary is not None else 0
        of_code = self.matrix.columns[column]
        name = f"{of_code.label} · {self.matrix.rows[row].name}"
        count, figure = self.matrix.count(row, column), self.matrix.figure(row, column)
        shown = (self.text(row, column), count, figure, self.matrix.how_many(row, column))
        return ShownCell(*shown, since, of_code.hue, name, self.is_withheld(row, column))

    def earlier(self, row: int) -> int | None:
        """Return the row of the same school, or case, in the round before."""
        place = self.matrix.rows[row].place
        if place.round_id is None:
            return None
        rows = enumerate(self.matrix.rows[:row])
        same = [at for at, each in rows if each.place._replace(round_id=place.round_id) == place]
        return same[-1] if same else None

    def in_words(self) -> str:
        """Return how much of it is written, and how much has moved since."""
        matrix = self.matrix
        at = [(row, column) for row in range(len(matrix.rows)) for column in range(len(matrix.columns))]
        written = {each: found for each in at if (found := self.summary(*each)) is not None and found.text}
        moved = sum(bool(matrix.since(*each, found.seen)) for each, found in written.items())
        words = _("{n} of {all} cells written").format(n=len(written), all=len(at))
        return words + (" · " + _("{n} with passages since").format(n=moved) if moved else "")


def what_is_not_said(shown: ShownMatrix) -> str:
    """Return the calm word on what counts do not show."""
    return caution(shown.matrix.analysis_data)
