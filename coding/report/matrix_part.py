"""The framework matrix: cases down, codes across, in each cell what is written and how many passages."""

from collections.abc import Iterator, Mapping
from typing import Final

from coding.analysis.matrix import Matrix
from coding.language import _
from coding.model.cells import CellKey
from coding.report.blocks import Block, BlockColumn, BlockLook, BlockRow, TableBlock, WordsKind, words
from coding.text.blocks import in_one_line, read

_FIRST: Final = 32  # millimetres of the column of the cases
_CELL: Final = 45
_MANY: Final = 8  # columns: of more the heads are short, and what they are called stands below
_ROOM: Final = 240  # millimetres of a sheet on its side


def matrix_table(matrix: Matrix, written: Mapping[CellKey, str]) -> list[Block]:
    """Return the matrix as a table, read row by row; ``written`` are the summaries by cell.

    Where there are many columns, what their abbreviations mean stands below it.
    """
    is_wide = len(matrix.columns) > _MANY
    named = [each for each in matrix.columns if each.label != each.name]
    cell = min(_CELL, (_ROOM - _FIRST) / max(len(matrix.columns), 1))
    columns = (
        BlockColumn(_("Case"), _FIRST, BlockLook.CASE),
        *(
            BlockColumn(f"{each.label}\n{each.name}" if each in named and not is_wide else each.label, cell)
            for each in matrix.columns
        ),
    )

    def rows() -> Iterator[BlockRow]:
        for at, row in enumerate(matrix.rows):
            cells = (cell_in_words(matrix, at, place, written) for place in range(len(matrix.columns)))
            yield BlockRow(("\n".join((row.label, *row.lines)), *cells))

    table = TableBlock(_("Summaries by case and code, with the number of passages"), columns, rows)
    if not (is_wide and named):
        return [table]
    return [table, words("; ".join(f"{each.label}: {each.name}" for each in named) + ".", WordsKind.NOTE)]


def cell_in_words(matrix: Matrix, row: int, column: int, written: Mapping[CellKey, str]) -> str:
    """Return what stands in a cell, a line a paragraph, and how many passages it has."""
    lines = [in_one_line(block) for block in read(written.get(matrix.key(row, column), ""))]
    return "\n".join((*lines, matrix.how_many(row, column)))
