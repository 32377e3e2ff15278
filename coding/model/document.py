r"""A file as its reader gives it: the same plain Document, whatever the format was.

All text in it is NFC, with "\n" for line breaks inside a paragraph and "\t" between the cells of a
table's row. Offsets are code points of one paragraph, half-open.
"""

from collections.abc import Callable, Hashable
from dataclasses import dataclass, field
from typing import Any, Final, TypeVar

NUMBER: Final = "number"  # how the numbers of automatic lists are set
LONGEST_LINE: Final = 1_000_000  # characters without a break: a window lays a line out as a whole
_REMEMBERED: Final = 16  # a few ways to hear a document, and the codes that somebody wrote on it in each
_T = TypeVar("_T")


@dataclass(frozen=True, slots=True)
class Highlight:
    """A coloured stretch of one paragraph; ``colour`` is a name (yellow) or six hexadecimal digits."""

    paragraph: int
    start: int
    end: int
    colour: str


@dataclass(frozen=True, slots=True)
class Comment:
    """A remark in the margin and what it hangs on, from a place up to another (paragraph, offset)."""

    author: str
    text: str
    start: tuple[int, int]
    end: tuple[int, int]


@dataclass(frozen=True, slots=True)
class Setting:
    """A stretch of one paragraph that is set otherwise: ``bold``, ``italic``, a colour of its letters."""

    paragraph: int
    start: int
    end: int
    manner: str


@dataclass(frozen=True, slots=True)
class Document:
    """The content of a file. ``notes`` say in words what was found in it and left out.

    ``speakers`` are labels that the format itself says are names of speakers.
    """

    paragraphs: tuple[str, ...] = ()
    highlights: tuple[Highlight, ...] = ()
    comments: tuple[Comment, ...] = ()
    author: str = ""
    notes: tuple[str, ...] = ()
    speakers: tuple[str, ...] = ()
    settings: tuple[Setting, ...] = ()
    _known: dict[Any, Any] = field(default_factory=dict[Any, Any], init=False, compare=False, repr=False)

    def worked_out(self, by: Hashable, work_out: Callable[[], _T]) -> _T:
        """Return what was worked out of it by this before, or work it out; the latest are remembered."""
        found = self._known.get(by)
        if found is None:
            if len(self._known) >= _REMEMBERED:
                self._known.clear()
            found = self._known[by] = work_out()
        return found


@dataclass(frozen=True, slots=True)
class Table:
    """Cells as text, as many in every row as there are columns; ``name`` is the file's."""

    name: str
    header: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]
