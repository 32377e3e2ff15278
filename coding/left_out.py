"""What a batch holds and does not bring in, line by line: nothing is dropped without being listed."""

from typing import NamedTuple

from coding.arrivals import Arrival, ImportPlan
from coding.language import _


class LeftOut(NamedTuple):
    """One thing that stays outside: the file it is in (where it stands in the plan) and why."""

    at: int | None
    name: str
    reason: str


def left_out(plan: ImportPlan) -> tuple[LeftOut, ...]:
    """Return what would not be stored: whole files first, then parts of files, then what was passed over."""
    files, parts = list[LeftOut](), list[LeftOut]()
    for index, arrival in enumerate(plan.arrivals):
        name = arrival.file.name
        whole = _whole(arrival)
        if whole:
            files.append(LeftOut(index, name, whole))
        parts += (LeftOut(index, name, note) for note in arrival.file.notes)
    passed = (LeftOut(None, name, _("No transcript; passed over.")) for name in plan.passed_over)
    return (*files, *parts, *passed)


def _whole(arrival: Arrival) -> str:
    """Return why a file does not come in at all; empty if it does."""
    if arrival.file.problem:
        return arrival.file.problem
    if arrival.include:
        return ""
    if arrival.repeats:
        return _("The same file as {name}; left out.").format(name=arrival.repeats)
    return _("Left out by hand.")
