"""All that the Compare page is asked, as one value; as JSON: ``coding/query/kept_settings.py``."""

from dataclasses import dataclass, field

from coding.analysis.chart import Scale, Totals
from coding.analysis.columns import Counted
from coding.analysis.comparison import Whose
from coding.analysis.forms import USUALLY_SHOWN, ChartForm, PartsShown, Shown, Style
from coding.analysis.groups import By, Grouping
from coding.analysis.measure import Measure, OfDirection, Unsure
from coding.model.query import Query


@dataclass(frozen=True, slots=True)
class CompareSettings:
    """What is asked for.

    ``by`` are the groupings within rounds, the outer one first: one or two. ``rounds`` are ids, none for all;
    0 stands for one that is gone. Whose codings, and with which framework, is the study's to say.
    """

    measure: Measure = Measure.COUNT
    by: tuple[By, ...] = (Grouping.SCHOOL,)
    rounds: tuple[int, ...] = ()
    form: ChartForm = ChartForm.CHARTS
    query: Query = field(default_factory=Query)
    parts: PartsShown = PartsShown.CHART
    counted_in: Counted = Counted.PASSAGES
    unsure: Unsure = Unsure.WITH
    direction: OfDirection = OfDirection.ANY
    whose: Whose = Whose.EVERYBODY
    totals: Totals = Totals.STRIP
    style: Style = Style.PLAIN
    scale: Scale = Scale.ONE
    shown: frozenset[Shown] = USUALLY_SHOWN
