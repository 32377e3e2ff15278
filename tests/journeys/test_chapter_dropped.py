"""A chapter that is dropped on the window is checked, if it is said to be one."""

from pathlib import Path

import pytest
from docx import Document
from pytestqt.qtbot import QtBot

from app.chapter.page import ChapterPage
from app.intake.page import ImportPage
from app.window.window import MainWindow
from tests.app.conftest import RecordedNotices

pytestmark = pytest.mark.qt_log_ignore("This plugin does not support", extend=True)


def test_a_chapter_dropped_on_the_window(
    qtbot: QtBot, on_study: MainWindow, notices: RecordedNotices, tmp_path: Path
) -> None:
    document = Document()
    document.add_heading("Findings", 1)
    for word in ("one", "two", "three"):
        document.add_paragraph(f"As was said, “we only just tell each other {word}” (Headteacher, School B).")
    document.save(str(tmp_path / "chapter.docx"))
    notices.answers.append("Check it as a chapter")
    on_study.take_files([tmp_path / "chapter.docx"])
    page = on_study.findChild(ChapterPage)
    assert page is not None
    qtbot.waitUntil(lambda: page.checked is not None, timeout=30_000)
    assert page.isVisible()
    assert [finding.kind.value for finding in page.model.rows].count("not found") == 3
    notices.answers.append("Import it as a transcript")
    on_study.take_files([tmp_path / "chapter.docx"])
    qtbot.waitUntil(lambda: on_study.findChild(ImportPage) is not None, timeout=30_000)
