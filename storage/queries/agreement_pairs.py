"""Two coders of a study: what both have read, who still reads blind, and how far they agree."""

from collections.abc import Callable, Collection, Sequence
from dataclasses import dataclass, replace
from itertools import combinations

from sqlalchemy import Connection

from coding.analysis.analysis_data import AnalysisData
from coding.analysis.coefficients import Coefficient
from coding.analysis.pair_agreement import PairAgreement, alpha_of_all, pair_agreement
from coding.analysis.recoding import clipped, recoded
from coding.analysis.settled_items import Item, items
from coding.errors import UserError
from coding.language import _, plural
from coding.model.agreement import AgreementRule
from coding.model.sample import Sample
from coding.model.settling import KeptFigures
from coding.model.study import Coder, CoderKind
from storage.queries.agreement import (
    BlindReading,
    Ruling,
    agreement_rule,
    begun_by,
    done_by,
    guids,
    kept_figures,
    read_blind,
    read_unseeing,
    rulings,
)
from storage.queries.coders import coders
from storage.queries.frames import texts
from storage.queries.samples import DrawnSample, sample_of

ReadData = Callable[[Collection[int]], AnalysisData]


@dataclass(frozen=True, slots=True)
class CoderPair:
    """Two coders and what each has read of the study (interview ids).

    ``both`` are done by both, ``begun`` begun by both and not done by both; ``one`` are read by one only.
    ``blind``: interview and coder of blind readings that are not done, of the two and of whoever looks; as
    long as there are any, nothing is shown. ``unseeing``: those of the two that are done.
    """

    first: Coder
    second: Coder
    both: tuple[int, ...]
    begun: tuple[int, ...]
    one: tuple[int, ...]
    blind: tuple[tuple[int, int], ...]
    unseeing: tuple[BlindReading, ...] = ()

    @property
    def ids(self) -> tuple[int, int]:
        """The ids of the two."""
        return self.first.id, self.second.id

    @property
    def initials(self) -> tuple[str, str]:
        """The initials of the two."""
        return self.first.short, self.second.short

    @property
    def left_out_in_words(self) -> str:
        """Say how many interviews are left out; empty for none."""
        if not self.one:
            return ""
        return plural(
            "{n} interview read by one of them only is left out.",
            "{n} interviews read by one of them only are left out.",
            len(self.one),
        )


def who_compare(connection: Connection) -> list[Coder]:
    """Return those whose readings can be laid side by side: people, and second readings."""
    kinds = {CoderKind.PERSON, CoderKind.AGAIN}
    return [coder for coder in coders(connection) if coder.kind in kinds]


def pair_of(connection: Connection, first: Coder, second: Coder, looking_id: int | None = None) -> CoderPair:
    """Return what there is of two coders; ``looking_id`` is who looks at it."""
    done, begun = done_by(connection), begun_by(connection)
    theirs = [begun.get(coder.id, set[int]()) for coder in (first, second)]
    both = done.get(first.id, set[int]()) & done.get(second.id, set[int]())
    read = {*both, *(theirs[0] & theirs[1])}
    return CoderPair(
        first,
        second,
        tuple(sorted(both)),
        tuple(sorted((theirs[0] & theirs[1]) - both)),
        tuple(sorted(theirs[0] ^ theirs[1])),
        tuple(
            (interview_id, coder_id)
            for interview_id, coder_id in read_blind(connection)
            if coder_id in {first.id, second.id} or (coder_id == looking_id and interview_id in read)
        ),
        tuple(read_unseeing(connection, (first.id, second.id))),
    )


def pairs_with_something(connection: Connection) -> list[CoderPair]:
    """Return all pairs of coders who have read an interview both, none of them blind still.

    A second reading stands beside the first only.
    """
    found = (
        pair_of(connection, *two)
        for two in combinations(who_compare(connection), 2)
        if all(coder.of_id in {None, *(each.id for each in two)} for coder in two)
    )
    return [pair for pair in found if pair.both and not pair.blind]


@dataclass(frozen=True)
class ComparedPair:
    """Two coders' figures, and their disagreements with what was ruled on them."""

    pair: CoderPair
    rule: AgreementRule
    found: PairAgreement
    items: list[Item]
    rulings: list[Ruling]
    sample: Sample | None = None  # where one is the other's second reading
    of_all: Coefficient | None = None  # alpha over all people, where there are more than two
    people: int = 2

    @property
    def of_all_in_words(self) -> str:
        """Say how far all people agree; empty where there are only two, or all is settled."""
        if self.of_all is None or self.is_settled:
            return ""
        words = _("Alpha of whole sets over all {n} coders: {alpha}.")
        return words.format(n=self.people, alpha=self.of_all.text)

    def unseeing_in_words(self, day: Callable[[str], str]) -> list[str]:
        """Say which of the two read without seeing the other's codings, and when; a line each.

        ``day`` writes a stored time as a day.
        """
        lines = (self._unseeing(coder, day) for coder in (self.pair.first, self.pair.second))
        return [line for line in lines if line]

    def _unseeing(self, coder: Coder, day: Callable[[str], str]) -> str:
        ids = self.found.interview_ids
        theirs = [
            each for each in self.pair.unseeing if each.coder_id == coder.id and each.interview_id in ids
        ]
        if not theirs:
            return ""
        other = self.pair.second if coder is self.pair.first else self.pair.first
        days = dict.fromkeys((day(min(e.began for e in theirs)), day(max(e.done for e in theirs))))
        words = _("{coder} read without seeing the codings of {other}, {days}")
        if len(theirs) < len(ids):
            words = _("{coder} read {n} of {all} interviews without seeing the codings of {other}, {days}")
        return words.format(
            coder=coder.short, other=other.short, days=" – ".join(days), n=len(theirs), all=len(ids)
        )

    @property
    def recoded(self) -> list[str]:
        """How often each strand was coded before and again, a line each; nothing for two people."""
        pair, compared = self.pair, self.found.compared
        if pair.second.of_id == pair.first.id:
            before, again = compared.first, compared.second
        elif pair.first.of_id == pair.second.id:
            before, again = compared.second, compared.first
        else:
            return []
        return [each.words for each in recoded(self.found.analysis_data.framework, before, again)]

    @property
    def open(self) -> int:
        """How many disagreements are still to be decided."""
        return sum(item.is_open for item in self.items)

    @property
    def is_settled(self) -> bool:
        """Whether something was settled and nothing is left open."""
        return bool(self.items) and not self.open


def compared_pair(
    connection: Connection,
    data_of: ReadData,
    pair: CoderPair,
    interview_ids: Collection[int],
    *,
    known: PairAgreement | None = None,
    rule: AgreementRule | None = None,
) -> ComparedPair:
    """Return how far two coders agree on these interviews; ``data_of`` gives the codings of coders.

    ``known`` was found before: it is taken where it is of the same codings, measured in the same way.
    ``rule`` is how to measure, if not as it was fixed.

    Raises UserError: how it is measured has not been fixed, or one of the two still reads blind.
    """
    rule = rule or agreement_rule(connection)
    if rule is None:
        raise UserError(
            _("How agreement is measured has not been fixed yet."),
            _("No figure is shown before."),
            _("Fix unit and coefficient on the Coders page, or with agreement --fix."),
        )
    if pair.blind:
        raise UserError(blind_in_words(pair), _("No figure is shown before it is done."))

    def read(ids: Sequence[int]) -> dict[int, str]:
        return texts(connection, ids)

    data, sample = data_of(pair.ids), _sample(connection, pair)
    passages = None if sample is None else sample.passages
    if passages is not None:
        data = replace(data, codings=clipped(data.codings, passages))
    found = known
    if found is None or not found.is_of(data, pair.ids, interview_ids, rule.measuring):
        found = pair_agreement(data, pair.ids, interview_ids, rule.measuring, read, passages)
    ruled = rulings(connection, *pair.ids)
    listed = items(found.compared.disagreements, ruled)
    done = people_done(connection)
    of_all = None
    if len(done) > 2 and not read_blind(connection):
        of_all = alpha_of_all(data_of(tuple(done)), done, rule.measuring, read)
    drawn = None if sample is None else sample.sample
    return ComparedPair(pair, rule, found, listed, ruled, drawn, of_all, len(done))


def people_done(connection: Connection) -> dict[int, set[int]]:
    """Return what each of the people is done with who is done with something that another is done with."""
    people = {coder.id for coder in coders(connection) if coder.kind is CoderKind.PERSON}
    done = {id_: ids for id_, ids in done_by(connection).items() if id_ in people}
    return {
        id_: ids
        for id_, ids in done.items()
        if any(ids & others for other, others in done.items() if other != id_)
    }


def _sample(connection: Connection, pair: CoderPair) -> DrawnSample | None:
    """Return the sample of which one of the two is a second reading."""
    again = next((coder for coder in (pair.second, pair.first) if coder.kind is CoderKind.AGAIN), None)
    return None if again is None else sample_of(connection, again)


def figures_to_keep(connection: Connection, shown: ComparedPair) -> KeptFigures | None:
    """Return the figures before settling, unless those of these interviews are kept already."""
    known = guids(connection)
    wanted = {known[id_] for id_ in shown.found.interview_ids}
    first, second = shown.pair.first.guid, shown.pair.second.guid
    if any(wanted <= set(each.interviews) for each in kept_figures(connection, first, second)):
        return None
    return shown.found.kept((first, second), sorted(wanted))


def blind_in_words(pair: CoderPair) -> str:
    """Say that a blind reading of one of the two goes on."""
    names = {coder.id: coder.name for coder in (pair.first, pair.second)}
    reading = dict.fromkeys(names.get(coder_id, _("Whoever codes now")) for _id, coder_id in pair.blind)
    who = _(" and ").join(reading)
    interviews = plural("{n} interview", "{n} interviews", len(pair.blind))
    return _("{who} still reads {interviews} blind.").format(who=who, interviews=interviews)
