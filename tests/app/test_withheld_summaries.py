"""What others wrote of interviews that somebody reads blind stays out of exports and the command line."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from docx import Document

from app.cli.main import run_command
from coding.analysis.matrix import ColumnsOf, Matrix, matrix_columns
from coding.analysis.matrix_rows import RowsOf, matrix_rows
from coding.report.options import MatrixOptions
from storage.operations.cells import write_summary
from storage.operations.coders import add_coder
from storage.operations.memos import write_interview_memo
from storage.operations.reading import set_blind
from storage.operations.summaries import sum_up_answers
from storage.queries.coders import everybody
from storage.queries.questions import questions
from storage.queries.selecting import asked_of
from storage.queries.study_data import analysis_data
from storage.report.written_parts import matrix_blocks
from storage.sample_study import open_copy
from storage.study.study_file import StudyFile
from storage.writers.answers import export_answers
from storage.writers.report_word import write_report_to_word
from storage.writers.word_frame import WordFrame

_SAID = ("Cells are seen", "Answers are seen", "Memos are seen")
_COMMANDS = (["matrix", "--columns", "HSC"], ["questions", "--json"], ["memos", "--query", "Memos"])


@pytest.fixture
def sample(tmp_path: Path) -> Iterator[StudyFile]:
    """Open a sample in which one person wrote of School A, of answers of 2014 and of the first interview."""
    study = StudyFile.open(open_copy(tmp_path))
    asked = asked_of(study.reader, analysis_data(study.reader, 1, everybody(study.reader)))
    rows = matrix_rows(asked.names, RowsOf.SCHOOL_BY_ROUND)
    columns = [c for c in matrix_columns(asked, ColumnsOf.STRANDS, ()) if c.label == "HSC"]
    matrix = Matrix(asked, rows, columns)
    at = next(at for at in range(len(rows)) if 1 in matrix.interviews(at))
    study.perform(write_summary(matrix.key(at, 0), _SAID[0], []))
    study.perform(sum_up_answers(questions(study.reader)[0].id, 1, _SAID[1]))
    study.perform(write_interview_memo(1, _SAID[2]))
    yield study
    study.close()


def written_for(study: StudyFile, coder_id: int | None, folder: Path) -> str:
    """Return all words of the exports of answers and of the report's matrix."""
    target = folder / "answers.docx"
    export_answers(study.path, target, everybody(study.reader), 1, blind_for=coder_id)
    data = analysis_data(study.reader, 1, everybody(study.reader))
    report = folder / "matrix.docx"
    blocks = list(matrix_blocks(study.reader, data, MatrixOptions(), coder_id))
    write_report_to_word(blocks, report, WordFrame("S"))
    said = [paragraph.text for paragraph in Document(str(target)).paragraphs]
    said += [cell.text for table in Document(str(report)).tables for row in table.rows for cell in row.cells]
    return "\n".join(said)


def test_what_is_read_blind_is_withheld_by_every_door(
    sample: StudyFile, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    def printed() -> list[bool]:
        capsys.readouterr()
        for command in _COMMANDS:
            assert run_command([command[0], str(sample.path), *command[1:]]) == 0
        out = capsys.readouterr().out
        return [said in out for said in _SAID]

    writer = sample.coder_id
    assert printed() == [True, True, True]
    other = sample.perform(add_coder("J. Nolan")).result
    assert isinstance(other, int)
    sample.coder_id = other
    sample.perform(set_blind(1, blind=True))
    assert printed() == [False, False, False]
    assert run_command(["matrix", str(sample.path), "--columns", "HSC"]) == 0
    assert "1 summary is left out" in capsys.readouterr().err
    assert [said in written_for(sample, writer, tmp_path) for said in _SAID[:2]] == [True, True]
    assert [said in written_for(sample, other, tmp_path) for said in _SAID[:2]] == [False, False]
