"""The Code page: interviews on the left, the transcript in the middle, the codebook on the right."""

from functools import partial
from typing import TYPE_CHECKING, Final

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QStackedWidget, QWidget

from app.shell import settings
from app.shell.deferred_call import DeferredCall
from app.shell.open_study import OpenStudy
from app.shell.page import Page
from app.shell.places import Place
from app.transcript.coding_commands import CodingCommands
from app.transcript.coding_style import CodingStyles
from app.transcript.context_menus import ContextMenus
from app.transcript.correcting import TurnCorrecting
from app.transcript.find_bar import FindBar
from app.transcript.header import InterviewHeader, state_in_words
from app.transcript.pane import TranscriptPane
from app.transcript.panes import FoldingPanes
from app.transcript.quoting import quotation
from app.transcript.quoting_here import QuotingOnPage
from app.transcript.remarks_here import RemarksOnPage
from app.transcript.selection import SelectionState
from app.transcript.speech import SelectionSpeech
from app.transcript.turn_questions import TurnQuestions
from app.widgets.forms import EmptyPage, column_of, wide
from coding.language import _
from coding.model.study import Coding, Interview, Span, State, Transcript, TranscriptSpan
from coding.text.codings_on_text import CodingsOnText
from coding.text.context import shortened_quotation
from coding.text.words import words
from storage.operations.reading import set_blind, set_state
from storage.queries.codings import coding_ids_of_memos, coding_places, codings_by_id
from storage.queries.people import rounds
from storage.queries.texts import interview, transcript
from storage.queries.tree import interview_participants, interview_row, reading_states
from storage.study.journal import Changes
from storage.study.tables import (
    ABOUT_INTERVIEWS,
    CLEARANCE,
    CODING,
    INTERVIEW,
    MARK,
    MEMO,
    PARTICIPATION,
    QUESTION,
    READING,
    SAID,
    SPEAKER,
    TRANSCRIPT,
    TURN,
)

if TYPE_CHECKING:
    from app.shell.printed import PrintOut

USUAL_TEXT_SIZE = 16
SMALLEST_TEXT, LARGEST_TEXT = 11, 32


_QUOTED: Final = 12  # words of the selection that the panel shows
_MANY: Final = 2_000  # codings: of more than this the few on view are read anew


class CodePage(Page):
    """Shows one interview and codes its passages.

    The page acts on what the view, the brackets and the panel ask for; each change goes through
    OpenStudy and comes back as a change, its own or another's alike.
    """

    page_id = "code"
    tables = (*SAID, MARK, *ABOUT_INTERVIEWS, QUESTION, READING)

    interview_shown = Signal(object)  # id or None
    selection_shown = Signal(object)  # SelectionState or None

    def __init__(self, open_study: OpenStudy, parent: QWidget | None = None) -> None:
        """Show nothing yet."""
        self.interview_id: int | None = None
        self._interview: Interview | None = None
        self.transcript: Transcript | None = None  # on view
        self.codings = CodingsOnText()
        self._speech = SelectionSpeech()
        self._wanted: Place | None = None
        self._schools = self._round = ""
        self._state = self._own_state = State.NOT_STARTED  # of the coders shown, and of the one at work
        self.heading = ""
        self._shown: tuple[int, ...] = ()  # whose codings
        super().__init__(open_study, parent)
        self.header = InterviewHeader()
        self.find_bar = FindBar()
        self.pane = TranscriptPane()
        self.view = self.pane.view
        self.commands = CodingCommands(open_study, self.pane)
        self.correcting = TurnCorrecting(open_study, self.pane)
        self.questions = TurnQuestions(open_study, self.pane)
        self.quoting = QuotingOnPage(open_study, self.pane, self)
        self.remarks = RemarksOnPage(open_study, self.pane, self)
        self.menus = ContextMenus(open_study, self)
        self._nothing = EmptyPage(_("Import transcripts…"))
        self._middle = QStackedWidget()
        self.panes = FoldingPanes(self._middle)
        self._lay_out()
        self._connect()
        self.set_text_size(settings.number("text_size", USUAL_TEXT_SIZE))

    def _lay_out(self) -> None:
        self._nothing.say(_("No interview is shown"), _("Choose one in the list, or bring transcripts in."))
        reading = QWidget()
        column_of(self.header, self.find_bar, wide(self.pane), on=reading, spacing=0)
        self._middle.addWidget(self._nothing)
        self._middle.addWidget(reading)
        column_of(self.panes, on=self)

    def _connect(self) -> None:
        self.commands.escaped.connect(self._escape)
        self.commands.correction_wanted.connect(self.correcting.correct)
        self.commands.remark_wanted.connect(self.remarks.step)
        self.commands.question_wanted.connect(self.say_question)
        self.correcting.place_wanted.connect(self.place_chosen)
        self.header.done_toggled.connect(self.toggle_done)
        self.panes.folded.connect(self.header.change_interview)
        self._saying = DeferredCall(self._say_selection, self)
        self.view.selection_changed.connect(self._speech.note_move)
        self.view.selection_changed.connect(self._saying.start)
        self.commands.said.connect(self._speech.note_act)
        self.commands.said.connect(self._saying.start)
        self.pane.brackets.chosen.connect(self._choose)
        self.remarks.said.connect(self.commands.said)
        self.find_bar.hits_changed.connect(self.view.set_hits)
        self.find_bar.hit_chosen.connect(self.view.select)
        self.find_bar.closed.connect(self.view.setFocus)
        self._nothing.button.clicked.connect(lambda: self.place_chosen.emit(Place("import")))
        self.open_study.closing.connect(self.clear)

    # --- what is shown -----------------------------------------------------------------------

    def go(self, place: Place) -> None:
        """Show an interview and a passage of it; without an interview, the one that is shown."""
        self._wanted = place
        if place.interview_id is not None and place.interview_id != self.interview_id:
            self.show_interview(place.interview_id)
        elif place.start is not None and place.end is not None and self.transcript is not None:
            self.view.select_span(Span(place.start, place.end))
        (self.view if self.interview_id is not None else self._nothing.button).setFocus()

    def place(self) -> Place:
        """Return the interview and the passage selected."""
        selected = self.view.selected
        return Place(self.page_id, self.interview_id, selected.start, selected.end)

    def context(self) -> str:
        """Return the state, round and school of the interview."""
        if self._interview is None:
            return ""
        parts = (state_in_words(self._state), self._round, self._schools)
        return " · ".join(part for part in parts if part)

    def copied(self) -> str:
        """Return the words selected, whole."""
        return self.view.selected_text()

    def copied_with_attribution(self) -> str:
        """Return the words selected with who said them, where and when."""
        if self.transcript is None or self.interview_id is None:
            return ""
        sitting = interview_participants(self.open_study.reader, self.interview_id).get(self.interview_id, [])
        may_quote = self.quoting.of(self.view.selected)
        return quotation(self.transcript, self.view.selected, sitting, self._round, may_quote)

    def copied_places(self) -> list[TranscriptSpan]:
        """Return where the words selected stand."""
        return [] if self.interview_id is None else [TranscriptSpan(self.interview_id, *self.view.selected)]

    def printed(self) -> "PrintOut | None":
        """Return the interview with the codings that are shown."""
        if self.transcript is None or self.interview_id is None or not self.transcript.text:
            return None
        from app.shell.printed import PrintOut
        from app.transcript.printing import ShownInterview, parts_of_interview

        shown = ShownInterview(
            self.interview_id,
            self.heading,
            self.context(),
            self.transcript,
            self._shown,
            self.view.looks,
            tuple(self.remarks.written),
        )
        return PrintOut(self.heading, partial(parts_of_interview, shown))

    def regions(self) -> list[QWidget]:
        """Return the panes from left to right."""
        sides = (self.panes.widget(0), self.view, self.panes.widget(self.panes.count() - 1))
        return [side for side in sides if side is not None]

    def clear(self) -> None:
        """Show no interview."""
        self.interview_id = self._interview = self.transcript = None
        self.codings = CodingsOnText()
        self.pane.show_transcript(Transcript(0, "", (), (), ()), self.codings, self._looks())
        self.correcting.show_transcript(None)
        self.questions.show_transcript(None)
        self.quoting.show_transcript(None)
        self._middle.setCurrentIndex(0)
        self._saying.stop()
        self.interview_shown.emit(None)
        self.selection_shown.emit(None)

    def refresh(self) -> None:
        """Read the interview anew, keeping the place."""
        if self.interview_id is None:
            return
        if interview(self.open_study.reader, self.interview_id) is None:
            self.clear()
            return
        kept, top, old = self.view.selected, self.view.visible_span().start, self.transcript
        self.show_interview(self.interview_id)
        if old is not None and self.transcript is not None:
            from coding.text.text_diff import same_place

            kept = same_place(old, self.transcript, kept)
        self.view.select_span(kept)
        self.view.show_from(top)

    def show_interview(self, interview_id: int) -> None:
        """Show an interview from its first sentence, or from the place asked for."""
        reader = self.open_study.reader
        found = interview(reader, interview_id)
        if found is None:
            return
        self.interview_id, self._interview = interview_id, found
        self.transcript = transcript(reader, interview_id) or Transcript(interview_id, "", (), (), ())
        self._shown = self.open_study.shown_in(interview_id)
        places = coding_places(reader, interview_id, self._shown)
        self.codings = CodingsOnText(places, partial(codings_by_id, reader))
        self.find_bar.close_bar()
        self.remarks.show_interview(self.interview_id or 0)
        self.quoting.show_transcript(self.transcript)
        self.pane.show_transcript(self.transcript, self.codings, self._looks())
        self._middle.setCurrentIndex(1)
        self._stale = False
        self._show_header()
        self.interview_shown.emit(interview_id)
        wanted = self._wanted
        if wanted is not None and wanted.interview_id == interview_id and wanted.start is not None:
            self.view.select_span(Span(wanted.start, wanted.end or wanted.start + 1))
        self._wanted = None
        self.correcting.show_transcript(self.transcript)
        self.questions.show_transcript(self.transcript)
        self._say_selection()

    def _looks(self) -> CodingStyles:
        study = self.open_study
        return CodingStyles(study.frameworks, study.framework, study.coders.initials_of_others)

    def _show_header(self) -> None:
        if self._interview is None:
            return
        study = self.open_study
        row = interview_row(study.reader, self._interview.id, study.shown_in(self._interview.id))
        self._schools = row.schools if row is not None else ""
        self._state = row.state if row is not None else State.NOT_STARTED
        own = reading_states(study.reader, [study.coder_id or 0], self._interview.id)
        self._own_state = own.get(self._interview.id, State.NOT_STARTED)
        named = {each.id: each.name for each in rounds(self.open_study.reader)}
        self._round = named.get(self._interview.round_id or 0, "")
        known = row.heading if row is not None else ""
        self.heading = known or self._interview.title or self._interview.source_name
        self.header.show_interview(self.heading, self._interview, self._own_state)
        self._show_counts()

    def _show_counts(self) -> None:
        if self._interview is not None:
            how_far = " · ".join(filter(None, (state_in_words(self._state), self.quoting.words)))
            self.header.show_counts(self._interview, self.codings, how_far)

    def on_study_changed(self, changes: Changes) -> None:
        """Follow codings one by one unless they are very many; whatever else changed, read anew."""
        if len(changes.rows.get(CODING, ())) > _MANY:
            self.go_stale()
            return
        is_new_text = self.interview_id in changes.rows.get(TRANSCRIPT, ())
        if self.interview_id is not None and changes.touches(CODING, MEMO) and not is_new_text:
            self._follow_codings(changes)
        if changes.touches(CLEARANCE):
            self.quoting.read_again()
            self._saying.start()
        if changes.touches(READING) and self._shown_differ():
            super().on_study_changed(changes)
        elif changes.touches(INTERVIEW, READING) and self._stays(changes):
            self._interview = interview(self.open_study.reader, self.interview_id or 0)
            self._show_header()
        else:
            super().on_study_changed(changes)

    def _shown_differ(self) -> bool:
        """Tell whether codings of others are hidden now that were shown, or the other way round."""
        return self.interview_id is not None and self._shown != self.open_study.shown_in(self.interview_id)

    def _stays(self, changes: Changes) -> bool:
        """Tell whether only an interview's own facts changed and it is still there."""
        return (
            not changes.touches(TRANSCRIPT, TURN, SPEAKER, PARTICIPATION)
            and self.interview_id is not None
            and interview(self.open_study.reader, self.interview_id) is not None
        )

    def _follow_codings(self, changes: Changes) -> None:
        ids = changes.rows.get(CODING, frozenset())
        if changes.touches(MEMO):
            self.remarks.show_interview(self.interview_id or 0)
            memos = changes.rows[MEMO]
            ids |= set(coding_ids_of_memos(self.open_study.reader, memos))
            ids |= {coding.id for coding in self.codings.made if coding.memo}
        standing = [
            coding
            for coding in codings_by_id(self.open_study.reader, sorted(ids))
            if coding.transcript_id == self.interview_id and coding.coder_id in self._shown
        ]
        self.codings.replace(ids, standing)
        self.pane.codings_changed()
        self._show_counts()
        self._saying.start()

    def refresh_look(self) -> None:
        """Follow the theme, the framework in hand and its colours."""
        if self.open_study.is_open:
            self.view.looks = self._looks()
        self.view.refresh_look()
        self.pane.map.refresh()

    def set_text_size(self, pixels: int) -> None:
        """Set the size of the text within bounds, and remember it."""
        pixels = min(max(pixels, SMALLEST_TEXT), LARGEST_TEXT)
        settings.remember("text_size", pixels)
        self.pane.set_text_size(pixels)

    # --- the selection -----------------------------------------------------------------------

    def selection_state(self) -> SelectionState | None:
        """Return what is selected and which codings stand there, or None without a transcript."""
        if self.transcript is None or self.interview_id is None or not self.transcript.text:
            return None
        span = self.view.selected
        return SelectionState(
            interview_id=self.interview_id,
            start=span.start,
            end=span.end,
            words=words(self.transcript.text, span.start, span.end, self.transcript.marks),
            codings=tuple(self.codings.exactly(span)),
            current_coding_id=self.view.current_id,
            touching=tuple(self.codings.touching(span)),
            may_quote=self.quoting.of(span),
            quotation=shortened_quotation(self.transcript.text, span.start, span.end, _QUOTED),
            remarks=self.remarks.touching(span),
        )

    def _say_selection(self) -> None:
        """Tell the panel and a screen reader, once for all that one key has changed."""
        self._saying.stop()
        state = self.selection_state()
        self.selection_shown.emit(state)
        if state is None or self.transcript is None:
            words = self._speech.nothing(self.heading, self.interview_id)
        else:
            words = self._speech.words(self.heading, self.transcript, state, self.view.looks)
        if words:
            self.view.announce(words)

    def _choose(self, coding: Coding) -> None:
        self.view.make_current(coding.id)
        self.view.setFocus()

    def say_question(self) -> None:
        """Say in the status line the words of the question that the selection answers or asks."""
        number, words = self.pane.speakers.question_at(self.view.selected.start)
        self.commands.said.emit(f"{number}: {words}" if words else _("No listed question was asked before."))

    # --- what is done with it -----------------------------------------------------------------

    def toggle_done(self) -> None:
        """Say that the interview is done, or that it is being read again."""
        if self._interview is None:
            return
        now = State.BEING_READ if self._own_state is State.DONE else State.DONE
        self.open_study.perform(set_state(self._interview.id, now))
        if self._own_state is now:
            done = now is State.DONE
            self.commands.said.emit(_("This interview is done.") if done else _("Being read again."))

    def toggle_blind(self) -> None:
        """Hide what others coded here until one is done, or show it again."""
        if self.interview_id is not None:
            blind = self.interview_id in self.open_study.read_blind
            self.open_study.perform(set_blind(self.interview_id, blind=not blind))

    def open_find(self) -> None:
        """Open the find bar."""
        if self.transcript is not None:
            self.find_bar.open_in(self.transcript.text, self.view.selected.start)

    def _escape(self) -> None:
        """Close what is open, else shrink the selection to its first sentence."""
        if self.find_bar.isVisible():
            self.find_bar.close_bar()
        elif self.view.moves is not None:
            self.view.select_span(self.view.moves.shrink(self.view.selected))
