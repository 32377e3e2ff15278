"""What part of a school's staff marked a statement, round by round: what passages can be asked for by.

The passages are those said at such a school in that round, by whomever: answers to a survey are anonymous,
and nobody is linked to anybody. A school with fewer than five answers in a round tells nothing (nobody is
singled out), and neither does a round without the statement.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from fractions import Fraction
from operator import ge, gt, le, lt
from typing import Final, NamedTuple

import numpy as np

from coding.analysis.survey_answers import RoundAnswers
from coding.analysis.survey_groups import FEWEST_OF_SCHOOL
from coding.model.query import MarkedBy
from coding.model.survey import AnswerCode, Instrument, ItemKind

_COMPARISONS: Final = {"<": lt, "<=": le, ">": gt, ">=": ge}


class StatementNames(NamedTuple):
    """A statement: ``HSC C3``, ``HSC 11``, and its id."""

    name: str
    running: str
    id: int


class SchoolRound(NamedTuple):
    """A school in a round, by their ids."""

    school_id: int
    round_id: int


@dataclass(frozen=True)
class MarkedAtSchools:
    """``parts`` are the parts that marked a statement, by its id, of the schools that tell one."""

    statements: tuple[StatementNames, ...] = ()
    parts: Mapping[int, Mapping[SchoolRound, Fraction]] = field(
        default_factory=dict[int, Mapping[SchoolRound, Fraction]]
    )

    def known(self, item_id: int) -> Mapping[SchoolRound, Fraction]:
        """Return what part of each school marked a statement, round by round."""
        return self.parts.get(item_id, {})


def meets(part: Fraction, value: MarkedBy) -> bool:
    """Tell whether a part is as large as is asked for, reckoned before anything is rounded."""
    return _COMPARISONS[value.sign](100 * part, Fraction(value.percent))


def marked_at_schools(
    instrument: Instrument, rounds: Iterable[RoundAnswers], school_ids: Mapping[str, int]
) -> MarkedAtSchools:
    """Return the parts of all statements; ``school_ids`` are schools by letter."""
    places = [(bank, item) for bank, item in instrument.places if item.kind is ItemKind.STATEMENT]
    names = tuple(
        StatementNames(bank.name_of(item), bank.running_name_of(item), item.id) for bank, item in places
    )
    parts: dict[int, dict[SchoolRound, Fraction]] = {}
    for round_ in rounds:
        schools = np.array(round_.schools, dtype=object)
        for letter in dict.fromkeys(round_.schools):
            here = schools == letter
            if letter not in school_ids or here.sum() < FEWEST_OF_SCHOOL:
                continue
            at = SchoolRound(school_ids[letter], round_.round_id)
            for _bank, item in places:
                values = round_.column(item.id)
                if values is None:
                    continue
                told = values[here]
                told = told[~np.isnan(told) & (told != float(AnswerCode.NOT_APPLICABLE))]
                if len(told) >= FEWEST_OF_SCHOOL:
                    marked = int((told == float(AnswerCode.MARKED)).sum())
                    parts.setdefault(item.id, {})[at] = Fraction(marked, len(told))
    return MarkedAtSchools(names, parts)
