"""A change of a transcript's text, and where everything that stands on the text goes with it.

Taking hand-written codes out at import, masking names, correcting a typo, taking in a corrected
file: all of them are a TextChange, and codings, turns and marks move by its rules alone.
"""

from bisect import bisect_left, bisect_right
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cached_property
from typing import NamedTuple

from coding.model.study import Span


class Replacement(NamedTuple):
    """The text that takes the place of [start, end) of the old one; an empty one only puts it in."""

    start: int
    end: int
    text: str


@dataclass(frozen=True)
class TextChange:
    """Replacements in the order of the old text, none overlapping or touching the same point twice."""

    replacements: tuple[Replacement, ...] = ()

    @staticmethod
    def of(replacements: Iterable[Replacement]) -> "TextChange":
        """Return the change that makes these replacements, in whatever order they come."""
        return TextChange(tuple(sorted(replacements)))

    def __bool__(self) -> bool:
        """Tell whether anything changes."""
        return bool(self.replacements)

    def shifted(self, by: int) -> "TextChange":
        """Return the same change of a text that stands so many code points further on."""
        return TextChange(
            tuple(Replacement(start + by, end + by, new) for start, end, new in self.replacements)
        )

    def after(self, other: "TextChange") -> "TextChange":
        """Return the same change of the text that another change of this text made; what is in both is done.

        No two of their replacements may meet unless they are the same.
        """
        left = sorted({*self.replacements} - {*other.replacements})
        places = ((other.place(start), other.place(end), new) for start, end, new in left)
        return TextChange(tuple(map(Replacement._make, places)))

    def applied(self, text: str) -> str:
        """Return the new text."""
        parts: list[str] = []
        at = 0
        for start, end, new in self.replacements:
            parts += text[at:start], new
            at = end
        return "".join([*parts, text[at:]])

    def moved(self, span: Span) -> Span | None:
        """Return where a passage goes, or None where nothing is left of it.

        What replaces some of its text, even in part, belongs to it; what is put in at its very edge
        does not.
        """
        start, end = span
        at = bisect_left(self._ends, start)
        if at == len(self._starts) or self._starts[at] > end:  # nothing changes in it, nor at its edges
            shift = self._shifts[at]
            return Span(start + shift, end + shift) if start < end else None
        return _unless_empty(Span(self._start(start, inside=False), self._end(end, inside=False)))

    def passage(self, span: Span, new: str) -> Span | None:
        """Return where a passage goes in the new text, less blanks that words taken out left at its edges.

        None where no word is left of it.
        """
        there = self.moved(span)
        if there is None or there.length == span.length:
            return there
        words = new[there.start : there.end]
        if not any(character.isalnum() for character in words):
            return None
        start = there.start + len(words) - len(words.lstrip())
        return Span(start, there.end - len(words) + len(words.rstrip()))

    def grown(self, span: Span) -> Span:
        """Return where a turn goes: as a passage, but what is put in at its edges belongs to it.

        A turn of which nothing is left stays as an empty place.
        """
        start, end = self._start(span.start, inside=True), self._end(span.end, inside=True)
        return Span(start, max(start, end))

    def turns(self, spans: Iterable[Span], new: str) -> list[Span]:
        """Return where turns go in the new text, in their order: as ``grown``, and none over another.

        What takes the place of the end of one and the beginning of the next is parted at its first line
        break; where it has none, all of it belongs to the first.
        """
        there: list[Span] = []
        for start, end in map(self.grown, spans):
            at = start
            if there and start < there[-1].end:
                before = there.pop()
                cut = new.find("\n", max(start, before.start + 1), before.end)
                there.append(Span(before.start, cut if cut > 0 else before.end))
                at = cut + 1 if cut > 0 else before.end
            there.append(Span(at, max(at, end)))
        return there

    def place(self, offset: int) -> int:
        """Return where a point beside the text goes: what is put in there comes after it."""
        return self._start(offset, inside=True)

    def _start(self, offset: int, *, inside: bool) -> int:
        """Return where a beginning goes; ``inside`` keeps what is put in right there behind it."""
        at = bisect_left(self._ends, offset)
        if at < len(self.replacements):
            start, end, _new = self.replacements[at]
            if start < offset < end:
                return start + self._shifts[at]
            if end == offset:  # all of it lies before, unless it is put in here and belongs inside
                return offset + self._shifts[at if start == end and inside else at + 1]
        return offset + self._shifts[at]

    def _end(self, offset: int, *, inside: bool) -> int:
        at = bisect_right(self._starts, offset) - 1
        if at < 0:
            return offset
        start, end, new = self.replacements[at]
        if start == end == offset:
            return offset + self._shifts[at + 1 if inside else at]
        if start < offset < end:
            return start + self._shifts[at] + len(new)
        if start == offset:
            return offset + self._shifts[at]
        return offset + self._shifts[at + 1]

    @cached_property
    def _starts(self) -> list[int]:
        return [replacement.start for replacement in self.replacements]

    @cached_property
    def _ends(self) -> list[int]:
        return [replacement.end for replacement in self.replacements]

    @cached_property
    def _shifts(self) -> list[int]:
        """By how much text moves that stands before the first replacement, after it, after the second ..."""
        shifts = [0]
        for start, end, new in self.replacements:
            shifts.append(shifts[-1] + len(new) - (end - start))
        return shifts


def _unless_empty(span: Span) -> Span | None:
    return span if span.start < span.end else None
