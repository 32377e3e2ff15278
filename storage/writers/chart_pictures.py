"""Charts on paper: PNG at 300 dpi and SVG with its text as text.

Bars are told apart by hatches as well as colours, so that they survive grey printing. Nothing here
is global but matplotlib's settings for the moment of saving; pyplot is not used.
"""

from collections.abc import Generator, Iterable, Sequence
from contextlib import contextmanager
from dataclasses import replace
from io import BytesIO
from pathlib import Path
from textwrap import fill, wrap
from typing import Any, Final, NamedTuple

import matplotlib as mpl
from matplotlib.backends.backend_agg import FigureCanvasAgg
from matplotlib.figure import Figure
from matplotlib.lines import Line2D
from matplotlib.patches import Patch

from coding.analysis.chart import Bars, Chart, ChartMark, LegendEntry, Panel, Strip
from coding.analysis.chart_words import described
from coding.analysis.columns import Column
from coding.analysis.scale import Axis
from coding.language import _
from coding.notation.colours import HUE_COLOURS
from coding.text.names import shortened
from storage.writers.chart_marks import DIM, INK, SMALLEST, dot_of, draw_marks, look_of

DPI: Final = 300
WIDTH: Final = 6.38  # inches: the text of an A4 page, so that letters keep their size in Word

_GRID: Final = "#e2e4ea"
_LEGEND_LETTERS: Final = 100  # of the entries of the legend in a row
_AXIS_WIDTH: Final = 5.9  # inches
_MOST_LEVEL: Final = 4  # lines of a label under the bars
_MOST_UPRIGHT: Final = 3  # lines of one that stands upright
_UPRIGHT_LETTERS: Final = 20  # of such a line
_LETTER_WIDTH: Final = 0.077  # inches: of those labels, as wide as they come on average
_LINE_HEIGHT: Final = 0.125  # inches
_LABEL_ROOM: Final = 0.4  # inches: what a panel has for them
_TITLE_LETTERS: Final = 88  # of a panel's title and the line beside it
_STRIP: Final = 0.95  # inches: the totals over a panel, with the title over them
_SMALL: Final = 1.35  # inches: one of several small charts
_ROW: Final = 0.22  # inches of a row of tiles
_DOTS_BELOW: Final = 0.03  # of the height: what a dot on zero needs below it
_FIGURE_SHARE: Final = 0.2  # of the height of a strip: a figure
_SUBTITLE_LETTERS: Final = 84  # of a line of it, where it stands below the title
_MARGIN: Final = 0.1  # of a category, between the lines under two strands
STYLE: Final[dict[Any, Any]] = {
    "font.family": "sans-serif",
    "font.sans-serif": ["DejaVu Sans", "Verdana", "Arial", "Helvetica"],
    "font.size": 7.5,
    "hatch.linewidth": 0.6,
    "text.parse_math": False,  # a dollar is a dollar
    "svg.fonttype": "none",
    "svg.hashsalt": "strandline",
}


def png(chart: Chart, dpi: int = DPI) -> bytes:
    """Return the chart as a PNG picture, at 300 dpi unless it is only for a screen."""
    with _drawn(chart) as figure:
        kept = BytesIO()
        figure.savefig(kept, format="png", dpi=dpi, metadata={"Title": chart.title, "Software": "Strandline"})
        return kept.getvalue()


def write_png(chart: Chart, target: Path) -> None:
    """Write the chart as a PNG picture at 300 dpi."""
    target.write_bytes(png(chart))


def write_svg(chart: Chart, target: Path) -> None:
    """Write the chart as SVG; letters stay letters, whatever fonts the reader has."""
    with _drawn(chart) as figure:
        figure.savefig(target, format="svg", metadata={"Title": chart.title, "Description": described(chart)})


@contextmanager
def _drawn(chart: Chart) -> Generator[Any]:
    settings: Any = mpl
    with settings.rc_context(STYLE):
        figure = _figure(chart)
        FigureCanvasAgg(figure)
        yield figure


def _figure(chart: Chart) -> Any:
    rows = -(-len(chart.legend) // _across(chart)) if chart.legend else 0
    notes = _notes(chart)
    heights = [height for panel in chart.panels for height in _heights(chart, panel)]
    height = 0.35 + 0.17 * rows + sum(heights) + 0.12 * len(notes)
    figure: Any = Figure(figsize=(WIDTH, height), layout="constrained", facecolor="white")
    axes = iter(figure.subplots(len(heights), 1, squeeze=False, height_ratios=heights)[:, 0])
    for panel in chart.panels:
        if panel.strip is not None:
            _draw_strip(next(axes), chart, panel, panel.strip)
        _draw_panel(next(axes), chart, panel)
    _draw_legend(figure, chart)
    if notes:
        figure.supxlabel("\n".join(notes), x=0.01, ha="left", fontsize=SMALLEST, color=DIM)
    return figure


def _heights(chart: Chart, panel: Panel) -> list[float]:
    """Return the inches that a panel's strip and its bars take, with what is written around them."""
    title = _LINE_HEIGHT * _lines_below(panel)
    plain = _SMALL if chart.across > 1 else 2.45
    main = max(plain, _ROW * len(panel.bars.rows)) + max(_labels(chart.categories).height - _LABEL_ROOM, 0)
    return [main + title] if panel.strip is None else [_STRIP + title, main - 0.2]


def _notes(chart: Chart) -> list[str]:
    scales = (note[:1].upper() + note[1:] for note in (chart.legend_note, chart.scale_note))
    notes = [*scales, *chart.notes]
    if any(panel.hatched for panel in chart.panels):
        notes.append(_("Empty bars count interviews that are not all done."))
    notes.append(chart.caution)
    return [line for note in notes if note for line in fill(note, 130).split("\n")]


def _across(chart: Chart) -> int:
    """Return how many entries of the legend stand in a row."""
    lengths = [len(entry.text) + 4 for entry in chart.legend]
    if sum(lengths) <= _LEGEND_LETTERS:
        return len(lengths)
    return max(1, _LEGEND_LETTERS // max(lengths))


def _draw_legend(figure: Any, chart: Chart) -> None:
    if not chart.legend:
        figure.suptitle(chart.title, x=0.01, ha="left", fontsize=9, fontweight="bold", color=INK)
        return
    across = _across(chart)
    by_column = [entry for column in range(across) for entry in chart.legend[column::across]]
    figure.legend(
        handles=[_handle(chart, entry) for entry in by_column],
        loc="outside upper left",
        title=chart.title or None,
        title_fontproperties={"size": 9, "weight": "bold"},
        alignment="left",
        borderaxespad=0.2,
        borderpad=0.2,
        ncols=across,
        frameon=False,
        fontsize=SMALLEST,
        handlelength=1.2,
        handleheight=1.1,
        columnspacing=1.0,
        handletextpad=0.5,
        labelcolor=INK,
    )


def _handle(chart: Chart, entry: LegendEntry) -> Any:
    """Return what stands before a name in the legend: a colour with its hatches, or a dot with its shape."""
    if chart.is_dotted and entry.colour.startswith(("series", "print:")):
        dot = dot_of(entry.colour, hollow=False)
        return Line2D([], [], linestyle="", label=entry.text, markersize=4, **dot)
    return Patch(label=entry.text, **look_of(entry.colour, pale=entry.pale))


class _Labels(NamedTuple):
    """What stands under the bars, and how high that is in inches: bars keep their height above it."""

    texts: list[str]
    upright: bool
    height: float


def _labels(categories: Sequence[Column]) -> _Labels:
    """Wrap names at words: level where each word has room over its strand's width, else upright.

    What is left out of a long one is marked.
    """
    width = _AXIS_WIDTH / max(len(categories), 1)
    letters = max(int(width / _LETTER_WIDTH), 1)
    level = [fill(category.label, letters, break_long_words=False) for category in categories]
    lines = max((text.count("\n") + 1 for text in level), default=1)
    if _widest(level) <= letters and lines <= _MOST_LEVEL:
        return _Labels(level, upright=False, height=_LINE_HEIGHT * lines)
    most = min(max(int(width / _LINE_HEIGHT), 1), _MOST_UPRIGHT)
    upright = [_few_lines(category.label, most) for category in categories]
    return _Labels(upright, upright=True, height=_LETTER_WIDTH * _widest(upright))


def _widest(texts: Iterable[str]) -> int:
    return max((len(line) for text in texts for line in text.split("\n")), default=1)


def _few_lines(name: str, most: int) -> str:
    lines = wrap(name, _UPRIGHT_LETTERS, max_lines=most, placeholder=" …", break_long_words=False)
    return "\n".join(shortened(line, _UPRIGHT_LETTERS + 1) for line in lines)


def _draw_strip(ax: Any, chart: Chart, panel: Panel, strip: Strip) -> None:
    """Draw the totals over a panel, on an axis of their own."""
    _write_title(ax, panel)
    axis = strip.axis  # every other tick, and room for a figure on the highest bar
    high = axis.high + _FIGURE_SHARE * (axis.high - axis.low)
    axis = replace(axis, high=high, ticks=() if strip.only_figures else axis.ticks[::2])
    _draw_bars(ax, strip.bars, axis, len(chart.categories), bare=strip.only_figures)
    ax.set_ylabel(strip.axis_title, color=DIM, fontsize=SMALLEST)
    ax.set_xticks([])
    _dress(ax)


def _draw_panel(ax: Any, chart: Chart, panel: Panel) -> None:
    if panel.strip is None:
        _write_title(ax, panel)
    _draw_bars(ax, panel.bars, panel.axis, len(chart.categories))
    ax.set_ylabel(panel.axis_title or chart.axis_title, color=DIM, fontsize=SMALLEST)
    _draw_axis(ax, chart.categories, rows=bool(panel.bars.rows))


def _write_title(ax: Any, panel: Panel) -> None:
    title = shortened(panel.title, _TITLE_LETTERS)
    below = _lines_below(panel)
    ax.set_title(title, loc="left", pad=6 + 10 * below, fontsize=9, fontweight="bold", color=INK)
    if not below:
        ax.set_title(panel.subtitle, loc="right", fontsize=SMALLEST, color=DIM)
        return
    lines = _wrapped(panel.subtitle)
    ax.text(0, 1.02, lines, transform=ax.transAxes, fontsize=SMALLEST, color=DIM, va="bottom")


def _lines_below(panel: Panel) -> int:
    """Return how many lines the words beside a title take below it: none where they stand beside it."""
    if len(panel.title) + len(panel.subtitle) < _TITLE_LETTERS and "\n" not in panel.subtitle:
        return 0
    return len(_wrapped(panel.subtitle).split("\n"))


def _wrapped(subtitle: str) -> str:
    return "\n".join(fill(line, _SUBTITLE_LETTERS) for line in subtitle.split("\n"))


def _draw_bars(ax: Any, bars: Bars, axis: Axis, n_categories: int, *, bare: bool = False) -> None:
    draw_marks(ax, bars, axis.high - axis.low, bare=bare)
    below = _DOTS_BELOW * (axis.high - axis.low) if bars.mark in {ChartMark.DOT, ChartMark.END} else 0
    ax.set_ylim(axis.low - below, axis.high)
    if bars.rows:
        ax.set_yticks([at + 0.5 for at in range(len(bars.rows))], [shortened(row, 30) for row in bars.rows])
    else:
        ax.set_yticks(list(axis.ticks), [axis.text(tick) for tick in axis.ticks])
    ax.set_xlim(0, max(n_categories, 1))


def _draw_axis(ax: Any, categories: Sequence[Column], *, rows: bool) -> None:
    """Write the strands under the bars, each over a line in its dimension's hue."""
    labels = _labels(categories)
    ax.set_xticks(
        [at + 0.5 for at in range(len(labels.texts))],
        labels.texts,
        rotation=90 if labels.upright else 0,
        fontsize=SMALLEST,
        fontweight="bold",
        color=INK,
    )
    for at, category in enumerate(categories):
        ax.plot(
            [at + _MARGIN, at + 1 - _MARGIN],
            [-0.022, -0.022],
            color=HUE_COLOURS.get(category.hue, DIM),
            linewidth=2,
            clip_on=False,
            transform=ax.get_xaxis_transform(),
            solid_capstyle="butt",
        )
    ax.tick_params(axis="x", length=0, pad=6)
    _dress(ax, rows=rows)


def _dress(ax: Any, *, rows: bool = False) -> None:
    """Draw what is across: faint lines, zero darker; between rows of tiles there are none."""
    ax.tick_params(axis="y", length=0, labelcolor=DIM, labelsize=SMALLEST)
    if not rows:
        ax.grid(axis="y", color=_GRID, linewidth=0.6)
    ax.set_axisbelow(True)
    ax.axhline(0, color=DIM, linewidth=0.6)
    for side in ax.spines.values():
        side.set_visible(False)
