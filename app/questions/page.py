"""By question: what rounds ask, and all answers to it, coded or not, rounds side by side."""

from collections.abc import Sequence
from functools import partial
from typing import Final

from PySide6.QtCore import QPoint, Qt, QTimer
from PySide6.QtGui import QGuiApplication, QKeySequence
from PySide6.QtWidgets import QMenu, QSplitter, QStackedWidget, QWidget

from app.questions.answer_list import AnswerList
from app.questions.answer_model import answer_rows
from app.questions.issue_rows import IssueRows
from app.questions.printing import parts_of_answers
from app.questions.round_heads import RoundHeads
from app.shell.clipboard import copy_quotations
from app.shell.exports import Exports
from app.shell.open_study import OpenStudy
from app.shell.page import Page
from app.shell.places import Place
from app.shell.printed import PrintOut
from app.widgets.asking import Asking
from app.widgets.bar import SettingsBar
from app.widgets.chip_bar import Chip, ChipBar
from app.widgets.choice_menu import ChoiceMenu, word_button
from app.widgets.drawer import DrawerRoom
from app.widgets.filing_menu import fill_filing_menu
from app.widgets.filter_menu import FilterMenu
from app.widgets.forms import STRETCH, EmptyPage, column_of, line, wide
from app.widgets.looking import Looking
from app.widgets.menus import give_menu, menu_button
from app.widgets.passages_drawer import PassagesDrawer
from app.widgets.query_field import QueryField
from app.widgets.study_table import StudyModel
from app.widgets.table_view import RowsTable
from coding.analysis.analysis_data import AnalysisData
from coding.analysis.answer_filter import answering
from coding.analysis.answer_records import AnswerWords
from coding.analysis.by_question import Answer, Issue, answers_to
from coding.analysis.groups import Grouping
from coding.analysis.notes import caution
from coding.analysis.selection import Asked, Selection
from coding.language import _, plural
from coding.model.query import Query
from coding.model.quoting import not_cleared
from coding.model.study import Round
from coding.query.chips import chips
from storage.queries.frames import texts
from storage.queries.selecting import asked_of
from storage.study.journal import Changes
from storage.study.tables import ABOUT_INTERVIEWS, CODE, CODING, FRAMEWORK, MEMO, QUESTIONS, SAID

_EVERY_ROUND: Final = 0
_FIELD: Final = 200  # pixels
_LEFT: Final = 330  # pixels of the list of questions


class ByQuestionPage(Page):
    """At the left what is asked, at the right the answers to it."""

    page_id = "by_question"
    tables = (CODING, CODE, FRAMEWORK, *SAID, *ABOUT_INTERVIEWS, *QUESTIONS)

    def __init__(self, open_study: OpenStudy, parent: QWidget | None = None) -> None:
        """Show nothing yet."""
        super().__init__(open_study, parent)
        self._data: AnalysisData | None = None
        self._asked: Asked | None = None
        self.asking, self._looking = Asking(self), Looking(open_study, self)
        self.drawer = PassagesDrawer(open_study)
        self._issue_id: int | None = None
        # What is asked and what is answered take 50 ms each, at 1,000 interviews: a key may come between.
        self._showing = QTimer(self)
        self._showing.setSingleShot(True)
        self._showing.setInterval(0)
        self._showing.timeout.connect(self._show)
        self.by = ChoiceMenu(_("Answers"), {Grouping.SCHOOL: _("by school"), Grouping.ROLE: _("by role")})
        self.rounds = ChoiceMenu(_("Rounds"), {_EVERY_ROUND: _("all rounds")})
        self.issues: StudyModel[Issue] = StudyModel(
            IssueRows(open_study, lambda: self._data or self._material())
        )
        self.table: RowsTable[Issue] = RowsTable(self.issues, _("Questions"))
        self.table.wrap()
        self.heading = line(role="heading")
        self.list = AnswerList()
        self.heads = RoundHeads(open_study, self.list.verticalScrollBar().sizeHint().width())
        self.exports = Exports(open_study, self)
        self.file_under = menu_button(_("File this answer under another question"))
        self.file_under.setText(_("File under ▾"))
        self._nothing = EmptyPage(_("Go to the interviews"))
        self._body = QStackedWidget()
        self._lay_out()
        self._connect()

    def _lay_out(self) -> None:
        self._bar = SettingsBar(_("By question"))
        self.export = menu_button(_("Export the answers"))
        self.export.setText(_("Export ▾"))
        menu = QMenu(self.export)
        menu.addAction(_("The answers to this question…"), lambda: self._export(self._issue_id))
        menu.addAction(_("The answers to all questions…"), lambda: self._export(None))
        give_menu(self.export, menu)
        self.chips = ChipBar(_("What is asked for"))
        self.add = menu_button(_("Add a filter"), "add")
        self.add.setText("+ " + _("Filter"))
        self.filter, self.field = FilterMenu(self.asking, self.add), QueryField(self.asking)
        give_menu(self.add, self.filter)
        self.field.setMaximumWidth(_FIELD)
        self.field.hide()
        self._bar.fill(
            line(_("By question"), role="strong"),
            word_button(self.by),
            line("·"),
            word_button(self.rounds),
            self.add,
            self.field,
            self.chips,
            STRETCH,
            self.file_under,
            self.export,
        )
        right = QWidget()
        self.heading.setContentsMargins(14, 10, 14, 0)
        self.heading.setWordWrap(True)
        column_of(self.heading, self.heads, wide(self.list), on=right, spacing=2)
        halves = QSplitter(Qt.Orientation.Horizontal)
        halves.addWidget(self.table)
        halves.addWidget(right)
        halves.setStretchFactor(1, 1)
        halves.setSizes([_LEFT, 3 * _LEFT])
        halves.setChildrenCollapsible(False)
        self.room = DrawerRoom(halves, self.drawer)
        self._nothing.say(
            _("No round has questions yet"),
            _("List what each round asks (Interview > Questions of the rounds): answers are found by it."),
        )
        self._body.addWidget(self.room)
        self._body.addWidget(self._nothing)
        column_of(self._bar, wide(self._body), on=self, spacing=0)

    def _connect(self) -> None:
        for choice in (self.by, self.rounds):
            choice.changed.connect(self._show)
        self.asking.changed.connect(self._look)
        self.asking.changed.connect(self.field.hide)
        self.filter.key_wanted.connect(self._type)
        self._looking.found.connect(self._take)
        self._looking.begun.connect(lambda: self.heading.setText(_("Looking for passages…")))
        self.heads.passages_wanted.connect(self._show_passages)
        self.drawer.place_chosen.connect(self.place_chosen)
        self.table.selectionModel().currentRowChanged.connect(self._choose)
        self.list.opened.connect(self._go_to)
        self.list.current_changed.connect(self._follow)
        self.list.setContextMenuPolicy(Qt.ContextMenuPolicy.CustomContextMenu)
        self.list.customContextMenuRequested.connect(self._show_menu)
        self._nothing.button.clicked.connect(
            lambda: self.place_chosen.emit(Place("by_question", detail="ask"))
        )
        self.open_study.closing.connect(self._clear)

    # --- what is shown -----------------------------------------------------------------------

    def _material(self) -> AnalysisData:
        study = self.open_study
        return study.data.analysis_data(study.framework.id, study.coder_ids, study.coder_id)

    def refresh(self) -> None:
        """Read the study and show the same question again."""
        data = self._material()
        self._asked = asked_of(self.open_study.reader, data)
        self.asking.know(self._asked.names)
        self.rounds.offer({_EVERY_ROUND: _("all rounds"), **{each.id: each.name for each in data.rounds}})
        self._body.setCurrentIndex(0 if data.questions else 1)
        self._look()

    def _look(self) -> None:
        if self._asked is not None:
            self._looking.look(self._asked, self.asking.query)

    def _take(self, selection: Selection) -> None:
        """Show the answers that are asked for."""
        if self._asked is None:
            return
        self._data = answering(self._asked.analysis_data, selection)
        ask = self.asking.ask
        self.chips.show_chips(
            [Chip(each.words, each.words, partial(ask, each.without)) for each in chips(self.asking.query)]
        )
        self.room.close_drawer()
        self.issues.refresh()
        if self._issue() is None and self.issues.rows:
            self._issue_id = self.issues.rows[0].id  # so that choosing its row shows nothing a second time
            self.table.selectRow(0)
        self._showing.start()

    def _clear(self) -> None:
        self.heads.store()
        self._looking.drop()
        self.room.close_drawer()
        self._data, self._asked, self._issue_id = None, None, None
        self.asking.know(None)
        self.asking.ask(Query())
        self.list.answers.clear()
        self.list.start_over()
        self.issues.show_rows([])

    def on_study_changed(self, changes: Changes) -> None:
        """Show other summaries without reading the answers again."""
        super().on_study_changed(changes)
        if changes.touches(MEMO) and not self._stale and self.isVisible():
            self._show_heads()

    def _issue(self) -> Issue | None:
        return next((issue for issue in self.issues.rows if issue.id == self._issue_id), None)

    def _choose(self) -> None:
        issue = self.table.current()
        if issue is not None and issue.id != self._issue_id:
            self.heads.store()
            self._issue_id = issue.id
            self._show()

    def _shown_rounds(self, issue: Issue) -> Sequence[Round]:
        """Return the rounds that ask or answer it, of those that are wanted."""
        assert self._data is not None
        return [
            round_
            for round_ in self._data.rounds
            if self.rounds.value in (_EVERY_ROUND, round_.id)
            and (issue.asked_by(round_.id) or issue.answers.get(round_.id))
        ]

    def _show(self) -> None:
        data, issue = self._data, self._issue()
        if data is None or issue is None:
            return
        rounds = self._shown_rounds(issue)
        self.heading.setText(issue.name)
        self._show_heads()
        self.list.cards.columns = max(len(rounds), 1)
        self.list.cards.column = min(self.list.cards.column, self.list.cards.columns - 1)
        rows = answer_rows(data, answers_to(data, issue), rounds, self.by.value)
        reader = self.open_study.reader
        self.list.answers.show(rows, AnswerWords(data), lambda ids: texts(reader, ids))
        self.list.start_over()
        self._follow()

    def _show_heads(self) -> None:
        issue = self._issue()
        if self._data is not None and issue is not None:
            self.heads.show_issue(self._data, issue, self._shown_rounds(issue))

    def _type(self, key: str) -> None:
        """Show the field for what cannot be chosen."""
        self.field.show()
        self.field.begin(key)

    def _show_passages(self, round_id: int) -> None:
        """Show what is coded in the answers of a round."""
        data, issue = self._data, self._issue()
        if data is None or issue is None:
            return
        found = [each for each in answers_to(data, issue) if each.round_id == round_id]
        ids = sorted({id_ for answer in found for id_ in answer.coding_ids})
        codings = plural("{n} coding", "{n} codings", len(ids))
        answers = plural("in {n} answer", "in {n} answers", len(found))
        said = f"{issue.name} · {data.round_by_id[round_id].name}: {codings} {answers}"
        self.drawer.show_codings(data, ids, said)
        self.room.open_drawer()

    # --- what is done with an answer ---------------------------------------------------------

    def _follow(self) -> None:
        """Let the button file the answer that the keyboard is on."""
        answer = self.list.current()
        self.file_under.setEnabled(answer is not None and self.open_study.can_write)
        menu = QMenu(self.file_under)
        if answer is not None:
            fill_filing_menu(menu, self.open_study, answer.interview_id, answer.places)
        give_menu(self.file_under, menu)

    def _export(self, issue_id: int | None) -> None:
        self.exports.answers(issue_id, self.asking.query)

    def _go_to(self, answer: Answer) -> None:
        self.place_chosen.emit(Place("code", answer.interview_id, answer.start, answer.end))

    def _show_menu(self, at: QPoint) -> None:
        answer = self.list.current()
        if answer is None:
            return
        menu = QMenu(self.list)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        menu.addAction(_("Open its place"), lambda: self._go_to(answer))
        menu.addAction(_("Copy"), lambda: QGuiApplication.clipboard().setText(self.copied()))
        copy = self.copied_with_attribution()
        menu.addAction(_("Copy with attribution"), lambda: copy_quotations(copy, self.open_study.notices))
        below = menu.addMenu(_("File under"))
        fill_filing_menu(below, self.open_study, answer.interview_id, answer.places)
        menu.popup(self.list.viewport().mapToGlobal(at))

    # --- as a page ---------------------------------------------------------------------------

    def go(self, place: Place) -> None:
        """Take the keyboard."""
        (self.table if self._body.currentIndex() == 0 else self._nothing.button).setFocus()

    def context(self) -> str:
        """Return the calm word on what counts do not show."""
        return caution(self._data) if self._data is not None else ""

    def keys(self) -> tuple[tuple[str, str], ...]:
        """Return what keys do on a question and on an answer."""
        copy = QKeySequence("Ctrl+C").toString(QKeySequence.SequenceFormat.NativeText)
        return ((_("Heading"), _("F2")), (_("Rounds"), "← →"), (_("Open"), _("Enter")), (_("Copy"), copy))

    def copied(self) -> str:
        """Return the answer that the keyboard is on."""
        answer = self.list.current()
        return "" if answer is None else self.list.answers.text(answer)

    def copied_with_attribution(self) -> str:
        """Return that answer with who says it; where it may not be quoted, it says so."""
        answer = self.list.current()
        if answer is None:
            return ""
        text = self.list.answers.text(answer)
        words = _("“{text}” ({attribution})").format(text=text, attribution=answer.who.attribution)
        return words if answer.may_quote.state.is_free else f"{words} {not_cleared()}"

    def printed(self) -> PrintOut | None:
        """Return the answers to the question that is shown."""
        data, issue = self._data, self._issue()
        if data is None or issue is None:
            return None
        rounds = self._shown_rounds(issue)
        return PrintOut(issue.name, lambda connection: parts_of_answers(connection, data, issue, rounds))

    def regions(self) -> list[QWidget]:
        """Return the bar, the questions and the answers."""
        return [self._bar, self.table, self.list, *([self.drawer.list] if self.room.is_open else [])]
