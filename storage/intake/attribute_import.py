"""A table of who is who for a study that has its interviews already: only attributes are taken from it."""

from dataclasses import dataclass

from sqlalchemy import Connection

from coding.intake.plan import Guess, ImportPlan, ImportRow, IncomingFile, Participant
from coding.intake.role_words import PostHint
from coding.intake.tables import values_later
from coding.model.document import Table
from coding.model.study import Interview, Transcript
from coding.text.segmentation import Segmented
from storage.intake.import_batch import known_study
from storage.operations.attributes import fill_attributes
from storage.queries.people import people, rounds, schools
from storage.queries.texts import interviews, participants
from storage.queries.tree import interview_participants
from storage.study.operation import Operation


@dataclass(frozen=True, slots=True)
class AttributeFill:
    """What a table would write, how many of its rows are taken, and the positions of those that are not."""

    operation: Operation[None]
    taken: int
    lost: tuple[int, ...]


def fill_from(connection: Connection, table: Table) -> AttributeFill:
    """Hold a table against the interviews and people of a study."""
    held = interviews(connection)
    ids = {person.name: person.id for person in people(connection)}
    later = values_later(_as_plan(connection, held), table)
    act = fill_attributes(
        table.name,
        {held[at].id: said for at, said in later.interviews.items()},
        {ids[name]: said for name, said in later.people.items()},
    )
    return AttributeFill(act, len(table.rows) - len(later.lost), later.lost)


def _as_plan(connection: Connection, held: list[Interview]) -> ImportPlan:
    """Return the interviews of a study as if they arrived, so that rows find them as they find files."""
    known = known_study(connection)
    names = {person.id: person.name for person in people(connection)}
    round_names = {round_.id: round_.name for round_ in rounds(connection)}
    letters = {school.id: school.letter for school in schools(connection)}
    taking_part, posts = participants(connection), interview_participants(connection)
    rows: list[ImportRow] = []
    for interview in held:
        numbers = {
            participant.person_id: participant.key.number for participant in posts.get(interview.id, ())
        }
        here = tuple(Participant(names[id_], numbers.get(id_)) for id_ in taking_part.get(interview.id, ()))
        rows.append(
            ImportRow(
                IncomingFile("", interview.source_name or interview.title),
                include=True,
                segmented=Segmented(Transcript(interview.id, "", (), (), ())),
                round=Guess(round_names.get(interview.round_id or 0, "")),
                school=Guess(letters.get(interview.school_id or 0, "")),
                posts=tuple(PostHint(participant.role) for participant in here),
                participants=here,
            )
        )
    return ImportPlan(tuple(rows), known)
