"""What nobody has said yet about the files of a batch, to be asked once for many of them."""

from collections import defaultdict
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from enum import StrEnum
from typing import Final

from coding.intake.participants import labels_of_other_roles
from coding.intake.plan import ImportPlan, ImportRow
from coding.model.study import SpeakerKind


class MissingField(StrEnum):
    """What can be missing."""

    ROUND = "round"
    SCHOOL = "school"
    ROLE = "role"
    DATE = "date"  # only where other files of the batch have one
    INTERVIEWER = "interviewer"  # nobody is known to ask
    TWO_ROLES = "two roles"  # a label says another role than was guessed


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
    some_dated = any(row.date.value or row.open_date for row in plan.included)
    return tuple(
        one
        for field, lacks in _LACKS.items()
        if field is not MissingField.DATE or some_dated
        for one in _lacking(plan, field, lacks)
    )


_LACKS: Final[dict[MissingField, Callable[[ImportRow], bool]]] = {
    MissingField.ROUND: lambda import_row: not import_row.round.value,
    MissingField.SCHOOL: lambda import_row: not import_row.school.value,
    MissingField.ROLE: lambda import_row: any(
        participant.role is None for participant in import_row.participants
    ),
    MissingField.DATE: lambda import_row: bool(import_row.speaker_labels) and not import_row.date.value,
    MissingField.INTERVIEWER: lambda import_row: (
        bool(import_row.speaker_labels)
        and all(
            speaker_label.kind is not SpeakerKind.INTERVIEWER for speaker_label in import_row.speaker_labels
        )
    ),
    MissingField.TWO_ROLES: lambda import_row: bool(labels_of_other_roles(import_row)),
}


def _lacking(plan: ImportPlan, field: MissingField, lacks: Callable[[ImportRow], bool]) -> Iterator[Missing]:
    """Yield the files that lack something, those of one folder together where folders have it in common."""
    by_folder: dict[str, list[int]] = defaultdict(list)
    for at, row in enumerate(plan.rows):
        if row.include and row.readable and lacks(row):
            by_folder[_folder(row) if field in _BY_FOLDER else ""].append(at)
    for folder, indices in by_folder.items():
        names = tuple(plan.rows[at].file.name for at in indices[:_EXAMPLES])
        yield Missing(field, tuple(indices), names, folder if len(by_folder) > 1 else "")


def _folder(row: ImportRow) -> str:
    return "/".join(reversed(row.file.folders))
