"""Counting itself: which coding is in which group, and how many distinct passages that makes.

Rule 1: a count is strand x passage x coder. Rule 5: a passage of two groups is in each, once in the
total. Rule 6: a sub-strand rolls up to its strand once per passage. Rule 8: or once per answer.
"""

import math
from collections import Counter
from collections.abc import Collection, Mapping
from dataclasses import dataclass

import numpy as np
import pandas as pd

from coding.analysis.analysis_data import AnalysisData, Bools, Ints, ints, kept
from coding.analysis.columns import Column, ColumnKind, Columns, Counted
from coding.analysis.group_sizes import NOWHERE
from coding.analysis.groups import Groups
from coding.analysis.question_matching import answer_places, answers_of
from coding.analysis.speaker_attribution import Spoken, VoiceKind, Voices, spoken, voices
from coding.analysis.strata import Strata


@dataclass(frozen=True)
class Tally:
    """What is counted where: ``coding``, ``group`` and ``unit`` are parallel, a row for each that adds one.

    ``coding`` are positions in ``AnalysisData.codings``, ``group`` positions of groups, of ``n_groups``;
    ``unit`` is the number of what counts once for each strand: a passage (of one coder, or whoever coded
    it), or one coder's codings in an answer. ``code`` and ``passage`` (a number for each distinct passage)
    go by coding. ``by_passage``: units are passages, and all codings of a passage are in the same groups.
    """

    coding: Ints
    group: Ints
    unit: Ints
    n_groups: int
    code: Ints
    passage: Ints
    by_passage: bool


def tally_of(
    analysis_data: AnalysisData,
    parts: Strata,
    groups: Groups,
    chosen: Ints,
    counted: Counted = Counted.PASSAGES,
) -> Tally:
    """Return which of the chosen codings (positions in ``AnalysisData.codings``) belong to which groups."""
    together = counted is Counted.TOGETHER
    passage = passages_of_all(analysis_data) if together else passages(analysis_data)
    code = ints(analysis_data.codings, "code_id")
    of_interview = _shared_groups(parts.voices, groups)[analysis_data.row_of_coding[chosen]]
    shared = (of_interview != NOWHERE).any(axis=1) & (counted is not Counted.ANSWERS)
    coding, group = group_pairs(chosen[shared], of_interview[shared])
    unit = passage[coding]
    if not shared.all() and (groups.of_voice != NOWHERE).any():
        heard = _heard(analysis_data, parts.whole, chosen[~shared])
        of_row = groups.of_voice[parts.heard(analysis_data, heard)]
        units = _answers(analysis_data, heard) if counted is Counted.ANSWERS else passage[heard.coding]
        row, its_group = group_pairs(np.arange(len(heard.coding)), of_row)
        one = _each_once(heard.coding[row], its_group, units[row])
        coding, group, unit = (np.concatenate(both) for both in zip((coding, group, unit), one, strict=True))
    apart = parts.by_strand or (together and bool(parts.voices.coder_id.any()))
    by_passage = counted is not Counted.ANSWERS and not apart
    return Tally(coding, group, unit, len(groups.groups), code, passage, by_passage)


def _answers(analysis_data: AnalysisData, heard: Spoken) -> Ints:
    """Return a number for the answer, and whose reading of it, that each row of what is heard lies in."""
    answer = answers_heard(analysis_data, heard)
    coder = ints(analysis_data.codings, "coder_id")[heard.coding]
    return answer if (coder[:1] == coder).all() else _numbered((answer << 32) | coder)


def answers_heard(analysis_data: AnalysisData, heard: Spoken) -> Ints:
    """Return a number for the answer that each row of what is heard lies in, as answers are numbered.

    A document without speakers has no answers: each passage of it has a number beyond theirs (rule 14).
    """
    interview_id = ints(analysis_data.codings, "interview_id")[heard.coding]
    answer = answers_of(analysis_data, interview_id, heard.place)
    unspoken = ~np.isin(interview_id, ints(analysis_data.speakers, "interview_id"))
    by_passage = len(answer_places(analysis_data)[0]) + passages(analysis_data)[heard.coding]
    return np.where(unspoken, by_passage, answer)


def _each_once(coding: Ints, group: Ints, unit: Ints) -> tuple[Ints, Ints, Ints]:
    """Return each row of three small numbers once."""
    n_groups, n_units = (int(numbers.max(initial=0)) + 1 for numbers in (group, unit))
    if (int(coding.max(initial=0)) + 1) * n_groups * n_units > np.iinfo(np.int64).max:
        rows = np.unique(np.stack((coding, group, unit)), axis=1)
        return rows[0], rows[1], rows[2]
    pair, its_unit = np.divmod(pd.unique((coding * n_groups + group) * n_units + unit), n_units)
    return *np.divmod(pair, n_groups), its_unit


def _heard(analysis_data: AnalysisData, whole: Voices, chosen: Ints) -> Spoken:
    """Return who is heard in these codings; where it is asked of most of them, it is kept of all."""
    if 2 * len(chosen) < len(analysis_data.codings):
        return spoken(analysis_data, whole, chosen)
    wanted = np.zeros(len(analysis_data.codings), dtype=np.bool_)
    wanted[chosen] = True
    everywhere = spoken_everywhere(analysis_data)
    return Spoken(*(column[wanted[everywhere.coding]] for column in everywhere))


@kept
def spoken_everywhere(analysis_data: AnalysisData) -> Spoken:
    """Return who is heard in all codings."""
    return spoken(analysis_data, voices(analysis_data), np.arange(len(analysis_data.codings)))


@kept
def by_interviewer_only(analysis_data: AnalysisData) -> Bools:
    """Tell the codings of which nobody but the interviewer says a word (rule 19)."""
    heard = spoken_everywhere(analysis_data)
    by_others = voices(analysis_data).kind[heard.voice] != VoiceKind.INTERVIEWER
    only = np.ones(len(analysis_data.codings), dtype=np.bool_)
    only[heard.coding[by_others]] = False
    return only


def _numbered(values: Ints) -> Ints:
    """Return a small number for each of these, the same for equal ones."""
    return pd.factorize(values)[0].astype(np.int64)


def unique_pairs(one: Ints, other: Ints) -> tuple[Ints, Ints]:
    """Return each pair of these small numbers once."""
    both = pd.unique((one << 32) | other)
    return both >> 32, both & 0xFFFFFFFF


def _shared_groups(voices: Voices, groups: Groups) -> Ints:
    """Return the group and the total of each interview in which it does not matter who speaks, or NOWHERE.

    Every interview has voices: there is a row for each of ``AnalysisData.interviews``.

    There are more turns than codings: they are read only for the other interviews.
    """
    order = np.argsort(voices.interview_id, kind="stable")
    first = np.unique(voices.interview_id[order], return_index=True)[1]
    of_voice = groups.of_voice[order]
    least, most = np.minimum.reduceat(of_voice, first), np.maximum.reduceat(of_voice, first)
    same = (least == most).all(axis=1)
    return np.where(same[:, None], least, NOWHERE)


def group_pairs(coding: Ints, groups: Ints) -> tuple[Ints, Ints]:
    """Return a row for each coding and group from a table of a group and a total for each coding."""
    flat = groups.T.ravel()
    somewhere = flat != NOWHERE
    return np.tile(coding, groups.shape[1])[somewhere], flat[somewhere]


@kept
def passages(analysis_data: AnalysisData) -> Ints:
    """Return a number for the passage of each coding: same interview, span and coder, same number."""
    return _numbered_by(analysis_data.codings, "interview_id", "coder_id", "start", "end")


@kept
def passages_of_all(analysis_data: AnalysisData) -> Ints:
    """Return a number for the passage of each coding, whoever coded it: same interview and span."""
    return _numbered_by(analysis_data.codings, "interview_id", "start", "end")


def _numbered_by(codings: pd.DataFrame, *names: str) -> Ints:
    number = np.zeros(len(codings), dtype=np.int64)
    for name in names:
        values = ints(codings, name)
        least = int(values.min()) if len(values) else 0
        width = int(values.max()) - least + 1 if len(values) else 1
        if width == 1:
            continue
        if number.max() >= np.iinfo(np.int64).max // width:
            number = _numbered(number)
        number = number * width + (values - least)
    return _numbered(number)


def counts_of_codes(analysis_data: AnalysisData) -> Counter[int]:
    """Return how often each code was given, by id; those that are not are left out.

    A code with codes below it counts each passage once, whichever of them it carries; only a dimension
    counts itself alone.
    """
    passage, code = passages(analysis_data), ints(analysis_data.codings, "code_id")
    alone = Counter({id_: n for id_, n in enumerate(np.bincount(code).tolist()) if n})
    found = Counter(alone)
    for each in analysis_data.framework.codes:
        family = [other.id for other in analysis_data.framework.below(each.id)]
        if not analysis_data.framework.is_group(each.id) and any(alone[id_] for id_ in family[1:]):
            found[each.id] = len(np.unique(passage[np.isin(code, family)]))
    return found


def first_of_each(numbers: Ints) -> Ints:
    """Return where each number comes first, of numbers that were given from 0 on as things came."""
    return np.flatnonzero(np.diff(np.maximum.accumulate(numbers), prepend=-1))


def counts(tally: Tally, columns: Columns, chosen: Bools) -> Ints:
    """Return how many each group has in each column, of the chosen codings: an array groups x columns.

    ``chosen`` goes by coding. A passage (or an answer) counts once in a column however many codings
    bring it there.
    """
    if not tally.by_passage:
        return _counts_by_row(tally, columns, chosen)
    used = np.zeros(len(chosen), dtype=np.bool_)
    used[tally.coding] = True
    position = np.flatnonzero(chosen & used)
    n_basic = len(columns.basic)
    pair = tally.passage[position] * n_basic + columns.basic_of_code[tally.code[position]]
    order = np.argsort(pair, kind="stable")  # mostly in order already, which is quick
    passage, basic = np.divmod(pair[order], n_basic)
    # Strands of one dimension are neighbours in the codebook, so that one order does for all three.
    tops, top_of_basic = np.unique(columns.dimension_of_basic, return_inverse=True)
    once = _Once(tally, position[order], passage)
    by_strand = once.count(basic, n_basic)
    by_top = once.count(top_of_basic[basic], len(tops))
    together = once.together
    code = tally.code[once.position]
    of_subs = {sub: once.of(np.isin(code, codes)).together for sub, codes in columns.codes_of_sub.items()}
    return _table(columns, by_strand, by_top, together, of_subs)


def _counts_by_row(tally: Tally, columns: Columns, chosen: Bools) -> Ints:
    """Count as ``counts`` does where a strand has groups and units of its own."""
    rows = np.flatnonzero(chosen[tally.coding])
    group, unit = tally.group[rows], tally.unit[rows]
    code = tally.code[tally.coding[rows]]
    basic = columns.basic_of_code[code]
    tops, top_of_basic = np.unique(columns.dimension_of_basic, return_inverse=True)

    def count(kind: Ints, n_kinds: int) -> Ints:
        cell, _unit = unique_pairs(group * n_kinds + kind, unit)
        return np.bincount(cell, minlength=tally.n_groups * n_kinds).reshape(tally.n_groups, n_kinds)

    together = count(np.zeros_like(basic), 1)[:, 0]
    by_strand, by_top = count(basic, len(columns.basic)), count(top_of_basic[basic], len(tops))
    of_subs = {
        sub: count(np.isin(code, codes).astype(np.int64), 2)[:, 1]
        for sub, codes in columns.codes_of_sub.items()
    }
    return _table(columns, by_strand, by_top, together, of_subs)


def _table(
    columns: Columns, by_strand: Ints, by_top: Ints, together: Ints, of_subs: Mapping[int, Ints]
) -> Ints:
    table = [
        of_subs[column.code_id]
        if column.kind is ColumnKind.SUB_STRAND
        else _column(columns, column, by_strand, by_top, together)
        for column in columns.columns
    ]
    return np.stack(table, axis=1)


@dataclass(frozen=True)
class _Once:
    """Codings in the order of passage and strand: each passage counts once for each kind of thing on it."""

    tally: Tally
    position: Ints
    passage: Ints

    def of(self, which: Bools) -> "_Once":
        """Return some of the codings, in the same order."""
        return _Once(self.tally, self.position[which], self.passage[which])

    @property
    def together(self) -> Ints:
        """How many passages each group has."""
        return self.count(np.zeros_like(self.position), 1)[:, 0]

    def count(self, kind: Ints, n_kinds: int) -> Ints:
        """Count the passages with each kind: an array groups x kinds; ``kind`` goes by position."""
        is_first = np.ones(len(kind), dtype=np.bool_)
        is_first[1:] = (self.passage[1:] != self.passage[:-1]) | (kind[1:] != kind[:-1])
        kind_of = np.full(len(self.tally.code), n_kinds, dtype=np.int64)  # beyond all: not counted
        kind_of[self.position[is_first]] = kind[is_first]
        shape = self.tally.n_groups, n_kinds + 1
        cell = self.tally.group * (n_kinds + 1) + kind_of[self.tally.coding]
        return np.bincount(cell, minlength=math.prod(shape)).reshape(shape)[:, :-1]


def _column(columns: Columns, column: Column, by_strand: Ints, by_top: Ints, together: Ints) -> Ints:
    tops = np.unique(columns.dimension_of_basic)
    match column.kind:
        case ColumnKind.STRAND | ColumnKind.ALONE:
            return by_strand[:, columns.place[column]]
        case ColumnKind.CODINGS:
            return by_strand.sum(axis=1)
        case ColumnKind.PASSAGES:
            return together
        case ColumnKind.DIMENSION_CODINGS:
            return by_strand[:, columns.dimension_of_basic == column.code_id].sum(axis=1)
        case _:
            # A dimension without strands that nobody coded is none of them, and nothing is counted in it.
            return by_top[:, tops == column.code_id].sum(axis=1)


def in_two_groups(tally: Tally, columns: Columns, groups: Collection[int]) -> Ints:
    """Return the numbers of the passages with a strand that belongs to two of these groups (rule 5)."""
    here = np.isin(tally.group, list(groups))
    if tally.by_passage:
        twice = np.bincount(tally.coding[here], minlength=len(tally.passage)) > 1
        return np.unique(tally.passage[twice])
    coding, n = tally.coding[here], len(columns.basic)
    strand = tally.passage[coding] * n + columns.basic_of_code[tally.code[coding]]
    strands, _groups = unique_pairs(strand, tally.group[here])
    strand, times = np.unique(strands, return_counts=True)
    return np.unique(strand[times > 1] // max(n, 1))
