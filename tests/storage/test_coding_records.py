"""Codings as rows: of whom they are, and sums of them that are the numbers of the tables."""

import csv
from collections import Counter
from pathlib import Path

import pytest

from coding.analysis.frequencies import frequencies
from coding.analysis.groups import Grouping
from coding.analysis.passage_index import Filter
from storage.operations.codebook import add_code
from storage.operations.coders import add_coder
from storage.operations.people import set_post
from storage.queries.coding_records import coding_records
from storage.queries.study_data import analysis_data
from storage.study import schema
from storage.study.operation import WriteContext, operation
from storage.study.study_file import StudyFile
from storage.writers.export import export

A, STRAND = 1, 7


@pytest.fixture
def of_two_schools(study: StudyFile) -> StudyFile:
    """Send the deputy of the joint interview to school A, and code what head and deputy say together."""
    study.perform(set_post(2, 2, A, 2, "Deputy"))
    trust = study.perform(add_code(1, STRAND, "Trusting one another")).result
    study.perform(code_both(STRAND, trust))
    return study


@operation("Code what both say")
def code_both(w: WriteContext, *code_ids: int) -> None:
    """Give what head and deputy say together each of these codes, as an import does."""
    for code_id in code_ids:
        w.add(schema.coding, transcript_id=1, start=23, end=71, code_id=code_id, coder_id=w.coder_id)


def rows(study: StudyFile, path: Path) -> list[dict[str, str]]:
    export(study.path, path / "codings.csv", {1})
    with (path / "codings.csv").open(encoding="utf-8-sig", newline="") as file:
        return list(csv.DictReader(file))


def test_a_passage_has_the_schools_of_its_speakers(of_two_schools: StudyFile, tmp_path: Path) -> None:
    both = [row for row in rows(of_two_schools, tmp_path) if row["end"] == "71" and row["start"] == "23"]
    assert {(row["school"], row["school_name"]) for row in both} == {("B, A", "School B and School A")}


def test_passages_of_a_school_are_those_that_the_table_counts(of_two_schools: StudyFile) -> None:
    data = analysis_data(of_two_schools.reader, 1, {1})
    found = frequencies(data, (Grouping.SCHOOL,))
    for group in found.groups:
        wanted = Filter(school_id=group.members[0].id)
        listed = {row["coding_id"] for row in coding_records(of_two_schools.reader, data, wanted)}
        counted = {id_ for column in found.basic for id_ in found.cell(group, column).coding_ids}
        assert listed == counted


def test_a_pivot_of_the_csv_adds_up_to_the_totals(of_two_schools: StudyFile, tmp_path: Path) -> None:
    sums: Counter[str] = Counter()
    for row in rows(of_two_schools, tmp_path):
        sums[row["strand"]] += int(row["counts"])
    assert max(sums.values()) == 3  # the sub-strand on the same passage adds none
    found = frequencies(analysis_data(of_two_schools.reader, 1, {1}), (Grouping.SCHOOL,))
    cells = [found.cell(found.totals[0], column) for column in found.basic]
    assert {cell.column.label: cell.count for cell in cells if cell.count} == sums


@operation("Remark on somebody else's coding")
def remark_on(w: WriteContext, coding_id: int, coder_id: int, text: str) -> None:
    """Write what a copy that was merged brings: a memo on a coding by another than its coder."""
    w.add(schema.memo, coding_id=coding_id, coder_id=coder_id, text=text, created=w.time, modified=w.time)


def test_what_others_wrote_on_a_coding_stands_with_it(study: StudyFile, tmp_path: Path) -> None:
    other = study.perform(add_coder("J. Nolan")).result
    study.perform(remark_on(1, other, "Is it?"))
    study.perform(remark_on(2, other, "Surely."))
    memos = {row["coding_id"]: row["memo"] for row in rows(study, tmp_path)}
    assert memos == {"1": "Echoes A2.\n\nJ. Nolan: Is it?", "2": "J. Nolan: Surely.", "3": ""}
