"""How often a code was used, round by round, and where last."""

from collections.abc import Collection
from dataclasses import dataclass, replace

import numpy as np

from coding.analysis.analysis_data import AnalysisData, Bools, Ints, ints
from coding.analysis.frequencies import Cell, frequencies
from coding.analysis.groups import Grouping
from coding.analysis.measure import Measure


@dataclass(frozen=True)
class RoundUse:
    """A code in one round, or in all: its codings, and of the interviews that are done those with any."""

    codings: Cell
    interviews: Cell

    @property
    def label(self) -> str:
        """What the round is called."""
        return self.codings.group.label


def uses_by_round(analysis_data: AnalysisData, code_id: int) -> tuple[RoundUse, ...]:
    """Return how often a code was used in each round, the last in all; codes below it count for it.

    Of a group only what is coded on it alone is counted, as the codebook counts it.
    """
    chosen = analysis_data.codings[codings_of_code(analysis_data, code_id)].reset_index(drop=True)
    of_code = replace(analysis_data, codings=chosen)
    counted, spread = (
        frequencies(of_code, (Grouping.ROUND,), each) for each in (Measure.COUNT, Measure.INTERVIEWS)
    )
    strand = of_code.framework.counts_as(code_id)
    column = next((each for each in counted.columns.basic if each.code_id == strand), None)
    if column is None:
        return ()
    spread_over = {group.members: group for group in (*spread.groups, *spread.totals)}
    return tuple(
        RoundUse(counted.cell(group, column), spread.cell(spread_over[group.members], column))
        for group in (*counted.groups, *counted.totals)
        if group.members in spread_over
    )


def codings_of_code(analysis_data: AnalysisData, code_id: int) -> Bools:
    """Tell the codings that a code counts: its own and those of codes below it; of a group its own."""
    framework = analysis_data.framework
    below = framework.below(code_id) if not framework.is_group(code_id) else (framework.by_id[code_id],)
    return np.isin(ints(analysis_data.codings, "code_id"), [code.id for code in below])


def known(analysis_data: AnalysisData, coding_ids: Collection[int]) -> Ints:
    """Return those of some codings that are looked at, in the order in which they are named."""
    wanted = np.fromiter(coding_ids, dtype=np.int64, count=len(coding_ids))
    return wanted[np.isin(wanted, ints(analysis_data.codings, "id"))]
