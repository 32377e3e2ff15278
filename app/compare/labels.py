"""Names on a chart: they wrap at words, and what has no room is shortened; right to left where so written."""

from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QFontMetrics, QPainter, QTextOption

_ELLIPSIS = Qt.TextElideMode.ElideRight


def wrapped(text: str, width: float, metrics: QFontMetrics, most: int) -> list[str]:
    """Return a name in at most so many lines of a width.

    A word is never broken; what has no room is left out, and marked with an ellipsis.
    """
    lines: list[str] = []
    words = text.split()
    while words and len(lines) < most:
        taken = _fitting(words, width, metrics)
        is_last = len(lines) == most - 1
        lines.append(
            metrics.elidedText(" ".join(words if is_last else words[:taken]), _ELLIPSIS, round(width))
        )
        words = words[taken:]
    return lines


def _fitting(words: list[str], width: float, metrics: QFontMetrics) -> int:
    """Return how many words go into a line: one at least."""
    taken = 1
    while taken < len(words) and metrics.horizontalAdvance(" ".join(words[: taken + 1])) <= width:
        taken += 1
    return taken


def write_lines(painter: QPainter, room: QRectF, lines: list[str]) -> None:
    """Write lines one under another, each in the middle, in the direction of its script."""
    option = QTextOption(Qt.AlignmentFlag.AlignHCenter | Qt.AlignmentFlag.AlignTop)
    option.setTextDirection(Qt.LayoutDirection.LayoutDirectionAuto)
    option.setWrapMode(QTextOption.WrapMode.NoWrap)
    height = painter.fontMetrics().height()
    for at, line in enumerate(lines):
        painter.drawText(
            QRectF(room.left(), room.top() + at * height, room.width(), height + 2), line, option
        )
