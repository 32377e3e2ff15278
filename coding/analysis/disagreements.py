"""Which codings of two coders are the same, and each one that differs, in the order of place.

``found = compared(framework, codings, (1, 2), count_words)``: ``found.same`` of ``found.by_either`` codings
are the same, and ``found.disagreements`` are exactly the others.
"""

from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from enum import StrEnum
from functools import reduce
from typing import Final, NamedTuple

import numpy as np
import pandas as pd

from coding.analysis.analysis_data import ints
from coding.analysis.overlaps import CountWords, Overlaps, extents, overlaps
from coding.analysis.readings import CodedAs, Reading, readings, spans_of
from coding.model.framework import Framework
from coding.model.study import Span

HALF: Final = 0.5  # of the words


class DisagreementKind(StrEnum):
    """How two coders differ."""

    ONLY_FIRST = "only the first"
    ONLY_SECOND = "only the second"
    STRAND = "different strand"
    STAGE = "different stage"
    DIRECTION = "different direction"
    END = "different end"


@dataclass(frozen=True, slots=True)
class Disagreement:
    """One coding on which two coders differ; offsets are code points, half-open.

    ``first`` and ``second`` are what differs, at least one of them. ``beside_first`` and ``beside_second``
    are what else each coder has on at least the share of these words. ``longer`` is how many words the
    second coder's codings here have more than the first's, ``later`` how many words later they begin.
    """

    kind: DisagreementKind
    interview_id: int
    start: int
    end: int
    first: Reading | None
    second: Reading | None
    beside_first: tuple[Reading, ...] = ()
    beside_second: tuple[Reading, ...] = ()
    longer: int = 0
    later: int = 0

    @property
    def by_first(self) -> tuple[Reading, ...]:
        """All that the first coder has here."""
        return self.beside_first if self.first is None else (self.first, *self.beside_first)

    @property
    def by_second(self) -> tuple[Reading, ...]:
        """All that the second coder has here."""
        return self.beside_second if self.second is None else (self.second, *self.beside_second)

    @property
    def basis(self) -> tuple[tuple[int, int, CodedAs], ...]:
        """What a ruling on it stands on: start, end and coding of each side. Once it changes, ask again."""
        return tuple(
            (reading.start, reading.end, coding)
            for reading in (self.first, self.second)
            if reading is not None
            for coding in reading.codings
        )


class AlikePair(NamedTuple):
    """What both coders have alike: the same strand, stage, direction on at least the share of the words."""

    first: Reading
    second: Reading


@dataclass(frozen=True)
class ComparedCodings:
    """The codings of two coders, strand by strand on passages.

    ``first`` and ``second`` are all of each coder, ``same`` those that are alike, ``disagreements`` the rest.
    """

    first: tuple[Reading, ...]
    second: tuple[Reading, ...]
    same: tuple[AlikePair, ...]
    disagreements: tuple[Disagreement, ...]

    @property
    def by_either(self) -> int:
        """How many codings either made, those counted once that stand against one another."""
        return len(self.same) + len(self.disagreements)

    def within(self, interview_id: int) -> "ComparedCodings":
        """Return what is of one interview."""
        return ComparedCodings(
            tuple(reading for reading in self.first if reading.interview_id == interview_id),
            tuple(reading for reading in self.second if reading.interview_id == interview_id),
            tuple(pair for pair in self.same if pair.first.interview_id == interview_id),
            tuple(each for each in self.disagreements if each.interview_id == interview_id),
        )


def compared(
    framework: Framework,
    codings: pd.DataFrame,
    coders: tuple[int, int],
    count_words: CountWords,
    share: float = HALF,
) -> ComparedCodings:
    """Compare two coders' codings with one framework.

    They are the same where strand, stage and direction are and ``share`` of the words: of the words that
    either marked, so much is marked by both. Else the same strand has a different stage, a different
    direction, or (on fewer words) a different end; another strand on the share of the words is a different
    strand; what is left has one coder alone.
    Each coding is in one pair at most, the closest first.
    """
    first, second = (readings(framework, codings, coder) for coder in coders)
    met = overlaps(spans_of(first), spans_of(second), count_words)
    matching = _Matching(framework, first, second, met)
    same = matching.take(lambda one, other, part: part >= share and _said(one) == _said(other))
    said = matching.take(lambda one, other, part: part >= share and one.strand_id == other.strand_id)
    end = matching.take(lambda one, other, part: part > 0 and one.strand_id == other.strand_id)
    strand = matching.take(lambda _one, _other, part: part >= share)
    differing = [
        *(_against(_how_said(first[one], second[other]), first[one], second[other]) for one, other in said),
        *(_against(DisagreementKind.END, first[one], second[other]) for one, other in end),
        *(_against(DisagreementKind.STRAND, first[one], second[other]) for one, other in strand),
        *(_alone(DisagreementKind.ONLY_FIRST, first[one], None) for one in sorted(matching.left_of_first)),
        *(
            _alone(DisagreementKind.ONLY_SECOND, None, second[other])
            for other in sorted(matching.left_of_second)
        ),
    ]
    differing.sort(key=lambda each: (each.interview_id, each.start, each.end))
    beside = _with_beside(differing, first, second, count_words, share)
    pairs = tuple(AlikePair(first[one], second[other]) for one, other in sorted(same))
    return ComparedCodings(first, second, pairs, tuple(_measured(beside, count_words)))


def _said(reading: Reading) -> tuple[int, int, str]:
    return reading.strand_id, reading.stage_id, reading.direction


def _how_said(one: Reading, other: Reading) -> DisagreementKind:
    """Say what two readings of one strand differ in."""
    return DisagreementKind.STAGE if one.stage_id != other.stage_id else DisagreementKind.DIRECTION


class _Matching:
    """Readings of two coders that overlap, the closest first; what is taken is gone."""

    def __init__(
        self, framework: Framework, first: Sequence[Reading], second: Sequence[Reading], met: Overlaps
    ) -> None:
        self._first, self._second = first, second
        self.left_of_first, self.left_of_second = set(range(len(first))), set(range(len(second)))
        order = {code.id: at for at, code in enumerate(framework.codes)}
        columns = (met.one.tolist(), met.other.tolist(), met.share.tolist())
        rows: list[tuple[int, int, float]] = list(zip(*columns, strict=True))

        def closeness(row: tuple[int, int, float]) -> tuple[float, ...]:
            """Rank pairs alike whoever of the coders is the first."""
            one, other = first[row[0]], second[row[1]]
            far = framework.top(one.strand_id) != framework.top(other.strand_id)
            places = sorted((order[one.strand_id], order[other.strand_id]))
            return (-row[2], *one.span.union(other.span), far, *places)

        self._met = sorted(rows, key=closeness)

    def take(self, fits: Callable[[Reading, Reading, float], bool]) -> list[tuple[int, int]]:
        """Take the pairs that fit, each reading once; positions of the first's and the second's."""
        taken: list[tuple[int, int]] = []
        for one, other, part in self._met:
            free = one in self.left_of_first and other in self.left_of_second
            if free and fits(self._first[one], self._second[other], part):
                taken.append((one, other))
                self.left_of_first.remove(one)
                self.left_of_second.remove(other)
        return taken


def _against(kind: DisagreementKind, first: Reading, second: Reading) -> Disagreement:
    return Disagreement(kind, first.interview_id, *first.span.union(second.span), first, second)


def _alone(kind: DisagreementKind, first: Reading | None, second: Reading | None) -> Disagreement:
    reading = first or second
    assert reading is not None
    return Disagreement(kind, reading.interview_id, *reading.span, first, second)


def _with_beside(
    differing: Sequence[Disagreement],
    first: Sequence[Reading],
    second: Sequence[Reading],
    count_words: CountWords,
    share: float,
) -> list[Disagreement]:
    """Add what else each coder has on at least the share of the words of each disagreement."""
    rows = [(each.interview_id, each.start, each.end) for each in differing]
    places = pd.DataFrame(rows, columns=["interview_id", "start", "end"], dtype=np.int64)
    mine = _standing_on(places, first, count_words, share)
    theirs = _standing_on(places, second, count_words, share)
    return [
        replace(
            each,
            beside_first=tuple(reading for reading in mine.get(at, ()) if reading != each.first),
            beside_second=tuple(reading for reading in theirs.get(at, ()) if reading != each.second),
        )
        for at, each in enumerate(differing)
    ]


def _standing_on(
    places: pd.DataFrame, some: Sequence[Reading], count_words: CountWords, share: float
) -> dict[int, list[Reading]]:
    """Return for each place the readings that cover the share of its words."""
    spans = spans_of(some)
    met = overlaps(places, spans, count_words)
    found: dict[int, list[Reading]] = {}
    here, there = places.iloc[met.one], spans.iloc[met.other]
    start = np.maximum(ints(here, "start"), ints(there, "start"))
    end = np.minimum(ints(here, "end"), ints(there, "end"))
    both = extents(ints(here, "interview_id"), start, end, count_words)
    covered = both >= share * np.maximum(count_words(here), 1)
    rows: list[tuple[int, int]] = np.stack([met.one, met.other], axis=1)[covered].tolist()
    for at, row in rows:
        found.setdefault(at, []).append(some[row])
    return found


def _measured(differing: Sequence[Disagreement], count_words: CountWords) -> Iterator[Disagreement]:
    """Add how much longer and how much later the second coder's codings are, where both have some."""
    ids = np.array([each.interview_id for each in differing], dtype=np.int64)
    first = np.array([_extent(each.by_first) for each in differing], dtype=np.int64).reshape(-1, 2)
    second = np.array([_extent(each.by_second) for each in differing], dtype=np.int64).reshape(-1, 2)
    words = extents(ids, second[:, 0], second[:, 1], count_words)
    longer = words - extents(ids, first[:, 0], first[:, 1], count_words)
    begins = np.zeros_like(ids)
    later = extents(ids, begins, second[:, 0], count_words) - extents(ids, begins, first[:, 0], count_words)
    for at, each in enumerate(differing):
        two = each.by_first and each.by_second
        yield replace(each, longer=int(longer[at]), later=int(later[at])) if two else each


def _extent(some: Sequence[Reading]) -> Span:
    """Return from where to where readings reach; nowhere for none."""
    return reduce(Span.union, (reading.span for reading in some)) if some else Span(0, 0)


def confusions(disagreements: Sequence[Disagreement]) -> Counter[tuple[int, int]]:
    """Count which strand of the first coder stands against which of the second (ids of their codes)."""
    return Counter(
        (each.first.strand_id, each.second.strand_id)
        for each in disagreements
        if each.kind is DisagreementKind.STRAND and each.first is not None and each.second is not None
    )
