"""Restore points in the window: looking at one, comparing, going back, and coming back from that."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import Qt, QUrl
from PySide6.QtGui import QDesktopServices
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QPushButton
from pytestqt.qtbot import QtBot
from shiboken6 import isValid

from app.history.restore_points import RestorePointsDialog
from app.shell import settings
from app.widgets.table_view import TableView
from app.window.window import MainWindow
from storage.operations.codings import toggle_code
from storage.queries.codings import codings
from storage.study.keeping.restore_folders import restore_folder
from storage.study.keeping.restore_points import BEFORE_GOING_BACK, KEPT, restore_points
from tests.app.conftest import RecordedNotices


@pytest.fixture
def coded(on_study: MainWindow, qtbot: QtBot) -> MainWindow:
    """Return the window after its restore point was kept and a passage was coded."""
    qtbot.waitUntil(lambda: not on_study.jobs.running)
    on_study.open_study.perform(toggle_code(1, 0, 5, 15))
    return on_study


@pytest.fixture
def dialog(coded: MainWindow, qtbot: QtBot) -> Iterator[RestorePointsDialog]:
    """Yield the dialog once it has looked into the restore points."""
    dialog = RestorePointsDialog(coded.open_study, coded.open_study.file.path, coded)
    dialog.show()
    qtbot.waitUntil(lambda: not coded.jobs.running)
    yield dialog
    if isValid(dialog):
        dialog.close()


def cells(table: TableView[Any], row: int) -> list[str]:
    model = table.rows_model
    return [model.index(row, column).data() for column in range(model.columnCount())]


def test_it_says_what_one_holds_and_what_was_done_since(dialog: RestorePointsDialog) -> None:
    assert cells(dialog.points, 0)[1] == "in the course of work"
    assert cells(dialog.points, 0)[3].startswith("1 interview, 3 codings, 2 memos")
    assert cells(dialog.figures, 1)[1:] == ["3", "4"]
    assert dialog.since.text() == "1 change to codings"
    assert "Code passage" in dialog.changes.item(0).text()


def test_one_can_be_kept_now(dialog: RestorePointsDialog, coded: MainWindow, qtbot: QtBot) -> None:
    next(b for b in dialog.findChildren(QPushButton) if b.text() == "Keep one now").click()
    qtbot.waitUntil(lambda: not coded.jobs.running and dialog.points.rows_model.rowCount() == 2)
    assert [point.occasion for point in restore_points(coded.open_study.file.path)] == ["", KEPT]
    assert cells(dialog.points, 0)[1] == "kept by hand"
    assert dialog.since.text() == "Nothing: the study is as it was."


def test_the_folder_is_shown_and_chosen(
    dialog: RestorePointsDialog,
    coded: MainWindow,
    notices: RecordedNotices,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    shown: list[str] = []

    def show(url: QUrl) -> None:
        shown.append(url.toLocalFile())

    monkeypatch.setattr(QDesktopServices, "openUrl", show)
    by_text = {each.text(): each for each in dialog.findChildren(QPushButton)}
    by_text["Show folder"].click()
    path = coded.open_study.file.path
    assert shown == [str(restore_folder(path))]
    notices.answers = [tmp_path / "Dropbox"]
    by_text["Choose folder…"].click()
    assert restore_folder(path) == tmp_path / "Dropbox" / "study restore points"
    assert dialog.said.text().startswith("Dropbox copies this folder")


def test_going_back_and_coming_back_from_it(
    coded: MainWindow, notices: RecordedNotices, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    def choose(row: int) -> None:
        def act(dialog: RestorePointsDialog) -> int:
            qtbot.waitUntil(lambda: not coded.jobs.running)
            dialog.points.selectRow(row)
            notices.answers = ["Go back"]
            dialog.act_button.click()
            return dialog.result()

        monkeypatch.setattr(RestorePointsDialog, "exec", act)
        coded.actions_["restore_points"].trigger()
        qtbot.waitUntil(lambda: coded.open_study.is_open and not coded.jobs.running)

    path = coded.open_study.file.path
    choose(0)
    assert coded.open_study.file.path == path
    assert len(codings(coded.open_study.reader, 1)) == 3
    assert coded.open_study.file.undoable() is None
    assert any("is kept as a restore point" in line for line in notices.lines)
    choose([point.occasion for point in restore_points(path)][::-1].index(BEFORE_GOING_BACK))
    assert len(codings(coded.open_study.reader, 1)) == 4


def test_what_cannot_be_gone_back_to_leaves_the_study_open(
    coded: MainWindow, notices: RecordedNotices, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = coded.open_study.file.path
    (point,) = restore_points(path)
    point.path.write_bytes(b"nothing")

    def act(dialog: RestorePointsDialog) -> int:
        dialog.chosen = point
        return 1

    monkeypatch.setattr(RestorePointsDialog, "exec", act)
    coded.actions_["restore_points"].trigger()
    qtbot.waitUntil(lambda: coded.open_study.is_open and not coded.jobs.running)
    assert "not a Strandline study" in str(notices.errors[-1])
    assert coded.notice_bar.text == str(notices.errors[-1])
    assert len(codings(coded.open_study.reader, 1)) == 4


def test_one_opens_to_be_looked_at(dialog: RestorePointsDialog, coded: MainWindow) -> None:
    before = settings.texts("recent_studies"), settings.text("open_study")
    dialog.look_wanted.connect(coded.look_at)
    dialog.points.setFocus()
    dialog.look_button.click()
    (look,) = coded._looks
    assert look.open_study.file.path == restore_points(coded.open_study.file.path)[0].path
    assert len(codings(look.open_study.reader, 1)) == 3
    assert look.open_study.perform(toggle_code(1, 0, 5, 15)) is None
    assert (settings.texts("recent_studies"), settings.text("open_study")) == before
    look.open_study.file.reader.exec_driver_sql("SELECT 1")
    coded.close()
    assert not look.isVisible()
    assert not look.open_study.is_open


def test_a_damaged_study_offers_its_restore_points(
    coded: MainWindow, notices: RecordedNotices, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = coded.open_study.file.path
    coded.open_study.close()
    damaged = bytearray(path.read_bytes())
    damaged[100:4096] = bytes(3996)
    path.write_bytes(damaged)
    seen: list[list[str]] = []

    def act(dialog: RestorePointsDialog) -> int:
        qtbot.waitUntil(lambda: not coded.jobs.running)
        seen.append(cells(dialog.figures, 1))
        notices.answers = ["Go back"]
        dialog.act_button.click()
        return 1

    monkeypatch.setattr(RestorePointsDialog, "exec", act)
    assert not coded.open_study.open(path)
    button = next(each for each in coded.notice_bar.findChildren(QPushButton) if "Restore" in each.text())
    button.click()
    qtbot.waitUntil(lambda: coded.open_study.is_open and not coded.jobs.running)
    assert seen[0][1:] == ["3", "–"]
    assert len(codings(coded.open_study.reader, 1)) == 3


def test_escape_closes_it(dialog: RestorePointsDialog) -> None:
    QTest.keyClick(dialog.points, Qt.Key.Key_Escape)
    assert not dialog.isVisible()
