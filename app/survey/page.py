"""The page Survey: results by group and round, their change, and what is behind each bar."""

from dataclasses import replace
from functools import partial
from pathlib import Path
from typing import Final

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeySequence, QResizeEvent, QShortcut
from PySide6.QtWidgets import QFrame, QHBoxLayout, QMenu, QScrollArea, QStackedWidget, QToolButton, QWidget

from app.shell.open_study import OpenStudy
from app.shell.page import Page
from app.shell.places import Place
from app.shell.plain_text import on_a_button
from app.shell.printed import PrintOut
from app.survey.asked_dialog import AskedDialog
from app.survey.drawer import BehindDrawer, group_called
from app.survey.entry_view import EntryView
from app.survey.exporting import SurveyExports
from app.survey.looks import grouping_menu, looked_at, said_below
from app.survey.open_view import OpenAnswersView
from app.survey.percent_dialog import PercentDialog
from app.survey.printing import copied_lines, printed_survey
from app.survey.share_table import ShareTable
from app.survey.statements_dialog import StatementsDialog
from app.survey.taking_in import TakingAnswersIn
from app.widgets.bar import SettingsBar
from app.widgets.choice_menu import ChoiceMenu, word_button
from app.widgets.drawer import DrawerRoom
from app.widgets.forms import (
    STRETCH,
    EmptyPage,
    button,
    column_of,
    hint,
    line,
    row_of,
    show_in,
    wide,
    with_role,
)
from app.widgets.menus import give_menu, menu_button
from app.widgets.segmented_control import SegmentedControl
from coding.analysis.survey_answers import RoundAnswers
from coding.analysis.survey_groups import GroupedBy
from coding.analysis.survey_results import SurveyResults
from coding.analysis.survey_table import SurveyForm, SurveyRow, SurveyTableau
from coding.language import _
from coding.model.survey import Bank, Instrument, ItemKind
from storage.operations.surveys import add_survey, remove_answers
from storage.queries.survey_instruments import survey_of
from storage.queries.surveys import round_answers
from storage.shipped_surveys import partnership_survey
from storage.study.tables import ABOUT_INTERVIEWS, CODE, CODING, FRAMEWORK, STAGE, SURVEYS

_ALL_BANKS: Final = 0
_ENTERING: Final = 2  # where in the body forms are typed in
_READING: Final = 3  # where in it open answers are
_EVERY_GROUP: Final = "\0"
_FILES: Final = "import:"


class SurveyPage(Page):
    """Results of the study's survey; without one, what it is for."""

    page_id = "survey"
    tables = (*SURVEYS, STAGE, CODING, CODE, FRAMEWORK, *ABOUT_INTERVIEWS)

    def __init__(self, open_study: OpenStudy, parent: QWidget | None = None) -> None:
        """Show nothing yet."""
        super().__init__(open_study, parent)
        self.results: SurveyResults | None = None
        self._looks: dict[str, SurveyResults] = {}
        self._was_shown = False
        self.bank = SegmentedControl(_("Bank"), {_ALL_BANKS: _("All")}, caption=False)
        self.form = SegmentedControl(
            _("Results"), {form: _(form.value) for form in SurveyForm}, caption=False
        )
        self.by = grouping_menu()
        self.group = ChoiceMenu(_("Beside all"), {_EVERY_GROUP: self.by.words})
        self.group.insertMenu(self.group.actions()[0], self.by)
        self.answers = menu_button(_("Answers"))
        self.answers.setText(_("Answers ▾"))
        self.exports = SurveyExports(open_study, self)
        self.taking_in = TakingAnswersIn(open_study, self)
        self.export = menu_button(_("Export the survey"))
        self.export.setText(_("Export ▾"))
        menu = QMenu(self.export)
        self.exports.fill(menu)
        give_menu(self.export, menu)
        self.table = ShareTable()
        self.drawer = BehindDrawer(open_study)
        self.note = hint()
        self.counted = QHBoxLayout()
        self.empty = EmptyPage(_("Import answers…"))
        self.entry = EntryView(open_study)
        self.open_view = OpenAnswersView(open_study)
        self._body = QStackedWidget()
        self._lay_out()
        self._connect()

    def _lay_out(self) -> None:
        self._bar = SettingsBar(_("Survey"))
        banks = QScrollArea()  # where text is twice as large, the last of them are reached by arrow keys
        banks.setWidgetResizable(True)
        banks.setFrameShape(QFrame.Shape.NoFrame)
        banks.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        banks.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        banks.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        banks.setFixedHeight(self._bar.height() - 2)
        show_in(banks, self.bank)
        self._bar.fill(wide(banks), word_button(self.group), self.form, self.answers, self.export)
        self.note.setContentsMargins(14, 6, 14, 8)
        body = QWidget()
        above = row_of(line(_("Answers"), role="strong"), self.counted, STRETCH, margins=(14, 6, 14, 6))
        column_of(above, wide(self.table), self.note, on=body, spacing=0)
        self.room = DrawerRoom(body, self.drawer)
        self.empty.say(
            _("This study has no survey"),
            _(
                "Statements that staff mark or leave, round by round, beside the interviews: shares by group "
                "and stage, and the coded passages of the same strand."
            ),
        )
        self.empty.add_below(button(_("Begin with the survey that comes along"), self._add_shipped))
        self.empty.add_below(button(_("Type or paste what it asks…"), self._show_statements))
        self._body.addWidget(self.room)
        self._body.addWidget(self.empty)
        self._body.addWidget(self.entry)
        self._body.addWidget(self.open_view)
        column_of(self._bar, wide(self._body), on=self, spacing=0)

    def _connect(self) -> None:
        self.bank.changed.connect(self._show)
        self.form.changed.connect(self._show)
        self.by.changed.connect(self.refresh)
        self.group.changed.connect(self._show)
        self.table.opened.connect(self._open)
        self.drawer.place_chosen.connect(self.place_chosen)
        self.empty.button.clicked.connect(self.taking_in.ask)
        self.room.moved.connect(self._fit)
        self.entry.left.connect(self._show_results)
        self.open_view.left.connect(self._show_results)
        self.open_view.place_chosen.connect(self.place_chosen)
        self.open_study.closing.connect(self._leave)
        for keys, by in (("Ctrl+Tab", 1), ("Ctrl+Shift+Tab", -1)):
            QShortcut(QKeySequence(keys), self, partial(self._step_bank, by))

    # --- what is shown -----------------------------------------------------------------------

    def refresh(self) -> None:
        """Read the survey and its answers."""
        reader = self.open_study.reader
        survey = survey_of(reader)
        if survey is None:
            self._clear()
            self._show_acts()
            self._body.setCurrentIndex(1)
            return
        rounds = round_answers(reader, survey.id)
        self._looks = looked_at(self.open_study, self.by, survey, rounds)
        self.results = next(iter(self._looks.values()))
        if self._body.currentIndex() == _ENTERING:
            self.entry.read()
        elif self._body.currentIndex() == _READING:
            self.open_view.read(survey, rounds)
        else:
            self._body.setCurrentIndex(0)
        banks = {bank.id: on_a_button(f"{bank.called} {len(bank.items)}") for bank in survey.banks}
        self.bank.offer({**banks, _ALL_BANKS: _("All")})
        called = {group: group_called(group) for group in self.results.groups}
        self.group.offer({_EVERY_GROUP: self.by.words, **called})
        if not self._was_shown:
            self._was_shown = True
            self.bank.choose(next((bank.id for bank in survey.banks), _ALL_BANKS))
        self._show_answers(rounds)
        self._show_acts()
        self._show()

    def _clear(self) -> None:
        self.results = None
        self._looks = {}
        self.table.show_table(None)
        self.drawer.clear()
        self.room.close_drawer()

    def _leave(self) -> None:
        self._clear()
        self.entry.clear()
        self._body.setCurrentIndex(0)
        self._was_shown = False

    def _show_answers(self, rounds: tuple[RoundAnswers, ...]) -> None:
        """Say of each round how many answered, of how many; a press says how many were asked."""
        while (item := self.counted.takeAt(0)) is not None:
            if (widget := item.widget()) is not None:
                widget.hide()
                widget.deleteLater()
        for round_ in rounds:
            words = f"{round_.round}  {round_.response_text()}  {round_.response_percent()}".strip()
            figure = with_role(QToolButton(), "link")
            figure.setText(words)
            figure.setToolTip(_("Say how many were asked in {round}").format(round=round_.round))
            figure.setAccessibleName(f"{words}. {figure.toolTip()}")
            figure.clicked.connect(partial(self._ask_numbers, round_))
            self.counted.addWidget(figure)
        if not rounds:
            self.counted.addWidget(line(_("none yet: import them from a table (Answers ▾)")))
        if len(rounds) > 1:
            order = ", ".join(each.round for each in rounds)
            self.counted.addWidget(line(_("· bars from the top: {rounds}").format(rounds=order)))
        self.counted.addWidget(line(_("· under 10: hatched, no percentage · deficits are grey")))

    def _show_acts(self) -> None:
        menu = QMenu(self.answers)
        menu.addAction(_("Import answers from tables or forms…"), self.taking_in.ask)
        if self.results is not None:
            menu.addAction(_("Enter forms from paper…"), self.enter_forms)
        menu.addAction(_("What the survey asks…"), self._show_statements)
        if self.results is None:
            menu.addAction(_("Begin with the survey that comes along"), self._add_shipped)
        for round_ in self.results.rounds if self.results is not None else ():
            menu.addSeparator()
            of = round_.round
            words = _("How many were asked in {round}…").format(round=of)
            menu.addAction(words, partial(self._ask_numbers, round_))
            remove = _("Remove the answers of {round}").format(round=of)
            menu.addAction(remove, partial(self._remove, round_))
        for action in menu.actions():
            action.setEnabled(self.open_study.can_write)
        menu.addSeparator()
        places = self.results.instrument.places if self.results is not None else ()
        if any(item.kind is ItemKind.OPEN for _bank, item in places):
            menu.addAction(_("Read and code open answers…"), self.read_open_answers)
        menu.addAction(_("Check percentages…"), self._check_percentages)
        give_menu(self.answers, menu)
        is_elsewhere = self._body.currentIndex() in {_ENTERING, _READING}
        for control in (self.bank, self.form, self.group):
            control.setEnabled(self.results is not None and not is_elsewhere)
        self.export.setEnabled(self.results is not None)

    def _banks(self, survey: Instrument) -> list[Bank]:
        chosen = self.bank.value
        return [bank for bank in survey.banks if chosen in (_ALL_BANKS, bank.id)]

    def _groups_chosen(self, results: SurveyResults) -> list[str]:
        return [group for group in results.groups if self.group.value in (_EVERY_GROUP, group)]

    def tableau(self) -> SurveyTableau | None:
        """Return the table that is shown."""
        results = self.results
        if results is None:
            return None
        groups = self._groups_chosen(results)
        shown = SurveyTableau(results, self._banks(results.instrument), self.form.value, groups)
        fitting = self.table.fitting(shown, len(groups))
        return shown if fitting >= len(groups) else replace(shown, groups=groups[: max(fitting, 1)])

    def _show(self) -> None:
        shown = self.tableau()
        if shown is None or self.results is None:
            return
        self.table.show_table(shown)
        self.exports.by = self.results.by
        self.exports.bank_id = self.bank.value or None
        chosen = self._groups_chosen(self.results)
        self.note.setText(said_below(self.results, chosen, tuple(shown.groups)))
        self.context_changed.emit()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Show as many groups beside all as there is room for."""
        super().resizeEvent(event)
        self._fit()

    def _fit(self) -> None:
        """Show other groups if there is room for more or fewer of them now."""
        shown, now = self.table.shares.shown, self.tableau() if self.isVisible() else None
        if shown is not None and now is not None:
            if list(shown.groups) != list(now.groups):
                self._show()
            else:
                self.table.fit()

    # --- what is done ------------------------------------------------------------------------

    def _open(self, row: SurveyRow, group: str, line: int) -> None:
        if self.results is not None and self.results.rounds:
            self.drawer.show_row(self._looks, row, group, line)
            self.room.open_drawer()
            self.table.scrollTo(self.table.currentIndex())

    def _step_bank(self, by: int) -> None:
        if self.results is not None:
            values = [bank.id for bank in self.results.instrument.banks] + [_ALL_BANKS]
            at = values.index(self.bank.value) if self.bank.value in values else 0
            self.bank.choose(values[(at + by) % len(values)])
            self._show()

    def _ask_numbers(self, round_: RoundAnswers) -> None:
        if self.results is not None:
            by_role = next(each for each in self._looks.values() if each.by is GroupedBy.GROUP)
            AskedDialog(self.open_study, round_, by_role.groups, self).open()

    def _remove(self, round_: RoundAnswers) -> None:
        self.open_study.perform(remove_answers(round_.id))

    def _check_percentages(self) -> None:
        """Open a sheet on which printed percentages are checked, of as many as answered."""
        rounds = self.results.rounds if self.results is not None else ()
        PercentDialog(", ".join(str(each.count) for each in rounds), self).open()

    def _show_statements(self) -> None:
        StatementsDialog(self.open_study, self).open()

    def enter_forms(self) -> None:
        """Type in forms, of the round that was shown last."""
        self.room.close_drawer()
        self._body.setCurrentIndex(_ENTERING)
        self.entry.begin()
        self._show_acts()
        self.context_changed.emit()

    def read_open_answers(self) -> None:
        """Show what was written in answer to open questions, to be read and coded."""
        self.room.close_drawer()
        self._body.setCurrentIndex(_READING)
        self.refresh()
        self.open_view.table.setFocus(Qt.FocusReason.OtherFocusReason)
        self.context_changed.emit()

    def _show_results(self) -> None:
        self._body.setCurrentIndex(0)
        self.refresh()
        self.table.setFocus(Qt.FocusReason.OtherFocusReason)

    def _add_shipped(self) -> None:
        self.open_study.perform(add_survey(partnership_survey()))

    # --- as a page ---------------------------------------------------------------------------

    def go(self, place: Place) -> None:
        """Take the keyboard, or look into files that somebody brought."""
        if place.detail.startswith(_FILES):
            self.taking_in.look_into([Path(name) for name in place.detail[len(_FILES) :].split("\n")])
        first = (self.table, self.empty.button, self.entry.table, self.open_view.table)[
            self._body.currentIndex()
        ]
        first.setFocus(Qt.FocusReason.OtherFocusReason)

    def context(self) -> str:
        """Return the calm word on small groups."""
        is_shown = self.results is not None and self._body.currentIndex() == 0
        return _("With ten people one answer is ten points.") if is_shown else ""

    def keys(self) -> tuple[tuple[str, str], ...]:
        """Return what keys do on a statement, or on a form."""
        if self._body.currentIndex() == _ENTERING:
            return (
                *((_("Marked, or an answer"), "1"), (_("Not marked"), "0"), (_("Not answered"), ".")),
                (_("Store"), _("Ctrl+Enter")),
            )
        if self._body.currentIndex() == _READING:
            return (
                (_("Code"), "1…="),
                (_("Unsure"), "?"),
                (_("Stage"), _("Ctrl+1")),
                (_("Open"), _("Enter")),
            )
        return ((_("Statement"), "↓"), (_("Bank"), _("Ctrl+Tab")), (_("What is behind"), _("Enter")))

    def copied(self) -> str:
        """Return the table, for a spreadsheet."""
        shown = self.tableau()
        return "" if shown is None else copied_lines(shown)

    def printed(self) -> PrintOut | None:
        """Return the table that is shown."""
        shown = self.tableau()
        return None if shown is None or not shown.rows else printed_survey(shown, self.note.text())

    def regions(self) -> list[QWidget]:
        """Return the bar, the table and the drawer."""
        return [self._bar, self.table, self.drawer]
