"""A table that comes when the interviews are there already: what it says of them and their people."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from coding.intake.plan import ImportPlan, ImportRow
from coding.intake.table import Table
from coding.intake.table_cells import MetadataRow, read_rows
from coding.intake.table_columns import guess_uses
from coding.intake.table_matching import match_rows
from coding.text.names import name_key


@dataclass(frozen=True, slots=True)
class LaterValues:
    """Attributes by the position of the interview in the plan, and by the person's name.

    ``lost`` are rows that are about nothing the study has, or not clearly about one.
    """

    interviews: Mapping[int, Mapping[str, str]]
    people: Mapping[str, Mapping[str, str]]
    lost: tuple[int, ...]


def values_later(plan: ImportPlan, table: Table) -> LaterValues:
    """Return what a table says of the interviews of a plan, which are those of a study."""
    rows = read_rows(table, guess_uses(table, plan), plan.known)
    by_name = {name_key(name): name for name in plan.known.people}
    interviews: dict[int, dict[str, str]] = defaultdict(dict)
    people: dict[str, dict[str, str]] = defaultdict(dict)
    lost: list[int] = []
    for at, (row, found) in enumerate(zip(rows, match_rows(plan, rows), strict=True)):
        meant = _people(row, [plan.rows[place] for place in found.rows], by_name)
        for place in found.rows:
            interviews[place] |= row.of_interview
        for name in meant:
            people[name] |= row.of_person
        if not found.rows and not meant:
            lost.append(at)
    return LaterValues(interviews, people, tuple(lost))


def _people(row: MetadataRow, import_rows: Sequence[ImportRow], by_name: Mapping[str, str]) -> list[str]:
    """Return who a row is about: whom it names, else who has its role in its interviews, if that is one."""
    if row.said.people:
        return [by_name[name_key(name)] for name in row.said.people if name_key(name) in by_name]
    participants = {
        participant.name: participant for import_row in import_rows for participant in import_row.participants
    }
    fitting = [name for name, participant in participants.items() if row.number in {None, participant.role}]
    return fitting if len(fitting) == 1 else []
