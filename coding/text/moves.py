"""Moving a selection about a transcript: by sentence, turn, answer, word and character.

All moves are pure: a span in, a span out, in code points. Sentences are found turn by turn, when
first needed, so that a long transcript opens at once.
"""

from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from functools import cached_property, lru_cache, partial

from coding.model.study import Span, SpeakerKind, Transcript, Turn
from coding.text.spans import letters_of
from coding.text.units import answers, sentences
from coding.text.words import word_spans


def _sentences_of(text: str, turns: Sequence[Turn], turn: int) -> tuple[Span, ...]:
    return tuple(sentences(text, turns[turn].start, turns[turn].end))


class Moves:
    """The moves on one transcript. A document without turns counts as one turn."""

    def __init__(self, transcript: Transcript) -> None:
        """Take the transcript's turns; nothing is segmented yet."""
        self.text = transcript.text
        self._transcript = transcript
        self.turns = transcript.turns or (Turn(0, 0, len(transcript.text), None, None),)
        asking = {s.id for s in transcript.speakers if s.kind is SpeakerKind.INTERVIEWER}
        self._asks = [turn.speaker_id in asking for turn in self.turns]
        self._starts = [turn.start for turn in self.turns]
        self._ends = [turn.end for turn in self.turns]
        self._sentences = lru_cache(maxsize=4096)(partial(_sentences_of, self.text, self.turns))

    @cached_property
    def _answers(self) -> list[Span]:
        return answers(self._transcript)

    # --- where something is ------------------------------------------------------------------

    def turn_at(self, position: int) -> int:
        """Return the index of the turn that holds a position, or the one before it."""
        return max(0, bisect_right(self._starts, position) - 1)

    def turns_touching(self, start: int, end: int) -> range:
        """Return the indexes of the turns that touch a line of the text, its ends included."""
        return range(bisect_left(self._ends, start), bisect_right(self._starts, end))

    def asks(self, turn: int) -> bool:
        """Tell whether the turn with this index is an interviewer's."""
        return self._asks[turn]

    def sentence_at(self, position: int) -> Span:
        """Return the sentence at a position: the one that holds it, else the one before, else the next."""
        turn = self.turn_at(position)
        found = self._sentences(turn)
        if not found:
            return self._turn_span(turn)
        before = bisect_right(found, position, key=lambda sentence: sentence.start) - 1
        return found[max(0, before)]

    def word_at(self, position: int) -> Span:
        """Return the word at a position, or the single character where there is none."""
        around = Span(max(0, position - 100), min(len(self.text), position + 100))
        for word in word_spans(self.text, around.start, around.end):
            if word.start <= position < word.end:
                return word
        return Span(position, min(len(self.text), position + 1))

    def letters_of(self, span: Span) -> Span:
        """Return a span without the blanks at its ends; one of blanks alone gives the sentence there."""
        return letters_of(self.text, span) or self.sentence_at(span.start)

    def turn_span(self, position: int) -> Span:
        """Return the whole turn at a position."""
        return self._turn_span(self.turn_at(position))

    def _turn_span(self, turn: int) -> Span:
        return Span(self.turns[turn].start, self.turns[turn].end)

    def _answer_at(self, position: int) -> Span:
        holding = (span for span in self._answers if span.start <= position < span.end)
        return next(holding, self.turn_span(position))

    # --- whole steps ---------------------------------------------------------------------------

    def first(self) -> Span:
        """Return the first sentence of a participant, or of the text where nobody is one."""
        return self._step_to_sentence(-1, 1) or self.sentence_at(0)

    def last(self) -> Span:
        """Return the last sentence of a participant."""
        return self._step_to_sentence(len(self.turns), -1) or self.sentence_at(len(self.text))

    def next_sentence(self, span: Span) -> Span:
        """Return the next sentence of a participant; the interviewer is passed over."""
        turn = self.turn_at(max(span.start, span.end - 1))
        if not self._asks[turn]:
            for sentence in self._sentences(turn):
                if sentence.start >= span.end:
                    return sentence
        return self._step_to_sentence(turn, 1) or span

    def previous_sentence(self, span: Span) -> Span:
        """Return the sentence of a participant before the span."""
        turn = self.turn_at(span.start)
        if not self._asks[turn]:
            for sentence in reversed(self._sentences(turn)):
                if sentence.end <= span.start:
                    return sentence
        return self._step_to_sentence(turn, -1) or span

    def _step_to_sentence(self, turn: int, by: int) -> Span | None:
        found = self._next_participant(turn, by)
        while found is not None and not self._sentences(found):
            found = self._next_participant(found, by)
        if found is None:
            return None
        return self._sentences(found)[0 if by > 0 else -1]

    def _next_participant(self, turn: int, by: int) -> int | None:
        turn += by
        while 0 <= turn < len(self.turns) and self._asks[turn]:
            turn += by
        return turn if 0 <= turn < len(self.turns) else None

    def next_turn(self, span: Span) -> Span:
        """Return the next turn of a participant, whole."""
        return self._step_to_turn(span, 1)

    def previous_turn(self, span: Span) -> Span:
        """Return the participant's turn before, whole; from inside a turn, first that turn."""
        turn = self.turn_at(span.start)
        if span.start > self.turns[turn].start and not self._asks[turn]:
            return self._turn_span(turn)
        return self._step_to_turn(span, -1)

    def _step_to_turn(self, span: Span, by: int) -> Span:
        found = self._next_participant(self.turn_at(span.start if by < 0 else span.end - 1), by)
        return span if found is None else self._turn_span(found)

    # --- the end and the beginning of the selection ----------------------------------------------

    def extend_by_sentence(self, span: Span, by: int) -> Span:
        """Move the end by a sentence, across speakers; it never passes the first one selected."""
        last = self.sentence_at(span.end - 1)
        if by > 0:
            return Span(span.start, last.end if last.end > span.end else self._sentence_after(last).end)
        end = self._sentence_before(last).end
        return Span(span.start, end) if end > span.start else span

    def _sentence_after(self, sentence: Span) -> Span:
        turn = self.turn_at(sentence.start)
        later = [s for s in self._sentences(turn) if s.start >= sentence.end]
        while not later and turn + 1 < len(self.turns):
            turn += 1
            later = list(self._sentences(turn))
        return later[0] if later else sentence

    def _sentence_before(self, sentence: Span) -> Span:
        turn = self.turn_at(sentence.start)
        earlier = [s for s in self._sentences(turn) if s.end <= sentence.start]
        while not earlier and turn > 0:
            turn -= 1
            earlier = list(self._sentences(turn))
        return earlier[-1] if earlier else sentence

    def extend_by_turn(self, span: Span, by: int) -> Span:
        """Move the end to the end of a turn: this one, or the next; backwards the one before."""
        turn = self.turn_at(span.end - 1)
        if by > 0:
            if span.end >= self.turns[turn].end:
                turn = min(turn + 1, len(self.turns) - 1)
            return Span(span.start, self.turns[turn].end)
        end = self.turns[turn - 1].end if turn > 0 else span.end
        return Span(span.start, end) if end > span.start else span

    def move_start_by_word(self, span: Span, by: int) -> Span:
        """Move the beginning by a word; at least one word stays selected."""
        words = word_spans(self.text, *self._around(span.start))
        if by > 0:
            start = next((w.start for w in words if w.start > span.start), span.start)
        else:
            start = next((w.start for w in reversed(words) if w.start < span.start), span.start)
        return Span(start, span.end) if start < span.end else span

    def move_end_by_word(self, span: Span, by: int) -> Span:
        """Move the end by a word, taking the full stop or comma after it along at a sentence's end."""
        words = word_spans(self.text, *self._around(span.end))
        sentence_end = self.sentence_at(span.end - 1).end
        if by > 0:
            following = [w.end for w in words if w.end > span.end]
            end = following[0] if following else self.turns[self.turn_at(span.end - 1)].end
            if span.end < sentence_end and (not following or following[0] > sentence_end):
                end = sentence_end
        else:
            end = next((w.end for w in reversed(words) if w.end < span.end), span.end)
        return Span(span.start, end) if end > span.start else span

    def _around(self, position: int) -> tuple[int, int]:
        """Return a stretch that surely holds the words before and after, cut at blanks."""
        start, end = max(0, position - 400), min(len(self.text), position + 400)
        while start > 0 and not self.text[start - 1].isspace() and start > position - 2000:
            start -= 1
        while end < len(self.text) and not self.text[end].isspace() and end < position + 2000:
            end += 1
        return start, end

    def move_start_by_character(self, span: Span, by: int) -> Span:
        """Move the beginning by a character, and over the blanks there."""
        start = span.start + by
        while 0 < start < span.end and self.text[start].isspace():
            start += by
        start = max(0, start)
        return Span(start, span.end) if start < span.end else span

    def move_end_by_character(self, span: Span, by: int) -> Span:
        """Move the end by a character, and over the blanks there."""
        end = span.end + by
        while span.start < end <= len(self.text) and self.text[end - 1].isspace():
            end += by
        end = min(len(self.text), end)
        return Span(span.start, end) if end > span.start else span

    def to_turn_start(self, span: Span) -> Span:
        """Move the beginning to the start of the turn; from there to the start of the answer."""
        turn = self.turn_span(span.start)
        start = turn.start if span.start > turn.start else self._answer_at(span.start).start
        return Span(start, span.end)

    def to_turn_end(self, span: Span) -> Span:
        """Move the end to the end of the turn; from there to the end of the answer."""
        turn = self.turn_span(span.end - 1)
        end = turn.end if span.end < turn.end else self._answer_at(span.end - 1).end
        return Span(span.start, end)

    def first_in_turn(self, span: Span) -> Span:
        """Return the first sentence of the turn."""
        found = self._sentences(self.turn_at(span.start))
        return found[0] if found else span

    def last_in_turn(self, span: Span) -> Span:
        """Return the last sentence of the turn."""
        found = self._sentences(self.turn_at(span.end - 1))
        return found[-1] if found else span

    def shrink(self, span: Span) -> Span:
        """Return the first sentence of a selection."""
        return self.sentence_at(span.start)

    def words_between(self, first: int, second: int) -> Span:
        """Return the whole words from one position to another, in either order."""
        low, high = sorted((first, second))
        return self.word_at(low).union(self.word_at(high))
