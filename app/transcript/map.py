"""The map of the whole interview beside the scroll bar: where the codings are and what is on view."""

import numpy as np
from PySide6.QtCore import QRectF, QSize, Qt, Signal
from PySide6.QtGui import QColor, QMouseEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QWidget

from app import theme
from app.transcript.view import TranscriptView
from coding.language import _

_WIDTH = 12
_TICK = 3


class InterviewMap(QWidget):
    """A tick for every coding in its dimension's hue, and a pane over what is on view."""

    place_chosen = Signal(float)  # 0 at the top of the interview, 1 at its end

    def __init__(self, view: TranscriptView, parent: QWidget | None = None) -> None:
        """Stand beside this view."""
        super().__init__(parent)
        self._view = view
        self._length = 1
        self._ticks: dict[str, list[int]] = {}
        self._ticks_for: tuple[object, ...] = ()
        self.setFixedWidth(_WIDTH)
        self.setAccessibleName(_("Map of the interview"))
        self.setToolTip(_("The whole interview; click to go there"))
        view.rows_changed.connect(self.update)

    def sizeHint(self) -> QSize:
        """Be narrow."""
        return QSize(_WIDTH, 100)

    def set_length(self, length: int) -> None:
        """Say how many code points the interview has."""
        self._length = max(length, 1)

    def refresh(self) -> None:
        """Work out the ticks anew when next painted."""
        self._ticks_for = ()
        self.update()

    def _ticks_by_hue(self) -> dict[str, list[int]]:
        """Return the distinct pixel rows with a tick, by hue; worked out once for many codings."""
        codings = self._view.codings
        state = (id(codings), len(codings), self.height(), self._length)
        if state != self._ticks_for:
            rows = (codings.starts * max(self.height() - _TICK, 1) // self._length).astype(np.int64)
            hues = [self._view.looks.of(coding).hue for coding in codings]
            self._ticks = {}
            for hue, row in dict.fromkeys(zip(hues, rows.tolist(), strict=True)):
                self._ticks.setdefault(hue, []).append(row)
            self._ticks_for = state
        return self._ticks

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Paint the ticks and the pane."""
        colours = theme.current()
        painter = QPainter(self)
        painter.fillRect(self.rect(), QColor(colours.panel))
        span = self._view.visible_span()
        top = span.start / self._length * self.height()
        height = max(6.0, span.length / self._length * self.height())
        painter.fillRect(QRectF(0, top, self.width(), height), QColor(colours.accent_tint))
        for hue, rows in self._ticks_by_hue().items():
            colour = QColor(colours.hue(hue).mark)
            for row in rows:
                painter.fillRect(QRectF(2, row, self.width() - 4, _TICK), colour)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Go to the place."""
        self.place_chosen.emit(min(max(event.position().y() / max(self.height(), 1), 0.0), 1.0))

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        """Follow a drag."""
        if event.buttons() & Qt.MouseButton.LeftButton:
            self.mousePressEvent(event)
