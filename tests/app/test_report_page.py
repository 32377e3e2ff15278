"""The report page: parts in and out and moved, options kept, the pages shown, what has changed since."""

from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QCheckBox, QPlainTextEdit
from pytestqt.qtbot import QtBot

from app.report import writing
from app.report.page import ReportPage
from app.report.paper_document import in_short
from app.shell.open_study import OpenStudy
from coding.report.blocks import BlockRow, TableBlock
from coding.report.options import TextOptions
from coding.report.plan import PartKind, ReportPlan, new_part
from storage.operations.codings import take_off
from storage.operations.reports import keep_report
from storage.queries.kept_reports import kept_reports
from storage.readers.page_text import PdfPages
from storage.readers.pdf_process import pdf_process, read_pages
from tests.app.conftest import RecordedNotices

SMALL = ReportPlan(tuple(map(new_part, (PartKind.TITLE, PartKind.METHOD, PartKind.TEXT))))


@pytest.fixture
def page(qtbot: QtBot, open_study: OpenStudy) -> ReportPage:
    open_study.perform(keep_report("Chapter 4", SMALL))
    page = ReportPage(open_study)
    qtbot.addWidget(page)
    page.resize(1000, 700)
    page.show()
    qtbot.waitUntil(lambda: page.look is not None, timeout=20_000)
    return page


def test_tables_that_are_looked_at_hold_no_more_than_their_rows() -> None:
    row = BlockRow(("Trust",))
    (kept,) = in_short([TableBlock("Passages", (), lambda: [row], quoted=lambda: [1])])
    assert isinstance(kept, TableBlock)
    assert [*kept.rows()] == [row]
    assert kept.quoted is None


def shown_again(qtbot: QtBot, page: ReportPage) -> None:
    qtbot.waitUntil(
        lambda: page.look is not None and page.look.asked.plan == page.plan and not page.setter.is_busy,
        timeout=20_000,
    )


def test_parts_move_by_keys_and_go_in_and_out(qtbot: QtBot, page: ReportPage) -> None:
    page.parts.setCurrentRow(1)
    QTest.keyClick(page.parts, Qt.Key.Key_Up, Qt.KeyboardModifier.AltModifier)
    assert [part.kind for part in page.plan.parts] == [PartKind.METHOD, PartKind.TITLE, PartKind.TEXT]
    assert page.parts.currentRow() == 0
    QTest.keyClick(page.parts, Qt.Key.Key_Space)
    assert [part.is_in for part in page.plan.parts] == [False, True, True]
    QTest.keyClick(page.parts, Qt.Key.Key_Delete)
    assert [part.kind for part in page.plan.parts] == [PartKind.TITLE, PartKind.TEXT]
    page.open_study.undo()
    assert len(page.plan.parts) == 3
    assert page.parts.count() == 3


def test_options_are_kept_as_they_are_chosen_and_typed(qtbot: QtBot, page: ReportPage) -> None:
    page.parts.setCurrentRow(0)
    box = page.form.fields["by_round"]
    assert isinstance(box, QCheckBox)
    box.click()
    page.parts.setCurrentRow(2)
    text = page.form.fields["text"]
    assert isinstance(text, QPlainTextEdit)
    text.setPlainText("What **was** said.")
    page.form.keep()
    (row,) = kept_reports(page.open_study.reader)
    assert row.plan == page.plan
    title, _method, own = page.plan.parts
    assert not getattr(title.options, "by_round", True)
    assert own.options == TextOptions("", "What **was** said.")
    shown_again(qtbot, page)
    assert page.view.pages is not None
    assert "What was said." in page.view.pages.documents[0].toPlainText()


def test_it_says_what_has_changed_since_it_was_made(
    qtbot: QtBot, page: ReportPage, notices: RecordedNotices, tmp_path: Path
) -> None:
    target = tmp_path / "chapter.docx"
    notices.answers.append(target)
    job = page.write()
    assert job is not None
    with qtbot.waitSignal(page.exports.exported, timeout=20_000):
        pass
    assert target.exists()
    assert page.said.text().endswith("nothing has changed since")
    coding_id = page.open_study.reader.exec_driver_sql("SELECT min(id) FROM coding").scalar()
    page.open_study.perform(take_off(int(coding_id or 0)))
    qtbot.waitUntil(lambda: "; changed since: " in page.said.text(), timeout=20_000)
    assert "changed since" in page.parts.item(0).text()


def test_pdf_and_evidence_of_the_report_in_hand_are_written_also_without_libreoffice(
    qtbot: QtBot, page: ReportPage, notices: RecordedNotices, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(writing, "office_program", lambda: None)
    pdf, evidence = page.others.menu().actions()
    for action, target in ((pdf, tmp_path / "chapter.pdf"), (evidence, tmp_path / "evidence.html")):
        notices.answers.append(target)
        with qtbot.waitSignal(page.exports.exported, timeout=20_000):
            action.trigger()
    with pdf_process():
        read = read_pages((tmp_path / "chapter.pdf").read_bytes())
    assert isinstance(read, PdfPages)
    words = " ".join(piece.text for sheet in read.pages for piece in sheet.pieces)
    assert "Saltmere" in words
    assert f"Page 1 of {len(read.pages)}" in words
    assert "<h1>" in (tmp_path / "evidence.html").read_text("utf-8")
