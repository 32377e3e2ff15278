"""A sheet on which printed percentages are checked; nothing is stored."""

import re

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QDialog, QLineEdit, QPlainTextEdit, QWidget

from app.widgets.forms import DIALOG, STRETCH, button, caption, column_of, hint, named, row_of, wide
from app.widgets.table import TableColumn, TableModel
from app.widgets.table_view import TableView
from coding.chapter.percentages import PercentFinding, checked_percentages
from coding.language import _


class PercentDialog(QDialog):
    """Lines with percentages above, what is said of each below."""

    def __init__(self, wholes: str, parent: QWidget | None = None) -> None:
        """Begin empty; ``wholes`` are the n to begin with."""
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle(_("Check percentages"))
        self.resize(640, 520)
        self.wholes = named(QLineEdit(wholes), _("Of how many"))
        self.text = named(QPlainTextEdit(tabChangesFocus=True), _("Percentages"))
        self.model: TableModel[PercentFinding] = TableModel(
            (
                TableColumn(_("Line"), lambda row: row.line, width=190),
                TableColumn(_("Printed"), lambda row: f"{row.percent} %", width=70, is_number=True),
                TableColumn(_("What it is"), lambda row: row.said, is_wide=True),
            )
        )
        self.table: TableView[PercentFinding] = TableView(self.model, _("What is said of each"))
        about = _(
            "Type or paste printed percentages, a line each: “46 %”, “48 % (14)”, “55 % for 5 of 9”. Each is "
            "held against every number of n. Nothing is stored."
        )
        foot = row_of(STRETCH, button(_("Close"), self.reject))
        parts = (
            *(hint(about), row_of(caption(_("Of how many"), self.wholes), wide(self.wholes))),
            *(caption(_("Percentages"), self.text), wide(self.text), wide(self.table, 2), foot),
        )
        column_of(*parts, on=self, margins=DIALOG, spacing=8)
        self.text.textChanged.connect(self._check)
        self.wholes.textChanged.connect(self._check)

    def _check(self) -> None:
        wholes = [int(word) for word in re.findall(r"\d{1,6}", self.wholes.text())]
        self.model.show_rows([*checked_percentages(self.text.toPlainText(), wholes)])
