"""A transcript that was corrected in two copies: the corrections of both, where they do not meet."""

from typing import NamedTuple

from coding.merging.plan import Side
from coding.text.text_change import Replacement, TextChange
from coding.text.text_diff import between


class MergedText(NamedTuple):
    """A text, and the places in which both copies were corrected, each as it was made here and there."""

    text: str
    clashes: tuple[tuple[str, str], ...]


def merged_text(base: str, here: str, there: str, prefer: Side) -> MergedText:
    """Return the text with the corrections of both copies; where they meet, one side's stand."""
    ours, theirs = between(base, here).replacements, between(base, there).replacements
    clashing = [(mine, other) for mine in ours for other in _meeting(mine, theirs)]
    lost = (
        {mine for mine, _other in clashing} if prefer is Side.THERE else {other for _mine, other in clashing}
    )
    keep = {*ours, *theirs} - lost
    words = tuple((mine.text, other.text) for mine, other in clashing)
    return MergedText(TextChange.of(keep).applied(base), words)


def _meeting(mine: Replacement, theirs: tuple[Replacement, ...]) -> list[Replacement]:
    return [
        other for other in theirs if other != mine and mine.start <= other.end and other.start <= mine.end
    ]
