"""The change between two rounds (second half of counting rule 2, and rule 18).

All are compared with all, or the people interviewed in both rounds. Until both are done it is withheld,
or shown for those people.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum
from functools import cached_property

from coding.analysis.analysis_data import AnalysisData, bools, ints
from coding.analysis.columns import Column, Counted
from coding.analysis.frequencies import Cell, Frequencies, frequencies, not_done
from coding.analysis.groups import ALL, By, Group, Grouping, GroupMember
from coding.analysis.measure import DASH, PERCENT_FROM, Measure, Unsure, signed
from coding.analysis.rounding import rounded
from coding.language import _, plural
from coding.model.role_codes import in_words
from coding.model.study import Round

FEWEST = 5  # interviews in each of two rounds; with fewer there is neither a line nor a sign


class Whose(StrEnum):
    """Whose codings are compared: all with all, or those of the people interviewed in both rounds."""

    EVERYBODY = "everybody"
    IN_BOTH = "in-both"


@dataclass(frozen=True)
class Factors:
    """What more talk, and what a higher rate, make of a change of counts: ``total`` is words times rate.

    ``counts`` are the earlier and the later codings in participants' words, of whole transcripts.
    """

    counts: tuple[int, int]
    words: float
    rate: float

    @property
    def total(self) -> float:
        """By how much the later count is the earlier."""
        return self.counts[1] / self.counts[0]

    @property
    def text(self) -> str:
        """The factors as written: ``×2.77 = words ×1.13 · rate ×2.45``."""
        total, words, rate = (rounded(factor, 2) for factor in (self.total, self.words, self.rate))
        return _("×{total} = words ×{words} · rate ×{rate}").format(total=total, words=words, rate=rate)


@dataclass(frozen=True)
class RoundPair:
    """A school (or whatever the bars stand for) in both rounds; ``member`` None for all together."""

    member: GroupMember | None
    earlier: Group
    later: Group


@dataclass(frozen=True)
class Change:
    """One number of a comparison, later less earlier; None for a dash, and ``why`` says why.

    ``low`` and ``high`` are the ends of a range, None without one. ``is_signed``: there are interviews enough
    for a sign; of fewer the two numbers are said one after the other.
    """

    column: Column
    earlier: Cell
    later: Cell
    value: float | None
    low: float | None
    high: float | None
    why: str
    is_signed: bool = True

    @property
    def text(self) -> str:
        """The number with its sign: ``+18``, ``−3``, ``+12 to +18``, or ``4, then 12``, or a dash."""
        if self.value is None:
            return DASH
        if not self.is_signed:
            return self.in_turn
        measure = self.later.found.measure
        if self.low is None or self.high is None or self.low == self.high:
            return signed(self.value, measure)
        return _("{low} to {high}").format(low=signed(self.low, measure), high=signed(self.high, measure))

    @property
    def in_turn(self) -> str:
        """The change without a sign: ``4, then 12``."""
        return _("{earlier}, then {later}").format(earlier=self.earlier.text, later=self.later.text)

    @property
    def coding_ids(self) -> tuple[int, ...]:
        """The ids of the codings that the two numbers count."""
        return self.earlier.coding_ids + self.later.coding_ids


@dataclass(frozen=True)
class Comparison:
    """Two rounds of a table. ``people`` is None where everybody is counted.

    ``reason`` says, for people, whose change it is and why; ``pairs`` end with all together.
    """

    found: Frequencies
    earlier: Round
    later: Round
    people: frozenset[int] | None
    reason: str
    pairs: tuple[RoundPair, ...]

    def change(self, pair: RoundPair, column: Column) -> Change:
        """Return one number."""
        before, after = self.found.cell(pair.earlier, column), self.found.cell(pair.later, column)
        why = before.why or after.why
        if why or before.value is None or after.value is None:
            return Change(column, before, after, None, None, None, why)
        if self.found.measure.is_share and min(before.whole, after.whole) < PERCENT_FROM:
            few = _("Of fewer than {n}, no difference in per cent is taken.").format(n=PERCENT_FROM)
            return Change(column, before, after, None, None, None, few)
        low = high = None
        if self.found.unsure is Unsure.RANGE:
            low = _least(after) - before.value
            high = after.value - _least(before)
        is_signed = pair.member is None or self.bears_a_line(pair)
        return Change(column, before, after, after.value - before.value, low, high, "", is_signed)

    def bears_a_line(self, pair: RoundPair) -> bool:
        """Tell whether both rounds of a pair have interviews enough for a line and a sign."""
        return min(self.sizes(pair)) >= FEWEST

    @property
    def together(self) -> RoundPair | None:
        """The pair of all together, if there is any."""
        return next((pair for pair in self.pairs if pair.member is None), None)

    def sizes(self, pair: RoundPair) -> tuple[int, int]:
        """Return the interviews of both rounds, done ones of rates."""
        if self.found.measure.is_rate:
            return pair.earlier.done, pair.later.done
        return pair.earlier.interviews, pair.later.interviews

    def factors(self, pair: RoundPair, column: Column) -> Factors | None:
        """Take a change of counts apart; None where nothing was coded before or words are not known."""
        cells = [self._by_words.cell(group, column) for group in (pair.earlier, pair.later)]
        earlier, later = (cell.part for cell in cells)
        words = [cell.group.rate_words for cell in cells]
        if not earlier or not all(words) or any(cell.value is None for cell in cells):
            return None
        more = words[1] / words[0]
        return Factors((earlier, later), more, later / earlier / more)

    @cached_property
    def _by_words(self) -> Frequencies:
        """The same table per 1,000 words: its groups and columns have the same places."""
        found = self.found
        return frequencies(
            found.analysis_data,
            found.by,
            Measure.PER_1000_WORDS,
            found.unsure,
            found.counted_in,
            people=self.people,
        )


def _least(cell: Cell) -> float:
    return cell.low if cell.low is not None else cell.value or 0


def comparison(
    analysis_data: AnalysisData,
    by: By,
    measure: Measure = Measure.COUNT,
    unsure: Unsure = Unsure.WITH,
    counted_in: Counted = Counted.PASSAGES,
    whose: Whose = Whose.EVERYBODY,
) -> Comparison | None:
    """Compare the last two rounds; None where there is but one, or for shares of what was coded.

    Such a share falls because another rises: it has no change. An interview belongs to one round: for
    Grouping.INTERVIEW there is only all together.
    """
    chosen = _last_two(analysis_data)
    if chosen is None or measure is Measure.SHARE:
        return None
    everybody = frequencies(analysis_data, (Grouping.ROUND,), measure, unsure, counted_in)
    open_rounds = [group for group in _of_rounds(everybody, chosen) if not group.finished]
    people = _in_both(analysis_data, chosen) if open_rounds or whose is Whose.IN_BOTH else None
    grouping = (Grouping.ROUND,) if by in {Grouping.INTERVIEW, Grouping.ROUND} else (Grouping.ROUND, by)
    if people is None and grouping == everybody.by:
        found = everybody
    else:
        found = frequencies(analysis_data, grouping, measure, unsure, counted_in, people=people)
    return Comparison(found, *chosen, people, _reason(open_rounds, people), tuple(_pairs(found, chosen)))


def _last_two(analysis_data: AnalysisData) -> tuple[Round, Round] | None:
    held = set(ints(analysis_data.interviews, "round_id").tolist())
    rounds = [round_ for round_ in analysis_data.rounds if round_.id in held]
    return (rounds[-2], rounds[-1]) if len(rounds) > 1 else None


def _of_rounds(found: Frequencies, rounds: Iterable[Round]) -> list[Group]:
    return [
        group for round_ in rounds for group in found.groups if group.member(Grouping.ROUND).id == round_.id
    ]


def _in_both(analysis_data: AnalysisData, rounds: Iterable[Round]) -> frozenset[int]:
    """Return the people who were interviewed in each of the rounds and all of whose interviews are done."""
    frame = analysis_data.interviews
    in_round = dict(zip(ints(frame, "id").tolist(), ints(frame, "round_id").tolist(), strict=True))
    is_done = dict(zip(ints(frame, "id").tolist(), bools(frame, "done").tolist(), strict=True))
    both: set[int] | None = None
    for round_ in rounds:
        here: set[int] = set()
        unread: set[int] = set()
        for interview_id, people in analysis_data.people_in.items():
            if in_round[interview_id] == round_.id:
                (here if is_done[interview_id] else unread).update(people)
        both = here - unread if both is None else both & (here - unread)
    return frozenset(both or ())


def _reason(open_rounds: list[Group], people: frozenset[int] | None) -> str:
    if people is None:
        return ""
    state = in_words(
        _("{round}: {state}").format(round=group.label, state=not_done(group)) for group in open_rounds
    )
    whose = (
        plural(
            "Shown for the {n} person interviewed in both.",
            "Shown for the {n} people interviewed in both.",
            len(people),
        )
        if people
        else _("Nobody has been interviewed in both rounds with all interviews done.")
    )
    return _("{state}. {whose}").format(state=state, whose=whose) if state else whose


def _pairs(found: Frequencies, rounds: tuple[Round, Round]) -> Iterable[RoundPair]:
    """Yield each member that has a group in both rounds, then all together."""
    groups = {
        (group.member(Grouping.ROUND).id, group.members[-1]): group
        for group in (*found.groups, *found.totals)
    }
    earlier, later = (round_.id for round_ in rounds)
    if found.by == (Grouping.ROUND,):
        of_round = {group.members[0].id: group for group in found.groups}
        if earlier in of_round and later in of_round:
            yield RoundPair(None, of_round[earlier], of_round[later])
        return
    for round_id, member in groups:
        if round_id == earlier and (later, member) in groups:
            pair = groups[earlier, member], groups[later, member]
            yield RoundPair(None if member.id == ALL else member, *pair)
