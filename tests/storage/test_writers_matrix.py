"""The matrix as CSV and in Word: on its side, its heading repeated, its lists as lines."""

import csv
from pathlib import Path

import pytest
from docx import Document
from docx.enum.section import WD_ORIENT
from sqlalchemy import select

from coding.analysis.matrix import ColumnsOf, Matrix, matrix_columns
from coding.analysis.matrix_rows import RowsOf, matrix_rows
from coding.model.study import Quoting
from storage.operations.cells import quote_in_summary, write_summary
from storage.operations.clearing import set_quoting
from storage.operations.frameworks import key_strands
from storage.queries.cells import cell_summaries
from storage.queries.coders import everybody
from storage.queries.frames import texts
from storage.queries.selecting import asked_of
from storage.queries.study_data import analysis_data
from storage.study import schema
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


def test_many_columns_have_short_heads_and_their_names_below(
    study: StudyFile, matrix: Matrix, tmp_path: Path
) -> None:
    asked = asked_of(study.reader, matrix.analysis_data)
    whole = Matrix(asked, matrix.rows, matrix_columns(asked, ColumnsOf.STRANDS, ()))
    write_matrix(study.path, tmp_path / "m.docx", "Saltmere", whole, {})
    document = Document(str(tmp_path / "m.docx"))
    assert [cell.text for cell in document.tables[0].rows[0].cells][:3] == ["Case", "JPD", "M&C"]
    assert document.paragraphs[-1].text.startswith("JPD: Joint practice development; M&C: ")
    assert document.tables[0].rows[1].cells[2].text == "no passages yet"


def test_csv_has_a_line_a_cell(study: StudyFile, matrix: Matrix, tmp_path: Path) -> None:
    target = tmp_path / "matrix.csv"
    write_matrix(study.path, target, "Saltmere", matrix, cell_summaries(study.reader))
    with target.open(encoding="utf-8-sig", newline="") as file:
        lines = list(csv.DictReader(file))
    assert len(lines) == len(matrix.rows) * 4
    assert (lines[1]["row"], lines[1]["code"], lines[1]["written_by"]) == ("School B, 2015", "HSC", "Me")
    assert lines[1]["query"] == "HSC school:B in:2015"


def test_a_quotation_that_is_not_cleared_says_so_wherever_it_goes(
    study: StudyFile, matrix: Matrix, tmp_path: Path
) -> None:
    key = matrix.key(0, 1)
    guid = study.perform(quote_in_summary(key, [1], 1, 23, 47)).result
    words = texts(study.reader, [1])[1][23:47]
    study.perform(write_summary(key, f"They say “[{words}](link:{guid})”; [there](link:{guid}).", [1]))
    people = study.reader.execute(select(schema.person.c.id)).scalars().all()
    for person in people:
        study.perform(set_quoting(person, Quoting.NO))
    for name in ("matrix.csv", "matrix.docx"):
        write_matrix(study.path, tmp_path / name, "Saltmere", matrix, cell_summaries(study.reader))
    in_csv = (tmp_path / "matrix.csv").read_text("utf-8-sig")
    document = Document(str(tmp_path / "matrix.docx"))
    in_word = "\n".join(cell.text for row in document.tables[0].rows for cell in row.cells)
    for said in (in_csv, in_word):
        assert said.count("[not cleared for quotation]") == 1  # behind the words, not behind what leads there
    for person in people:
        study.perform(set_quoting(person, Quoting.FREE))
    write_matrix(study.path, tmp_path / "free.csv", "Saltmere", matrix, cell_summaries(study.reader))
    assert "not cleared" not in (tmp_path / "free.csv").read_text("utf-8-sig")
