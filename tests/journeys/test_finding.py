"""From words to their place and back, through the window."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from app.search.page import FindPage
from app.shell.places import Place
from app.window.window import MainWindow
from coding.model.study import Span
from storage.operations.interviews import InterviewDetails, add_interview
from storage.queries.codings import codings

Key = Qt.Key
CTRL = Qt.KeyboardModifier.ControlModifier


@pytest.fixture
def window(on_study: MainWindow) -> MainWindow:
    on_study.activateWindow()
    on_study.code.page.view.setFocus()
    return on_study


def test_a_passage_is_found_from_the_transcript_by_keyboard(window: MainWindow) -> None:
    window.actions_["finder"].trigger()
    QTest.keyClicks(window.finder, "hard things")
    QTest.keyClick(window.finder, Key.Key_Return)
    assert window.code.page.view.selected == Span(59, 70)
    assert window.focusWidget() is window.code.page.view


def test_all_hits_are_listed_and_lead_to_their_place_and_back(window: MainWindow) -> None:
    window.finder.start("trust")
    window.go(Place("find", detail="trust"))
    page = window.page
    assert isinstance(page, FindPage)
    QTest.keyClick(page.hits, Key.Key_Return)
    assert window.code.page.view.selected == Span(26, 31)
    window.actions_["back"].trigger()
    assert window.page is page
    QTest.keyClick(page.hits, Key.Key_Escape)
    assert window.page is window.code.page


def test_a_strand_named_in_the_finder_codes_the_selection(window: MainWindow) -> None:
    before = len(codings(window.open_study.reader, 1))
    window.actions_["finder"].trigger()
    QTest.keyClicks(window.finder, "jpd")
    QTest.keyClick(window.finder, Key.Key_Return)
    assert len(codings(window.open_study.reader, 1)) == before + 1


def test_the_interview_that_was_open_is_opened_again(window: MainWindow) -> None:
    path = window.open_study.file.path
    other = window.open_study.perform(add_interview(InterviewDetails("Another", 2, 2)))
    window.go(Place("code", other))
    window.open_study.close()
    window.open_study.open(path)
    assert window.code.page.interview_id == other
    assert window.code.tree.model.interviews() == [1, other]
