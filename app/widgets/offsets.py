"""The one place that converts Qt's UTF-16 positions to code points and back.

Qt counts an emoji as two, Python as one. The two lengths differ only in texts that hold such
characters; elsewhere a position is returned as it is.
"""

import numpy as np


class Offsets:
    """Positions of one text, both ways."""

    def __init__(self, text: str) -> None:
        """Note where the characters beyond the Basic Multilingual Plane are."""
        if len(text) == len(text.encode("utf-16-le", "surrogatepass")) // 2:
            wide = np.empty(0, np.int64)
        else:
            points = np.frombuffer(text.encode("utf-32-le", "surrogatepass"), np.uint32)
            wide = np.flatnonzero(points > 0xFFFF).astype(np.int64)
        self._points = wide
        # The n-th wide character begins n units later in UTF-16 than in code points.
        self._units = wide + np.arange(len(wide))

    def to_qt(self, position: int) -> int:
        """Return Qt's position for a code point."""
        if not len(self._points):
            return position
        return position + int(np.searchsorted(self._points, position))

    def to_code_points(self, position: int) -> int:
        """Return the code point for one of Qt's positions; inside a pair, the character's own."""
        if not len(self._points):
            return position
        return position - int(np.searchsorted(self._units, position))
