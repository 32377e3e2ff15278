"""Figures of schools come in from tables of several shapes, and go out as they were."""

import csv
import json
from pathlib import Path
from typing import Any

import pytest
from openpyxl import Workbook

from app.cli.main import run_command
from coding.model.study import School
from coding.outcomes.reading import read_figures
from storage.sample_study import open_copy

Output = pytest.CaptureFixture[str]
KNOWN = Path(__file__).parents[1] / "data" / "school_outcomes.csv"
SCHOOLS = (School(1, "A", "Ash Lane"), School(2, "B", "Bridge Street"))


@pytest.fixture(scope="module")
def sample(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return open_copy(tmp_path_factory.mktemp("outcomes"))


def listed(study: Path, out: Output) -> list[dict[str, Any]]:
    assert run_command(["outcomes", str(study), "--json"]) == 0
    found: list[dict[str, Any]] = json.loads(out.readouterr().out)
    return found


def test_the_figures_of_the_study_come_out_as_they_went_in(sample: Path, capsys: Output) -> None:
    assert run_command(["outcomes", str(sample), "import", str(KNOWN)]) == 0
    assert run_command(["outcomes", str(sample), "import", str(KNOWN)]) == 0  # once more changes nothing
    assert "64 figures" in capsys.readouterr().out
    with KNOWN.open(encoding="utf-8") as file:
        wanted = {(r["measure"], r["school"], r["year"], float(r["percent"])) for r in csv.DictReader(file)}
    names = {measure for measure, *_more in wanted}
    found = [record for record in listed(sample, capsys) if record["measure"] in names]
    assert len(found) == len(wanted) == 64
    assert {(r["measure"], r["school"], r["year"], r["percent"]) for r in found} == wanted
    assert {r["unit"] for r in found} == {"%"}


TITLE = ["Attainment 2015", "", "", ""]
WIDE = [TITLE, ["School", "2013", "2013/14", "2015-16"], ["Ash Lane", "69,5", "n/a", ""],
        ["school b", "71.70%", "SUPP", "93"], ["National", "72", "73", "74"],
        ["Cedar", "1", "", ""]]  # fmt: skip
BY_SCHOOL = [["Measure", "Year", "A", "B", "England"], ["Reading (%)", "2014", "78.4", "79.7", "85"]]
HEADS = ["Indicator", "School", "Year", "Result %", "Pupils", "Note"]
LONG = [HEADS, ["Phonics", "A", "2014", "0", "31.0", "new test"]]
RATED = [
    ["Aspect", "School", "Year", "Level"],
    ["Trust", "A", "2014", "amber"],
    ["Trust", "B", "2014", "green"],
]


@pytest.mark.parametrize(
    ("rows", "figures", "left_out"),
    [
        (WIDE, [("table", 1, "2013", "69.5"), ("table", 1, "2013/14", "n/a"),
                ("table", 2, "2013", "71.7"), ("table", 2, "2015/16", "93"), ("table", None, "2013", "72"),
                ("table", None, "2013/14", "73"), ("table", None, "2015/16", "74")], 1),
        (BY_SCHOOL, [("Reading (%)", 1, "2014", "78.4"), ("Reading (%)", 2, "2014", "79.7"),
                     ("Reading (%)", None, "2014", "85")], 0),
        (LONG, [("Phonics", 1, "2014", "0")], 0),
        ([["Measure", "School", "Year", "Figure"], ["Reading", "A", "2014", "7.0"]],
         [("Reading", 1, "2014", "7")], 0),
        (RATED, [("Trust", 1, "2014", "amber"), ("Trust", 2, "2014", "green")], 0),
        ([["Name", "Age"], ["Ann", "4"]], [], 1),
    ],
)  # fmt: skip
def test_tables_of_several_shapes(rows: list[list[str]], figures: list[Any], left_out: int) -> None:
    read = read_figures(rows, "table", SCHOOLS)
    assert [(each.measure, each.school_id, each.year, each.value) for each in read.figures] == figures
    assert len(read.left_out) == left_out


def test_percentages_have_their_pupils(sample: Path, tmp_path: Path, capsys: Output) -> None:
    book = Workbook()
    sheet = book.active
    assert sheet is not None
    for row in LONG:
        sheet.append(row)
    book.save(tmp_path / "figures.xlsx")
    assert run_command(["outcomes", str(sample), "import", str(tmp_path / "figures.xlsx")]) == 0
    capsys.readouterr()
    (one,) = (record for record in listed(sample, capsys) if record["measure"] == "Phonics")
    assert (one["percent"], one["pupils"], one["note"], one["unit"]) == (0.0, 31, "new test", "%")


def test_what_is_no_table_is_said(sample: Path, tmp_path: Path, capsys: Output) -> None:
    (tmp_path / "letter.csv").write_text("Dear all,\n", "utf-8")
    assert run_command(["outcomes", str(sample), "import", str(tmp_path / "letter.csv")]) == 1
    assert "No column says what is a school" in capsys.readouterr().err
    (tmp_path / "empty.csv").touch()
    assert run_command(["outcomes", str(sample), "import", str(tmp_path / "empty.csv")]) == 1
    assert "empty.csv: It is empty." in capsys.readouterr().err
