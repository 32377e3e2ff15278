"""What a comparison can be drawn as, and how: the choices of the Compare page.

A new form is one more word of ChartForm with its name in FORM_WORDS; ``why_not`` says where it cannot be
drawn, and ``coding/analysis/charting.py`` draws it.
"""

from collections.abc import Mapping
from enum import StrEnum
from typing import Final

from coding.analysis.measure import Measure
from coding.language import N_, _


class ChartForm(StrEnum):
    """How rounds are set against each other, and what stands for a number."""

    CHARTS = "charts"
    PAIRED = "paired"
    CHANGE = "change"


FORM_WORDS: Final[Mapping[ChartForm, str]] = {
    ChartForm.CHARTS: N_("two charts"),
    ChartForm.PAIRED: N_("side by side"),
    ChartForm.CHANGE: N_("change"),
}


def why_not(form: ChartForm, measure: Measure, n_rounds: int, n_groupings: int) -> str:
    """Say why a form cannot be drawn of so many rounds and groupings; nothing where it can."""
    if form is ChartForm.CHARTS:
        return ""
    if n_rounds < 2:
        return _("There is but one round.")
    if n_groupings > 1:
        return _("This is drawn of one grouping at a time.")
    if form is not ChartForm.CHANGE:
        return ""
    if measure is Measure.SHARE:
        return _("A share of what was coded falls because another rises: it has no change.")
    return ""


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


USUALLY_SHOWN: Final = frozenset({Shown.EMPTY, Shown.ALONE, Shown.FIGURES, Shown.LETTERS})
