"""Correcting a transcript turn by turn: what each act does, and that each can be taken back."""

from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from coding.errors import UserError
from coding.model.document import Document
from coding.model.study import SpeakerKind, Transcript
from coding.text.revised_transcript import revised_transcript
from storage.operations import correcting as commands
from storage.operations.codings import toggle_code
from storage.operations.memos import write_coding_memo
from storage.operations.replacing import CorrectedFile, replace_transcript
from storage.queries.codings import codings
from storage.queries.history import place_of
from storage.queries.searching import search
from storage.queries.texts import interview, transcript
from storage.study.operation import Operation
from storage.study.study_file import StudyFile
from tests.storage.dumps import made, perform_both_ways, try_all

# Interviewer: How is it going? / Head: Well, we trust each other now. / Deputy: And we say hard things.
_IDS = st.integers(0, 5)
_WORDS = st.sampled_from(
    ["", "Well.", "we trust each other", "hard\n\nthings [unclear] ", "\u0065\u0301 \U0001f600"]
)
_WHO = st.none() | st.integers(0, 4) | st.sampled_from(["Head ", "Governor", "Interviewer 2", ""])

ACTS: st.SearchStrategy[Operation[Any]] = st.one_of(
    made(commands.correct_turn, _IDS, _WORDS, _WHO),
    made(commands.split_turn, _IDS, _WORDS, _WORDS, _WHO),
    made(commands.join_turns, _IDS),
)


@given(some=st.lists(ACTS, min_size=1, max_size=8))
def test_whatever_is_done_can_be_undone_and_redone_exactly(filled: Path, some: list[Operation[Any]]) -> None:
    try_all(filled, some)


def stored(study: StudyFile) -> Transcript:
    found = transcript(study.reader, 1)
    assert found is not None
    return found


def spoken(study: StudyFile) -> list[tuple[str, str]]:
    """Return who says what."""
    now = stored(study)
    labels = {speaker.id: speaker.label for speaker in now.speakers}
    return [(labels.get(turn.speaker_id or 0, "?"), now.text[turn.start : turn.end]) for turn in now.turns]


def passages(study: StudyFile) -> list[str]:
    text = stored(study).text
    return [text[each.start : each.end] for each in sorted(codings(study.reader, 1))]


def test_a_typo_is_corrected_and_codings_keep_their_words(study: StudyFile) -> None:
    perform_both_ways(study, commands.correct_turn(2, "Well, we truly trust each other by now.", 2))
    assert spoken(study)[1] == ("Head", "Well, we truly trust each other by now.")
    assert passages(study)[0] == "we truly trust each other by now."
    assert passages(study)[1] == "And we say hard things."
    assert stored(study).speakers[1].label == "Head"
    found = interview(study.reader, 1)
    assert found is not None
    assert (found.words, found.participant_words) == (17, 13)


def test_words_at_the_end_of_a_turn_belong_to_the_passage_that_reached_it(study: StudyFile) -> None:
    perform_both_ways(study, commands.correct_turn(2, "Well, we trust each other now. Nearly all of us.", 2))
    assert passages(study)[0] == "we trust each other now. Nearly all of us."


def test_a_passage_over_two_turns_stays_over_both(study: StudyFile) -> None:
    study.perform(toggle_code(1, 23, 71, 3))
    perform_both_ways(study, commands.correct_turn(2, "Well, we trust each other now, mostly!", 2))
    assert "we trust each other now, mostly!\nAnd we say hard things." in passages(study)


def test_a_turn_goes_to_another_speaker_or_a_new_one(study: StudyFile) -> None:
    text = "Well, we trust each other now."
    perform_both_ways(study, commands.correct_turn(2, text, 3))
    assert spoken(study)[1] == ("Deputy", text)
    assert [speaker.label for speaker in stored(study).speakers] == ["Interviewer", "Head", "Deputy"]
    perform_both_ways(study, commands.correct_turn(2, text, " governor "))
    assert spoken(study)[1] == ("governor", text)
    assert stored(study).speakers[-1].kind is SpeakerKind.PARTICIPANT
    perform_both_ways(study, commands.correct_turn(1, "How is it going?", "GOVERNOR"))
    assert spoken(study)[0][0] == "governor"


def test_a_turn_is_split_and_joined_again(study: StudyFile) -> None:
    before = passages(study)
    added = perform_both_ways(study, commands.split_turn(2, "Well, we trust", "each other now.", 3)).result
    assert spoken(study)[1:3] == [("Head", "Well, we trust"), ("Deputy", "each other now.")]
    assert passages(study)[0] == "we trust\neach other now."
    assert perform_both_ways(study, commands.join_turns(added)).result == 2
    assert spoken(study)[1] == ("Head", "Well, we trust each other now.")
    assert passages(study) == before


def test_joining_with_another_speaker_is_that_ones_and_counts_so(study: StudyFile) -> None:
    perform_both_ways(study, commands.join_turns(2))
    assert spoken(study)[0] == ("Interviewer", "How is it going? Well, we trust each other now.")
    found = interview(study.reader, 1)
    assert found is not None
    assert found.participant_words == 5


def test_a_removed_turn_takes_with_it_what_stands_on_nothing_else(study: StudyFile) -> None:
    study.perform(toggle_code(1, 23, 71, 3))
    perform_both_ways(study, commands.correct_turn(2, " ", 2))
    assert stored(study).text.startswith("How is it going?\nAnd we say")
    assert passages(study) == ["And we say hard things."] * 3
    assert search(study.reader, "trust") == []


def test_marks_follow_what_is_typed(study: StudyFile) -> None:
    perform_both_ways(
        study, commands.correct_turn(3, "And we [inaudible 00:01:05] say hard things. (laughs)", 3)
    )
    now = stored(study)
    assert [(mark.kind, now.text[mark.start : mark.end], mark.ms) for mark in now.marks] == [
        ("unintelligible", "[inaudible 00:01:05]", 65_000),
        ("event", "(laughs)", None),
    ]
    perform_both_ways(study, commands.correct_turn(3, "And we say hard things to our head. (laughs)", 3))
    assert [mark.kind for mark in stored(study).marks] == ["event"]


def test_a_removed_turn_takes_its_time_with_it(study: StudyFile) -> None:
    document = Document(
        ("Interviewer: [00:00:05] How is it going?", "Head: [00:00:09] Well.", "Deputy: [00:00:20] Yes.")
    )
    version = revised_transcript(stored(study), document, ())
    study.perform(replace_transcript(version, CorrectedFile("timed.txt", ""), {}))
    assert [mark.ms for mark in stored(study).marks] == [5000, 9000, 20_000]
    perform_both_ways(study, commands.correct_turn(2, "", 2))
    assert [mark.ms for mark in stored(study).marks] == [5000, 20_000]
    assert [turn.ms for turn in stored(study).turns] == [5000, 20_000]


def test_an_untouched_mark_is_the_same_one(study: StudyFile) -> None:
    (before,) = stored(study).marks
    study.perform(commands.correct_turn(3, "And we say very hard things. [unintelligible 00:01:10]", 3))
    (after,) = stored(study).marks
    assert after == before._replace(start=before.start + 5, end=before.end + 5)


def test_what_is_typed_is_cleaned(study: StudyFile) -> None:
    study.perform(commands.correct_turn(2, "  We\u00a0trust \n\n\teach\u2029 cafe\u0301  ", None))
    assert spoken(study)[1] == ("?", "We trust\neach\ncafé")


def test_undo_knows_the_place(study: StudyFile) -> None:
    study.perform(commands.correct_turn(2, "Well, yes.", 2))
    entry = study.history()[0]
    assert entry.words == "Correct a turn of “B2 · Headteacher and deputy, School B”"
    place = place_of(study.reader, entry.id)
    assert place is not None
    assert (place.interview_id, place.start) == (1, 17)


def test_no_words_of_a_transcript_are_among_the_parameters(study: StudyFile) -> None:
    study.perform(commands.correct_turn(2, "Well, Mrs Smith.", 2))
    study.perform(commands.split_turn(2, "Well,", "Mrs Smith.", 2))
    kept = study.reader.exec_driver_sql("SELECT group_concat(parameters) FROM operation").scalar()
    assert "Smith" not in str(kept)


def test_the_memo_of_a_lost_coding_comes_back_with_it(study: StudyFile) -> None:
    study.perform(write_coding_memo(1, "Said twice."))
    perform_both_ways(study, commands.correct_turn(2, "", 2))
    assert len(stored(study).turns) == 2
    study.undo()
    assert [coding.memo for coding in codings(study.reader, 1) if coding.id == 1] == ["Said twice."]


@pytest.mark.parametrize(
    "act",
    [
        commands.join_turns(1),
        commands.split_turn(2, "Well, we trust each other now.", " ", 2),
        commands.correct_turn(2, "Well.", 9),
        commands.correct_turn(2, "Well.", " "),
        commands.correct_turn(9, "Well.", 2),
    ],
)
def test_what_cannot_be_is_refused(study: StudyFile, act: Operation[Any]) -> None:
    with pytest.raises(UserError):
        study.perform(act)


def test_spans_stay_within_the_text(study: StudyFile) -> None:
    for turn_id in (3, 2, 1):
        study.perform(commands.correct_turn(turn_id, "", None))
    assert (stored(study).text, stored(study).turns, codings(study.reader, 1)) == ("", (), [])
