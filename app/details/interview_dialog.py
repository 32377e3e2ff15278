"""The facts of one interview: when and where, who takes part, who speaks."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import replace
from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtWidgets import (
    QCheckBox,
    QComboBox,
    QFormLayout,
    QGridLayout,
    QLabel,
    QLineEdit,
    QListWidget,
    QListWidgetItem,
    QWidget,
)

from app.details.attribute_sources import InterviewValues
from app.details.interview_source import NOT_SAID, as_date
from app.shell.open_study import OpenStudy
from app.transcript.header import kind_in_words, state_in_words
from app.widgets.editing_dialog import EditingDialog
from app.widgets.forms import DIALOG, column_of, line, named, with_role
from app.widgets.study_table import StudyRows, StudyTable
from app.widgets.table import TableColumn
from coding.errors import UserError
from coding.intake.row_notes import KINDS
from coding.language import _
from coding.model.role_codes import key, school_in_words
from coding.model.study import Interview, InterviewKind, Post, Speaker, SpeakerKind, State
from coding.text.sorting import natural_key
from coding.text.times import clock, read_length
from storage.operations.interviews import (
    correct_speaker,
    details_of,
    edit_interview,
    set_participants,
)
from storage.operations.reading import set_state
from storage.queries import people, texts
from storage.queries.attributes import attributes
from storage.queries.tree import reading_states
from storage.study.journal import Changes
from storage.study.operation import Operation
from storage.study.tables import INTERVIEW, PARTICIPATION, PERSON, POST, READING, ROUND, SCHOOL, SPEAKER

_ID = Qt.ItemDataRole.UserRole


class InterviewDetailsDialog(EditingDialog):
    """Edits one interview; it closes itself when the interview is removed."""

    def __init__(self, open_study: OpenStudy, interview_id: int, parent: QWidget | None = None) -> None:
        """Show an interview of the open study."""
        super().__init__(open_study, parent)
        self.interview_id = interview_id
        self.setWindowTitle(_("Interview details"))
        self.title, self.date, self.length = QLineEdit(), QLineEdit(placeholderText="2015-06-12"), QLineEdit()
        self.round, self.school, self.state = QComboBox(), QComboBox(), QComboBox()
        self.kind, self.author = QComboBox(), QLineEdit()
        self.partial = QCheckBox(_("The transcript is partial: leave its words out of rates"))
        self.people = with_role(named(QListWidget(), _("Who takes part")), "field")
        self.speakers = StudyTable(
            Speakers(open_study, interview_id),
            _("Speakers"),
            _("Only what participants say counts as words."),
        )
        self.speakers.remove.hide()
        self.attributes = StudyTable(
            InterviewValues(open_study, interview_id),
            _("Attributes"),
            _("Of this interview and of those who take part."),
            self,
        )
        self.attributes.remove.hide()
        self._lay_out()
        self._connect()
        self.show_facts()

    def _lay_out(self) -> None:
        form = QFormLayout()
        form.setSpacing(8)
        rows = (
            (_("Title"), self.title),
            (_("Kind"), self.kind),
            (_("Author"), self.author),
            (_("Round"), self.round),
            (_("School"), self.school),
            (_("Date"), self.date),
            (_("Length"), self.length),
            (_("Read"), self.state),
        )
        for label, field in rows:
            field.setAccessibleName(label)
            field.setEnabled(self.open_study.can_write)
            form.addRow(label, field)
        form.addRow("", self.partial)
        self.length.setPlaceholderText("19:48")
        self.people.setSpacing(2)
        self.people.setEnabled(self.open_study.can_write)
        grid = QGridLayout()
        grid.setHorizontalSpacing(24)
        grid.setVerticalSpacing(6)
        grid.addLayout(form, 0, 0, 2, 1)
        grid.addWidget(_section(_("WHO TAKES PART")), 0, 1)
        grid.addWidget(self.people, 1, 1)
        grid.addWidget(_section(_("WHO SPEAKS")), 2, 0)
        if attributes(self.open_study.reader):
            grid.addWidget(self.speakers, 3, 0)
            grid.addWidget(_section(_("ATTRIBUTES")), 2, 1)
            grid.addWidget(self.attributes, 3, 1)
        else:
            self.attributes.hide()
            grid.addWidget(self.speakers, 3, 0, 1, 2)
        grid.setColumnStretch(0, 1)
        grid.setColumnStretch(1, 1)
        column_of(grid, self.bottom(), on=self, margins=DIALOG)
        self.resize(820, 600)

    def _connect(self) -> None:
        self.title.editingFinished.connect(lambda: self._write(title=self.title.text))
        self.date.editingFinished.connect(lambda: self._write(date=lambda: as_date(self.date.text())))
        self.length.editingFinished.connect(
            lambda: self._write(duration_ms=lambda: read_length(self.length.text()))
        )
        self.kind.activated.connect(self._write_kind)
        self.author.editingFinished.connect(lambda: self._write(author=self.author.text))
        self.round.activated.connect(self._write_choices)
        self.school.activated.connect(self._write_choices)
        self.partial.clicked.connect(self._write_choices)
        self.state.activated.connect(self._write_state)
        self.people.itemChanged.connect(self._write_people)
        self.open_study.study_changed.connect(self._on_study_changed)

    # --- what is shown -----------------------------------------------------------------------

    def show_facts(self) -> None:
        """Show the interview as it stands."""
        interview = texts.interview(self.open_study.reader, self.interview_id)
        if interview is None:
            self.close()
            return
        self._show_fields(interview)
        self._show_people(interview)

    def _show_fields(self, interview: Interview) -> None:
        reader = self.open_study.reader
        self.title.setText(interview.title)
        self.date.setText(interview.date)
        kinds = {kind.value: _(word) for kind, word in KINDS.items()}
        _fill(self.kind, {interview.kind.value: _("answers"), **kinds}, interview.kind.value)
        self.author.setText(interview.author)
        self.author.setEnabled(self.open_study.can_write and not interview.kind.is_talk)
        self.length.setText(clock(interview.duration_ms))
        self.partial.setChecked(interview.partial)
        _fill(
            self.round, {None: NOT_SAID} | {r.id: r.name for r in people.rounds(reader)}, interview.round_id
        )
        schools = {s.id: school_in_words(s.letter, s.name) for s in people.schools(reader)}
        _fill(self.school, {None: NOT_SAID} | schools, interview.school_id)
        _fill(self.state, {state: state_in_words(state) for state in State}, self._state())

    def _state(self) -> State:
        """Return how far the coder at work has read it."""
        study = self.open_study
        states = reading_states(study.reader, [study.coder_id or 0], self.interview_id)
        return states.get(self.interview_id, State.NOT_STARTED)

    def _show_people(self, interview: Interview) -> None:
        """Tick who takes part; the list itself is made again only when it is another one."""
        taking_part = texts.participants(self.open_study.reader).get(interview.id, [])
        words = self._everybody(interview, taking_part)
        items = [self.people.item(row) for row in range(self.people.count())]
        self.people.blockSignals(True)  # noqa: FBT003 - Qt's own
        if {item.data(_ID): item.text() for item in items} != words:
            self.people.clear()
            items = [QListWidgetItem(text, self.people) for text in words.values()]
            for item, person_id in zip(items, words, strict=True):
                item.setData(_ID, person_id)
        for item in items:
            ticked = item.data(_ID) in taking_part
            item.setCheckState(Qt.CheckState.Checked if ticked else Qt.CheckState.Unchecked)
        self.people.blockSignals(False)  # noqa: FBT003 - Qt's own

    def _everybody(self, interview: Interview, taking_part: Sequence[int]) -> dict[int, str]:
        """Return all people with their keys: who takes part, then those of the school, then the others."""
        reader = self.open_study.reader
        posts = people.posts(reader)
        keys = _keys(self.open_study, posts, interview.round_id)
        here = {post.person_id for post in posts if post.school_id == interview.school_id}
        ordered = sorted(
            people.people(reader),
            key=lambda p: (
                p.id not in taking_part,
                p.id not in here,
                p.id not in keys,
                natural_key(keys.get(p.id, "")),
            ),
        )
        return {p.id: " ".join(filter(None, (keys.get(p.id, ""), p.name))) for p in ordered}

    def _on_study_changed(self, changes: Changes) -> None:
        if changes.touches(INTERVIEW, PARTICIPATION, PERSON, POST, READING, SCHOOL, ROUND):
            self.show_facts()

    # --- what is written ---------------------------------------------------------------------

    def _write(self, **fields: Callable[[], Any]) -> None:
        """Write fields as typed; what cannot be read is said, and what stood there comes back."""
        interview = texts.interview(self.open_study.reader, self.interview_id)
        if interview is None or not self.open_study.can_write:
            return
        facts = before = details_of(interview)
        try:
            facts = replace(before, **{name: read() for name, read in fields.items()})
        except UserError as error:
            self.open_study.notices.warn(error)
        if facts == before:
            self._show_fields(interview)
        else:
            self.open_study.perform(edit_interview(self.interview_id, facts))
            self.show_facts()

    def _write_kind(self) -> None:
        self._write(kind=lambda: InterviewKind(self.kind.currentData()))

    def _write_choices(self) -> None:
        self._write(
            round_id=self.round.currentData, school_id=self.school.currentData, partial=self.partial.isChecked
        )

    def _write_state(self) -> None:
        self.open_study.perform(set_state(self.interview_id, State(self.state.currentData())))

    def _write_people(self) -> None:
        items = (self.people.item(row) for row in range(self.people.count()))
        chosen = [item.data(_ID) for item in items if item.checkState() == Qt.CheckState.Checked]
        self.open_study.perform(set_participants(self.interview_id, chosen))


class Speakers(StudyRows[Speaker]):
    """The labels of one transcript as a table: what kind of speaker, and who."""

    tables = (SPEAKER, PERSON, POST, INTERVIEW, PARTICIPATION)

    def __init__(self, open_study: OpenStudy, interview_id: int) -> None:
        """Read the speakers of this interview."""
        super().__init__(open_study)
        self._interview_id = interview_id
        self._people: dict[int, str] = {}

    def rows(self) -> Sequence[Speaker]:
        """Return the speakers in the order they first speak."""
        transcript = texts.transcript(self.study.reader, self._interview_id)
        return transcript.speakers if transcript is not None else ()

    def columns(self) -> Sequence[TableColumn[Speaker]]:
        """Return label, kind and person."""
        interview = texts.interview(self.study.reader, self._interview_id)
        posts = people.posts(self.study.reader)
        keys = _keys(self.study, posts, interview.round_id if interview else None)
        self._people = {
            person.id: " ".join(filter(None, (keys.get(person.id, ""), person.name)))
            for person in people.people(self.study.reader)
        }
        nobody = _("nobody in particular")
        return (
            TableColumn(_("In the transcript"), lambda speaker: speaker.label, is_wide=True),
            TableColumn(
                _("Is"),
                lambda speaker: kind_in_words(speaker.kind),
                lambda speaker, text: correct_speaker(
                    speaker.id, next(k for k in SpeakerKind if kind_in_words(k) == text), speaker.person_id
                ),
                choices=lambda _row: [kind_in_words(kind) for kind in SpeakerKind],
            ),
            TableColumn(
                _("Person"),
                lambda speaker: self._people.get(speaker.person_id or 0, nobody),
                self._change_person,
                choices=lambda _row: [nobody, *sorted(self._people.values(), key=natural_key)],
                is_wide=True,
            ),
        )

    def _change_person(self, speaker: Speaker, text: str) -> Operation[None]:
        person_id = next((id_ for id_, name in self._people.items() if name == text), None)
        return correct_speaker(speaker.id, speaker.kind, person_id)


def _keys(open_study: OpenStudy, posts: Iterable[Post], round_id: int | None) -> dict[int, str]:
    """Return the keys that people have in a round, by person id."""
    reader = open_study.reader
    schools = {school.id: school for school in people.schools(reader)}
    roles = {role.id: role for role in people.roles(reader)}
    return {
        post.person_id: str(key(schools[post.school_id], roles[post.role_id]))
        for post in posts
        if post.round_id == round_id
    }


def _fill(box: QComboBox, choices: dict[Any, str], chosen: object) -> None:
    box.clear()
    for value, text in choices.items():
        box.addItem(text, value)
    box.setCurrentIndex(list(choices).index(chosen))


def _section(text: str) -> QLabel:
    return line(text, "section")
