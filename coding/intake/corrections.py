"""Putting guesses right: each function returns the plan with one thing changed in some of its rows.

``indices`` are positions in ``plan.rows``; rows that could not be read stay as they are. What a
person has said stays; the guesses that hang on it are made anew.
"""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import replace

from coding.intake.hints import letter_of
from coding.intake.interpretation import segment_row
from coding.intake.participants import assign_participants, new_names, with_participants
from coding.intake.plan import Guess, GuessSource, ImportPlan, ImportRow, SpeakerLabel
from coding.intake.role_words import PostHint
from coding.model.role_codes import parse_key
from coding.model.study import InterviewKind, SpeakerKind
from coding.text.dates import Evidence, date_in
from coding.text.label_looks import is_nobody
from coding.text.label_spelling import label_key
from coding.text.names import clean_name
from coding.text.told_labels import NOTHING_TOLD


def changed(plan: ImportPlan, indices: Iterable[int], change: Callable[[ImportRow], ImportRow]) -> ImportPlan:
    """Return the plan with a change in some of its readable rows, and the people found anew."""
    chosen = set(indices)
    import_rows = [
        change(import_row) if at in chosen and import_row.readable else import_row
        for at, import_row in enumerate(plan.rows)
    ]
    return assign_participants(replace(plan, rows=tuple(import_rows)))


def with_include(plan: ImportPlan, indices: Iterable[int], *, include: bool) -> ImportPlan:
    """Take files in or leave them out; one that is there already is taken in a second time."""
    return changed(plan, indices, lambda import_row: replace(import_row, include=include))


def with_round(plan: ImportPlan, indices: Iterable[int], name: str) -> ImportPlan:
    """Say the round by its name; empty for none."""
    guess = Guess(clean_name(name), GuessSource.BY_HAND)
    return changed(plan, indices, lambda import_row: replace(import_row, round=guess))


def with_school(plan: ImportPlan, indices: Iterable[int], school: str) -> ImportPlan:
    """Say the school by its letter or its name; empty for none."""
    guess = Guess(letter_of(school, plan.known.schools), GuessSource.BY_HAND)
    return changed(plan, indices, lambda import_row: replace(import_row, school=guess))


def with_date(plan: ImportPlan, indices: Iterable[int], date: str) -> ImportPlan:
    """Say the date, written in any usual way; what is no date empties it, what could be two stays open."""
    dated = date_in(date, Evidence(plan.known.date_order))
    guess = Guess(dated.iso if dated else "", GuessSource.BY_HAND)
    still_open = dated.written if dated else ""
    return changed(plan, indices, lambda import_row: replace(import_row, date=guess, could_be_two=still_open))


def with_role(plan: ImportPlan, indices: Iterable[int], number: int | None) -> ImportPlan:
    """Say the role's number of all who take part; titles that belong to it stay."""

    def change(import_row: ImportRow) -> ImportRow:
        participants = tuple(
            replace(participant, role=number, title=participant.title if participant.role == number else "")
            for participant in import_row.participants
        )
        posts = tuple(participant.post for participant in participants) or (PostHint(number),)
        return replace(import_row, posts=posts, posts_source=GuessSource.BY_HAND, participants=participants)

    return changed(plan, indices, change)


def with_people(plan: ImportPlan, indices: Iterable[int], names: Sequence[str]) -> ImportPlan:
    """Say by name who takes part; a name that the study or another row has is that person."""
    wanted = [name for name in map(clean_name, names) if name]
    return changed(
        plan, indices, lambda import_row: with_participants(import_row, wanted, GuessSource.BY_HAND)
    )


def with_new_people(plan: ImportPlan, indices: Iterable[int]) -> ImportPlan:
    """Say that whoever takes part is nobody known from another row or round."""
    names = new_names(plan, sorted(set(indices)))
    import_rows = list(plan.rows)
    for at, import_row in ((at, import_rows[at]) for at in names):
        if import_row.readable:
            import_rows[at] = with_participants(import_row, names[at], GuessSource.NEW_PERSON)
    return assign_participants(replace(plan, rows=tuple(import_rows)))


def with_person(plan: ImportPlan, indices: Iterable[int], person: str) -> ImportPlan:
    """Say who takes part by a key (``B2``: school and role) or by a name."""
    key = parse_key(person)
    if key is None:
        return with_people(plan, indices, [person])
    chosen = list(indices)
    return with_role(with_school(plan, chosen, key.letter), chosen, key.number)


def _answering(speaker_label: SpeakerLabel) -> SpeakerLabel:
    """Take a speaker for a participant who was left open because nobody knew who asks."""
    was_open = speaker_label.kind is SpeakerKind.UNKNOWN and speaker_label.source is GuessSource.NOWHERE
    is_open = was_open and not is_nobody(speaker_label.label)
    return replace(speaker_label, kind=SpeakerKind.PARTICIPANT) if is_open else speaker_label


def with_speaker(plan: ImportPlan, indices: Iterable[int], label: str, kind: SpeakerKind) -> ImportPlan:
    """Say what kind of speaker a label stands for, in every row that has it."""
    key = label_key(label)

    def change(import_row: ImportRow) -> ImportRow:
        speaker_labels = tuple(
            replace(speaker_label, kind=kind, source=GuessSource.BY_HAND, participant=None)
            if label_key(speaker_label.label) == key
            else _answering(speaker_label)
            if kind is SpeakerKind.INTERVIEWER
            else speaker_label
            for speaker_label in import_row.speaker_labels
        )
        changed = replace(
            import_row, speaker_labels=speaker_labels, speaker_labels_source=GuessSource.BY_HAND
        )
        if import_row.participants_by_hand:
            return with_participants(
                changed,
                [participant.name for participant in import_row.participants],
                import_row.participants_source,
            )
        return changed

    return changed(plan, indices, change)


def with_speaker_person(plan: ImportPlan, index: int, label: str, participant: int | None) -> ImportPlan:
    """Say which of an arrival's people speaks under a label, or that it is not known."""
    key = label_key(label)

    def change(import_row: ImportRow) -> ImportRow:
        speaker_labels = tuple(
            replace(speaker_label, participant=participant, source=GuessSource.BY_HAND)
            if label_key(speaker_label.label) == key
            else speaker_label
            for speaker_label in import_row.speaker_labels
        )
        return replace(import_row, speaker_labels=speaker_labels, participants_source=GuessSource.BY_HAND)

    return changed(plan, [index], change)


def without_label(plan: ImportPlan, indices: Iterable[int], label: str) -> ImportPlan:
    """Say that this is no speaker's label but part of what was said."""
    key = label_key(label)
    return changed(
        plan, indices, lambda import_row: heard_again(import_row, import_row.rejected_labels | {key}, plan)
    )


def with_same_speaker(
    plan: ImportPlan, label: str, as_label: str, indices: Iterable[int] | None = None
) -> ImportPlan:
    """Say that a label is another spelling of as_label: one voice from now on, in all files or in some."""
    key, target = label_key(label), label_key(as_label)
    if key == target:
        return plan

    def change(import_row: ImportRow) -> ImportRow:
        keys = {
            label_key(speaker_label.label): speaker_label.label for speaker_label in import_row.speaker_labels
        }
        if key not in keys:
            return import_row
        label_aliases = {
            one: as_label if label_key(other) == key else other
            for one, other in import_row.label_aliases.items()
        }
        spelled = keys.get(target, as_label)
        merged = replace(import_row, label_aliases={**label_aliases, key: spelled})
        return heard_again(merged, import_row.rejected_labels, plan)

    return changed(plan, range(len(plan.rows)) if indices is None else indices, change)


def heard_again(import_row: ImportRow, rejected_labels: frozenset[str], plan: ImportPlan) -> ImportRow:
    """Segment a text anew; what a person has said of its speakers and people stays."""
    again = segment_row(import_row, rejected_labels, plan.known, plan.rules)
    said = {
        label_key(speaker_label.label): speaker_label
        for speaker_label in import_row.speaker_labels
        if speaker_label.source is GuessSource.BY_HAND
    }
    speaker_labels = tuple(
        replace(speaker_label, kind=known.kind, source=known.source)
        if (known := said.get(label_key(speaker_label.label)))
        else speaker_label
        for speaker_label in again.speaker_labels
    )
    again = replace(
        again,
        speaker_labels=speaker_labels,
        speaker_labels_source=GuessSource.BY_HAND if said else again.speaker_labels_source,
    )
    if import_row.participants_by_hand:
        return with_participants(
            again,
            [participant.name for participant in import_row.participants],
            import_row.participants_source,
        )
    return again


def with_kind(plan: ImportPlan, indices: Iterable[int], kind: InterviewKind) -> ImportPlan:
    """Say what a text is: of a document or notes nobody speaks, of anything else speakers are found again."""
    said = Guess(kind.value, GuessSource.BY_HAND)

    def change(import_row: ImportRow) -> ImportRow:
        import_row = replace(import_row, kind_guess=said)
        if kind.is_talk:
            return (
                import_row
                if import_row.speaker_labels
                else segment_row(import_row, frozenset(), plan.known, plan.rules)
            )
        while import_row.speaker_labels:
            rejected_labels = import_row.rejected_labels | {
                label_key(speaker_label.label) for speaker_label in import_row.speaker_labels
            }
            import_row = replace(import_row, told=NOTHING_TOLD)
            import_row = segment_row(import_row, rejected_labels, plan.known, plan.rules)
        return import_row

    return changed(plan, indices, change)


def with_author(plan: ImportPlan, indices: Iterable[int], name: str) -> ImportPlan:
    """Say who wrote a document or notes."""
    author = Guess(clean_name(name), GuessSource.BY_HAND)
    return changed(plan, indices, lambda import_row: replace(import_row, author=author))


def with_case(plan: ImportPlan, indices: Iterable[int], name: str) -> ImportPlan:
    """Say to which case a text belongs, by its name; a new one is made; empty for none."""
    return changed(plan, indices, lambda import_row: replace(import_row, case=clean_name(name)))
