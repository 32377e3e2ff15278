"""The columns of the import table: what each shows of a file, and how it is corrected."""

from collections.abc import Callable, Collection, Sequence
from dataclasses import dataclass
from functools import partial
from typing import NamedTuple

from PySide6.QtGui import QFont

from app.shell import theme
from app.widgets.table import TableColumn
from coding.intake.corrections import (
    with_author,
    with_case,
    with_date,
    with_kind,
    with_new_people,
    with_people,
    with_role,
    with_round,
    with_school,
    with_speaker,
)
from coding.intake.plan import GuessSource, ImportPlan, ImportRow
from coding.intake.row_notes import KINDS, remarks, source_in_words
from coding.language import _
from coding.model.role_codes import roles_in_words, school_in_words
from coding.model.study import SpeakerKind
from coding.text.sorting import natural_key

Rows = Collection[int]


class FileRow(NamedTuple):
    """A file, and where it stands in the plan."""

    at: int
    import_row: ImportRow
    plan: ImportPlan


@dataclass(frozen=True, slots=True)
class ImportColumn:
    """``shown`` and ``source`` read a file; ``correct`` returns the plan with a text for some rows.

    ``choices`` are offered when the field is edited; where ``free`` another text may be typed too.
    ``edited`` is what the editor begins with, where that is not what is shown; where it ``reads_anew``, a
    correction takes long in many rows. An empty field that is ``wanted`` is shown as a question.
    """

    title: str
    width: int
    shown: Callable[[FileRow], str]
    source: Callable[[ImportRow], GuessSource] = lambda _import_row: GuessSource.BY_HAND
    correct: Callable[[ImportPlan, Rows, str], ImportPlan] | None = None
    choices: Callable[[FileRow], Sequence[str]] | None = None
    free: bool = True
    edited: Callable[[FileRow], str] | None = None
    is_number: bool = False
    reads_anew: bool = False
    wanted: bool = False
    tool_tip: Callable[[FileRow], str] | None = None

    def as_written_by(self, write: Callable[["ImportColumn", FileRow, str], None]) -> TableColumn[FileRow]:
        """Return it for a table: guesses in italics, what is missing as a question."""
        return TableColumn(
            self.title,
            lambda row: "?" if self._is_missing(row) else self.shown(row),
            partial(write, self) if self.correct else None,
            self.width,
            is_number=self.is_number,
            can_change=lambda row: row.import_row.readable,
            edited=self.edited or self.shown,
            choices=self.choices,
            is_free=self.free,
            colour=self._colour,
            font=lambda row: _italic() if self._is_guess(row) else None,
            tool_tip=self.tool_tip or self._tool_tip,
            spoken=self._spoken,
        )

    def _is_missing(self, row: FileRow) -> bool:
        return self.wanted and row.import_row.readable and not self.shown(row)

    def _is_guess(self, row: FileRow) -> bool:
        known = {GuessSource.BY_HAND, GuessSource.TABLE, GuessSource.NOWHERE}
        return self.source(row.import_row) not in known

    def _colour(self, row: FileRow) -> str | None:
        colours, import_row = theme.current(), row.import_row
        if self._is_missing(row) or import_row.file.problem:
            return colours.warning
        if not import_row.readable or not import_row.include:
            return colours.quiet
        return colours.dim if self._is_guess(row) else None

    def _tool_tip(self, row: FileRow) -> str:
        missing = self._is_missing(row)
        return (
            _("Nothing says it. Type it here.") if missing else source_in_words(self.source(row.import_row))
        )

    def _spoken(self, row: FileRow) -> str:
        """Return a field for a screen reader: a guess is said to be one."""
        guess = source_in_words(self.source(row.import_row))
        return ", ".join(filter(None, (self.shown(row) or _("not known"), guess)))


def _italic() -> QFont:
    font = QFont()
    font.setItalic(True)
    return font


def new_person() -> str:
    """Return the choice that makes whoever takes part somebody new."""
    return _("a new person")


def _round_choices(row: FileRow) -> list[str]:
    names = [known.name for known in row.plan.known.rounds]
    names += [import_row.round.value for import_row in row.plan.rows]
    return sorted({name for name in names if name}, key=natural_key)


def _school_choices(row: FileRow) -> list[str]:
    plan = row.plan
    known = {school.letter: school_in_words(school.letter, school.name) for school in plan.known.schools}
    new = {a.school.value: _school_in_words(a, plan) for a in plan.rows if a.school.value}
    return [words for _letter, words in sorted((new | known).items(), key=lambda item: natural_key(item[0]))]


def _school_in_words(row: ImportRow, plan: ImportPlan) -> str:
    """Return what a school is called: by its name in the study, else by its letter."""
    value = row.school.value
    known = {school.letter: school.name for school in plan.known.schools}
    if value in known:
        return school_in_words(value, known[value])
    return school_in_words(value, "") if row.letter else value


def _role_choices(row: FileRow) -> list[str]:
    return [*(f"{role.number} {role.name}" for role in row.plan.known.roles), _("not known")]


def _role_of(row: FileRow) -> str:
    import_row, names = row.import_row, {role.number: role.name for role in row.plan.known.roles}
    titles = roles_in_words(
        participant.title or names.get(participant.role or 0, "") for participant in import_row.participants
    )
    return " ".join(filter(None, (import_row.keys, titles)))


def _correct_role(plan: ImportPlan, rows: Rows, text: str) -> ImportPlan:
    number = text.partition(" ")[0]
    return with_role(plan, rows, int(number) if number.isdigit() else None)


def _people_of(row: FileRow) -> str:
    import_row = row.import_row
    since = (
        {participant.since for participant in import_row.participants if participant.since}
        if not import_row.participants_by_hand
        else set[str]()
    )
    names = _names(import_row)
    return _("{names}, as in {round}").format(names=names, round=min(since)) if since else names


def _names(row: ImportRow) -> str:
    return "; ".join(participant.name for participant in row.participants)


def _people_choices(row: FileRow) -> list[str]:
    """Offer who held the same key in another round, a new person, those of the school, then everybody."""
    school, plan = row.import_row.school, row.plan
    numbers = {participant.role for participant in row.import_row.participants} - {None}
    known = [p.person for p in plan.known.posts if p.letter == school.value and p.number in numbers]
    near = [_names(other) for other in plan.rows if other.school == school and other.participants]
    return list(dict.fromkeys([*known, new_person(), *near, *sorted(plan.known.people, key=natural_key)]))


def _correct_people(plan: ImportPlan, rows: Rows, text: str) -> ImportPlan:
    if text.strip() == new_person():
        return with_new_people(plan, rows)
    return with_people(plan, rows, text.split(";"))


def _kind_of(row: FileRow) -> str:
    import_row = row.import_row
    if not import_row.readable:
        return _("unreadable")
    return (
        _(KINDS[import_row.kind]) if import_row.include or not import_row.duplicate_of else _("already there")
    )


def _correct_kind(plan: ImportPlan, rows: Rows, text: str) -> ImportPlan:
    kind = next(kind for kind, word in KINDS.items() if _(word) == text)
    return with_kind(plan, rows, kind)


def _labels(kind: SpeakerKind) -> Callable[[FileRow], str]:
    return lambda row: ", ".join(label.label for label in row.import_row.speaker_labels if label.kind is kind)


def _ask_choices(row: FileRow) -> list[str]:
    return [*(label.label for label in row.import_row.speaker_labels), _("nobody")]


def _correct_asking(plan: ImportPlan, rows: Rows, text: str) -> ImportPlan:
    """Make this label the interviewer, and whoever was taken for one a participant."""
    labels = {
        speaker_label.label
        for row in rows
        for speaker_label in plan.rows[row].speaker_labels
        if speaker_label.kind is SpeakerKind.INTERVIEWER and speaker_label.label != text
    }
    for label in labels:
        plan = with_speaker(plan, rows, label, SpeakerKind.PARTICIPANT)
    return with_speaker(plan, rows, text, SpeakerKind.INTERVIEWER)


def _number(count: Callable[[ImportRow], int]) -> Callable[[FileRow], str]:
    return lambda row: f"{count(row.import_row):,}" if row.import_row.readable else ""


def _seats_source(row: ImportRow) -> GuessSource:
    return (
        GuessSource.BY_HAND if row.participants_by_hand else row.participants_source or GuessSource.FILE_NAME
    )


def columns() -> tuple[ImportColumn, ...]:
    """Return the columns in their order, in the present language."""
    return (
        ImportColumn(
            _("File"),
            210,
            lambda row: row.import_row.file.name,
            tool_tip=lambda row: row.import_row.file.path,
        ),
        *_who(),
        *_text(),
        *_rest(),
    )


def _who() -> tuple[ImportColumn, ...]:
    """Return what says where the interview belongs and who takes part."""
    return (
        ImportColumn(
            _("Round"),
            70,
            lambda row: row.import_row.round.value,
            lambda import_row: import_row.round.source,
            with_round,
            _round_choices,
            wanted=True,
        ),
        ImportColumn(
            _("School"),
            86,
            lambda row: _school_in_words(row.import_row, row.plan),
            lambda import_row: import_row.school.source,
            with_school,
            _school_choices,
            wanted=True,
        ),
        ImportColumn(
            _("Key and role"),
            200,
            _role_of,
            lambda import_row: import_row.posts_source,
            _correct_role,
            _role_choices,
            free=False,
            wanted=True,
        ),
        ImportColumn(
            _("Who takes part"),
            190,
            _people_of,
            _seats_source,
            _correct_people,
            _people_choices,
            edited=lambda row: _names(row.import_row),
        ),
    )


def _text() -> tuple[ImportColumn, ...]:
    """Return what says what the text is and who speaks in it."""
    return (
        ImportColumn(
            _("Import as"),
            100,
            _kind_of,
            lambda import_row: import_row.kind_guess.source,
            _correct_kind,
            _kind_choices,
            free=False,
            edited=lambda row: _(KINDS[row.import_row.kind]),
            reads_anew=True,
        ),
        ImportColumn(
            _("Interviewer"),
            84,
            _labels(SpeakerKind.INTERVIEWER),
            lambda import_row: import_row.speaker_labels_source,
            _correct_asking,
            _ask_choices,
            free=False,
        ),
        ImportColumn(
            _("Participant"),
            118,
            _labels(SpeakerKind.PARTICIPANT),
            lambda import_row: import_row.speaker_labels_source,
        ),
        ImportColumn(_("Turns"), 50, _number(lambda import_row: import_row.turns), is_number=True),
        ImportColumn(
            _("Participant words"),
            118,
            _number(lambda import_row: import_row.participant_words),
            is_number=True,
        ),
    )


def _rest() -> tuple[ImportColumn, ...]:
    return (
        ImportColumn(
            _("Author"),
            110,
            lambda row: "" if row.import_row.kind.is_talk else row.import_row.author.value,
            lambda import_row: import_row.author.source,
            with_author,
        ),
        ImportColumn(
            _("Case"),
            90,
            lambda row: row.import_row.case,
            correct=with_case,
            choices=lambda row: sorted(row.plan.known.cases, key=natural_key),
        ),
        ImportColumn(
            _("Date"),
            92,
            lambda row: row.import_row.date.value,
            lambda import_row: import_row.date.source,
            with_date,
        ),
        ImportColumn(
            _("Remarks"),
            170,
            lambda row: " ".join(remarks(row.import_row)),
            tool_tip=lambda row: "\n".join(remarks(row.import_row)),
        ),
    )


def _kind_choices(_row: FileRow) -> list[str]:
    return [_(word) for word in KINDS.values()]
