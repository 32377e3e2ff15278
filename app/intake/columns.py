"""The columns of the import table: what each shows of an arrival, and how it is corrected."""

from collections.abc import Callable, Collection, Sequence
from dataclasses import dataclass

from coding.intake.corrections import (
    with_date,
    with_kind,
    with_new_people,
    with_people,
    with_role,
    with_round,
    with_school,
    with_speaker,
)
from coding.intake.plan import GuessSource, ImportKind, ImportPlan, ImportRow
from coding.intake.row_notes import remarks
from coding.language import N_, _
from coding.model.role_codes import roles_in_words, school_in_words
from coding.model.study import SpeakerKind
from coding.text.sorting import natural_key

Rows = Collection[int]


@dataclass(frozen=True, slots=True)
class ImportColumn:
    """``shown`` and ``source`` read an arrival; ``correct`` returns the plan with a text for some rows.

    ``choices`` are offered when the field is edited; where ``free`` another text may be typed too.
    ``edited`` is what the editor begins with, where that is not what is shown; where it ``reads_anew``, a
    correction takes long in many rows.
    """

    title: str
    width: int
    shown: Callable[[ImportRow, ImportPlan], str]
    source: Callable[[ImportRow], GuessSource] = lambda _import_row: GuessSource.BY_HAND
    correct: Callable[[ImportPlan, Rows, str], ImportPlan] | None = None
    choices: Callable[[ImportPlan, ImportRow], Sequence[str]] | None = None
    free: bool = True
    edited: Callable[[ImportRow], str] | None = None
    is_number: bool = False
    reads_anew: bool = False
    wanted: bool = False  # an empty field is shown as a question


def new_person() -> str:
    """Return the choice that makes whoever takes part somebody new."""
    return _("a new person")


def _round_choices(plan: ImportPlan, _import_row: ImportRow) -> list[str]:
    names = [known.name for known in plan.known.rounds]
    names += [import_row.round.value for import_row in plan.rows]
    return sorted({name for name in names if name}, key=natural_key)


def _school_choices(plan: ImportPlan, _import_row: ImportRow) -> list[str]:
    known = {school.letter: school_in_words(school.letter, school.name) for school in plan.known.schools}
    new = {a.school.value: _school_of(a, plan) for a in plan.rows if a.school.value}
    return [words for _letter, words in sorted((new | known).items(), key=lambda item: natural_key(item[0]))]


def _school_of(import_row: ImportRow, plan: ImportPlan) -> str:
    """Return what a school is called: by its name in the study, else by its letter."""
    value = import_row.school.value
    known = {school.letter: school.name for school in plan.known.schools}
    if value in known:
        return school_in_words(value, known[value])
    return school_in_words(value, "") if import_row.letter else value


def _role_choices(plan: ImportPlan, _import_row: ImportRow) -> list[str]:
    return [*(f"{role.number} {role.name}" for role in plan.known.roles), _("not known")]


def _role_of(import_row: ImportRow, plan: ImportPlan) -> str:
    names = {role.number: role.name for role in plan.known.roles}
    titles = roles_in_words(
        participant.title or names.get(participant.role or 0, "") for participant in import_row.participants
    )
    return " ".join(filter(None, (import_row.keys, titles)))


def _correct_role(plan: ImportPlan, rows: Rows, text: str) -> ImportPlan:
    number = text.partition(" ")[0]
    return with_role(plan, rows, int(number) if number.isdigit() else None)


def _people_of(import_row: ImportRow, _plan: ImportPlan) -> str:
    since = (
        {participant.since for participant in import_row.participants if participant.since}
        if not import_row.participants_by_hand
        else set[str]()
    )
    names = _names(import_row)
    return _("{names}, as in {round}").format(names=names, round=min(since)) if since else names


def _names(import_row: ImportRow) -> str:
    return "; ".join(participant.name for participant in import_row.participants)


def _people_choices(plan: ImportPlan, import_row: ImportRow) -> list[str]:
    """Offer a new person, then those of the same school, then everybody."""
    near = [_names(other) for other in plan.rows if other.school == import_row.school and other.participants]
    return list(dict.fromkeys([new_person(), *near, *sorted(plan.known.people, key=natural_key)]))


def _correct_people(plan: ImportPlan, rows: Rows, text: str) -> ImportPlan:
    if text.strip() == new_person():
        return with_new_people(plan, rows)
    return with_people(plan, rows, text.split(";"))


_KINDS = {ImportKind.INTERVIEW: N_("interview"), ImportKind.DOCUMENT: N_("document")}


def _kind_of(import_row: ImportRow, _plan: ImportPlan) -> str:
    if not import_row.readable:
        return _("unreadable")
    return (
        _(_KINDS[import_row.kind])
        if import_row.include or not import_row.duplicate_of
        else _("already there")
    )


def _correct_kind(plan: ImportPlan, rows: Rows, text: str) -> ImportPlan:
    kind = next(kind for kind, word in _KINDS.items() if _(word) == text)
    return with_kind(plan, rows, kind)


def _labels(kind: SpeakerKind) -> Callable[[ImportRow, ImportPlan], str]:
    return lambda import_row, _plan: ", ".join(
        speaker_label.label for speaker_label in import_row.speaker_labels if speaker_label.kind is kind
    )


def _ask_choices(_plan: ImportPlan, import_row: ImportRow) -> list[str]:
    return [*(speaker_label.label for speaker_label in import_row.speaker_labels), _("nobody")]


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


def _number(count: Callable[[ImportRow], int]) -> Callable[[ImportRow, ImportPlan], str]:
    return lambda import_row, _plan: f"{count(import_row):,}" if import_row.readable else ""


def _seats_source(import_row: ImportRow) -> GuessSource:
    return (
        GuessSource.BY_HAND
        if import_row.participants_by_hand
        else import_row.participants_source or GuessSource.FILE_NAME
    )


def columns() -> tuple[ImportColumn, ...]:
    """Return the columns in their order, in the present language."""
    return (
        ImportColumn(_("File"), 136, lambda import_row, _plan: import_row.file.name),
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
            lambda import_row, _plan: import_row.round.value,
            lambda import_row: import_row.round.source,
            with_round,
            _round_choices,
            wanted=True,
        ),
        ImportColumn(
            _("School"),
            86,
            _school_of,
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
            edited=_names,
        ),
    )


def _text() -> tuple[ImportColumn, ...]:
    """Return what says what the text is and who speaks in it."""
    return (
        ImportColumn(
            _("Import as"),
            100,
            _kind_of,
            correct=_correct_kind,
            choices=_kind_choices,
            free=False,
            edited=lambda import_row: _(_KINDS[import_row.kind]),
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
            _("Date"),
            92,
            lambda import_row, _plan: import_row.date.value,
            lambda import_row: import_row.date.source,
            with_date,
        ),
        ImportColumn(_("Remarks"), 170, lambda import_row, _plan: " ".join(remarks(import_row))),
    )


def _kind_choices(_plan: ImportPlan, _import_row: ImportRow) -> list[str]:
    return [_(word) for word in _KINDS.values()]
