"""The map of the whole interview beside the scroll bar: where the codings are and what is on view."""

from bisect import bisect_left

from PySide6.QtCore import QRectF, QSize, Qt, Signal
from PySide6.QtGui import QColor, QKeyEvent, QMouseEvent, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QAbstractSlider, QWidget

from app.shell import theme
from app.transcript.view import TranscriptView
from coding.language import _

_WIDTH = 12
_TICK = 3
_WHOLE = 1000  # the end of the interview, in steps of the keys


class Minimap(QAbstractSlider):
    """A tick for every coding in its dimension's hue, and a pane over what is on view.

    Arrows, Page Up, Page Down, Home and End move it, as any slider.
    """

    place_chosen = Signal(float)  # 0 at the top of the interview, 1 at its end
    entered = Signal()  # the text on view is wanted
    left = Signal()

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
        self.setOrientation(Qt.Orientation.Vertical)
        self.setInvertedControls(True)  # Down is further down
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.setRange(0, _WHOLE)
        self.setSingleStep(_WHOLE // 100)
        self.setPageStep(_WHOLE // 10)
        self.valueChanged.connect(self._say_place)
        view.rows_changed.connect(self._follow_view)

    def sizeHint(self) -> QSize:
        """Be narrow."""
        return QSize(_WIDTH, 100)

    def set_length(self, length: int) -> None:
        """Say how many code points the interview has."""
        self._length = max(length, 1)

    def _say_place(self) -> None:
        self.place_chosen.emit(self.value() / _WHOLE)

    def _follow_view(self) -> None:
        """Stand where the text does, unless keys are moving it: lines are not as fine as their steps."""
        if not self.hasFocus():
            self.blockSignals(True)  # noqa: FBT003 - Qt's own
            self.setValue(self._view.visible_span().start * _WHOLE // self._length)
            self.blockSignals(False)  # noqa: FBT003 - Qt's own
        self.update()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Let Enter lead to the text on view, and Escape back to the text."""
        match event.key():
            case Qt.Key.Key_Return | Qt.Key.Key_Enter:
                self.entered.emit()
            case Qt.Key.Key_Escape:
                self.left.emit()
            case _:
                super().keyPressEvent(event)

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
        places, looks = self._view.codings.places, self._view.looks
        height = max(self.height() - _TICK, 1)
        codes = sorted({code_id for _start, _end, _id, code_id in places})
        hues = {code_id: looks.of_code(code_id).hue for code_id in codes}
        ticks: dict[str, list[tuple[int, int]]] = {hue: [] for hue in hues.values()}
        at = 0
        while at < len(places):
            row = places[at][0] * height // self._length
            next_row = -(-(row + 1) * self._length // height)  # where it begins, rounded up
            beyond = bisect_left(places, (next_row,), at)
            for hue in {hues[code_id] for _start, _end, _id, code_id in places[at:beyond]}:
                _add_tick(ticks[hue], row)
            at = beyond
        return ticks

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Paint the ticks and the pane."""
        colours = theme.current()
        painter = QPainter(self)
        painter.fillRect(self.rect(), QColor(colours.panel))
        span = self._view.visible_span()
        top = span.start / self._length * self.height()
        height = max(6.0, span.length / self._length * self.height())
        pane = QRectF(0, top, self.width(), height)
        painter.fillRect(pane, QColor(colours.accent_tint))
        for hue, runs in self._ticks_by_hue().items():
            colour = QColor(colours.hue(hue).mark)
            for first, last in runs:
                painter.fillRect(QRectF(2, first, self.width() - 4, last - first), colour)
        painter.setPen(QPen(QColor(colours.accent), 2) if self.hasFocus() else QColor(colours.quiet))
        painter.drawRect(pane.adjusted(0.5, 0.5, -0.5, -0.5))

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Go to the place."""
        self.place_chosen.emit(min(max(event.position().y() / max(self.height(), 1), 0.0), 1.0))

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        """Follow a drag."""
        if event.buttons() & Qt.MouseButton.LeftButton:
            self.mousePressEvent(event)


def _add_tick(runs: list[tuple[int, int]], row: int) -> None:
    """Put a tick at the end of runs of pixel rows; it joins the last where they meet."""
    if runs and row <= runs[-1][1]:
        runs[-1] = runs[-1][0], row + _TICK
    else:
        runs.append((row, row + _TICK))
