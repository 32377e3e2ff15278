"""The menu of the passages in hand."""

from typing import TYPE_CHECKING

from PySide6.QtCore import QPoint
from PySide6.QtWidgets import QMenu

from app.widgets.code_menus import merge_chosen, merging_entry, merging_in_words
from coding.language import _

if TYPE_CHECKING:
    from app.passages.page import PassagesPage

_MOST_MERGED = 6  # codes of the passages in hand that are offered to be merged


def show_card_menu(page: "PassagesPage", at: QPoint) -> None:
    """Offer what can be done with the passages in hand, at a global point."""
    acts, study, menu = page.acts, page.open_study, QMenu(page)
    menu.addAction(_("Open in transcript"), page.list.open_current)
    menu.addAction(_("Copy with attribution"), page.copy_quotations)
    menu.addSeparator()
    for words, act in (
        (_("Recode…"), acts.recode),
        (_("Add code…"), acts.add_code),
        (_("Remove code…"), acts.remove_code),
        (_("Unsure, on and off"), acts.toggle_unsure),
        (_("Memo…"), acts.write_memo),
    ):
        menu.addAction(words, act).setEnabled(study.can_write)
    acts.showing.fill(menu.addMenu(_("Quoting")))
    menu.addSeparator()
    for code in acts.codes()[:_MOST_MERGED]:
        merging_entry(menu, study, code.id, merging_in_words(code))
    chosen = menu.exec(at)
    menu.deleteLater()
    merge_chosen(study, chosen)
