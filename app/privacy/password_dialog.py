"""The password of a study: set, changed, removed, and what becomes of its restore points."""

from functools import partial
from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QButtonGroup, QDialog, QFormLayout, QRadioButton, QWidget

from app.shell import remembered
from app.shell.jobs import Job
from app.shell.open_study import OpenStudy
from app.shell.unlocking import PasswordField, show_tick
from app.widgets.forms import DIALOG, STRETCH, button, column_of, hint, line, row_of, with_role
from coding.errors import UserError
from coding.language import _, plural
from coding.progress import Progress
from storage.study.keys import mark_of, unlocked
from storage.study.passwords import RestorePoints, set_password


class PasswordDialog(QDialog):
    """Asks for everything first; then the study is closed, written anew and opened again."""

    def __init__(self, open_study: OpenStudy, parent: QWidget | None = None) -> None:
        """Begin with empty fields."""
        super().__init__(parent)
        self.setWindowTitle(_("Password of the study"))
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.open_study = open_study
        self._mark = mark_of(open_study.file.path)
        self.has_one = bool(self._mark)
        self.is_remembered = self.has_one and remembered.password_of(open_study.file.path) is not None
        self.present = PasswordField(_("Present password"))
        self.new = PasswordField(_("New password"))
        self.again = PasswordField(_("The same again"))
        self.follow = QRadioButton(_("Restore points change with the study"))
        self.go = QRadioButton(_("Restore points are deleted"))
        self.wrong = hint(role="warning")
        do = _("Change the password") if self.has_one else _("Set the password")
        self.set_button = button(do, self.change)
        self.remove_button = button(_("Remove the password"), self.remove)
        self.forget_button = button(_("Forget it in the keyring"), self.forget)
        self.forget_button.setVisible(self.is_remembered)
        self.follow.setChecked(True)
        self._lay_out()

    def _lay_out(self) -> None:
        form = QFormLayout()
        form.setSpacing(10)
        fields = (self.present, self.new, self.again) if self.has_one else (self.new, self.again)
        for field in fields:
            form.addRow(field.accessibleName(), field)
        self._points = QButtonGroup(self)
        self._points.addButton(self.follow)
        self._points.addButton(self.go)
        self.wrong.hide()
        self.remove_button.setVisible(self.has_one)
        with_role(self.set_button, "primary").setDefault(True)
        column_of(
            line(self.windowTitle(), "title"),
            hint(_what_it_does()),
            form,
            show_tick(*fields),
            self.follow,
            self.go,
            hint(_what_it_does_not()),
            self.wrong,
            STRETCH,
            row_of(
                self.remove_button,
                self.forget_button,
                STRETCH,
                button(_("Cancel"), self.reject),
                self.set_button,
            ),
            on=self,
            margins=DIALOG,
            spacing=12,
        )
        self.setMinimumWidth(600)
        fields[0].setFocus()

    def change(self) -> Job | None:
        """Set the new password, or say what is in the way."""
        if not self.new.text():
            return self._refuse(_("Type the new password."))
        if self.new.text() != self.again.text():
            return self._refuse(_("The two passwords are not the same. Type them once more."))
        return self._write_anew(self.new.text())

    def remove(self) -> Job | None:
        """Take the password off, or say what is in the way."""
        return self._write_anew(None)

    def forget(self) -> None:
        """Let the keyring forget the password: it is asked for from now on."""
        remembered.forget(self._mark)
        self.is_remembered = False
        self.forget_button.hide()

    def _refuse(self, wrong: str) -> None:
        self.wrong.setText(wrong)
        self.wrong.show()

    def _write_anew(self, new: str | None) -> Job | None:
        path = self.open_study.file.path
        old = self.present.text() if self.has_one else None
        try:
            unlocked(path, old)
        except UserError as error:
            return self._refuse(error.what)
        points = RestorePoints.GO if self.go.isChecked() else RestorePoints.FOLLOW
        study = self.open_study
        self.accept()
        study.close()

        def write(progress: Progress) -> list[Path]:
            return set_password(path, old, new, points, progress)

        return study.jobs.start(
            _("Writing the study anew"),
            write,
            done=partial(_written, study, path, new, self._mark if self.is_remembered else ""),
            failed=partial(_failed, study, path, old),
        )


def _written(study: OpenStudy, path: Path, new: str | None, was_remembered: str, left: list[Path]) -> None:
    """Open the study again; ``was_remembered`` is the mark by which a keyring knew it."""
    study.open(path, new)
    if was_remembered:
        remembered.forget(was_remembered)
        if new is not None:
            remembered.remember(path, new)
    if left:
        kept = plural(
            "{n} restore point could not be written anew and is as it was.",
            "{n} restore points could not be written anew and are as they were.",
            len(left),
        )
        names = ", ".join(point.name for point in left)
        study.notices.warn(
            UserError(kept, _("Damaged, or with another password: {names}.").format(names=names))
        )
    elif new is None:
        study.notices.say(_("The study has no password any more."))
    else:
        study.notices.say(_("The study opens only with its new password from now on."))


def _failed(study: OpenStudy, path: Path, old: str | None, error: Exception) -> None:
    study.open(path, old)
    study.report(error)


def _what_it_does() -> str:
    return _(
        "With a password the study is encrypted: its file, its restore points, and copies that you save. It "
        "is asked for whenever the study is opened. Keep it somewhere safe: if it is lost, nobody can open "
        "the study again."
    )


def _what_it_does_not() -> str:
    return _(
        "Exports, masked copies and copies made before stay as they are. Where the study had no password, "
        "traces of it can stay on the disk until they are overwritten."
    )
