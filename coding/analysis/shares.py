"""What counts beside codings (counting rule 20): interviews with at least one, and words that are coded.

Neither depends on how finely a coder cuts: two passages next to each other are as many words as one.
"""

from collections.abc import Callable

import numpy as np
import pandas as pd

from coding.analysis.analysis_data import AnalysisData, Bools, Ints, in_order_of, ints
from coding.analysis.columns import ColumnKind, Columns
from coding.analysis.groups import Groups
from coding.analysis.speaker_attribution import Said, Spoken, VoiceKind, said
from coding.analysis.strata import Strata
from coding.analysis.tally import Tally, group_pairs, unique_pairs

_Counting = Callable[[Ints, int], Ints]  # how many of each kind: groups x kinds, of kinds by row


def interviews_with(analysis_data: AnalysisData, tally: Tally, columns: Columns, chosen: Bools) -> Ints:
    """Return in how many interviews each column is coded at least once: an array groups x columns.

    ``chosen`` goes by coding.
    """
    rows = np.flatnonzero(chosen[tally.coding])
    coding, group = tally.coding[rows], tally.group[rows]
    interview = analysis_data.row_of_coding[coding]

    def count(kind: Ints, n_kinds: int) -> Ints:
        cell, _interview = unique_pairs(group * n_kinds + kind, interview)
        return np.bincount(cell, minlength=tally.n_groups * n_kinds).reshape(tally.n_groups, n_kinds)

    return _table(columns, tally.code[coding], count)


def words_coded(
    analysis_data: AnalysisData, strata: Strata, groups: Groups, columns: Columns, chosen: Ints
) -> Ints:
    """Return how many words of participants are coded, each once a column: an array groups x columns.

    ``chosen`` are positions of codings. What the interviewer says inside a passage is left out.
    """
    spoken = _by_participants(strata, said(analysis_data, strata.whole, chosen))
    part = strata.heard(analysis_data, Spoken(*spoken[:4]))
    row, group = group_pairs(np.arange(len(part)), groups.of_voice[part])
    code = ints(analysis_data.codings, "code_id")[spoken.coding[row]]
    interview_id = ints(analysis_data.codings, "interview_id")[spoken.coding[row]]
    start, end, n = spoken.start[row], spoken.end[row], len(groups.groups)

    def count(kind: Ints, n_kinds: int) -> Ints:
        cell, *stretches = _united(group * n_kinds + kind, interview_id, start, end)
        frame = pd.DataFrame(dict(zip(("interview_id", "start", "end"), stretches, strict=True)))
        words = np.zeros(n * n_kinds, dtype=np.int64)
        if analysis_data.count_words is not None:
            np.add.at(words, cell, analysis_data.count_words(frame))
        return words.reshape(n, n_kinds)

    return _table(columns, code, count)


def _by_participants(strata: Strata, spoken: Said) -> Said:
    kept = strata.whole.kind[spoken.voice] != VoiceKind.INTERVIEWER
    return Said(*(column[kept] for column in spoken))


def _united(cell: Ints, interview_id: Ints, start: Ints, end: Ints) -> tuple[Ints, Ints, Ints, Ints]:
    """Join the stretches of a cell in an interview that touch or overlap; return the four columns again."""
    order = in_order_of(cell, interview_id, start)
    cell, interview_id, start, end = (column[order] for column in (cell, interview_id, start, end))
    fresh = (np.diff(cell, prepend=-1) != 0) | (np.diff(interview_id, prepend=-1) != 0)
    scale = int(end.max(initial=0)) + 1
    base = np.cumsum(fresh) * scale
    reach = np.maximum.accumulate(base + end)
    begins = fresh.copy()
    begins[1:] |= (base + start)[1:] > reach[:-1]
    first = np.flatnonzero(begins)
    last = np.append(first[1:], len(cell))[: len(first)] - 1
    return cell[first], interview_id[first], start[first], (reach - base)[last]


def _table(columns: Columns, code: Ints, count: _Counting) -> Ints:
    """Count by strand, by dimension and together: what is in two strands is in their sum once."""
    basic = columns.basic_of_code[code]
    tops, top_of_basic = np.unique(columns.dimension_of_basic, return_inverse=True)
    by_strand = count(basic, max(len(columns.basic), 1))
    by_top = count(top_of_basic[basic], max(len(tops), 1))
    together = count(np.zeros_like(basic), 1)[:, 0]

    def column(kind: ColumnKind, place: int, code_id: int) -> Ints:
        if kind in {ColumnKind.STRAND, ColumnKind.ALONE}:
            return by_strand[:, place]
        if kind is ColumnKind.SUB_STRAND:
            return count(np.isin(code, columns.codes_of_sub[code_id]).astype(np.int64), 2)[:, 1]
        at = np.flatnonzero(tops == code_id)
        return by_top[:, at].sum(axis=1) if code_id else together

    return np.stack([column(c.kind, at, c.code_id) for at, c in enumerate(columns.columns)], axis=1)
