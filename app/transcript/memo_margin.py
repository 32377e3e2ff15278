"""What was written on passages, beside them: where a window is wide enough for it."""

from collections.abc import Sequence
from itertools import groupby

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QPainter, QPaintEvent

from app.shell import theme
from app.transcript.remark_column import RemarkColumn, in_words
from coding.text.names import shortened
from storage.queries.remarks import WrittenRemark

_LONGEST = 150  # characters of what is written; all of it is in the panel
_INSET, _BETWEEN = 10, 8  # pixels
_WRAPPED = Qt.TextFlag.TextWordWrap


class MemoMargin(RemarkColumn):
    """Excerpts at the first lines of their passages, the next below where two would meet."""

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Paint what is on view."""
        painter, colours = QPainter(self), theme.current()
        for written, place in self._excerpts():
            painter.fillRect(QRectF(0, place.top() + 2, 2, place.height() - 4), QColor(colours.line))
            painter.setPen(QColor(colours.quiet))
            painter.drawText(place.adjusted(_INSET, 0, 0, 0), _WRAPPED, _excerpt(written))

    def remarks_at(self, point: QPointF) -> list[WrittenRemark]:
        """Return what is written in the excerpt under a point."""
        return [each for written, place in self._excerpts() if place.contains(point) for each in written]

    def _excerpts(self) -> list[tuple[list[WrittenRemark], QRectF]]:
        found: list[tuple[list[WrittenRemark], QRectF]] = []
        below = 0.0
        for top, placed in groupby(self._placed(), lambda each: each[1].top()):
            written = [remark for remark, _place in placed]
            room = QRectF(0, 0, self.width() - _INSET, 10_000)
            height = QRectF(
                self.fontMetrics().boundingRect(room.toRect(), _WRAPPED, _excerpt(written))
            ).height()
            place = QRectF(0, max(top, below), self.width(), height)
            found.append((written, place))
            below = place.bottom() + _BETWEEN
        return found


def _excerpt(written: Sequence[WrittenRemark]) -> str:
    return shortened(in_words(written), _LONGEST)
