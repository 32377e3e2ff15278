"""Asking for a moment of a study: the end of a day, or a version of the codebook."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QComboBox, QDialog, QLineEdit, QWidget

from app.shell.open_study import OpenStudy
from app.widgets.forms import DIALOG, STRETCH, button, caption, column_of, hint, named, row_of
from app.widgets.message_line import MessageLine
from coding.errors import UserError
from coding.language import _
from coding.text.times import local_day
from storage.queries.code_versions import revisions


class MomentFields(QWidget):
    """A field for a day and a list of versions; what is chosen in one empties the other."""

    def __init__(self, open_study: OpenStudy, *more: QWidget, parent: QWidget | None = None) -> None:
        """Ask for nothing yet; ``more`` stands beside the fields."""
        super().__init__(parent)
        self.day = named(QLineEdit(), _("Day"))
        self.day.setPlaceholderText("2015-03-12")
        self.day.textEdited.connect(lambda: self.version.setCurrentIndex(0))
        self.version = named(QComboBox(), _("Version of the codebook"))
        self.version.addItem(_("no version"), "")
        for each in revisions(open_study.reader, open_study.framework.id):
            made = _("version {n} of {day}").format(n=each.number, day=local_day(each.created))
            self.version.addItem(made, f"v{each.number}")
        self.version.activated.connect(self.day.clear)
        asked = (caption(_("At the end of"), self.day), self.day, caption(_("or under"), self.version))
        row_of(*asked, self.version, *more, STRETCH, on=self)

    @property
    def asked(self) -> str:
        """What is asked for: ``2015-03-12``, ``v2``, or nothing."""
        return self.day.text().strip() or str(self.version.currentData() or "")


class MomentDialog(QDialog):
    """Asks for a moment; ``given`` says which, in a form that can be gone back to."""

    given = Signal(str)

    def __init__(self, open_study: OpenStudy, parent: QWidget | None = None) -> None:
        """Ask for nothing yet."""
        super().__init__(parent)
        self.setWindowTitle(_("As it was"))
        self._study = open_study
        self.fields = MomentFields(open_study)
        self.said = MessageLine(_("What is wrong"))
        accept = button(_("Show"), self.accept, "primary")
        accept.setDefault(True)
        column_of(
            hint(_("Everything is counted from the history as it was then; nothing in the study changes.")),
            self.fields,
            self.said,
            row_of(STRETCH, button(_("Cancel"), self.reject), accept),
            on=self,
            margins=DIALOG,
            spacing=12,
        )
        self.fields.day.setFocus()

    def accept(self) -> None:
        """Give what is asked for, unless there is no such day or version."""
        from storage.queries.past import moment_asked

        try:
            moment_asked(self._study.reader, self._study.framework.id, self.fields.asked)
        except UserError as error:
            self.said.warn(error)
            return
        self.given.emit(self.fields.asked)
        super().accept()
