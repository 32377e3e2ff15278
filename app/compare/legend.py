"""The legend over a chart: a square of colour, a name, and its n."""

from collections.abc import Sequence

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QWidget

from app.compare.palette import colour_of
from app.widgets.flow_layout import FlowLayout
from app.widgets.forms import line, row_of
from coding.analysis.chart import LegendEntry
from coding.language import _

_SIDE = 10


class Legend(QWidget):
    """Shows what the colours mean, and what is said of the scales."""

    def __init__(self, parent: QWidget | None = None) -> None:
        """Begin empty."""
        super().__init__(parent)
        self.setAccessibleName(_("Legend"))
        self._row = FlowLayout(self, across=14, down=3)
        self._shown: tuple[Sequence[LegendEntry], str] | None = None

    def show_entries(self, entries: Sequence[LegendEntry], note: str) -> None:
        """Show these entries, and a note after them."""
        if self._shown == (entries, note):
            return
        self._shown = (entries, note)
        while (item := self._row.takeAt(0)) is not None:
            widget = item.widget()
            if widget is not None:
                widget.hide()
                widget.deleteLater()
        for widget in (*map(_entry, entries), *([line(f"· {note}")] if note else ())):
            self._row.addWidget(widget)
            widget.show()  # what is not yet shown takes no room
        self.updateGeometry()


def _entry(entry: LegendEntry) -> QWidget:
    widget = QWidget()
    row_of(_Square(entry.colour), line(entry.text), on=widget, spacing=6)
    return widget


class _Square(QWidget):
    def __init__(self, colour: str) -> None:
        super().__init__()
        self._colour = colour

    def sizeHint(self) -> QSize:
        return QSize(_SIDE, _SIDE + 4)

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(colour_of(self._colour))
        painter.drawRoundedRect(QRectF(0, (self.height() - _SIDE) / 2, _SIDE, _SIDE), 2, 2)
