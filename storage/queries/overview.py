"""What a study holds, in figures: for ``strandline info`` and the first page of a report."""

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from sqlalchemy import Connection, Select, func, select

from coding.model.study import CoderKind, Interview, State
from storage.queries.codebook import frameworks
from storage.queries.coders import coders
from storage.queries.people import rounds, schools, study_details
from storage.queries.texts import interviews, participants
from storage.queries.tree import reading_states
from storage.study import schema


@dataclass(frozen=True, slots=True)
class Holdings:
    """What a round, or everything together, holds; ``people`` counts each person once.

    ``words`` are all that is said, ``participant_words`` what participants say; codings and distinct
    passages are those of the coders it was read for, and so is what is done.
    """

    name: str
    interviews: int
    done: int
    people: int
    words: int
    participant_words: int
    codings: int
    passages: int


@dataclass(frozen=True, slots=True)
class Overview:
    """The study's name, what it is coded with and by whom, its schools, and what its rounds hold.

    ``counted`` are the coders whose codings are counted.

    Interviews of no round are in ``rounds`` under an empty name.
    """

    name: str
    frameworks: tuple[str, ...]
    coders: tuple[str, ...]
    counted: tuple[str, ...]
    schools: tuple[str, ...]
    rounds: tuple[Holdings, ...]
    total: Holdings


def overview(connection: Connection, coder_ids: Collection[int]) -> Overview:
    """Return what a study holds; codings, and what is done, are these coders'."""
    count = _Counting(connection, coder_ids)
    by_round: dict[int | None, list[Interview]] = {round_.id: [] for round_ in rounds(connection)}
    for interview in interviews(connection):
        by_round.setdefault(interview.round_id, []).append(interview)
    coding = coders(connection)
    names = {None: "", **{round_.id: round_.name for round_ in rounds(connection)}}
    return Overview(
        name=study_details(connection).name,
        frameworks=tuple(framework.name for framework in frameworks(connection)),
        coders=tuple(coder.name for coder in coding if coder.kind is CoderKind.PERSON),
        counted=tuple(coder.name for coder in coding if coder.id in coder_ids),
        schools=tuple(school.letter for school in schools(connection)),
        rounds=tuple(count.of(names[round_id], found) for round_id, found in by_round.items()),
        total=count.of("", [interview for found in by_round.values() for interview in found]),
    )


class _Counting:
    def __init__(self, connection: Connection, coder_ids: Collection[int]) -> None:
        self._people = participants(connection)
        self._states = reading_states(connection, coder_ids)
        coding = schema.coding.c
        theirs = coding.coder_id.in_(coder_ids)
        query = select(coding.transcript_id, coding.start, coding.end, coding.coder_id).where(theirs)
        self._codings = _by_interview(connection, query)
        self._passages = _by_interview(connection, query.distinct())

    def of(self, name: str, found: Iterable[Interview]) -> Holdings:
        found = list(found)
        return Holdings(
            name=name,
            interviews=len(found),
            done=sum(self._states.get(interview.id) is State.DONE for interview in found),
            people=len({person for interview in found for person in self._people.get(interview.id, ())}),
            words=sum(interview.words for interview in found),
            participant_words=sum(interview.participant_words for interview in found),
            codings=_sum(self._codings, found),
            passages=_sum(self._passages, found),
        )


def _sum(counts: Mapping[int, int], found: Iterable[Interview]) -> int:
    return sum(counts.get(interview.id, 0) for interview in found)


def _by_interview(connection: Connection, found: Select[*tuple[Any, ...]]) -> dict[int, int]:
    counted = select(found.subquery().c.transcript_id, func.count()).group_by("transcript_id")
    return {interview_id: n for interview_id, n in connection.execute(counted)}  # noqa: C416 - dict() loses the types
