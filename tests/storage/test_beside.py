"""Documents, notes and answers stand beside the interviews: coded and listed, in no number of interviews."""

import pytest

from coding.analysis.analysis_data import ints
from coding.analysis.frequencies import frequencies
from coding.analysis.groups import Grouping
from coding.analysis.passages import find_passages
from coding.analysis.selection import coding_ids, select
from coding.model.study import KINDS, InterviewKind
from coding.query.parsing import parse
from storage.queries.codebook import framework
from storage.queries.counts import counts_of_codes
from storage.queries.selecting import asked_of
from storage.queries.study_data import StudyData
from storage.study import schema
from storage.study.operation import WriteContext, operation
from storage.study.study_file import StudyFile

POLICY = "We share what works."


@operation("Take in")
def take_in(w: WriteContext, kind: InterviewKind) -> int:
    """Store a text of a kind, read and with one coding of HSC."""
    interview_id = w.add(schema.interview, title="Policy", kind=kind.value, round_id=2, school_id=2, words=4)
    w.add(schema.transcript, id=interview_id, text=POLICY)
    w.add(schema.turn, transcript_id=interview_id, start=0, end=len(POLICY))
    w.add(schema.coding, transcript_id=interview_id, start=3, end=8, code_id=7, coder_id=w.coder_id)
    w.add(schema.reading, interview_id=interview_id, coder_id=w.coder_id, state="done")
    return interview_id


@pytest.mark.parametrize("kind", InterviewKind)
def test_only_interviews_are_counted(study: StudyFile, kind: InterviewKind) -> None:
    before = StudyData(study.reader).analysis_data(1, {1})
    counted = int(frequencies(before, (Grouping.ROUND,)).all_counts.sum())
    book = framework(study.reader, 1)
    assert book is not None
    shown = counts_of_codes(study.reader, book, {1})[7]
    study.perform(take_in(kind))
    after = StudyData(study.reader).analysis_data(1, {1})
    more = int(kind.is_talk)
    assert len(after.interviews) == len(before.interviews) + more
    assert after.beside == 1 - more
    assert (frequencies(after, (Grouping.ROUND,)).all_counts.sum() > counted) == kind.is_talk
    assert counts_of_codes(study.reader, book, {1})[7] == shown + more


def test_passages_of_a_document_are_found_and_said_apart(study: StudyFile) -> None:
    document = study.perform(take_in(InterviewKind.DOCUMENT)).result
    data = StudyData(study.reader)
    all_of_it, counted = data.analysis_data(1, {1}, None, KINDS), data.analysis_data(1, {1})
    asked = asked_of(study.reader, all_of_it)
    assert document in find_passages(all_of_it).interview_ids
    found = {
        text: len(coding_ids(all_of_it, select(asked, parse(text, asked.names))))
        for text in ("source:document", "not source:document", "source:notes,answers", "in:2015")
    }
    every = len(all_of_it.codings)
    assert found == {
        "source:document": 1,
        "not source:document": every - 1,
        "source:notes,answers": 0,
        "in:2015": every,
    }
    assert len(counted.codings) == every - 1
    assert {str(field) for field in counted.source_fields} == {"source:interview,group"}


def test_a_number_opens_what_it_counts(study: StudyFile) -> None:
    study.perform(take_in(InterviewKind.NOTES))
    data = StudyData(study.reader)
    everything = asked_of(study.reader, data.analysis_data(1, {1}, None, KINDS))
    counted = data.analysis_data(1, {1})
    text = " ".join(map(str, counted.source_fields))
    found = select(everything, parse(text, everything.names))
    assert set(coding_ids(everything.analysis_data, found).tolist()) == set(
        ints(counted.codings, "id").tolist()
    )
