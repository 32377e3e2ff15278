"""What a person says of speakers before anything is stored: their sign, the labels, whose the rest is."""

import pytest

from coding.intake.told_speakers import heard_as, offers_of, with_exchanged, with_interviewer, with_told
from coding.model.document import Document
from coding.model.study import Span
from coding.text.beginnings import Sign
from coding.text.told_labels import BEFORE_IT, NOTHING_TOLD, Told, picked_in, told_by
from tests.coding.intake.test_arrivals import file, plan

# Somebody is quoted before a colon, the speakers stand before a dash, and one speaks once.
DASHES = """How: that is what was asked
Mara - How did it begin?
Bob - My mother said: begin with soup.
Mara - Who came?
Bob - My mother said: all of them.
The new one - Me too."""
HALF = "Interviewer: How?\nSlowly.\nInterviewer: Who?\nThe cook.\nThe cook’s son."


def heard(text: str, told: Told) -> list[tuple[str, int, int]]:
    planned = plan(file("talk.txt", text))
    return [(voice.label, voice.turns, voice.words) for voice in heard_as(planned, 0, told)]


@pytest.mark.parametrize(
    ("text", "said", "voices"),
    [
        (DASHES, "dash", [("Mara", 2, 6), ("Bob", 2, 12), ("The new one", 1, 2)]),
        ("Mara / How?\nBob / So.\nMara / Who?\nBob / All.", "/", [("Mara", 2, 2), ("Bob", 2, 2)]),
        ("Mara asks How?\nBob says So.\nMara asks Who?", "Mara asks,Bob says",
         [("Mara asks", 2, 2), ("Bob says", 1, 1)]),
        ("(Mara) How?\n(Bob) So.\n(Carla) Oh.", "brackets", [("Mara", 1, 1), ("Bob", 1, 1), ("Carla", 1, 1)]),
        ("mara; how?\nbob; so it was.", "semicolon", []),  # small letters that come once are no name
    ],
)  # fmt: skip
def test_labels_are_what_a_person_says(text: str, said: str, voices: list[tuple[str, int, int]]) -> None:
    found = [voice for voice in heard(text, told_by(said)) if voice[0]]
    assert sorted(found) == sorted(voices)


@pytest.mark.parametrize(
    ("whose", "voices"),
    [
        (BEFORE_IT, [("Interviewer", 1, 8)]),
        ("Participant", [("Interviewer", 2, 2), ("Participant", 2, 6)]),
        ("The cook", [("Interviewer", 2, 2), ("The cook", 2, 6)]),
    ],
)
def test_everything_unlabelled_is_somebody_s(whose: str, voices: list[tuple[str, int, int]]) -> None:
    assert heard(HALF, Told(unlabelled=whose)) == voices


def test_a_beginning_is_picked_with_the_sign_behind_it() -> None:
    at = DASHES.index("Mara")
    assert picked_in(DASHES, Span(at, at + 4)) == Told(Sign.DASH, ("Mara",))
    assert picked_in(DASHES, Span(at, at + 6)) == Told(Sign.DASH, ("Mara",))
    assert picked_in(DASHES, Span(at + 7, at + 10)) == NOTHING_TOLD  # no beginning
    assert picked_in("Oh. It was.", Span(0, 3)) == NOTHING_TOLD  # a sentence, which is always selected


def test_signs_are_offered_with_what_comes_back_before_them() -> None:
    signs = offers_of(Document(tuple(DASHES.split("\n")))).signs
    assert next((offer.sign, offer.labels) for offer in signs) == (Sign.DASH, (("Mara", 2), ("Bob", 2)))


def test_it_is_said_of_many_files_and_taken_back() -> None:
    planned = plan(file("1.txt", HALF), file("2.txt", HALF + " Yes.", "2"))
    told = with_told(planned, [0, 1], Told(asking="questions"))
    assert [row.participant_words for row in told.rows] == [6, 7]
    assert with_told(told, [0, 1], NOTHING_TOLD).rows == planned.rows
    assert with_interviewer(planned, [0, 1], "Interviewer").rows[0].participant_words == 6


def test_interviewer_and_participants_are_exchanged_and_back() -> None:
    planned = plan(file("B2.txt", HALF))
    exchanged = with_exchanged(planned, [0])
    assert [label.kind for label in exchanged.rows[0].speaker_labels] == ["participant", "interviewer"]
    assert exchanged.rows[0].participant_words == 2
    assert with_exchanged(exchanged, [0]).rows[0].participant_words == planned.rows[0].participant_words == 6


def test_a_text_is_segmented_again_only_where_something_else_is_said() -> None:
    planned = plan(file("1.txt", HALF), file("2.txt", HALF + " Yes.", "2"))
    once = with_told(planned, [0], Told(unlabelled="Participant"))
    again = with_told(once, [0, 1], Told(unlabelled="Participant"))
    assert again.rows[0].original is once.rows[0].original
    assert again.rows[1].original is not once.rows[1].original
