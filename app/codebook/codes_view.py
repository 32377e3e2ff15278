"""The tree of codes: clicked as a key is pressed, dragged onto the text, opened where there is more."""

from PySide6.QtCore import QEvent, QPoint, QRect, QSize, Qt, Signal
from PySide6.QtGui import (
    QContextMenuEvent,
    QDrag,
    QDragEnterEvent,
    QDragMoveEvent,
    QDropEvent,
    QHelpEvent,
    QMouseEvent,
)
from PySide6.QtWidgets import QAbstractItemView, QStyleOptionViewItem, QWidget

from app.codebook.model import CodesModel
from app.codebook.row import CodeDelegate
from app.widgets.table import Index
from app.widgets.tree import TreeView
from coding.language import _
from coding.model.framework import Code


class CodesView(TreeView):
    """Shows a CodesModel. The focus comes by Tab only: a click leaves it in the transcript."""

    chosen = Signal(int)
    merge_wanted = Signal(int, int)  # the code that was dropped with Alt, and the one under it
    menu_wanted = Signal(object, QPoint, QRect)  # Code or None, where, the row's place: all global

    def __init__(
        self, model: CodesModel, parent: QWidget | None = None, *, marks_selected: bool = False
    ) -> None:
        """Show this model."""
        self._codes = model
        super().__init__(model, _("Codes"), parent)
        self.setItemDelegate(CodeDelegate(self, model, marks_selected=marks_selected))
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.setDragEnabled(True)
        self.setAcceptDrops(True)
        self.setDragDropMode(QAbstractItemView.DragDropMode.DragDrop)
        self.setDropIndicatorShown(True)
        self._dragging_from: Index | None = None
        self._to_merge: tuple[int, int] | None = None
        self.expanded.connect(self.updateGeometry)
        self.collapsed.connect(self.updateGeometry)
        model.modelReset.connect(self.updateGeometry)
        self.enter_pressed.connect(self._choose)

    @property
    def rows(self) -> CodeDelegate:
        """What paints the rows and knows where their parts stand."""
        delegate = self.itemDelegate()
        assert isinstance(delegate, CodeDelegate)
        return delegate

    def always_open(self) -> list[int]:
        """Return the dimensions."""
        framework = self._codes.framework
        return [code.id for code in framework.codes if framework.is_group(code.id)]

    def sizeHint(self) -> QSize:
        """Return the height that shows every open row."""
        option = QStyleOptionViewItem()
        height = sum(self.rows.sizeHint(option, index).height() for index in self._open_rows())
        return QSize(super().sizeHint().width(), height + 2)

    def _open_rows(self) -> list[Index]:
        found: list[Index] = []
        index = self._codes.index(0, 0)
        while index.isValid():
            found.append(index)
            index = self.indexBelow(index)
        return found

    # --- mouse -----------------------------------------------------------------------------------

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Note where a drag may begin."""
        self._dragging_from = self.indexAt(event.position().toPoint())
        super().mousePressEvent(event)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        """Open a row, or choose its code."""
        super().mouseReleaseEvent(event)
        point = event.position().toPoint()
        index = self.indexAt(point)
        if event.button() != Qt.MouseButton.LeftButton or index != self._dragging_from:
            return
        if index.isValid() and self.rows.is_on_arrow(point, index):
            self.setExpanded(index, not self.isExpanded(index))
        else:
            self._choose(index)

    def _choose(self, index: Index) -> None:
        code = self._codes.item_at(index)
        if code is not None:
            self.chosen.emit(code.id)

    def startDrag(self, supportedActions: Qt.DropAction) -> None:  # noqa: N803 - Qt's name
        """Drag the code that was pressed on, to be dropped on the text."""
        index = self._dragging_from
        if index is None or not index.isValid():
            return
        self._dragging_from = None  # letting go is no click
        drag = QDrag(self)
        drag.setMimeData(self._codes.mimeData([index]))
        drag.setPixmap(self.viewport().grab(self.visualRect(index)))
        drag.exec(Qt.DropAction.CopyAction)
        self.end_drag()

    def end_drag(self) -> None:
        """Ask for what a drop with Alt asks for: not before the drag has ended, for a dialog follows."""
        merge, self._to_merge = self._to_merge, None
        if merge is not None:
            self.merge_wanted.emit(*merge)

    # --- dropping with Alt -----------------------------------------------------------------------

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        """Take codes of this tree only."""
        super().dragEnterEvent(event)
        self._take_own(event)

    def dragMoveEvent(self, event: QDragMoveEvent) -> None:
        """Show on which code the dragged one would be dropped."""
        super().dragMoveEvent(event)
        self._take_own(event)

    def _take_own(self, event: QDragMoveEvent) -> None:
        if event.source() is self and self.takes(event):
            event.acceptProposedAction()
        else:
            event.ignore()

    def takes(self, event: QDropEvent) -> bool:
        """Tell whether something can be done with what is dropped here: with Alt, on another code."""
        target = self._codes.item_at(self.indexAt(event.position().toPoint()))
        dropped = self.dropped_code(event)
        return with_alt(event) and target is not None and dropped not in {None, target.id}

    def dropped_code(self, event: QDropEvent) -> int | None:
        """Return the id of the code that is dragged."""
        data = event.mimeData().data(self._codes.mimeTypes()[0])
        return None if data.isEmpty() else int(bytes(data.data()))

    def dropEvent(self, event: QDropEvent) -> None:
        """Say that a code is to be merged into the one that it was dropped on."""
        target = self._codes.item_at(self.indexAt(event.position().toPoint()))
        dropped = self.dropped_code(event)
        self.setState(QAbstractItemView.State.NoState)
        if target is not None and dropped is not None and self.takes(event):
            event.acceptProposedAction()
            self._to_merge = dropped, target.id
        else:
            event.ignore()

    # --- menu -----------------------------------------------------------------------

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        """Ask for the menu of a code, by mouse or key."""
        by_mouse = event.reason() == QContextMenuEvent.Reason.Mouse
        index = self.indexAt(event.pos()) if by_mouse else self.currentIndex()
        row = self.visualRect(index) if index.isValid() else QRect(event.pos(), QSize(self.width(), 20))
        place = QRect(self.viewport().mapToGlobal(row.topLeft()), row.size())
        at = event.globalPos() if by_mouse else place.bottomLeft()
        self.menu_wanted.emit(self._codes.item_at(index), at, place)

    def row_of(self, code: Code) -> QRect:
        """Return where a code's row stands, in global pixels."""
        row = self.visualRect(self._codes.index_of(code.id))
        return QRect(self.viewport().mapToGlobal(row.topLeft()), row.size())

    def viewportEvent(self, event: QEvent) -> bool:
        """Show the tooltip: what a code means, and its whole name where the row cuts it."""
        if isinstance(event, QHelpEvent) and not self.indexAt(event.pos()).isValid():
            return False
        return super().viewportEvent(event)


def with_alt(event: QDropEvent) -> bool:
    """Tell whether Alt is held down while something is dragged."""
    return bool(event.modifiers() & Qt.KeyboardModifier.AltModifier)
