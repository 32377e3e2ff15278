"""A transcript that is looked at while the keyboard is elsewhere."""

from PySide6.QtGui import QPainter

from app.transcript.painting import outline, selection_pen
from app.transcript.row import VisibleRow
from app.transcript.view import TranscriptView


class OutlinedView(TranscriptView):
    """The words in question stay outlined wherever the keyboard is."""

    def _outline_selection(self, painter: QPainter, rows: list[VisibleRow]) -> None:
        pen = selection_pen(coded=True, focused=True)
        outline(painter, rows, self.to_qt(self.selected), pen)
