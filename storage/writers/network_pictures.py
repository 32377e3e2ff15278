"""The network of codes that meet on paper: PNG at 300 dpi, and SVG with its text as text."""

from io import BytesIO
from pathlib import Path
from typing import Any, Final

import matplotlib as mpl
from matplotlib.backends.backend_agg import FigureCanvasAgg
from matplotlib.figure import Figure
from matplotlib.patches import PathPatch
from matplotlib.path import Path as Curve

from coding.analysis.network import Network, NetworkNode, places_of_numbers
from coding.notation.colours import HUE_COLOURS
from coding.text.names import shortened
from storage.study.atomic_write import replacing
from storage.writers.chart_marks import SMALLEST
from storage.writers.chart_pictures import DPI, STYLE, WIDTH

_INK, _DIM, _LINE = "#1d2130", "#5d6475", "#828899"
_ROW: Final = 0.24  # inches that a name has down
_LETTERS: Final = 28  # of a name
_WIDEST, _LARGEST = 7.0, 130.0  # points of a line, square points of a node


def network_png(shown: Network, title: str, said: str) -> bytes:
    """Return the network as a PNG picture."""
    kept = BytesIO()
    _saved(shown, title, said, kept, "png")
    return kept.getvalue()


def export_network(shown: Network, title: str, said: str, target: Path, like: Path) -> None:
    """Write the network as PNG or SVG, as the ending says; the file is replaced only when it is complete."""
    with replacing(target, like=like) as part:
        _saved(shown, title, said, part, target.suffix.lower().lstrip("."))


def _saved(shown: Network, title: str, said: str, target: Any, kind: str) -> None:
    settings: Any = mpl
    with settings.rc_context(STYLE):
        figure = _figure(shown, title, said)
        FigureCanvasAgg(figure)
        words = ". ".join((title, *(line.words for line in shown.lines)))
        data = {"Title": title} | ({"Software": "Strandline"} if kind == "png" else {"Description": words})
        figure.savefig(target, format=kind, dpi=DPI, metadata=data)


def _figure(shown: Network, title: str, said: str) -> Any:
    rows = (len(shown.nodes) + 1) // 2
    figure: Any = Figure(figsize=(WIDTH, max(rows * _ROW, 2.2) + 0.9), facecolor="white")
    axes: Any = figure.add_axes((0.0, 0.1, 1.0, 0.8))
    axes.set_xlim(-1.9, 1.9)
    axes.set_ylim(1.08, -1.08)
    axes.axis("off")
    figure.text(0.01, 0.95, title, fontsize=9, fontweight="bold", color=_INK)
    figure.text(0.01, 0.03, said, fontsize=SMALLEST, color=_DIM)
    for line in reversed(shown.lines):
        ends = [(line.first.x, line.first.y), line.bend, (line.second.x, line.second.y)]
        curve = Curve(ends, [Curve.MOVETO, Curve.CURVE3, Curve.CURVE3])
        width = max(line.share * _WIDEST, 0.5)
        axes.add_patch(PathPatch(curve, fill=False, edgecolor=_LINE, alpha=0.6, linewidth=width))
    for line, t in places_of_numbers(shown).items():
        box = {"facecolor": "white", "edgecolor": "none", "pad": 0.8, "alpha": 0.85}
        axes.text(
            *line.point(t), str(line.n), fontsize=SMALLEST, color=_INK, ha="center", va="center", bbox=box
        )
    for node in shown.nodes:
        _draw_node(axes, node)
    return figure


def _draw_node(axes: Any, node: NetworkNode) -> None:
    colour = HUE_COLOURS.get(node.column.hue, _DIM)
    axes.scatter([node.x], [node.y], s=max(node.size**2 * _LARGEST, 12), color=colour, zorder=3)
    words = f"{shortened(node.column.label, _LETTERS)}  {node.n}"
    away, side = (-0.09, "right") if node.is_left else (0.09, "left")
    axes.text(node.x + away, node.y, words, fontsize=SMALLEST, color=_INK, ha=side, va="center", zorder=4)
