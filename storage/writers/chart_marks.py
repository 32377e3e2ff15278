"""What stands for a number on paper: bars told apart by hatches, dots by shapes, tiles by darkness."""

from collections.abc import Callable, Mapping
from dataclasses import replace
from typing import Any, Final

from matplotlib.patches import Rectangle

from coding.analysis.chart import STAGE, TILE, TOTAL, TOTAL_AS_IN_THE_STUDY, Bar, Bars, ChartMark
from coding.analysis.print_style import INKS, PRINT

INK: Final = "#1d2130"
DIM: Final = "#5d6475"
SMALLEST: Final = 8  # points, at the size at which pictures are printed
# The colours of the window's light theme (a test holds the two together), by their part on a chart.
SCHOOLS: Final = ("#543083", "#a8489b", "#c8709a", "#7a5a3a", "#ae8a62", "#3d3d3d", "#868b34", "#6794aa")
TOTALS: Final[Mapping[str, str]] = {TOTAL: "#2b3242", TOTAL_AS_IN_THE_STUDY: "#c27e00"}
UNKNOWN_COLOUR: Final = "#828899"
_HATCHES: Final = ("/////", ".....", "\\\\\\\\\\", "xxxxx", "-----", "|||||", "+++++", "oooo")
_PALE: Final = 0.45
_DARK: Final = 0.5  # of the ink, from which on hatches are white
_SHAPES: Final = ("o", "s", "^", "D", "v", "|", "_", "p")  # of dots, as in the window
_LIGHTEST: Final = 0.22  # of the darkest: the first stage
_LIGHTEST_TILE: Final = 0.08


def draw_marks(ax: Any, bars: Bars, height: float, *, bare: bool) -> None:
    """Draw all numbers of a plot that is so high; ``bare``: nothing but their figures."""
    for bar in bars:
        if bare:
            _draw_bar(ax, replace(bar, value=0.0, stretch=None), height)
        else:
            _DRAWN[bars.mark](ax, bar, height)
    for category in range(bars.n_categories if bars.joined else 0):
        ends = bars.of_category(category)
        for earlier, later in bars.joined:
            _join(ax, ends[earlier], ends[later])


def _draw_bar(ax: Any, bar: Bar, height: float) -> None:
    middle = bar.left + bar.width / 2
    value = bar.ends[1]
    if bar.value is not None:
        _draw_stretch(ax, bar)
    elif not bar.figure:
        ax.text(middle, 0.01 * height, "–", ha="center", fontsize=SMALLEST, color=DIM)
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
        fontsize=SMALLEST,
        fontweight="normal" if bar.pale else "bold",
        color=DIM if bar.pale else INK,
    )


def _draw_stretch(ax: Any, bar: Bar) -> None:
    look = look_of(bar.colour, pale=bar.pale, hollow=bar.hatched and not bar.colour.startswith(STAGE))
    foot, value = bar.ends
    certain = value if bar.low is None else bar.low
    ax.add_patch(Rectangle((bar.left, foot), bar.width, certain - foot, **look))
    if certain != value:
        look = look_of(bar.colour, pale=True, hollow=bar.hatched)
        ax.add_patch(Rectangle((bar.left, certain), bar.width, value - certain, **look))


def _draw_dot(ax: Any, bar: Bar, height: float) -> None:
    """Draw a dot at its height, hollow where interviews are not done or the round is an earlier one."""
    if bar.value is None:
        return
    middle = bar.left + bar.width / 2
    ax.plot([middle], [bar.value], markersize=3.2, **dot_of(bar.colour, hollow=bar.hatched or bar.pale))
    if bar.figure:
        ax.text(middle, bar.value + 0.05 * height, bar.figure, ha="center", fontsize=SMALLEST, color=INK)


def dot_of(role: str, *, hollow: bool) -> dict[str, Any]:
    """Return the shape and the colours of the dots of a colour role."""
    colour, at = _colour(role)
    shape = _SHAPES[at % len(_SHAPES)] if role.startswith(("series", "print:")) else "o"
    return {"marker": shape, "color": colour, "markerfacecolor": "white" if hollow else colour, "zorder": 3}


def _join(ax: Any, earlier: Bar, later: Bar) -> None:
    if earlier.value is None or later.value is None:
        return
    across = [bar.left + bar.width / 2 for bar in (earlier, later)]
    ax.plot(across, [earlier.value, later.value], color=_colour(later.colour)[0], linewidth=1.2, zorder=2)


def _draw_tile(ax: Any, bar: Bar, _height: float) -> None:
    """Draw a tile with its number, the darker the higher that is."""
    low, high = bar.ends
    share = _LIGHTEST_TILE + (1 - _LIGHTEST_TILE) * bar.shade if bar.shade else 0.0
    look: dict[str, Any] = {"facecolor": _blended(share), "edgecolor": "#c9ccd6", "linewidth": 0.4}
    if bar.hatched:
        look |= {"hatch": "/////", "edgecolor": DIM}
    ax.add_patch(Rectangle((bar.left, low + 0.04), bar.width, high - low - 0.08, **look))
    ax.text(
        bar.left + bar.width / 2,
        (low + high) / 2,
        bar.figure if bar.value is not None else "–",
        ha="center",
        va="center_baseline",
        fontsize=SMALLEST,
        fontweight="normal" if bar.colour == TILE else "bold",
        color="white" if share > 0.55 else INK,
    )


_DRAWN: Final[Mapping[ChartMark, Callable[[Any, Bar, float], None]]] = {
    ChartMark.BAR: _draw_bar,
    ChartMark.DOT: _draw_dot,
    ChartMark.END: _draw_dot,
    ChartMark.TILE: _draw_tile,
}


def _blended(share: float) -> str:
    """Return the colour of totals where it covers only a share of white."""
    parts = (int(TOTALS[TOTAL][at : at + 2], 16) for at in (1, 3, 5))
    return "#" + "".join(f"{round(share * part + (1 - share) * 255):02x}" for part in parts)


def _colour(role: str) -> tuple[str, int]:
    """Return the colour of a role, and its position among schools."""
    part, _colon, position = role.partition(":")
    at = int(position) if position.isdigit() else 0
    if part == PRINT:
        return INK, at
    return (SCHOOLS[at % len(SCHOOLS)] if position else TOTALS.get(part, UNKNOWN_COLOUR)), at


def _stage_look(position: str) -> dict[str, Any]:
    at, of = map(int, position.split("/"))
    share = _LIGHTEST + (1 - _LIGHTEST) * (at - 1) / max(of - 1, 1) if at else 0.0
    return {"facecolor": _blended(share), "edgecolor": DIM, "linewidth": 0.4}


def _print_look(position: str, *, pale: bool, hollow: bool) -> dict[str, Any]:
    """Return greys and hatches: light ones on dark ink, dark ones on light."""
    at = int(position) if position else 0
    ink = INKS[at % len(INKS)] if position else 1.0
    ink = 0.0 if hollow else ink * _PALE if pale else ink
    return {
        "facecolor": _blended(ink),
        "hatch": _HATCHES[at % len(_HATCHES)] if position and ink < 1 else "",
        "edgecolor": "white" if ink > _DARK and position else INK,
        "linewidth": 0.4,
    }


def look_of(role: str, *, pale: bool, hollow: bool = False) -> dict[str, Any]:
    """Return how the bars of a colour role are filled: a colour, and hatches for grey printing.

    What is pale or hollow has an edge in the full colour: its ground alone is hardly seen on white.
    """
    part, _colon, position = role.partition(":")
    if part == STAGE:
        return _stage_look(position)
    if part == PRINT:
        return _print_look(position, pale=pale, hollow=hollow)
    colour, at = _colour(role)
    ground = "white" if hollow else colour
    return {
        "facecolor": (ground, _PALE) if pale else ground,
        "hatch": _HATCHES[at % len(_HATCHES)] if position else "",
        "edgecolor": colour if pale or hollow else "white",
        "linewidth": 0.7 if hollow else 0.5 if pale else 0.3,
        "linestyle": "--" if pale and hollow else "-",
    }
