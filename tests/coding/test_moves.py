"""Moving a selection: by sentence, turn, answer, word and character."""

from collections.abc import Callable

import pytest
from hypothesis import given
from hypothesis import strategies as st

from coding.model.study import Span, Speaker, SpeakerKind, Transcript, Turn
from coding.text.moves import Moves

ASKS, HEAD, DEPUTY = 1, 2, 3
SAID = (
    (ASKS, "How is it going?"),
    (HEAD, "We meet often. We trust each other now."),
    (DEPUTY, "Mostly."),
    (ASKS, "And the children?"),
    (HEAD, "They gain by it. I think so."),
)
SPEAKERS = (
    Speaker(ASKS, "Interviewer", SpeakerKind.INTERVIEWER, None),
    Speaker(HEAD, "Head", SpeakerKind.PARTICIPANT, None),
    Speaker(DEPUTY, "Deputy", SpeakerKind.PARTICIPANT, None),
)


def conversation(said: tuple[tuple[int, str], ...]) -> Transcript:
    turns: list[Turn] = []
    at = 0
    for number, (speaker, words) in enumerate(said):
        turns.append(Turn(number, at, at + len(words), speaker, None))
        at += len(words) + 1
    return Transcript(1, "\n".join(words for _speaker, words in said), tuple(turns), SPEAKERS, ())


@pytest.fixture
def moves() -> Moves:
    return Moves(conversation(SAID))


def span_of(moves: Moves, words: str) -> Span:
    start = moves.text.index(words)
    return Span(start, start + len(words))


def words_of(moves: Moves, span: Span) -> str:
    return moves.text[span.start : span.end]


def test_opens_on_the_first_sentence_of_a_participant(moves: Moves) -> None:
    assert words_of(moves, moves.first()) == "We meet often."


def test_down_passes_over_the_interviewer(moves: Moves) -> None:
    seen = [moves.first()]
    while (following := moves.next_sentence(seen[-1])) != seen[-1]:
        seen.append(following)
    assert [words_of(moves, span) for span in seen] == [
        "We meet often.",
        "We trust each other now.",
        "Mostly.",
        "They gain by it.",
        "I think so.",
    ]


def test_up_goes_the_same_way_back(moves: Moves) -> None:
    span = moves.last()
    for expected in ("They gain by it.", "Mostly.", "We trust each other now."):
        span = moves.previous_sentence(span)
        assert words_of(moves, span) == expected


def test_down_from_a_question_goes_to_its_answer(moves: Moves) -> None:
    assert words_of(moves, moves.next_sentence(span_of(moves, "And the children?"))) == "They gain by it."


def test_turns_are_selected_whole(moves: Moves) -> None:
    turn = moves.next_turn(moves.first())
    assert words_of(moves, turn) == "Mostly."
    assert words_of(moves, moves.previous_turn(turn)) == "We meet often. We trust each other now."


def test_up_from_inside_a_turn_takes_that_turn_first(moves: Moves) -> None:
    inside = span_of(moves, "We trust each other now.")
    assert words_of(moves, moves.previous_turn(inside)) == "We meet often. We trust each other now."


def test_the_end_grows_by_a_sentence_across_speakers(moves: Moves) -> None:
    grown = moves.extend_by_sentence(span_of(moves, "We trust each other now."), 1)
    assert words_of(moves, grown) == "We trust each other now.\nMostly."
    assert moves.extend_by_sentence(grown, 1).end == span_of(moves, "And the children?").end


def test_the_end_shrinks_by_a_sentence_but_keeps_the_first(moves: Moves) -> None:
    whole = span_of(moves, "We meet often. We trust each other now.")
    first = moves.extend_by_sentence(whole, -1)
    assert words_of(moves, first) == "We meet often."
    assert moves.extend_by_sentence(first, -1) == first


def test_the_end_grows_by_a_turn(moves: Moves) -> None:
    turn = moves.extend_by_turn(moves.first(), 1)
    assert words_of(moves, turn) == "We meet often. We trust each other now."
    assert words_of(moves, moves.extend_by_turn(turn, 1)).endswith("Mostly.")
    assert moves.extend_by_turn(moves.extend_by_turn(turn, 1), -1) == turn


def test_the_beginning_moves_by_a_word(moves: Moves) -> None:
    later = moves.move_start_by_word(span_of(moves, "We meet often."), 1)
    assert words_of(moves, later) == "meet often."
    assert words_of(moves, moves.move_start_by_word(later, -1)) == "We meet often."


def test_the_end_moves_by_a_word_and_takes_the_full_stop_at_last(moves: Moves) -> None:
    span = span_of(moves, "We meet")
    span = moves.move_end_by_word(span, 1)
    assert words_of(moves, span) == "We meet often"
    assert words_of(moves, moves.move_end_by_word(span, 1)) == "We meet often."
    assert words_of(moves, moves.move_end_by_word(span, -1)) == "We meet"


def test_shift_end_goes_to_the_end_of_the_turn_then_of_the_answer(moves: Moves) -> None:
    turn = moves.to_turn_end(span_of(moves, "We meet often."))
    assert turn.end == span_of(moves, "other now.").end
    assert moves.to_turn_end(turn).end == span_of(moves, "Mostly.").end


def test_shift_home_goes_to_the_start_of_the_turn_then_of_the_answer(moves: Moves) -> None:
    turn = moves.to_turn_start(span_of(moves, "ostly."))
    assert turn.start == span_of(moves, "Mostly.").start
    assert moves.to_turn_start(turn).start == moves.first().start


def test_escape_shrinks_to_the_first_sentence(moves: Moves) -> None:
    assert words_of(moves, moves.shrink(Span(20, len(moves.text)))) == "We meet often."


def test_a_document_without_turns_can_be_walked() -> None:
    moves = Moves(Transcript(1, "One thing. Another.", (), (), ()))
    assert words_of(moves, moves.next_sentence(moves.first())) == "Another."


STEPS: tuple[Callable[[Moves, Span], Span], ...] = (
    Moves.next_sentence,
    Moves.previous_sentence,
    Moves.next_turn,
    Moves.previous_turn,
    Moves.to_turn_start,
    Moves.to_turn_end,
    Moves.first_in_turn,
    Moves.last_in_turn,
    Moves.shrink,
    *(
        lambda moves, span, move=move, by=by: move(moves, span, by)
        for move in (
            Moves.extend_by_sentence,
            Moves.extend_by_turn,
            Moves.move_start_by_word,
            Moves.move_end_by_word,
            Moves.move_start_by_character,
            Moves.move_end_by_character,
        )
        for by in (1, -1)
    ),
)
TEXTS = st.lists(
    st.tuples(st.sampled_from([ASKS, HEAD, DEPUTY]), st.text("ab .!?😀\n", min_size=1, max_size=20)),
    max_size=5,
)


@given(TEXTS, st.lists(st.sampled_from(STEPS), max_size=12))
def test_whatever_is_pressed_something_inside_the_text_is_selected(
    said: list[tuple[int, str]], steps: list[Callable[[Moves, Span], Span]]
) -> None:
    transcript = conversation(tuple(said))
    if not transcript.text.strip():
        return
    moves = Moves(transcript)
    span = moves.first()
    for step in steps:
        span = step(moves, span)
        assert 0 <= span.start < span.end <= len(transcript.text)


@given(TEXTS, st.lists(st.sampled_from(STEPS), max_size=12))
def test_whatever_is_pressed_letters_are_at_both_ends(
    said: list[tuple[int, str]], steps: list[Callable[[Moves, Span], Span]]
) -> None:
    transcript = conversation(tuple(said))
    if not transcript.text.strip():
        return
    moves = Moves(transcript)
    span = moves.letters_of(moves.first())
    for step in steps:
        span = moves.letters_of(step(moves, span))
        words = moves.text[span.start : span.end]
        assert words == words.strip() or not words.strip()


def test_by_characters_one_gets_past_a_blank(moves: Moves) -> None:
    span = span_of(moves, "We meet")
    by_one = Span(span.start, span.start + 2)
    assert words_of(moves, moves.move_end_by_character(by_one, 1)) == "We m"
    assert words_of(moves, moves.move_end_by_character(Span(span.start, span.start + 4), -1)) == "We"
    assert words_of(moves, moves.move_start_by_character(Span(span.start + 1, span.end), 1)) == "meet"
    assert words_of(moves, moves.move_start_by_character(Span(span.start + 3, span.end), -1)) == "e meet"
