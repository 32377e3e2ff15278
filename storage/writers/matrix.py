"""The framework matrix in Word, on its side with its heading repeated on every page, or as CSV."""

from collections.abc import Mapping
from pathlib import Path

from coding.analysis.matrix import Matrix
from coding.analysis.matrix_records import RECORD, matrix_records
from coding.language import _
from coding.model.cells import CellKey
from coding.report.blocks import WordsKind, words
from coding.report.matrix_part import matrix_table
from storage.queries.cells import CellSummary
from storage.readers.kinds import Export, ending_of
from storage.report.memo_text import with_clearances
from storage.study.atomic_write import replacing
from storage.study.keeping.snapshot import snapshot
from storage.writers.table_csv import write_csv


def write_matrix(
    study: Path, target: Path, name: str, matrix: Matrix, written: Mapping[CellKey, CellSummary]
) -> None:
    """Write the cells as they are shown; the file is replaced only when it is complete.

    Where a summary quotes what may not be quoted, that is said behind the words.
    """
    with replacing(target, like=study) as part, snapshot(study) as connection:
        written = with_clearances(connection, written)
        if ending_of(target.name) == Export.CSV:
            flat = ({**each, "codings": len(each["codings"])} for each in matrix_records(matrix, written))
            write_csv(part, RECORD, flat)
            return
        _write_word(part, name, matrix, written)


def _write_word(target: Path, name: str, matrix: Matrix, written: Mapping[CellKey, CellSummary]) -> None:
    from storage.writers.report_word import write_report_to_word
    from storage.writers.word_frame import WordFrame

    title = words(_("{study}: matrix").format(study=name), WordsKind.TITLE)
    texts = {key: summary.text for key, summary in written.items()}
    write_report_to_word([title, *matrix_table(matrix, texts)], target, WordFrame(name, landscape=True))
