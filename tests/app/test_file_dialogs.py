"""Asking for files: what is listed is not looked into, because a study among it may be open."""

import sys
from pathlib import Path
from shutil import copyfile

import pytest
from PySide6.QtCore import Qt, QTimer
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QComboBox, QFileDialog, QFileSystemModel
from pytestqt.qtbot import QtBot

from app.shell.file_dialogs import FileDialog
from storage.study.study_file import StudyFile
from tests.locks import is_locked


@pytest.mark.skipif(sys.platform == "win32", reason="Windows holds locks by handle, not by process")
def test_listing_an_open_study_leaves_its_lock_alone(
    qtbot: QtBot, filled_study: Path, tmp_path: Path
) -> None:
    study = Path(copyfile(filled_study, tmp_path / "study.strandline"))
    with StudyFile.open(study):
        dialog = FileDialog(None, "Open", str(study.parent), "Studies (*.strandline)")
        qtbot.addWidget(dialog)
        model = dialog.findChild(QFileSystemModel)
        assert model is not None
        with qtbot.waitSignal(model.directoryLoaded):
            dialog.show()
        listed = model.index(str(study))
        # Icons and kinds are found on a thread; both are known once the columns say them.
        qtbot.waitUntil(lambda: not model.fileIcon(listed).isNull() and bool(model.type(listed)))
        assert is_locked(study)


def test_a_file_is_chosen(qtbot: QtBot, tmp_path: Path) -> None:
    wanted = tmp_path / "talk.txt"
    wanted.touch()
    dialog = FileDialog(None, "Import", str(tmp_path), "All (*)")
    qtbot.addWidget(dialog)
    dialog.selectFile(str(wanted))
    QTimer.singleShot(0, dialog, dialog.accept)
    assert dialog.chosen(QFileDialog.FileMode.ExistingFile) == [wanted]


def test_a_target_is_suggested(qtbot: QtBot, tmp_path: Path) -> None:
    dialog = FileDialog(None, "Export", str(tmp_path), "Word (*.docx)")
    qtbot.addWidget(dialog)
    QTimer.singleShot(0, dialog, dialog.accept)
    assert dialog.target("report.docx") == tmp_path / "report.docx"


def test_a_kind_of_file_that_is_chosen_gives_its_ending(qtbot: QtBot, tmp_path: Path) -> None:
    dialog = FileDialog(None, "Export", str(tmp_path), "Codebook (*.qdc);;Excel (*.xlsx)")
    qtbot.addWidget(dialog)

    def choose() -> None:
        kinds = dialog.findChild(QComboBox, "fileTypeCombo")
        assert kinds is not None
        kinds.setFocus()
        QTest.keyClick(kinds, Qt.Key.Key_Down)
        dialog.accept()

    QTimer.singleShot(0, dialog, choose)
    assert dialog.target("Our model codebook.qdc") == tmp_path / "Our model codebook.xlsx"


def test_turning_away_chooses_nothing(qtbot: QtBot, tmp_path: Path) -> None:
    dialog = FileDialog(None, "Import", str(tmp_path), "All (*)")
    qtbot.addWidget(dialog)
    QTimer.singleShot(0, dialog, dialog.reject)
    assert dialog.chosen(QFileDialog.FileMode.ExistingFiles) == []
