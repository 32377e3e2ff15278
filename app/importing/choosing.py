"""Correcting a field of a table in place: with a list where there is something to choose from."""

from PySide6.QtCore import QAbstractItemModel, QEvent, QObject, QRect, Qt
from PySide6.QtGui import QColor, QKeyEvent, QPainter, QPen
from PySide6.QtWidgets import QComboBox, QStyledItemDelegate, QStyleOptionViewItem, QTableView, QWidget

from app import theme
from app.importing.model import CHOICES, FREE, Index


class ChoosingDelegate(QStyledItemDelegate):
    """Edits with a list where there is something to choose from; frames the current field."""

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        """Paint a field, and a frame around the one that the keyboard is at."""
        super().paint(painter, option, index)
        view = self.parent()
        if isinstance(view, QTableView) and view.hasFocus() and view.currentIndex() == index:
            frame: QRect = option.rect  # pyright: ignore[reportUnknownMemberType, reportAttributeAccessIssue]
            painter.save()
            painter.setPen(QPen(QColor(theme.current().accent), 1))
            painter.drawRect(frame.adjusted(0, 0, -1, -1))
            painter.restore()

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
