"""One panel of a chart in the scene: its title, a strip of totals, the bars, and the names of the strands."""

import math
from html import escape
from typing import Any

import pyqtgraph
from PySide6.QtCore import QPointF

from app.compare.axes import (
    AXIS_WIDTH,
    PanelTitle,
    StrandAxis,
    colour_axis,
    name_axis,
    row_names_width,
    value_axis,
)
from app.compare.bars import BarsItem
from app.shell import theme
from coding.analysis.chart import Bar, Bars, Chart, ChartMark, Panel
from coding.analysis.frequencies import Cell
from coding.analysis.notes import counted
from coding.analysis.scale import Axis

pg: Any = pyqtgraph  # brings no types
_TICK_ROOM = 15  # pixels from one tick's words to the next
_FIGURE_ROOM = 20  # pixels over the highest bar
_STRIP = (36, 62)  # pixels of the strip of totals, at least and at most
_STRIP_SHARE = 0.24  # of what strip and bars have together
_HIGH_STRIP = (48, 150)  # where there is more to be told apart in it
_HIGH_SHARE = 0.42
_FIGURES = 22  # pixels of a strip of figures alone
_DOTS_BELOW = 5  # pixels below zero that a dot on it needs
_ROWS = 4  # of the scene that a panel takes


class Plot:
    """Bars with the axis of their heights."""

    def __init__(self) -> None:
        """Show nothing yet."""
        self.item = BarsItem()
        self.axis = value_axis()
        self.view = pg.ViewBox(enableMouse=False, enableMenu=False, defaultPadding=0)
        self.view.addItem(self.item)
        self.axis.linkToView(self.view)
        self._titles: tuple[str, ...] = ()
        self.only_figures = False

    @property
    def bars(self) -> Bars:
        """The bars that are shown."""
        return self.item.bars

    def show(self, bars: Bars, axis: Axis, titles: tuple[str, ...], *, only_figures: bool = False) -> None:
        """Show these bars on this axis, which has the first of these titles that fits."""
        self._titles, self.only_figures = titles, only_figures
        self.item.show_bars(bars, axis, only_figures=only_figures)
        self.axis.setVisible(not only_figures)

    def see(self, left: float, right: float) -> None:
        """Show this stretch of the axis."""
        self.item.seen = (left, right)
        self.view.setXRange(left, right, padding=0)

    def set_heights(self) -> None:
        """Leave room for the figures and between the ticks, however low this is."""
        axis, pixels = self.item.axis, self.view.height()
        name_axis(self.axis, self._titles, pixels)
        below = _DOTS_BELOW if self.bars.mark in {ChartMark.DOT, ChartMark.END} else 0
        heights = (axis.low, axis.high) if self.bars.rows else _heights(axis, pixels, below)
        self.view.setYRange(*heights, padding=0)
        self.axis.resizeEvent()  # puts its title in the middle
        if self.bars.rows:
            self.item.ticks = ()
            self.axis.setTicks([[(at + 0.5, name) for at, name in enumerate(self.bars.rows)]])
            return
        every = math.ceil(_TICK_ROOM * len(axis.ticks) / max(pixels, 1))
        named = [tick for at, tick in enumerate(axis.ticks) if (at - axis.ticks.index(0)) % every == 0]
        self.item.ticks = named
        self.axis.setTicks([[(tick, axis.text(tick)) for tick in named]])

    def dress(self) -> None:
        """Take on the colours of another theme."""
        colour_axis(self.axis)
        self.item.update()


class DrawnPanel:
    """A panel; ``plots`` are the strip of totals, where there is one, and the bars, from the top."""

    def __init__(self, scene: Any, at: int, across: int, *, with_strip: bool) -> None:
        """Stand in the scene as the panel at this place, with so many across."""
        self._title = PanelTitle()
        self._panel: Panel | None = None
        self._whole: Bar | None = None
        self.strip = Plot() if with_strip else None
        self.main = Plot()
        self.plots = [self.strip, self.main] if self.strip else [self.main]
        self.strands = StrandAxis()
        self.strands.linkToView(self.main.view)
        self._scene, self._items = scene, list[Any]()
        row, column = _ROWS * (at // across), 2 * (at % across)
        self._put(self._title, row, column, 2)
        for place, plot in enumerate(self.plots, row + 1):
            self._put(plot.axis, place, column)
            self._put(plot.view, place, column + 1)
        self._put(self.strands, row + 3, column + 1)

    def _put(self, item: Any, row: int, column: int, across: int = 1) -> None:
        """Put a part in its place; pyqtgraph's own way lays all of the scene out anew with each."""
        self._items.append(item)
        self._scene.ci.layout.addItem(item, row, column, 1, across)

    def leave(self) -> None:
        """Take all parts out of the scene."""
        for item in self._items:
            self._scene.ci.layout.removeItem(item)
            self._scene.scene().removeItem(item)
        self._items.clear()

    def show(self, chart: Chart, panel: Panel, *, is_last: bool) -> None:
        """Show a panel of a chart; the last names the dimensions."""
        self._panel = panel
        self.main.show(panel.bars, panel.axis, (panel.axis_title or chart.axis_title, chart.axis_title))
        if self.strip is not None and (strip := panel.strip) is not None:
            self.strip.show(strip.bars, strip.axis, (strip.axis_title,), only_figures=strip.only_figures)
        for plot in self.plots:
            plot.item.parted_at = tuple(dimension.first for dimension in chart.dimensions if dimension.first)
        self.strands.show_categories(chart.categories, chart.dimensions if is_last else (), panel.bars)
        width = max((row_names_width(plot.bars.rows) for plot in self.plots), default=0)
        for plot in self.plots:
            plot.axis.setWidth(max(width, AXIS_WIDTH))
        self._whole = _bar_of(panel.counted) if panel.counted else None
        self._write_title()

    @property
    def axis_width(self) -> int:
        """The pixels of the axis at the left."""
        return round(self.main.axis.width())

    def _write_title(self) -> None:
        colours, panel = theme.current(), self._panel
        if panel is None:
            return
        self._title.setText(
            f'<span style="font-size:15px; font-weight:600; color:{colours.text}">'
            f"{escape(panel.title)}</span>"
            f'&nbsp;&nbsp;<span style="font-size:12px; color:{colours.dim}">{_with_link(panel)}</span>'
        )

    def dress(self) -> None:
        """Take on the colours of another theme."""
        for plot in self.plots:
            plot.dress()
        self._write_title()
        self.strands.update()

    def see(self, left: float, right: float) -> None:
        """Show this stretch of the axis."""
        for plot in self.plots:
            plot.see(left, right)
        self.strands.fit(self.main.view.width() / max(right - left, 1e-9))

    def share_out(self) -> None:
        """Give the strip its part of the height."""
        if self.strip is None:
            return
        both = self.strip.view.height() + self.main.view.height()
        is_high = bool(self.strip.bars.stages) or self.strip.bars.mark is ChartMark.END
        share, (least, most) = (_HIGH_SHARE, _HIGH_STRIP) if is_high else (_STRIP_SHARE, _STRIP)
        height = _FIGURES if self.strip.only_figures else min(max(share * both, least), most)
        for part in (self.strip.view, self.strip.axis):
            part.setMinimumHeight(height)
            part.setMaximumHeight(height)

    def set_heights(self) -> None:
        """Leave room for the figures and between the ticks, however low the panel is."""
        for plot in self.plots:
            plot.set_heights()

    def choose(self, bar: Bar | None) -> None:
        """Outline a bar, and tint its strand if it is one of these."""
        is_here = bar is not None and any(bar in plot.bars for plot in self.plots)
        for plot in self.plots:
            plot.item.current = bar
            plot.item.tinted = bar.category if bar is not None and is_here else None
            plot.item.update()

    def bar_at(self, point: QPointF) -> Bar | None:
        """Return the bar at a point of the scene, however low.

        A strand's name stands for its total, the number of codings in the title for all of them.
        """
        if self._title.sceneBoundingRect().contains(point):
            return self._whole if self._anchor_at(point) else None
        for plot in self.plots:
            if plot.view.sceneBoundingRect().contains(point):
                return plot.item.bar_at(plot.view.mapSceneToView(point))
        if self.strands.sceneBoundingRect().contains(point):
            here = self.main.view.mapSceneToView(point)
            return next(filter(None, (plot.item.total_at(here) for plot in self.plots)), None)
        return None

    def _anchor_at(self, point: QPointF) -> str:
        words = self._title.item
        return words.document().documentLayout().anchorAt(words.mapFromScene(point))

    def named_at(self, point: QPointF) -> str:
        """Return the whole name of the strand whose name is at a point of the scene; nothing elsewhere."""
        if not self.strands.sceneBoundingRect().contains(point):
            return ""
        column = self.strands.category_at(self.main.view.mapSceneToView(point).x())
        return column.name if column else ""


def _with_link(panel: Panel) -> str:
    """Return the line beside the title, with the number of codings as a link."""
    line = escape(panel.subtitle).replace("\n", "<br>")
    if panel.counted is None:
        return line
    number, look = escape(counted(panel.counted)), f"color:{theme.current().accent}; text-decoration:none"
    return line.replace(number, f'<a href="#all" style="{look}">{number}</a>', 1)


def _bar_of(cell: Cell) -> Bar:
    """Return what is chosen where the number of all codings is: no bar stands for it."""
    return Bar(-1, 0, 0.0, 0.0, cell.value, cell.low, "", False, cell.hatched, cell.text, "", (cell,))  # noqa: FBT003


def _heights(axis: Axis, pixels: float, below: int) -> tuple[float, float]:
    """Return the range of an axis that leaves room for the figures beyond its extreme values.

    So many pixels are left below zero.
    """
    part = min(_FIGURE_ROOM / max(pixels, 1), 0.45)
    falls = axis.bottom < 0
    extent = (axis.top - axis.bottom) / (1 - min(part, 0.3) * 2 if falls else 1 - part)
    under = min(part, 0.3) * extent if falls else below / max(pixels, 1) * extent
    return axis.bottom - under, axis.top + part * extent
