"""Two people code in two copies, and the copies become one: all of it in the window."""

from pathlib import Path

from PySide6.QtCore import Qt, QTimer
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from app.details.coder_dialog import SecondCoderDialog
from app.merging.merge_dialog import MergeDialog
from app.window.window import MainWindow
from coding.privacy.masking import Pseudonyms
from storage.operations.codings import toggle_code
from storage.privacy.masked_export import Parts, share_copy
from storage.queries.codings import codings
from tests.app.conftest import RecordedNotices


def asked(window: MainWindow) -> list[SecondCoderDialog]:
    return [each for each in window.findChildren(SecondCoderDialog) if each.isVisible()]


def test_a_second_coder_is_asked_once_and_merged(
    qtbot: QtBot, on_study: MainWindow, notices: RecordedNotices, tmp_path: Path
) -> None:
    study, copy = on_study.open_study.file.path, tmp_path / "copy.strandline"
    assert asked(on_study) == []
    share_copy(study, copy, Pseudonyms(), Parts(codings=False, for_coder=True))
    assert on_study.open_study.open(copy)
    (dialog,) = asked(on_study)
    QTest.keyClicks(dialog.name, "J. Nolan")
    QTest.keyClick(dialog.name, Qt.Key.Key_Return)
    assert asked(on_study) == []
    on_study.open_study.perform(toggle_code(1, 0, 5, 15))
    assert on_study.open_study.open(study) and on_study.open_study.open(copy)
    assert asked(on_study) == []
    assert on_study.open_study.open(study)
    merge_in_window(qtbot, on_study, notices, copy)
    names = {coder.id: coder.name for coder in on_study.open_study.coders.all}
    found = sorted(names[each.coder_id] for each in codings(on_study.open_study.reader, 1))
    assert found == ["J. Nolan", "Me", "Me", "Me"]


def merge_in_window(qtbot: QtBot, window: MainWindow, notices: RecordedNotices, copy: Path) -> None:
    """Choose the copy, wait until what comes in is listed, and press Merge."""
    notices.answers = [copy]

    def press() -> None:
        (dialog,) = window.findChildren(MergeDialog)
        qtbot.waitUntil(dialog.act_button.isEnabled, timeout=10_000)
        dialog.act_button.click()

    with qtbot.waitSignal(window.open_study.study_changed, timeout=10_000):
        QTimer.singleShot(0, press)
        window.actions_["merge"].trigger()
