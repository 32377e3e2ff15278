"""What a chart of frequencies shows, for any renderer: the window draws it, and so does paper.

``charting.chart(found)`` and ``charting.change_chart(comparison)`` make one. Colours are roles, not
values: ``series:0``, ``series:1`` and so on by position, ``unknown``, ``total`` or ``amber_total``. A
category's hue is its dimension's, for the line under its bars. Bars have places on the axis in units of
a category (the first is from 0 to 1), so that every renderer draws the same picture.
"""

from dataclasses import dataclass
from enum import StrEnum

from coding.analysis.columns import Column
from coding.analysis.frequencies import Cell
from coding.analysis.notes import in_words_of
from coding.analysis.scale import Axis
from coding.language import _

TOTAL, TOTAL_AS_IN_THE_STUDY = "total", "amber_total"
UNKNOWN = "unknown"


def series_colour(position: int) -> str:
    """Return the colour role of the series at a position."""
    return f"series:{position}"


class Scale(StrEnum):
    """Whether the panels of a chart can be compared by eye."""

    ONE = "one"
    FREE = "free"


class Layout(StrEnum):
    """How rounds stand together: a panel each, or their bars side by side."""

    PANELS = "panels"
    PAIRED = "paired"


@dataclass(frozen=True, slots=True)
class BarLook:
    """How a chart is to be drawn; ``total`` is the colour role of the total's bars."""

    scale: Scale = Scale.ONE
    layout: Layout = Layout.PANELS
    total: str = TOTAL


@dataclass(frozen=True, slots=True)
class Category:
    """A place on the axis, for a strand or a dimension alone; ``opens`` tells the first of a dimension."""

    column: Column
    opens: bool

    @property
    def label(self) -> str:
        """The abbreviation under the bars."""
        return self.column.label

    @property
    def hue(self) -> str:
        """The dimension's hue."""
        return self.column.hue


@dataclass(frozen=True, slots=True)
class LegendEntry:
    """An entry of the legend; ``n`` says how many interviews it has, or is empty."""

    name: str
    n: str
    colour: str
    pale: bool = False

    @property
    def text(self) -> str:
        """The words beside the colour: ``School A, 4 interviews a round``."""
        return _("{name}, {n}").format(name=self.name, n=self.n) if self.n else self.name


@dataclass(frozen=True, slots=True)
class Bar:
    """One bar, from ``left`` to ``left + width`` in categories, from 0 to ``value``.

    ``value`` None is a dash. ``low``: only the part up to it is certain. ``text`` is the number as
    written, ``figure`` the same where it stands at the bar's end; ``cells`` are the numbers it shows
    (two for a change).
    """

    category: int
    left: float
    width: float
    value: float | None
    low: float | None
    colour: str
    pale: bool
    hatched: bool
    text: str
    figure: str
    cells: tuple[Cell, ...]

    @property
    def words(self) -> str:
        """The number in full, for hover and for a screen reader."""
        said = "; ".join(map(in_words_of, self.cells))
        return said if len(self.cells) == 1 else f"{self.text}. {said}"


@dataclass(frozen=True, slots=True)
class Panel:
    """One pair of axes."""

    title: str
    subtitle: str
    bars: tuple[Bar, ...]
    axis: Axis


@dataclass(frozen=True, slots=True)
class Chart:
    """Everything on a chart. ``scale_note`` says how scales compare; ``notes`` stand under it."""

    title: str
    axis_title: str
    categories: tuple[Category, ...]
    legend: tuple[LegendEntry, ...]
    panels: tuple[Panel, ...]
    scale_note: str
    notes: tuple[str, ...]
