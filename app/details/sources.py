"""Schools, rounds, roles and people as tables of the study."""

import string
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from app.details.attribute_sources import attribute_columns
from app.details.interview_source import NOT_SAID
from app.shell.open_study import OpenStudy
from app.shell.theme import hue_in_words
from app.widgets.study_table import StudyRows
from app.widgets.table import TableColumn
from coding.errors import UserError
from coding.language import N_, _
from coding.model.framework import HUES
from coding.model.role_codes import key, split_key
from coding.model.study import AttributeKind, Coder, CoderKind, Post, Quoting, Role, Round, School
from storage.operations import people as commands
from storage.operations.clearing import quoting_in_words, set_quoting
from storage.operations.coders import add_coder, edit_coder, merge_coders, withdraw_coder
from storage.queries import people
from storage.queries.coders import codings_of_coders
from storage.study.operation import Operation
from storage.study.tables import ATTRIBUTES, CODER, CODING, PERSON, POST, ROLE, ROUND, SCHOOL


class SchoolDetails(StudyRows[School]):
    """Schools by letter."""

    tables = (SCHOOL, ROUND, *ATTRIBUTES)
    new = N_("Add a school: type its letter")

    def rows(self) -> Sequence[School]:
        """Return the schools."""
        return people.schools(self.study.reader)

    def columns(self) -> Sequence[TableColumn[School]]:
        """Return letter, name, and a column for each attribute."""
        return (
            TableColumn(
                _("Letter"),
                lambda school: school.letter,
                lambda school, text: commands.edit_school(school.id, text, school.name),
                about=_("The first part of keys such as B2"),
            ),
            TableColumn(
                _("Name"),
                lambda school: school.name,
                lambda school, text: commands.edit_school(school.id, school.letter, text),
                about=_("As it is to stand in attributions; a masked name will do"),
                is_wide=True,
            ),
            *attribute_columns(self.study, AttributeKind.SCHOOL),
        )

    def add(self, column: int, text: str) -> Operation[int]:
        """Add a school by its letter, or by its name under the next free letter."""
        if column == 0:
            return commands.add_school(text, _("School {letter}").format(letter=text.upper()))
        taken = {school.letter for school in self.rows()}
        return commands.add_school(next(letter for letter in _letters() if letter not in taken), text)

    def remove(self, row: School) -> Operation[Any]:
        """Remove a school."""
        return commands.remove_school(row.id)


def _letters() -> Sequence[str]:
    letters = string.ascii_uppercase
    return [*letters, *(first + second for first in letters for second in letters)]


class RoundDetails(StudyRows[Round]):
    """Rounds by name."""

    tables = (ROUND,)
    new = N_("Add a round: type its year")

    def rows(self) -> Sequence[Round]:
        """Return the rounds."""
        return people.rounds(self.study.reader)

    def columns(self) -> Sequence[TableColumn[Round]]:
        """Return the name."""
        return (
            TableColumn(
                _("Name"),
                lambda round_: round_.name,
                lambda round_, text: commands.edit_round(round_.id, text),
                about=_("The year of the interviews; rounds stand in the order of their names"),
                is_wide=True,
            ),
        )

    def add(self, column: int, text: str) -> Operation[int]:
        """Add a round."""
        return commands.add_round(text)

    def remove(self, row: Round) -> Operation[Any]:
        """Remove a round."""
        return commands.remove_round(row.id)


class RoleDetails(StudyRows[Role]):
    """Roles by number."""

    tables = (ROLE,)
    new = N_("Add a role: type its number")

    def rows(self) -> Sequence[Role]:
        """Return the roles."""
        return people.roles(self.study.reader)

    def columns(self) -> Sequence[TableColumn[Role]]:
        """Return number, name and group."""
        groups = dict.fromkeys(role.group for role in self.rows() if role.group)
        return (
            TableColumn(
                _("Number"),
                lambda role: str(role.number),
                lambda role, text: commands.edit_role(role.id, _number(text), role.name, role.group),
                about=_("The second part of keys such as B2"),
            ),
            TableColumn(
                _("Name"),
                lambda role: role.name,
                lambda role, text: commands.edit_role(role.id, role.number, text, role.group),
                is_wide=True,
            ),
            TableColumn(
                _("Group in charts"),
                lambda role: role.group,
                lambda role, text: commands.edit_role(role.id, role.number, role.name, text),
                about=_("Roles of one group are one bar: {groups}").format(groups=", ".join(groups)),
            ),
        )

    def add(self, column: int, text: str) -> Operation[int]:
        """Add a role by its number, or by its name under the next number."""
        if column == 0:
            return commands.add_role(_number(text), _("Role {number}").format(number=text), "")
        number = max((role.number for role in self.rows()), default=0) + 1
        return commands.add_role(number, text, "")

    def remove(self, row: Role) -> Operation[Any]:
        """Remove a role."""
        return commands.remove_role(row.id)


def _number(text: str) -> int:
    if not text.isdecimal():
        raise UserError(
            _("“{text}” is no number.").format(text=text), remedy=_("Type a number from 1 to 99.")
        )
    return int(text)


@dataclass(frozen=True, slots=True)
class PersonRow:
    """A person with the post held in each round, by round id, and whether they may be quoted."""

    id: int
    name: str
    posts: dict[int, Post]
    quoting: Quoting


class PeopleDetails(StudyRows[PersonRow]):
    """People by name, with the key (and title) of the post in each round, and their attributes."""

    tables = (PERSON, POST, ROUND, SCHOOL, ROLE, *ATTRIBUTES)
    new = N_("Add a person: type a name")

    def __init__(self, open_study: OpenStudy) -> None:
        """Read them from this study."""
        super().__init__(open_study)
        self._read()

    def _read(self) -> None:
        reader = self.study.reader
        self._schools = {school.id: school for school in people.schools(reader)}
        self._roles = {role.id: role for role in people.roles(reader)}

    def rows(self) -> Sequence[PersonRow]:
        """Return the people."""
        posts: dict[int, dict[int, Post]] = {}
        for post in people.posts(self.study.reader):
            posts.setdefault(post.person_id, {})[post.round_id] = post
        return [
            PersonRow(person.id, person.name, posts.get(person.id, {}), person.quoting)
            for person in people.people(self.study.reader)
        ]

    def columns(self) -> Sequence[TableColumn[PersonRow]]:
        """Return the name, the posts, whether they may be quoted, and a column for each attribute."""
        self._read()
        name: TableColumn[PersonRow] = TableColumn(
            _("Name"),
            lambda row: row.name,
            lambda row, text: commands.edit_person(row.id, text),
            about=_("However the researcher names the person; a masked name will do"),
            is_wide=True,
        )
        posts = (self._column(round_) for round_ in people.rounds(self.study.reader))
        quoting: TableColumn[PersonRow] = TableColumn(
            _("Quoting"),
            lambda row: quoting_in_words(row.quoting),
            lambda row, text: set_quoting(row.id, next(q for q in Quoting if quoting_in_words(q) == text)),
            choices=lambda _row: [quoting_in_words(each) for each in Quoting],
            about=_("Whether the person may be quoted; what is shown and cleared is noted on the passages"),
        )
        return (name, *posts, quoting, *attribute_columns(self.study, AttributeKind.PERSON))

    def _column(self, round_: Round) -> TableColumn[PersonRow]:
        return TableColumn(
            _("Post in {round}").format(round=round_.name),
            lambda row: self._words(row.posts.get(round_.id), with_role=True),
            lambda row, text: self._change(row, round_.id, text),
            edited=lambda row: self._words(row.posts.get(round_.id), with_role=False),
            about=_(
                "A key such as B2, and a title where it says more than the role: B5 Newly qualified teacher"
            ),
            is_wide=True,
        )

    def _words(self, post: Post | None, *, with_role: bool) -> str:
        if post is None:
            return ""
        role = self._roles[post.role_id]
        written = str(key(self._schools[post.school_id], role))
        return " ".join(filter(None, (written, post.title or (role.name if with_role else ""))))

    def _change(self, row: PersonRow, round_id: int, text: str) -> Operation[Any] | None:
        standing = row.posts.get(round_id)
        if not text:
            return None if standing is None else commands.remove_post(standing.id)
        school_id, role_id, title = self._post(text)
        return commands.set_post(row.id, round_id, school_id, role_id, title)

    def _post(self, text: str) -> tuple[int, int, str]:
        found, title = split_key(text)
        school = next((s.id for s in self._schools.values() if found and s.letter == found.letter), None)
        role = next((r.id for r in self._roles.values() if found and r.number == found.number), None)
        if school is None or role is None:
            known = ", ".join(school.letter for school in self._schools.values()) or _("none yet")
            raise UserError(
                _("“{text}” does not begin with a key such as B2.").format(text=text),
                _("The letter is a school’s ({letters}), the number a role’s.").format(letters=known),
                _("Add the school or the role first if it is missing."),
            )
        return school, role, title

    def add(self, column: int, text: str) -> Operation[int]:
        """Add a person by name."""
        if column != 0:
            raise UserError(_("Type the person’s name first."))
        return commands.add_person(text)

    def remove(self, row: PersonRow) -> Operation[Any]:
        """Remove a person."""
        return commands.remove_person(row.id)


class CoderDetails(StudyRows[Coder]):
    """Those who code, in the order they joined."""

    tables = (CODER, CODING)
    new = N_("Add a coder: type the name")

    def __init__(self, open_study: OpenStudy) -> None:
        """Read them from this study."""
        super().__init__(open_study)
        self._codings: dict[int, int] = {}

    def rows(self) -> Sequence[Coder]:
        """Return the people who code, and what was agreed or coded again."""
        self._codings = codings_of_coders(self.study.reader)
        return [coder for coder in self.study.coders.all if coder.kind is not CoderKind.FORMER]

    def columns(self) -> Sequence[TableColumn[Coder]]:
        """Return name, initials, colour, codings, and with whom one is the same person."""
        return (
            TableColumn(
                _("Name"),
                lambda coder: coder.name,
                lambda coder, text: edit_coder(coder.id, text, coder.initials, coder.hue),
                is_wide=True,
            ),
            TableColumn(
                _("Initials"),
                lambda coder: coder.short,
                lambda coder, text: edit_coder(coder.id, coder.name, text, coder.hue),
                about=_("They stand at this coder’s brackets; empty: made of the name"),
            ),
            TableColumn(
                _("Colour"),
                lambda coder: hue_in_words(coder.hue) if coder.hue else _("by itself"),
                lambda coder, text: edit_coder(coder.id, coder.name, coder.initials, _hue_called(text)),
                choices=lambda _coder: [_("by itself"), *map(hue_in_words, HUES)],
            ),
            TableColumn(_("Codings"), lambda coder: f"{self._codings.get(coder.id, 0):,}"),
            TableColumn(
                _("Same person as"),
                lambda _coder: NOT_SAID,
                self._merge,
                about=_("Two spellings of one person: all of this coder becomes the other’s"),
                choices=lambda coder: [NOT_SAID, *(each.name for each in self._others(coder))],
            ),
        )

    def _others(self, coder: Coder) -> list[Coder]:
        people = self.study.coders.people
        return [each for each in people if each.id != coder.id and coder.kind is CoderKind.PERSON]

    def _merge(self, coder: Coder, text: str) -> Operation[None]:
        into = next((each for each in self._others(coder) if each.name == text), coder)
        return merge_coders(coder.id, into.id)

    def add(self, column: int, text: str) -> Operation[int]:
        """Add a coder by name."""
        return add_coder(text)

    def remove(self, row: Coder) -> Operation[Any]:
        """Withdraw a coder with all that is theirs."""
        return withdraw_coder(row.id)


def _hue_called(words: str) -> str:
    return next((hue for hue in HUES if hue_in_words(hue) == words), "")
