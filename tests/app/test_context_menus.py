"""The menus of the transcript, of tables and of what has the keyboard."""

from typing import Any

import pytest
from PySide6.QtCore import QPoint, QPointF, Qt
from PySide6.QtGui import QAction, QContextMenuEvent, QGuiApplication
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QMenu
from pytestqt.qtbot import QtBot

from app.shell.places import Place
from app.transcript.page import CodePage
from coding.model.study import Direction, Span
from storage.queries.codings import codings
from storage.queries.questions import questions

pytestmark = pytest.mark.qt_log_ignore("This plugin does not support", extend=True)  # no screen, no keyboard
HARD = Span(48, 71)  # "And we say hard things.", with HSC and E&C


@pytest.fixture
def page(code_page: CodePage) -> CodePage:
    return code_page


def words_of(menu: QMenu) -> list[str]:
    return [action.text().split("\t")[0] for action in menu.actions() if action.text()]


def entry(menu: QMenu, beginning: str) -> QAction:
    return next(action for action in menu.actions() if action.text().startswith(beginning))


def menu_of(page: CodePage, span: Span, pointed_at: int = -1) -> QMenu:
    page.view.select_span(span)
    menu = page.menus.for_words(pointed_at)
    assert menu is not None
    return menu


def asked(view: Any, at: QPoint, reason: QContextMenuEvent.Reason) -> QMenu:
    """Ask a widget for its menu as Qt does; return what pops up."""
    QApplication.sendEvent(view, QContextMenuEvent(reason, at, view.mapToGlobal(at)))
    menu = QApplication.activePopupWidget()
    assert isinstance(menu, QMenu)
    return menu


def test_the_menu_on_words_offers_what_is_done_with_them(page: CodePage) -> None:
    menu = menu_of(page, HARD)
    assert words_of(menu)[0].endswith("· 5 words")
    assert f"Code in vivo “{page.copied()}”…" in words_of(menu)
    for words in ("Code with…", "Memo…", "Copy", "Copy with attribution", "Find these words everywhere"):
        assert words in words_of(menu)
    assert "Correct the text…" in words_of(menu)
    assert "This turn asks…" not in words_of(menu)


def test_the_last_two_strands_used_come_first_and_code(page: CodePage) -> None:
    for key in (Qt.Key.Key_1, Qt.Key.Key_2, Qt.Key.Key_3):
        QTest.keyClick(page.view, key)
    menu = menu_of(page, HARD)
    assert [text.split()[0] for text in words_of(menu)[1:3]] == ["TI", "M&&C"]
    entry(menu, "TI").trigger()
    on_span = [c for c in codings(page.open_study.reader, 1) if c.span == HARD]
    assert "TI" in [page.open_study.framework.by_id[coding.code_id].short for coding in on_span]


def test_on_an_interviewers_turn_it_offers_what_the_turn_asks(page: CodePage) -> None:
    assert "This turn asks…" in words_of(menu_of(page, Span(0, 5)))


def test_words_are_copied_and_looked_for(page: CodePage) -> None:
    menu = menu_of(page, HARD)
    entry(menu, "Copy\t").trigger()
    assert QGuiApplication.clipboard().text() == "And we say hard things."
    chosen: list[Place] = []
    page.place_chosen.connect(chosen.append)
    entry(menu, "Find these").trigger()
    assert chosen == [Place("find", detail="And we say hard things.")]


@pytest.mark.parametrize(
    ("span", "pointed_at", "name"),
    [(Span(52, 54), -1, "we"), (HARD, 49, "And"), (HARD, 53, ""), (HARD, -1, "")],
)
def test_a_name_is_what_is_selected_or_pointed_at(
    page: CodePage, span: Span, pointed_at: int, name: str
) -> None:
    menu = menu_of(page, span, pointed_at)
    wanted: list[str] = []
    page.menus.mask_wanted.connect(wanted.append)
    entry(menu, "Mask").trigger()
    assert wanted == [name]


def test_a_click_beside_the_selection_takes_the_sentence_there(page: CodePage) -> None:
    view = page.view
    row = view.row_of(HARD.start + 4, view.rows())
    assert row is not None
    at = QPointF(row.x(view.to_qt(HARD).start + 4) + 2, row.top + row.height / 2).toPoint()
    asked(view.viewport(), at, QContextMenuEvent.Reason.Mouse).close()
    assert view.selected == HARD
    view.select_span(Span(17, 71))
    asked(view.viewport(), at, QContextMenuEvent.Reason.Mouse).close()
    assert view.selected == Span(17, 71)


def test_what_a_participant_says_is_asked_as_a_question(page: CodePage) -> None:
    menu = menu_of(page, Span(17, 47))
    [below] = [each for each in menu.findChildren(QMenu) if each.title() == "Ask as a question"]
    assert words_of(below) == ["in 2015", "in 2014"]
    below.actions()[0].trigger()
    assert [(each.round_id, each.text) for each in questions(page.open_study.reader)] == [
        (2, "Well, we trust each other now.")
    ]
    state = page.selection_state()
    assert state is not None
    [remark] = [each for each in state.remarks if each.span == Span(17, 47)]
    assert remark.text == "Asked as a question in 2015: Well, we trust each other now."


def test_the_menu_key_asks_for_the_menu_of_the_selection(page: CodePage) -> None:
    page.view.select_span(HARD)
    menu = asked(page.view, QPoint(0, 0), QContextMenuEvent.Reason.Keyboard)
    assert page.view.selected == HARD
    assert words_of(menu)[0].endswith("5 words")
    menu.close()


def test_the_coding_in_hand_has_a_menu_of_its_own(page: CodePage) -> None:
    menu = menu_of(page, HARD)
    coding = page.view.current_coding
    assert coding is not None
    below = menu.findChildren(QMenu)[0]
    entry(below, "Unsure").trigger()
    now = page.view.current_coding
    assert now is not None
    assert now.unsure
    (directions,) = below.findChildren(QMenu)
    assert words_of(directions) == ["shows it", "lacks it", "mixed", "wishes for it"]
    entry(directions, "lacks it").trigger()
    assert page.view.current_coding is not None
    assert page.view.current_coding.direction == Direction.LACKS
    entry(below, "Remove coding").trigger()
    assert coding.id not in [each.id for each in codings(page.open_study.reader, 1)]


def test_the_code_of_a_coding_may_be_merged(qtbot: QtBot, page: CodePage) -> None:
    asked: list[int] = []
    page.open_study.merge_wanted.connect(asked.append)
    menu = menu_of(page, HARD)
    below = menu.findChildren(QMenu)[0]
    coding = page.view.current_coding
    entry(below, "Merge the code").trigger()
    qtbot.waitUntil(lambda: bool(asked))
    assert coding is not None
    assert asked == [coding.code_id]
