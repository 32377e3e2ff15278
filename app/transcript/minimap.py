"""The map of the whole interview beside the scroll bar: where the codings are and what is on view."""

import numpy as np
import numpy.typing as npt
from PySide6.QtCore import QRectF, QSize, Qt, Signal
from PySide6.QtGui import QColor, QMouseEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QWidget

from app.shell import theme
from app.transcript.view import TranscriptView
from coding.language import _

_WIDTH = 12
_TICK = 3


class Minimap(QWidget):
    """A tick for every coding in its dimension's hue, and a pane over what is on view."""

    place_chosen = Signal(float)  # 0 at the top of the interview, 1 at its end

    def __init__(self, view: TranscriptView, parent: QWidget | None = None) -> None:
        """Stand beside this view."""
        super().__init__(parent)
        self._view = view
        self._length = 1
        self._ticks: dict[str, list[tuple[int, int]]] = {}
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

    def _ticks_by_hue(self) -> dict[str, list[tuple[int, int]]]:
        """Return the pixel rows with a tick as runs, by hue; worked out once for many codings."""
        state = (self._view.codings, self.height(), self._length)
        if state != self._ticks_for:
            self._ticks = self._work_out_ticks()
            self._ticks_for = state
        return self._ticks

    def _work_out_ticks(self) -> dict[str, list[tuple[int, int]]]:
        codings = self._view.codings
        rows = codings.starts * max(self.height() - _TICK, 1) // self._length
        marked: dict[str, npt.NDArray[np.bool_]] = {}
        for code_id in np.unique(codings.code_ids).tolist():
            hue = self._view.looks.of_code(code_id).hue
            here = marked.setdefault(hue, np.zeros(self.height() + _TICK, dtype=bool))
            for below in range(_TICK):
                here[rows[codings.code_ids == code_id] + below] = True
        return {hue: _runs(here) for hue, here in marked.items()}

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Paint the ticks and the pane."""
        colours = theme.current()
        painter = QPainter(self)
        painter.fillRect(self.rect(), QColor(colours.panel))
        span = self._view.visible_span()
        top = span.start / self._length * self.height()
        height = max(6.0, span.length / self._length * self.height())
        painter.fillRect(QRectF(0, top, self.width(), height), QColor(colours.accent_tint))
        for hue, runs in self._ticks_by_hue().items():
            colour = QColor(colours.hue(hue).mark)
            for first, last in runs:
                painter.fillRect(QRectF(2, first, self.width() - 4, last - first), colour)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Go to the place."""
        self.place_chosen.emit(min(max(event.position().y() / max(self.height(), 1), 0.0), 1.0))

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        """Follow a drag."""
        if event.buttons() & Qt.MouseButton.LeftButton:
            self.mousePressEvent(event)


def _runs(marked: npt.NDArray[np.bool_]) -> list[tuple[int, int]]:
    """Return where marks begin and end, half-open."""
    edges = np.flatnonzero(np.diff(marked.astype(np.int8), prepend=0, append=0)).tolist()
    return list(zip(edges[::2], edges[1::2], strict=True))
