"""Bad input through the window: what people write is shown as written, and nothing is lost."""

from pathlib import Path

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLabel, QToolTip
from pytestqt.qtbot import QtBot

from app.shell import theme
from app.shell.places import Place
from app.window.window import MainWindow
from storage.operations.codebook import delete_code, rename_code
from storage.operations.interviews import remove_interview
from storage.study.study_file import StudyFile
from tests.app.conftest import RecordedNotices

EVIL = "<b>E&C</b>\n{name} %s"


@pytest.mark.qt_log_ignore("does not support raise")
def test_what_looks_like_html_is_shown_as_written(qtbot: QtBot, qapp: QApplication) -> None:
    theme.apply(qapp)
    theme.current_again()
    label = QLabel(EVIL)
    qtbot.addWidget(label)
    label.show()
    assert label.textFormat() is Qt.TextFormat.PlainText
    QToolTip.showText(QPoint(1, 1), EVIL, label)
    (tip,) = (w for w in qapp.topLevelWidgets() if w.objectName() == "qtooltip_label")
    assert isinstance(tip, QLabel)
    assert tip.textFormat() is Qt.TextFormat.PlainText
    QToolTip.hideText()


def test_undo_is_named_on_one_line_with_its_sign(qtbot: QtBot, on_study: MainWindow) -> None:
    code = on_study.open_study.framework.codes[-1]
    on_study.open_study.perform(rename_code(code.id, EVIL))
    qtbot.waitUntil(lambda: "<b>E&&C</b> {name} %s" in on_study.actions_["undo"].text())


def test_of_a_study_that_goes_away_a_copy_is_worked_on(
    qtbot: QtBot, on_study: MainWindow, notices: RecordedNotices, tmp_path: Path
) -> None:
    on_study.open_study.file.path.unlink()
    QTest.keyClick(on_study.code.page.view, Qt.Key.Key_1)
    qtbot.waitUntil(lambda: "you are working there now" in str(notices.errors[-1]))
    assert on_study.open_study.file.path.name.startswith("study rescued ")
    notices.answers.append(tmp_path / "rescued.strandline")
    on_study.actions_["save_copy"].trigger()
    qtbot.waitUntil(lambda: not on_study.jobs.running)
    with StudyFile.open(tmp_path / "rescued.strandline") as study:
        assert study.check() == []


def test_a_copy_over_the_study_itself_is_refused(
    qtbot: QtBot, on_study: MainWindow, notices: RecordedNotices
) -> None:
    path = on_study.open_study.file.path
    notices.answers.append(path)
    on_study.actions_["save_copy"].trigger()
    qtbot.waitUntil(lambda: bool(notices.errors))
    assert "the study itself" in str(notices.errors[-1])
    QTest.keyClick(on_study.code.page.view, Qt.Key.Key_1)
    on_study.open_study.close()
    with StudyFile.open(path) as study:
        assert study.history(1)[0].kind == "toggle_code"


def test_every_page_bears_that_everything_was_deleted(on_study: MainWindow) -> None:
    study = on_study.open_study
    for page in ("compare", "passages", "codebook"):
        on_study.go(Place(page))
    on_study.go(Place("code", 1))
    study.perform(remove_interview(1))
    for dimension in study.framework.children(None):
        study.perform(delete_code(dimension.id))
    for page in ("compare", "passages", "codebook", "find", "code"):
        on_study.go(Place(page))
        on_study.grab()
    while study.file.undoable() is not None:
        study.undo()
    on_study.go(Place("compare"))
    on_study.grab()
