"""A pencil beside every passage that somebody wrote a remark on."""

from collections.abc import Sequence

from PySide6.QtCore import QEvent, QPointF, QRectF, Qt, Signal
from PySide6.QtGui import QColor, QHelpEvent, QMouseEvent, QPainter, QPaintEvent, QWheelEvent
from PySide6.QtWidgets import QApplication, QToolTip, QWidget

from app.shell import theme
from app.transcript.view import TranscriptView
from app.widgets.painted_column import PaintedColumn, PaintedRow
from coding.language import _
from storage.queries.remarks import WrittenRemark

_WIDTH = 20
_SIGN = "✎"


def in_words(remarks: Sequence[WrittenRemark]) -> str:
    """Return remarks as they are read: who says what, each on lines of its own."""
    return "\n".join(
        _("{who}: {text}").format(who=remark.coder, text=remark.text) if remark.coder else remark.text
        for remark in remarks
    )


class RemarkColumn(PaintedColumn):
    """Narrow; not there at all where an interview has no remarks. The panel shows them for the keyboard."""

    chosen = Signal(object)  # WrittenRemark

    def __init__(self, view: TranscriptView, parent: QWidget | None = None) -> None:
        """Stand beside this view."""
        super().__init__(parent)
        self._view = view
        self._remarks: Sequence[WrittenRemark] = ()
        self.setFixedWidth(_WIDTH)
        self.setAccessibleName(_("Remarks on passages"))
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.hide()
        view.rows_changed.connect(self.update)

    def show_remarks(self, remarks: Sequence[WrittenRemark]) -> None:
        """Show the remarks of an interview, in the order of its text."""
        self._remarks = remarks
        self.rows_have_changed()
        self.update()

    @property
    def has_any(self) -> bool:
        """Whether there is anything to show."""
        return bool(self._remarks)

    def _placed(self) -> list[tuple[WrittenRemark, QRectF]]:
        """Return the remarks on view and where their pencils stand: at the first line of the passage."""
        rows, seen = self._view.rows(), self._view.visible_span()
        found: list[tuple[WrittenRemark, QRectF]] = []
        for remark in self._remarks:
            if seen.start <= remark.span.start <= seen.end:
                row = self._view.row_of(remark.span.start, rows)
                if row is not None:
                    found.append((remark, QRectF(0, row.top, self.width(), row.height)))
        return found

    def remarks_at(self, point: QPointF) -> list[WrittenRemark]:
        """Return the remarks whose pencil is under a point."""
        return [remark for remark, place in self._placed() if place.contains(point)]

    def painted_rows(self) -> list[PaintedRow]:
        """Return the remarks on view, each in its words."""
        return [PaintedRow(in_words([remark]), place.toRect()) for remark, place in self._placed()]

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Paint what is on view."""
        painter = QPainter(self)
        painter.setPen(QColor(theme.current().quiet))
        for place in {place.top(): place for _remark, place in self._placed()}.values():
            painter.drawText(place, Qt.AlignmentFlag.AlignCenter, _SIGN)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Choose the remark under the pointer."""
        remarks = self.remarks_at(event.position())
        if remarks:
            self.chosen.emit(remarks[0])

    def event(self, event: QEvent) -> bool:
        """Show what the remarks under the pointer say."""
        if isinstance(event, QHelpEvent):
            QToolTip.showText(event.globalPos(), in_words(self.remarks_at(QPointF(event.pos()))), self)
            return True
        return super().event(event)

    def wheelEvent(self, event: QWheelEvent) -> None:
        """Scroll the text."""
        QApplication.sendEvent(self._view.viewport(), event)
