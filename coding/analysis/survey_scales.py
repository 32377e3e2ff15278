"""Answers on a scale, and numbers: how many gave which, and their mean, never without its spread and n.

The mean is of the positions on the scale, the lowest being 1. The spread is the standard deviation of those
who answered (divided by n: they are no sample). Who does not know is counted apart and in neither.
"""

from typing import NamedTuple

import numpy as np

from coding.analysis.measure import PERCENT_FROM
from coding.analysis.rounding import rounded
from coding.analysis.survey_answers import RoundAnswers
from coding.analysis.survey_results import ALL, DONT_KNOW, SurveyResults
from coding.language import _, plural
from coding.model.survey import AnswerCode, ItemKind, SurveyItem


class ScaleShares(NamedTuple):
    """How many gave each answer, from the lowest; of numbers there are no ``counts``."""

    counts: tuple[int, ...]
    n: int
    mean: float
    spread: float
    dont_know: int = 0

    @property
    def is_small(self) -> bool:
        """Tell answers of so few that they are hatched."""
        return self.n < PERCENT_FROM

    @property
    def left(self) -> float:
        """Where the bar begins, as a part of all who answered: the middle answer is cut by the middle (0).

        Of an even number of answers none is, and the middle is between two.
        """
        half, odd = divmod(len(self.counts), 2)
        below = sum(self.counts[:half]) + (self.counts[half] / 2 if odd else 0)
        return -below / self.n if self.n else 0.0

    @property
    def figure(self) -> str:
        """``mean 3.6, SD 0.9, n 31``."""
        if not self.n:
            return _("no answers")
        return _("mean {mean}, SD {spread}, n {n}").format(
            mean=rounded(self.mean, 1), spread=rounded(self.spread, 1), n=self.n
        )

    @property
    def text(self) -> str:
        """The figure; who does not know is said behind it."""
        if not self.dont_know:
            return self.figure
        apart = plural("{n} does not know", "{n} do not know", self.dont_know)
        return _("{said} ({apart})").format(said=self.figure, apart=apart)


def scale_shares(
    results: SurveyResults, round_: RoundAnswers, item: SurveyItem, group: str = ALL
) -> ScaleShares | None:
    """Return what a group answered on a scale or as a number; None where it was not asked."""
    places = results.places_in(round_, item)
    if not places or item.kind not in {ItemKind.SCALE, ItemKind.NUMBER}:
        return None
    given = round_.values[:, places[0]][results.who(round_, group)]
    unsure = int((given == DONT_KNOW).sum())
    if item.kind is ItemKind.NUMBER:
        told = given[~np.isnan(given) & ~np.isin(given, (DONT_KNOW, AnswerCode.NOT_APPLICABLE))]
        counts: tuple[int, ...] = ()
    else:
        told = given[given >= 0] + 1
        counts = tuple(int((given == at).sum()) for at in range(len(item.options)))
    if not len(told):
        return ScaleShares(counts, 0, 0.0, 0.0, unsure)
    return ScaleShares(counts, len(told), float(told.mean()), float(told.std()), unsure)
