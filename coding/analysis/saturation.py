"""New codes per interview in the order of interviewing, and when few were added any more.

Source: Guest, G., Namey, E. and Chen, M. (2020). A simple method to assess and report thematic saturation in
qualitative research. PLoS ONE 15(5), e0232076.
"""

from collections import Counter
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from math import comb
from typing import Final

import pandas as pd

from coding.analysis.analysis_data import ints
from coding.language import _

BASE: Final = 4  # interviews that the new ones are compared with
RUN: Final = 2  # interviews looked at together
THRESHOLD: Final = 0.05  # of the base: so few new codes are few


@dataclass(frozen=True, slots=True)
class InterviewRun:
    """Interviews ``first`` to ``last`` (from 1): their new codes, also as a share of the base's."""

    first: int
    last: int
    new: int
    ratio: float


@dataclass(frozen=True, slots=True)
class Saturation:
    """How the number of new codes falls.

    ``reached`` is the first run with at most the threshold's share of new codes, None while there is none.
    """

    base_codes: int
    runs: tuple[InterviewRun, ...]
    reached: InterviewRun | None


@dataclass(frozen=True, slots=True)
class NewCodes:
    """How many codes each interview added, in the order of interviewing.

    ``mean_over_orders`` is the same as a mean over all orders of the interviews, for the one there was is
    chance. Both are None for codes that are not made from the text, and ``why_not`` says so.
    """

    by_interview: tuple[int, ...] | None
    mean_over_orders: tuple[float, ...] | None
    why_not: str = ""


def new_codes(codings: pd.DataFrame, order: Sequence[int], made_from_text: Collection[int]) -> NewCodes:
    """Count the new codes of each interview.

    ``codings`` has interview_id and code_id, ``order`` the interviews' ids as they were held;
    ``made_from_text`` are the codes that were made while reading: those of a given framework are there
    before the first interview and tell nothing.
    """
    if not made_from_text:
        return NewCodes(None, None, _("The codes were given before the interviews, not made from them."))
    wanted = codings[codings["code_id"].isin(list(made_from_text))]
    codes_of: dict[int, set[int]] = {interview_id: set() for interview_id in order}
    for interview_id, code_id in zip(*(ints(wanted, name).tolist() for name in _NAMES), strict=True):
        codes_of.get(interview_id, set()).add(code_id)
    return NewCodes(_added(codes_of), _mean_over_orders(codes_of))


_NAMES: Final = ("interview_id", "code_id")


def _added(codes_of: Mapping[int, set[int]]) -> tuple[int, ...]:
    seen: set[int] = set()
    found: list[int] = []
    for codes in codes_of.values():
        found.append(len(codes - seen))
        seen |= codes
    return tuple(found)


def _mean_over_orders(codes_of: Mapping[int, set[int]]) -> tuple[float, ...]:
    """Return the mean number of new codes at each place.

    Of all orders of n interviews, a code of k of them comes first at place i in C(n - i, k - 1) / C(n, k).
    """
    n = len(codes_of)
    in_so_many = Counter(Counter(code for codes in codes_of.values() for code in codes).values())
    return tuple(
        sum(many * comb(n - place, k - 1) / comb(n, k) for k, many in in_so_many.items())
        for place in range(1, n + 1)
    )


def saturation(
    by_interview: Sequence[int], base: int = BASE, run: int = RUN, threshold: float = THRESHOLD
) -> Saturation | None:
    """Return the runs after the base; None where the base has no code or no run comes after it.

    ``by_interview`` are new codes in the order of interviewing. Runs overlap: 5-6, 6-7 and so on.
    """
    base_codes = sum(by_interview[:base])
    if not base_codes or len(by_interview) < base + run:
        return None
    runs = tuple(
        InterviewRun(
            at + 1, at + run, sum(by_interview[at : at + run]), sum(by_interview[at : at + run]) / base_codes
        )
        for at in range(base, len(by_interview) - run + 1)
    )
    return Saturation(base_codes, runs, next((each for each in runs if each.ratio <= threshold), None))


def new_code_records(titles: Sequence[str], found: NewCodes) -> Iterator[Mapping[str, object]]:
    """Yield a record for each interview, then one that says where few codes were new any more."""
    by_interview, mean = found.by_interview or (), found.mean_over_orders or ()
    for at, (title, new, usual) in enumerate(zip(titles, by_interview, mean, strict=True), 1):
        yield {
            "kind": "interview",
            "place": at,
            "interview": title,
            "new_codes": new,
            "mean_over_orders": usual,
        }
    reached = saturation(by_interview)
    yield {
        "kind": "saturation",
        "base": BASE,
        "run": RUN,
        "threshold": THRESHOLD,
        "reached": None if reached is None or reached.reached is None else reached.reached.last,
    }
