"""Attributes in tables: which there are, and their values as columns of what they are said of."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from app.shell.open_study import OpenStudy
from app.widgets.study_table import StudyRows
from app.widgets.table import TableColumn
from coding.errors import UserError
from coding.language import N_, _
from coding.model.study import Attribute, AttributeKind, AttributeType, Round
from storage.operations import attributes as commands
from storage.queries import people, texts
from storage.queries.attributes import attribute_values, attributes
from storage.study.operation import Operation
from storage.study.tables import ATTRIBUTES, INTERVIEW, PARTICIPATION, PERSON

Values = dict[tuple[int, int, int], str]  # by attribute, what it is said of, round (0: all)


class AttributeDetails(StudyRows[Attribute]):
    """The attributes themselves."""

    tables = ATTRIBUTES
    new = N_("Add an attribute: type its name")

    def rows(self) -> Sequence[Attribute]:
        """Return the attributes, those of interviews first."""
        return attributes(self.study.reader)

    def columns(self) -> Sequence[TableColumn[Attribute]]:
        """Return the name, what it is said of, and how often it is."""
        said = Counter(value.attribute_id for value in attribute_values(self.study.reader))
        return (
            TableColumn(
                _("Name"),
                lambda row: row.name,
                lambda row, text: commands.edit_attribute(row.id, text, row.kind),
                is_wide=True,
            ),
            TableColumn(
                _("Said of"),
                lambda row: _in_words(row.kind),
                lambda row, text: commands.edit_attribute(
                    row.id, row.name, next(kind for kind in AttributeKind if _in_words(kind) == text)
                ),
                choices=lambda _row: [_in_words(kind) for kind in AttributeKind],
                about=_("An interview’s own (its place), or a person’s in all interviews (tenure)"),
            ),
            TableColumn(
                _("Values are"),
                lambda row: _types()[row.type],
                _change_type,
                choices=lambda _row: [*_types().values()],
                about=_("Numbers and days can be compared in queries; yes or no and choices are chosen"),
            ),
            TableColumn(
                _("To choose from"),
                lambda row: ", ".join(row.choices),
                lambda row, text: commands.type_attribute(row.id, AttributeType.CHOICE, text.split(",")),
                about=_("What can be chosen, in its order, with commas between"),
                is_wide=True,
            ),
            TableColumn(
                _("In each round"),
                lambda row: _rounds_in_words()[row.per_round],
                lambda row, text: commands.let_attribute_change(
                    row.id, per_round=text == _rounds_in_words()[True]
                ),
                choices=lambda _row: [*_rounds_in_words().values()],
                about=_("Whether it may be another in each round, such as a school’s tier"),
            ),
            TableColumn(_("Values"), lambda row: str(said[row.id] or "")),
        )

    def add(self, column: int, text: str) -> Operation[int]:
        """Add an attribute of people by its name."""
        if column != 0:
            raise UserError(_("Type the attribute’s name first."))
        return commands.add_attribute(text, AttributeKind.PERSON)

    def remove(self, row: Attribute) -> Operation[Any]:
        """Remove an attribute with its values."""
        return commands.remove_attribute(row.id)


def attribute_columns(open_study: OpenStudy, kind: AttributeKind) -> list[TableColumn[Any]]:
    """Return a column for each attribute of a kind, or one a round; the rows are what it is said of."""
    values = _values(open_study, kind)

    def column(attribute: Attribute, round_: Round | None) -> TableColumn[Any]:
        round_id = round_.id if round_ is not None else None

        def text(row: Any) -> str:
            always = values.get((attribute.id, row.id, 0), "")
            return values.get((attribute.id, row.id, round_id or 0), always)

        known = offered(attribute)
        return TableColumn(
            f"{attribute.name}, {round_.name}" if round_ is not None else attribute.name,
            text,
            lambda row, typed: commands.set_attribute(attribute.id, [row.id], typed, round_id),
            choices=(lambda _row: ["", *known]) if known else None,
            about=_("An attribute; others are added on the page Attributes"),
        )

    every = people.rounds(open_study.reader)
    return [
        column(attribute, round_)
        for attribute in _of_kind(open_study, kind)
        for round_ in (every if attribute.per_round and every else [None])
    ]


def offered(attribute: Attribute) -> tuple[str, ...]:
    """Return the values that an attribute can have, where they are few."""
    return ("yes", "no") if attribute.type is AttributeType.YES_NO else attribute.choices


def _of_kind(open_study: OpenStudy, kind: AttributeKind) -> list[Attribute]:
    return [attribute for attribute in attributes(open_study.reader) if attribute.kind is kind]


def _values(open_study: OpenStudy, kind: AttributeKind) -> Values:
    """Return the values by attribute, by what they are said of, and by round."""
    return {
        (value.attribute_id, owner, value.round_id or 0): value.value
        for value in attribute_values(open_study.reader)
        if (owner := getattr(value, f"{kind.value}_id")) is not None
    }


@dataclass(frozen=True, slots=True)
class ValueRow:
    """What one attribute is for an interview, or for somebody who takes part in it."""

    id: int
    whose: str
    attribute: Attribute
    owner_id: int
    value: str


class InterviewValues(StudyRows[ValueRow]):
    """The attributes of one interview and of those who take part, a row each."""

    tables = (*ATTRIBUTES, PARTICIPATION, PERSON, INTERVIEW)

    def __init__(self, open_study: OpenStudy, interview_id: int) -> None:
        """Read those of this interview."""
        super().__init__(open_study)
        self._interview_id = interview_id

    def rows(self) -> Sequence[ValueRow]:
        """Return the rows, the interview’s own first."""
        owners = {AttributeKind.INTERVIEW: [(self._interview_id, _("This interview"))]}
        owners[AttributeKind.PERSON] = self._people()
        found = [
            (whose, attribute, owner_id, _values(self.study, kind).get((attribute.id, owner_id, 0), ""))
            for kind, owned in owners.items()
            for owner_id, whose in owned
            for attribute in _of_kind(self.study, kind)
        ]
        return [ValueRow(at, *row) for at, row in enumerate(found, 1)]

    def _people(self) -> list[tuple[int, str]]:
        taking_part = texts.participants(self.study.reader).get(self._interview_id, [])
        names = {person.id: person.name for person in people.people(self.study.reader)}
        return [(person_id, names[person_id]) for person_id in taking_part]

    def columns(self) -> Sequence[TableColumn[ValueRow]]:
        """Return whose it is, what, and the value."""
        return (
            TableColumn(_("Of"), lambda row: row.whose, is_wide=True),
            TableColumn(_("Attribute"), lambda row: row.attribute.name),
            TableColumn(_("Value"), lambda row: row.value, _change_value, is_wide=True),
        )

    def remove(self, row: ValueRow) -> Operation[Any]:
        """Take the value away; the attribute stays."""
        return commands.set_attribute(row.attribute.id, [row.owner_id], "")


def _change_value(row: ValueRow, text: str) -> Operation[None]:
    return commands.set_attribute(row.attribute.id, [row.owner_id], text)


def _in_words(kind: AttributeKind) -> str:
    return {
        AttributeKind.INTERVIEW: _("interviews"),
        AttributeKind.PERSON: _("people"),
        AttributeKind.SCHOOL: _("schools"),
        AttributeKind.CASE: _("cases"),
    }[kind]


def _types() -> dict[AttributeType, str]:
    return {
        AttributeType.TEXT: _("words"),
        AttributeType.NUMBER: _("numbers"),
        AttributeType.DATE: _("days"),
        AttributeType.YES_NO: _("yes or no"),
        AttributeType.CHOICE: _("one of a few"),
    }


def _change_type(row: Attribute, text: str) -> Operation[None]:
    kind = next(kind for kind, words in _types().items() if words == text)
    return commands.type_attribute(row.id, kind, row.choices)


def _rounds_in_words() -> dict[bool, str]:
    return {False: _("the same"), True: _("another")}
