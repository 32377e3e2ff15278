"""Which codes meet: on a passage, on passages that overlap, in a turn or in an answer.

A sub-strand rolls up into its strand, and a dimension alone is a code of its own (rule 6): the columns are
those of a table of frequencies. Only codings of one coder meet.
"""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import cached_property, partial
from typing import NamedTuple

import numpy as np
import pandas as pd

from coding.analysis.agreement_units import participants_turns
from coding.analysis.analysis_data import AnalysisData, Bools, Ints, in_order_of, ints
from coding.analysis.coefficients import Coefficient
from coding.analysis.columns import Column, columns_of
from coding.analysis.selection import Selection
from coding.analysis.selection_units import overlaps, units_of
from coding.analysis.speaker_attribution import touching
from coding.analysis.tally import passages
from coding.language import _
from coding.model.query import Within


class Meetings(NamedTuple):
    """Codings that meet, both ways and each with itself, and where: rows of ``AnalysisData.codings``."""

    first: Ints
    second: Ints
    place: Ints


@dataclass(frozen=True, eq=False)
class CodesTogether:
    """How often the codes of ``columns`` meet.

    ``both[i, j]`` counts the places with codes i and j, ``both[i, i]`` those with i: passages, turns or
    answers. Of passages that overlap, ``both[i, j]`` counts the pairs. ``places`` is how many places carry
    any of the codes. ``turns`` is how many turns participants take, coded or not; 0 where turns are not what
    is counted in.
    """

    within: Within
    columns: tuple[Column, ...]
    both: Ints
    places: int
    turns: int
    find_meetings: Callable[[], Meetings]
    column: Ints
    coding_id: Ints

    @cached_property
    def meetings(self) -> Meetings:
        """Which codings meet where: found out when a count is opened."""
        return self.find_meetings()

    def c(self, i: int, j: int) -> Coefficient:
        """Return the c-coefficient of two codes: n12 / (n1 + n2 - n12), which is Jaccard's.

        Undefined where neither occurs, and where a passage overlaps several so that more pairs than passages
        would be counted.
        """
        meet, one, other = (int(self.both[at]) for at in ((i, j), (i, i), (j, j)))
        if not one + other:
            return Coefficient(None, _("neither of the codes occurs"))
        if meet > min(one, other):
            return Coefficient(None, _("some passages overlap several of the other code"))
        return Coefficient(meet / (one + other - meet))

    def expected(self, i: int, j: int) -> float | None:
        """Return in how many turns two codes would meet if neither drew the other: n1 n2 / N.

        N is all turns of participants; what is counted divided by this is the lift (Brin et al. 1997). None
        where places are not turns: every coded passage has a code, so that codes would look as if they
        shunned one another.
        """
        if not self.turns:
            return None
        return int(self.both[i, i]) * int(self.both[j, j]) / self.turns

    def pairs(self) -> Iterator[tuple[int, int]]:
        """Yield each two codes once, in the order of the codebook."""
        numbers = range(len(self.columns))
        return ((i, j) for i in numbers for j in numbers if i < j)

    def coding_ids(self, i: int, j: int) -> list[int]:
        """Return the codings that a cell counts: those of either code, where the two meet."""
        first, second, _place = self.meetings
        here = (self.column[first] == i) & (self.column[second] == j)
        return self.coding_id[np.union1d(first[here], second[here])].tolist()


def codes_together(
    analysis_data: AnalysisData,
    within: Within = Within.PASSAGE,
    selection: Selection | None = None,
    interview_ids: Ints | None = None,
) -> CodesTogether:
    """Count where codes meet: of all codings or those of a selection, in all interviews or in some.

    Turns are those of participants: what an interviewer says answers nothing.
    """
    codings = analysis_data.codings
    code = ints(codings, "code_id")
    columns = columns_of(analysis_data.framework, set(code.tolist()))
    column, n = columns.basic_of_code[code], len(columns.basic)
    wanted = column >= 0
    if selection is not None:
        wanted &= selection.codings
    if interview_ids is not None:
        wanted &= np.isin(ints(codings, "interview_id"), interview_ids)
    coding, place = _placed(analysis_data, within, wanted)
    both, places = _in_one_place(place, column[coding], n), len(np.unique(place))
    find_meetings = partial(_in_places, coding, place)
    if within is Within.OVERLAP:  # pairs; one code alone is on passages
        meetings = _overlapping(analysis_data, wanted)
        alone, both = both.diagonal(), _distinct(meetings, column, n)
        np.fill_diagonal(both, alone)
        find_meetings = partial(Meetings, *meetings)
    turns = 0
    if within is Within.TURN and (selection is None or selection.voices.all()):
        everywhere = ints(analysis_data.interviews, "id") if interview_ids is None else interview_ids
        turns = len(participants_turns(analysis_data, everywhere))
    return CodesTogether(
        within, columns.basic, both, places, turns, find_meetings, column, ints(codings, "id")
    )


def _placed(analysis_data: AnalysisData, within: Within, wanted: Bools) -> tuple[Ints, Ints]:
    """Return the codings wanted with the places that they lie in; of passages that overlap, passages."""
    rows = np.flatnonzero(wanted)
    if within in {Within.PASSAGE, Within.OVERLAP}:
        return rows, passages(analysis_data)[rows]
    if within is Within.TURN:
        return _in_turns(analysis_data, rows)
    units = units_of(analysis_data, within)
    here = wanted[units.coding]
    return units.coding[here], units.unit[here]


def _in_one_place(place: Ints, column: Ints, n: int) -> Ints:
    """Count, for each two of n columns, the places that both are in."""
    number, places = pd.factorize(place)
    is_in = np.zeros((len(places), n), dtype=np.float64)
    is_in[number, column] = 1
    return np.rint(is_in.T @ is_in).astype(np.int64)


def _in_places(coding: Ints, place: Ints) -> Meetings:
    """Let all codings in a place meet; parallel: a coding may lie in several places."""
    order = in_order_of(place)
    coding, place = coding[order], place[order]
    first, many = np.unique(place, return_index=True, return_counts=True)[1:]
    size = np.repeat(many, many)
    one = np.repeat(np.arange(len(place)), size)
    step = np.arange(len(one)) - np.repeat(np.cumsum(size) - size, size)
    other = np.repeat(np.repeat(first, many), size) + step
    return Meetings(coding[one], coding[other], place[one])


def _in_turns(analysis_data: AnalysisData, rows: Ints) -> tuple[Ints, Ints]:
    codings = analysis_data.codings.iloc[rows]
    turns = participants_turns(analysis_data, np.unique(ints(codings, "interview_id")))
    coding, turn = touching(codings, turns)
    by_coder = (turn << 32) | ints(codings, "coder_id")[coding]
    return rows[coding], by_coder


def _overlapping(analysis_data: AnalysisData, wanted: Bools) -> Meetings:
    """Let codings meet that share a code point; a place is the two passages."""
    rows, passage = np.flatnonzero(wanted), passages(analysis_data)
    codings = analysis_data.codings.iloc[rows]
    columns = (ints(codings, name) for name in ("interview_id", "coder_id", "start", "end"))
    interview_id, coder_id, start, end = columns
    reader = np.unique((interview_id << 32) | coder_id, return_inverse=True)[1].ravel()
    first, second = (rows[each] for each in overlaps(reader, start, end))
    return Meetings(first, second, (passage[first] << 32) | passage[second])


def _distinct(meetings: Meetings, column: Ints, n: int) -> Ints:
    """Count, for each two of n columns, the places in which they meet."""
    place = pd.factorize(meetings.place)[0].astype(np.int64)
    met = pd.unique((place * n + column[meetings.first]) * n + column[meetings.second])
    return np.bincount(met % (n * n), minlength=n * n).reshape(n, n)
