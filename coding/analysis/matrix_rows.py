"""The rows of the framework matrix: cases, each with the fields of a query that asks for it alone."""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from itertools import chain
from typing import Final

import numpy as np

from coding.analysis.analysis_data import Bools, school_label
from coding.analysis.attribute_values import values_of
from coding.analysis.coding_fields import voices_of
from coding.analysis.groups import interview_labels
from coding.analysis.known_names import KnownNames
from coding.analysis.speaker_attribution import voices
from coding.language import N_, _, plural
from coding.model.cells import RowPlace
from coding.model.query import Exactly, Field, attribute_key
from coding.model.study import Round
from coding.text.names import name_key, shortened
from coding.text.sorting import natural_key


class RowsOf(StrEnum):
    """What rows can be."""

    SCHOOL_BY_ROUND = "school-by-round"
    SCHOOL = "school"
    CASE = "case"
    CASE_BY_ROUND = "case-by-round"
    ROLE = "role"
    PERSON = "person"
    INTERVIEW = "interview"
    QUESTION = "question"
    ATTRIBUTE = "attribute"


ROWS_IN_WORDS: Final = {
    RowsOf.SCHOOL_BY_ROUND: N_("schools by round"),
    RowsOf.SCHOOL: N_("schools"),
    RowsOf.CASE: N_("cases"),
    RowsOf.CASE_BY_ROUND: N_("cases by round"),
    RowsOf.ROLE: N_("role groups"),
    RowsOf.PERSON: N_("people"),
    RowsOf.INTERVIEW: N_("interviews"),
    RowsOf.QUESTION: N_("questions"),
}
_KEYS: Final = 4  # of interviews that stand below a school; of more there is their number


@dataclass(frozen=True, slots=True)
class MatrixRow:
    """A case: ``label`` in bold, ``lines`` below it; ``fields`` ask for it alone."""

    place: RowPlace
    fields: tuple[Field, ...]
    label: str
    lines: tuple[str, ...] = ()

    @property
    def name(self) -> str:
        """What it is called in a sentence: ``School B, 2015``."""
        is_of_round = self.place.round_id is not None and len(self.fields) > 1
        return f"{self.label}, {self.lines[0]}" if is_of_round else self.label


def matrix_rows(
    names: KnownNames, rows: RowsOf, attribute: str = "", written: Iterable[RowPlace] = ()
) -> list[MatrixRow]:
    """Return the rows of one kind, in the order of the study; of attributes those of one.

    ``written`` are places that something is written of: what is called otherwise by now stays a row.
    """
    maker = _Rows(names)
    makers: Mapping[RowsOf, Callable[[], Iterable[MatrixRow]]] = {
        RowsOf.SCHOOL_BY_ROUND: maker.schools_by_round,
        RowsOf.SCHOOL: maker.schools,
        RowsOf.CASE: maker.cases,
        RowsOf.CASE_BY_ROUND: maker.cases_by_round,
        RowsOf.ROLE: lambda: maker.roles(written),
        RowsOf.PERSON: maker.people,
        RowsOf.INTERVIEW: maker.interviews,
        RowsOf.QUESTION: maker.questions,
        RowsOf.ATTRIBUTE: lambda: maker.values(attribute, written),
    }
    return [*makers[rows]()]


def rows_of_case(names: KnownNames, row: MatrixRow) -> list[MatrixRow]:
    """Return a row for each round of a school or case, and last the one of all rounds together."""
    return [*_Rows(names).by_round(row), row]


class _Rows:
    """Makes rows of what one study has."""

    def __init__(self, names: KnownNames) -> None:
        self._names, self._data = names, names.analysis_data
        self._voices = voices(self._data)
        self._labels = interview_labels(self._data)
        self._order = {id_: at for at, id_ in enumerate(self._labels)}

    # --- what is in a row ---------------------------------------------------------------------

    def _there(self, fields: tuple[Field, ...]) -> tuple[list[int], int]:
        """Return the interviews of a row, and how many people speak for it."""
        mask: Bools = voices_of(self._data, fields, self._names)
        there: list[int] = np.unique(self._voices.interview_id[mask]).tolist()
        people = np.unique(self._voices.person_id[mask])
        known = filter(self._order.__contains__, there)
        return sorted(known, key=self._order.__getitem__), int((people > 0).sum())

    def _lines(self, interviews: Sequence[int], people: int) -> tuple[str, ...]:
        keys = ", ".join(dict.fromkeys(self._labels[id_] for id_ in interviews))
        many = plural("{n} interview", "{n} interviews", len(interviews))
        who = plural("{n} person", "{n} people", people)
        return (keys if 0 < len(interviews) <= _KEYS else many, who)

    def _row(self, place: RowPlace, label: str, *fields: Field, first: tuple[str, ...] = ()) -> MatrixRow:
        return MatrixRow(place, fields, label, (*first, *self._lines(*self._there(fields))))

    # --- each kind ----------------------------------------------------------------------------

    def schools_by_round(self) -> Iterator[MatrixRow]:
        for row in self.schools():
            yield from self.by_round(row)

    def by_round(self, row: MatrixRow) -> Iterator[MatrixRow]:
        """Yield a row for each round in which there is something of a case."""
        for round_ in self._data.rounds:
            fields = (*row.fields, _in(round_))
            if self._there(fields)[0]:
                place = row.place._replace(round_id=round_.id)
                yield self._row(place, row.label, *fields, first=(round_.name,))

    def schools(self) -> Iterator[MatrixRow]:
        for school in self._data.schools:
            field = _is("school", school.letter or school.name)
            yield self._row(RowPlace(school_id=school.id), school_label(school), field)

    def cases(self) -> Iterator[MatrixRow]:
        for case in self._data.cases:
            yield self._row(RowPlace(case_id=case.id), case.name, _is("case", case.name))

    def cases_by_round(self) -> Iterator[MatrixRow]:
        for row in self.cases():
            yield from self.by_round(row)

    def roles(self, written: Iterable[RowPlace]) -> Iterator[MatrixRow]:
        groups = (*self._data.role_groups, *sorted(place.role for place in written if place.role))
        for group in dict.fromkeys(groups):
            yield self._row(RowPlace(role=group), group, _is("role", group))

    def people(self) -> Iterator[MatrixRow]:
        taking_part, speaking_in = set(self._data.taking_part[1].tolist()), self._interviews_of_people()
        for person in sorted(self._names.people, key=lambda person: natural_key(person.name)):
            if person.id in taking_part:
                ids = self._names.ids("person", person.name) & speaking_in.keys()
                called = [speaking_in[id_] for id_ in ids]
                there = sorted({*chain.from_iterable(called)}, key=self._order.__getitem__)
                fields = (_is("person", person.name),)
                lines = self._lines(there, len(called))
                yield MatrixRow(RowPlace(person_id=person.id), fields, person.name, lines)

    def _interviews_of_people(self) -> dict[int, set[int]]:
        """Return in which interviews people speak, by person."""
        found: dict[int, set[int]] = {}
        pairs = zip(self._voices.person_id.tolist(), self._voices.interview_id.tolist(), strict=True)
        for person_id, interview_id in pairs:
            if person_id > 0 and interview_id in self._order:
                found.setdefault(person_id, set()).add(interview_id)
        return found

    def interviews(self) -> Iterator[MatrixRow]:
        years = dict(zip(*(self._data.interviews[name].tolist() for name in ("id", "round_id")), strict=True))
        for id_, label in self._labels.items():
            round_ = self._data.round_by_id.get(years[id_])
            fields = (_is("interview", label), *((_in(round_),) if round_ is not None else ()))
            place = RowPlace(interview_id=id_)
            people = plural("{n} person", "{n} people", len(self._data.people_in.get(id_, ())))
            yield MatrixRow(place, fields, label, (round_.name if round_ is not None else "", people))

    def questions(self) -> Iterator[MatrixRow]:
        for question in self._data.questions:
            round_ = self._data.round_by_id[question.round_id]
            number = str(question.position + 1)
            fields = (_is("question", number), _in(round_))
            place = RowPlace(question_id=question.id)
            label = f"{number}. {shortened(question.text, 60)}"
            yield MatrixRow(place, fields, label, (round_.name,))

    def values(self, attribute: str, written: Iterable[RowPlace]) -> Iterator[MatrixRow]:
        found = next((a for a in self._data.attributes if name_key(a.name) == name_key(attribute)), None)
        if found is None:
            return
        known = values_of(self._data, found.id)
        gone = sorted(place.value for place in written if place.attribute == found.name)
        keyed = {name_key(value): value for value in (*gone, *known)}
        for value in (*known, *(each for key, each in keyed.items() if each not in known and key)):
            place = RowPlace(attribute=found.name, value=value)
            yield self._row(place, value, _is(attribute_key(found.name), value))


def rows_in_words(rows: RowsOf, attribute: str = "") -> str:
    """Return what rows are called."""
    return attribute if rows is RowsOf.ATTRIBUTE else _(ROWS_IN_WORDS[rows])


def _is(key: str, name: str) -> Field:
    return Field(key, (Exactly(name),))


def _in(round_: Round) -> Field:
    return _is("in", round_.name)
