"""The tree of codes: clicked as a key is pressed, dragged onto the text, opened where there is more."""

from PySide6.QtCore import QEvent, QPoint, QRect, QSize, Qt, Signal
from PySide6.QtGui import QContextMenuEvent, QDrag, QHelpEvent, QKeyEvent, QMouseEvent, QPainter
from PySide6.QtWidgets import QAbstractItemView, QFrame, QStyleOptionViewItem, QTreeView, QWidget

from app.codebook.model import CodesModel, Index
from app.codebook.row import CodeDelegate
from coding.language import _
from coding.model.framework import Code, Framework


class CodesView(QTreeView):
    """Shows a CodesModel. The focus comes by Tab only: a click leaves it in the transcript."""

    chosen = Signal(int)
    menu_wanted = Signal(object, QPoint, QRect)  # Code or None, where, the row's place: all global

    def __init__(
        self, model: CodesModel, parent: QWidget | None = None, *, marks_selected: bool = False
    ) -> None:
        """Show this model."""
        super().__init__(parent)
        self._codes = model
        self.setModel(model)
        self.setItemDelegate(CodeDelegate(self, model, marks_selected=marks_selected))
        self.setAccessibleName(_("Codes"))
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setHeaderHidden(True)
        self.setIndentation(0)
        self.setRootIsDecorated(False)
        self.setItemsExpandable(True)
        self.setExpandsOnDoubleClick(False)
        self.setMouseTracking(True)
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setDragEnabled(True)
        self.setDragDropMode(QAbstractItemView.DragDropMode.DragOnly)
        self._dragging_from: Index | None = None
        self.expanded.connect(self.updateGeometry)
        self.collapsed.connect(self.updateGeometry)

    @property
    def rows(self) -> CodeDelegate:
        """What paints the rows and knows where their parts stand."""
        delegate = self.itemDelegate()
        assert isinstance(delegate, CodeDelegate)
        return delegate

    def show_framework(self, framework: Framework) -> None:
        """Show a framework; what was open in it stays open, and dimensions always are."""
        opened = {code.id for code in self._codes.framework.codes if self.is_open(code.id)}
        current = self._codes.code_at(self.currentIndex())
        self._codes.show_framework(framework)
        for code in framework.codes:
            if code.id in opened or framework.is_dimension(code.id):
                self.expand(self._codes.index_of(code.id))
        if current is not None:
            self.setCurrentIndex(self._codes.index_of(current.id))
        self.updateGeometry()

    def is_open(self, code_id: int) -> bool:
        """Tell whether the codes below one are shown."""
        return self.isExpanded(self._codes.index_of(code_id))

    def reveal(self, code_id: int) -> None:
        """Open what hides a code."""
        above = self._codes.index_of(code_id).parent()
        while above.isValid():
            self.expand(above)
            above = above.parent()

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

    def drawBranches(self, painter: QPainter, rect: QRect, index: Index) -> None:
        """Paint nothing: the delegate paints the arrow."""

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
        code = self._codes.code_at(index)
        if code is None:
            return
        if self.rows.is_on_arrow(point, index):
            self.setExpanded(index, not self.isExpanded(index))
        else:
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

    # --- keyboard and menu -----------------------------------------------------------------------

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Choose with Enter; arrows move and open as in any tree."""
        code = self._codes.code_at(self.currentIndex())
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and code is not None:
            self.chosen.emit(code.id)
        else:
            super().keyPressEvent(event)

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        """Ask for the menu of a code, by mouse or key."""
        by_mouse = event.reason() == QContextMenuEvent.Reason.Mouse
        index = self.indexAt(event.pos()) if by_mouse else self.currentIndex()
        row = self.visualRect(index) if index.isValid() else QRect(event.pos(), QSize(self.width(), 20))
        place = QRect(self.viewport().mapToGlobal(row.topLeft()), row.size())
        at = event.globalPos() if by_mouse else place.bottomLeft()
        self.menu_wanted.emit(self._codes.code_at(index), at, place)

    def row_of(self, code: Code) -> QRect:
        """Return where a code's row stands, in global pixels."""
        row = self.visualRect(self._codes.index_of(code.id))
        return QRect(self.viewport().mapToGlobal(row.topLeft()), row.size())

    def viewportEvent(self, event: QEvent) -> bool:
        """Show the tooltip: what a code means, and its whole name where the row cuts it."""
        if isinstance(event, QHelpEvent) and not self.indexAt(event.pos()).isValid():
            return False
        return super().viewportEvent(event)
