"""The dialogs that mask names, hand a study on and take a person out."""

from collections.abc import Iterator
from pathlib import Path

import pytest
import shiboken6
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QTreeWidgetItem, QWidget
from pytestqt.qtbot import QtBot
from sqlalchemy import func, select

from app.privacy.mask_dialog import MaskDialog
from app.privacy.names_model import BRACKETS, NAME, PLACES, PSEUDONYM
from app.privacy.pseudonym_list import StudyKey
from app.privacy.share_dialog import ShareDialog
from app.privacy.withdraw_dialog import WithdrawDialog
from app.shell.jobs import Jobs
from app.shell.open_study import OpenStudy
from app.shell.unlocking import Typed
from coding.privacy.masking import NameKind, Pseudonym
from storage.operations.studies import set_up_study
from storage.privacy.pseudonym_list import read_entries, write_key
from storage.queries.texts import transcript
from storage.study import schema
from storage.study.keeping.restore_points import restore_points
from storage.study.study_file import StudyFile
from tests.app.conftest import RecordedNotices
from tests.storage.named_study import NAMES, fill_with_names


@pytest.fixture
def named(qtbot: QtBot, tmp_path: Path, notices: RecordedNotices) -> Iterator[OpenStudy]:
    """Yield a study full of names, open, in a folder of its own."""
    path = tmp_path / "study" / "named.strandline"
    path.parent.mkdir()
    with StudyFile.create(path, set_up_study("Oak School Partnership", "Me")) as study:
        study.perform(fill_with_names())
    jobs = Jobs()
    study = OpenStudy(notices, jobs)
    assert study.open(path)
    yield study
    study.close()
    jobs.stop_all()


def idle(qtbot: QtBot, study: OpenStudy) -> None:
    qtbot.waitUntil(lambda: not study.jobs.running, timeout=10_000)


def mask_dialog(study: OpenStudy, over: QWidget) -> MaskDialog:
    dialog = MaskDialog(study, 1, over)
    dialog.show()
    return dialog


def first_text(study: OpenStudy) -> str:
    found = transcript(study.reader, 1)
    assert found is not None
    return found.text


def remember_key(study: OpenStudy, path: Path, entries: tuple[Pseudonym, ...] = NAMES.entries) -> Path:
    path.parent.mkdir(exist_ok=True)
    write_key(path, entries)
    study.notices.answers = [path]  # pyright: ignore[reportAttributeAccessIssue]
    StudyKey(study).choose()
    return path


# --- masking ---


def test_names_are_typed_counted_and_masked(
    qtbot: QtBot, named: OpenStudy, over: QWidget, notices: RecordedNotices, tmp_path: Path
) -> None:
    dialog = mask_dialog(named, over)
    model = dialog.model
    assert not dialog.act_button.isEnabled()
    model.setData(model.index(0, NAME), "Oak School")
    assert "no pseudonym yet" in dialog.said.text()
    model.setData(model.index(0, PSEUDONYM), "[Rowan School]")
    qtbot.waitUntil(dialog.act_button.isEnabled, timeout=10_000)
    assert model.data(model.index(0, PLACES)) == "10"
    notices.answers = [tmp_path / "keys" / "key.csv"]
    (tmp_path / "keys").mkdir()
    with qtbot.waitSignal(named.study_changed, timeout=10_000):
        dialog.act_button.click()
    assert first_text(named).startswith("How did [Rowan School] begin?")
    assert read_entries(tmp_path / "keys" / "key.csv") == (
        Pseudonym("Oak School", "Rowan School", NameKind.PERSON, brackets=True),
    )
    idle(qtbot, named)
    assert dialog.isHidden()
    named.undo()
    assert first_text(named).startswith("How did Oak School begin?")


def test_the_key_is_there_again_the_next_time(
    qtbot: QtBot, named: OpenStudy, over: QWidget, tmp_path: Path
) -> None:
    remember_key(named, tmp_path / "keys" / "key.xlsx")
    dialog = mask_dialog(named, over)
    assert dialog.model.entries == NAMES.entries
    assert "key.xlsx" in dialog.key_line.text()
    idle(qtbot, named)


def test_a_key_can_be_kept_with_a_password(
    qtbot: QtBot, named: OpenStudy, over: QWidget, notices: RecordedNotices, tmp_path: Path
) -> None:
    dialog = mask_dialog(named, over)
    dialog.model.show_entries(NAMES.entries)
    qtbot.waitUntil(dialog.act_button.isEnabled, timeout=10_000)
    key = tmp_path / "key.strandkey"
    notices.answers = [key, None]
    assert dialog.begin() is None
    assert not key.exists() and "Oak School" in first_text(named)
    notices.answers = ["typed twice"]
    with qtbot.waitSignal(named.study_changed, timeout=10_000):
        dialog.begin()
    idle(qtbot, named)
    assert b"Oak School" not in key.read_bytes()
    notices.answers = [Typed("wrong"), Typed("typed twice")]
    again = mask_dialog(named, over)
    assert again.model.entries == NAMES.entries
    idle(qtbot, named)
    notices.answers = [None]
    turned_away = mask_dialog(named, over)
    assert turned_away.model.entries == ()
    assert "was not opened" in turned_away.key_line.text()
    idle(qtbot, named)


def test_a_key_in_the_study_s_folder_is_said_calmly(
    qtbot: QtBot, named: OpenStudy, over: QWidget, tmp_path: Path
) -> None:
    remember_key(named, tmp_path / "study" / "key.csv")
    dialog = mask_dialog(named, over)
    assert "Better keep it elsewhere" in dialog.key_line.text()
    idle(qtbot, named)


def test_without_a_place_for_the_key_nothing_is_masked(
    qtbot: QtBot, named: OpenStudy, over: QWidget, notices: RecordedNotices
) -> None:
    dialog = mask_dialog(named, over)
    dialog.model.show_entries(NAMES.entries)
    qtbot.waitUntil(dialog.act_button.isEnabled, timeout=10_000)
    notices.answers = [None]
    assert dialog.act() is None
    assert "Nothing was masked" in dialog.said.text()
    assert "Oak School" in first_text(named)
    idle(qtbot, named)


def test_a_key_that_cannot_be_read_is_not_written_over(
    qtbot: QtBot, named: OpenStudy, over: QWidget, notices: RecordedNotices, tmp_path: Path
) -> None:
    key = remember_key(named, tmp_path / "keys" / "key.csv")
    key.write_text("something else")
    dialog = mask_dialog(named, over)
    assert "cannot be used" in dialog.key_line.text()
    dialog.model.show_entries(NAMES.entries)
    qtbot.waitUntil(dialog.act_button.isEnabled, timeout=10_000)
    notices.answers = [tmp_path / "keys" / "key"]
    assert dialog.act() is None
    assert key.read_text() == "something else"
    idle(qtbot, named)


def test_only_the_chosen_interviews_are_counted_and_masked(
    qtbot: QtBot, named: OpenStudy, over: QWidget, tmp_path: Path
) -> None:
    remember_key(named, tmp_path / "keys" / "key.csv")
    dialog = mask_dialog(named, over)
    dialog.scope.setCurrentIndex(1)
    assert dialog.scope.interview_ids == [1]
    qtbot.waitUntil(dialog.act_button.isEnabled, timeout=10_000)
    with qtbot.waitSignal(named.study_changed, timeout=10_000):
        dialog.act()
    second = transcript(named.reader, 2)
    assert second is not None
    assert "Jane" in second.text
    assert "Jane" not in first_text(named)
    idle(qtbot, named)


def test_offered_names_are_taken_over_only_when_ticked(qtbot: QtBot, named: OpenStudy, over: QWidget) -> None:
    dialog = mask_dialog(named, over)
    idle(qtbot, named)
    offers = dialog.offers.list
    assert [offers.item(at).text() for at in range(offers.count())] == ["Jane  ·  2"]
    assert dialog.model.entries == ()
    offers.item(0).setCheckState(Qt.CheckState.Checked)
    dialog.offers.take.click()
    assert dialog.model.entries == (Pseudonym("Jane", ""),)
    assert dialog.table.currentIndex().column() == PSEUDONYM
    idle(qtbot, named)


def test_the_list_is_edited_with_keys_alone(qtbot: QtBot, named: OpenStudy, over: QWidget) -> None:
    dialog = mask_dialog(named, over)
    dialog.model.show_entries(NAMES.entries)
    dialog.table.setFocus()
    dialog.table.setCurrentIndex(dialog.model.index(0, BRACKETS))
    QTest.keyClick(dialog.table.viewport(), Qt.Key.Key_Space)
    assert dialog.model.entries[0].brackets
    QTest.keyClick(dialog.table, Qt.Key.Key_Delete)
    assert len(dialog.model.entries) == len(NAMES.entries) - 1
    QTest.keyClick(dialog.table, Qt.Key.Key_Tab)
    assert not dialog.table.hasFocus()
    idle(qtbot, named)


def test_a_name_and_its_pseudonym_are_typed_one_after_the_other(
    qtbot: QtBot, named: OpenStudy, over: QWidget
) -> None:
    dialog = mask_dialog(named, over)
    dialog.table.setFocus()
    dialog.table.setCurrentIndex(dialog.model.index(0, NAME))
    QTest.keyClicks(dialog.table.viewport(), "J")
    editor = dialog.table.indexWidget(dialog.model.index(0, NAME))
    QTest.keyClicks(editor, "ane")
    QTest.keyClick(editor, Qt.Key.Key_Tab)
    qtbot.waitUntil(lambda: bool(dialog.table.indexWidget(dialog.model.index(0, PSEUDONYM))))
    editor = dialog.table.indexWidget(dialog.model.index(0, PSEUDONYM))
    QTest.keyClicks(editor, "Ada")
    QTest.keyClick(editor, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: dialog.model.entries == (Pseudonym("Jane", "Ada"),))
    idle(qtbot, named)


def test_enter_in_the_list_of_names_goes_to_the_row_below(
    qtbot: QtBot, named: OpenStudy, over: QWidget
) -> None:
    dialog = mask_dialog(named, over)
    dialog.table.setFocus()
    dialog.table.setCurrentIndex(dialog.model.index(0, NAME))
    QTest.keyClicks(dialog.table.viewport(), "J")
    editor = dialog.table.indexWidget(dialog.model.index(0, NAME))
    QTest.keyClick(editor, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: dialog.table.currentIndex() == dialog.model.index(1, NAME))
    assert [entry.name for entry in dialog.model.entries] == ["J"]
    idle(qtbot, named)


# --- handing on ---


def test_a_copy_is_handed_on(
    qtbot: QtBot, named: OpenStudy, notices: RecordedNotices, tmp_path: Path, over: QWidget
) -> None:
    remember_key(named, tmp_path / "keys" / "key.csv")
    dialog = ShareDialog(named, over)
    dialog.show()
    idle(qtbot, named)
    assert "places are masked" in dialog.said.text()
    notices.answers = [tmp_path / "copy"]
    dialog.act()
    idle(qtbot, named)
    with StudyFile.open(tmp_path / "copy.strandline") as copy:
        assert copy.history() == []
    assert notices.offers[-1].choice == "Open it"
    qtbot.waitUntil(lambda: not shiboken6.isValid(dialog))


def test_a_copy_is_written_only_after_it_was_looked_at(qtbot: QtBot, named: OpenStudy) -> None:
    dialog = ShareDialog(named)
    qtbot.addWidget(dialog)
    idle(qtbot, named)
    assert dialog.act_button.isEnabled()
    dialog.memos.click()
    assert not dialog.act_button.isEnabled()
    idle(qtbot, named)
    assert dialog.act_button.isEnabled()


def test_what_would_stay_is_said_before(qtbot: QtBot, named: OpenStudy, tmp_path: Path) -> None:
    remember_key(named, tmp_path / "keys" / "key.csv", (Pseudonym("Marmal", "Junip"),))
    dialog = ShareDialog(named)
    qtbot.addWidget(dialog)
    idle(qtbot, named)
    assert "look at them below" in dialog.said.text()
    assert dialog.places.item(0).text().startswith("stays: “marmalade”")


# --- withdrawal ---


def withdraw_dialog(qtbot: QtBot, study: OpenStudy, over: QWidget, person: str) -> WithdrawDialog:
    dialog = WithdrawDialog(study, over)
    dialog.show()
    dialog.person.setCurrentIndex(dialog.person.findText(person))
    idle(qtbot, study)
    return dialog


def lines(item: QTreeWidgetItem | None) -> list[str]:
    assert item is not None
    return [item.child(at).text(0) for at in range(item.childCount())]


def test_closing_while_a_person_is_taken_out_takes_the_restore_points_too(
    qtbot: QtBot, named: OpenStudy, over: QWidget
) -> None:
    path = named.file.path
    assert named.file.restore_point is not None
    named.file.restore_point.wait()
    assert restore_points(path)
    dialog = withdraw_dialog(qtbot, named, over, "Jane Hill")
    assert dialog.act() is not None
    named.close()
    assert restore_points(path) == []


def test_everything_is_listed_before_a_person_is_taken_out(
    qtbot: QtBot, named: OpenStudy, over: QWidget
) -> None:
    dialog = withdraw_dialog(qtbot, named, over, "Jane Hill")
    assert "1 interview goes, turns go from 1 other, 2 passages go, 1 is shortened" in dialog.said.text()
    interviews = lines(dialog.changes.topLevelItem(0))
    assert interviews[1].endswith("goes wholly (2 turns, 14 words)")
    dialog.also_called.setText("Jane")
    QTest.keyClick(dialog.also_called, Qt.Key.Key_Return)
    idle(qtbot, named)
    with qtbot.waitSignal(named.study_changed, timeout=10_000):
        dialog.act_button.click()
    idle(qtbot, named)
    assert named.reader.scalar(select(func.count()).select_from(schema.interview)) == 1
    assert "Jane" not in first_text(named)
    assert named.file.undoable() is None


def test_what_was_listed_must_be_looked_at_again_when_something_is_typed(
    qtbot: QtBot, named: OpenStudy, over: QWidget
) -> None:
    dialog = withdraw_dialog(qtbot, named, over, "Tom Ward")
    assert dialog.act_button.isEnabled()
    QTest.keyClicks(dialog.also_called, "Tom")
    assert not dialog.act_button.isEnabled()
    assert dialog.act() is None


def test_a_stand_in_that_is_the_name_is_refused_in_words(
    qtbot: QtBot, named: OpenStudy, notices: RecordedNotices
) -> None:
    dialog = WithdrawDialog(named)
    qtbot.addWidget(dialog)
    dialog.stand_in.setText("Tom Ward")
    dialog.person.setCurrentIndex(dialog.person.findText("Tom Ward"))
    idle(qtbot, named)
    assert "Choose another pseudonym" in dialog.said.text()
    assert not dialog.act_button.isEnabled()
    assert notices.errors
