"""Tables for R and SPSS: known totals by case; the README names every column."""

import csv
import re
from pathlib import Path
from shutil import copyfile

import pytest

from storage.operations.studies import add_shipped_framework
from storage.queries.codebook import frameworks
from storage.queries.coders import everybody
from storage.sample_study import SHIPPED
from storage.study.study_file import StudyFile
from storage.writers.tables_folder import export_tables
from storage.writers.transcript_looks import WhoseCodings


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    made = tmp_path_factory.mktemp("tables")
    with StudyFile.open_for_reading(SHIPPED) as study:
        export_tables(SHIPPED, made, WhoseCodings(everybody(study.reader)))
    return made


def read(folder: Path, name: str) -> list[dict[str, str]]:
    with (folder / f"{name}.csv").open(encoding="utf-8-sig", newline="") as file:
        return list(csv.DictReader(file))


@pytest.mark.parametrize(
    ("name", "rows", "hsc"),
    [("codes-by-interview", 20, 72), ("codes-by-passage", 304, 72), ("codes-by-person", 22, 72)],
)
def test_the_strands_add_up(folder: Path, name: str, rows: int, hsc: int) -> None:
    found = read(folder, name)
    assert len(found) == rows
    assert sum(int(row["n_HSC"]) for row in found) == hsc
    assert all(row["HSC"] == str(int(int(row["n_HSC"]) > 0)) for row in found)


def test_by_round_they_are_the_known_ones(folder: Path) -> None:
    found = read(folder, "codes-by-interview")
    assert [sum(int(r["n_JPD"]) for r in found if r["round"] == year) for year in ("2014", "2015")] == [
        22,
        61,
    ]
    turns = read(folder, "codes-by-turn")
    assert sum(int(row["HSC"]) for row in turns) <= 72
    assert {row["speaker"] for row in turns}.isdisjoint({"Interviewer"})
    assert any(row["HSC"] == "0" for row in turns)  # those without a code too


def test_the_readme_names_every_column(folder: Path) -> None:
    told = (folder / "README.txt").read_text("utf-8")
    assert "All frameworks of the study: Maturity model" in told
    for name in ("codings", *(f"codes-by-{unit}" for unit in ("interview", "turn", "passage", "person"))):
        part = told.split(f"{name}.csv (")[1].split("\n\n")[0]
        named = re.findall(r"^  (.+?):? ?(?::|$)", part, re.MULTILINE)
        columns = [*read(folder, name)[0]]
        assert [each.partition(":")[0] for each in named] == columns
        codes = columns[columns.index("JPD") :] if "JPD" in columns else []
        assert all(re.fullmatch(r"[A-Za-z][A-Za-z0-9_]*", each) for each in codes)
    assert "  Years in the school: An attribute of each person." in told


def test_one_framework_alone_says_so_and_several_stand_side_by_side(tmp_path: Path) -> None:
    path = Path(copyfile(SHIPPED, tmp_path / "a.strandline"))
    with StudyFile.open(path) as study:
        study.perform(add_shipped_framework("grid_group"))
        first, _second = frameworks(study.reader)
        coder_ids = everybody(study.reader)
    export_tables(path, tmp_path / "one", WhoseCodings(coder_ids, first.id))
    export_tables(path, tmp_path / "all", WhoseCodings(coder_ids))
    assert "One framework only: Maturity model" in (tmp_path / "one" / "README.txt").read_text("utf-8")
    assert "n_HSC" in read(tmp_path / "one", "codes-by-interview")[0]
    side_by_side = read(tmp_path / "all", "codes-by-interview")
    assert (
        sum(
            int(value)
            for row in side_by_side
            for name, value in row.items()
            if name.endswith("_HSC") and name.startswith("n_")
        )
        == 72
    )
    assert any("egalitarian" in name.lower() or "EG" in name for name in side_by_side[0])
