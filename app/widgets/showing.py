"""Noting that passages were shown to whoever says them, and what came of it."""

from collections.abc import Callable, Sequence
from datetime import datetime
from functools import partial

from PySide6.QtCore import QObject, Qt, Signal
from PySide6.QtWidgets import QDialog, QDialogButtonBox, QLineEdit, QMenu, QPlainTextEdit, QWidget

from app.shell.open_study import OpenStudy
from app.shell.settings import date_order
from app.widgets.forms import DIALOG, caption, column_of, hint, named, wide, with_role
from app.widgets.message_line import MessageLine
from coding.errors import UserError
from coding.language import N_, _, plural
from coding.model.study import Clearing, TranscriptSpan
from coding.text.dates import typed_date
from storage.operations.clearing import forget_shown, note_shown

_ENTRIES = {
    Clearing.ASKED: N_("Shown, not answered yet…"),
    Clearing.CLEARED: N_("Shown and cleared…"),
    Clearing.REFUSED: N_("Shown and refused…"),
}
_ASKED = {
    Clearing.ASKED: N_("{n} shown to whoever says it. On what day?"),
    Clearing.CLEARED: N_("{n} cleared for quotation. On what day?"),
    Clearing.REFUSED: N_("{n} refused: not to be quoted. On what day?"),
}


class Showing(QObject):
    """Notes it of the passages that ``in_hand`` returns; each act is one step to undo."""

    def __init__(
        self, open_study: OpenStudy, in_hand: Callable[[], Sequence[TranscriptSpan]], page: QWidget
    ) -> None:
        """Ask over this page."""
        super().__init__(page)
        self._study, self._in_hand, self._page = open_study, in_hand, page

    def fill(self, menu: QMenu) -> None:
        """Offer what may come of showing passages, and to take it back."""
        for state, words in _ENTRIES.items():
            menu.addAction(_(words), partial(self.ask, state)).setEnabled(self._study.can_write)
        menu.addSeparator()
        menu.addAction(_("Take back what was noted"), self.forget).setEnabled(self._study.can_write)

    def ask(self, state: Clearing) -> None:
        """Ask for the day and a note, and note it."""
        places = tuple(dict.fromkeys(self._in_hand()))
        if not places or not self._study.can_write:
            return
        n = plural("{n} passage", "{n} passages", len(places))
        dialog = ShowingDialog(_(_ASKED[state]).format(n=n), self._page)
        dialog.answered.connect(partial(self._note, places, state))
        self._study.closing.connect(dialog.close)
        dialog.open()

    def _note(self, places: Sequence[TranscriptSpan], state: Clearing, day: str, note: str) -> None:
        self._study.perform(note_shown(places, state, day, note))

    def forget(self) -> None:
        """Take back what was noted of the passages in hand."""
        places = tuple(dict.fromkeys(self._in_hand()))
        if places and self._study.can_write:
            self._study.perform(forget_shown(places))


class ShowingDialog(QDialog):
    """Asks for a day and a note; says ``answered`` with both."""

    answered = Signal(str, str)

    def __init__(self, said: str, parent: QWidget | None) -> None:
        """Begin with today."""
        super().__init__(parent)
        self.setWindowTitle(_("Quoting"))
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.day = named(QLineEdit(datetime.now().astimezone().date().isoformat()), _("Day"))
        self.note = named(with_role(QPlainTextEdit(), "field"), _("Note"))
        self.note.setTabChangesFocus(True)
        self.said = MessageLine(_("What is wrong with the day"))
        self.buttons = QDialogButtonBox(
            QDialogButtonBox.StandardButton.Save | QDialogButtonBox.StandardButton.Cancel
        )
        self.buttons.accepted.connect(self.save)
        self.buttons.rejected.connect(self.reject)
        column_of(
            hint(said, ""),
            caption(_("&Day"), self.day),
            self.day,
            caption(_("&Note, such as how it was shown"), self.note),
            wide(self.note),
            self.said,
            self.buttons,
            on=self,
            margins=DIALOG,
            spacing=6,
        )
        self.resize(420, 300)
        self.day.setFocus()
        self.day.selectAll()

    def save(self) -> None:
        """Give day and note on, or say what is wrong with the day."""
        try:
            day = typed_date(self.day.text(), date_order())
        except UserError as error:
            self.said.warn(error)
            return
        if not day:
            self.said.say(_("Type the day on which it was shown or answered."), "warning")
            return
        note = self.note.toPlainText().strip()
        self.accept()
        self.answered.emit(day, note)
