"""A chart on the screen: a panel for each round, one above the other."""

from collections.abc import Sequence
from typing import Any

import pyqtgraph
from PySide6.QtCore import QEvent, QObject, QPoint, QPointF, QSize, Qt, QTimer, Signal
from PySide6.QtGui import (
    QAccessible,
    QFocusEvent,
    QKeyEvent,
    QMouseEvent,
    QResizeEvent,
)
from PySide6.QtWidgets import QScrollBar, QToolTip, QWidget

from app.compare.drawn_panel import DrawnPanel, Plot
from app.shell import theme
from app.shell.spoken import announce
from app.widgets.forms import column_of, named, wide
from app.widgets.painted_column import PaintedPicture
from coding.analysis.chart import Bar, Chart, ChartMark
from coding.analysis.frequencies import Cell
from coding.language import _

pg: Any = pyqtgraph  # brings no types
_PANEL_HEIGHT = 150
_STRIP_HEIGHT = 40
_TILE, _FEW_TILES = 14, 6  # pixels of a row of tiles; so many have room in the least height
_NARROWEST = 3.0  # pixels of a bar; below that the chart is scrolled
_BY_TAB = {Qt.FocusReason.TabFocusReason, Qt.FocusReason.BacktabFocusReason}
_ARROWS = {Qt.Key.Key_Left, Qt.Key.Key_Right, Qt.Key.Key_Up, Qt.Key.Key_Down}


class ChartView(PaintedPicture):
    """Draws a chart; a click or the arrow keys choose a bar, Enter asks for its passages."""

    bar_chosen = Signal(object)  # Bar
    clicked = Signal()  # on the bar that was chosen just now
    opened = Signal()

    painted_role = QAccessible.Role.Chart

    def __init__(self, parent: QWidget | None = None) -> None:
        """Begin empty."""
        super().__init__(parent)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self._chart: Chart | None = None
        self._drawn: list[DrawnPanel] = []
        self._arranged: tuple[list[bool], int] = ([], 1)  # which have strips, and how many stand across
        self._current: Bar | None = None
        self._covered = 0  # pixels at the right that something lies over
        self._scene = _scene()
        self._scene.viewport().installEventFilter(self)
        self._scroll = named(QScrollBar(Qt.Orientation.Horizontal), _("Further along the chart"))
        self._scroll.valueChanged.connect(self._show_range)
        column_of(wide(self._scene), self._scroll, on=self, spacing=0)
        self._scroll.hide()

    # --- what is shown -----------------------------------------------------------------------

    @property
    def chart(self) -> Chart | None:
        """What is shown."""
        return self._chart

    @property
    def current(self) -> Bar | None:
        """The bar that is chosen."""
        return self._current

    def show_chart(self, chart: Chart) -> None:
        """Draw a chart; nothing is chosen."""
        self._chart = chart
        self._current = None
        self.setAccessibleName(_("Chart: {title}").format(title=chart.title))
        with_strips = [panel.strip is not None for panel in chart.panels]
        is_other = (with_strips, chart.across) != self._arranged
        if is_other:
            self._leave_panels()  # before the room changes: they would be laid out in it once more
        self._set_minimum(chart)
        if is_other:
            self._make_panels(with_strips, chart.across)
        for drawn, panel in zip(self._drawn, chart.panels, strict=True):
            drawn.show(chart, panel, is_last=panel is chart.panels[-1])
        self._set_scroll()
        self._set_heights()

    def clear(self) -> None:
        """Show nothing, and keep nothing of what was shown."""
        self._chart = self._current = None
        self._leave_panels()
        self._make_panels([], 1)

    def _leave_panels(self) -> None:
        for panel in self._drawn:
            panel.leave()
        self._drawn = []

    def _make_panels(self, with_strips: list[bool], across: int) -> None:
        self._arranged = with_strips, across
        self._scene.setBackground(theme.current().page)
        for column in range(across):
            self._scene.ci.layout.setColumnStretchFactor(2 * column + 1, 1)
        self._drawn = [
            DrawnPanel(self._scene, at, across, with_strip=one) for at, one in enumerate(with_strips)
        ]
        self._scene.ci.layout.activate()

    def _set_minimum(self, chart: Chart) -> None:
        """Ask for the height below which nothing can be read; more is scrolled."""
        rows = -(-len(chart.panels) // chart.across)
        strips = sum(panel.strip is not None for panel in chart.panels)
        tiles = sum(_TILE * max(len(panel.bars.rows) - _FEW_TILES, 0) for panel in chart.panels)
        self.setMinimumHeight(_PANEL_HEIGHT * max(rows, 1) + _STRIP_HEIGHT * strips + tiles)

    @property
    def plots(self) -> list[Plot]:
        """All plots from the top: of each panel the strip of totals, where there is one, and the bars."""
        return [plot for panel in self._drawn for plot in panel.plots]

    def choose(self, bar: Bar | None) -> None:
        """Outline a bar without saying so."""
        self._current = bar
        for panel in self._drawn:
            panel.choose(bar)
        if bar is not None:
            self._bring_into_view(bar)

    def choose_number(self, cells: Sequence[Cell]) -> None:
        """Outline the bar that shows a number; none where no bar does."""
        columns = self._chart.categories if self._chart else ()
        members, column = [cell.group.keys for cell in cells], cells[-1].column
        stage = cells[-1].found.analysis_data.stage
        found = (
            plot.bars.of_members(columns.index(column), members, stage)
            for plot in self.plots
            if column in columns
        )
        self.choose(next(filter(None, found), None))

    def sizeHint(self) -> QSize:
        """Ask for the room of two rounds."""
        return QSize(900, 2 * 260)

    # --- the range in view ---------------------------------------------------------------------

    def _set_scroll(self) -> None:
        """Show as many strands as have room; the others are reached by the bar below."""
        if self._chart is None or not self._drawn:
            return
        narrowest = min(plot.bars.narrowest for plot in self.plots)
        all_of_it = len(self._chart.categories)
        shown = min(float(all_of_it), max(self._room() * narrowest / _NARROWEST, 1.0))
        self._scroll.setVisible(shown < all_of_it)
        self._scroll.setPageStep(round(shown * 100))
        self._scroll.setSingleStep(100)
        self._scroll.setRange(0, round((all_of_it - shown + self._strands_covered()) * 100))
        self._show_range()

    def _room(self) -> int:
        across = self._arranged[1]
        axes = sum(panel.axis_width for panel in self._drawn[:across]) if self._drawn else 0
        return max((self.width() - axes - 22) // across, 100)

    def _strands_covered(self) -> float:
        return self._scroll.pageStep() / 100 * self._covered / self._room()

    def keep_clear(self, pixels: int) -> None:
        """Keep what is chosen out of so many pixels at the right, which something lies over."""
        self._covered = pixels
        self._set_scroll()
        if self._current is not None:
            self._bring_into_view(self._current)

    def _show_range(self) -> None:
        left = self._scroll.value() / 100
        for panel in self._drawn:
            panel.see(left, left + self._scroll.pageStep() / 100)

    def _set_heights(self) -> None:
        """Leave room for the figures and between the ticks, however low the panels are."""
        for panel in self._drawn:
            panel.share_out()
        self._scene.ci.layout.activate()
        for panel in self._drawn:
            panel.set_heights()
        self._scene.scene().prepareForPaint()  # else it is painted, put in its place, and painted again

    def _bring_into_view(self, bar: Bar) -> None:
        left, page = self._scroll.value() / 100, self._scroll.pageStep() / 100 - self._strands_covered()
        if not left <= bar.left <= left + page - bar.width:
            self._scroll.setValue(round((bar.left - page / 2) * 100))

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Show as much as has room."""
        super().resizeEvent(event)
        self._scene.ci.layout.activate()
        self._set_scroll()
        self._set_heights()

    def changeEvent(self, event: QEvent) -> None:
        """Follow the system from light to dark and back."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.PaletteChange and self._chart is not None:
            # Not while Qt is dressing all widgets one by one.
            QTimer.singleShot(0, self, self._dress)

    def _dress(self) -> None:
        self._scene.setBackground(theme.current().page)
        for panel in self._drawn:
            panel.dress()

    # --- mouse ---------------------------------------------------------------------------------

    def bar_at(self, point: QPointF) -> Bar | None:
        """Return the bar at a point of the scene, however low; a strand's name stands for its total."""
        return next(filter(None, (panel.bar_at(point) for panel in self._drawn)), None)

    def _words_at(self, point: QPointF, bar: Bar | None) -> str:
        """Return what is said beside the pointer: a strand's whole name, a bar's number."""
        names = (panel.named_at(point) for panel in self._drawn)
        return "\n".join(filter(None, (*names, bar.words if bar else "")))

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Take the mouse from the drawing: it is neither dragged nor zoomed."""
        if isinstance(event, QMouseEvent):
            self._take_mouse(event)
            return True
        if event.type() == QEvent.Type.Leave:
            self._hover(None, QPoint())
        return event.type() == QEvent.Type.Wheel and self._pass_on(event)

    def _pass_on(self, event: QEvent) -> bool:
        event.ignore()  # the wheel is the page's
        return True

    def _take_mouse(self, event: QMouseEvent) -> None:
        point = self._scene.mapToScene(event.position().toPoint())
        bar = self.bar_at(point)
        match event.type():
            case QEvent.Type.MouseMove:
                at = event.globalPosition().toPoint() + QPoint(12, 12)
                self._hover(bar, at, self._words_at(point, bar))
            case QEvent.Type.MouseButtonPress if event.button() == Qt.MouseButton.LeftButton:
                self.setFocus(Qt.FocusReason.MouseFocusReason)
                if bar is not None:
                    self.choose_and_say(bar)
                    self.clicked.emit()
            case QEvent.Type.MouseButtonDblClick:
                self.opened.emit()
            case _:
                pass

    def _hover(self, bar: Bar | None, at: QPoint, words: str = "") -> None:
        """Say a bar's number beside the pointer."""
        for plot in self.plots:
            if plot.item.hovered is not bar:
                plot.item.hovered = bar
                plot.item.update()
        self._scene.viewport().setCursor(
            Qt.CursorShape.PointingHandCursor if bar else Qt.CursorShape.ArrowCursor
        )
        if words:
            QToolTip.showText(at, words, self)
        else:
            QToolTip.hideText()

    def choose_and_say(self, bar: Bar) -> None:
        """Choose a bar as the person did."""
        self.choose(bar)
        announce(self, bar.words)
        self.setAccessibleDescription(bar.words)
        self.bar_chosen.emit(bar)

    # --- keyboard --------------------------------------------------------------------------------

    def focusInEvent(self, event: QFocusEvent) -> None:
        """Begin on the first total."""
        super().focusInEvent(event)
        if self._current is None and event.reason() in _BY_TAB:
            self._choose_first()

    def _choose_first(self) -> None:
        bars = next((plot.bars for plot in self.plots if len(plot.bars)), None)
        if bars is not None:
            self.choose_and_say(bars[next(iter(bars.totals), 0)])

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Move from bar to bar, to the next strand with Ctrl, to the next plot up and down."""
        if self._current is None and event.key() in _ARROWS:
            self._choose_first()
            return
        ctrl = bool(event.modifiers() & Qt.KeyboardModifier.ControlModifier)
        steps = {Qt.Key.Key_Left: -1, Qt.Key.Key_Right: 1}
        if event.key() in steps:
            self._step(steps[Qt.Key(event.key())], over_strands=ctrl or self._among_tiles())
        elif event.key() in {Qt.Key.Key_Up, Qt.Key.Key_Down}:
            self._step_down(1 if event.key() == Qt.Key.Key_Down else -1)
        elif event.key() in {Qt.Key.Key_Home, Qt.Key.Key_End}:
            self._step_to_end(last=event.key() == Qt.Key.Key_End)
        elif event.key() in {Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Space}:
            self.opened.emit()
        else:
            super().keyPressEvent(event)

    def _place(self) -> tuple[int, int] | None:
        """Return the plot of the bar that is chosen, and its position there."""
        for number, plot in enumerate(self.plots):
            if self._current is not None and self._current in plot.bars:
                return number, self._current.place
        return None

    def _step(self, by: int, *, over_strands: bool) -> None:
        place = self._place()
        if place is None:
            return
        bars = self.plots[place[0]].bars
        target = place[1] + by * (len(bars.edges) if over_strands else 1)
        if 0 <= target < len(bars):
            self.choose_and_say(bars[target])

    def _among_tiles(self) -> bool:
        place = self._place()
        return place is not None and self.plots[place[0]].bars.mark is ChartMark.TILE

    def _step_down(self, by: int) -> None:
        """Go to the row below or above among tiles, from their edge on and elsewhere to the next plot."""
        place = self._place()
        if place is not None and self._among_tiles():
            bars = self.plots[place[0]].bars
            if 0 <= place[1] % len(bars.edges) + by < len(bars.edges):
                self.choose_and_say(bars[place[1] + by])
                return
        self._step_plot(by)

    def _step_plot(self, by: int) -> None:
        """Go to the same strand in the strip, or in the bars, above or below."""
        place, plots = self._place(), self.plots
        if place is None or not 0 <= place[0] + by < len(plots):
            return
        here = plots[place[0]].bars[place[1]]
        same = plots[place[0] + by].bars.of_category(here.category)
        named = [bar for bar in same if bar.colour == here.colour]
        if named or same:
            self.choose_and_say((named or same)[0])

    def _step_to_end(self, *, last: bool) -> None:
        place = self._place()
        if place is not None:
            self.choose_and_say(self.plots[place[0]].bars[-1 if last else 0])


def _scene() -> Any:
    """Return the drawing itself, which keeps out of the way of the keyboard."""
    scene = pg.GraphicsLayoutWidget()
    scene.setFocusPolicy(Qt.FocusPolicy.NoFocus)
    scene.viewport().setFocusPolicy(Qt.FocusPolicy.NoFocus)
    scene.viewport().setMouseTracking(True)
    scene.ci.layout.setContentsMargins(6, 2, 10, 2)
    scene.ci.layout.setVerticalSpacing(0)
    return scene
