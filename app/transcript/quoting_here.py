"""Who of an interview may be quoted, and which of its passages: shown beside the text, and said there."""

from functools import partial

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QMenu, QWidget

from app.shell.open_study import OpenStudy
from app.shell.plain_text import on_a_button
from app.transcript.pane import TranscriptPane
from app.widgets.showing import Showing
from coding.language import _
from coding.model.quoting import OPEN, SIGNS, MayQuote, Quotable
from coding.model.study import Quoting, Span, Transcript, TranscriptSpan, Turn
from storage.operations.clearing import quoting_in_words, set_quoting
from storage.queries.people import people
from storage.queries.quoting import QuotingHere, quoting_in

_SIGNS = {Quoting.FREE: "", Quoting.ASK: SIGNS[Quotable.ASK], Quoting.NO: SIGNS[Quotable.NO]}


class QuotingOnPage(QObject):
    """Marks the turns of people who may not simply be quoted."""

    def __init__(self, open_study: OpenStudy, pane: TranscriptPane, page: QWidget) -> None:
        """Mark the turns of this pane."""
        super().__init__(page)
        self._study, self._pane = open_study, pane
        self._transcript: Transcript | None = None
        self._here = QuotingHere({}, (), ())
        self._showing = Showing(open_study, self._selected, page)

    def show_transcript(self, transcript: Transcript | None) -> None:
        """Read what is asked for in an interview, and mark it."""
        self._transcript = transcript
        if transcript is not None:
            self._here = quoting_in(self._study.reader, transcript.id)
        turns = transcript.turns if transcript is not None and self._here.people else ()
        self._pane.speakers.show_quoting(
            {
                turn.start: (_SIGNS[asked], quoting_in_words(asked))
                for turn in turns
                if (asked := self._asked_by(turn)) is not Quoting.FREE
            }
        )

    def read_again(self) -> None:
        """Follow what was said of people or passages."""
        self.show_transcript(self._transcript)

    def _asked_by(self, turn: Turn) -> Quoting:
        return self._here.people.get(self._person(turn) or 0, Quoting.FREE)

    def _person(self, turn: Turn) -> int | None:
        speaker = self._transcript.speaker_of(turn) if self._transcript is not None else None
        return None if speaker is None else speaker.person_id

    def of(self, span: Span) -> MayQuote:
        """Return whether a passage may be quoted."""
        return self._here.of(self._transcript, span) if self._transcript is not None else OPEN

    @property
    def words(self) -> str:
        """Who of the interview may not simply be quoted, by how many; nothing where all may."""
        asked = list(self._here.people.values())
        counted = ((quoting, asked.count(quoting)) for quoting in (Quoting.NO, Quoting.ASK))
        return " · ".join(
            _("{sign} {n} of {all}: {how}").format(
                sign=_SIGNS[quoting], n=n, all=len(self._here.taking_part), how=quoting_in_words(quoting)
            )
            for quoting, n in counted
            if n
        )

    # --- menus -------------------------------------------------------------------------------

    def fill_for_speaker(self, menu: QMenu, turn: Turn) -> None:
        """Offer to say whether who speaks in a turn may be quoted, where it is known who that is."""
        person_id = self._person(turn)
        person = next((each for each in people(self._study.reader) if each.id == person_id), None)
        if person is None:
            return
        menu.addSection(on_a_button(person.name))
        for quoting in Quoting:
            action = menu.addAction(quoting_in_words(quoting))
            action.setCheckable(True)
            action.setChecked(quoting is person.quoting)
            action.setEnabled(self._study.can_write)
            action.triggered.connect(partial(self._say, person.id, quoting))

    def _say(self, person_id: int, quoting: Quoting) -> None:
        self._study.perform(set_quoting(person_id, quoting))

    def fill_for_passage(self, menu: QMenu) -> None:
        """Say whether the selection may be quoted; offer what may come of showing it, and its speaker."""
        words = self.of(self._pane.view.selected).line
        if words:
            menu.addAction(on_a_button(words)).setEnabled(False)
        self._showing.fill(menu)
        start = self._pane.view.selected.start
        turns = self._transcript.turns if self._transcript is not None else ()
        turn = next((turn for turn in reversed(turns) if turn.start <= start), None)
        if turn is not None:
            self.fill_for_speaker(menu, turn)

    def _selected(self) -> list[TranscriptSpan]:
        if self._transcript is None:
            return []
        return [TranscriptSpan(self._transcript.id, *self._pane.view.selected)]
