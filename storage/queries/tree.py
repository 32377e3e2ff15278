"""The interviews as the left panel hangs them: round, school, interview."""

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from functools import cache, cached_property
from itertools import groupby
from typing import Any, NamedTuple

from sqlalchemy import Column, ColumnElement, Connection, Select, bindparam, func, select, true

from coding.model.role_codes import (
    InterviewKey,
    heading,
    in_words,
    keys_in_words,
    roles_in_words,
    school_in_words,
)
from coding.model.study import InterviewKind, Round, School, State
from coding.text.sorting import natural_key
from storage.queries.people import rounds, schools
from storage.study import schema


class InterviewParticipant(NamedTuple):
    """What a participant of an interview is in its round."""

    person_id: int
    key: InterviewKey
    title: str
    school: str


@dataclass(frozen=True, slots=True)
class InterviewRow:
    """An interview in the tree; ``keys``, ``roles`` and ``schools`` are its participants' in words.

    ``kind`` is what it is; of what is no interview the ``title`` says it.
    ``codings`` counts those of the coders it was read for, ``state`` is theirs together; where there are
    several, ``readings`` says how far each has come who has begun.
    """

    id: int
    title: str
    round_id: int | None
    school_id: int | None
    state: State
    keys: str
    roles: str
    schools: str
    codings: int
    readings: tuple[tuple[str, State], ...] = ()
    kind: InterviewKind = InterviewKind.INTERVIEW

    @property
    def name(self) -> str:
        """What stands beside the keys: the roles, or the title where they are not known."""
        return self.roles or self.title

    @property
    def heading(self) -> str:
        """What stands over the transcript: ``B2 · Head and deputy, School B``."""
        return heading(self.keys, self.roles, self.schools, self.title)


@dataclass(frozen=True, slots=True)
class SchoolBranch:
    """A school's interviews in one round; None for those whose school nobody has said.

    Documents and notes are no ``talk``: all of a round stand in one branch.
    """

    school: School | None
    interviews: tuple[InterviewRow, ...]
    is_talk: bool = True


@dataclass(frozen=True)
class RoundBranch:
    """A round with its schools; None for interviews whose round nobody has said."""

    round: Round | None
    schools: tuple[SchoolBranch, ...]

    @cached_property
    def interviews(self) -> tuple[InterviewRow, ...]:
        """All interviews of the round, school by school, then its documents and notes."""
        return tuple(row for branch in self.schools for row in branch.interviews)

    @cached_property
    def talks(self) -> tuple[InterviewRow, ...]:
        """The interviews among them, which rates are of."""
        return tuple(row for row in self.interviews if row.kind.is_talk)

    @cached_property
    def done(self) -> int:
        """How many interviews are done."""
        return sum(row.state is State.DONE for row in self.talks)


def interview_tree(connection: Connection, coder_ids: Collection[int]) -> tuple[RoundBranch, ...]:
    """Return all rounds by name with their interviews by school and key; without a round last.

    States and counts are those of these coders.
    """
    by_round: dict[int | None, list[InterviewRow]] = {}
    for row in _rows(connection, coder_ids, None):
        by_round.setdefault(row.round_id, []).append(row)
    letters = {school.id: school for school in schools(connection)}
    known = [RoundBranch(r, _by_school(by_round.get(r.id, ()), letters)) for r in rounds(connection)]
    unknown = by_round.get(None)
    return (*known, RoundBranch(None, _by_school(unknown, letters))) if unknown else tuple(known)


def _by_school(rows: Iterable[InterviewRow], letters: dict[int, School]) -> tuple[SchoolBranch, ...]:
    order = {school_id: at for at, school_id in enumerate(letters)}

    def place(row: InterviewRow) -> int:
        return len(order) if row.school_id is None else order[row.school_id]

    ordered = sorted(rows, key=place)
    grouped = groupby((row for row in ordered if row.kind.is_talk), key=lambda row: row.school_id)
    talks = tuple(
        SchoolBranch(None if school_id is None else letters[school_id], tuple(found))
        for school_id, found in grouped
    )
    apart = tuple(row for row in ordered if not row.kind.is_talk)
    return (*talks, SchoolBranch(None, apart, is_talk=False)) if apart else talks


def interview_row(
    connection: Connection, interview_id: int, coder_ids: Collection[int]
) -> InterviewRow | None:
    """Return one interview as the tree shows it, or None if it is no longer there."""
    return next(iter(_rows(connection, coder_ids, interview_id)), None)


def _rows(connection: Connection, coder_ids: Collection[int], interview_id: int | None) -> list[InterviewRow]:
    """Return interviews by the keys of their participants, those without a key last."""
    sitting = interview_participants(connection, interview_id)
    counts = coding_counts(connection, coder_ids, interview_id)
    states = reading_states(connection, coder_ids, interview_id)
    readings = _readings_by_coder(connection, coder_ids, interview_id) if len(coder_ids) > 1 else {}
    who = cache(_seats_in_words)  # of many interviews the same
    found: list[tuple[tuple[Any, ...], InterviewRow]] = []
    rows = connection.execute(_interviews(one=interview_id is not None), {"interview": interview_id})
    for id_, title, round_id, school_id, kind in rows:
        seated = sitting.get(id_, ())
        row = InterviewRow(
            id_,
            title,
            round_id,
            school_id,
            states.get(id_, State.NOT_STARTED),
            *who(tuple(participant[1:] for participant in seated)),
            codings=counts.get(id_, 0),
            readings=tuple(readings.get(id_, ())),
            kind=InterviewKind(kind),
        )
        order = (not seated, [participant.key for participant in seated], natural_key(title), id_)
        found.append((order, row))
    return [row for _order, row in sorted(found, key=lambda pair: pair[0])]


def _seats_in_words(seats: Sequence[tuple[InterviewKey, str, str]]) -> tuple[str, str, str]:
    """Return keys, roles and schools of those who take part."""
    keys, roles, schools = ([seat[at] for seat in seats] for at in range(3))
    return keys_in_words(map(str, keys)), roles_in_words(map(str, roles)), in_words(map(str, schools))


def interview_participants(
    connection: Connection, interview_id: int | None = None
) -> dict[int, list[InterviewParticipant]]:
    """Return what the participants with a post are, by interview; of one interview, or all for None."""
    found: dict[int, list[InterviewParticipant]] = {}
    rows = connection.execute(_seats(one=interview_id is not None), {"interview": interview_id}).all()
    for id_, person_id, letter, number, title, role_name, school_name in rows:
        participant = InterviewParticipant(
            person_id, InterviewKey(letter, number), title or role_name, school_in_words(letter, school_name)
        )
        found.setdefault(id_, []).append(participant)
    return found


def coding_counts(
    connection: Connection, coder_ids: Collection[int], interview_id: int | None = None
) -> dict[int, int]:
    """Return the number of these coders' codings by interview, where there are any."""
    wanted = {"coders": list(coder_ids), "interview": interview_id}
    query = _counts(one=interview_id is not None)
    return {transcript_id: n for transcript_id, n in connection.execute(query, wanted).all()}  # noqa: C416 - dict() loses the types


def reading_states(
    connection: Connection, coder_ids: Collection[int], interview_id: int | None = None
) -> dict[int, State]:
    """Return how far these coders together have read, by interview; none is there that nobody has begun.

    Counting rule 2: an interview is done if at least one of them has a reading of it and all of theirs are
    done.
    """
    wanted = {"coders": list(coder_ids), "interview": interview_id}
    rows = connection.execute(_readings(one=interview_id is not None), wanted).all()
    return {id_: State.DONE if all_done else State.BEING_READ for id_, all_done in rows}


def _readings_by_coder(
    connection: Connection, coder_ids: Collection[int], interview_id: int | None
) -> dict[int, list[tuple[str, State]]]:
    found: dict[int, list[tuple[str, State]]] = {}
    wanted = {"coders": list(coder_ids), "interview": interview_id}
    for id_, name, state in connection.execute(_each_reading(one=interview_id is not None), wanted).all():
        found.setdefault(id_, []).append((name, State(state)))
    return found


def in_order_of_interviewing(connection: Connection) -> list[tuple[int, str]]:
    """Return the interviews, with what they are called, by date; undated last, else as they came in."""
    table = schema.interview.c
    dates = {id_: date for id_, date in connection.execute(select(table.id, table.date))}  # noqa: C416
    rows = {row.id: row.heading or row.title for row in _rows(connection, (), None)}
    ordered = sorted(rows, key=lambda id_: (not dates[id_], dates[id_], id_))
    return [(id_, rows[id_]) for id_ in ordered]


def blind_interviews(connection: Connection, coder_id: int) -> frozenset[int]:
    """Return the interviews that a coder reads without seeing what others coded, and is not done with."""
    return frozenset(connection.scalars(_blind(), {"coder": coder_id}))


def blind_readings(connection: Connection, reader_id: int | None = None) -> dict[int, frozenset[int]]:
    """Return the interviews that are read blind and not done with, by who reads them so.

    Those of one reader; of all where nobody in particular looks, as on the command line.
    """
    reading = schema.reading.c
    everybody = select(reading.coder_id).where(_is_blind()).distinct()
    readers = connection.scalars(everybody) if reader_id is None else (reader_id,)
    return {coder_id: blind_interviews(connection, coder_id) for coder_id in [*readers]}


# Each is built only once: they run at every coding.


@cache
def _interviews(*, one: bool) -> Select[*tuple[Any, ...]]:
    table = schema.interview.c
    columns = select(table.id, table.title, table.round_id, table.school_id, table.kind)
    return columns.where(_only(table.id, one=one))


@cache
def _seats(*, one: bool) -> Select[*tuple[Any, ...]]:
    interview, post, role, school = schema.interview, schema.post, schema.role, schema.school
    taking_part = schema.participation
    # A sum is in no index: else SQLite, where a study's index of rounds was made after that of people, looks
    # through all posts of a round for each person.
    in_the_round = post.c.round_id + 0 == interview.c.round_id
    joined = (
        taking_part.join(interview)
        .join(post, (post.c.person_id == taking_part.c.person_id) & in_the_round)
        .join(role, role.c.id == post.c.role_id)
        .join(school, school.c.id == post.c.school_id)
    )
    return (
        select(
            interview.c.id,
            post.c.person_id,
            school.c.letter,
            role.c.number,
            post.c.title,
            role.c.name,
            school.c.name,
        )
        .select_from(joined)
        .where(_only(interview.c.id, one=one))
        .order_by(taking_part.c.id)
    )


@cache
def _counts(*, one: bool) -> Select[int, int]:
    coding = schema.coding.c
    theirs = coding.coder_id.in_(bindparam("coders", expanding=True))
    counted = select(coding.transcript_id, func.count()).group_by(coding.transcript_id)
    return counted.where(theirs, _only(coding.transcript_id, one=one))


@cache
def _readings(*, one: bool) -> Select[int, bool]:
    reading = schema.reading.c
    theirs = reading.coder_id.in_(bindparam("coders", expanding=True))
    all_done = func.min(reading.state == State.DONE)
    return (
        select(reading.interview_id, all_done)
        .where(theirs, _only(reading.interview_id, one=one))
        .group_by(reading.interview_id)
    )


@cache
def _each_reading(*, one: bool) -> Select[int, str, str]:
    reading, coder = schema.reading, schema.coder
    theirs = reading.c.coder_id.in_(bindparam("coders", expanding=True))
    return (
        select(reading.c.interview_id, coder.c.name, reading.c.state)
        .select_from(reading.join(coder, coder.c.id == reading.c.coder_id))
        .where(theirs, _only(reading.c.interview_id, one=one))
        .order_by(coder.c.id)
    )


@cache
def _blind() -> Select[int]:
    reading = schema.reading.c
    return select(reading.interview_id).where(_is_blind(), reading.coder_id == bindparam("coder"))


def _is_blind() -> ColumnElement[bool]:
    return schema.reading.c.blind & (schema.reading.c.state != State.DONE)


def _only(column: Column[int], *, one: bool) -> ColumnElement[bool]:
    return column == bindparam("interview") if one else true()
