"""The figures of one measure school by school, each beside its strand in the interviews."""

from collections.abc import Sequence

from PySide6.QtCore import QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QWidget

from app.shell import theme
from app.widgets.painted_column import PaintedPicture
from coding.analysis.outcome_panels import OutcomePanels, SchoolPanel, in_order
from coding.language import _
from coding.model.outcomes import Outcome, joined_years

_HEAD, _AXIS, _SPOKEN = 20, 16, 18  # pixels above the figures, of the years, of the strand below
_EDGE, _DOT, _LEAST, _LINE = 14, 3.5, 110, 19


class OutcomeMultiples(PaintedPicture):
    """A panel a school on one scale; below each how often the strand is spoken of there."""

    def __init__(self, parent: QWidget | None = None) -> None:
        """Show nothing yet."""
        super().__init__(parent)
        self.shown: OutcomePanels | None = None
        self.setMinimumHeight(150)

    def show_measure(self, shown: OutcomePanels | None) -> None:
        """Show another measure, or the same anew."""
        self.shown = shown
        self.setAccessibleName(shown.in_words() if shown else _("Nothing to show"))
        self.update()

    def sizeHint(self) -> QSize:
        """Ask for room for five schools."""
        return QSize(5 * _LEAST, 220)

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Paint the panels beside each other."""
        if self.shown is None or not self.shown.panels:
            return
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        width = self.width() / len(self.shown.panels)
        for at, panel in enumerate(self.shown.panels):
            painting = _Painting(painter, self.shown, QRectF(at * width, 0, width, self.height()))
            (painting.paint_levels if self.shown.measure.levels else painting.paint)(panel)
        painter.end()


class _Painting:
    """One panel being painted in its place."""

    def __init__(self, painter: QPainter, shown: OutcomePanels, place: QRectF) -> None:
        self._painter, self._shown, self._place = painter, shown, place
        spoken = _SPOKEN if shown.strand else 0
        self._field = place.adjusted(_EDGE, _HEAD + 8, -_EDGE, -(_AXIS + spoken + 4))

    def paint(self, panel: SchoolPanel) -> None:
        tones = theme.current()
        self._text(self._row(0, _HEAD), panel.name, tones.text)
        self._painter.setPen(QPen(QColor(tones.border), 1))
        self._painter.drawLine(self._field.bottomLeft(), self._field.bottomRight())
        for line in self._shown.lines.values():
            self._line(line, QPen(QColor(tones.total), 1.2, Qt.PenStyle.DashLine))
        self._line(panel.figures, QPen(QColor(tones.accent), 2))
        for each in panel.figures:
            self._dot(each)
        self._years()
        self._beside(panel)

    def paint_levels(self, panel: SchoolPanel) -> None:
        """Write the levels of a rating in words, a line a year and who judged."""
        tones = theme.current()
        self._text(self._row(0, _HEAD), panel.name, tones.text)
        for at, each in enumerate(in_order(panel.figures, self._shown.years)):
            words = "  ".join(filter(None, (each.year, each.value, each.label)))
            self._text(self._row(_HEAD + 4 + at * _LINE, _LINE), words, tones.text)
        self._beside(panel)

    def _beside(self, panel: SchoolPanel) -> None:
        """Write how often the strand is spoken of."""
        tones = theme.current()
        if self._shown.strand:
            words = " · ".join(f"{round_} {n}" for round_, n in panel.spoken)
            bottom = self._place.bottom() - _SPOKEN
            self._text(
                QRectF(self._place.left(), bottom, self._place.width(), _SPOKEN),
                f"{self._shown.strand}  {words}",
                tones.dim,
            )

    def _line(self, figures: Sequence[Outcome], pen: QPen) -> None:
        self._painter.setPen(pen)
        breaks = self._shown.measure.settings.breaks
        for one, other in joined_years(figures, self._shown.years, breaks):
            self._painter.drawLine(self._point(one), self._point(other))

    def _dot(self, figure: Outcome) -> None:
        height = self._shown.height_of(figure)
        if height is None:
            return
        tones, at = theme.current(), self._point(figure)
        self._painter.setPen(Qt.PenStyle.NoPen)
        self._painter.setBrush(QColor(tones.accent))
        self._painter.drawEllipse(at, _DOT, _DOT)
        self._painter.setBrush(Qt.BrushStyle.NoBrush)
        room = self._field.width() / max(len(self._shown.years), 1)
        place = QRectF(at.x() - room / 2, at.y() - 20, room, 15)
        self._text(place, figure.value, tones.text)

    def _years(self) -> None:
        room = self._field.width() / max(len(self._shown.years), 1)
        for year in self._shown.years:
            x = self._x(year)
            place = QRectF(x - room / 2, self._field.bottom() + 2, room, _AXIS)
            self._text(place, year, theme.current().dim)

    def _x(self, year: str) -> float:
        years = self._shown.years
        return self._field.left() + (years.index(year) + 0.5) * self._field.width() / len(years)

    def _point(self, figure: Outcome) -> QPointF:
        height = self._shown.height_of(figure) or 0.0
        return QPointF(self._x(figure.year), self._field.bottom() - height * (self._field.height() - 14))

    def _row(self, top: float, height: float) -> QRectF:
        return QRectF(self._place.left() + 4, self._place.top() + top, self._place.width() - 8, height)

    def _text(self, place: QRectF, words: str, colour: str) -> None:
        self._painter.setPen(QColor(colour))
        short = self._painter.fontMetrics().elidedText(words, Qt.TextElideMode.ElideRight, int(place.width()))
        self._painter.drawText(place, Qt.AlignmentFlag.AlignCenter, short)
