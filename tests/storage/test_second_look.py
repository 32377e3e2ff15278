"""Looking again at codings whose code has come to mean something else."""

import pytest

from coding.errors import UserError
from storage.operations.codebook import edit_entry, rename_code
from storage.operations.coders import add_coder
from storage.operations.codings import toggle_code
from storage.operations.going_through import sort_passage
from storage.operations.reading import set_blind
from storage.operations.second_look import ask_second_look, drop_second_look, let_stand
from storage.queries.codebook import frameworks
from storage.queries.codings import coding_by_id
from storage.queries.second_look import coded_before, meant_since, second_look, second_looks
from storage.study.study_file import StudyFile
from tests.storage.dumps import perform_both_ways

FG = 7  # has two codings, of Me


def to_do(study: StudyFile) -> list[int]:
    found = second_look(study.reader, FG, study.coder_id)
    assert found is not None
    ids = [coding.id for coding in found.to_do]
    by_code = second_looks(study.reader, frameworks(study.reader)[0], [study.coder_id])
    assert by_code.get(FG, 0) == len(ids)
    return ids


def test_nothing_is_asked_by_an_edit_alone(study: StudyFile) -> None:
    study.perform(edit_entry(FG, "definition", "Another."))
    study.perform(rename_code(FG, "Other"))
    assert to_do(study) == []
    assert meant_since(study.reader, FG) == 2
    assert coded_before(study.reader, FG, 2) == 2


def test_codings_made_before_are_looked_at_again_one_after_the_other(study: StudyFile) -> None:
    study.perform(edit_entry(FG, "definition", "Another."))
    study.perform(toggle_code(1, 0, 3, FG))  # under what it means now
    study.perform(edit_entry(9, "definition", "Of another code."))
    perform_both_ways(study, ask_second_look(FG))
    first, second = to_do(study)
    perform_both_ways(study, let_stand(FG, first))
    assert to_do(study) == [second]
    perform_both_ways(study, sort_passage(FG, second, [9]))
    assert to_do(study) == []
    study.undo()
    assert to_do(study) == [second]
    perform_both_ways(study, drop_second_look(FG))
    assert to_do(study) == []


def test_where_all_were_made_under_the_present_version_the_codebook_counts_up(study: StudyFile) -> None:
    perform_both_ways(study, ask_second_look(FG))
    assert len(to_do(study)) == 2
    assert frameworks(study.reader)[0].revision == 2


def test_who_reads_blind_is_not_told_of_others(study: StudyFile) -> None:
    study.perform(edit_entry(FG, "definition", "Another."))
    other = study.perform(add_coder("Other")).result
    study.coder_id = other
    study.perform(set_blind(1, blind=True))
    assert coded_before(study.reader, FG, 2, other) == 0
    assert coded_before(study.reader, FG, 2) == 2


def test_what_can_be_changed_to_is_near(study: StudyFile) -> None:
    found = second_look(study.reader, FG, study.coder_id)
    assert found is not None
    framework = frameworks(study.reader)[0]
    above = {framework.by_id[id_].parent_id for id_ in found.target_ids}
    assert above == {framework.by_id[FG].parent_id}
    assert FG not in found.target_ids


def test_a_coding_that_has_another_code_now_is_refused(study: StudyFile) -> None:
    coding = coding_by_id(study.reader, 1)
    assert coding is not None
    with pytest.raises(UserError, match="no longer there"):
        study.perform(let_stand(9, coding.id))
