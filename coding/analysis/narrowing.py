"""Less of a material: some of its rounds, or what a query finds in it, as a material of its own.

All that is counted of it, and all that is said of the numbers, is then of these codings and interviews. What
is asked of codings (unsure, a stage, a strand) takes codings away, no interviews and no words: the numbers
that rates are taken of stay (rule 7). Who and where takes away both.
"""

from collections.abc import Collection
from dataclasses import replace

import numpy as np
import pandas as pd

from coding.analysis.analysis_data import AnalysisData, Bools, Ints, ints
from coding.analysis.coding_fields import AskedByFields
from coding.analysis.selection import Asked, Selection
from coding.analysis.speaker_attribution import voices
from coding.model.query import Query


def of_rounds(analysis_data: AnalysisData, round_ids: Collection[int]) -> AnalysisData:
    """Return what there is of some rounds; of all where none is named. It is worked out once."""
    known: dict[object, AnalysisData] = analysis_data.worked_out.setdefault(of_rounds, {})
    wanted = frozenset(round_ids)
    if not wanted or wanted >= {round_.id for round_ in analysis_data.rounds}:
        return analysis_data
    if wanted not in known:
        there = np.isin(ints(analysis_data.interviews, "round_id"), list(wanted))
        here = set(ints(analysis_data.interviews, "id")[there].tolist())
        filed = {each.question_id for each in analysis_data.filings if each.interview_id in here}
        found = _of_interviews(analysis_data, there)
        known[wanted] = replace(
            found,
            rounds=tuple(each for each in found.rounds if each.id in wanted),
            questions=tuple(q for q in found.questions if q.round_id in wanted or q.id in filed),
        )
    return known[wanted]


def of_query(asked: Asked, selection: Selection, in_words: str) -> AnalysisData:
    """Return what a query has found; ``in_words`` says what it asks for."""
    query, data = selection.query, asked.analysis_data
    if query == Query():
        return data
    who = tuple(field for field in query.fields if not field.is_of_codings)
    found = _with_codings(data, selection.codings)
    if who:
        asked_of = AskedByFields(who, asked.names)
        heard = data.row_of(voices(data).interview_id[selection.voices])
        there = np.zeros(len(data.interviews), dtype=np.bool_)
        there[heard] = True
        found = replace(_of_interviews(found, there), asked_of=asked_of)
    return replace(found, narrowed_to=in_words)


def _with_codings(data: AnalysisData, which: Bools) -> AnalysisData:
    """Return a material with some of its codings; the words of their passages are counted once for all."""
    if which.all():
        return data
    rows = np.flatnonzero(which)

    def count_words(passages: pd.DataFrame) -> Ints:
        words = data.words_of_codings
        if passages is narrowed.codings and words is not None:
            return words[rows]
        assert data.count_words is not None
        return data.count_words(passages)

    counting = None if data.count_words is None else count_words
    codings = data.codings.iloc[rows].reset_index(drop=True)
    narrowed = replace(data, codings=codings, count_words=counting)
    return narrowed


def _of_interviews(data: AnalysisData, which: Bools) -> AnalysisData:
    """Return what there is of some interviews: of people, speakers, readings and questions as well."""
    if which.all():
        return data
    kept = ints(data.interviews, "id")[which]

    def here(frame: pd.DataFrame) -> pd.DataFrame:
        return frame[np.isin(ints(frame, "interview_id"), kept)].reset_index(drop=True)

    found = _with_codings(data, np.isin(ints(data.codings, "interview_id"), kept))
    return replace(
        found,
        interviews=data.interviews[which].reset_index(drop=True),
        participants=here(data.participants),
        speakers=here(data.speakers),
        readings=None if data.readings is None else here(data.readings),
        clearances=tuple(each for each in data.clearances if each.interview_id in set(kept.tolist())),
        read_asked=lambda: here(data.read_asked()),
        read_unparted=lambda: np.intersect1d(data.read_unparted(), kept),
        shared={},
    )
