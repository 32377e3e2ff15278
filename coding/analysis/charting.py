"""Making charts: a bar for each school, role group or interview and a wide one for the total.

``chart(found)`` puts the strands along the axis and a panel for each round of a table;
``chart(found, BarLook(scale=Scale.FREE))`` gives each panel a scale of its own and says so;
``change_chart(comparison)`` draws the difference between two rounds.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace

from coding.analysis.change_words import change_line, factor_notes
from coding.analysis.chart import Bar, BarLook, Bars, Chart, Layout, Panel, Scale
from coding.analysis.chart_words import (
    axis_title,
    colours_of,
    dwarfs,
    legend,
    paired_note,
    scale_note,
    title,
    under_totals,
)
from coding.analysis.columns import Column, ColumnKind
from coding.analysis.comparability import warnings
from coding.analysis.comparison import Comparison
from coding.analysis.dashes import dash_reasons
from coding.analysis.footnotes import footnotes
from coding.analysis.frequencies import Cell, Frequencies
from coding.analysis.groups import Group, Grouping, GroupMember
from coding.analysis.notes import caution, round_line
from coding.analysis.scale import Axis, axis_for
from coding.language import _
from coding.model.role_codes import in_words

PLAIN = BarLook()
_GAP = 0.1  # of a category, on either side of its bars
_TOTAL_WIDTH = 1.9  # of an ordinary bar
_APART = 0.35  # of an ordinary bar
_FEWEST = 4.0  # ordinary bars: a chart with one or two bars has no planks


@dataclass(frozen=True, slots=True)
class _Series:
    """The bars of one group, before they have a place; ``apart``: with a little room on the left."""

    group: Group
    colour: str
    wide: bool = False
    pale: bool = False
    apart: bool = False


@dataclass(frozen=True, slots=True)
class _Set:
    """The series of one panel; ``paired``: of all rounds, the earlier ones pale."""

    title: str
    subtitle: str
    series: tuple[_Series, ...]
    paired: bool = False


def chart(found: Frequencies, look: BarLook = PLAIN) -> Chart:
    """Return the chart of a table: a panel for each total, or for each group of a table by round."""
    colours = colours_of(found)
    shown = under_totals(found)
    sets = [_set(found, total, groups, colours, look) for total, groups in shown]
    paired = look.layout is Layout.PAIRED and len(sets) > 1
    if paired:
        sets = [_side_by_side(found, sets)]
    categories = found.basic
    highest = [[_highest(found, one.group) for one in each.series if categories] for each in sets]
    axes = _axes(highest, look.scale, whole=not found.measure.is_rate)
    return Chart(
        title=title(found),
        axis_title=axis_title(found),
        categories=categories,
        legend=legend(found, colours, look, shown),
        panels=tuple(_panel(found, categories, *each) for each in zip(sets, highest, axes, strict=True)),
        scale_note=paired_note(found) if paired else scale_note(look.scale, len(sets)),
        notes=(*warnings(found.analysis_data), *footnotes(found), *dash_reasons(found)),
        caution=caution(found.analysis_data),
    )


def chart_of_one(found: Frequencies, total: Group, look: BarLook = PLAIN) -> Chart:
    """Return the chart of one round, on the scale of all: its legend has the n of that round only."""
    whole, shown = chart(found, look), under_totals(found)
    at = [each for each, _groups in shown].index(total)
    return replace(
        whole,
        panels=whole.panels[at : at + 1],
        legend=legend(found, colours_of(found), look, shown[at : at + 1]),
        scale_note="",
    )


def change_chart(compared: Comparison, look: BarLook = PLAIN) -> Chart:
    """Return the chart of a change between two rounds."""
    found, colours = compared.found, colours_of(compared.found)
    categories = found.basic
    names = {"earlier": compared.earlier.name, "later": compared.later.name}
    what = axis_title(found)
    bars = _changes(categories, compared, colours, look)
    heights = (bar.value for bar in bars if bar.value is not None)
    axis = axis_for(heights, whole=not found.measure.is_rate)
    return Chart(
        title=_("Change in {what}, {earlier} to {later}").format(what=what, **names),
        axis_title=_("change in {what}").format(what=what),
        categories=categories,
        legend=legend(found, colours, look, under_totals(found)),
        panels=(Panel(_("Change {earlier} to {later}").format(**names), change_line(compared), bars, axis),),
        scale_note="",
        notes=(*factor_notes(compared), *warnings(found.analysis_data), *footnotes(found)),
        caution=caution(found.analysis_data),
    )


# --- series --------------------------------------------------------------------------------------


def _set(
    found: Frequencies, total: Group, groups: Sequence[Group], colours: dict[GroupMember, str], look: BarLook
) -> _Set:
    everything = found.cell(total, found.columns.get(ColumnKind.CODINGS))
    title = total.members[0].label if total.members else ""
    series = [_Series(group, colours[group.members[-1]]) for group in groups]
    if not dwarfs(found, look):
        series.append(_Series(total, look.total, wide=True, apart=bool(series)))
    return _Set(title, round_line(everything), tuple(series))


def _side_by_side(found: Frequencies, sets: Sequence[_Set]) -> _Set:
    """Put the bars of all rounds next to each other, the earlier ones pale; of interviews the totals only."""
    each: dict[GroupMember | None, list[_Series]] = {}
    for number, one in enumerate(sets):
        for series in one.series:
            if series.wide or found.by[-1] is not Grouping.INTERVIEW:
                last = not series.wide and series.group.members[-1]
                each.setdefault(last or None, []).append(
                    replace(series, pale=number < len(sets) - 1, apart=False)
                )
    series = [replace(s, apart=bool(at == 0)) for several in each.values() for at, s in enumerate(several)]
    title = in_words(one.title for one in sets)
    subtitle = " · ".join(f"{one.title}: {one.subtitle}" for one in sets)
    return _Set(title, subtitle, tuple(series), paired=True)


# --- bars ----------------------------------------------------------------------------------------


def _panel(
    found: Frequencies, categories: Sequence[Column], shown: _Set, highest: Sequence[Cell], axis: Axis
) -> Panel:
    hatched = any(cell.hatched for cell in highest)
    return Panel(shown.title, shown.subtitle, _bars(categories, shown, found), axis, hatched)


def _edges(series: Sequence[_Series]) -> list[tuple[float, float]]:
    """Return the left and the right of each series' bars within their category, from 0 to 1."""
    widths = [_TOTAL_WIDTH if one.wide else 1.0 for one in series]
    before = [_APART if one.apart and at else 0.0 for at, one in enumerate(series)]
    unit = (1 - 2 * _GAP) / max(sum(widths) + sum(before), _FEWEST)
    left = 0.5 - unit * (sum(widths) + sum(before)) / 2
    edges: list[tuple[float, float]] = []
    for width, room in zip(widths, before, strict=True):
        left += room * unit
        edges.append((left, left + width * unit))
        left += width * unit
    return edges


def _bars(categories: Sequence[Column], shown: _Set, found: Frequencies) -> Bars:
    edges, series = _edges(shown.series), shown.series

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
    return Bars(len(categories), edges, groups, _wide(series), make, shown.paired)


def _changes(
    categories: Sequence[Column], compared: Comparison, colours: dict[GroupMember, str], look: BarLook
) -> Bars:
    series = [
        _Series(pair.later, look.total, wide=True, apart=True)
        if pair.member is None
        else _Series(pair.later, colours[pair.member])
        for pair in compared.pairs
    ]
    edges = _edges(series)

    def make(category: int, at: int) -> Bar:
        change = compared.change(compared.pairs[at], categories[category])
        return Bar(
            place=category * len(series) + at,
            category=category,
            left=category + edges[at][0],
            width=edges[at][1] - edges[at][0],
            value=change.value,
            low=None,  # the ends of its range stand in its figure
            colour=series[at].colour,
            pale=False,
            hatched=False,
            text=change.text,
            figure=change.text if series[at].wide else "",
            cells=(change.earlier, change.later),
        )

    groups = [(pair.earlier, pair.later) for pair in compared.pairs]
    return Bars(len(categories), edges, groups, _wide(series), make)


def _wide(series: Sequence[_Series]) -> list[int]:
    return [at for at, one in enumerate(series) if one.wide]


def _highest(found: Frequencies, group: Group) -> Cell:
    """Return the number of the strand that was coded most often in a group: no bar of it is higher."""
    most = found.numerators[group.position, : len(found.basic)].argmax()
    return found.cell(group, found.basic[int(most)])


def _axes(highest: Sequence[Sequence[Cell]], scale: Scale, *, whole: bool) -> list[Axis]:
    heights = [[cell.value for cell in cells if cell.value is not None] for cells in highest]
    if scale is Scale.ONE:
        heights = [[height for panel in heights for height in panel]] * len(highest)
    return [axis_for(panel, whole=whole) for panel in heights]
