"""Editing a field of a table in place: typed, or chosen from a list where there is something to choose."""

from typing import Final

from PySide6.QtCore import QAbstractItemModel, QEvent, QModelIndex, QObject, QPersistentModelIndex, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QComboBox, QStyledItemDelegate, QStyleOptionViewItem, QWidget

Index = QModelIndex | QPersistentModelIndex
CHOICES: Final = Qt.ItemDataRole.UserRole + 1  # the texts to choose from, or None where there are none
FREE: Final = Qt.ItemDataRole.UserRole + 2  # whether something else may be typed in place of a choice


class ComboBoxDelegate(QStyledItemDelegate):
    """Edits with a list where the model has choices for a field, else as Qt does."""

    def createEditor(self, parent: QWidget, option: QStyleOptionViewItem, index: Index) -> QWidget:
        """Return a list for a field with choices, to type in where anything may be said."""
        choices: list[str] | None = index.data(CHOICES)
        if choices is None:
            return super().createEditor(parent, option, index)
        editor = QComboBox(parent)
        editor.setEditable(bool(index.data(FREE)))
        editor.setInsertPolicy(QComboBox.InsertPolicy.NoInsert)
        editor.addItems(choices)
        editor.setAccessibleName(str(index.model().headerData(index.column(), Qt.Orientation.Horizontal)))
        editor.activated.connect(self._finish)
        return editor

    def eventFilter(self, editor: QObject, event: QEvent) -> bool:
        """Take what stands in a list on Enter; left to Qt it would be taken twice."""
        is_enter = isinstance(event, QKeyEvent) and event.key() in {Qt.Key.Key_Return, Qt.Key.Key_Enter}
        if isinstance(editor, QComboBox) and is_enter and event.type() == QEvent.Type.KeyPress:
            self.commitData.emit(editor)
            self.closeEditor.emit(editor)
            return True
        return super().eventFilter(editor, event)

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
            stands = str(index.data(Qt.ItemDataRole.EditRole))
            if not editor.isEditable():
                # What stands there may be none of the choices; then none is chosen, not the first.
                editor.setPlaceholderText(stands)
                editor.setCurrentIndex(editor.findText(stands))
            editor.setCurrentText(stands)
            line = editor.lineEdit()
            if editor.isEditable() and line is not None:
                line.selectAll()
        else:
            super().setEditorData(editor, index)

    def setModelData(self, editor: QWidget, model: QAbstractItemModel, index: Index) -> None:
        """Say what was chosen or typed; where nothing was, what stands there stays."""
        if isinstance(editor, QComboBox):
            if editor.isEditable() or editor.currentIndex() >= 0:
                model.setData(index, editor.currentText())
        else:
            super().setModelData(editor, model, index)
