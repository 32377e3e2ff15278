"""A table that is edited in place."""

from typing import Final

from PySide6.QtCore import QModelIndex, Qt, Signal
from PySide6.QtGui import QColor, QKeyEvent
from PySide6.QtWidgets import (
    QAbstractItemView,
    QStyleOptionViewItem,
    QTableView,
    QWidget,
)

from app.shell import theme
from app.widgets.combo_box_delegate import ComboBoxDelegate, Index

NEW_ROW: Final = Qt.ItemDataRole.UserRole + 3  # whether typing here adds a row


class EditingTable(QTableView):
    """A table whose rows are removed by Delete and opened by Enter."""

    remove_pressed = Signal()
    entered_row = Signal(QModelIndex)

    def __init__(self, parent: QWidget) -> None:
        """Edit at a letter, at Enter or F2, and at a double click."""
        super().__init__(parent)
        triggers = QAbstractItemView.EditTrigger
        self.setEditTriggers(triggers.DoubleClicked | triggers.EditKeyPressed | triggers.AnyKeyPressed)
        self.verticalHeader().hide()
        self.verticalHeader().setDefaultSectionSize(30)
        self.horizontalHeader().setHighlightSections(False)
        self.horizontalHeader().setDefaultAlignment(
            Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter
        )
        self.horizontalHeader().setMinimumSectionSize(70)
        self.horizontalHeader().setResizeContentsPrecision(40)  # rows looked at: all of 1,000 take seconds
        self.setShowGrid(False)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Let Delete remove, Enter edit or open; the rest, and what an open field leaves over, is Qt's."""
        current = self.currentIndex()
        if self.state() == QAbstractItemView.State.EditingState or not current.isValid():
            super().keyPressEvent(event)
        elif event.key() == Qt.Key.Key_Delete:
            self.remove_pressed.emit()
        elif event.key() not in {Qt.Key.Key_Return, Qt.Key.Key_Enter}:
            super().keyPressEvent(event)
        elif self.model().flags(current) & Qt.ItemFlag.ItemIsEditable:
            self.edit(current)
        else:
            self.entered_row.emit(current)


class FieldDelegate(ComboBoxDelegate):
    """Shows quietly what cannot be edited, or waits for a new row."""

    def initStyleOption(self, option: QStyleOptionViewItem, index: Index) -> None:
        """Show quietly what is read only or waits to be typed."""
        super().initStyleOption(option, index)
        touched = Qt.ItemFlag.ItemIsEditable | Qt.ItemFlag.ItemIsUserCheckable
        if index.data(NEW_ROW) or not index.model().flags(index) & touched:
            option.palette.setColor(option.palette.ColorRole.Text, QColor(theme.current().quiet))
