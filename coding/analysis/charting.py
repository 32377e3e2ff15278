"""Making charts: a bar for each school, role group or interview, totals in a strip over them.

``chart(found)`` puts the strands along the axis and a panel for each round of a table;
``chart(found, BarLook(scale=Scale.FREE))`` gives each panel a scale of its own and says so;
``change_chart(comparison)`` draws the difference between two rounds.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import partial

from coding.analysis.change_words import change_line, factor_notes, without_lines
from coding.analysis.chart import Bar, BarLook, Bars, Chart, Layout, Panel, Strip, Totals
from coding.analysis.chart_words import (
    axis_title,
    colours_of,
    dimensions_of,
    dwarfs,
    each_called,
    legend,
    paired_note,
    scale_note,
    strip_note,
    title,
    totals_called,
    under_totals,
)
from coding.analysis.columns import Column, ColumnKind
from coding.analysis.comparability import warnings
from coding.analysis.comparison import Comparison, RoundPair
from coding.analysis.dashes import dash_reasons
from coding.analysis.footnotes import footnotes
from coding.analysis.frequencies import Cell, Frequencies
from coding.analysis.groups import Group, Grouping, GroupMember
from coding.analysis.notes import caution, round_line
from coding.analysis.scale import Axis, axis_for
from coding.analysis.series import Series, axes_of, bars_of, edges_of, highest, wide_ones
from coding.language import _
from coding.model.role_codes import in_words

PLAIN = BarLook()


@dataclass(frozen=True, slots=True)
class _Set:
    """The series of one panel and of the strip over it; ``paired``: of all rounds, the earlier ones pale."""

    title: str
    subtitle: str
    counted: Cell | None
    series: tuple[Series, ...]
    strip: tuple[Series, ...] = ()
    paired: bool = False


def chart(found: Frequencies, look: BarLook = PLAIN) -> Chart:
    """Return the chart of a table: a panel for each total, or for each group of a table by round."""
    colours = colours_of(found)
    shown = under_totals(found)
    sets = [_set(found, total, groups, colours, look) for total, groups in shown]
    paired = look.layout is Layout.PAIRED and len(sets) > 1
    if paired:
        sets = [_side_by_side(sets)]
    axes, of_strips = (
        axes_of(found, [series_of(one) for one in sets], look.scale) for series_of in (_series, _strip_series)
    )
    panels = tuple(map(partial(_panel, found, look), sets, axes, of_strips))
    return Chart(
        title=title(found),
        axis_title=axis_title(found),
        categories=found.listed,
        legend=legend(found, colours, look, shown),
        panels=panels,
        scale_note="" if paired else scale_note(look.scale, len(panels)),
        legend_note=paired_note(found) if paired else "",
        notes=(
            *strip_note(found, panels),
            *warnings(found.analysis_data),
            *footnotes(found),
            *dash_reasons(found),
        ),
        dimensions=dimensions_of(found),
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
    categories = found.listed
    names = {"earlier": compared.earlier.name, "later": compared.later.name}
    what = axis_title(found)
    shown = [pair for pair in compared.pairs if pair.member is None or compared.bears_a_line(pair)]
    bars = _changes(categories, compared, shown, colours, look)
    heights = (bar.value for bar in bars if bar.value is not None)
    axis = axis_for(heights, whole=not found.measure.is_rate)
    return Chart(
        title=_("Change in {what}, {earlier} to {later}").format(what=what, **names),
        axis_title=_("change in {what}").format(what=what),
        categories=categories,
        dimensions=dimensions_of(found),
        legend=legend(found, colours, look, under_totals(found)),
        panels=(Panel(_("Change {earlier} to {later}").format(**names), change_line(compared), bars, axis),),
        scale_note="",
        notes=(
            *without_lines(compared),
            *factor_notes(compared),
            *warnings(found.analysis_data),
            *footnotes(found),
        ),
        caution=caution(found.analysis_data),
    )


# --- series --------------------------------------------------------------------------------------


def _set(
    found: Frequencies, total: Group, groups: Sequence[Group], colours: dict[GroupMember, str], look: BarLook
) -> _Set:
    """Return the bars of a round; a total with nothing under it stands among them.

    Of interviews side by side there are totals only.
    """
    everything = found.cell(total, found.columns.get(ColumnKind.CODINGS))
    above = total.members[:-1] or total.members[:1]  # of two groupings the outer one too
    title = ", ".join(member.label for member in above)
    series = tuple(Series(group, colours[group.members[-1]]) for group in groups)
    whole = (Series(total, look.total, wide=True, apart=bool(series)),)
    made = partial(_Set, title, round_line(everything), everything)
    totals_alone = look.layout is Layout.PAIRED and found.by[-1:] == (Grouping.INTERVIEW,)
    if not series or totals_alone:
        return made(whole)
    if look.totals is Totals.BESIDE:
        return made(series if dwarfs(found, look) else series + whole)
    return made(series, () if look.totals is Totals.NONE else whole)


def _side_by_side(sets: Sequence[_Set]) -> _Set:
    """Put the bars of all rounds next to each other, the earlier ones pale."""
    series = _rounds_together([one.series for one in sets])
    strip = _rounds_together([one.strip for one in sets])
    title = in_words(one.title for one in sets)
    subtitle = "\n".join(f"{one.title}: {one.subtitle}" for one in sets)
    return _Set(title, subtitle, None, series, strip, paired=True)


def _rounds_together(sets: Sequence[Sequence[Series]]) -> tuple[Series, ...]:
    each: dict[GroupMember | None, list[Series]] = {}
    for number, one in enumerate(sets):
        for series in one:
            last = None if series.wide else series.group.members[-1]
            each.setdefault(last, []).append(replace(series, pale=number < len(sets) - 1, apart=False))
    return tuple(replace(s, apart=at == 0) for several in each.values() for at, s in enumerate(several))


def _series(one: _Set) -> Sequence[Series]:
    return one.series


def _strip_series(one: _Set) -> Sequence[Series]:
    return one.strip


# --- bars ----------------------------------------------------------------------------------------


def _panel(found: Frequencies, look: BarLook, shown: _Set, axis: Axis, of_strip: Axis) -> Panel:
    bars, strip = bars_of(found, shown.series, edges_of(shown.series), paired=shown.paired), None
    bars = replace(bars, has_figures=look.figures, letters=bars.letters if look.letters else ())
    if shown.strip:
        totals = bars_of(found, shown.strip, edges_of(shown.strip, fewest=1.0), paired=shown.paired)
        strip = Strip(totals, of_strip, totals_called(found), look.totals is Totals.FIGURE)
    return Panel(
        shown.title,
        shown.subtitle,
        bars,
        axis,
        any(cell.hatched for cell in highest(found, (*shown.series, *shown.strip))),
        strip,
        each_called(found) if strip else "",
        shown.counted,
    )


def _changes(
    categories: Sequence[Column],
    compared: Comparison,
    pairs: Sequence[RoundPair],
    colours: dict[GroupMember, str],
    look: BarLook,
) -> Bars:
    series = [
        Series(pair.later, look.total, wide=True, apart=True)
        if pair.member is None
        else Series(pair.later, colours[pair.member])
        for pair in pairs
    ]
    edges = edges_of(series)

    def make(category: int, at: int) -> Bar:
        change = compared.change(pairs[at], categories[category])
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

    groups = [(pair.earlier, pair.later) for pair in pairs]
    return Bars(len(categories), edges, groups, wide_ones(series), make)
