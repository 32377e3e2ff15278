"""What a screen reader is told of the selection: after a move the new words, after an act nothing more."""

from app.transcript.coding_style import CodingStyles
from app.transcript.selection import SelectionState
from coding.language import _
from coding.model.study import Span, Transcript


class SelectionSpeech:
    """Knows what was said last, and whether somebody moved or did something since."""

    def __init__(self) -> None:
        """Nothing was said yet."""
        self._interview_id: int | None = None
        self._said = Span(0, 0)
        self._current_id: int | None = None
        self._moved = self._acted = False

    def note_move(self) -> None:
        """Note that something else is selected, or another coding current."""
        self._moved = True

    def note_act(self) -> None:
        """Note that the outcome of an act was said, which is all there is to say of it."""
        self._acted = True

    def nothing(self, heading: str, interview_id: int | None) -> str:
        """Return what is said of an interview without words, or of none: its heading where it is new."""
        is_new, self._interview_id = interview_id not in {None, self._interview_id}, interview_id
        self._moved = self._acted = False
        return heading if is_new else ""

    def words(self, heading: str, transcript: Transcript, state: SelectionState, looks: CodingStyles) -> str:
        """Return what is to be said now, perhaps nothing; ``heading`` is said where the interview is new."""
        is_new = state.interview_id != self._interview_id
        is_to_say, before = self._moved and not self._acted, (self._said, self._current_id)
        self._moved = self._acted = False
        self._interview_id = state.interview_id
        self._said, self._current_id = Span(state.start, state.end), state.current_coding_id
        if is_new:
            return _sentences(heading, passage_in_words(transcript, state, looks))
        return _change_in_words(transcript, state, looks, *before) if is_to_say else ""


def _change_in_words(
    transcript: Transcript, state: SelectionState, looks: CodingStyles, before: Span, current_id: int | None
) -> str:
    """Return what came to a selection or left it at one end, else the new one whole."""
    text, now = transcript.text, Span(state.start, state.end)
    if now == before:
        current = state.current
        return "" if current is None or current.id == current_id else looks.label(current)
    if now.start == before.start or now.end == before.end:
        longer, shorter = (now, before) if now.length > before.length else (before, now)
        at_end = now.start == before.start
        part = text[shorter.end : longer.end] if at_end else text[longer.start : shorter.start]
        if longer is now:
            return _sentences(part, _codes_in_words(state, looks))
        return _("Without: {words}").format(words=part.strip())
    return passage_in_words(transcript, state, looks)


def passage_in_words(transcript: Transcript, state: SelectionState, looks: CodingStyles) -> str:
    """Return who says the words selected, the words, and the codes that touch them."""
    turn = next((t for t in reversed(transcript.turns) if t.start <= state.start), None)
    speaker = None if turn is None else transcript.speaker_of(turn)
    text = transcript.text[state.start : state.end]
    return _sentences(speaker.label if speaker else "", text, _codes_in_words(state, looks))


def _sentences(*parts: str) -> str:
    """Join what is said, with a pause between."""
    *first, last = [part.strip() for part in parts if part.strip()] or [""]
    return " ".join([*(part if part.endswith((".", "?", "!", "…")) else f"{part}." for part in first), last])


def _codes_in_words(state: SelectionState, looks: CodingStyles) -> str:
    codes = ", ".join(looks.label(coding) for coding in state.touching)
    return _("Codes: {codes}").format(codes=codes) if codes else ""
