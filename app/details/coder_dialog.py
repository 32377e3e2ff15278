"""Asking who codes, for somebody who has not coded in this study yet."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QDialog, QDialogButtonBox, QLineEdit, QWidget

from app.shell.open_study import OpenStudy
from app.widgets.forms import DIALOG, caption, column_of, hint, row_of, wide
from coding.language import _
from coding.text.names import clean_name, same_name
from storage.operations.coders import add_coder


class NewCoderDialog(QDialog):
    """One field; whoever is named there codes from now on."""

    def __init__(self, open_study: OpenStudy, parent: QWidget | None = None) -> None:
        """Ask for the name."""
        super().__init__(parent)
        self.setWindowTitle(_("Another coder"))
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self._study = open_study
        self.name = QLineEdit()
        label = caption(_("Name"), self.name)
        self.name.setAccessibleName(label.text())
        self.why = hint()
        self.why.setWordWrap(True)
        self.why.setText(
            _("New codings and memos are this coder’s from now on. The name can be changed later.")
        )
        self.buttons = QDialogButtonBox(
            QDialogButtonBox.StandardButton.Ok | QDialogButtonBox.StandardButton.Cancel
        )
        self.buttons.accepted.connect(self.accept)
        self.buttons.rejected.connect(self.reject)
        self._ok = self.buttons.button(QDialogButtonBox.StandardButton.Ok)
        self.name.textChanged.connect(self._follow)
        column_of(row_of(label, wide(self.name)), self.why, self.buttons, on=self, margins=DIALOG, spacing=12)
        self.resize(420, 150)
        self._follow()

    def _follow(self) -> None:
        self._ok.setEnabled(bool(clean_name(self.name.text())))

    def accept(self) -> None:
        """Add the coder, who codes now; a name that somebody has already is said, and the dialog stays."""
        coder_id = self._study.perform(add_coder(self.name.text()))
        if coder_id is not None:
            self._study.coders.code_as(coder_id)
            super().accept()


class SecondCoderDialog(NewCoderDialog):
    """Asks who codes in a copy made for a second coder, before anything is coded in somebody else's name."""

    def __init__(self, open_study: OpenStudy, parent: QWidget | None = None) -> None:
        """Ask for the name; who does not say it has the study closed again."""
        super().__init__(open_study, parent)
        self.setWindowTitle(_("Who codes?"))
        self.why.setText(
            _(
                "This copy was made for a second coder. Say your name: it tells your codings from those "
                "that are there already, here and when the copies are merged."
            )
        )
        self.buttons.button(QDialogButtonBox.StandardButton.Cancel).setText(_("Close the study"))
        open_study.closing.connect(self.deleteLater)
        self.rejected.connect(open_study.close)

    def accept(self) -> None:
        """Let whoever is named code: somebody new, or one who has coded here on another computer."""
        named = (c for c in self._study.coders.people if same_name(c.name, self.name.text()))
        known = next(named, None)
        if known is None:
            super().accept()
        else:
            self._study.coders.code_as(known.id)
            QDialog.accept(self)
