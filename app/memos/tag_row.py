"""The tags of a memo: chips that can be taken off, and one more (Ctrl+T)."""

from collections.abc import Sequence

from PySide6.QtCore import QEvent, QStringListModel, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QCompleter, QLineEdit, QToolButton, QWidget

from app.widgets.chip_bar import Chip, ChipBar
from app.widgets.forms import STRETCH, named, row_of, with_role
from coding.language import _


class TagRow(QWidget):
    """Says ``changed`` with the tags that the memo is to have."""

    changed = Signal(tuple)
    left = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        """Begin without tags."""
        super().__init__(parent)
        self._tags: tuple[str, ...] = ()
        self.chips = ChipBar(_("Tags of the memo"))
        self.add = named(with_role(QToolButton(), "add"), _("Add a tag"))
        self.add.setText(_("+ tag"))
        self.add.setToolTip(_("Add a tag (Ctrl+T)"))
        self.add.clicked.connect(self.start)
        self.field = named(QLineEdit(), _("Tag"))
        self.field.setPlaceholderText(_("Tag, then Enter"))
        self.field.setMaximumWidth(180)
        self.field.returnPressed.connect(self._take)
        self.field.installEventFilter(self)
        self._known = QStringListModel(self)
        completer = QCompleter(self._known, self.field)
        completer.setCaseSensitivity(Qt.CaseSensitivity.CaseInsensitive)
        self.field.setCompleter(completer)
        self.field.hide()
        row_of(self.chips, self.add, self.field, STRETCH, on=self, spacing=6)

    def show_tags(self, tags: Sequence[str], known: Sequence[str], *, can_write: bool) -> None:
        """Show these; ``known`` are those of all memos, offered as one types."""
        self._tags = tuple(tags)
        chips = [Chip(tag, tag, lambda tag=tag: self._drop(tag)) for tag in tags]
        self.chips.show_chips(chips)
        self.chips.setEnabled(can_write)
        self.add.setEnabled(can_write)
        self._known.setStringList([*known])

    def start(self) -> None:
        """Ask for a tag."""
        if self.add.isEnabled():
            self.field.clear()
            self.field.show()
            self.add.hide()
            self.field.setFocus()

    def _take(self) -> None:
        tag = self.field.text().strip()
        self._stop()
        if tag:
            self.changed.emit((*self._tags, tag))

    def _drop(self, tag: str) -> None:
        self.changed.emit(tuple(each for each in self._tags if each != tag))

    def _stop(self) -> None:
        self.field.hide()
        self.add.show()
        self.left.emit()

    def eventFilter(self, watched: object, event: QEvent) -> bool:
        """Leave the field with Escape."""
        if watched is self.field and event.type() == QEvent.Type.KeyPress:
            assert isinstance(event, QKeyEvent)
            if event.key() == Qt.Key.Key_Escape:
                self._stop()
                return True
        return False
