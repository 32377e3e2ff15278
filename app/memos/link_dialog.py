"""Choosing what a memo links: a code, an interview, a passage, somebody, another memo."""

from collections.abc import Callable

from PySide6.QtCore import QEvent, QObject, Qt, QTimer, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QDialog, QLineEdit, QListWidget, QListWidgetItem, QWidget

from app.widgets.forms import DIALOG, button, column_of, hint, named, row_of, wide, with_role
from coding.language import _
from storage.queries.links import LinkChoice

_PAUSE = 120  # milliseconds without a key before passages are searched
_CHOICE = Qt.ItemDataRole.UserRole


class LinkDialog(QDialog):
    """Says ``chosen`` with what is to be linked; the keyboard stays in the field while one walks the list."""

    chosen = Signal(object)  # LinkChoice
    quoted = Signal(object)  # LinkChoice of a passage, whose words are wanted

    def __init__(
        self, fitting: Callable[[str], list[LinkChoice]], typed: str, parent: QWidget | None = None
    ) -> None:
        """Offer what fits what is typed."""
        super().__init__(parent)
        self.setWindowTitle(_("Link"))
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self._fitting = fitting
        self.field = named(QLineEdit(typed), _("What to link"))
        self.field.setPlaceholderText(
            _("A code, interview, memo, person, or words of a passage; # for codes")
        )
        self.list = named(with_role(QListWidget(), "field"), _("What can be linked"))
        self._soon = QTimer(self, singleShot=True, interval=_PAUSE)
        self._soon.timeout.connect(self.look)
        self.field.textChanged.connect(self._soon.start)
        self.field.installEventFilter(self)
        self.list.itemActivated.connect(self._choose)
        self.link_button = button(_("Link"), self.choose, "primary")
        self.quote_button = button(_("Quote"), self.quote)
        self.quote_button.setToolTip(_("Put the words of the passage there; they follow corrections"))
        self.list.currentItemChanged.connect(self._follow)
        close = button(_("Cancel"), self.close)
        keys = hint(_("Enter links, Shift+Enter quotes a passage"))
        foot = row_of(wide(keys), close, self.quote_button, self.link_button)
        column_of(self.field, wide(self.list), foot, on=self, margins=DIALOG, spacing=8)
        self.resize(520, 400)
        self.look()

    def look(self) -> None:
        """Offer what fits now."""
        self._soon.stop()
        self.list.clear()
        for choice in self._fitting(self.field.text()):
            item = QListWidgetItem(f"{choice.words}   ·   {choice.kind}")
            item.setData(_CHOICE, choice)
            self.list.addItem(item)
        self.list.setCurrentRow(0)
        self.link_button.setEnabled(self.list.count() > 0)

    def choose(self) -> None:
        """Link what is current."""
        if self._soon.isActive():
            self.look()
        self._choose(self.list.currentItem())

    def _follow(self, item: QListWidgetItem | None) -> None:
        choice: LinkChoice | None = item.data(_CHOICE) if item is not None else None
        self.quote_button.setEnabled(choice is not None and choice.target.span is not None)

    def quote(self) -> None:
        """Quote the passage that is current."""
        if self._soon.isActive():
            self.look()
        if self.quote_button.isEnabled():
            choice: LinkChoice = self.list.currentItem().data(_CHOICE)
            self.close()
            self.quoted.emit(choice)

    def _choose(self, item: QListWidgetItem | None) -> None:
        if item is not None:
            choice: LinkChoice = item.data(_CHOICE)
            self.close()
            self.chosen.emit(choice)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Walk through the list from the field."""
        if watched is self.field and event.type() == QEvent.Type.KeyPress and isinstance(event, QKeyEvent):
            by = {Qt.Key.Key_Down: 1, Qt.Key.Key_Up: -1}.get(Qt.Key(event.key()))
            if by is not None:
                at = self.list.currentRow() + by
                self.list.setCurrentRow(min(max(at, 0), self.list.count() - 1))
                return True
            if event.key() in {Qt.Key.Key_Return, Qt.Key.Key_Enter}:
                is_quote = event.modifiers() & Qt.KeyboardModifier.ShiftModifier
                (self.quote if is_quote else self.choose)()
                return True
        return False
