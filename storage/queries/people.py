"""Reading the study's own facts: schools, rounds, roles, people and their posts."""

from collections.abc import Collection
from dataclasses import dataclass

from sqlalchemy import Connection, select

from coding.language import _
from coding.model.study import Person, Post, Quoting, Role, Round, School
from coding.text.sorting import natural_key
from storage.study import schema


@dataclass(frozen=True, slots=True)
class StudyDetails:
    """The study's own row; ``sample`` tells the sample study from a researcher's."""

    name: str
    created: str
    framework_id: int | None
    sample: bool

    @property
    def about(self) -> str:
        """What a reader must know of it: that the sample study is invented."""
        if not self.sample:
            return ""
        return _(
            "The sample study: schools, people and interviews are invented. Three totals were set to those "
            "that a published study prints, so that a chart can be checked: HSC 27 in 2014 and 45 in 2015, "
            "JPD 61 in 2015."
        )


def study_details(connection: Connection) -> StudyDetails:
    """Return the study's name and whatever else it says of itself."""
    row = connection.execute(select(schema.study)).one()
    return StudyDetails(row.name, row.created, row.framework_id, bool(row.sample))


def study_guid(connection: Connection) -> str:
    """Return what tells this study from all others, whatever its file is called."""
    return connection.scalars(select(schema.study.c.guid)).one()


def is_coders_copy(connection: Connection) -> bool:
    """Tell whether a study is a copy that was made for a second coder."""
    return connection.scalars(select(schema.study.c.came_from)).one() != ""


def schools(connection: Connection) -> list[School]:
    """Return the schools by letter."""
    table = schema.school.c
    rows = connection.execute(select(table.id, table.letter, table.name).order_by(table.id))
    return sorted((School(*row) for row in rows), key=lambda school: natural_key(school.letter))


def rounds(connection: Connection) -> list[Round]:
    """Return the rounds by name, which is their year."""
    table = schema.round_.c
    rows = connection.execute(select(table.id, table.name).order_by(table.id))
    return sorted((Round(*row) for row in rows), key=lambda round_: natural_key(round_.name))


def roles(connection: Connection) -> list[Role]:
    """Return the roles by number."""
    table = schema.role.c
    rows = connection.execute(
        select(table.id, table.number, table.name, table.role_group).order_by(table.number, table.id)
    )
    return [Role(*row) for row in rows]


def people(connection: Connection) -> list[Person]:
    """Return the people by name."""
    table = schema.person.c
    rows = connection.execute(select(table.id, table.name, table.quoting).order_by(table.id))
    found = (Person(row.id, row.name, Quoting(row.quoting)) for row in rows)
    return sorted(found, key=lambda person: natural_key(person.name))


def names_of_people(connection: Connection, ids: Collection[int]) -> dict[int, str]:
    """Return the names of these people, by id."""
    table = schema.person.c
    rows = connection.execute(select(table.id, table.name).where(table.id.in_(ids)))
    return {row.id: row.name for row in rows}


def posts(connection: Connection) -> list[Post]:
    """Return who held which role at which school in which round."""
    table = schema.post.c
    rows = connection.execute(
        select(table.id, table.person_id, table.round_id, table.school_id, table.role_id, table.title)
    ).all()
    return [Post(*row) for row in rows]


def speaker_labels(connection: Connection) -> tuple[str, ...]:
    """Return the labels that speakers have in the study's transcripts, each spelling once."""
    label = schema.speaker.c.label
    return tuple(sorted(connection.scalars(select(label).where(label != "").distinct()), key=natural_key))
