"""Open answers in a grid: read, filtered by closed answers, coded with the keys of the transcripts."""

from collections.abc import Mapping, Sequence
from functools import partial
from typing import Final

from PySide6.QtCore import QModelIndex, QRect, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QMenu, QWidget

from app.shell.open_study import OpenStudy
from app.shell.places import Place
from app.shell.plain_text import on_a_button
from app.transcript.keyboard import Intent, read_key
from app.widgets.chip_bar import Chip, ChipBar
from app.widgets.choice_menu import ChoiceMenu, word_button
from app.widgets.forms import STRETCH, button, column_of, hint, line, row_of, wide
from app.widgets.menus import give_menu, menu_button
from app.widgets.table import TableColumn, TableModel
from app.widgets.table_view import TableView
from coding.analysis.open_answers import ClosedAnswer, OpenAnswerRow, closed_answers, respondents_with
from coding.analysis.survey_answers import RoundAnswers
from coding.language import _, plural
from coding.model.code_labels import code_label
from coding.model.study import Coding
from coding.model.survey import Instrument
from coding.text.names import shortened
from coding.text.spans import letters_of
from storage.operations.codings import set_stage, set_unsure, toggle_code
from storage.queries.codings import codings
from storage.queries.open_answers import open_answers

_EVERY: Final = ""
_CODES: Final = 190  # pixels
_PADDING: Final = 12  # pixels above and below an answer
_AROUND: Final = 24  # pixels that a field needs beside its words
_LETTERS: Final = 60  # of a statement in the menu
_WRAPPED: Final = int(Qt.TextFlag.TextWordWrap)
_ENTER: Final = frozenset({Qt.Key.Key_Return, Qt.Key.Key_Enter})
_ANSWER: Final = 2  # the column of the words


class OpenTable(TableView[OpenAnswerRow]):
    """The answers, each as high as it is long; what is pressed on one is said."""

    intent = Signal(object, object)  # an Intent, and the answer that is in hand
    code_wanted = Signal(int)  # by the menu

    def __init__(self, model: TableModel[OpenAnswerRow], open_study: OpenStudy) -> None:
        """Show a model."""
        super().__init__(model, _("Open answers"))
        self._study = open_study
        self.setWordWrap(True)
        self.horizontalHeader().sectionResized.connect(self.fit_rows)

    def current_row(self) -> OpenAnswerRow | None:
        """Return the answer that the keyboard is on."""
        return self.rows_model.row_at(self.currentIndex())

    def fit_rows(self) -> None:
        """Make rows as high as their answers; measuring words alone, 500 take no pause."""
        room = self.columnWidth(_ANSWER) - _AROUND
        metrics = self.fontMetrics()
        least = metrics.height() + _PADDING
        for at, row in enumerate(self.rows_model.rows):
            box = metrics.boundingRect(QRect(0, 0, max(room, 1), 100_000), _WRAPPED, row.text)
            self.setRowHeight(at, max(box.height() + _PADDING, least))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Do with an answer what the key does with a passage of a transcript."""
        asked, row = read_key(event), self.current_row()
        if isinstance(asked, Intent) and row is not None and asked.name in {"code", "unsure", "stage"}:
            self.intent.emit(asked, row)
        elif row is not None and event.key() in _ENTER:
            self.opened.emit(row)
        else:
            super().keyPressEvent(event)

    def menu_of(self, index: QModelIndex) -> QMenu:
        """Offer the codes too."""
        menu = super().menu_of(index)
        codes = menu.addMenu(_("Code with"))
        for code in self._study.framework.codes:
            key = f"\t{code.key}" if code.key else ""
            codes.addAction(on_a_button(code.short) + key, partial(self.code_wanted.emit, code.id))
        codes.setEnabled(self._study.can_write)
        return menu


class OpenAnswersView(QWidget):
    """A question, its answers, and chips for what else their respondents answered."""

    left = Signal()  # back to the results
    place_chosen = Signal(Place)

    def __init__(self, open_study: OpenStudy) -> None:
        """Show nothing until read."""
        super().__init__()
        self._study = open_study
        self._survey, self._rounds = Instrument(""), tuple[RoundAnswers, ...]()
        self._every: Sequence[OpenAnswerRow] = ()
        self._codings: Mapping[int, list[Coding]] = {}
        self.wanted: list[ClosedAnswer] = []
        self.question = ChoiceMenu(_("Question"), {_EVERY: _("all questions")})
        self.model: TableModel[OpenAnswerRow] = TableModel(
            self._columns(), lambda row: (row.interview_id, row.span.start)
        )
        self.table = OpenTable(self.model, open_study)
        self.add = menu_button(_("Add a filter by another answer"), "add")
        self.add.setText("+ " + _("Filter"))
        self.chips, self.count = ChipBar(_("Only of respondents who answered")), line()
        back = button(_("Back to the results"), self.left.emit)
        about = hint(_("A strand’s key codes the whole answer; Enter opens it, to code a part of it."))
        top = row_of(word_button(self.question), self.add, wide(self.chips), self.count, STRETCH, back)
        column_of(top, wide(self.table), about, on=self, margins=(14, 8, 14, 8), spacing=6)
        self.question.changed.connect(self.show_answers)
        self.table.intent.connect(self._act)
        self.table.code_wanted.connect(self.code)
        self.table.opened.connect(self._open)
        open_study.closing.connect(self.clear)

    def _columns(self) -> tuple[TableColumn[OpenAnswerRow], ...]:
        return (
            TableColumn(_("Round"), lambda row: row.round),
            TableColumn(_("No."), lambda row: str(row.number), is_number=True),
            TableColumn(_("Answer"), lambda row: row.text, is_wide=True, tool_tip=lambda row: row.question),
            TableColumn(_("Codes"), self._codes_in_words, width=_CODES),
        )

    # --- what is shown ---

    def clear(self) -> None:
        """Let go of a study that is being closed."""
        self._every, self._codings, self.wanted, self._rounds = (), {}, [], ()
        self.model.show_rows([])

    def read(self, survey: Instrument, rounds: tuple[RoundAnswers, ...]) -> None:
        """Read the study again; the question and the filters stay."""
        self._survey, self._rounds = survey, rounds
        self._every = open_answers(self._study.reader, survey)
        self.question.offer(
            {_EVERY: _("all questions")} | {row.question: row.question for row in self._every}
        )
        self.wanted = [each for each in self.wanted if each.item_id in survey.by_id]
        self._offer_filters()
        self.show_answers()

    def show_answers(self) -> None:
        """Show the answers to the question, of the respondents who answered as is asked for."""
        study = self._study
        who = respondents_with(self._rounds, self._survey, self.wanted)
        rows = [
            row
            for row in self._every
            if self.question.value in (_EVERY, row.question) and (not self.wanted or row.respondent_id in who)
        ]
        texts = {row.interview_id for row in rows}
        self._codings = {
            id_: [each for each in codings(study.reader, id_) if each.coder_id in study.shown_in(id_)]
            for id_ in texts
        }
        at = self.table.currentIndex().row()
        self.model.show_rows(rows)
        self.table.fit_rows()
        if rows:
            self.table.setCurrentIndex(self.model.index(min(max(at, 0), len(rows) - 1), _ANSWER))
        people = len({row.respondent_id for row in rows})
        answers = plural("{n} answer", "{n} answers", len(rows))
        of = plural("of {n} respondent", "of {n} respondents", people)
        self.count.setText(f"{answers} {of}")
        self.chips.show_chips(
            [Chip(each.words, each.words, partial(self._take_off, each)) for each in self.wanted]
        )

    def _offer_filters(self) -> None:
        menu = QMenu(self.add)
        for bank in self._survey.banks:
            of_bank = QMenu(on_a_button(bank.called), menu)
            of_bank.aboutToShow.connect(partial(self._fill, of_bank, bank.id))
            menu.addMenu(of_bank)
        give_menu(self.add, menu)

    def _fill(self, menu: QMenu, bank_id: int) -> None:
        """Fill the menu of a bank when it is opened: 60 statements are not needed before."""
        if menu.actions():
            return
        items = (item for bank, item in self._survey.places if bank.id == bank_id)
        for item in items:
            offered = [*closed_answers(self._survey, item)]
            if offered:
                below = menu.addMenu(on_a_button(shortened(item.text, _LETTERS)))
                for each in offered:
                    below.addAction(on_a_button(each.words), partial(self.ask_for, each))

    def ask_for(self, answer: ClosedAnswer) -> None:
        """Show only answers of respondents who answered so."""
        if answer not in self.wanted:
            self.wanted.append(answer)
            self.show_answers()

    def _take_off(self, answer: ClosedAnswer) -> None:
        self.wanted.remove(answer)
        self.show_answers()

    # --- codes ---

    def _on(self, row: OpenAnswerRow) -> list[Coding]:
        """Return the codings that touch an answer, in their order."""
        there = self._codings.get(row.interview_id, [])
        touching = (each for each in there if each.start < row.span.end and row.span.start < each.end)
        return sorted(touching, key=lambda each: (each.start, each.id))

    def _codes_in_words(self, row: OpenAnswerRow) -> str:
        return ", ".join(dict.fromkeys(map(self._label, self._on(row))))

    def _label(self, coding: Coding) -> str:
        framework = self._study.framework_of(coding.code_id)
        letter = next((each.letter for each in framework.stages if each.id == coding.stage_id), "")
        short = framework.by_id[coding.code_id].short
        return code_label(short, coding.direction, letter, unsure=bool(coding.unsure))

    def _act(self, asked: Intent, row: OpenAnswerRow) -> None:
        framework = self._study.framework
        if asked.name == "code":
            key, is_dimension = asked.detail
            code = next((each for each in framework.codes if each.key == key), None)
            if code is None:
                self._study.notices.say(_("No code has the key {key}.").format(key=key))
            else:
                self.code(framework.top(code.id).id if is_dimension else code.id)
            return
        mine = [each for each in self._on(row) if self._study.coders.may_change(each.coder_id)]
        if not mine or not self._study.can_write:
            return
        last = max(mine, key=lambda each: each.id)  # what was coded last is in hand
        if asked.name == "unsure":
            self._study.perform(set_unsure(last.id, unsure=not last.unsure))
            return
        stages, number = self._study.framework_of(last.code_id).stages, int(asked.detail)
        if number < len(stages):
            stage_id = stages[number].id
            self._study.perform(set_stage(last.id, None if last.stage_id == stage_id else stage_id))

    def code(self, code_id: int) -> None:
        """Do what a strand's key does to the answer in hand."""
        row = self.table.current_row()
        span = None if row is None else letters_of(row.text, row.span._replace(start=0, end=len(row.text)))
        if row is None or span is None or not self._study.can_write:
            return
        start, end = row.span.start + span.start, row.span.start + span.end
        whose = self._study.coders.writes_for
        self._study.perform(toggle_code(row.interview_id, start, end, code_id, coder_id=whose))

    def _open(self, row: OpenAnswerRow) -> None:
        self.place_chosen.emit(Place("code", row.interview_id, row.span.start, row.span.end))
