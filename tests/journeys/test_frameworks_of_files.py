"""A framework leaves the study by the finder and comes into another by dropping its file on the window."""

from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from app.window.window import MainWindow
from storage.operations.own_frameworks import remove_framework
from storage.operations.studies import add_shipped_framework
from storage.queries.frameworks import filed_framework
from tests.app.conftest import RecordedNotices

pytestmark = pytest.mark.qt_log_ignore("This plugin does not support", extend=True)


def test_there_and_back(qtbot: QtBot, on_study: MainWindow, notices: RecordedNotices, tmp_path: Path) -> None:
    study, file = on_study.open_study, tmp_path / "lens.toml"
    lens = study.perform(add_shipped_framework("grid_group"))
    assert lens is not None
    study.use_framework(lens)
    there = filed_framework(study.reader, lens)
    notices.answers.append(file)
    on_study.finder.start("export the codebook")
    with qtbot.waitSignal(notices.offered):
        QTest.keyClick(on_study.finder, Qt.Key.Key_Return)
    study.perform(remove_framework(lens))
    assert lens not in [each.id for each in study.frameworks]

    with qtbot.waitSignal(notices.offered):
        on_study.take_files([file])
    qtbot.waitUntil(lambda: study.can_write)
    back = study.frameworks[-1].id
    assert filed_framework(study.reader, back) == there
    QTest.keyClick(on_study, Qt.Key.Key_F8)
    assert on_study.top_bar.frameworks.text() == "Grid-Group ▾"
    assert on_study.code.panel.model.rowCount() == 4
