"""Everything said to or asked of the person, in one place, so that tests can listen and answer."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path

from PySide6.QtCore import QObject, Qt, Signal
from PySide6.QtWidgets import QDialogButtonBox, QFileDialog, QMessageBox, QWidget

from app.shell import settings
from app.shell.file_dialogs import FileDialog
from app.shell.unlocking import NewPasswordPrompt, PasswordPrompt, Typed
from coding.errors import UserError
from coding.language import _

_MOST_IN_A_ROW = 3  # choices; more of them stand one below another, so that none is cut


@dataclass(frozen=True, slots=True)
class Prompt:
    """A choice that only the person can make; ``choices`` are button texts, the first is Enter's."""

    title: str
    text: str
    choices: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Offer:
    """Something that may be done next: the text of its button, and what pressing it does."""

    choice: str
    act: Callable[[], object]


class Notices(QObject):
    """Says things in the status line or as a notice, and asks what has to be asked."""

    said = Signal(str)  # a line for the status line, gone after a while
    offered = Signal(object)  # an Offer, beside the line just said
    warned = Signal(object)  # a UserError, shown until it is read
    remedies_offered = Signal(object)  # a tuple of Offers, beside the error just said

    def __init__(self, window: QWidget | None = None) -> None:
        """Use this window as the parent of what is asked."""
        super().__init__(window)
        self._window = window

    def say(self, text: str) -> None:
        """Say something in the status line."""
        self.said.emit(text)

    def offer(self, text: str, choice: str, act: Callable[[], object]) -> None:
        """Say something in the status line with a button beside it, for whoever wants it."""
        self.said.emit(text)
        self.offered.emit(Offer(choice, act))

    def warn(self, error: UserError) -> None:
        """Say what went wrong, what it means, and what to do; nobody has to press OK."""
        self.warned.emit(error)

    def offer_remedies(self, *offers: Offer) -> None:
        """Offer what helps, beside the error that was just said."""
        self.remedies_offered.emit(offers)

    def ask(self, question: Prompt) -> str | None:
        """Return the chosen text, or None if the person turned away."""
        box = QMessageBox(self._window)
        box.setWindowTitle(question.title)
        box.setText(question.text)
        buttons = {
            box.addButton(choice, QMessageBox.ButtonRole.AcceptRole): choice for choice in question.choices
        }
        box.addButton(_("Cancel"), QMessageBox.ButtonRole.RejectRole)
        if len(question.choices) > _MOST_IN_A_ROW:
            for row in box.findChildren(QDialogButtonBox):
                row.setOrientation(Qt.Orientation.Vertical)
        box.exec()
        return next((text for button, text in buttons.items() if button is box.clickedButton()), None)

    def ask_password(self, study: Path, wrong: str) -> Typed | None:
        """Return what is typed as the password of a file, or None; ``wrong`` says what was wrong before."""
        prompt = PasswordPrompt(study, wrong, self._window)
        typed = prompt.typed() if prompt.exec() else None
        prompt.deleteLater()
        return typed

    def ask_new_password(self, file: Path) -> str | None:
        """Return a password for a file that is about to be written, typed twice, or None."""
        prompt = NewPasswordPrompt(file, self._window)
        typed = prompt.password.text() if prompt.exec() else None
        prompt.deleteLater()
        return typed

    def ask_files(self, title: str, kinds: str) -> list[Path]:
        """Return files to open; ``kinds`` is a file dialog's filter."""
        dialog = FileDialog(self._window, title, _last_folder(), kinds)
        return _remember_folder(dialog.chosen(QFileDialog.FileMode.ExistingFiles))

    def ask_file(self, title: str, kinds: str) -> Path | None:
        """Return one file to open, or None."""
        dialog = FileDialog(self._window, title, _last_folder(), kinds)
        return next(iter(_remember_folder(dialog.chosen(QFileDialog.FileMode.ExistingFile))), None)

    def ask_folder(self, title: str) -> Path | None:
        """Return a folder, or None."""
        dialog = FileDialog(self._window, title, _last_folder())
        dialog.setOption(QFileDialog.Option.ShowDirsOnly)
        return next(iter(dialog.chosen(QFileDialog.FileMode.Directory)), None)

    def ask_target(self, title: str, suggestion: str, kinds: str) -> Path | None:
        """Return a file to write, or None; the person is asked before one is replaced."""
        target = FileDialog(self._window, title, _last_folder(), kinds).target(suggestion)
        return next(iter(_remember_folder([target] if target else [])), None)


def _last_folder() -> str:
    return settings.text("folder", str(Path.home()))


def _remember_folder(paths: Sequence[Path]) -> list[Path]:
    if paths:
        settings.remember("folder", str(paths[0].parent))
    return list(paths)
