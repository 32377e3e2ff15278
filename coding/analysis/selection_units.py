"""In what the conditions of a query are met together: passages, turns, answers, whole interviews."""

from dataclasses import dataclass
from typing import Final

import numpy as np

from coding.analysis.analysis_data import AnalysisData, Ints, in_order_of, ints
from coding.analysis.question_matching import answer_places
from coding.analysis.speaker_attribution import touching
from coding.analysis.tally import answers_heard, first_of_each, passages, spoken_everywhere
from coding.model.query import Within

_END: Final = np.iinfo(np.int64).max >> 33  # beyond every text


@dataclass(frozen=True)
class Units:
    """Units by number, each of one coder's codings, and the stretch of text that each stands for.

    A coding at ``coding[i]`` lies in the unit ``unit[i]``. A coding at ``asking[i]`` is found where the
    unit ``asked[i]`` meets the conditions: the same but for overlaps, where each coding asks of its own.
    """

    coding: Ints
    unit: Ints
    asking: Ints
    asked: Ints
    interview_id: Ints
    start: Ints
    end: Ints

    def __len__(self) -> int:
        return len(self.interview_id)


def units_of(analysis_data: AnalysisData, within: Within) -> Units:
    """Return the units of all codings."""
    makers = {
        Within.PASSAGE: _passages,
        Within.OVERLAP: _overlapping,
        Within.TURN: _turns,
        Within.ANSWER: _answers,
        Within.INTERVIEW: _interviews,
    }
    return makers[within](analysis_data)


def _columns(analysis_data: AnalysisData) -> tuple[Ints, Ints, Ints, Ints]:
    codings = analysis_data.codings
    return (
        ints(codings, "interview_id"),
        ints(codings, "start"),
        ints(codings, "end"),
        ints(codings, "coder_id"),
    )


def _passages(analysis_data: AnalysisData) -> Units:
    number = passages(analysis_data)
    every = np.arange(len(number))
    places = (column[first_of_each(number)] for column in _columns(analysis_data)[:3])
    return Units(every, number, every, number, *places)


def _overlapping(analysis_data: AnalysisData) -> Units:
    """Return a unit for each coding: the codings of the same coder that share a code point with it."""
    interview_id, start, end, coder_id = _columns(analysis_data)
    every = np.arange(len(start))
    reader = np.unique(np.stack((interview_id, coder_id)), axis=1, return_inverse=True)[1].ravel()
    other, one = overlaps(reader, start, end)
    return Units(other, one, every, every, interview_id, start, end)


def overlaps(group: Ints, start: Ints, end: Ints) -> tuple[Ints, Ints]:
    """Return the pairs of positions whose spans overlap in the same group, both ways, each with itself."""
    order = in_order_of(group, start)
    scale = int(end.max(initial=0)) + 1
    begins, ends = (group * scale + start)[order], (group * scale + end)[order]
    beyond = np.maximum(np.searchsorted(begins, ends, side="left"), np.arange(1, len(order) + 1))
    many = beyond - np.arange(len(order))
    first = np.repeat(np.arange(len(order)), many)
    second = first + np.arange(len(first)) - np.repeat(np.cumsum(many) - many, many)
    apart = first != second
    pairs = np.concatenate([first, second[apart]]), np.concatenate([second, first[apart]])
    return order[pairs[0]], order[pairs[1]]


def _turns(analysis_data: AnalysisData) -> Units:
    """Return the turns that passages touch; a passage beyond all turns is by itself."""
    interview_id, start, end, _coder = _columns(analysis_data)
    turns = analysis_data.read_turns(np.unique(interview_id))
    coding, turn = touching(analysis_data.codings, turns)
    silent = np.setdiff1d(np.arange(len(start)), coding)
    number = np.concatenate([turn, len(turns) + passages(analysis_data)[silent]])
    places = tuple(
        np.concatenate([ints(turns, name), column[first_of_each(passages(analysis_data))]])
        for name, column in (("interview_id", interview_id), ("start", start), ("end", end))
    )
    return _by_coder(analysis_data, np.concatenate([coding, silent]), number, *places)


def _answers(analysis_data: AnalysisData) -> Units:
    heard = spoken_everywhere(analysis_data)
    first = first_of_each(passages(analysis_data))
    places = tuple(
        np.concatenate([of_answers, column[first]])
        for of_answers, column in zip(answer_places(analysis_data), _columns(analysis_data)[:3], strict=True)
    )
    return _by_coder(analysis_data, heard.coding, answers_heard(analysis_data, heard), *places)


def _interviews(analysis_data: AnalysisData) -> Units:
    ids = ints(analysis_data.interviews, "id")
    none = np.zeros_like(ids)
    every = np.arange(len(analysis_data.codings))
    return _by_coder(analysis_data, every, analysis_data.row_of_coding, ids, none, none + _END)


def _by_coder(
    analysis_data: AnalysisData, coding: Ints, number: Ints, interview_id: Ints, start: Ints, end: Ints
) -> Units:
    """Return units that each coder has apart; the places are by ``number``."""
    coder = ints(analysis_data.codings, "coder_id")[coding]
    found, unit = np.unique((number << 32) | coder, return_inverse=True)
    which = found >> 32
    return Units(coding, unit.ravel(), coding, unit.ravel(), interview_id[which], start[which], end[which])
