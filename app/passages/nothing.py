"""What stands where no passage is found: what would be, if less were asked for."""

from collections.abc import Callable, Sequence
from functools import partial

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QPushButton

from app.shell.plain_text import on_a_button
from app.widgets.forms import EmptyPage, with_role
from coding.language import _
from coding.model.query import Query

Alternative = tuple[str, Query, int | None]  # the query in words, the query, how many it finds


class NothingFound(EmptyPage):
    """Says ``0 of 305``, and offers to leave out one thing or another."""

    asked_for = Signal(object)  # Query

    def __init__(self) -> None:
        """Offer nothing yet."""
        super().__init__()
        self.links: list[QPushButton] = []
        self._help: Callable[[], object] | None = None
        self.button.clicked.connect(self._do)

    def _do(self) -> None:
        if self._help is not None:
            self._help()

    def nothing_coded(self, words: str, otherwise: str, go: Callable[[], object]) -> None:
        """Say that a study has no passages yet, and what others have."""
        self._offer(())
        self.say(words, otherwise or _("Passages are listed here as they are coded."))
        self.button.setText(_("Go to the interviews"))
        self._help = go

    def nothing_found(
        self, total: str, alternatives: Sequence[Alternative], clear: Callable[[], object]
    ) -> None:
        """Say that of all there are (in words) none is like that, and what fewer conditions find."""
        self.say(_("0 of {all}").format(all=total), _("Ask for less, one thing at a time:"))
        self._offer(alternatives)
        self.button.setText(_("Show all passages"))
        self._help = clear

    def _offer(self, alternatives: Sequence[Alternative]) -> None:
        for link in self.links:
            link.hide()
            link.deleteLater()
        self.links = []
        for words, query, n in alternatives:
            said = words[:1].upper() + words[1:]
            link = with_role(QPushButton(on_a_button(said if n is None else f"{said}: {n}")), "flat")
            link.clicked.connect(partial(self.asked_for.emit, query))
            self.links.append(link)
            self.add_below(link)
