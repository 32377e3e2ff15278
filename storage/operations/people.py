"""Schools, rounds, roles, people and their posts: added, edited, removed.

What something else leans on is not removed; the error says what that is. A person's posts are the person's
own and go along.
"""

import re
from typing import TypeVar

from sqlalchemy import Column, Table, select, update

from coding.errors import UserError
from coding.language import N_, _
from coding.model.role_codes import InterviewKey
from coding.text.names import clean_name, name_key, needed_name
from storage.operations.cells import rename_in_summaries
from storage.operations.removing import needed_by, remove
from storage.operations.standing import refuse_gone, value_of
from storage.study import schema
from storage.study.operation import WriteContext, operation

T = TypeVar("T")

_LETTERS = re.compile(r"[^\W\d_]{1,3}")


# --- schools ----------------------------------------------------------------------------------


@operation(N_("Add the school {letter}"))
def add_school(w: WriteContext, letter: str, name: str) -> int:
    """Add a school with the letter that its keys begin with; return its id.

    Raises UserError: the letter is none (one to three are wanted), or another school has it.
    """
    letter = _free_letter(w, letter, None)
    return w.add(schema.school, letter=letter, name=clean_name(name))


@operation(N_("Change the school {letter}"))
def edit_school(w: WriteContext, school_id: int, letter: str, name: str) -> None:
    """Give a school another letter or name.

    Raises UserError: the school is no longer there, the letter is none, or another school has it.
    """
    letter = _free_letter(w, letter, school_id)
    _change(w, schema.school, school_id, letter=letter, name=clean_name(name))


@operation(N_("Remove the school {letter}"))
def remove_school(w: WriteContext, school_id: int) -> None:
    """Remove a school that no interview and nobody's post needs.

    Raises UserError: the school is no longer there, or interviews or posts need it.
    """
    _remove_unneeded(w, schema.school.c.letter, school_id, _("School {name} is still needed by {leaning}."))


def _free_letter(w: WriteContext, letter: str, school_id: int | None) -> str:
    letter = clean_name(letter).upper()
    if not _LETTERS.fullmatch(letter):
        raise UserError(
            _("A school needs a letter, such as B."),
            _("It is the first part of keys such as B2."),
            _("Give one to three letters."),
        )
    already = _("There is already a school {letter}.").format(letter=letter)
    _refuse_second(w, schema.school.c.letter, letter, school_id, already)
    return letter


# --- rounds -----------------------------------------------------------------------------------


@operation(N_("Add the round {name}"))
def add_round(w: WriteContext, name: str) -> int:
    """Add a round of interviews, named for its year; return its id.

    Raises UserError: no name, or another round has it.
    """
    return w.add(schema.round_, name=_free_round(w, name, None))


@operation(N_("Rename a round to {name}"))
def edit_round(w: WriteContext, round_id: int, name: str) -> None:
    """Give a round another name.

    Raises UserError: the round is no longer there, no name, or another round has it.
    """
    _change(w, schema.round_, round_id, name=_free_round(w, name, round_id))


@operation(N_("Remove the round {name}"))
def remove_round(w: WriteContext, round_id: int) -> None:
    """Remove a round in which there is no interview and nobody has a post, with its questions.

    Raises UserError: the round is no longer there, or interviews or posts need it.
    """
    _remove_unneeded(w, schema.round_.c.name, round_id, _("The round {name} is still needed by {leaning}."))


def _free_round(w: WriteContext, name: str, round_id: int | None) -> str:
    name = needed_name(name, _("A round needs a name, such as 2015."))
    already = _("There is already a round {name}.").format(name=name)
    _refuse_second(w, schema.round_.c.name, name, round_id, already)
    return name


# --- roles ------------------------------------------------------------------------------------


@operation(N_("Add the role {number}, {name}"))
def add_role(w: WriteContext, number: int, name: str, group: str) -> int:
    """Add a role: its number is part of keys, its group is what charts fold it into.

    Raises UserError: the number is not from 1 to 99 or another role has it, or no name.
    """
    _check_role(w, number, None)
    name = needed_name(name, _("A role needs a name."))
    return w.add(schema.role, number=number, name=name, role_group=clean_name(group))


@operation(N_("Change the role {number}, {name}"))
def edit_role(w: WriteContext, role_id: int, number: int, name: str, group: str) -> None:
    """Give a role another number, name or group.

    Raises UserError: the role is no longer there, the number is not from 1 to 99 or another role has it, or
    no name.
    """
    _check_role(w, number, role_id)
    name = needed_name(name, _("A role needs a name."))
    was = {name: value_of(w, schema.role.c[name], role_id) for name in ("name", "role_group")}
    _change(w, schema.role, role_id, number=number, name=name, role_group=clean_name(group))
    _follow_group(w, was["role_group"] or was["name"], clean_name(group) or name)


def _follow_group(w: WriteContext, was: str, now: str) -> None:
    """Let summaries of a role group go with it, if no role is left in what it was called."""
    role = schema.role.c
    left = select(role.id).where((role.role_group == was) | ((role.role_group == "") & (role.name == was)))
    if w.connection.scalar(left.limit(1)) is None:
        rename_in_summaries(w, "role", was, now)


@operation(N_("Remove the role {name}"))
def remove_role(w: WriteContext, role_id: int) -> None:
    """Remove a role that nobody has.

    Raises UserError: the role is no longer there, or somebody has it.
    """
    _remove_unneeded(w, schema.role.c.name, role_id, _("The role “{name}” is still needed by {leaning}."))


def _check_role(w: WriteContext, number: int, role_id: int | None) -> None:
    if not 0 < number < 100:
        raise UserError(
            _("A role needs a number from 1 to 99."), _("It is the second part of keys such as B2.")
        )
    already = _("There is already a role {number}.").format(number=number)
    _refuse_second(w, schema.role.c.number, number, role_id, already)


# --- people and their posts -------------------------------------------------------------------


@operation(N_("Add {name}"))
def add_person(w: WriteContext, name: str) -> int:
    """Add somebody who is interviewed; return the id.

    Raises UserError: no name, or somebody else has it.
    """
    return w.add(schema.person, name=_free_name(w, name, None))


@operation(N_("Rename a person to {name}"))
def edit_person(w: WriteContext, person_id: int, name: str) -> None:
    """Give a person another name.

    Raises UserError: the person is no longer there, no name, or somebody else has it.
    """
    _change(w, schema.person, person_id, name=_free_name(w, name, person_id))


def _free_name(w: WriteContext, name: str, person_id: int | None) -> str:
    name = needed_name(name, _("A person needs a name, a masked one will do."))
    already = _("There is already somebody called {name}.").format(name=name)
    _refuse_second(w, schema.person.c.name, name, person_id, already)
    return name


@operation(N_("Remove {name}"))
def remove_person(w: WriteContext, person_id: int) -> None:
    """Remove a person with posts and attributes; refused for somebody who takes part in an interview.

    Raises UserError: the person is no longer there, or takes part in an interview.
    """
    _remove_unneeded(w, schema.person.c.name, person_id, _("{name} is still needed by {leaning}."))


@operation(N_("Give {person} the post {key}"))
def set_post(
    w: WriteContext, person_id: int, round_id: int, school_id: int, role_id: int, title: str = ""
) -> int:
    """Say what a person does where in a round; return the post's id.

    A person has one post in a round: the one that stands is changed. ``title`` says it finer than
    the role's name (Newly qualified teacher).

    Raises UserError: the person, round, school or role is no longer there.
    """
    letter = value_of(w, schema.school.c.letter, school_id)
    number = value_of(w, schema.role.c.number, role_id)
    refuse_gone(w, schema.round_, round_id)
    w.note(person=value_of(w, schema.person.c.name, person_id), key=str(InterviewKey(letter, number)))
    post = schema.post.c
    values = {"school_id": school_id, "role_id": role_id, "title": clean_name(title)}
    found = w.connection.scalar(select(post.id).where(post.person_id == person_id, post.round_id == round_id))
    if found is None:
        return w.add(schema.post, person_id=person_id, round_id=round_id, **values)
    _change(w, schema.post, found, **values)
    return found


@operation(N_("Take a post from {person}"))
def remove_post(w: WriteContext, post_id: int) -> None:
    """Remove what a person does in a round.

    Raises UserError: the post is no longer there.
    """
    person_id = value_of(w, schema.post.c.person_id, post_id)
    w.note(person=value_of(w, schema.person.c.name, person_id))
    remove(w, schema.post, [post_id])


# --- shared -----------------------------------------------------------------------------------


def _change(w: WriteContext, table: Table, row_id: int, **values: object) -> None:
    refuse_gone(w, table, row_id)
    w.connection.execute(update(table).where(table.c.id == row_id).values(**values))


def _refuse_second(w: WriteContext, column: Column[T], value: T, row_id: int | None, already: str) -> None:
    """Refuse a number, or a name to people, that a row other than row_id already has."""
    others = select(column).where(column.table.c.id.is_distinct_from(row_id))
    key = name_key(str(value))
    if any(name_key(str(other)) == key for other in w.connection.scalars(others)):
        raise UserError(already, _("Nothing was changed."), _("Choose another."))


def _remove_unneeded(w: WriteContext, column: Column[str], row_id: int, needed: str) -> None:
    """Remove a row, called by this column; raises UserError with what leans on it, if something does."""
    name, table = value_of(w, column, row_id), column.table
    w.note(**{column.name: name})
    leaning = needed_by(w.connection, table, row_id)
    if leaning:
        raise UserError(
            needed.format(name=name, leaning=leaning),
            _("Nothing was removed."),
            _("Change or remove those first."),
        )
    remove(w, table, [row_id])
