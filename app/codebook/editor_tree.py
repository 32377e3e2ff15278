"""The tree of the codebook page: codes are selected to be edited or grouped, and dragged to their place."""

from collections.abc import Sequence

from PySide6.QtCore import QEvent, QItemSelection, QItemSelectionModel, QModelIndex, Qt, Signal
from PySide6.QtGui import QDropEvent, QKeyEvent
from PySide6.QtWidgets import QAbstractItemView, QWidget

from app.codebook.codes_view import CodesView, with_alt
from app.codebook.model import CodesModel
from app.widgets.table import Index
from coding.language import _
from coding.model.framework import Code


class EditorTree(CodesView):
    """Says which codes are selected and where they were dropped; Alt and the arrows move them by keyboard."""

    selected = Signal(object)  # id or None: the one whose entry is shown
    several_selected = Signal()  # which codes are selected has changed
    moved = Signal(object, object, int)  # codes, parent or None, position among the others there
    stepped = Signal(int)  # by
    nested = Signal()  # below the code before
    unnested = Signal()  # beside the code above

    def __init__(self, model: CodesModel, parent: QWidget | None = None) -> None:
        """Show this model."""
        super().__init__(model, parent, marks_selected=True)
        self.setAccessibleName(_("Codes of the codebook"))
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setSelectionMode(QAbstractItemView.SelectionMode.ExtendedSelection)
        self.in_order = True  # as in the codebook, not sorted
        self._selected: list[int] = []
        model.modelAboutToBeReset.connect(self._note_selected)
        model.modelReset.connect(self._select_again)

    @property
    def code_ids(self) -> list[int]:
        """The selected codes, in the order of the codebook."""
        chosen = {self._codes.key_at(index) for index in self.selectedIndexes()}
        return [code.id for code in self._codes.framework.codes if code.id in chosen]

    def selectionChanged(self, selected: QItemSelection, deselected: QItemSelection) -> None:
        """Say that other codes are selected."""
        super().selectionChanged(selected, deselected)
        self.several_selected.emit()

    def _note_selected(self) -> None:
        self._selected = self.code_ids

    def _select_again(self) -> None:
        for code_id in self._selected if len(self._selected) > 1 else ():
            index = self._codes.index_of(code_id)
            self.selectionModel().select(index, QItemSelectionModel.SelectionFlag.Select)

    def currentChanged(self, current: Index, previous: Index) -> None:
        """Say which code is selected."""
        super().currentChanged(current, previous)
        code = self._codes.item_at(current)
        self.selected.emit(code.id if code else None)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Move the selected codes with Alt and the arrows."""
        if not event.modifiers() & Qt.KeyboardModifier.AltModifier or not self.code_ids:
            super().keyPressEvent(event)
            return
        match event.key():
            case Qt.Key.Key_Up:
                self.stepped.emit(-1)
            case Qt.Key.Key_Down:
                self.stepped.emit(1)
            case Qt.Key.Key_Right:
                self.nested.emit()
            case Qt.Key.Key_Left:
                self.unnested.emit()
            case _:
                super().keyPressEvent(event)

    def event(self, event: QEvent) -> bool:
        """Keep Alt+Left and Alt+Right for the codes: elsewhere they go back and forward."""
        if (
            event.type() == QEvent.Type.ShortcutOverride
            and isinstance(event, QKeyEvent)
            and event.modifiers() == Qt.KeyboardModifier.AltModifier
            and event.key() in {Qt.Key.Key_Left, Qt.Key.Key_Right}
        ):
            event.accept()
            return True
        return super().event(event)

    # --- dropping ----------------------------------------------------------------------------------

    def takes(self, event: QDropEvent) -> bool:
        """Take a code wherever it can be moved to; with Alt, where it can be merged.

        Between two codes there is no place while they are sorted.
        """
        on_item = self.dropIndicatorPosition() == QAbstractItemView.DropIndicatorPosition.OnItem
        return super().takes(event) if with_alt(event) else self.in_order or on_item

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
        """Say where a code goes that was let go on, above or below a row, or beside all rows.

        If it is one of several that are selected, they go there together.
        """
        code_ids = self.code_ids if code_id in self.code_ids else [code_id]
        framework, target = self._codes.framework, self._codes.item_at(index)
        position = QAbstractItemView.DropIndicatorPosition
        if target is None or where == position.OnViewport:
            self.moved.emit(code_ids, None, len(framework.children(None)))
        elif where == position.OnItem:
            self.moved.emit(code_ids, target.id, len(framework.children(target.id)))
        else:
            at = _place_beside(framework.children(target.parent_id), code_ids, target)
            self.moved.emit(code_ids, target.parent_id, at + (where == position.BelowItem))


def _place_beside(codes: Sequence[Code], moved: Sequence[int], target: Code) -> int:
    """Return the place of a code among those that are not moved, or of the next that is not."""
    before = codes[: codes.index(target)]
    return sum(code.id not in moved for code in before)
