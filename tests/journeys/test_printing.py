"""What is printed of each page: all of its words on white sheets, nothing beyond their edges."""

import re
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pypdfium2
import pytest
from PySide6.QtCore import QSizeF
from PySide6.QtGui import QPageSize
from PySide6.QtPrintSupport import QPrintDialog, QPrinter, QPrintPreviewDialog
from pytestqt.qtbot import QtBot
from sqlalchemy import select

import app.window.printing as printing_module
from app.shell import theme
from app.shell.places import Place
from app.shell.printed import PrintedPart, PrintedTable, PrintedWords
from app.window.paper import EDGE, set_on_paper
from app.window.window import MainWindow
from storage.operations.codings import toggle_code
from storage.operations.memos import add_memo
from storage.operations.outlining import add_entry
from storage.queries.history import HistoryFilter, history_lines
from storage.study import schema

pytestmark = pytest.mark.qt_log_ignore("This plugin does not support", extend=True)

Sheets = Callable[[str], list[str]]


def words_of(pdf: Path) -> list[str]:
    """Return the words of each sheet of a PDF; none may stand beyond the edges, and the paper is white."""
    document: Any = pypdfium2.PdfDocument(pdf)
    found: list[str] = []
    for sheet in document:
        width, height = sheet.get_size()
        text = sheet.get_textpage()
        for at in range(text.count_chars()):
            left, bottom, right, top = text.get_charbox(at)
            assert left >= EDGE - 2
            assert right <= width - EDGE + 2
            assert EDGE - 2 <= bottom <= top <= height - EDGE + 2
        found.append(" ".join(text.get_text_range().split()))
        assert sheet.render(scale=0.2).to_numpy()[3, 3, 0] == 255
    document.close()
    return found


@pytest.fixture
def sheets(on_study: MainWindow, qtbot: QtBot, tmp_path: Path) -> Sheets:
    """Return a function that prints a page to a PDF, by the preview's own signal, and reads it."""
    on_study.resize(1024, 700)

    def sheets(page: str) -> list[str]:
        on_study.go(Place(page))
        qtbot.waitUntil(lambda: not on_study.jobs.running, timeout=20_000)
        on_study.actions_["print"].trigger()
        qtbot.waitUntil(lambda: not on_study.jobs.running, timeout=60_000)
        preview = on_study.findChild(QPrintPreviewDialog)
        assert preview is not None
        assert preview.height() <= on_study.height()
        printer = QPrinter(QPrinter.PrinterMode.HighResolution)
        printer.setOutputFileName(str(tmp_path / f"{page}.pdf"))
        printer.setFullPage(True)
        printer.setPageSize(QPageSize(QPageSize.PageSizeId.A5))  # other than that of the preview
        preview.paintRequested.emit(printer)
        preview.close()
        return words_of(tmp_path / f"{page}.pdf")

    return sheets


@pytest.fixture
def dark() -> Iterator[None]:
    theme.choose("dark")
    yield
    theme.choose("light")


@pytest.mark.usefixtures("dark")
def test_a_transcript_with_its_speakers_and_codes(sheets: Sheets) -> None:
    [sheet] = sheets("code")
    assert sheet.startswith("Saltmere Partnership B2 · Headteacher and deputy, School B Page 1 of 1")
    for words in ("Interviewer", "Head", "Well, we trust each other now.", "And we say hard things."):
        assert words in sheet
    assert "Codes used FG Fit governance; Reciprocity" in sheet
    assert "“we trust each other now.” FG ✎ Echoes A2." in sheet
    assert sheet.endswith("FG ✎ FG Reciprocity")  # beside the brackets


@pytest.mark.parametrize(
    ("page", "words"),
    [
        ("compare", ["codings", "2015, School B", "passages"]),
        ("passages", ["we trust each other now.", "2 passages with 3 codings", "FG"]),
        ("codebook", ["Joint practice development (JPD)", "When not to use:"]),
    ],
)
def test_the_other_pages(on_study: MainWindow, sheets: Sheets, page: str, words: list[str]) -> None:
    printed = " ".join(sheets(page))
    for each in words:
        assert each in printed
    pages = re.findall(r"Page (\d+) of (\d+)", printed)
    assert [int(n) for n, _all in pages] == [*range(1, len(pages) + 1)]


def test_pages_of_writing_give_all_that_they_show(on_study: MainWindow, qtbot: QtBot) -> None:
    study = on_study.open_study
    school = study.reader.execute(
        select(schema.school.c.id).where(schema.school.c.letter == "B")
    ).scalar_one()
    study.perform(add_memo("# Why\n\n- **first** the heads", "school_id", school))
    study.perform(add_entry("They trust one another", None, 0))
    for place, words in (
        (
            Place("memos"),
            ["Memos", "School", "Why", "• first the heads", "Echoes A2.", "we trust each other now"],
        ),
        (Place("memos", detail="outline"), ["They trust one another"]),
        (
            Place("cases", detail=f"school:{school}"),
            ["School B", "Strands by round", "Why", "• first the heads"],
        ),
        (Place("find", detail="trust"), ["Found: trust", "Well, we trust each other now."]),
        (Place("matrix"), ["Matrix", "School B", "1 passage", "no passages"]),
    ):
        on_study.go(place)
        qtbot.waitUntil(lambda: not on_study.jobs.running, timeout=20_000)
        page = on_study.navigator.page
        assert page is not None
        printed = page.printed()
        assert printed is not None
        said = "\n".join(_in_words(part) for part in printed.parts(study.reader))
        for each in words:
            assert each in said, (place, each)


def _in_words(part: PrintedPart) -> str:
    assert isinstance(part, PrintedWords | PrintedTable)
    if isinstance(part, PrintedWords):
        return part.text
    return "\n".join(cell for row in (part.head, *part.rows) for cell in row)


def test_where_there_is_nothing_to_print_it_says_so(on_study: MainWindow) -> None:
    for page, words in (
        ("import", "Files are printed when they are imported."),
        ("coders", "There is nothing on this page yet that could be printed."),
    ):
        on_study.go(Place(page))
        on_study.actions_["print"].trigger()
        assert on_study.status._said.text() == words


def test_what_is_too_long_for_a_look_is_printed_beside_the_work(
    on_study: MainWindow, qtbot: QtBot, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(printing_module, "_PREVIEWED", 0)
    on_study.actions_["print"].trigger()
    qtbot.waitUntil(lambda: not on_study.jobs.running, timeout=20_000)
    dialog = on_study.findChild(QPrintDialog)
    assert dialog is not None
    printer = dialog.printer()
    printer.setOutputFileName(str(tmp_path / "all.pdf"))
    dialog.accepted.emit(printer)  # accept() would print to the file that Qt's own field names
    assert on_study.jobs.running
    qtbot.waitUntil(lambda: not on_study.jobs.running, timeout=20_000)
    assert "Well, we trust each other now." in words_of(tmp_path / "all.pdf")[0]
    assert on_study.status._said.text() == "Printed all.pdf."
    newest = next(history_lines(on_study.open_study.reader, HistoryFilter(), {}))
    assert "all.pdf" in on_study.open_study.words_for(newest.entry)


def test_brackets_go_on_over_the_end_of_a_sheet(on_study: MainWindow, sheets: Sheets) -> None:
    study = on_study.open_study
    code = study.framework.strands()[0]
    study.perform(toggle_code(1, 0, 97, code.id))
    assert sum(sheet.count("JPD") for sheet in sheets("code")) >= 2


def test_long_tables_and_words_are_broken_where_sheets_end() -> None:
    head = ("school", *(f"column {n}" for n in range(30)))
    table = PrintedTable(head, [(f"School {n}", *map(str, range(30))) for n in range(90)])
    words = PrintedWords(" ".join(f"word{n}" for n in range(6000)))
    paper = set_on_paper("Study", "Title", [table, words], QSizeF(420, 595))
    shown = [line.text for sheet in paper.sheets for _top, piece in sheet.placed for line in piece.lines]
    assert {f"column {n}" for n in range(30)} <= set(shown)
    assert shown.count("School 89") > 1  # under each part of the columns
    assert " ".join(shown).count("word") == 6000
    for sheet in paper.sheets:
        assert all(top + piece.height <= 595 - 2 * EDGE for top, piece in sheet.placed)


def test_what_prints_is_loaded_when_somebody_prints() -> None:
    later = {"PySide6.QtPrintSupport", "app.window.paper"}
    code = f"import sys, app.window.window; print({later} & {{*sys.modules}})"
    run = subprocess.run([sys.executable, "-c", code], capture_output=True, check=True, text=True, timeout=60)
    assert run.stdout.strip() == "set()"
