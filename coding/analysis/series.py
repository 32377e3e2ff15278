"""What stands side by side in a category of a chart: whose numbers, where, how high the axis is for them."""

from collections.abc import Sequence
from dataclasses import dataclass

from coding.analysis.chart import Bar, Bars, Scale
from coding.analysis.chart_words import letter_of
from coding.analysis.frequencies import Cell, Frequencies
from coding.analysis.groups import Group
from coding.analysis.scale import Axis, axis_for

_GAP = 0.1  # of a category, on either side of its bars
_TOTAL_WIDTH = 1.9  # of an ordinary bar
_APART = 0.35  # of an ordinary bar
_FEWEST = 4.0  # ordinary bars: a chart with one or two bars has no planks


@dataclass(frozen=True, slots=True)
class Series:
    """The bars of one group, before they have a place; ``apart``: with a little room on the left."""

    group: Group
    colour: str
    wide: bool = False
    pale: bool = False
    apart: bool = False


def edges_of(series: Sequence[Series], fewest: float = _FEWEST) -> list[tuple[float, float]]:
    """Return the left and the right of each series' bars within their category, from 0 to 1.

    They leave room where there are fewer than so many ordinary bars.
    """
    widths = [_TOTAL_WIDTH if one.wide else 1.0 for one in series]
    before = [_APART if one.apart and at else 0.0 for at, one in enumerate(series)]
    unit = (1 - 2 * _GAP) / max(sum(widths) + sum(before), fewest)
    left = 0.5 - unit * (sum(widths) + sum(before)) / 2
    edges: list[tuple[float, float]] = []
    for width, room in zip(widths, before, strict=True):
        left += room * unit
        edges.append((left, left + width * unit))
        left += width * unit
    return edges


def bars_of(
    found: Frequencies, series: Sequence[Series], edges: Sequence[tuple[float, float]], *, paired: bool
) -> Bars:
    """Return the bars of these series; ``paired``: the earlier rounds among them are pale."""
    categories = found.listed

    def make(category: int, at: int) -> Bar:
        one, cell = series[at], found.cell(series[at].group, categories[category])
        return Bar(
            place=category * len(series) + at,
            category=category,
            left=category + edges[at][0],
            width=edges[at][1] - edges[at][0],
            value=cell.value,
            low=cell.low,
            colour=one.colour,
            pale=one.pale,
            hatched=cell.hatched,
            text=cell.text,
            figure=cell.figure if one.wide else "",
            cells=(cell,),
        )

    groups = [(one.group,) for one in series]
    data = found.analysis_data
    letters = ["" if one.wide or one.pale else letter_of(data, one.group.members[-1]) for one in series]
    return Bars(len(categories), edges, groups, wide_ones(series), make, paired, letters)


def wide_ones(series: Sequence[Series]) -> list[int]:
    """Return the places of those that carry their figure."""
    return [at for at, one in enumerate(series) if one.wide]


def highest(found: Frequencies, series: Sequence[Series]) -> list[Cell]:
    """Return of each the number of the strand that was coded most often: no bar of it is higher."""
    if not found.basic:
        return []
    numbers = found.numerators[:, : len(found.basic)]
    return [found.cell(one.group, found.basic[int(numbers[one.group.position].argmax())]) for one in series]


def axes_of(found: Frequencies, sets: Sequence[Sequence[Series]], scale: Scale) -> list[Axis]:
    """Return the axis of each: one scale for all of them, unless it is free."""
    heights = [[c.value for c in highest(found, series) if c.value is not None] for series in sets]
    if scale is Scale.ONE:
        heights = [[height for panel in heights for height in panel]] * len(sets)
    return [axis_for(panel, whole=not found.measure.is_rate) for panel in heights]
