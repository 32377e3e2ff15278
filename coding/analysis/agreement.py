"""How far coders agree: per strand and in all, over units chosen before.

``units = turn_units(codings, turns)``; ``found = agreement(codings, coders, units, by_strand(framework,
codings))``; then ``found.rows`` and ``found.overall``. Codings are a DataFrame: id, interview_id, start,
end, code_id, coder_id, stage_id, unsure. A figure's codings are ``found.coding_ids(category, part)``.
"""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, replace
from enum import StrEnum
from functools import cached_property
from typing import Final

import numpy as np
import pandas as pd

from coding.analysis.agreement_categories import Categories, Category
from coding.analysis.agreement_units import AgreementUnits
from coding.analysis.analysis_data import Bools, Ints, ints
from coding.analysis.coefficients import (
    MISSING,
    Coefficient,
    Fourfold,
    ac1,
    alpha,
    brennan_prediger,
    f1,
    kappa,
    masi_distances,
    not_countable,
    pooled_kappa,
)
from coding.language import _
from coding.model.agreement import CoefficientName

FEWEST: Final = 5  # units: of a strand on fewer no coefficient is given
_NOTHING: Final = 0  # the number of the set of no strands


class Part(StrEnum):
    """Which units of a strand: those that both coded, only the first coder, only the second, or neither."""

    BOTH = "both"
    FIRST_ONLY = "only the first"
    SECOND_ONLY = "only the second"
    NEITHER = "neither"


@dataclass(frozen=True, slots=True)
class CategoryAgreement:
    """Agreement about one category, or in all.

    ``table`` counts units (code points, where those are the units), in all those of all categories
    added up; None for more than two coders.
    """

    table: Fourfold | None
    alpha: Coefficient
    kappa: Coefficient
    ac1: Coefficient
    brennan_prediger: Coefficient
    f1: Coefficient

    def of(self, name: CoefficientName) -> Coefficient:
        """Return one coefficient."""
        coefficients = {
            CoefficientName.ALPHA: self.alpha,
            CoefficientName.KAPPA: self.kappa,
            CoefficientName.AC1: self.ac1,
            CoefficientName.BRENNAN_PREDIGER: self.brennan_prediger,
            CoefficientName.F1: self.f1,
        }
        return coefficients[name]


@dataclass(frozen=True)
class Agreement:
    """Agreement of ``coders`` (ids, in order) over ``units``, category by category and in all.

    ``read`` tells which coder (row) has read which unit. Alpha in all is of whole sets by MASI distance; of
    passages that were found, on those that two of them or more coded. ``same_sets`` of ``n_units`` units
    that two coders or more have read carry the very same set with all of them.
    """

    codings: pd.DataFrame
    coders: tuple[int, ...]
    units: AgreementUnits
    categories: Categories
    read: Bools
    fewest: int

    @cached_property
    def rows(self) -> dict[Category, CategoryAgreement]:
        """Agreement about each category, in order."""
        return {category: self._row(category) for category in self.categories.categories}

    @cached_property
    def overall(self) -> CategoryAgreement:
        """Agreement in all."""
        sets = self._alpha_of_sets()
        tables = [row.table for row in self.rows.values() if row.table is not None]
        if len(self.coders) != 2:
            return CategoryAgreement(None, sets, *[_for_two()] * 4)
        one_by_one = Coefficient(None, _("AC1 is worked out for one category at a time."))
        table = _added_up(tables, has_neither=self.units.has_neither)
        coded = [each for each in tables if each.carrying]
        pooled = pooled_kappa(coded) if coded else _nobody()
        return CategoryAgreement(table, sets, pooled, one_by_one, self._same_chance(table), f1(table))

    def _same_chance(self, table: Fourfold) -> Coefficient:
        """Return Brennan and Prediger's kappa in all.

        Where it is counted on which units nothing is coded, each strand is given to each unit or not;
        else each coding that was found has one of the codes.
        """
        n_values = 2 if self.units.has_neither else len(self.rows)
        return brennan_prediger(table.agreed, table.units, n_values) if table.carrying else _nobody()

    @property
    def n_units(self) -> int:
        """How many units two coders or more have read (code points, where those are the units)."""
        return int(self.units.weight[self._read_twice].sum())

    @cached_property
    def same_sets(self) -> int:
        """How many of them carry the same set with all who have read them."""
        numbers, _sets = self._sets
        most = numbers.max(axis=0, initial=MISSING)
        alike = ((numbers == most) | (numbers == MISSING)).all(axis=0)
        return int(self.units.weight[alike & self._read_twice].sum())

    @property
    def read_once(self) -> Ints:
        """The interviews that are left out: fewer than two coders have read them."""
        return np.unique(self.units.interview_id[~self._read_twice])

    def unit_positions(self, category: Category, part: Part) -> Ints:
        """Return the units of a part of the table of two coders, as positions in ``units``."""
        first, second = self._given(category)
        wanted = {
            Part.BOTH: (first == 1) & (second == 1),
            Part.FIRST_ONLY: (first == 1) & (second == 0),
            Part.SECOND_ONLY: (first == 0) & (second == 1),
            Part.NEITHER: (first == 0) & (second == 0),
        }
        return np.flatnonzero(wanted[part])

    def coding_ids(self, category: Category, part: Part) -> Ints:
        """Return the ids of the codings behind a part of the table of two coders (rule 12)."""
        on_unit = np.isin(self.units.unit, self.unit_positions(category, part))
        mine = self.categories.of_coding[self.units.coding] == self._place(category)
        mine &= self._coder >= 0
        return np.unique(ints(self.codings, "id")[self.units.coding[on_unit & mine]])

    def _place(self, category: Category) -> int:
        return self.categories.categories.index(category)

    @cached_property
    def _coder(self) -> Ints:
        """The position of the coder of each row of codings on units, -1 for others."""
        coder_id = ints(self.codings, "coder_id")[self.units.coding]
        found = np.full(len(coder_id), -1, dtype=np.int64)
        for at, coder in enumerate(self.coders):
            found[coder_id == coder] = at
        return found

    @cached_property
    def _read_twice(self) -> Bools:
        return self.read.sum(axis=0) >= 2

    def _given(self, category: Category) -> Ints:
        """Return 1, 0 or MISSING for each coder and unit."""
        values = np.where(self.read, 0, MISSING).astype(np.int64)
        mine = (self.categories.of_coding[self.units.coding] == self._place(category)) & (self._coder >= 0)
        coder, unit = self._coder[mine], self.units.unit[mine]
        there = self.read[coder, unit]
        values[coder[there], unit[there]] = 1
        return values

    def _row(self, category: Category) -> CategoryAgreement:
        values = self._given(category)
        table = self._table(values) if len(self.coders) == 2 else None
        carried = (values == 1).any(axis=0) & self._read_twice
        why = self._too_few(int(self.units.weight[carried].sum()))
        if why is not None:
            return CategoryAgreement(table, *[why] * 5)
        nominal = self._nominal(values)
        if table is None:
            return CategoryAgreement(None, nominal, *[_for_two()] * 4)
        same_chance = Coefficient(None, not_countable())
        if self.units.has_neither:
            same_chance = brennan_prediger(table.agreed, table.units, 2)
        return CategoryAgreement(table, nominal, kappa(table), ac1(table), same_chance, f1(table))

    def _nominal(self, values: Ints) -> Coefficient:
        if not self.units.has_neither:
            return Coefficient(None, not_countable())
        return alpha(values, weights=self.units.weight)

    def _too_few(self, carrying: int) -> Coefficient | None:
        if not carrying:
            return _nobody()
        if carrying < self.fewest:
            return Coefficient(None, _("Fewer than {n} units carry it.").format(n=self.fewest))
        return None

    def _table(self, values: Ints) -> Fourfold:
        first, second = values
        pair = (first * 2 + second)[(first != MISSING) & (second != MISSING)]
        weight = self.units.weight[(first != MISSING) & (second != MISSING)]
        neither, second_only, first_only, both = (int(weight[pair == number].sum()) for number in range(4))
        return Fourfold(both, first_only, second_only, neither if self.units.has_neither else None)

    def _alpha_of_sets(self) -> Coefficient:
        numbers, sets = self._sets
        if not self.units.has_neither:  # who did not find a passage says nothing of what is on it
            numbers = np.where(numbers == _NOTHING, MISSING, numbers)
        return alpha(numbers, masi_distances(sets), self.units.weight)

    @cached_property
    def _sets(self) -> tuple[Ints, list[frozenset[int]]]:
        """The number of the set that each coder gave each unit (or MISSING), and the sets by number."""
        found: dict[tuple[int, int], set[int]] = {}
        category = self.categories.of_coding[self.units.coding]
        rows = zip(self._coder.tolist(), self.units.unit.tolist(), category.tolist(), strict=True)
        for coder, unit, each in rows:
            if coder >= 0 and each >= 0:
                found.setdefault((coder, unit), set()).add(each)
        number_of: dict[frozenset[int], int] = {frozenset(): _NOTHING}
        numbers = np.zeros(self.read.shape, dtype=np.int64)
        for place, carried in found.items():
            numbers[place] = number_of.setdefault(frozenset(carried), len(number_of))
        return np.where(self.read, numbers, MISSING), list(number_of)


def agreement(
    codings: pd.DataFrame,
    coders: Sequence[int],
    units: AgreementUnits,
    categories: Categories,
    *,
    read: Mapping[int, Collection[int]] | None = None,
    fewest: int = FEWEST,
) -> Agreement:
    """Return how far coders agree; ``units`` and ``categories`` are of these codings.

    ``read`` has the interviews that each coder has read; without, all have read everything. A category
    that fewer than ``fewest`` units carry has its counts, but no coefficient.
    """
    interviews = np.unique(units.interview_id).tolist()
    known = dict.fromkeys(coders, interviews) if read is None else read
    rows = [np.isin(units.interview_id, list(known.get(coder, ()))) for coder in coders]
    return Agreement(codings, tuple(coders), units, categories, np.stack(rows), fewest)


def within_interview(found: Agreement, interview_id: int) -> Agreement:
    """Return the agreement within one interview."""
    return replace(found, read=found.read & (found.units.interview_id == interview_id))


def _nobody() -> Coefficient:
    return Coefficient(None, _("Nobody coded it."))


def _for_two() -> Coefficient:
    return Coefficient(None, _("It is for two coders: choose a pair."))


def _added_up(tables: Sequence[Fourfold], *, has_neither: bool) -> Fourfold:
    both, first, second = (
        sum(getattr(table, name) for table in tables) for name in ("both", "first_only", "second_only")
    )
    neither = sum(table.neither or 0 for table in tables)
    return Fourfold(both, first, second, neither if has_neither else None)
