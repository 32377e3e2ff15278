"""The questions of the rounds: a list for each, typed, pasted or from a file; found in the interviews."""

from collections.abc import Sequence

from PySide6.QtCore import QModelIndex, Qt, Signal
from PySide6.QtGui import QCloseEvent
from PySide6.QtWidgets import (
    QComboBox,
    QPlainTextEdit,
    QSplitter,
    QWidget,
)

from app.shell.deferred_call import DeferredCall
from app.shell.open_study import OpenStudy
from app.shell.places import Place
from app.widgets.edge_keys import EdgeKeys
from app.widgets.editing_dialog import EditingDialog
from app.widgets.forms import (
    DIALOG,
    STRETCH,
    button,
    caption,
    column_of,
    hint,
    named,
    row_of,
    wide,
    with_role,
)
from app.widgets.table import TableColumn, TableModel
from app.widgets.table_view import TableView
from coding.errors import UserError
from coding.language import _, plural
from coding.model.framework import Framework
from coding.model.study import Question
from coding.notation.code_names import Names
from coding.notation.questions import (
    ALL_ROUNDS,
    ListedQuestion,
    kept,
    parse_by_round,
    parse_questions,
    understood,
)
from storage.operations.questions import recognise_questions, set_questions
from storage.queries.attributions import attributed
from storage.queries.people import rounds
from storage.queries.questions import QuestionFromText, asked_about, questions, times_asked
from storage.readers.files import read_file
from storage.readers.kinds import TRANSCRIPTS, patterns
from storage.study.journal import Changes
from storage.study.tables import CODE, QUESTIONS, TURN

_PAUSE = 300  # milliseconds without a key before what was typed is read


class QuestionsDialog(EditingDialog):
    """A list a round; it is stored when the list, the round or the window is left."""

    place_chosen = Signal(Place)  # to what was said and became a question

    def __init__(self, open_study: OpenStudy, parent: QWidget | None = None) -> None:
        """Show the list of the last round."""
        super().__init__(open_study, parent)
        self.setWindowTitle(_("Questions of the rounds"))
        self.round = named(QComboBox(), _("Round"))
        self.list = named(
            with_role(QPlainTextEdit(tabChangesFocus=True), "field"), _("Questions of the round, a line each")
        )
        self._found: dict[str, int] = {}  # interviews, by the question's text
        self._about: dict[str, QuestionFromText] = {}  # where what became a question was said, by its text
        columns: list[TableColumn[ListedQuestion]] = [
            TableColumn(_("Question"), lambda question: question.text, is_wide=True),
            TableColumn(_("Asks about"), self._strands, width=140),
            TableColumn(_("Found in"), self._times, width=110),
            TableColumn(
                _("Said by"),
                self._said_by,
                width=170,
                about=_("Who said what became the question; Enter opens the passage"),
                tool_tip=self._said,
            ),
        ]
        model = TableModel(columns, lambda question: question.text)
        self.table = TableView(model, _("What was understood of the list"))
        self.table.wrap()
        self.from_file = button(_("From a file…"), self._fill_from_file)
        self.find_button = button(_("Find them in the interviews"), self.find_in_interviews)
        self._standing: list[Question] = []
        self._round_id: int | None = None
        self._reading = DeferredCall(self._show_understood, self)
        self._reading.setInterval(_PAUSE)
        self._dress()
        self._lay_out()
        self._fill_rounds()
        self._connect()

    def _dress(self) -> None:
        self.list.setPlaceholderText(_("How do you challenge each other? [E&C]"))
        for widget in (self.list, self.from_file, self.find_button):
            widget.setEnabled(self.open_study.can_write)

    def _lay_out(self) -> None:
        halves = QSplitter(Qt.Orientation.Vertical)
        halves.addWidget(self.list)
        halves.addWidget(self.table)
        halves.setChildrenCollapsible(False)
        EdgeKeys(self)
        words = _(
            "A line for each question. The strands it asks about may stand in brackets at its end: what "
            "is said about them in its answer is prompted."
        )
        column_of(
            row_of(caption(_("Round"), self.round), self.round, self.from_file, STRETCH, self.find_button),
            hint(words),
            wide(halves),
            self.bottom(),
            on=self,
            margins=DIALOG,
            spacing=12,
        )
        self.resize(820, 600)

    def _connect(self) -> None:
        self.round.currentIndexChanged.connect(self._change_round)
        self.list.textChanged.connect(self._reading.start)
        self.open_study.study_changed.connect(self._on_study_changed)
        self.finished.connect(self.store)
        self.table.activated.connect(self._open_passage)

    def _fill_rounds(self) -> None:
        found = rounds(self.open_study.reader)
        for each in found:
            self.round.addItem(each.name, each.id)
        self.round.setCurrentIndex(len(found) - 1)
        for widget in (self.round, self.list, self.from_file, self.find_button):
            widget.setEnabled(bool(found) and (widget is self.round or self.open_study.can_write))
        if not found:
            self.said.say(_("There is no round yet: add one in the study details, or import interviews."))
        self._show_round()

    # --- what is shown -----------------------------------------------------------------------

    def _show_round(self) -> None:
        """Show the list of the round that is chosen."""
        self._round_id = self.round.currentData()
        self._read_standing()
        self.list.setPlainText(as_text(self._standing, self.open_study.framework))
        self._show_understood()

    def _read_standing(self) -> None:
        every = questions(self.open_study.reader)
        self._standing = [question for question in every if question.round_id == self._round_id]

    def _listed(self) -> tuple[ListedQuestion, ...]:
        return read_list(self.list.toPlainText(), self.open_study.framework, self._standing)

    def _show_understood(self) -> None:
        """Show what the list is read as, and in how many interviews each question was found."""
        if not self.open_study.is_open:
            return
        self._reading.stop()
        found = times_asked(self.open_study.reader)
        self._found = {question.text: found[question.id] for question in self._standing}
        about = asked_about(self.open_study.reader)
        self._about = {each.question.text: each for each in about if each.question.round_id == self._round_id}
        self.table.rows_model.show_rows(self._listed())

    def _said_by(self, question: ListedQuestion) -> str:
        about = self._about.get(question.text)
        if about is None:
            return ""
        said = attributed(self.open_study.reader, about.interview_id, about.span)
        return said[1] or _("these words were removed")

    def _said(self, question: ListedQuestion) -> str:
        about = self._about.get(question.text)
        said = attributed(self.open_study.reader, about.interview_id, about.span) if about else ()
        return "\n".join(filter(None, said))

    def _open_passage(self, index: QModelIndex) -> None:
        """Go to what became the question."""
        question = self.table.rows_model.row_at(index)
        about = self._about.get(question.text) if question is not None else None
        if about is not None:
            self.close()
            self.place_chosen.emit(Place("code", about.interview_id, *about.span))

    def _times(self, question: ListedQuestion) -> str:
        return plural("{n} interview", "{n} interviews", self._found.get(question.text, 0))

    def _strands(self, question: ListedQuestion) -> str:
        by_id = self.open_study.framework.by_id
        names = ", ".join(by_id[id_].short for id_ in question.code_ids if id_ in by_id)
        if question.unread:
            unread = _("not understood: {words}").format(words=", ".join(question.unread))
            return f"{names}; {unread}" if names else unread
        return names

    def _on_study_changed(self, changes: Changes) -> None:
        """Follow what was undone or changed elsewhere; a list that says what is stored stays as typed."""
        if not self.open_study.is_open or not changes.touches(*QUESTIONS, TURN, CODE):
            return
        self._read_standing()
        if differs(self._listed(), self._standing):
            self._show_round()
        else:
            self._show_understood()

    # --- what is done ------------------------------------------------------------------------

    def _change_round(self) -> None:
        self.store()
        self._show_round()

    def store(self) -> None:
        """Store the list, if it says something new."""
        if self._round_id is None or not self.open_study.is_open or not self.open_study.can_write:
            return
        listed = self._listed()
        if differs(listed, self._standing):
            self.open_study.perform(set_questions(self._round_id, listed))

    def find_in_interviews(self) -> None:
        """Look for the questions in the interviews of the round, and say how many turns ask one."""
        self.store()
        if self._round_id is None:
            return
        round_id, notices = self._round_id, self.open_study.notices
        self.open_study.perform_in_background(
            _("Looking for the questions"),
            lambda _progress: recognise_questions(round_id),
            done=lambda found: notices.say(_found_in_words(found)),
        )

    def _fill_from_file(self) -> None:
        kinds = _("Lists of questions ({endings})").format(endings=patterns(TRANSCRIPTS))
        path = self.open_study.notices.ask_file(_("Questions of the round"), kinds)
        if path is None:
            return
        try:
            document = read_file(path)[0]
        except UserError as error:
            self.open_study.notices.warn(error)
            return
        self.list.setPlainText(of_round("\n".join(document.paragraphs), self.round.currentText()))
        self._show_understood()

    def closeEvent(self, event: QCloseEvent) -> None:
        """Store the list and leave."""
        self.store()
        super().closeEvent(event)


def _found_in_words(n: int) -> str:
    if n:
        return plural("{n} more turn asks one of them.", "{n} more turns ask one of them.", n)
    return _("No more turns were found to ask one of them.")


def as_text(questions: Sequence[Question], framework: Framework) -> str:
    """Return a list, a line each, with the strands that it asks about in brackets at its end."""
    return "\n".join(_line(question, framework) for question in questions)


def _line(question: Question, framework: Framework) -> str:
    names = [framework.by_id[id_].short for id_ in question.code_ids if id_ in framework.by_id]
    return f"{question.text} [{', '.join(names)}]" if names else question.text


def read_list(text: str, framework: Framework, standing: Sequence[Question]) -> tuple[ListedQuestion, ...]:
    """Read a list; a question that stands keeps the codes of other frameworks it asks about."""
    listed = understood(parse_questions(text), Names(framework))
    same = kept([question.text for question in standing], [question.text for question in listed])
    return tuple(
        question if was is None else _with_others(question, standing[was], framework)
        for question, was in zip(listed, same, strict=True)
    )


def _with_others(listed: ListedQuestion, standing: Question, framework: Framework) -> ListedQuestion:
    others = tuple(id_ for id_ in standing.code_ids if id_ not in framework.by_id)
    return ListedQuestion(listed.text, (*listed.code_ids, *others), listed.unread)


def differs(listed: Sequence[ListedQuestion], standing: Sequence[Question]) -> bool:
    """Tell whether a list says something else than the one that stands."""
    before = [(question.text, set(question.code_ids)) for question in standing]
    return [(question.text, set(question.code_ids)) for question in listed] != before


def of_round(text: str, round_name: str) -> str:
    """Return what a file of questions says of one round: its part, where rounds have parts."""
    parts = parse_by_round(text)
    if set(parts) <= {ALL_ROUNDS}:
        return text
    chosen = parts.get(round_name) or parts.get(ALL_ROUNDS, ())
    lines = (f"{asked.text} [{asked.written}]" if asked.written else asked.text for asked in chosen)
    return "\n".join(lines)
