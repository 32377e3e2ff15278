"""Counting itself: which coding is in which group, and how many distinct passages that makes.

Rule 1: a count is strand x passage x coder. Rule 5: a passage of two groups is in each, once in the
total. Rule 6: a sub-strand rolls up to its strand once per passage.
"""

from collections.abc import Collection
from dataclasses import dataclass

import numpy as np
import pandas as pd

from coding.analysis.columns import ColumnKind, Columns
from coding.analysis.groups import NOWHERE, Groups
from coding.analysis.material import Bools, Ints, Material, ints
from coding.analysis.voices import Voices, spoken


@dataclass(frozen=True)
class Tally:
    """What is counted where: ``coding`` and ``group`` are parallel, a row for each group of a coding.

    ``coding`` are positions in ``Material.codings``, ``group`` positions of groups, of ``n_groups``.
    ``code`` and ``passage`` (a number for each distinct passage) go by coding.
    """

    coding: Ints
    group: Ints
    n_groups: int
    code: Ints
    passage: Ints


def tally_of(material: Material, voices: Voices, groups: Groups, chosen: Ints) -> Tally:
    """Return which of the chosen codings (positions in ``Material.codings``) belong to which groups."""
    where = ints(material.codings, "interview_id")[chosen]
    of_interview = _shared_groups(voices, groups, where)
    shared = (of_interview != NOWHERE).any(axis=1)
    of_one_voice = _pairs(chosen[shared], of_interview[shared])
    of_several: tuple[Ints, Ints] = (np.empty(0, dtype=np.int64), np.empty(0, dtype=np.int64))
    if not shared.all() and _anybody_is_asked(groups):
        heard = spoken(material, voices, chosen[~shared])
        of_several = _pairs(heard.coding, groups.of_voice[heard.voice])
    n = len(groups.groups)
    coding = np.concatenate([of_one_voice[0], of_several[0]])
    group = np.concatenate([of_one_voice[1], of_several[1]])
    once = pd.unique(coding * n + group)
    return Tally(
        once // max(n, 1), once % max(n, 1), n, ints(material.codings, "code_id"), passages(material)
    )


def _anybody_is_asked(groups: Groups) -> bool:
    return bool((groups.of_voice != NOWHERE).any())


def _shared_groups(voices: Voices, groups: Groups, interviews: Ints) -> Ints:
    """Return the group and the total of each interview in which it does not matter who speaks, or NOWHERE.

    There are more turns than codings: they are read only for the other interviews.
    """
    order = np.argsort(voices.interview_id, kind="stable")
    ids, first = np.unique(voices.interview_id[order], return_index=True)
    of_voice = groups.of_voice[order]
    least, most = np.minimum.reduceat(of_voice, first), np.maximum.reduceat(of_voice, first)
    same = (least == most).all(axis=1)
    return np.where(same[:, None], least, NOWHERE)[np.searchsorted(ids, interviews)]


def _pairs(coding: Ints, groups: Ints) -> tuple[Ints, Ints]:
    """Return a row for each coding and group from a table of a group and a total for each coding."""
    flat = groups.T.ravel()
    somewhere = flat != NOWHERE
    return np.tile(coding, groups.shape[1])[somewhere], flat[somewhere]


def passages(material: Material) -> Ints:
    """Return a number for the passage of each coding: same interview, span and coder, same number."""
    codings = material.codings
    number = np.zeros(len(codings), dtype=np.int64)
    for name in ("interview_id", "coder_id", "start", "end"):
        values = ints(codings, name)
        least = int(values.min()) if len(values) else 0
        width = int(values.max()) - least + 1 if len(values) else 1
        if width == 1:
            continue
        if number.max() >= np.iinfo(np.int64).max // width:
            number = pd.factorize(number)[0].astype(np.int64)
        number = number * width + (values - least)
    return pd.factorize(number)[0].astype(np.int64)


def counts(tally: Tally, columns: Columns, chosen: Bools) -> Ints:
    """Return how many each group has in each column, of the chosen codings: an array groups x columns."""
    row = chosen[tally.coding]
    group = tally.group[row]
    basic = columns.basic_of_code[tally.code[tally.coding[row]]]
    passage = tally.passage[tally.coding[row]]
    by_strand = _distinct(tally.n_groups, group, len(columns.basic), basic, passage)
    tops, top = np.unique(columns.dimension_of_basic, return_inverse=True)
    by_top = _distinct(tally.n_groups, group, len(tops), top[basic], passage)
    together = _distinct(tally.n_groups, group, 1, np.zeros_like(group), passage)
    table = np.zeros((tally.n_groups, len(columns.columns)), dtype=np.int64)
    for at, column in enumerate(columns.columns):
        match column.kind:
            case ColumnKind.STRAND | ColumnKind.ALONE:
                table[:, at] = by_strand[:, at]
            case ColumnKind.CODINGS:
                table[:, at] = by_strand.sum(axis=1)
            case ColumnKind.PASSAGES:
                table[:, at] = together[:, 0]
            case ColumnKind.DIMENSION_CODINGS:
                table[:, at] = by_strand[:, columns.dimension_of_basic == column.code_id].sum(axis=1)
            case ColumnKind.DIMENSION_PASSAGES:
                table[:, at] = by_top[:, np.searchsorted(tops, column.code_id)]
    return table


def _distinct(n_groups: int, group: Ints, n_kinds: int, kind: Ints, passage: Ints) -> Ints:
    """Count the distinct passages in each group and kind: an array groups x kinds."""
    many = int(passage.max()) + 1 if len(passage) else 1
    found = pd.unique((group * n_kinds + kind) * many + passage) // many
    return np.bincount(found, minlength=n_groups * n_kinds).reshape(n_groups, n_kinds)


def in_two_groups(tally: Tally, groups: Collection[int]) -> Ints:
    """Return the numbers of the passages that belong to more than one of these groups (rule 5)."""
    here = np.isin(tally.group, list(groups))
    pairs = np.unique(np.stack([tally.passage[tally.coding[here]], tally.group[here]]), axis=1)
    passage, times = np.unique(pairs[0], return_counts=True)
    return passage[times > 1]
