"""The table's view: corrections typed into a field go to all selected rows."""

from PySide6.QtCore import (
    QAbstractItemModel,
    QEvent,
    QItemSelection,
    QItemSelectionModel,
    QModelIndex,
    QObject,
    QRect,
    Qt,
    Signal,
)
from PySide6.QtGui import QColor, QKeyEvent, QMouseEvent, QPainter, QPen
from PySide6.QtWidgets import (
    QAbstractItemView,
    QComboBox,
    QHeaderView,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QTableView,
    QWidget,
)

from app import theme
from app.importing.model import CHOICES, FREE, ArrivalsModel, Index
from coding.language import _


class ArrivalsTable(QTableView):
    """Files to correct in place. Space ticks all selected rows, Enter and letters edit."""

    rows_shown = Signal()  # the current or the selected rows are others
    tick_wanted = Signal()

    def __init__(self, model: ArrivalsModel, parent: QWidget | None = None) -> None:
        """Show this model."""
        super().__init__(parent)
        self.arrivals = model
        self.setModel(model)
        self.setItemDelegate(_Delegate(self))
        self.setAccessibleName(_("Files to import"))
        self.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.setSelectionMode(QAbstractItemView.SelectionMode.ExtendedSelection)
        triggers = QAbstractItemView.EditTrigger
        self.setEditTriggers(triggers.DoubleClicked | triggers.EditKeyPressed | triggers.AnyKeyPressed)
        self.setShowGrid(False)
        self.setWordWrap(False)
        self.verticalHeader().hide()
        self.verticalHeader().setDefaultSectionSize(28)
        header = self.horizontalHeader()
        header.setHighlightSections(False)
        header.setDefaultAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
        for at, column in enumerate(model.columns):
            header.resizeSection(at, column.width)
        header.setStretchLastSection(True)
        header.setSectionResizeMode(QHeaderView.ResizeMode.Interactive)

    def selectionChanged(self, selected: QItemSelection, deselected: QItemSelection) -> None:
        """Say that other rows are selected."""
        super().selectionChanged(selected, deselected)
        self.rows_shown.emit()

    def currentChanged(self, current: Index, previous: Index) -> None:
        """Say that the cursor is elsewhere."""
        super().currentChanged(current, previous)
        self.rows_shown.emit()

    def selected_rows(self) -> list[int]:
        """Return the selected rows in order."""
        return sorted(index.row() for index in self.selectionModel().selectedRows())

    def rows_meant(self, row: int) -> list[int]:
        """Return the rows that a correction in this row is for: all selected ones, if it is among them."""
        selected = self.selected_rows()
        return selected if row in selected else [row]

    def current_row(self) -> int | None:
        """Return the row the cursor is in."""
        index = self.currentIndex()
        return index.row() if index.isValid() else None

    def selectionCommand(
        self, index: Index, event: QEvent | None = None
    ) -> QItemSelectionModel.SelectionFlag:
        """Keep several selected rows when one of them is clicked, so that they can be corrected together."""
        several = len(self.selectionModel().selectedRows()) > 1
        plain = isinstance(event, QMouseEvent) and not event.modifiers()
        if several and plain and self.selectionModel().isRowSelected(index.row(), QModelIndex()):
            return QItemSelectionModel.SelectionFlag.NoUpdate
        return super().selectionCommand(index, event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Space ticks, Enter edits, Escape selects the current row alone; the rest is Qt's."""
        current = self.currentIndex()
        if self.state() == QAbstractItemView.State.EditingState or not current.isValid():
            super().keyPressEvent(event)
        elif event.key() == Qt.Key.Key_Space:
            self.tick_wanted.emit()
        elif event.key() in {Qt.Key.Key_Return, Qt.Key.Key_Enter}:
            self.edit(current)
        elif event.key() == Qt.Key.Key_Escape and len(self.selected_rows()) > 1:
            self.selectRow(current.row())
        else:
            super().keyPressEvent(event)


class _Delegate(QStyledItemDelegate):
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
