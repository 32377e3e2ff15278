"""What a comparison can be drawn as, and how: the choices of the Compare page.

A new form is one more word of ChartForm with its name in FORM_WORDS; ``why_not`` says where it cannot be
drawn, and ``coding/analysis/drawing.py`` draws it.
"""

from collections.abc import Mapping, Sequence
from enum import StrEnum
from typing import Final

from coding.analysis.analysis_data import AnalysisData, ints
from coding.analysis.groups import By, Grouping, member_labels
from coding.analysis.measure import Measure
from coding.language import N_, _


class ChartForm(StrEnum):
    """How rounds are set against each other, and what stands for a number."""

    CHARTS = "charts"
    PAIRED = "paired"
    CHANGE = "change"
    SLOPE = "slope"
    STAGES = "stages"
    HEAT = "heat"
    MULTIPLES = "multiples"
    DOTS = "dots"


FORM_WORDS: Final[Mapping[ChartForm, str]] = {
    ChartForm.CHARTS: N_("two charts"),
    ChartForm.PAIRED: N_("side by side"),
    ChartForm.CHANGE: N_("change"),
    ChartForm.SLOPE: N_("slope"),
    ChartForm.STAGES: N_("stages, stacked"),
    ChartForm.HEAT: N_("heat map"),
    ChartForm.MULTIPLES: N_("small charts"),
    ChartForm.DOTS: N_("a dot an interview"),
}


def why_not(form: ChartForm, measure: Measure, n_rounds: int, by: Sequence[By], data: AnalysisData) -> str:
    """Say why a form cannot be drawn of so many rounds and these groupings; nothing where it can."""
    if form is ChartForm.CHARTS:
        return ""
    if form in _OF_ROUNDS and n_rounds < 2:
        return _("There is but one round.")
    if len(by) > 1:
        return _("This is drawn of one grouping at a time.")
    if form in {ChartForm.CHANGE, ChartForm.SLOPE}:
        falls = _("A share of what was coded falls because another rises: it has no change.")
        return falls if measure is Measure.SHARE else ""
    if form is ChartForm.STAGES:
        return _why_no_stages(measure, data)
    return _why_not_each(form, n_rounds, by[0], data)


_OF_ROUNDS: Final = {ChartForm.PAIRED, ChartForm.CHANGE, ChartForm.SLOPE}
MOST_SMALL_CHARTS: Final = 12
MOST_ROWS: Final = 120  # of a heat map


def _why_no_stages(measure: Measure, data: AnalysisData) -> str:
    if not ints(data.codings, "stage_id").any():
        return _("No coding has a stage yet.")
    return _("Shares cannot be added up, and so make no stack.") if measure.is_share else ""


def _why_not_each(form: ChartForm, n_rounds: int, by: By, data: AnalysisData) -> str:
    """Say why there is no chart, no row or no dot for each of a grouping."""
    if form is ChartForm.PAIRED:
        return ""
    if form is ChartForm.DOTS:
        colours = _("A dot is an interview and has the colour of its school: choose school or interview.")
        return "" if by in {Grouping.SCHOOL, Grouping.INTERVIEW} else colours
    if by is Grouping.INTERVIEW:
        return _("Interviews are drawn as dots.")
    n = len([id_ for id_ in member_labels(data, by) if id_ > 0])
    most, shown = (MOST_ROWS, n * n_rounds) if form is ChartForm.HEAT else (MOST_SMALL_CHARTS, n)
    return _("There would be {n}, more than can be read.").format(n=shown) if shown > most else ""


class PartsShown(StrEnum):
    """What of a comparison is on view."""

    CHART = "chart"
    TABLE = "table"
    BOTH = "both"


class Style(StrEnum):
    """The colours of a chart."""

    PLAIN = "plain"
    STUDY = "study"  # as in the study this was made for: the total is amber
    PRINT = "print"  # greys and hatching


class Shown(StrEnum):
    """What is shown besides, or left out."""

    EMPTY = "empty"  # strands without codings
    ALONE = "alone"  # dimensions with no strand named
    SUB_STRANDS = "sub-strands"  # each apart, beside its strand
    FIGURES = "figures"  # on bars
    LETTERS = "letters"  # of schools, under bars
    SHADES = "shades"  # of a table's cells, by their numbers


USUALLY_SHOWN: Final = frozenset({Shown.EMPTY, Shown.ALONE, Shown.FIGURES, Shown.LETTERS})
