"""Patterns of names: ``{round}/{school}{role} {any}`` says what the parts of a file's name mean."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from coding.arrivals import ImportPlan


@dataclass(frozen=True, slots=True)
class Pattern:
    """A pattern that was understood; ``written`` as the researcher wrote it."""

    written: str


@dataclass(frozen=True, slots=True)
class PatternExample:
    """What a pattern makes of one file: its name with the folders looked at, and the values by field.

    Without ``matches`` there are no values.
    """

    index: int
    name: str
    values: Mapping[str, str]
    matches: bool


def parse(pattern: str) -> Pattern:
    """Read a pattern; raises UserError with what is wrong in it."""
    return Pattern(pattern)


def pattern_examples(plan: ImportPlan, pattern: str) -> tuple[PatternExample, ...]:
    """Return what a pattern makes of every readable file of a plan; raises UserError like parse()."""
    del plan, pattern
    return ()


def with_pattern(plan: ImportPlan, pattern: str, indices: Iterable[int] | None = None) -> ImportPlan:
    """Read names by a pattern, of all files or of some; an empty one takes an earlier one back.

    What a person or a table has said stays. Raises UserError like parse().
    """
    del pattern, indices
    return plan


def suggested(plan: ImportPlan) -> tuple[str, ...]:
    """Return patterns that fit most of the names, the best first."""
    del plan
    return ()
