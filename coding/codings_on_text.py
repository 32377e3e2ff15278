"""The codings of one transcript, held for quick questions about a place.

A test of ``start < b and end > a`` over arrays finds the visible ones of 50,000 in well under a
millisecond; no interval tree is needed.
"""

from collections.abc import Iterable, Iterator

import numpy as np
import numpy.typing as npt

from coding.study import Coding, Span

Offsets = npt.NDArray[np.int64]


def _order(coding: Coding) -> tuple[int, int, int]:
    return (coding.start, -coding.end, coding.id)


class CodingsOnText:
    """Codings by start, the longer first, then as they were made."""

    def __init__(self, codings: Iterable[Coding] = ()) -> None:
        """Hold these codings."""
        self._codings = sorted(codings, key=_order)
        self._index()

    def _index(self) -> None:
        count = len(self._codings)
        self.starts: Offsets = np.fromiter((c.start for c in self._codings), np.int64, count)
        self.ends: Offsets = np.fromiter((c.end for c in self._codings), np.int64, count)
        self._at = {coding.id: at for at, coding in enumerate(self._codings)}

    def __len__(self) -> int:
        """Return how many codings there are."""
        return len(self._codings)

    def __iter__(self) -> Iterator[Coding]:
        """Iterate in order."""
        return iter(self._codings)

    def get(self, coding_id: int | None) -> Coding | None:
        """Return a coding by its id, or None."""
        at = None if coding_id is None else self._at.get(coding_id)
        return None if at is None else self._codings[at]

    def replace(self, ids: Iterable[int], now: Iterable[Coding]) -> None:
        """Let these codings stand where those with these ids stood."""
        gone = set(ids)
        kept = [coding for coding in self._codings if coding.id not in gone]
        self._codings = sorted([*kept, *now], key=_order)
        self._index()

    def touching(self, span: Span) -> list[Coding]:
        """Return the codings that share at least one code point with a span, in order."""
        found = np.flatnonzero((self.starts < span.end) & (self.ends > span.start))
        return [self._codings[at] for at in found.tolist()]

    def exactly(self, span: Span) -> list[Coding]:
        """Return the codings on exactly this span."""
        found = np.flatnonzero((self.starts == span.start) & (self.ends == span.end))
        return [self._codings[at] for at in found.tolist()]

    def fitting(self, span: Span) -> list[Coding]:
        """Return the codings that touch a span, the longest first."""
        return sorted(self.touching(span), key=lambda coding: (-coding.span.length, coding.id))

    def after(self, coding: Coding, by: int) -> Coding | None:
        """Return the coding that many places on in the order of the text, or None beyond the ends."""
        at = self._at[coding.id] + by
        return self._codings[at] if 0 <= at < len(self._codings) else None

    def nearest(self, span: Span, by: int) -> Coding | None:
        """Return the first coding that begins after a span (by > 0), or the last one that ends before it."""
        if by > 0:
            at = int(np.searchsorted(self.starts, span.end))
            return self._codings[at] if at < len(self._codings) else None
        before = np.flatnonzero(self.ends <= span.start)
        return self._codings[int(before[-1])] if len(before) else None
