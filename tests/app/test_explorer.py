"""The tree of interviews."""

import pytest
from PySide6.QtCore import QModelIndex, Qt
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from app.explorer.tree import InterviewTree
from app.shell.open_study import OpenStudy
from coding.model.study import State
from storage.operations.coders import add_coder
from storage.operations.codings import toggle_code
from storage.operations.interviews import InterviewDetails, add_interview, edit_interview
from storage.operations.people import set_post
from storage.operations.reading import set_state
from tests.app.conftest import RecordedNotices


@pytest.fixture
def tree(open_study: OpenStudy, qtbot: QtBot) -> InterviewTree:
    widget = InterviewTree(open_study)
    qtbot.addWidget(widget)
    open_study.perform(add_interview(InterviewDetails("B5", 2, 2), [3]))
    open_study.perform(add_interview(InterviewDetails("Somewhere")))
    open_study.opened.emit()
    widget.resize(240, 600)
    widget.show()
    return widget


@pytest.fixture
def chosen(tree: InterviewTree) -> list[int]:
    found: list[int] = []
    tree.interview_chosen.connect(found.append)
    return found


def _spoken(tree: InterviewTree) -> list[str]:
    found: list[str] = []

    def walk(parent: QModelIndex) -> None:
        for row in range(tree.model.rowCount(parent)):
            index = tree.model.index(row, 0, parent)
            found.append(index.data(Qt.ItemDataRole.AccessibleTextRole))
            walk(index)

    walk(QModelIndex())
    return found


def _index(tree: InterviewTree, interview_id: int) -> QModelIndex:
    return tree.model.index_of(("interview", interview_id))


def test_it_says_rounds_schools_and_interviews_in_words(tree: InterviewTree) -> None:
    assert _spoken(tree) == [
        "2014, 0 of 0 done",
        "2015, 0 of 2 done",
        "School B, 2 interviews",
        "B2 Headteacher and deputy, not started, 3 codings",
        "B5 Teacher, not started, 0 codings",
        "No round, 0 of 1 done",
        "No school, 1 interview",
        "Somewhere, not started, 0 codings",
    ]


def test_it_counts_for_the_coders_that_are_shown(tree: InterviewTree, open_study: OpenStudy) -> None:
    other_id = open_study.perform(add_coder("J. Nolan"))
    assert other_id is not None
    open_study.perform(set_state(1, State.DONE))
    assert "B2 Headteacher and deputy, done, 3 codings" in _spoken(tree)
    open_study.coders.show([other_id])
    assert "B2 Headteacher and deputy, not started, 0 codings" in _spoken(tree)
    open_study.coders.show(None)
    assert "B2 Headteacher and deputy, done, 3 codings" in _spoken(tree)


def test_clicking_an_interview_chooses_it(tree: InterviewTree, chosen: list[int]) -> None:
    at = tree.view.visualRect(_index(tree, 2)).center()
    QTest.mouseClick(tree.view.viewport(), Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier, at)
    assert chosen == [2]


def test_it_is_walked_and_opened_by_keyboard_alone(tree: InterviewTree, chosen: list[int]) -> None:
    tree.view.setCurrentIndex(tree.model.index_of(("round", 2)))
    for _press in range(2):
        QTest.keyClick(tree.view, Qt.Key.Key_Down)
    QTest.keyClick(tree.view, Qt.Key.Key_Return)
    assert chosen == [1]


def test_a_new_coding_is_counted_without_reading_the_tree_again(tree: InterviewTree, qtbot: QtBot) -> None:
    with qtbot.assertNotEmitted(tree.model.modelReset):
        tree.open_study.perform(toggle_code(1, 0, 16, 7))
    assert "B2 Headteacher and deputy, being read, 4 codings" in _spoken(tree)


def test_the_round_says_how_many_are_done_without_reading_the_tree_again(
    tree: InterviewTree, qtbot: QtBot
) -> None:
    with qtbot.assertNotEmitted(tree.model.modelReset):
        tree.set_state(1, State.DONE)
    assert "2015, 1 of 2 done" in _spoken(tree)


def test_an_interview_that_moves_to_another_school_is_hung_there(tree: InterviewTree) -> None:
    tree.open_study.perform(edit_interview(2, InterviewDetails("B5", 2, 1)))
    assert "School A, 1 interview" in _spoken(tree)


def test_what_is_folded_stays_folded_when_the_tree_is_read_again(tree: InterviewTree) -> None:
    tree.view.collapse(tree.model.index_of(("school", 2, 2)))
    tree.open_study.perform(set_post(3, 2, 2, 5, "Newly qualified teacher"))
    assert not tree.view.isExpanded(tree.model.index_of(("school", 2, 2)))
    assert tree.view.isExpanded(tree.model.index_of(("round", 2)))


def test_the_cursor_stays_when_the_tree_is_read_again(tree: InterviewTree) -> None:
    tree.view.setCurrentIndex(_index(tree, 2))
    tree.open_study.perform(set_post(3, 2, 2, 5, "Newly qualified teacher"))
    assert tree.view.currentIndex() == _index(tree, 2)


def test_the_filter_keeps_what_fits_every_word(tree: InterviewTree) -> None:
    tree.filter.setText("2015 teach b5")
    assert tree.model.interviews() == [2]
    assert "2015, 0 of 2 done" in _spoken(tree)
    tree.filter.setText("")
    assert tree.model.interviews() == [1, 2, 3]


def test_what_fits_the_filter_is_seen_though_it_was_folded(tree: InterviewTree) -> None:
    tree.view.collapseAll()
    tree.filter.setText("b5")
    assert tree.view.visualRect(_index(tree, 2)).isValid()


def test_the_interview_on_view_is_seen_though_its_round_was_folded(tree: InterviewTree) -> None:
    tree.view.collapseAll()
    tree.show_interview(2)
    assert tree.view.visualRect(_index(tree, 2)).isValid()


def test_delete_removes_and_undo_is_offered(tree: InterviewTree, notices: RecordedNotices) -> None:
    tree.view.setCurrentIndex(_index(tree, 1))
    QTest.keyClick(tree.view, Qt.Key.Key_Delete)
    assert tree.model.interviews() == [2, 3]
    notices.offers[-1].act()
    assert tree.model.interviews() == [1, 2, 3]


def test_the_menu_says_how_far_an_interview_is(tree: InterviewTree) -> None:
    row = tree.model.index_of(("interview", 1)).data(Qt.ItemDataRole.UserRole)
    menu = tree.menu_for(row)
    next(action for action in menu.actions() if action.text() == "Done").trigger()
    assert "B2 Headteacher and deputy, done, 3 codings" in _spoken(tree)


def test_stepping_goes_through_the_interviews_in_their_order(tree: InterviewTree, chosen: list[int]) -> None:
    tree.show_interview(1)
    tree.step(1)
    tree.show_interview(3)
    tree.step(1)
    assert chosen == [2]


def test_an_empty_study_says_what_to_do(tree: InterviewTree) -> None:
    for interview_id in (1, 2, 3):
        tree.remove(interview_id)
    assert tree.empty.isVisible()
    assert not tree.view.isVisible()
