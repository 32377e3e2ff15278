"""The study as an Excel workbook: known totals, typed cells, nothing that is taken for a formula."""

import csv
from datetime import date, datetime
from pathlib import Path
from typing import Any
from zipfile import ZipFile

import pytest
from openpyxl import load_workbook

from storage.queries.coders import everybody
from storage.sample_study import SHIPPED
from storage.study.study_file import StudyFile
from storage.writers.export import export
from storage.writers.sheet_stream import MOST_IN_A_CELL
from storage.writers.workbook_parts import SheetColumn, WorkbookFile
from tests.storage.test_sample_study import KNOWN, STRANDS


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return a folder with the sample study as workbook and its codings as CSV."""
    made = tmp_path_factory.mktemp("workbook")
    with StudyFile.open_for_reading(SHIPPED) as study:
        coder_ids = everybody(study.reader)
    for name in ("sample.xlsx", "codings.csv"):
        assert export(SHIPPED, made / name, coder_ids) == ""
    return made


@pytest.fixture(scope="module")
def book(folder: Path) -> Any:
    return load_workbook(folder / "sample.xlsx")


def rows(sheet: Any) -> list[dict[str, Any]]:
    heading, *others = sheet.iter_rows(values_only=True)
    return [dict(zip(heading, row, strict=True)) for row in others]


def test_its_frequencies_are_the_known_ones(book: Any) -> None:
    counts = {row["Strand"]: row for row in rows(book["Frequencies"]) if row["Measure"] == "Codings"}
    for (year, school), known in KNOWN.items():
        assert [counts[strand][f"{year}, School {school}"] for strand in STRANDS] == list(known)
    assert counts["HSC"]["2015, all schools"] == 45
    sizes = {row["Name"]: row["2015, all schools"] for row in rows(book["Frequencies"])}
    assert sizes["Interviews done"] == 10


def test_its_codings_are_those_of_the_csv(book: Any, folder: Path) -> None:
    with (folder / "codings.csv").open(encoding="utf-8-sig", newline="") as file:
        written = [row for row in csv.DictReader(file) if row["framework"].startswith("Maturity")]
    found = rows(book["Codings"])
    assert [str(row["coding_id"]) for row in found] == [row["coding_id"] for row in written]
    assert [row["quotation"] for row in found] == [row["quotation"] for row in written]
    assert sum(row["counts"] for row in found) == sum(int(row["counts"]) for row in written)
    first = found[0]
    assert isinstance(first["created"], datetime)
    assert (type(first["words"]), type(first["unsure"])) == (int, bool)
    assert first["Years in the school"] in {"up to 3", "4 to 9", "10 and more"}


def test_interviews_and_people_have_their_words_and_attributes(book: Any) -> None:
    interviews = rows(book["Interviews"])
    assert len(interviews) == 20
    assert [row["round"] for row in interviews] == ["2014"] * 10 + ["2015"] * 10
    assert sum(row["codings"] for row in interviews) == book["Codings"].max_row - 1
    assert interviews[0]["date"].date() == date(2014, 6, 9)
    people = rows(book["People"])
    assert sum(row["words"] for row in people) == sum(row["participant_words"] for row in interviews)


def test_headings_stay_charts_are_excels_own_and_columns_are_told(book: Any, folder: Path) -> None:
    for sheet in book:
        assert sheet.freeze_panes is not None
        assert sheet.auto_filter.ref.startswith("A1:")
    with ZipFile(folder / "sample.xlsx") as package:
        charts = [name for name in package.namelist() if name.startswith("xl/charts/")]
        first = package.read("xl/charts/chart1.xml").decode()
        highest = {package.read(name).split(b"<c:max val=")[1].split(b"/>")[0] for name in charts[:2]}
    assert len(charts) >= 4
    assert "<c:f>Frequencies!$E$2:$E$" in first
    assert len(highest) == 1  # both rounds are drawn on one scale
    told = {row["Column"] for row in rows(book["About"]) if row["Sheet"] == "Codings"}
    assert told == {cell.value for cell in book["Codings"][1]}


def written(path: Path, *texts: str) -> tuple[list[Any], WorkbookFile, Any]:
    made = WorkbookFile("Study", "")
    made.sheet("Texts", [SheetColumn("text", wrapped=True)], lambda: [[text] for text in texts], len(texts))
    made.save(path)
    sheet = load_workbook(path)["Texts"]
    return [row[0].value for row in sheet.iter_rows(min_row=2)], made, sheet


def test_text_stays_text(tmp_path: Path) -> None:
    texts = [
        "=1+1",
        "-well",
        "+44",
        "<b>&amp;",
        "two\nlines",
        " blanks ",
        "\x07bell",
        "_x0041_ no A",
        "שלום",
    ]
    found, _made, sheet = written(tmp_path / "a.xlsx", *texts)
    assert found == [*texts[:6], "bell", "_x005F_x0041_ no A", "שלום"]  # the escape is as Excel reads it
    assert {cell.data_type for (cell,) in sheet.iter_rows(min_row=2)} <= {"s", "inlineStr"}
    assert [sheet.cell(row, 1).quotePrefix for row in (2, 3, 4, 5)] == [True, True, True, False]


def test_a_cell_holds_what_excel_holds_and_the_rest_is_told(tmp_path: Path) -> None:
    fits, long_, wide = "a" * MOST_IN_A_CELL, "a" * 45_000, "😀" * 20_000
    found, made, _sheet = written(tmp_path / "a.xlsx", fits, long_, wide)
    assert found[0] == fits
    assert found[1].endswith(" [cut here: 45,000 characters in all]")
    for cell in found[1:]:
        assert MOST_IN_A_CELL - 1 <= len(cell.encode("utf-16-le")) // 2 <= MOST_IN_A_CELL
    assert [(cut.place, cut.characters) for cut in made.cut] == [("A3", 45_000), ("A4", 20_000)]
