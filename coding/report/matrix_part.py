"""The framework matrix: cases down, codes across, in each cell what is written and how many passages."""

from collections.abc import Iterator, Mapping
from typing import Final

from coding.analysis.matrix import Matrix
from coding.language import _, plural
from coding.model.cells import CellKey
from coding.report.blocks import Block, BlockColumn, BlockLook, BlockRow, TableBlock
from coding.text.blocks import in_one_line, read

_FIRST: Final = 32  # millimetres of the column of the cases
_CELL: Final = 45


def matrix_table(matrix: Matrix, written: Mapping[CellKey, str]) -> Block:
    """Return the matrix as a table, read row by row; ``written`` are the summaries by cell."""
    columns = (
        BlockColumn(_("Case"), _FIRST, BlockLook.CASE),
        *(
            BlockColumn(f"{each.label}\n{each.name}" if each.label != each.name else each.label, _CELL)
            for each in matrix.columns
        ),
    )

    def rows() -> Iterator[BlockRow]:
        for at, row in enumerate(matrix.rows):
            cells = (cell_in_words(matrix, at, place, written) for place in range(len(matrix.columns)))
            yield BlockRow(("\n".join((row.label, *row.lines)), *cells))

    return TableBlock(_("Summaries by case and code, with the number of passages"), columns, rows)


def cell_in_words(matrix: Matrix, row: int, column: int, written: Mapping[CellKey, str]) -> str:
    """Return what stands in a cell, a line a paragraph, and how many passages it has."""
    lines = [in_one_line(block) for block in read(written.get(matrix.key(row, column), ""))]
    n = matrix.count(row, column)
    return "\n".join((*lines, plural("{n} passage", "{n} passages", n) if n else _("no passages")))
