"""How often each strand was coded, and every number's reasons (counting rules 1 to 4, 7, 8 and 12).

``found = frequencies(analysis_data, (Grouping.ROUND, Grouping.SCHOOL))``, then
``found.cell(group, column)`` for a group of ``found.groups`` (or ``found.totals``) and a column of
``found.basic``: its ``text`` is the number as written, its ``coding_ids`` are what it counts.
"""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from enum import StrEnum
from functools import cached_property

import numpy as np
import pandas as pd

from coding.analysis.analysis_data import AnalysisData, Ints, bools, ints
from coding.analysis.columns import Column, Columns, Counted, columns_of
from coding.analysis.groups import By, Group, Grouping, groups_of
from coding.analysis.rounding import rate_text, rounded
from coding.analysis.speaker_attribution import NOT_KNOWN
from coding.analysis.strata import strata_of
from coding.analysis.tally import Tally, counts, tally_of, unique_pairs
from coding.language import _, plural


class Measure(StrEnum):
    """What a number is."""

    COUNT = "codings"
    PER_INTERVIEW = "per-interview"
    PER_PERSON = "per-person"
    PER_1000_WORDS = "per-1000-words"

    @property
    def is_rate(self) -> bool:
        """Tell a number that is taken of done interviews only."""
        return self is not Measure.COUNT


class Unsure(StrEnum):
    """What becomes of unsure codings: left out, counted, or a range from certain to all."""

    WITHOUT = "without"
    WITH = "with"
    RANGE = "range"


DASH = "–"


@dataclass(frozen=True)
class Cell:
    """One number.

    ``value`` is None for a dash, and ``why`` says why; ``low`` is the certain part of a range.
    ``hatched``: it counts interviews that are not all done.
    """

    found: "Frequencies"
    group: Group
    column: Column
    value: float | None
    low: float | None
    why: str
    hatched: bool

    @property
    def text(self) -> str:
        """The number as written: ``45``, ``2.4``, ``42–45`` or a dash."""
        if self.value is None:
            return DASH
        shown = number_text(self.value, self.found.measure)
        least = shown if self.low is None else number_text(self.low, self.found.measure)
        return shown if least == shown else f"{least}–{shown}"

    @cached_property
    def codings(self) -> pd.DataFrame:
        """The rows of ``AnalysisData.codings`` that the number counts."""
        return self.found.analysis_data.codings.iloc[self.found.counted(self.group, self.column)]

    @property
    def coding_ids(self) -> tuple[int, ...]:
        """The ids of the codings that the number counts."""
        return tuple(ints(self.codings, "id").tolist())

    @property
    def count(self) -> int:
        """How many codings these are: strand x passage x coder; in answers, strand x answer x coder."""
        return self.found.count(self.group, self.found.columns.codings_of(self.column))

    @property
    def passages(self) -> int:
        """On how many distinct passages they are, or in how many distinct answers."""
        return self.found.count(self.group, self.found.columns.passages_of(self.column))

    @cached_property
    def unsure(self) -> int:
        """How many of them are unsure."""
        tally, columns = self.found.tally, self.found.columns
        certain = tally.group == self.group.position
        certain &= ~bools(self.found.analysis_data.codings, "unsure")[tally.coding]
        rows = np.flatnonzero(certain)
        codes = tally.code[tally.coding[rows]]
        mine = columns.counts_for(self.column, codes)
        strand = columns.basic_of_code[codes[mine]]
        return self.count - len(unique_pairs(strand, tally.unit[rows[mine]])[0])

    @cached_property
    def interviews(self) -> int:
        """In how many interviews they are."""
        return len(np.unique(ints(self.codings, "interview_id")))


@dataclass(frozen=True)
class Frequencies:
    """A table of frequencies: groups down, columns across.

    ``groups`` are the rows asked for, ``totals`` those of everything together: passages that belong
    to two groups count once there. ``warnings`` and ``footnotes`` are sentences to show with it.
    """

    analysis_data: AnalysisData
    by: tuple[By, ...]
    measure: Measure
    unsure: Unsure
    counted_in: Counted
    columns: Columns
    groups: tuple[Group, ...]
    totals: tuple[Group, ...]
    tally: Tally
    all_counts: Ints
    certain_counts: Ints

    @property
    def basic(self) -> tuple[Column, ...]:
        """The strands and the dimensions alone: every coding is in exactly one of them."""
        return self.columns.basic

    def total_of(self, group: Group) -> Group:
        """Return the total above a group (itself, if it is one)."""
        above = (total for total in self.totals if total.members[:-1] == group.members[:-1])
        return group if group.is_total else next(above)

    def count(self, group: Group, column: Column) -> int:
        """Return how many codings (or passages) of a group a column counts, whatever is measured."""
        return int(self.all_counts[group.position, self.columns.place[column]])

    def cell(self, group: Group, column: Column) -> Cell:
        """Return one number with what it counts."""
        place = group.position, self.columns.place[column]
        count = int(self.all_counts[place])
        value, why = self._value(group, count)
        low = None
        if self.unsure is Unsure.RANGE and value is not None:
            low = self._certain(group, int(self.certain_counts[place]))
        hatched = not self.measure.is_rate and count > 0 and not group.finished
        return Cell(self, group, column, value, low, why, hatched)

    def _certain(self, group: Group, count: int) -> float | None:
        """Return the lower end of a range: beside an unsure coding none at all is 0, done or not (rule 7)."""
        return count if self.measure is Measure.COUNT else rate(group, count, self.measure)[0]

    def _value(self, group: Group, count: int) -> tuple[float | None, str]:
        """Return a number, or None and the reason for a dash (rule 2: what is not done is never 0)."""
        if group.interviews == 0 and count == 0:
            return None, _("There are no interviews here.")
        if self.measure is Measure.COUNT:
            return (None, not_done(group)) if count == 0 and not group.finished else (count, "")
        return rate(group, count, self.measure)

    def counted(self, group: Group, column: Column) -> Ints:
        """Return the positions in ``AnalysisData.codings`` that a cell counts, in order (rule 12)."""
        here = self.tally.coding[self.tally.group == group.position]
        return np.unique(here[self.columns.counts_for(column, self._codes[here])])

    @cached_property
    def _codes(self) -> Ints:
        return ints(self.analysis_data.codings, "code_id")


def rate(group: Group, count: int, measure: Measure) -> tuple[float | None, str]:
    """Return codings per done interview, per person or per 1,000 words (rules 3 and 4), or why not."""
    if group.done == 0:
        return None, not_done(group)
    if measure is Measure.PER_INTERVIEW:
        return count / group.done, ""
    if measure is Measure.PER_PERSON:
        return (count / group.people, "") if group.people else (None, _("Nobody is named as taking part."))
    if group.is_part:
        return None, _("Words are counted by speaker, not by answer.")
    if group.rate_words == 0:
        partial = group.partial == group.done
        return None, _("All transcripts here are partial.") if partial else _("No words are counted here.")
    return 1000 * count / group.rate_words, ""


def not_done(group: Group) -> str:
    """Say how many interviews of a group are done."""
    of_all = plural("{n} interview", "{n} interviews", group.interviews)
    return _("{done} of {interviews} done").format(done=group.done, interviews=of_all)


def number_text(value: float, measure: Measure) -> str:
    """Write a count whole; a rate with one decimal, with two where it is below 1."""
    return rate_text(value) if measure.is_rate else rounded(value)


def frequencies(
    analysis_data: AnalysisData,
    by: Sequence[By] = (Grouping.ROUND, Grouping.SCHOOL),
    measure: Measure = Measure.COUNT,
    unsure: Unsure = Unsure.WITH,
    counted_in: Counted = Counted.PASSAGES,
    *,
    people: Collection[int] | None = None,
) -> Frequencies:
    """Count codings by group and strand; with ``people``, what these say only.

    A count is strand x passage x coder: a passage with two strands adds one to each, and a
    sub-strand on it as well as its strand adds nothing. Counted in answers, a strand counts at most
    once in each answer.
    """
    coded = set(np.unique(ints(analysis_data.codings, "code_id")).tolist())
    columns = columns_of(analysis_data.framework, coded, counted_in)
    parts = strata_of(analysis_data, by, columns)
    groups = groups_of(analysis_data, parts.voices, by, people)
    tally = tally_of(analysis_data, parts, groups, _chosen(analysis_data, measure, unsure), counted_in)
    everything = np.ones(len(analysis_data.codings), dtype=np.bool_)
    all_counts = counts(tally, columns, everything)
    with_range = unsure is Unsure.RANGE
    certain = counts(tally, columns, ~bools(analysis_data.codings, "unsure")) if with_range else all_counts
    kept = [group for group in groups.groups if _is_worth_a_row(group, all_counts)]
    return Frequencies(
        analysis_data=analysis_data,
        by=tuple(by),
        measure=measure,
        unsure=unsure,
        counted_in=counted_in,
        columns=columns,
        groups=tuple(group for group in kept if not by or not group.is_total),
        totals=tuple(group for group in kept if by and group.is_total),
        tally=tally,
        all_counts=all_counts,
        certain_counts=certain,
    )


def _chosen(analysis_data: AnalysisData, measure: Measure, unsure: Unsure) -> Ints:
    """Return the positions of the codings that a number may count (rules 2, 4 and 7)."""
    codings, interviews = analysis_data.codings, analysis_data.interviews
    chosen = np.ones(len(codings), dtype=np.bool_)
    if unsure is Unsure.WITHOUT:
        chosen &= ~bools(codings, "unsure")
    if measure.is_rate:
        eligible = bools(interviews, "done")
        if measure is Measure.PER_1000_WORDS:
            eligible = eligible & ~bools(interviews, "partial")
        chosen &= np.isin(ints(codings, "interview_id"), ints(interviews, "id")[eligible])
    return np.flatnonzero(chosen)


def _is_worth_a_row(group: Group, all_counts: Ints) -> bool:
    """Tell whether a group is shown: always, unless it is one of what nobody can tell, and empty."""
    known = all(member.id != NOT_KNOWN for member in group.members)
    return known or bool(group.interviews or group.words or all_counts[group.position].any())
