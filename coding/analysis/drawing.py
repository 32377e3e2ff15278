"""Draws a table in a form: the one place that knows what makes each of them."""

from coding.analysis.chart import TOTAL, TOTAL_AS_IN_THE_STUDY, BarLook, Chart, Layout
from coding.analysis.charting import change_chart, chart
from coding.analysis.compare_settings import CompareSettings
from coding.analysis.comparison import Comparison
from coding.analysis.dot_strip import dot_strip
from coding.analysis.forms import ChartForm, Shown, Style
from coding.analysis.frequencies import Frequencies, frequencies
from coding.analysis.groups import Grouping
from coding.analysis.heat_map import heat_map
from coding.analysis.slope_chart import slope_chart
from coding.analysis.small_multiples import small_multiples
from coding.analysis.stage_chart import stage_chart


def drawn_as(form: ChartForm, found: Frequencies, look: BarLook) -> Chart:
    """Return the chart of a table by round and one grouping, or more where the form is one of bars."""
    match form:
        case ChartForm.STAGES:
            return stage_chart(found, look)
        case ChartForm.HEAT:
            return heat_map(found, look)
        case ChartForm.MULTIPLES:
            return small_multiples(found, look)
        case ChartForm.DOTS:
            return dot_strip(_by_interview(found), look)
        case _:
            return chart(found, look)


def _by_interview(found: Frequencies) -> Frequencies:
    by = (Grouping.ROUND, Grouping.INTERVIEW)
    if found.by == by:
        return found
    return frequencies(found.analysis_data, by, found.measure, found.unsure, found.counted_in)


def change_drawn_as(form: ChartForm, compared: Comparison, look: BarLook) -> Chart:
    """Return the chart of two rounds: how they differ, or both with a line between them."""
    return slope_chart(compared, look) if form is ChartForm.SLOPE else change_chart(compared, look)


def look_of(asked: CompareSettings) -> BarLook:
    """Return how the chart is to be drawn."""
    layout = Layout.PAIRED if asked.form is ChartForm.PAIRED else Layout.PANELS
    total = TOTAL_AS_IN_THE_STUDY if asked.style is Style.STUDY else TOTAL
    figures, letters = (each in asked.shown for each in (Shown.FIGURES, Shown.LETTERS))
    return BarLook(asked.scale, layout, total, asked.totals, figures=figures, letters=letters)
