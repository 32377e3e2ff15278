"""What leaves a text when a person is taken out, and where their words are quoted."""

from hypothesis import given
from hypothesis import strategies as st

from coding.model.study import Span
from coding.privacy.withdrawal import Quotations, without_turns

LINES = st.lists(st.text("ab c", min_size=1, max_size=6), min_size=1, max_size=6)


@given(LINES, st.data())
def test_what_is_left_are_the_other_turns(lines: list[str], data: st.DataObject) -> None:
    going = data.draw(st.sets(st.integers(0, len(lines) - 1)))
    text, at, turns = "\n".join(lines), 0, list[Span]()
    for line in lines:
        turns.append(Span(at, at + len(line)))
        at += len(line) + 1
    change = without_turns(text, [turns[number] for number in going])
    left = [line for number, line in enumerate(lines) if number not in going]
    assert change.applied(text) == "\n".join(left)
    for number, turn in enumerate(turns):
        moved = change.grown(turn)
        kept = "" if number in going else lines[number]
        assert change.applied(text)[moved.start : moved.end] == kept


def test_six_words_in_a_row_are_a_quotation() -> None:
    said = Quotations(("We don't meet on Mondays; never, in fact, did we.",))
    assert said.cut("She: “we don’t meet on Mondays, NEVER!” And on Mondays never.") == (
        "She: “[…]!” And on Mondays never."
    )
    assert said.cut("We don't meet on Mondays.") == "We don't meet on Mondays."
