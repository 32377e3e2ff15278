"""Sentences, words, turns and answers."""

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from coding.model.study import Mark, Span, Speaker, SpeakerKind, Transcript, Turn
from coding.text.units import answers, sentences
from coding.text.words import word_spans, words

talk = st.lists(
    st.sampled_from(
        [
            "Mr. ",
            "e.g. ",
            "J. ",
            "3.5 ",
            "well",
            "Then",
            ". ",
            "... ",
            "…",
            "? ",
            '?" ',
            "!",
            " ",
            "\n",
            "[x]",
            "“",
        ]
    )
    | st.text(max_size=4),
    max_size=20,
).map("".join)


def cut(text: str) -> list[str]:
    return [text[span.start : span.end] for span in sentences(text, 0, len(text))]


@pytest.mark.parametrize(
    "wanted",
    [
        ["Mr. Smith saw Dr. Jones, e.g. at noon.", "Fine."],
        ["It cost 3.5 per cent.", "No. 5 came.", "No.", "We didn't."],
        ['She asked "Is it working?" and I said yes.', '"It is."', "“Good.”", "(Really.)"],
        ["I was... I don't know…", "Well, we did… and then . . . nothing."],
        [
            "So J. Smith and J.K. Rowling came to school B.",
            "They left.",
            "He and I.",
            "Then the U.K. Government.",
        ],
        ["we did that.", "it was fine, approx. ten, etc. and so on."],
        ["1. We met.", "2. We left in 2014.", "20 people came."],
        ["Why?", "Because!", "Really?!", "[unintelligible 00:05:12] It was.", "[laughs] Yes"],
        ["Bonjour !", "« Ça va ? »", "¿Qué?", "你好。", "我很好！"],
        ["no stop at all"],
    ],
)
def test_sentences_end_where_a_reader_says(wanted: list[str]) -> None:
    assert cut(" ".join(wanted)) == wanted


def test_a_line_break_ends_a_sentence() -> None:
    assert cut("First line\n\n  second. \nthird ") == ["First line", "second.", "third"]


@given(talk, talk, talk)
def test_sentences_tile_what_is_not_blank_and_stay_inside_the_turn(
    before: str, turn: str, after: str
) -> None:
    text, start, end = before + turn + after, len(before), len(before) + len(turn)
    found = sentences(text, start, end)
    assert all(start <= span.start < span.end <= end for span in found)
    assert all(a.end <= b.start for a, b in pairwise(found))
    assert all("\n" not in text[span.start : span.end] for span in found)
    assert all(text[s.start : s.end] == text[s.start : s.end].strip() for s in found)
    outside = set(range(start, end)) - {at for span in found for at in range(span.start, span.end)}
    assert all(text[at].isspace() for at in outside)


@given(talk, talk)
def test_a_turn_alone_has_the_sentences_it_has_in_the_text(turn: str, after: str) -> None:
    text = turn + "\n" + after
    assert sentences(text, 0, len(turn)) == sentences(turn, 0, len(turn))


def test_words_are_what_a_reader_counts() -> None:
    text = "don't well-being E&C 1,000 3.5 trust—and 😀 — café … हिन्दी 'quite'"
    found = [text[span.start : span.end] for span in word_spans(text, 0, len(text))]
    assert found == ["don't", "well-being", "E&C", "1,000", "3.5", "trust", "and", "café", "हिन्दी", "quite"]
    assert words(text, 0, len(text)) == 10


def mark(text: str, what: str, kind: str = "unintelligible") -> Mark:
    start = text.index(what)
    return Mark(1, start, start + len(what), kind, what, None)


def test_marks_are_no_words() -> None:
    text = "She [unintelligible 00:02:35] went home"
    marks = [Mark(1, 0, 0, "heading", "Bxxxxx-HT", None), mark(text, "[unintelligible 00:02:35]")]
    assert words(text, 0, len(text), marks) == 3
    assert words(text, 6, len(text), marks) == 2, "a stretch may begin inside a mark"
    assert words(text, 0, 12, marks) == 1


@given(talk, st.tuples(*[st.integers(0, 60)] * 3))
def test_words_outside_a_mark_are_counted_once(text: str, cuts: tuple[int, int, int]) -> None:
    a, b, c = sorted(min(at, len(text)) for at in cuts)
    marks = [Mark(1, a, b, "unclear", "", None)]
    assert words(text, a, c, marks) == words(text, b, c)


def interview() -> Transcript:
    """Make a short interview; q asks, h and d answer."""
    lines = [("q", "How did it begin?"), ("h", "With lunch."), ("q", "Mm hm."), ("d", "And cake.")]
    lines += [("q", "Go on about who decides what to do."), ("h", "We all [laughs] do.")]
    text, turns = "", list[Turn]()
    for number, (who, said) in enumerate(lines):
        turns.append(Turn(number, len(text), len(text) + len(said), "qhd".index(who), None))
        text += said + "\n"
    speakers = (
        Speaker(0, "Interviewer", SpeakerKind.INTERVIEWER, None),
        Speaker(1, "Head", SpeakerKind.PARTICIPANT, None),
        Speaker(2, "Female voice", SpeakerKind.UNKNOWN, None),
    )
    return Transcript(1, text[:-1], tuple(turns), speakers, (mark(text, "[laughs]"),))


def test_an_answer_goes_on_across_a_back_channel() -> None:
    told = interview()
    assert [told.text[a.start : a.end] for a in answers(told)] == [
        "With lunch.\nMm hm.\nAnd cake.",
        "We all [laughs] do.",
    ]


def test_a_document_is_one_answer() -> None:
    text = "One paragraph.\nAnother."
    document = Transcript(1, text, (Turn(1, 0, 14, None, None), Turn(2, 15, 23, None, None)), (), ())
    assert answers(document) == [Span(0, 23)]
