"""Trees: a model over things that hang below one another, and a view that keeps its place."""

from collections.abc import Callable, Collection, Hashable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any, Generic, TypeVar

from PySide6.QtCore import QAbstractItemModel, QEvent, QModelIndex, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QAbstractItemView, QFrame, QTreeView, QWidget

from app.widgets.table import NOWHERE, Index

T = TypeVar("T")


@dataclass(slots=True)
class _Node:
    """A row: what it shows, and where it hangs."""

    id: int
    key: Hashable
    item: Any
    parent: "_Node | None"
    row: int
    children: "list[_Node]" = field(default_factory=list["_Node"])


class TreeModel(QAbstractItemModel, Generic[T]):
    """Shows items and what is below them. Each has a key, which it keeps when they are read again."""

    def __init__(self, answers: Mapping[int, Callable[[T], object]]) -> None:
        """Begin empty; ``answers`` say what Qt is told of an item, by the role that it asks for."""
        super().__init__()
        self._answers = answers
        self._tops: list[_Node] = []
        self._nodes: list[_Node] = []  # by id: Qt keeps no Python objects alive, so indexes carry numbers
        self._by_key: dict[Hashable, _Node] = {}

    def below(self, item: T) -> Iterable[T]:
        """Return what hangs below an item."""
        raise NotImplementedError

    def key_of(self, item: T, above: Hashable) -> Hashable:
        """Return the key of an item, given that of the one above, which is None at the top."""
        raise NotImplementedError

    # --- what it shows -----------------------------------------------------------------------

    def show_items(self, tops: Iterable[T]) -> None:
        """Show these at the top, and what is below them."""
        self.beginResetModel()
        self._nodes, self._by_key = [], {}
        self._tops = [self._add(item, None, row) for row, item in enumerate(tops)]
        self.endResetModel()

    def _add(self, item: T, parent: _Node | None, row: int) -> _Node:
        key = self.key_of(item, parent.key if parent else None)
        node = _Node(len(self._nodes), key, item, parent, row)
        self._nodes.append(node)
        self._by_key[key] = node
        node.children = [self._add(child, node, at) for at, child in enumerate(self.below(item))]
        return node

    def update_item(self, key: Hashable, item: T) -> None:
        """Show an item as it is now; what is below it stays."""
        node = self._by_key.get(key)
        if node is not None and node.item is not item:
            node.item = item
            self.show_again([key])

    def show_again(self, keys: Iterable[Hashable]) -> None:
        """Say that what is told of these items is another."""
        for key in keys:
            index = self.index_of(key)
            if index.isValid():
                self.dataChanged.emit(index, index)

    # --- where things are --------------------------------------------------------------------

    def all_keys(self) -> Iterator[Any]:
        """Yield the keys of all items from top to bottom."""
        return iter(self._by_key)

    def items(self) -> Iterator[T]:
        """Yield all items from top to bottom."""
        return (node.item for node in self._nodes)

    def shows(self, key: Hashable) -> bool:
        """Tell whether there is an item with this key."""
        return key in self._by_key

    def index_of(self, key: Hashable) -> QModelIndex:
        """Return where an item is by its key, an invalid index where it is not shown."""
        node = self._by_key.get(key)
        return QModelIndex() if node is None else self._index_of(node)

    def key_at(self, index: Index) -> Hashable:
        """Return the key of the item at an index, None nowhere."""
        return self._nodes[index.internalId()].key if index.isValid() else None

    def item_at(self, index: Index) -> T | None:
        """Return the item at an index, None nowhere."""
        return self._nodes[index.internalId()].item if index.isValid() else None

    def _index_of(self, node: _Node) -> QModelIndex:
        return self.createIndex(node.row, 0, node.id)

    def _below(self, index: Index) -> list[_Node]:
        return self._nodes[index.internalId()].children if index.isValid() else self._tops

    # --- what Qt asks ------------------------------------------------------------------------

    def rowCount(self, parent: Index = NOWHERE) -> int:
        """Return how many items hang below one."""
        return len(self._below(parent))

    def columnCount(self, parent: Index = NOWHERE) -> int:
        """Return that there is one column; a delegate paints its parts."""
        return 1

    def index(self, row: int, column: int, parent: Index = NOWHERE) -> QModelIndex:
        """Return the index of an item below another."""
        nodes = self._below(parent)
        return self._index_of(nodes[row]) if column == 0 and 0 <= row < len(nodes) else QModelIndex()

    def parent(self, index: Index = NOWHERE) -> Any:  # Qt overloads this name
        """Return the index of the item above."""
        above = self._nodes[index.internalId()].parent if index.isValid() else None
        return QModelIndex() if above is None else self._index_of(above)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        """Return what is told of an item."""
        item, answer = self.item_at(index), self._answers.get(role)
        return None if item is None or answer is None else answer(item)


class TreeView(QTreeView):
    """A tree whose rows paint themselves. What is open and where the cursor is stay when it is read again."""

    enter_pressed = Signal(QModelIndex)
    edit_pressed = Signal(QModelIndex)  # F2
    remove_pressed = Signal(QModelIndex)  # Delete

    def __init__(self, model: TreeModel[Any], name: str, parent: QWidget | None = None) -> None:
        """Show this model; ``name`` is what a screen reader calls the tree."""
        super().__init__(parent)
        self._tree = model
        self._open: set[Hashable] = set()
        self._places: list[Hashable] = []  # the current item, those below it, those above: the next is taken
        self.all_open = False  # whatever is shown, as while it is filtered
        model.setParent(self)
        self.setModel(model)
        self.setAccessibleName(name)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setHeaderHidden(True)
        self.setIndentation(0)
        self.setRootIsDecorated(False)
        self.setExpandsOnDoubleClick(False)
        self.setMouseTracking(True)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.expanded.connect(self._note_open)
        self.collapsed.connect(self._note_closed)
        model.modelAboutToBeReset.connect(self._note_current)
        model.modelReset.connect(self._find_place)

    def event(self, event: QEvent) -> bool:
        """Let a change of colours be a repaint: rows paint themselves, and no size hangs on the style.

        Qt would lay out every row anew, which of 5,000 takes 0.3 s.
        """
        if event.type() == QEvent.Type.StyleChange:
            self.viewport().update()
            return True
        return super().event(event)

    def open_only(self, keys: Collection[Hashable]) -> None:
        """Show what is below these items, and below no others."""
        self._open = set(keys)
        self.collapseAll()
        self._find_place()

    def always_open(self) -> Collection[Hashable]:
        """Return what is opened anew whenever the tree is read."""
        return ()

    def _note_open(self, index: QModelIndex) -> None:
        self._open.add(self._tree.key_at(index))

    def _note_closed(self, index: QModelIndex) -> None:
        self._open.discard(self._tree.key_at(index))

    def _note_current(self) -> None:
        keys = list(self._tree.all_keys())
        current = self._tree.key_at(self.currentIndex())
        at = keys.index(current) if current in keys else len(keys)
        self._places = [*keys[at:], *keys[:at][::-1]] if current is not None else []

    def _find_place(self) -> None:
        self._open |= set(self.always_open())
        self.blockSignals(True)  # noqa: FBT003 - Qt's own
        if self.all_open:
            self.expandAll()
        for key in self._open:
            self.expand(self._tree.index_of(key))
        self.blockSignals(False)  # noqa: FBT003 - Qt's own
        there = next((key for key in self._places if self._tree.shows(key)), None)
        if there is not None:
            self.setCurrentIndex(self._tree.index_of(there))

    def is_open(self, key: Hashable) -> bool:
        """Tell whether what is below an item is shown."""
        return self.isExpanded(self._tree.index_of(key))

    def reveal(self, key: Hashable) -> None:
        """Open what hides an item."""
        above = self._tree.index_of(key).parent()
        while above.isValid():
            self.expand(above)
            above = above.parent()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Let Enter, F2 and Delete act on the current item; arrows move and open as in any tree."""
        signals = {
            Qt.Key.Key_Return: self.enter_pressed,
            Qt.Key.Key_Enter: self.enter_pressed,
            Qt.Key.Key_F2: self.edit_pressed,
            Qt.Key.Key_Delete: self.remove_pressed,
        }
        signal, current = signals.get(Qt.Key(event.key())), self.currentIndex()
        with_control = bool(event.modifiers() & Qt.KeyboardModifier.ControlModifier)
        if signal is None or with_control or not current.isValid():
            super().keyPressEvent(event)
        elif not event.isAutoRepeat():  # a key held down is pressed once
            signal.emit(current)
