"""The speakers of a whole batch: every label once, however it is spelt, and corrections once for all."""

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, replace

from coding.intake.corrections import with_speaker
from coding.intake.fold import row_step
from coding.intake.participants import with_participants
from coding.intake.plan import GuessSource, ImportPlan, ImportRow
from coding.model.study import SpeakerKind
from coding.text.label_looks import Trust, trust
from coding.text.label_spelling import is_part_of, is_short_for, is_slip_of, label_key
from coding.text.names import clean_name
from coding.text.sorting import natural_key


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
    original: dict[str, _Heard] = {}
    for at, row in enumerate(plan.rows):
        if row.include and row.segmented:
            _gather(original, at, row)
    order = sorted(
        original, key=lambda key: (-len(original[key].files), -original[key].words, natural_key(key))
    )
    return tuple(original[key].finish(key, _like(key, order, original)) for key in order)


def _gather(original: dict[str, _Heard], at: int, row: ImportRow) -> None:
    """Count the voices of one file."""
    assert row.segmented is not None
    turns = Counter(turn.speaker_id for turn in row.segmented.transcript.turns)
    for position, label in enumerate(row.speaker_labels):
        one = original.setdefault(label_key(label.label), _Heard())
        one.spellings[label.label] += turns[position]
        one.files.append(at)
        one.turns += turns[position]
        one.words += label.words
        one.kinds.add(label.kind)
        if label.participant is not None and label.kind is not SpeakerKind.INTERVIEWER:
            one.people[row.participants[label.participant].name] = None


def _like(key: str, order: Sequence[str], original: dict[str, _Heard]) -> str:
    """Return the key that one may be a slip of or short for, one that is met more often; or nothing."""
    if trust(original[key].spellings.most_common(1)[0][0]) is Trust.SURE:
        return ""
    others = (other for other in order if other != key)
    alike = [other for other in others if _is_alike(key, other)]
    return next(
        (
            o
            for o in alike
            if original[o].turns >= original[key].turns or is_short_for(key, o) or is_part_of(key, o)
        ),
        "",
    )


def _is_alike(key: str, other: str) -> bool:
    return is_slip_of(key, other) or is_short_for(key, other) or is_part_of(key, other)


def with_speaker_everywhere(plan: ImportPlan, label: str, kind: SpeakerKind) -> ImportPlan:
    """Say what kind of speaker a label stands for in all files that have it."""
    return with_speaker(plan, _files_with(plan, label), label, kind)


def with_person_everywhere(plan: ImportPlan, label: str, name: str) -> ImportPlan:
    """Say which one person speaks under a label, in all files that have it; no name for nobody known.

    Others who take part in those files stay.
    """
    return _spoken_by(plan, _files_with(plan, label), label, name)


@row_step
def _spoken_by(_plan: ImportPlan, row: ImportRow, label: str, name: str) -> ImportRow:
    """Let a person speak under a label; voices of which nothing is known stay where they were."""
    key, name = label_key(label), clean_name(name)
    seats = {label_key(each.label): each.participant for each in row.speaker_labels}
    names = [person.name for person in row.participants]
    seat = seats.get(key)
    if not name:
        seats[key] = None
    elif seat is None:
        seats[key] = len(names)
        names.append(name)
    else:
        names[seat] = name
    row = with_participants(row, names, GuessSource.BY_HAND)
    labels = tuple(
        replace(each, participant=seats[at], source=GuessSource.BY_HAND)
        if (at := label_key(each.label)) == key or seats[at] is not None
        else each
        for each in row.speaker_labels
    )
    return replace(row, speaker_labels=labels)


def _files_with(plan: ImportPlan, label: str) -> Iterable[int]:
    key = label_key(label)
    return [
        at
        for at, row in enumerate(plan.rows)
        if row.readable and any(label_key(each.label) == key for each in row.speaker_labels)
    ]
