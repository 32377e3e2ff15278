"""Interviews as a table of the study."""

from collections.abc import Sequence
from dataclasses import replace
from typing import Any

from app.details.attribute_sources import attribute_columns
from app.shell.open_study import OpenStudy
from app.shell.settings import date_order
from app.transcript.header import state_in_words
from app.widgets.study_table import StudyRows
from app.widgets.table import TableColumn
from coding.errors import UserError
from coding.intake.row_notes import KINDS as KIND_WORDS
from coding.language import N_, _
from coding.model.role_codes import school_in_words
from coding.model.study import AttributeKind, Interview, InterviewKind, State
from coding.text.dates import typed_date
from coding.text.times import clock, read_length
from storage.operations.interviews import (
    InterviewDetails,
    add_interview,
    details_of,
    edit_interview,
    remove_interview,
)
from storage.operations.reading import set_state
from storage.queries import people, texts
from storage.queries.tree import interview_participants, reading_states
from storage.study.operation import Operation
from storage.study.tables import ABOUT_INTERVIEWS, ATTRIBUTES, READING

NOT_SAID = "–"


class InterviewsDetails(StudyRows[Interview]):
    """Interviews in the order they came in."""

    tables = (*ABOUT_INTERVIEWS, *ATTRIBUTES, READING)
    new = N_("Add an interview: type a title")
    kind = InterviewKind.INTERVIEW  # of what is added here

    def __init__(self, open_study: OpenStudy) -> None:
        """Read them from this study."""
        super().__init__(open_study)
        self._read()

    def _read(self) -> None:
        reader = self.study.reader
        self._rounds = {round_.id: round_.name for round_ in people.rounds(reader)}
        self._schools = {s.id: school_in_words(s.letter, s.name) for s in people.schools(reader)}
        self._people = {person.id: person.name for person in people.people(reader)}
        self._participants = texts.participants(reader)
        self._seats = interview_participants(reader)
        self._states = reading_states(reader, [self.study.coder_id or 0])

    def rows(self) -> Sequence[Interview]:
        """Return the interviews."""
        return [row for row in texts.interviews(self.study.reader) if row.kind.is_talk]

    def columns(self) -> Sequence[TableColumn[Interview]]:
        """Return title, round, school, people, date, length, state, whether it is partial, attributes."""
        self._read()
        return (
            TableColumn(_("Title"), lambda row: row.title, _change_title, is_wide=True),
            TableColumn(
                _("Round"),
                lambda row: self._rounds.get(row.round_id or 0, NOT_SAID),
                lambda row, text: _edit(row, round_id=_id_of(self._rounds, text)),
                choices=lambda _row: [NOT_SAID, *self._rounds.values()],
            ),
            TableColumn(
                _("School"),
                lambda row: self._schools.get(row.school_id or 0, NOT_SAID),
                lambda row, text: _edit(row, school_id=_id_of(self._schools, text)),
                choices=lambda _row: [NOT_SAID, *self._schools.values()],
            ),
            TableColumn(
                _("People"),
                self._who,
                about=_("Enter or a double click opens the people and speakers"),
                is_wide=True,
            ),
            TableColumn(_("Date"), lambda row: row.date, lambda row, text: _edit(row, date=as_date(text))),
            TableColumn(
                _("Length"),
                lambda row: clock(row.duration_ms),
                lambda row, text: _edit(row, duration_ms=read_length(text)),
                about=_("Minutes and seconds, such as 19:48"),
            ),
            TableColumn(
                _("Read"),
                lambda row: state_in_words(self._states.get(row.id, State.NOT_STARTED)),
                lambda row, text: set_state(row.id, next(s for s in State if state_in_words(s) == text)),
                choices=lambda _row: [state_in_words(state) for state in State],
            ),
            TableColumn(
                _("Transcript"),
                lambda row: _partial_in_words(partial=row.partial),
                lambda row, text: _edit(row, partial=text == _partial_in_words(partial=True)),
                choices=lambda _row: [_partial_in_words(partial=partial) for partial in (False, True)],
                about=_("Partial transcripts are left out of rates"),
            ),
            TableColumn(
                _("Kind"),
                lambda row: _(KIND_WORDS[row.kind]),
                lambda row, text: _edit(row, kind=_kind_called(text)),
                choices=lambda _row: [_(word) for word in KIND_WORDS.values()],
            ),
            *attribute_columns(self.study, AttributeKind.INTERVIEW),
        )

    def _who(self, row: Interview) -> str:
        keys = {seat.person_id: str(seat.key) for seat in self._seats.get(row.id, ())}
        names = (
            " ".join(filter(None, (keys.get(person_id, ""), self._people[person_id])))
            for person_id in self._participants.get(row.id, ())
        )
        return ", ".join(names)

    def add(self, column: int, text: str) -> Operation[int]:
        """Add an interview by its title."""
        if column != 0:
            raise UserError(_("Type the interview’s title first."))
        return add_interview(InterviewDetails(text, kind=self.kind))

    def remove(self, row: Interview) -> Operation[Any]:
        """Remove an interview with all that is its own."""
        return remove_interview(row.id)


class DocumentsDetails(InterviewsDetails):
    """Documents and notes, which are no interviews."""

    new = N_("Add a document: type a title")
    kind = InterviewKind.DOCUMENT

    def rows(self) -> Sequence[Interview]:
        """Return documents and notes."""
        every = texts.interviews(self.study.reader)
        return [row for row in every if not row.kind.is_talk and row.kind is not InterviewKind.ANSWERS]

    def columns(self) -> Sequence[TableColumn[Interview]]:
        """Return what interviews have, with the author in place of people and length."""
        author = TableColumn(_("Author"), _author, lambda row, text: _edit(row, author=text), is_wide=True)
        without = {_("People"), _("Length"), _("Transcript")}
        title, *others = (column for column in super().columns() if column.heading not in without)
        return (title, author, *others)


def _author(row: Interview) -> str:
    return row.author


def _kind_called(text: str) -> InterviewKind:
    return next(kind for kind, word in KIND_WORDS.items() if _(word) == text)


def _change_title(row: Interview, text: str) -> Operation[None]:
    return _edit(row, title=text)


def _edit(row: Interview, **changed: Any) -> Operation[None]:
    return edit_interview(row.id, replace(details_of(row), **changed))


def _id_of(names: dict[int, str], text: str) -> int | None:
    return next((id_ for id_, name in names.items() if name == text), None)


def _partial_in_words(*, partial: bool) -> str:
    return _("partial") if partial else _("whole")


def as_date(text: str) -> str:
    """Read a date as it is typed on this computer; return ISO 8601. Raises UserError."""
    return typed_date(text, date_order())
