"""What the names of a file and its folders, and the heading of a text, say about an interview."""

import re
from collections.abc import Iterable, Sequence
from typing import Final

from coding.model.role_codes import InterviewKey
from coding.model.study import Role, Round, School
from coding.text.names import clean_name, name_key
from coding.text.sorting import natural_key

_SEPARATORS: Final = re.compile(r"[_\s]+|(?<=\D)[-–.]+|[-–.]+(?=\D)")
_KEY: Final = re.compile(r"(?<!\w)([A-Za-z])(\d{1,2})(?!\w)")
# Letters that before a digit mostly mean something else: page, question, round, term, version, week, year.
_NOT_A_SCHOOL: Final = frozenset("IPQRTVWXYZ")
_SCHOOL: Final = re.compile(
    r"(?<!\w)(?:school|sch|academy|primary|site)[\s:]+([A-Za-z])(?!\w)", re.IGNORECASE
)
_ROUND: Final = re.compile(r"(?<!\w)(?:(round|wave|phase)\s*|r)(\d{1,2})(?!\w)", re.IGNORECASE)
_YEAR: Final = re.compile(r"(?<!\d)(?:19|20)\d\d(?!\d)")


def plain(name: str) -> str:
    """Return the name of a file or folder with blanks for the signs that stand between its words."""
    return _SEPARATORS.sub(" ", name).strip()


def keys_in(text: str, schools: Sequence[School], roles: Sequence[Role]) -> tuple[InterviewKey, ...]:
    """Return the keys that a text names (``B2``), each once; role numbers that the study has not are none."""
    letters = {school.letter.upper() for school in schools}
    numbers = {role.number for role in roles}
    found = (InterviewKey(match[1].upper(), int(match[2])) for match in _KEY.finditer(text))
    return tuple(
        dict.fromkeys(
            key
            for key in found
            if key.number in numbers and (key.letter in letters or key.letter not in _NOT_A_SCHOOL)
        )
    )


def school_in(text: str, schools: Sequence[School] = ()) -> str:
    """Return the letter of the school that a text names, a known school by its name too; or nothing."""
    for school in schools:
        if school.name and re.search(rf"(?<!\w){re.escape(school.name)}(?!\w)", text, re.IGNORECASE):
            return school.letter
    named = _SCHOOL.search(text)
    if named and named[1] not in "aiI":
        return named[1].upper()
    alone = text.strip().upper()
    is_letter = alone in {school.letter for school in schools} or (
        alone.isalpha() and alone not in _NOT_A_SCHOOL
    )
    return alone if len(alone) == 1 and is_letter else ""


def letter_of(school: str, schools: Iterable[School] = ()) -> str:
    """Return the letter of a school named in full (``School B``, a known name), else what it is called."""
    school = clean_name(school)
    wanted = name_key(school)
    for known in schools:
        if wanted in {name_key(known.letter), name_key(known.name)}:
            return known.letter if wanted else ""
    last = school.rpartition(" ")[2]
    named_by_letter = len(school) == 1 or wanted.startswith("school ")
    return last.upper() if named_by_letter and len(last) == 1 else school


def round_in(text: str, rounds: Sequence[Round] = ()) -> str:
    """Return the name of the round that a text names: a known one, a year, or ``Round 2``; or nothing."""
    for known in sorted(rounds, key=lambda round_: -len(round_.name)):
        if known.name and re.search(rf"(?<!\w){re.escape(known.name)}(?!\w)", text, re.IGNORECASE):
            return known.name
    year, numbered = _YEAR.search(text), _ROUND.search(text)
    if year:
        return next((known.name for known in rounds if year[0] in known.name), year[0])
    if numbered is None:
        return ""
    number = int(numbered[2])
    if 0 < number <= len(rounds):
        return sorted((known.name for known in rounds), key=natural_key)[number - 1]
    return f"{(numbered[1] or 'Round').capitalize()} {number}"
