"""Answers to open questions, and which of them respondents gave who answered something else so."""

from collections.abc import Iterable, Iterator, Sequence
from typing import NamedTuple

from coding.analysis.survey_answers import RoundAnswers
from coding.language import _
from coding.model.study import Span
from coding.model.survey import AnswerCode, Instrument, ItemKind, SurveyItem


class OpenAnswerRow(NamedTuple):
    """What a respondent wrote, and its place in the text that a question has in a round."""

    respondent_id: int
    number: int
    round: str
    question: str
    interview_id: int
    span: Span
    text: str


class ClosedAnswer(NamedTuple):
    """One answer to a closed question; a statement, and an option of several, is marked (1) or not (0)."""

    item_id: int
    words: str
    value: int
    option: int = 0


def closed_answers(survey: Instrument, item: SurveyItem) -> Iterator[ClosedAnswer]:
    """Yield what can be asked for of an item; nothing of numbers and open questions."""
    name = survey.by_id[item.id][0].name_of(item)
    match item.kind:
        case ItemKind.STATEMENT:
            yield ClosedAnswer(item.id, _("{name} marked").format(name=name), AnswerCode.MARKED)
            yield ClosedAnswer(item.id, _("{name} not marked").format(name=name), AnswerCode.LEFT)
        case ItemKind.CHOICES:
            for at, option in enumerate(item.options):
                yield ClosedAnswer(item.id, f"{name}: {option}", AnswerCode.MARKED, at)
        case ItemKind.CHOICE | ItemKind.SCALE:
            for at, option in enumerate(item.options):
                yield ClosedAnswer(item.id, f"{name}: {option}", at)
        case _:
            return


def respondents_with(
    rounds: Iterable[RoundAnswers], survey: Instrument, wanted: Sequence[ClosedAnswer]
) -> frozenset[int]:
    """Return the respondents who answered so: to each item named, with one of the answers named."""
    by_item: dict[int, list[ClosedAnswer]] = {}
    for each in wanted:
        by_item.setdefault(each.item_id, []).append(each)
    found: set[int] = set()
    for round_ in rounds:
        there = {*range(round_.count)}
        for item_id, answers in by_item.items():
            places = survey.places_in(round_.places_of, survey.by_id[item_id][1])
            there &= {
                at
                for each in answers
                if each.option < len(places)
                for at in range(round_.count)
                if round_.values[at, places[each.option]] == each.value
            }
        found |= {round_.ids[at] for at in there}
    return frozenset(found)
