"""Passages in the order and under the headings in which somebody reads them.

``listed(passages, found, by=(Grouped.STRAND, Grouped.SCHOOL), sort=Sorted.LENGTH)`` gives rows: passages by
their position among all, headings among them.
"""

from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from itertools import pairwise
from typing import Final

import numpy as np

from coding.analysis.analysis_data import AnalysisData, Bools, Ints, in_order_of, ints
from coding.analysis.groups import Grouping, member_labels
from coding.analysis.passages import Passages
from coding.analysis.question_matching import asked_in, same_question
from coding.analysis.speaker_attribution import NOT_KNOWN, voices
from coding.analysis.tally import first_of_each, passages, spoken_everywhere
from coding.language import N_, _
from coding.model.role_codes import InterviewKey, keys_in_words


class Grouped(StrEnum):
    """What passages can stand together by."""

    STRAND = "strand"
    SCHOOL = "school"
    ROUND = "round"
    ROLE = "role"
    PERSON = "person"
    INTERVIEW = "interview"
    QUESTION = "question"
    CODER = "coder"
    DIRECTION = "direction"


class Sorted(StrEnum):
    """What comes first within a group."""

    PLACE = "place"
    DATE = "date coded"
    LENGTH = "length"
    STRAND = "strand"


GROUPED_IN_WORDS: Final = {
    Grouped.STRAND: N_("strand"),
    Grouped.SCHOOL: N_("school"),
    Grouped.ROUND: N_("round"),
    Grouped.ROLE: N_("role"),
    Grouped.PERSON: N_("person"),
    Grouped.INTERVIEW: N_("interview"),
    Grouped.QUESTION: N_("question"),
    Grouped.CODER: N_("coder"),
    Grouped.DIRECTION: N_("direction"),
}
SORTED_IN_WORDS: Final = {
    Sorted.PLACE: N_("place"),
    Sorted.DATE: N_("date coded, newest first"),
    Sorted.LENGTH: N_("length, longest first"),
    Sorted.STRAND: N_("strand"),
}
_COUNTED_AS: Final = {
    Grouped.SCHOOL: Grouping.SCHOOL,
    Grouped.ROUND: Grouping.ROUND,
    Grouped.ROLE: Grouping.ROLE,
    Grouped.INTERVIEW: Grouping.INTERVIEW,
    Grouped.QUESTION: Grouping.QUESTION,
    Grouped.CODER: Grouping.CODER,
    Grouped.DIRECTION: Grouping.DIRECTION,
}

NO_KEY: Final = -2  # no member has a key below
GroupKey = tuple[int, ...]


@dataclass(frozen=True, slots=True)
class GroupHeading:
    """What stands over passages; ``key`` has a number a level, ``hue`` is a dimension's or empty."""

    key: GroupKey
    label: str
    hue: str
    passages: int
    is_folded: bool = False

    @property
    def depth(self) -> int:
        """0 for the outer level, 1 for the one within."""
        return len(self.key) - 1


@dataclass(frozen=True, eq=False)
class PassageListing:
    """Rows from the top: the position of a passage among all, or -1 - h for the heading at h.

    A passage in two groups stands in both.
    """

    rows: Ints
    headings: tuple[GroupHeading, ...] = ()

    def __len__(self) -> int:
        return len(self.rows)


@dataclass(frozen=True)
class _Level:
    """Which passages (positions, parallel to ``key``) belong to which members, and the members in order."""

    at: Ints
    key: Ints
    labels: Mapping[int, str]
    hues: Mapping[int, str]


def listed(
    found: Passages,
    codings: Bools,
    by: Sequence[Grouped] = (),
    sort: Sorted = Sorted.PLACE,
    folded: Collection[GroupKey] = (),
    created: Callable[[], Sequence[str]] | None = None,
) -> PassageListing:
    """Return the rows; ``codings`` are those that were found, strands and directions go by them alone.

    At most two groupings are looked at. ``created`` returns when each coding was made, for Sorted.DATE.
    """
    rank = _rank(found, codings, sort, created)
    if not by:
        return PassageListing(np.argsort(rank, kind="stable"))
    levels = [_level(found, codings, grouped) for grouped in by[:2]]
    at, keys = _joined(levels)
    places = [_places(level)[key] for level, key in zip(levels, keys, strict=True)]
    order = in_order_of(*places, rank[at])
    return _with_headings(at[order], [key[order] for key in keys], levels, frozenset(folded))


def _places(level: _Level) -> Ints:
    """Return the place of each member in the study's order, by key; keys begin at -2."""
    place = np.zeros(max(level.labels, default=0) + 3, dtype=np.int64)
    for at, key in enumerate(level.labels):
        place[key] = at
    return place


def _joined(levels: Sequence[_Level]) -> tuple[Ints, list[Ints]]:
    """Return a row for each combination of members that a passage belongs to."""
    outer, *inner = levels
    if not inner:
        return outer.at, [outer.key]
    (second,) = inner
    starts = np.searchsorted(second.at, outer.at)
    many = np.searchsorted(second.at, outer.at, side="right") - starts
    row = np.repeat(np.arange(len(outer.at)), many)
    within = np.arange(len(row)) - np.repeat(np.cumsum(many) - many, many)
    return outer.at[row], [outer.key[row], second.key[starts[row] + within]]


def _with_headings(
    at: Ints, keys: Sequence[Ints], levels: Sequence[_Level], folded: frozenset[GroupKey]
) -> PassageListing:
    rows: list[Ints] = []
    headings: list[GroupHeading] = []

    def add(key: GroupKey, n: int) -> bool:
        level, last = levels[len(key) - 1], key[-1]
        heading = GroupHeading(key, level.labels[last], level.hues.get(last, ""), n, key in folded)
        headings.append(heading)
        rows.append(np.array([-len(headings)], dtype=np.int64))
        return not heading.is_folded

    for first, last in _runs(keys[0]):
        outer = (int(keys[0][first]),)
        if not add(outer, len(np.unique(at[first:last]))):
            continue
        if len(keys) == 1:
            rows.append(at[first:last])
            continue
        for begin, end in _runs(keys[1][first:last]):
            some = at[first + begin : first + end]
            if add((*outer, int(keys[1][first + begin])), len(some)):
                rows.append(some)
    return PassageListing(np.concatenate(rows) if rows else np.empty(0, dtype=np.int64), tuple(headings))


def _runs(values: Ints) -> list[tuple[int, int]]:
    """Return from where to where equal values stand together."""
    edges = [0, *(np.flatnonzero(np.diff(values)) + 1).tolist(), len(values)]
    return list(pairwise(edges)) if len(values) else []


# --- what comes first ----------------------------------------------------------------------------------


def _rank(found: Passages, codings: Bools, sort: Sorted, created: Callable[[], Sequence[str]] | None) -> Ints:
    data, n = found.analysis_data, len(found)
    place = np.arange(n)
    match sort:
        case Sorted.LENGTH:
            key = -found.lengths
        case Sorted.STRAND:
            key = _least(found, codings, _place_of_code(data))
        case Sorted.DATE if created is not None:
            newest = np.unique(np.array(created(), dtype=np.str_), return_inverse=True)[1].astype(np.int64)
            key = _least(found, codings, -newest)
        case _:
            return place
    rank = np.empty(n, dtype=np.int64)
    rank[in_order_of(key, place)] = place
    return rank


def _least(found: Passages, codings: Bools, value: Ints) -> Ints:
    """Return for each passage the least value of its codings that were found."""
    number = passages(found.analysis_data)
    least = np.full(int(number.max(initial=-1)) + 1, np.iinfo(np.int64).max >> 1, dtype=np.int64)
    np.minimum.at(least, number[codings], value[codings])
    return least[found.numbers]


def _place_of_code(data: AnalysisData) -> Ints:
    place = {code.id: at for at, code in enumerate(data.framework.codes)}
    table = np.zeros(max(place, default=0) + 1, dtype=np.int64)
    for id_, at in place.items():
        table[id_] = at
    return table[ints(data.codings, "code_id")]


# --- what belongs together -----------------------------------------------------------------------------


def _level(found: Passages, codings: Bools, grouped: Grouped) -> _Level:
    data = found.analysis_data
    number, key = _members(data, codings, grouped)
    position = np.full(int(passages(data).max(initial=-1)) + 1, -1, dtype=np.int64)
    position[found.numbers] = np.arange(len(found))
    at = position[number]
    at, key = at[at >= 0], key[at >= 0]
    pair = np.unique((at << 32) | (key - NO_KEY))
    labels, hues = _labels(data, grouped)
    return _Level(pair >> 32, (pair & 0xFFFFFFFF) + NO_KEY, labels, hues)


def _members(data: AnalysisData, codings: Bools, grouped: Grouped) -> tuple[Ints, Ints]:
    """Return numbers of passages and what each of them belongs to."""
    number, first = passages(data), first_of_each(passages(data))
    match grouped:
        case Grouped.STRAND:
            counts_as = {code.id: data.framework.counts_as(code.id) for code in data.framework.codes}
            code_id = ints(data.codings, "code_id")[codings]
            return number[codings], np.array([counts_as[id_] for id_ in code_id.tolist()], dtype=np.int64)
        case Grouped.DIRECTION:
            return number[codings], ints(data.codings, "direction")[codings]
        case Grouped.CODER:
            return number[first], ints(data.codings, "coder_id")[first]
        case Grouped.INTERVIEW:
            return number[first], ints(data.codings, "interview_id")[first]
        case Grouped.ROUND:
            of_interview = ints(data.interviews, "round_id")
            return number[first], of_interview[data.row_of_coding[first]]
        case _:
            return _heard(data, grouped)


def _heard(data: AnalysisData, grouped: Grouped) -> tuple[Ints, Ints]:
    """Return passages and who speaks in them, or what is answered there; those of two stand with both."""
    heard, everybody = spoken_everywhere(data), voices(data)
    number = passages(data)[heard.coding]
    if grouped is Grouped.QUESTION:
        interview_id = ints(data.codings, "interview_id")[heard.coding]
        question = asked_in(data).question_at(interview_id, heard.start)
        same = same_question(data)
        first = np.array([same.get(id_, id_) for id_ in question.tolist()], dtype=np.int64)
        return number, first
    columns = {
        Grouped.SCHOOL: everybody.school_id,
        Grouped.ROLE: everybody.role,
        Grouped.PERSON: everybody.person_id,
    }
    return number, columns[grouped][heard.voice]


def _labels(data: AnalysisData, grouped: Grouped) -> tuple[Mapping[int, str], Mapping[int, str]]:
    """Return what members are called, in the study's order, and the hues of strands."""
    if grouped is Grouped.STRAND:
        framework = data.framework
        return (
            {code.id: _strand_label(data, code.id) for code in framework.codes},
            {code.id: framework.hue(code.id) for code in framework.codes},
        )
    if grouped is Grouped.PERSON:
        return _people(data), {}
    return member_labels(data, _COUNTED_AS[grouped]), {}


def _strand_label(data: AnalysisData, code_id: int) -> str:
    code = data.framework.by_id[code_id]
    name = f"{code.abbreviation} · {code.name}" if code.abbreviation else code.name
    alone = data.framework.is_group(code_id)
    return _("{dimension}, no strand named").format(dimension=name) if alone else name


def _people(data: AnalysisData) -> dict[int, str]:
    """Return people by the keys of their posts (``B2``), in that order; those without one by number."""
    keys: dict[int, list[InterviewKey]] = {}
    for post in data.posts:
        letter = data.school_by_id[post.school_id].letter
        number = data.role_by_id[post.role_id].number
        known = keys.setdefault(post.person_id, [])
        if letter and number:
            known.append(InterviewKey(letter, number))
    everybody = {*keys, *voices(data).person_id.tolist()} - {NOT_KNOWN}
    ordered = sorted(everybody, key=lambda id_: (not keys.get(id_), sorted(keys.get(id_, ())), id_))
    named = {
        id_: keys_in_words(map(str, dict.fromkeys(sorted(keys[id_]))))
        if keys.get(id_)
        else _("person {n}").format(n=id_)
        for id_ in ordered
    }
    return {**named, NOT_KNOWN: _("person not known")}
