"""Remarks on passages: apart from the memo on the whole interview."""

from storage.operations.memos import write_interview_memo
from storage.queries.history import HistoryPlace, place_of
from storage.queries.remarks import remarks
from storage.queries.texts import interview_memo
from storage.study.study_file import StudyFile
from tests.storage.dumps import perform_both_ways
from tests.storage.remarks import write_remark


def test_remarks_stand_beside_the_memo_of_the_interview(study: StudyFile) -> None:
    perform_both_ways(study, write_remark(17, 21, "Ask about this"))
    perform_both_ways(study, write_remark(0, 3, "And this"))
    perform_both_ways(study, write_interview_memo(1, "On the whole"))
    assert [(r.span, r.coder, r.text) for r in remarks(study.reader, 1)] == [
        ((0, 3), "Me", "And this"),
        ((17, 21), "Me", "Ask about this"),
    ]
    assert interview_memo(study.reader, 1, study.coder_id) == "On the whole"
    perform_both_ways(study, write_interview_memo(1, ""))
    assert len(remarks(study.reader, 1)) == 2


def test_undo_knows_the_place_of_a_remark(study: StudyFile) -> None:
    study.perform(write_remark(0, 3, "First"))
    assert place_of(study.reader, study.history()[0].id) == HistoryPlace(1, 0, 3)
