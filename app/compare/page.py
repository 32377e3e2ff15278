"""The Compare page: a chart for each round, the same numbers as a table, and the passages behind them."""

from collections.abc import Sequence
from functools import partial

from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication, QKeyEvent, QKeySequence, QShowEvent
from PySide6.QtWidgets import (
    QFrame,
    QScrollArea,
    QSplitter,
    QStackedWidget,
    QWidget,
)

from app.compare.chart_view import ChartView
from app.compare.controls import CompareControls
from app.compare.drill_down import DrillDownPanel
from app.compare.keeping import as_kept, show_kept
from app.compare.legend import Legend
from app.compare.narrower import Narrower
from app.compare.numbers import Numbers, key_of, numbers
from app.compare.printing import parts_of_comparison
from app.compare.said_below import capital, of_hatching, said_below, what_is_missing
from app.compare.strand_table import StrandTable, table_for_word
from app.compare.table import NumbersTable
from app.compare.then import Then
from app.shell import settings
from app.shell.clipboard import copy_quotations
from app.shell.export_kinds import PNG, SVG
from app.shell.exports import Exports
from app.shell.open_study import OpenStudy
from app.shell.page import Page
from app.shell.places import Place
from app.shell.printed import PrintOut
from app.widgets.code_menus import CodeMenu
from app.widgets.drawer import DrawerRoom
from app.widgets.forms import EmptyPage, column_of, hint, row_of, show_in, wide
from app.widgets.kept_views_menu import KeptViewsMenu
from app.widgets.looking import Looking
from app.widgets.passage_model import quotation
from coding.analysis.analysis_data import AnalysisData
from coding.analysis.chart import Bar
from coding.analysis.chart_words import with_hidden
from coding.analysis.compare_settings import CompareSettings
from coding.analysis.cross_table import NumbersEntry
from coding.analysis.directions import what_counts_are
from coding.analysis.forms import PartsShown
from coding.analysis.groups import GroupMember, name_of
from coding.analysis.notes import caution
from coding.language import _
from coding.model.kept_view import ViewPage
from coding.query.legend_filter import (
    alone_or_all,
    can_leave_out,
    coloured_by,
    hidden_members,
    shown_or_hidden,
)
from storage.queries.frames import texts
from storage.queries.selecting import asked_of
from storage.queries.texts import interview
from storage.study.journal import Changes
from storage.study.tables import (
    ABOUT_INTERVIEWS,
    ATTRIBUTES,
    CLEARANCE,
    CODE,
    CODING,
    FRAMEWORK,
    QUESTIONS,
    READING,
    SAID,
)

_HALVES = "compare_halves"
_HIGH = 720  # pixels of the page, from which on the table has more than two rows


class ComparePage(Page):
    """Compares rounds, schools and roles; every number opens the passages it counts."""

    page_id = "compare"
    tables = (CODING, CODE, FRAMEWORK, CLEARANCE, *SAID, *ABOUT_INTERVIEWS, READING, *QUESTIONS, *ATTRIBUTES)

    def __init__(self, open_study: OpenStudy, parent: QWidget | None = None) -> None:
        """Show nothing yet."""
        super().__init__(open_study, parent)
        self.views = KeptViewsMenu(open_study, ViewPage.COMPARE, partial(as_kept, self), self)
        self.controls = CompareControls(self.views.button)
        self.legend = Legend()
        self.chart = ChartView()
        self.table = NumbersTable()
        self.strands = StrandTable()
        self.what = hint()
        self.notes = hint()
        self.then = Then(open_study, self)
        self.drill_down = DrillDownPanel(self._texts)
        self.exports = Exports(open_study, self)
        self._narrower: Narrower | None = None
        self._looking = Looking(open_study, self)
        self._looking.begun.connect(lambda: self.what.setText(_("Looking for passages…")))
        self._material: AnalysisData | None = None
        self._shown: Numbers | None = None
        self._chosen: NumbersEntry | None = None
        self._shared_out = False
        self._body = QStackedWidget()
        self._nothing = EmptyPage(_("Go to the interviews"))
        self._lay_out()
        self._connect()

    def _lay_out(self) -> None:
        scrolled = QScrollArea()
        show_in(scrolled, self.chart)
        scrolled.setWidgetResizable(True)
        scrolled.setFrameShape(QFrame.Shape.NoFrame)
        scrolled.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self._above, self._below = scrolled, QWidget()
        self._halves = QSplitter(Qt.Orientation.Vertical)
        self._halves.addWidget(self._above)
        self._beside_table = row_of(self.table, on=self._below)
        self._halves.addWidget(self._below)
        self._halves.setStretchFactor(0, 1)
        self._halves.setChildrenCollapsible(False)
        self._strands_room = QWidget()
        self._beside_strands = row_of(self.strands, on=self._strands_room)
        body = QWidget()
        self._left = column_of(
            self.what,
            self.legend,
            wide(self._halves),
            wide(self._strands_room),
            self.notes,
            on=body,
            margins=(16, 10, 8, 8),
            spacing=8,
        )
        self.room = DrawerRoom(body, self.drill_down)
        self._body.addWidget(self.room)
        self._body.addWidget(self._nothing)
        column_of(self.controls, wide(self._body), on=self, spacing=0)
        self._show_parts()

    def _show_parts(self) -> None:
        """Show the chart, the table or both; the keyboard stays on what is there."""
        parts = self.controls.parts.value
        self._halves.setVisible(not self._table_alone)
        self.legend.setVisible(not self._table_alone)
        self._below.setVisible(parts is PartsShown.BOTH)
        self._strands_room.setVisible(self._table_alone)
        self._fill_parts()
        if self._shown is not None:
            self._say_notes(self._shown)
        self._find_again()

    def _fill_parts(self) -> None:
        """Draw what is on view: the others wait until they are."""
        shown, parts = self._shown, self.controls.parts.value
        if shown is None:
            return
        if parts is PartsShown.TABLE:
            self.strands.show_numbers(shown)
            return
        self._show_legend(shown, self.controls.compare_settings())
        self.chart.show_chart(shown.chart)
        if parts is PartsShown.BOTH:
            self.table.show_numbers(shown)

    def _connect(self) -> None:
        self.controls.changed.connect(self._show)
        self.controls.parts_chosen.connect(self._show_parts)
        self.controls.export_wanted.connect(self._export)
        self.controls.order_wanted.connect(lambda: self.place_chosen.emit(Place("meeting", detail="spoken")))
        self.legend.toggled.connect(self._leave_out)
        self.legend.wanted_alone.connect(self._leave_out_others)
        self.chart.bar_chosen.connect(self._choose_bar)
        for table in (self.table, self.strands):
            table.entry_chosen.connect(self._choose)
            table.clicked.connect(self._show_passages)
            table.opened.connect(self._go_to_passages)
        self.chart.clicked.connect(self._show_passages)
        self.chart.opened.connect(self._go_to_passages)
        self._halves.splitterMoved.connect(self._remember_halves)
        self.room.moved.connect(self._keep_in_sight)
        for part in (self.table, self.table.horizontalHeader()):
            CodeMenu(self.open_study, part, self.table.code_at)
        for part in (self.strands, self.strands.verticalHeader()):
            CodeMenu(self.open_study, part, self.strands.code_at)
        self.drill_down.place_chosen.connect(self._go_to_place)
        self.controls.filters.then_wanted.connect(self.then.ask)
        self.controls.today_wanted.connect(self.then.today)
        self.then.changed.connect(self.refresh)
        copy = partial(copy_quotations, notices=self.open_study.notices)
        self.drill_down.list.quotation_wanted.connect(copy)
        self.views.chosen.connect(partial(show_kept, self))
        self.exports.exported.connect(self.views.note_exported)
        self.open_study.closing.connect(self._clear)
        self._nothing.button.clicked.connect(lambda: self.place_chosen.emit(Place("code")))

    def _texts(self, interview_ids: Sequence[int]) -> dict[int, str]:
        """Return the texts of interviews as they are, or were."""
        then = self.then.study
        if then is not None:
            return dict(then.asked.read_texts(interview_ids))
        return texts(self.open_study.reader, interview_ids)

    def _go_to_place(self, place: Place) -> None:
        """Open a transcript: of one of then only if it is still there, as it is now."""
        if self.then.study is not None and interview(self.open_study.reader, place.interview_id or 0) is None:
            self.open_study.notices.say(_("This interview is no longer in the study."))
        else:
            self.place_chosen.emit(place)

    def on_study_changed(self, changes: Changes) -> None:
        """Say anew what is otherwise than then."""
        if self.then.asked and changes.touches(*self.tables):
            self.then.go_back(self.then.asked)
        super().on_study_changed(changes)

    def _remember_halves(self) -> None:
        settings.remember(_HALVES, self._halves.saveState())

    def showEvent(self, event: QShowEvent) -> None:
        """Share the room out when first shown: two rows of the table."""
        super().showEvent(event)
        if self._shared_out:
            return
        self._shared_out = True
        if self._halves.restoreState(settings.bytes_of(_HALVES)):
            return
        table = self.table.sizeHint().height() if self.height() > _HIGH else self.table.minimumHeight()
        self._halves.setSizes([self.height() - table, table])

    # --- what is shown -----------------------------------------------------------------------

    def refresh(self) -> None:
        """Read the study and count again; what was chosen stays chosen."""
        study = self.open_study
        self.then.follow()
        then = self.then.study
        self._material = (
            then.asked.analysis_data
            if then is not None
            else study.data.analysis_data(study.framework.id, study.coder_ids, study.coder_id)
        )
        if self._narrower is None or self._narrower.material is not self._material:
            asked = then.asked if then is not None else asked_of(study.reader, self._material)
            self._narrower = Narrower(asked)
        self.controls.show_then(self.then.asked if then is not None else "")
        self.controls.follow_study(self._material, self._narrower.names)
        empty = not len(self._material.interviews) or not len(self._material.codings)
        if empty:
            missing = what_is_missing(study, interviews=len(self._material.interviews))
            self._nothing.say(*missing)
        self._body.setCurrentWidget(self._nothing if empty else self.room)
        if not empty:
            self._show()

    def _clear(self) -> None:
        """Let go of a study that is being closed."""
        self._looking.drop()
        self.then.let_go()
        self._material = self._shown = self._chosen = self._narrower = None
        self.controls.let_go()
        self.room.close_drawer()
        self.drill_down.clear()
        self.chart.clear()
        self.table.numbers.show(None)
        self.strands.show_numbers(None)

    def _show(self) -> None:
        if self._narrower is None:
            return
        asked = self.controls.compare_settings()
        self._narrower.look(self._looking, asked, partial(self._show_numbers, asked))

    def _show_numbers(self, asked: CompareSettings, narrowed: AnalysisData) -> None:
        shown = numbers(narrowed, asked)
        if self.then.study is not None:
            shown = shown.with_notes(self.then.study.said)
        self._shown = shown
        self._fill_parts()
        self._say_notes(shown)
        self._find_again()
        self.context_changed.emit()
        self._left.activate()  # what has become higher or lower is painted once, in its place

    def _say_notes(self, shown: Numbers) -> None:
        """Say over chart or table what its numbers are, and below it what qualifies them."""
        what = what_counts_are(shown.found)
        self.what.setText(what)
        notes = [note for note in said_below(shown, self.controls.parts.value) if note != what]
        self.notes.setText(" ".join(notes))
        self.notes.setVisible(bool(notes))

    def _show_legend(self, shown: Numbers, asked: CompareSettings) -> None:
        """Show what the colours mean, and what was taken out of the chart with its place kept."""
        names, by = self.controls.asking.names, asked.by[-1]
        hidden = hidden_members(asked.query, names, by) if names is not None else []
        of_members = any(entry.member is not None for entry in shown.chart.legend)
        self.legend.show_entries(
            with_hidden(shown.chart.legend, shown.found.analysis_data, hidden if of_members else []),
            shown.chart.legend_note,
            capital(name_of(coloured_by(by))) if of_members else "",
            can_hide=can_leave_out,
            dotted=shown.chart.is_dotted,
        )

    def _leave_out(self, member: GroupMember) -> None:
        asking = self.controls.asking
        if asking.names is not None:
            asking.ask(shown_or_hidden(asking.query, asking.names, member))

    def _leave_out_others(self, member: GroupMember) -> None:
        asking = self.controls.asking
        if asking.names is not None:
            asking.ask(alone_or_all(asking.query, asking.names, member, self.legend.members))

    def _find_again(self) -> None:
        """Choose again what was chosen, if it is still there."""
        key = None if self._chosen is None else key_of(self._chosen.cells)
        entry = self._shown.find(key) if self._shown and key else None
        if entry is None:
            self._chosen = None
            self.room.close_drawer()
        else:
            self._choose(entry)

    def _choose_bar(self, bar: Bar) -> None:
        entry = self._shown.find(key_of(bar.cells)) if self._shown else None
        if entry is not None:
            self._choose(entry)

    def _choose(self, entry: NumbersEntry) -> None:
        """Show a number in chart and table, and in the drawer if it is open what it counts."""
        self._chosen = entry
        self.chart.choose_number(entry.cells)
        (self.strands if self._table_alone else self.table).choose(key_of(entry.cells))
        if self.room.is_open:
            self.drill_down.show_cells(entry.cells, entry.text, entry.beside)

    @property
    def _table_alone(self) -> bool:
        return self.controls.parts.value is PartsShown.TABLE

    def _show_passages(self) -> None:
        """Open the drawer on the number that is chosen."""
        if self._chosen is not None and not self.room.is_open:
            self.room.open_drawer()
            self._choose(self._chosen)

    def _go_to_passages(self) -> None:
        """Open the drawer, with the keyboard on the first passage."""
        self._show_passages()
        if self.room.is_open:
            self.drill_down.list.start()

    def _keep_in_sight(self) -> None:
        """Scroll chart and table so that the drawer does not lie over what is chosen."""
        self.context_changed.emit()
        self.chart.keep_clear(self.room.covered)
        self._beside_table.setContentsMargins(0, 0, self.room.covered, 0)
        self._beside_strands.setContentsMargins(0, 0, self.room.covered, 0)
        if self.strands.currentIndex().isValid():
            self.strands.scrollTo(self.strands.currentIndex())
        if self.table.currentIndex().isValid():
            self.table.scrollTo(self.table.currentIndex())

    # --- as a page ---------------------------------------------------------------------------

    def go(self, place: Place) -> None:
        """Show the view that is named; take the keyboard, on the passage where one was or on the chart."""
        self.views.open_place(place.detail)
        if self._body.currentWidget() is self._nothing:
            self._nothing.button.setFocus()
        elif self.room.is_open and self.drill_down.list.currentIndex().isValid():
            self.drill_down.list.setFocus()
        else:
            (self.strands if self._table_alone else self.chart).setFocus()

    def context(self) -> str:
        """Return a calm word on what the counts do not show."""
        return caution(self._shown.found.analysis_data) if self._shown is not None else ""

    def keys(self) -> tuple[tuple[str, str], ...]:
        """Return what keys do on a number."""
        copy = QKeySequence("Ctrl+C").toString(QKeySequence.SequenceFormat.NativeText)
        keys = ((_("Passages"), _("Enter")), (_("Copy the table"), copy), (_("Next view"), "V"))
        return (*keys, (_("Close"), _("Esc"))) if self.room.is_open else keys

    def copied(self) -> str:
        """Return the quotation the keyboard is on, else the numbers."""
        passage = self.drill_down.list.current() if self.drill_down.list.hasFocus() else None
        if passage is not None:
            return passage.text
        table = self.strands if self._table_alone else self.table
        return table.selected_text() if self._shown is not None else ""

    def copied_with_attribution(self) -> str:
        """Return the quotation with who says it, else the numbers."""
        passage = self.drill_down.list.current() if self.drill_down.list.hasFocus() else None
        return quotation(passage) if passage is not None else self.copied()

    def printed(self) -> PrintOut | None:
        """Return chart and table."""
        shown = self._shown
        if shown is None or self._body.currentWidget() is self._nothing:
            return None
        notes = of_hatching(shown)  # the others stand below the chart
        return PrintOut(shown.chart.title, lambda _connection: parts_of_comparison(shown, notes))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Show the next of chart, table and both with V, the options with O, wherever no letter is typed."""
        key = event.key() if not event.modifiers() else None
        if key == Qt.Key.Key_V:
            self.controls.show_next_part()
            (self.strands if self._table_alone else self.chart).setFocus()
        elif key == Qt.Key.Key_O:
            self.controls.options.show_below()
        else:
            super().keyPressEvent(event)

    def regions(self) -> list[QWidget]:
        """Return controls, chart, table and drawer."""
        return [self.controls, self.chart, self.table, self.strands, self.drill_down]

    def _export(self, kind: str) -> None:
        if self._shown is None:
            return
        if kind == "table":
            QGuiApplication.clipboard().setMimeData(table_for_word(self._shown.table))
            self.open_study.notices.say(_("The table is on the clipboard."))
        elif kind == "copy":
            QGuiApplication.clipboard().setPixmap(self.chart.grab())
            self.open_study.notices.say(_("The chart is on the clipboard, as it stands here."))
        elif kind == "csv":
            self.exports.table(*self._shown.records())
        else:
            self.exports.picture(self._shown.chart, {"png": PNG, "svg": SVG}[kind])
