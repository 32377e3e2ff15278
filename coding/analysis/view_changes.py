"""Why numbers of a kept view are others than when it was exported, in words."""

from collections import Counter
from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass

from coding.language import _, plural_form
from coding.model.framework import Framework

_NAMED = 3  # reasons; the rest is one


@dataclass(frozen=True, slots=True)
class SinceThen:
    """What was done since a moment: the codes whose codings are others now; other steps in words."""

    code_ids: frozenset[int]
    others: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class ViewChanges:
    """How many numbers have changed since a day (ISO 8601), and by what: the most first."""

    day: str
    numbers: int
    by: tuple[tuple[str, int], ...] = ()

    @property
    def words(self) -> str:
        """Say so: ``7 numbers changed since 2026-03-12, 5 by recoding HSC``."""
        if not self.numbers:
            return _("No number has changed since {day}.").format(day=self.day)
        said = plural_form(
            "{n} number changed since {day}", "{n} numbers changed since {day}", self.numbers
        ).format(n=self.numbers, day=self.day)
        return ", ".join((said, *self._reasons())) + "."

    def _reasons(self) -> Iterator[str]:
        for reason, n in self.by[:_NAMED]:
            yield _("{n} by {reason}").format(n=n, reason=reason)
        rest = sum(n for _reason, n in self.by[_NAMED:])
        if rest:
            yield _("{n} by other things").format(n=rest)


def view_changes(
    framework: Framework, day: str, changed: Iterable[Collection[int]], since: SinceThen
) -> ViewChanges:
    """Say of each number that changed (the codes that it counts) what made it another."""
    reasons = Counter(_reason(framework, codes, since) for codes in changed)
    ordered = sorted(reasons.items(), key=lambda pair: (-pair[1], pair[0]))
    return ViewChanges(day, sum(reasons.values()), tuple(ordered))


def _reason(framework: Framework, codes: Collection[int], since: SinceThen) -> str:
    """Return what a number became another by: the strand whose codings did, or what else was done."""
    touched = since.code_ids & set(codes) if codes else since.code_ids
    strands = {_strand(framework, code_id) for code_id in touched}
    if len(strands) == 1:
        return _("recoding {code}").format(code=strands.pop())
    if strands:
        return _("recoding several codes")
    return ", ".join(since.others) or _("other things")


def _strand(framework: Framework, code_id: int) -> str:
    if code_id not in framework.by_id:
        return _("a code that is deleted")
    strand = framework.strand_of(code_id) or framework.by_id[code_id]
    return strand.short
