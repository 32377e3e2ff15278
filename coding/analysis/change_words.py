"""A change between rounds in words: the n of both, and what more talk made of it (rule 18)."""

from collections.abc import Iterator

from coding.analysis.columns import Column, ColumnKind
from coding.analysis.comparability import warnings
from coding.analysis.comparison import FEWEST, Comparison, RoundPair
from coding.analysis.footnotes import footnotes
from coding.analysis.groups import Grouping
from coding.analysis.measure import Measure
from coding.analysis.notes import caution
from coding.language import _, plural


def without_lines(compared: Comparison) -> Iterator[str]:
    """Yield why there is no line where there is none."""
    if any(not compared.bears_a_line(pair) for pair in compared.pairs):
        yield plural(
            "No line and no sign where a round has fewer than {n} interview: they would bear neither.",
            "No line and no sign where a round has fewer than {n} interviews: they would bear neither.",
            FEWEST,
        )


def change_line(compared: Comparison) -> str:
    """Say whose change it is and the n of both rounds: ``10 and 9 interviews``."""
    pair = compared.together
    return " · ".join(filter(None, (compared.reason, n_of_both(compared, pair) if pair else "")))


def pair_label(pair: RoundPair) -> str:
    """Return what a pair is called: its school, or all together."""
    member = pair.later.members[-1]
    return _("all interviews") if member.by is Grouping.ROUND else member.label


def n_of_both(compared: Comparison, pair: RoundPair) -> str:
    """Say how many interviews the two rounds have: ``10 interviews each``, ``10 and 9 interviews``."""
    earlier, later = compared.sizes(pair)
    if earlier == later:
        return plural("{n} interview each", "{n} interviews each", earlier)
    return _("{earlier} and {later} interviews").format(earlier=earlier, later=later)


def factor_notes(compared: Comparison) -> Iterator[str]:
    """Yield the factors of all codings, beside a change of counts."""
    if compared.found.measure is Measure.COUNT and (pair := compared.together):
        line = factor_line(compared, pair, compared.found.columns.get(ColumnKind.CODINGS))
        if line:
            yield line


def factor_line(compared: Comparison, pair: RoundPair, column: Column) -> str:
    """Say what more talk and what a higher rate make of a change; nothing where that cannot be told.

    ``All codings, 112, then 227: ×2.03 = words ×1.13 · rate ×1.80.``
    """
    factors = compared.factors(pair, column)
    if factors is None:
        return ""
    change = compared.change(pair, column)
    counted = (change.earlier.count, change.later.count)
    said = _("{what}, {earlier}, then {later}: {factors}.").format(
        what=column.name[:1].upper() + column.name[1:],
        earlier=factors.counts[0],
        later=factors.counts[1],
        factors=factors.text,
    )
    if counted == factors.counts:
        return said
    return _("{said} Only what participants say in whole transcripts is in it.").format(said=said)


def change_notes(compared: Comparison) -> list[str]:
    """Return what has to be said with a change: its factors, warnings, footnotes and a caution."""
    found = compared.found
    return [
        *factor_notes(compared),
        *warnings(found.analysis_data),
        *footnotes(found),
        caution(found.analysis_data),
    ]
