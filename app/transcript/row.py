"""A visible line of the transcript."""

from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from typing import Any, NamedTuple

from PySide6.QtGui import QTextLine

from coding.model.study import Span


class VisibleRow(NamedTuple):
    """A visible line: its stretch of the document (Qt's positions) and where it stands in the viewport."""

    start: int
    end: int
    top: float
    height: float
    line: QTextLine
    block_start: int

    def x(self, position: int) -> float:
        """Return where a position of this line stands."""
        found: Any = self.line.cursorToX(position - self.block_start)
        return found[0]  # Qt gives the position back beside it


def touched(span: Span, rows: Sequence[VisibleRow]) -> range:
    """Return the places of the lines, ordered from the top, that a span (Qt's positions) touches.

    An empty line is touched by a span that goes over it.
    """
    first = bisect_right(rows, span.start, key=lambda row: max(row.end, row.start + 1))
    return range(first, bisect_left(rows, span.end, key=lambda row: row.start))
