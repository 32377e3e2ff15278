"""A study's password in the window: asked for, set with a new study, changed and removed."""

import sys
from importlib.machinery import ModuleSpec
from pathlib import Path
from shutil import copyfile
from types import ModuleType

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QCheckBox, QDialogButtonBox, QLineEdit
from pytestqt.qtbot import QtBot

from app.details.new_study import NewStudyDialog
from app.privacy.password_dialog import PasswordDialog
from app.shell.jobs import Job
from app.shell.open_study import OpenStudy
from app.shell.unlocking import NewPasswordPrompt, PasswordPrompt, Typed
from coding.errors import PasswordNeededError
from storage.study.keeping.restore_points import restore_points
from storage.study.keys import has_password, mark_of
from storage.study.passwords import set_password
from storage.study.study_file import StudyFile
from tests.app.conftest import RecordedNotices

WRONG = "This is not the password of “secret.strandline”."


@pytest.fixture
def secret(filled_study: Path, tmp_path: Path) -> Path:
    path = Path(copyfile(filled_study, tmp_path / "secret.strandline"))
    set_password(path, None, "right")
    return path


def ended(qtbot: QtBot, job: Job | None) -> None:
    assert job is not None
    with qtbot.waitSignal(job.ended, timeout=30_000):
        pass


def filled_in(dialog: PasswordDialog, present: str, new: str, again: str) -> PasswordDialog:
    dialog.show()
    for field, text in ((dialog.present, present), (dialog.new, new), (dialog.again, again)):
        field.setText(text)
    return dialog


# --- opening ---


def test_it_is_asked_for_until_it_is_right(
    open_study: OpenStudy, notices: RecordedNotices, secret: Path
) -> None:
    before = open_study.file.path
    notices.answers = [Typed("wrong"), Typed("right")]
    heard: list[str] = []
    notices._answer = lambda asked: (heard.append(asked), notices.answers.pop(0))[1]
    assert open_study.open(secret)
    assert heard == ["secret", WRONG]
    assert open_study.file.path == secret != before


def test_three_wrong_ones_or_escape_leave_what_was_open(
    open_study: OpenStudy, notices: RecordedNotices, secret: Path
) -> None:
    before = open_study.file.path
    notices.answers = [Typed(typed) for typed in "abc"]
    assert not open_study.open(secret)
    assert [str(error) for error in notices.errors] == [WRONG]
    notices.answers = [None]
    assert not open_study.open(secret)
    assert len(notices.errors) == 1
    assert open_study.file.path == before


def test_the_prompt_hides_what_is_typed_unless_it_is_to_be_seen(qtbot: QtBot, secret: Path) -> None:
    prompt = PasswordPrompt(secret, WRONG)
    qtbot.addWidget(prompt)
    prompt.show()
    assert prompt.password.echoMode() is QLineEdit.EchoMode.Password
    assert not prompt._open.isEnabled()
    QTest.keyClicks(prompt.password, "right")
    tick = next(tick for tick in prompt.findChildren(QCheckBox) if tick.isVisible())
    QTest.keyClick(tick, Qt.Key.Key_Space)
    assert prompt.password.echoMode() is QLineEdit.EchoMode.Normal
    assert prompt.wrong.isVisible() and "secret" in prompt.password.accessibleName()
    QTest.keyClick(prompt.password, Qt.Key.Key_Return)
    assert prompt.result() == PasswordPrompt.DialogCode.Accepted
    again = PasswordPrompt(secret, "")
    qtbot.addWidget(again)
    again.show()
    assert not again.wrong.isVisible()
    QTest.keyClick(again, Qt.Key.Key_Escape)
    assert again.result() == PasswordPrompt.DialogCode.Rejected


def test_a_new_password_is_typed_twice(qtbot: QtBot, tmp_path: Path) -> None:
    prompt = NewPasswordPrompt(tmp_path / "key.strandkey")
    qtbot.addWidget(prompt)
    prompt.show()
    ok = prompt.buttons.button(QDialogButtonBox.StandardButton.Ok)
    for password, again, may in (("", "", False), ("a", "", False), ("a", "b", False), ("a", "a", True)):
        prompt.password.setText(password)
        prompt.again.setText(again)
        assert ok.isEnabled() is may


# --- a new study ---


def test_a_new_study_is_made_with_one(open_study: OpenStudy, qtbot: QtBot, tmp_path: Path) -> None:
    dialog = NewStudyDialog(open_study)
    qtbot.addWidget(dialog)
    dialog.show()
    dialog.coder.setText("Ann")
    dialog.name.setText("Oak")
    dialog.place.setText(str(tmp_path / "oak.strandline"))
    dialog.password.setText("right")
    dialog.make()
    assert "not the same" in dialog.wrong.text()
    dialog.again.setText("right")
    dialog.make()
    assert open_study.file.path == tmp_path / "oak.strandline"
    open_study.close()
    with pytest.raises(PasswordNeededError):
        StudyFile.open_for_reading(tmp_path / "oak.strandline")
    with StudyFile.open_for_reading(tmp_path / "oak.strandline", "right") as study:
        assert study.check() == []


# --- setting, changing and removing it ---


def test_it_is_set_changed_and_removed_and_the_study_goes_on(
    open_study: OpenStudy, qtbot: QtBot, notices: RecordedNotices
) -> None:
    path = open_study.file.path
    history = len(open_study.file.history())
    for present, new in (("", "one"), ("one", "two")):
        dialog = filled_in(PasswordDialog(open_study), present, new, new)
        qtbot.addWidget(dialog)
        ended(qtbot, dialog.change())
        assert has_password(path)
        assert open_study.file.path == path and open_study.can_write
    assert notices.lines[-1] == "The study opens only with its new password from now on."
    dialog = filled_in(PasswordDialog(open_study), "two", "", "")
    qtbot.addWidget(dialog)
    ended(qtbot, dialog.remove())
    assert not has_password(path)
    assert len(open_study.file.history()) == history
    assert notices.errors == []


@pytest.mark.parametrize(
    ("typed", "wrong"),
    [
        (("right", "", ""), "Type the new password."),
        (("right", "a", "b"), "The two passwords are not the same."),
        (("wrong", "a", "a"), WRONG),
    ],
)
def test_what_is_in_the_way_is_said_and_the_study_stays_open(
    open_study: OpenStudy,
    qtbot: QtBot,
    notices: RecordedNotices,
    secret: Path,
    typed: tuple[str, str, str],
    wrong: str,
) -> None:
    open_study.open(secret, "right")
    before = secret.read_bytes()
    dialog = filled_in(PasswordDialog(open_study), *typed)
    qtbot.addWidget(dialog)
    assert dialog.change() is None
    assert wrong in dialog.wrong.text()
    assert dialog.isVisible() and open_study.is_open
    assert secret.read_bytes() == before


def test_restore_points_change_with_it_or_go(open_study: OpenStudy, qtbot: QtBot) -> None:
    path = open_study.file.path
    assert open_study.file.restore_point is not None
    open_study.file.restore_point.wait()
    (point,) = restore_points(path)
    dialog = filled_in(PasswordDialog(open_study), "", "one", "one")
    qtbot.addWidget(dialog)
    ended(qtbot, dialog.change())
    assert has_password(point.path)
    dialog = filled_in(PasswordDialog(open_study), "one", "two", "two")
    qtbot.addWidget(dialog)
    dialog.go.setChecked(True)
    ended(qtbot, dialog.change())
    assert not point.path.exists()


def test_those_that_cannot_follow_are_named(
    open_study: OpenStudy, qtbot: QtBot, notices: RecordedNotices
) -> None:
    path = open_study.file.path
    assert open_study.file.restore_point is not None
    open_study.file.restore_point.wait()
    (point,) = restore_points(path)
    damaged = point.path.with_name("under another name.strandline")
    damaged.write_bytes(b"damaged" * 999)
    dialog = filled_in(PasswordDialog(open_study), "", "one", "one")
    qtbot.addWidget(dialog)
    ended(qtbot, dialog.change())
    assert [damaged.name in str(error) for error in notices.errors] == [True]


def test_a_study_that_cannot_be_written_anew_opens_as_it_was(
    open_study: OpenStudy, qtbot: QtBot, notices: RecordedNotices, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(*_arguments: object) -> None:
        raise PasswordNeededError("The disk is full.")

    monkeypatch.setattr("storage.study.passwords.export_to", full)
    path = open_study.file.path
    dialog = filled_in(PasswordDialog(open_study), "", "one", "one")
    qtbot.addWidget(dialog)
    ended(qtbot, dialog.change())
    assert open_study.file.path == path and not has_password(path)
    assert [str(error) for error in notices.errors] == ["The disk is full."]


# --- the system's keyring ---


class Keyring(ModuleType):
    """The package keyring, as far as it is used, with a keyring of its own."""

    def __init__(self, priority: float = 5) -> None:
        super().__init__("keyring")
        self.__spec__ = ModuleSpec("keyring", None)
        self.priority = priority
        self.kept: dict[tuple[str, str], str] = {}
        self.refuses = False

    def get_keyring(self) -> object:
        if self.refuses:
            raise OSError("locked")
        return self

    def get_password(self, service: str, name: str) -> str | None:
        return self.kept.get((service, name))

    def set_password(self, service: str, name: str, password: str) -> None:
        self.kept[service, name] = password

    def delete_password(self, service: str, name: str) -> None:
        del self.kept[service, name]


@pytest.fixture
def keyring(monkeypatch: pytest.MonkeyPatch) -> Keyring:
    found = Keyring()
    monkeypatch.setitem(sys.modules, "keyring", found)
    return found


def test_nothing_is_remembered_unless_it_is_asked_for(
    open_study: OpenStudy, notices: RecordedNotices, secret: Path, keyring: Keyring
) -> None:
    notices.answers = [Typed("right")]
    assert open_study.open(secret)
    assert keyring.kept == {}


def test_what_the_keyring_remembers_is_not_asked_for_again(
    open_study: OpenStudy, notices: RecordedNotices, secret: Path, keyring: Keyring
) -> None:
    notices.answers = [Typed("wrong", remember=True), Typed("right", remember=True)]
    assert open_study.open(secret)
    assert keyring.kept == {("Strandline", mark_of(secret)): "right"}
    open_study.close()
    assert open_study.open(secret)
    keyring.kept = dict.fromkeys(keyring.kept, "of another day")
    open_study.close()
    notices.answers = [Typed("right")]
    assert open_study.open(secret)
    assert keyring.kept == {}


def test_a_changed_password_is_remembered_and_can_be_forgotten(
    open_study: OpenStudy, qtbot: QtBot, notices: RecordedNotices, secret: Path, keyring: Keyring
) -> None:
    notices.answers = [Typed("right", remember=True)]
    assert open_study.open(secret)
    dialog = filled_in(PasswordDialog(open_study), "right", "new", "new")
    qtbot.addWidget(dialog)
    assert dialog.forget_button.isVisible()
    ended(qtbot, dialog.change())
    assert keyring.kept == {("Strandline", mark_of(secret)): "new"}
    dialog = PasswordDialog(open_study)
    qtbot.addWidget(dialog)
    dialog.forget_button.click()
    assert keyring.kept == {}


@pytest.mark.parametrize("found", [None, Keyring(priority=0)])
def test_without_a_keyring_nothing_is_offered(
    qtbot: QtBot, secret: Path, monkeypatch: pytest.MonkeyPatch, found: Keyring | None
) -> None:
    monkeypatch.setitem(sys.modules, "keyring", found)
    prompt = PasswordPrompt(secret, "")
    qtbot.addWidget(prompt)
    prompt.show()
    assert not prompt.remember.isVisible()


def test_it_is_offered_where_there_is_one(qtbot: QtBot, secret: Path, keyring: Keyring) -> None:
    prompt = PasswordPrompt(secret, "")
    qtbot.addWidget(prompt)
    prompt.show()
    assert prompt.remember.isVisible() and not prompt.remember.isChecked()
    prompt.password.setText("right")
    prompt.remember.click()
    assert prompt.typed() == Typed("right", remember=True)


def test_one_that_refuses_is_as_if_it_were_not_there(
    open_study: OpenStudy, notices: RecordedNotices, secret: Path, keyring: Keyring
) -> None:
    keyring.refuses = True
    notices.answers = [Typed("right", remember=True)]
    assert open_study.open(secret)
    assert notices.errors == []
