"""What one bar counts, and who is behind it: as many respondents, or marks of theirs, as it says."""

from collections.abc import Sequence
from itertools import compress
from typing import NamedTuple

import numpy as np

from coding.analysis.survey_answers import Bools, Floats, Ints, RoundAnswers
from coding.analysis.survey_results import ALL, DONT_KNOW, SurveyResults, SurveyShare
from coding.analysis.survey_scales import scale_shares
from coding.language import _
from coding.model.survey import AnswerCode, Bank, ItemDirection, ItemKind, SurveyItem


class SurveyBar(NamedTuple):
    """What a bar is about: a statement, an answer, a whole scale, or the strengths of a stage."""

    bank: Bank
    item: SurveyItem | None = None
    answer: int | None = None
    stage: str = ""


class Behind(NamedTuple):
    """A respondent, by number, how many marks of the bar are theirs, and what is said of them."""

    number: int
    marks: int
    said: str


def share_of(
    results: SurveyResults, round_: RoundAnswers, bar: SurveyBar, group: str = ALL
) -> SurveyShare | None:
    """Return the share that a bar shows; None where it was not asked. Of a scale, all who answered it."""
    if bar.item is None:
        return results.stage_share(round_, bar.bank, bar.stage, group)
    if bar.answer is not None:
        return results.option_share(round_, bar.item, group, bar.answer)
    if bar.item.kind is ItemKind.STATEMENT:
        return results.share(round_, bar.item, group)
    found = scale_shares(results, round_, bar.item, group)
    return None if found is None else SurveyShare(found.n, found.n)


def who_is_behind(
    results: SurveyResults, round_: RoundAnswers, bar: SurveyBar, group: str = ALL
) -> list[Behind]:
    """Return the respondents behind a bar, in their order; their marks add up to its figure."""
    here, items = results.who(round_, group), _items(bar)
    marks = np.zeros(round_.count, dtype=np.int64)
    for item in items:
        for place in results.places_in(round_, item)[_which(item, bar)]:
            marks += _chosen(round_.values[:, place], item, bar.answer)
    marks[~here] = 0
    chosen = np.flatnonzero(marks > 0)
    said = _said(results, round_, bar, chosen)
    numbers = (round_.numbers[at] for at in chosen.tolist())
    return [Behind(*each) for each in zip(numbers, marks[chosen].tolist(), said, strict=True)]


def _items(bar: SurveyBar) -> list[SurveyItem]:
    if bar.item is not None:
        return [bar.item]
    return [
        item
        for item in bar.bank.items
        if item.kind is ItemKind.STATEMENT
        and item.direction is ItemDirection.STRENGTH
        and item.stage == bar.stage
    ]


def _which(item: SurveyItem, bar: SurveyBar) -> slice:
    """Return which places of an item a bar counts: of several ticks the one of its answer."""
    if item.kind is ItemKind.CHOICES and bar.answer is not None:
        return slice(bar.answer, bar.answer + 1)
    return slice(0, 1)


def _chosen(values: Floats, item: SurveyItem, answer: int | None) -> Bools:
    if item.kind in {ItemKind.STATEMENT, ItemKind.CHOICES}:
        return values == float(AnswerCode.MARKED)
    if answer is not None:
        return values == float(answer)
    if item.kind is ItemKind.NUMBER:
        return ~np.isnan(values) & ~np.isin(values, (DONT_KNOW, AnswerCode.NOT_APPLICABLE))
    return values >= 0


def _said(results: SurveyResults, round_: RoundAnswers, bar: SurveyBar, chosen: Ints) -> list[str]:
    """Say of respondents what else of the same they answered: never school and role together."""
    item = bar.item
    if item is None or item.kind is ItemKind.STATEMENT:
        places = [(each, results.places_in(round_, each)[:1]) for each in bar.bank.items]
        asked = [(each, at[0]) for each, at in places if at and each.kind is ItemKind.STATEMENT]
        words = [bar.bank.name_of(each).rpartition(" ")[2] for each, _at in asked]
        return _marked(round_.values[chosen][:, [at for _each, at in asked]], words)
    places_of = list(results.places_in(round_, item))
    if item.kind is ItemKind.CHOICES:
        return _marked(round_.values[chosen][:, places_of], item.options)
    values = [float(value) for value in round_.values[chosen, places_of[0]].tolist()] if places_of else []
    if item.kind is ItemKind.NUMBER:
        return [f"{value:g}" for value in values]
    return [item.options[int(value)] if value >= 0 else _("don’t know") for value in values]


def _marked(values: Floats, words: Sequence[str]) -> list[str]:
    """Return the words of what was marked, respondent by respondent."""
    rows = (values == float(AnswerCode.MARKED)).tolist()
    return [", ".join(compress(words, row)) for row in rows]
