"""What a survey found, and the answers themselves, as records: a row a figure, a respondent or an answer.

No row says both school and group where fewer than five of a school answered in that group: the school is
left out there, so that nobody can be told from a file that leaves the study.
"""

from collections import Counter
from collections.abc import Iterator

import numpy as np

from coding.analysis.rounding import percent_number, rounded
from coding.analysis.survey_answers import RoundAnswers
from coding.analysis.survey_results import ALL, DONT_KNOW, SurveyResults, SurveyShare
from coding.analysis.survey_scales import scale_shares
from coding.language import _
from coding.model.survey import AnswerCode, AnswerColumn, ItemKind, SurveyItem

FEWEST_TOGETHER = 5


def schools_told(round_: RoundAnswers) -> tuple[str, ...]:
    """Return the schools of a round's respondents, empty where school and group would single somebody out."""
    crossed = Counter(zip(round_.schools, round_.groups, strict=True))
    return tuple(
        school if crossed[school, group] >= FEWEST_TOGETHER or not group else ""
        for school, group in zip(round_.schools, round_.groups, strict=True)
    )


def wide_records(results: SurveyResults) -> Iterator[dict[str, object]]:
    """Yield a record a respondent: round, number, school, group, and a field a statement or option."""
    for round_ in results.rounds:
        told = schools_told(round_)
        names = [_column_name(results, column) for column in round_.columns]
        for at in range(round_.count):
            record: dict[str, object] = _whose(round_, told, at)
            for name, column, value in zip(names, round_.columns, round_.values[at], strict=True):
                record[name] = _answer(results, column, float(value))
            yield record


def long_records(results: SurveyResults) -> Iterator[dict[str, object]]:
    """Yield a record an answer: round, number, school, group, statement, answer."""
    for round_ in results.rounds:
        told = schools_told(round_)
        names = [_column_name(results, column) for column in round_.columns]
        for at in range(round_.count):
            whose = _whose(round_, told, at)
            for name, column, value in zip(names, round_.columns, round_.values[at], strict=True):
                answer = _answer(results, column, float(value))
                yield {**whose, "statement": name, "answer": answer}


def _whose(round_: RoundAnswers, told: tuple[str, ...], at: int) -> dict[str, object]:
    return {
        "round": round_.round,
        "respondent": round_.numbers[at],
        "school": told[at],
        "group": round_.groups[at],
    }


def _column_name(results: SurveyResults, column: AnswerColumn) -> str:
    bank, item = results.instrument.by_id[column.item_id]
    name = bank.name_of(item)
    return name if column.option is None else f"{name}: {item.options[column.option]}"


def _answer(results: SurveyResults, column: AnswerColumn, value: float) -> object:
    """Return an answer as a file says it: 1 and 0, words of a choice; what is told apart in words."""
    if np.isnan(value):
        return None
    if value in (AnswerCode.NOT_APPLICABLE, AnswerCode.DONT_KNOW):
        return _("N/A") if value == AnswerCode.NOT_APPLICABLE else _("don’t know")
    item: SurveyItem = results.instrument.by_id[column.item_id][1]
    if item.kind in {ItemKind.CHOICE, ItemKind.SCALE} and int(value) < len(item.options):
        return item.options[int(value)]
    return int(value) if value.is_integer() else value


def statement_records(results: SurveyResults, *, by_group: bool) -> Iterator[dict[str, object]]:
    """Yield a record a round, statement and group: how many marked it, of how many, and the percentage.

    Of questions with options there is a record an answer, which names it, and of scales and numbers one more
    with mean and spread. The percentage is whole, half away from zero; what is neither none nor all is not
    written as 0 or 100 (counting rule 16).
    """
    groups = (ALL, *results.groups) if by_group else (ALL,)
    for round_ in results.rounds:
        for bank, item in results.instrument.places:
            if not results.places_in(round_, item):
                continue
            for group in groups:
                place = {
                    "round": round_.round,
                    "statement": bank.name_of(item),
                    "group": group or _("not known"),
                }
                for answer, share in _answer_shares(results, round_, item, group):
                    if share.n:
                        percentage = percent_number(share.k, share.n)
                        yield {**place, **answer, "marked": share.k, "n": share.n, "percent": percentage}
                if (found := scale_shares(results, round_, item, group)) is not None and found.n:
                    mean, spread = float(rounded(found.mean, 2)), float(rounded(found.spread, 2))
                    yield {**place, "n": found.n, "mean": mean, "sd": spread, "dont_know": found.dont_know}


def _answer_shares(
    results: SurveyResults, round_: RoundAnswers, item: SurveyItem, group: str
) -> Iterator[tuple[dict[str, object], SurveyShare]]:
    """Yield the shares of an item: one of a statement, of others one an answer with its words."""
    if item.kind is ItemKind.STATEMENT:
        share = results.share(round_, item, group)
        if share is not None:
            yield {}, share
        return
    unsure = {DONT_KNOW: _("don’t know")} if item.kind in {ItemKind.CHOICE, ItemKind.SCALE} else {}
    for at, option in (*enumerate(item.options), *unsure.items()):
        share = results.option_share(round_, item, group, at)
        if share is not None and (at != DONT_KNOW or share.k):
            yield {"answer": option}, share
