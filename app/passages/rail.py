"""The codes beside the passages: ticked they are asked for, and each says how many passages it has."""

from collections.abc import Mapping
from functools import partial

from PySide6.QtCore import QPoint
from PySide6.QtWidgets import QFrame, QMenu, QWidget

from app.passages.rail_rows import OF_DIRECTION, Alone, RailKey, RailRows, Special
from app.passages.rail_view import CodesToAsk, CodesToAskView
from app.widgets.asking import Asking
from app.widgets.chip_menu import JOINED
from app.widgets.forms import STRETCH, column_of, line, row_of, wide, with_role
from app.widgets.menus import give_menu, menu_button
from coding.analysis.known_names import KnownNames
from coding.language import N_, _
from coding.model.code_labels import direction_in_words
from coding.model.query import CodeTerm
from coding.query.editing import (
    Joining,
    alone,
    joining_of,
    only_code,
    rejoined,
    toggled,
    toggled_code,
    without_codes,
)

_JOINING = {**JOINED, Joining.NONE: N_("Tick what must not be (not)")}


class Rail(QFrame):
    """The codes of the framework in hand; what is ticked goes into the query."""

    def __init__(self, asking: Asking, parent: QWidget | None = None) -> None:
        """Show nothing yet."""
        super().__init__(parent)
        with_role(self, "panel")
        self.setAccessibleName(_("What is asked for"))
        self._asking = asking
        self.joining = Joining.ANY
        self.model = CodesToAsk()
        self.view = CodesToAskView(self.model)
        self._title = line(role="section")
        self.join_button = menu_button(_("How ticked codes are joined"), "word")
        self.join_button.setText(_("and / or / not ▾"))
        self.joinings = QMenu(self.join_button)
        give_menu(self.join_button, self.joinings)
        self.joinings.aboutToShow.connect(self._fill_joinings)
        head = row_of(self._title, STRETCH, self.join_button, margins=(12, 6, 4, 2))
        column_of(head, wide(self.view), on=self, spacing=0)
        self.view.tick_wanted.connect(self._tick)
        self.view.only_wanted.connect(self._only)

    def code_at(self, at: QPoint) -> int | None:
        """Return the code at a point of the list, None where none is."""
        key = self.model.key_at(self.view.indexAt(at))
        return key if isinstance(key, int) else None

    def _fill_joinings(self) -> None:
        self.joinings.clear()
        for joining, words in _JOINING.items():
            action = self.joinings.addAction(_(words), partial(self._join, joining))
            action.setCheckable(True)
            action.setChecked(joining is self.joining)

    def _join(self, joining: Joining) -> None:
        self.joining = joining
        self._asking.ask(rejoined(self._asking.query, joining))

    def _tick(self, key: RailKey) -> None:
        query = self._asking.query
        if isinstance(key, Special):
            self._only(key)
        elif self._asking.names is not None:
            self._asking.ask(toggled_code(query, _term(self._asking.names, key), self.joining))

    def _only(self, key: RailKey) -> None:
        query = self._asking.query
        if key is Special.UNCODED:
            self._asking.ask_uncoded(on=not self._asking.uncoded)
        elif key is Special.ALL:
            self._asking.ask_uncoded(on=False)
            self._asking.ask(without_codes(query))
        elif isinstance(key, Special):
            self._asking.ask(toggled(query, *key.asked))
        elif self._asking.names is not None:
            self._asking.ask(only_code(query, _term(self._asking.names, key)))

    # --- what is shown -----------------------------------------------------------------------

    def show_counts(
        self,
        names: KnownNames,
        total: Mapping[RailKey, int],
        found: Mapping[RailKey, int],
    ) -> None:
        """Show the codes with how many passages they have in all, and of those that are found."""
        if self.joining is not Joining.NONE:
            self.joining = joining_of(self._asking.query) or self.joining
        framework = names.analysis_data.framework
        level = framework.level_name(1)
        self._title.setText(_level_in_words(level).upper())
        rows = RailRows(names, self._asking, total, found)
        tops = [rows.special(Special.ALL, _("All passages"))]
        tops += [rows.code(framework, code) for code in framework.children(None)]
        tops += [rows.special(Special.UNCODED, _("Without a code: whole answers"))]
        tops += [rows.special(Special.UNSURE, _("Unsure")), rows.special(Special.MEMO, _("With a memo"))]
        if names.analysis_data.has_directions:
            tops += [
                rows.special(key, _capital(direction_in_words(said))) for key, said in OF_DIRECTION.items()
            ]
        self.model.show_items(tops)


def _term(names: KnownNames, key: int | Alone) -> CodeTerm:
    """Return what asks for a row's codings."""
    return (
        alone(names.text_of_code[key.code_id])
        if isinstance(key, Alone)
        else CodeTerm(names.text_of_code[key])
    )


def _level_in_words(level: str) -> str:
    return _("strands") if level == "strand" else _("codes")


def _capital(words: str) -> str:
    return words[:1].upper() + words[1:]
