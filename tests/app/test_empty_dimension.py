"""A dimension without strands in the sample study: page, Word, pictures, CSV and command say as before."""

import json
from collections.abc import Iterator
from pathlib import Path
from shutil import copyfile
from typing import Any, NamedTuple

import pytest
from docx import Document
from lxml import etree
from pytestqt.qtbot import QtBot

from app.cli.main import run_command
from app.compare.numbers import as_text
from app.compare.page import ComparePage
from app.shell.jobs import Jobs
from app.shell.open_study import OpenStudy
from coding.analysis.forms import PartsShown
from storage.operations.arranging import add_group, move_code
from storage.operations.codebook import edit_entry
from storage.operations.codings import toggle_code
from storage.resources import resource
from storage.study.study_file import StudyFile
from storage.writers.export import export
from tests.app.conftest import RecordedNotices

SAMPLE = resource("sample_study", "Saltmere Partnership.strandline")
PLACES = {"first": 0, "middle": 1, "last": 4}
Output = pytest.CaptureFixture[str]
Numbers = dict[str, dict[str, str]]  # of each row, by column


class Made(NamedTuple):
    """The sample study with an empty dimension somewhere among its own, and once it is coded with it."""

    empty: Path
    coded: Path


@pytest.fixture(params=PLACES, scope="module")
def made(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Made:
    """Return both, made once for each place; copy them, leave them as they are."""
    folder = tmp_path_factory.mktemp("made")
    made = Made(Path(copyfile(SAMPLE, folder / "empty.strandline")), folder / "coded.strandline")
    with StudyFile.open(made.empty) as file:
        code_id = file.perform(add_group(1, None, "Empty Dimension")).result
        file.perform(edit_entry(code_id, "abbreviation", "ED"))
        file.perform(move_code(code_id, None, PLACES[request.param]))
    copyfile(made.empty, made.coded)
    with StudyFile.open(made.coded) as file:
        file.perform(toggle_code(1, 0, 20, code_id))
    return made


@pytest.fixture
def study(made: Made, tmp_path: Path) -> Path:
    """Return a copy of the one with the empty dimension."""
    return Path(copyfile(made.empty, tmp_path / "sample.strandline"))


@pytest.fixture
def coded(made: Made, tmp_path: Path) -> Path:
    """Return a copy with one passage of the first interview, of 2014, coded with the dimension alone."""
    return Path(copyfile(made.coded, tmp_path / "sample.strandline"))


@pytest.fixture
def opened(qtbot: QtBot) -> Iterator[OpenStudy]:
    jobs = Jobs()
    study = OpenStudy(RecordedNotices(), jobs)
    yield study
    study.close()
    jobs.stop_all()


def compared(qtbot: QtBot, opened: OpenStudy, path: Path) -> tuple[Numbers, list[str]]:
    """Return the numbers of the Compare page by row and column, and the names under its bars."""
    assert opened.open(path)
    page = ComparePage(opened)
    page.controls.parts.choose(PartsShown.BOTH)
    qtbot.addWidget(page)
    with qtbot.waitExposed(page):
        page.show()
        page.refresh_if_stale()
    page.grab()
    shown = page.table.numbers.shown
    assert shown is not None
    header, *rows = (line.split("\t") for line in as_text(shown).split("\n"))
    numbers = {row[0]: dict(zip(header[1:], row[1:], strict=True)) for row in rows}
    return numbers, [category.label for category in shown.chart.categories]


def tables(path: Path, tmp_path: Path) -> list[list[list[str]]]:
    """Return the tables of numbers in the report in Word."""
    export(path, tmp_path / "report.docx", coder_ids=[1])
    document: Any = Document(str(tmp_path / "report.docx"))
    found = [[[cell.text for cell in row.cells] for row in table.rows] for table in document.tables]
    return [rows for rows in found if rows[0][0] == "Strand"]


def drawing(path: Path, tmp_path: Path) -> list[str]:
    """Return the words of the chart as a drawing."""
    export(path, tmp_path / "chart.svg", coder_ids=[1])
    words: Any = etree.parse(tmp_path / "chart.svg").iter("{http://www.w3.org/2000/svg}text")
    return ["".join(word.itertext()) for word in words]


def csv(path: Path, tmp_path: Path) -> str:
    export(path, tmp_path / "codings.csv", coder_ids=[1])
    return (tmp_path / "codings.csv").read_text("utf-8-sig")


class AsBefore(NamedTuple):
    """What is written of the sample study as it is."""

    tables: list[list[list[str]]]
    drawing: list[str]
    csv: str


@pytest.fixture(scope="module")
def as_before(tmp_path_factory: pytest.TempPathFactory) -> AsBefore:
    folder = tmp_path_factory.mktemp("as_before")
    return AsBefore(tables(SAMPLE, folder), drawing(SAMPLE, folder), csv(SAMPLE, folder))


def printed(capsys: Output, path: Path, *words: str) -> str:
    capsys.readouterr()
    assert run_command(["frequencies", str(path), *words]) == 0
    return capsys.readouterr().out


PRINTED: dict[tuple[str, ...], str] = {}  # of the sample study as it is, by words


def test_the_compare_page(qtbot: QtBot, opened: OpenStudy, study: Path, tmp_path: Path) -> None:
    numbers, bars = compared(qtbot, opened, study)
    as_before, same_bars = compared(qtbot, opened, Path(copyfile(SAMPLE, tmp_path / "as_it_is.strandline")))
    assert bars == same_bars
    assert numbers == {
        row: cells | {"ED codings": "0", "ED passages": "0"} for row, cells in as_before.items()
    }
    # As tests/coding/analysis count it: two dimensions are not one another's.
    assert numbers["2015"]["PD passages"] != numbers["2015"]["PC passages"]


def test_the_compare_page_once_it_is_coded(qtbot: QtBot, opened: OpenStudy, coded: Path) -> None:
    numbers, bars = compared(qtbot, opened, coded)
    assert "ED alone" in bars
    ours = {
        row: [cells[f"ED {what}"] for what in ("alone", "codings", "passages")]
        for row, cells in numbers.items()
    }
    assert ours["2014"] == ["1", "1", "1"]
    assert ours["2015"] == ["0", "0", "0"]


def test_word(as_before: AsBefore, study: Path, tmp_path: Path) -> None:
    assert tables(study, tmp_path) == as_before.tables


def test_pictures(as_before: AsBefore, study: Path, tmp_path: Path) -> None:
    assert drawing(study, tmp_path) == as_before.drawing
    export(study, tmp_path / "chart.png", coder_ids=[1])


def test_csv(as_before: AsBefore, study: Path, tmp_path: Path) -> None:
    assert csv(study, tmp_path) == as_before.csv


def test_exports_once_it_is_coded(coded: Path, tmp_path: Path) -> None:
    rows = tables(coded, tmp_path)[0]
    at = next(at for at, row in enumerate(rows) if row[0].startswith("Empty Dimension"))
    assert [row[-1] for row in rows[at : at + 2]] == ["1", "1"]
    assert rows[at + 1][0] == "No strand named"
    assert "ED" in drawing(coded, tmp_path)
    assert csv(coded, tmp_path).count(",ED,,ED,") == 1  # a dimension, no strand, a code


@pytest.mark.parametrize("words", [(), ("--json",), ("--once-per-answer",), ("--by", "question")])
def test_the_command(capsys: Output, study: Path, words: tuple[str, ...]) -> None:
    if words not in PRINTED:
        PRINTED[words] = printed(capsys, SAMPLE, *words)
    assert printed(capsys, study, *words) == PRINTED[words]


def test_the_command_once_it_is_coded(capsys: Output, coded: Path) -> None:
    records = json.loads(printed(capsys, coded, "--json", "--by", "round"))
    numbers = [record for record in records if record["kind"] == "number"]
    ours = {record["round"]: record["codings"] for record in numbers if record["dimension"] == "ED"}
    assert ours == {"2014": 1, "2015": 0}
