"""Lenses crossed: one framework against another on the same words, as strand by Grid-Group.

A pair is a passage coded with the one and a passage of the same coder with the other, that share words (or
are the same). A passage that the other lens says nothing of stands in the last column.
"""

from typing import Final

import numpy as np

from coding.analysis.analysis_data import AnalysisData, Bools, Ints, ints
from coding.analysis.coefficients import Coefficient
from coding.analysis.columns import columns_of
from coding.analysis.crossings import CrossHeading, Crossings, CrossingsTable, counted, distinct
from coding.analysis.selection import Selection
from coding.analysis.selection_units import overlaps
from coding.analysis.tally import passages
from coding.language import _
from coding.model.query import Within

LENS_PLACES: Final = (Within.OVERLAP, Within.PASSAGE)


def lenses_crossed(
    first: AnalysisData,
    second: AnalysisData,
    within: Within = Within.OVERLAP,
    selection: Selection | None = None,
    interview_ids: Ints | None = None,
) -> CrossingsTable:
    """Count the pairs of passages of two frameworks that share words, or are the same for Within.PASSAGE.

    ``selection`` is of the first. ``in_row`` and ``in_column`` count passages; ``of`` counts the passages of
    the first framework. The codings behind a count are those with the first framework.
    """
    rows, columns = (columns_of(each.framework, _codes(each)) for each in (first, second))
    row, column = (
        each.basic_of_code[ints(data.codings, "code_id")] for each, data in ((rows, first), (columns, second))
    )
    one, other = _same_words(first, second, within)
    ones, others = passages(first), passages(second)
    is_wanted = _among(first, interview_ids)
    if selection is not None:
        is_wanted = is_wanted & selection.codings
    kept = is_wanted[one] & (row[one] >= 0) & (column[other] >= 0)
    one, other = one[kept], other[kept]
    alone = np.setdiff1d(np.flatnonzero(is_wanted & (row >= 0)), one)
    n_rows, n_columns = len(rows.basic), len(columns.basic) + 1
    found = Crossings(
        np.concatenate([one, alone]),
        row[np.concatenate([one, alone])],
        np.concatenate([column[other], np.full(len(alone), n_columns - 1)]),
        np.concatenate([(ones[one] << 32) | others[other], (ones[alone] << 32) | 0xFFFFFFFF]),
    )
    here = np.flatnonzero(is_wanted & (row >= 0))
    there = np.flatnonzero(_among(second, interview_ids) & (column >= 0))
    nothing = CrossHeading(_("none"), _("nothing of {framework}").format(framework=second.framework.name))
    counts = counted(found, n_rows, n_columns)
    return CrossingsTable(
        first,
        rows.basic,
        (*(CrossHeading(each.label, each.name) for each in columns.basic), nothing),
        counts,
        distinct(row[here], ones[here], n_rows),
        np.append(distinct(column[there], others[there], n_columns - 1), counts[:, -1].sum()),
        len(np.unique(ones[here])),
        found,
        ints(first.codings, "id"),
    )


def _codes(data: AnalysisData) -> set[int]:
    return set(ints(data.codings, "code_id").tolist())


def _among(data: AnalysisData, interview_ids: Ints | None) -> Bools:
    every = np.ones(len(data.codings), dtype=np.bool_)
    return every if interview_ids is None else np.isin(ints(data.codings, "interview_id"), interview_ids)


def _same_words(first: AnalysisData, second: AnalysisData, within: Within) -> tuple[Ints, Ints]:
    """Return the positions of codings of each framework that the same coder gave to the same words."""
    names = ("interview_id", "coder_id", "start", "end")
    interview_id, coder_id, start, end = (
        np.concatenate([ints(first.codings, name), ints(second.codings, name)]) for name in names
    )
    n = len(first.codings)
    reader = np.unique((interview_id << 32) | coder_id, return_inverse=True)[1].ravel()
    one, other = overlaps(reader, start, end)
    across = (one < n) & (other >= n)
    one, other = one[across], other[across]
    if within is Within.PASSAGE:
        same = (start[one] == start[other]) & (end[one] == end[other])
        one, other = one[same], other[same]
    return one, other - n


def c_of_lenses(found: CrossingsTable, i: int, j: int) -> Coefficient:
    """Return the c-coefficient of a code of each lens: n12 / (n1 + n2 - n12), of passages.

    Undefined in the column of nothing, and where a passage shares words with several of the other code.
    """
    if j == len(found.columns) - 1:
        return Coefficient(None, _("this is no code"))
    meet, one, other = int(found.counts[i, j]), int(found.in_row[i]), int(found.in_column[j])
    if not one + other:
        return Coefficient(None, _("neither of the codes occurs"))
    if meet > min(one, other):
        return Coefficient(None, _("some passages overlap several of the other code"))
    return Coefficient(meet / (one + other - meet))
