"""What a coder gave a passage, strand by strand (rules 1 and 6): what two coders are compared by."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import NamedTuple

import pandas as pd

from coding.analysis.analysis_data import bools, ints
from coding.model.code_labels import DIRECTIONS, code_label
from coding.model.framework import Framework
from coding.model.study import Span


class CodedAs(NamedTuple):
    """One coding as it stands; ``stage_id`` is 0 for none."""

    id: int
    code_id: int
    stage_id: int
    unsure: bool
    direction: str = ""


@dataclass(frozen=True, slots=True)
class Reading:
    """One strand on one passage by one coder; ``strand_id`` is the strand's code, or a dimension alone.

    ``codings`` are one coding, or several that roll up into the strand, the highest code first.
    """

    interview_id: int
    start: int
    end: int
    strand_id: int
    codings: tuple[CodedAs, ...]

    @property
    def span(self) -> Span:
        """The passage."""
        return Span(self.start, self.end)

    @property
    def ids(self) -> tuple[int, ...]:
        """The ids of its codings."""
        return tuple(coding.id for coding in self.codings)

    @property
    def code_id(self) -> int:
        """The deepest code given: a sub-strand where one is named."""
        return self.codings[-1].code_id

    @property
    def stage_id(self) -> int:
        """The stage of the strand, 0 for none."""
        return next((coding.stage_id for coding in self.codings if coding.stage_id), 0)

    @property
    def direction(self) -> str:
        """What is said of the strand, empty for nothing."""
        return next((coding.direction for coding in self.codings if coding.direction), "")

    @property
    def unsure(self) -> bool:
        """Tell whether no coding of it is certain."""
        return all(coding.unsure for coding in self.codings)


def readings(framework: Framework, codings: pd.DataFrame, coder_id: int) -> tuple[Reading, ...]:
    """Return what a coder gave, in the order of interviews, places and the codebook.

    ``codings`` has id, interview_id, start, end, code_id, coder_id, stage_id, unsure and direction.
    """
    mine = codings[codings["coder_id"] == coder_id]
    names = ("interview_id", "start", "end", "id", "code_id", "stage_id")
    places: list[int] = ints(mine, "direction").tolist()
    directions = [DIRECTIONS[place] for place in places]
    columns = (*(ints(mine, name).tolist() for name in names), bools(mine, "unsure").tolist(), directions)
    order = {code.id: at for at, code in enumerate(framework.codes)}
    found: dict[tuple[int, int, int, int], list[CodedAs]] = {}
    for interview_id, start, end, *rest in zip(*columns, strict=True):
        coded = CodedAs(*rest)
        key = (interview_id, start, end, _strand_id(framework, coded.code_id))
        found.setdefault(key, []).append(coded)
    keys = sorted(found, key=lambda key: (*key[:3], order[key[3]]))
    return tuple(
        Reading(*key, tuple(sorted(found[key], key=lambda each: (order[each.code_id], each.id))))
        for key in keys
    )


def _strand_id(framework: Framework, code_id: int) -> int:
    strand = framework.strand_of(code_id)
    return code_id if strand is None else strand.id


def spans_of(some: Sequence[Reading]) -> pd.DataFrame:
    """Return interview_id, start and end of readings, row by row."""
    rows = [(reading.interview_id, reading.start, reading.end) for reading in some]
    return pd.DataFrame(rows, columns=["interview_id", "start", "end"], dtype="int64")


def label_of(framework: Framework, reading: Reading) -> str:
    """Return what a card shows of it: ``HSC lacks``, ``E&C · B``, ``DI ?``."""
    stage = framework.stage_by_id.get(reading.stage_id)
    short, letter = framework.by_id[reading.code_id].short, stage.letter if stage else ""
    return code_label(short, reading.direction, letter, unsure=reading.unsure)
