"""Codes that meet: as a table, as a network, in time, and one lens across another; every number opens."""

from collections.abc import Sequence
from functools import partial
from typing import Final

from PySide6.QtCore import QModelIndex, Qt
from PySide6.QtGui import QGuiApplication, QKeySequence
from PySide6.QtWidgets import QAbstractItemView, QMenu, QScrollArea, QStackedWidget, QWidget

from app.meeting.counting import (
    MEETINGS,
    OF_THE_MODEL,
    PLACES,
    SAME_WORDS,
    Meeting,
    meetings,
    table_of_course,
    table_of_lenses,
    table_of_meetings,
    table_of_model,
    table_of_order,
    table_of_strengths,
)
from app.meeting.network_view import NetworkView
from app.meeting.printing import parts_of_meeting
from app.meeting.shown import ShownTable
from app.shell.export_kinds import PNG, SVG, ExportKind
from app.shell.exports import Exports
from app.shell.open_study import OpenStudy
from app.shell.other_frameworks import coded_otherwise, nothing_coded
from app.shell.page import Page
from app.shell.places import Place
from app.shell.printed import PrintOut
from app.widgets.bar import SettingsBar
from app.widgets.choice_menu import ChoiceMenu, word_button
from app.widgets.drawer import DrawerRoom
from app.widgets.forms import STRETCH, EmptyPage, column_of, hint, line, show_in, wide
from app.widgets.menus import give_menu, menu_button
from app.widgets.passages_drawer import PassagesDrawer
from app.widgets.table import TableModel
from app.widgets.table_view import TableView
from coding.analysis.analysis_data import AnalysisData
from coding.analysis.model_order import why_no_order
from coding.analysis.model_order_survey import strengths_by_stage
from coding.analysis.network import Network, network
from coding.analysis.notes import caution
from coding.analysis.survey_results import GroupedBy
from coding.language import _
from coding.model.study import Round
from storage.operations.frameworks import key_strands
from storage.queries.survey_instruments import has_survey
from storage.queries.surveys import survey_results
from storage.study.tables import ABOUT_INTERVIEWS, CODE, CODING, FRAMEWORK, QUESTIONS, SAID, SURVEYS

_EVERY_ROUND: Final = 0
_ROUND_BY_ROUND: Final = -1
_LENS: Final = "lens:"  # and the id of the framework: what the menu of forms offers besides
_AROUND: Final = 26  # pixels beside a number
_LEAST: Final = (1, 2, 3, 5, 10)


class MeetingPage(Page):
    """A table of all codes by all codes, and other forms; every number opens its passages."""

    page_id = "meeting"
    tables = (CODING, CODE, FRAMEWORK, *SAID, *ABOUT_INTERVIEWS, *QUESTIONS, *SURVEYS)

    def __init__(self, open_study: OpenStudy, parent: QWidget | None = None) -> None:
        """Show nothing yet."""
        super().__init__(open_study, parent)
        self.form: ChoiceMenu[str] = ChoiceMenu(
            _("As what"), {str(form): _(words) for form, words in MEETINGS.items()}
        )
        self.within = ChoiceMenu(_("Where codes meet"), {k: _(words) for k, words in PLACES.items()})
        self.same = ChoiceMenu(_("Same words"), {k: _(words) for k, words in SAME_WORDS.items()})
        self.rounds = ChoiceMenu(_("Rounds"), {_EVERY_ROUND: _("all rounds")})
        self.least = ChoiceMenu(_("Lines"), {n: _("from {n} up").format(n=n) for n in _LEAST})
        self.model: TableModel[int] = TableModel()
        self.table = TableView(self.model, _("Codes that meet"))
        self.table.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectItems)
        self.network = NetworkView()
        self.drawer = PassagesDrawer(open_study)
        self.exports = Exports(open_study, self)
        self.said = hint()
        self._data: AnalysisData | None = None
        self.shown: ShownTable | None = None
        self._nothing = EmptyPage(_("Go to the interviews"))
        self._lay_out()
        self._connect()

    def _lay_out(self) -> None:
        self._bar = SettingsBar(_("Where codes meet"))
        within, same, least = word_button(self.within), word_button(self.same), word_button(self.least)
        self._only_for = {within: (Meeting.TABLE, Meeting.NETWORK), same: (Meeting.LENSES,)}
        self._only_for[least] = (Meeting.NETWORK,)
        self.export = menu_button(_("Export what is shown"))
        self.export.setText(_("Export"))
        self._bar.fill(
            line(_("Codes that meet"), role="strong"),
            word_button(self.form),
            *self._only_for,
            word_button(self.rounds),
            STRETCH,
            self.export,
        )
        self._picture = QScrollArea()
        self._picture.setWidgetResizable(True)
        self._picture.setFrameShape(QScrollArea.Shape.NoFrame)
        show_in(self._picture, self.network)
        self._picture.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self._forms, body = QStackedWidget(), QWidget()
        self._forms.addWidget(self.table)
        self._forms.addWidget(self._picture)
        column_of(self.said, wide(self._forms), on=body, margins=(16, 10, 16, 8), spacing=8)
        self.room = DrawerRoom(body, self.drawer)
        self._body = QStackedWidget()
        self._body.addWidget(self.room)
        self._body.addWidget(self._nothing)
        column_of(self._bar, wide(self._body), on=self, spacing=0)

    def _connect(self) -> None:
        self.form.changed.connect(self._take_form)
        for choice in (self.within, self.same, self.rounds, self.least):
            choice.changed.connect(self._count)
        self.table.clicked.connect(self._open)
        self.table.activated.connect(self._open)
        self.network.chosen.connect(self._open_cell)
        self.drawer.place_chosen.connect(self.place_chosen)
        self._nothing.button.clicked.connect(lambda: self.place_chosen.emit(Place("code")))
        self.open_study.closing.connect(self._clear)
        menu = QMenu(self.export)
        menu.addAction(_("Copy the table"), self._copy_table)
        menu.addAction(_("Table (CSV)…"), self._save_table)
        self.png = menu.addAction(_("Picture (PNG)…"), partial(self._save_picture, PNG))
        self.svg = menu.addAction(_("Drawing (SVG)…"), partial(self._save_picture, SVG))
        give_menu(self.export, menu)

    # --- what is shown -----------------------------------------------------------------------

    def refresh(self) -> None:
        """Read the study and count again."""
        study = self.open_study
        self._data = study.data.analysis_data(study.framework.id, study.coder_ids, study.coder_id)
        forms = {str(form): _(words) for form, words in MEETINGS.items()}
        others = (each for each in study.frameworks if each.id != study.framework.id)
        lenses = {f"{_LENS}{each.id}": _by_lens(each.short_name or each.name) for each in others}
        self.form.offer(forms | lenses)
        why = why_no_order(study.framework)
        no_survey = "" if has_survey(study.reader) else _("This study has no survey.")
        for form in OF_THE_MODEL:
            here = why or (no_survey if form is Meeting.STRENGTHS else "")
            self.form.enable(form, can=not here, why=here)
            if here and self.meeting is form:
                self.form.choose(Meeting.TABLE)
        self._count()

    def _clear(self) -> None:
        self._data = self.shown = None
        self.room.close_drawer()
        self.model.show_anew([], [])
        self.network.show_network(Network())

    @property
    def meeting(self) -> Meeting:
        """As what it is looked at."""
        return Meeting.LENSES if self.form.value.startswith(_LENS) else Meeting(self.form.value)

    def _take_form(self) -> None:
        """Count in another form; what bears on the model's order is shown round by round."""
        if self.meeting in OF_THE_MODEL and self._data is not None:
            self._offer_rounds(self._data.rounds, can_part=True)
            self.rounds.choose(_ROUND_BY_ROUND)
        self._count()

    def _count(self) -> None:
        if self._data is None:
            return
        meeting, is_picture = self.meeting, self.meeting is Meeting.NETWORK
        self._offer_rounds(self._data.rounds, can_part=not is_picture)
        for button, forms in self._only_for.items():
            button.setVisible(meeting in forms)
        for action in (self.png, self.svg):
            action.setEnabled(is_picture)
        self.shown = shown = self._table(self._data, meeting)
        self._nothing.say(
            nothing_coded(self.open_study),
            coded_otherwise(self.open_study) or _("Codes meet where a passage carries two of them."),
        )
        self._body.setCurrentIndex(0 if shown.used_rows else 1)
        self._forms.setCurrentIndex(int(is_picture))
        self.said.setText(shown.said)
        self.model.show_anew(shown.table_columns(), shown.used_rows)
        self.table.horizontalHeader().setStretchLastSection(False)
        self._fit_columns(shown)
        self.room.close_drawer()
        self.context_changed.emit()

    def _fit_columns(self, shown: ShownTable) -> None:
        """Make columns as wide as their numbers: several rounds stand in one."""
        header, metrics = self.table.horizontalHeader(), self.table.fontMetrics()
        for at, j in enumerate(shown.used_columns, 1):
            numbers = max((metrics.horizontalAdvance(shown.text(i, j)) for i in shown.used_rows), default=0)
            heading = header.fontMetrics().horizontalAdvance(shown.columns[j].label)
            header.resizeSection(at, max(numbers, heading) + _AROUND)

    def _offer_rounds(self, rounds: Sequence[Round], *, can_part: bool) -> None:
        """Offer all rounds together, each, and round by round: not in a picture."""
        apart = {_ROUND_BY_ROUND: _("round by round")} if len(rounds) > 1 and can_part else {}
        self.rounds.offer({_EVERY_ROUND: _("all rounds"), **{each.id: each.name for each in rounds}, **apart})

    def _table(self, data: AnalysisData, meeting: Meeting) -> ShownTable:
        rounds = self._rounds()
        match meeting:
            case Meeting.ORDER | Meeting.COURSE:
                return (table_of_order if meeting is Meeting.ORDER else table_of_course)(data, rounds)
            case Meeting.LENSES:
                study, framework_id = self.open_study, int(self.form.value.removeprefix(_LENS))
                other = study.data.analysis_data(framework_id, study.coder_ids, study.coder_id)
                return table_of_lenses(data, other, self.same.value, rounds)
            case Meeting.SPOKEN | Meeting.SIDES:
                study = self.open_study
                return table_of_model(data, meeting, key_strands(study.reader, study.framework.id), rounds)
            case Meeting.STRENGTHS:
                return self._strengths(data, rounds)
            case Meeting.NETWORK:
                found = meetings(data, self.within.value, rounds)
                self.network.show_network(network(found[0], self.least.value))
                return table_of_meetings(data, found, rounds)
            case Meeting.TABLE:
                return table_of_meetings(data, meetings(data, self.within.value, rounds), rounds)

    def _strengths(self, data: AnalysisData, rounds: Sequence[Round]) -> ShownTable:
        """Return what the survey says, round by round: its respondents are others in each."""
        study = self.open_study
        results = survey_results(study.reader, GroupedBy.GROUP)
        assert results is not None  # else the form is not offered
        keys = key_strands(study.reader, study.framework.id)
        found = strengths_by_stage(data.framework, results, keys, [each.id for each in rounds])
        return table_of_strengths(data, found)

    def _rounds(self) -> tuple[Round, ...]:
        """Return the rounds that are counted, each apart; none for all together."""
        rounds = self._data.rounds if self._data is not None else ()
        if self.rounds.value == _ROUND_BY_ROUND:
            return rounds
        return tuple(each for each in rounds if each.id == self.rounds.value)

    # --- what is behind a number -------------------------------------------------------------

    def _open(self, index: QModelIndex) -> None:
        """Show the passages of a number; of a name those of its row."""
        row = self.model.row_at(index)
        if self.shown is not None and row is not None:
            at = index.column() - 1
            if at >= 0:
                self._open_cell(row, self.shown.used_columns[at])
            elif self.shown.query is not None:
                self._open_cell(row, row)

    def _open_cell(self, i: int, j: int) -> None:
        """Go to the passages where two codes meet; where no query asks for them, show them in the drawer."""
        shown = self.shown
        if shown is None:
            return
        if shown.place is not None:
            self.place_chosen.emit(shown.place)
        elif shown.query is not None:
            self.place_chosen.emit(Place("passages", detail=str(shown.query(i, j))))
        else:
            self.drawer.show_codings(shown.data, shown.coding_ids(i, j), shown.words(i, j))
            self.room.open_drawer()

    # --- taking it away ----------------------------------------------------------------------

    def _copy_table(self) -> None:
        QGuiApplication.clipboard().setText(self.shown.as_text() if self.shown is not None else "")
        self.open_study.notices.say(_("The table is on the clipboard."))

    def _save_table(self) -> None:
        if self.shown is not None:
            self.exports.records(self.shown.fields, self.shown.records)

    def _save_picture(self, kind: ExportKind) -> None:
        self.exports.network(self.network.shown, self._title(), self.said.text(), kind)

    def _title(self) -> str:
        where = f", {self.within.words}" if self.meeting in {Meeting.TABLE, Meeting.NETWORK} else ""
        return _("Codes that meet: {form}{where}, {rounds}").format(
            form=self.form.words, where=where, rounds=self.rounds.words
        )

    def printed(self) -> PrintOut | None:
        """Return the picture, or the table."""
        if self.shown is None or not self.shown.used_rows:
            return None
        picture = self.network.shown if self.meeting is Meeting.NETWORK else None
        return PrintOut(
            self._title(), partial(parts_of_meeting, self._title(), self.shown, picture, self.said.text())
        )

    # --- as a page ---------------------------------------------------------------------------

    def go(self, place: Place) -> None:
        """Show the form that is named; take the keyboard."""
        if place.detail in MEETINGS and self.form.action(place.detail).isEnabled():
            self.form.choose(place.detail)
            self._take_form()
        is_picture = self.meeting is Meeting.NETWORK
        shown = self.network if is_picture else self.table
        (shown if self._body.currentIndex() == 0 else self._nothing.button).setFocus()

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
        """Return the bar, the table or picture, and the drawer."""
        shown = self.network if self.meeting is Meeting.NETWORK else self.table
        return [self._bar, shown, *([self.drawer.list] if self.room.is_open else [])]


def _by_lens(name: str) -> str:
    return _("across {framework}").format(framework=name)
