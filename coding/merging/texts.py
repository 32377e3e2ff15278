"""A transcript that was corrected in two copies: the corrections of both, where they do not meet."""

from collections.abc import Callable, Sequence
from typing import NamedTuple

from coding.merging.plan import Side
from coding.model.study import Span
from coding.text.text_change import Replacement, TextChange
from coding.text.text_diff import between


class Version(NamedTuple):
    """The text of one copy: how it came of what both copies had, and how it becomes the merged text."""

    text: str
    since: TextChange
    further: TextChange


class MergedText(NamedTuple):
    """A text, the two it comes of, and the places in which both were corrected, as here and there."""

    text: str
    here: Version
    there: Version
    clashes: tuple[tuple[str, str], ...] = ()


class Corrected(NamedTuple):
    """A text that two copies had, as both read now, and what was changed of it here and there."""

    base: str
    here: str
    there: str
    ours: TextChange
    theirs: TextChange


def corrected(base: str, here: str, there: str) -> Corrected:
    """Return what two copies made of a text."""
    return Corrected(base, here, there, between(base, here), between(base, there))


def merged_text(both: Corrected, prefer: Side, contested: Sequence[Span] = ()) -> MergedText:
    """Return the text with the corrections of both copies; where they meet, one side's stand.

    In a contested passage of the text that both had they meet, wherever they are in it.
    """
    base, here, there, ours, theirs = both
    clashing = [
        (mine, other)
        for mine in ours.replacements
        for other in theirs.replacements
        if other != mine and (_touch(mine, other) or _touch_one(mine, other, contested))
    ]
    lost = (
        {mine for mine, _other in clashing} if prefer is Side.THERE else {other for _mine, other in clashing}
    )
    text = TextChange.of({*ours.replacements, *theirs.replacements} - lost).applied(base)
    if clashing:
        further = between(here, text), between(there, text)
    else:  # what is known is not told anew by the words: where they repeat, that may say something else
        further = theirs.after(ours), ours.after(theirs)
    words = tuple((mine.text, other.text) for mine, other in clashing)
    return MergedText(text, Version(here, ours, further[0]), Version(there, theirs, further[1]), words)


def _touch(one: Replacement | Span, other: Replacement | Span) -> bool:
    return one.start <= other.end and other.start <= one.end


def _touch_one(mine: Replacement, other: Replacement, contested: Sequence[Span]) -> bool:
    return any(_touch(mine, span) and _touch(other, span) for span in contested)


def one_text(here: str, there: str, prefer: Side) -> MergedText:
    """Return one of two texts of which nobody knows how they came of one."""
    text, change = there if prefer is Side.THERE else here, between(here, there)
    if prefer is Side.THERE:
        return MergedText(text, Version(here, TextChange(), change), Version(there, change, TextChange()))
    back = between(there, here)
    return MergedText(text, Version(here, TextChange(), TextChange()), Version(there, change, back))


def merged_place(merged: MergedText, was: Span | None, here: Span, there: Span) -> Span | None:
    """Return where a passage that both copies have is in the merged text; None where none of it is left.

    ``was`` is where it was when both were one. An edge is where the words say, unless one copy knows
    better: where words repeat, it was moved there by corrections that the two texts do not tell. Which
    copy takes in the other does not matter: of two that know better, the wider edge stands.
    """
    ours = merged.here.further.passage(here, merged.text)
    theirs = merged.there.further.passage(there, merged.text)
    if ours is None or theirs is None:
        return theirs if ours is None else ours
    told_here, told_there = _told(merged.here, was), _told(merged.there, was)
    starts, ends = (ours.start, theirs.start), (ours.end, theirs.end)
    start = _edge(starts, (here.start != told_here.start, there.start != told_there.start), min)
    end = _edge(ends, (here.end != told_here.end, there.end != told_there.end), max)
    return Span(start, end) if start < end else Span(min(starts), max(ends))


def _told(version: Version, was: Span | None) -> Span:
    """Return where the words say that a passage is in a copy."""
    return (was and version.since.passage(was, version.text)) or Span(-1, -1)


def _edge(places: tuple[int, int], knows: tuple[bool, bool], wider: Callable[[int, int], int]) -> int:
    ours, theirs = places
    if knows[0] != knows[1]:
        return ours if knows[0] else theirs
    return wider(ours, theirs)
