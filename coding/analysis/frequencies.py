"""How often each strand was coded, and every number's reasons (counting rules 1 to 4, 7, 8 and 12).

``found = frequencies(analysis_data, (Grouping.ROUND, Grouping.SCHOOL))``, then
``found.cell(group, column)`` for a group of ``found.groups`` (or ``found.totals``) and a column of
``found.basic``: its ``text`` is the number as written, its ``coding_ids`` are what it counts.
"""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from functools import cached_property, partial
from typing import Final

import numpy as np
import pandas as pd

from coding.analysis.analysis_data import AnalysisData, Bools, Ints, bools, ints
from coding.analysis.asked_about import AskedAbout
from coding.analysis.columns import Column, Columns, Counted, columns_of
from coding.analysis.group_sizes import is_done
from coding.analysis.groups import By, Group, Grouping, Groups, groups_of
from coding.analysis.measure import DASH, PERCENT_FROM, Measure, Unsure, number_text, share_text
from coding.analysis.rounding import percent
from coding.analysis.shares import interviews_with, words_coded
from coding.analysis.speaker_attribution import NOT_KNOWN
from coding.analysis.strata import Strata, strata_of
from coding.analysis.tally import Tally, by_interviewer_only, counts, tally_of, unique_pairs
from coding.language import N_, _, plural

_NOT_ASKED: Final = N_("not asked")


@dataclass(frozen=True)
class Cell:
    """One number.

    ``value`` is None for a dash, and ``why`` says why; ``low`` is the certain part of a range. Shares are
    in per cent, ``part`` of ``whole``. ``group`` has the denominators of this number. ``hatched``: it counts
    interviews that are not all done. ``is_unasked``: no question asks about it, which is no dash.
    """

    found: "Frequencies"
    group: Group
    column: Column
    value: float | None
    low: float | None
    why: str
    hatched: bool
    is_unasked: bool = False

    @property
    def text(self) -> str:
        """The number as written: ``45``, ``2.4``, ``42–45``, ``17 of 20``, ``not asked`` or a dash."""
        if self.value is None:
            return _(_NOT_ASKED) if self.is_unasked else DASH
        shown = self._written(self.value, self.part)
        least = shown if self.low is None else self._written(self.low, self.least)
        return shown if least == shown else f"{least}–{shown}"

    @property
    def figure(self) -> str:
        """The number as it stands on a bar: a share in per cent from n = 10 on, whatever it is of."""
        if self.value is None or not self.found.measure.is_share or self.whole < PERCENT_FROM:
            return self.text
        shown, least = (percent(part, self.whole) for part in (self.part, self.least))
        return shown if shown == least else f"{least}–{shown}"

    def _written(self, value: float, part: int) -> str:
        measure = self.found.measure
        return share_text(part, self.whole, measure) if measure.is_share else number_text(value, measure)

    @property
    def part(self) -> int:
        """What the number is made of: codings, or the interviews or the words that a share is of."""
        return int(self.found.numerators[self.group.position, self.found.columns.place[self.column]])

    @property
    def least(self) -> int:
        """The certain part of it, where ranges are counted; else all of it."""
        return int(self.found.certain[self.group.position, self.found.columns.place[self.column]])

    @property
    def whole(self) -> int:
        """What a share is of: interviews that are done, words of participants, all that is coded."""
        return self.found.whole(self.group, self.column)

    @cached_property
    def codings(self) -> pd.DataFrame:
        """The rows of ``AnalysisData.codings`` that the number counts."""
        return self.found.analysis_data.codings.iloc[self.found.counted(self.group, self.column)]

    @property
    def coding_ids(self) -> tuple[int, ...]:
        """The ids of the codings that the number counts."""
        return tuple(ints(self.codings, "id").tolist())

    @property
    def coders(self) -> int:
        """How many coders made them."""
        return len(np.unique(ints(self.codings, "coder_id")))

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
    to two groups count once there. ``all_counts`` are codings or passages, ``numerators`` what the measure
    is taken of, ``certain`` the part of it without unsure codings: arrays groups x columns.
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
    asked_about: AskedAbout
    all_counts: Ints
    numerators: Ints
    certain: Ints

    @property
    def basic(self) -> tuple[Column, ...]:
        """The strands and the dimensions alone: every coding is in exactly one of them."""
        return self.columns.basic

    @property
    def listed(self) -> tuple[Column, ...]:
        """The same, each followed by its sub-strands where they stand apart."""
        return self.columns.listed

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
        group = self.asked_about.of(group, column)
        if unasked := self.asked_about.why_not(group, column):
            return Cell(self, group, column, None, None, unasked, hatched=False, is_unasked=True)
        count = int(self.all_counts[place])
        value, why = self._value(group, column, int(self.numerators[place]))
        low = None
        if self.unsure is Unsure.RANGE and value is not None:
            low = self._least(group, column, int(self.certain[place]))
        hatched = not self.measure.is_rate and count > 0 and not group.finished
        return Cell(self, group, column, value, low, why, hatched)

    def _value(self, group: Group, column: Column, part: int) -> tuple[float | None, str]:
        """Return a number, or None and the reason for a dash (rule 2: what is not done is never 0)."""
        if group.interviews == 0 and part == 0:
            return None, _("There are no interviews here.")
        if self.measure is Measure.COUNT:
            return (None, not_done(group)) if part == 0 and not group.finished else (part, "")
        if self.measure.is_share:
            return share(group, part, self.whole(group, column), self.measure)
        return rate(group, part, self.measure)

    def _least(self, group: Group, column: Column, part: int) -> float | None:
        """Return the lower end of a range: beside an unsure coding none at all is 0, done or not (rule 7)."""
        return part if self.measure is Measure.COUNT else self._value(group, column, part)[0]

    def whole(self, group: Group, column: Column) -> int:
        """Return what a share is of, as Cell says; 0 for what is no share."""
        match self.measure:
            case Measure.INTERVIEWS:
                return group.done
            case Measure.WORDS:
                return group.rate_words
            case Measure.SHARE:
                return self.count(group, self.columns.everything_like(column))
            case _:
                return 0

    def counted(self, group: Group, column: Column) -> Ints:
        """Return the positions in ``AnalysisData.codings`` that a cell counts, in order (rule 12)."""
        here = self.tally.coding[self.tally.group == group.position]
        return np.unique(here[self.columns.counts_for(column, self._codes[here])])

    @cached_property
    def _codes(self) -> Ints:
        return ints(self.analysis_data.codings, "code_id")


def rate(group: Group, count: int, measure: Measure) -> tuple[float | None, str]:
    """Return codings per done interview, per person or per 1,000 words (rules 3, 4 and 17), or why not.

    Over several rounds a person counts once in each.
    """
    if group.done == 0:
        return None, not_done(group)
    if measure is Measure.PER_INTERVIEW:
        return count / group.done, ""
    if measure is Measure.PER_PERSON:
        people = group.person_rounds
        return (count / people, "") if people else (None, _("Nobody is named as taking part."))
    why = _without_words(group)
    return (None, why) if why else (1000 * count / group.rate_words, "")


def share(group: Group, part: int, whole: int, measure: Measure) -> tuple[float | None, str]:
    """Return a part in per cent of a whole, or why not (rule 20)."""
    if group.done == 0:
        return None, not_done(group)
    if measure is Measure.WORDS and (why := _without_words(group)):
        return None, why
    return (100 * part / whole, "") if whole else (None, _("Nothing is coded here."))


def _without_words(group: Group) -> str:
    """Say why nothing can be taken of a group's words."""
    if group.is_part:
        return _("Words are counted by speaker, not by answer.")
    if group.rate_words:
        return ""
    partial = group.partial == group.done
    return _("All transcripts here are partial.") if partial else _("No words are counted here.")


def not_done(group: Group) -> str:
    """Say how many interviews of a group are done."""
    of_all = plural("{n} interview", "{n} interviews", group.interviews)
    return _("{done} of {interviews} done").format(done=group.done, interviews=of_all)


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
    columns = columns_of(
        analysis_data.framework,
        analysis_data.coded,
        counted_in,
        sub_strands_apart=analysis_data.sub_strands_apart,
    )
    parts = strata_of(analysis_data, by, columns)
    groups = groups_of(analysis_data, parts.voices, by, people)
    if measure.is_rate and by[-1:] == (Grouping.CODER,):
        groups = groups.of_done_together()
    chosen = _chosen(analysis_data, measure, unsure, by_coder=Grouping.CODER in by)
    tally = tally_of(analysis_data, parts, groups, chosen, counted_in)
    everything = np.ones(len(analysis_data.codings), dtype=np.bool_)
    all_counts = counts(tally, columns, everything)
    taken_of = partial(_taken_of, measure, analysis_data, parts, groups, columns, tally)
    numerators = taken_of(everything) if measure in _OF_THEIR_OWN else all_counts
    with_range = unsure is Unsure.RANGE
    certain = taken_of(~bools(analysis_data.codings, "unsure")) if with_range else numerators
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
        asked_about=AskedAbout(analysis_data, parts, groups, columns),
        all_counts=all_counts,
        numerators=numerators,
        certain=certain,
    )


_OF_THEIR_OWN: Final = (Measure.INTERVIEWS, Measure.WORDS)  # what is counted for them is not codings


def _taken_of(
    measure: Measure,
    analysis_data: AnalysisData,
    parts: Strata,
    groups: Groups,
    columns: Columns,
    tally: Tally,
    which: Bools,
) -> Ints:
    """Return what a measure is taken of, of some codings: an array groups x columns."""
    if measure is Measure.INTERVIEWS:
        return interviews_with(analysis_data, tally, columns, which)
    if measure is Measure.WORDS:
        chosen = np.unique(tally.coding)
        return words_coded(analysis_data, parts, groups, columns, chosen[which[chosen]])
    return counts(tally, columns, which)


def _chosen(analysis_data: AnalysisData, measure: Measure, unsure: Unsure, *, by_coder: bool) -> Ints:
    """Return the positions of the codings that a number may count (rules 2, 4, 7 and 19).

    Side by side, a coder's count in interviews that this coder is done with.
    """
    codings, interviews = analysis_data.codings, analysis_data.interviews
    chosen = np.ones(len(codings), dtype=np.bool_)
    if unsure is Unsure.WITHOUT:
        chosen &= ~bools(codings, "unsure")
    if measure.is_rate:
        interview_id, coder_id = ints(codings, "interview_id"), ints(codings, "coder_id")
        chosen &= is_done(analysis_data, interview_id, coder_id if by_coder else np.zeros_like(coder_id))
        if measure.is_of_words:
            partial = ints(interviews, "id")[bools(interviews, "partial")]
            chosen &= ~np.isin(interview_id, partial)
            chosen &= ~by_interviewer_only(analysis_data)
    return np.flatnonzero(chosen)


def _is_worth_a_row(group: Group, all_counts: Ints) -> bool:
    """Tell whether a group is shown: always, unless it is one of what nobody can tell, and empty."""
    known = all(member.id != NOT_KNOWN for member in group.members)
    return known or bool(group.interviews or group.words or all_counts[group.position].any())
