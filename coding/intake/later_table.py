"""A table that comes when the interviews are there already: what it says of them and their people."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from coding.intake.plan import Arrival, ImportPlan
from coding.intake.table import Table
from coding.intake.table_cells import Row, read_rows
from coding.intake.table_columns import guess_uses
from coding.intake.table_matching import find_arrivals


@dataclass(frozen=True, slots=True)
class Later:
    """Attributes by the position of the interview in the plan, and by the person's name.

    ``lost`` are rows that are about nothing the study has, or not clearly about one.
    """

    interviews: Mapping[int, Mapping[str, str]]
    people: Mapping[str, Mapping[str, str]]
    lost: tuple[int, ...]


def said_later(plan: ImportPlan, table: Table) -> Later:
    """Return what a table says of the interviews of a plan, which are those of a study."""
    rows = read_rows(table, guess_uses(table, plan), plan.known)
    by_name = {name.casefold(): name for name in plan.known.people}
    interviews: dict[int, dict[str, str]] = defaultdict(dict)
    people: dict[str, dict[str, str]] = defaultdict(dict)
    lost: list[int] = []
    for at, (row, found) in enumerate(zip(rows, find_arrivals(plan, rows), strict=True)):
        meant = _people(row, [plan.arrivals[place] for place in found.arrivals], by_name)
        for place in found.arrivals:
            interviews[place] |= row.of_interview
        for name in meant:
            people[name] |= row.of_person
        if not found.arrivals and not meant:
            lost.append(at)
    return Later(interviews, people, tuple(lost))


def _people(row: Row, arrivals: Sequence[Arrival], by_name: Mapping[str, str]) -> list[str]:
    """Return who a row is about: whom it names, else who has its role in its interviews, if that is one."""
    if row.said.people:
        return [by_name[name.casefold()] for name in row.said.people if name.casefold() in by_name]
    seats = {seat.name: seat for arrival in arrivals for seat in arrival.seats}
    fitting = [name for name, seat in seats.items() if row.number in {None, seat.role}]
    return fitting if len(fitting) == 1 else []
