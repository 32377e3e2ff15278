"""The window as a whole: opening, going about, undoing, closing and coming back."""

import os
import sqlite3
from pathlib import Path

import pytest
from PySide6.QtCore import QCoreApplication, QEvent, QObject, Qt, QTimer
from PySide6.QtGui import QGuiApplication
from PySide6.QtTest import QTest
from PySide6.QtWidgets import (
    QApplication,
    QLineEdit,
    QMessageBox,
    QWidget,
)
from pytestqt.qtbot import QtBot

from app.cli.main import run_command
from app.shell.actions import ACTIONS
from app.shell.notices import Offer
from app.shell.places import Place
from app.window.window import MainWindow
from coding.model.study import Span
from storage.operations.codings import toggle_code
from storage.queries.blank_edges import blank_edges
from storage.queries.codings import codings
from storage.resources import version
from storage.study.keeping.restore_points import restore_points
from tests.app.conftest import RecordedNotices

Key = Qt.Key
CTRL = Qt.KeyboardModifier.ControlModifier


def press(
    window: MainWindow, key: Key, modifiers: Qt.KeyboardModifier = Qt.KeyboardModifier.NoModifier
) -> None:
    QTest.keyClick(window.code.page.view, key, modifiers)


def count(window: MainWindow) -> int:
    return len(codings(window.open_study.reader, 1))


def test_without_a_study_it_says_what_to_do(window: MainWindow) -> None:
    assert window.page is None
    assert window.navigator.stack.currentWidget() is window.welcome
    assert not window.actions_["export_word"].isEnabled()
    assert window.actions_["open_study"].isEnabled()


def test_about_says_which_version_this_is(window: MainWindow) -> None:
    said: list[str] = []

    def read_and_close() -> None:
        box = QApplication.activeModalWidget()
        assert isinstance(box, QMessageBox)
        said.append(box.text())
        box.accept()

    QTimer.singleShot(0, read_and_close)
    window.actions_["about"].trigger()
    assert [version() in text for text in said] == [True]


def test_in_a_study_without_interviews_enter_brings_them_in(window: MainWindow, tmp_path: Path) -> None:
    assert run_command(["new", str(tmp_path / "oak"), "--coder", "Ann"]) == 0
    assert window.open_study.open(tmp_path / "oak.strandline")
    window.activateWindow()
    window.go(Place("code"))
    QTest.keyClick(window.focusWidget() or window, Qt.Key.Key_Space)
    assert window.page is not None
    assert window.page.page_id == "import"


def test_a_study_opens_on_its_first_interview(on_study: MainWindow) -> None:
    assert on_study.code.page.interview_id == 1
    assert "Saltmere Partnership" in on_study.windowTitle()


def test_its_restore_point_is_kept_meanwhile(qtbot: QtBot, on_study: MainWindow) -> None:
    with qtbot.waitSignal(on_study.jobs.running[0].ended):
        pass
    assert len(restore_points(on_study.open_study.file.path)) == 1


def test_code_with_two_strands_by_keyboard_and_undo(on_study: MainWindow) -> None:
    before = count(on_study)
    press(on_study, Key.Key_1)
    press(on_study, Key.Key_2)
    assert count(on_study) == before + 2
    on_study.actions_["undo"].trigger()
    assert count(on_study) == before + 1


def test_the_first_undo_after_opening_only_shows(on_study: MainWindow, filled_study: Path) -> None:
    press(on_study, Key.Key_1)
    path = on_study.open_study.file.path
    on_study.open_study.close()
    on_study.open_study.open(path)
    before = count(on_study)
    on_study.actions_["undo"].trigger()
    assert count(on_study) == before
    on_study.actions_["undo"].trigger()
    assert count(on_study) == before - 1


def test_undo_names_what_it_takes_back(qtbot: QtBot, on_study: MainWindow) -> None:
    press(on_study, Key.Key_1)
    qtbot.waitUntil(lambda: on_study.actions_["undo"].text() == "Undo: Code passage JPD")


def test_the_picker_codes_two_strands_in_one_step(qtbot: QtBot, on_study: MainWindow) -> None:
    before = count(on_study)
    press(on_study, Key.Key_J)
    field = on_study.code.picker.field
    QTest.keyClicks(field, "pd/m&c b?")
    QTest.keyClick(field, Key.Key_Return)
    assert count(on_study) == before + 2
    current = on_study.code.page.view.current_coding
    assert current is not None
    assert current.unsure
    on_study.open_study.undo()
    assert count(on_study) == before


def test_pages_and_the_way_back(on_study: MainWindow) -> None:
    assert [spec.id for spec in ACTIONS if spec.id not in on_study.actions_] == []
    on_study.go(Place("code", 1, 48, 71))
    on_study.go(Place("codebook"))
    assert on_study.page is not on_study.code.page
    on_study.actions_["back"].trigger()
    assert on_study.code.page.view.selected == Span(48, 71)
    on_study.actions_["forward"].trigger()
    assert on_study.page is not on_study.code.page


def test_it_opens_where_one_left_it(on_study: MainWindow) -> None:
    on_study.go(Place("code", 1, 48, 71))
    path = on_study.open_study.file.path
    on_study.open_study.close()
    on_study.open_study.open(path)
    assert on_study.code.page.view.selected == Span(48, 71)


def test_it_does_not_open_on_an_import_that_is_over(on_study: MainWindow) -> None:
    path, interview_id = on_study.open_study.file.path, on_study.code.page.interview_id
    on_study.go(Place("import"))
    on_study.open_study.close()
    assert on_study.open_study.open(path)
    assert on_study.page is on_study.code.page
    assert on_study.code.page.interview_id == interview_id


def test_f6_goes_round_the_regions(on_study: MainWindow) -> None:
    on_study.activateWindow()
    on_study.code.page.view.setFocus()
    seen: list[QWidget | None] = []
    for _step in range(4):
        on_study.actions_["next_region"].trigger()
        seen.append(on_study.focusWidget())
    assert len(set(map(id, seen))) == 4


def test_f6_passes_over_a_region_with_nothing_to_press(on_study: MainWindow) -> None:
    on_study.activateWindow()
    on_study.code.page.view.setFocus()
    on_study.code.tree.setEnabled(False)
    for _step in range(3):
        on_study.actions_["next_region"].trigger()
    assert on_study.focusWidget() is on_study.code.page.view


def test_ctrl_z_in_an_untouched_field_takes_back_the_last_change(on_study: MainWindow, qtbot: QtBot) -> None:
    on_study.actions_["page_codebook"].trigger()
    on_study.activateWindow()
    page = on_study.page
    assert page is not None
    lines = {line.accessibleName(): line for line in page.findChildren(QLineEdit)}
    before = lines["Name"].text()
    lines["Name"].setFocus()
    lines["Name"].selectAll()
    QTest.keyClicks(lines["Name"], "Something else")
    QTest.keyClick(lines["Name"], Key.Key_Tab)
    abbreviation = lines["Abbreviation"]
    qtbot.waitUntil(abbreviation.hasFocus)
    assert not abbreviation.isUndoAvailable()
    QTest.keyClick(abbreviation, Key.Key_Z, CTRL)
    assert lines["Name"].text() == before


def test_a_wide_window_can_be_made_narrow_again(on_study: MainWindow) -> None:
    on_study.resize(1440, 900)
    QApplication.processEvents()
    on_study.resize(1000, 700)
    QApplication.processEvents()
    assert on_study.width() == 1000
    pane = on_study.code.page.pane
    assert pane.bar.geometry().right() <= pane.width()


def test_what_is_said_never_widens_the_window(on_study: MainWindow, qtbot: QtBot) -> None:
    on_study.status.say("The report was written to a folder with a long name. " * 10)
    on_study.status.offer(Offer("Open it", lambda: None))
    layout = on_study.layout()
    assert layout is not None
    layout.activate()
    assert layout.minimumSize().width() <= 1000
    job = on_study.open_study.jobs.start("Export to Word, tables, charts and passages " * 5, lambda _p: None)
    on_study.status.follow(job)
    with qtbot.waitSignal(job.ended):
        pass
    layout.activate()
    assert layout.minimumSize().width() <= 1000


def test_not_a_study_is_said_and_nothing_is_lost(
    on_study: MainWindow, notices: RecordedNotices, tmp_path: Path
) -> None:
    wrong = tmp_path / "letter.strandline"
    wrong.write_text("Dear all")
    on_study.open_study.open(wrong)
    assert "is not a Strandline study" in str(notices.errors[-1])
    assert on_study.code.page.interview_id == 1


def test_a_newer_study_is_refused(on_study: MainWindow, notices: RecordedNotices, tmp_path: Path) -> None:
    path = on_study.open_study.file.path
    on_study.open_study.close()
    with sqlite3.connect(path) as database:
        database.execute("PRAGMA user_version = 99")
        database.execute("UPDATE study SET reads_from = 99")
    on_study.open_study.open(path)
    assert "later version" in str(notices.errors[-1])
    assert not on_study.open_study.is_open


@pytest.mark.skipif(os.name == "nt", reason="Windows locks the file itself")
def test_a_second_window_is_told(on_study: MainWindow, qtbot: QtBot, notices: RecordedNotices) -> None:
    second = MainWindow(notices)
    qtbot.addWidget(second)
    second.open_study.open(on_study.open_study.file.path)
    assert "already open" in str(notices.errors[-1])
    second.close()


def test_save_a_copy(qtbot: QtBot, on_study: MainWindow, notices: RecordedNotices, tmp_path: Path) -> None:
    notices.answers = [tmp_path / "copy.strandline"]
    on_study.actions_["save_copy"].trigger()
    qtbot.waitUntil(lambda: not on_study.jobs.running)
    assert (tmp_path / "copy.strandline").is_file()


def test_copy_with_attribution_says_who_where_and_when(on_study: MainWindow) -> None:
    on_study.go(Place("code", 1, 23, 47))
    on_study.actions_["copy_attribution"].trigger()
    assert QGuiApplication.clipboard().text() == "“… we trust each other now.” (Headteacher, School B, 2015)"


def test_the_dark_leaves_the_reading_page_as_it_is(on_study: MainWindow) -> None:
    view = on_study.code.page.view
    size = view.font().pixelSize()
    on_study.actions_["appearance_dark"].trigger()
    QApplication.processEvents()
    assert view.font().pixelSize() == size
    assert view.palette().highlight().color().alpha() == 0
    on_study.actions_["appearance_system"].trigger()


def test_a_second_framework_on_the_same_text(on_study: MainWindow, notices: RecordedNotices) -> None:
    notices.answers = ["Open coding"]
    on_study.actions_["add_framework"].trigger()
    assert on_study.open_study.framework.name == "Open coding"
    view = on_study.code.page.view
    assert all(view.looks.of(coding).faint for coding in view.codings)
    on_study.actions_["next_framework"].trigger()
    assert not any(view.looks.of(coding).faint for coding in view.codings)


def test_every_page_bears_an_empty_codebook(on_study: MainWindow, notices: RecordedNotices) -> None:
    notices.answers = ["Open coding"]
    on_study.actions_["add_framework"].trigger()
    for page in ("compare", "passages", "codebook", "code"):
        on_study.go(Place(page))
        on_study.grab()


def test_a_recent_study_is_one_menu_away(on_study: MainWindow) -> None:
    path = on_study.open_study.file.path
    on_study.open_study.close()
    on_study.menus.recent.fill()
    on_study.menus.recent.actions()[0].trigger()
    assert on_study.open_study.file.path == path


def test_nothing_is_left_behind_where_one_goes(on_study: MainWindow) -> None:
    codes = on_study.open_study.framework.codes

    def go_round() -> int:
        for code in codes[:2]:
            on_study.go(Place("codebook", detail=str(code.id)))
        on_study.go(Place("code", 1))
        on_study.code.page.show_interview(1)
        QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete.value)
        return len(on_study.findChildren(QObject))

    go_round()
    before = go_round()
    assert [go_round() for _time in range(3)] == [before] * 3


def test_the_check_offers_to_trim_codings_that_end_with_a_blank(
    qtbot: QtBot, on_study: MainWindow, notices: RecordedNotices
) -> None:
    study = on_study.open_study
    study.perform(toggle_code(1, 16, 48, study.framework.codes[0].id))
    on_study.actions_["check"].trigger()
    qtbot.waitUntil(lambda: len(notices.offers) == 1)
    assert notices.offers[0].choice == "Trim them"
    notices.offers[0].act()
    assert blank_edges(study.reader) == []
    study.undo()
    assert len(blank_edges(study.reader)) == 1


def test_pages_that_are_wanted_most_are_made_ahead_and_shown_when_wanted(
    window: MainWindow, on_study: MainWindow
) -> None:
    before = window.page
    made = list(window.navigator.make_ahead())
    assert window.page is before  # nothing is seen of it
    for page_id in made:
        window.go(Place(page_id))
        assert window.page is not None and window.page.page_id == page_id
