"""What a study says of interviews, people, schools and cases beside the usual: attributes and values."""

from collections.abc import Mapping, Sequence
from typing import Final

from sqlalchemy import Column, ColumnElement, Table, func, insert, select, update

from coding.errors import UserError
from coding.language import N_, _
from coding.model.study import Attribute, AttributeKind, AttributeType
from coding.text.names import clean_name, name_key, needed_name, same_name
from coding.text.typed_values import typed_value
from storage.operations.cells import rename_in_summaries
from storage.operations.removing import remove
from storage.operations.standing import refuse_gone
from storage.queries.attributes import attributes
from storage.study import schema
from storage.study.operation import WriteContext, operation

_attribute = schema.attribute
_value = schema.attribute_value
# What values of each kind are said of.
_OWNERS: Final[Mapping[AttributeKind, tuple[Table, Column[int]]]] = {
    AttributeKind.INTERVIEW: (schema.interview, _value.c.interview_id),
    AttributeKind.PERSON: (schema.person, _value.c.person_id),
    AttributeKind.SCHOOL: (schema.school, _value.c.school_id),
    AttributeKind.CASE: (schema.case_, _value.c.case_id),
}


@operation(N_("Add the attribute {name}"))
def add_attribute(w: WriteContext, name: str, kind: AttributeKind) -> int:
    """Add an attribute of interviews, people, schools or cases; return its id.

    Raises UserError: no name, or another attribute of that kind has it.
    """
    return _add(w, _free_name(w, name, kind, None), kind)


@operation(N_("Change the attribute {name}"))
def edit_attribute(w: WriteContext, attribute_id: int, name: str, kind: AttributeKind) -> None:
    """Give an attribute another name, or say it of another kind, as long as it has no values.

    Raises UserError: it is no longer there, it has values and is to change its kind, it has no name, or
    another of that kind has the name.
    """
    values = select(_value.c.id).where(_value.c.attribute_id == attribute_id).limit(1)
    if kind is not _known(w, attribute_id).kind and w.connection.scalar(values) is not None:
        raise UserError(
            _("{name} is said of somebody or something already.").format(name=name),
            _("Nothing was changed."),
            _("Add another attribute, or take the values out first."),
        )
    was = _known(w, attribute_id).name
    name = _free_name(w, name, kind, attribute_id)
    rename_in_summaries(w, "attribute", was, name)
    w.connection.execute(
        update(_attribute).where(_attribute.c.id == attribute_id).values(name=name, kind=kind.value)
    )


@operation(N_("Say what the values of {name} are"))
def type_attribute(
    w: WriteContext, attribute_id: int, kind: AttributeType, choices: Sequence[str] = ()
) -> None:
    """Say what the values of an attribute are; those that are there are written that way.

    Raises UserError: it is no longer there, nothing is there to choose from, or a value is none of these.
    """
    attribute = _known(w, attribute_id)
    w.note(name=attribute.name)
    known = {name_key(each): each for each in reversed([*map(clean_name, choices)]) if each}
    choices = [*reversed(known.values())] if kind is AttributeType.CHOICE else []
    if kind is AttributeType.CHOICE and not choices:
        raise UserError(_("There is nothing to choose from."), _("Nothing was changed."))
    for row in w.connection.execute(select(_value.c.id, _value.c.value).where(_of(attribute_id))).all():
        written = typed_value(row.value, kind, choices)
        if written != row.value:
            w.connection.execute(update(_value).where(_value.c.id == row.id).values(value=written))
    this = _attribute.c.id == attribute_id
    w.connection.execute(update(_attribute).where(this).values(type=kind.value, choices="\n".join(choices)))


@operation(N_("Say whether {name} changes from round to round"))
def let_attribute_change(w: WriteContext, attribute_id: int, *, per_round: bool) -> None:
    """Let an attribute be another in each round, or the same in all.

    Raises UserError: it is no longer there, or is to be the same in all rounds but is said of one.
    """
    attribute = _known(w, attribute_id)
    w.note(name=attribute.name)
    of_round = select(_value.c.id).where(_of(attribute_id), _value.c.round_id.is_not(None)).limit(1)
    if not per_round and w.connection.scalar(of_round) is not None:
        raise UserError(
            _("{name} is said of single rounds already.").format(name=attribute.name),
            _("Nothing was changed."),
            _("Take these values out first."),
        )
    this = _attribute.c.id == attribute_id
    w.connection.execute(update(_attribute).where(this).values(per_round=per_round))


@operation(N_("Remove the attribute {name}"))
def remove_attribute(w: WriteContext, attribute_id: int) -> None:
    """Remove an attribute with all its values.

    Raises UserError: the attribute is no longer there.
    """
    w.note(name=_known(w, attribute_id).name)
    remove(w, _attribute, [attribute_id])


@operation(N_("Set {name} to {value}"))
def set_attribute(
    w: WriteContext, attribute_id: int, ids: Sequence[int], value: str, round_id: int | None = None
) -> None:
    """Say what an attribute is for some interviews, people, schools or cases: whichever it is of.

    With a round it is so in that round alone; without one wherever a round says nothing else. Empty takes
    it away.

    Raises UserError: the attribute, what it is said of, or the round is no longer there; the value is none
    of its kind; or the attribute is the same in all rounds.
    """
    attribute = _known(w, attribute_id)
    w.note(name=attribute.name)
    refuse_gone(w, schema.round_, round_id)
    if round_id is not None and not attribute.per_round:
        raise UserError(
            _("{name} is the same in all rounds.").format(name=attribute.name), _("Nothing was changed.")
        )
    value = typed_value(value, attribute.type, attribute.choices)
    for owner_id in dict.fromkeys(ids):
        _set(w, attribute, owner_id, value, round_id)


@operation(N_("Fill in attributes from {name}"), leave_out=("interviews", "people"))
def fill_attributes(
    w: WriteContext,
    name: str,
    interviews: Mapping[int, Mapping[str, str]],
    people: Mapping[int, Mapping[str, str]],
) -> None:
    """Write what a table of this name says of interviews and people, by id and then by attribute.

    Raises UserError: an interview or person of which something is said is no longer there.
    """
    w.note(name=name)
    writing = AttributeWriting(w)
    for kind, said in ((AttributeKind.INTERVIEW, interviews), (AttributeKind.PERSON, people)):
        for owner_id, values in said.items():
            writing.write(kind, owner_id, values)


class AttributeWriting:
    """The attributes of a study by name; one that is missing is added."""

    def __init__(self, w: WriteContext) -> None:
        """Read what is there."""
        self._w = w
        self._known = {(each.kind, name_key(each.name)): each for each in attributes(w.connection)}

    def write(self, kind: AttributeKind, owner_id: int, values: Mapping[str, str]) -> None:
        """Set what attributes are for one interview or person; empty values are left alone.

        Raises UserError: the interview or person is no longer there, or a value is none of its kind.
        """
        for name, value in ((clean_name(name), clean_name(value)) for name, value in values.items()):
            if name and value:
                attribute = self._attribute(kind, name)
                written = typed_value(value, attribute.type, attribute.choices)
                _set(self._w, attribute, owner_id, written, None)

    def _attribute(self, kind: AttributeKind, name: str) -> Attribute:
        key = (kind, name_key(name))
        if key not in self._known:
            self._known[key] = Attribute(_add(self._w, name, kind), name, kind)
        return self._known[key]


def _add(w: WriteContext, name: str, kind: AttributeKind) -> int:
    count = w.connection.scalar(select(func.count()).select_from(_attribute)) or 0
    return w.add(_attribute, name=name, kind=kind.value, position=count)


def _known(w: WriteContext, attribute_id: int) -> Attribute:
    """Return an attribute, or refuse if it is no longer there."""
    known = next((each for each in attributes(w.connection) if each.id == attribute_id), None)
    if known is None:
        raise UserError(_("That attribute is no longer in the study."), _("Nothing was changed."))
    return known


def _of(attribute_id: int) -> ColumnElement[bool]:
    return _value.c.attribute_id == attribute_id


def _set(w: WriteContext, attribute: Attribute, owner_id: int, value: str, round_id: int | None) -> None:
    """Write one value: changed where there is one, removed where it is empty."""
    table, owner = _OWNERS[attribute.kind]
    refuse_gone(w, table, owner_id)
    here = (_of(attribute.id), owner == owner_id, _value.c.round_id.is_not_distinct_from(round_id))
    standing = w.connection.scalar(select(_value.c.value).where(*here))
    if not value:
        remove(w, _value, w.connection.scalars(select(_value.c.id).where(*here)))
    elif standing is None:
        row = {"attribute_id": attribute.id, owner.name: owner_id, "value": value, "round_id": round_id}
        w.connection.execute(insert(_value).values(**row))
    elif standing != value:
        w.connection.execute(update(_value).where(*here).values(value=value))


def _free_name(w: WriteContext, name: str, kind: AttributeKind, attribute_id: int | None) -> str:
    name = needed_name(name, _("An attribute needs a name, such as Tenure."))
    others = select(_attribute.c.name).where(
        _attribute.c.kind == kind.value, _attribute.c.id.is_distinct_from(attribute_id)
    )
    if any(same_name(name, other) for other in w.connection.scalars(others)):
        raise UserError(
            _("There is already an attribute called {name}.").format(name=name),
            _("Nothing was changed."),
            _("Choose another name."),
        )
    return name
