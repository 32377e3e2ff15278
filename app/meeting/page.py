"""Codes that meet: a row and a column for each code, how often the two meet where they cross."""

from collections.abc import Mapping
from functools import partial
from typing import Final

from PySide6.QtCore import QModelIndex
from PySide6.QtGui import QFont, QKeySequence
from PySide6.QtWidgets import QAbstractItemView, QStackedWidget, QWidget

from app.shell import theme
from app.shell.open_study import OpenStudy
from app.shell.page import Page
from app.shell.places import Place
from app.widgets.bar import SettingsBar
from app.widgets.choice_menu import ChoiceMenu, word_button
from app.widgets.forms import STRETCH, EmptyPage, column_of, hint, line, wide
from app.widgets.painting import bold
from app.widgets.table import TableColumn, TableModel
from app.widgets.table_view import TableView
from coding.analysis.analysis_data import AnalysisData
from coding.analysis.codes_together import CodesTogether, codes_together
from coding.analysis.columns import Column, ColumnKind
from coding.analysis.known_names import KnownNames
from coding.analysis.notes import caution
from coding.analysis.together_records import pair_in_words, places_in_words
from coding.language import _
from coding.model.query import CodeTerm, Exactly, Field, Query, Within, all_of
from coding.model.study import Round
from coding.query.editing import alone
from storage.study.tables import ABOUT_INTERVIEWS, CODE, CODING, FRAMEWORK, QUESTIONS, SAID

_EVERY_ROUND: Final = 0


class MeetingPage(Page):
    """A table of all codes by all codes; every number opens its passages."""

    page_id = "meeting"
    tables = (CODING, CODE, FRAMEWORK, *SAID, *ABOUT_INTERVIEWS, *QUESTIONS)

    def __init__(self, open_study: OpenStudy, parent: QWidget | None = None) -> None:
        """Show nothing yet."""
        super().__init__(open_study, parent)
        self.within = ChoiceMenu(_("Where codes meet"), _places())
        self.rounds = ChoiceMenu(_("Rounds"), {_EVERY_ROUND: _("all rounds")})
        self.model: TableModel[int] = TableModel()
        self.table = TableView(self.model, _("Codes that meet"))
        self.table.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectItems)
        self.said = hint()
        self._data: AnalysisData | None = None
        self._found: CodesTogether | None = None
        self._used: list[int] = []  # the codes that there are codings of
        self._nothing = EmptyPage(_("Go to the interviews"))
        self._body = QStackedWidget()
        self._lay_out()
        for choice in (self.within, self.rounds):
            choice.changed.connect(self._count)
        self.table.clicked.connect(self._open)
        self.table.activated.connect(self._open)
        self._nothing.button.clicked.connect(lambda: self.place_chosen.emit(Place("code")))
        open_study.closing.connect(self._clear)

    def _lay_out(self) -> None:
        self._bar = SettingsBar(_("Where codes meet"))
        self._bar.fill(
            line(_("Codes that meet"), role="strong"),
            word_button(self.within),
            line("·"),
            word_button(self.rounds),
            STRETCH,
        )
        body = QWidget()
        column_of(self.said, wide(self.table), on=body, margins=(16, 10, 16, 8), spacing=8)
        self._nothing.say(_("No passage is coded yet"), _("Codes meet where a passage carries two of them."))
        self._body.addWidget(body)
        self._body.addWidget(self._nothing)
        column_of(self._bar, wide(self._body), on=self, spacing=0)

    # --- what is shown -----------------------------------------------------------------------

    def refresh(self) -> None:
        """Read the study and count again."""
        study = self.open_study
        self._data = study.data.analysis_data(study.framework.id, study.coder_ids, study.coder_id)
        years = {each.id: each.name for each in self._data.rounds}
        self.rounds.offer({_EVERY_ROUND: _("all rounds"), **years})
        self._count()

    def _clear(self) -> None:
        self._data = self._found = None
        self.model.show_anew([], [])

    def _count(self) -> None:
        if self._data is None:
            return
        round_ = self._round()
        ids = None if round_ is None else self._data.interviews_of(round_)
        self._found = found = codes_together(self._data, self.within.value, interview_ids=ids)
        self._used = used = [at for at in range(len(found.columns)) if found.both[at, at]]
        self._body.setCurrentIndex(0 if used else 1)
        self.said.setText(places_in_words(found) + _("; in brackets: with the code at all."))
        self.model.show_anew([_names(found), *(_column(found, at) for at in used)], used)
        self.table.horizontalHeader().setStretchLastSection(False)

    def _round(self) -> Round | None:
        rounds = self._data.rounds if self._data is not None else ()
        return next((each for each in rounds if each.id == self.rounds.value), None)

    # --- what is behind a number -------------------------------------------------------------

    def _open(self, index: QModelIndex) -> None:
        """Go to the passages where two codes meet; from the field of one code to all of its passages."""
        row = self.model.row_at(index)
        if self._data is not None and self._found is not None and row is not None:
            column = self._used[index.column() - 1] if index.column() else row
            query = self._query(self._data, self._found, row, column)
            self.place_chosen.emit(Place("passages", detail=str(query)))

    def _query(self, data: AnalysisData, found: CodesTogether, i: int, j: int) -> Query:
        names, round_ = KnownNames(data).text_of_code, self._round()
        terms = all_of(_term(found.columns[at], names) for at in sorted({i, j}))
        fields = () if round_ is None else (Field("in", (Exactly(round_.name),)),)
        return Query(terms, fields, self.within.value if i != j else Within.PASSAGE)

    # --- as a page ---------------------------------------------------------------------------

    def go(self, place: Place) -> None:
        """Take the keyboard."""
        (self.table if self._body.currentIndex() == 0 else self._nothing.button).setFocus()

    def context(self) -> str:
        """Return the calm word on what the counts do not show."""
        return caution(self._data) if self._data is not None else ""

    def keys(self) -> tuple[tuple[str, str], ...]:
        """Return what keys do on a number."""
        copy = QKeySequence("Ctrl+C").toString(QKeySequence.SequenceFormat.NativeText)
        return ((_("Passages"), _("Enter")), (_("Copy"), copy))

    def copied(self) -> str:
        """Return the numbers that are selected."""
        return self.table.selected_text()

    def regions(self) -> list[QWidget]:
        """Return the bar and the table."""
        return [self._bar, self.table]


def _places() -> dict[Within, str]:
    return {
        Within.PASSAGE: _("on a passage"),
        Within.OVERLAP: _("where passages overlap"),
        Within.TURN: _("in a turn"),
        Within.ANSWER: _("in an answer"),
        Within.INTERVIEW: _("in an interview"),
    }


def _names(found: CodesTogether) -> TableColumn[int]:
    def label(at: int) -> str:
        return found.columns[at].label

    return TableColumn("", label, font=lambda _at: bold(QFont()), tool_tip=lambda at: found.columns[at].name)


def _column(found: CodesTogether, j: int) -> TableColumn[int]:
    """Return the column of a code: how often each other one meets it."""

    def text(i: int) -> str:
        return f"({found.both[i, i]})" if i == j else str(found.both[i, j])

    def colour(i: int) -> str | None:
        return None if found.both[i, j] and i != j else theme.current().dim

    words = partial(pair_in_words, found, j)
    column = found.columns[j]
    return TableColumn(
        column.label, text, is_number=True, about=column.name, colour=colour, tool_tip=words, spoken=words
    )


def _term(column: Column, names: Mapping[int, str]) -> CodeTerm:
    name = names[column.code_id]
    return alone(name) if column.kind is ColumnKind.ALONE else CodeTerm(name)
