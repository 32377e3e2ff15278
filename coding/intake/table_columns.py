"""What the columns of a table say: by their headers, in many spellings, and by their cells."""

import re
from collections import defaultdict
from collections.abc import Callable, Sequence
from typing import Final

from coding.intake.hints import keys_in, school_in
from coding.intake.plan import ImportPlan
from coding.intake.table import ColumnUse, Table
from coding.intake.table_matching import Files
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
