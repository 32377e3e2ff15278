"""A table that is edited in place, and how its fields are edited: typed, or chosen from a list."""

from typing import Final

from PySide6.QtCore import QAbstractItemModel, QModelIndex, QPersistentModelIndex, Qt, Signal
from PySide6.QtGui import QColor, QKeyEvent
from PySide6.QtWidgets import (
    QAbstractItemView,
    QComboBox,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QTableView,
    QWidget,
)

from app import theme

Index = QModelIndex | QPersistentModelIndex
CHOICES: Final = Qt.ItemDataRole.UserRole  # the texts to choose from, or None where anything may be typed
NEW_ROW: Final = Qt.ItemDataRole.UserRole + 1  # whether typing here adds a row


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


class FieldDelegate(QStyledItemDelegate):
    """Edits with a field, or with a list where there is something to choose from."""

    def initStyleOption(self, option: QStyleOptionViewItem, index: Index) -> None:
        """Show quietly what is read only or waits to be typed."""
        super().initStyleOption(option, index)
        touched = Qt.ItemFlag.ItemIsEditable | Qt.ItemFlag.ItemIsUserCheckable
        if index.data(NEW_ROW) or not index.model().flags(index) & touched:
            option.palette.setColor(option.palette.ColorRole.Text, QColor(theme.current().quiet))

    def createEditor(self, parent: QWidget, option: QStyleOptionViewItem, index: Index) -> QWidget:
        """Return a list for a field with choices."""
        choices: list[str] | None = index.data(CHOICES)
        if choices is None:
            return super().createEditor(parent, option, index)
        editor = QComboBox(parent)
        editor.addItems(choices)
        editor.setAccessibleName(str(index.model().headerData(index.column(), Qt.Orientation.Horizontal)))
        editor.activated.connect(self._finish)
        return editor

    def _finish(self, _chosen: int) -> None:
        """Take a choice at once, without a further key."""
        editor = self.sender()
        if isinstance(editor, QWidget):
            self.commitData.emit(editor)
            self.closeEditor.emit(editor)

    def updateEditorGeometry(self, editor: QWidget, option: QStyleOptionViewItem, index: Index) -> None:
        """Give a list the room for its longest choice."""
        super().updateEditorGeometry(editor, option, index)
        if isinstance(editor, QComboBox):
            editor.resize(max(editor.width(), editor.sizeHint().width()), editor.height())

    def setEditorData(self, editor: QWidget, index: Index) -> None:
        """Begin with what stands there."""
        if isinstance(editor, QComboBox):
            editor.setCurrentText(str(index.data(Qt.ItemDataRole.EditRole)))
        else:
            super().setEditorData(editor, index)

    def setModelData(self, editor: QWidget, model: QAbstractItemModel, index: Index) -> None:
        """Write what was chosen or typed."""
        if isinstance(editor, QComboBox):
            model.setData(index, editor.currentText())
        else:
            super().setModelData(editor, model, index)
