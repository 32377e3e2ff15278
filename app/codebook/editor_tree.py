"""The tree of the codebook page: a code is selected to be edited, and dragged to its place."""

from PySide6.QtCore import QModelIndex, Qt, Signal
from PySide6.QtGui import QDropEvent, QKeyEvent
from PySide6.QtWidgets import QAbstractItemView, QWidget

from app.codebook.codes_view import CodesView, with_alt
from app.codebook.model import CodesModel
from app.widgets.table import Index
from coding.language import _


class EditorTree(CodesView):
    """Says which code is selected, and where one was dropped; Alt+Up and Alt+Down move it by keyboard."""

    selected = Signal(object)  # id or None
    moved = Signal(int, object, int)  # code, parent or None, position among the others there
    stepped = Signal(int, int)  # code, by

    def __init__(self, model: CodesModel, parent: QWidget | None = None) -> None:
        """Show this model."""
        super().__init__(model, parent, marks_selected=True)
        self.setAccessibleName(_("Codes of the codebook"))
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)

    def currentChanged(self, current: Index, previous: Index) -> None:
        """Say which code is selected."""
        super().currentChanged(current, previous)
        code = self._codes.item_at(current)
        self.selected.emit(code.id if code else None)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Move the code in hand with Alt and the arrows."""
        code = self._codes.item_at(self.currentIndex())
        step = {Qt.Key.Key_Up: -1, Qt.Key.Key_Down: 1}.get(Qt.Key(event.key()))
        if code is not None and step and event.modifiers() & Qt.KeyboardModifier.AltModifier:
            self.stepped.emit(code.id, step)
        else:
            super().keyPressEvent(event)

    # --- dropping ----------------------------------------------------------------------------------

    def takes(self, event: QDropEvent) -> bool:
        """Take a code wherever it can be moved to; with Alt, where it can be merged."""
        return super().takes(event) if with_alt(event) else True

    def dropEvent(self, event: QDropEvent) -> None:
        """Say where a code was dropped; the model follows from the study."""
        if with_alt(event):
            super().dropEvent(event)
            return
        index, dropped = self.indexAt(event.position().toPoint()), self.dropped_code(event)
        where = self.dropIndicatorPosition()
        event.acceptProposedAction()
        self.setState(QAbstractItemView.State.NoState)
        if dropped is not None:
            self.drop_code(dropped, index, where)

    def drop_code(
        self, code_id: int, index: QModelIndex, where: QAbstractItemView.DropIndicatorPosition
    ) -> None:
        """Say where a code goes that was let go on, above or below a row, or beside all rows."""
        framework, target = self._codes.framework, self._codes.item_at(index)
        position = QAbstractItemView.DropIndicatorPosition
        if target is None or where == position.OnViewport:
            self.moved.emit(code_id, None, len(framework.children(None)))
        elif where == position.OnItem:
            self.moved.emit(code_id, target.id, len(framework.children(target.id)))
        else:
            beside = [code.id for code in framework.children(target.parent_id) if code.id != code_id]
            at = beside.index(target.id) if target.id in beside else 0
            self.moved.emit(code_id, target.parent_id, at + (where == position.BelowItem))
