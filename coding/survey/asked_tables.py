"""How many were asked, where a sheet says so: by group, by school, in all."""

import re
from collections.abc import Mapping, Sequence
from typing import Final

from coding.intake.known_study import KnownStudy
from coding.model.survey import AskedNumbers
from coding.survey.headings import AnswerUse, is_total_word, use_by_heading
from coding.survey.people import WhoReader
from coding.survey.sheets import AnswerSheet
from coding.survey.table import SurveyTable
from coding.survey.values import number_in
from coding.text.names import name_key

_ASKED: Final = re.compile(
    r"(?:n(?:umber)? |no\.? )?"
    r"(?:asked|invited|sent(?: out)?|given out|handed out|issued|distributed|population)(?: n)?"
)


def asked_in(
    sheets: Sequence[AnswerSheet], tables: Sequence[SurveyTable], known: KnownStudy
) -> Mapping[str, AskedNumbers]:
    """Return how many were asked, by round, as sheets say that hold nothing else."""
    found: dict[str, AskedNumbers] = {}
    who = WhoReader(known)
    rounds = [name for table in tables if table.is_included for name in table.rounds]
    for sheet, table in zip(sheets, tables, strict=True):
        if table.is_included:
            continue
        found |= _of_sheet(sheet, who, rounds[0] if len({*rounds}) == 1 else "")
    return found


def _of_sheet(sheet: AnswerSheet, who: WhoReader, usual: str) -> dict[str, AskedNumbers]:
    found: dict[str, tuple[dict[str, int], dict[str, int], int | None]] = {}
    for at, row in enumerate(sheet.rows[:10]):
        number = next((n for n, cell in enumerate(row) if _ASKED.fullmatch(name_key(cell))), None)
        if number is None:
            continue
        uses = {use: n for n, cell in enumerate(row) if (use := use_by_heading(cell)) is not None}
        of_round = who.round_in(sheet.name) or usual
        for line in sheet.rows[at + 1 :]:
            _take(line, number, uses, who, of_round, found)
        break
    return {
        name: AskedNumbers(whole, groups, schools) for name, (groups, schools, whole) in found.items() if name
    }


def _take(
    line: Sequence[str],
    number: int,
    uses: Mapping[AnswerUse, int],
    who: WhoReader,
    of_round: str,
    found: dict[str, tuple[dict[str, int], dict[str, int], int | None]],
) -> None:
    value = number_in(line[number]) if number < len(line) else None
    if value is None:
        return
    named = uses.get(AnswerUse.ROUND)
    name = who.round_in(line[named]) if named is not None else of_round
    groups, schools, whole = found.get(name, ({}, {}, None))
    first = next((cell for at, cell in enumerate(line) if cell and at not in {number, named}), "")
    group_at, school_at = uses.get(AnswerUse.GROUP, uses.get(AnswerUse.ROLE)), uses.get(AnswerUse.SCHOOL)
    if not first or is_total_word(first):
        whole = int(value)
    elif group_at is not None and line[group_at]:
        group = who.role(line[group_at])[1]
        groups = {**groups, group: groups.get(group, 0) + int(value)}
    elif school_at is not None and line[school_at]:
        schools = {**schools, who.school(line[school_at]): int(value)}
    found[name] = (groups, schools, whole)
