"""The codings of one transcript, held for quick questions about a place.

Of all codings only the places are held; a Coding is made of those that somebody looks at. Halving
finds the visible ones of 50,000 in well under a millisecond; no interval tree is needed.
"""

from bisect import bisect_left, insort
from collections.abc import Callable, Iterable, Iterator, Sequence
from functools import cached_property
from itertools import islice, pairwise

from coding.model.study import Coding, Span

# Start, end below zero, id, code id: as tuples sort, the longer comes first and then what was made first.
CodingPlace = tuple[int, int, int, int]


def place_of(coding: Coding) -> CodingPlace:
    """Return the place that a coding has among others."""
    return coding.start, -coding.end, coding.id, coding.code_id


def _none(_ids: Sequence[int]) -> Iterable[Coding]:
    return ()


class CodingsOnText:
    """Codings by start, the longer first, then as they were made.

    ``places`` are in that order, and ``read`` gives codings by their ids. One more coding among
    50,000 costs a fraction of a millisecond: nothing is sorted or indexed anew.
    """

    def __init__(
        self, places: Iterable[CodingPlace] = (), read: Callable[[Sequence[int]], Iterable[Coding]] = _none
    ) -> None:
        """Hold the codings at these places."""
        self.places = list(places)
        self._read = read
        self._made: dict[int, Coding] = {}
        self._longest = -min([start + end for start, end, _id, _code_id in self.places], default=0)
        # How many distinct spans are coded; equal ones stand side by side.
        self.passages = bool(self.places) + sum(
            one[0] != other[0] or one[1] != other[1] for one, other in pairwise(self.places)
        )

    @cached_property
    def _newest(self) -> int:
        """The highest id so far: one beyond it has no place yet, and none is looked for."""
        return max((coding_id for _start, _end, coding_id, _code_id in self.places), default=0)

    def __len__(self) -> int:
        """Return how many codings there are."""
        return len(self.places)

    def __iter__(self) -> Iterator[Coding]:
        """Iterate in order, making them all."""
        return iter(self._make(self.places))

    @property
    def made(self) -> Iterable[Coding]:
        """Those that somebody has looked at, in no order."""
        return self._made.values()

    def _make(self, places: Iterable[CodingPlace]) -> list[Coding]:
        ids = [coding_id for _start, _end, coding_id, _code_id in places]
        missing = [coding_id for coding_id in ids if coding_id not in self._made]
        if missing:
            self._made.update((coding.id, coding) for coding in self._read(missing))
        return [self._made[coding_id] for coding_id in ids if coding_id in self._made]

    def get(self, coding_id: int | None) -> Coding | None:
        """Return a coding by its id, or None."""
        if coding_id is None:
            return None
        if coding_id not in self._made:
            self._make(place for place in self.places if place[2] == coding_id)
        return self._made.get(coding_id)

    def replace(self, ids: Iterable[int], now: Iterable[Coding]) -> None:
        """Let these codings stand where those with these ids stood."""
        known = self._made.keys() & set(ids)
        unknown = {coding_id for coding_id in set(ids) - known if coding_id <= self._newest}
        gone = [place for place in self.places if place[2] in unknown] if unknown else []
        for place in gone + [place_of(self._made.pop(coding_id)) for coding_id in known]:
            del self.places[bisect_left(self.places, place)]
            self.passages -= not self._on(Span(place[0], -place[1]))
        for coding in now:
            self.passages += not self._on(coding.span)
            insort(self.places, place_of(coding))
            self._made[coding.id] = coding
            self._newest = max(self._newest, coding.id)
            self._longest = max(self._longest, coding.span.length)

    def _on(self, span: Span) -> list[CodingPlace]:
        first, beyond = (bisect_left(self.places, (span.start, -span.end + by)) for by in (0, 1))
        return self.places[first:beyond]

    def touching(self, span: Span) -> list[Coding]:
        """Return the codings that share at least one code point with a span, in order."""
        first = bisect_left(self.places, (span.start - self._longest + 1,))
        beyond = bisect_left(self.places, (span.end,))
        return self._make(place for place in self.places[first:beyond] if -place[1] > span.start)

    def exactly(self, span: Span) -> list[Coding]:
        """Return the codings on exactly this span."""
        return self._make(self._on(span))

    def fitting(self, span: Span) -> list[Coding]:
        """Return the codings that touch a span, the longest first."""
        return sorted(self.touching(span), key=lambda coding: (-coding.span.length, coding.id))

    def after(self, coding: Coding, by: int) -> Coding | None:
        """Return the coding that many places on in the order of the text, or None beyond the ends."""
        at = bisect_left(self.places, place_of(coding)) + by
        return next(iter(self._make(self.places[at : at + 1])), None) if at >= 0 else None

    def nearest(self, span: Span, by: int) -> Coding | None:
        """Return the first coding that begins after a span (by > 0), or the last one that ends before it."""
        if by > 0:
            at = bisect_left(self.places, (span.end,))
            found = self.places[at : at + 1]
        else:
            before = reversed(self.places[: bisect_left(self.places, (span.start,))])
            found = islice((place for place in before if -place[1] <= span.start), 1)
        return next(iter(self._make(found)), None)
