"""A new study: what it is called, where it lies, who codes, and with which framework."""

import getpass
from pathlib import Path

from PySide6.QtCore import QStandardPaths, Qt
from PySide6.QtWidgets import (
    QComboBox,
    QDialog,
    QFormLayout,
    QHBoxLayout,
    QLineEdit,
    QPushButton,
    QWidget,
)

from app.shell import settings
from app.shell.open_study import OpenStudy
from app.shell.unlocking import PasswordField, show_tick
from app.widgets.forms import STRETCH, column_of, hint, line, named, row_of, wide, with_role
from coding.language import _
from coding.text.names import clean_name
from storage.operations.frameworks import DEFAULT, shipped
from storage.operations.studies import set_up_study
from storage.study.study_file import SUFFIX

_NOT_IN_NAMES = '/\\:*?"<>|'


class NewStudyDialog(QDialog):
    """Some fields and one button; the place follows the name until the person chooses another."""

    def __init__(self, open_study: OpenStudy, parent: QWidget | None = None) -> None:
        """Suggest what can be suggested."""
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle(_("New study"))
        self.open_study = open_study
        self.name = QLineEdit(placeholderText=_("Saltmere Partnership"))
        self.place = QLineEdit()
        self.coder = QLineEdit(settings.text("coder") or getpass.getuser().capitalize())
        self.framework = QComboBox()
        self.password = PasswordField(_("Password, if you like"))
        self.again = PasswordField(_("The same password again"))
        self.wrong = hint(role="warning")
        self.create_button = with_role(QPushButton(_("Create the study")), "primary")
        self._place_is_chosen = False
        for identifier, name in shipped().items():
            self.framework.addItem(name, identifier)
        self.framework.setCurrentIndex(self.framework.findData(DEFAULT))
        self._lay_out()
        self.name.textChanged.connect(self._follow_name)
        self.place.textEdited.connect(self._note_place_chosen)
        self.create_button.clicked.connect(self.make)
        self._follow_name("")
        self.name.setFocus()

    def _lay_out(self) -> None:
        choose = named(QPushButton(_("Choose…")), _("Choose the place"))
        choose.clicked.connect(self._choose_place)
        form = QFormLayout()
        form.setSpacing(10)
        for label, field, row in (
            (_("Name of the study"), self.name, self.name),
            (_("Save in"), self.place, row_of(wide(self.place), choose)),
            (_("Your name, as the coder"), self.coder, self.coder),
            (_("Framework"), self.framework, self.framework),
        ):
            field.setAccessibleName(label)
            form.addRow(label, row)
        for field in (self.password, self.again):
            form.addRow(field.accessibleName(), field)
        form.addRow("", show_tick(self.password, self.again))
        self.wrong.hide()
        column_of(
            line(_("New study"), "title"),
            form,
            hint(_what_a_password_does()),
            line(_("Schools, rounds and people come with the transcripts, or are added afterwards.")),
            self.wrong,
            STRETCH,
            self._buttons(),
            on=self,
            margins=(24, 20, 24, 20),
            spacing=14,
        )
        self.setMinimumWidth(580)

    def _buttons(self) -> QHBoxLayout:
        self.create_button.setDefault(True)
        cancel = QPushButton(_("Cancel"))
        cancel.clicked.connect(self.reject)
        return row_of(STRETCH, cancel, self.create_button)

    # --- the place ---------------------------------------------------------------------------

    def _follow_name(self, name: str) -> None:
        self.create_button.setEnabled(bool(clean_name(name)))
        if not self._place_is_chosen:
            plain = "".join(" " if sign in _NOT_IN_NAMES else sign for sign in name)
            file_name = " ".join(plain.split()).strip(".") or _("Study")
            self.place.setText(str(_usual_folder() / f"{file_name}{SUFFIX}"))

    def _note_place_chosen(self, _text: str) -> None:
        self._place_is_chosen = True

    def _choose_place(self) -> None:
        chosen = self.open_study.notices.ask_target(
            _("Save the new study in"), Path(self.place.text()).name, f"*{SUFFIX}"
        )
        if chosen is not None:
            self._place_is_chosen = True
            self.place.setText(str(chosen))

    @property
    def path(self) -> Path:
        """The file to be made; its ending is put right."""
        path = Path(self.place.text().strip()).expanduser()
        return path if path.suffix == SUFFIX else path.with_name(path.name + SUFFIX)

    # --- making it ---------------------------------------------------------------------------

    def make(self) -> None:
        """Make the study and open it, or say beside the fields what is in the way."""
        wrong = self._what_is_wrong()
        self.wrong.setText(wrong)
        self.wrong.setVisible(bool(wrong))
        if wrong:
            return
        coder = clean_name(self.coder.text())
        setup = set_up_study(clean_name(self.name.text()), coder, self.framework.currentData())
        if self.open_study.create(self.path, setup, self.password.text() or None):
            settings.remember("coder", coder)
            settings.remember("folder", str(self.path.parent))
            self.accept()
        else:
            self.reject()  # the notice says why

    def _what_is_wrong(self) -> str:
        path = self.path
        if not clean_name(self.name.text()):
            return _("The study needs a name.")
        if not clean_name(self.coder.text()):
            return _("Each coding says who coded: enter your name or initials.")
        if not path.is_absolute() or not settings.is_folder(path.parent):
            return _("There is no folder “{folder}”.").format(folder=path.parent)
        if self.password.text() != self.again.text():
            return _("The two passwords are not the same. Type them once more.")
        if settings.is_file(path) or settings.is_folder(path):
            return _("“{name}” is already there. Choose another name or place.").format(name=path.name)
        return ""


def _what_a_password_does() -> str:
    return _(
        "With a password the study is encrypted; one can be set later, too. If it is lost, nobody can open "
        "the study again."
    )


def _usual_folder() -> Path:
    documents = QStandardPaths.writableLocation(QStandardPaths.StandardLocation.DocumentsLocation)
    remembered = Path(settings.text("folder", documents))
    for folder in (remembered, Path(documents)):
        if settings.is_folder(folder):
            return folder
    return Path.home()
