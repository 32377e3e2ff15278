"""What nobody has said yet about the files of a batch, to be asked once for many of them."""

from dataclasses import dataclass
from enum import StrEnum

from coding.arrivals import ImportPlan


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


def missing(plan: ImportPlan) -> tuple[Missing, ...]:
    """Return what is missing in the files that would be stored."""
    del plan
    return ()
