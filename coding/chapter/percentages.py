"""Printed percentages, looked at one by one: does any k of n give them, were they cut instead of rounded."""

import re
from collections.abc import Iterator, Sequence
from decimal import ROUND_DOWN, Decimal
from typing import Final, NamedTuple

from coding.analysis.rounding import percent
from coding.chapter.figures import gives, near
from coding.language import _

_PERCENT: Final = re.compile(r"(?P<percent>\d{1,3}(?:[.,]\d+)?)\s*(?:%|per ?cent)")
_K_OF_N: Final = re.compile(r"(?P<k>\d+)\s*(?:of|out of|/|from)\s*(?P<n>\d+)", re.IGNORECASE)
_OF_N: Final = re.compile(r"(?:\bof|\bn\s*=)\s*(?P<n>\d+)", re.IGNORECASE)
_IN_BRACKETS: Final = re.compile(r"\(\s*(?:n\s*=\s*)?(?P<k>\d+)\s*\)")


class PercentFinding(NamedTuple):
    """A percentage as it stands in a line, what is said of it, and whether it holds."""

    line: str
    percent: str
    said: str
    holds: bool


def checked_percentages(text: str, wholes: Sequence[int]) -> Iterator[PercentFinding]:
    """Yield a finding for each percentage of a text; ``wholes`` are the n where a line names none itself."""
    for line in filter(None, map(str.strip, text.splitlines())):
        for found in _PERCENT.finditer(line):
            printed = found["percent"].replace(",", ".")
            pair, of = _K_OF_N.search(line), _OF_N.search(line)
            bracket = _IN_BRACKETS.search(line, found.end())
            k = int(pair["k"]) if pair else int(bracket["k"]) if bracket else None
            named = pair or of
            ns = [int(named["n"])] if named else [*wholes]
            ns = [n for n in ns if n > 0]
            if not ns:
                yield PercentFinding(line, printed, _("Say of how many it is."), holds=False)
                continue
            said = [_judged(printed, k, n) for n in ns]
            holds = [words for is_right, words in said if is_right]
            yield PercentFinding(
                line, printed, " ".join(holds or [words for _ok, words in said]), holds=bool(holds)
            )


def _judged(printed: str, k: int | None, n: int) -> tuple[bool, str]:
    """Return whether a percentage is one of n, and in words of how many."""
    fitting = [each for each in near(printed, n) if 0 <= each <= n and gives(printed, each, n)]
    if k is not None and k in fitting:
        return True, _("{k} of {n}.").format(k=k, n=n)
    if k is None and fitting:
        return True, _("{k} of {n}.").format(k=_(" or ").join(map(str, fitting)), n=n)
    cut = [each for each in near(printed, n) if 0 <= each <= n and _is_cut(printed, each, n)]
    if cut and (k is None or k in cut):
        was = k if k is not None else cut[0]
        said = _("Cut, not rounded: {k} of {n} is {percent}.")
        return False, said.format(k=was, n=n, percent=percent(was, n))
    if k is not None and k <= n:
        is_other = _(", which would be {k}").format(k=fitting[0]) if fitting else ""
        said = _("{k} of {n} is {percent}, not {printed} %{other}.")
        return False, said.format(k=k, n=n, percent=percent(k, n), printed=printed, other=is_other)
    lower = min(int(Decimal(printed) * n / 100), n - 1)
    said = _("No number of {n} is {printed} %: {low} is {percent}, {high} is {next}.")
    return False, said.format(
        n=n, printed=printed, low=lower, percent=percent(lower, n), high=lower + 1, next=percent(lower + 1, n)
    )


def _is_cut(printed: str, k: int, n: int) -> bool:
    step = Decimal(1).scaleb(-len(printed.partition(".")[2]))
    share = Decimal(100 * k) / Decimal(n)
    return not gives(printed, k, n) and share.quantize(step, ROUND_DOWN) == Decimal(printed)
