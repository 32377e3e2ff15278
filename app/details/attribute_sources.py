"""Attributes as facts: which there are, and their values as columns of interviews and people."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from app.details.details_model import DetailsColumn
from app.shell.open_study import OpenStudy
from coding.errors import UserError
from coding.language import _
from coding.model.study import Attribute, AttributeKind
from storage.operations import attributes as commands
from storage.queries import people, texts
from storage.queries.attributes import attribute_values, attributes
from storage.study.operation import Operation
from storage.study.tables import ATTRIBUTES, INTERVIEW, PARTICIPATION, PERSON

Values = dict[tuple[int, int], str]


class AttributeDetails:
    """The attributes themselves."""

    tables = ATTRIBUTES

    def __init__(self, open_study: OpenStudy) -> None:
        """Read them from this study."""
        self._study = open_study
        self._said: Counter[int] = Counter()
        self.new = _("Add an attribute: type its name")

    def rows(self) -> Sequence[Attribute]:
        """Return the attributes, those of interviews first."""
        return attributes(self._study.reader)

    def columns(self) -> Sequence[DetailsColumn[Attribute]]:
        """Return the name, what it is said of, and how often it is."""
        self._said = Counter(value.attribute_id for value in attribute_values(self._study.reader))
        return (
            DetailsColumn(
                _("Name"),
                lambda row: row.name,
                lambda row, text: commands.edit_attribute(row.id, text, row.kind),
                wide=True,
            ),
            DetailsColumn(
                _("Said of"),
                lambda row: _in_words(row.kind),
                lambda row, text: commands.edit_attribute(
                    row.id, row.name, next(kind for kind in AttributeKind if _in_words(kind) == text)
                ),
                choices=lambda: [_in_words(kind) for kind in AttributeKind],
                tip=_("An interview’s own (its place), or a person’s in all interviews (tenure)"),
            ),
            DetailsColumn(_("Values"), lambda row: str(self._said[row.id] or "")),
        )

    def add(self, column: int, text: str) -> Operation[int]:
        """Add an attribute of people by its name."""
        if column != 0:
            raise UserError(_("Type the attribute’s name first."))
        return commands.add_attribute(text, AttributeKind.PERSON)

    def remove(self, row: Attribute) -> Operation[Any]:
        """Remove an attribute with its values."""
        return commands.remove_attribute(row.id)


def attribute_columns(open_study: OpenStudy, kind: AttributeKind) -> list[DetailsColumn[Any]]:
    """Return a column for each attribute of interviews, or of people; the rows have their ids."""
    values = _values(open_study, kind)

    def column(attribute: Attribute) -> DetailsColumn[Any]:
        return DetailsColumn(
            attribute.name,
            lambda row: values.get((attribute.id, row.id), ""),
            lambda row, text: commands.set_attribute(attribute.id, [row.id], text),
            tip=_("An attribute; others are added on the page Attributes"),
        )

    return [column(attribute) for attribute in _of_kind(open_study, kind)]


def _of_kind(open_study: OpenStudy, kind: AttributeKind) -> list[Attribute]:
    return [attribute for attribute in attributes(open_study.reader) if attribute.kind is kind]


def _values(open_study: OpenStudy, kind: AttributeKind) -> Values:
    """Return the values by attribute and by interview or person."""
    of_interview = kind is AttributeKind.INTERVIEW
    return {
        (value.attribute_id, owner): value.value
        for value in attribute_values(open_study.reader)
        if (owner := value.interview_id if of_interview else value.person_id) is not None
    }


@dataclass(frozen=True, slots=True)
class ValueRow:
    """What one attribute is for an interview, or for somebody who takes part in it."""

    id: int
    whose: str
    attribute: Attribute
    owner_id: int
    value: str


class InterviewValues:
    """The attributes of one interview and of those who take part, a row each."""

    tables = (*ATTRIBUTES, PARTICIPATION, PERSON, INTERVIEW)
    new = ""

    def __init__(self, open_study: OpenStudy, interview_id: int) -> None:
        """Read those of this interview."""
        self._study = open_study
        self._interview_id = interview_id

    def rows(self) -> Sequence[ValueRow]:
        """Return the rows, the interview’s own first."""
        owners = {AttributeKind.INTERVIEW: [(self._interview_id, _("This interview"))]}
        owners[AttributeKind.PERSON] = self._people()
        found = [
            (whose, attribute, owner_id, _values(self._study, kind).get((attribute.id, owner_id), ""))
            for kind, owned in owners.items()
            for owner_id, whose in owned
            for attribute in _of_kind(self._study, kind)
        ]
        return [ValueRow(at, *row) for at, row in enumerate(found, 1)]

    def _people(self) -> list[tuple[int, str]]:
        taking_part = texts.participants(self._study.reader).get(self._interview_id, [])
        names = {person.id: person.name for person in people.people(self._study.reader)}
        return [(person_id, names[person_id]) for person_id in taking_part]

    def columns(self) -> Sequence[DetailsColumn[ValueRow]]:
        """Return whose it is, what, and the value."""
        return (
            DetailsColumn(_("Of"), lambda row: row.whose, wide=True),
            DetailsColumn(_("Attribute"), lambda row: row.attribute.name),
            DetailsColumn(_("Value"), lambda row: row.value, _change_value, wide=True),
        )

    def add(self, column: int, text: str) -> Operation[int]:
        """Attributes are added for the whole study."""
        raise UserError(_("Attributes are added for the whole study, on its page Attributes."))

    def remove(self, row: ValueRow) -> Operation[Any]:
        """Take the value away; the attribute stays."""
        return commands.set_attribute(row.attribute.id, [row.owner_id], "")


def _change_value(row: ValueRow, text: str) -> Operation[None]:
    return commands.set_attribute(row.attribute.id, [row.owner_id], text)


def _in_words(kind: AttributeKind) -> str:
    return {AttributeKind.INTERVIEW: _("interviews"), AttributeKind.PERSON: _("people")}[kind]
