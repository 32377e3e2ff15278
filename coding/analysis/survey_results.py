"""What a survey found: shares of those who marked a statement, their bounds, and how they changed.

No intervals of sampling and no tests: everybody was asked, so what is not known is who did not answer.
"""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from functools import cached_property
from typing import Final, NamedTuple

import numpy as np

from coding.analysis.measure import PERCENT_FROM
from coding.analysis.rounding import percent, whole
from coding.analysis.survey_answers import Bools, RoundAnswers, members
from coding.analysis.survey_groups import (
    GroupedBy,
    GroupingOf,
    fewer_than_five,
    names_in,
    others_called,
)
from coding.errors import UserError
from coding.language import _
from coding.model.survey import AnswerCode, Bank, Instrument, ItemDirection, ItemKind, SurveyItem

ALL: Final = "all"
DONT_KNOW: Final = int(AnswerCode.DONT_KNOW)  # in place of the number of an option


class SurveyShare(NamedTuple):
    """``k`` of ``n`` marked something; n are those who answered, blanks that mean "not true" among them."""

    k: int
    n: int

    @property
    def value(self) -> float:
        """The share in per cent, not rounded."""
        return 100 * self.k / self.n if self.n else 0.0

    @property
    def is_small(self) -> bool:
        """Tell a share of so few that it has no percentage (counting rule 10)."""
        return self.n < PERCENT_FROM

    @property
    def text(self) -> str:
        """``24 of 31``."""
        return _("{k} of {n}").format(k=self.k, n=self.n)

    @property
    def percent(self) -> str:
        """``77 %``, from n = 10 on."""
        return "" if self.is_small else percent(self.k, self.n)


class MarksOfFew(SurveyShare):
    """Marks that fewer than ten people could set: a share without a percentage, however many marks."""

    __slots__ = ()

    @property
    def is_small(self) -> bool:
        """Tell that it has none: people count, not marks (counting rule 10)."""
        return True


class Bounds(NamedTuple):
    """How many of those asked would have marked a statement had none, or all, of the others done so."""

    low: int
    high: int
    asked: int

    @property
    def text(self) -> str:
        """``35 to 90 %``."""
        return _("{low} to {high} %").format(
            low=whole(100 * self.low / self.asked), high=whole(100 * self.high / self.asked)
        )


class ShareChange(NamedTuple):
    """How a share changed from one round to another, in points, not rounded."""

    before: SurveyShare
    after: SurveyShare

    @property
    def points(self) -> float:
        """The later percentage less the earlier."""
        return self.after.value - self.before.value

    @property
    def is_withheld(self) -> bool:
        """Tell a change that few people bear."""
        return self.before.is_small or self.after.is_small


@dataclass(frozen=True, eq=False)
class SurveyResults:
    """The answers of all rounds to what a survey asks, grouped one way.

    ``order`` are the groups in the study's order; who tells none stands under an empty name.
    ``tells_few``: role groups of a school are told though fewer than five answered; no file may do so.
    """

    instrument: Instrument
    rounds: tuple[RoundAnswers, ...]
    by: GroupingOf = GroupedBy.GROUP
    order: tuple[str, ...] = ()
    tells_few: bool = False

    @cached_property
    def groups(self) -> tuple[str, ...]:
        """The groups that somebody answered of, in order; those that tell none last."""
        there = {name for names in self._names.values() for name in names}
        known = [name for name in self.order if name in there]
        others = sorted(there - {*known, "", self.others})
        last = [name for name in (self.others, "") if name in there and name not in known]
        return (*known, *others, *last)

    @cached_property
    def _names(self) -> Mapping[int, tuple[str, ...]]:
        return names_in(self.rounds, self.by, self.instrument, tells_few=self.tells_few)

    @property
    def others(self) -> str:
        """What those are called that are shown as one because they are few."""
        return others_called(self.by)

    @cached_property
    def few_schools(self) -> tuple[str, ...]:
        """The schools with fewer than five answers in a round, by letter."""
        return tuple(sorted(fewer_than_five(round_.schools for round_ in self.rounds)))

    @cached_property
    def _members(self) -> Mapping[tuple[int, str], Bools]:
        found = {
            (round_.id, name): mask
            for round_ in self.rounds
            for name, mask in members(self._names[round_.id]).items()
        }
        return found | {(round_.id, ALL): np.ones(round_.count, dtype=bool) for round_ in self.rounds}

    def of_round(self, name: str) -> "SurveyResults":
        """Return the results of one round alone. Raises UserError: it has no answers."""
        some = tuple(each for each in self.rounds if each.round == name)
        if not some:
            rounds = ", ".join(each.round for each in self.rounds)
            raise UserError(
                _("The survey has no answers of {round}.").format(round=name),
                remedy=_("These are there: {known}.").format(known=rounds or "–"),
            )
        return replace(self, rounds=some)

    def size(self, round_: RoundAnswers, group: str = ALL) -> int:
        """Return how many of a group answered in a round."""
        mask = self._members.get((round_.id, group))
        return 0 if mask is None else int(mask.sum())

    def who(self, round_: RoundAnswers, group: str = ALL) -> Bools:
        """Return who of a round belongs to a group."""
        mask = self._members.get((round_.id, group))
        return np.zeros(round_.count, dtype=bool) if mask is None else mask

    @cached_property
    def _counts(self) -> Mapping[tuple[int, str], tuple[list[int], list[int]]]:
        """By round and group how many marked, and how many answered, each place of the answers."""
        found: dict[tuple[int, str], tuple[list[int], list[int]]] = {}
        for round_ in self.rounds:
            marked = round_.values == float(AnswerCode.MARKED)
            answered = ~np.isnan(round_.values) & (round_.values != float(AnswerCode.NOT_APPLICABLE))
            for (round_id, group), mask in self._members.items():
                if round_id == round_.id:
                    found[round_id, group] = (
                        marked[mask].sum(axis=0).tolist(),
                        answered[mask].sum(axis=0).tolist(),
                    )
        return found

    def places_in(self, round_: RoundAnswers, item: SurveyItem) -> tuple[int, ...]:
        """Return where a round's answers to an item stand: under the words that the round was asked in."""
        return self.instrument.places_in(round_.places_of, item)

    def reworded_since(self, item: SurveyItem) -> tuple[str, ...]:
        """Return the rounds that answered an item in other words than it has now."""
        return tuple(
            each.round for each in self.rounds if item.id not in each.places_of and self.places_in(each, item)
        )

    def share(
        self, round_: RoundAnswers, item: SurveyItem, group: str = ALL, option: int = 0
    ) -> SurveyShare | None:
        """Return how many of a group marked a statement, or ticked an option; None where it was not asked."""
        places = self.places_in(round_, item)
        counts = self._counts.get((round_.id, group))
        if not places or counts is None or option >= len(places):
            return None
        return SurveyShare(counts[0][places[option]], counts[1][places[option]])

    def option_share(
        self, round_: RoundAnswers, item: SurveyItem, group: str, option: int
    ) -> SurveyShare | None:
        """Return how many of a group gave an answer, of those who gave one; None where it was not asked.

        Who does not know (DONT_KNOW) is of all who said something, and is in no other share.
        """
        if item.kind is ItemKind.CHOICES:
            return self.share(round_, item, group, option)
        places = self.places_in(round_, item)
        if not places:
            return None
        chosen = round_.values[:, places[0]][self.who(round_, group)]
        said = int((chosen >= 0).sum())
        of = said + int((chosen == DONT_KNOW).sum()) if option == DONT_KNOW else said
        return SurveyShare(int((chosen == option).sum()), of)

    def bounds(self, round_: RoundAnswers, item: SurveyItem, group: str = ALL) -> Bounds | None:
        """Return what the share would be of all who were asked; None where nobody knows how many."""
        by_school = self.by is GroupedBy.SCHOOL
        of_group = (round_.asked.schools if by_school else round_.asked.groups).get(group)
        asked = round_.asked.total if group == ALL else of_group
        share = self.share(round_, item, group)
        if share is None or not asked or asked < share.n:
            return None
        return Bounds(share.k, share.k + asked - share.n, asked)

    # --- one round beside another ---

    def change(self, item: SurveyItem, group: str = ALL) -> ShareChange | None:
        """Return how a share changed from the first round to the last; None where both do not tell it."""
        if len(self.rounds) < 2:
            return None
        before, after = (self.share(round_, item, group) for round_ in (self.rounds[0], self.rounds[-1]))
        return ShareChange(before, after) if before and after and before.n and after.n else None

    def change_at_first_mix(self, item: SurveyItem) -> float | None:
        """Return the change of all had the groups answered in the earlier round's parts, in points.

        Direct standardisation: the later shares of the groups, weighted by their parts in the earlier round.
        None where a group of the earlier round has no answers in the later.
        """
        change = self.change(item)
        if change is None:
            return None
        expected = 0.0
        for group in self.groups:
            before, after = (self.share(each, item, group) for each in (self.rounds[0], self.rounds[-1]))
            if before is None or not before.n:
                continue
            if after is None or not after.n:
                return None
            expected += before.n / change.before.n * after.value
        return expected - change.before.value

    def points_opposite(self, item: SurveyItem) -> bool:
        """Tell a statement at which all went one way and every group stayed or went the other."""
        change = self.change(item)
        if change is None or not change.points:
            return False
        ways = [each.points for group in self.groups if (each := self.change(item, group)) is not None]
        sign = 1 if change.points > 0 else -1
        return len(ways) > 1 and all(way * sign <= 0 for way in ways) and any(way * sign < 0 for way in ways)

    def part_of(self, round_: RoundAnswers, group: str) -> SurveyShare:
        """Return what part of a round's answers is a group's."""
        return SurveyShare(self.size(round_, group), round_.count)

    # --- by stage ---

    def stage_share(
        self, round_: RoundAnswers, bank: Bank, stage: str, group: str = ALL
    ) -> SurveyShare | None:
        """Return how many of the strengths of a stage were marked, of all that could be; None without any."""
        found = [
            share
            for item in bank.items
            if item.kind is ItemKind.STATEMENT
            and item.direction is ItemDirection.STRENGTH
            and item.stage == stage
            and (share := self.share(round_, item, group)) is not None
        ]
        if not found:
            return None
        kind = MarksOfFew if self.size(round_, group) < PERCENT_FROM else SurveyShare
        return kind(sum(each.k for each in found), sum(each.n for each in found))
