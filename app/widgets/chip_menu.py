"""What a chip of the query can be instead: joined otherwise, the contrary, met elsewhere."""

from functools import partial
from typing import Final

from PySide6.QtWidgets import QMenu

from app.widgets.asking import Asking
from coding.language import N_, _
from coding.model.query import Query, Within
from coding.query.chips import QueryChip, within_in_words
from coding.query.editing import Joining, joining_of, rejoined

JOINED: Final = {Joining.ANY: N_("Any of them (or)"), Joining.ALL: N_("All of them (and)")}


def fill_chip_menu(asking: Asking, chip: QueryChip, menu: QMenu) -> None:
    """Offer what the condition of a chip can be instead."""
    query = asking.query
    joining = joining_of(query) if chip.is_of_codes else None
    if joining is not None:
        for each, words in JOINED.items():
            _offer(menu, asking, _(words), rejoined(query, each), on=each is joining)
    if chip.turned is not None:
        _offer(menu, asking, _("The contrary (not)"), chip.turned, on=False)
    if query.what is not None:
        menu.addSeparator()
        for within in Within:
            _offer(menu, asking, within_in_words(within), query.meeting(within), on=within is query.within)


def _offer(menu: QMenu, asking: Asking, words: str, query: Query, *, on: bool) -> None:
    action = menu.addAction(words, partial(asking.ask, query))
    action.setCheckable(True)
    action.setChecked(on)
