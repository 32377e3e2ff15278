"""What a change of a transcript's text does to its codings, so that it can be shown before it is made."""

from collections.abc import Iterable
from dataclasses import dataclass

from coding.model.study import Coding, Span
from coding.text.text_change import TextChange
from coding.text.text_diff import likeness


@dataclass(frozen=True, slots=True)
class Moved:
    """A coding, where it goes (None: nowhere), and what its passage reads before and after."""

    coding: Coding
    span: Span | None
    before: str
    after: str

    @property
    def reads_otherwise(self) -> bool:
        """Tell whether its passage is there with other words."""
        return self.span is not None and self.before != self.after


def moved_codings(
    text: str, change: TextChange, codings: Iterable[Coding], *, least: float = 0
) -> list[Moved]:
    """Return where codings on a text go; nowhere where less than ``least`` (0 to 1) of a passage is left."""
    new = change.applied(text)
    return [_moved(text, new, change, coding, least) for coding in codings]


def _moved(text: str, new: str, change: TextChange, coding: Coding, least: float) -> Moved:
    before, span = text[coding.start : coding.end], change.passage(coding.span, new)
    after = "" if span is None else new[span.start : span.end]
    if span is None or (before != after and likeness(before, after) < least):
        return Moved(coding, None, before, "")
    return Moved(coding, span, before, after)
