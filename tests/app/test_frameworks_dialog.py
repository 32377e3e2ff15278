"""The list of frameworks: one is started, copied, renamed, removed, and coded with."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from app.codebook.frameworks_dialog import FrameworksDialog
from app.shell.open_study import OpenStudy
from storage.operations.studies import add_shipped_framework
from tests.app.conftest import RecordedNotices


@pytest.fixture
def dialog(qtbot: QtBot, open_study: OpenStudy) -> FrameworksDialog:
    dialog = FrameworksDialog(open_study)
    qtbot.addWidget(dialog)
    dialog.show()
    return dialog


def write(dialog: FrameworksDialog, row: int, column: int, text: str) -> None:
    model = dialog.table.model
    model.setData(model.index(row, column), text, Qt.ItemDataRole.EditRole)


def names(open_study: OpenStudy) -> list[str]:
    return [framework.name for framework in open_study.frameworks]


def choose(dialog: FrameworksDialog, row: int) -> None:
    dialog.table.view.setCurrentIndex(dialog.table.model.index(row, 0))


def test_one_is_started_and_its_levels_are_named(dialog: FrameworksDialog, open_study: OpenStudy) -> None:
    write(dialog, 1, 0, "Power")
    assert open_study.frameworks[1].levels == ("category", "code")
    write(dialog, 1, 2, "condition, sub-condition")
    write(dialog, 1, 1, "P")
    made = open_study.frameworks[1]
    assert (made.name, made.short_name, made.levels) == ("Power", "P", ("condition", "sub-condition"))


def test_one_is_copied_and_coded_with(dialog: FrameworksDialog, open_study: OpenStudy) -> None:
    choose(dialog, 0)
    QTest.keyClick(dialog.duplicate, Qt.Key.Key_Space)
    assert names(open_study)[1].endswith("(copy)")
    choose(dialog, 1)
    QTest.keyClick(dialog.use, Qt.Key.Key_Space)
    assert open_study.framework.name == names(open_study)[1]


def test_one_is_removed_and_brought_back(
    qtbot: QtBot, dialog: FrameworksDialog, open_study: OpenStudy, notices: RecordedNotices
) -> None:
    lens = open_study.perform(add_shipped_framework("grid_group"))
    open_study.use_framework(lens)
    choose(dialog, 0)
    with qtbot.waitSignal(open_study.study_changed):
        dialog.table.remove.click()
    qtbot.waitUntil(lambda: open_study.can_write)
    assert len(names(open_study)) == 1
    assert open_study.framework.id == lens
    assert "with 19 codes, 3 codings and 1 memo" in notices.lines[-1]
    open_study.undo()
    assert len(names(open_study)) == 2
    assert open_study.framework.id == lens


def test_the_only_one_stays(
    qtbot: QtBot, dialog: FrameworksDialog, open_study: OpenStudy, notices: RecordedNotices
) -> None:
    choose(dialog, 0)
    with qtbot.waitSignal(notices.warned):
        dialog.table.remove.click()
    assert len(names(open_study)) == 1
