"""Which spans overlap, and by what share of their words."""

from collections.abc import Callable
from typing import NamedTuple

import numpy as np
import pandas as pd

from coding.analysis.analysis_data import Ints, ints
from coding.analysis.coefficients import Floats

CountWords = Callable[[pd.DataFrame], Ints]  # of passages: interview_id, start, end


class Overlaps(NamedTuple):
    """Pairs of spans that share a code point: positions in two frames, and the share that they share.

    ``share`` is the words in both over the words in either, from just above 0 to 1.
    """

    one: Ints
    other: Ints
    share: Floats


def overlaps(one: pd.DataFrame, other: pd.DataFrame, count_words: CountWords) -> Overlaps:
    """Return the pairs of these spans (interview_id, start, end) that overlap, in their order."""
    parts = [_pairs_of(one, other, id_) for id_ in np.unique(ints(one, "interview_id")).tolist()]
    first, second = (np.concatenate([np.empty(0, np.int64), *column]) for column in _columns(parts))
    return Overlaps(first, second, _shares(one.iloc[first], other.iloc[second], count_words))


def _columns(parts: list[tuple[Ints, Ints]]) -> tuple[list[Ints], list[Ints]]:
    return [first for first, _second in parts], [second for _first, second in parts]


def _pairs_of(one: pd.DataFrame, other: pd.DataFrame, interview_id: int) -> tuple[Ints, Ints]:
    here, there = (np.flatnonzero(ints(frame, "interview_id") == interview_id) for frame in (one, other))
    begins, ends = (ints(one, name)[here][:, None] for name in ("start", "end"))
    first, second = np.nonzero((begins < ints(other, "end")[there]) & (ints(other, "start")[there] < ends))
    return here[first], there[second]


def _shares(one: pd.DataFrame, other: pd.DataFrame, count_words: CountWords) -> Floats:
    """Return the share of each two spans that overlap, row by row."""
    starts, ends = (np.stack([ints(one, name), ints(other, name)]) for name in ("start", "end"))
    interview_id = ints(one, "interview_id")
    both = extents(interview_id, starts.max(axis=0), ends.min(axis=0), count_words)
    either = extents(interview_id, starts.min(axis=0), ends.max(axis=0), count_words)
    lengths = (ends.min(axis=0) - starts.max(axis=0)) / (ends.max(axis=0) - starts.min(axis=0))
    # Where there are no words (a mark, a smile), code points tell.
    return np.where(either > 0, both / np.maximum(either, 1), lengths)


def extents(interview_id: Ints, start: Ints, end: Ints, count_words: CountWords) -> Ints:
    """Return the words in each of these spans."""
    return count_words(pd.DataFrame({"interview_id": interview_id, "start": start, "end": end}))
