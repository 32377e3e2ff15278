"""The grid of the matrix: cases by codes, gone through by the arrow keys, written in where it stands."""

from PySide6.QtCore import QItemSelectionModel, QModelIndex, QPoint, Qt, QTimer, Signal
from PySide6.QtGui import QKeyEvent, QMouseEvent, QResizeEvent
from PySide6.QtWidgets import QAbstractItemView, QTableView, QWidget

from app.matrix.cell_editor import LEAST, CellEditor
from app.matrix.cells import CaseHeader, CellDelegate, CellMode, CellPart, CodeHeader
from app.matrix.grid_model import GridModel
from app.widgets.forms import with_role
from app.widgets.table import Index
from coding.language import _

_HIGH, _LOW = 114, 40  # pixels of a row with words, and of one with numbers
_LEAST_WIDTH, _COUNT_WIDTH = 228, 96
_OPENS = frozenset({Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_F2})


class MatrixGrid(QTableView):
    """Says what of which cell is wanted; the cell that is written in holds a CellEditor."""

    count_pressed = Signal(int, int)
    news_pressed = Signal(int, int)
    passages_wanted = Signal(int, int)  # on the Passages page
    withheld_wanted = Signal()  # what somebody else wrote, of what is read blind
    begun = Signal(int, int)  # to be written in
    ended = Signal()
    written = Signal(int, int, str)
    moved = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        """Show nothing yet."""
        super().__init__(parent)
        self.grid, self.can_write = GridModel(), False
        self.editor: CellEditor | None = None
        self._at: tuple[int, int] | None = None  # the cell that is written in
        self._pressed = QPoint()
        self.setModel(self.grid)
        self.grid.setParent(self)
        self.cells = CellDelegate(self)
        self.setItemDelegate(self.cells)
        self.setHorizontalHeader(CodeHeader(self))
        self.setVerticalHeader(CaseHeader(self))
        self.setAccessibleName(_("Matrix"))
        with_role(self, "matrix")
        self.setShowGrid(True)
        self.setCornerButtonEnabled(False)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.setHorizontalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setTabKeyNavigation(False)
        self.setFrameShape(QTableView.Shape.NoFrame)
        self.clicked.connect(self._press)
        self.doubleClicked.connect(self.write_in)
        self.selectionModel().currentChanged.connect(self._say_moved)
        self.grid.modelAboutToBeReset.connect(self.finish)
        self.grid.modelReset.connect(self._lay_out_sections)
        for header, bar in (
            (self.horizontalHeader(), self.horizontalScrollBar()),
            (self.verticalHeader(), self.verticalScrollBar()),
        ):
            header.geometriesChanged.connect(self._place_editor)
            bar.valueChanged.connect(self._place_editor)

    # --- how it is laid out ---------------------------------------------------------------------

    def show_mode(self, mode: CellMode) -> None:
        """Show summaries, passages or counts in the cells."""
        self.finish()
        self.cells.mode = mode
        self._lay_out_sections()
        self.viewport().update()

    def _lay_out_sections(self) -> None:
        is_low = self.cells.mode is CellMode.COUNTS
        self.verticalHeader().setDefaultSectionSize(_HIGH if not is_low else _LOW + 34)
        usual = self.verticalHeader().defaultSectionSize()
        for row in range(self.grid.rowCount()):
            if self.rowHeight(row) != usual and not self.isRowHidden(row):
                self.setRowHeight(row, usual)
        self._share_width()

    def _share_width(self) -> None:
        shown = [at for at in range(self.grid.columnCount()) if not self.isColumnHidden(at)]
        if not shown:
            return
        least = _COUNT_WIDTH if self.cells.mode is CellMode.COUNTS else _LEAST_WIDTH
        width = max(self.viewport().width() // len(shown), least)
        for at in shown:
            self.setColumnWidth(at, width)
        self._place_editor()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Share the width out anew."""
        super().resizeEvent(event)
        self._share_width()

    def share_width(self) -> None:
        """Share the width out among the columns that are shown."""
        self._share_width()

    # --- where one is ---------------------------------------------------------------------------

    def at(self) -> tuple[int, int] | None:
        """Return the cell that the keyboard is on."""
        index = self.currentIndex()
        return (index.row(), index.column()) if index.isValid() else None

    def _say_moved(self, _now: Index, _before: Index) -> None:
        self.moved.emit()

    def stand_on(self, row: int, column: int) -> None:
        """Put the keyboard on a cell."""
        select = QItemSelectionModel.SelectionFlag.ClearAndSelect
        self.selectionModel().setCurrentIndex(self.grid.index(row, column), select)

    def show_current(self) -> None:
        """Scroll to the cell that the keyboard is on."""
        if self.currentIndex().isValid():
            self.scrollTo(self.currentIndex())

    def _press(self, index: QModelIndex) -> None:
        part = self.cells.part_at(index, self._pressed)
        if part is CellPart.COUNT:
            self.count_pressed.emit(index.row(), index.column())
        elif part is CellPart.NEWS:
            self.news_pressed.emit(index.row(), index.column())

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Note where in a cell the mouse is."""
        self._pressed = event.position().toPoint()
        super().mousePressEvent(event)

    # --- writing --------------------------------------------------------------------------------

    def write_in(self, index: Index) -> None:
        """Open a cell where it stands."""
        if not index.isValid() or not self.can_write or self.cells.mode is not CellMode.SUMMARIES:
            return
        if self._at == (index.row(), index.column()) and self.editor is not None:
            self.editor.setFocus()
            return
        self.finish()
        cell = self.grid.cell(index.row(), index.column())
        if cell.is_withheld:
            self.withheld_wanted.emit()
            return
        self._at = (index.row(), index.column())
        self.stand_on(*self._at)
        self.cells.is_written_in = True
        self.editor = editor = CellEditor(cell.name, cell.how_many, self.viewport())
        editor.height_wanted.connect(self._grow)
        editor.show_text(cell.text, anew=True)
        editor.written.connect(self._store)
        editor.left.connect(self.finish)
        editor.next_wanted.connect(self._write_next)
        editor.count_pressed.connect(lambda: self.count_pressed.emit(index.row(), index.column()))
        self.setRowHeight(index.row(), max(LEAST, self.rowHeight(index.row())))
        self._place_editor()
        editor.show()
        editor.text.moveCursor(editor.text.textCursor().MoveOperation.End)
        editor.setFocus()
        self.begun.emit(*self._at)
        self.scrollTo(index)

    def _grow(self, height: int) -> None:
        if self._at is not None:
            self.setRowHeight(self._at[0], height)
            self._place_editor()

    def _place_editor(self) -> None:
        """Put the field over its cell, wherever that is by now."""
        if self.editor is not None and self._at is not None:
            self.editor.setGeometry(self.visualRect(self.grid.index(*self._at)))

    def _store(self, text: str) -> None:
        if self._at is not None:
            self.written.emit(*self._at, text)

    def follow_texts(self) -> None:
        """Show in the cell that is written in what is stored by now."""
        if self.editor is not None and self._at is not None:
            cell = self.grid.cell(*self._at)
            self.editor.show_text(cell.text)
            self.editor.count.setText(cell.how_many)

    def keep(self) -> None:
        """Store what is typed."""
        if self.editor is not None:
            self.editor.text.keep()

    def finish(self) -> None:
        """Store what is typed, and close the cell."""
        if self.editor is None or self._at is None:
            return
        editor, (row, column) = self.editor, self._at
        had_focus = editor.isAncestorOf(self.focusWidget()) if self.focusWidget() else False
        editor.text.keep()
        self.editor, self._at = None, None
        self.cells.is_written_in = False
        index = self.grid.index(row, column)
        if index.isValid():
            self.setRowHeight(row, self.verticalHeader().defaultSectionSize())
        editor.hide()
        editor.deleteLater()
        if had_focus or self.isVisible():
            self.setFocus()
        self.ended.emit()

    def _write_next(self, step: int) -> None:
        """Store, and go on writing in the next cell that is shown."""
        if self._at is None:
            return
        at = self._at
        places = [
            (row, column)
            for row in range(self.grid.rowCount())
            for column in range(self.grid.columnCount())
            if not self.isRowHidden(row) and not self.isColumnHidden(column)
        ]
        following = places[(places.index(at) + step) % len(places)]
        self.finish()
        QTimer.singleShot(0, self, lambda: self.write_in(self.grid.index(*following)))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Write with Enter, F2 or by typing; look at passages with the blank."""
        at, key = self.at(), Qt.Key(event.key())
        control = event.modifiers() & Qt.KeyboardModifier.ControlModifier
        if at is None:
            super().keyPressEvent(event)
        elif key in _OPENS and control:
            self.passages_wanted.emit(*at)
        elif key in _OPENS:
            self.write_in(self.currentIndex())
        elif key == Qt.Key.Key_Space:
            self.count_pressed.emit(*at)
        elif event.text().isprintable() and event.text() and not control and self.can_write:
            self.write_in(self.currentIndex())
            if self.editor is not None:
                self.editor.text.insertPlainText(event.text())
        else:
            super().keyPressEvent(event)
