"""Coding a sample again: what is drawn, what of each reading lies in it, and what stands where what stood.

The agreement of a person with herself is ``agreement`` and ``compared``, as for two people.
"""

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from hashlib import sha256

import numpy as np
import pandas as pd

from coding.analysis.analysis_data import ints
from coding.analysis.columns import columns_of
from coding.analysis.readings import Reading
from coding.language import _
from coding.model.framework import Framework


def draw(names: Iterable[str], n: int, seed: str) -> tuple[str, ...]:
    """Draw n of these names (GUIDs of interviews, or of a passage's first coding) at random.

    They are put in the order of the SHA-256 of seed, a line feed and name, and the first n are taken: the
    same on every computer and in every version, whatever order they come in. A larger n adds to a smaller.
    """
    return tuple(sorted(set(names), key=lambda name: _rank(seed, name))[:n])


def _rank(seed: str, name: str) -> str:
    return sha256(f"{seed}\n{name}".encode()).hexdigest()


def clipped(codings: pd.DataFrame, places: pd.DataFrame) -> pd.DataFrame:
    """Return what of codings lies in these places (interview_id, start, end), cut off at their edges.

    The columns are those of the codings; a coding in two places stands twice.
    """
    number = [np.arange(len(frame)) for frame in (codings, places)]
    left = codings.assign(coding=number[0])
    right = places[["interview_id", "start", "end"]].assign(place=number[1])
    met = left.merge(right, on="interview_id", suffixes=("", "_of_place"))
    start = np.maximum(ints(met, "start"), ints(met, "start_of_place"))
    end = np.minimum(ints(met, "end"), ints(met, "end_of_place"))
    inside = met.assign(start=start, end=end)[start < end].sort_values(["coding", "place"])
    return inside[codings.columns].reset_index(drop=True)


@dataclass(frozen=True, slots=True)
class Recoded:
    """How often a strand was coded in a sample before, and how often again."""

    strand_id: int
    label: str
    before: int
    again: int

    @property
    def words(self) -> str:
        """One line: ``HSC: recoded, 31 where 27 stood``."""
        line = _("{strand}: recoded, {again} where {before} stood")
        return line.format(strand=self.label, again=self.again, before=self.before)


def recoded(framework: Framework, before: Sequence[Reading], again: Sequence[Reading]) -> tuple[Recoded, ...]:
    """Return a line for each strand of either reading, and for each dimension alone, as tables order them."""
    stood, stands = _by_strand(before), _by_strand(again)
    coded = {*stood, *stands}
    return tuple(
        Recoded(column.code_id, column.label, stood[column.code_id], stands[column.code_id])
        for column in columns_of(framework, coded).basic
        if column.code_id in coded
    )


def _by_strand(some: Sequence[Reading]) -> Counter[int]:
    return Counter(reading.strand_id for reading in some)
