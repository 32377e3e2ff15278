"""Quotations beside what was said: word for word, or what was cut, changed, added, and what is allowed."""

import pytest

from coding.chapter.tokens import SaidWords, tokens_of
from coding.chapter.wording import Alignment, DifferenceKind, align
from coding.model.study import Mark

SAID = (
    "We'd never had that before. I rang round the other heads that same week, and Mrs Kxxxx said, look, "
    "there's five of us and one minibus [unintelligible 00:02:35] so why not. "
    "And then nobody rang back until Easter."
)
MARKS = (Mark(1, SAID.index("[unin"), SAID.index("] so") + 1, "unintelligible", "", None),)


def aligned(quotation: str) -> Alignment:
    found = align(quotation, tokens_of(quotation), SaidWords(SAID, MARKS))
    assert found is not None
    return found


@pytest.mark.parametrize(
    "quotation",
    [
        "I rang round the other heads that same week",
        "i rang ROUND the other heads — that same week!",
        "We’d never had that before … nobody rang back until Easter.",
        "We'd never had that before [...] and then nobody rang back",
        "We'd never had that before. . . . And then nobody rang back until Easter",
        "[T]he other heads that same week, and Mrs K*** said",
        "[She] rang round the other heads that same week",
        "the other heads that same week, and [the deputy] said, look, there's five of us",
        "and Mrs [the deputy] said, look, there's five",
        "there's five of us and one mini-bus so why not",
        "there's five of us and one minibus [unintelligible] so why not",
        "Deputy: there's five of us and one minibus",
    ],
)
def test_what_one_may_do_to_a_quotation_is_no_difference(quotation: str) -> None:
    assert aligned(quotation).differences == ()


@pytest.mark.parametrize(
    ("quotation", "kind", "said", "written"),
    [
        ("I rang round the heads that same week", DifferenceKind.CUT, "other", ""),
        ("I rang round the other heads that week", DifferenceKind.CUT, "same", ""),
        ("We'd never had that before. And then nobody rang back", DifferenceKind.CUT, None, ""),
        ("I rang round the other teachers that same week", DifferenceKind.CHANGED, "heads", "teachers"),
        ("I rang round the other haeds that same week", DifferenceKind.CHANGED, "heads", "haeds"),
        ("They rang round the other heads that same week", DifferenceKind.CHANGED, "I", "They"),
        ("the other heads that same month", DifferenceKind.CHANGED, "week", "month"),
        ("the other very good heads that same week", DifferenceKind.ADDED, "", "very good"),
        ("that same week, and Mrs Kendall said, look", DifferenceKind.NAME, "Kxxxx", "Kendall"),
        ("And then nobody rang back Easter", DifferenceKind.CUT, "until", ""),
    ],
)
def test_each_departure_is_said_with_its_words(
    quotation: str, kind: DifferenceKind, said: str | None, written: str
) -> None:
    (found,) = aligned(quotation).differences
    assert (found.kind, found.written) == (kind, written)
    assert said is None or found.said == said
    assert quotation[found.at.start : found.at.end] == written


def test_the_passage_is_what_was_said() -> None:
    found = aligned("rang round the … five of us")
    assert SAID[found.span.start : found.span.end].startswith("rang round the other")
    assert SAID[found.span.start : found.span.end].endswith("five of us")


def test_other_words_have_a_small_share() -> None:
    found = align(
        other := "the other heads of state were not amused by any of it", tokens_of(other), SaidWords(SAID)
    )
    assert found is not None
    assert found.share < 0.6
    assert align("Nothing like it at all", tokens_of("Nothing like it at all"), SaidWords(SAID)) is None
