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
from coding.intake.plan import Arrival, ArrivalKind, ImportPlan, Source
from coding.intake.row_notes import remarks
from coding.language import N_, _
from coding.model.role_codes import roles_in_words, school_in_words
from coding.model.study import SpeakerKind

Rows = Collection[int]


@dataclass(frozen=True, slots=True)
class Column:
    """``shown`` and ``source`` read an arrival; ``correct`` returns the plan with a text for some rows.

    ``choices`` are offered when the field is edited; where ``free`` another text may be typed too.
    ``edited`` is what the editor begins with, where that is not what is shown; where it ``reads_anew``, a
    correction takes long in many rows.
    """

    title: str
    width: int
    shown: Callable[[Arrival, ImportPlan], str]
    source: Callable[[Arrival], Source] = lambda _arrival: Source.BY_HAND
    correct: Callable[[ImportPlan, Rows, str], ImportPlan] | None = None
    choices: Callable[[ImportPlan, Arrival], Sequence[str]] | None = None
    free: bool = True
    edited: Callable[[Arrival], str] | None = None
    is_number: bool = False
    reads_anew: bool = False
    wanted: bool = False  # an empty field is shown as a question


def new_person() -> str:
    """Return the choice that makes whoever takes part somebody new."""
    return _("a new person")


def _round_choices(plan: ImportPlan, _arrival: Arrival) -> list[str]:
    names = [known.name for known in plan.known.rounds]
    names += [arrival.round.value for arrival in plan.arrivals]
    return sorted({name for name in names if name})


def _school_choices(plan: ImportPlan, _arrival: Arrival) -> list[str]:
    known = {school.letter: school_in_words(school.letter, school.name) for school in plan.known.schools}
    new = {a.school.value: _school_of(a, plan) for a in plan.arrivals if a.school.value}
    return [words for _letter, words in sorted((new | known).items())]


def _school_of(arrival: Arrival, plan: ImportPlan) -> str:
    """Return what a school is called: by its name in the study, else by its letter."""
    value = arrival.school.value
    known = {school.letter: school.name for school in plan.known.schools}
    if value in known:
        return school_in_words(value, known[value])
    return school_in_words(value, "") if arrival.letter else value


def _role_choices(plan: ImportPlan, _arrival: Arrival) -> list[str]:
    return [*(f"{role.number} {role.name}" for role in plan.known.roles), _("not known")]


def _role_of(arrival: Arrival, plan: ImportPlan) -> str:
    names = {role.number: role.name for role in plan.known.roles}
    titles = roles_in_words(seat.title or names.get(seat.role or 0, "") for seat in arrival.seats)
    return " ".join(filter(None, (arrival.keys, titles)))


def _correct_role(plan: ImportPlan, rows: Rows, text: str) -> ImportPlan:
    number = text.partition(" ")[0]
    return with_role(plan, rows, int(number) if number.isdigit() else None)


def _people_of(arrival: Arrival, _plan: ImportPlan) -> str:
    since = {seat.since for seat in arrival.seats if seat.since} if not arrival.seats_by_hand else set[str]()
    names = _names(arrival)
    return _("{names}, as in {round}").format(names=names, round=min(since)) if since else names


def _names(arrival: Arrival) -> str:
    return "; ".join(seat.name for seat in arrival.seats)


def _people_choices(plan: ImportPlan, arrival: Arrival) -> list[str]:
    """Offer a new person, then those of the same school, then everybody."""
    near = [_names(other) for other in plan.arrivals if other.school == arrival.school and other.seats]
    return list(dict.fromkeys([new_person(), *near, *sorted(plan.known.people)]))


def _correct_people(plan: ImportPlan, rows: Rows, text: str) -> ImportPlan:
    if text.strip() == new_person():
        return with_new_people(plan, rows)
    return with_people(plan, rows, text.split(";"))


_KINDS = {ArrivalKind.INTERVIEW: N_("interview"), ArrivalKind.DOCUMENT: N_("document")}


def _kind_of(arrival: Arrival, _plan: ImportPlan) -> str:
    if not arrival.readable:
        return _("unreadable")
    return _(_KINDS[arrival.kind]) if arrival.include or not arrival.repeats else _("already there")


def _correct_kind(plan: ImportPlan, rows: Rows, text: str) -> ImportPlan:
    kind = next(kind for kind, word in _KINDS.items() if _(word) == text)
    return with_kind(plan, rows, kind)


def _labels(kind: SpeakerKind) -> Callable[[Arrival, ImportPlan], str]:
    return lambda arrival, _plan: ", ".join(voice.label for voice in arrival.voices if voice.kind is kind)


def _ask_choices(_plan: ImportPlan, arrival: Arrival) -> list[str]:
    return [*(voice.label for voice in arrival.voices), _("nobody")]


def _correct_asking(plan: ImportPlan, rows: Rows, text: str) -> ImportPlan:
    """Make this label the interviewer, and whoever was taken for one a participant."""
    labels = {
        voice.label
        for row in rows
        for voice in plan.arrivals[row].voices
        if voice.kind is SpeakerKind.INTERVIEWER and voice.label != text
    }
    for label in labels:
        plan = with_speaker(plan, rows, label, SpeakerKind.PARTICIPANT)
    return with_speaker(plan, rows, text, SpeakerKind.INTERVIEWER)


def _number(count: Callable[[Arrival], int]) -> Callable[[Arrival, ImportPlan], str]:
    return lambda arrival, _plan: f"{count(arrival):,}" if arrival.readable else ""


def _seats_source(arrival: Arrival) -> Source:
    return Source.BY_HAND if arrival.seats_by_hand else arrival.seats_source or Source.FILE_NAME


def columns() -> tuple[Column, ...]:
    """Return the columns in their order, in the present language."""
    return (Column(_("File"), 136, lambda arrival, _plan: arrival.file.name), *_who(), *_text(), *_rest())


def _who() -> tuple[Column, ...]:
    """Return what says where the interview belongs and who takes part."""
    return (
        Column(
            _("Round"),
            70,
            lambda arrival, _plan: arrival.round.value,
            lambda arrival: arrival.round.source,
            with_round,
            _round_choices,
            wanted=True,
        ),
        Column(
            _("School"),
            86,
            _school_of,
            lambda arrival: arrival.school.source,
            with_school,
            _school_choices,
            wanted=True,
        ),
        Column(
            _("Key and role"),
            200,
            _role_of,
            lambda arrival: arrival.posts_source,
            _correct_role,
            _role_choices,
            free=False,
            wanted=True,
        ),
        Column(
            _("Who takes part"),
            190,
            _people_of,
            _seats_source,
            _correct_people,
            _people_choices,
            edited=_names,
        ),
    )


def _text() -> tuple[Column, ...]:
    """Return what says what the text is and who speaks in it."""
    return (
        Column(
            _("Comes in as"),
            100,
            _kind_of,
            correct=_correct_kind,
            choices=_kind_choices,
            free=False,
            edited=lambda arrival: _(_KINDS[arrival.kind]),
            reads_anew=True,
        ),
        Column(
            _("Asks"),
            84,
            _labels(SpeakerKind.INTERVIEWER),
            lambda arrival: arrival.voices_source,
            _correct_asking,
            _ask_choices,
            free=False,
        ),
        Column(_("Answers"), 118, _labels(SpeakerKind.PARTICIPANT), lambda arrival: arrival.voices_source),
        Column(_("Turns"), 50, _number(lambda arrival: arrival.turns), is_number=True),
        Column(
            _("Participant words"), 118, _number(lambda arrival: arrival.participant_words), is_number=True
        ),
    )


def _rest() -> tuple[Column, ...]:
    return (
        Column(
            _("Date"),
            92,
            lambda arrival, _plan: arrival.date.value,
            lambda arrival: arrival.date.source,
            with_date,
        ),
        Column(_("Remarks"), 170, lambda arrival, _plan: " ".join(remarks(arrival))),
    )


def _kind_choices(_plan: ImportPlan, _arrival: Arrival) -> list[str]:
    return [_(word) for word in _KINDS.values()]
