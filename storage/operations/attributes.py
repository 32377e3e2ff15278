"""What a study says of its interviews and people beside the usual: attributes and their values."""

from collections.abc import Mapping, Sequence

from sqlalchemy import Column, func, insert, select, update

from coding.errors import UserError
from coding.language import N_, _
from coding.model.study import AttributeKind
from coding.text.names import clean_name, name_key, needed_name, same_name
from storage.operations.removing import remove
from storage.operations.standing import refuse_gone
from storage.study import schema
from storage.study.operation import WriteContext, operation

_attribute = schema.attribute
_value = schema.attribute_value


@operation(N_("Add the attribute {name}"))
def add_attribute(w: WriteContext, name: str, kind: AttributeKind) -> int:
    """Add an attribute of interviews or of people; return its id.

    Raises UserError: no name, or another attribute of that kind has it.
    """
    return _add(w, _free_name(w, name, kind, None), kind)


@operation(N_("Change the attribute {name}"))
def edit_attribute(w: WriteContext, attribute_id: int, name: str, kind: AttributeKind) -> None:
    """Give an attribute another name, or say it of the other kind, as long as it has no values.

    Raises UserError: it is no longer there, it has values and is to change its kind, it has no name, or
    another of that kind has the name.
    """
    values = select(_value.c.id).where(_value.c.attribute_id == attribute_id).limit(1)
    if kind is not _kind(w, attribute_id) and w.connection.scalar(values) is not None:
        raise UserError(
            _("{name} is said of somebody or something already.").format(name=name),
            _("Nothing was changed."),
            _("Add another attribute, or take the values out first."),
        )
    name = _free_name(w, name, kind, attribute_id)
    w.connection.execute(
        update(_attribute).where(_attribute.c.id == attribute_id).values(name=name, kind=kind.value)
    )


@operation(N_("Remove the attribute {name}"))
def remove_attribute(w: WriteContext, attribute_id: int) -> None:
    """Remove an attribute with all its values.

    Raises UserError: the attribute is no longer there.
    """
    _kind(w, attribute_id)
    w.note(name=w.connection.scalar(select(_attribute.c.name).where(_attribute.c.id == attribute_id)))
    remove(w, _attribute, [attribute_id])


@operation(N_("Set {name} to {value}"))
def set_attribute(w: WriteContext, attribute_id: int, ids: Sequence[int], value: str) -> None:
    """Say what an attribute is for some interviews, or people: whichever it is of. Empty takes it away.

    Raises UserError: the attribute, or an interview or person of which it is said, is no longer there.
    """
    kind = _kind(w, attribute_id)
    w.note(name=w.connection.scalar(select(_attribute.c.name).where(_attribute.c.id == attribute_id)))
    for owner_id in dict.fromkeys(ids):
        _set(w, attribute_id, kind, owner_id, clean_name(value))


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
        rows = w.connection.execute(select(_attribute.c.kind, _attribute.c.name, _attribute.c.id))
        self._ids = {(row.kind, name_key(row.name)): row.id for row in rows}

    def write(self, kind: AttributeKind, owner_id: int, values: Mapping[str, str]) -> None:
        """Set what attributes are for one interview or person; empty values are left alone.

        Raises UserError: the interview or person is no longer there.
        """
        for name, value in ((clean_name(name), clean_name(value)) for name, value in values.items()):
            if name and value:
                _set(self._w, self._id(kind, name), kind, owner_id, value)

    def _id(self, kind: AttributeKind, name: str) -> int:
        key = (kind.value, name_key(name))
        if key not in self._ids:
            self._ids[key] = _add(self._w, name, kind)
        return self._ids[key]


def _add(w: WriteContext, name: str, kind: AttributeKind) -> int:
    count = w.connection.scalar(select(func.count()).select_from(_attribute)) or 0
    return w.add(_attribute, name=name, kind=kind.value, position=count)


def _kind(w: WriteContext, attribute_id: int) -> AttributeKind:
    """Return what an attribute is said of, or refuse if it is no longer there."""
    kind = w.connection.scalar(select(_attribute.c.kind).where(_attribute.c.id == attribute_id))
    if kind is None:
        raise UserError(_("That attribute is no longer in the study."), _("Nothing was changed."))
    return AttributeKind(kind)


def _owner(kind: AttributeKind) -> Column[int]:
    return _value.c.interview_id if kind is AttributeKind.INTERVIEW else _value.c.person_id


def _set(w: WriteContext, attribute_id: int, kind: AttributeKind, owner_id: int, value: str) -> None:
    """Write one value: changed where there is one, removed where it is empty."""
    owner = _owner(kind)
    table = schema.interview if kind is AttributeKind.INTERVIEW else schema.person
    refuse_gone(w, table, owner_id)
    here = (_value.c.attribute_id == attribute_id, owner == owner_id)
    standing = w.connection.scalar(select(_value.c.value).where(*here))
    if not value:
        remove(w, _value, w.connection.scalars(select(_value.c.id).where(*here)))
    elif standing is None:
        row = {"attribute_id": attribute_id, owner.name: owner_id, "value": value}
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
