"""Going through the passages of a code on its page, by keyboard and by mouse."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from app.shell.open_study import OpenStudy
from app.shell.places import Place
from app.sorting.page import SortingPage
from coding.model.framework import Code
from coding.model.study import Span
from storage.operations.codings import toggle_code
from storage.operations.going_through import set_targets
from storage.operations.memos import write_coding_memo
from storage.queries.codings import codings
from tests.app.conftest import RecordedNotices

Key = Qt.Key
NONE = Qt.KeyboardModifier.NoModifier
SPANS = (Span(17, 21), Span(23, 34), Span(48, 55))


def code(open_study: OpenStudy, short: str) -> Code:
    return next(code for code in open_study.framework.codes if code.short == short)


def spans(open_study: OpenStudy, short: str) -> list[Span]:
    code_id = code(open_study, short).id
    return sorted(each.span for each in codings(open_study.reader, 1) if each.code_id == code_id)


@pytest.fixture
def page(qtbot: QtBot, open_study: OpenStudy) -> SortingPage:
    """Return the page with three passages of AI, to be sorted into DI and CE."""
    ai = code(open_study, "AI").id
    for span in SPANS:
        open_study.perform(toggle_code(1, *span, ai))
    open_study.perform(set_targets(ai, [code(open_study, "DI").id, code(open_study, "CE").id]))
    page = SortingPage(open_study)
    qtbot.addWidget(page)
    page.resize(1024, 650)
    page.show()
    page.go(Place("sort", detail=str(ai)))
    return page


def press(
    page: SortingPage, key: Qt.Key, modifier: Qt.KeyboardModifier = Qt.KeyboardModifier.NoModifier
) -> None:
    QTest.keyClick(page.panel.targets, key, modifier)


def in_hand(page: SortingPage) -> Span | None:
    return page.coding.span if page.coding is not None else None


def test_each_passage_is_shown_in_its_context(page: SortingPage) -> None:
    assert page.pane.view.selected == in_hand(page) == SPANS[0]
    assert page.progress.text() == "3 to sort"
    assert page.context() == "1 of 3 to sort"
    assert page.copied() == page.pane.view.toPlainText()[17:21]


def test_a_key_sorts_and_goes_on(page: SortingPage, open_study: OpenStudy) -> None:
    press(page, Key.Key_1)
    assert spans(open_study, "DI") == [SPANS[0]]
    assert page.pane.view.selected == in_hand(page) == SPANS[1]
    QTest.keyClick(page.pane.view, Key.Key_2)
    assert spans(open_study, "CE") == [SPANS[1]]
    assert in_hand(page) == SPANS[2]


def test_both_skipped_left_and_back(
    page: SortingPage, open_study: OpenStudy, notices: RecordedNotices
) -> None:
    press(page, Key.Key_S)
    assert in_hand(page) == SPANS[1]
    press(page, Key.Key_Left)
    press(page, Key.Key_B)
    assert spans(open_study, "DI") == spans(open_study, "CE") == [SPANS[0]]
    press(page, Key.Key_L)
    assert in_hand(page) == SPANS[2]
    assert page.progress.text() == "1 to sort · 1 left as it is"
    press(page, Key.Key_Right)
    assert "comes again" in notices.lines[-1]


def test_shift_ticks_a_code_to_go_with_the_next(page: SortingPage, open_study: OpenStudy) -> None:
    QTest.keyClicks(page.panel.new_code, "evidence")
    QTest.keyClick(page.panel.new_code, Key.Key_Return)
    assert [c.short for c in page.panel.targets.codes] == ["DI", "CE", "evidence"]
    assert page.panel.both.text() == "All 3  B"
    press(page, Key.Key_1, Qt.KeyboardModifier.ShiftModifier)
    assert in_hand(page) == SPANS[0]
    press(page, Key.Key_3)
    assert spans(open_study, "DI") == spans(open_study, "evidence") == [SPANS[0]]
    assert spans(open_study, "CE") == []


def test_what_undo_brings_back_is_in_hand(page: SortingPage, open_study: OpenStudy) -> None:
    press(page, Key.Key_S)
    press(page, Key.Key_1)
    assert in_hand(page) == SPANS[2]
    open_study.undo()
    assert in_hand(page) == SPANS[1]
    assert spans(open_study, "DI") == []


def test_at_the_end_what_was_left_may_be_looked_at_again(page: SortingPage) -> None:
    for key in (Key.Key_1, Key.Key_L, Key.Key_2):
        press(page, key)
    assert page.coding is None
    assert page.nothing.button.isVisible()
    page.nothing.button.click()
    assert in_hand(page) == SPANS[1]


def test_it_is_taken_up_tomorrow(qtbot: QtBot, page: SortingPage, open_study: OpenStudy) -> None:
    press(page, Key.Key_L)
    press(page, Key.Key_1)
    again = SortingPage(open_study)
    qtbot.addWidget(again)
    again.go(page.place())
    assert in_hand(again) == SPANS[2]
    assert [c.short for c in again.panel.targets.codes] == ["DI", "CE"]


def test_codes_are_added_and_taken_away(page: SortingPage, open_study: OpenStudy) -> None:
    menu = page.panel.another.menu()
    assert menu is not None
    next(action for action in menu.actions() if "AA" in action.text()).trigger()
    assert [c.short for c in page.panel.targets.codes] == ["DI", "CE", "AA"]
    page.panel.targets.setCurrentRow(0)
    press(page, Key.Key_Delete)
    assert [c.short for c in page.panel.targets.codes] == ["CE", "AA"]


def test_what_was_written_on_the_coding_is_read(page: SortingPage, open_study: OpenStudy) -> None:
    assert page.coding is not None
    assert not page.panel.memo.isVisible()
    open_study.perform(write_coding_memo(page.coding.id, "Two things."))
    assert page.panel.memo.text() == "Two things."


def test_another_code_is_chosen_above(page: SortingPage, open_study: OpenStudy) -> None:
    hsc = code(open_study, "HSC")
    page.code.activated.emit(page.code.findData(hsc.id))
    assert page.place() == Place("sort", detail=str(hsc.id))
    below = [child.short for child in open_study.framework.children(hsc.id)]
    assert [c.short for c in page.panel.targets.codes] == below


def test_a_place_is_opened_in_the_transcript(page: SortingPage) -> None:
    asked: list[Place] = []
    page.place_chosen.connect(asked.append)
    page.panel.place_wanted.emit()
    assert asked == [Place("code", 1, *SPANS[0])]
