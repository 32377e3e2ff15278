"""A table's fields: typed in, or chosen in from a list; the one that the keyboard is at is framed."""

from PySide6.QtCore import QAbstractItemModel, QEvent, QObject, QSize, Qt
from PySide6.QtGui import QColor, QKeyEvent, QPainter, QPen
from PySide6.QtWidgets import QComboBox, QStyledItemDelegate, QStyleOptionViewItem, QTableView, QWidget

from app.shell import theme
from app.widgets.table import CHOICES, FREE, Index

_BETWEEN = 10  # pixels between rows that are as high as their text
_BESIDE = 8  # pixels of padding beside a text, as the style sheet has it


def _wraps(option: QStyleOptionViewItem) -> bool:
    return bool(option.features & QStyleOptionViewItem.ViewItemFeature.WrapText)


class TableDelegate(QStyledItemDelegate):
    """Edits with a list where the model has choices for a field, else as Qt does."""

    # --- how a field looks -------------------------------------------------------------------

    def initStyleOption(self, option: QStyleOptionViewItem, index: Index) -> None:
        """Let texts of several lines stand side by side at the top."""
        super().initStyleOption(option, index)
        if _wraps(option):
            across = option.displayAlignment & Qt.AlignmentFlag.AlignHorizontal_Mask
            option.displayAlignment = across | Qt.AlignmentFlag.AlignTop

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        """Leave room between rows, and for the padding beside the text, which Qt forgets where it wraps."""
        if _wraps(option):
            option.rect = option.rect.adjusted(0, 0, -_BESIDE, 0)
        return super().sizeHint(option, index) + QSize(0, _BETWEEN)

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        """Frame the field that the keyboard is at."""
        if _wraps(option):
            option.rect = option.rect.adjusted(0, _BETWEEN // 2, 0, -_BETWEEN // 2)
        super().paint(painter, option, index)
        view = self.parent()
        if isinstance(view, QTableView) and view.hasFocus() and view.currentIndex() == index:
            painter.setPen(QPen(QColor(theme.current().accent), 2 if theme.current().contrast else 1))
            painter.drawRect(option.rect.adjusted(0, 0, -1, -1))

    # --- how it is edited --------------------------------------------------------------------

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
