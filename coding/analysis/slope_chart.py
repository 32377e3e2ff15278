"""A slope for each strand, from its earlier to its later number.

A line and a sign are drawn only where both rounds have interviews enough to bear them; else the two numbers
stand beside each other: ``4, then 12``.
"""

from collections.abc import Sequence

from coding.analysis.change_words import (
    change_line,
    factor_notes,
    n_of_both,
    without_lines,
)
from coding.analysis.chart import Bar, BarLook, Bars, Chart, ChartMark, Panel, Strip, Totals
from coding.analysis.chart_words import (
    axis_title,
    colours_of,
    dimensions_of,
    each_called,
    legend,
    letter_of,
    strip_note,
    totals_called,
    under_totals,
)
from coding.analysis.charting import PLAIN
from coding.analysis.comparability import warnings
from coding.analysis.comparison import Change, Comparison, RoundPair
from coding.analysis.footnotes import footnotes
from coding.analysis.notes import caution
from coding.analysis.scale import Axis, axis_for
from coding.language import _

_GAP = 0.1  # of a category, on either side


def slope_chart(compared: Comparison, look: BarLook = PLAIN) -> Chart:
    """Return the slopes of all strands: all together in the strip, each school below."""
    found = compared.found
    own = [pair for pair in compared.pairs if pair.member is not None]
    together = [pair for pair in compared.pairs if pair.member is None]
    bars, strip = _ends(compared, own or together, look), None
    if own and together and look.totals is not Totals.NONE:
        ends = _ends(compared, together, look)
        strip = Strip(ends, _axis(compared, ends), totals_called(found))
    names = {"earlier": compared.earlier.name, "later": compared.later.name}
    panel = Panel(
        _("{earlier}, then {later}").format(**names),
        change_line(compared),
        bars,
        _axis(compared, bars),
        strip=strip,
        axis_title=each_called(found) if strip else "",
    )
    what = axis_title(found)
    return Chart(
        title=_("{what}, {earlier}, then {later}").format(what=what[:1].upper() + what[1:], **names),
        axis_title=what,
        categories=found.listed,
        dimensions=dimensions_of(found),
        legend=legend(found, colours_of(found), look, under_totals(found)),
        panels=(panel,),
        scale_note="",
        notes=(
            *strip_note(found, [panel]),
            *without_lines(compared),
            *factor_notes(compared),
            *warnings(found.analysis_data),
            *footnotes(found),
        ),
        caution=caution(found.analysis_data),
    )


def _axis(compared: Comparison, bars: Bars) -> Axis:
    heights = (bar.value for bar in bars if bar.value is not None)
    return axis_for(heights, whole=not compared.found.measure.is_rate)


def _ends(compared: Comparison, pairs: Sequence[RoundPair], look: BarLook) -> Bars:
    """Return two ends for each pair in each strand, the earlier pale, and which of them a line joins."""
    found, colours = compared.found, colours_of(compared.found)
    width = (1 - 2 * _GAP) / max(len(pairs), 1) / 2
    edges = [(_GAP + width * at, _GAP + width * (at + 1)) for at in range(2 * len(pairs))]

    def make(category: int, at: int) -> Bar:
        pair, is_later = pairs[at // 2], bool(at % 2)
        change = compared.change(pair, found.listed[category])
        cell = change.later if is_later else change.earlier
        return Bar(
            place=category * len(edges) + at,
            category=category,
            left=category + edges[at][0],
            width=width,
            value=cell.value,
            low=None,
            colour=colours[pair.member] if pair.member else look.total,
            pale=not is_later,
            hatched=cell.hatched,
            text=cell.text,
            figure="" if pair.member else cell.figure,
            cells=(cell,),
            beside=_beside(compared, pair, change),
        )

    return Bars(
        n_categories=len(found.listed),
        edges=edges,
        groups=[(group,) for pair in pairs for group in (pair.earlier, pair.later)],
        totals=[at for at in range(len(edges)) if pairs[at // 2].member is None],
        make=make,
        mark=ChartMark.END,
        joined=[(2 * at, 2 * at + 1) for at, pair in enumerate(pairs) if compared.bears_a_line(pair)],
        letters=[
            letter_of(found.analysis_data, pair.earlier.members[-1])
            if look.letters and pair.member and not later
            else ""
            for pair in pairs
            for later in (False, True)
        ],
    )


def _beside(compared: Comparison, pair: RoundPair, change: Change) -> str:
    """Say what the two numbers are: ``4, then 12 (2 interviews each)``, with its sign where it bears one."""
    both = f"{change.in_turn} ({n_of_both(compared, pair)})"
    return f"{both}, {change.text}" if change.value is not None and compared.bears_a_line(pair) else both
