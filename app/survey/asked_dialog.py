"""How many were asked in a round, in all and by group, and how the forms came back."""

from dataclasses import replace

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QDialog, QFormLayout, QLineEdit, QSpinBox, QWidget

from app.shell.open_study import OpenStudy
from app.widgets.forms import STRETCH, button, column_of, hint, named, row_of
from coding.analysis.survey_answers import RoundAnswers
from coding.language import _
from storage.operations.surveys import set_asked, set_returned

_MOST = 1_000_000


class AskedDialog(QDialog):
    """A number in all and one a group; 0 is "not known"."""

    def __init__(
        self, open_study: OpenStudy, round_: RoundAnswers, groups: tuple[str, ...], parent: QWidget | None
    ) -> None:
        """Show what is known of a round."""
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle(_("How many were asked in {round}").format(round=round_.round))
        self._study, self._round = open_study, round_
        self.all = self._number(_("In all"), round_.asked.all)
        self.groups = {
            group: self._number(group, round_.asked.groups.get(group)) for group in groups if group
        }
        self.returned = named(QLineEdit(round_.returned), _("How forms came back"))
        form = QFormLayout()
        form.addRow(_("In all"), self.all)
        for group, field in self.groups.items():
            form.addRow(group, field)
        form.addRow(_("How forms came back"), self.returned)
        about = hint(_("Without it there is no response rate, and a share has no bounds."))
        store = button(_("Store"), self._store, "primary")
        foot = row_of(STRETCH, button(_("Close"), self.reject), store)
        column_of(about, form, foot, on=self, margins=(16, 14, 16, 14), spacing=10)
        open_study.closing.connect(self.reject)

    @staticmethod
    def _number(name: str, value: int | None) -> QSpinBox:
        field = named(QSpinBox(), name)
        field.setRange(0, _MOST)
        field.setSpecialValueText(_("not known"))
        field.setValue(value or 0)
        return field

    def _store(self) -> None:
        groups = {group: field.value() for group, field in self.groups.items() if field.value()}
        asked = replace(self._round.asked, all=self.all.value() or None, groups=groups)
        if asked != self._round.asked:
            self._study.perform(set_asked(self._round.id, asked))
        if self.returned.text().strip() != self._round.returned:
            self._study.perform(set_returned(self._round.id, self.returned.text().strip()))
        self.accept()
