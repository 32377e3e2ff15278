"""Codes in time: which follows which within one answer, and where in an interview each is spoken of.

Both follow the questions: what is asked early is spoken of early. Places where codings of one coder begin
together are one step; a passage belongs to the answer that it begins in.
"""

from typing import Final

import numpy as np

from coding.analysis.analysis_data import AnalysisData, Bools, Ints, in_order_of, ints
from coding.analysis.columns import columns_of
from coding.analysis.crossings import CrossHeading, Crossings, CrossingsTable, counted, distinct
from coding.analysis.selection import Selection
from coding.analysis.selection_units import units_of
from coding.analysis.tally import passages
from coding.language import _
from coding.model.query import Within

PARTS: Final = 10  # of an interview


def codes_in_order(
    data: AnalysisData, selection: Selection | None = None, interview_ids: Ints | None = None
) -> CrossingsTable:
    """Count which code follows which: steps from one place to the next that begins in the same answer.

    ``in_row`` counts the steps that begin with a code, ``in_column`` those that end with it; ``of`` counts
    all steps.
    """
    columns = columns_of(data.framework, set(ints(data.codings, "code_id").tolist()))
    column, n = columns.basic_of_code[ints(data.codings, "code_id")], len(columns.basic)
    coding, place, follows = _places(data, _wanted(data, column >= 0, selection, interview_ids))
    first, second = _joined(place, follows)
    step = place[first]
    both = Crossings(
        np.concatenate([coding[first], coding[second]]),
        np.tile(column[coding[first]], 2),
        np.tile(column[coding[second]], 2),
        np.tile(step, 2),
    )
    return CrossingsTable(
        data,
        columns.basic,
        tuple(CrossHeading(each.label, each.name) for each in columns.basic),
        counted(both, n, n),
        distinct(column[coding[first]], step, n),
        distinct(column[coding[second]], step, n),
        len(np.unique(step)),
        both,
        ints(data.codings, "id"),
    )


def _wanted(
    data: AnalysisData, wanted: Bools, selection: Selection | None, interview_ids: Ints | None
) -> Bools:
    if selection is not None:
        wanted = wanted & selection.codings
    if interview_ids is not None:
        wanted = wanted & np.isin(ints(data.codings, "interview_id"), interview_ids)
    return wanted


def _places(data: AnalysisData, wanted: Bools) -> tuple[Ints, Ints, Bools]:
    """Return codings in their order, the place that each begins, and by place whether it is followed.

    A place is where codings of one coder begin together; it is followed by the next in the same answer.
    """
    units = units_of(data, Within.ANSWER)
    start = ints(data.codings, "start")[units.coding]
    begins_here = (units.start[units.unit] <= start) & (start < units.end[units.unit])
    here = wanted[units.coding] & begins_here
    coding, unit, start = units.coding[here], units.unit[here], start[here]
    order = in_order_of(unit, start)
    coding, unit, start = coding[order], unit[order], start[order]
    is_new = np.ones(len(coding), dtype=np.bool_)
    is_new[1:] = (np.diff(unit) != 0) | (np.diff(start) != 0)
    unit_of_place = unit[is_new]
    follows = np.zeros(len(unit_of_place), dtype=np.bool_)
    follows[:-1] = unit_of_place[1:] == unit_of_place[:-1]
    return coding, np.cumsum(is_new) - 1, follows


def _joined(place: Ints, is_followed: Bools) -> tuple[Ints, Ints]:
    """Return positions: each of a place that is followed with each of the next place."""
    n_places = len(is_followed)
    begin = np.searchsorted(place, np.arange(n_places + 1))
    many = np.diff(begin)
    first = np.flatnonzero(is_followed[place]) if len(place) else np.empty(0, dtype=np.int64)
    after = place[first] + 1
    n_after = many[after] if len(first) else first
    one = np.repeat(first, n_after)
    step = np.arange(len(one)) - np.repeat(np.cumsum(n_after) - n_after, n_after)
    return one, np.repeat(begin[after] if len(first) else first, n_after) + step


def codes_in_course(
    data: AnalysisData,
    selection: Selection | None = None,
    interview_ids: Ints | None = None,
    parts: int = PARTS,
) -> CrossingsTable:
    """Count in which part of its interview each passage begins; parts are equally long in letters.

    A passage counts for each of its codes once a coder; ``of`` counts the interviews with any.
    """
    columns = columns_of(data.framework, set(ints(data.codings, "code_id").tolist()))
    column, n = columns.basic_of_code[ints(data.codings, "code_id")], len(columns.basic)
    coding = np.flatnonzero(_wanted(data, column >= 0, selection, interview_ids))
    start, row = ints(data.codings, "start")[coding], data.row_of_coding[coding]
    part = np.minimum(start * parts // _lengths(data, row)[row], parts - 1)
    found = Crossings(coding, column[coding], part, passages(data)[coding])
    counts = counted(found, n, parts)
    return CrossingsTable(
        data,
        columns.basic,
        tuple(
            CrossHeading(str(at + 1), _("part {n} of {all}").format(n=at + 1, all=parts))
            for at in range(parts)
        ),
        counts,
        counts.sum(axis=1),
        counts.sum(axis=0),
        len(np.unique(row)),
        found,
        ints(data.codings, "id"),
    )


def _lengths(data: AnalysisData, rows: Ints) -> Ints:
    """Return how long interviews are, by row; 1 for those that nobody asks about."""
    length = np.ones(len(data.interviews), dtype=np.int64)
    np.maximum.at(length, data.row_of_coding, ints(data.codings, "end"))
    turns = data.read_turns(ints(data.interviews, "id")[np.unique(rows)])
    np.maximum.at(length, data.row_of(ints(turns, "interview_id")), ints(turns, "end"))
    return length
