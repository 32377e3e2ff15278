"""The table of a study as CSV, with its interviews beside it."""

import csv
from pathlib import Path

import pytest

from coding.errors import UserError
from storage.study.study_file import StudyFile
from storage.writers.export import export
from storage.writers.frequency_tables import names_a_table


def rows(path: Path) -> list[dict[str, str]]:
    with path.open(encoding="utf-8-sig", newline="") as file:
        return list(csv.DictReader(file))


def test_a_name_says_whether_it_is_the_table() -> None:
    assert names_a_table("Table.csv")
    assert names_a_table("Saltmere table.csv")
    assert not names_a_table("codings.csv")


def test_the_table_has_n_and_the_reason_of_each_dash(study: StudyFile, tmp_path: Path) -> None:
    export(study.path, tmp_path / "table.csv", {1})
    held = rows(tmp_path / "table.csv")
    dashes = [row for row in held if row["kind"] == "number" and not row["codings"]]
    assert {(row["round"], row["school"], row["why"]) for row in dashes} == {
        ("2015", "B", "0 of 1 interview done")
    }
    assert {row["interviews_in_all"] for row in dashes} == {"1"}
    notes = [row["text"] for row in held if row["kind"] in {"dash", "caution"}]
    assert notes[0] == "– 2015, School B; 2015, all schools: 0 of 1 interview done."
    assert notes[-1].startswith("2 schools, 1 interview: counts describe this case")


def test_the_interviews_stand_beside_it(study: StudyFile, tmp_path: Path) -> None:
    export(study.path, tmp_path / "table.csv", {1})
    held = rows(tmp_path / "table-interviews.csv")
    assert {row["kind"] for row in held} == {"interview", "interview in all"}
    mine = [row for row in held if row["kind"] == "interview"]
    assert {(row["interviews"], row["people"], row["words"]) for row in mine} == {("1", "2", "11")}
    assert sum(int(row["codings"]) for row in mine) == 3


def test_both_are_written_or_neither(study: StudyFile, tmp_path: Path) -> None:
    (tmp_path / "table-interviews.csv").mkdir()
    with pytest.raises(UserError):
        export(study.path, tmp_path / "table.csv", {1})
    assert not (tmp_path / "table.csv").exists()
