"""The list of frameworks: one is started, copied, renamed, removed, and coded with."""

from pathlib import Path

import pytest
from PySide6.QtCore import QMimeData, QPointF, Qt, QUrl
from PySide6.QtGui import QDropEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLabel
from pytestqt.qtbot import QtBot

from app.codebook.change_framework_dialog import ChangeFrameworkDialog
from app.codebook.frameworks_dialog import FrameworksDialog
from app.shell.open_study import OpenStudy
from storage.operations.framework_changes import look_at_change
from storage.operations.studies import add_shipped_framework
from storage.readers.frameworks import framework_in
from storage.writers.framework_files import export_framework
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


def test_one_goes_to_a_file_and_comes_back_as_a_copy(
    qtbot: QtBot, dialog: FrameworksDialog, open_study: OpenStudy, notices: RecordedNotices, tmp_path: Path
) -> None:
    lens = open_study.perform(add_shipped_framework("grid_group"))
    file = tmp_path / "lens.qdc"
    notices.answers += [file]
    choose(dialog, [each.id for each in open_study.frameworks].index(lens or 0))
    with qtbot.waitSignal(notices.offered):
        QTest.keyClick(dialog.export, Qt.Key.Key_Space)
    assert notices.lines[-1].startswith("Exported lens.qdc. REFI-QDA has no place for keys")
    qtbot.waitUntil(lambda: open_study.file.history(1)[0].words == f"Export {file}")

    notices.answers += [file, None, file, "Import as a new one"]
    QTest.keyClick(dialog.take_in, Qt.Key.Key_Space)
    qtbot.waitUntil(lambda: len(notices.answers) == 2)
    assert len(names(open_study)) == 2  # the person turned away
    with qtbot.waitSignal(notices.offered):
        QTest.keyClick(dialog.take_in, Qt.Key.Key_Space)
    assert names(open_study)[2] == "Grid-Group theory: four ways of organising (copy)"
    assert dialog.table.view.selected()[0].name == names(open_study)[2]
    notices.offers[-1].act()
    assert open_study.framework.name == names(open_study)[2]
    qtbot.waitUntil(lambda: open_study.can_write)
    open_study.undo()
    assert len(names(open_study)) == 2


def test_an_edited_file_changes_the_framework_that_it_came_from(
    qtbot: QtBot, dialog: FrameworksDialog, open_study: OpenStudy, notices: RecordedNotices, tmp_path: Path
) -> None:
    used = open_study.framework
    file = tmp_path / "edited.toml"
    export_framework(open_study.file.path, file, used.id)
    before = file.read_text("utf-8")
    for text in (before, before.replace(f'name = "{used.by_id[7].name}"', 'name = "Fit to govern"')):
        file.write_text(text, "utf-8")
        notices.answers += [file, "Look at what would change…"]
        QTest.keyClick(dialog.take_in, Qt.Key.Key_Space)
        qtbot.waitUntil(lambda: not notices.answers and not open_study.jobs.running)
        if text == before:
            assert notices.lines[-1] == "The file says nothing new of it."
    shown = dialog.findChild(ChangeFrameworkDialog)
    assert shown is not None
    model = shown.table.model()
    row = [model.index(0, at).data() for at in range(model.columnCount())]
    assert row == [used.by_id[7].name, "Name", used.by_id[7].name, "Fit to govern"]
    assert model.rowCount() == 1
    QTest.keyClick(shown.act_button, Qt.Key.Key_Space)
    assert open_study.framework.by_id[7].name == "Fit to govern"
    assert open_study.framework.id == used.id
    open_study.undo()
    assert open_study.framework == used
    less = framework_in(f"name,definition\n{used.by_id[7].name},Other.\n".encode(), "less.csv")
    change = look_at_change(open_study.reader, used.id, less)
    shown = ChangeFrameworkDialog(open_study, used.id, less, change, dialog)
    said = next(each.text() for each in shown.findChildren(QLabel) if "stay as they are" in each.text())
    assert f"{len(used.codes) - 1} codes are not in the file and stay as they are: " in said


def test_a_file_is_dropped_on_the_list(
    qtbot: QtBot, dialog: FrameworksDialog, open_study: OpenStudy, notices: RecordedNotices, tmp_path: Path
) -> None:
    good, bad = tmp_path / "ours.csv", tmp_path / "bad.csv"
    good.write_text("Code,Parent\nTrust,Capital\nCapital,\n", "utf-8")
    bad.write_text("name\nTrust\nTrust\n", "utf-8")
    for file, signal in ((bad, notices.warned), (good, notices.offered)):
        dropped = QMimeData()
        dropped.setUrls([QUrl.fromLocalFile(str(file))])
        none = Qt.KeyboardModifier.NoModifier
        event = QDropEvent(QPointF(9, 9), Qt.DropAction.CopyAction, dropped, Qt.MouseButton.LeftButton, none)
        with qtbot.waitSignal(signal):
            dialog.dropEvent(event)
    assert "Row 3: “Trust” stands at that place already" in str(notices.errors[-1])
    assert [code.name for code in open_study.frameworks[1].codes] == ["Capital", "Trust"]
    assert "read as categories" in notices.lines[-1]
