"""The turns of a transcript that was corrected in two copies: whose stand where they differ."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import NamedTuple

from coding.merging.texts import Corrected, Version
from coding.model.study import Span


class TurnsOfCopy(NamedTuple):
    """Turns of a copy, in order, where they are in the merged text; ``settled`` where somebody made them so.

    That is where they are not as the words alone would have them: one was split, joined, taken out, or is
    somebody else's.
    """

    places: tuple[Span, ...]
    settled: frozenset[Span]


@dataclass(slots=True)
class TurnStretch:
    """A stretch of the merged text in which the turns of both copies meet, and no others."""

    ours: list[Span] = field(default_factory=list[Span])
    theirs: list[Span] = field(default_factory=list[Span])
    settled_here: bool = False
    settled_there: bool = False

    @property
    def clashes(self) -> bool:
        """Tell whether both copies made its turns what they are."""
        return self.settled_here and self.settled_there

    @property
    def is_as_there(self) -> bool:
        """Tell whether the turns of there stand, where nobody has to choose."""
        if self.settled_here != self.settled_there:
            return self.settled_there
        return self.theirs < self.ours  # either would do, but the same whichever copy takes in the other


class Turns(NamedTuple):
    """The turns of a copy, in order, and those of them that were given to somebody else."""

    now: Sequence[Span]
    given: frozenset[Span]


def contested(both: Corrected, base: Sequence[Span], here: Turns, there: Turns) -> list[Span]:
    """Return the turns of when both copies were one, in order, that both have settled since."""
    sides = (both.ours, both.here, here), (both.theirs, both.there, there)
    told = [(change.turns(base, text), turns) for change, text, turns in sides]
    settled = [{at for at, span in enumerate(spans) if _is_settled(span, turns)} for spans, turns in told]
    return [base[at] for at in sorted(settled[0] & settled[1])]


def _is_settled(told: Span, turns: Turns) -> bool:
    return told in turns.given or told not in turns.now


def turns_of(version: Version, text: str, base: Sequence[Span], turns: Turns) -> TurnsOfCopy:
    """Return the turns of a copy in the merged text; ``base`` are those of when both were one, in order."""
    told = {*version.since.turns(base, version.text)}
    places = version.further.turns(turns.now, text)
    others = turns.given | ({*turns.now} - told)
    settled = {place for place, span in zip(places, turns.now, strict=True) if span in others}
    gone = version.further.turns(sorted(told - {*turns.now}), text)
    return TurnsOfCopy((*places,), frozenset((*settled, *gone)))


def differing(here: TurnsOfCopy, there: TurnsOfCopy) -> list[TurnStretch]:
    """Return the stretches in which two copies have other turns, or one's changed hands."""
    found: list[TurnStretch] = []
    ours, theirs = Counter(here.places), Counter(there.places)
    end = -1
    for span in sorted({*ours, *theirs, *here.settled, *there.settled}):
        if span.start >= end:
            found.append(TurnStretch())
        end = max(end, span.end)
        stretch = found[-1]
        stretch.ours += [span] * ours[span]
        stretch.theirs += [span] * theirs[span]
        stretch.settled_here |= span in here.settled
        stretch.settled_there |= span in there.settled
    return [each for each in found if each.ours != each.theirs or each.settled_here or each.settled_there]
