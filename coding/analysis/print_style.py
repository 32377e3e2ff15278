"""A chart for a printer without colours: the same numbers, told apart by greys and hatching."""

from collections.abc import Mapping
from dataclasses import replace
from functools import cache
from typing import Final

from coding.analysis.chart import TOTAL, TOTAL_AS_IN_THE_STUDY, Bar, Bars, Chart, Panel

PRINT: Final = "print"
# How much of the ink each series has in turn, and so that neighbours differ most; the total has all of it.
INKS: Final = (0.7, 0.16, 0.42, 0.08, 0.28, 0.85, 0.0, 0.55)
_INK_OF: Final[Mapping[str, str]] = {TOTAL: PRINT, TOTAL_AS_IN_THE_STUDY: PRINT}


def in_greys(chart: Chart) -> Chart:
    """Return a chart whose colour roles are those of ink: no hue is left in it."""
    return replace(
        chart,
        categories=tuple(replace(category, hue="") for category in chart.categories),
        dimensions=tuple(replace(dimension, hue="") for dimension in chart.dimensions),
        legend=tuple(replace(entry, colour=ink_of(entry.colour)) for entry in chart.legend),
        panels=tuple(map(_panel, chart.panels)),
    )


@cache
def ink_of(role: str) -> str:
    """Return the role of ink for a role of colour: ``print:2`` for ``series:2``, ``print`` for the total."""
    part, colon, position = role.partition(":")
    return f"{PRINT}{colon}{position}" if part == "series" else _INK_OF.get(role, role)


def _panel(panel: Panel) -> Panel:
    strip = panel.strip and replace(panel.strip, bars=_bars(panel.strip.bars))
    return replace(panel, bars=_bars(panel.bars), strip=strip)


def _bars(bars: Bars) -> Bars:
    def make(category: int, at: int) -> Bar:
        bar = bars.make(category, at)
        return replace(bar, colour=ink_of(bar.colour))

    return replace(bars, make=make)
