"""The Passages page: all that is coded, narrowed down by one query, read in its context and worked on."""

from contextlib import suppress
from functools import partial

import numpy as np
from PySide6.QtCore import Qt
from PySide6.QtGui import QKeySequence, QResizeEvent
from PySide6.QtWidgets import QStackedWidget, QWidget

from app.passages.action_bar import ActionBar
from app.passages.acts import PassageActs
from app.passages.card_menu import show_card_menu
from app.passages.found_words import found_in_words
from app.passages.how_bar import HowBar
from app.passages.keeping import as_kept, show_kept
from app.passages.nothing import Alternative, NothingFound
from app.passages.printing import parts_of_passages
from app.passages.query_bar import QueryBar
from app.passages.rail import Rail
from app.passages.rail_counts import counts_found, counts_in_all
from app.passages.row_details import RowDetails
from app.passages.row_list import RowList
from app.shell.clipboard import copy_quotations
from app.shell.open_study import OpenStudy
from app.shell.other_frameworks import coded_otherwise, nothing_coded
from app.shell.page import Page
from app.shell.places import Place
from app.shell.printed import PrintOut
from app.widgets.asking import Asking
from app.widgets.code_menus import CodeMenu
from app.widgets.forms import column_of, row_of, wide
from app.widgets.kept_views_menu import KeptViewsMenu
from app.widgets.looking import Looking, how_many
from app.widgets.passage_model import quotation
from coding.analysis.analysis_data import AnalysisData
from coding.analysis.answers import answers_found, answers_without_code, count_answers_without_code
from coding.analysis.passage_listing import GroupKey, PassageListing, listed
from coding.analysis.passages import Passages, find_passages
from coding.analysis.selection import Asked, Selection
from coding.analysis.tally import passages
from coding.language import _, plural
from coding.model.kept_view import ViewPage
from coding.model.query import Query, words_in
from coding.model.study import KINDS, TranscriptSpan
from coding.query.chips import chips
from coding.query.editing import with_field
from coding.query.errors import WrongQueryError
from storage.queries.selecting import asked_of
from storage.study.tables import (
    ABOUT_INTERVIEWS,
    ATTRIBUTES,
    CLEARANCE,
    CODE,
    CODING,
    FRAMEWORK,
    MEMO,
    QUESTIONS,
    SAID,
    STAGE,
)

_RAIL = 258  # pixels
_NARROW = 1150  # pixels, below which the rail folds into a button
_ALTERNATIVES = 6


class PassagesPage(Page):
    """Lists passages; each opens its place in the transcript."""

    page_id = "passages"
    tables = (
        CODING,
        CODE,
        FRAMEWORK,
        STAGE,
        MEMO,
        CLEARANCE,
        *SAID,
        *ABOUT_INTERVIEWS,
        *QUESTIONS,
        *ATTRIBUTES,
    )

    def __init__(self, open_study: OpenStudy, parent: QWidget | None = None) -> None:
        """Show nothing yet."""
        super().__init__(open_study, parent)
        self.asking = Asking(self)
        self.looking = Looking(open_study, self)
        self.query_bar = QueryBar(self.asking)
        self.views = KeptViewsMenu(open_study, ViewPage.PASSAGES, partial(as_kept, self), self)
        self.how_bar = HowBar(self.views.button)
        self.rail = Rail(self.asking)
        self.list = RowList()
        self.acts = PassageActs(open_study, self.coding_ids_in_hand, self.places_in_hand, self)
        self.action_bar = ActionBar(open_study, self.acts)
        self.nothing = NothingFound()
        self._body = QStackedWidget()
        self._all: Passages | None = None
        self._asked: Asked | None = None
        self._selection: Selection | None = None
        self._folded: set[GroupKey] = set()
        self.how_bar.offer_exports(
            [
                (_("The codings found (CSV)…"), lambda: self.acts.export_these(self._found_ids())),
                (_("The quotations found (Word)…"), lambda: self.acts.export_to_word(self._found_ids())),
            ]
        )
        self._lay_out()
        self._connect()

    def _lay_out(self) -> None:
        self._body.addWidget(self.list)
        self._body.addWidget(self.nothing)
        self.rail.setFixedWidth(_RAIL)
        right = column_of(self.query_bar, self.how_bar, wide(self._body), self.action_bar, spacing=0)
        row_of(self.rail, wide(right), on=self, spacing=0)
        self.list.delegate.compact = self.how_bar.density.value
        self._follow_width()  # narrow, until there is room: else the window would grow

    def _connect(self) -> None:
        self.asking.changed.connect(self._look_up)
        self.query_bar.whole_changed.connect(self._look_up)
        self.looking.found.connect(self._show)
        self.looking.begun.connect(lambda: self.how_bar.show_count(_("Looking…")))
        self.looking.given_up.connect(lambda: self.how_bar.show_count(_("Looking took too long")))
        self.how_bar.changed.connect(self._list_again)
        self.how_bar.density_changed.connect(self._change_density)
        self.how_bar.all_wanted.connect(self.list.select_all)
        self.how_bar.rail_button.toggled.connect(self._follow_width)
        self.list.place_chosen.connect(self.place_chosen)
        self.list.fold_wanted.connect(self._fold)
        self.list.escaped.connect(self.left)
        self.list.key_pressed.connect(self.acts.press)
        self.list.menu_wanted.connect(partial(show_card_menu, self))
        CodeMenu(self.open_study, self.rail.view, self.rail.code_at)
        self.action_bar.clear.clicked.connect(self._clear_selection)
        self.action_bar.copy.clicked.connect(self.copy_quotations)
        self.list.selection_changed.connect(self._follow_selection)
        self.query_bar.field.left.connect(self.left)
        self.views.chosen.connect(partial(show_kept, self))
        self.acts.exports.exported.connect(self.views.note_exported)
        self.nothing.asked_for.connect(self.asking.ask)
        self.open_study.closing.connect(self._clear)

    def _clear(self) -> None:
        """Let go of a study that is being closed."""
        self.looking.drop()
        self._all = self._asked = self._selection = None
        self._folded.clear()
        self.asking.know(None)
        self.asking.ask(Query())
        self.list.show_rows(None, PassageListing(np.empty(0, dtype=np.int64)), None)

    # --- what is shown -----------------------------------------------------------------------

    def refresh(self) -> None:
        """Read the study again and look up the same."""
        study = self.open_study
        held = study.data.analysis_data(study.framework.id, study.coder_ids, study.coder_id, KINDS)
        if self._all is None or self._all.analysis_data is not held:
            self._all = find_passages(held)
        self._asked = asked_of(study.reader, held)
        self.asking.know(self._asked.names)
        self._look_up()

    def _look_up(self) -> None:
        """Look for what is asked."""
        if self._asked is not None:
            query = self.asking.query
            answers = self.query_bar.wanted_answers()
            self.looking.look(self._asked, query if answers is None else with_field(query, "question", None))

    def _show(self, selection: Selection) -> None:
        """Show what was found."""
        if self._all is None or self._asked is None:
            return
        self._selection = selection
        found = self._found(selection)
        self.list.delegate.terms = tuple(words_in(selection.query.what))
        details = RowDetails(self.open_study.reader, self._all.analysis_data)
        self.list.show_rows(found, self._listing(found), details)
        self._show_count(found, selection)
        self._show_rail(selection)
        if not len(found):
            self._explain()
        self._body.setCurrentIndex(0 if len(found) else 1)
        self.context_changed.emit()

    def _found(self, selection: Selection) -> Passages:
        assert self._asked is not None
        answers = self.query_bar.wanted_answers()
        if answers is None:
            return self._found_beside_answers(selection)
        ids = self._asked.names.ids("question", answers)
        return answers_found(self._all_data, ids, selection)

    def _found_beside_answers(self, selection: Selection) -> Passages:
        """Return what is found where no question's answers are wanted whole."""
        assert self._all is not None
        if self.asking.uncoded:
            return answers_without_code(self._all_data, selection)
        return self._all.of_codings(selection.codings)

    def _listing(self, found: Passages) -> PassageListing:
        asked, selection = self._asked, self._selection
        assert asked is not None
        assert selection is not None
        if self.query_bar.shows_answers:
            return PassageListing(np.arange(len(found)))
        created = partial(asked.noted.column, asked.analysis_data, "created")
        how = self.how_bar
        return listed(found, selection.codings, how.grouping, how.sort.value, self._folded, created)

    def _show_count(self, found: Passages, selection: Selection) -> None:
        """Say how much is found."""
        words = found_in_words(found, selection, self._all_data, answers=self.query_bar.shows_answers)
        self.how_bar.show_count(words)

    @property
    def _all_data(self) -> AnalysisData:
        assert self._asked is not None
        return self._asked.analysis_data

    def _show_rail(self, selection: Selection) -> None:
        assert self._asked is not None
        data, with_memo = self._asked.analysis_data, self._with_memos()
        total = counts_in_all(data, with_memo)
        found = total
        if not selection.codings.all() or self.asking.uncoded:
            found = counts_found(data, selection.codings, with_memo, len(self.list.rows.chosen))
        self.rail.show_counts(self._asked.names, total, found)

    def _with_memos(self) -> list[int]:
        return [id_ for id_, text in self.list.memos().items() if text.strip()]

    def _explain(self) -> None:
        """Say what would be found if less were asked for."""
        assert self._asked is not None
        if not self._all:
            words, otherwise = nothing_coded(self.open_study), coded_otherwise(self.open_study)
            self.nothing.nothing_coded(words, otherwise, lambda: self.place_chosen.emit(Place("code")))
            return
        alternatives: list[Alternative] = []
        for chip in chips(self.asking.query)[:_ALTERNATIVES]:
            selection = how_many(self._asked, chip.without)
            n = None if selection is None else len(self._found_beside_answers(selection))
            alternatives.append((chip.taken_off, chip.without, n))
        total = plural("{n} passage", "{n} passages", len(self._all))
        if self.asking.uncoded:
            n = count_answers_without_code(self._all_data)
            total = plural("{n} answer without a code", "{n} answers without a code", n)
        self.nothing.nothing_found(total, alternatives, self.query_bar.ask_for_all)

    # --- how it is shown ---------------------------------------------------------------------

    def _list_again(self) -> None:
        """List the same passages in other groups or another order."""
        self._folded.clear()
        self._relist()

    def _relist(self) -> None:
        found = self.list.rows.found
        if found is not None and self._selection is not None:
            self.list.relist(self._listing(found))

    def _fold(self, key: GroupKey) -> None:
        self._folded ^= {key}
        self._relist()

    def _change_density(self) -> None:
        self.list.delegate.compact = self.how_bar.density.value
        self.list.doItemsLayout()
        self.list.scrollTo(self.list.currentIndex())

    # --- what is in hand ---------------------------------------------------------------------

    def coding_ids_in_hand(self) -> list[int]:
        """Return the codings that were found on the passages selected, else on the current one."""
        found, selection = self.list.rows.found, self._selection
        if found is None or selection is None or self.query_bar.shows_answers:
            return []
        data = found.analysis_data
        there = np.isin(passages(data), found.numbers[self.list.in_hand()]) & selection.codings
        return data.codings["id"].to_numpy()[there].tolist()

    def places_in_hand(self) -> list[TranscriptSpan]:
        """Return where the passages selected, or the current one, stand; whole answers as well."""
        found = self.list.rows.found
        if found is None:
            return []
        columns = (column[self.list.in_hand()].tolist() for column in found.places)
        return [TranscriptSpan(*place) for place in zip(*columns, strict=True)]

    def _found_ids(self) -> list[int]:
        """Return all codings that were found."""
        found, selection = self.list.rows.found, self._selection
        if found is None or selection is None:
            return []
        return found.analysis_data.codings["id"].to_numpy()[selection.codings].tolist()

    def copy_quotations(self) -> None:
        """Copy the quotations in hand with who says them."""
        places = self.copied_places()
        copy_quotations(self.copied_with_attribution(), self.open_study.notices, places)

    def _clear_selection(self) -> None:
        self.list.select_all(False)  # noqa: FBT003
        self.list.setFocus()

    def _follow_selection(self) -> None:
        chosen = self.list.rows.chosen
        n = int(chosen.sum())
        self.action_bar.show_selected(n, len(self.coding_ids_in_hand()) if n else 0)
        self.how_bar.show_selected(int(chosen.sum()), len(chosen))
        self.context_changed.emit()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Fold the rail where there is little room."""
        super().resizeEvent(event)
        self._follow_width()

    def _follow_width(self) -> None:
        narrow = self.width() < _NARROW
        self.how_bar.rail_button.setVisible(narrow)
        self.rail.setVisible(not narrow or self.how_bar.rail_button.isChecked())

    # --- as a page ---------------------------------------------------------------------------

    def go(self, place: Place) -> None:
        """Ask what the place says, if it does; take the keyboard, on the passages or on what is offered."""
        if not self.views.open_place(place.detail) and place.detail not in {"", str(self.asking.query)}:
            self.asking.ask_uncoded(on=False)
            with suppress(WrongQueryError):  # somebody was renamed since
                self.asking.read(place.detail)
        if self.list.isVisible():
            self.list.start()
        else:
            self.nothing.button.setFocus()

    def place(self) -> Place:
        """Return what is asked."""
        return Place(self.page_id, detail=str(self.asking.query))

    def context(self) -> str:
        """Return how many passages are selected, else shown."""
        n = int(self.list.rows.chosen.sum())
        return plural("{n} passage selected", "{n} passages selected", n) if n else self.how_bar.count.text()

    def keys(self) -> tuple[tuple[str, str], ...]:
        """Return what keys do on a passage."""
        space = QKeySequence(Qt.Key.Key_Space).toString(QKeySequence.SequenceFormat.NativeText)
        return (
            (_("Next"), "↓"),
            (_("Select"), space),
            (_("Context"), "→"),
            (_("Transcript"), _("Enter")),
        )

    def copied(self) -> str:
        """Return the quotation the keyboard is on, whole; selected ones with their attribution."""
        if self.list.rows.chosen.any():
            return self.copied_with_attribution()
        shown = self.list.current_shown()
        return shown.words if shown is not None else ""

    def copied_with_attribution(self) -> str:
        """Return the quotations in hand with who says them."""
        shown = (self.list.rows.shown(position) for position in self.list.in_hand().tolist())
        return "\n\n".join(quotation(each.passage) for each in shown)

    def copied_places(self) -> list[TranscriptSpan]:
        """Return where the quotations in hand stand."""
        return self.places_in_hand()

    def printed(self) -> PrintOut | None:
        """Return what was found, as it is listed."""
        rows = self.list.rows
        if rows.found is None or not len(rows.listing):
            return None
        parts = partial(
            parts_of_passages,
            asked=str(self.asking.query),
            count=self.how_bar.count.text(),
            found=rows.found,
            listing=rows.listing,
            steps_of=rows.steps,
        )
        return PrintOut(_("Passages"), parts)

    def regions(self) -> list[QWidget]:
        """Return the rail, the bars, the passages and what can be done with them."""
        return [self.rail, self.query_bar, self.how_bar, self.list, self.action_bar]
