"""One thing in two copies: what is taken of the other, and what somebody has to choose."""

from collections.abc import Collection
from dataclasses import dataclass, field
from typing import Any, Final

from coding.merging.journals import QUIET, Row

PASSAGE: Final = "passage"  # start and end, which are one thing


@dataclass(frozen=True, slots=True)
class RowPair:
    """A row here, the same row there in the terms of here, and what was changed of both (its old values).

    ``is_new`` if both copies made it for themselves; ``wholes`` whether the journals of here and there are.
    """

    here: Row
    there: Row
    was_here: Row
    was_there: Row
    wholes: tuple[bool, bool]
    is_new: bool = False


@dataclass(frozen=True, slots=True)
class Merged:
    """The values that are taken over, and the columns in which both copies say something else."""

    taken: Row = field(default_factory=dict[str, Any])
    differing: tuple[str, ...] = ()


def merged(pair: RowPair, columns: Collection[str]) -> Merged:
    """Merge what two copies say of one thing: what only one of them changed stands."""
    taken: dict[str, Any] = {}
    differing: list[str] = []
    for column in columns:
        here, there = pair.here[column], pair.there[column]
        if here == there:
            continue
        changed = _changed(pair, column)
        # How often a codebook changed never goes back; a second look that one copy only dropped is dropped.
        if column == "revision" or (column == "look_from" and (pair.is_new or changed == (True, True))):
            # What is as it was when both were one says nothing: a merge may have set it back since.
            taken |= {column: there} if there > here and (pair.is_new or changed[1]) else {}
            continue
        if changed == (False, True) or (changed == (False, False) and pair.is_new and not here):
            taken[column] = there
        elif column not in QUIET and (
            changed == (True, True) or (changed == (False, False) and pair.is_new and there)
        ):
            differing.append(column)
    return Merged(taken, tuple(differing))


def _changed(pair: RowPair, column: str) -> tuple[bool, bool]:
    """Tell whether a value that differs was changed here and there."""
    here, there = (pair.here, pair.was_here), (pair.there, pair.was_there)
    return _is_changed(here, there, pair.wholes[0], column), _is_changed(there, here, pair.wholes[1], column)


def _is_changed(mine: tuple[Row, Row], other: tuple[Row, Row], is_whole: bool, column: str) -> bool:  # noqa: FBT001
    """Tell it by the journal; where that was emptied, by what the other copy says was there before."""
    (now, was), (_other_now, other_was) = mine, other
    if column in was:
        return True
    if is_whole:
        return False
    return column not in other_was or other_was[column] != now[column]
