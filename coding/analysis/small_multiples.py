"""Small multiples: a small chart for each school, the rounds of a strand side by side in it, on one scale."""

from collections.abc import Sequence
from dataclasses import replace

from coding.analysis.chart import BarLook, Chart, Layout, Panel, Scale, Totals
from coding.analysis.chart_words import colours_of, sizes, under_totals
from coding.analysis.charting import PLAIN, chart
from coding.analysis.frequencies import Frequencies
from coding.analysis.scale import Axis
from coding.analysis.series import Series, axes_of, bars_of, edges_of, highest
from coding.language import _

MOST = 12  # charts
_FEW = 6  # stand two across, more of them three


def small_multiples(found: Frequencies, look: BarLook = PLAIN) -> Chart:
    """Return a chart for each school, then one of all together, which has a scale of its own."""
    whole = chart(found, replace(look, layout=Layout.PAIRED, totals=Totals.NONE))
    own, together = _sets(found, look)
    axes = [axis for each in (own, together) for axis in axes_of(found, each, look.scale)]
    panels = [_panel(found, each, axis, look) for each, axis in zip([*own, *together], axes, strict=True)]
    notes = (*filter(None, (_scale_note(look.scale, axes[: len(own)], axes[len(own) :]), *whole.notes)),)
    across = 1 if len(panels) < 2 else 2 if len(panels) <= _FEW else 3
    return replace(whole, panels=tuple(panels), across=across, notes=notes)


def _sets(found: Frequencies, look: BarLook) -> tuple[list[list[Series]], list[list[Series]]]:
    """Return the rounds of each school, the earlier pale, and those of all together."""
    colours, shown = colours_of(found), under_totals(found)
    own: dict[object, list[Series]] = {}
    for at, (_total, groups) in enumerate(shown):
        for group in groups:
            one = Series(group, colours[group.members[-1]], pale=at < len(shown) - 1)
            own.setdefault(group.members[-1], []).append(one)
    last = len(shown) - 1
    totals = [Series(each, look.total, wide=True, pale=at < last) for at, (each, _g) in enumerate(shown)]
    hidden = look.totals is Totals.NONE and own
    return list(own.values()), [] if hidden or not totals else [totals]


def _panel(found: Frequencies, series: Sequence[Series], axis: Axis, look: BarLook) -> Panel:
    groups = [one.group for one in series]
    bars = replace(
        bars_of(found, series, edges_of(series), paired=True), letters=(), has_figures=look.figures
    )
    hatched = any(cell.hatched for cell in highest(found, series))
    return Panel(groups[0].members[-1].label, sizes(found, groups), bars, axis, hatched)


def _scale_note(scale: Scale, own: Sequence[Axis], together: Sequence[Axis]) -> str:
    if not own:
        return ""
    if scale is Scale.FREE:
        return _("Each chart has its own scale: heights cannot be compared.")
    one = _("One scale for all of them, 0 to {most}").format(most=own[0].text(own[0].ticks[-1]))
    if not together:
        return f"{one}."
    most = together[0].text(together[0].ticks[-1])
    return _("{one}; all together have their own, 0 to {most}.").format(one=one, most=most)
