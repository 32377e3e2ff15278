"""What a survey says of a model's order: shares of each stage's strengths that were marked, by key strand.

A statement asks about the respondent's school, a code is what was said of the partnership: the shares stand
beside what was spoken of, and are never summed with it. Deficits are left out: fewer of them is better.
"""

from collections.abc import Collection, Iterator
from dataclasses import dataclass

from coding.analysis.joint_rows import StageShare
from coding.analysis.measure import DASH
from coding.analysis.survey_results import ALL, SurveyResults
from coding.analysis.table_records import Record
from coding.language import _
from coding.model.framework import Code, Framework


@dataclass(frozen=True)
class StrengthsInRound:
    """The shares of a round, by strand and stage; None where no strength of a stage was asked about."""

    round_id: int
    round: str
    people: int
    shares: tuple[tuple[StageShare | None, ...], ...]


@dataclass(frozen=True)
class Strengths:
    """The strands that a survey asks about, in the order of the model, and what each round marked.

    ``stages``: letters and names, in order.
    """

    strands: tuple[Code, ...]
    stages: tuple[tuple[str, str], ...]
    rounds: tuple[StrengthsInRound, ...]

    def text(self, at: int, stage: int) -> str:
        """Return the shares of a strand at a stage, round by round: ``33 of 93 35 % · 69 of 147 47 %``."""
        shares = (each.shares[at][stage] for each in self.rounds)
        return " · ".join(share.text if share is not None else DASH for share in shares)


def strengths_by_stage(
    framework: Framework, results: SurveyResults, strand_ids: Collection[int], round_ids: Collection[int] = ()
) -> Strengths:
    """Return what was marked of these strands, of all where there are none; in some rounds, or in all."""
    banks = {bank.code_id: bank for bank in results.instrument.banks}
    strands = tuple(
        code for code in framework.strands() if code.id in banks and code.id in (strand_ids or banks)
    )
    stages = tuple((letter, name) for letter, name in results.instrument.stages)
    rounds: list[StrengthsInRound] = []
    for answers in results.rounds:
        if answers.count and answers.round_id in (round_ids or (answers.round_id,)):
            people = results.size(answers, ALL)
            found = [
                [results.stage_share(answers, banks[code.id], letter, ALL) for letter, _name in stages]
                for code in strands
            ]
            shares = tuple(
                tuple(StageShare(each, people) if each and each.n else None for each in of_strand)
                for of_strand in found
            )
            rounds.append(StrengthsInRound(answers.round_id, answers.round, people, shares))
    return Strengths(strands, stages, tuple(rounds))


def strength_records(found: Strengths) -> Iterator[Record]:
    """Yield a record for each strand, stage and round: marks set, of all that could have been."""
    for round_ in found.rounds:
        for strand, shares in zip(found.strands, round_.shares, strict=True):
            for (letter, _name), share in zip(found.stages, shares, strict=True):
                yield {
                    "kind": "survey",
                    "round": round_.round,
                    "first": strand.short,
                    "second": None,
                    "said": letter,
                    "passages": None,
                    "marked": share.marks.k if share else None,
                    "of": share.marks.n if share else None,
                    "percent": share.percent_number if share else None,
                }


def strengths_in_words(found: Strengths) -> str:
    """Say what is counted, and of how many people."""
    people = "; ".join(
        _("{round}: {n} answered").format(round=each.round, n=each.people) for each in found.rounds
    )
    return " ".join(
        (
            _("Strengths that the survey’s respondents marked at each stage, of all that could be marked."),
            _("They speak of their school, codes of the partnership: side by side, never summed."),
            f"{people}.",
        )
    )


def strength_words(found: Strengths, at: int, stage: int) -> str:
    """Say what a number counts: ``Joint practice development, C Embedding, 2014: 33 of 93 35 %``."""
    letter, name = found.stages[stage]
    words = _("{code}, {stage}, {round}: {share}")
    shares = ((each.round, each.shares[at][stage]) for each in found.rounds)
    return "\n".join(
        words.format(
            code=found.strands[at].name,
            stage=f"{letter} {name}".strip(),
            round=round_,
            share=share.text if share is not None else _("not asked"),
        )
        for round_, share in shares
    )
