"""A dot for each interview, at its number, in the order and the colours of the schools (counting rule 22)."""

from dataclasses import replace

from coding.analysis.chart import BarLook, Chart, ChartMark, Layout, Panel, Totals
from coding.analysis.charting import PLAIN, chart
from coding.analysis.frequencies import Frequencies
from coding.language import _


def dot_strip(found: Frequencies, look: BarLook = PLAIN) -> Chart:
    """Return the chart of a table by round and interview with dots for bars, without totals among them."""
    totals = Totals.STRIP if look.totals is Totals.BESIDE else look.totals
    whole = chart(found, replace(look, layout=Layout.PANELS, totals=totals))
    return replace(
        whole,
        panels=tuple(map(_dotted, whole.panels)),
        notes=(_("Each dot is an interview, in the order of the schools."), *whole.notes),
    )


def _dotted(panel: Panel) -> Panel:
    return replace(panel, bars=replace(panel.bars, mark=ChartMark.DOT, letters=()))
