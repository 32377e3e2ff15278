"""Charts on paper: PNG at 300 dpi and SVG with its text as text.

Bars are told apart by hatches as well as colours, so that they survive grey printing. Nothing here
is global but matplotlib's settings for the moment of saving; pyplot is not used.
"""

from collections.abc import Generator, Iterable, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import replace
from io import BytesIO
from pathlib import Path
from textwrap import fill, wrap
from typing import Any, Final, NamedTuple

import matplotlib as mpl
from matplotlib.backends.backend_agg import FigureCanvasAgg
from matplotlib.figure import Figure
from matplotlib.patches import Patch, Rectangle

from coding.analysis.chart import TOTAL, TOTAL_AS_IN_THE_STUDY, Bar, Bars, Chart, Panel, Strip
from coding.analysis.columns import Column
from coding.analysis.scale import Axis
from coding.language import _
from coding.notation.colours import HUE_COLOURS
from coding.text.names import shortened

DPI: Final = 300
WIDTH: Final = 6.38  # inches: the text of an A4 page, so that letters keep their size in Word

_INK: Final = "#1d2130"
_DIM: Final = "#5d6475"
_GRID: Final = "#e2e4ea"
# The colours of the window's light theme (a test holds the two together), by their part on a chart.
SCHOOLS: Final = ("#543083", "#a8489b", "#c8709a", "#7a5a3a", "#ae8a62", "#3d3d3d", "#868b34", "#6794aa")
TOTALS: Final[Mapping[str, str]] = {TOTAL: "#2b3242", TOTAL_AS_IN_THE_STUDY: "#c27e00"}
UNKNOWN_COLOUR: Final = "#828899"
_HATCHES: Final = ("/////", ".....", "\\\\\\\\\\", "xxxxx", "-----", "|||||", "+++++", "oooo")
_PALE: Final = 0.45
_LEGEND_LETTERS: Final = 115  # of the entries of the legend in a row
_AXIS_WIDTH: Final = 5.9  # inches
_MOST_LEVEL: Final = 4  # lines of a label under the bars
_MOST_UPRIGHT: Final = 3  # lines of one that stands upright
_UPRIGHT_LETTERS: Final = 20  # of such a line
_LETTER_WIDTH: Final = 0.068  # inches: of those labels, as wide as they come on average
_LINE_HEIGHT: Final = 0.125  # inches
_LABEL_ROOM: Final = 0.4  # inches: what a panel has for them
_TITLE_LETTERS: Final = 100  # of a panel's title and the line beside it
_STRIP: Final = 0.95  # inches: the totals over a panel, with the title over them
_FIGURE_SHARE: Final = 0.2  # of the height of a strip: a figure
_SUBTITLE_LETTERS: Final = 105  # of a line of it, where it stands below the title
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
    """Say in words what the chart shows, for those who cannot see it: its numbered bars, panel by panel."""
    parts = [f"{chart.title}."]
    for panel in chart.panels:
        numbers = ", ".join(
            f"{chart.categories[bar.category].label} {bar.figure}" for bar in panel.parts[0] if bar.figure
        )
        name = ": ".join(filter(None, (panel.title, panel.subtitle)))
        parts.append(f"{name}. {chart.legend[-1].name}: {numbers}." if numbers else f"{name}.")
    return " ".join(parts)


@contextmanager
def _drawn(chart: Chart) -> Generator[Any]:
    settings: Any = mpl
    with settings.rc_context(STYLE):
        figure = _figure(chart)
        FigureCanvasAgg(figure)
        yield figure


def _figure(chart: Chart) -> Any:
    rows = -(-len(chart.legend) // _across(chart))
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
        figure.supxlabel("\n".join(notes), x=0.01, ha="left", fontsize=6.5, color=_DIM)
    return figure


def _heights(chart: Chart, panel: Panel) -> list[float]:
    """Return the inches that a panel's strip and its bars take, with what is written around them."""
    title = _LINE_HEIGHT * _lines_below(panel)
    main = 2.45 + max(_labels(chart.categories).height - _LABEL_ROOM, 0)
    return [main + title] if panel.strip is None else [_STRIP + title, main - 0.2]


def _notes(chart: Chart) -> list[str]:
    notes = [chart.scale_note[:1].upper() + chart.scale_note[1:], *chart.notes]
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
    across = _across(chart)
    by_column = [entry for column in range(across) for entry in chart.legend[column::across]]
    figure.legend(
        handles=[Patch(label=entry.text, **_look(entry.colour, pale=entry.pale)) for entry in by_column],
        loc="outside upper left",
        title=chart.title or None,
        title_fontproperties={"size": 9, "weight": "bold"},
        alignment="left",
        borderaxespad=0.2,
        borderpad=0.2,
        ncols=across,
        frameon=False,
        fontsize=7,
        handlelength=1.2,
        handleheight=1.1,
        columnspacing=1.0,
        handletextpad=0.5,
        labelcolor=_INK,
    )


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
    ax.set_ylabel(strip.axis_title, color=_DIM, fontsize=7)
    ax.set_xticks([])
    _dress(ax)


def _draw_panel(ax: Any, chart: Chart, panel: Panel) -> None:
    if panel.strip is None:
        _write_title(ax, panel)
    _draw_bars(ax, panel.bars, panel.axis, len(chart.categories))
    ax.set_ylabel(panel.axis_title or chart.axis_title, color=_DIM, fontsize=7)
    _draw_axis(ax, chart.categories)


def _write_title(ax: Any, panel: Panel) -> None:
    title = shortened(panel.title, _TITLE_LETTERS)
    below = _lines_below(panel)
    ax.set_title(title, loc="left", pad=6 + 10 * below, fontsize=9, fontweight="bold", color=_INK)
    if not below:
        ax.set_title(panel.subtitle, loc="right", fontsize=7, color=_DIM)
        return
    lines = fill(panel.subtitle, _SUBTITLE_LETTERS)
    ax.text(0, 1.02, lines, transform=ax.transAxes, fontsize=7, color=_DIM, va="bottom")


def _lines_below(panel: Panel) -> int:
    """Return how many lines the words beside a title take below it: none where they stand beside it."""
    if len(panel.title) + len(panel.subtitle) < _TITLE_LETTERS:
        return 0
    return len(fill(panel.subtitle, _SUBTITLE_LETTERS).split("\n"))


def _draw_bars(ax: Any, bars: Bars, axis: Axis, n_categories: int, *, bare: bool = False) -> None:
    for bar in bars:
        _draw_bar(ax, replace(bar, value=0.0) if bare else bar, axis.high - axis.low)
    ax.set_ylim(axis.low, axis.high)
    ax.set_yticks(list(axis.ticks), [axis.text(tick) for tick in axis.ticks])
    ax.set_xlim(0, max(n_categories, 1))


def _draw_axis(ax: Any, categories: Sequence[Column]) -> None:
    """Write the strands under the bars, each over a line in its dimension's hue."""
    labels = _labels(categories)
    ax.set_xticks(
        [at + 0.5 for at in range(len(labels.texts))],
        labels.texts,
        rotation=90 if labels.upright else 0,
        fontsize=7,
        fontweight="bold",
        color=_INK,
    )
    for at, category in enumerate(categories):
        ax.plot(
            [at + _MARGIN, at + 1 - _MARGIN],
            [-0.022, -0.022],
            color=HUE_COLOURS.get(category.hue, _DIM),
            linewidth=2,
            clip_on=False,
            transform=ax.get_xaxis_transform(),
            solid_capstyle="butt",
        )
    ax.tick_params(axis="x", length=0, pad=6)
    _dress(ax)


def _dress(ax: Any) -> None:
    """Draw what is across: faint lines, zero darker."""
    ax.tick_params(axis="y", length=0, labelcolor=_DIM, labelsize=7)
    ax.grid(axis="y", color=_GRID, linewidth=0.6)
    ax.set_axisbelow(True)
    ax.axhline(0, color=_DIM, linewidth=0.6)
    for side in ax.spines.values():
        side.set_visible(False)


def _draw_bar(ax: Any, bar: Bar, height: float) -> None:
    middle = bar.left + bar.width / 2
    value = bar.value or 0
    if bar.value is not None:
        _draw_stretch(ax, bar, value)
    elif not bar.figure:
        ax.text(middle, 0.01 * height, "–", ha="center", fontsize=6, color=_DIM)
    if bar.figure:
        _write_figure(ax, bar, value + 0.015 * height * (1 if value >= 0 else -1))


def _write_figure(ax: Any, bar: Bar, at: float) -> None:
    """Write a bar's number at its end; an earlier round's to the left, clear of the later one's."""
    ax.text(
        bar.left + bar.width * (1.1 if bar.pale else 0.5),
        at,
        bar.figure,
        ha="right" if bar.pale else "center",
        va="bottom" if at >= 0 else "top",
        fontsize=6.5 if bar.pale else 7,
        fontweight="normal" if bar.pale else "bold",
        color=_DIM if bar.pale else _INK,
    )


def _draw_stretch(ax: Any, bar: Bar, value: float) -> None:
    look = _look(bar.colour, pale=bar.pale, hollow=bar.hatched)
    certain = value if bar.low is None else bar.low
    ax.add_patch(Rectangle((bar.left, 0), bar.width, certain, **look))
    if certain != value:
        look = _look(bar.colour, pale=True, hollow=bar.hatched)
        ax.add_patch(Rectangle((bar.left, certain), bar.width, value - certain, **look))


def _look(role: str, *, pale: bool, hollow: bool = False) -> dict[str, Any]:
    """Return how the bars of a colour role are filled: a colour, and hatches for grey printing.

    What is pale or hollow has an edge in the full colour: its ground alone is hardly seen on white.
    """
    part, _colon, position = role.partition(":")
    at = int(position) if position else 0
    colour = SCHOOLS[at % len(SCHOOLS)] if position else TOTALS.get(part, UNKNOWN_COLOUR)
    ground = "white" if hollow else colour
    return {
        "facecolor": (ground, _PALE) if pale else ground,
        "hatch": _HATCHES[at % len(_HATCHES)] if position else "",
        "edgecolor": colour if pale or hollow else "white",
        "linewidth": 0.7 if hollow else 0.5 if pale else 0.3,
        "linestyle": "--" if pale and hollow else "-",
    }
