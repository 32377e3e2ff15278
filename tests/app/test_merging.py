"""The dialog that merges another copy, and who codes in a copy that was made for a second coder."""

from pathlib import Path
from shutil import copyfile

import pytest
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from app.details.coder_dialog import SecondCoderDialog
from app.merging.merge_dialog import MergeDialog
from app.merging.unlocked_copy import UnlockedCopy
from app.shell.open_study import OpenStudy
from app.shell.unlocking import Typed
from coding.privacy.masking import Pseudonyms
from storage.operations.codebook import rename_code
from storage.operations.coders import add_coder
from storage.operations.codings import toggle_code
from storage.privacy.masked_export import Parts, share_copy
from storage.queries.codebook import frameworks
from storage.queries.codings import codings
from storage.study.passwords import RestorePoints, set_password
from storage.study.study_file import StudyFile
from tests.app.conftest import RecordedNotices


@pytest.fixture
def other(filled_study: Path, tmp_path: Path) -> Path:
    """Return another copy, in which a second coder has coded and renamed a code."""
    path = Path(copyfile(filled_study, tmp_path / "other.strandline"))
    with StudyFile.open(path) as study:
        study.coder_id = study.perform(add_coder("J. Nolan")).result
        study.perform(toggle_code(1, 0, 5, 15))
        study.perform(rename_code(7, "Wealth"))
    return path


def dialog_on(
    qtbot: QtBot, study: OpenStudy, other: Path, over: QWidget, notices: RecordedNotices
) -> MergeDialog:
    unlocked = UnlockedCopy.open(other, notices)
    assert unlocked is not None
    dialog = MergeDialog(study, unlocked, over)
    dialog.show()
    qtbot.waitUntil(lambda: "What comes in:" in dialog.said.text() or bool(notices.errors), timeout=10_000)
    return dialog


def listed(dialog: MergeDialog) -> list[str]:
    top = [dialog.coming.topLevelItem(at) for at in range(dialog.coming.topLevelItemCount())]
    return [item.text(0) for item in top if item is not None]


def name_of(study: OpenStudy, code_id: int) -> str:
    return frameworks(study.reader)[0].by_id[code_id].name


def test_what_comes_in_is_listed_then_merged_and_undone(
    qtbot: QtBot, open_study: OpenStudy, other: Path, over: QWidget, notices: RecordedNotices
) -> None:
    dialog = dialog_on(qtbot, open_study, other, over, notices)
    assert listed(dialog) == ["Codings", "New coders", "Besides", "Taken over from there"]
    assert not dialog.asked.isVisible() and len(codings(open_study.reader, 1)) == 3
    with qtbot.waitSignal(open_study.study_changed, timeout=10_000):
        dialog.act_button.click()
    qtbot.waitUntil(dialog.isHidden, timeout=10_000)
    assert len(codings(open_study.reader, 1)) == 4 and name_of(open_study, 7) == "Wealth"
    assert "other.strandline is merged." in notices.lines[-1]
    open_study.undo()
    assert len(codings(open_study.reader, 1)) == 3


def test_what_both_copies_say_is_chosen(
    qtbot: QtBot, open_study: OpenStudy, other: Path, over: QWidget, notices: RecordedNotices
) -> None:
    open_study.perform(rename_code(7, "Capital"))
    dialog = dialog_on(qtbot, open_study, other, over, notices)
    (box,) = dialog.boxes.values()
    assert [box.itemText(at) for at in range(2)] == ["“Capital”", "“Wealth”"]
    assert box.isVisible() and "Taken over from there" not in listed(dialog)
    box.setCurrentIndex(1)
    qtbot.waitUntil(lambda: "Taken over from there" in listed(dialog), timeout=10_000)
    with qtbot.waitSignal(open_study.study_changed, timeout=10_000):
        dialog.act_button.click()
    qtbot.waitUntil(dialog.isHidden, timeout=10_000)
    assert name_of(open_study, 7) == "Wealth"


def test_a_copy_with_a_password_asks_for_it(
    qtbot: QtBot, open_study: OpenStudy, other: Path, over: QWidget, notices: RecordedNotices
) -> None:
    set_password(other, None, "typed", RestorePoints.GO)
    notices.answers = [Typed("wrong"), None]
    assert UnlockedCopy.open(other, notices) is None
    notices.answers = [Typed("typed")]
    dialog = dialog_on(qtbot, open_study, other, over, notices)
    assert dialog.act_button.isEnabled()


def test_what_is_no_study_is_said(
    qtbot: QtBot, open_study: OpenStudy, tmp_path: Path, over: QWidget, notices: RecordedNotices
) -> None:
    (tmp_path / "text.strandline").write_text("no study at all")
    dialog = dialog_on(qtbot, open_study, tmp_path / "text.strandline", over, notices)
    assert not dialog.act_button.isEnabled()
    assert UnlockedCopy.open(tmp_path / "nothing.strandline", notices) is None


@pytest.fixture
def coders_copy(qtbot: QtBot, open_study: OpenStudy, tmp_path: Path) -> OpenStudy:
    """Return a copy made for a second coder, open in place of the study."""
    target = tmp_path / "copy.strandline"
    share_copy(open_study.file.path, target, Pseudonyms(), Parts(codings=False, for_coder=True))
    assert open_study.open(target)
    return open_study


def test_a_second_coder_says_their_name(qtbot: QtBot, coders_copy: OpenStudy, over: QWidget) -> None:
    assert not coders_copy.coders.was_chosen
    dialog = SecondCoderDialog(coders_copy, over)
    dialog.name.setText("J. Nolan")
    dialog.accept()
    at_work = coders_copy.coders.at_work
    assert at_work is not None and at_work.name == "J. Nolan" and coders_copy.coders.was_chosen
    coders_copy.perform(toggle_code(1, 0, 5, 15))
    assert [coding.coder_id for coding in codings(coders_copy.reader, 1)] == [at_work.id]


def test_who_has_coded_there_before_is_known(coders_copy: OpenStudy, over: QWidget) -> None:
    dialog = SecondCoderDialog(coders_copy, over)
    dialog.name.setText("ME")
    dialog.accept()
    assert [coder.name for coder in coders_copy.coders.people] == ["Me"]


def test_who_does_not_say_it_codes_nothing(coders_copy: OpenStudy, over: QWidget) -> None:
    SecondCoderDialog(coders_copy, over).reject()
    assert not coders_copy.is_open
