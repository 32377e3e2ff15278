"""What merging another copy does, before anything is stored: what comes in, and what is to be chosen."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from enum import StrEnum

from coding.language import _, plural


class Side(StrEnum):
    """Which of two copies has its way."""

    HERE = "here"
    THERE = "there"


Choices = Mapping[str, Side]  # by the key of what was to be chosen


@dataclass(frozen=True, slots=True)
class Conflict:
    """Something that both copies say and not alike; ``here`` and ``there`` are the two choices in words.

    ``key`` is the same each time the two copies are looked at; ``default`` is what is done if nobody chooses.
    """

    key: str
    what: str
    here: str
    there: str
    default: Side = Side.HERE


@dataclass(frozen=True, slots=True)
class MergePlan:
    """All that comes in from another copy; codings by the name of their coder."""

    interviews: tuple[str, ...] = ()
    codings: tuple[tuple[str, int], ...] = ()
    memos: int = 0
    codes: tuple[str, ...] = ()
    people: tuple[str, ...] = ()
    coders: tuple[str, ...] = ()
    others: tuple[tuple[str, int], ...] = ()  # rows by table: schools, rounds, questions, rulings …
    changed: tuple[str, ...] = ()  # in words: what is taken over of what was changed there
    removed: tuple[str, ...] = ()  # what was deleted there, and goes here too
    unplaced: tuple[str, ...] = ()  # codings whose words are not in the text here
    conflicts: tuple[Conflict, ...] = ()
    notes: tuple[str, ...] = ()

    @property
    def adds_nothing(self) -> bool:
        """Tell whether nothing comes in as it was chosen."""
        parts = (self.interviews, self.codings, self.memos, self.codes, self.people, self.coders)
        return not any((*parts, self.others, self.changed, self.removed))


def in_one_line(plan: MergePlan) -> str:
    """Say in short what comes in."""
    codings = sum(n for _name, n in plan.codings)
    parts = [
        plural("{n} interview", "{n} interviews", len(plan.interviews)) if plan.interviews else "",
        plural("{n} coding", "{n} codings", codings) if codings else "",
        plural("{n} memo", "{n} memos", plan.memos) if plan.memos else "",
        plural("{n} code", "{n} codes", len(plan.codes)) if plan.codes else "",
        plural("{n} person", "{n} people", len(plan.people)) if plan.people else "",
        plural("{n} change", "{n} changes", len(plan.changed)) if plan.changed else "",
        plural("{n} removal", "{n} removals", len(plan.removed)) if plan.removed else "",
    ]
    coming = ", ".join(filter(None, parts))
    if not coming:
        return _("Nothing comes in: all that the other copy holds is here.")
    return _("What comes in: {what}.").format(what=coming)


def sections(plan: MergePlan) -> Iterator[tuple[str, tuple[str, ...]]]:
    """Yield what comes in, part by part, each line in words; parts without a line are left out."""
    counted = _("{name}: {n}")
    yield from (
        (title, lines)
        for title, lines in (
            (_("New interviews"), plan.interviews),
            (_("Codings"), tuple(counted.format(name=name, n=n) for name, n in plan.codings)),
            (_("Memos"), (plural("{n} memo", "{n} memos", plan.memos),) if plan.memos else ()),
            (_("New codes"), plan.codes),
            (_("New people"), plan.people),
            (_("New coders"), plan.coders),
            (_("Besides"), tuple(counted.format(name=name, n=n) for name, n in plan.others)),
            (_("Taken over from there"), plan.changed),
            (_("Deleted there"), plan.removed),
            (_("Codings whose words are not here"), plan.unplaced),
            (_("To be known"), plan.notes),
        )
        if lines
    )
