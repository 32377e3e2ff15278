"""Remarks on passages: apart from the memo on the whole interview."""

import pytest

from coding.errors import UserError
from storage.operations.memos import change_remark, write_interview_memo, write_remark
from storage.queries.history import HistoryPlace, place_of
from storage.queries.remarks import remarks
from storage.queries.texts import interview_memo
from storage.study.study_file import StudyFile
from tests.storage.dumps import perform_both_ways


def test_remarks_stand_beside_the_memo_of_the_interview(study: StudyFile) -> None:
    perform_both_ways(study, write_remark(1, 17, 21, " Ask about this "))
    perform_both_ways(study, write_remark(1, 0, 3, "And this"))
    perform_both_ways(study, write_interview_memo(1, "On the whole"))
    assert [(r.span, r.coder, r.text) for r in remarks(study.reader, 1)] == [
        ((0, 3), "Me", "And this"),
        ((17, 21), "Me", "Ask about this"),
    ]
    assert interview_memo(study.reader, 1, study.coder_id) == "On the whole"
    perform_both_ways(study, write_interview_memo(1, ""))
    assert len(remarks(study.reader, 1)) == 2


def test_a_remark_is_changed_and_removed(study: StudyFile) -> None:
    remark_id = study.perform(write_remark(1, 0, 3, "First")).result
    assert remark_id is not None
    perform_both_ways(study, change_remark(remark_id, "Second"))
    assert place_of(study.reader, study.history()[0].id) == HistoryPlace(1, 0, 3)
    assert [remark.text for remark in remarks(study.reader, 1)] == ["Second"]
    perform_both_ways(study, change_remark(remark_id, " "))
    assert remarks(study.reader, 1) == []
    with pytest.raises(UserError, match="no longer there"):
        study.perform(change_remark(remark_id, "Third"))


def test_a_remark_needs_a_place_and_words(study: StudyFile) -> None:
    assert not study.perform(write_remark(1, 0, 3, " ")).changes
    for start, end in ((5, 4), (-1, 3), (0, 9999)):
        with pytest.raises(UserError, match="not in the transcript"):
            study.perform(write_remark(1, start, end, "Nowhere"))
