"""What each interview contributes to a number (rule 22): no significance, but where the number comes from.

``found = robustness(analysis_data, by, measure)``; ``found[members, column]`` has a dot an interview, the
least, the median and the most, and the number without the largest interview.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from statistics import median

from coding.analysis.analysis_data import AnalysisData
from coding.analysis.columns import Column, Counted
from coding.analysis.frequencies import Frequencies, Measure, Unsure, frequencies, rate
from coding.analysis.groups import By, Group, Grouping, GroupMember


@dataclass(frozen=True, slots=True)
class Dot:
    """What one interview contributes: ``count`` codings, and ``value`` as the measure has it.

    ``value`` is None where the interview has no rate, and ``why`` says why.
    """

    interview_id: int
    label: str
    count: int
    value: float | None
    why: str = ""


@dataclass(frozen=True, slots=True)
class Spread:
    """The interviews of one group and one strand; only those that are done (rule 2), without a hit too.

    ``total`` is their codings together and ``rate`` the group's; ``rest_total`` and ``rest_rate`` are the
    same without ``largest``, the interview with most codings (of equals the one with fewest words). A
    rate is None where there is none, and in all without a rate.
    """

    dots: tuple[Dot, ...]
    total: int
    rate: float | None
    largest: Dot | None
    rest_total: int
    rest_rate: float | None

    @property
    def least(self) -> float | None:
        """The least of an interview."""
        return min(self._values, default=None)

    @property
    def middle(self) -> float | None:
        """The median of the interviews."""
        return median(self._values) if self._values else None

    @property
    def most(self) -> float | None:
        """The most of an interview."""
        return max(self._values, default=None)

    @property
    def _values(self) -> list[float]:
        return [dot.value for dot in self.dots if dot.value is not None]


def robustness(
    analysis_data: AnalysisData,
    by: Sequence[By] = (),
    measure: Measure = Measure.COUNT,
    unsure: Unsure = Unsure.WITH,
    counted_in: Counted = Counted.PASSAGES,
) -> dict[tuple[tuple[GroupMember, ...], Column], Spread]:
    """Return the spread of each group (its members) and basic column over done interviews.

    Raises ValueError for a rate per person: an interview's people are no fraction of a group's.
    """
    if measure is Measure.PER_PERSON:
        raise ValueError(measure)
    found = frequencies(analysis_data, (*by, Grouping.INTERVIEW), measure, unsure, counted_in)
    inside: dict[tuple[GroupMember, ...], list[Group]] = {}
    for group in found.groups:
        if group.done:
            inside.setdefault(group.members[:-1], []).append(group)
    return {
        (members, column): _spread(found, groups, column)
        for members, groups in inside.items()
        for column in found.basic
    }


def _spread(found: Frequencies, groups: Sequence[Group], column: Column) -> Spread:
    counts = [found.count(group, column) for group in groups]
    dots = tuple(_dot(found, group, count) for group, count in zip(groups, counts, strict=True))
    at = max(range(len(dots)), key=lambda at: (counts[at], -groups[at].rate_words))
    rest = [group for other, group in enumerate(groups) if other != at]
    without = sum(counts) - counts[at]
    return Spread(
        dots,
        total=sum(counts),
        rate=_rate(groups, sum(counts), found.measure),
        largest=dots[at],
        rest_total=without,
        rest_rate=_rate(rest, without, found.measure),
    )


def _dot(found: Frequencies, group: Group, count: int) -> Dot:
    value, why = rate(group, count, found.measure) if found.measure.is_rate else (float(count), "")
    interview = group.members[-1]
    return Dot(interview.id, interview.label, count, value, why)


def _rate(groups: Sequence[Group], count: int, measure: Measure) -> float | None:
    """Return the rate of several interviews together: all codings by all words, or by all interviews."""
    if not groups or not measure.is_rate:
        return None
    together = replace(
        groups[0],
        done=sum(group.done for group in groups),
        rate_words=sum(group.rate_words for group in groups),
        partial=sum(group.partial for group in groups),
    )
    return rate(together, count, measure)[0]
