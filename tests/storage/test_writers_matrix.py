"""The matrix as CSV and in Word: on its side, its heading repeated, its lists as lines."""

import csv
from pathlib import Path

import pytest
from docx import Document
from docx.enum.section import WD_ORIENT

from coding.analysis.matrix import ColumnsOf, Matrix, matrix_columns
from coding.analysis.matrix_rows import RowsOf, matrix_rows
from storage.operations.cells import write_summary
from storage.operations.frameworks import key_strands
from storage.queries.cells import cell_summaries
from storage.queries.coders import everybody
from storage.queries.selecting import asked_of
from storage.queries.study_data import analysis_data
from storage.study.study_file import StudyFile
from storage.writers.matrix import write_matrix


@pytest.fixture
def matrix(study: StudyFile) -> Matrix:
    asked = asked_of(study.reader, analysis_data(study.reader, 1, everybody(study.reader)))
    keys = key_strands(study.reader, 1)
    made = Matrix(
        asked,
        matrix_rows(asked.names, RowsOf.SCHOOL_BY_ROUND),
        matrix_columns(asked, ColumnsOf.KEY_STRANDS, keys),
    )
    study.perform(write_summary(made.key(0, 1), "Trust **grows**:\n\n- slowly\n- openly", [1]))
    return made


def test_key_strands_are_those_of_the_framework(study: StudyFile, matrix: Matrix) -> None:
    assert [column.label for column in matrix.columns] == ["JPD", "HSC", "CMP", "E&C"]


def test_word_lies_on_its_side_and_repeats_its_heading(
    study: StudyFile, matrix: Matrix, tmp_path: Path
) -> None:
    target = tmp_path / "matrix.docx"
    write_matrix(study.path, target, "Saltmere", matrix, cell_summaries(study.reader))
    document = Document(str(target))
    section = document.sections[0]
    assert section.orientation == WD_ORIENT.LANDSCAPE
    assert (section.page_width or 0) > (section.page_height or 0)
    (table,) = document.tables
    assert [cell.text for cell in table.rows[0].cells][:2] == ["Case", "JPD\nJoint practice development"]
    assert "w:tblHeader" in table.rows[0]._tr.xml
    assert table.rows[1].cells[2].text.startswith("Trust grows:\n• slowly\n• openly\n")
    assert table.rows[1].cells[0].text.startswith("School B\n2015\nB2")


def test_csv_has_a_line_a_cell(study: StudyFile, matrix: Matrix, tmp_path: Path) -> None:
    target = tmp_path / "matrix.csv"
    write_matrix(study.path, target, "Saltmere", matrix, cell_summaries(study.reader))
    with target.open(encoding="utf-8-sig", newline="") as file:
        lines = list(csv.DictReader(file))
    assert len(lines) == len(matrix.rows) * 4
    assert (lines[1]["row"], lines[1]["code"], lines[1]["written_by"]) == ("School B, 2015", "HSC", "Me")
    assert lines[1]["query"] == "HSC school:B in:2015"
