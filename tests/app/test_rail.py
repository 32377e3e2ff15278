"""The list of interviews folded to a rail."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from app.explorer.rail import WIDTH
from app.explorer.tree import InterviewTree
from app.shell.open_study import OpenStudy
from coding.model.study import State
from storage.operations.interviews import InterviewDetails, add_interview


@pytest.fixture
def tree(open_study: OpenStudy, qtbot: QtBot) -> InterviewTree:
    widget = InterviewTree(open_study)
    qtbot.addWidget(widget)
    open_study.perform(add_interview(InterviewDetails("B5", 2, 2), [3]))
    open_study.opened.emit()
    widget.resize(240, 600)
    widget.show()
    widget.fold(True)  # noqa: FBT003 - as the signal says it
    return widget


def spoken(tree: InterviewTree) -> list[str]:
    model = tree.rail.rail
    return [model.index_of(key).data(Qt.ItemDataRole.AccessibleTextRole) for key in model.all_keys()]


def test_it_is_narrow_and_says_rounds_and_interviews(tree: InterviewTree) -> None:
    assert tree.width() == WIDTH
    assert tree.rail.columnWidth(0) <= WIDTH
    assert spoken(tree) == [
        "2014, 0 of 0 done",
        "2015, 0 of 2 done",
        "B2 Headteacher and deputy, not started, 3 codings",
        "B5 Teacher, not started, 0 codings",
    ]


def test_it_opens_interviews_by_mouse_and_keys(tree: InterviewTree) -> None:
    chosen: list[int] = []
    tree.interview_chosen.connect(chosen.append)
    at = tree.rail.visualRect(tree.rail.rail.index_of(("interview", 1))).center()
    QTest.mouseClick(tree.rail.viewport(), Qt.MouseButton.LeftButton, pos=at)
    QTest.keyClick(tree.rail, Qt.Key.Key_Down)
    QTest.keyClick(tree.rail, Qt.Key.Key_Return)
    assert chosen == [1, 2]


def test_hovering_says_who_it_is(tree: InterviewTree) -> None:
    tip = tree.rail.rail.index_of(("interview", 2)).data(Qt.ItemDataRole.ToolTipRole)
    assert "B5 · Teacher" in tip


def test_it_follows_the_study(tree: InterviewTree) -> None:
    tree.set_state(1, State.DONE)
    assert "B2 Headteacher and deputy, done, 3 codings" in spoken(tree)
    tree.remove(2)
    assert len(spoken(tree)) == 3


def test_the_keyboard_stays_in_the_list(tree: InterviewTree, qtbot: QtBot) -> None:
    tree.activateWindow()
    tree.rail.setFocus()
    tree.fold(False)  # noqa: FBT003
    assert QApplication.focusWidget() is tree.view
    tree.fold(True)  # noqa: FBT003
    assert QApplication.focusWidget() is tree.rail
