"""What a strand key does to a span: four rules, pure."""

from collections.abc import Iterable
from dataclasses import dataclass

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


Rule = TakeOff | AlreadyInside | Grow | AddNew


def strand_key(span: Span, standing: Iterable[Coding]) -> Rule:
    """Return what a strand's key does to a span.

    ``standing`` holds the codings of that very code by the same coder on the same transcript,
    in any order. A growing union that touches further codings absorbs them too.
    """
    codings = sorted(standing, key=lambda coding: (coding.start, coding.end, coding.id))
    same = tuple(coding for coding in codings if coding.span == span)
    if same:
        return TakeOff(same)
    around = [coding for coding in codings if coding.span.contains(span)]
    if around:
        return AlreadyInside(min(around, key=lambda coding: coding.span.length))
    return _grow(span, codings)


def _grow(span: Span, codings: list[Coding]) -> Rule:
    touched: list[Coding] = []
    rest = list(codings)
    while found := [coding for coding in rest if coding.span.overlaps(span)]:
        for coding in found:
            span = span.union(coding.span)
            rest.remove(coding)
        touched += found
    if not touched:
        return AddNew(span)
    first, *others = sorted(touched, key=lambda coding: coding.id)
    return Grow(first, span, tuple(others))
