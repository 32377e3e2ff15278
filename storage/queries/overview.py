"""What a study holds, in figures: for ``strandline info`` and the first page of a report."""

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from functools import cached_property

from sqlalchemy import Connection, select

from coding.model.framework import Framework
from coding.model.study import CoderKind, Interview, State
from storage.queries.codebook import frameworks
from storage.queries.coders import coders
from storage.queries.people import rounds, schools, study_details
from storage.queries.second_look import second_looks
from storage.queries.texts import interviews, participants
from storage.queries.tree import reading_states
from storage.study import schema


@dataclass(frozen=True, slots=True)
class Holdings:
    """What a round, or everything together, holds; ``people`` counts each person once.

    ``words`` are all that is said, ``participant_words`` what speakers say who are known to be participants;
    codings (by rule 1, of all frameworks) and distinct passages are those of the coders it was read for,
    and so is what is done. ``stretches`` are the passages, each once whoever coded it.
    """

    name: str
    interviews: int
    done: int
    people: int
    words: int
    participant_words: int
    codings: int
    passages: int
    stretches: int


@dataclass(frozen=True, slots=True)
class RoundCodings:
    """How much is coded with one framework in a round, or, under an empty name, in all."""

    round: str
    codings: int
    passages: int
    stretches: int


@dataclass(frozen=True, slots=True)
class CodedWith:
    """How much is coded with a framework, by rule 1: a sub-strand beside its strand adds nothing."""

    framework: str
    total: RoundCodings
    rounds: tuple[RoundCodings, ...]


@dataclass(frozen=True, slots=True)
class Overview:
    """The study's name, what it is coded with and by whom, its schools, and what its rounds hold.

    ``about`` is what a reader must know of it, if anything. ``counted`` are the coders whose
    codings are counted, ``sets`` those who are never part of everybody: what was agreed, second readings.
    ``beside`` are documents, notes and answers to a survey, which are in none of the numbers.
    ``to_look_at_again`` are codings made before their code came to mean something else.

    Interviews of no round are in ``rounds`` under an empty name.
    """

    name: str
    about: str
    frameworks: tuple[str, ...]
    coders: tuple[str, ...]
    counted: tuple[str, ...]
    sets: tuple[str, ...]
    schools: tuple[str, ...]
    rounds: tuple[Holdings, ...]
    total: Holdings
    by_framework: tuple[CodedWith, ...]
    to_look_at_again: int = 0
    beside: int = 0


def overview(connection: Connection, coder_ids: Collection[int]) -> Overview:
    """Return what a study holds; codings, and what is done, are these coders'."""
    books = frameworks(connection)
    count = _Counting(connection, coder_ids, books)
    by_round: dict[int | None, list[Interview]] = {round_.id: [] for round_ in rounds(connection)}
    held = interviews(connection)
    for interview in held:
        if interview.kind.is_talk:
            by_round.setdefault(interview.round_id, []).append(interview)
    coding = coders(connection)
    names = {None: "", **{round_.id: round_.name for round_ in rounds(connection)}}
    study = study_details(connection)
    return Overview(
        name=study.name,
        about=study.about,
        frameworks=tuple(framework.name for framework in books),
        coders=tuple(coder.name for coder in coding if coder.kind is CoderKind.PERSON),
        counted=tuple(coder.name for coder in coding if coder.id in coder_ids),
        sets=tuple(coder.name for coder in coding if coder.kind in {CoderKind.AGREED, CoderKind.AGAIN}),
        schools=tuple(school.letter for school in schools(connection)),
        rounds=tuple(count.of(names[round_id], found) for round_id, found in by_round.items()),
        total=count.of("", [interview for found in by_round.values() for interview in found]),
        by_framework=tuple(
            CodedWith(
                book.name,
                count.coded("", [book], [interview for found in by_round.values() for interview in found]),
                tuple(count.coded(names[id_], [book], found) for id_, found in by_round.items()),
            )
            for book in books
        ),
        beside=sum(not interview.kind.is_talk for interview in held),
        to_look_at_again=sum(sum(second_looks(connection, book, coder_ids).values()) for book in books),
    )


class _Counting:
    def __init__(
        self, connection: Connection, coder_ids: Collection[int], books: Sequence[Framework]
    ) -> None:
        self._people = participants(connection)
        self._states = reading_states(connection, coder_ids)
        self._books = books
        coding = schema.coding.c
        query = select(coding.transcript_id, coding.start, coding.end, coding.coder_id, coding.code_id)
        rows = connection.execute(query.where(coding.coder_id.in_(coder_ids)))
        self._coded = [((row[0], row[1], row[2], row[3]), row[4]) for row in rows]

    def of(self, name: str, found: Sequence[Interview]) -> Holdings:
        coded = self.coded(name, self._books, found)
        return Holdings(
            name=name,
            interviews=len(found),
            done=sum(self._states.get(interview.id) is State.DONE for interview in found),
            people=len({person for interview in found for person in self._people.get(interview.id, ())}),
            words=sum(interview.words for interview in found),
            participant_words=sum(interview.participant_words for interview in found),
            codings=coded.codings,
            passages=coded.passages,
            stretches=coded.stretches,
        )

    def coded(self, name: str, books: Sequence[Framework], found: Iterable[Interview]) -> RoundCodings:
        """Count what is coded with some frameworks in some interviews."""
        here = {interview.id for interview in found}
        strands = {
            (passage, self._strands[code_id])
            for passage, code_id in self._coded
            if passage[0] in here and any(code_id in book.by_id for book in books)
        }
        found_in = {passage for passage, _strand in strands}
        return RoundCodings(name, len(strands), len(found_in), len({passage[:3] for passage in found_in}))

    @cached_property
    def _strands(self) -> dict[int, int]:
        """The strand that each code counts for."""
        return {code.id: book.counts_as(code.id) for book in self._books for code in book.codes}
