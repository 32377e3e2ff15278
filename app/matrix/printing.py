"""The matrix on paper: what is written in each cell that is shown, and how many passages it has."""

from collections.abc import Iterator, Mapping

from app.shell.printed import PrintedPart, PrintedTable, PrintedWords, PrintStyle
from coding.analysis.matrix import Matrix
from coding.language import _
from coding.model.cells import CellKey
from coding.report.matrix_part import cell_in_words
from storage.queries.cells import CellSummary
from storage.report.memo_text import with_clearances
from storage.study.connection import Connection


def parts_of_matrix(
    connection: Connection, matrix: Matrix, written: Mapping[CellKey, CellSummary], about: str
) -> Iterator[PrintedPart]:
    """Yield the matrix; codes that do not fit beside the others follow below, under the cases again."""
    written = with_clearances(connection, written)
    yield PrintedWords(_("Matrix"), PrintStyle.TITLE, keeps=True)
    yield PrintedWords(about, PrintStyle.SMALL)
    columns = range(len(matrix.columns))
    head = tuple(
        each.label if each.label == each.name else f"{each.label}\n{each.name}" for each in matrix.columns
    )
    texts = {key: summary.text for key, summary in written.items()}
    rows = [
        (
            "\n".join((row.label, *row.lines)),
            *(cell_in_words(matrix, at, column, texts) for column in columns),
        )
        for at, row in enumerate(matrix.rows)
    ]
    yield PrintedTable((_("Case"), *head), rows)
