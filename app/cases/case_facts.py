"""What is known of a school or a case, in words: its attributes by round, its people, its interviews."""

from collections.abc import Callable, Iterator, Mapping
from typing import NamedTuple

import numpy as np

from coding.analysis.analysis_data import AnalysisData
from coding.analysis.coding_fields import voices_of
from coding.analysis.groups import interview_labels
from coding.analysis.known_names import KnownNames
from coding.analysis.matrix_rows import MatrixRow
from coding.analysis.speaker_attribution import voices
from coding.language import _
from coding.model.role_codes import InterviewKey


class CaseInterview(NamedTuple):
    """An interview of a case."""

    id: int
    label: str
    round: str
    title: str


def interviews_of_case(names: KnownNames, row: MatrixRow) -> list[CaseInterview]:
    """Return the interviews in which somebody of a case speaks, by round."""
    data = names.analysis_data
    there = {*voices(data).interview_id[voices_of(data, row.fields, names)].tolist()}
    columns = (data.interviews[name].tolist() for name in ("id", "round_id", "title"))
    known = {id_: (round_id, title) for id_, round_id, title in zip(*columns, strict=True)}
    years = {round_.id: round_.name for round_ in data.rounds}
    found = [
        CaseInterview(id_, label, years.get(known[id_][0], ""), known[id_][1])
        for id_, label in interview_labels(data).items()
        if id_ in there
    ]
    return sorted(found, key=lambda each: each.round)


def people_in_words(
    names: KnownNames, row: MatrixRow, names_of: Callable[[list[int]], Mapping[int, str]]
) -> str:
    """Return who speaks for a case, each with what they are in each round; ``names_of`` people by id."""
    data = names.analysis_data
    found = np.unique(voices(data).person_id[voices_of(data, row.fields, names)])
    ids = found[found > 0].tolist()
    called = names_of(ids)
    return "; ".join(_person(data, id_, called.get(id_, "")) for id_ in ids)


def _person(data: AnalysisData, person_id: int, name: str) -> str:
    posts: dict[str, list[str]] = {}
    for round_ in data.rounds:
        post = data.post_of.get((person_id, round_.id))
        if post is not None:
            role = data.role_by_id[post.role_id]
            key = InterviewKey(data.school_by_id[post.school_id].letter, role.number)
            posts.setdefault(f"{key} {post.title or role.name}", []).append(round_.name)
    said = [f"{post}, {' '.join(rounds)}" for post, rounds in posts.items()]
    return f"{name} ({'; '.join(said)})" if said else name


def attributes_in_words(data: AnalysisData, row: MatrixRow) -> str:
    """Return what is said of a school or case: ``Tier: one (2014), two (2015)``."""
    return " · ".join(_attributes(data, row))


def _attributes(data: AnalysisData, row: MatrixRow) -> Iterator[str]:
    place = row.place
    years = {round_.id: round_.name for round_ in data.rounds}
    for attribute in data.attributes:
        mine = [
            value
            for value in data.attribute_values
            if value.attribute_id == attribute.id
            and (value.school_id, value.case_id) == (place.school_id, place.case_id)
        ]
        said = [
            _("{value} ({round})").format(value=value.value, round=years[value.round_id])
            if value.round_id in years
            else value.value
            for value in sorted(mine, key=lambda value: years.get(value.round_id or 0, ""))
        ]
        if said:
            yield f"{attribute.name}: {', '.join(said)}"
