"""The menu “+ Filter” of the Compare page: as on Passages, with strands in place of what is typed."""

from functools import partial

from PySide6.QtCore import Signal
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QWidget

from app.shell.plain_text import on_a_button
from app.widgets.asking import Asking
from app.widgets.filter_menu import FilterMenu, KeyOffer
from coding.analysis.known_names import KnownNames
from coding.language import _
from coding.model.framework import Code
from coding.model.query import CodeTerm
from coding.query.editing import Joining, ticked, toggled_code


class CompareFilterMenu(FilterMenu):
    """A strand that is asked for has a tick as well; several are joined by or."""

    then_wanted = Signal()  # another moment of the study

    def __init__(self, asking: Asking, parent: QWidget | None = None) -> None:
        """Offer what the study has of what is asked."""
        self._codes: list[tuple[QAction, CodeTerm]] = []
        super().__init__(asking, parent)
        self.aboutToShow.connect(self._tick_codes)

    def _fill(self) -> None:
        self._codes = []
        super()._fill()
        self.addSeparator()
        self.addAction(_("As it was…"), self.then_wanted.emit)

    def _add_typed(self) -> None:
        """Offer the strands: nothing is typed here."""
        names = self._asking.names
        if names is None:
            return
        menu = self._submenu("code", names.analysis_data.framework.level_name(1).capitalize())
        for code in names.analysis_data.framework.codes:
            if code.parent_id is None or names.analysis_data.framework.is_group(code.parent_id):
                term = CodeTerm(names.text_of_code[code.id])
                action = menu.addAction(on_a_button(_words(names, code)), partial(self._toggle_code, term))
                action.setCheckable(True)
                self._codes.append((action, term))

    def _add_many(self, offer: KeyOffer) -> None:
        action = self.addAction(on_a_button(offer.words))
        action.setEnabled(False)
        action.setToolTip(_("There are too many to list. They are asked for on the Passages page."))

    def _toggle_code(self, term: CodeTerm) -> None:
        self._asking.ask(toggled_code(self._asking.query, term, Joining.ANY))

    def _tick_codes(self) -> None:
        on = ticked(self._asking.query)
        for action, term in self._codes:
            action.setChecked(term in on)


def _words(names: KnownNames, code: Code) -> str:
    indent = "    " * (len(names.analysis_data.framework.path(code.id)) - 1)
    short = f"{code.abbreviation}  " if code.abbreviation else ""
    return f"{indent}{short}{code.name}"
