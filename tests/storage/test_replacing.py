"""Replacing a transcript by a corrected file: what it becomes, what moves, and that it can be taken back."""

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from coding.errors import UserError
from coding.model.document import Document
from coding.model.study import SpeakerKind, Transcript
from coding.text.revised_transcript import ChangedPassage, RevisedTranscript, revised_transcript
from storage.operations.correcting import correct_turn
from storage.operations.memos import write_coding_memo, write_interview_memo
from storage.operations.replacing import CorrectedFile, replace_transcript
from storage.queries.codings import codings
from storage.queries.texts import interview, interview_memo, transcript
from storage.study.study_file import StudyFile
from tests.storage.dumps import perform_both_ways, try_all

# The stored one is: How is it going? / Well, we trust each other now. / And we say hard things. [unint…]
CORRECTED = """B2 head
[Start of recorded material at 00:00:00]
Interviewer: So, how is it going?
Head: Well, we trust one another now.
Deputy: And we say hard things. [inaudible 00:01:10] Most of the time.
Interviewer: I see.
[End of recorded material at 00:02:05]"""
SOURCE = CorrectedFile("B2 corrected.txt", "ab" * 32)


def stored(study: StudyFile) -> Transcript:
    found = transcript(study.reader, 1)
    assert found is not None
    return found


def compared(study: StudyFile, text: str, rejected_labels: frozenset[str] = frozenset()) -> RevisedTranscript:
    document = Document(tuple(text.split("\n")))
    return revised_transcript(stored(study), document, codings(study.reader, 1), rejected_labels)


def passages(study: StudyFile) -> list[str]:
    text = stored(study).text
    return [text[each.start : each.end] for each in sorted(codings(study.reader, 1))]


def spoken(study: StudyFile) -> list[tuple[str, str]]:
    now = stored(study)
    labels = {speaker.id: speaker.label for speaker in now.speakers}
    return [(labels.get(turn.speaker_id or 0, "?"), now.text[turn.start : turn.end]) for turn in now.turns]


def test_what_differs_is_said_before(study: StudyFile) -> None:
    version = compared(study, CORRECTED)
    assert (version.words, version.unplaced, version.new_labels, version.is_alike) == (11, [], {}, True)
    assert [each.after for each in version.moved if each.reads_otherwise] == ["we trust one another now."]
    assert version.places()[0] == ChangedPassage(1, "How is it going …", "So, how is it going …")


def test_the_transcript_reads_as_the_file(study: StudyFile) -> None:
    before = stored(study)
    perform_both_ways(study, replace_transcript(compared(study, CORRECTED), SOURCE, {}))
    assert spoken(study) == [
        ("Interviewer", "So, how is it going?"),
        ("Head", "Well, we trust one another now."),
        ("Deputy", "And we say hard things. [inaudible 00:01:10] Most of the time."),
        ("Interviewer", "I see."),
    ]
    assert passages(study) == ["we trust one another now.", *["And we say hard things."] * 2]
    now = stored(study)
    assert now.speakers == before.speakers
    assert [turn.id for turn in now.turns[:3]] == [turn.id for turn in before.turns]
    assert [mark.kind for mark in now.marks] == ["heading", "recording", "unintelligible", "recording"]
    found = interview(study.reader, 1)
    assert found is not None
    assert (found.duration_ms, found.source_name, found.words) == (125_000, "B2 corrected.txt", 22)
    assert found.participant_words == 15


def test_what_cannot_be_placed_is_listed_and_kept_in_the_memo(study: StudyFile) -> None:
    study.perform(write_coding_memo(1, "Said twice."))
    study.perform(write_interview_memo(1, "A joint one."))
    without = CORRECTED.replace("Well, we trust one another now.", "The budget was cut last year.")
    version = compared(study, without)
    assert [each.before for each in version.unplaced] == ["we trust each other now."]
    perform_both_ways(study, replace_transcript(version, SOURCE, {}))
    assert passages(study) == ["And we say hard things."] * 2
    memo = interview_memo(study.reader, 1, study.coder_id).split("\n")
    assert memo[:2] == ["A joint one.", ""]
    assert memo[3] == "FG: “we trust each other now.” (Said twice.)"


def test_a_passage_that_was_moved_is_found_again(study: StudyFile) -> None:
    moved = CORRECTED.replace("Head: Well, we trust one another now.\n", "").replace(
        "I see.", "I see.\nHead: So yes, we trust each other now."
    )
    perform_both_ways(study, replace_transcript(compared(study, moved), SOURCE, {}))
    assert passages(study) == ["we trust each other now.", *["And we say hard things."] * 2]


def test_a_new_speaker_is_asked_about(study: StudyFile) -> None:
    version = compared(study, CORRECTED + "\nGovernor: May I?\nGovernor: Thank you.")
    assert version.new_labels == {"Governor": SpeakerKind.PARTICIPANT}
    perform_both_ways(study, replace_transcript(version, SOURCE, {"Governor": SpeakerKind.UNKNOWN}))
    assert stored(study).speakers[-1].kind is SpeakerKind.UNKNOWN
    study.undo()
    perform_both_ways(study, replace_transcript(version, SOURCE, {"Governor": 3}))
    assert spoken(study)[-1][0] == "Deputy"


def test_a_label_that_is_spelt_anew_is_probably_the_same_speaker(study: StudyFile) -> None:
    version = compared(study, CORRECTED.replace("Head:", "Headteacher:"))
    assert version.new_labels == {"Headteacher": 2}


def test_a_label_that_is_none_is_words(study: StudyFile) -> None:
    text = CORRECTED + "\nNota Bene: yes.\nNota Bene: no."
    assert "Nota Bene" in compared(study, text).new_labels
    version = compared(study, text, frozenset({"nota bene"}))
    assert version.new_labels == {}
    assert version.original.transcript.text.endswith("Nota Bene: no.")


def test_another_speaker_of_a_turn_is_listed(study: StudyFile) -> None:
    version = compared(
        study, CORRECTED.replace("Deputy: And", "Head: And").replace("Head: Well", "Deputy: Well")
    )
    assert version.places()[1] == ChangedPassage(2, "Head: Well, we trust …", "Deputy: Well, we trust …")


def test_names_that_are_masked_in_the_study_only_are_counted(study: StudyFile) -> None:
    study.perform(correct_turn(2, "Well, Mrs Bxxxx and [Rowan School] trust each other now.", 2))
    version = compared(study, CORRECTED.replace("Well, we trust", "Well, Mrs Benton and Oakfield trust"))
    assert version.unmasked == 2


def test_another_interview_is_hardly_a_version_of_this_one(study: StudyFile) -> None:
    other = "Interviewer: Tell me about budgets.\nHead: Money was short, that is all I know about it."
    assert not compared(study, other).is_alike


def test_the_same_file_again_changes_its_source_only(study: StudyFile) -> None:
    study.perform(replace_transcript(compared(study, CORRECTED), SOURCE, {}))
    again = compared(study, CORRECTED)
    assert (again.words, again.places(), bool(again.change)) == (0, [], False)
    perform_both_ways(study, replace_transcript(again, CorrectedFile("again.txt", ""), {}))
    assert interview(study.reader, 1) is not None


def test_a_transcript_that_changed_meanwhile_is_refused(study: StudyFile) -> None:
    version = compared(study, CORRECTED)
    study.perform(correct_turn(1, "How is it?", 1))
    with pytest.raises(UserError, match="has changed since"):
        study.perform(replace_transcript(version, SOURCE, {}))


_LINES = st.lists(
    st.tuples(
        st.sampled_from(["Interviewer", "Head", "Deputy", "Governor"]),
        st.sampled_from(
            ["How is it going?", "Well, we trust each other.", "And we say hard things.", "Yes."]
        ),
    ),
    max_size=6,
)


@given(_LINES)
def test_whatever_file_it_is_it_can_be_taken_back(filled: Path, lines: list[tuple[str, str]]) -> None:
    document = Document(tuple(f"{label}: {said}" for label, said in lines))
    with StudyFile.open_for_reading(filled) as study:
        version = revised_transcript(stored(study), document, codings(study.reader, 1))
    try_all(filled, [replace_transcript(version, SOURCE, {})])
