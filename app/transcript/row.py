"""A visible line of the transcript."""

from typing import Any, NamedTuple

from PySide6.QtGui import QTextLine


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
