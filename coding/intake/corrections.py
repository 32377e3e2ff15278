"""Putting guesses right: each function returns the plan with one thing changed in some of its rows.

``indices`` are positions in ``plan.arrivals``; rows that could not be read stay as they are. What a
person has said stays; the guesses that hang on it are made anew.
"""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import replace

from coding.intake.hints import PostHint, date_in, letter_of
from coding.intake.interpretation import hear
from coding.intake.participants import new_names, settle, with_seats
from coding.intake.plan import Arrival, ArrivalKind, Guess, ImportPlan, Source
from coding.model.role_codes import parse_key
from coding.model.study import SpeakerKind
from coding.text.labels import label_key


def _changed(plan: ImportPlan, indices: Iterable[int], change: Callable[[Arrival], Arrival]) -> ImportPlan:
    chosen = set(indices)
    arrivals = [
        change(arrival) if at in chosen and arrival.readable else arrival
        for at, arrival in enumerate(plan.arrivals)
    ]
    return settle(replace(plan, arrivals=tuple(arrivals)))


def with_include(plan: ImportPlan, indices: Iterable[int], *, include: bool) -> ImportPlan:
    """Take files in or leave them out; one that is there already is taken in a second time."""
    return _changed(plan, indices, lambda arrival: replace(arrival, include=include))


def with_round(plan: ImportPlan, indices: Iterable[int], name: str) -> ImportPlan:
    """Say the round by its name; empty for none."""
    guess = Guess(name.strip(), Source.BY_HAND)
    return _changed(plan, indices, lambda arrival: replace(arrival, round=guess))


def with_school(plan: ImportPlan, indices: Iterable[int], school: str) -> ImportPlan:
    """Say the school by its letter or its name; empty for none."""
    guess = Guess(letter_of(school, plan.known.schools), Source.BY_HAND)
    return _changed(plan, indices, lambda arrival: replace(arrival, school=guess))


def with_date(plan: ImportPlan, indices: Iterable[int], date: str) -> ImportPlan:
    """Say the date, written in any usual way; what is no date empties it."""
    guess = Guess(date_in(date), Source.BY_HAND)
    return _changed(plan, indices, lambda arrival: replace(arrival, date=guess))


def with_role(plan: ImportPlan, indices: Iterable[int], number: int | None) -> ImportPlan:
    """Say the role's number of all who take part; titles that belong to it stay."""

    def change(arrival: Arrival) -> Arrival:
        seats = tuple(
            replace(seat, role=number, title=seat.title if seat.role == number else "")
            for seat in arrival.seats
        )
        posts = tuple(PostHint(seat.role, seat.title) for seat in seats) or (PostHint(number),)
        return replace(arrival, posts=posts, posts_source=Source.BY_HAND, seats=seats)

    return _changed(plan, indices, change)


def with_people(plan: ImportPlan, indices: Iterable[int], names: Sequence[str]) -> ImportPlan:
    """Say by name who takes part; a name that the study or another row has is that person."""
    wanted = [name.strip() for name in names if name.strip()]
    return _changed(plan, indices, lambda arrival: with_seats(arrival, wanted, Source.BY_HAND))


def with_new_people(plan: ImportPlan, indices: Iterable[int]) -> ImportPlan:
    """Say that whoever takes part is nobody known from another row or round."""
    names = new_names(plan, sorted(set(indices)))
    arrivals = list(plan.arrivals)
    for at, arrival in ((at, arrivals[at]) for at in names):
        if arrival.readable:
            arrivals[at] = with_seats(arrival, names[at], Source.NEW_PERSON)
    return settle(replace(plan, arrivals=tuple(arrivals)))


def with_person(plan: ImportPlan, indices: Iterable[int], person: str) -> ImportPlan:
    """Say who takes part by a key (``B2``: school and role) or by a name."""
    key = parse_key(person)
    if key is None:
        return with_people(plan, indices, [person])
    chosen = list(indices)
    return with_role(with_school(plan, chosen, key.letter), chosen, key.number)


def with_speaker(plan: ImportPlan, indices: Iterable[int], label: str, kind: SpeakerKind) -> ImportPlan:
    """Say what kind of speaker a label stands for, in every row that has it."""
    key = label_key(label)

    def change(arrival: Arrival) -> Arrival:
        voices = tuple(
            replace(voice, kind=kind, source=Source.BY_HAND, seat=None)
            if label_key(voice.label) == key
            else voice
            for voice in arrival.voices
        )
        changed = replace(arrival, voices=voices, voices_source=Source.BY_HAND)
        if arrival.seats_by_hand:
            return with_seats(changed, [seat.name for seat in arrival.seats], arrival.seats_source)
        return changed

    return _changed(plan, indices, change)


def with_speaker_person(plan: ImportPlan, index: int, label: str, seat: int | None) -> ImportPlan:
    """Say which of an arrival's people speaks under a label, or that it is not known."""
    key = label_key(label)

    def change(arrival: Arrival) -> Arrival:
        voices = tuple(
            replace(voice, seat=seat, source=Source.BY_HAND) if label_key(voice.label) == key else voice
            for voice in arrival.voices
        )
        return replace(arrival, voices=voices, seats_source=Source.BY_HAND)

    return _changed(plan, [index], change)


def without_label(plan: ImportPlan, indices: Iterable[int], label: str) -> ImportPlan:
    """Say that this is no speaker's label but part of what was said."""
    key = label_key(label)
    return _changed(plan, indices, lambda arrival: _heard_again(arrival, arrival.never | {key}, plan))


def with_same_speaker(
    plan: ImportPlan, label: str, as_label: str, indices: Iterable[int] | None = None
) -> ImportPlan:
    """Say that a label is another spelling of as_label: one voice from now on, in all files or in some."""
    key, target = label_key(label), label_key(as_label)
    if key == target:
        return plan

    def change(arrival: Arrival) -> Arrival:
        keys = {label_key(voice.label): voice.label for voice in arrival.voices}
        if key not in keys:
            return arrival
        same = {one: as_label if label_key(other) == key else other for one, other in arrival.same.items()}
        spelled = keys.get(target, as_label)
        merged = replace(arrival, same={**same, key: spelled})
        return _heard_again(merged, arrival.never, plan)

    return _changed(plan, range(len(plan.arrivals)) if indices is None else indices, change)


def _heard_again(arrival: Arrival, never: frozenset[str], plan: ImportPlan) -> Arrival:
    """Segment a text anew; what a person has said of its speakers and people stays."""
    again = hear(arrival, never, plan.known, plan.rules)
    said = {label_key(voice.label): voice for voice in arrival.voices if voice.source is Source.BY_HAND}
    voices = tuple(
        replace(voice, kind=known.kind, source=known.source)
        if (known := said.get(label_key(voice.label)))
        else voice
        for voice in again.voices
    )
    again = replace(again, voices=voices, voices_source=Source.BY_HAND if said else again.voices_source)
    if arrival.seats_by_hand:
        return with_seats(again, [seat.name for seat in arrival.seats], arrival.seats_source)
    return again


def with_kind(plan: ImportPlan, indices: Iterable[int], kind: ArrivalKind) -> ImportPlan:
    """Say that a text is a document without speakers, or let its speakers be found again."""

    def change(arrival: Arrival) -> Arrival:
        if kind is ArrivalKind.INTERVIEW:
            return arrival if arrival.voices else hear(arrival, frozenset(), plan.known, plan.rules)
        while arrival.voices:
            never = arrival.never | {label_key(voice.label) for voice in arrival.voices}
            arrival = hear(arrival, never, plan.known, plan.rules)
        return arrival

    return _changed(plan, indices, change)
