"""Which of the round's questions the turns of the transcript ask: shown beside them, and put right."""

from PySide6.QtCore import QObject, Qt
from PySide6.QtWidgets import QMenu

from app.shell.open_study import OpenStudy
from app.shell.plain_text import on_a_button
from app.transcript.pane import TranscriptPane
from coding.language import _
from coding.model.study import Question, Round, SpeakerKind, Transcript, TranscriptSpan, Turn
from storage.operations.questions import ask_as_question, say_question
from storage.queries.questions import asked_in, questions_of


class TurnQuestions(QObject):
    """Marks the turns that ask a listed question, and lets a person say otherwise."""

    def __init__(self, open_study: OpenStudy, pane: TranscriptPane) -> None:
        """Mark the turns of this pane."""
        super().__init__(pane)
        self._open_study = open_study
        self._pane = pane
        self._transcript: Transcript | None = None
        self._asked: dict[int, int] = {}
        self._listed: tuple[Question, ...] = ()

    def show_transcript(self, transcript: Transcript | None) -> None:
        """Read what is asked in a transcript and mark it."""
        self._transcript = transcript
        reader = self._open_study.reader if transcript is not None else None
        self._listed = questions_of(reader, transcript.id) if reader and transcript else ()
        self._asked = asked_in(reader, transcript.id) if reader and transcript and self._listed else {}
        by_id = {question.id: question for question in self._listed}
        turns = transcript.turns if transcript is not None and self._asked else ()
        marks = {
            turn.start: by_id[self._asked[turn.id]] for turn in turns if self._asked.get(turn.id) in by_id
        }
        self._pane.speakers.show_questions(
            {
                start: (_("Q{n}").format(n=question.position + 1), question.text)
                for start, question in marks.items()
            }
        )

    def ask_about_selection(self) -> None:
        """Ask what the interviewer's turn asks that is selected, or that the selected answer follows."""
        turn = self._turn_before(self._pane.view.selected.start)
        if turn is None:
            self._open_study.notices.say(_("No turn of the interviewer stands here."))
        elif not self._listed:
            self._open_study.notices.say(_("The round has no list of questions yet: Interview > Questions."))
        else:
            self.menu(turn).popup(self._pane.speakers.place_of(turn.start))

    def ask_as_question(self, round_: Round, words: str, place: TranscriptSpan) -> None:
        """Put words of a transcript on the list of a round's questions, linked to where they are said."""
        if self._open_study.perform(ask_as_question(round_.id, words, place)) is not None:
            said = _("Added to the questions of {round}.").format(round=round_.name)
            self._open_study.notices.say(said)

    def _turn_before(self, place: int) -> Turn | None:
        if self._transcript is None:
            return None
        asking = {s.id for s in self._transcript.speakers if s.kind is SpeakerKind.INTERVIEWER}
        before = [t for t in self._transcript.turns if t.start <= place and t.speaker_id in asking]
        return before[-1] if before else None

    def menu(self, turn: Turn) -> QMenu:
        """Return the questions of the round, the one that the turn asks checked."""
        menu = QMenu(_("This turn asks"), self._pane)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.fill(menu, turn)
        menu.setEnabled(self._open_study.can_write)
        return menu

    def fill(self, menu: QMenu, turn: Turn) -> None:
        """Offer the questions of the round, if it has a list."""
        if not self._listed:
            return
        menu.addSection(_("This turn asks"))
        asked = self._asked.get(turn.id)
        for question in self._listed:
            words = f"{question.position + 1}  {question.text}"
            self._offer(menu, turn, words, question.id, on=question.id == asked)
        menu.addSeparator()
        self._offer(menu, turn, _("None of these questions"), None, on=asked is None)

    def _offer(self, menu: QMenu, turn: Turn, words: str, question_id: int | None, *, on: bool) -> None:
        action = menu.addAction(on_a_button(words))
        action.setCheckable(True)
        action.setChecked(on)
        action.setEnabled(self._open_study.can_write)
        action.triggered.connect(lambda: self._open_study.perform(say_question(turn.id, question_id)))
