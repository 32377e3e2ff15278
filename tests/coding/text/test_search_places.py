"""Where results of a search are coded: words, sentence, turn, answer."""

import pytest

from coding.model.query import NearTerm, Phrase, RegularExpression, WordTerm
from coding.model.study import Span, Speaker, SpeakerKind, Transcript, Turn
from coding.text.search_places import HitUnit, search_places, turns_of

LINES = (
    "How do you trust each other?",
    "We trust them. It took a year. Trust is slow.",
    "Mm.",
    "And they trust us.",
    "What now?",
    "Nothing.",
)
TEXT = "\n".join(LINES)
STARTS = [sum(len(line) + 1 for line in LINES[:at]) for at in range(len(LINES))]
TURNS = tuple(
    Turn(at, start, start + len(line), 1 + at % 2, None)
    for at, (start, line) in enumerate(zip(STARTS, LINES, strict=True))
)
SPEAKERS = (Speaker(1, "I", SpeakerKind.INTERVIEWER, None), Speaker(2, "H", SpeakerKind.PARTICIPANT, 7))
TALK = Transcript(1, TEXT, TURNS, SPEAKERS, ())
HEAD = frozenset({2})


def words(term: WordTerm, unit: HitUnit, speakers: frozenset[int] | None = HEAD) -> list[str]:
    return [TEXT[span.start : span.end] for span in search_places(TALK, term, unit, speakers)]


@pytest.mark.parametrize(
    ("unit", "found"),
    [
        (HitUnit.HIT, ["trust", "Trust", "trust"]),
        (HitUnit.SENTENCE, ["We trust them.", "Trust is slow.", "And they trust us."]),
        (HitUnit.TURN, [LINES[1], LINES[3]]),
        (HitUnit.ANSWER, ["\n".join(LINES[1:4])]),
    ],
)
def test_each_unit_is_coded_once(unit: HitUnit, found: list[str]) -> None:
    assert words(Phrase("trust"), unit) == found


def test_whoever_says_it() -> None:
    assert words(Phrase("trust"), HitUnit.HIT, None) == ["trust", "trust", "Trust", "trust"]
    assert words(Phrase("trust"), HitUnit.ANSWER, frozenset({1})) == []


def test_expressions_and_words_near_each_other() -> None:
    assert words(RegularExpression("tr.st|x*"), HitUnit.HIT) == ["trust", "Trust", "trust"]
    assert words(NearTerm("took", "year", 3), HitUnit.SENTENCE) == ["It took a year."]


def test_a_hit_across_sentences_takes_both() -> None:
    assert words(Phrase("them. It"), HitUnit.SENTENCE) == ["We trust them. It took a year."]


def test_all_that_somebody_says() -> None:
    assert turns_of(TALK, HEAD) == [Span(STARTS[at], STARTS[at] + len(LINES[at])) for at in (1, 3, 5)]
