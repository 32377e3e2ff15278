"""Figures of schools, year by year, and how schools judge themselves: frozen values."""

import json
from collections.abc import Iterable
from dataclasses import dataclass, field
from itertools import pairwise
from typing import Any, Final

from coding.errors import UserError
from coding.language import _
from coding.model.survey import Better, MeasureKind

NOT_APPLICABLE: Final = "n/a"  # apart from a figure that is missing, of which there is no row
_FORM: Final = 1  # of the settings kept as JSON


@dataclass(frozen=True, slots=True)
class MeasureSettings:
    """What else is known of a measure.

    ``breaks`` are the years in which a new test begins: no line joins them to the year before. ``floor`` is
    a rule in words, such as a floor standard that asks for attainment and progress: it is no line.
    """

    breaks: tuple[str, ...] = ()
    floor: str = ""

    @staticmethod
    def from_json(text: str) -> "MeasureSettings":
        """Read settings as they are kept. Raises UserError: they come from a later program."""
        kept: dict[str, Any] = json.loads(text) if text else {"v": _FORM}
        if kept.get("v") != _FORM:
            raise UserError(_("A later version of Strandline says something about this measure."))
        return MeasureSettings(tuple(kept.get("breaks", ())), kept.get("floor", ""))

    def to_json(self) -> str:
        """Return settings as they are kept; nothing for none."""
        if self == MeasureSettings():
            return ""
        return json.dumps({"v": _FORM, "breaks": list(self.breaks), "floor": self.floor}, ensure_ascii=False)


@dataclass(frozen=True, slots=True)
class OutcomeMeasure:
    """Something measured of schools every year, or judged: ``levels`` of a rating go from the lowest.

    ``code_id`` is the strand that it stands beside, if any.
    """

    id: int
    name: str
    kind: MeasureKind = MeasureKind.NUMBER
    unit: str = ""
    better: Better = Better.HIGHER
    code_id: int | None = None
    levels: tuple[str, ...] = ()
    source: str = ""
    settings: MeasureSettings = field(default_factory=MeasureSettings)


@dataclass(frozen=True, slots=True)
class Outcome:
    """What a measure was in a year: of a school, or of a line of reference that is called ``label``.

    Of a rating ``label`` is the meeting, or who judged. ``value`` is a number as it was written, a level, or
    NOT_APPLICABLE; ``pupils`` are those behind a percentage.
    """

    id: int
    measure_id: int
    school_id: int | None
    label: str
    year: str
    value: str
    pupils: int | None = None
    note: str = ""

    @property
    def number(self) -> float | None:
        """The value as a number; None for a level and for what is not applicable."""
        try:
            return float(self.value)
        except ValueError:
            return None


def in_order_of_years(years: Iterable[str]) -> list[str]:
    """Return years, each once, in order: 2013/14 stands behind 2013."""
    return sorted(set(years))


def stretches(years: Iterable[str], breaks: Iterable[str]) -> list[tuple[str, ...]]:
    """Return years in order, cut where a new test begins: a line may join those of one stretch."""
    cut, found = set(breaks), list[list[str]]()
    for year in in_order_of_years(years):
        if not found or year in cut:
            found.append([])
        found[-1].append(year)
    return [tuple(some) for some in found]


def joined_years(
    figures: Iterable[Outcome], years: Iterable[str], breaks: Iterable[str]
) -> list[tuple[Outcome, Outcome]]:
    """Return the pairs of figures that a line joins: of years next to each other, in one stretch.

    A year without a number, whether missing or not applicable, is not bridged.
    """
    by_year = {each.year: each for each in figures if each.number is not None}
    return [
        (by_year[one], by_year[other])
        for stretch in stretches(years, breaks)
        for one, other in pairwise(stretch)
        if one in by_year and other in by_year
    ]
