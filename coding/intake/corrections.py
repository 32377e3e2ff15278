"""Putting guesses right: each function is a step that changes one thing in some of a plan's rows.

They are called with the plan, positions of rows and what is said; rows that could not be read stay as they
are. What a person has said stays; the guesses that hang on it are made anew.
"""

from collections.abc import Iterable, Sequence
from dataclasses import replace

from coding.intake.fold import plan_step, row_step
from coding.intake.hints import letter_of
from coding.intake.interpretation import segment_row
from coding.intake.participants import assign_participants, new_names, with_participants
from coding.intake.plan import Guess, GuessSource, ImportPlan, ImportRow, SpeakerLabel, TheseFiles
from coding.intake.role_words import PostHint
from coding.model.role_codes import parse_key
from coding.model.study import InterviewKind, SpeakerKind
from coding.text.dates import Evidence, date_in
from coding.text.label_looks import is_nobody
from coding.text.label_spelling import label_key
from coding.text.names import clean_name
from coding.text.told_labels import NOTHING_TOLD


def _by_hand(value: str) -> Guess:
    return Guess(value, GuessSource.BY_HAND)


@row_step
def with_include(_plan: ImportPlan, row: ImportRow, *, include: bool) -> ImportRow:
    """Take files in or leave them out; one that is there already is taken in a second time."""
    return replace(row, include=include)


@row_step
def with_round(_plan: ImportPlan, row: ImportRow, name: str) -> ImportRow:
    """Say the round by its name; empty for none."""
    return replace(row, round=_by_hand(clean_name(name)))


@row_step
def with_school(plan: ImportPlan, row: ImportRow, school: str) -> ImportRow:
    """Say the school by its letter or its name; empty for none."""
    return replace(row, school=_by_hand(letter_of(school, plan.known.schools)))


@row_step
def with_date(plan: ImportPlan, row: ImportRow, date: str) -> ImportRow:
    """Say the date, written in any usual way; what is no date empties it, what could be two stays open."""
    dated = date_in(date, Evidence(plan.known.date_order))
    said = _by_hand(dated.iso if dated else "")
    return replace(row, date=said, could_be_two=dated.written if dated else "")


@row_step
def with_author(_plan: ImportPlan, row: ImportRow, name: str) -> ImportRow:
    """Say who wrote a document or notes."""
    return replace(row, author=_by_hand(clean_name(name)))


@row_step
def with_case(_plan: ImportPlan, row: ImportRow, name: str) -> ImportRow:
    """Say to which case a text belongs, by its name; a new one is made; empty for none."""
    return replace(row, case=clean_name(name))


@row_step
def with_role(_plan: ImportPlan, row: ImportRow, number: int | None) -> ImportRow:
    """Say the role's number of all who take part; titles that belong to it stay."""
    people = tuple(
        replace(person, role=number, title=person.title if person.role == number else "")
        for person in row.participants
    )
    posts = tuple(person.post for person in people) or (PostHint(number),)
    return replace(row, posts=posts, posts_source=GuessSource.BY_HAND, participants=people)


@row_step
def with_people(_plan: ImportPlan, row: ImportRow, names: Sequence[str]) -> ImportRow:
    """Say by name who takes part; a name that the study or another row has is that person."""
    return with_participants(row, [name for name in map(clean_name, names) if name], GuessSource.BY_HAND)


def with_new_people(plan: ImportPlan, indices: Iterable[int]) -> ImportPlan:
    """Say that whoever takes part is nobody known from another row or round."""
    return _of_nobody_known(plan, TheseFiles.of(plan, indices))


@plan_step
def _of_nobody_known(plan: ImportPlan, files: TheseFiles) -> ImportPlan:
    names = new_names(plan, files.places(plan))
    rows = (
        with_participants(row, names[at], GuessSource.NEW_PERSON) if at in names and row.readable else row
        for at, row in enumerate(plan.rows)
    )
    return assign_participants(replace(plan, rows=tuple(rows)))


def with_person(plan: ImportPlan, indices: Iterable[int], person: str) -> ImportPlan:
    """Say who takes part by a key (``B2``: school and role) or by a name."""
    key = parse_key(person)
    if key is None:
        return with_people(plan, indices, [person])
    chosen = list(indices)
    return with_role(with_school(plan, chosen, key.letter), chosen, key.number)


def _answering(label: SpeakerLabel) -> SpeakerLabel:
    """Take a speaker for a participant who was left open because nobody knew who asks."""
    was_open = label.kind is SpeakerKind.UNKNOWN and label.source is GuessSource.NOWHERE
    is_open = was_open and not is_nobody(label.label)
    return replace(label, kind=SpeakerKind.PARTICIPANT) if is_open else label


@row_step
def with_speaker(_plan: ImportPlan, row: ImportRow, label: str, kind: SpeakerKind) -> ImportRow:
    """Say what kind of speaker a label stands for, in every row that has it."""
    key = label_key(label)
    asks = kind is SpeakerKind.INTERVIEWER
    labels = tuple(
        replace(each, kind=kind, source=GuessSource.BY_HAND, participant=None)
        if label_key(each.label) == key
        else _answering(each)
        if asks
        else each
        for each in row.speaker_labels
    )
    return with_same_people(
        replace(row, speaker_labels=labels, speaker_labels_source=GuessSource.BY_HAND), row
    )


def with_same_people(row: ImportRow, before: ImportRow) -> ImportRow:
    """Seat those anew whom somebody has named, now that other voices speak."""
    if not before.participants_by_hand:
        return row
    return with_participants(row, [each.name for each in before.participants], before.participants_source)


def with_speaker_person(plan: ImportPlan, index: int, label: str, participant: int | None) -> ImportPlan:
    """Say which of an arrival's people speaks under a label, or that it is not known."""
    return _seated(plan, [index], label, participant)


@row_step
def _seated(_plan: ImportPlan, row: ImportRow, label: str, participant: int | None) -> ImportRow:
    key = label_key(label)
    is_there = participant is not None and participant < len(row.participants)
    labels = tuple(
        replace(each, participant=participant if is_there else None, source=GuessSource.BY_HAND)
        if label_key(each.label) == key
        else each
        for each in row.speaker_labels
    )
    return replace(row, speaker_labels=labels, participants_source=GuessSource.BY_HAND)


@row_step
def without_label(plan: ImportPlan, row: ImportRow, label: str) -> ImportRow:
    """Say that this is no speaker's label but part of what was said."""
    return heard_again(plan, row, row.rejected_labels | {label_key(label)})


def with_same_speaker(
    plan: ImportPlan, label: str, as_label: str, indices: Iterable[int] | None = None
) -> ImportPlan:
    """Say that a label is another spelling of as_label: one voice from now on, in all files or in some."""
    if label_key(label) == label_key(as_label):
        return plan
    return _as_one_voice(plan, range(len(plan.rows)) if indices is None else indices, label, as_label)


@row_step
def _as_one_voice(plan: ImportPlan, row: ImportRow, label: str, as_label: str) -> ImportRow:
    key, spelled = label_key(label), {label_key(each.label): each.label for each in row.speaker_labels}
    if key not in spelled:
        return row
    aliases = {
        one: as_label if label_key(other) == key else other for one, other in row.label_aliases.items()
    }
    aliases[key] = spelled.get(label_key(as_label), as_label)
    return heard_again(plan, replace(row, label_aliases=aliases), row.rejected_labels)


def heard_again(plan: ImportPlan, row: ImportRow, rejected_labels: frozenset[str]) -> ImportRow:
    """Segment a text anew; what a person has said of its speakers and people stays."""
    again = segment_row(row, rejected_labels, plan.known, plan.rules)
    by_hand = (each for each in row.speaker_labels if each.source is GuessSource.BY_HAND)
    said = {label_key(each.label): each for each in by_hand}
    labels = tuple(
        replace(each, kind=known.kind, source=known.source)
        if (known := said.get(label_key(each.label)))
        else each
        for each in again.speaker_labels
    )
    source = GuessSource.BY_HAND if said else again.speaker_labels_source
    return with_same_people(replace(again, speaker_labels=labels, speaker_labels_source=source), row)


@row_step
def with_kind(plan: ImportPlan, row: ImportRow, kind: InterviewKind) -> ImportRow:
    """Say what a text is: of a document or notes nobody speaks, of anything else speakers are found again."""
    row = replace(row, kind_guess=_by_hand(kind.value))
    if kind.is_talk:
        return row if row.speaker_labels else segment_row(row, frozenset(), plan.known, plan.rules)
    while row.speaker_labels:
        rejected = row.rejected_labels | {label_key(each.label) for each in row.speaker_labels}
        row = segment_row(replace(row, told=NOTHING_TOLD), rejected, plan.known, plan.rules)
    return row
