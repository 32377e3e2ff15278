"""The audit trail in a window: every change, who made it and when, newest first."""

from datetime import datetime

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QDialog, QVBoxLayout, QWidget

from app.widgets.table import TableColumn, TableModel
from app.widgets.table_view import TableView
from coding.language import _
from storage.study.history import HistoryEntry


class HistoryDialog(QDialog):
    """Shows the entries; nothing can be done to them."""

    def __init__(self, entries: list[HistoryEntry], parent: QWidget | None = None) -> None:
        """Show these entries."""
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle(_("History of changes"))
        self.resize(760, 520)
        columns: list[TableColumn[HistoryEntry]] = [
            TableColumn(_("When"), _when),
            TableColumn(_("What"), lambda entry: entry.words, is_wide=True),
            TableColumn(_("Who"), lambda entry: entry.coder),
            TableColumn(_("Status"), _status),
        ]
        model = TableModel(columns, lambda entry: entry.id)
        model.show_rows(entries)
        QVBoxLayout(self).addWidget(TableView(model, _("History of changes")))


def _when(entry: HistoryEntry) -> str:
    return datetime.fromisoformat(entry.created).astimezone().strftime("%Y-%m-%d %H:%M:%S")


def _status(entry: HistoryEntry) -> str:
    words = {"done": _("active"), "noted": "", "undone": _("undone"), "dropped": _("undone for good")}
    return words.get(entry.status, entry.status)
