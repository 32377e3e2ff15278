"""How many passages carry each code: what stands beside the codes of a list of passages."""

from collections.abc import Mapping
from typing import Final

import numpy as np

from coding.analysis.analysis_data import AnalysisData, Bools, Ints, ints, kept
from coding.analysis.tally import passages, passages_of_all
from coding.language import _, plural

_NONE: Final = -1  # no code stands there
_ROOM: Final = 20_000_000  # bytes for a table of codes by passages


def passages_by_code(analysis_data: AnalysisData, codings: Bools) -> Mapping[int, int]:
    """Return for each code how many passages it, or a code below it, stands on among these codings."""
    framework, number = analysis_data.framework, passages(analysis_data)[codings]
    code_id = ints(analysis_data.codings, "code_id")[codings]
    ids = [code.id for code in framework.codes]
    counts = np.zeros(len(ids), dtype=np.int64)
    depths = max(map(framework.depth, ids), default=-1) + 1
    for depth in range(depths):
        above = _at_depth(analysis_data, depth)[code_id]
        there = above != _NONE
        counts += _distinct(above[there], number[there], len(ids))
    return dict(zip(ids, counts.tolist(), strict=True))


def _distinct(group: Ints, number: Ints, groups: int) -> Ints:
    """Return how many different numbers each group has."""
    width = int(number.max(initial=-1)) + 1
    if groups * width <= _ROOM:
        met = np.zeros((groups, width), dtype=np.bool_)
        met[group, number] = True
        return np.array([np.count_nonzero(row) for row in met], dtype=np.int64)
    return np.bincount(np.unique((group << 40) | number) >> 40, minlength=groups)


def passages_of_groups_alone(analysis_data: AnalysisData, codings: Bools) -> Mapping[int, int]:
    """Return on how many passages each dimension, or other group, stands of which no strand is named.

    As with codes, groups below one count for it.
    """
    groups = [code.id for code in analysis_data.framework.codes if analysis_data.framework.is_group(code.id)]
    on_groups = codings & np.isin(ints(analysis_data.codings, "code_id"), groups)
    counts = passages_by_code(analysis_data, on_groups)
    return {id_: counts[id_] for id_ in groups}


def distinct_passages(analysis_data: AnalysisData, codings: Bools) -> int:
    """Return on how many passages these codings stand."""
    number = passages(analysis_data)
    met = np.zeros(int(number.max(initial=-1)) + 1, dtype=np.bool_)
    met[number[codings]] = True
    return int(met.sum())


def distinct_places(analysis_data: AnalysisData, codings: Bools) -> int:
    """Return on how many stretches of text these codings stand, whoever coded them."""
    return len(np.unique(passages_of_all(analysis_data)[codings]))


def passages_in_words(analysis_data: AnalysisData, codings: Bools) -> str:
    """Return how many passages these codings stand on.

    With several coders a stretch of text is a passage for each who coded it, and both numbers are said.
    """
    n = distinct_passages(analysis_data, codings)
    counted = plural("{n} passage", "{n} passages", n)
    if len(analysis_data.coders) < 2:
        return counted
    places = plural("{n} stretch of text", "{n} stretches of text", distinct_places(analysis_data, codings))
    return _("{passages}, a coder’s each, on {places}").format(passages=counted, places=places)


@kept
def all_passages_by_code(analysis_data: AnalysisData) -> Mapping[int, int]:
    """Return the same among all codings."""
    return passages_by_code(analysis_data, np.ones(len(analysis_data.codings), dtype=np.bool_))


def _at_depth(analysis_data: AnalysisData, depth: int) -> Ints:
    """Return, by the id of a code, the position of the code of its path at this depth, if there is one."""
    framework = analysis_data.framework
    position = {code.id: at for at, code in enumerate(framework.codes)}
    table = np.full(max(framework.by_id, default=0) + 1, _NONE, dtype=np.int64)
    for code in framework.codes:
        path = framework.path(code.id)
        table[code.id] = position[path[depth].id] if depth < len(path) else _NONE
    return table


def enclosing(analysis_data: AnalysisData, interview_id: int, start: int, end: int) -> list[int]:
    """Return the codings (positions) that hold a stretch of an interview and more, the shortest first."""
    order, ids = _by_interview(analysis_data)
    first, last = np.searchsorted(ids, (interview_id, interview_id + 1))
    here = order[first:last]
    begins, ends = (ints(analysis_data.codings, name)[here] for name in ("start", "end"))
    around = (begins <= start) & (ends >= end) & (ends - begins > end - start)
    found = here[around]
    lengths = (ends - begins)[around]
    return found[np.argsort(lengths, kind="stable")].tolist()


@kept
def _by_interview(analysis_data: AnalysisData) -> tuple[Ints, Ints]:
    interview_id = ints(analysis_data.codings, "interview_id")
    order = np.argsort(interview_id, kind="stable")
    return order, interview_id[order]
