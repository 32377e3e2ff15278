"""The list of cards: keys and scrolling among hundreds of passages of which only a few were measured."""

from collections.abc import Mapping

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from app.shell.open_study import OpenStudy
from app.widgets.card_stack import CardStack
from app.widgets.passage_list import PassageList
from coding.analysis.passages import find_passages
from storage.queries.frames import texts
from storage.queries.study_data import analysis_data

LAST = 303


class Cards(PassageList):
    """The list on the sample study's passages, noting which interviews are read for it."""

    def __init__(self, study: OpenStudy) -> None:
        super().__init__()
        self.study = study
        self.read: list[int] = []

    def fill(self) -> None:
        held = analysis_data(self.study.reader, self.study.framework.id, [self.study.coder_id or 0])
        self.show_passages(find_passages(held), self._texts)

    def _texts(self, ids: list[int]) -> Mapping[int, str]:
        self.read += ids
        return texts(self.study.reader, ids)

    def on_view(self, row: int) -> bool:
        return self.viewport().rect().contains(self.visualRect(self.passages.index(row)))


@pytest.fixture
def cards(qtbot: QtBot, sample: OpenStudy) -> Cards:
    view = Cards(sample)
    qtbot.addWidget(view)
    view.resize(700, 600)
    with qtbot.waitExposed(view):
        view.show()
    view.fill()
    view.start()
    return view


@pytest.mark.parametrize("key", [Qt.Key.Key_End, Qt.Key.Key_PageDown, Qt.Key.Key_PageUp])
def test_the_card_that_a_key_leads_to_is_shown_whole(cards: Cards, key: Qt.Key) -> None:
    if key is Qt.Key.Key_PageUp:
        QTest.keyClick(cards, Qt.Key.Key_End)
    for _time in range(4):
        QTest.keyClick(cards, key)
        assert cards.on_view(cards.currentIndex().row())


def test_a_page_is_as_many_cards_as_the_view_holds(cards: Cards) -> None:
    QTest.keyClick(cards, Qt.Key.Key_PageDown)
    further = cards.currentIndex().row()
    heights = [cards.sizeHintForIndex(cards.passages.index(row)).height() for row in range(further + 1)]
    following = cards.sizeHintForIndex(cards.passages.index(further + 1)).height()
    assert sum(heights) <= cards.viewport().height() < sum(heights) + following
    QTest.keyClick(cards, Qt.Key.Key_PageUp)
    assert cards.currentIndex().row() == 0


def test_keys_go_to_both_ends_and_no_further(cards: Cards) -> None:
    QTest.keyClick(cards, Qt.Key.Key_End)
    QTest.keyClick(cards, Qt.Key.Key_Down)
    bar = cards.verticalScrollBar()
    assert (cards.currentIndex().row(), bar.value()) == (LAST, bar.maximum())
    assert cards.visualRect(cards.currentIndex()).bottom() == cards.viewport().height() - 1
    QTest.keyClick(cards, Qt.Key.Key_Home)
    QTest.keyClick(cards, Qt.Key.Key_Up)
    assert (cards.currentIndex().row(), bar.value()) == (0, 0)


def test_what_is_not_shown_is_not_read(cards: Cards) -> None:
    QTest.keyClick(cards, Qt.Key.Key_End)
    QTest.keyClick(cards, Qt.Key.Key_Z)  # would look for a quotation that begins so
    assert set(cards.read) == {1, 20}


def test_scrolling_up_over_cards_not_yet_measured_moves_by_what_was_asked(cards: Cards) -> None:
    QTest.keyClick(cards, Qt.Key.Key_End)
    for _step in range(100):
        index = cards.indexAt(QPoint(50, 300))
        before = cards.visualRect(index).top()
        cards.verticalScrollBar().setValue(cards.verticalScrollBar().value() - 40)
        assert cards.visualRect(index).top() == before + 40


def test_every_card_is_passed_on_the_way_down(cards: Cards) -> None:
    cards.resize(700, 700)  # higher than any of them
    seen: set[int] = {0}
    while cards.currentIndex().row() < LAST:
        QTest.keyClick(cards, Qt.Key.Key_PageDown)
        seen |= {row for row in range(LAST + 1) if cards.on_view(row)}
    assert seen == set(range(LAST + 1))


def test_the_uppermost_card_stays_in_another_width(cards: Cards) -> None:
    cards.verticalScrollBar().setValue(9000)
    row = cards.indexAt(QPoint(50, 0)).row()
    cards.resize(400, 600)
    assert cards.indexAt(QPoint(50, 0)).row() == row
    assert cards.visualRect(cards.passages.index(row)).width() == cards.viewport().width()


def test_what_is_on_view_stays_when_the_look_changes(cards: Cards) -> None:
    cards.verticalScrollBar().setValue(9010)
    index = cards.indexAt(QPoint(50, 300))
    before = cards.visualRect(index)
    cards.doItemsLayout()
    assert cards.visualRect(index) == before


def test_a_click_below_the_last_card_chooses_nothing(cards: Cards) -> None:
    cards.resize(700, 60_000)
    assert cards.indexAt(QPoint(50, 59_000)).row() == -1
    assert cards.indexAt(QPoint(50, 10)).row() == 0


@given(st.lists(st.tuples(st.integers(1, 50), st.integers(1, 50), st.booleans()), min_size=1))
def test_cards_stand_one_below_the_other(cards: list[tuple[int, int, bool]]) -> None:
    stack = CardStack(np.array([guess for guess, _height, _known in cards]))
    for row, (_guess, height, known) in enumerate(cards):
        if known:
            stack.put(row, height)
    heights = [height if known else guess for guess, height, known in cards]
    assert stack.total == sum(heights)
    for row, height in enumerate(heights):
        assert (stack.top(row), stack.bottom(row)) == (sum(heights[:row]), sum(heights[:row]) + height)
        assert stack.row_at(stack.top(row)) == stack.row_at(stack.bottom(row) - 1) == row
