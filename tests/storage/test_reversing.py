"""Taking back one step of long ago."""

import pytest

from coding.errors import CannotUndoError
from storage.operations.codebook import rename_code
from storage.operations.codings import resize_coding, toggle_code
from storage.operations.correcting import correct_turn
from storage.operations.interviews import remove_interview
from storage.operations.memos import write_coding_memo
from storage.operations.reversing import reverse_operation
from storage.operations.studies import rename_study
from storage.operations.withdrawing import withdraw_person
from storage.queries.codebook import frameworks
from storage.study.study_file import StudyFile
from tests.storage.dumps import dump, perform_both_ways


def last(study: StudyFile) -> int:
    return study.history(1)[0].id


def test_an_old_step_is_taken_back_and_that_can_be_undone(study: StudyFile) -> None:
    study.perform(toggle_code(1, 0, 5, 15))
    coded = last(study)
    study.perform(rename_study("Later"))
    with_it = dump(study)
    study.perform(reverse_operation(coded))
    assert len(dump(study)["coding"]) == len(with_it["coding"]) - 1
    entry = study.history(1)[0]
    assert (entry.reverses_id, entry.interview_id) == (coded, 1)
    assert entry.words.startswith("Take back: ")
    study.undo()
    assert dump(study) == with_it


@pytest.mark.parametrize("make", [lambda: toggle_code(1, 0, 5, 15), lambda: remove_interview(1)])
def test_doing_undoing_and_doing_it_again_are_alike(study: StudyFile, make: object) -> None:
    study.perform(make())  # type: ignore[operator]
    perform_both_ways(study, reverse_operation(last(study)))


def test_what_something_later_stands_on_is_not_taken_back(study: StudyFile) -> None:
    study.perform(rename_study("Once"))
    once = last(study)
    study.perform(rename_study("Twice"))
    before = dump(study)
    with pytest.raises(CannotUndoError, match="can no longer be undone"):
        study.perform(reverse_operation(once))
    assert dump(study) == before


def test_what_something_later_depends_on_is_not_taken_back(study: StudyFile) -> None:
    coding_id = study.perform(toggle_code(1, 0, 5, 15)).result.coding_id
    assert coding_id is not None
    coded = last(study)
    study.perform(write_coding_memo(coding_id, "Mine"))
    before = dump(study)
    with pytest.raises(CannotUndoError, match="depends on it"):
        study.perform(reverse_operation(coded))
    assert dump(study) == before


def test_what_does_not_stand_is_not_taken_back(study: StudyFile) -> None:
    study.perform(rename_study("Once"))
    once = last(study)
    study.undo()
    with pytest.raises(CannotUndoError, match="does not stand"):
        study.perform(reverse_operation(once))


def test_nothing_is_taken_back_twice(study: StudyFile) -> None:
    study.perform(rename_code(5, "Other"))
    renamed = last(study)
    study.perform(reverse_operation(renamed))
    with pytest.raises(CannotUndoError):
        study.perform(reverse_operation(renamed))


def test_a_codebook_that_is_as_it_was_is_a_new_version(study: StudyFile) -> None:
    study.perform(rename_code(5, "Other"))
    renamed = last(study)
    study.perform(toggle_code(1, 0, 5, 5))
    perform_both_ways(study, reverse_operation(renamed))
    assert frameworks(study.reader)[0].revision == 3


def test_nothing_before_a_withdrawal_is_taken_back(study: StudyFile) -> None:
    study.perform(rename_study("Once"))
    once = last(study)
    study.perform_irreversibly(withdraw_person(1))
    with pytest.raises(CannotUndoError, match="withdrawn"):
        study.perform(reverse_operation(once))


def test_a_text_that_something_was_put_on_later_is_not_taken_back(study: StudyFile) -> None:
    study.perform(
        correct_turn(2, "Well, we trust each other now, all of us together, as I have said before.", None)
    )
    corrected = last(study)
    study.perform(toggle_code(1, 60, 80, 15))
    before = dump(study)
    with pytest.raises(CannotUndoError, match="depends on it"):
        study.perform(reverse_operation(corrected))
    assert dump(study) == before
    study.undo()
    study.perform(reverse_operation(corrected))


def test_what_was_put_before_the_words_that_change_is_no_hindrance(study: StudyFile) -> None:
    study.perform(correct_turn(2, "Well, we trust each other now, all of us.", None))
    corrected = last(study)
    study.perform(toggle_code(1, 0, 7, 15))
    study.perform(reverse_operation(corrected))
    assert study.check() == []


def test_what_grew_later_onto_words_that_change_is_in_the_way(study: StudyFile) -> None:
    coded = study.perform(toggle_code(1, 0, 7, 15)).result.coding_id
    assert coded is not None
    study.perform(correct_turn(2, "Well, we trust each other now, all of us.", None))
    corrected = last(study)
    study.perform(resize_coding(coded, 0, 50))
    with pytest.raises(CannotUndoError):
        study.perform(reverse_operation(corrected))
