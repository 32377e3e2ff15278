"""Who is quoted how often, as a list; each number opens its passages."""

from collections.abc import Sequence
from typing import Final

from PySide6.QtCore import QModelIndex, Qt, Signal
from PySide6.QtWidgets import QDialog, QWidget

from app.shell.exports import Exports
from app.shell.open_study import OpenStudy
from app.shell.places import Place
from app.widgets.forms import DIALOG, STRETCH, button, column_of, hint, row_of, wide
from app.widgets.table import TableColumn, TableModel
from app.widgets.table_view import TableView
from coding.analysis.quoted_people import QuotedPerson, quoted_people
from coding.language import _
from coding.model.study import KINDS
from storage.operations.clearing import quoting_in_words
from storage.queries.people import people
from storage.queries.quoted import quoted_codings

_NUMBERS: Final = ("passages", "cleared", "not_cleared", "quoted")
_BEFORE: Final = 3  # columns
_QUOTING: Final = 150  # pixels
_KEYS: Final = 80  # pixels: a person may have been interviewed under two


class QuotedDialog(QDialog):
    """People with the passages coded, cleared and quoted of each; says ``place_chosen`` for a number."""

    place_chosen = Signal(Place)

    def __init__(self, open_study: OpenStudy, parent: QWidget | None = None) -> None:
        """Count."""
        super().__init__(parent)
        self.setWindowTitle(_("Who is quoted"))
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.resize(760, 520)
        self._exports = Exports(open_study, self)
        self.model: TableModel[QuotedPerson] = TableModel(_columns())
        self.model.show_rows(_rows(open_study))
        self.table: TableView[QuotedPerson] = TableView(self.model, _("Who is quoted"))
        self.table.setSelectionBehavior(TableView.SelectionBehavior.SelectItems)
        self.table.activated.connect(self._open)
        about = _(
            "Passages in which a person speaks, with the framework and the coders chosen. Quoted are those "
            "that were exported as quotations to Word; what is only copied is not counted. Enter or a "
            "double click on a number opens its passages."
        )
        save, close = button(_("Save as CSV…"), self._save), button(_("Close"), self.close)
        column_of(
            hint(about), wide(self.table), row_of(STRETCH, save, close), on=self, margins=DIALOG, spacing=10
        )
        open_study.closing.connect(self.close)
        self.table.setFocus()

    def _open(self, index: QModelIndex) -> None:
        at = index.column() - _BEFORE
        row = self.model.row_at(index)
        if row is not None and at >= 0:
            self.close()
            self.place_chosen.emit(Place("passages", detail=str(row.query(_NUMBERS[at]))))

    def _save(self) -> None:
        self._exports.quoted([row.record for row in self.model.rows])


def _rows(study: OpenStudy) -> Sequence[QuotedPerson]:
    data = study.data.analysis_data(study.framework.id, study.coder_ids, study.coder_id, KINDS)
    return quoted_people(data, people(study.reader), quoted_codings(study.reader))


def _columns() -> Sequence[TableColumn[QuotedPerson]]:
    return (
        TableColumn(_("Person"), lambda row: row.name, is_wide=True),
        TableColumn(_("Key"), lambda row: row.key, width=_KEYS),
        TableColumn(_("Quoting"), lambda row: quoting_in_words(row.quoting), width=_QUOTING),
        TableColumn(_("Passages coded"), lambda row: str(row.passages), is_number=True),
        TableColumn(_("Cleared"), lambda row: str(row.cleared), is_number=True),
        TableColumn(_("Not cleared"), lambda row: str(row.not_cleared), is_number=True),
        TableColumn(_("Quoted"), lambda row: str(row.quoted), is_number=True),
    )
