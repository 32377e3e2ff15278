"""What frequencies are grouped by, and how much was said there (counting rules 3 and 4).

A group is a round, a school, a role group, an interview, a question, what is prompted or not, a direction, or
a value of an attribute, or a combination of them, with the numbers that rates are taken of: its interviews
that are done, the people in them, their words. A coder's are those that this coder is done with, a
direction's are all. A question's interviews are those in which it was found to be asked; what is prompted or
not has those in which any was. Words are known by speaker only, so that a question has none.
"""

from collections import Counter
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, replace
from enum import StrEnum
from itertools import product
from typing import NamedTuple

import numpy as np

from coding.analysis.analysis_data import (
    AnalysisData,
    Bools,
    Ints,
    ints,
    kept_whatever_is_coded,
    school_label,
    strings,
)
from coding.analysis.attribute_values import values_of, values_of_voices
from coding.analysis.group_sizes import NOWHERE, done_of_voices, sizes_of
from coding.analysis.question_matching import OUTSIDE, Prompted, question_labels, same_question
from coding.analysis.speaker_attribution import NOT_KNOWN, Voices
from coding.analysis.speaker_attribution import voices as all_voices
from coding.language import N_, _, plural
from coding.model.code_labels import SAID, direction_in_words
from coding.model.role_codes import InterviewKey, keys_in_words
from coding.text.sorting import natural_key

ALL = -1


class Grouping(StrEnum):
    """What bars and rows can stand for."""

    ROUND = "round"
    SCHOOL = "school"
    ROLE = "role"
    INTERVIEW = "interview"
    QUESTION = "question"
    PROMPTED = "prompted"
    CODER = "coder"
    DIRECTION = "direction"

    @property
    def is_of_places(self) -> bool:
        """Tell what parts an interview by place, not by who speaks or when."""
        return self in {Grouping.QUESTION, Grouping.PROMPTED}


@dataclass(frozen=True, slots=True)
class ByAttribute:
    """An attribute of interviews or of people, for bars and rows to stand for its values."""

    id: int
    name: str

    def __str__(self) -> str:
        """Return what settings and records call it."""
        return f"attribute:{self.name}"


By = Grouping | ByAttribute

_NAMES: Mapping[Grouping, str] = {
    Grouping.ROUND: N_("round"),
    Grouping.SCHOOL: N_("school"),
    Grouping.ROLE: N_("role"),
    Grouping.INTERVIEW: N_("interview"),
    Grouping.QUESTION: N_("question"),
    Grouping.PROMPTED: N_("prompted"),
    Grouping.CODER: N_("coder"),
    Grouping.DIRECTION: N_("direction"),
}


def name_of(by: By) -> str:
    """Return what a grouping is called within a sentence."""
    return by.name if isinstance(by, ByAttribute) else _(_NAMES[by])


def groupings_of(analysis_data: AnalysisData) -> tuple[By, ...]:
    """Return what this study can be grouped by, within its rounds."""
    asked: tuple[By, ...] = (Grouping.QUESTION, Grouping.PROMPTED) if analysis_data.questions else ()
    return (
        Grouping.SCHOOL,
        Grouping.ROLE,
        Grouping.INTERVIEW,
        *asked,
        *((Grouping.CODER,) if len(analysis_data.coders) > 1 else ()),
        *((Grouping.DIRECTION,) if analysis_data.has_directions else ()),
        *(ByAttribute(attribute.id, attribute.name) for attribute in analysis_data.attributes),
    )


class GroupMember(NamedTuple):
    """One value of a grouping: ``id`` is a round's, school's, interview's or question's, or a position.

    A position is that of a role group, of Prompted, of DIRECTIONS or of an attribute's values. NOT_KNOWN
    stands for what nobody can tell (or says), ALL for everything together, OUTSIDE for no question.
    """

    by: By
    id: int
    label: str


MemberKey = tuple[By, int]  # a member, whatever it is called


@dataclass(frozen=True, slots=True)
class Group:
    """A combination of members with its denominators.

    ``interviews`` are all of the group, ``done`` those that are done, ``people`` those who take part
    in done ones; ``person_rounds`` counts them once a round. ``participant_words`` are what speakers say
    who are known to be participants, ``words`` all but what the interviewer says. ``rate_words`` is the
    part of ``words`` in interviews that are done and whole, which rates are taken of; ``unknown_words`` is
    the part of that without a known speaker; ``partial`` counts the done interviews left out of it.
    ``of_answers``: only some answers are asked about.
    """

    position: int
    members: tuple[GroupMember, ...]
    interviews: int
    done: int
    people: int
    person_rounds: int
    participant_words: int
    words: int
    rate_words: int
    unknown_words: int
    partial: int
    of_answers: bool = False

    @property
    def keys(self) -> tuple[MemberKey, ...]:
        """Its members, whatever they are called."""
        return tuple((member.by, member.id) for member in self.members)

    @property
    def is_total(self) -> bool:
        """Tell a row of everything together."""
        return not self.members or self.members[-1].id == ALL

    @property
    def finished(self) -> bool:
        """Tell whether every interview of the group is done."""
        return self.done == self.interviews > 0

    @property
    def label(self) -> str:
        """What the row is called: ``2015, School B``."""
        return ", ".join(member.label for member in self.members) or _("all")

    @property
    def is_part(self) -> bool:
        """Tell a part of interviews by place, of which nobody knows how many words it has."""
        return self.of_answers or any(
            isinstance(member.by, Grouping) and member.by.is_of_places and member.id not in {ALL, NOT_KNOWN}
            for member in self.members
        )

    def member(self, by: By) -> GroupMember:
        """Return the group's member of one grouping."""
        return next(member for member in self.members if member.by == by)


_Members = tuple[int, ...]


@dataclass(frozen=True)
class Groups:
    """All groups, totals last, and to which each voice belongs.

    ``of_voice`` has a row a voice and two columns: its group and the total above it, or NOWHERE. ``done``
    tells by the same columns which voices are of interviews that are done.
    """

    groups: tuple[Group, ...]
    of_voice: Ints
    done: Bools

    def of_done_together(self) -> "Groups":
        """Return them with nothing in a total but what is of interviews that it holds to be done.

        A coder's rates are of what this coder is done with, those of all of what all are done with.
        """
        totals = np.where(self.done[:, 1], self.of_voice[:, 1], NOWHERE)
        return replace(self, of_voice=np.stack((self.of_voice[:, 0], totals), axis=1))


def groups_of(
    analysis_data: AnalysisData, voices: Voices, by: Sequence[By], people: Collection[int] | None = None
) -> Groups:
    """Return the groups of these groupings, of the voices of ``people`` only where they are given.

    Known members that have interviews are combined each with each (an interview with its own round
    only); what nobody can tell has a group where a voice belongs to it.
    """
    if voices is not all_voices(analysis_data):
        return _groups_of(analysis_data, voices, by, people)
    known: dict[object, Groups] = analysis_data.shared.setdefault(groups_of, {})
    key = (tuple(by), None if people is None else frozenset(people), analysis_data.asked_of)
    if key not in known:
        known[key] = _groups_of(analysis_data, voices, by, people)
    return known[key]


def _groups_of(
    analysis_data: AnalysisData, voices: Voices, by: Sequence[By], people: Collection[int] | None
) -> Groups:
    asked = np.ones(len(voices.kind), dtype=np.bool_)
    if people is not None:
        asked = np.isin(voices.person_id, list(people))
    asked_of = analysis_data.asked_of
    if asked_of is not None:
        asked &= asked_of.among(analysis_data, voices)
    present, key_of_voice = _keys(analysis_data, voices, by, asked)
    labels = [member_labels(analysis_data, grouping) for grouping in by]
    listed = _in_order(_combined(present, by), labels)
    totals = list(dict.fromkeys(_total(key) for key in listed)) if by else []
    at = {key: position for position, key in enumerate([*listed, *totals])}
    of_key = [(at[key], at[_total(key)] if by else NOWHERE) for key in present]
    of_voice = np.array([*of_key, (NOWHERE, NOWHERE)], dtype=np.int64)[key_of_voice]
    done = done_of_voices(analysis_data, voices, together=by[-1:] == (Grouping.CODER,))
    sizes = sizes_of(analysis_data, voices, of_voice, done, len(at))
    if asked_of is not None and by[-1:] == (Grouping.SCHOOL,):
        labels[-1] = {**labels[-1], **_of_some_schools(analysis_data, listed)}
    members = [_members(key, by, labels) for key in at]
    groups = tuple(map(Group, range(len(at)), members, *(size.tolist() for size in sizes)))
    if asked_of is not None and asked_of.by_place:
        groups = tuple(replace(group, of_answers=True) for group in groups)
    by_place = any(isinstance(each, Grouping) and each.is_of_places for each in by)
    of_parts = by_place or any(group.of_answers for group in groups)
    return Groups(tuple(map(_without_words, groups)) if of_parts else groups, of_voice, done)


def _of_some_schools(analysis_data: AnalysisData, listed: Sequence[_Members]) -> dict[int, str]:
    """Return what all together are called where some schools are left out: ``4 schools``."""
    n = len({key[-1] for key in listed if key[-1] != NOT_KNOWN})
    return {ALL: plural("{n} school", "{n} schools", n)} if n < len(analysis_data.schools) else {}


def _without_words(group: Group) -> Group:
    if not group.is_part:
        return group
    return replace(group, participant_words=0, words=0, rate_words=0, unknown_words=0)


def _keys(
    analysis_data: AnalysisData, voices: Voices, by: Sequence[By], asked: Bools
) -> tuple[list[_Members], Ints]:
    """Return the combinations of members among the voices asked about, and the position of each voice's.

    A voice that is not asked about has the position beyond the last.
    """
    number = np.zeros(len(voices.kind), dtype=np.int64)
    for grouping in by:
        ids = _member_ids(analysis_data, voices, grouping)
        ids = np.unique(ids, return_inverse=True)[1]
        number = np.unique(number, return_inverse=True)[1] * (int(ids.max(initial=0)) + 1) + ids
    _numbers, first, place = np.unique(number[asked], return_index=True, return_inverse=True)
    columns = [_member_ids(analysis_data, voices, grouping)[asked][first].tolist() for grouping in by]
    present: list[_Members] = list(zip(*columns, strict=True)) if by else [()] * len(first)
    key_of_voice = np.full(len(number), len(present), dtype=np.int64)
    key_of_voice[asked] = place
    return present, key_of_voice


def _total(key: _Members) -> _Members:
    return (*key[:-1], ALL)


def _members(key: _Members, by: Sequence[By], labels: Sequence[Mapping[int, str]]) -> tuple[GroupMember, ...]:
    return tuple(
        GroupMember(grouping, id_, names[id_]) for grouping, id_, names in zip(by, key, labels, strict=True)
    )


def _combined(present: Sequence[_Members], by: Sequence[By]) -> set[_Members]:
    found = set(present)
    if {Grouping.INTERVIEW, Grouping.QUESTION} & set(by) or len(by) < 2:
        return found
    known = [sorted({key[at] for key in found if key[at] != NOT_KNOWN}) for at in range(len(by))]
    return found | set(product(*known))


def _in_order(keys: Collection[_Members], labels: Sequence[Mapping[int, str]]) -> list[_Members]:
    places = [{id_: place for place, id_ in enumerate(names)} for names in labels]
    return sorted(keys, key=lambda key: [at[id_] for at, id_ in zip(places, key, strict=True)])


# --- members -----------------------------------------------------------------------------------


def _member_ids(analysis_data: AnalysisData, voices: Voices, grouping: By) -> Ints:
    if isinstance(grouping, ByAttribute):
        return values_of_voices(analysis_data, voices, grouping.id)
    if grouping is Grouping.ROUND:
        return ints(analysis_data.interviews, "round_id")[analysis_data.row_of(voices.interview_id)]
    if grouping is Grouping.QUESTION:
        return _as_first(analysis_data, voices.question_id)
    return {
        Grouping.SCHOOL: voices.school_id,
        Grouping.ROLE: voices.role,
        Grouping.INTERVIEW: voices.interview_id,
        Grouping.PROMPTED: voices.prompted,
        Grouping.CODER: voices.coder_id,
        Grouping.DIRECTION: voices.direction,
    }[grouping]


def _as_first(analysis_data: AnalysisData, question_id: Ints) -> Ints:
    """Return for each question the first with the same words."""
    same = {NOT_KNOWN: NOT_KNOWN, OUTSIDE: OUTSIDE, **same_question(analysis_data)}
    known = np.array(sorted(same), dtype=np.int64)
    first = np.array([same[id_] for id_ in known.tolist()], dtype=np.int64)
    return first[np.searchsorted(known, question_id)]


def member_labels(analysis_data: AnalysisData, grouping: By) -> dict[int, str]:
    """Return what the members of a grouping are called, in the study's order, not known and all last."""
    match grouping:
        case ByAttribute():
            known = dict(enumerate(values_of(analysis_data, grouping.id), 1))
            last = {NOT_KNOWN: _("{attribute} not known").format(attribute=grouping.name), ALL: _("all")}
        case Grouping.QUESTION:
            known = question_labels(analysis_data)
            last = {
                OUTSIDE: _("before the first question"),
                NOT_KNOWN: _("no question recognised"),
                ALL: _("all questions"),
            }
        case Grouping.PROMPTED:
            known = {int(Prompted.PROMPTED): _("prompted"), int(Prompted.UNPROMPTED): _("unprompted")}
            last = {NOT_KNOWN: _("no question recognised"), ALL: _("all")}
        case Grouping.ROUND:
            known = {round_.id: round_.name for round_ in analysis_data.rounds}
            last = {NOT_KNOWN: _("no round"), ALL: _("all rounds")}
        case Grouping.SCHOOL:
            known = {school.id: school_label(school) for school in analysis_data.schools}
            last = {NOT_KNOWN: _("school not known"), ALL: _("all schools")}
        case Grouping.ROLE:
            known = dict(enumerate(analysis_data.role_groups, 1))
            last = {NOT_KNOWN: _("role not known"), ALL: _("all roles")}
        case Grouping.CODER:
            known = {coder.id: coder.name for coder in analysis_data.coders}
            last = {NOT_KNOWN: _("coder not known"), ALL: _("all coders")}
        case Grouping.DIRECTION:
            known = {place: direction_in_words(said) for place, said in enumerate(SAID, 1)}
            last = {NOT_KNOWN: direction_in_words(""), ALL: _("all")}
        case Grouping.INTERVIEW:
            known = interview_labels(analysis_data)
            last = {ALL: _("all interviews")}
    return {**known, **last}


@kept_whatever_is_coded
def interview_labels(analysis_data: AnalysisData) -> dict[int, str]:
    """Return what interviews are called, by key (``B2``) where the people are known, else by title.

    In the order of schools and roles; two of a round with the same keys carry their titles too.
    """
    frame = analysis_data.interviews
    columns = (ints(frame, "id").tolist(), ints(frame, "round_id").tolist(), strings(frame, "title"))
    rows = list(zip(*columns, strict=True))
    keys = {id_: _keys_of(analysis_data, id_, round_id) for id_, round_id, _title in rows}
    words = {id_: keys_in_words(map(str, found)) for id_, found in keys.items()}
    twice = Counter((round_id, words[id_]) for id_, round_id, _title in rows)
    rows.sort(key=lambda row: (not keys[row[0]], keys[row[0]], natural_key(row[2]), row[0]))
    labels: dict[int, str] = {}
    for id_, round_id, title in rows:
        alone = words[id_] and twice[round_id, words[id_]] == 1
        labels[id_] = words[id_] if alone else f"{words[id_]} {title}".strip()
    return labels


def _keys_of(analysis_data: AnalysisData, interview_id: int, round_id: int) -> list[InterviewKey]:
    posts = [
        analysis_data.post_of.get((person, round_id))
        for person in analysis_data.people_in.get(interview_id, ())
    ]
    return sorted(
        InterviewKey(
            analysis_data.school_by_id[post.school_id].letter, analysis_data.role_by_id[post.role_id].number
        )
        for post in posts
        if post is not None
    )
