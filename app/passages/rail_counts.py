"""How many passages each row of the rail has: in all, and of those that are found."""

from collections.abc import Collection, Mapping

import numpy as np

from app.passages.rail_rows import OF_DIRECTION, Alone, RailKey, Special
from coding.analysis.analysis_data import AnalysisData, Bools, bools, ints
from coding.analysis.answers import count_answers_without_code
from coding.analysis.passage_counts import (
    all_passages_by_code,
    distinct_passages,
    passages_by_code,
    passages_of_groups_alone,
)
from coding.model.code_labels import DIRECTIONS


def counts_in_all(data: AnalysisData, with_memo: Collection[int]) -> Mapping[RailKey, int]:
    """Return the passages of each row among all; ``with_memo`` are the ids of codings that have one."""
    everything = np.ones(len(data.codings), dtype=np.bool_)
    return {
        **all_passages_by_code(data),
        **_of_no_code(data, everything, with_memo),
        Special.UNCODED: count_answers_without_code(data),
    }


def counts_found(
    data: AnalysisData, codings: Bools, with_memo: Collection[int], answers: int
) -> Mapping[RailKey, int]:
    """Return the passages of each row that these codings stand on; ``answers`` without a code are found."""
    return {
        **passages_by_code(data, codings),
        **_of_no_code(data, codings, with_memo),
        Special.UNCODED: answers,
    }


def _of_no_code(data: AnalysisData, codings: Bools, with_memo: Collection[int]) -> dict[RailKey, int]:
    """Count the distinct passages: all, with doubt, a memo, each direction, a dimension that stands alone."""
    chosen = {
        Special.ALL: codings,
        Special.UNSURE: codings & bools(data.codings, "unsure"),
        Special.MEMO: codings & np.isin(ints(data.codings, "id"), list(with_memo)),
    }
    for key, said in OF_DIRECTION.items() if data.has_directions else ():
        chosen[key] = codings & (ints(data.codings, "direction") == DIRECTIONS.index(said))
    alone = {Alone(id_): n for id_, n in passages_of_groups_alone(data, codings).items()}
    return {**alone, **{key: distinct_passages(data, mask) for key, mask in chosen.items()}}
