"""Two people in one window: the Coders page comes with the second, and all of it is done by keys."""

from pathlib import Path
from zipfile import ZipFile

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from app.agreement.page import CodersPage
from app.shell.places import Place
from app.window.window import MainWindow
from coding.analysis.agreement import Part
from coding.model.agreement import Measuring
from coding.model.study import State
from storage.operations.agreement import fix_agreement
from storage.operations.coders import add_coder
from storage.operations.codings import toggle_code
from storage.operations.reading import set_state
from tests.app.conftest import RecordedNotices

ME = 1
ALT, CTRL = Qt.KeyboardModifier.AltModifier, Qt.KeyboardModifier.ControlModifier


def offered(window: MainWindow) -> bool:
    (button,) = [each for each in window.top_bar.pages.stops() if each.text() == "Coders"]
    return not button.isHidden()


def read_by_two(window: MainWindow) -> None:
    """Let two people be done with the interview; one of their codings is the same."""
    study = window.open_study
    jn = study.perform(add_coder("J. Nolan"))
    assert jn is not None
    study.perform(toggle_code(1, 23, 47, 7, coder_id=jn))
    for coder_id in (jn, ME):
        study.coders.code_as(coder_id)
        study.perform(set_state(1, State.DONE))


def press(
    window: MainWindow, key: Qt.Key, held: Qt.KeyboardModifier = Qt.KeyboardModifier.NoModifier
) -> None:
    QTest.keyClick(QApplication.focusWidget() or window, key, held)


def test_the_page_is_offered_from_the_second_coder_on(on_study: MainWindow) -> None:
    action = on_study.actions_["page_coders"]
    assert not offered(on_study)
    assert not action.isEnabled()
    on_study.open_study.perform(add_coder("J. Nolan"))
    assert offered(on_study)
    assert action.isEnabled()
    on_study.open_study.undo()
    assert not offered(on_study)
    assert not action.isEnabled()


def test_it_is_fixed_and_settled_by_keys_alone(on_study: MainWindow, qtbot: QtBot) -> None:
    read_by_two(on_study)
    on_study.activateWindow()
    press(on_study, Qt.Key.Key_8, ALT)
    page = on_study.page
    assert isinstance(page, CodersPage)
    qtbot.waitUntil(page.form.fix.hasFocus)
    press(on_study, Qt.Key.Key_Space)
    qtbot.waitUntil(page.list.hasFocus)
    assert page.shown is not None
    for key in (Qt.Key.Key_A, Qt.Key.Key_B):
        press(on_study, key)
    assert page.head.settled.text() == "2 settled: 1 as Me, 1 as JN"
    press(on_study, Qt.Key.Key_Z, CTRL)
    assert page.head.settled.text().startswith("1 of 2 settled")
    press(on_study, Qt.Key.Key_F6)
    assert page.readings.view.hasFocus()


def test_escape_closes_the_passages_behind_a_figure(on_study: MainWindow) -> None:
    read_by_two(on_study)
    on_study.open_study.perform(fix_agreement(Measuring()))
    on_study.go(Place("coders"))
    page = on_study.page
    assert isinstance(page, CodersPage)
    page.figures.table.setFocus()
    rows = page.figures.table.figures.rows
    at = next(n for n, row in enumerate(rows) if len(row.coding_ids(Part.FIRST_ONLY)))
    page.figures.table.setCurrentIndex(page.figures.table.figures.index(at, 2))
    press(on_study, Qt.Key.Key_Return)
    assert page.room.is_open
    press(on_study, Qt.Key.Key_Escape)
    assert not page.room.is_open
    assert page.figures.table.hasFocus()


def test_the_report_says_what_agreement_was_reached(
    on_study: MainWindow, notices: RecordedNotices, tmp_path: Path, qtbot: QtBot
) -> None:
    read_by_two(on_study)
    for name, fix in (("before", False), ("after", True)):
        if fix:
            on_study.open_study.perform(fix_agreement(Measuring()))
        target = tmp_path / f"{name}.docx"
        notices.answers.append(target)
        n = len(notices.offers)
        on_study.actions_["export_word"].trigger()
        qtbot.waitUntil(lambda n=n: len(notices.offers) > n, timeout=20_000)
        words = ZipFile(target).read("word/document.xml").decode()
        assert ("Agreement between coders" in words) is fix
        assert ("1 of 3 codings are the same" in words) is fix
