"""Codings as rows: of whom they are, and sums of them that are the numbers of the tables."""

import csv
from collections import Counter
from pathlib import Path

import pytest

from coding.analysis.frequencies import frequencies
from coding.analysis.groups import Grouping
from coding.analysis.passages import Filter
from storage.operations.codebook import add_code
from storage.operations.codings import toggle_code
from storage.operations.people import set_post
from storage.queries.coding_records import coding_records
from storage.queries.study_data import analysis_data
from storage.study.study_file import StudyFile
from storage.writers.export import export

A, HSC = 1, 7


@pytest.fixture
def of_two_schools(study: StudyFile) -> StudyFile:
    """Send the deputy of the joint interview to school A, and code what head and deputy say together."""
    study.perform(set_post(2, 2, A, 2, "Deputy"))
    trust = study.perform(add_code(1, HSC, "Trusting one another")).result
    study.perform(toggle_code(1, 23, 71, HSC))
    study.perform(toggle_code(1, 23, 71, trust))
    return study


def rows(study: StudyFile, path: Path) -> list[dict[str, str]]:
    export(study.path, path / "codings.csv", None)
    with (path / "codings.csv").open(encoding="utf-8-sig", newline="") as file:
        return list(csv.DictReader(file))


def test_a_passage_has_the_schools_of_its_speakers(of_two_schools: StudyFile, tmp_path: Path) -> None:
    both = [row for row in rows(of_two_schools, tmp_path) if row["end"] == "71" and row["start"] == "23"]
    assert {(row["school"], row["school_name"]) for row in both} == {("B, A", "School B and School A")}


def test_passages_of_a_school_are_those_that_the_table_counts(of_two_schools: StudyFile) -> None:
    data = analysis_data(of_two_schools.reader, 1, None)
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
    assert sums["HSC"] == 3  # the sub-strand on the same passage adds none
    found = frequencies(analysis_data(of_two_schools.reader, 1, None), (Grouping.SCHOOL,))
    cells = [found.cell(found.totals[0], column) for column in found.basic]
    assert {cell.column.label: cell.count for cell in cells if cell.count} == sums
