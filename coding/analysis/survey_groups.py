"""What respondents are grouped by: the role, the school, both, what is said of a school, or an answer.

Nobody is singled out: a school, a school's role group or an attribute of schools that fewer than five
answered of in a round stands with others. Role and school are crossed below five only where the researcher
says so, on screen and never in a file.
"""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Final

from coding.analysis.survey_answers import RoundAnswers
from coding.language import N_, _
from coding.model.survey import Instrument, ItemKind, SurveyItem

FEWEST_OF_SCHOOL: Final = 5


class GroupedBy(StrEnum):
    """What respondents are grouped by that every survey asks."""

    GROUP = N_("group")
    SCHOOL = N_("school")
    ROLE = N_("role")
    CROSSED = N_("school and group")


@dataclass(frozen=True, slots=True)
class ByAnswer:
    """Grouped by what was answered to a question with one choice: its words, none for who did not answer."""

    item: SurveyItem


@dataclass(frozen=True)
class BySchools:
    """Grouped by what is said of the schools; ``values`` by round's id and school's letter."""

    name: str
    values: Mapping[tuple[int, str], str] = field(default_factory=dict[tuple[int, str], str])


GroupingOf = GroupedBy | ByAnswer | BySchools


def is_offered(item: SurveyItem) -> bool:
    """Tell a question that respondents can be grouped by."""
    return item.kind in {ItemKind.CHOICE, ItemKind.SCALE} and len(item.options) > 1


def names_in(
    rounds: Sequence[RoundAnswers], by: GroupingOf, survey: Instrument, *, tells_few: bool = False
) -> dict[int, tuple[str, ...]]:
    """Return the group of each respondent, by round; empty where it is not known.

    ``tells_few``: a school's role groups of fewer than five stand for themselves.
    """
    names = {each.id: _names(each, by, survey) for each in rounds}
    if by in (GroupedBy.GROUP, GroupedBy.ROLE) or isinstance(by, ByAnswer):
        return names
    few = fewer_than_five(names.values())
    if by is GroupedBy.CROSSED:
        few = set[str]() if tells_few else _with_company(few, names.values())
    others = others_called(by)
    return {id_: tuple(others if name in few else name for name in some) for id_, some in names.items()}


def _names(round_: RoundAnswers, by: GroupingOf, survey: Instrument) -> tuple[str, ...]:
    match by:
        case BySchools():
            return tuple(by.values.get((round_.round_id, school), "") for school in round_.schools)
        case ByAnswer(item):
            return _answers(round_, item, survey)
        case GroupedBy.CROSSED:
            pairs = zip(round_.schools, round_.groups, strict=True)
            return tuple(f"{school} · {group}" if school and group else "" for school, group in pairs)
        case GroupedBy.SCHOOL:
            return round_.schools
        case _:
            return round_.roles if by is GroupedBy.ROLE else round_.groups


def _answers(round_: RoundAnswers, item: SurveyItem, survey: Instrument) -> tuple[str, ...]:
    places = survey.places_in(round_.places_of, item)
    if not places:
        return ("",) * round_.count
    chosen, options = round_.values[:, places[0]].tolist(), item.options
    return tuple(options[int(at)] if 0 <= at < len(options) else "" for at in chosen)


def fewer_than_five(names: Iterable[Sequence[str]]) -> set[str]:
    """Return the groups that fewer than five answered of in some round."""
    few: set[str] = set()
    for some in names:
        few |= {name for name, n in Counter(some).items() if name and n < FEWEST_OF_SCHOOL}
    return few


def _with_company(few: set[str], names: Iterable[Sequence[str]]) -> set[str]:
    """Add the smallest groups until those that stand together are five in every round that has some."""
    counts = [Counter(name for name in some if name) for some in names]
    together = set(few)
    while any(
        0 < sum(n for name, n in each.items() if name in together) < FEWEST_OF_SCHOOL for each in counts
    ):
        left = {name for each in counts for name in each} - together
        if not left:
            break
        together.add(min(sorted(left), key=lambda name: sum(each[name] for each in counts)))
    return together


def others_called(by: GroupingOf) -> str:
    """Return what those are called that stand together because they are few."""
    return _("others") if by is GroupedBy.CROSSED else _("other schools")
