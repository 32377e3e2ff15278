"""Two codings that came in as somebody's comment, followed through every page and every way out.

What is announced is seen: on Code, Compare and Passages, in Word, CSV, JSON and on the command line.
"""

import csv
import json
from pathlib import Path
from typing import Any

import pytest
from docx import Document
from pytestqt.qtbot import QtBot

from app.cli.main import run_command
from app.compare.numbers import as_text
from app.compare.page import ComparePage
from app.intake.summary import stored_in_words
from app.passages.page import PassagesPage
from app.shell.places import Place
from app.window.window import MainWindow
from coding.analysis.forms import PartsShown
from coding.notation.hand_marks import CodedBy, HandRules, Reach
from storage.intake.import_batch import known_study, plan_import
from storage.operations.imports import store_import
from storage.study.study_file import StudyFile
from storage.writers.export import export
from tests.storage.word_files import docx, paragraph

pytestmark = pytest.mark.qt_log_ignore("This plugin does not support", extend=True)  # no screen, no keyboard

_COMMENTED = (
    '<w:commentRangeStart w:id="0"/>',
    "We tell each other.",
    '<w:commentRangeEnd w:id="0"/>',
)
ANN = docx(
    paragraph("Interviewer: How is it going?") + paragraph("Headteacher: ", *_COMMENTED, " So."),
    f'<w:comment w:id="0" w:author="Ann">{paragraph("HSC/E&amp;C")}</w:comment>',
)
HEAD = ["--round", "2015", "--comments", "--coder", "commenter"]


@pytest.fixture
def imported(on_study: MainWindow, tmp_path: Path) -> tuple[MainWindow, str]:
    """Return the window with the codings taken in as Ann's, and what was announced."""
    file = tmp_path / "C2.docx"
    file.write_bytes(ANN)
    study = on_study.open_study
    rules = HandRules(reach=Reach.STRETCH, coded_by=CodedBy.COMMENTER)
    plan = plan_import([file], known_study(study.reader), rules)
    assert study.perform(store_import(plan)) is not None
    return on_study, stored_in_words(plan)


def ann_only(window: MainWindow) -> None:
    coders = window.open_study.coders
    coders.show([coder.id for coder in coders.people if coder.name == "Ann"])


def test_it_is_said_whose_they_are(imported: tuple[MainWindow, str]) -> None:
    window, announced = imported
    assert "2 codings on 1 passage (Ann: 2)" in announced
    assert [coder.name for coder in window.open_study.coders.people] == ["Me", "Ann"]


def test_they_stand_on_the_transcript(imported: tuple[MainWindow, str]) -> None:
    window, _announced = imported
    window.go(Place("code", 2))
    page = window.code.page
    assert [page.view.looks.label(coding) for coding in page.codings] == ["An: HSC", "An: E&C"]
    assert window.code.tree.model.interviews()[-1] == 2


@pytest.mark.parametrize(("only", "hsc"), [(False, "2"), (True, "1")])
def test_they_count_on_the_compare_page(
    imported: tuple[MainWindow, str],
    qtbot: QtBot,
    only: bool,  # noqa: FBT001
    hsc: str,
) -> None:
    window, _announced = imported
    if only:
        ann_only(window)
    window.go(Place("compare"))
    page = window.page
    assert isinstance(page, ComparePage)
    page.controls.parts.button(PartsShown.BOTH).click()
    qtbot.waitUntil(lambda: page.table.numbers.shown is not None)
    shown = page.table.numbers.shown
    assert shown is not None
    header, *rows = (line.split("\t") for line in as_text(shown).split("\n"))
    column = header.index("HSC")
    assert sum(int(row[column]) for row in rows if "," not in row[0] and row[column] != "–") == int(hsc)


def test_they_stand_among_the_passages_with_initials(imported: tuple[MainWindow, str], qtbot: QtBot) -> None:
    window, _announced = imported
    ann_only(window)
    window.go(Place("passages"))
    page = window.page
    assert isinstance(page, PassagesPage)
    qtbot.waitUntil(lambda: page.list.rows.rowCount() == 1)
    window.open_study.coders.show(None)
    qtbot.waitUntil(lambda: page.list.rows.rowCount() == 3)
    texts = [page.list.rows.index(row).data() for row in range(3)]
    assert sum("An" in text for text in texts) == 1


@pytest.fixture
def closed(imported: tuple[MainWindow, str]) -> Path:
    window, _announced = imported
    path = window.open_study.file.path
    window.open_study.close()
    return path


def test_they_are_in_the_report_and_the_table(closed: Path, tmp_path: Path) -> None:
    with StudyFile.open(closed) as study:
        ids = (1, 2)
        export(study.path, tmp_path / "report.docx", ids)
        export(study.path, tmp_path / "codings.csv", ids)
    rows = list(csv.DictReader((tmp_path / "codings.csv").read_text("utf-8-sig").splitlines()))
    assert sorted((row["coder"], row["code"]) for row in rows if row["coder"] == "Ann") == [
        ("Ann", "E&C"),
        ("Ann", "HSC"),
    ]
    document: Any = Document(str(tmp_path / "report.docx"))
    words = "\n".join(paragraph.text for paragraph in document.paragraphs)
    cells = [cell.text for table in document.tables for row in table.rows for cell in row.cells]
    assert "coded by Me, Ann" in words
    assert any("HSC by An" in text for text in cells)


def test_they_are_on_the_command_line(closed: Path, capsys: pytest.CaptureFixture[str]) -> None:
    def records(*words: str) -> list[dict[str, Any]]:
        capsys.readouterr()
        assert run_command([words[0], str(closed), *words[1:], "--json"]) == 0
        return json.loads(capsys.readouterr().out)

    assert records("info")[0]["codings_of"] == ["Me", "Ann"]
    assert len(records("passages", "--coder", "Ann")) == 2
    assert len(records("passages")) == 5
    by_coder = [r for r in records("frequencies", "--by", "coder") if r["kind"] == "number"]
    assert {(r["coder"], r["strand"]): r["codings"] for r in by_coder if r["strand"] in {"HSC", "E&C"}} == {
        ("Me", "HSC"): 1,
        ("Me", "E&C"): None,
        ("Ann", "HSC"): 1,
        ("Ann", "E&C"): 1,
    }
