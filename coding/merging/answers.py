"""Answers to a survey in two copies: what rounds were asked, and answers along what both were asked."""

import json
import re
from collections.abc import Sequence
from typing import Any, Final

Asked = Sequence[Any]  # a GUID and an option, as rounds keep them

_TRAILING: Final = re.compile(r"(?:,?null)+\]")


def asked_in_both(ours: Sequence[Asked], theirs: Sequence[Asked]) -> list[list[Any]]:
    """Return what either copy asked in a round: ours first, so that answers here stay as they are."""
    known = {tuple(each) for each in ours}
    return [[*each] for each in ours] + [[*each] for each in theirs if tuple(each) not in known]


def along(answers: str, theirs: Sequence[Asked], both: Sequence[Asked]) -> str:
    """Return the answers of a respondent there along what both copies asked."""
    told = json.loads(answers or "{}")
    values: list[float | None] = told.get("values", [])
    place = {tuple(each): at for at, each in enumerate(both)}
    order = [place[tuple(each)] for each in theirs[: len(values)]]
    if order == [*range(len(order))]:
        return answers  # as most are
    kept: list[float | None] = [None] * (max(order, default=-1) + 1)
    for at, value in zip(order, values, strict=False):
        kept[at] = value
    return json.dumps({**told, "values": kept}, separators=(",", ":"))


def answers_key(answers: str) -> str:
    """Return what answers are compared by: places at the end that are not answered say nothing."""
    return _TRAILING.sub("]", answers.replace(" ", ""))
