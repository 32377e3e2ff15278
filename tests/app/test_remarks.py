"""Remarks beside the transcript: a pencil at the passage, the words in the panel."""

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from app.codebook.passage import PassagePanel
from app.transcript.page import CodePage
from coding.model.study import Span
from storage.operations.memos import write_coding_memo
from storage.queries.codings import codings
from tests.storage.remarks import write_remark

TRUST = Span(17, 47)


@pytest.fixture
def page(code_page: CodePage) -> CodePage:
    return code_page


def test_a_pencil_comes_and_goes_with_the_remark(page: CodePage) -> None:
    column = page.pane.remarks
    assert not column.isVisible()
    page.open_study.perform(write_remark(*TRUST, "Ask <b>her</b>"))
    assert column.isVisible()
    page.open_study.undo()
    assert not column.isVisible()
    page.open_study.redo()
    assert column.isVisible()


def test_a_click_on_the_pencil_selects_the_passage(page: CodePage) -> None:
    page.open_study.perform(write_remark(*TRUST, "Ask her"))
    page.view.select_span(Span(48, 71))
    row = page.view.row_of(TRUST.start, page.view.rows())
    assert row is not None
    place = QPoint(8, round(row.top + row.height / 2))
    QTest.mouseClick(page.pane.remarks, Qt.MouseButton.LeftButton, pos=place)
    assert page.view.selected == TRUST
    assert not page.pane.remarks.remarks_at(QPoint(8, 600).toPointF())


def test_the_panel_shows_the_remarks_of_the_selection(qtbot: QtBot, page: CodePage) -> None:
    panel = PassagePanel(page.open_study)
    qtbot.addWidget(panel)
    page.selection_shown.connect(panel.show_selection)
    page.open_study.perform(write_remark(*TRUST, "Ask <b>her</b>"))
    page.view.select_span(TRUST)
    panel.show_selection(page.selection_state())
    shown = [label.text() for label in panel.findChildren(type(panel._remarks)) if not label.isHidden()]
    assert "Me: Ask <b>her</b>" in shown
    page.view.select_span(Span(50, 60))
    panel.show_selection(page.selection_state())
    assert panel._remarks.isHidden()


def test_a_wide_window_shows_what_is_written_and_centres_the_text(qtbot: QtBot, page: CodePage) -> None:
    (coding, *_others) = codings(page.open_study.reader, page.interview_id or 0)
    page.open_study.perform(write_coding_memo(coding.id, "Compare with the lists of 2015."))
    page.resize(900, 600)
    assert not page.pane.memos.isVisible()
    page.resize(1700, 600)
    memos, view = page.pane.memos, page.pane.view
    assert memos.isVisible() and not page.pane.remarks.isVisible()

    def assert_centred() -> None:
        left, right = page.pane.speakers.x(), page.pane.map.x() - memos.x() - memos.width()
        assert left > 0 and abs(left - right) <= 2, (left, right)

    qtbot.waitUntil(assert_centred)
    row = page.view.row_of(coding.start, page.view.rows())
    assert row is not None
    place = QPoint(20, round(row.top + 4))
    assert [each.text for each in memos.remarks_at(place.toPointF())] == ["Compare with the lists of 2015."]
    page.view.select_span(Span(coding.end, coding.end + 1))
    QTest.mouseClick(memos, Qt.MouseButton.LeftButton, pos=place)
    assert page.view.selected == coding.span
    assert view.width() < memos.x()
