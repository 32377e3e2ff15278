"""The outline as a tree: headings and sentences are moved by keys or dragged, and edited in place."""

from collections.abc import Sequence

from PySide6.QtCore import QEvent, Qt, Signal
from PySide6.QtGui import QDropEvent, QKeyEvent, QResizeEvent
from PySide6.QtWidgets import QAbstractItemView, QTreeWidget, QTreeWidgetItem, QWidget

from app.memos.outline_rows import ENTRY, OutlineRows, hung_in_words, said
from app.widgets.forms import named
from coding.language import _
from storage.queries.outline import OutlineEntry

_ALT = Qt.KeyboardModifier.AltModifier
_MOVES = (Qt.Key.Key_Up, Qt.Key.Key_Down, Qt.Key.Key_Left, Qt.Key.Key_Right)


class OutlineTree(QTreeWidget):
    """Says what is wanted of the part in hand; the study answers, and the tree is shown anew."""

    shown = Signal(object)  # OutlineEntry or None
    moved = Signal(int, object, int)  # which, below which or None, at which place
    rewritten = Signal(int, str)
    remove_wanted = Signal(int)

    def __init__(self, parent: QWidget | None = None) -> None:
        """Begin empty."""
        self._quiet = True
        super().__init__(parent)
        named(self, _("Outline"))
        self.setHeaderHidden(True)
        self.setWordWrap(True)
        self.setDragDropMode(QAbstractItemView.DragDropMode.InternalMove)
        self.setEditTriggers(
            QAbstractItemView.EditTrigger.EditKeyPressed | QAbstractItemView.EditTrigger.DoubleClicked
        )
        self._by_id: dict[int, QTreeWidgetItem] = {}
        self.setItemDelegate(OutlineRows(self))
        self._quiet = False

    def show_entries(self, entries: Sequence[OutlineEntry], chosen: int | None) -> None:
        """Show the outline, and choose the part with this id, or the first."""
        self._quiet = True
        self.clear()
        self._by_id = {}
        for entry in entries:
            above = self._by_id.get(entry.parent_id or 0)
            item = QTreeWidgetItem(above) if above is not None else QTreeWidgetItem(self)
            self._fill(item, entry)
            self._by_id[entry.id] = item
        self.expandAll()
        found = self._by_id.get(chosen or 0) or self.topLevelItem(0)
        if found is not None:
            self.setCurrentItem(found)
        self._quiet = False
        self.shown.emit(self.entry)

    def _fill(self, item: QTreeWidgetItem, entry: OutlineEntry) -> None:
        below = "".join(words for words, _warns in hung_in_words(entry))
        item.setText(0, ". ".join(filter(None, (said(entry), below))))
        item.setData(0, ENTRY, entry)
        item.setFlags(item.flags() | Qt.ItemFlag.ItemIsEditable | Qt.ItemFlag.ItemIsDropEnabled)

    @property
    def entry(self) -> OutlineEntry | None:
        """The part in hand."""
        return _entry_of(self.currentItem())

    def currentChanged(self, current: object, previous: object) -> None:
        """Say which part is in hand."""
        super().currentChanged(current, previous)  # pyright: ignore[reportArgumentType]
        if not self._quiet:
            self.shown.emit(self.entry)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Break the words anew."""
        super().resizeEvent(event)
        self.scheduleDelayedItemsLayout()

    # --- moving ------------------------------------------------------------------------------

    def event(self, event: QEvent) -> bool:
        """Keep Alt with the arrows, which else goes back and forward."""
        if event.type() == QEvent.Type.ShortcutOverride and isinstance(event, QKeyEvent) and _moves(event):
            event.accept()
            return True
        return super().event(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Move, or delete."""
        entry = self.entry
        if entry is not None and _moves(event):
            self._move(entry, Qt.Key(event.key()))
        elif entry is not None and event.key() == Qt.Key.Key_Delete:
            self.remove_wanted.emit(entry.id)
        else:
            super().keyPressEvent(event)

    def _move(self, entry: OutlineEntry, key: Qt.Key) -> None:
        item = self._by_id[entry.id]
        above = item.parent() or self.invisibleRootItem()
        at = above.indexOfChild(item)
        parent = _entry_of(item.parent())
        if key is Qt.Key.Key_Right and at > 0:  # below the one before
            before = _entry_of(above.child(at - 1))
            assert before is not None
            self.moved.emit(entry.id, before.id, above.child(at - 1).childCount())
        elif key is Qt.Key.Key_Left and parent is not None:  # after what it stands below
            self.moved.emit(entry.id, parent.parent_id, parent.position + 1)
        elif key in {Qt.Key.Key_Up, Qt.Key.Key_Down}:
            to = at + (1 if key is Qt.Key.Key_Down else -1)
            if 0 <= to < above.childCount():
                self.moved.emit(entry.id, entry.parent_id, to)
            elif entry.is_claim:
                self._move_across(entry, item.parent(), up=key is Qt.Key.Key_Up)

    def _move_across(self, entry: OutlineEntry, question: QTreeWidgetItem, *, up: bool) -> None:
        """Let a claim at the edge of its question go to the one before, or after."""
        beside = question.parent() or self.invisibleRootItem()
        at = beside.indexOfChild(question) + (-1 if up else 1)
        other = _entry_of(beside.child(at)) if 0 <= at < beside.childCount() else None
        if other is not None and other.is_question:
            self.moved.emit(entry.id, other.id, beside.child(at).childCount() if up else 0)

    def dropEvent(self, event: QDropEvent) -> None:
        """Let the study move what was dragged."""
        entry, target = self.entry, self.itemAt(event.position().toPoint())
        event.setDropAction(Qt.DropAction.IgnoreAction)
        event.accept()
        on = _entry_of(target)
        if entry is None or target is None or on is None or on.id == entry.id:
            return
        where = QAbstractItemView.DropIndicatorPosition
        if self.dropIndicatorPosition() == where.OnItem:
            self.moved.emit(entry.id, on.id, target.childCount())
            return
        at = on.position + (self.dropIndicatorPosition() == where.BelowItem)
        is_later = entry.parent_id == on.parent_id and entry.position < at
        self.moved.emit(entry.id, on.parent_id, at - is_later)


def _moves(event: QKeyEvent) -> bool:
    return event.key() in _MOVES and event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier == _ALT


def _entry_of(item: QTreeWidgetItem | None) -> OutlineEntry | None:
    entry = item.data(0, ENTRY) if item is not None else None
    return entry if isinstance(entry, OutlineEntry) else None
