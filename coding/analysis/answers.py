"""Whole answers to a listed question, coded or not, across all interviews: analysis by issue.

``find_answers(analysis_data, question_id)`` gives them as passages, each with the strands that are coded
somewhere in it; they are narrowed down and put into words as passages are.
"""

from collections.abc import Collection
from dataclasses import replace
from functools import cached_property

import numpy as np
import pandas as pd

from coding.analysis.analysis_data import AnalysisData, Bools, Ints, distinct, ints, kept, kept_until_retold
from coding.analysis.passage_index import Filter, PassageIndex, Strand, codings_with
from coding.analysis.passages import Passages
from coding.analysis.question_matching import answer_places, answers_of, asked_in, same_question
from coding.analysis.selection import Selection
from coding.analysis.speaker_attribution import touching
from coding.model.study import SpeakerKind


def answers_found(analysis_data: AnalysisData, question_ids: Collection[int], found: Selection) -> Passages:
    """Return the answers to these questions by those who are asked for; coded ones if a query asks for codes.

    ``found`` is what a query without its question finds.
    """
    places = _places(analysis_data, question_ids)
    index = _Answers(replace(analysis_data, codings=as_codings(places)), analysis_data)
    kept = np.isin(index.in_order, index.said_by(found.voices))
    if not found.voices_only:
        kept &= np.isin(index.in_order, index.touched_by(found.codings))
    return Passages(index, index.in_order[kept])


def find_answers(analysis_data: AnalysisData, question_id: int) -> Passages:
    """Return the answers to a question (and to all that stand under it), each time it is asked.

    An answer is what participants say up to the next listed question.
    """
    alike = {id_ for id_, first in same_question(analysis_data).items() if first == question_id}
    places = _places(analysis_data, alike)
    index = _Answers(replace(analysis_data, codings=as_codings(places)), analysis_data)
    return Passages(index, index.in_order)


def answers_without_code(analysis_data: AnalysisData, found: Selection) -> Passages:
    """Return the answers (rule 14) by those who are asked for in which nothing is coded.

    Looked at are the interviews in which something is: what nobody has read yet has no answer without a code.
    """
    index = _Answers(replace(analysis_data, codings=as_codings(_uncoded(analysis_data))), analysis_data)
    return Passages(index, index.in_order[np.isin(index.in_order, index.said_by(found.voices))])


def count_answers_without_code(analysis_data: AnalysisData) -> int:
    """Return how many there are, whoever speaks."""
    return len(_uncoded(analysis_data))


@kept
def _uncoded(analysis_data: AnalysisData) -> pd.DataFrame:
    """Return interview_id, start and end of the answers in which nothing is coded, in order."""
    interview_id = answer_places(analysis_data)[0]
    start, end = _said_in_answers(analysis_data)
    answered = start < end
    codings = analysis_data.codings
    begins, ends, where = (ints(codings, name) for name in ("start", "end", "interview_id"))
    first, last = answers_of(analysis_data, where, begins), answers_of(analysis_data, where, ends - 1)
    # A coding that reaches into an answer only with what the interviewer says there is none on it.
    first, last = (
        at + step * ((ends <= start[at]) | (begins >= end[at])) for at, step in ((first, 1), (last, -1))
    )
    steps = np.zeros(len(start) + 1, dtype=np.int64)
    touches = first <= last
    np.add.at(steps, first[touches], 1)
    np.add.at(steps, last[touches] + 1, -1)
    empty = answered & (np.cumsum(steps)[:-1] == 0)
    return pd.DataFrame({"interview_id": interview_id[empty], "start": start[empty], "end": end[empty]})


@kept_until_retold
def _said_in_answers(analysis_data: AnalysisData) -> tuple[Ints, Ints]:
    """Return from where to where participants speak in each answer, by its number."""
    interview_id = answer_places(analysis_data)[0]
    turns = analysis_data.read_turns(distinct(interview_id))
    turns = turns[_by_participants(analysis_data, turns) & (ints(turns, "speaker_id") > 0)]
    number = answers_of(analysis_data, ints(turns, "interview_id"), ints(turns, "start"))
    start = np.full(len(interview_id), np.iinfo(np.int64).max)
    end = np.zeros(len(interview_id), dtype=np.int64)
    np.minimum.at(start, number, ints(turns, "start"))
    np.maximum.at(end, number, ints(turns, "end"))
    return start, end


def _places(analysis_data: AnalysisData, question_ids: Collection[int]) -> pd.DataFrame:
    """Return interview_id, start and end of each answer, in order.

    Words that are filed under a question are an answer of their own, and none to what was asked before them.
    """
    said = said_in_answers(analysis_data, question_ids)
    found = said[np.isin(ints(said, "question_id"), sorted(question_ids))]
    return found.groupby("run").agg({"interview_id": "first", "start": "min", "end": "max"})


def said_in_answers(analysis_data: AnalysisData, question_ids: Collection[int]) -> pd.DataFrame:
    """Return what participants say in the interviews in which one of these questions is answered.

    interview_id, start, end, speaker_id; question_id that it answers; ``asked`` and ``filed``, the rows of
    the question asked before it and of the words filed by hand that it lies in, -1 for none; ``run``, a
    number that stretches of one answer share that follow each other. Turns are cut where filed words begin
    or end.
    """
    asked = asked_in(analysis_data)
    answered = [
        each.interview_id[np.isin(each.question_id, sorted(question_ids))] for each in (asked, asked.filed)
    ]
    turns = analysis_data.read_turns(np.unique(np.concatenate(answered)))
    turns = turns[_by_participants(analysis_data, turns)]
    row, start, end = asked.filed.cut(*(ints(turns, name) for name in ("interview_id", "start", "end")))
    turns = turns.iloc[row].assign(start=start, end=end).reset_index(drop=True)
    interview_id = ints(turns, "interview_id")
    at, filed = asked.at(interview_id, start), asked.filed.at(interview_id, start)
    key = np.where(filed >= 0, -1 - filed, at)
    return turns.assign(
        question_id=asked.question_at(interview_id, start),
        asked=at,
        filed=filed,
        run=np.cumsum((np.diff(key, prepend=-1) != 0) | (np.diff(interview_id, prepend=-1) != 0)),
    )


def _by_participants(analysis_data: AnalysisData, turns: pd.DataFrame) -> Bools:
    asks = (analysis_data.speakers["kind"] == SpeakerKind.INTERVIEWER).to_numpy(np.bool_)
    return ~np.isin(ints(turns, "speaker_id"), ints(analysis_data.speakers, "id")[asks])


def as_codings(places: pd.DataFrame) -> pd.DataFrame:
    """Return answers as rows of ``AnalysisData.codings``, each by nobody and with no code."""
    nothing = dict.fromkeys(("id", "code_id", "coder_id", "stage_id", "direction", "revision"), 0)
    return places.reset_index(drop=True).assign(**nothing, unsure=False)


class _Answers(PassageIndex):
    """Answers by number, with what is coded in them."""

    def __init__(self, answers: AnalysisData, coded: AnalysisData) -> None:
        super().__init__(answers)
        self._coded = PassageIndex(coded)

    @cached_property
    def _pairs(self) -> tuple[Ints, Ints]:
        """Codings (positions) and the number of the answer that each touches."""
        coding, row = touching(self._coded.analysis_data.codings, self.analysis_data.codings)
        return coding, self.number[row]

    def touched_by(self, codings: Bools) -> Ints:
        """Return the answers in which some of these codings stand."""
        coding, number = self._pairs
        return number[codings[coding]]

    def numbers_with(self, wanted: Filter) -> Ints:
        """Return all answers, or those in which what is wanted is coded."""
        if wanted.code_id is None and wanted.unsure is None:
            return self.number
        coding, number = self._pairs
        return number[codings_with(self._coded.analysis_data, wanted)[coding]]

    def strands(self, number: int) -> tuple[Strand, ...]:
        """Return what is coded in an answer, each label once, in the codebook's order."""
        coding, numbers = self._pairs
        here = coding[numbers == number]
        found = {
            strand.label: strand
            for at in np.unique(self._coded.number[here]).tolist()
            for strand in self._coded.strands(at)
        }
        order = {code.id: at for at, code in enumerate(self.analysis_data.framework.codes)}
        return tuple(sorted(found.values(), key=lambda strand: order[strand.code_id]))
