"""Where two entries of the same forms differ, a row each: a key says which of the two is right."""

from collections.abc import Sequence
from typing import Final

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QDialog, QWidget

from app.shell.open_study import OpenStudy
from app.widgets.forms import DIALOG, STRETCH, button, column_of, hint, row_of, wide
from app.widgets.table import TableColumn, TableModel
from app.widgets.table_view import RowsTable
from coding.language import _, plural
from coding.model.survey import Instrument
from coding.survey.entry import EntryDifference, differences
from storage.operations.survey_forms import settle_answer, settle_whose
from storage.queries.survey_forms import stored_forms

_SIZE: Final = (860, 480)
_TAKES: Final = {Qt.Key.Key_1: True, Qt.Key.Key_2: False}


class DifferencesDialog(QDialog):
    """Lists the differences of a round; 1 takes the first entry, 2 the second, each stored at once."""

    def __init__(
        self, open_study: OpenStudy, survey: Instrument, round_name: str, parent: QWidget | None
    ) -> None:
        """Show the differences there are."""
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle(_("Forms entered twice, {round}").format(round=round_name))
        self.resize(*_SIZE)
        self._study, self._survey, self._round = open_study, survey, round_name
        about = _(
            "Look at the paper: 1 takes what was entered first, 2 what was entered the second time. Both "
            "entries say the same then; the history keeps what each said."
        )
        self.rows = DifferencesTable(
            TableModel(self._columns(), lambda row: (row.form.id, row.place, row.name)), _("Differences")
        )
        self.said = hint(role="strong")
        first, second = (button(_("Take the first"), self._first), button(_("Take the second"), self._second))
        foot = row_of(first, second, STRETCH, button(_("Close"), self.reject))
        column_of(hint(about), self.said, wide(self.rows), foot, on=self, margins=DIALOG, spacing=8)
        self.rows.taken.connect(self._take)
        open_study.closing.connect(self.reject)
        open_study.study_changed.connect(self._show)
        self._show()

    @staticmethod
    def _columns() -> Sequence[TableColumn[EntryDifference]]:
        return (
            TableColumn(_("Form"), lambda row: str(row.form.number), width=50, is_number=True),
            TableColumn(_("What"), lambda row: row.name, width=80),
            TableColumn(_("Words"), lambda row: row.words, is_wide=True),
            TableColumn(_("1 first"), lambda row: row.first, width=120),
            TableColumn(_("2 second"), lambda row: row.second, width=120),
        )

    def _show(self) -> None:
        forms = stored_forms(self._study.reader, self._survey, self._round)
        found = [each for form in forms for each in differences(self._survey, form)]
        self.rows.show_rows(found)
        twice = sum(form.again is not None for form in forms)
        in_forms = plural("in {n} form entered twice", "in {n} forms entered twice", twice)
        self.said.setText(f"{plural('{n} difference', '{n} differences', len(found))} {in_forms}")

    def _first(self) -> None:
        self._settle(self.rows.current(), is_first=True)

    def _second(self) -> None:
        self._settle(self.rows.current(), is_first=False)

    def _take(self, row: EntryDifference, is_first: object) -> None:
        self._settle(row, is_first=bool(is_first))

    def _settle(self, row: EntryDifference | None, *, is_first: bool) -> None:
        """Let both entries say what one of them says."""
        if row is None or row.form.again is None or not self._study.can_write:
            return
        right = row.form.entry if is_first else row.form.again.entry
        if row.place is None:
            self._study.perform(settle_whose(row.form.id, right))
        else:
            self._study.perform(settle_answer(row.form.id, row.place, right.answers.get(row.place)))


class DifferencesTable(RowsTable[EntryDifference]):
    """The differences: 1 and 2 say which entry is right."""

    taken = Signal(object, object)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Take one of the two."""
        row, is_first = self.current(), _TAKES.get(Qt.Key(event.key()))
        if row is None or is_first is None or event.modifiers():
            super().keyPressEvent(event)
        else:
            self.taken.emit(row, is_first)
