"""What coding does to a span: what a key does, what applying does, what a new span does. Pure."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import reduce
from itertools import groupby

from coding.model.study import Coding, Span


@dataclass(frozen=True, slots=True)
class TakeOff:
    """The same span already carries the code: these codings go."""

    codings: tuple[Coding, ...]


@dataclass(frozen=True, slots=True)
class AlreadyInside:
    """The span lies inside a passage that carries the code: nothing is stored."""

    coding: Coding


@dataclass(frozen=True, slots=True)
class Grow:
    """The span partly overlaps codings: the first takes the union, the others are absorbed."""

    coding: Coding
    span: Span
    absorbed: tuple[Coding, ...]


@dataclass(frozen=True, slots=True)
class AddNew:
    """Nothing stands in the way: a new coding."""

    span: Span


@dataclass(frozen=True, slots=True)
class TakePlace:
    """The strand's dimension stands alone on the very span: its coding becomes the strand's."""

    coding: Coding


Added = AlreadyInside | Grow | AddNew | TakePlace
Rule = TakeOff | Added


@dataclass(frozen=True, slots=True)
class StandingCodings:
    """One coder's codings on the transcript where a code is to go, in any order.

    ``own`` are of that very code and hold all that a growing span reaches; ``dimension`` are of the dimension
    above a strand, ``strands`` of those below a dimension.
    """

    own: Sequence[Coding] = ()
    dimension: Sequence[Coding] = ()
    strands: Sequence[Coding] = ()


def strand_key(span: Span, standing: StandingCodings) -> Rule:
    """Return what a strand's key does to a span; the very span that carries the code already loses it."""
    same = tuple(coding for coding in sorted(standing.own, key=_place) if coding.span == span)
    return TakeOff(same) if same else apply_code(span, standing)


def apply_code(span: Span, standing: StandingCodings) -> Added:
    """Return what putting a code on a span does; where it, or a strand for its dimension, stands it stays."""
    around = [coding for coding in sorted(standing.own, key=_place) if coding.span.contains(span)]
    if around:
        return AlreadyInside(min(around, key=lambda coding: coding.span.length))
    touched = reached(span, standing.own)
    if touched:
        return Grow(touched[0], union(span, touched), touched[1:])
    strand = next((coding for coding in standing.strands if coding.span == span), None)
    if strand is not None:
        return AlreadyInside(strand)
    alone = next((coding for coding in standing.dimension if coding.span == span), None)
    return AddNew(span) if alone is None else TakePlace(alone)


def apply_to_all(spans: Iterable[Span], own: Iterable[Coding]) -> list[Added]:
    """Return what putting a code on many spans of one transcript does: as if each were coded after the other.

    ``own`` are all codings of that code by the coder. Spans that overlap, or reach one another, become one.
    """
    return [rule for group in _touching_groups(spans, own) for rule in _of_group(*group)]


def _touching_groups(
    spans: Iterable[Span], own: Iterable[Coding]
) -> Iterator[tuple[list[Span], list[Coding]]]:
    """Yield new spans and codings that overlap one another or reach one another by others."""
    parts: list[tuple[Span, Coding | None]] = [*((span, None) for span in spans), *((c.span, c) for c in own)]
    new: list[Span] = []
    there: list[Coding] = []
    end = -1
    for span, coding in sorted(parts, key=lambda part: part[0]):
        if span.start >= end and (new or there):
            yield new, there
            new, there = [], []
        end = max(end, span.end)
        new += [span] if coding is None else []
        there += [] if coding is None else [coding]
    if new or there:
        yield new, there


def _of_group(new: Sequence[Span], there: Sequence[Coding]) -> Iterator[Added]:
    around = [next((c for c in there if c.span.contains(span)), None) for span in new]
    inside = [coding for coding in around if coding is not None]
    if len(inside) == len(new):
        yield from map(AlreadyInside, inside)
    elif there:
        first, *others = sorted(there, key=lambda coding: coding.id)
        yield Grow(first, reduce(Span.union, new, union(first.span, others)), tuple(others))
    else:
        yield AddNew(reduce(Span.union, new))


def resize(coding: Coding, span: Span, own: Iterable[Coding]) -> Grow:
    """Return what another span for a coding does: it takes in the others of its code that this reaches."""
    absorbed = reached(span, (other for other in own if other.id != coding.id))
    return Grow(coding, union(span, absorbed), absorbed)


def reached(span: Span, codings: Iterable[Coding]) -> tuple[Coding, ...]:
    """Return the codings that overlap a span, or overlap one that does, and so on; the first made first."""
    touched: list[Coding] = []
    rest = list(codings)
    while found := [coding for coding in rest if coding.span.overlaps(span)]:
        rest = [coding for coding in rest if not coding.span.overlaps(span)]
        span = union(span, found)
        touched += found
    return tuple(sorted(touched, key=lambda coding: coding.id))


def meeting(codings: Iterable[Coding]) -> list[tuple[Coding, ...]]:
    """Return codings of one code that overlap, or reach one another by others, two or more together.

    Each coder's and each transcript's stand apart; in a group the first made comes first.
    """
    found: list[tuple[Coding, ...]] = []
    ordered = sorted(codings, key=lambda each: (each.transcript_id, each.coder_id, *_place(each)))
    for _where, theirs in groupby(ordered, key=lambda each: (each.transcript_id, each.coder_id)):
        group: list[Coding] = []
        end = 0
        for each in theirs:
            if group and each.start >= end:
                found.append(tuple(group))
                group = []
            end = max(end, each.end) if group else each.end
            group.append(each)
        found.append(tuple(group))
    return [tuple(sorted(group, key=lambda each: each.id)) for group in found if len(group) > 1]


def joined(group: Sequence[Coding]) -> Coding:
    """Return what codings of one code that meet become: the first of them, on all that they cover.

    It has the stage and the direction of the first that has one, and a doubt only if all had it.
    """
    first = group[0]
    start, end = union(first.span, group)
    stage_id = next((each.stage_id for each in group if each.stage_id is not None), None)
    direction = next((each.direction for each in group if each.direction), first.direction)
    unsure = all(each.unsure for each in group)
    return first._replace(start=start, end=end, stage_id=stage_id, unsure=unsure, direction=direction)


def letters_of(text: str, span: Span) -> Span | None:
    """Return a span without the blanks and line breaks at its ends; None where it holds nothing else."""
    words = text[span.start : span.end]
    start = span.start + len(words) - len(words.lstrip())
    end = span.end - (len(words) - len(words.rstrip()))
    return Span(start, end) if start < end else None


def union(span: Span, codings: Iterable[Coding]) -> Span:
    """Return the smallest span that covers a span and codings."""
    return reduce(Span.union, (coding.span for coding in codings), span)


def _place(coding: Coding) -> tuple[int, int, int]:
    return coding.start, coding.end, coding.id
