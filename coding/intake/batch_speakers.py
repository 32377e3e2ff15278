"""The speakers of a whole batch: every label once, however it is spelt, and corrections once for all."""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace

from coding.intake.corrections import with_same_speaker, with_speaker
from coding.intake.participants import settle, with_seats
from coding.intake.plan import Arrival, ImportPlan, Source, Voice
from coding.model.study import SpeakerKind
from coding.text.label_spelling import is_short_for, is_slip_of, label_key
from coding.text.labels import Trust, trust

__all__ = [
    "BatchSpeaker",
    "batch_speakers",
    "with_person_everywhere",
    "with_same_speaker",
    "with_speaker_everywhere",
]


@dataclass(frozen=True, slots=True)
class BatchSpeaker:
    """A label of a batch in all its spellings, the most usual first, and who it is guessed to be.

    ``files`` are positions of arrivals; ``kind`` is None where the files differ; ``people`` are the names
    of those who speak under it. ``like`` is the key of another speaker that this may be a misspelling of.
    """

    key: str
    spellings: tuple[str, ...]
    files: tuple[int, ...]
    turns: int
    words: int
    kind: SpeakerKind | None
    people: tuple[str, ...]
    like: str = ""


@dataclass(slots=True)
class _Heard:
    """What is gathered of one label from file to file."""

    spellings: Counter[str] = field(default_factory=Counter[str])
    files: list[int] = field(default_factory=list[int])
    turns: int = 0
    words: int = 0
    kinds: set[SpeakerKind] = field(default_factory=set[SpeakerKind])
    people: dict[str, None] = field(default_factory=dict[str, None])

    def finish(self, key: str, like: str) -> BatchSpeaker:
        """Return it as it is shown."""
        return BatchSpeaker(
            key,
            tuple(spelling for spelling, _count in self.spellings.most_common()),
            tuple(self.files),
            self.turns,
            self.words,
            next(iter(self.kinds)) if len(self.kinds) == 1 else None,
            tuple(self.people),
            like,
        )


def batch_speakers(plan: ImportPlan) -> tuple[BatchSpeaker, ...]:
    """Return every label of the files that would be stored, those in most files first.

    Correct one with ``with_speaker(plan, speaker.files, speaker.spellings[0], kind)``.
    """
    heard: dict[str, _Heard] = {}
    for at, arrival in enumerate(plan.arrivals):
        if arrival.include and arrival.segmented:
            _gather(heard, at, arrival)
    order = sorted(heard, key=lambda key: (-len(heard[key].files), -heard[key].words, key))
    return tuple(heard[key].finish(key, _like(key, order, heard)) for key in order)


def _gather(heard: dict[str, _Heard], at: int, arrival: Arrival) -> None:
    """Count the voices of one file."""
    assert arrival.segmented is not None
    turns = Counter(turn.speaker_id for turn in arrival.segmented.transcript.turns)
    for position, voice in enumerate(arrival.voices):
        one = heard.setdefault(label_key(voice.label), _Heard())
        one.spellings[voice.label] += turns[position]
        one.files.append(at)
        one.turns += turns[position]
        one.words += voice.words
        one.kinds.add(voice.kind)
        if voice.seat is not None and voice.kind is not SpeakerKind.INTERVIEWER:
            one.people[arrival.seats[voice.seat].name] = None


def _like(key: str, order: Sequence[str], heard: dict[str, _Heard]) -> str:
    """Return the key that one may be a slip of or short for, one that is met more often; or nothing."""
    if trust(heard[key].spellings.most_common(1)[0][0]) is Trust.SURE:
        return ""
    others = (other for other in order if other != key)
    alike = [other for other in others if is_slip_of(key, other) or is_short_for(key, other)]
    return next((o for o in alike if heard[o].turns >= heard[key].turns or is_short_for(key, o)), "")


def with_speaker_everywhere(plan: ImportPlan, label: str, kind: SpeakerKind) -> ImportPlan:
    """Say what kind of speaker a label stands for in all files that have it."""
    return with_speaker(plan, _files_with(plan, label), label, kind)


def with_person_everywhere(plan: ImportPlan, label: str, name: str) -> ImportPlan:
    """Say which one person speaks under a label, in all files that have it; no name for nobody known.

    Others who take part in those files stay.
    """
    key = label_key(label)
    arrivals = [_spoken_by(arrival, key, name.strip()) for arrival in plan.arrivals]
    return settle(replace(plan, arrivals=tuple(arrivals)))


def _spoken_by(arrival: Arrival, key: str, name: str) -> Arrival:
    """Let a person speak under a label if an arrival has it."""
    seats = {label_key(voice.label): voice.seat for voice in arrival.voices}
    if key not in seats:
        return arrival
    names = [seat.name for seat in arrival.seats]
    seat = seats[key]
    if not name:
        seats[key] = None
    elif seat is None:
        seats[key] = len(names)
        names.append(name)
    else:
        names[seat] = name
    seated = with_seats(arrival, names, Source.BY_HAND)
    voices = tuple(_seated_voice(voice, seats, key) for voice in seated.voices)
    return replace(seated, voices=voices)


def _seated_voice(voice: Voice, seats: Mapping[str, int | None], said: str) -> Voice:
    """Seat a voice where it is said to sit; one of which nothing is known stays where it was found to."""
    key = label_key(voice.label)
    known = seats[key] is not None or key == said
    return replace(voice, seat=seats[key], source=Source.BY_HAND) if known else voice


def _files_with(plan: ImportPlan, label: str) -> Iterable[int]:
    key = label_key(label)
    return [
        at
        for at, arrival in enumerate(plan.arrivals)
        if arrival.readable and any(label_key(voice.label) == key for voice in arrival.voices)
    ]
