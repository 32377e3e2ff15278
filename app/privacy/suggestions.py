"""Words that may be names, to be ticked and taken over; none is put on the list unasked."""

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QListWidget, QListWidgetItem, QWidget

from app.widgets.forms import button, column_of, hint, line, named, wide, with_role
from coding.language import _
from coding.privacy.name_candidates import NameCandidate

_MOST = 300


class NameSuggestions(QWidget):
    """The list with its button."""

    taken = Signal(list)  # names to put on the list

    def __init__(self, parent: QWidget | None = None) -> None:
        """Offer nothing yet."""
        super().__init__(parent)
        self.hint = hint()
        self.list = named(with_role(QListWidget(), "field"), _("Words that may be names"))
        self.list.setSpacing(2)
        self.take = button(_("Add selected"), self._take)
        title = line(_("MAY BE NAMES"), "section")
        column_of(title, self.hint, wide(self.list), self.take, on=self, margins=(14, 0, 0, 0))
        self.list.itemChanged.connect(self._enable)
        self.wait()

    def wait(self) -> None:
        """Say that they are being looked for."""
        self.list.clear()
        self.hint.setText(_("Looking for capitalised words that recur …"))
        self._enable()

    def show_offers(self, offered: Sequence[NameCandidate]) -> None:
        """Offer these, the most frequent first."""
        self.list.clear()
        for offer in offered[:_MOST]:
            item = QListWidgetItem(f"{offer.name}  ·  {offer.times}")
            item.setData(Qt.ItemDataRole.UserRole, offer.name)
            item.setFlags(
                Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable | Qt.ItemFlag.ItemIsUserCheckable
            )
            item.setCheckState(Qt.CheckState.Unchecked)
            item.setToolTip(offer.example)
            self.list.addItem(item)
        self.hint.setText(
            _("Capitalised words that recur, and how often. Tick those that are names.")
            if offered
            else _("No further capitalised words recur in these interviews.")
        )
        self._enable()

    def ticked(self) -> list[str]:
        """Return the names that are ticked."""
        items = (self.list.item(at) for at in range(self.list.count()))
        return [
            item.data(Qt.ItemDataRole.UserRole)
            for item in items
            if item.checkState() is Qt.CheckState.Checked
        ]

    def _take(self) -> None:
        names = self.ticked()
        for at in reversed(range(self.list.count())):
            if self.list.item(at).checkState() is Qt.CheckState.Checked:
                self.list.takeItem(at)
        self._enable()
        self.taken.emit(names)

    def _enable(self) -> None:
        self.take.setEnabled(bool(self.ticked()))
