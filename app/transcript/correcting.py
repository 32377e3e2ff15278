"""Correcting the text on the Code page: the turn in hand is opened in its place, stored, split, joined.

What was typed is never lost in silence: a turn that is left keeps it until the study is closed, and
an open one is stored then.
"""

from bisect import bisect_right
from collections.abc import Callable
from typing import TYPE_CHECKING, TypeVar

from PySide6.QtCore import QObject, QRect, Signal
from shiboken6 import isValid

from app.shell.open_study import OpenStudy
from app.shell.places import Place
from app.transcript.coding_style import CodingStyles
from app.transcript.pane import TranscriptPane
from app.transcript.turn_editor import TurnEditor
from coding.language import _, plural
from coding.model.study import Coding, Span, Transcript, Turn
from coding.text.names import shortened
from storage.operations.correcting import Who, as_said, correct_turn, join_turns, split_turn
from storage.queries.codings import codings
from storage.study.operation import Operation

if TYPE_CHECKING:
    from coding.text.moved_codings import Moved

T = TypeVar("T")

_SHOWN = 3  # lost codings that are quoted
_QUOTED = 40  # characters of each


class TurnCorrecting(QObject):
    """Opens turns of the transcript on view for correction and stores what was typed."""

    place_wanted = Signal(Place)  # to go on with what was typed there

    def __init__(self, open_study: OpenStudy, pane: TranscriptPane) -> None:
        """Correct what this pane shows."""
        super().__init__(pane)
        self._study = open_study
        self._pane = pane
        self.editor = TurnEditor(pane)
        self._transcript: Transcript | None = None
        self._codings: list[Coding] = []  # everybody's
        self._turn: Turn | None = None
        self._drafts: dict[int, tuple[str, Who]] = {}  # left without being stored, by turn
        self.editor.asked.connect(self._act)
        self.editor.typed.connect(self._show_effect)
        self.editor.resized.connect(self.place)
        pane.view.rows_changed.connect(self.place)
        open_study.closing.connect(self._close_study)

    # --- which turn ---------------------------------------------------------------------------

    @property
    def turn(self) -> Turn | None:
        """The turn that is open, or None."""
        return self._turn

    def show_transcript(self, transcript: Transcript | None) -> None:
        """Follow what is on view; an open turn stays open where it is still there."""
        is_other = transcript is None or self._transcript is None or transcript.id != self._transcript.id
        turn = self._turn
        if turn is not None and is_other:
            self.leave()
        self._transcript = transcript
        if turn is None or transcript is None or is_other:
            return
        now = next((each for each in transcript.turns if each.id == turn.id), None)
        if now is None:
            self.leave()
        else:
            self._read_anew(now)

    def _read_anew(self, turn: Turn) -> None:
        """Show the open turn as it stands now, unless something was typed in it."""
        assert self._transcript is not None
        typed = (self.editor.words, self.editor.who) if self.editor.is_changed else None
        self._open(turn, self._transcript.text, at=0)
        if typed is not None:
            self.editor.put_back(*typed)

    def correct(self) -> None:
        """Open the turn that is selected, with the cursor where the selection begins."""
        transcript = self._transcript
        if transcript is None or not self._study.can_write:
            return
        if not transcript.turns:
            self._study.notices.say(_("There is no text to correct."))
            return
        start = self._pane.view.selected.start
        at = max(bisect_right(transcript.turns, start, key=lambda turn: turn.start) - 1, 0)
        self.open_turn(transcript.turns[at].id, start - transcript.turns[at].start)

    def open_turn(self, turn_id: int, at: int = 0) -> None:
        """Open a turn with the cursor at a code point of it; what was typed in it before is there again."""
        transcript = self._transcript
        turn = next((each for each in transcript.turns if each.id == turn_id), None) if transcript else None
        if turn is None or transcript is None:
            self._close()  # it was removed
            return
        self._pane.view.select_span(Span(turn.start, turn.end))
        self._open(turn, transcript.text, at)
        draft = self._drafts.pop(turn_id, None)
        if draft is not None:
            self.editor.put_back(*draft)
            self._study.notices.say(_("This is what you typed before; it is not stored yet."))
        self.editor.text.setFocus()

    def _open(self, turn: Turn, text: str, at: int) -> None:
        assert self._transcript is not None
        self._turn = turn
        every = codings(self._study.reader, self._transcript.id)
        self._codings = [coding for coding in every if coding.span.overlaps(Span(turn.start, turn.end))]
        words = text[turn.start : turn.end]
        self.editor.open_turn(words, turn.speaker_id, self._transcript.speakers, at)
        is_first = turn.id == self._transcript.turns[0].id
        self.editor.buttons["join"].setEnabled(not is_first)
        self.place()
        self.editor.raise_()

    # --- what is shown ------------------------------------------------------------------------

    def place(self) -> None:
        """Put the open turn over its place in the text, or at the edge that is nearest to it."""
        turn, view, pane = self._turn, self._pane.view, self._pane
        if turn is None:
            return
        self.editor.set_look(view.document().defaultFont().pixelSize(), pane.speakers.width())
        left, width = pane.speakers.x(), pane.speakers.width() + view.width() + 8
        self.editor.setFixedWidth(width)
        rows = view.rows()
        reach = view.vertical_reach(Span(turn.start, turn.end), rows) or (0, 0)
        # As high as the turn below it, so that the words that are stored do not look out.
        height = self.editor.fit(int(reach[1] - reach[0]) + 20, pane.height() - 16)
        row = view.row_of(turn.start, rows)
        above = turn.start < view.visible_span().start
        top = int(row.top) if row is not None else (0 if above else pane.height())
        top = max(0, min(view.y() + top - 12, pane.height() - height - 8))
        self.editor.setGeometry(QRect(left, top, width, height))

    def _show_effect(self) -> None:
        """Say which codings move with their words, and which would be left without any."""
        from coding.text.moved_codings import moved_codings
        from coding.text.text_diff import correction

        if self._turn is None or self._transcript is None:
            return
        turn, text = Span(self._turn.start, self._turn.end), self._transcript.text
        change = correction(text, turn, as_said(self.editor.words))
        moved = moved_codings(text, change, self._codings)
        lost = [each for each in moved if each.span is None]
        looks = CodingStyles(
            self._study.frameworks, self._study.framework, self._study.coders.initials_of_others
        )
        parts = [] if as_said(self.editor.words) else [_("Without words the turn goes.")]
        if lost:
            parts.append(_lost_in_words(lost, looks))
            if parts[-1] not in self.editor.effect.text():
                self._pane.view.announce(parts[-1])
        elif touched := [each for each in moved if each.reads_otherwise]:
            labels = dict.fromkeys(looks.label(each.coding) for each in touched)
            parts.append(_("These codings go with their words: {codes}").format(codes=", ".join(labels)))
        self.editor.show_effect(" ".join(parts), is_loss=bool(lost))

    # --- what is done -------------------------------------------------------------------------

    def _act(self, wanted: str) -> None:
        commands: dict[str, Callable[[], object]] = {
            "store": self.store,
            "split": self.split,
            "join": self.join,
            "leave": self.leave,
            "empty": self.editor.text.clear,
            "next": lambda: self.step(1),
            "previous": lambda: self.step(-1),
        }
        commands[wanted]()

    def store(self) -> None:
        """Store what was typed and go back to the text."""
        turn = self._turn
        if turn is not None and self._keep():
            self._close()
            self._select(turn.id)

    def _keep(self) -> bool:
        """Store what was typed, if anything was; tell whether it was not refused."""
        turn, words = self._turn, self.editor.words
        if turn is None or not self.editor.is_changed:
            return turn is not None
        if self._perform(correct_turn(turn.id, words, self.editor.who)) is None:
            return False
        self._study.notices.say(_("Corrected.") if as_said(words) else _("Removed the turn."))
        return True

    def _perform(self, operation: Operation[T]) -> T | None:
        """Do it with no turn open: what comes back as a change is ours. A refused one stays open."""
        turn, self._turn = self._turn, None
        done = self._study.perform(operation)
        if done is None:
            self._turn = turn
        return done

    def split(self) -> None:
        """Make two turns at the cursor; the second one is open then, to say whose it is."""
        if self._turn is not None:
            first, second = self.editor.halves()
            added = self._perform(split_turn(self._turn.id, first, second, self.editor.who))
            if added is not None:
                self.open_turn(added)
                self.editor.speaker.setFocus()

    def join(self) -> None:
        """Let the turn go on from the one before, which is open then."""
        turn = self._turn
        if turn is not None and self._keep():
            self._turn = turn
            joined = self._perform(join_turns(turn.id))
            if joined is not None:
                self.open_turn(joined)

    def step(self, by: int) -> None:
        """Store, and open the next turn or the one before; at the ends the same one."""
        turn, transcript = self._turn, self._transcript
        if turn is not None and transcript is not None:
            ids = [each.id for each in transcript.turns]
            at = min(max(ids.index(turn.id) + by, 0), len(ids) - 1)
            if self._keep():
                self.open_turn(ids[at])

    def leave(self) -> None:
        """Go back to the text without storing; what was typed is kept and offered."""
        turn, transcript = self._turn, self._transcript
        if turn is None or transcript is None:
            return
        if self.editor.is_changed:
            self._drafts[turn.id] = (self.editor.words, self.editor.who)
            self._study.notices.offer(
                _("What you typed is not stored."),
                _("Go on correcting"),
                lambda: self._go_on(transcript.id, turn.id),
            )
        self._close()
        self._pane.view.setFocus()

    def _go_on(self, transcript_id: int, turn_id: int) -> None:
        """Open a turn again that was left, in whatever interview."""
        if not self._study.is_open:
            return
        if self._transcript is None or self._transcript.id != transcript_id:
            self.place_wanted.emit(Place("code", transcript_id))
        self.open_turn(turn_id)

    def _close(self) -> None:
        self._turn, self._codings = None, []
        self.editor.hide()

    def _select(self, turn_id: int) -> None:
        """Select a turn that was stored, and give the keys back to the text."""
        found = (
            next((t for t in self._transcript.turns if t.id == turn_id), None) if self._transcript else None
        )
        if found is not None:
            self._pane.view.select_span(Span(found.start, found.end))
        self._pane.view.setFocus()

    def _close_study(self) -> None:
        """Store what is being typed, as memos are; tomorrow it can still be undone."""
        if not isValid(self.editor):  # the page went before its study: nothing is typed there any more
            return
        self.editor.hide()  # before storing, which lets events by: one of them may take the page away
        if self._turn is not None and self._study.can_write:
            self._keep()
        self._drafts.clear()
        self._turn, self._codings, self._transcript = None, [], None


def _lost_in_words(lost: "list[Moved]", looks: CodingStyles) -> str:
    """List the codings that lose all their words, the first with what they stand on."""
    stood = [(looks.label(each.coding), each.before.replace("\n", " ")) for each in lost[:_SHOWN]]
    quoted = [f"{label} “{shortened(before, _QUOTED)}”" for label, before in stood]
    more = len(lost) - len(quoted)
    if more:
        quoted.append(plural("and {n} more", "and {n} more", more))
    words = plural(
        "{n} coding loses all its words and goes:", "{n} codings lose all their words and go:", len(lost)
    )
    return f"{words} {', '.join(quoted)}"
