"""What stands below both readings: what they differ in, the keys that settle it, and the ruling's text."""

from collections.abc import Mapping

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent, QResizeEvent
from PySide6.QtWidgets import QCheckBox, QFrame, QLineEdit, QPushButton, QWidget

from app.agreement.disagreement_list import DECISION_KEYS, Listing
from app.shell.plain_text import on_a_button
from app.widgets.choice_menu import ChoiceMenu, word_button
from app.widgets.elided_label import ElidedLabel
from app.widgets.forms import button, column_of, named, row_of, wide, with_role
from coding.analysis.disagreement_words import in_words, kind_in_words
from coding.analysis.settled_items import Item, Standing
from coding.language import N_, _
from coding.model.study import Decision

# Which field of a code's entry a ruling's text is added to.
FIELDS: Mapping[str, str] = {
    "when_not_to_use": N_("When not to use"),
    "when_to_use": N_("When to use"),
    "example": N_("Example"),
    "notes": N_("Notes"),
}


_NARROW = 540  # pixels, below which the buttons have the coders' initials only


class _RulingText(QLineEdit):
    """One line; Enter and Escape give the keyboard back to the list."""

    left = Signal()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Leave with Enter or Escape; what was typed stays."""
        if event.key() in {Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Escape}:
            self.left.emit()
        else:
            super().keyPressEvent(event)


class RulingBar(QFrame):
    """Settles the disagreement in hand."""

    decided = Signal(object)  # Decision

    def __init__(self, parent: QWidget | None = None) -> None:
        """Show nothing yet."""
        super().__init__(parent)
        with_role(self, "panel")
        self.interview = ""  # what the interview is called, for the line in the codebook
        self.setAccessibleName(_("Ruling"))
        self.what = ElidedLabel("dim")
        self.kind = with_role(ElidedLabel("strong"), "strong")
        self.text = named(_RulingText(), _("Why it is settled so"))
        self.text.setPlaceholderText(_("Why: a line for the codebook"))
        self.adds = QCheckBox()
        self.adds.setChecked(True)
        self.field: ChoiceMenu[str] = ChoiceMenu(
            _("Field of the entry"), {field: _(words) for field, words in FIELDS.items()}
        )
        self.looks = named(QCheckBox(_("look again")), _("Look again at the codings of this code"))
        self.looks.setToolTip(_("Its codings are to be looked at again, for the line changes what it means."))
        self.adds.toggled.connect(self.looks.setEnabled)
        self._initials = ("", "")
        self.buttons = {decision: self._button(key, decision) for key, decision in DECISION_KEYS.items()}
        column_of(
            row_of(self.kind, wide(self.what), spacing=8),
            row_of(*self.buttons.values(), spacing=6),
            row_of(wide(self.text), self.adds, word_button(self.field), self.looks, spacing=8),
            on=self,
            margins=(16, 8, 16, 10),
            spacing=7,
        )
        self.show_item(None, None)

    def _button(self, key: str, decision: Decision) -> QPushButton:
        made = button(
            "", lambda: self.decided.emit(decision), "primary" if decision is Decision.FIRST else ""
        )
        made.setToolTip(_("{key} in the list of disagreements").format(key=key))
        return made

    @property
    def entry_field(self) -> str:
        """The field of the entry that the text is added to; empty for none."""
        return self.field.value if self.adds.isChecked() and self.text.text().strip() else ""

    def show_item(self, item: Item | None, listing: Listing | None) -> None:
        """Show what is to be settled, or nothing."""
        self.setEnabled(item is not None)
        if item is None or listing is None:
            self.kind.setText("")
            self.what.setText(_("Nothing is chosen."))
            return
        self._initials = listing.initials
        self._name_buttons()
        each = item.disagreement
        self.kind.setText(kind_in_words(each.kind, listing.initials))
        self.what.setText(" · ".join(filter(None, (self._so_far(item, listing), _both(item, listing)))))
        code_id = (each.by_first or each.by_second)[0].strand_id
        words = _("add to {code} ·").format(code=listing.framework.by_id[code_id].short)
        self.adds.setText(on_a_button(words))
        self.text.setText(item.ruling.reason if item.ruling is not None else "")
        self.looks.setChecked(False)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Say less on the buttons where it is narrow."""
        super().resizeEvent(event)
        if (event.size().width() < _NARROW) != (event.oldSize().width() < _NARROW):
            self._name_buttons()

    def _name_buttons(self) -> None:
        first, second = self._initials
        words = {
            Decision.FIRST: _("Accept {coder}").format(coder=first),
            Decision.SECOND: _("Accept {coder}").format(coder=second),
            Decision.BOTH: _("Both"),
            Decision.NEITHER: _("Neither"),
            Decision.DISCUSS: _("Discuss"),
        }
        keys = {decision: key for key, decision in DECISION_KEYS.items()}
        shown = words
        if self.width() < _NARROW:
            shown = words | {Decision.FIRST: first, Decision.SECOND: second}
        for decision, each in self.buttons.items():
            each.setText(on_a_button(f"{shown[decision]}  {keys[decision]}"))
            each.setAccessibleName(words[decision])

    def _so_far(self, item: Item, listing: Listing) -> str:
        if item.standing is Standing.CHANGED:
            return _("changed since it was settled: decide again")
        return listing.how(item)


def _both(item: Item, listing: Listing) -> str:
    return in_words(listing.framework, item.disagreement, listing.initials)
