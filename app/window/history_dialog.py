"""The audit trail in a window: every change, who made it and when, newest first."""

from datetime import datetime
from typing import Any

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QPersistentModelIndex, Qt
from PySide6.QtWidgets import QDialog, QHeaderView, QTableView, QVBoxLayout, QWidget

from app.widgets.forms import named
from coding.language import _
from storage.study.study_file import HistoryEntry

Index = QModelIndex | QPersistentModelIndex


class HistoryDialog(QDialog):
    """Shows the entries; nothing can be done to them."""

    def __init__(self, entries: list[HistoryEntry], parent: QWidget | None = None) -> None:
        """Show these entries."""
        super().__init__(parent)
        self.setWindowTitle(_("History of changes"))
        self.resize(760, 520)
        table = named(QTableView(), _("History of changes"))
        table.setModel(_Entries(entries, self))
        table.verticalHeader().hide()
        table.setSelectionBehavior(QTableView.SelectionBehavior.SelectRows)
        table.setShowGrid(False)
        table.setTabKeyNavigation(False)
        for column, width in enumerate((150, 400, 110)):
            table.setColumnWidth(column, width)
        table.horizontalHeader().setSectionResizeMode(1, QHeaderView.ResizeMode.Stretch)
        QVBoxLayout(self).addWidget(table)


class _Entries(QAbstractTableModel):
    def __init__(self, entries: list[HistoryEntry], parent: QWidget) -> None:
        super().__init__(parent)
        self._entries = entries

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008 - Qt's signature
        return 0 if parent.isValid() else len(self._entries)

    def columnCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008 - Qt's signature
        return 0 if parent.isValid() else 4

    def headerData(
        self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole
    ) -> Any:
        if role != Qt.ItemDataRole.DisplayRole or orientation != Qt.Orientation.Horizontal:
            return None
        return (_("When"), _("What"), _("Who"), _("Status"))[section]

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if role != Qt.ItemDataRole.DisplayRole:
            return None
        entry = self._entries[index.row()]
        when = datetime.fromisoformat(entry.created).astimezone().strftime("%Y-%m-%d %H:%M:%S")
        return (when, entry.words, entry.coder, _status_in_words(entry.status))[index.column()]


def _status_in_words(status: str) -> str:
    return {"done": _("active"), "undone": _("undone"), "dropped": _("undone for good")}.get(status, status)
