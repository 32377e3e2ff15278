"""The framework matrix in Word, on its side with its heading repeated on every page, or as CSV."""

from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Final

from coding.analysis.matrix import Matrix
from coding.analysis.matrix_records import RECORD, matrix_records
from coding.language import _, plural
from coding.model.cells import CellKey
from coding.text.blocks import in_one_line, read
from storage.queries.cells import CellSummary
from storage.readers.kinds import Export, ending_of
from storage.study.atomic_write import replacing
from storage.writers.table_csv import write_csv

_FIRST: Final = 32  # millimetres of the column of the cases


def write_matrix(
    study: Path, target: Path, name: str, matrix: Matrix, written: Mapping[CellKey, CellSummary]
) -> None:
    """Write the cells as they are shown; the file is replaced only when it is complete."""
    with replacing(target, like=study) as part:
        if ending_of(target.name) == Export.CSV:
            flat = ({**each, "codings": len(each["codings"])} for each in matrix_records(matrix, written))
            write_csv(part, RECORD, flat)
            return
        _write_word(part, name, matrix, written)


def _write_word(target: Path, name: str, matrix: Matrix, written: Mapping[CellKey, CellSummary]) -> None:
    from storage.writers.word_parts import LANDSCAPE_WIDTH, WordFile
    from storage.writers.word_stream import WordColumn, WordRow

    word = WordFile(name, landscape=True)
    word.paragraph(_("{study}: matrix").format(study=name), "Title")
    width = (LANDSCAPE_WIDTH - _FIRST) / max(len(matrix.columns), 1)
    columns = (
        WordColumn(_("Case"), _FIRST, "TableTextStrong", "TableText"),
        *(
            WordColumn(f"{each.label}\n{each.name}" if each.label != each.name else each.label, width)
            for each in matrix.columns
        ),
    )

    def rows() -> Iterator[WordRow]:
        for at, row in enumerate(matrix.rows):
            cells = (cell_in_words(matrix, at, place, written) for place in range(len(matrix.columns)))
            yield WordRow(("\n".join((row.label, *row.lines)), *cells))

    word.table(_("Summaries by case and code, with the number of passages"), columns, rows())
    word.save(target)


def cell_in_words(matrix: Matrix, row: int, column: int, written: Mapping[CellKey, CellSummary]) -> str:
    """Return what stands in a cell, a line a paragraph, and how many passages it has."""
    summary = written.get(matrix.key(row, column))
    lines = [in_one_line(block) for block in read(summary.text)] if summary is not None else []
    n = matrix.count(row, column)
    return "\n".join((*lines, plural("{n} passage", "{n} passages", n) if n else _("no passages")))
