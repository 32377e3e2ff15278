"""Opening a study, or a list of pseudonyms, with its password where it has one."""

from collections.abc import Callable
from pathlib import Path
from typing import NamedTuple, TypeVar

from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import (
    QCheckBox,
    QDialog,
    QDialogButtonBox,
    QFormLayout,
    QLabel,
    QLineEdit,
    QVBoxLayout,
    QWidget,
)

from app.shell import remembered
from coding.errors import PasswordNeededError, WrongPasswordError
from coding.language import _
from storage.study.keys import mark_of
from storage.study.study_file import SUFFIX

T = TypeVar("T")

_TRIES = 3


class Typed(NamedTuple):
    """A password as a person typed it, and whether the system's keyring shall remember it."""

    password: str
    remember: bool = False


Ask = Callable[[Path, str], Typed | None]


def with_password(path: Path, act: Callable[[str | None], T], ask: Ask) -> T | None:
    """Do something with a file; where its password is needed, ask(path, what was wrong) up to three times.

    None if the person turned away. Raises UserError as ``act`` does.
    """
    try:
        return act(None)
    except PasswordNeededError:
        found = _with_remembered(path, act)
    if found is not None:
        return found
    wrong = ""
    for left in reversed(range(_TRIES)):
        typed = ask(path, wrong)
        if typed is None:
            break
        try:
            found = _patiently(act, typed.password)
        except WrongPasswordError as error:
            if not left:
                raise
            wrong = error.what
        else:
            if typed.remember:
                remembered.remember(path, typed.password)
            return found
    return None


def _with_remembered(path: Path, act: Callable[[str], T]) -> T | None:
    """Do it with the password that the keyring remembers; one that is no longer right is forgotten."""
    password = remembered.password_of(path)
    if password is None:
        return None
    try:
        return _patiently(act, password)
    except WrongPasswordError:
        remembered.forget(mark_of(path))
        return None


def _patiently(act: Callable[[str], T], password: str) -> T:
    """Show that deriving the key takes its time; that is what makes guessing slow."""
    QGuiApplication.setOverrideCursor(Qt.CursorShape.WaitCursor)
    try:
        return act(password)
    finally:
        QGuiApplication.restoreOverrideCursor()


class PasswordField(QLineEdit):
    """What is typed here is not shown, nor offered again anywhere."""

    def __init__(self, name: str) -> None:
        """Begin empty; ``name`` is what a screen reader calls it."""
        super().__init__()
        self.setEchoMode(QLineEdit.EchoMode.Password)
        self.setAccessibleName(name)


def show_tick(*fields: PasswordField) -> QCheckBox:
    """Return the tick that shows what is typed into password fields."""
    tick = QCheckBox(_("Show what is typed"))

    def show() -> None:
        for field in fields:
            field.setEchoMode(QLineEdit.EchoMode.Normal if tick.isChecked() else QLineEdit.EchoMode.Password)

    tick.toggled.connect(show)
    return tick


class PasswordPrompt(QDialog):
    """Asks for the password of what is about to be opened; Escape leaves it closed."""

    def __init__(self, path: Path, wrong: str, parent: QWidget | None = None) -> None:
        """Say what it is, and what was wrong with what was typed before."""
        super().__init__(parent)
        self.setWindowTitle(_("Password"))
        self.password = PasswordField(_("Password of “{name}”").format(name=path.stem))
        self.buttons = QDialogButtonBox(
            QDialogButtonBox.StandardButton.Open | QDialogButtonBox.StandardButton.Cancel
        )
        self.buttons.accepted.connect(self.accept)
        self.buttons.rejected.connect(self.reject)
        self._open = self.buttons.button(QDialogButtonBox.StandardButton.Open)
        self._open.setEnabled(False)
        self.password.textChanged.connect(self._follow_typing)
        said = QLabel(_("“{name}” has a password.").format(name=path.stem), wordWrap=True)
        self.wrong = QLabel(wrong, wordWrap=True)
        self.wrong.setProperty("role", "warning")
        self.wrong.setVisible(bool(wrong))
        self.password.setAccessibleDescription(wrong)
        self.remember = QCheckBox(_("Remember it in the keyring of this computer"))
        # A list of pseudonyms is written anew with another key each time.
        self.remember.setVisible(path.suffix == SUFFIX and remembered.can_remember())
        box = QVBoxLayout(self)
        ticks = (show_tick(self.password), self.remember)
        for part in (said, self.wrong, self.password, *ticks, self.buttons):
            box.addWidget(part)
        self.setMinimumWidth(420)
        self.password.setFocus()

    def typed(self) -> Typed:
        """Return what stands in the fields."""
        return Typed(self.password.text(), self.remember.isChecked())

    def _follow_typing(self, text: str) -> None:
        self._open.setEnabled(bool(text))


class NewPasswordPrompt(QDialog):
    """Asks for the password of a file that is about to be written, twice; Escape writes nothing."""

    def __init__(self, path: Path, parent: QWidget | None = None) -> None:
        """Say what it is for."""
        super().__init__(parent)
        self.setWindowTitle(_("A new password"))
        self.password = PasswordField(_("New password"))
        self.again = PasswordField(_("The same again"))
        self.buttons = QDialogButtonBox(
            QDialogButtonBox.StandardButton.Ok | QDialogButtonBox.StandardButton.Cancel
        )
        self.buttons.accepted.connect(self.accept)
        self.buttons.rejected.connect(self.reject)
        said = QLabel(
            _("“{name}” is encrypted. If its password is lost, nobody can open it again.").format(
                name=path.name
            ),
            wordWrap=True,
        )
        form = QFormLayout()
        for field in (self.password, self.again):
            form.addRow(field.accessibleName(), field)
            field.textChanged.connect(self._follow_typing)
        box = QVBoxLayout(self)
        box.addWidget(said)
        box.addLayout(form)
        box.addWidget(show_tick(self.password, self.again))
        box.addWidget(self.buttons)
        self.setMinimumWidth(420)
        self._follow_typing()
        self.password.setFocus()

    def _follow_typing(self) -> None:
        is_twice = bool(self.password.text()) and self.password.text() == self.again.text()
        self.buttons.button(QDialogButtonBox.StandardButton.Ok).setEnabled(is_twice)
