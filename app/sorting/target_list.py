"""The codes that passages are sorted into, each with its key."""

from collections.abc import Callable, Mapping, Sequence
from functools import partial

from PySide6.QtCore import QPoint, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QListWidget, QListWidgetItem, QWidget

from app.transcript.keyboard import STRAND_KEYS, digit_row_key
from coding.language import _
from coding.model.framework import Code

Key = Qt.Key
_CODE_ID = Qt.ItemDataRole.UserRole


class TargetList(QListWidget):
    """A key of the digit row sorts into its code; with Shift it is only ticked, to go with the next."""

    sorted_into = Signal(object)  # the ids of the codes
    both_wanted = Signal()
    skipped = Signal(int)  # by
    left_as_it_is = Signal()
    taken_off = Signal()
    removed = Signal(int)  # a code that is none of them any more
    escaped = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        """Begin without codes."""
        super().__init__(parent)
        self.setAccessibleName(_("Sort into"))
        self.setWordWrap(True)
        self.setSpacing(3)
        self._codes: tuple[Code, ...] = ()
        self._ticked: list[int] = []
        self._acts: Mapping[int, Callable[[], object]] = {
            Key.Key_Return: self._choose_current,
            Key.Key_Enter: self._choose_current,
            Key.Key_Delete: self._remove_current,
            Key.Key_B: self.both_wanted.emit,
            Key.Key_L: self.left_as_it_is.emit,
            Key.Key_R: self.taken_off.emit,
            Key.Key_S: partial(self.skipped.emit, 1),
            Key.Key_Right: partial(self.skipped.emit, 1),
            Key.Key_Left: partial(self.skipped.emit, -1),
            Key.Key_Escape: self.escaped.emit,
        }
        self.itemClicked.connect(self._choose_item)

    @property
    def codes(self) -> tuple[Code, ...]:
        """The codes in the order of their keys."""
        return self._codes

    def show_codes(self, codes: Sequence[Code]) -> None:
        """Show these; what was ticked stays so."""
        row = self.currentRow()
        self._codes = tuple(codes)[: len(STRAND_KEYS)]
        known = {code.id for code in self._codes}
        self._ticked = [id_ for id_ in self._ticked if id_ in known]
        self.clear()
        for key, code in zip(STRAND_KEYS, self._codes, strict=False):
            self._add(key, code)
        self.setCurrentRow(max(0, min(row, len(self._codes) - 1)))

    def _add(self, key: str, code: Code) -> None:
        ticked = code.id in self._ticked
        item = QListWidgetItem(f"{key}   {'✓ ' if ticked else ''}{code.label or code.name}")
        spoken = _("{name}, key {key}, ticked") if ticked else _("{name}, key {key}")
        item.setData(Qt.ItemDataRole.AccessibleTextRole, spoken.format(name=code.name, key=key))
        item.setData(_CODE_ID, code.id)
        item.setToolTip(code.short_definition)
        self.addItem(item)

    def code_at(self, at: QPoint) -> int | None:
        """Return the code at a point, None where none is."""
        item = self.itemAt(at)
        return None if item is None else item.data(_CODE_ID)

    # --- keys --------------------------------------------------------------------------------

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Sort, tick, skip or leave by keys; the arrows walk through the list."""
        if not self._press(event):
            super().keyPressEvent(event)

    def _press(self, event: QKeyEvent) -> bool:
        modifiers = event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier
        with_shift = modifiers == Qt.KeyboardModifier.ShiftModifier
        if modifiers and not with_shift:
            return False
        key = digit_row_key(event)
        if event.isAutoRepeat():  # held down it would sort passages that nobody has read
            return bool(key) or event.key() in self._acts
        if key:
            self.press(key, ticks=with_shift)
            return True
        act = None if with_shift else self._acts.get(event.key())
        if act is not None:
            act()
        return act is not None

    def press(self, key: str, *, ticks: bool) -> None:
        """Do what a key of the digit row does."""
        at = STRAND_KEYS.index(key)
        if at >= len(self._codes):
            return
        if ticks:
            self._tick(self._codes[at].id)
        else:
            self._choose(at)

    def _tick(self, code_id: int) -> None:
        self._ticked = (
            [id_ for id_ in self._ticked if id_ != code_id]
            if code_id in self._ticked
            else [*self._ticked, code_id]
        )
        self.show_codes(self._codes)

    def _choose(self, row: int) -> None:
        if 0 <= row < len(self._codes):
            chosen = {*self._ticked, self._codes[row].id}
            self._ticked = []
            self.sorted_into.emit([code.id for code in self._codes if code.id in chosen])

    def _choose_item(self, item: QListWidgetItem) -> None:
        self._choose(self.row(item))

    def _choose_current(self) -> None:
        self._choose(self.currentRow())

    def _remove_current(self) -> None:
        if 0 <= self.currentRow() < len(self._codes):
            self.removed.emit(self._codes[self.currentRow()].id)
