"""Who may be quoted and what was shown: stored, taken back, moved, merged, masked, withdrawn."""

from collections.abc import Iterator
from pathlib import Path
from shutil import copyfile

import pytest

from coding.errors import UserError
from coding.model.study import Clearing, Quoting, Span, TranscriptSpan
from coding.privacy.masking import Pseudonym, Pseudonyms
from storage.operations.clearing import forget_shown, note_shown, set_quoting
from storage.operations.coders import add_coder, withdraw_coder
from storage.operations.correcting import correct_turn
from storage.operations.interviews import remove_interview
from storage.operations.masking import mask_interviews
from storage.operations.withdrawing import withdraw_person
from storage.privacy.masked_export import share_copy
from storage.queries.coders import everybody
from storage.queries.quoting import QuotingHere, clearances, quoting_in
from storage.queries.study_data import StudyData
from storage.queries.texts import transcript
from storage.study import schema
from storage.study.study_file import StudyFile
from tests.storage.dumps import perform_both_ways
from tests.storage.test_merging import merge

# Interviewer 0-16; Head (person 1) 17-47: codings 23-47; Deputy (person 2) 48-97: codings 48-71.
HEAD, DEPUTY = TranscriptSpan(1, 23, 47), TranscriptSpan(1, 48, 71)
DAY = "2026-03-12"


@pytest.fixture
def other(study: StudyFile, tmp_path: Path) -> Iterator[StudyFile]:
    """Yield another copy of a study in which one passage was shown, open."""
    study.perform(note_shown([HEAD], Clearing.ASKED, DAY))
    study.checkpoint()
    copyfile(study.path, tmp_path / "other.strandline")
    with StudyFile.open(tmp_path / "other.strandline") as other:
        yield other


def here(study: StudyFile) -> QuotingHere:
    return quoting_in(study.reader, 1)


def said_of(study: StudyFile, place: TranscriptSpan) -> str:
    stored = transcript(study.reader, 1)
    assert stored is not None
    return here(study).of(stored, Span(place.start, place.end)).state


def test_what_a_person_asks_for_is_said_and_taken_back(study: StudyFile) -> None:
    perform_both_ways(study, set_quoting(1, Quoting.ASK))
    assert (said_of(study, HEAD), said_of(study, DEPUTY)) == ("ask", "open")
    assert study.history()[0].words == "Mrs Bxxxx: only after showing"
    with pytest.raises(UserError):
        study.perform(set_quoting(99, Quoting.NO))


def test_passages_are_shown_in_one_step_and_the_last_answer_counts(study: StudyFile) -> None:
    study.perform(set_quoting(1, Quoting.ASK))
    assert perform_both_ways(study, note_shown([HEAD, DEPUTY], Clearing.ASKED, DAY, "by post")).result == 2
    assert said_of(study, HEAD) == "shown"
    study.perform(note_shown([HEAD, DEPUTY], Clearing.CLEARED, "2026-04-01"))
    assert said_of(study, HEAD) == "cleared"
    assert study.history()[0].words == "2 passages shown to those who say them: cleared"
    assert [each.note for each in clearances(study.reader)] == ["by post", "by post", "", ""]
    study.perform(note_shown([HEAD], Clearing.REFUSED, "2026-04-02"))
    assert (said_of(study, HEAD), said_of(study, DEPUTY)) == ("refused", "cleared")
    assert study.history()[0].words == "1 passage shown to whoever says it: refused"


def test_the_same_noted_again_only_changes_the_note(study: StudyFile) -> None:
    for note in ("by post", "by telephone"):
        perform_both_ways(study, note_shown([HEAD], Clearing.CLEARED, DAY, note))
    assert [each.note for each in clearances(study.reader)] == ["by telephone"]


def test_what_was_noted_is_taken_back_on_the_passage_it_stands_on(study: StudyFile) -> None:
    study.perform(note_shown([HEAD], Clearing.CLEARED, DAY))
    with pytest.raises(UserError, match="longer"):
        study.perform(forget_shown([TranscriptSpan(1, 25, 40)]))
    assert perform_both_ways(study, forget_shown([HEAD, DEPUTY])).result == 1
    assert clearances(study.reader) == ()


@pytest.mark.parametrize(
    ("place", "day"), [(TranscriptSpan(1, 90, 200), DAY), (HEAD, "tomorrow"), (HEAD, "2026-02-30")]
)
def test_what_cannot_be_is_refused(study: StudyFile, place: TranscriptSpan, day: str) -> None:
    with pytest.raises(UserError):
        study.perform(note_shown([place], Clearing.CLEARED, day))
    assert clearances(study.reader) == ()


def test_a_corrected_text_takes_what_was_cleared_along(study: StudyFile) -> None:
    study.perform(set_quoting(1, Quoting.ASK))
    study.perform(note_shown([HEAD], Clearing.CLEARED, DAY))
    perform_both_ways(study, correct_turn(2, "Well well, we all trust each other now.", None))
    (moved,) = clearances(study.reader)
    stored = transcript(study.reader, 1)
    assert stored is not None
    assert stored.text[moved.start : moved.end] == "we all trust each other now."
    assert said_of(study, TranscriptSpan(1, moved.start, moved.end)) == "cleared"
    study.perform(correct_turn(2, "Well well,", None))  # of the words that were cleared none is left
    assert said_of(study, TranscriptSpan(1, 17, 27)) == "ask"


def test_what_is_kept_in_memory_follows(study: StudyFile) -> None:
    data = StudyData(study.reader)

    def held() -> tuple[object, ...]:
        found = data.analysis_data(1, everybody(study.reader))
        return dict(found.quoting), [each.state for each in found.clearances]

    assert held() == ({}, [])
    data.follow(study.perform(set_quoting(1, Quoting.NO)).changes)
    data.follow(study.perform(note_shown([HEAD], Clearing.CLEARED, DAY)).changes)
    assert held() == ({1: Quoting.NO}, [Clearing.CLEARED])
    data.follow(study.undo().changes)
    assert held() == ({1: Quoting.NO}, [])


def test_a_copy_brings_what_was_noted_there_once(study: StudyFile, other: StudyFile) -> None:
    other.perform(set_quoting(2, Quoting.ASK))
    other.perform(note_shown([HEAD, DEPUTY], Clearing.CLEARED, DAY))
    merge(study, other)
    assert said_of(study, DEPUTY) == "cleared"
    assert [each.state for each in clearances(study.reader)] == ["asked", "cleared", "cleared"]


def test_withdrawing_a_coder_leaves_what_people_said(study: StudyFile) -> None:
    study.perform(add_coder("Second"))
    study.perform(note_shown([HEAD], Clearing.REFUSED, DAY))
    perform_both_ways(study, withdraw_coder(1))
    assert said_of(study, HEAD) == "refused"


def test_withdrawing_a_person_takes_what_was_shown_to_them(study: StudyFile) -> None:
    study.perform(note_shown([HEAD, DEPUTY], Clearing.CLEARED, DAY))
    study.perform_irreversibly(withdraw_person(1))
    (left,) = clearances(study.reader)
    stored = transcript(study.reader, 1)
    assert stored is not None
    assert stored.text[left.start : left.end] == "And we say hard things."


def test_a_note_is_masked_and_no_masked_copy_has_one(study: StudyFile, tmp_path: Path) -> None:
    study.perform(set_quoting(1, Quoting.ASK))
    study.perform(note_shown([HEAD], Clearing.CLEARED, DAY, "asked Quentin at the gate"))
    names = Pseudonyms((Pseudonym("Quentin", "Rowan"),))
    share_copy(study.path, tmp_path / "copy.strandline", names)
    with StudyFile.open(tmp_path / "copy.strandline") as copy:
        assert clearances(copy.reader) == ()
        assert said_of(copy, HEAD) == "ask"  # what the person asks for is known there
        assert copy.check() == []
    study.perform(mask_interviews([1], names))
    assert [each.note for each in clearances(study.reader)] == ["asked Rowan at the gate"]


def test_a_passage_whose_interview_goes_takes_its_notes_along(study: StudyFile) -> None:
    study.perform(note_shown([HEAD], Clearing.CLEARED, DAY))
    perform_both_ways(study, remove_interview(1))
    assert study.reader.execute(schema.clearance.select()).all() == []
