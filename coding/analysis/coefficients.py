"""Coefficients of agreement between coders, each with its source.

Where a coefficient is undefined it is None with the reason in words, never 0 or 1. Every unit may
have a weight: as many units alike (a run of characters is as many units as it has code points).
"""

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal
from itertools import permutations
from typing import Final

import numpy as np
from numpy.typing import NDArray

from coding.analysis.analysis_data import Ints
from coding.language import _

Floats = NDArray[np.float64]

MISSING: Final = -1  # stands for the value of a coder who has not read a unit


@dataclass(frozen=True, slots=True)
class Coefficient:
    """One coefficient; ``value`` is None where it is undefined, and ``why_not`` says why in words."""

    value: float | None
    why_not: str = ""

    @property
    def text(self) -> str:
        """Two decimals, half away from zero; a dash where it is undefined.

        What is not whole is never written as 1.00, and what is not nothing never as 0.00 (rule 16).
        """
        if self.value is None:
            return "–"
        exact = Decimal(repr(self.value))
        rounded = exact.quantize(Decimal("0.01"), ROUND_HALF_UP)
        nearly = {Decimal(0): "<0.01", Decimal(1): ">0.99"}.get(abs(rounded))
        text = f"{abs(rounded):.2f}" if exact == rounded or nearly is None else nearly
        return text if exact >= 0 else f"\u2212{text}"


@dataclass(frozen=True, slots=True)
class Fourfold:
    """On how many units two coders gave something: both, the first alone, the second alone, neither.

    ``neither`` is None where nobody can count it: passages that nobody found.
    """

    both: int
    first_only: int
    second_only: int
    neither: int | None

    @property
    def units(self) -> int:
        """How many units there are, of those that can be counted."""
        return self.both + self.first_only + self.second_only + (self.neither or 0)

    @property
    def agreed(self) -> int:
        """On how many of them the two are alike."""
        return self.both + (self.neither or 0)

    @property
    def carrying(self) -> int:
        """How many units at least one of the two gave it."""
        return self.both + self.first_only + self.second_only


def no_units() -> str:
    """Say why there is no coefficient: nothing was read twice."""
    return _("No unit was read by two coders.")


def no_variation() -> str:
    """Say why there is no coefficient: nothing else was ever given."""
    return _("No variation: every unit has the same value.")


def not_countable() -> str:
    """Say why what neither coded does not count: passages are found, not given."""
    return _("How many passages neither found cannot be counted; F1 does without them.")


# --- Krippendorff's alpha ------------------------------------------------------------------------


def alpha(values: Ints, distance: Floats | None = None, weights: Ints | None = None) -> Coefficient:
    """Return Krippendorff's alpha: one less observed over expected disagreement.

    ``values`` is an array coders x units of whole numbers from 0 on, MISSING where a coder has not
    read a unit; units with fewer than two values drop out. ``distance`` is a square table over the
    values, 0 on its diagonal (squared differences where values are numbers); nominal without.

    Source: Krippendorff, K. (2011). Computing Krippendorff's alpha-reliability; from the coincidences
    of values within units.
    """
    n_values = int(values.max(initial=0)) + 1 if distance is None else len(distance)
    coincidences = _coincidences(values, weights, n_values)
    of_value = coincidences.sum(axis=1)
    n = of_value.sum()
    if n < 2:
        return Coefficient(None, no_units())
    apart = 1.0 - np.eye(n_values) if distance is None else distance
    expected = (np.outer(of_value, of_value) * apart).sum()
    if expected == 0:
        return Coefficient(None, no_variation())
    observed = (coincidences * apart).sum()
    return Coefficient(float(1 - (n - 1) * observed / expected))


def _coincidences(values: Ints, weights: Ints | None, n_values: int) -> Floats:
    """Return how often each two values meet in a unit, each pair of a unit with m values as 1 / (m - 1)."""
    patterns, many = _patterns(values, weights)
    read = patterns != MISSING
    share = many / np.maximum(read.sum(axis=0) - 1, 1)
    found = np.zeros((n_values, n_values))
    for one, other in permutations(range(len(patterns)), 2):
        met = read[one] & read[other]
        np.add.at(found, (patterns[one, met], patterns[other, met]), share[met])
    return found


def _patterns(values: Ints, weights: Ints | None) -> tuple[Ints, Floats]:
    """Return each distinct column of the table once, and how many units have it."""
    number = np.zeros(values.shape[1], dtype=np.int64)
    for row in values:
        number = number * (int(row.max(initial=0)) + 2) + row + 1
        number = np.unique(number, return_inverse=True)[1]
    many = np.bincount(number, weights)
    first = np.unique(number, return_index=True)[1]
    return values[:, first], many.astype(np.float64)


def masi(one: frozenset[int], other: frozenset[int]) -> float:
    """Return the MASI distance of two sets: one less Jaccard's index times monotonicity.

    Monotonicity is 1 for the same set, 2/3 where one holds the other, 1/3 where they only overlap,
    0 where they have nothing in common. Two empty sets are the same.

    Source: Passonneau, R. (2006). Measuring agreement on set-valued items (MASI) for semantic and
    pragmatic annotation. LREC.
    """
    if one == other:
        return 0.0
    monotonicity = 2 / 3 if one < other or other < one else 1 / 3
    return 1 - jaccard(one, other) * monotonicity


def jaccard(one: frozenset[int], other: frozenset[int]) -> float:
    """Return Jaccard's index of two sets, not both empty: what both have, over what either has.

    Source: Jaccard, P. (1912). The distribution of the flora in the alpine zone. New Phytologist 11(2),
    37-50.
    """
    return len(one & other) / len(one | other)


def masi_distances(sets: Sequence[frozenset[int]]) -> Floats:
    """Return the MASI distance of each two of these sets, as a square table for ``alpha``."""
    found = np.array([[masi(one, other) for other in sets] for one in sets])
    return found.reshape(len(sets), len(sets))


# --- two coders ----------------------------------------------------------------------------------


def kappa(table: Fourfold) -> Coefficient:
    """Return Cohen's kappa: agreement beyond what two coders with these habits would have by chance.

    Source: Cohen, J. (1960). A coefficient of agreement for nominal scales. Educational and
    Psychological Measurement 20(1), 37-46.
    """
    return pooled_kappa([table])


def pooled_kappa(tables: Sequence[Fourfold]) -> Coefficient:
    """Return one kappa for several strands: observed and expected agreement are averaged, then compared.

    Source: De Vries, H., Elliott, M. N., Kanouse, D. E. and Teleki, S. S. (2008). Using pooled kappa to
    summarize interrater agreement across many items. Field Methods 20(3), 272-282.
    """
    if any(table.neither is None for table in tables):
        return Coefficient(None, not_countable())
    read = [table for table in tables if table.units]
    if not read:
        return Coefficient(None, no_units())
    if all(_is_constant(table) for table in read):
        return Coefficient(None, no_variation())
    observed = sum(table.agreed / table.units for table in read) / len(read)
    expected = sum(map(_by_chance, read)) / len(read)
    return Coefficient((observed - expected) / (1 - expected))


def _is_constant(table: Fourfold) -> bool:
    """Tell whether both coders gave every unit the same: whole numbers, so that no rounding tells."""
    return table.units in {table.both, table.neither}


def _by_chance(table: Fourfold) -> float:
    first, second = _shares(table)
    return first * second + (1 - first) * (1 - second)


def _shares(table: Fourfold) -> tuple[float, float]:
    """Return the share of the units that each coder gave it."""
    return (table.both + table.first_only) / table.units, (table.both + table.second_only) / table.units


def ac1(table: Fourfold) -> Coefficient:
    """Return Gwet's AC1: agreement beyond chance, where chance is least for what is rare or common.

    Source: Gwet, K. L. (2008). Computing inter-rater reliability and its variance in the presence of high
    agreement. British Journal of Mathematical and Statistical Psychology 61(1), 29-48.
    """
    if table.neither is None:
        return Coefficient(None, not_countable())
    if not table.units:
        return Coefficient(None, no_units())
    share = sum(_shares(table)) / 2
    expected = 2 * share * (1 - share)
    return Coefficient((table.agreed / table.units - expected) / (1 - expected))


def brennan_prediger(agreed: int, units: int, n_values: int) -> Coefficient:
    """Return the kappa of Brennan and Prediger: beyond chance, where each value is as likely as any other.

    ``agreed`` of ``units`` were given the same of ``n_values`` values: two where a strand is given or not,
    as many as there are codes where passages that were found are given one.

    Source: Brennan, R. L. and Prediger, D. J. (1981). Coefficient kappa: some uses, misuses, and
    alternatives. Educational and Psychological Measurement 41(3), 687-699.
    """
    if not units:
        return Coefficient(None, no_units())
    if n_values < 2:
        return Coefficient(None, no_variation())
    expected = 1 / n_values
    return Coefficient((agreed / units - expected) / (1 - expected))


def f1(table: Fourfold) -> Coefficient:
    """Return F1: twice what both have, over what the one and the other have. Neither plays no part.

    Source: Hripcsak, G. and Rothschild, A. S. (2005). Agreement, the F-measure, and reliability in
    information retrieval. Journal of the American Medical Informatics Association 12(3), 296-298.
    """
    if not table.carrying:
        return Coefficient(None, _("Neither coder gave it."))
    return Coefficient(2 * table.both / (table.both + table.carrying))
