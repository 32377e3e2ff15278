"""What a chart of frequencies shows, for any renderer: the window draws it, and so does paper.

``charting.chart(found)`` and ``charting.change_chart(comparison)`` make one. Colours are roles, not
values: ``series:0``, ``series:1`` and so on by position, ``unknown``, ``total`` or ``amber_total``. A
category's hue is its dimension's, for the line under its bars. Bars have places on the axis in units of
a category (the first is from 0 to 1), so that every renderer draws the same picture.
"""

import math
from bisect import bisect_left, bisect_right
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from enum import StrEnum
from functools import cached_property
from typing import overload

from coding.analysis.columns import Column
from coding.analysis.frequencies import Cell
from coding.analysis.groups import Group, GroupMember, MemberKey
from coding.analysis.notes import in_words_of
from coding.analysis.scale import Axis
from coding.language import _

TOTAL, TOTAL_AS_IN_THE_STUDY = "total", "amber_total"
UNKNOWN = "unknown"
STAGE = "stage"
TILE = "tile"


def stage_colour(position: int, n: int) -> str:
    """Return the colour role of the stage at a position among n, from 0 for no stage at all."""
    return f"{STAGE}:{position}/{n}"


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


class ChartMark(StrEnum):
    """What stands for a number."""

    BAR = "bar"
    DOT = "dot"  # at its height
    TILE = "tile"  # as dark as it is high
    END = "end"  # of a line from an earlier number, or one beside it


class Totals(StrEnum):
    """Where totals stand: in a strip over the bars with an axis of its own, beside them on theirs, or not."""

    STRIP = "strip"
    BESIDE = "beside"
    FIGURE = "figure"  # a strip of figures, without bars
    NONE = "none"


@dataclass(frozen=True, slots=True)
class BarLook:
    """How a chart is to be drawn; ``total`` is the colour role of the total's bars.

    ``figures`` stand over bars and ``letters`` under them, where they have room.
    """

    scale: Scale = Scale.ONE
    layout: Layout = Layout.PANELS
    total: str = TOTAL
    totals: Totals = Totals.STRIP
    figures: bool = True
    letters: bool = True


@dataclass(frozen=True, slots=True)
class LegendEntry:
    """An entry of the legend; ``n`` says how many interviews it has, or is empty.

    ``member`` is whose colour it is, None for the total; ``short`` is its name where the legend's caption
    says what it is. ``hidden``: it was taken out of the chart, and may be brought back.
    """

    name: str
    n: str
    colour: str
    pale: bool = False
    member: GroupMember | None = None
    short: str = ""
    hidden: bool = False

    @property
    def text(self) -> str:
        """The words beside the colour: ``School A, 4 interviews a round``."""
        return _("{name}, {n}").format(name=self.name, n=self.n) if self.n else self.name


@dataclass(frozen=True, slots=True)
class Bar:
    """One bar, from ``left`` to ``left + width`` in categories, from 0 to ``value``.

    ``place`` is its place among the bars of its panel. ``stretch`` is from where to where it goes if not
    from 0 to ``value``; ``shade`` how dark a tile is, from 0 to 1; ``letter`` stands in it where it has room.
    ``beside`` is said of it besides.

    ``value`` None is a dash. ``low``: only the part up to it is certain. ``text`` is the number as written,
    ``figure`` the same where it stands at the bar's end; ``cells`` are the numbers it shows, two of a change.
    """

    place: int
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
    stretch: tuple[float, float] | None = None
    shade: float = 0.0
    letter: str = ""
    beside: str = ""

    @property
    def ends(self) -> tuple[float, float]:
        """From where to where it goes."""
        return (0.0, self.value or 0.0) if self.stretch is None else self.stretch

    @property
    def words(self) -> str:
        """The number in full, for hover and for a screen reader."""
        said = "; ".join(map(in_words_of, self.cells))
        said = said if len(self.cells) == 1 else f"{self.text}. {said}"
        return " · ".join(filter(None, (said, self.beside)))


@dataclass(frozen=True, eq=False)
class Bars(Sequence[Bar]):
    """The bars of a panel, category by category, as many in each; one is made when it is looked at.

    By place in their category: ``edges`` are the left and the right of the bars there, from 0 to 1 and from
    the left on, ``groups`` whose numbers they show (two for a change), ``totals`` those with a figure.
    ``make`` returns a bar by category and place; ``paired``: earlier rounds are pale. ``letters`` say
    whose bars they are where there is room under them. ``stages`` are those that the bars of a stack are
    of, if they are; ``joined`` the places that a line goes from and to; ``rows`` are the names of tiles
    across, from below. ``has_figures``: numbers stand over bars that are not totals, where there is room.
    """

    n_categories: int
    edges: Sequence[tuple[float, float]]
    groups: Sequence[tuple[Group, ...]]
    totals: Sequence[int]
    make: Callable[[int, int], Bar]
    paired: bool = False
    letters: Sequence[str] = ()
    mark: ChartMark = ChartMark.BAR
    stages: Sequence[int | None] = ()
    joined: Sequence[tuple[int, int]] = ()
    rows: Sequence[str] = ()
    has_figures: bool = True
    _made: dict[int, Bar] = field(default_factory=dict[int, Bar], init=False, repr=False)

    @cached_property
    def narrowest(self) -> float:
        """The width of the narrowest bar; 1 without any."""
        return min((right - left for left, right in self.edges), default=1.0)

    def __len__(self) -> int:
        return len(self.edges) * self.n_categories

    @overload
    def __getitem__(self, place: int) -> Bar: ...
    @overload
    def __getitem__(self, place: slice) -> Sequence[Bar]: ...
    def __getitem__(self, place: int | slice) -> Bar | Sequence[Bar]:
        """Return a bar, always the same one, or several."""
        if isinstance(place, slice):
            return [self[at] for at in range(*place.indices(len(self)))]
        at = range(len(self))[place]
        if at not in self._made:
            self._made[at] = self.make(*divmod(at, len(self.edges)))
        return self._made[at]

    def __contains__(self, bar: object) -> bool:
        """Tell whether this very bar is one of them."""
        return isinstance(bar, Bar) and self._made.get(bar.place) is bar

    def between(self, left: float, right: float) -> Iterator[Bar]:
        """Yield the bars of which something lies between two places of the axis."""
        for category in range(max(math.floor(left), 0), min(math.ceil(right), self.n_categories)):
            first = bisect_right(self.edges, left - category, key=_right)
            last = bisect_left(self.edges, right - category, key=_left)
            yield from self[category * len(self.edges) + first : category * len(self.edges) + last]

    def of_category(self, category: int) -> Sequence[Bar]:
        """Return the bars of a category."""
        return self[category * len(self.edges) : (category + 1) * len(self.edges)]

    def of_members(
        self, category: int, members: Sequence[tuple[MemberKey, ...]], stage: int | None = None
    ) -> Bar | None:
        """Return the bar of the groups with these members in a category, or None where they have none."""
        at = self._places.get((tuple(members), stage))
        return None if at is None else self[category * len(self.edges) + at]

    @cached_property
    def _places(self) -> dict[tuple[tuple[tuple[MemberKey, ...], ...], int | None], int]:
        stages = self.stages or [None] * len(self.groups)
        return {
            (tuple(group.keys for group in groups), stage): at
            for at, (groups, stage) in enumerate(zip(self.groups, stages, strict=True))
        }


def _left(edges: tuple[float, float]) -> float:
    return edges[0]


def _right(edges: tuple[float, float]) -> float:
    return edges[1]


@dataclass(frozen=True, slots=True)
class Strip:
    """The totals over a panel, with an axis of their own; ``only_figures``: without bars."""

    bars: Bars
    axis: Axis
    axis_title: str
    only_figures: bool = False


@dataclass(frozen=True, slots=True)
class Panel:
    """One pair of axes, with a strip of totals over it or without; ``hatched`` tells whether any bar is.

    ``counted`` is the number of all codings that its subtitle names, where it names one.
    """

    title: str
    subtitle: str
    bars: Bars
    axis: Axis
    hatched: bool = False
    strip: Strip | None = None
    axis_title: str = ""
    counted: Cell | None = None

    @property
    def parts(self) -> tuple[Bars, ...]:
        """The bars from the top: those of the strip, and its own."""
        return (self.bars,) if self.strip is None else (self.strip.bars, self.bars)


@dataclass(frozen=True, slots=True)
class Dimension:
    """A dimension over its strands, from the category ``first`` to ``last``."""

    name: str
    hue: str
    first: int
    last: int


@dataclass(frozen=True, slots=True)
class Chart:
    """Everything on a chart. ``scale_note`` says how scales compare; ``notes`` stand under it.

    ``legend_note`` says after the legend what else colours mean. ``caution`` says what small numbers do not
    show, where a chart stands by itself. So many panels stand ``across``.
    """

    title: str
    axis_title: str
    categories: tuple[Column, ...]
    legend: tuple[LegendEntry, ...]
    panels: tuple[Panel, ...]
    scale_note: str
    notes: tuple[str, ...]
    caution: str = ""
    across: int = 1
    legend_note: str = ""
    dimensions: tuple[Dimension, ...] = ()

    @property
    def is_dotted(self) -> bool:
        """Tell whether colours are those of dots, which have shapes too."""
        return any(panel.bars.mark in {ChartMark.DOT, ChartMark.END} for panel in self.panels)
