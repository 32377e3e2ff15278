"""Check my chapter: the command, and the page whose lines lead to the chapter and to the study."""

import json
from pathlib import Path
from shutil import copyfile

import pytest
from docx import Document
from PySide6.QtCore import QMimeData, QPoint, QPointF, Qt, QUrl
from PySide6.QtGui import QDragEnterEvent, QDropEvent
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from app.chapter.page import ChapterPage
from app.cli.main import run_command
from app.shell.open_study import OpenStudy
from app.shell.places import Place
from app.shell.printed import PrintedWords
from storage.operations.codings import set_unsure
from storage.resources import resource
from tests.app.conftest import RecordedNotices
from tests.app.test_compare import places_of

SHIPPED = resource("sample_study", "Saltmere Partnership.strandline")
SAID = "I chair it, I do the agenda, my business manager holds the pot"
Output = pytest.CaptureFixture[str]


@pytest.fixture
def chapter(tmp_path: Path) -> Path:
    """Write a chapter with a right quotation, one with two faults, and a number that is none."""
    document = Document()
    document.add_heading("Findings 😀", 1)
    document.add_paragraph(f"It began so: “{SAID}” (Headteacher, School A, 2014).")
    document.add_paragraph(f"And later: “{SAID.replace('agenda', 'minutes')}” (Headteacher, School B, 2014).")
    document.add_paragraph("HSC had 29 codings in 2014.")
    document.save(str(tmp_path / "chapter.docx"))
    return tmp_path / "chapter.docx"


# --- the command -----------------------------------------------------------------------------------------


def test_the_command_gives_a_record_a_quotation(chapter: Path, tmp_path: Path, capsys: Output) -> None:
    study = copyfile(SHIPPED, tmp_path / "study.strandline")
    copy = tmp_path / "copy.docx"
    assert run_command(["check-chapter", str(study), str(chapter), "--json", "--out", str(copy)]) == 0
    first, second = json.loads(capsys.readouterr().out)
    assert (first["quotation"], first["found"], first["faults"]) == (SAID, "exact", [])
    assert (second["found"], second["faults"]) == ("differs", ["wording", "school"])
    assert second["differences"] == [{"kind": "changed", "said": "agenda", "written": "minutes"}]
    assert len(list(Document(str(copy)).comments)) == 2
    assert run_command(["check-chapter", str(study), str(chapter), "--json", "--findings"]) == 0
    kinds = [record["kind"] for record in json.loads(capsys.readouterr().out)]
    assert kinds == ["school", "printed twice", "wording", "printed twice", "number"]


def test_without_a_study_a_chapter_is_checked_against_itself(chapter: Path, capsys: Output) -> None:
    assert run_command(["check-chapter", str(chapter)]) == 0
    said = capsys.readouterr().out
    assert "2 quotations" in said
    assert "printed twice" in said
    assert "29 codings" not in said
    assert run_command(["check-chapter", str(chapter.with_suffix(".txt"))]) == 2


def test_names_of_a_list_are_found_wherever_they_show(tmp_path: Path, capsys: Output) -> None:
    (tmp_path / "key.csv").write_text("name,pseudonym\nBeechwood,Bxxxx\n", "utf-8")
    document = Document()
    document.add_paragraph("Beechwood was first. “We went to Beechwood every week” (Headteacher).")
    document.save(str(tmp_path / "chapter.docx"))
    words = ["check-chapter", str(tmp_path / "chapter.docx"), "--key", str(tmp_path / "key.csv"), "--json"]
    assert run_command(words) == 0
    (record,) = json.loads(capsys.readouterr().out)
    assert record["faults"] == ["name"]
    assert run_command([*words, "--findings"]) == 0
    found = [(each["kind"], each["words"]) for each in json.loads(capsys.readouterr().out)]
    assert found == [("name", "Beechwood"), ("name", "We went to Beechwood every week")]


# --- the page --------------------------------------------------------------------------------------------


@pytest.fixture
def page(qtbot: QtBot, sample: OpenStudy) -> ChapterPage:
    page = ChapterPage(sample)
    qtbot.addWidget(page)
    page.resize(1366, 690)
    with qtbot.waitExposed(page):
        page.show()
    return page


def checked(qtbot: QtBot, page: ChapterPage, chapter: Path) -> None:
    page.check(chapter)
    qtbot.waitUntil(lambda: page.checked is not None, timeout=30_000)


def row_of(page: ChapterPage, kind: str) -> int:
    return next(at for at, finding in enumerate(page.model.rows) if finding.kind.value == kind)


def test_a_line_leads_to_both_places(
    qtbot: QtBot, page: ChapterPage, chapter: Path, sample: OpenStudy
) -> None:
    places = places_of(page)
    checked(qtbot, page, chapter)
    page.table.selectRow(row_of(page, "wording"))
    selected = page.pane.text.textCursor().selectedText()
    assert selected == SAID.replace("agenda", "minutes")
    assert "agenda" in page.pane.words.toPlainText()
    assert page.pane.who.text() == "Headteacher, School A, 2014"
    QTest.keyClick(page.table, Qt.Key.Key_Return)
    (place,) = places
    text = sample.reader.exec_driver_sql("SELECT text FROM transcript WHERE id = ?", (place.interview_id,))
    assert text.scalar_one()[place.start : place.end] == SAID
    page.table.selectRow(row_of(page, "number"))
    page.pane.open_number.click()
    assert places[-1] == Place("passages", detail="HSC in:2014")


def test_a_chapter_is_dropped(qtbot: QtBot, page: ChapterPage, chapter: Path) -> None:
    data = QMimeData()
    data.setUrls([QUrl.fromLocalFile(str(chapter))])
    buttons, keys = Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier
    entering = QDragEnterEvent(QPoint(9, 9), Qt.DropAction.CopyAction, data, buttons, keys)
    page.dragEnterEvent(entering)
    assert entering.isAccepted()
    page.dropEvent(QDropEvent(QPointF(9, 9), Qt.DropAction.CopyAction, data, buttons, keys))
    qtbot.waitUntil(lambda: page.checked is not None, timeout=30_000)
    data.setUrls([QUrl.fromLocalFile(str(chapter.with_suffix(".pdf")))])
    other = QDragEnterEvent(QPoint(9, 9), Qt.DropAction.CopyAction, data, buttons, keys)
    page.dragEnterEvent(other)
    assert not other.isAccepted()


def test_what_is_asked_for_and_what_goes_wrong(
    qtbot: QtBot, page: ChapterPage, chapter: Path, notices: RecordedNotices, tmp_path: Path
) -> None:
    (tmp_path / "broken.docx").write_bytes(b"PK\x03\x04")
    notices.answers = [None, tmp_path / "broken.docx", chapter, tmp_path / "copy.docx"]
    page.ask()
    page.ask()
    qtbot.waitUntil(lambda: bool(notices.errors))
    assert page.checked is None
    page.ask()
    qtbot.waitUntil(lambda: page.checked is not None, timeout=30_000)
    qtbot.waitUntil(page.copy_.isEnabled)
    page.copy_.click()
    qtbot.waitUntil(lambda: bool(notices.offers), timeout=30_000)
    assert (tmp_path / "copy.docx").exists()


def test_a_change_is_said_and_closing_forgets(
    qtbot: QtBot, page: ChapterPage, chapter: Path, sample: OpenStudy
) -> None:
    checked(qtbot, page, chapter)
    sample.perform(set_unsure(1, unsure=True))
    assert "has changed since" in page.said.text()
    qtbot.waitUntil(page.again.isEnabled)
    page.again.click()
    qtbot.waitUntil(lambda: "has changed since" not in page.said.text(), timeout=30_000)
    sample.close()
    assert page.checked is None
    assert page.pane.text.toPlainText() == ""
    assert page.model.rowCount() == 0


def test_what_was_found_is_printed(qtbot: QtBot, page: ChapterPage, chapter: Path) -> None:
    checked(qtbot, page, chapter)
    printed = page.printed()
    assert printed is not None
    said = [part.text for part in printed.parts(page.open_study.reader) if isinstance(part, PrintedWords)]
    assert said[0] == "chapter.docx"
    assert any(words.startswith("wording · paragraph 3 · ") for words in said)
    assert any(words.startswith(f"In the study: {SAID}") for words in said)
