"""What nobody has said yet about the files of a batch, to be asked once for many of them."""

from collections import defaultdict
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from enum import StrEnum
from typing import Final

from coding.intake.plan import Arrival, ImportPlan
from coding.model.study import SpeakerKind


class MissingField(StrEnum):
    """What can be missing."""

    ROUND = "round"
    SCHOOL = "school"
    ROLE = "role"
    DATE = "date"  # only where other files of the batch have one
    INTERVIEWER = "interviewer"  # nobody is known to ask


@dataclass(frozen=True, slots=True)
class Missing:
    """Files of which one thing is not known: positions of arrivals, names of the first few.

    ``folder`` is the folder they share where files of several folders miss it, for one answer a folder.
    """

    field: MissingField
    indices: tuple[int, ...]
    examples: tuple[str, ...]
    folder: str = ""


_EXAMPLES: Final = 3
# What a folder's files are likely to have in common.
_BY_FOLDER: Final = frozenset({MissingField.ROUND, MissingField.SCHOOL})


def missing(plan: ImportPlan) -> tuple[Missing, ...]:
    """Return what is missing in the files that would be stored."""
    some_dated = any(arrival.date.value for arrival in plan.included)
    return tuple(
        one
        for field, lacks in _LACKS.items()
        if field is not MissingField.DATE or some_dated
        for one in _lacking(plan, field, lacks)
    )


_LACKS: Final[dict[MissingField, Callable[[Arrival], bool]]] = {
    MissingField.ROUND: lambda arrival: not arrival.round.value,
    MissingField.SCHOOL: lambda arrival: not arrival.school.value,
    MissingField.ROLE: lambda arrival: any(seat.role is None for seat in arrival.seats),
    MissingField.DATE: lambda arrival: bool(arrival.voices) and not arrival.date.value,
    MissingField.INTERVIEWER: lambda arrival: (
        bool(arrival.voices) and all(voice.kind is not SpeakerKind.INTERVIEWER for voice in arrival.voices)
    ),
}


def _lacking(plan: ImportPlan, field: MissingField, lacks: Callable[[Arrival], bool]) -> Iterator[Missing]:
    """Yield the files that lack something, those of one folder together where folders have it in common."""
    by_folder: dict[str, list[int]] = defaultdict(list)
    for at, arrival in enumerate(plan.arrivals):
        if arrival.include and arrival.readable and lacks(arrival):
            by_folder[_folder(arrival) if field in _BY_FOLDER else ""].append(at)
    for folder, indices in by_folder.items():
        names = tuple(plan.arrivals[at].file.name for at in indices[:_EXAMPLES])
        yield Missing(field, tuple(indices), names, folder if len(by_folder) > 1 else "")


def _folder(arrival: Arrival) -> str:
    return "/".join(reversed(arrival.file.folders))
