"""Tables that say who is who: what their columns say, and filling a plan from them."""

import re
from collections import defaultdict
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Final

from coding.intake.fold import plan_step
from coding.intake.hints import keys_in, school_in
from coding.intake.plan import ImportPlan, ImportRow
from coding.intake.recompute import recompute
from coding.intake.table_matching import Files, MetadataRow, match_rows, read_rows
from coding.intake.taken_tables import ColumnUse, TakenTable
from coding.model.document import Table
from coding.text.dates import date_in
from coding.text.names import name_key
from coding.text.units import listed

_SIGNS: Final = re.compile(r"[\W_]+")
# Headers without signs and blanks, in small letters.
_HEADERS: Final = {
    ColumnUse.FILE: listed(
        "file filename filenames nameoffile transcript transcriptname transcriptfile document "
        "documentname source sourcefile interviewfile recording audiofile doc path"
    ),
    ColumnUse.KEY: listed(
        "key keys code participantkey interviewkey participantcode schoolrole schoolandrole"
    ),
    ColumnUse.SCHOOL: listed(
        "school schools schoolletter schoolcode schoolname schoolid site sitename setting institution "
        "academy organisation organization"
    ),
    ColumnUse.ROUND: listed(
        "round rounds roundname year years interviewyear wave phase sweep schoolyear academicyear "
        "timepoint datacollection"
    ),
    ColumnUse.PERSON: listed(
        "person people name names participant participants participantname interviewee interviewees "
        "intervieweename respondent respondents informant pseudonym pseudonyms fullname speaker who "
        "participantid personid"
    ),
    ColumnUse.ROLE: listed(
        "role roles rolenumber roleno post position job jobtitle function roletype rolename roleinschool"
    ),
    ColumnUse.DATE: listed(
        "date dates interviewdate dateofinterview dateinterviewed interviewedon day recorded recordedon "
        "daterecorded"
    ),
    ColumnUse.GROUP: listed("group rolegroup groups participantgroup team category cohort"),
}
# What people have, not conversations.
_OF_PEOPLE: Final = re.compile(
    r"\b(?:age|gender|sex|ethnic\w*|experience|tenure|qualif\w*|degree|subject|years (?:in|at|of)|since|"
    r"seniority|nationality|languages?|disab\w*|religio\w*|appointed|contract|salary|grade)\b",
    re.IGNORECASE,
)
# The share of cells that must look like it: under a header that says so, and under one that does not.
_SOME: Final = 0.1
_MOST: Final = 0.6
_LOOKED_AT: Final = 500


def guess_uses(table: Table, plan: ImportPlan) -> tuple[ColumnUse, ...]:
    """Guess what each column says; each use but the attributes is given once, the header deciding first."""
    columns = [[row[at] for row in table.rows if row[at]] for at in range(len(table.header))]
    tests = _tests(plan)
    uses: dict[int, ColumnUse] = {at: ColumnUse.LEAVE_OUT for at, cells in enumerate(columns) if not cells}
    for at, name in enumerate(table.header):
        use = _by_header(name)
        if use and at not in uses and use not in uses.values() and _fits(columns[at], tests.get(use), _SOME):
            uses[at] = use
    for use in (ColumnUse.FILE, ColumnUse.KEY, ColumnUse.DATE):
        free = [at for at in range(len(columns)) if at not in uses and use not in uses.values()]
        fitting = next((at for at in free if _fits(columns[at], tests[use], _MOST)), None)
        if fitting is not None:
            uses[fitting] = use
    rest = {at: _attribute(table, at, uses) for at in range(len(columns)) if at not in uses}
    return tuple((uses | rest)[at] for at in range(len(columns)))


def _by_header(name: str) -> ColumnUse | None:
    bare = _SIGNS.sub("", name).casefold()
    return next((use for use, names in _HEADERS.items() if bare in names), None)


def _tests(plan: ImportPlan) -> dict[ColumnUse, Callable[[str], bool]]:
    """Return for some uses what a cell must look like."""
    files, known = Files(plan), plan.known
    return {
        ColumnUse.FILE: lambda cell: bool(files.called(cell)),
        ColumnUse.KEY: lambda cell: bool(keys_in(cell, known.schools, known.roles)),
        ColumnUse.DATE: lambda cell: date_in(cell) is not None,
        ColumnUse.ROLE: lambda cell: known.role_words.post_in(cell) is not None,
        ColumnUse.SCHOOL: lambda cell: len(cell) < 60 and (not cell.isdigit() or bool(school_in(cell))),
    }


def _fits(cells: Sequence[str], test: Callable[[str], bool] | None, share: float) -> bool:
    """Tell whether as many of a column's cells look like what they are taken for."""
    looked_at = cells[:_LOOKED_AT]
    return test is None or sum(map(test, looked_at)) >= share * len(looked_at)


def _attribute(table: Table, at: int, uses: dict[int, ColumnUse]) -> ColumnUse:
    """Tell what is said of people from what is said of conversations.

    What differs between two conversations with one person is not that person's.
    """
    who = next((column for column, use in uses.items() if use is ColumnUse.PERSON), None)
    by_name = bool(_OF_PEOPLE.search(table.header[at]))
    if who is None:
        return ColumnUse.OF_PERSON if by_name else ColumnUse.OF_INTERVIEW
    values: dict[str, set[str]] = defaultdict(set)
    for row in table.rows:
        values[name_key(row[who])].add(row[at])
    steady = all(len(said) == 1 for said in values.values())
    returning = len(values) < len(table.rows)
    return ColumnUse.OF_PERSON if steady and (by_name or returning) else ColumnUse.OF_INTERVIEW


# By school and role alone, or over many columns, a table is rather a survey than a list of who is who.
_MEETING = (ColumnUse.FILE, ColumnUse.KEY, ColumnUse.PERSON)
_MOST_COLUMNS = 30
_MOST_ROWS = 0.5
_KEY_FILE = frozenset({"name", "pseudonym"})
_MANY = frozenset({ColumnUse.OF_INTERVIEW, ColumnUse.OF_PERSON, ColumnUse.LEAVE_OUT})


@plan_step
def with_table(plan: ImportPlan, table: Table, uses: Sequence[ColumnUse]) -> ImportPlan:
    """Fill a plan from a table, a use for each column; a table of this name already there is replaced.

    What a person has corrected by hand stays. What matched stands in ``plan.tables``. Where two columns
    are to say what one can say only, the one that was given it last does.
    """
    before = next((other.uses for other in plan.tables if other.table.name == table.name), None)
    taken = TakenTable(table, _each_once(uses, before or ()))
    if before is not None:
        tables = tuple(taken if other.table.name == table.name else other for other in plan.tables)
    else:
        tables = (*plan.tables, taken)
    return recompute(replace(plan, tables=tables))


def _each_once(uses: Sequence[ColumnUse], before: Sequence[ColumnUse]) -> tuple[ColumnUse, ...]:
    """Leave out a column whose use another one has taken over."""
    once = list(uses)
    for at, use in enumerate(uses):
        is_new = at >= len(before) or before[at] is not use
        others = [other for other, its_use in enumerate(uses) if its_use is use and other != at]
        if use not in _MANY and others and not is_new:
            once[at] = ColumnUse.LEAVE_OUT
    for at, use in enumerate(once):
        if use not in _MANY and use in once[:at]:
            once[at] = ColumnUse.LEAVE_OUT
    return tuple(once)


@plan_step
def without_table(plan: ImportPlan, name: str) -> ImportPlan:
    """Take back what the table of this name has filled in."""
    tables = tuple(other for other in plan.tables if other.table.name != name)
    return recompute(replace(plan, tables=tables))


def found_table(plan: ImportPlan, table: Table) -> ImportPlan | None:
    """Fill a plan from a table that lay among its files; None if the table is about none of them.

    A table without a header is given one: its first row names a file too.
    """
    table = _with_header(plan, table)
    uses = guess_uses(table, plan)
    if _KEY_FILE.issubset(name.casefold() for name in table.header):
        return None  # the key to the masked names, which has no business in the study
    if not any(use in uses for use in _MEETING):
        return None
    taken = with_table(plan, table, uses)
    matched = taken.tables[-1].match.matched
    by_file = ColumnUse.FILE in uses
    most = matched >= _MOST_ROWS * len(table.rows) and len(table.header) <= _MOST_COLUMNS
    return taken if matched and (by_file or most) else None


def _with_header(plan: ImportPlan, table: Table) -> Table:
    files = Files(plan)
    if not any(cell and files.called(cell) for cell in table.header):
        return table
    numbered = tuple(f"{number}" for number in range(1, len(table.header) + 1))
    return replace(table, header=numbered, rows=(table.header, *table.rows))


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


def _people(row: MetadataRow, rows: Sequence[ImportRow], by_name: Mapping[str, str]) -> list[str]:
    """Return who a row is about: whom it names, else who has its role in its interviews, if that is one."""
    if row.said.people:
        return [by_name[name_key(name)] for name in row.said.people if name_key(name) in by_name]
    participants = {
        participant.name: participant for import_row in rows for participant in import_row.participants
    }
    fitting = [name for name, participant in participants.items() if row.number in {None, participant.role}]
    return fitting if len(fitting) == 1 else []
