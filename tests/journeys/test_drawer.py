"""A folder of hand-coded files comes in through the page in one go; the counts are those made by hand."""

import io
import json
import zipfile
from collections import Counter
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from app.cli.main import run_command
from app.compare.page import ComparePage
from app.intake.page import ImportPage
from app.shell.places import Place
from app.window.window import MainWindow
from coding.analysis.forms import PartsShown
from coding.intake.import_report import import_report
from coding.intake.left_out import left_out
from coding.notation.hand_marks import MarkState
from storage.operations.codebook import edit_entry
from storage.operations.studies import set_up_study
from storage.queries.codings import codings
from storage.queries.texts import interviews
from storage.study.study_file import StudyFile
from tests.app.conftest import RecordedNotices
from tests.journeys.drawer import COUNTED, FILES, LEFT_OUT, MEMOS, NOT_UNDERSTOOD, fill


@pytest.fixture
def study(tmp_path: Path) -> Path:
    path = tmp_path / "oak.strandline"
    StudyFile.create(path, set_up_study("Oak", "Me")).close()
    return path


@pytest.fixture
def page(qtbot: QtBot, window: MainWindow, study: Path, tmp_path: Path) -> ImportPage:
    """Return the import page with the drawer on it; the two colours are explained."""
    assert window.open_study.open(study)
    window.take_files([fill(tmp_path / "drawer")])
    qtbot.waitUntil(lambda: not window.jobs.running, timeout=20_000)
    page = window.page
    assert isinstance(page, ImportPage)
    explain(page, "yellow", "PC Partnership Competence")
    explain(page, "green", "cc")
    return page


def explain(page: ImportPage, colour: str, meaning: str) -> None:
    """Say what a colour means, as one does on the page."""
    page.tabs.choose(page.tabs.colours)
    page.tabs.colours.table.selectRow(page.tabs.colours.table.rows_model.keys.index(colour))
    codes = page.tabs.colours.meaning.codes
    codes.setEditText(meaning)
    codes.take_written()


def store(qtbot: QtBot, window: MainWindow, page: ImportPage) -> None:
    page.store.click()
    qtbot.waitUntil(lambda: not window.jobs.running, timeout=20_000)


def counted(window: MainWindow, round_name: str) -> dict[str, int]:
    """Return the row of a round on the compare page: the strands that have a number."""
    window.go(Place("compare"))
    compare = window.page
    assert isinstance(compare, ComparePage)
    compare.controls.parts.button(PartsShown.BOTH).click()
    table = compare.table.numbers
    rows = [table.headerData(at, Qt.Orientation.Vertical) for at in range(table.rowCount())]
    row = next(at for at, name in enumerate(rows) if str(name).startswith(round_name))
    found: dict[str, int] = {}
    for column in range(table.columnCount()):
        strand = str(table.headerData(column, Qt.Orientation.Horizontal))
        shown = str(table.data(table.index(row, column)))
        is_sum = strand.startswith("all") or strand.endswith(("codings", "passages"))
        if shown.isdigit() and int(shown) and not is_sum:
            found[strand.removesuffix(" alone")] = int(shown)
    return found


def by_strand(study: Path) -> Counter[tuple[str, str]]:
    """Count what is stored: by round and strand."""
    with StudyFile.open_for_reading(study) as file:
        query = """SELECT round.name, coalesce(nullif(code.abbreviation, ''), code.name) FROM coding
            JOIN code ON code.id = coding.code_id JOIN interview ON interview.id = coding.transcript_id
            JOIN round ON round.id = interview.round_id"""
        return Counter((row[0], row[1]) for row in file.reader.exec_driver_sql(query))


def expected() -> Counter[tuple[str, str]]:
    found: Counter[tuple[str, str]] = Counter()
    for round_name, counts in COUNTED.items():
        found.update({(round_name, strand): count for strand, count in counts.items()})
    return found


def test_what_the_page_announces_is_counted_by_hand(page: ImportPage) -> None:
    report = import_report(page.plan)
    assert report["summary"]["come_in"] == FILES
    wanted: Counter[str] = Counter()
    for counts in COUNTED.values():
        wanted.update(counts)
    assert report["summary"]["by_strand"] == dict(wanted)
    marks = [mark for import_row in page.plan.included for mark in import_row.marks]
    assert [m.written for m in marks if m.state is MarkState.NOT_UNDERSTOOD] == NOT_UNDERSTOOD
    assert [m.written for m in marks if m.state is MarkState.REMARK] == MEMOS


def test_nothing_is_dropped_without_being_listed(page: ImportPage) -> None:
    assert {line.name for line in left_out(page.plan)} == LEFT_OUT


def test_what_is_stored_and_compared_is_what_was_announced(
    qtbot: QtBot, window: MainWindow, page: ImportPage, study: Path, notices: RecordedNotices
) -> None:
    announced = import_report(page.plan)["summary"]
    store(qtbot, window, page)
    assert by_strand(study) == expected()
    assert f"{announced['codings']} codings on {announced['passages']} passages" in notices.lines[-1]
    for round_name, counts in COUNTED.items():
        assert counted(window, round_name) == counts


def test_letters_are_taken_out_of_what_is_stored(qtbot: QtBot, window: MainWindow, page: ImportPage) -> None:
    store(qtbot, window, page)
    reader = window.open_study.reader
    texts = [row[0] for row in reader.exec_driver_sql("SELECT text FROM transcript")]
    assert not [text for text in texts if "E&C" in text or "JPD" in text or "Analytical" in text]
    assert any("OFSTED" in text for text in texts)


def test_one_undo_takes_all_of_it_back(qtbot: QtBot, window: MainWindow, page: ImportPage) -> None:
    store(qtbot, window, page)
    window.open_study.undo()
    assert not interviews(window.open_study.reader)
    assert not codings(window.open_study.reader, 1)


def test_a_label_is_explained_from_now_on(qtbot: QtBot, window: MainWindow, page: ImportPage) -> None:
    before = import_report(page.plan)["summary"]["codings"]
    page.tabs.choose(page.tabs.marks)
    page.tabs.marks.table.selectRow(0)
    assert page.tabs.marks.marks.written.text() == "DSX"
    assert page.tabs.marks.marks.label == "DSX"
    page.tabs.marks.marks.codes.setEditText("hsc")
    page.tabs.marks.marks.codes.take_written()
    assert import_report(page.plan)["summary"]["codings"] == before + 1
    assert import_report(page.plan)["summary"]["marks"]["not_understood"] == 0
    store(qtbot, window, page)
    assert window.page is not page


def test_the_command_line_reports_and_stores_the_same(
    page: ImportPage, window: MainWindow, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    announced = json.loads(json.dumps(import_report(page.plan)))
    other = tmp_path / "other.strandline"
    StudyFile.create(other, set_up_study("Oak", "Me")).close()
    words = [str(other), str(tmp_path / "drawer"), "--inline-codes", "--comments"]
    words = ["import", *words, "--highlights", "yellow=PC,green=CC", "--json"]
    assert run_command([*words, "--dry-run"]) == 1  # one file is broken
    reported = json.loads(capsys.readouterr().out)
    assert reported == announced
    assert run_command(words) == 1
    assert json.loads(capsys.readouterr().out) == announced
    assert by_strand(other) == expected()


def with_another_part(document: bytes) -> bytes:
    """Return the same document as another file by its bytes."""
    with zipfile.ZipFile(whole := io.BytesIO(document), "a") as package:
        package.writestr("word/settings.xml", "<settings/>")
    return whole.getvalue()


def test_what_was_explained_is_remembered_for_the_next_file(
    qtbot: QtBot, window: MainWindow, page: ImportPage, tmp_path: Path
) -> None:
    page.tabs.choose(page.tabs.marks)
    page.tabs.marks.table.selectRow(0)
    page.tabs.marks.marks.codes.setEditText("hsc")
    page.tabs.marks.marks.codes.take_written()
    store(qtbot, window, page)
    (tmp_path / "next").mkdir()
    fill(tmp_path / "next")
    next_file = tmp_path / "next" / "2015" / "B2 head.docx"
    next_file.write_bytes(with_another_part(next_file.read_bytes()))
    again = next_file.with_name("A4 head.txt")
    again.write_text("Interviewer: And?\nHead: Somebody had to hold it all together, I think. DSX\n")
    window.take_files([next_file, again])
    qtbot.waitUntil(lambda: not window.jobs.running, timeout=20_000)
    summary = import_report(page.plan)["summary"]
    assert summary["by_strand"] == {"PC": 2, "CC": 1, "JPD": 1, "HSC": 1}
    assert summary["marks"]["not_understood"] == 0


def test_a_code_that_gets_a_new_spelling_is_read_anew(
    qtbot: QtBot, window: MainWindow, page: ImportPage
) -> None:
    framework = window.open_study.framework
    hsc = next(code for code in framework.codes if code.abbreviation == "HSC")
    window.go(Place("codebook"))
    window.open_study.perform(edit_entry(hsc.id, "aliases", "\n".join((*hsc.aliases, "DSX"))))
    window.go(Place("import"))
    qtbot.waitUntil(lambda: import_report(page.plan)["summary"]["by_strand"]["HSC"] == 4)
