"""A sample that is coded again: what was drawn, how, and whose second reading it is."""

import json
from dataclasses import asdict, dataclass
from enum import StrEnum
from typing import NamedTuple

from coding.language import _, plural
from coding.model.kept_json import VERSION, in_known_version, read_object


class SampleUnit(StrEnum):
    """What is drawn."""

    INTERVIEWS = "interviews"
    PASSAGES = "passages"


class SampledPlace(NamedTuple):
    """An interview, or a passage of it (code points, half-open; None for the whole)."""

    interview_id: int
    start: int | None = None
    end: int | None = None


@dataclass(frozen=True, slots=True)
class Sample:
    """What was drawn; coders are GUIDs."""

    unit: SampleUnit
    n: int
    of: int  # how many it was drawn from
    seed: str
    whose: str
    again: str
    round: str = ""  # the name of the only round that it was drawn from

    @property
    def words(self) -> str:
        """What it is: ``3 of 20 interviews, seed 4711``, with the round if it is of one."""
        drawn = {
            SampleUnit.INTERVIEWS: plural("{n} interview", "{n} interviews", self.of),
            SampleUnit.PASSAGES: plural("{n} passage", "{n} passages", self.of),
        }[self.unit]
        words = _("{n} of {all} of {round}, seed {seed}") if self.round else _("{n} of {all}, seed {seed}")
        return words.format(n=self.n, all=drawn, round=self.round, seed=self.seed)

    def to_json(self) -> str:
        """Write it down."""
        return json.dumps({"v": VERSION, **asdict(self)}, ensure_ascii=False)

    @staticmethod
    def from_json(text: str) -> "Sample":
        """Read what ``to_json`` wrote.

        Raises UserError: a later program wrote it in a way that is not known here.
        """
        held = in_known_version(read_object(text))
        unit, n, of = SampleUnit(held["unit"]), int(held["n"]), int(held["of"])
        seed, whose, again = (str(held[name]) for name in ("seed", "whose", "again"))
        return Sample(unit, n, of, seed, whose, again, str(held.get("round", "")))
