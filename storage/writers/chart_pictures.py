"""Charts on paper: PNG at 300 dpi and SVG with its text as text.

Bars are told apart by hatches as well as colours, so that they survive grey printing. Nothing here
is global but matplotlib's settings for the moment of saving; pyplot is not used.
"""

from collections.abc import Generator, Mapping, Sequence
from contextlib import contextmanager
from io import BytesIO
from pathlib import Path
from textwrap import fill
from typing import Any, Final

import matplotlib as mpl
from matplotlib.backends.backend_agg import FigureCanvasAgg
from matplotlib.figure import Figure
from matplotlib.patches import Patch

from coding.analysis.chart import Bar, Category, Chart, Panel, Series
from coding.language import _

DPI: Final = 300
WIDTH: Final = 6.38  # inches: the text of an A4 page, so that letters keep their size in Word

_INK: Final = "#1d2130"
_DIM: Final = "#5d6475"
_GRID: Final = "#e2e4ea"
# The colours of the window's light theme (a test holds the two together), by their part on a chart.
SCHOOLS: Final = ("#543083", "#a8489b", "#d786a8", "#7a5a3a", "#c9aa8a", "#3d3d3d", "#8a8f3a", "#6f9bb0")
TOTAL: Final = "#2b3242"
HUES: Final[Mapping[str, str]] = {
    "blue": "#2a66b8",
    "amber": "#a86a00",
    "green": "#23805c",
    "violet": "#7049b8",
    "rose": "#b83a62",
    "teal": "#15798a",
    "slate": "#5d6b80",
}
_HATCHES: Final = ("", "/////", ".....", "\\\\\\\\\\", "xxxxx", "-----", "|||||", "+++++")
_PALE: Final = 0.45
_TOTAL_WIDTH: Final = 1.5  # of a bar's
_BETWEEN: Final = 1.3  # bars' widths between two strands
_STYLE: Final[dict[Any, Any]] = {
    "font.family": "sans-serif",
    "font.sans-serif": ["DejaVu Sans", "Verdana", "Arial", "Helvetica"],
    "font.size": 7.5,
    "hatch.linewidth": 0.6,
    "text.parse_math": False,  # a dollar is a dollar
    "svg.fonttype": "none",
    "svg.hashsalt": "strandline",
}


def png(chart: Chart) -> bytes:
    """Return the chart as a PNG picture at 300 dpi."""
    with _drawn(chart) as figure:
        kept = BytesIO()
        figure.savefig(kept, format="png", dpi=DPI, metadata={"Title": chart.title, "Software": "Strandline"})
        return kept.getvalue()


def write_png(chart: Chart, target: Path) -> None:
    """Write the chart as a PNG picture at 300 dpi."""
    target.write_bytes(png(chart))


def write_svg(chart: Chart, target: Path) -> None:
    """Write the chart as SVG; letters stay letters, whatever fonts the reader has."""
    with _drawn(chart) as figure:
        figure.savefig(target, format="svg", metadata={"Title": chart.title, "Description": described(chart)})


def described(chart: Chart) -> str:
    """Say in words what the chart shows, for those who cannot see it: the total's bars, panel by panel."""
    parts = [f"{chart.title}. {chart.axis_title}."]
    for panel in chart.panels:
        figures = [
            f"{chart.categories[bar.category].label} {bar.figure}"
            for bar in panel.bars
            if bar.figure and chart.series[bar.series].wide
        ]
        parts.append(f"{panel.title} ({panel.subtitle}): {', '.join(figures)}.")
    return " ".join(parts)


@contextmanager
def _drawn(chart: Chart) -> Generator[Any]:
    settings: Any = mpl
    with settings.rc_context(_STYLE):
        figure = _figure(chart)
        FigureCanvasAgg(figure)
        yield figure


def _figure(chart: Chart) -> Any:
    legend_rows = -(-len(chart.series) // 4)
    notes = _notes(chart)
    height = 0.35 + 0.17 * legend_rows + 2.35 * len(chart.panels) + 0.14 * (1 + len(notes))
    figure: Any = Figure(figsize=(WIDTH, height), layout="constrained", facecolor="white")
    figure.suptitle(chart.title, x=0.01, ha="left", fontsize=9.5, fontweight="bold", color=_INK)
    axes = figure.subplots(len(chart.panels), 1, squeeze=False)[:, 0]
    places = _places(chart.categories, chart.series)
    for panel, ax in zip(chart.panels, axes, strict=True):
        _draw_panel(ax, chart, panel, places)
    _legend(figure, chart)
    if notes:
        figure.supxlabel("\n".join(notes), x=0.01, ha="left", fontsize=6.5, color=_DIM)
    return figure


def _notes(chart: Chart) -> list[str]:
    notes = [chart.scale_note, *chart.notes]
    if any(bar.hatched for panel in chart.panels for bar in panel.bars):
        notes.append(_("Bars without a filling count interviews that are not all done."))
    return [line for note in notes if note for line in fill(note, 125).split("\n")]


def _legend(figure: Any, chart: Chart) -> None:
    patches = [Patch(label=series.legend, **_look(at, series)) for at, series in enumerate(chart.series)]
    figure.legend(
        handles=patches,
        loc="outside upper left",
        ncols=min(4, max(len(patches), 1)),
        frameon=False,
        fontsize=7,
        handlelength=1.4,
        handleheight=1.1,
        columnspacing=1.6,
        labelcolor=_INK,
    )


class _Places:
    """Where bars stand: the left edge of each (category, series), and the middle of each category."""

    def __init__(self, starts: Sequence[float], edges: Sequence[float], widths: Sequence[float]) -> None:
        self.starts = starts
        self.edges = edges
        self.widths = widths
        self.span = edges[-1] + widths[-1]

    def middle(self, category: int) -> float:
        return self.starts[category] + self.span / 2


def _places(categories: Sequence[Category], series: Sequence[Series]) -> _Places:
    widths = [_TOTAL_WIDTH if one.wide else 1.0 for one in series]
    edges = [sum(widths[:at]) for at in range(len(widths))]
    step = sum(widths) + _BETWEEN
    opened = 0.0
    starts: list[float] = []
    for at, category in enumerate(categories):
        opened += _BETWEEN * 0.6 if category.opens and at else 0.0
        starts.append(at * step + opened)
    return _Places(starts, edges, widths)


def _draw_panel(ax: Any, chart: Chart, panel: Panel, places: _Places) -> None:
    ax.set_title(panel.title, loc="left", fontsize=9, fontweight="bold", color=_INK)
    ax.text(1, 1.03, panel.subtitle, transform=ax.transAxes, ha="right", fontsize=7, color=_DIM)
    top = max(panel.ticks, default=1) or 1
    bottom = min(panel.ticks, default=0)
    for bar in panel.bars:
        _draw_bar(ax, chart.series[bar.series], bar, places, top - bottom)
    ax.set_ylim(bottom, bottom + (top - bottom) * 1.08)
    ax.set_yticks(list(panel.ticks))
    ax.set_ylabel(chart.axis_title, color=_DIM, fontsize=7)
    ax.set_xlim(-_BETWEEN, places.starts[-1] + places.span + _BETWEEN)
    _draw_axis(ax, chart.categories, places)


def _draw_axis(ax: Any, categories: Sequence[Category], places: _Places) -> None:
    """Write the strands under the bars, each over a line in its dimension's hue."""
    crowded = sum(len(category.label) + 2 for category in categories) > 150
    ax.set_xticks(
        [places.middle(at) for at in range(len(categories))],
        [category.label if crowded else fill(category.label, 9) for category in categories],
        rotation=90 if crowded else 0,
        fontweight="bold",
        color=_INK,
    )
    for at, category in enumerate(categories):
        left, right = places.starts[at], places.starts[at] + places.span
        colour = HUES.get(category.hue, _DIM)
        ax.plot(
            [left, right],
            [-0.022, -0.022],
            color=colour,
            linewidth=2,
            clip_on=False,
            transform=ax.get_xaxis_transform(),
            solid_capstyle="butt",
        )
    ax.tick_params(axis="x", length=0, pad=6)
    ax.tick_params(axis="y", length=0, labelcolor=_DIM, labelsize=7)
    ax.grid(axis="y", color=_GRID, linewidth=0.6)
    ax.set_axisbelow(True)
    ax.axhline(0, color=_DIM, linewidth=0.6)
    for side in ax.spines.values():
        side.set_visible(False)


def _draw_bar(ax: Any, series: Series, bar: Bar, places: _Places, height: float) -> None:
    left = places.starts[bar.category] + places.edges[bar.series]
    width = places.widths[bar.series]
    middle = left + width / 2
    if bar.value is None:
        ax.text(middle, 0.012 * height, "–", ha="center", fontsize=6.5, color=_DIM)
        return
    look = _look(bar.series, series)
    if bar.hatched:
        look |= {"facecolor": "white", "hatch": "", "edgecolor": _colour(series.colour), "linewidth": 0.8}
    certain = bar.value if bar.low is None else bar.low
    ax.bar(left, certain, width, align="edge", **look)
    if bar.low is not None and bar.low != bar.value:
        ax.bar(left, bar.value - certain, width, bottom=certain, align="edge", **look | {"alpha": _PALE})
    if bar.figure:
        above = max(bar.value, 0) + 0.015 * height
        ax.text(middle, above, bar.figure, ha="center", fontsize=7, fontweight="bold", color=_INK)


def _look(at: int, series: Series) -> dict[str, Any]:
    """Return how a series' bars are filled: its colour, and hatches for grey printing."""
    hatch = "" if series.wide else _HATCHES[at % len(_HATCHES)]
    return {
        "facecolor": _colour(series.colour),
        "hatch": hatch,
        "edgecolor": "white",
        "linewidth": 0.0,
        "alpha": _PALE if series.pale else 1.0,
    }


def _colour(role: str) -> str:
    """Return the colour of a part of the chart: ``school:2``, ``group:1``, ``earlier``, ``total``."""
    part, _colon, position = role.partition(":")
    if position.isdigit():
        return SCHOOLS[int(position) % len(SCHOOLS)]
    return {"total": TOTAL, "earlier": SCHOOLS[4], "later": SCHOOLS[0]}.get(part, _DIM)
