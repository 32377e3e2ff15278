"""Choosing one code of the framework, by typing a little of it or from the list."""

from collections.abc import Sequence
from typing import Final

from PySide6.QtCore import QEvent, QObject, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QDialog, QLineEdit, QListWidget, QListWidgetItem, QWidget

from app.widgets.forms import DIALOG, STRETCH, button, column_of, hint, named, row_of, wide
from app.widgets.painting import hue_icon
from coding.language import _
from coding.model.framework import Code, Framework
from coding.text.names import name_key

ALL: Final = 0  # no code has it
_ID = Qt.ItemDataRole.UserRole + 1
_NAMES = Qt.ItemDataRole.UserRole + 2
_MOVES = frozenset({Qt.Key.Key_Up, Qt.Key.Key_Down, Qt.Key.Key_PageUp, Qt.Key.Key_PageDown})


class CodeChooser(QDialog):
    """Says ``chosen`` with the id of a code, or ALL where that is offered, once."""

    chosen = Signal(int)

    def __init__(
        self, title: str, said: str, framework: Framework, codes: Sequence[Code], parent: QWidget | None
    ) -> None:
        """Offer these codes of a framework."""
        super().__init__(parent)
        self.setWindowTitle(title)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.field = QLineEdit(placeholderText=_("Abbreviation or name"), clearButtonEnabled=True)
        self.field.setAccessibleName(said)
        self.list = named(QListWidget(), _("Codes that fit"))
        self._fill(framework, codes)
        self.take_button = button(_("Choose"), self.take, "primary")
        foot = row_of(STRETCH, button(_("Close"), self.close), self.take_button)
        column_of(hint(said), self.field, wide(self.list), foot, on=self, margins=DIALOG, spacing=8)
        self.resize(420, 440)
        self.field.textChanged.connect(self._narrow)
        self.field.returnPressed.connect(self.take)
        self.field.installEventFilter(self)
        self.list.itemActivated.connect(self.take)
        self._narrow()
        self.field.setFocus()

    def _fill(self, framework: Framework, codes: Sequence[Code]) -> None:
        for code in codes:
            above = " › ".join(each.short for each in framework.path(code.id)[:-1])
            name = "  ".join(filter(None, (code.abbreviation, code.name)))
            item = QListWidgetItem(f"{name}   ({above})" if above else name)
            item.setIcon(hue_icon(framework.hue(code.id)))
            self._add(item, code.id, (code.abbreviation, code.name, *code.aliases))

    def _add(self, item: QListWidgetItem, code_id: int, names: Sequence[str]) -> None:
        item.setData(_ID, code_id)
        item.setData(_NAMES, [name_key(name) for name in names if name])
        self.list.addItem(item)

    def offer_all(self) -> None:
        """Offer all of the codes at once, below them."""
        words = _("All of them")
        self._add(QListWidgetItem(words), ALL, [words])

    def _narrow(self) -> None:
        """Show the codes that fit what is typed, the likeliest in hand."""
        typed = name_key(self.field.text())
        best: QListWidgetItem | None = None
        for row in range(self.list.count()):
            item = self.list.item(row)
            names: list[str] = item.data(_NAMES)
            fits = any(word.startswith(typed) for name in names for word in (name, *name.split()))
            item.setHidden(not fits)
            if fits and (best is None or (typed and typed in names)):
                best = item
        self.list.setCurrentItem(best)  # pyright: ignore[reportArgumentType]
        self.take_button.setEnabled(best is not None)

    def take(self, _item: object = None) -> None:
        """Take the code in hand."""
        item = self.list.currentItem()
        if item is not None and not item.isHidden():  # pyright: ignore[reportUnnecessaryComparison]
            self.close()
            self.chosen.emit(item.data(_ID))

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Let the arrows move in the list while the keyboard is in the field."""
        is_move = isinstance(event, QKeyEvent) and event.key() in _MOVES
        if watched is self.field and is_move and event.type() == QEvent.Type.KeyPress:
            self.list.event(event)
            return True
        return super().eventFilter(watched, event)
