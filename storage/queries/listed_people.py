"""Interviews and people as records, with their words, their attributes and what is coded: a row each."""

from collections import Counter
from collections.abc import Iterator, Mapping

import numpy as np
from sqlalchemy import Connection

from coding.analysis.analysis_data import AnalysisData, Ints, bools, ints
from coding.analysis.attribute_columns import AttributeColumn, columns_of_voices
from coding.analysis.field_meanings import INTERVIEW, PERSON
from coding.analysis.groups import interview_labels
from coding.analysis.passages import find_passages
from coding.analysis.rounding import whole
from coding.analysis.speaker_attribution import voices
from coding.model.role_codes import key
from coding.model.study import Person, Post, State
from storage.queries.people import people
from storage.queries.texts import interviews
from storage.queries.tree import reading_states

Record = Mapping[str, object]


def listed_interviews(connection: Connection, analysis_data: AnalysisData) -> list[Record]:
    """Return a record for each text of the material, by rounds and labels, with its attributes.

    Codings and passages are those of the material's coders with its framework.
    """
    labels = interview_labels(analysis_data)
    states = reading_states(connection, [coder.id for coder in analysis_data.coders])
    codings: Counter[int] = Counter(ints(analysis_data.codings, "interview_id").tolist())
    passages: Counter[int] = Counter(find_passages(analysis_data).interview_ids.tolist())
    attributes = _of_interviews(analysis_data)
    row_of = {id_: at for at, id_ in enumerate(ints(analysis_data.interviews, "id").tolist())}
    found: dict[int, Record] = {}
    for each in (each for each in interviews(connection) if each.id in labels):
        round_ = analysis_data.round_by_id.get(each.round_id or 0)
        school = analysis_data.school_by_id.get(each.school_id or 0)
        sitting = analysis_data.people_in.get(each.id, ())
        found[each.id] = {
            "interview_id": each.id,
            "interview": labels[each.id],
            "kind": each.kind.value,
            "round": round_.name if round_ else None,
            "date": each.date,
            "school": school.letter if school else None,
            "keys": " ".join(_keys(analysis_data, sitting, each.round_id or 0)),
            "people": len(sitting),
            "minutes": None if each.duration_ms is None else whole(each.duration_ms / 60_000),
            "words": each.words,
            "participant_words": each.participant_words,
            "state": states.get(each.id, State.NOT_STARTED).value,
            "partial": each.partial,
            "codings": codings[each.id],
            "passages": passages[each.id],
            "file": each.source_name,
            **{column.field: column.values[row_of[each.id]] for column in attributes},
        }
    order = {round_.name: at for at, round_ in enumerate(analysis_data.rounds)}
    return sorted((found[id_] for id_ in labels), key=lambda each: order.get(str(each["round"]), len(order)))


def _keys(analysis_data: AnalysisData, sitting: tuple[int, ...], round_id: int) -> list[str]:
    posts = (analysis_data.post_of.get((person_id, round_id)) for person_id in sitting)
    return list(dict.fromkeys(_key(analysis_data, post) for post in posts if post))


def _key(analysis_data: AnalysisData, post: Post) -> str:
    return str(key(analysis_data.school_by_id[post.school_id], analysis_data.role_by_id[post.role_id]))


def _of_interviews(analysis_data: AnalysisData) -> list[AttributeColumn]:
    everybody = voices(analysis_data)
    rows = analysis_data.row_of(everybody.interview_id)
    return columns_of_voices(analysis_data, everybody, rows, len(analysis_data.interviews), INTERVIEW)


def listed_people(connection: Connection, analysis_data: AnalysisData) -> list[Record]:
    """Return a record for each person and round, by name; one without a post has a record of its own."""
    posts: dict[int, list[Post]] = {}
    order = {round_.id: at for at, round_ in enumerate(analysis_data.rounds)}
    for post in sorted(analysis_data.posts, key=lambda post: order.get(post.round_id, -1)):
        posts.setdefault(post.person_id, []).append(post)
    seats: list[tuple[Person, Post | None]] = [
        (person, post) for person in people(connection) for post in posts.get(person.id, [None])
    ]
    place = {(person.id, post.round_id if post else 0): at for at, (person, post) in enumerate(seats)}
    attributes = _of_people(analysis_data, place, len(seats))
    taken = _taking_part(analysis_data)
    words = _words(analysis_data)
    return [
        {
            **_about(analysis_data, person, post),
            "interviews": taken[person.id, post.round_id if post else 0],
            "words": words[person.id, post.round_id if post else 0],
            "quoting": person.quoting.value,
            **{column.field: column.values[at] for column in attributes},
        }
        for at, (person, post) in enumerate(seats)
    ]


def _about(analysis_data: AnalysisData, person: Person, post: Post | None) -> Record:
    known = {"person_id": person.id, "person": person.name}
    if post is None:
        return {**known, **dict.fromkeys(("round", "key", "school", "role", "title"))}
    return {
        **known,
        "round": analysis_data.round_by_id[post.round_id].name,
        "key": _key(analysis_data, post),
        "school": analysis_data.school_by_id[post.school_id].letter,
        "role": analysis_data.role_by_id[post.role_id].name,
        "title": post.title,
    }


def _rounds_of(analysis_data: AnalysisData, interview_ids: Ints) -> Ints:
    return ints(analysis_data.interviews, "round_id")[analysis_data.row_of(interview_ids)]


def _taking_part(analysis_data: AnalysisData) -> Counter[tuple[int, int]]:
    interview_ids, person_ids = analysis_data.taking_part
    rounds = _rounds_of(analysis_data, interview_ids)
    return Counter(zip(person_ids.tolist(), rounds.tolist(), strict=True))


def _words(analysis_data: AnalysisData) -> Counter[tuple[int, int]]:
    """Count what each person says in a round, as far as it is known whose words they are."""
    everybody = voices(analysis_data)
    rounds = _rounds_of(analysis_data, everybody.interview_id)
    found: Counter[tuple[int, int]] = Counter()
    columns = (everybody.person_id.tolist(), rounds.tolist(), everybody.words.tolist())
    for person_id, round_id, words in zip(*columns, strict=True):
        found[person_id, round_id] += words
    return found


def _of_people(
    analysis_data: AnalysisData, place: Mapping[tuple[int, int], int], n: int
) -> list[AttributeColumn]:
    everybody = voices(analysis_data)
    rounds = _rounds_of(analysis_data, everybody.interview_id)
    pairs = zip(everybody.person_id.tolist(), rounds.tolist(), strict=True)
    rows = np.array([place.get(pair, -1) for pair in pairs], dtype=np.int64)
    return columns_of_voices(analysis_data, everybody, rows, n, PERSON)


def code_rows(analysis_data: AnalysisData) -> Iterator[Record]:
    """Yield a record for each code of the framework, with how often it was given to a passage."""
    framework = analysis_data.framework
    given: Counter[int] = Counter(ints(analysis_data.codings, "code_id").tolist())
    doubted = ints(analysis_data.codings, "code_id")[bools(analysis_data.codings, "unsure")]
    unsure: Counter[int] = Counter(doubted.tolist())
    for code in framework.codes:
        above = framework.path(code.id)[:-1]
        yield {
            "level": framework.level_of(code.id),
            "above": above[-1].name if above else None,
            "name": code.name,
            "abbreviation": code.abbreviation,
            "codings": given[code.id],
            "unsure": unsure[code.id],
            "short_definition": code.short_definition,
            "definition": code.definition,
            "when_to_use": code.when_to_use,
            "when_not_to_use": code.when_not_to_use,
            "example": code.example,
            "notes": code.notes,
            "other_spellings": "; ".join(code.aliases),
        }
