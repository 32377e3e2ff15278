"""Where the results of a search are coded: on the words, their sentence, turn or answer. Pure."""

from collections.abc import Iterable, Sequence
from enum import StrEnum

from coding.model.query import WordTerm
from coding.model.study import Span, Transcript
from coding.text.spans import letters_of
from coding.text.units import answers, sentences
from coding.text.word_search import places_in


class HitUnit(StrEnum):
    """What of a text is coded for a hit."""

    HIT = "hit"
    SENTENCE = "sentence"
    TURN = "turn"
    ANSWER = "answer"


def search_places(
    transcript: Transcript, term: WordTerm, unit: HitUnit, speakers: frozenset[int] | None = None
) -> list[Span]:
    """Return the places to code for words in a transcript, in order, each once.

    Only hits within a turn count, of these ``speakers`` where they are given. A hit outside all answers has
    none: it is left out where answers are asked for.
    """
    hits = [
        hit for hit in places_in(transcript.text, term) if hit.length and _is_said(transcript, hit, speakers)
    ]
    found = (_unit_of(transcript, hit, unit) for hit in hits)
    letters = (letters_of(transcript.text, span) for span in found if span is not None)
    return sorted({span for span in letters if span is not None})


def turns_of(transcript: Transcript, speakers: frozenset[int]) -> list[Span]:
    """Return all that speakers say, turn by turn."""
    spans = (Span(t.start, t.end) for t in transcript.turns if t.speaker_id in speakers)
    letters = (letters_of(transcript.text, span) for span in spans)
    return [span for span in letters if span is not None]


def _is_said(transcript: Transcript, hit: Span, speakers: frozenset[int] | None) -> bool:
    turn = _around(hit, (Span(t.start, t.end) for t in transcript.turns))
    if turn is None:
        return False
    who = next(t.speaker_id for t in transcript.turns if t.start == turn.start and t.end == turn.end)
    return speakers is None or who in speakers


def _unit_of(transcript: Transcript, hit: Span, unit: HitUnit) -> Span | None:
    turns = [Span(turn.start, turn.end) for turn in transcript.turns]
    match unit:
        case HitUnit.HIT:
            return hit
        case HitUnit.TURN:
            return _around(hit, turns)
        case HitUnit.ANSWER:
            return _around(hit, answers(transcript))
        case HitUnit.SENTENCE:
            turn = _around(hit, turns)
            return None if turn is None else _covering(hit, sentences(transcript.text, *turn))


def _around(hit: Span, spans: Iterable[Span]) -> Span | None:
    return next((span for span in spans if span.contains(hit)), None)


def _covering(hit: Span, spans: Sequence[Span]) -> Span | None:
    """Return from the beginning of the first to the end of the last sentence that a hit touches."""
    touched = [span for span in spans if span.overlaps(hit)]
    return Span(touched[0].start, touched[-1].end) if touched else None
