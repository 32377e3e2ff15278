"""Two versions of a text, and where passages of the old one are in the new."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from coding.model.study import Span, Transcript, Turn
from coding.text.text_change import TextChange
from coding.text.text_diff import between, correction, likeness, same_place, within, words_differing

OLD = "How is it going?\nWell, we truts each other now.\nAnd we say hard things."


def passage(new: str, words: str, old: str = OLD) -> str | None:
    """Return what a passage of the old text reads in the new one."""
    start = old.index(words)
    there = between(old, new).moved(Span(start, start + len(words)))
    return None if there is None else new[there.start : there.end]


@pytest.mark.parametrize(
    ("wrong", "right", "words", "reads"),
    [
        ("truts", "trust", "we truts each", "we trust each"),
        ("truts", "trust", "truts", "trust"),
        ("truts", "trust", "And we say hard things.", "And we say hard things."),
        ("truts each other now", "trust one another these days", "truts", "trust"),
        ("And we say hard things.", "", "And we say hard things.", None),
        ("Well, ", "Well, as I said before, ", "we truts", "we truts"),
        ("it going", "it going, then", "it going", "it going"),
        ("now.\nAnd we", "now. And we", "now.\nAnd", "now. And"),
    ],
)
def test_a_passage_goes_with_its_words(wrong: str, right: str, words: str, reads: str | None) -> None:
    assert passage(OLD.replace(wrong, right), words) == reads


def test_a_paragraph_that_is_put_in_takes_no_words_from_its_neighbours() -> None:
    new = OLD.replace("And we", "And so we say hard things in the middle, too.\nAnd we")
    assert passage(new, "And we say hard things.") == "And we say hard things."


_WORDS = st.lists(st.sampled_from(["we", "trust", "each", "other", ",", " ", "\n", "don't", "é", "😀"]))


@given(_WORDS.map("".join), _WORDS.map("".join))
def test_the_change_makes_the_new_text(old: str, new: str) -> None:
    change = between(old, new)
    assert change.applied(old) == new
    places = [place for r in change.replacements for place in sorted({r.start, r.end})]
    assert places == sorted(set(places))


@given(st.lists(st.integers(0, 500), min_size=1, unique=True), st.data())
def test_words_that_stay_stay_inside_their_passage(numbers: list[int], data: st.DataObject) -> None:
    """Words are taken out and put in: what is left of a passage is what it still holds."""
    words = [f"word{number}" for number in numbers]
    kept = [word for word in words if data.draw(st.booleans())]
    new_words = [part for word in kept for part in ([word, "new"] if data.draw(st.booleans()) else [word])]
    old, new = " ".join(words), " ".join(new_words)
    first = data.draw(st.integers(0, len(words) - 1))
    last = data.draw(st.integers(first, len(words) - 1))
    start = len(" ".join(words[:first])) + (first > 0)
    span = Span(start, len(" ".join(words[: last + 1])))
    there = between(old, new).moved(span)
    held = "" if there is None else new[there.start : there.end]
    assert [word for word in kept if word in words[first : last + 1]] == [
        word for word in held.split() if word in words
    ]


@given(_WORDS.map("".join), _WORDS.map("".join), _WORDS.map("".join))
def test_a_passage_on_a_whole_turn_stays_on_the_whole_turn(old: str, new: str, after: str) -> None:
    text = old + after
    change = within(between(old, new), text, Span(0, len(old)))
    assert change.applied(text) == new + after
    if old and new:
        assert change.moved(Span(0, len(old))) == Span(0, len(new))


def test_words_that_differ_are_counted() -> None:
    change = between("we trust each other now", "we trust one another and go")
    assert words_differing("we trust each other now", change) == 4
    assert words_differing("", TextChange()) == 0


@pytest.mark.parametrize(
    ("old", "new", "least", "most"),
    [
        ("reciprosity", "reciprocity", 0.8, 1),
        ("we trust each other here", "We trust one another here", 0.6, 0.9),
        ("we trust each other here", "the budget was cut last year again", 0, 0.2),
        ("", "", 1, 1),
    ],
)
def test_likeness(old: str, new: str, least: float, most: float) -> None:
    assert least <= likeness(old, new) <= most


@pytest.mark.parametrize(
    ("turn", "new", "text"),
    [
        (Span(4, 7), "two and", "one\ntwo and\nthree"),
        (Span(0, 3), "", "two\nthree"),
        (Span(4, 7), "", "one\nthree"),
        (Span(8, 13), "", "one\ntwo"),
    ],
)
def test_a_turn_reads_otherwise_or_goes(turn: Span, new: str, text: str) -> None:
    assert correction("one\ntwo\nthree", turn, new).applied("one\ntwo\nthree") == text


def test_the_only_turn_can_go() -> None:
    assert correction("one", Span(0, 3), "").applied("one") == ""


def in_lines(*lines: str, first: int = 0) -> Transcript:
    """Return a transcript of a turn a line."""
    text, turns = "\n".join(lines), list[Turn]()
    for number, line in enumerate(lines, first):
        at = turns[-1].end + 1 if turns else 0
        turns.append(Turn(number, at, at + len(line), None, None))
    return Transcript(1, text, tuple(turns), (), ())


def test_a_place_is_kept_where_names_before_it_are_masked() -> None:
    old = in_lines("Jane came.", "Jane of Oakfield shows ours. It is good.", "And?")
    new = in_lines("Beatrice came.", "Beatrice of Ash shows ours. It is good.", "And?")
    start = old.text.index("shows")
    there = same_place(old, new, Span(start, old.turns[1].end))
    assert new.text[there.start : there.end] == "shows ours. It is good."


def test_a_place_whose_turn_is_gone_stays_a_place() -> None:
    old, new = in_lines("Jane came.", "And?"), in_lines("Others.", first=7)
    assert same_place(old, new, Span(0, 4)) == Span(0, 4)
