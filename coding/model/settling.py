"""What settling the differences of two coders writes: rulings, agreed codings, the figures from before."""

import json
from dataclasses import asdict, dataclass
from typing import NamedTuple

from coding.model.agreement import Measuring, measuring_in
from coding.model.kept_json import VERSION, in_known_version, read_object
from coding.model.study import Decision


class AgreedCoding(NamedTuple):
    """A coding to be written for the agreed set; ``stage_id`` is 0 for none."""

    interview_id: int
    start: int
    end: int
    code_id: int
    stage_id: int
    unsure: bool
    direction: str = ""


class RuledOn(NamedTuple):
    """One coding that a ruling stands on, as it was then; ``stage_id`` is 0 for none."""

    id: int
    start: int
    end: int
    code_id: int
    stage_id: int
    unsure: bool
    direction: str = ""


@dataclass(frozen=True, slots=True)
class Basis:
    """What a ruling stands on, and the ids of the codings of the agreed set that it made."""

    ruled_on: tuple[RuledOn, ...]
    agreed: tuple[int, ...] = ()

    @property
    def coding_ids(self) -> frozenset[int]:
        """The ids of the codings ruled on."""
        return frozenset(each.id for each in self.ruled_on)

    def to_json(self) -> str:
        """Write it down."""
        ruled_on = [each._asdict() for each in self.ruled_on]
        return json.dumps({"v": VERSION, "ruled_on": ruled_on, "agreed": self.agreed})

    @staticmethod
    def from_json(text: str) -> "Basis":
        """Read what ``to_json`` wrote.

        Raises UserError: a later program wrote it in a way that is not known here.
        """
        held = in_known_version(read_object(text))
        return Basis(tuple(RuledOn(**each) for each in held["ruled_on"]), tuple(held["agreed"]))


class EntryLine(NamedTuple):
    """A line that a ruling adds to a field of the code's entry; ``look_again`` at its codings, or not."""

    field: str
    text: str
    look_again: bool = False


@dataclass(frozen=True, slots=True)
class Settlement:
    """How one disagreement of two coders is settled, with the codings that come of it."""

    interview_id: int
    start: int
    end: int
    first_id: int
    second_id: int
    code_id: int
    decision: Decision
    basis: Basis
    codings: tuple[AgreedCoding, ...]


# --- figures that are kept -----------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class KeptRow:
    """Agreement about one strand as it was; ``coefficient`` is a decimal or why there is none.

    ``neither`` is None where nobody can count it.
    """

    label: str
    both: int
    first_only: int
    second_only: int
    neither: int | None
    coefficient: str


@dataclass(frozen=True, slots=True)
class KeptFigures:
    """What two coders agreed on before they settled anything: GUIDs of coders and interviews, and numbers."""

    first: str
    second: str
    interviews: tuple[str, ...]
    measuring: Measuring
    same: int
    by_either: int
    rows: tuple[KeptRow, ...]

    def to_json(self) -> str:
        """Write them down."""
        return json.dumps({"v": VERSION, **asdict(self)}, ensure_ascii=False)

    @staticmethod
    def from_json(text: str) -> "KeptFigures":
        """Read what ``to_json`` wrote.

        Raises UserError: a later program wrote it in a way that is not known here.
        """
        held = in_known_version(read_object(text))
        return KeptFigures(
            held["first"],
            held["second"],
            tuple(held["interviews"]),
            measuring_in(held["measuring"]),
            held["same"],
            held["by_either"],
            tuple(KeptRow(**row) for row in held["rows"]),
        )
