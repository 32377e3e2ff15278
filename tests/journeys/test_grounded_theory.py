"""A codebook out of nothing, by keyboard alone, all of it undone and done again.

Forty codes in vivo on two interviews, nine categories of them, five merged away, one split, thirty passages
recoded from a query.
"""

from pathlib import Path
from shutil import copyfile

import pytest
from PySide6.QtCore import Qt, QTimer
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from app.codebook.editor import CodebookPage
from app.codebook.merge_dialog import MergeCodesDialog
from app.passages.code_chooser import CodeChooser
from app.passages.page import PassagesPage
from app.shell.places import Place
from app.sorting.page import SortingPage
from app.window.window import MainWindow
from coding.model.framework import Code
from coding.model.study import Coding
from storage.operations.studies import add_shipped_framework
from storage.queries.codings import codings
from storage.sample_study import SHIPPED
from tests.journeys.test_growing import name_it
from tests.storage.dumps import dump

pytestmark = pytest.mark.qt_log_ignore("This plugin does not support", extend=True)  # no screen, no keyboard
Key = Qt.Key
NONE = Qt.KeyboardModifier.NoModifier
CTRL, SHIFT, ALT = (
    Qt.KeyboardModifier.ControlModifier,
    Qt.KeyboardModifier.ShiftModifier,
    Qt.KeyboardModifier.AltModifier,
)


@pytest.fixture
def window(window: MainWindow, tmp_path: Path) -> MainWindow:
    """Return the window on the interviews of the sample study, with a framework that has no code yet."""
    study = window.open_study
    assert study.open(Path(copyfile(SHIPPED, tmp_path / "Saltmere.strandline")))
    study.use_framework(study.perform(add_shipped_framework("open_coding")))
    window.go(Place("code", 1))
    window.activateWindow()
    window.code.page.view.setFocus()
    return window


def press(window: MainWindow, key: Qt.Key, held: Qt.KeyboardModifier = NONE, times: int = 1) -> None:
    """Press a key wherever the keyboard is."""
    for _time in range(times):
        QTest.keyClick(QApplication.focusWidget() or window, key, held)


def activate(qtbot: QtBot, window: MainWindow) -> None:
    """Give the window the keyboard back after a dialog: where nothing manages windows, nobody else does."""
    with qtbot.waitActive(window):
        window.activateWindow()


def codes(window: MainWindow) -> tuple[Code, ...]:
    return window.open_study.framework.codes


def coded(window: MainWindow, interview_id: int) -> list[Coding]:
    """Return the codings of an interview with codes of the framework in use."""
    study = window.open_study
    return [each for each in codings(study.reader, interview_id) if each.code_id in study.framework.by_id]


def test_a_codebook_grows_by_keyboard_and_all_of_it_is_undone(qtbot: QtBot, window: MainWindow) -> None:
    study = window.open_study
    before, steps = dump(study.file), len(study.file.history(1000))
    for _interview in range(2):
        code_twenty_in_vivo(window)
        press(window, Key.Key_PageDown, CTRL)
    assert len(codes(window)) == 40
    assert [len(coded(window, id_)) for id_ in (1, 2)] == [20, 20]

    activate(qtbot, window)
    make_nine_categories(window)
    assert sum(code.is_group for code in codes(window)) == 9
    for _time in range(5):
        merge_the_last_two(qtbot, window)
    activate(qtbot, window)
    assert len(codes(window)) == 40 + 9 - 5
    split(window)
    recode_thirty(window)

    after = dump(study.file)
    steps = len(study.file.history(1000)) - steps
    press(window, Key.Key_1, ALT)
    for _step in range(steps):
        study.undo()
    assert dump(study.file) == before
    for _step in range(steps):
        study.redo()
    assert dump(study.file) == after


def code_twenty_in_vivo(window: MainWindow) -> None:
    """Code a sentence in vivo with two presses, go on to the next one, twenty times."""
    press(window, Key.Key_Home, CTRL)
    for _sentence in range(20):
        press(window, Key.Key_I, CTRL | SHIFT)
        press(window, Key.Key_Return)
        press(window, Key.Key_Down)


def make_nine_categories(window: MainWindow) -> None:
    """Select four codes at a time and make a category of them."""
    press(window, Key.Key_4, ALT)
    page = window.page
    assert isinstance(page, CodebookPage)
    page.tree.setFocus()
    for number in range(9):
        press(window, Key.Key_Home)
        press(window, Key.Key_Down, times=5 * number)
        press(window, Key.Key_Down, SHIFT, 3)
        QTest.keyClick(page.new_group, Key.Key_Space)
        name_it(window, f"Category {number + 1}")
        page.tree.setFocus()


def merge_the_last_two(qtbot: QtBot, window: MainWindow) -> None:
    """Merge the last code into the one before it."""
    single = [code for code in codes(window) if not code.is_group]

    def choose() -> None:
        dialog = QApplication.activeModalWidget()
        assert isinstance(dialog, MergeCodesDialog)
        dialog.goes.setCurrentIndex(dialog.goes.findData(single[-1].id))
        dialog.stays.setCurrentIndex(dialog.stays.findData(single[-2].id))
        qtbot.waitUntil(dialog.act_button.isEnabled)
        QTest.keyClick(dialog.act_button, Key.Key_Space)

    QTimer.singleShot(0, choose)
    window.actions_["merge_codes"].trigger()
    assert single[-1].id not in window.open_study.framework.by_id


def split(window: MainWindow) -> None:
    """Go through the passages of the code that came of merging, and give three of them to a new code."""
    merged = [code for code in codes(window) if not code.is_group][-1]
    window.go(Place("sort", detail=str(merged.id)))
    page = window.page
    assert isinstance(page, SortingPage)
    QTest.keyClicks(page.panel.new_code, "split off")
    QTest.keyClick(page.panel.new_code, Key.Key_Return)
    for _passage in range(3):
        QTest.keyClick(page.panel.targets, Key.Key_1)
    new = next(code for code in codes(window) if code.name == "split off")
    assert [each.code_id for each in (*coded(window, 1), *coded(window, 2))].count(new.id) == 3


def recode_thirty(window: MainWindow) -> None:
    """Ask for what was coded by hand, select thirty passages by keys, and make all their codes one."""
    press(window, Key.Key_3, ALT)
    page = window.page
    assert isinstance(page, PassagesPage)
    page.query_bar.field.setFocus()
    QTest.keyClicks(page.query_bar.field, "by:hand")
    press(window, Key.Key_Return)
    page.list.start()
    press(window, Key.Key_Down, SHIFT, 29)
    assert page.action_bar.said.text() == "30 selected"
    target = next(code for code in codes(window) if not code.is_group)
    press(window, Key.Key_R)
    for typed in ("all of", target.name):
        dialog = page.acts.dialog
        assert isinstance(dialog, CodeChooser)
        QTest.keyClicks(dialog.field, typed)
        QTest.keyClick(dialog.field, Key.Key_Return)
    assert [each.code_id for each in (*coded(window, 1), *coded(window, 2))].count(target.id) == 30
