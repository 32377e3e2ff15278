"""The one place that converts Qt's UTF-16 positions to code points and back.

Qt counts an emoji as two, Python as one. The two lengths differ only in texts that hold such
characters; elsewhere a position is returned as it is.
"""

import re
from bisect import bisect_left

_WIDE = re.compile("[\U00010000-\U0010ffff]")


class Offsets:
    """Positions of one text, both ways."""

    def __init__(self, text: str) -> None:
        """Note where the characters beyond the Basic Multilingual Plane are."""
        has_wide = len(text) != len(text.encode("utf-16-le", "surrogatepass")) // 2
        self._points = [match.start() for match in _WIDE.finditer(text)] if has_wide else []
        # The n-th wide character begins n units later in UTF-16 than in code points.
        self._units = [point + n for n, point in enumerate(self._points)]

    def to_qt(self, position: int) -> int:
        """Return Qt's position for a code point."""
        return position + bisect_left(self._points, position)

    def to_code_points(self, position: int) -> int:
        """Return the code point for one of Qt's positions; inside a pair, the character's own."""
        return position - bisect_left(self._units, position)
